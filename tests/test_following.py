"""From edition to edition: kept, reworded, split, merged, moved, dropped, new, reopened; dates that moved."""

import itertools

import pytest

from extract.reading import Reading, Status
from graph.plan import Plan
from graph.weave import weave
from tests.editions import action, reading


def fates(plan: Plan) -> dict[tuple[str, str], str]:
    texts = {c.id: c.text for r in plan.readings for c in r.commitments}
    return {(texts.get(f.from_commitment or "", ""), texts.get(f.to_commitment or "", "")): f.fate for f in plan.fates}


def follow(*editions: Reading) -> dict[tuple[str, str], str]:
    return fates(weave(editions, (), ()))


OLD = "Repair the footbridge over the Marl and light it at night"


@pytest.mark.parametrize(
    ("after", "fate"),
    [
        (OLD, "continued"),
        ("Repair the footbridge over the Marl & light it at night.", "continued"),
        ("Repair and light the footbridge over the Marl", "reworded"),
        ("Put lights on the footbridge over the Marl and mend it", "reworded"),
    ],
)
def test_the_same_commitment_in_other_words(after: str, fate: str) -> None:
    found = follow(reading("2024-05", [action(OLD)]), reading("2025-05", [action(after)]))
    assert found == {(OLD, after): fate}


def test_siblings_that_share_most_of_their_words_are_kept_apart() -> None:
    before = [
        "Pilot a walking group for men aged over 60 in Eastfield",
        "Complete a survey of rough sleepers in the borough",
    ]
    after = [
        "Pilot a walking group for women aged over 30 in Larkfield",
        "Complete a survey of empty shops in the borough",
    ]
    found = follow(
        reading("2024-05", [action(text) for text in before]),
        reading("2025-05", [action(before[0]), *(action(text) for text in after)]),
    )
    assert found[before[0], before[0]] == "continued"
    assert found["", after[0]] == "new"
    assert found["", after[1]] == "new"
    assert found[before[1], ""] == "not_mentioned"


def test_a_commitment_split_in_two_has_a_fate_for_each_part() -> None:
    whole = "Resurface Quarry Lane and build a crossing outside St Brannoc's school"
    parts = ["Resurface Quarry Lane", "Build a crossing outside St Brannoc's school"]
    found = follow(reading("2024-05", [action(whole)]), reading("2025-05", [action(part) for part in parts]))
    assert found == {(whole, parts[0]): "split", (whole, parts[1]): "split"}


def test_two_commitments_merged_into_one() -> None:
    parts = ["Plant 200 street trees in Eastfield", "Open a pocket park in Larkfield"]
    whole = "Plant 200 street trees in Eastfield and open a pocket park in Larkfield"
    found = follow(reading("2024-05", [action(part) for part in parts]), reading("2025-05", [action(whole)]))
    assert found == {(parts[0], whole): "merged", (parts[1], whole): "merged"}


def test_under_another_aim_it_moved_and_under_a_renamed_one_it_did_not() -> None:
    before = reading("2024-05", [action(OLD, "Safer streets"), action("Train 40 marshals", "Calm evenings")])
    moved = reading(
        "2025-05",
        [
            action(OLD, "Calm evenings"),
            action("Train 40 marshals", "Calm evenings"),
            action("New bins", "Safer streets"),
        ],
    )
    renamed = reading("2025-05", [action(OLD, "Streets that are safer"), action("Train 40 marshals", "Calm evenings")])
    assert follow(before, moved)[OLD, OLD] == "moved"
    assert follow(before, renamed)[OLD, OLD] == "continued"


def test_what_is_gone_is_closed_not_mentioned_or_not_covered() -> None:
    before = [
        action("Open the night bus", status=Status.COMPLETED),
        action(OLD),
        action("Publish a noise map", "Quiet nights"),
        action("Fence the quarry"),
    ]
    found = follow(reading("2024-05", before), reading("2025-05", [action("Fence the quarry")]))
    assert found["Open the night bus", ""] == "closed"
    assert found[OLD, ""] == "not_mentioned"
    assert found["Publish a noise map", ""] == "not_covered"


