"""Plan to rows of the reading tables: `actions`, `pledges`, `thread_history`, `slips`.

They are flat, so that a facet or a filter needs no join.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.reading import Aim, Basis, Commitment, OwnerRole, Priority, Reading
from graph.plan import Plan

from .columns import ACTION_KINDS, Row, pick, text, to_json, value
from .woven import Woven

SLIP = "thread from_document to_document from_commitment to_commitment old_due new_due days stated old_words new_words"


@dataclass(frozen=True, slots=True)
class Levels:
    """The aim and priority over one commitment, None where none is known."""

    aim: Aim | None
    priority: Priority | None
    basis: Basis | None


def find_levels(c: Commitment, aims: dict[str, Aim], priorities: dict[str, Priority]) -> Levels:
    """Return what stands over a commitment; its own priority wins, otherwise it is its aim's."""
    aim = aims.get(c.aim or "")
    if c.priority and (aim is None or aim.priority != c.priority):
        return Levels(aim, priorities.get(c.priority), Basis.STATED)
    if aim is None or aim.priority is None:
        return Levels(aim, None, None)
    return Levels(aim, priorities.get(aim.priority), aim.priority_basis)


def list_owners(c: Commitment, role: OwnerRole, woven: Woven) -> str:
    """Return a JSON array of a commitment's owners in one role, as printed, in printed order, joint ones split."""
    split = woven.owners.get(c.id)
    if split is None:
        return to_json([o.named_as for o in c.owners if o.role is role])
    return to_json([o.named_as for o in sorted(split, key=lambda o: o.position) if o.role == role])


def action_rows(reading: Reading, woven: Woven) -> Iterator[Row]:
    """Yield the rows of `actions`: commitments of the kinds action and action_arising."""
    aims, priorities = {a.id: a for a in reading.aims}, {p.id: p for p in reading.priorities}
    for c in reading.commitments:
        if c.kind in ACTION_KINDS:
            yield action_row(c, reading, find_levels(c, aims, priorities), woven)


def action_row(c: Commitment, reading: Reading, over: Levels, woven: Woven) -> Row:
    """Return the row of one action."""
    update = c.update
    return {
        "commitment": c.id,
        "thread": woven.threads.get(c.id),
        **document_columns(reading),
        **pick(c, "page kind tier read_by confidence quote", unknown="number section measure tier_reason"),
        "action": c.text,
        **level_columns(over),
        "priority": over.priority.text if over.priority else None,
        "priority_basis": over.basis,
        "aim": over.aim.text if over.aim else None,
        "owners": list_owners(c, OwnerRole.OWNER, woven),
        "sponsors": list_owners(c, OwnerRole.SPONSOR, woven),
        "partners": list_owners(c, OwnerRole.PARTNER, woven),
        **due_columns(c),
        "status": update.status if update else None,
        "status_basis": update.status_basis if update else None,
        "status_words": text(update.status_words) if update else None,
        "update_text": text(update.text) if update else None,
        "extra": to_json(merge_extra(c.extra)),
    }


def pledge_rows(reading: Reading, woven: Woven) -> Iterator[Row]:
    """Yield the rows of `pledges`: commitments of every kind that is not in `actions`."""
    aims, priorities = {a.id: a for a in reading.aims}, {p.id: p for p in reading.priorities}
    for c in reading.commitments:
        if c.kind not in ACTION_KINDS:
            yield pledge_row(c, reading, find_levels(c, aims, priorities), woven)


def pledge_row(c: Commitment, reading: Reading, over: Levels, woven: Woven) -> Row:
    """Return the row of one pledge, recommendation, resolution, next step or expectation."""
    words = "number section lead_in agent strength tier_reason"
    return {
        "commitment": c.id,
        "thread": woven.threads.get(c.id),
        **document_columns(reading),
        **pick(c, "parent page kind text tier read_by confidence quote", unknown=words),
        **level_columns(over),
        "owners": list_owners(c, OwnerRole.OWNER, woven),
        **due_columns(c),
    }


