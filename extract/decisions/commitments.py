"""Verdicts on single commitments of one document: wrong, missed, correct_field, split_owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extract.decisions.fields import NotUnderstood, correct, read_kind, split_names, tell_field
from extract.decisions.finding import Finder, Looked, Span
from extract.decisions.places import DECIDED, passages_of, reuse
from extract.decisions.standing import name_field
from extract.due import date_prose, find_due
from extract.identity import IdMaker, fold, make_id
from extract.passages import CONTEXT
from extract.reading import (
    Commitment,
    CommitmentKind,
    DateMention,
    Decided,
    DecisionState,
    DueBasis,
    Evidence,
    OwnerMention,
    Passage,
    Reading,
    Tier,
    Use,
)
from ingest.document import Piece, Place, Text
from ingest.people import DecisionRow, DocumentKind

Step = tuple[Reading, Decided]


def _refuse(row: DecisionRow, state: DecisionState, why: str) -> Decided:
    return Decided(row.line, state, why)


def drop_wrong(reading: Reading, row: DecisionRow) -> Step:
    """Drop a commitment that is none, with its evidence; what was read from its words alone is then ignored."""
    looked = Finder(reading).commitment(row.quote, row.before, row.after)
    if looked.commitment is None:
        return reading, _refuse(row, looked.state, looked.why)
    gone = looked.commitment.id
    kept = tuple(replace(c, parent=None) if c.parent == gone else c for c in reading.commitments if c.id != gone)
    used = {p for c in kept for p in passages_of(c)} | {aim.passage for aim in reading.aims}
    used |= {priority.passage for priority in reading.priorities}
    reading = replace(
        reading,
        commitments=kept,
        figures=tuple(figure for figure in reading.figures if figure.commitment != gone),
        issues=tuple(issue for issue in reading.issues if issue.fact != gone),
    )
    reading = reuse(reading, passages_of(looked.commitment) - used, Use.IGNORED)
    return reading, Decided(row.line, DecisionState.APPLIED, places=1)


def correct_field(reading: Reading, row: DecisionRow) -> Step:
    """Give one field of a commitment the value that a person says."""
    field = name_field(row.field)
    if field is None:
        why = f"“{row.field}” is no field of a commitment"
        return reading, _refuse(row, DecisionState.NOT_UNDERSTOOD, why)
    looked = Finder(reading).commitment(row.quote, row.before, row.after)
    if looked.commitment is None:
        return reading, _refuse(row, looked.state, looked.why)
    old = looked.commitment
    try:
        new = correct(old, field, row.value, reading)
    except NotUnderstood as error:
        return reading, _refuse(row, DecisionState.NOT_UNDERSTOOD, str(error))
    was = tell_field(old, field, reading)
    reading = replace(reading, commitments=tuple(new if c is old else c for c in reading.commitments))
    return reading, Decided(row.line, DecisionState.APPLIED, places=1, facts=(old.id,), was=was)


def split_owner(reading: Reading, row: DecisionRow) -> Step:
    """Split a printed owner into the names that a person gives, wherever the document names it."""
    names, wanted = split_names(row.value), fold(row.quote)
    if not names:
        return reading, _refuse(row, DecisionState.NOT_UNDERSTOOD, "it names no owners to split into")
    changed = {
        c.id: replace(c, owners=tuple(part for mention in c.owners for part in _split(mention, wanted, names)))
        for c in reading.commitments
        if any(fold(mention.named_as) == wanted for mention in c.owners)
    }
    if not changed:
        why = f"no commitment there has the owner “{row.quote}”"
        return reading, _refuse(row, DecisionState.NOT_FOUND, why)
    reading = replace(
        reading,
        commitments=tuple(changed.get(c.id, c) for c in reading.commitments),
        issues=tuple(i for i in reading.issues if not (i.code == "joint_owner" and i.fact in changed)),
    )
    return reading, Decided(row.line, DecisionState.APPLIED, places=len(changed), facts=tuple(changed))


def _split(mention: OwnerMention, wanted: str, names: Sequence[str]) -> list[OwnerMention]:
    return [replace(mention, named_as=name) for name in names] if fold(mention.named_as) == wanted else [mention]


def add_missed(reading: Reading, row: DecisionRow) -> Step:
    """Add a commitment that the reading missed, with evidence where its words stand.

    `field` is its kind (an action, or in minutes an action arising, where empty), `value` its text where that is not
    the quote itself. What the reading finds by now is not added, only sure.
    """
    finder = Finder(reading)
    known = finder.commitment(row.quote, row.before, row.after)
    try:
        kind = read_kind(row.field) if row.field else None
    except NotUnderstood as error:
        return reading, _refuse(row, DecisionState.NOT_UNDERSTOOD, str(error))
    if known.commitment is not None and fold(known.commitment.text) == fold(row.value or row.quote):
        return _confirm(reading, known.commitment, kind), Decided(
            row.line, DecisionState.APPLIED, places=1, facts=(known.commitment.id,)
        )
    found = finder.words(row.quote, row.before, row.after)
    if isinstance(found, Looked):
        return reading, _refuse(row, found.state, found.why)
    kind = kind or _usual_kind(reading)
    new = _make_commitment(finder, found, kind, row.value)
    after = _position(reading, new)
    commitments = (*reading.commitments[:after], new, *reading.commitments[after:])
    reading = reuse(replace(reading, commitments=commitments), _unclaimed(reading, new), Use.CLAIMED, str(kind))
    return reading, Decided(row.line, DecisionState.APPLIED, places=1, facts=(new.id,))


def _confirm(reading: Reading, found: Commitment, kind: CommitmentKind | None) -> Reading:
    sure = replace(found, kind=kind or found.kind, tier=Tier.CONFIDENT, tier_reason=DECIDED)
    return replace(reading, commitments=tuple(sure if c.id == found.id else c for c in reading.commitments))


def _usual_kind(reading: Reading) -> CommitmentKind:
    kind = reading.profile.kind
    minutes = kind is not None and kind.value == DocumentKind.MINUTES
    return CommitmentKind.ACTION_ARISING if minutes else CommitmentKind.ACTION


def _unclaimed(reading: Reading, new: Commitment) -> set[str]:
    return {p.id for p in reading.passages if p.id in passages_of(new) and p.use is not Use.CLAIMED}


def _position(reading: Reading, new: Commitment) -> int:
    """Where a commitment stands in order of reading: after the last that stands before its words."""
    order = {passage.id: passage.position for passage in reading.passages}
    at = order[new.passage]
    earlier = [i for i, c in enumerate(reading.commitments) if c.kind is new.kind and order.get(c.passage, 0) <= at]
    return earlier[-1] + 1 if earlier else len(reading.commitments)


def _make_commitment(finder: Finder, span: Span, kind: CommitmentKind, value: str) -> Commitment:
    reading = finder.reading
    evidence = tuple(_evidence(finder, span))
    quote = " ".join(part.quote for part in evidence)
    text = " ".join((value or quote).split())
    first = finder.passages[finder.running.text_of[span.first]]
    identity = _free_id(reading, kind, text)
    published = reading.profile.published
    written = published.value if published else None
    dated = date_prose(DueBasis.TEXT, Text((Piece(quote, Place()),)), written)
    ids = IdMaker(identity)
    return Commitment(
        id=identity,
        kind=kind,
        number="",
        text=text,
        quote=quote,
        passage=first.id,
        page=first.page,
        section=first.section,
        evidence=evidence,
        tier_reason=DECIDED,
        dates=tuple(
            DateMention(
                id=ids.make("dt", str(i), DueBasis.TEXT, found.text),
                role=str(found.role),
                text=found.text,
                edtf=found.edtf,
                earliest=found.earliest,
                latest=found.latest,
                vague=found.vague,
                passage=first.id,
            )
            for i, found in enumerate(dated.found)
        ),
        due=find_due([dated], written),
        read_by=first.read_by,
        confidence=first.confidence,
    )


def _evidence(finder: Finder, span: Span) -> list[Evidence]:
    """One piece of evidence a passage, each with the words that stand in it."""
    parts = []
    numbers = range(span.first, span.last + 1)
    for position, (i, group) in enumerate(groupby(numbers, key=finder.running.text_of.__getitem__), start=1):
        words = [finder.running.words[n] for n in group]
        passage: Passage = finder.passages[i]
        start, end = words[0].start, words[-1].end
        end += len(passage.text[end:]) - len(passage.text[end:].lstrip(".!?)")) if len(words) else 0
        left, right = " ".join(passage.text[:start].split()), " ".join(passage.text[end:].split())
        quote = " ".join(passage.text[start:end].split())
        parts.append(Evidence("text", position, passage.id, quote, left[-CONTEXT:], right[:CONTEXT]))
    return parts


def _free_id(reading: Reading, kind: CommitmentKind, text: str) -> str:
    """An id as reading makes it (identity.py); equal words get a counter."""
    taken = {c.id for c in reading.commitments}
    parts = (reading.profile.id, fold(kind), fold(text))
    identity, count = make_id("c", *parts), 1
    while identity in taken:
        count += 1
        identity = make_id("c", *parts, str(count))
    return identity
