"""What changed between two documents, read from the database."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from publish.changes.comparing import compare_threads
from publish.changes.editions import find_pairs, newest_pairs
from publish.changes.moves import find_first_dates, read_hands, read_moves
from publish.changes.report import FATES, Change, Paper, Report, Tally, Wording
from publish.changes.sections import say_headline
from publish.changes.wordings import read_some, read_wordings
from publish.decided import read_decisions

Fate = tuple[str | None, str | None, str, tuple[str, ...], str]


def read_changes(db: sqlite3.Connection, before: str | None = None, after: str | None = None) -> tuple[Report, ...]:
    """Return one report, of the documents named, or one a series: its newest edition against the one before.

    Raises Unclear where a name fits no document or several.
    """
    return tuple(read_report(db, *pair) for pair in find_pairs(db, before, after))


def read_headlines(db: sqlite3.Connection, sources: Collection[str], limit: int) -> list[tuple[str, str]]:
    """Return (series, headline) of the newest pair of each series in which one of these files takes part.

    `limit` caps the number of reports that are read: a corpus may hold a thousand series.
    """
    named = [pair for pair in newest_pairs(db, sources) if {pair[0].source, pair[1].source} & set(sources)]
    reports = [read_report(db, *pair) for pair in named[:limit]]
    return [(report.after.series or report.after.label, say_headline(report)) for report in reports]


def read_report(db: sqlite3.Connection, before: Paper, after: Paper) -> Report:
    """Return what became of every action of the earlier document, and what the later one adds."""
    earlier, later = read_wordings(db, before.id), read_wordings(db, after.id)
    fates = _read_fates(db, before.id, after.id)
    if fates is None:
        changes = compare_threads(db, earlier, later)
        pledges: dict[str, int] = {}
    else:
        wordings = {w.commitment: w for w in (*earlier, *later)}
        wordings |= {w.commitment: w for w in read_some(db, _older(fates, wordings))}
        changes = _gather(fates, wordings)
        pledges = _count_pledges(db, before.id, after.id)
        changes = _with_moves(db, after.id, changes)
    return Report(
        before=before,
        after=after,
        judged="threads" if fates is None else "editions",
        earlier=_tally(earlier, ((c.fate, c.befores) for c in changes)),
        later=_tally(later, ((c.fate, c.afters) for c in changes)),
        pledges=pledges,
        changes=_with_decisions(db, find_first_dates(db, after, changes)),
    )


def _read_fates(db: sqlite3.Connection, before: str, after: str) -> list[Fate] | None:
    """The rows of `fates` for the later edition; None where the two do not follow each other."""
    known = "select 1 from fates where to_document = ? and from_document = ? and fate <> 'reopened' limit 1"
    if db.execute(known, (after, before)).fetchone() is None:
        return None
    rows = db.execute(
        """select from_commitment, to_commitment, fate, reasons, decided_by from fates
        where to_document = ? and (from_document = ? or fate = 'reopened') order by rowid""",
        (after, before),
    )
    return [(a, b, fate, tuple(json.loads(reasons)), by) for a, b, fate, reasons, by in rows]


def _older(fates: Iterable[Fate], known: dict[str, Wording]) -> set[str]:
    return {a for a, _, fate, _, _ in fates if a and fate == "reopened"} - known.keys()


def _gather(fates: Iterable[Fate], wordings: dict[str, Wording]) -> list[Change]:
    """One change a pair; the parts of a split stand together, and what was merged. Fates of pledges are left out."""
    groups: dict[tuple[str, str], list[Fate]] = defaultdict(list)
    for row in fates:
        before, after, fate = row[:3]
        if (before or after) in wordings and (after or before) in wordings:
            key = before if fate == "split" else after if fate == "merged" else f"{before} {after}"
            groups[fate, key or ""].append(row)
    return [_join(rows, wordings) for rows in groups.values()]


def _join(rows: Sequence[Fate], wordings: dict[str, Wording]) -> Change:
    befores = dict.fromkeys(a for a, *_ in rows if a)
    afters = dict.fromkeys(b for _, b, *_ in rows if b)
    return Change(
        fate=rows[0][2],
        befores=tuple(wordings[a] for a in befores),
        afters=tuple(wordings[b] for b in afters),
        reasons=tuple(dict.fromkeys(reason for row in rows for reason in row[3])),
        decided_by="person" if any(row[4] == "person" for row in rows) else "rule",
    )


def _with_moves(db: sqlite3.Connection, after: str, changes: Iterable[Change]) -> list[Change]:
    moves, hands = read_moves(db, after), read_hands(db, after)
    return [
        replace(
            change,
            moves=tuple(m for pair in _pairs(change) for m in moves.get(pair, ())),
            hands=tuple(h for pair in _pairs(change) for h in hands.get(pair, ())),
        )
        for change in changes
    ]


def _with_decisions(db: sqlite3.Connection, changes: Sequence[Change]) -> tuple[Change, ...]:
    """What people decided about the wordings; of a pair only where both ends stand in the change."""
    sides = [[w.commitment for w in (*change.befores, *change.afters)] for change in changes]
    decided = read_decisions(db, {commitment for side in sides for commitment in side})
    return tuple(
        replace(
            change,
            decisions=tuple(
                {d.line: d for c in side for d in decided.get(c, ()) if d.other is None or d.other in side}.values()
            ),
        )
        for change, side in zip(changes, sides, strict=True)
    )


def _pairs(change: Change) -> Iterable[tuple[str, str]]:
    return ((b.commitment, a.commitment) for b in change.befores for a in change.afters)


def _tally(wordings: Sequence[Wording], sides: Iterable[tuple[str, tuple[Wording, ...]]]) -> Tally:
    """Each action once, under the first of its fates in the order of CONTRACT.md."""
    here = {w.commitment for w in wordings}
    fate_of: dict[str, str] = {}
    for fate, side in sorted(sides, key=lambda pair: FATES.index(pair[0])):
        for wording in side:
            if wording.commitment in here:
                fate_of.setdefault(wording.commitment, fate)
    counted = list(fate_of.values())
    return Tally({fate: counted.count(fate) for fate in FATES if fate in counted}, len(wordings))


def _count_pledges(db: sqlite3.Connection, before: str, after: str) -> dict[str, int]:
    rows = db.execute(
        """select f.fate, count(distinct c.id) from fates f join commitments c
        on c.id = coalesce(f.from_commitment, f.to_commitment) and c.kind not in ('action', 'action_arising')
        where f.to_document = ? and (f.from_document = ? or f.fate = 'reopened') group by f.fate""",
        (after, before),
    )
    counts: dict[str, int] = dict(rows.fetchall())
    return {fate: counts[fate] for fate in FATES if fate in counts}
