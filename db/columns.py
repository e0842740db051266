"""How a value stands in a column: unknown text is None, never an empty string; what has several values is JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from types import NoneType

from extract.reading import CommitmentKind, Fact

Value = str | int | float | None
Row = dict[str, Value]
Rows = Iterable[Row]

_AS_IS = (str, int, float, NoneType)

ACTION_KINDS = (CommitmentKind.ACTION, CommitmentKind.ACTION_ARISING)


def pick(fact: object, names: str, unknown: str = "") -> Row:
    """Return the named fields of a fact as columns; those in `unknown` are None where no words are known.

    Days become ISO dates, yes and no 1 and 0, and what has several values JSON.

    >>> from types import SimpleNamespace
    >>> pick(SimpleNamespace(text="in due course", edtf="", vague=True), "text vague", unknown="edtf")
    {'text': 'in due course', 'vague': 1, 'edtf': None}
    """
    row = {name: plain(getattr(fact, name)) for name in _split(names)}
    for name in _split(unknown):
        row[name] = plain(getattr(fact, name)) or None
    return row


@cache
def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def plain(value: Value | bool | date | tuple[str, ...]) -> Value:
    """Return a value as SQLite holds it."""
    if type(value) in _AS_IS:
        return value  # type: ignore[return-value] # mypy does not see that it is none of the others
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return to_json(value)
    return value


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
