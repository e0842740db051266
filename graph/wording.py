"""A commitment's words, weighed: what two wordings share, and what each has alone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import snowballstemmer  # type: ignore[import-untyped]  # ships no types

from extract.identity import fold

Words = Mapping[str, float]


@cache
def _weights() -> tuple[dict[str, float], frozenset[str]]:
    """Return (weight by stem, words of grammar) of the fixed table in graph/data."""
    table = tomllib.loads(files("graph").joinpath("data", "weights.toml").read_text(encoding="utf-8"))
    weights = {_stem(word): float(table["medium_weight"]) for word in table["medium"]}
    weights |= {_stem(word): float(table["light_weight"]) for word in table["light"]}
    return weights, frozenset(table["grammar"])


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@cache
def weigh(text: str) -> Words:
    """Return the stems of a text with their weights, each stem once.

    >>> weigh("Develop the falls service")["fall"]
    1.0
    """
    weights, grammar = _weights()
    stems = (_stem(word) for word in fold(text).split() if word not in grammar)
    return MappingProxyType({stem: weights.get(stem, 1.0) for stem in stems})


def total(words: Words) -> float:
    """Return the weight of all words."""
    return sum(words.values())


def shared(one: Words, other: Words) -> float:
    """Return the weight of the words that both have."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight for stem, weight in small.items() if stem in large)


def likeness(one: Words, other: Words) -> float:
    """Return how alike two wordings are from 0 to 1 (Dice's measure, weighed).

    >>> likeness(weigh("Pilot falls classes"), weigh("Falls classes for all"))
    0.93
    """
    both = total(one) + total(other)
    return round(2 * shared(one, other) / both, 2) if both else 0.0


def cover(part: Words, whole: Words) -> float:
    """Return the share of a part's weight that the whole has too, from 0 to 1."""
    weight = total(part)
    return shared(part, whole) / weight if weight else 0.0


def alone(one: Words, other: Words) -> list[str]:
    """Return the telling words that only the first has, heaviest first."""
    rest = [(weight, stem) for stem, weight in one.items() if stem not in other and weight >= 1.0]
    return [stem for weight, stem in sorted(rest, key=lambda pair: (-pair[0], pair[1]))]
