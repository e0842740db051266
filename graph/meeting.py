"""Two commitments that meet across documents: one thread, related, or nothing to each other.

A function of the two items alone. One thread only where wording, and owner or date, agree; otherwise `related`.
"""

from __future__ import annotations

from extract.reading import Commitment
from graph.items import Item
from graph.judging import Judgement, have_other_labels
from graph.plan import Link
from graph.wording import contrast, likeness, shared, total

# One thread across documents.
SAME = 0.8
# Related: how much of the shorter wording stands in the longer, with how much weight; less will do of more words.
HELD, HELD_WEIGHT = 0.9, 1.4
MOSTLY_HELD, MOSTLY_HELD_WEIGHT = 0.75, 3.0
# What differs in the same place counts so many times: siblings share all the rest.
_CONTRAST = 2.0


def judge_meeting(one: Item, other: Item) -> Link | None:
    """Return the link, `same` or `related`, of two commitments that are no editions of one plan; None if neither."""
    judgement = weigh_meeting(one, other)
    if judgement is None:
        return None
    relation = "same" if is_same(one, other) else "related"
    return Link(one.id, other.id, relation, judgement.score, judgement.reasons)


def weigh_meeting(one: Item, other: Item) -> Judgement | None:
    """Return how much two commitments have to do with each other, or None where that is too little."""
    weight = shared(one.words, other.words)
    short = min(total(one.words), total(other.words))
    if weight < HELD_WEIGHT or weight < MOSTLY_HELD * short:
        return None  # no contrast need be looked for
    held, reason = find_held(one, other)
    if not (held >= HELD and weight >= HELD_WEIGHT) and not (held >= MOSTLY_HELD and weight >= MOSTLY_HELD_WEIGHT):
        return None
    alike = likeness(one.words, other.words)
    reasons = [f"{round(alike * 100)} % of the telling words shared", *reason]
    if one.owners & other.owners:
        reasons.append("same owner")
    if have_same_date(one.commitment, other.commitment):
        reasons.append("same date")
    return Judgement(round(max(alike, 0.9 * held), 3), tuple(reasons))


def find_held(one: Item, other: Item) -> tuple[float, tuple[str, ...]]:
    """Return how much of the shorter wording stands in the longer, from 0 to 1, less for a contrast; with reasons."""
    weight, short = shared(one.words, other.words), min(total(one.words), total(other.words))
    if not weight:
        return 0.0, ()
    reasons = [f"{round(100 * weight / short)} % of the shorter wording stands in the longer"]
    found = contrast(one.commitment.text, other.commitment.text)
    if found is not None:
        reasons.append(f"− in the same place “{found.words[0]}” and “{found.words[1]}”")
    return weight / (short + _CONTRAST * (found.weight if found else 0.0)), tuple(reasons)


def is_same(one: Item, other: Item) -> bool:
    """One thread: the wording alike enough, of two documents, with the owner or the date to confirm, and no other
    owner against it."""
    if one.document == other.document or have_other_labels(one, other):
        return False
    if likeness(one.words, other.words) < SAME or contrast(one.commitment.text, other.commitment.text):
        return False
    confirmed = bool(one.owners & other.owners) or have_same_date(one.commitment, other.commitment)
    against = bool(one.owners and other.owners) and not one.owners & other.owners
    return confirmed or (one.key == other.key and not against)


def have_same_date(one: Commitment, other: Commitment) -> bool:
    """Tell whether both are due by the same date."""
    return bool(one.due and other.due and one.due.edtf and one.due.edtf == other.due.edtf)
