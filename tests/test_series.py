"""Series: which documents are editions of one paper, which are copies of one edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extract.identity import make_id
from extract.plan import read_plan
from extract.reading import CommitmentKind, Fact, Passage, Profile, Reading, Use
from graph.editions import series_name, strip_edition
from graph.series import find_copies, name_series, with_series
from ingest import read_document
from ingest.document import ReadBy


def make_reading(
    source: str, title: str, published: str = "2024-01", publisher: str = "Wexcombe Council", words: str = ""
) -> Reading:
    def fact(value: str) -> Fact | None:
        return Fact(value, "title block") if value else None

    profile = Profile(
        id=make_id("d", source),
        source=source,
        format="pdf",
        sha256="0" * 64,
        pages=1,
        title=fact(title),
        publisher=fact(publisher),
        published=fact(published),
    )
    passage = Passage(
        id=make_id("x", source),
        position=1,
        kind="paragraph",
        section="",
        text=words,
        page=1,
        box=None,
        path="page 1",
        read_by=ReadBy.TEXT,
        confidence=1.0,
        use=Use.IGNORED,
        reason="",
        words=len(words.split()),
    )
    return Reading(profile, (passage,), (), (), (), (), (), (), ())


def settle_series(readings: Sequence[Reading]) -> list[Reading]:
    named = name_series((reading.profile, series_name(reading.profile)) for reading in readings)
    return [with_series(reading, named) for reading in readings]


def series_of(*readings: Reading) -> list[str | None]:
    return [reading.profile.series.value if reading.profile.series else None for reading in settle_series(readings)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Parks strategy 2022-2027: progress report, November 2023", "Parks strategy: progress report"),
        ("Draft parks strategy", "parks strategy"),
        ("Parks strategy (version 2.1)", "Parks strategy"),
        ("Parks strategy: second edition", "Parks strategy"),
        ("Action tracker, as at 28 February 2025", "Action tracker"),
        ("Performance report Quarter 3 2024/25", "Performance report"),
        ("Performance report Q2 2024/25", "Performance report"),
        ("Parks strategy, year two report", "Parks strategy, report"),
        ("Minutes of the Parks Board held on Tuesday 4 June 2024 at 6.30 pm", "Minutes of the Parks Board"),
        ("Mayor’s decisions on the market: second homes", "Mayor’s decisions on the market: second homes"),
        ("Ward 2 delivery plan", "Ward 2 delivery plan"),
        ("Three parks for four wards", "Three parks for four wards"),
        ("March 2024", ""),
    ],
)
def test_what_passes_from_edition_to_edition_is_no_part_of_a_series_name(title: str, name: str) -> None:
    assert strip_edition(title) == name


def test_editions_of_one_publisher_and_title_are_a_series() -> None:
    first = make_reading("a.pdf", "Parks strategy Progress report: November 2023", "2023-11")
    second = make_reading("b.pdf", "PARKS STRATEGY Draft progress report – November 2024", "2024-11")
    other = make_reading("c.pdf", "Parks strategy Progress report: November 2024", "2024-11", "Marsh End Council")
    name = "Parks strategy Progress report"
    assert series_of(first, second, other) == [name, name, None]
    assert series_of(second, other, first) == [name, None, name]
    settled = settle_series([first, second])[0].profile.series
    assert settled is not None
    assert settled.basis == "inferred"


def test_one_edition_alone_is_no_series() -> None:
    assert series_of(make_reading("a.pdf", "Parks strategy"), make_reading("b.pdf", "Trees strategy")) == [None, None]


def test_a_document_without_date_or_publisher_is_in_no_series() -> None:
    first, second = make_reading("a.pdf", "Parks plan", "2023"), make_reading("b.pdf", "Parks plan", "2024")
    undated = make_reading("c.pdf", "Parks plan", "")
    unsigned = make_reading("d.pdf", "Parks plan", "2022", "")
    assert series_of(first, second, undated, unsigned) == ["Parks plan", "Parks plan", None, None]


def test_the_catalogue_s_series_wins_but_needs_a_date() -> None:
    first, second = make_reading("a.pdf", "Parks plan", "2023"), make_reading("b.pdf", "Parks plan", "2024")
    series = Fact("Green papers", "catalogue")
    said = replace(second, profile=replace(second.profile, series=series))
    undated = replace(said, profile=replace(said.profile, published=None))
    assert series_of(first, said) == [None, "Green papers"]
    assert series_of(undated) == [None]


def minutes(source: str, title: str, met: str, published: str) -> Reading:
    reading = make_reading(source, title, published, "Wexcombe Parish Council")
    facts = {"kind": Fact("minutes", "title block"), "meeting": Fact(met, "title block")}
    return replace(reading, profile=replace(reading.profile, **facts))  # type: ignore[arg-type] # two Facts


def test_minutes_go_by_the_body_that_met_wherever_it_met() -> None:
    hall = minutes("a.pdf", "Minutes held in the hall on 3 May 2024", "Wexcombe Parish Council", "2024-05-03")
    school = minutes("b.pdf", "MINUTES at the school", "WEXCOMBE PARISH COUNCIL PLANNING MEETING", "2024-06-03")
    board = minutes("c.pdf", "Minutes held in the hall on 4 May 2024", "Parks Committee", "2024-05-04")
    name = "Wexcombe Parish Council: minutes"
    assert series_of(hall, school, board) == [name, name, None]


def test_the_three_minutes_of_the_sample_corpus_are_a_series(corpus: Path) -> None:
    readings = []
    for path in sorted(corpus.glob("*minutes*.pdf")):
        reading = read_plan(replace(read_document(path), source=path.name), None)
        assert {c.kind for c in reading.commitments} >= {CommitmentKind.ACTION_ARISING}
        assert CommitmentKind.ACTION not in {c.kind for c in reading.commitments}
        readings.append(reading)
    assert series_of(*readings) == ["Wexcombe Health and Wellbeing Board: minutes"] * 3


def test_two_files_of_one_edition_are_copies_where_their_words_agree() -> None:
    text = "the council will plant a tree in each street by March 2025"
    editions = [
        make_reading("b.pdf", "Parks plan", "2024", words=text),
        make_reading("a.pdf", "Parks plan", "2024", words=text + " or later"),
        make_reading("c.pdf", "Parks plan", "2024", words="something else is said here of quite other things"),
        make_reading("d.pdf", "Parks plan", "2025", words=text),
    ]
    assert find_copies(settle_series(editions)) == ((make_id("d", "b.pdf"), make_id("d", "a.pdf")),)
