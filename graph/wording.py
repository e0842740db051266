"""A commitment's words, weighed: what two wordings share, and what each has alone.

Words are compared by family: by stem, and where stems differ though the words say the same, by the table
graph/data/families.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]  # ships no types

from extract.identity import fold

Words = Mapping[str, float]

# Small numbers and years stand in many commitments; an amount tells more.
_SMALL_NUMBER, _YEAR = re.compile(r"\d{1,2}"), re.compile(r"(19|20)\d\d")
# A capital after a word that ends no sentence; where most words have one, it says nothing.
_NAMED, _TITLE_CASE = re.compile(r"(?<=[\w,;)’'] )([A-Z][a-z]+)\b"), 0.6
# Of a word as light as those of any plan, nothing depends on which of them it is.
_LIGHT = 0.2
# A slot is short: where more words differ, the sentences are built differently.
_SLOT = 4
# A wording of fewer words stands in others by chance.
_PIECE = 3
# Texts whose words are kept: each is compared with many of its neighbours in turn.
_KEPT = 50_000
# Beginnings that some papers write apart, or with a hyphen.
_APART = re.compile(r"\b(co|re|pre|non|multi|inter|anti|sub) (?=[a-z]{3})")


@dataclass(frozen=True, slots=True)
class _Tables:
    """What graph/data says of words: weights by stem, words of grammar, families and numbers, expressions."""

    weights: Mapping[str, float]
    grammar: frozenset[str]
    medium: float
    families: Mapping[str, str]
    numbers: Mapping[str, str]
    phrases: Mapping[str, str]
    phrase: re.Pattern[str]


@cache
def _tables() -> _Tables:
    weights, families = _read("weights"), _read("families")
    stems = {_stem(word): float(weights["medium_weight"]) for word in weights["medium"]}
    stems |= {_stem(word): float(weights["light_weight"]) for word in weights["light"]}
    phrases = families["phrases"]
    return _Tables(
        weights=stems,
        grammar=frozenset(weights["grammar"]),
        medium=float(weights["medium_weight"]),
        families={_stem(word): _stem(family[0]) for family in families["families"] for word in family},
        numbers=families["numbers"],
        phrases=phrases,
        phrase=re.compile(r"\b(" + "|".join(map(re.escape, sorted(phrases, key=lambda p: (-len(p), p)))) + r")\b"),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("graph").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@cache
def weigh(text: str) -> Words:
    """Return the families of a text's words with their weights, each family once, by its heaviest word.

    >>> weigh("Develop the falls service")["fall"]
    1.0
    >>> dict(weigh("Mend two benches")) == dict(weigh("2 benches: repair"))
    True
    """
    found: dict[str, float] = {}
    for family, weight, _ in _list_words(text):
        found[family] = max(weight, found.get(family, 0.0))
    return MappingProxyType(found)


@lru_cache(maxsize=_KEPT)
def _list_words(text: str) -> tuple[tuple[str, float, str], ...]:
    """Return (family, weight, word as folded) of each word that is not of grammar, in order."""
    return tuple(_find_words(text))


def _find_words(text: str) -> Iterator[tuple[str, float, str]]:
    tables, named = _tables(), _find_named(text)
    words = _APART.sub(r"\1", tables.phrase.sub(lambda found: tables.phrases[found[0]], fold(text)))
    for word in words.split():
        if word not in tables.grammar:
            number = tables.numbers.get(word, word)
            stem = _stem(number)
            weight = _weight_of(number, stem, tables)
            yield tables.families.get(stem, stem), max(weight, tables.medium) if word in named else weight, word


def _find_named(text: str) -> frozenset[str]:
    """The words, as folded, with a capital within a sentence: they name something (the Local Plan)."""
    words = text.split()
    if sum(word[:1].isupper() for word in words) > _TITLE_CASE * len(words):
        return frozenset()
    return frozenset(fold(found[1]) for found in _NAMED.finditer(text))


def _weight_of(word: str, stem: str, tables: _Tables) -> float:
    if _SMALL_NUMBER.fullmatch(word) or _YEAR.fullmatch(word):
        return tables.medium
    return tables.weights.get(stem, 1.0)


def total(words: Words) -> float:
    """Return the weight of all words."""
    return sum(words.values())


def shared(one: Words, other: Words) -> float:
    """Return the weight of the words that both have; of two of a family, the lighter counts."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(min(weight, large[family]) for family, weight in small.items() if family in large)


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


def stands_in(part: str, whole: str) -> bool:
    """Tell whether a wording of three words or more stands in another in one piece, words of grammar apart.

    >>> stands_in("Designing homes with tenants", "We will design our homes with tenants, and for them")
    True
    """
    short, long = ([family for family, _, _ in _list_words(text)] for text in (part, whole))
    return len(short) >= _PIECE and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def alone(one: str, other: str) -> list[str]:
    """Return the telling words, as folded, that only the first of two texts has, in order.

    >>> alone("Open a park in Larkfield", "Park in Eastfield")
    ['open', 'larkfield']
    """
    known = weigh(other)
    words = {family: word for family, weight, word in _list_words(one) if weight >= 1.0 and family not in known}
    return list(words.values())


def in_common(one: str, other: str) -> list[str]:
    """Return the words, as folded, of the first of two texts that tell something and that the second has too.

    >>> in_common("Open a park in Larkfield by the river", "The Larkfield park")
    ['park', 'larkfield']
    """
    known = weigh(other)
    words = {family: word for family, weight, word in _list_words(one) if weight > _LIGHT and family in known}
    return list(words.values())


@dataclass(frozen=True, slots=True)
class Contrast:
    """What two wordings say differently in the same place, between the same words, and how much that weighs."""

    weight: float
    words: tuple[str, str]


def contrast(one: str, other: str) -> Contrast | None:
    """Return the heaviest contrast of two texts: what tells siblings apart that share all the rest; None without.

    >>> contrast("Complete gas safety checks each year", "Complete electrical safety checks each year").words
    ('gas', 'electrical')
    """
    first, second = _list_words(one), _list_words(other)
    matched = SequenceMatcher(None, [f for f, _, _ in first], [f for f, _, _ in second], autojunk=False)
    slots = [
        (_only(first[i:k], weigh(other)), _only(second[j:m], weigh(one)))
        for operation, i, k, j, m in matched.get_opcodes()
        if operation == "replace" and i and j and (k < len(first)) == (m < len(second)) and max(k - i, m - j) <= _SLOT
    ]
    found = [Contrast(min(a, b), (x, y)) for (a, x), (b, y) in slots if a and b]
    return max(found, key=lambda each: each.weight, default=None)


def _only(words: Sequence[tuple[str, float, str]], known: Words) -> tuple[float, str]:
    """The weight of words that the other text has nowhere, light ones apart, and the words."""
    told = [(weight, word) for family, weight, word in words if weight > _LIGHT and family not in known]
    return sum(weight for weight, _ in told), " ".join(word for _, word in told)