def document_columns(reading: Reading) -> Row:
    """Return the columns that say where a row was read."""
    profile = reading.profile
    return {"document": profile.id, "source": profile.source, "published": value(profile.published)}


def level_columns(over: Levels) -> Row:
    """Return the columns that lead to the aim and the priority over a commitment."""
    return {"aim_id": over.aim.id if over.aim else None, "priority_id": over.priority.id if over.priority else None}


def due_columns(c: Commitment) -> Row:
    """Return the five columns that say when a commitment is to be done."""
    due = c.due
    return {
        "due_text": text(due.text) if due else None,
        "due": due.edtf if due else None,
        "due_by": due.by.isoformat() if due and due.by else None,
        "due_basis": due.basis if due else None,
        "due_role": due.role if due else None,
    }


def merge_extra(extra: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return printed header → printed text; a header that is printed twice gets a count, so that nothing is lost.

    >>> merge_extra((("Ref", "7"), ("Notes", "a"), ("Notes", "b")))
    {'Ref': '7', 'Notes': 'a', 'Notes (2)': 'b'}
    """
    merged: dict[str, str] = {}
    for header, words in extra:
        key, count = header, 1
        while key in merged:
            count += 1
            key = f"{header} ({count})"
        merged[key] = words
    return merged


def history_rows(plan: Plan, woven: Woven) -> Iterator[Row]:
    """Yield the rows of `thread_history`: a thread's commitments as published, and the fate that led to each.

    An edition that no longer holds the commitment has a row too, without words: its fate is closed, not_mentioned or
    not_covered.
    """
    homes = {c.id: (c, r) for r in plan.readings for c in r.commitments}
    readings = {r.profile.id: r for r in plan.readings}
    gone: dict[str, dict[str, str]] = {}
    for fate in plan.fates:
        if fate.to_commitment is None:
            gone.setdefault(fate.thread, {}).setdefault(fate.to_document, fate.fate)
    for thread in plan.threads:
        said = [history_row(*homes[commitment], woven) for commitment in thread.commitments]
        missing = [absence_row(readings[d], fate) for d, fate in gone.get(thread.id, {}).items()]
        rows = put_in_order(said, missing) if missing else said
        for position, row in enumerate(rows, 1):
            yield {"thread": thread.id, "position": position, **row}


def history_row(c: Commitment, reading: Reading, woven: Woven) -> Row:
    """Return what one document says in a thread."""
    fate = woven.fates.get(c.id)
    return {
        **document_columns(reading),
        **pick(c, "page kind text quote"),
        "commitment": c.id,
        "fate": fate.fate if fate else None,
        "owners": list_owners(c, OwnerRole.OWNER, woven),
        "due": c.due.edtf if c.due else None,
        "status": c.update.status if c.update else None,
        "update_text": text(c.update.text) if c.update else None,
    }


def absence_row(reading: Reading, fate: str) -> Row:
    """Return the row of an edition that does not hold the commitment."""
    unsaid = ("page", "kind", "text", "due", "status", "update_text", "quote", "commitment")
    return {**document_columns(reading), "fate": fate, "owners": "[]", **dict.fromkeys(unsaid)}


def put_in_order(said: list[Row], missing: list[Row]) -> list[Row]:
    """Return the rows by publication; commitments keep their order, an absence stands after what was said before it."""
    ordered = list(said)
    for row in sorted(missing, key=when, reverse=True):
        later = [i for i, other in enumerate(said) if when(other) > when(row)]
        ordered.insert(later[0] if later else len(said), row)
    return ordered


def when(row: Row) -> tuple[str, str]:
    """Return what editions are ordered by (CONTRACT.md section 1): date of publication, then path."""
    return str(row["published"] or ""), str(row["source"])


def slip_rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows of `slips`."""
    for slip in plan.slips:
        yield pick(slip, SLIP)