def test_what_comes_back_after_an_edition_without_it_is_reopened() -> None:
    other = action("Fence the quarry")
    plan = weave(
        [
            reading("2023-05", [action(OLD), other]),
            reading("2024-05", [other]),
            reading("2025-05", [action(OLD), other]),
        ],
        (),
        (),
    )
    back = [fate for fate in plan.fates if fate.fate == "reopened"]
    first, _, last = sorted(plan.readings, key=lambda r: r.profile.source)
    assert [(fate.from_document, fate.to_document) for fate in back] == [(first.profile.id, last.profile.id)]
    assert {len(thread.commitments) for thread in plan.threads} == {2, 3}


def test_every_commitment_of_either_edition_has_a_fate() -> None:
    before = [action(f"Inspect {name} depot") for name in ("Ashby", "Brook", "Cole", "Dene")]
    after = [action(f"Inspect {name} depot") for name in ("Brook", "Cole", "Elm")]
    found = follow(reading("2024-05", before), reading("2025-05", after))
    assert {old for old, _ in found} - {""} == {str(a["text"]) for a in before}
    assert {new for _, new in found} - {""} == {str(a["text"]) for a in after}


@pytest.mark.parametrize(
    ("old", "new", "update", "days", "stated"),
    [
        ("2025-03", "2025-06", "", 91, False),
        ("2025-03", "2025-06", "Put back because the contractor failed.", 91, True),
        ("2025-06", "2025-03", "", -91, False),
    ],
)
def test_a_due_date_that_moved(old: str, new: str, update: str, days: int, stated: bool) -> None:
    plan = weave(
        [reading("2024-05", [action(OLD, due=old)]), reading("2025-01", [action(OLD, due=new, update=update)])], (), ()
    )
    assert [(slip.days, slip.stated, slip.old_words, slip.new_words) for slip in plan.slips] == [
        (days, stated, old, new)
    ]


def test_a_due_date_that_stayed_is_no_slip() -> None:
    plan = weave(
        [reading("2024-05", [action(OLD, due="2025")]), reading("2025-01", [action(OLD, due="2025-12")])], (), ()
    )
    assert plan.slips == ()


def test_a_number_given_to_another_action_is_another_thread() -> None:
    before = [
        action("Order a larger bin for Bates Row", number="24/11-03"),
        action("Ask about hall hire", number="24/11-04"),
    ]
    after = [
        action("Order a larger bin for Bates Row", number="24/11-03"),
        action("Paint the pavilion", number="24/11-04"),
    ]
    found = follow(reading("2024-11", before), reading("2025-01", after))
    assert found["Order a larger bin for Bates Row", "Order a larger bin for Bates Row"] == "continued"
    assert found["Ask about hall hire", ""] == "not_mentioned"
    assert found["", "Paint the pavilion"] == "new"


def test_the_plan_is_the_same_whatever_the_order_of_arrival() -> None:
    editions = [
        reading(f"{year}-05", [action(OLD, due=f"{year + 1}-03"), action(f"Count the trees of {year}")])
        for year in range(2021, 2025)
    ]
    first = weave(editions, (), ())
    assert all(weave(order, (), ()) == first for order in itertools.permutations(editions))


def test_papers_of_two_councils_are_not_linked() -> None:
    ours = reading("2024-05", [action(OLD)], series="", source="a.pdf")
    theirs = reading("2024-06", [action(OLD)], series="", source="b.pdf", publisher="Marlow District Council")
    assert weave([ours, theirs], (), ()).links == ()


def test_a_row_of_a_tracker_is_one_thread_with_the_plan_it_comes_from() -> None:
    plan = reading("2024-05", [action(OLD, due="2025-03")], series="", source="plan.pdf")
    tracker = reading(
        "2024-09",
        [action("Repair and light the footbridge over the Marl", due="2025-03")],
        series="",
        source="tracker.xlsx",
    )
    woven = weave([plan, tracker], (), ())
    assert [link.relation for link in woven.links] == ["same"]
    assert len(woven.threads) == 1
