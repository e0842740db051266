"""What changed from one edition to the next: the sample corpus against what its golden files say by eye."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browser import make_site
from click.testing import CliRunner
from openpyxl import load_workbook

from extract.identity import fold
from goldenthread.cli import program
from publish.changes import Report, Unclear, list_sections, read_changes, say_headline
from publish.changes.page import make_page
from publish.changes.plain import make_lines
from publish.changes.sections import say_earlier_sum, say_sum

GOLDEN = Path(__file__).parent / "golden"
REPORT_2025 = "wexcombe-strategy-progress-report-2025-11"
MINUTES_MARCH = "wexcombe-board-minutes-2025-03-20"
MINUTES_MAY = "wexcombe-board-minutes-2025-05-15"
EDITIONS = (REPORT_2025, MINUTES_MARCH, MINUTES_MAY)
SUFFIX = ".pdf"


def truth(name: str) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))["changes"]
    return changes


@pytest.fixture(scope="module")
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.fixture(scope="module")
def reports(db: sqlite3.Connection) -> dict[str, Report]:
    return {name: read_changes(db, after=name + SUFFIX)[0] for name in EDITIONS}


def texts(words: str | list[str] | None) -> frozenset[str]:
    return frozenset(map(fold, [words] if isinstance(words, str) else words or []))


@pytest.mark.parametrize("name", EDITIONS)
def test_every_action_has_the_fate_that_a_reader_gave_it(name: str, reports: dict[str, Report]) -> None:
    expected = {(c["fate"], texts(c["old"]), texts(c["new"])) for c in truth(name) if "fate" in c}
    found = {
        (c.fate, frozenset(fold(w.text) for w in c.befores), frozenset(fold(w.text) for w in c.afters))
        for c in reports[name].changes
    }
    assert found == expected


@pytest.mark.parametrize("name", EDITIONS)
def test_the_counts_add_up_to_the_actions_of_each_edition(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    actions = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))["actions"]
    assert report.earlier.adds_up
    assert report.later.adds_up
    assert sum(report.later.counts.values()) == report.later.actions == len(actions)


def test_the_sums_are_shown_as_sums(reports: dict[str, Report]) -> None:
    report = reports[REPORT_2025]
    assert say_earlier_sum(report.earlier) == (
        "18 kept in the same words + 3 reworded + 2 moved to another aim + 1 split + 2 merged + 1 gone, last said to "
        "be complete or superseded + 2 not mentioned + 1 not covered = 30 actions"
    )
    assert say_sum(report.later) == (
        "18 in the same words + 3 reworded + 2 moved from another aim + 2 parts of a split + 1 merged + 3 new "
        "= 29 actions"
    )
    assert say_headline(report) == (
        "since November 2024: 23 kept (3 reworded, 2 moved), 1 split, 2 merged, 1 closed, 3 gone without a word, "
        "3 new, 9 slipped, 2 changed hands, 4 said to be complete"
    )


@pytest.mark.parametrize("name", EDITIONS)
def test_dates_that_moved_are_those_a_reader_found(name: str, reports: dict[str, Report]) -> None:
    kinds = {"deadline_slipped": True, "deadline_brought_forward": False}
    expected = {
        (c["old_edtf"], c["new_edtf"], kinds[c["kind"]], c["stated"]) for c in truth(name) if c["kind"] in kinds
    }
    found = {
        (move.old_due, move.new_due, move.days > 0, move.stated)
        for change in reports[name].changes
        for move in change.moves
    }
    # Two actions were merged, each with a date of its own: the second date is the pair's, the reader named the first.
    assert expected <= found
    assert found - expected <= {("2025-01", "2026-03-31", True, False)}


@pytest.mark.parametrize("name", EDITIONS)
def test_what_changed_hands_is_what_a_reader_found(name: str, reports: dict[str, Report]) -> None:
    expected = {
        (tuple(c["old"].split(" / ")), tuple(c["new"].split(" / ")), c["same_body"])
        for c in truth(name)
        if c["kind"] == "owner_changed"
    }
    found = {(h.old_owners, h.new_owners, h.same_body) for c in reports[name].changes for h in c.hands}
    assert found == expected


def test_what_is_newly_said_to_be_complete(reports: dict[str, Report]) -> None:
    section = {s.key: s for s in list_sections(reports[REPORT_2025])}["completed"]
    assert [c.afters[0].number for c in section.changes] == ["1.2.3", "3.1.1", "3.2.3", "4.1.3"]


def test_slipping_again_is_counted(reports: dict[str, Report]) -> None:
    lease = next(c for c in reports[MINUTES_MAY].changes if "lease" in c.befores[0].text)
    assert [(m.times, m.first_words) for m in lease.moves] == [(2, "31 March 2025")]


def test_an_older_paper_tells_what_was_promised_first(reports: dict[str, Report]) -> None:
    frailty = next(c for c in reports[REPORT_2025].changes if c.befores and "frailty" in c.befores[0].text)
    assert [(m.first_words, m.first_paper) for m in frailty.moves] == [
        ("Spring 2025", "Wexcombe Health and Care Strategy 2024–2029")
    ]


def test_each_change_stands_on_a_page(reports: dict[str, Report]) -> None:
    sides = [w for r in reports.values() for c in r.changes for w in (*c.befores, *c.afters)]
    assert [w.text for w in sides if not w.page or not w.quote] == []


def test_any_two_documents_are_compared_by_their_threads(db: sqlite3.Connection) -> None:
    [report] = read_changes(db, "wexcombe-health-and-care-strategy-2024-2029.docx", REPORT_2025 + SUFFIX)
    assert report.judged == "threads"
    assert report.earlier.adds_up
    assert report.later.adds_up
    assert {c.befores[0].text for c in report.changes if c.fate == "not_covered"} == {
        "Write social value clauses on health into all council and NHS contracts over £100,000"
    }


def test_without_names_the_newest_edition_of_each_series(db: sqlite3.Connection) -> None:
    assert {(r.before.source, r.after.source) for r in read_changes(db)} == {
        ("wexcombe-strategy-progress-report-2024-11.pdf", "wexcombe-strategy-progress-report-2025-11.pdf"),
        ("wexcombe-board-minutes-2025-03-20.pdf", "wexcombe-board-minutes-2025-05-15.pdf"),
    }


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("no such paper", None, "No document has the id, path or title “no such paper”."),
        ("minutes", None, "“minutes” fits 3 documents"),
        (None, "action tracker", "No earlier edition of wexcombe-action-tracker.xlsx is known"),
        ("progress report 2025", None, "No later edition of wexcombe-strategy-progress-report-2025-11.pdf is known"),
        ("carers plan", "wexcombe-carers-plan.txt", "Both names mean wexcombe-carers-plan.txt"),
    ],
)
def test_a_name_that_is_not_clear_is_answered(
    db: sqlite3.Connection, before: str | None, after: str | None, said: str
) -> None:
    with pytest.raises(Unclear, match=re.escape(said)):
        read_changes(db, before, after)


def test_lines_keep_to_the_width_and_say_the_rest(reports: dict[str, Report]) -> None:
    lines = [line.text for line in make_lines(reports.values(), 80)]
    assert max(map(len, lines)) <= 80
    assert "Gone without a word (3)" in lines
    whole = " ".join(" ".join(lines).split())
    assert "from Private Housing Enforcement Team to Housing Standards Team (only the name changed)" in whole
    assert "from “June 2025” to “Summer 2026”, 427 days later; seen only by comparing the documents" in whole
    assert "was: Review how interpreters are booked for maternity appointments [page 6] now: 1.1.4 Review" in whole


class Page(HTMLParser):
    """What an accessible page that needs nothing else must have and must not have."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids.extend(filter(None, [given.get("id")]))
        self.outside.extend(filter(None, [given.get("src"), given.get("href") if tag == "link" else None]))
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_the_page_needs_nothing_else_and_is_in_order(reports: dict[str, Report]) -> None:
    html = make_page(list(reports.values()))
    page = Page()
    page.feed(html)
    assert "script" not in page.tags
    assert page.outside == []
    assert "url(" not in html
    assert len(page.ids) == len(set(page.ids))
    assert page.levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in zip(page.levels, page.levels[1:], strict=False))
    assert '<html lang="en-GB">' in html
    assert "<ins>the booking of </ins>" in html


