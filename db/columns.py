"""How a value stands in a column: unknown text is None, never an empty string; what has several values is JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from extract.reading import CommitmentKind, Fact

Row = dict[str, str | int | float | None]
Rows = Iterable[Row]

ACTION_KINDS = (CommitmentKind.ACTION, CommitmentKind.ACTION_ARISING)


def text(words: str) -> str | None:
    """Return the words, or None where there are none."""
    return words or None


def value(fact: Fact | None) -> str | None:
    """Return a fact's value, None where nothing is known."""
    return fact.value or None if fact else None


def basis(fact: Fact | None) -> str | None:
    """Return how a fact is known, None where it is not."""
    return fact.basis if fact and fact.value else None


def to_json(data: object) -> str:
    """Return JSON as it stands in the database: letters beyond ASCII as they are.

    >>> to_json(["Café lead"])
    '["Café lead"]'
    """
    return json.dumps(data, ensure_ascii=False)
