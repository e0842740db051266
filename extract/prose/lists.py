"""Lists and the sentence that each hangs on, and enumerations inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.prose.pledges import data
from extract.prose.sentences import Unit, split_sentences, trim

_RANK = {"": -1, "section": 0, "number": 1, "letter": 2, "roman": 3, "bullet": 4}
_ENUMERATION = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[:;,]))\(?(?P<number>[a-h]|[1-9]|i{1,3}|iv|v)\)\s+")
_LINE_NUMBER = re.compile(r"^\W*\d+(?:\.\d+)*[.)]?\s+")
_FIRST = ("a", "1", "i")
_OPEN_END = re.compile(r"(?:[:;–—-]|\b(?:to|that|will|be|will be|including))\s*$")


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence that a list hangs on: offsets into its unit's block."""

    unit: Unit
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words as printed."""
        return self.unit.block.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Group:
    """A lead with the positions of its items in the sequence of units; `parents` says under which item each stands."""

    lead: Lead
    items: tuple[int, ...]
    parents: tuple[int | None, ...]


def find_groups(units: Sequence[Unit]) -> Iterator[Group]:
    """Yield each list with its lead-in, a sentence left open before it, in reading order."""
    for at, unit in enumerate(units[:-1]):
        lead = find_lead(unit) or _find_bare_lead(unit)
        if lead is None:
            continue
        items = list(_items_after(units, at))
        if items:
            yield Group(lead, tuple(items), tuple(_parents(units, items)))


def find_lead(unit: Unit) -> Lead | None:
    """Return the last sentence of a unit where it is left open (`We will:`), or None."""
    if unit.kind == "heading" or not _OPEN_END.search(unit.text):
        return None
    start, end = split_sentences(unit.text)[-1]
    return Lead(unit, unit.start + start, unit.start + end)


def read_bare_lead(text: str) -> re.Match[str] | None:
    """Match a line that opens a list without a colon; the group `agent` is who promises, where it says so.

    >>> read_bare_lead("What we will do")["agent"], read_bare_lead("What we did")
    ('we', None)
    """
    return _bare_lead().fullmatch(" ".join(_LINE_NUMBER.sub("", text).split()).rstrip(" .:;–—-"))


def _find_bare_lead(unit: Unit) -> Lead | None:
    """Return a whole unit, a heading also, that opens a list though nothing in it is left open: `What we will do`."""
    return Lead(unit, unit.start, unit.end) if read_bare_lead(unit.text) else None


@cache
def _bare_lead() -> re.Pattern[str]:
    return re.compile(data()["bare_lead_ins"]["pattern"], re.IGNORECASE)


def is_below(unit: Unit, above: Unit) -> bool:
    """Tell whether an item is part of another: deeper, or numbered with letters under numbers."""
    if unit.level != above.level and unit.block.kind == above.block.kind == "list_item":
        return unit.level > above.level
    return _RANK[unit.style] > _RANK[above.style]


def split_enumeration(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return number, start and end of the parts of `to: (a) note …; and (b) agree …`; empty where there are not two.

    >>> text = "The Board is asked to (a) note the report; and (b) agree the fee."
    >>> [(number, text[start:end]) for number, start, end in split_enumeration(text)]
    [('a', 'note the report;'), ('b', 'agree the fee.')]
    """
    marks = list(_ENUMERATION.finditer(text))
    if len(marks) < 2 or marks[0]["number"] not in _FIRST:
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = [(mark["number"], *trim(text, mark.end(), end)) for mark, end in zip(marks, ends, strict=True)]
    parts = [part for part in parts if part[2] > part[1]]
    return (
        () if len(parts) < 2 else tuple((number, start, _without_and(text, start, end)) for number, start, end in parts)
    )


def _without_and(text: str, start: int, end: int) -> int:
    tail = re.search(r"\s*,?\s+(?:and|or)$", text[start:end])
    return start + tail.start() if tail else end


def _items_after(units: Sequence[Unit], at: int) -> Iterator[int]:
    """Yield positions of the items that hang on the unit at `at`."""
    lead = units[at]
    first: Unit | None = None
    for position in range(at + 1, len(units)):
        unit = units[position]
        if unit.kind != "item":
            if first is None or not _goes_on(units, position, first):
                return
            continue
        if lead.kind == "item" and not is_below(unit, lead):
            return
        if first is None:
            first = unit
        elif not is_below(unit, first) and unit.style != first.style:
            return
        yield position


def _goes_on(units: Sequence[Unit], position: int, first: Unit) -> bool:
    """Tell whether a numbered list goes on after a paragraph: the next item has the next number."""
    if units[position].kind == "heading" or position + 1 >= len(units) or first.style != "number":
        return False
    after = units[position + 1]
    before = next((u for u in reversed(units[:position]) if u.kind == "item" and u.style == "number"), None)
    return before is not None and after.style == "number" and int(after.number) == int(before.number) + 1


def _parents(units: Sequence[Unit], items: Sequence[int]) -> Iterator[int | None]:
    """Yield for each item the one that it is a part of, None where it is part of none."""
    top: int | None = None
    for position in items:
        if top is not None and is_below(units[position], units[top]):
            yield top
        else:
            top = position
            yield None
