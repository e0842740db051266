"""What a status column or a narrative update says about progress.

A status column is the document's own word. A status read from a narrative is a suggestion with the words that it was
read from, or nothing: half of all updates can be read in two ways. Words and cue phrases are in `data/status.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.reading import Status

#: A column's words that say more than the colour beside them.
_STRONGER_THAN_COLOUR = (Status.COMPLETED, Status.NOT_STARTED, Status.SUPERSEDED)
#: A cell of more words than this is narrative: only its first words are read as a status.
_CELL_WORDS = 8
#: A sentence of more characters than this is quoted by its clause.
_QUOTE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class FoundStatus:
    """A status with the words it was read from, as they stand at `start` in the text."""

    status: Status
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class _Cue:
    """Cue phrases of a narrative for one status, and what speaks against it."""

    status: Status
    cues: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


def read_status_cell(cell: str) -> FoundStatus | None:
    """Read a cell of a status or RAG column; None where its words are not known.

    >>> read_status_cell("Amber – slipping")
    FoundStatus(status=<Status.DELAYED: 'delayed'>, words='Amber', start=0)
    >>> read_status_cell("Green – complete").status
    <Status.COMPLETED: 'completed'>
    >>> read_status_cell("●") is None
    True
    """
    letter = _letters().get(cell.strip(" .").casefold())
    if letter:
        words = cell.strip(" .")
        return FoundStatus(letter, words, cell.index(words))
    head = _head(cell)
    colour = _longest(_table("colours"), head)
    word = _longest(_table("cells"), head)
    share = _read_share_done(head)
    if share and (word is None or word.status is Status.COMPLETED):
        word = share
    if word and (colour is None or word.status in _STRONGER_THAN_COLOUR):
        return word
    return colour or word


def suggest_status(update: str) -> FoundStatus | None:
    """Suggest a status from what a report tells of progress, with the words; None where they do not tell.

    >>> suggest_status("Works were paused in May.").status
    <Status.DELAYED: 'delayed'>
    >>> suggest_status("Libraries matter to residents.") is None
    True
    """
    for group in _narrative():
        if any(pattern.search(update) for pattern in group.unless):
            continue
        found = next((match for cue in group.cues if (match := cue.search(update))), None)
        if found:
            start, end = _quote(update, found.start(), found.end())
            return FoundStatus(group.status, update[start:end], start)
    return None


def _head(cell: str) -> str:
    """Return the cell, or its first phrase where it goes on to tell a story."""
    if len(cell.split()) <= _CELL_WORDS:
        return cell
    first = re.split(r"\s[–—-]\s|[.:;,\n(]", cell.lstrip(), maxsplit=1)[0]
    first = cell[: cell.index(first) + len(first)] if first else ""
    return first if len(first.split()) <= 4 else ""


def _longest(table: tuple[tuple[re.Pattern[str], Status], ...], text: str) -> FoundStatus | None:
    """Find the longest phrase of a table in the text; of equal ones the first."""
    found = [
        (match.end() - match.start(), -match.start(), status, match)
        for p, status in table
        for match in p.finditer(text)
    ]
    if not found:
        return None
    _, _, status, match = max(found, key=lambda each: each[:2])
    return FoundStatus(status, match[0], match.start())


def _read_share_done(text: str) -> FoundStatus | None:
    """Read a share such as `50%` or `75% complete` as work in progress."""
    match = re.search(r"\b(\d{1,2}|100) ?%", text)
    if not match:
        return None
    share = int(match[1])
    status = Status.COMPLETED if share == 100 else Status.IN_PROGRESS if share else Status.NOT_STARTED
    return FoundStatus(status, match[0], match.start())


def _quote(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a cue, or of its clause where the sentence is long."""
    for border in (r"(?<=[.!?])\s+|\n", r"(?<=[.!?;,])\s+|\n|\s[–—-]\s"):
        edges = [0, *(m.end() for m in re.finditer(border, text)), len(text)]
        first = max(edge for edge in edges if edge <= start)
        last = min(edge for edge in edges if edge >= end)
        if last - first <= _QUOTE_LENGTH:
            break
    quoted = text[first:last]
    return first + len(quoted) - len(quoted.lstrip()), first + len(quoted.rstrip(" \n\t;,–—-"))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("data", "status.toml").read_text(encoding="utf-8"))


@cache
def _letters() -> dict[str, Status]:
    return {letter: Status(status) for status, letters in _data()["letters"].items() for letter in letters}


@cache
def _table(name: str) -> tuple[tuple[re.Pattern[str], Status], ...]:
    return tuple((_phrase(each), Status(status)) for status, phrases in _data()[name].items() for each in phrases)


def _phrase(words: str) -> re.Pattern[str]:
    """Compile a phrase; white space, hyphens and slashes between its words are all the same."""
    inner = r"[\s‐‑–/-]+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


@cache
def _narrative() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(Status(each["status"]), _compile(each["cues"]), _compile(each.get("unless", [])))
        for each in _data()["narrative"]
    )


def _compile(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
