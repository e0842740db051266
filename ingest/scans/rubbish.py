"""Tell a text layer that says nothing from one that can be read.

Scanners of twenty years ago, and fonts without a table of their characters, leave layers such as `7KH &RXQFLO` or
`t h e  c o u n c i l`. They look like words to a program and are none.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(files("ingest").joinpath("data/rubbish.toml").read_text(encoding="utf-8"))
_COMMON = frozenset(_DATA["common"])
_SINGLE = frozenset(_DATA["single"])
_VOWELS = frozenset(_DATA["vowels"])
_FREQUENT = frozenset(_DATA["frequent"])
_PLAIN = (" the ", " and ", " of ", " to ", " in ", " for ")

_FEW = 20  # words: too few to judge by
_MANY = 30
_LEAST_FREQUENT = 0.42
_UNREADABLE = 0.3
_PRIVATE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_INNER_SIGNS = re.compile(r"[A-Za-z][^\w\s'’.,:;/@&()+–—-]+[A-Za-z]")
_FIGURE = re.compile(r"[\d£$€%.,:;/()+–—-]+")


def is_rubbish(text: str) -> bool:
    """Tell whether the words of a page, in the order of the file, can't be what the page shows.

    >>> is_rubbish("7KH &RXQFLO ZLOO RSHQ WZR QHZ KXEV E\\\\ 0DUFK DQG WKH %RDUG ZLOO PHHW " * 6)
    True
    >>> is_rubbish("The Council will open two new hubs by March and the Board will meet " * 6)
    False
    """
    if _has_plain_words(text) and _count_private(text) * 20 < len(text):  # nearly every page ends here
        return False
    words = text.split()
    lettered = [word for word in words if not _FIGURE.fullmatch(word)]
    if len(lettered) < _FEW:
        return False
    bad = sum(map(_is_bad, lettered))
    if bad > _UNREADABLE * len(lettered):
        return True
    common = sum(word.strip(".,;:()").lower() in _COMMON for word in lettered)
    return len(lettered) >= _MANY and common < 0.01 * len(lettered) and not _reads("".join(lettered))


def _has_plain_words(text: str) -> bool:
    """Tell whether one in 120 characters begins a plain word; the first of these are enough on nearly every page."""
    plain = 0
    for word in _PLAIN:
        plain += text.count(word)
        if plain * 120 > len(text):
            return True
    return False


def _count_private(text: str) -> int:
    if text.isprintable() and "\ufffd" not in text:  # of what is looked for, nothing else is printable
        return 0
    return len(_PRIVATE.findall(text))


def _is_bad(word: str) -> bool:
    """Tell whether a word is none: private characters, signs inside it, a letter alone, no vowel in it."""
    if len(word) == 1:
        return word.isalpha() and word.isascii() and word.islower() and word not in _SINGLE
    if _PRIVATE.search(word) and len(_PRIVATE.findall(word)) * 2 >= len(word):
        return True
    if _INNER_SIGNS.search(word):
        return True
    letters = [letter for letter in word.lower() if letter.isalpha()]
    return len(letters) >= 5 and not _VOWELS.intersection(letters)


def _reads(text: str) -> bool:
    """Tell whether letters come as often as in a language: a font out of step writes rare ones for frequent ones."""
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return sum(letter in _FREQUENT for letter in letters) >= _LEAST_FREQUENT * len(letters)
