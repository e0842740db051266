"""Which priority an aim belongs to, where the document does not say: inferred, with how sure, or left open.

Evidence is the order in which a report takes its aims (it goes through the priorities one by one), the words that an
aim shares with a priority's name, and the examples that a report prints under each priority.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.identity import fold
from extract.words import word_set

# An inferred priority that is less sure than this is left open.
LEAST_CONFIDENCE = 0.6
# A shared word of the names weighs less than an example that tells of the very action.
_NAME_WEIGHT = 1.0
_EXAMPLE_WEIGHT = 2.5
_LEAST_OVERLAP = 0.35
_AS_GOOD = 0.9
_WORD = re.compile(r"[a-z][a-z]{3,}")
_STEM = 5


@dataclass(frozen=True, slots=True)
class AimWords:
    """An aim with the words of each of its actions: the aim's, the action's and the update's in one text."""

    aim: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriorityWords:
    """A priority with the examples that the document prints under its name."""

    name: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inference:
    """The index of the priority, how sure from 0 to 1, and why."""

    priority: int
    confidence: float
    reason: str


def infer_priorities(aims: Sequence[AimWords], priorities: Sequence[PriorityWords]) -> tuple[Inference | None, ...]:
    """Return one Inference an aim, None where none is sure enough.

    Aims are in the order of their first appearance. Of all assignments that go through the priorities in order, the
    best is taken; an aim is as sure as the best is better than the best one that puts it elsewhere.

    >>> aims = [AimWords("Help children thrive", ("Open nurseries",)), AimWords("Safer roads", ("Fix crossings",))]
    >>> said = [PriorityWords("Every child thriving", ()), PriorityWords("Roads and streets", ("Crossings fixed",))]
    >>> [found.priority for found in infer_priorities(aims, said)]
    [0, 1]
    """
    if not aims or len(priorities) < 2:
        return (None,) * len(aims)
    scores = _score_all(aims, priorities)
    forward, backward = _best_before(scores), _best_before([row[::-1] for row in scores[::-1]])
    n, k = len(aims), len(priorities)
    through = [[forward[i][j] + backward[n - 1 - i][k - 1 - j] - scores[i][j] for j in range(k)] for i in range(n)]
    return tuple(_choose(through[i], scores[i], priorities) for i in range(n))


def _best_before(scores: list[list[float]]) -> list[list[float]]:
    """Best total up to and with row i, ending at priority j, never stepping back."""
    best: list[list[float]] = []
    for i, row in enumerate(scores):
        before = best[i - 1] if i else [0.0] * len(row)
        best.append([score + max(before[: j + 1]) for j, score in enumerate(row)])
    return best


def _choose(through: list[float], own: list[float], priorities: Sequence[PriorityWords]) -> Inference | None:
    first = max(range(len(through)), key=lambda j: through[j])
    margin = through[first] - max(total for j, total in enumerate(through) if j != first)
    confidence = round(margin / (margin + 0.25), 2) if margin > 0 else 0.0
    if confidence < LEAST_CONFIDENCE:
        return None
    told = "words and examples shared with the priority" if own[first] > 0 else "its place among the aims"
    return Inference(first, confidence, f"{told}: {priorities[first].name}")


def _score_all(aims: Sequence[AimWords], priorities: Sequence[PriorityWords]) -> list[list[float]]:
    """Score each aim under each priority: the words of the names, and the examples that tell of the aim's actions."""
    scores = [[_NAME_WEIGHT * _score_names(aim, priority) for priority in priorities] for aim in aims]
    texts = [[_stems(text) for text in (aim.aim, *aim.actions)] for aim in aims]
    for j, priority in enumerate(priorities):
        for example in priority.examples:
            told = [max((_overlap(_stems(example), text) for text in own), default=0.0) for own in texts]
            best = max(told)
            for i, overlap in enumerate(told):
                if overlap >= max(_LEAST_OVERLAP, _AS_GOOD * best):  # an example tells of one action, rarely of two
                    scores[i][j] += _EXAMPLE_WEIGHT * overlap
    return scores


def _score_names(aim: AimWords, priority: PriorityWords) -> float:
    name = _stems(priority.name)
    return 0.3 * _overlap(name, _stems(" ".join([aim.aim, *aim.actions]))) + 0.7 * _overlap(name, _stems(aim.aim))


def _overlap(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _stems(text: str) -> frozenset[str]:
    """The first letters, plural apart, of each word of four letters or more that says something of the subject."""
    words = _WORD.findall(fold(text))
    return frozenset(_singular(word)[:_STEM] for word in words if word not in word_set("stopwords", "english"))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
