"""One commitment through all documents: found by words or id, told document by document."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from publish.changes.lines import say_hands, say_move
from publish.changes.moves import Pair, read_hands, read_moves
from publish.changes.plain import Line, wrap
from publish.changes.report import Hands, Move
from publish.decided import Decision, make_decision_notes, read_decisions
from publish.questions import match_words
from publish.wording import say, say_date, say_place

T = TypeVar("T")

MOST = 20  # threads offered to choose from


@dataclass(frozen=True, slots=True)
class Hit:
    """A thread that the words fit: its title, how many commitments it has, and when it begins and ends (EDTF)."""

    thread: str
    title: str
    commitments: int
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one document says of the commitment; without words where the document no longer has it (`fate` says how).

    `moves` and `hands` are the slips and changes of owner that led to it, `reasons` why it is one with what the edition
    before had, `decided_by` whether a rule or a person says so (None where there is no fate), `decisions` what people
    decided about it.
    """

    document: str
    source: str
    published: str | None
    commitment: str | None
    kind: str | None
    page: int | None
    place: str
    text: str | None
    quote: str | None
    owners: tuple[str, ...]
    due_words: str | None
    due: str | None
    due_by: str | None
    status: str | None
    status_words: str | None
    update: str | None
    fate: str | None
    moves: tuple[Move, ...] = ()
    hands: tuple[Hands, ...] = ()
    document_id: str = ""
    passage: str | None = None
    decided_by: str | None = None
    reasons: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A thread: its id, the earliest words, how many editions it slipped in, and its documents in order."""

    thread: str
    title: str
    slips: int
    steps: tuple[Step, ...]


def find_threads(db: sqlite3.Connection, asked: str) -> list[Hit]:
    """Return the threads that an id means, or whose commitments hold all the words, best first; at most MOST."""
    ids = _by_id(db, asked.strip()) or _by_words(db, asked)
    return [hit for thread in ids[:MOST] for hit in _hits(db, thread)]


def _by_id(db: sqlite3.Connection, asked: str) -> list[str]:
    rows = db.execute(
        """select id from threads where id = :id union select thread from commitments where id = :id
        union select new from aliases where old = :id""",
        {"id": asked},
    )
    return [thread for (thread,) in rows]


def _by_words(db: sqlite3.Connection, asked: str) -> list[str]:
    words = match_words(asked)
    if not words:
        return []
    found: dict[str, None] = {}
    for table in ("actions", "pledges"):
        rows = db.execute(
            f"""select t.thread from {table}_fts f join {table} t on t.rowid = f.rowid
            where f.{table}_fts match ? and t.thread is not null order by f.rank limit 400""",  # noqa: S608 - one of two names
            (words,),
        )
        found.update((thread, None) for (thread,) in rows)
    return list(found)


def _hits(db: sqlite3.Connection, thread: str) -> Iterator[Hit]:
    sql = "select id, title, commitments, first_published, last_published from threads where id = ?"
    return (Hit(*row) for row in db.execute(sql, (thread,)))


_STEPS = """select d.label as document, h.source, h.published, h.commitment, h.kind, h.page, p.path, h.text, h.quote,
  h.owners, coalesce(a.due_text, g.due_text) as due_words, h.due,
  coalesce(a.due_by, g.due_by) as due_by, h.status, a.status_words, h.update_text as "update",
  h.fate, h.document as document_id, c.passage, f.decided_by, f.reasons
from thread_history h join documents d on d.id = h.document
left join commitments c on c.id = h.commitment left join passages p on p.id = c.passage
left join actions a on a.commitment = h.commitment left join pledges g on g.commitment = h.commitment
left join fates f on f.rowid = (select min(r.rowid) from fates r where r.to_document = h.document
  and r.thread = h.thread and r.to_commitment is h.commitment)
