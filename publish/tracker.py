"""The table that officers keep by hand: one row a thread, with what the latest document says of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extract.identity import fold
from publish.changes.lines import say_where
from publish.changes.report import Wording
from publish.changes.wordings import read_some
from publish.decided import read_decisions, say_decision, say_who
from publish.wording import say, say_date
from publish.workbook import Cell, Sheet, write_workbook

HEADINGS = (
    ("Ref", 10), ("Origin", 40), ("Date", 16), ("Area", 36), ("Commitment", 56), ("Owner", 30), ("Due", 18),
    ("Revised due", 18), ("Action taken", 60), ("Status", 14), ("Source", 40), ("Page", 12), ("Note", 32),
    ("Decided by people", 48), ("Thread", 22),
)  # fmt: skip
SHEET = "Action tracker"


@dataclass(frozen=True, slots=True)
class Tracked:
    """One thread: where it began, and the wordings of the latest document that has it (several after a split).

    `due_words` is the first date given, `revised_words` the latest, empty where it is the same. `fate` is what became
    of it in a later edition that no longer has it, `decided` what people decided about these wordings.
    """

    thread: str
    origin: str
    published: str | None
    area: str
    wordings: tuple[Wording, ...]
    due_words: str
    revised_words: str
    source: str
    fate: str
    decided: tuple[str, ...] = ()


def read_tracker(db: sqlite3.Connection, series: str | None = None) -> list[Tracked]:
    """Return one row for each thread that holds an action, in order of its latest document, as printed there.

    `series`: words of the name of a series; only threads with an action in it.
    """
    rows = db.execute(
        """select a.thread, a.commitment, a.document, a.priority, a.due_text, a.due_by, d.label, d.series, a.published
        from actions a join documents d on d.id = a.document join commitments c on c.id = a.commitment
        join passages p on p.id = c.passage where a.thread is not null
        order by a.thread, coalesce(a.published, ''), a.source, p.position, a.commitment"""
    ).fetchall()
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row[0])]
    wanted = fold(series or "").split()
    kept = [g for g in groups if not wanted or any(all(w in fold(row[7] or "") for w in wanted) for row in g)]
    last = {row[1]: None for group in kept for row in group if row[2] == group[-1][2]}
    wordings = {w.commitment: w for w in read_some(db, last.keys())}
    gone = _read_gone(db)
    decided = _read_decided(db, wordings)
    found = [_tracked(group, wordings, gone, decided) for group in kept]
    order = {commitment: i for i, commitment in enumerate(wordings)}
    return sorted(found, key=lambda row: (row.source, order[row.wordings[0].commitment]))


def _read_decided(db: sqlite3.Connection, wordings: dict[str, Wording]) -> dict[str, tuple[str, ...]]:
    """What people decided about each wording, as far as it stands."""
    found = read_decisions(db, wordings)
    return {
        commitment: tuple(f"{say_decision(d)} ({say_who(d) or 'a person'})" for d in decisions
                          if d.state == "applied")
        for commitment, decisions in found.items()
    }  # fmt: skip


def _tracked(
    group: Sequence[tuple[str, ...]],
    wordings: dict[str, Wording],
    gone: dict[str, str],
    decided: dict[str, tuple[str, ...]],
) -> Tracked:
    first, last = group[0], group[-1]
    latest = tuple(wordings[row[1]] for row in group if row[2] == last[2])
    dated = [row for row in group if row[5]]
    due = dated[0] if dated else next((row for row in group if row[4]), first)
    revised = dated[-1] if dated and dated[-1][5] != dated[0][5] else None
    aim = latest[0].aim or ""
    return Tracked(
        thread=first[0],
        origin=first[6],
        published=first[8],
        area=" / ".join(filter(None, (last[3] or "", aim))),
        wordings=latest,
        due_words=due[4] or "",
        revised_words=revised[4] if revised else "",
        source=last[6],
        fate=gone.get(first[0], ""),
        decided=tuple(said for w in latest for said in decided.get(w.commitment, ())),
    )


def _read_gone(db: sqlite3.Connection) -> dict[str, str]:
    """The threads whose last word is that an edition no longer has them, with that fate."""
    rows = db.execute(
        """select h.thread, h.fate, h.published from thread_history h where h.commitment is null
        and h.position = (select max(position) from thread_history g where g.thread = h.thread)"""
    )
    return {thread: f"{say(fate, 'fates')} ({say_date(published)})" for thread, fate, published in rows}


def make_rows(tracked: Iterable[Tracked]) -> list[tuple[Cell, ...]]:
    """Return the cells of each row, in the order of HEADINGS; parts of a split stand on lines of their own."""
    return [
        (
            _lines(w.number for w in row.wordings),
            row.origin,
            say_date(row.published),
            row.area,
            _lines(w.text for w in row.wordings),
            _lines("; ".join(w.owners) for w in row.wordings),
            row.due_words,
            row.revised_words,
            _lines(w.update for w in row.wordings),
            _lines(say(w.status) for w in row.wordings),
            row.source,
            _lines(say_where(w) for w in row.wordings),
            row.fate,
            _lines(row.decided),
            row.thread,
        )
        for row in tracked
    ]


def _lines(parts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(part for part in parts if part))


def write_tracker(path: Path, tracked: Iterable[Tracked]) -> int:
    """Write the tracker as XLSX; return how many rows. Raises OSError where the file can't be written."""
    rows = make_rows(tracked)
    write_workbook(path, [Sheet(SHEET, HEADINGS, rows)])
    return len(rows)
