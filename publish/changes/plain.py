"""A report of changes as lines of text: for a terminal, and for a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publish.changes.lines import say_notes, say_pages, say_where, sides
from publish.changes.report import Change, Report, Section, Wording
from publish.changes.sections import list_sections, say_earlier_sum, say_headline, say_sum
from publish.wording import say, say_date

# Counted in the terminal and listed only on the page, in the workbook and as JSON.
COUNTED_ONLY = ("continued",)


@dataclass(frozen=True, slots=True)
class Line:
    """A line and how it stands out: `title`, `heading`, `note` or `text`."""

    text: str
    style: str = "text"


def make_lines(reports: Iterable[Report], width: int) -> Iterator[Line]:
    """Yield the lines of the reports, none longer than `width`, with a blank line between parts."""
    for i, report in enumerate(reports):
        if i:
            yield Line("")
        yield from _report(report, width)


def _report(report: Report, width: int) -> Iterator[Line]:
    yield from wrap(f"{report.before.label}  →  {report.after.label}", width, "", "title")
    headline = say_headline(report)
    yield from wrap(headline[:1].upper() + headline[1:], width, "  ")
    if report.judged == "threads":
        yield from wrap("These two are not editions that follow each other: compared by threads.", width, "  ", "note")
    for paper, words in ((report.before, say_earlier_sum(report.earlier)), (report.after, say_sum(report.later))):
        yield from wrap(f"{say_date(paper.published) or paper.label}: {words}", width, "  ", "note")
    if report.pledges:
        counted = ", ".join(f"{n} {say(fate).lower()}" for fate, n in report.pledges.items())
        yield from wrap(f"Pledges, counted apart: {counted}", width, "  ", "note")
    for section in list_sections(report):
        if section.changes and section.key not in COUNTED_ONLY:
            yield from _section(section, width)


def _section(section: Section, width: int) -> Iterator[Line]:
    yield Line("")
    yield Line(f"{section.title} ({len(section.changes)})", "heading")
    yield from wrap(section.note, width, "  ", "note")
    for change in section.changes:
        yield from _change(section.key, change, width)


def _change(key: str, change: Change, width: int) -> Iterator[Line]:
    befores, afters = sides(key, change)
    both = bool(befores and afters)
    bullet = "  • "
    for word, wordings in (("was: ", befores), ("now: ", afters)):
        for wording in wordings:
            where = say_where(wording) if both or len(wordings) > 1 else say_pages(change)
            yield from wrap(f"{word if both else ''}{_said(wording)} [{where}]", width, bullet)
            bullet = "    "
    for note in say_notes(key, change):
        yield from wrap(note, width, "      ", "note")


def _said(wording: Wording) -> str:
    return f"{wording.number} {wording.text}" if wording.number else wording.text


def wrap(text: str, width: int, indent: str, style: str = "text") -> Iterator[Line]:
    """Yield a text as lines that are indented alike and no longer than `width`, without what a terminal would obey."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    rest = " " * len(indent)
    for line in textwrap.wrap(plain, max(width, 40), initial_indent=indent, subsequent_indent=rest) or [""]:
        yield Line(line, style)
