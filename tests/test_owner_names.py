"""Who is the same owner, and why."""

import pytest

from extract.reading import Reading
from graph.weave import weave
from ingest.people import OwnerKind, OwnerRow
from tests.editions import action, reading


def owners(*readings: Reading, rows: tuple[OwnerRow, ...] = ()) -> dict[str, set[str]]:
    plan = weave(readings, rows, ())
    found: dict[str, set[str]] = {}
    titles = {owner.id: owner.name for owner in plan.owners}
    for name in plan.owner_names:
        found.setdefault(titles[name.owner], set()).add(name.name)
    return found


def one_paper(*names: str, words: tuple[str, ...] = (), initials: tuple[tuple[str, str], ...] = ()) -> Reading:
    return reading(
        "2024-05", [action(f"Do thing {i}", owner=name) for i, name in enumerate(names)], words=words, initials=initials
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parks & Leisure Team", "The Parks and Leisure Team"),
        ("Wexcombe Public Health", "Public Health"),
        ("Leisure Services", "the leisure services team"),
        ("London Borough of Wexcombe", "Wexcombe Council"),
        ("the Council", "Wexcombe Council"),
        ("Allison Thorne", "Alison Thorne"),
        ("Alison Thorne", "Alison Thorne, Head of Parks"),
        ("St Brannoc’s NHS Foundation Trust", "St Brannoc's"),
    ],
)
def test_two_names_of_one_owner(one: str, other: str) -> None:
    assert len(owners(one_paper(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marlow Council", "Wexcombe Council"),
        ("King’s College London", "King’s College Hospital"),
        ("North Locality Team", "South Locality Team"),
        ("Children’s Services", "Adult Services"),
        ("Jo Marsh", "Jo Marshall"),
        ("Public Health", "Environmental Health"),
        ("Delivery Board", "Delivery Group"),
    ],
)
def test_alike_is_not_the_same(one: str, other: str) -> None:
    assert len(owners(one_paper(one, other))) == 2


def test_an_acronym_that_a_document_defines_is_spelled_out_and_names_the_document() -> None:
    paper = one_paper(
        "WCHT", "Wexcombe Community Health Trust", words=("The Wexcombe Community Health Trust (WCHT) agreed.",)
    )
    plan = weave([paper], (), ())
    assert len(plan.owners) == 1
    assert {name.basis for name in plan.owner_names} == {
        "same name",
        "acronym defined in Safer Wexcombe: report 2024-05",
    }


def test_an_acronym_that_nobody_defines_stays_apart() -> None:
    assert len(owners(one_paper("WCHT", "Wexcombe Community Health Trust"))) == 2


def test_initials_are_those_of_the_list_of_people_present() -> None:
    assert owners(one_paper("NO", "BM", initials=(("NO", "Nick Orde"),))) == {"Nick Orde": {"NO"}, "BM": {"BM"}}


def test_owners_csv_wins() -> None:
    row = OwnerRow(2, "The Hub", "Carers’ Hub", OwnerKind.ORGANISATION, "Wexcombe Together")
    plan = weave([one_paper("The Hub", "Carers' Hub")], (row,), ())
    hub = next(owner for owner in plan.owners if owner.name == "Carers’ Hub")
    assert hub.kind == "organisation"
    assert [owner.name for owner in plan.owners if owner.id == hub.parent] == ["Wexcombe Together"]
    assert {name.basis for name in plan.owner_names} == {"owners.csv"}


def test_a_sub_body_has_its_body_as_parent() -> None:
    plan = weave([one_paper("Wexcombe Together: Delivery Group", "Wexcombe Together Delivery Group")], (), ())
    by_id = {owner.id: owner for owner in plan.owners}
    child = next(owner for owner in plan.owners if owner.parent)
    assert by_id[child.parent or ""].name == "Wexcombe Together"
    assert len(plan.owners) == 2
