"""What people decided about commitments, apart from what the program found: for pages and for the terminal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extract.decisions.standing import name_field
from extract.identity import fold
from extract.words import holds_phrase
from publish.wording import say, say_date, words

Row = dict[str, Any]

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


# Decisions that name the commitment, or its aim, as the build found it.
_BY_FACT = """
with asked as (select c.id, c.aim from commitments c where c.id in (select value from json_each(:ids)))
select a.id as about, d.other_fact is a.id as turned, d.* from asked a join decisions d on d.state = 'applied'
  and (a.id in (d.fact, d.other_fact) or (d.verdict = 'aim_of_priority' and d.fact = a.aim))"""
# Those about an owner act on many commitments, and those that no longer hold on none: they are found by their words.
_BY_WORDS = """select 0 as turned, * from decisions where state in ('revoked', 'overruled')
  or (state = 'applied' and verdict in ('owner_is', 'split_owner'))"""
_ASKED = """select c.id, c.document, c.text,
  (select json_group_array(o.named_as) from commitment_owners o where o.commitment = c.id) as names,
  (select group_concat(e.quote, ' ') from evidence e where e.fact = c.id and e.field = 'owner') as owner_words
from commitments c where c.id in (select value from json_each(:ids))"""

_REASONS = """select reasons from links where decided_by = 'person'
and (from_commitment, to_commitment) in ((:one, :other), (:other, :one)) limit 1"""


def read_decisions(db: sqlite3.Connection, commitments: Iterable[str]) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions about these commitments, by commitment, in order of line, with those taken back."""
    if not db.execute("select 1 from decisions limit 1").fetchone():
        return {}
    ids = json.dumps(list(commitments))
    found = [(str(row["about"]), row) for row in _ask(db, _BY_FACT, ids=ids)]
    if by_words := _ask(db, _BY_WORDS):
        for commitment in _ask(db, _ASKED, ids=ids):
            found += [(str(commitment["id"]), row) for one in by_words if (row := _turn(one, commitment))]
    decided: dict[str, dict[int, Decision]] = {}
    for about, row in sorted(found, key=lambda pair: int(pair[1]["line"])):
        decided.setdefault(about, {})[row["line"]] = _make(db, row)
    return {about: tuple(lines.values()) for about, lines in decided.items()}


def _ask(db: sqlite3.Connection, sql: str, **values: object) -> list[Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute(sql, values).fetchall()]


def _turn(row: Row, commitment: Row) -> Row | None:
    """The decision as the commitment's end of it tells it, None where it is not about the commitment."""
    quote, here = fold(row["quote"] or ""), (None, commitment["document"])
    if row["state"] != "applied":
        ends = [(row["document"], quote), (row["other_document"], fold(row["other_quote"] or ""))]
        wanted = (commitment["document"], fold(commitment["text"]))
        return {**row, "turned": wanted == ends[1]} if wanted in ends else None
    if row["verdict"] == "owner_is":
        acts = quote in map(fold, json.loads(commitment["names"]))
    else:
        acts = holds_phrase(fold(commitment["owner_words"] or ""), quote)
    return row if acts and row["document"] in here else None


_OF = {
    "document": ":key in (document, other_document)",
    "aim": "verdict = 'aim_of_priority' and state = 'applied' and fact = :key",
    "owner": """verdict = 'owner_is' and state = 'applied'
      and lower(value) = (select lower(name) from owners where id = :key)""",
}


def read_decisions_of(db: sqlite3.Connection, kind: str, key: str) -> tuple[Decision, ...]:
    """Return the decisions that name a document (whatever became of them), an aim or an owner, in order of line."""
    sql = f"select 0 as turned, * from decisions where {_OF[kind]} order by line limit 200"  # noqa: S608 - our own words
    return tuple(_make(db, row) for row in _ask(db, sql, key=key))


_TEXTS = ("id", "at", "by", "state", "why", "quote", "other_quote", "field", "value", "note", "revokes")


def _make(db: sqlite3.Connection, row: Row) -> Decision:
    """A decision as told of one end: of a pair, the words of the other end come second."""
    told = {name: str(row[name] or "") for name in _TEXTS}
    documents, ends = [row["document"], row["other_document"]], [row["fact"], row["other_fact"]]
    if row["turned"]:
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


def _say_machine(db: sqlite3.Connection, row: Row) -> str:
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
    if row["verdict"] == "correct_field":
        return _say_printed(db, str(row["fact"]), name_field(str(row["field"])) or "")
    return str(said.get(str(row["verdict"]), ""))


# Where the words of a corrected field stand, the likeliest first; other fields have no evidence of their own.
_PRINTED = {"due": ("revised_due", "due"), "owner": ("owner",), "partner": ("partner",), "status": ("status",),
            "update": ("update",), "measure": ("measure",), "text": ("text",)}  # fmt: skip


def _say_printed(db: sqlite3.Connection, fact: str, field: str) -> str:
    """What the document itself prints where a person corrected what was read from it."""
    if field not in _PRINTED:
        return ""
    rows = db.execute("select field, quote from evidence where fact = ? order by position", (fact,)).fetchall()
    if field == "due" and not any(name in _PRINTED["due"] for name, _ in rows):
        sql = "select 'due', text from dates where commitment = ? and role in ('deadline', 'milestone') order by id"
        rows = db.execute(sql, (fact,)).fetchall()
    for name in _PRINTED[field]:
        if quotes := [quote for found, quote in rows if found == name]:
            return str(words()["machine"]["printed"]).format(printed=" ".join(quotes))
    return str(words()["machine"]["printed_nothing"])


def say_decision(decision: Decision) -> str:
    """Return what was decided, as a sentence without its full stop."""
    said = words()["verdicts"]
    empty = said.get(f"{decision.verdict}_empty") if not decision.value else None
    return str(empty or said[decision.verdict]).format(
        quote=decision.quote,
        other_quote=decision.other_quote,
        field=words()["corrected"].get(name_field(decision.field) or "", decision.field),
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
