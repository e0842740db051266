"""Pages that went into the scanner sideways or upside down: by how many quarter turns they stand upright."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ingest.scans.engine import Picture, Seen

Recognise = Callable[[Picture], list[Seen]]

_FEW = 40  # letters: fewer say nothing of how a page stands
_WORD = 3  # letters: shorter words are as high as they are wide
_TALL = 1.5  # height of a word's box by its width: it runs up or down the page
_SIDEWAYS = 0.3  # share of the letters in such words; engines see part of such a page as level specks
_READS = 0.8  # mean confidence of words that are right; upside down it is near 0.6 to 0.75
_BETTER = 1.3  # so much more must be read in another way for a page to be turned


class Turned(NamedTuple):
    """A picture set upright: the quarter turns clockwise that it took, the picture, and its words."""

    turns: int
    picture: Picture
    seen: list[Seen]


def set_upright(picture: Picture, recognise: Recognise, first: int = 0) -> Turned:
    """Return a picture as it can be read best; `first` is the turn to try first, that of the page before.

    A page that reads well as it stands is recognised once. Others are tried in the turns that their words suggest.
    """
    tried: list[Turned] = []
    for turns in (first, *_others(first)):
        if tried and turns not in _suggested(tried):
            continue
        turned = turn(picture, turns)
        tried.append(Turned(turns, turned, recognise(turned)))
        if stands(tried[-1].seen):
            break
    return _choose(tried)


def turn(picture: Picture, turns: int) -> Picture:
    """Return a picture turned clockwise by quarter turns."""
    return np.ascontiguousarray(np.rot90(picture, -turns)) if turns else picture


def stands(seen: Sequence[Seen]) -> bool:
    """Tell whether words stand upright and read well, or are too few to tell."""
    letters = sum(len(word.text) for word in seen)
    return letters < _FEW or (_share_tall(seen) < _SIDEWAYS and _confidence(seen) >= _READS)


def _others(first: int) -> list[int]:
    return [turns for turns in (0, 3, 1, 2) if turns != first]


def _suggested(tried: Sequence[Turned]) -> set[int]:
    """Return the turns that the words seen so far suggest: a quarter where they run up or down, else a half."""
    last = tried[0]
    steps = (3, 1) if _share_tall(last.seen) >= _SIDEWAYS else (2,)
    return {0, *((last.turns + step) % 4 for step in steps)}


def _choose(tried: Sequence[Turned]) -> Turned:
    """Return the way in which most is read; as the page lies where no other reads much more."""
    best = max(tried, key=lambda each: _weight(each.seen))
    lying = next((each for each in tried if each.turns == 0), tried[0])
    return best if _weight(best.seen) > _BETTER * _weight(lying.seen) else lying


def _weight(seen: Sequence[Seen]) -> float:
    """Return how much is read: the letters of level words, each as sure as it is."""
    return sum(len(word.text) * word.confidence for word in seen if not _is_tall(word))


def _confidence(seen: Sequence[Seen]) -> float:
    return sum(len(word.text) * word.confidence for word in seen) / max(sum(len(word.text) for word in seen), 1)


def _share_tall(seen: Sequence[Seen]) -> float:
    words = [word for word in seen if len(word.text) >= _WORD]
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if _is_tall(word)) / letters if letters else 0.0


def _is_tall(word: Seen) -> bool:
    return len(word.text) >= _WORD and word.y1 - word.y0 > _TALL * (word.x1 - word.x0)
