"""Who an owner is, and which priority an aim belongs to, as people decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.decisions.fields import find_level
from extract.identity import make_id
from extract.reading import Aim, Basis, Decided, DecisionState, Priority, Reading
from graph.deciding.rows import Register
from graph.naming import guess_kind, normal_form
from graph.owners import Resolved
from graph.plan import Owner
from ingest.people import DecisionRow, OwnerRow, Verdict

BASIS = "decided by a person"


def decide_owners(
    resolved: Resolved, register: Register, rows: Sequence[OwnerRow]
) -> tuple[Resolved, tuple[Decided, ...]]:
    """Return owners as resolved, but for the printed names that a person says are someone."""
    decided = []
    known = {normal_form(row.printed): row.owner for row in rows}
    asked = sorted(register.of(Verdict.OWNER_IS), key=lambda row: (bool(row.document), row.line))
    for row in asked:  # what is said of one document acts last, so it wins over what is said of all
        if row.document and row.document not in register.readings:
            continue
        name = known.get(normal_form(row.value), row.value) if not _same(row.quote, row.value) else row.value
        if not name:
            decided.append(Decided(row.line, DecisionState.NOT_UNDERSTOOD, "it names no owner as its value"))
            continue
        resolved, outcome = _rename(resolved, register, row, name)
        decided.append(outcome)
    return _drop_unnamed(resolved) if decided else resolved, tuple(decided)


def _same(one: str, other: str) -> bool:
    return normal_form(one) == normal_form(other)


def _rename(resolved: Resolved, register: Register, row: DecisionRow, name: str) -> tuple[Resolved, Decided]:
    home = register.readings[row.document].profile.id if row.document else None
    owner = next((o for o in resolved.owners if _same(o.name, name)), None)
    owner = owner or Owner(make_id("o", normal_form(name)), name, guess_kind(name))
    concerned = [n for n in resolved.names if _same(n.name, row.quote) and home in (None, n.document)]
    printed = {(n.name, n.document) for n in concerned}
    if not printed:
        return resolved, Decided(row.line, DecisionState.NOT_FOUND, f"no owner is printed as “{row.quote}” there")
    documents = {reading.profile.id: reading for reading in register.readings.values()}
    commitments = {c.id for _, d in printed if d in documents for c in documents[d].commitments}
    owned = tuple(
        replace(o, owner=owner.id) if o.commitment in commitments and _same(o.named_as, row.quote) else o
        for o in resolved.of_commitments
    )
    facts = {o.commitment for o in owned if o.commitment in commitments and _same(o.named_as, row.quote)}
    known = {o.id: o.name for o in resolved.owners}
    was = "; ".join(dict.fromkeys(known[n.owner] for n in concerned))
    others = {o.id: o for o in resolved.owners} | {owner.id: owner}
    resolved = Resolved(
        owners=tuple(others.values()),
        names=tuple(
            replace(n, owner=owner.id, basis=BASIS) if (n.name, n.document) in printed else n for n in resolved.names
        ),
        of_commitments=owned,
        issues=tuple(i for i in resolved.issues if not (i.issue.code == "unknown_owner" and i.issue.fact in facts)),
    )
    return resolved, Decided(row.line, DecisionState.APPLIED, places=len(facts), facts=tuple(sorted(facts)), was=was)


def _drop_unnamed(resolved: Resolved) -> Resolved:
    """Leave out owners that no printed name leads to any more, bodies over others apart; all in order again."""
    owners = {o.id: o for o in resolved.owners}
    kept: set[str] = set()
    for name in resolved.names:
        at: str | None = name.owner
        while at is not None and at not in kept:
            kept.add(at)
            at = owners[at].parent
    return replace(
        resolved,
        owners=tuple(sorted((o for o in resolved.owners if o.id in kept), key=lambda o: normal_form(o.name))),
        names=tuple(sorted(resolved.names, key=lambda n: (n.owner, n.name, n.document or ""))),
    )


def decide_priorities(
    register: Register, readings: Sequence[Reading]
) -> tuple[tuple[Reading, ...], tuple[Decided, ...]]:
    """Return the readings with each aim under the priority that a person says, and all that stands under it."""
    changed = {reading.profile.id: reading for reading in readings}
    decided = []
    for row in register.of(Verdict.AIM_OF_PRIORITY):
        if row.document in register.readings:
            key = register.readings[row.document].profile.id
            changed[key], outcome = _place_aim(changed[key], row)
            decided.append(outcome)
    return tuple(changed[reading.profile.id] for reading in readings), tuple(decided)


def _place_aim(reading: Reading, row: DecisionRow) -> tuple[Reading, Decided]:
    aim = find_level(reading.aims, row.quote)
    priority = find_level(reading.priorities, row.value or row.other_quote)
    if not isinstance(aim, Aim):
        why = f"the document has no aim “{row.quote}”, or more than one"
        return reading, Decided(row.line, DecisionState.NOT_FOUND, why)
    if not isinstance(priority, Priority):
        why = f"the document has no priority “{row.value or row.other_quote}”, or more than one"
        return reading, Decided(row.line, DecisionState.NOT_FOUND, why)
    placed = replace(
        aim,
        priority=priority.id,
        priority_basis=Basis.STATED,
        priority_confidence=1.0,
        priority_reason=f"{BASIS} ({row.decision})",
    )
    commitments = tuple(
        replace(c, priority=priority.id) if c.aim == aim.id and c.priority == aim.priority else c
        for c in reading.commitments
    )
    aims = tuple(placed if a.id == aim.id else a for a in reading.aims)
    was = next((p.text for p in reading.priorities if p.id == aim.priority), "")
    was = f"{was} (inferred)" if was and aim.priority_basis is Basis.INFERRED else was
    decided = Decided(row.line, DecisionState.APPLIED, places=1, facts=(aim.id,), was=was)
    return replace(reading, aims=aims, commitments=commitments), decided