def get(database: Path, path: str) -> str:
    site = make_site(database)

    async def once() -> str:
        await site.invoke_startup()
        response = await site.client.get(path)
        assert response.status_code == 200
        return str(response.text)

    return asyncio.run(once())


def test_the_site_shows_the_same_report_with_links(database: Path, reports: dict[str, Report]) -> None:
    report = reports[REPORT_2025]
    page = get(database, f"/changes?from={report.before.id}&to={report.after.id}")
    assert "18 in the same words + 3 reworded" in page
    assert f'href="/commitment/{report.changes[0].afters[0].commitment}"' in page
    assert f'href="/passage/{report.changes[0].afters[0].passage}"' in page
    assert f"/changes?from={report.before.id}&amp;to={report.after.id}" in get(database, "/changes")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/changes?from=minutes&to=minutes", "“minutes” fits 3 documents"),
        ("/changes?from=%3Cxyzzy%3E&to=x", "No document has the id, path or title “&lt;xyzzy&gt;”."),
        ("/changes?from=&to=", "Any two documents"),
    ],
)
def test_the_site_answers_names_that_are_not_clear(database: Path, path: str, said: str) -> None:
    assert said in get(database, path)


def test_home_leads_to_what_has_gone_and_what_came_back_is_not_there(database: Path) -> None:
    page = get(database, "/")
    gone = page[page.index('id="gone"') : page.index('id="slips"')]
    assert "Move community nursing to the four neighbourhood health centres" in gone
    assert "/changes?from=" in gone
    assert "Bring a paper on the cost of home care" not in gone  # gone in March, back in May


