"""What people decided about commitments, apart from what the program found: for pages and for the terminal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publish.wording import say, say_date, words

# How a link says among its reasons that a person made it.
SIGNED = "decided by a person"


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of decisions.csv that is about a commitment: what it says, who says it and when, what became of it.

    `state` is as in the table `decisions`. `quote` is about the document with the id `document`, `other_quote` about
    `other_document`; `other` is the commitment at the other end of a pair. A name that is withheld stands in none of
    these, since the database does not hold it.
    """

    id: str
    at: str
    by: str
    verdict: str
    state: str
    why: str
    quote: str
    other_quote: str
    field: str
    value: str
    note: str
    revokes: str
    line: int
    document: str | None
    other_document: str | None
    other: str | None
    machine: str


_ABOUT = """
with asked as (select c.id, c.document, c.text, c.aim from commitments c
  where c.id in (select value from json_each(:ids)))
select a.id as about, d.rowid as at_row, d.* from asked a join decisions d on d.state = 'applied'
  and (a.id in (d.fact, d.other_fact) or (d.verdict = 'aim_of_priority' and d.fact = a.aim)
    or (d.verdict = 'owner_is' and (d.document is null or d.document = a.document) and exists (
      select 1 from commitment_owners o where o.commitment = a.id and lower(o.named_as) = lower(d.quote)))
    or (d.verdict = 'split_owner' and (d.document is null or d.document = a.document) and exists (
      select 1 from evidence e where e.fact = a.id and e.field = 'owner' and instr(lower(e.quote), lower(d.quote)))))
union select a.id, d.rowid, d.* from asked a join decisions d on d.state in ('revoked', 'overruled')
  and ((d.document = a.document and lower(d.quote) = lower(a.text))
    or (d.other_document = a.document and lower(d.other_quote) = lower(a.text)))
order by about, at_row"""

_REASONS = """select reasons from links where decided_by = 'person'
and (from_commitment, to_commitment) in ((:one, :other), (:other, :one)) limit 1"""


def read_decisions(db: sqlite3.Connection, commitments: Iterable[str]) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions about these commitments, by commitment, in order of line, with those taken back."""
    if not db.execute("select 1 from decisions limit 1").fetchone():
        return {}
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    found: dict[str, list[Decision]] = {}
    for row in cursor.execute(_ABOUT, {"ids": json.dumps(list(commitments))}).fetchall():
        found.setdefault(row["about"], []).append(_make(db, dict(row)))
    return {about: tuple(decisions) for about, decisions in found.items()}


_OF = {
    "document": ":key in (document, other_document)",
    "aim": "verdict = 'aim_of_priority' and state = 'applied' and fact = :key",
    "owner": """verdict = 'owner_is' and state = 'applied'
      and lower(value) = (select lower(name) from owners where id = :key)""",
}


def read_decisions_of(db: sqlite3.Connection, kind: str, key: str) -> tuple[Decision, ...]:
    """Return the decisions that name a document (whatever became of them), an aim or an owner, in order of line."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    sql = f"select null as about, * from decisions where {_OF[kind]} order by line limit 200"  # noqa: S608 - our own words
    return tuple(_make(db, dict(row)) for row in cursor.execute(sql, {"key": key}).fetchall())


_TEXTS = ("id", "at", "by", "state", "why", "quote", "other_quote", "field", "value", "note", "revokes")


def _make(db: sqlite3.Connection, row: dict[str, object]) -> Decision:
    """A decision as told of one end: of a pair, the words of the other end come second."""
    told = {name: str(row[name] or "") for name in _TEXTS}
    documents, ends = [row["document"], row["other_document"]], [row["fact"], row["other_fact"]]
    if row["about"] is not None and row["about"] == row["other_fact"]:
        told["quote"], told["other_quote"] = told["other_quote"], told["quote"]
        documents.reverse()
        ends.reverse()
    document, other_document = (None if value is None else str(value) for value in documents)
    return Decision(
        **told,
        verdict=str(row["verdict"] or "revokes"),
        line=int(str(row["line"])),
        document=document,
        other_document=other_document,
        other=None if ends[1] is None else str(ends[1]),
        machine=_say_machine(db, row),
    )


def _say_machine(db: sqlite3.Connection, row: dict[str, object]) -> str:
    """What the program had made of it: as the database tells, else as the verdict itself implies."""
    said = words()["machine"]
    if was := row.get("was"):
        return str(said["was"]).format(was=was)
    if row["state"] != "applied":
        return ""
    if row["verdict"] == "same":
        found = db.execute(_REASONS, {"one": row["fact"], "other": row["other_fact"]}).fetchone()
        reasons = [reason for reason in json.loads(found[0]) if reason != SIGNED] if found else []
        return str(said["same_found"]).format(reasons="; ".join(reasons)) if reasons else str(said["same_unfound"])
    return str(said.get(str(row["verdict"]), ""))


def say_decision(decision: Decision) -> str:
    """Return what was decided, as a sentence without its full stop."""
    said = words()["verdicts"]
    empty = said.get(f"{decision.verdict}_empty") if not decision.value else None
    return str(empty or said[decision.verdict]).format(
        quote=decision.quote,
        other_quote=decision.other_quote,
        field=decision.field,
        value=decision.value,
        revokes=decision.revokes,
    )


def say_who(decision: Decision) -> str:
    """Return who decided and when, as far as the line says so: `Scrutiny Officer, 26 November 2025`."""
    return ", ".join(filter(None, (decision.by, say_date(decision.at))))


def make_decision_notes(decision: Decision) -> Iterator[str]:
    """Yield a decision as lines for a terminal."""
    who = say_who(decision)
    state = "" if decision.state == "applied" else f"{say(decision.state, 'decision_state').lower()}: "
    yield f"decided by a person{f' ({who})' if who else ''}: {state}{say_decision(decision)}"
    if decision.note:
        yield f"  because: {decision.note}"
    if decision.machine:
        yield f"  {decision.machine}"
