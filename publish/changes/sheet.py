"""A report of changes as a workbook: the counts first, then one sheet a section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from publish.changes.lines import say_notes, say_where
from publish.changes.report import Change, Report, Wording
from publish.changes.sections import list_sections, say_earlier_sum, say_headline, say_sum
from publish.wording import say, say_date
from publish.workbook import Cell, Sheet, write_workbook

_COUNTS = (
    ("Series", 40),
    ("Document", 60),
    ("Published", 16),
    ("Actions", 10),
    ("How they add up", 80),
    ("In short", 80),
)
_LIST = (
    ("Series", 28), ("What became of it", 24), ("Number", 10), ("Earlier words", 50), ("Later words", 50), ("Aim", 32),
    ("Owners before", 28), ("Owners now", 28), ("Due before", 18), ("Due now", 18), ("Days", 8),
    ("Document says so", 12), ("Status", 14), ("What to know", 50), ("Earlier place", 22), ("Later place", 22),
    ("Thread", 22),
)  # fmt: skip


def write_sheets(path: Path, reports: Sequence[Report]) -> None:
    """Write the reports as XLSX; raises OSError where the file can't be written."""
    write_workbook(path, make_sheets(reports))


def make_sheets(reports: Sequence[Report]) -> list[Sheet]:
    """Return the counts, and one sheet for each section in which something stands."""
    found: dict[str, list[tuple[Cell, ...]]] = {}
    about: dict[str, tuple[str, str]] = {}
    for report in reports:
        for section in list_sections(report):
            about[section.key] = (section.title, section.note)
            rows = [_row(report, section.key, change) for change in section.changes]
            found.setdefault(section.key, []).extend(rows)
    sheets = [Sheet(about[key][0], _LIST, rows, about[key][1]) for key, rows in found.items() if rows]
    return [Sheet("Counts", _COUNTS, [row for report in reports for row in _counts(report)]), *sheets]


def _counts(report: Report) -> list[tuple[Cell, ...]]:
    series = report.after.series or report.after.label
    return [
        (
            series,
            report.before.label,
            say_date(report.before.published),
            report.earlier.actions,
            say_earlier_sum(report.earlier),
            say_headline(report),
        ),
        (
            series,
            report.after.label,
            say_date(report.after.published),
            report.later.actions,
            say_sum(report.later),
            "",
        ),
    ]


def _row(report: Report, key: str, change: Change) -> tuple[Cell, ...]:
    last = change.afters or change.befores
    moves = change.moves
    return (
        report.after.series or report.after.label,
        say(change.fate, "fates"),
        _join(w.number for w in last),
        _join(w.text for w in change.befores),
        _join(w.text for w in change.afters),
        _join(w.aim for w in last),
        _join("; ".join(w.owners) for w in change.befores),
        _join("; ".join(w.owners) for w in change.afters),
        _join(w.due_words for w in change.befores),
        _join(w.due_words for w in change.afters),
        max((m.days for m in moves), key=abs) if moves else None,
        {True: "yes", False: "no", None: ""}[moves[0].stated] if moves else "",
        _join(say(w.status) for w in change.afters or change.befores),
        "\n".join(say_notes(key, change)),
        _join(_place(w) for w in change.befores),
        _join(_place(w) for w in change.afters),
        last[0].thread or "",
    )


def _place(wording: Wording) -> str:
    return say_where(wording)


def _join(parts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(part for part in parts if part))
