"""Priorities inferred from the order of the aims, shared words and examples; unsure ones are left open."""

from extract.inference import LEAST_CONFIDENCE, AimWords, PriorityWords, infer_priorities

NAMES = [
    PriorityWords("A healthy start for every child", ()),
    PriorityWords("Decent homes and good work", ()),
    PriorityWords("Growing old with friends", ()),
]


def indices(aims: list[AimWords], priorities: list[PriorityWords]) -> list[int | None]:
    return [found.priority if found else None for found in infer_priorities(aims, priorities)]


def test_words_of_the_names_tell() -> None:
    aims = [
        AimWords("Help each child to a healthy weight", ("Fund school meals",)),
        AimWords("End damp homes", ("Inspect decent homes",)),
        AimWords("Friends for the old and lonely", ("Open lunch clubs",)),
    ]
    assert indices(aims, NAMES) == [0, 1, 2]


def test_an_example_under_a_priority_tells_of_its_aim() -> None:
    priorities = [
        PriorityWords("First", ("Vaccination buses visited forty estates in spring",)),
        PriorityWords("Second", ("Boilers were replaced in ninety flats",)),
    ]
    aims = [
        AimWords("Reach everyone", ("Send vaccination buses to estates",)),
        AimWords("Heat", ("Replace boilers in flats",)),
    ]
    assert indices(aims, priorities) == [0, 1]


def test_an_aim_that_shares_nothing_is_left_open() -> None:
    aims = [
        AimWords("Help each child to a healthy start", ()),
        AimWords("Audit the ledger", ()),
        AimWords("Old friends growing", ()),
    ]
    assert indices(aims, NAMES)[1] is None


def test_one_priority_alone_is_no_choice() -> None:
    assert indices([AimWords("Healthy children", ())], NAMES[:1]) == [None]
    assert infer_priorities([], NAMES) == ()


def test_what_is_given_is_sure_enough_and_says_why() -> None:
    [found] = infer_priorities([AimWords("A healthy start for each child", ())], NAMES)
    assert found is not None
    assert found.confidence >= LEAST_CONFIDENCE
    assert "A healthy start for every child" in found.reason
