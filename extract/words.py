"""The word lists of `extract/data`, read once.

Header words, level words, owner words and cues are data: a new one is a line in a TOML file, not an `if`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_words(name: str) -> dict[str, Any]:
    """Return the tables of `extract/data/<name>.toml`.

    >>> "what we will do" in read_words("headers")["action"]["exact"]
    True
    """
    return tomllib.loads(files("extract").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """Return one list of a data file as a set."""
    return frozenset(read_words(name)[key])


def holds_phrase(text: str, phrase: str) -> bool:
    """Tell whether folded `text` has the folded `phrase` as whole words.

    >>> holds_phrase("lead officer name", "lead"), holds_phrase("leader", "lead")
    (True, False)
    """
    return f" {phrase} " in f" {text} "
