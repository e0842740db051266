"""What a status column or a narrative update says about progress.

A status column is the document's own word. A status read from a narrative is a suggestion with the words that it was
read from, or nothing: half of all updates can be read in two ways. Words and cue phrases are in `data/status.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.reading import Status

#: A column's words that say more than the colour beside them.
_STRONGER_THAN_COLOUR = (Status.COMPLETED, Status.NOT_STARTED, Status.SUPERSEDED)
#: A cell of more words than this is narrative: only its first words are read as a status.
_CELL_WORDS = 8
#: *Not yet started* says so outright; *starts in May* only of the part that it names.
_NEGATION = re.compile(r"\b(?:no|not|yet|nothing)\b", re.IGNORECASE)
#: A last sentence of so few words is a note on the whole.
_NOTE_WORDS = 3
#: In a cell of so few words the last may be the rating: *Q2 Green*.
_SHORT_CELL = 2
#: What may follow a colour that rates: an end, or a sign that is no part of a word.
_SIGN = re.compile(r"\s*(?:$|\n|[^\w\s'’‐‑-]|[‐‑-](?!\w))")
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
    colour = _longest(_table("colours"), head, _rates)
    word = _longest(_table("cells"), head, _tells_of_action)
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
    return _read_closing(update) or _weigh_rest(update, _find_cue(update))


def _find_cue(update: str) -> FoundStatus | None:
    for group in _narrative():
        if any(pattern.search(update) for pattern in group.unless):
            continue
        found = next((match for cue in group.cues if (match := cue.search(update))), None)
        if found:
            start, end = _quote(update, found.start(), found.end())
            return FoundStatus(group.status, update[start:end], start)
    return None


def _read_closing(update: str) -> FoundStatus | None:
    """A last sentence of a word or three is the keeper's note on the matter: `Letters were sent. Closed.`"""
    sentences = [found for found in re.finditer(r"[^.!?\n]+", update) if found[0].strip()]
    last = sentences[-1] if len(sentences) > 1 else None
    if last is None or len(last[0].split()) > _NOTE_WORDS:
        return None
    note = read_status_cell(last[0].strip())
    return FoundStatus(note.status, last[0].strip(), update.index(last[0].strip(), last.start())) if note else None


def _weigh_rest(update: str, found: FoundStatus | None) -> FoundStatus | None:
    """Set a cue against the rest of the update: finished, and more to come, is in progress; so is what is to come after
    something was done; so is what was done where no cue says how it stands."""
    if found is not None and found.status not in (Status.COMPLETED, Status.NOT_STARTED):
        return found
    rest = update if found is None else update.replace(found.words, " ", 1)
    remaining = any(pattern.search(rest) for pattern in _besides("remaining"))
    if found is not None and found.status is Status.COMPLETED:
        partly = any(pattern.search(found.words) for pattern in _besides("part"))
        return FoundStatus(Status.IN_PROGRESS, found.words, found.start) if remaining or partly else found
    if found is not None and _NEGATION.search(found.words):
        return found
    begun = next((match for pattern in _besides("begun") if (match := pattern.search(rest))), None)
    if begun is None:
        return found
    at = update.index(begun[0])
    start, end = _quote(update, at, at + len(begun[0]))
    return FoundStatus(Status.IN_PROGRESS, update[start:end], start)


@cache
def _besides(name: str) -> tuple[re.Pattern[str], ...]:
    return _compile(_data()["besides"][name])


def _head(cell: str) -> str:
    """Return the cell, or its first phrase where it goes on to tell a story."""
    if len(cell.split()) <= _CELL_WORDS:
        return cell
    first = re.split(r"\s[–—-]\s|[.:;,\n(]", cell.lstrip(), maxsplit=1)[0]
    first = cell[: cell.index(first) + len(first)] if first else ""
    return first if len(first.split()) <= 4 else ""


def _longest(
    table: tuple[tuple[re.Pattern[str], Status], ...], text: str, counts: Callable[[re.Match[str]], bool]
) -> FoundStatus | None:
    """Find the longest phrase of a table that counts where it stands in the text; of equal ones the first."""
    found = [
        (match.end() - match.start(), -match.start(), status, match)
        for p, status in table
        for match in p.finditer(text)
        if counts(match)
    ]
    if not found:
        return None
    _, _, status, match = max(found, key=lambda each: each[:2])
    return FoundStatus(status, match[0], match.start())


def _rates(colour: re.Match[str]) -> bool:
    """Tell whether a colour is a rating, not that of a thing: not in *Red tape removed*."""
    if not colour[0][:1].isalpha():
        return True
    before, after = colour.string[: colour.start()], colour.string[colour.end() :]
    if not (_ends_so(before, "before") or (len(colour.string.split()) <= _SHORT_CELL and not after.strip(" ."))):
        return False
    return bool(_SIGN.match(after) or _follows().match(after))


def _tells_of_action(phrase: re.Match[str]) -> bool:
    """Tell whether a phrase says what became of the action: not what became of *Red tape* in *Red tape removed*."""
    if phrase[0].casefold() not in _data()["front"]["phrases"]:
        return True
    return _ends_so(phrase.string[: phrase.start()], "of")


def _ends_so(before: str, key: str) -> bool:
    """Tell whether nothing, a sign or one of the listed words stands before."""
    return bool(re.search(r"(?:^|[^\w\s'’]|\n)\s*$", before) or _preceding(key).search(before))


@cache
def _preceding(key: str) -> re.Pattern[str]:
    words = _data()["rating" if key == "before" else "front"][key]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s+$", re.IGNORECASE)


@cache
def _follows() -> re.Pattern[str]:
    known = [pattern.pattern for pattern, _ in (*_table("cells"), *_table("colours"))]
    known += [_phrase(words).pattern for words in _data()["rating"]["after"]]
    return re.compile(rf"[\s-]+(?:{'|'.join(known)})", re.IGNORECASE)


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
