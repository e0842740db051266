"""Due dates that moved between two editions, with both printed phrases, and whether the document admits it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.identity import fold
from extract.reading import Commitment, Due
from extract.words import holds_phrase
from graph.following import Pair


@dataclass(frozen=True, slots=True)
class Move:
    """A due date before and after, the days between (positive: later), and whether the later document says so."""

    pair: Pair
    old: Due
    new: Due
    days: int
    stated: bool


def find_moves(pairs: Sequence[Pair]) -> Iterator[Move]:
    """Yield a move for each pair whose due date has another latest day.

    A date that only became more or less precise around the same end (`2025` and `December 2025`) has not moved.
    """
    for pair in pairs:
        old, new = pair.before.commitment.due, pair.after.commitment.due
        if old is None or new is None or old.by is None or new.by is None:
            continue
        days = (new.by - old.by).days
        if days:
            yield Move(pair, old, new, days, _is_stated(pair.after.commitment, old))


def _is_stated(commitment: Commitment, old: Due) -> bool:
    """The document admits a move where it repeats the old date, or says in words that the date has moved."""
    words = fold(f"{commitment.text} {commitment.update.text if commitment.update else ''}")
    return holds_phrase(words, fold(old.text)) or any(holds_phrase(words, phrase) for phrase in _admitting())


@cache
def _admitting() -> tuple[str, ...]:
    table = tomllib.loads(files("graph").joinpath("data", "slips.toml").read_text(encoding="utf-8"))
    return tuple(table["admits"])
