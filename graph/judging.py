"""How likely two items are one commitment, with the reasons for and against: a function of the two alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.identity import fold
from graph.items import Item
from graph.wording import alone, contrast, cover, likeness

# What agrees besides the words moves the score by so much.
_OWNER, _AIM, _NUMBER, _UPDATE = 0.06, 0.06, 0.2, 0.15
_OWNER_AGAINST, _NUMBER_AGAINST, _LABEL_AGAINST = 0.05, 0.1, 0.3
_CONTRAST = 0.1
# Updates that share so much tell of one matter.
_SHARED = 0.15
# Below this score no reason against matters.
_WORTH = 0.15
# A number that labels one action for good (24/11-03, Feb23.03); that of an outline (2.1) may be given to another.
_LABEL = re.compile(r"\d+/\d|[A-Za-z]{2,}[ .-]?\d{2}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A score from 0 to 1 and its reasons; those against begin with a minus sign.

    `backed` is false where the two say different things in the same place, as siblings do, and nothing but the other
    words says that they are one all the same.
    """

    score: float
    reasons: tuple[str, ...]
    backed: bool = True


def judge(one: Item, other: Item, *, same_aim: bool = False) -> Judgement:
    """Judge two items of different editions; `same_aim` where their aims are one, renamed or merged."""
    if one.key == other.key:
        return Judgement(1.0, ("same words",))
    alike = likeness(one.words, other.words)
    score, reasons = alike, [f"{round(alike * 100)} % of the telling words shared"]
    for change, reason in (_owners(one, other), _numbers(one, other), _updates(one, other)):
        if reason:
            score += change
            reasons.append(reason)
    if same_aim:
        score += _AIM
        reasons.append("same aim")
    backed = True
    if score >= _WORTH:
        change, against = _wording(one.commitment.text, other.commitment.text)
        score += change
        reasons += against
        backed = not change or _is_backed(one, other)
    return Judgement(round(min(max(score, 0.0), 0.99), 3), tuple(reasons), backed)


def _is_backed(one: Item, other: Item) -> bool:
    number = fold(one.commitment.number)
    return share_updates(one, other) >= _SHARED or bool(number and number == fold(other.commitment.number))


def _wording(one: str, other: str) -> tuple[float, list[str]]:
    """Siblings say another thing in the same place: gas safety checks, electrical safety checks."""
    found, reasons = contrast(one, other), []
    if found is not None:
        reasons.append(f"− in the same place “{found.words[0]}” and “{found.words[1]}”")
    only = alone(one, other), alone(other, one)
    if all(only):
        reasons.append(f"− only before: {', '.join(only[0][:3])}; only after: {', '.join(only[1][:3])}")
    return (-_CONTRAST * min(1.0, found.weight) if found else 0.0), reasons


def _owners(one: Item, other: Item) -> tuple[float, str]:
    if not one.owners or not other.owners:
        return 0.0, ""
    if one.owners & other.owners:
        return _OWNER, "same owner"
    return -_OWNER_AGAINST, "− other owner"


def _numbers(one: Item, other: Item) -> tuple[float, str]:
    before, after = fold(one.commitment.number), fold(other.commitment.number)
    if not before or not after:
        return 0.0, ""
    if before == after:
        return _NUMBER, f"same number {after}"
    return (-_LABEL_AGAINST if have_other_labels(one, other) else -_NUMBER_AGAINST), "− other number"


def have_other_labels(one: Item, other: Item) -> bool:
    """Tell whether both carry a label that stays with an action, and not the same one."""
    before, after = one.commitment.number, other.commitment.number
    return bool(_LABEL.search(before) and _LABEL.search(after)) and fold(before) != fold(after)


def _updates(one: Item, other: Item) -> tuple[float, str]:
    """Two updates on one matter share names and places, whatever became of it."""
    alike = share_updates(one, other)
    return (_UPDATE * alike, f"updates share {round(alike * 100)} %") if alike >= _SHARED else (0.0, "")


def share_telling(one: Item, other: Item) -> bool:
    """Tell whether two items share a word that tells something by itself, or neither has another one."""
    if any(weight >= 1.0 and family in other.words for family, weight in one.words.items()):
        return True
    return not all(
        (alone(one.commitment.text, other.commitment.text), alone(other.commitment.text, one.commitment.text))
    )


def share_updates(one: Item, other: Item) -> float:
    """Return how alike the two updates are, from 0 to 1."""
    return likeness(one.update, other.update)


def is_part(part: Item, whole: Item) -> float:
    """Return how much of a part's wording stands in the whole's, from 0 to 1."""
    return cover(part.words, whole.words)