where h.thread = ? order by h.position limit ?"""


def read_trace(db: sqlite3.Connection, thread: str, most: int = -1) -> Trace:
    """Return the thread of that id document by document; raises KeyError where there is none.

    `most` caps the steps, for a page that nobody wants to be endless; -1 for all of them.
    """
    hit = next(_hits(db, thread), None)
    if hit is None:
        raise KeyError(thread)
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    rows = cursor.execute(_STEPS, (thread, most)).fetchall()
    decided = read_decisions(db, [row["commitment"] for row in rows if row["commitment"]])
    told = _once(decided, [row["commitment"] for row in rows])
    steps = tuple(_step(db, row, told.get(row["commitment"], ())) for row in rows)
    slipped = {step.source for step in steps if any(move.days > 0 for move in step.moves)}
    return Trace(thread, hit.title, len(slipped), steps)


def _step(db: sqlite3.Connection, row: sqlite3.Row, decisions: tuple[Decision, ...]) -> Step:
    said = {key: row[key] for key in row.keys() if key != "path"}  # noqa: SIM118 - a Row has no such test
    into = (row["document_id"], row["commitment"])
    said["owners"] = tuple(json.loads(row["owners"]))
    said["place"] = say_place(row["page"], row["path"])
    said["reasons"] = tuple(json.loads(row["reasons"] or "[]"))
    return Step(**said, moves=_into(read_moves(db, *into)), hands=_into(read_hands(db, *into)), decisions=decisions)


def _once(decided: Mapping[str, tuple[Decision, ...]], order: Iterable[str | None]) -> dict[str, tuple[Decision, ...]]:
    """Each decision where it is told once: of a pair in one thread, at the later end."""
    last = {decision.line: commitment for commitment in order for decision in decided.get(commitment or "", ())}
    return {
        commitment: tuple(decision for decision in decisions if last[decision.line] == commitment)
        for commitment, decisions in decided.items()
    }


def _into(found: Mapping[Pair, Iterable[T]]) -> tuple[T, ...]:
    return tuple(one for held in found.values() for one in held)


def make_trace_lines(trace: Trace, width: int) -> Iterator[Line]:
    """Yield a thread as lines of text."""
    yield from wrap(trace.title, width, "", "title")
    counted = f", slipped in {trace.slips} edition{'' if trace.slips == 1 else 's'}" if trace.slips else ""
    documents = len({step.source for step in trace.steps})
    yield Line(f"{trace.thread}: {documents} document{'' if documents == 1 else 's'}{counted}", "note")
    dated: Step | None = None
    for step in trace.steps:
        yield Line("")
        yield from _step_lines(step, dated, width)
        dated = step if step.due_by else dated


def _step_lines(step: Step, dated: Step | None, width: int) -> Iterator[Line]:
    yield from wrap(f"{say_date(step.published) or 'undated'}  {step.document}", width, "", "heading")
    where = f"page {step.page}" if step.page else step.place
    yield from wrap(f"“{step.text}” [{where}]" if step.text else "(not in this document)", width, "  ")
    for note in (*_notes(step), *_other_date(step, dated)):
        yield from wrap(note, width, "    ", "note")


def _notes(step: Step) -> Iterable[str]:
    if step.fate:
        yield say(step.fate, "fates") + (", as a person decided" if step.decided_by == "person" else "")
    if step.owners:
        yield f"owner: {'; '.join(step.owners)}"
    if step.due_words or step.due:
        said = say_date(step.due)
        shown = step.due_words or said
        yield f"due: {shown}" + (f" ({said})" if said and said.lower() not in shown.lower() else "")
    if step.status:
        words = f" (“{step.status_words}”)" if step.status_words else ""
        yield f"status: {say(step.status).lower()}{words}"
    yield from (f"moved {say_move(move)}" for move in step.moves)
    yield from (f"changed hands {say_hands(hands)}" for hands in step.hands)
    if step.update:
        yield f"update: {step.update}"
    for decision in step.decisions:
        yield from make_decision_notes(decision)


def _other_date(step: Step, dated: Step | None) -> Iterator[str]:
    """Say that the paper before gave another date, where the two are not editions whose slips are known."""
    if dated is None or step.moves or not step.due_by or not dated.due_by or step.due_by == dated.due_by:
        return
    days = (date.fromisoformat(step.due_by) - date.fromisoformat(dated.due_by)).days
    way = "later" if days > 0 else "earlier"
    yield f"{abs(days):,} days {way} than “{dated.due_words or say_date(dated.due)}” in {dated.document}"


def make_hit_lines(hits: Iterable[Hit], width: int) -> Iterator[Line]:
    """Yield threads to choose from, numbered."""
    for number, hit in enumerate(hits, 1):
        dates = " to ".join(dict.fromkeys(filter(None, map(say_date, (hit.first_published, hit.last_published)))))
        count = f"{hit.commitments} commitment{'' if hit.commitments == 1 else 's'}"
        yield from wrap(f"{hit.title} ({', '.join(filter(None, (dates, count)))})", width, f"{number:>3}. ")
