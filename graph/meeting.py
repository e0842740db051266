"""Two commitments that meet across documents: one thread, related, or nothing to each other.

A function of the two items alone. One thread only where wording, and owner or date, agree; otherwise `related`.
"""

from __future__ import annotations

from extract.reading import Commitment
from graph.items import Item
from graph.judging import Judgement, have_other_labels
from graph.plan import Link
from graph.wording import cover, likeness, shared, total

# One thread across documents; related; and how much of the shorter wording must be shared, with how much weight.
SAME, RELATED, HELD, HELD_WEIGHT = 0.8, 0.45, 0.75, 2.0


def judge_meeting(one: Item, other: Item) -> Link | None:
    """Return the link, `same` or `related`, of two commitments that are no editions of one plan; None if neither."""
    judgement = weigh_meeting(one, other)
    if judgement is None:
        return None
    relation = "same" if is_same(one, other) else "related"
    return Link(one.id, other.id, relation, judgement.score, judgement.reasons)


def weigh_meeting(one: Item, other: Item) -> Judgement | None:
    """Return how much two commitments have to do with each other, or None where that is too little."""
    alike = likeness(one.words, other.words)
    short, long = sorted((one, other), key=lambda item: total(item.words))
    held = cover(short.words, long.words)
    weight = shared(one.words, other.words)
    if not (alike >= RELATED and weight >= 1.5) and not (held >= HELD and weight >= HELD_WEIGHT):
        return None
    reasons = [f"{round(alike * 100)} % of the telling words shared"]
    if held >= HELD:
        reasons.append(f"{round(held * 100)} % of the shorter wording stands in the longer")
    if one.owners & other.owners:
        reasons.append("same owner")
    if _same_date(one.commitment, other.commitment):
        reasons.append("same date")
    return Judgement(round(max(alike, 0.9 * held), 3), tuple(reasons))


def is_same(one: Item, other: Item) -> bool:
    """One thread: the wording alike enough, of two documents, with the owner or the date to confirm, and no other
    owner against it."""
    if one.document == other.document or have_other_labels(one, other):
        return False
    if likeness(one.words, other.words) < SAME:
        return False
    confirmed = bool(one.owners & other.owners) or _same_date(one.commitment, other.commitment)
    against = bool(one.owners and other.owners) and not one.owners & other.owners
    return confirmed or (one.key == other.key and not against)


def _same_date(one: Commitment, other: Commitment) -> bool:
    return bool(one.due and other.due and one.due.edtf and one.due.edtf == other.due.edtf)
