"""Rewordings and siblings, forty made-up pairs: what is linked, what is asked, and what is never one."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import snowballstemmer  # type: ignore[import-untyped]  # ships no types

from benchmarks.pairs import is_linked, read_pairs
from benchmarks.truth import Row
from graph.following import follow
from graph.items import make_edition
from graph.plan import Plan
from graph.weave import weave
from graph.wording import contrast, stands_in, weigh
from ingest.people import DecisionRow, Verdict
from tests.editions import action, reading

PAIRS = read_pairs(Path(__file__).parent / "golden" / "pairs.jsonl")
TRUE = [pair for pair in PAIRS if pair["same"]]
OLD = "Repair the footbridge over the Marl and light it at night"


def weave_pairs(series: str) -> Plan:
    """Two papers: one with the first wording of each pair, one with the second."""
    sides = (("a", "2024-05", "plan"), ("b", "2025-05", "tracker"))
    papers = [
        reading(
            day,
            [action(pair[side]["text"], pair["aim"], pair["owner"]) for pair in PAIRS],
            series=series,
            source=f"{name}.pdf",
        )
        for side, day, name in sides
    ]
    return weave(papers, (), ())


def couple(plan: Plan, pair: Row) -> tuple[str, str]:
    """The commitments of a pair."""
    before, after = (
        {commitment.text: commitment.id for commitment in paper.commitments}
        for paper in sorted(plan.readings, key=lambda paper: paper.profile.source)
    )
    return before[pair["a"]["text"]], after[pair["b"]["text"]]


def joined(plan: Plan) -> set[frozenset[str]]:
    return {
        frozenset((link.from_commitment, link.to_commitment))
        for link in plan.links
        if link.relation in ("same", "split", "merged")
    }


def asked(plan: Plan) -> list[frozenset[str]]:
    return [frozenset((q.fact or "", q.other_fact or "")) for q in plan.questions if q.kind == "pair"]


@pytest.fixture(scope="module")
def followed() -> Plan:
    return weave_pairs("Wexcombe in 2030")


def test_of_two_editions_only_rewordings_are_linked(followed: Plan) -> None:
    links, true = joined(followed), {frozenset(couple(followed, pair)) for pair in TRUE}
    assert links - true == set()
    assert len(links) >= 13


def test_a_rewording_is_linked_or_among_the_first_three_questions(followed: Plan) -> None:
    links, found = joined(followed), 0
    for pair in TRUE:
        ends = couple(followed, pair)
        first = [question for question in asked(followed) if ends[0] in question][:3]
        found += frozenset(ends) in links or frozenset(ends) in first
    assert found >= 19


def test_words_alone_never_link_siblings() -> None:
    assert [pair["id"] for pair in PAIRS if is_linked(pair) and not pair["same"]] == []
    assert sum(is_linked(pair) for pair in TRUE) >= 8


def test_the_likeliest_pair_is_asked_first(followed: Plan) -> None:
    scores = [question.score or 0.0 for question in followed.questions if question.kind == "pair"]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mend the benches in four parks", "Repair benches: 4 parks"),
        ("Cut anti-social behaviour on the estate", "Reduce ASB on the estate"),
        ("Co-design a guide for older tenants", "Codesign a guide for elderly tenants"),
        ("Hire a lorry driver", "Recruit a truck driver"),
    ],
)
def test_words_of_one_family_are_one(one: str, other: str) -> None:
    assert weigh(one).keys() == weigh(other).keys()


def test_a_word_stands_in_one_family_only() -> None:
    table = tomllib.loads(files("graph").joinpath("data", "families.toml").read_text(encoding="utf-8"))
    stem = snowballstemmer.stemmer("english").stemWord
    stems = [{stem(word) for word in family} for family in table["families"]]
    assert [family for family, own in zip(table["families"], stems, strict=True) if len(own) < 2] == []
    every = [word for own in stems for word in own]
    assert sorted(word for word in set(every) if every.count(word) > 1) == []


def test_names_within_a_sentence_tell_more_than_the_same_words_without() -> None:
    assert weigh("Take the Local Plan to the council")["plan"] > weigh("Make a local plan for the council")["plan"]
    assert weigh("Take The Local Plan To The Council")["plan"] == weigh("a plan")["plan"]


def test_a_contrast_stands_between_the_same_words_or_at_the_end() -> None:
    found = contrast("Replace the lamps in Quarry Lane this year", "Replace the lamps in Mill Hill this year")
    assert found is not None
    assert found.words == ("quarry lane", "mill hill")
    found = contrast("Develop a design code for tall buildings", "Develop a design code for shopfronts")
    assert found is not None
    assert found.words[1] == "shopfronts"
    assert contrast("Mend the bridge at night", "Repair the bridge at night") is None
    assert contrast("Survey the bridge at night", "Paint the bridge at night") is None  # another verb is no contrast


def test_a_short_wording_in_one_piece() -> None:
    assert stands_in("Working with our partners", "We will work with our partners, and with theirs") is False
    assert stands_in("Sharing plans with tenants", "We will share our plans with tenants and listen") is True


def test_two_threads_are_asked_about_once_and_not_again_after_an_answer() -> None:
    plan = [reading(day, [action(OLD)]) for day in ("2024-05", "2025-05")]
    notice = reading(
        "2025-06", [action("Repair the footbridge over the Marl", owner="")], series="", source="notice.pdf"
    )
    woven = weave([*plan, notice], (), ())
    questions = [question for question in woven.questions if question.kind == "pair"]
    assert len(questions) == 1
    row = DecisionRow(
        line=2,
        decision="dec-2",
        at="2025-07-01",
        by="Scrutiny",
        verdict=Verdict.DIFFERENT,
        document=plan[0].profile.source,
        quote=OLD,
        other_document="notice.pdf",
        other_quote="Repair the footbridge over the Marl",
    )
    assert asked(weave([*plan, notice], (), (row,))) == []


def test_what_a_person_holds_different_is_judged_with_the_next_best() -> None:
    before = make_edition(reading("2024-05", [action(OLD)]), {})
    texts = ["Repair the footbridge over the Marl", "Light the footbridge over the Marl at night"]
    after = make_edition(reading("2025-05", [action(text) for text in texts]), {})
    barred = frozenset({frozenset((before.items[0].id, after.items[0].id))})
    pairs = follow(before, after, lambda one, other: one.aim == other.aim, barred)
    assert [pair.after.commitment.text for pair in pairs] == texts[1:]