def test_what_the_latest_report_calls_complete_is_not_overdue(database: Path) -> None:
    home = get(database, "/goldenthread/overdue.json?on=2026-12-31&_shape=array")
    overdue = [row["what"] for row in json.loads(home)]
    assert "Publish a guide to local support written by young people" not in overdue
    assert overdue.count("Develop a single register of residents living with frailty") == 1


def run(*arguments: str) -> str:
    result = CliRunner().invoke(program, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_writes_page_workbook_and_json(database: Path, tmp_path: Path) -> None:
    html, xlsx = tmp_path / "changes.html", tmp_path / "changes.xlsx"
    run("changes", str(database), "--html", str(html), "--xlsx", str(xlsx))
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    book = load_workbook(xlsx)
    assert book.sheetnames[:3] == ["Counts", "Gone without a word", "Slipped"]
    slipped = list(book["Slipped"].iter_rows(min_row=3, values_only=True))
    assert (slipped[0][4], slipped[0][8:12]) == (
        "Offer every first-time parent a home visit from a health visitor before the birth",
        ("March 2025", "September 2026", 548, "yes"),
    )
    [report, _] = json.loads(run("changes", str(database), "--json"))["reports"]
    assert report["earlier"]["adds_up"] is True
    assert {"parts", "fate", "befores", "afters", "moves", "hands"} <= report["changes"][0].keys()
    assert sum("gone" in change["parts"] for change in report["changes"]) == 3


def test_a_build_ends_with_what_changed(corpus: Path, tmp_path: Path) -> None:
    folder, built = tmp_path / "papers", tmp_path / "papers.db"
    folder.mkdir()
    for name in (MINUTES_MARCH, MINUTES_MAY):
        shutil.copy(corpus / (name + SUFFIX), folder)
    said = run("build", str(folder), "-o", str(built))
    assert "minutes: since 20 March 2025: 5 kept (2 reworded), 2 closed" in said
    assert f"→ goldenthread changes {built} says more" in said
    assert "since" not in run("build", str(folder), "-o", str(built))  # nothing was new or changed
