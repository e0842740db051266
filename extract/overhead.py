"""The levels over an action that the document prints outside its table: headings, and lists of priorities."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extract.headers import Field, match_header
from extract.identity import fold
from extract.levels import Level, Rank, names_no_level, read_level
from extract.outline import Spot, shown
from extract.words import holds_phrase, read_words
from ingest.document import Block, BlockKind

# A priority's name in a list, and how many blocks may stand between the items of the list.
_LONGEST_ITEM = 30
# An aim can be a whole sentence, and a long one, where its label says what it is.
_LONGEST_LABELLED = 70
_MOST_BETWEEN = 2
# So many paragraphs right above a table may name the levels over it.
_MOST_NEAR = 3
_SURE = 0.75
_FIELD_LINE = re.compile(r"\s*(?P<label>[A-Z][^:\n]{1,40}?)\s*:\s+\S")
_FIELDS_OF_ACTIONS = frozenset(
    {Field.OWNER, Field.SPONSOR, Field.PARTNER, Field.DUE, Field.START, Field.STATUS, Field.UPDATE, Field.MEASURE}
)
_ANNOUNCES = re.compile(r"[:;]\s*$")
_NUMBERED_LIST = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Overhead:
    """The priority and the aim that the headings give, each None where they give none."""

    priority: Level | None
    aim: Level | None


def read_overhead(trail: Sequence[Block], declared: Collection[str] = (), title: str = "") -> Overhead:
    """Read the headings over a block, outermost first; `declared` are folded names of known priorities.

    A label decides ("Priority 2", "Aim:"); a name known as a priority is one; of headings without either, the
    innermost is the aim, and the one above it the priority only where their numbers say so (2 over 2.1).
    """
    levels = [_judge(heading, declared) for heading in trail if not _is_no_level(heading, title)]
    at = next((i for i in range(len(levels) - 1, -1, -1) if levels[i].rank is Rank.AIM), None)
    above = levels if at is None else levels[:at]
    top = next((i for i in range(len(above) - 1, -1, -1) if above[i].rank is Rank.PRIORITY), None)
    priority = above[top] if top is not None else None
    if at is not None:
        return Overhead(priority or _numbered_parent(levels[at], above), levels[at])
    below = [level for level in above[(top + 1 if top is not None else 0) :] if level.rank is Rank.UNSAID]
    if priority is not None:
        return Overhead(priority, below[-1] if below else None)
    if not below:
        return Overhead(None, None)
    return Overhead(_numbered_parent(below[-1], below[:-1]), below[-1])


def _judge(heading: Block, declared: Collection[str]) -> Level:
    level = read_level(heading.text, heading.marker)
    return replace(level, rank=Rank.PRIORITY) if level.key in declared else level


def _is_no_level(heading: Block, title: str) -> bool:
    if is_field_line(heading.text.plain) or read_card_number(heading.text.plain):
        return True
    level = read_level(heading.text, heading.marker)
    return names_no_level(level, title) or (level.rank is Rank.UNSAID and is_title(heading, title))


def is_title(heading: Block, title: str) -> bool:
    """Tell whether a heading is the document's title, or a part of it."""
    return bool(title) and fold(shown(heading)) in fold(title)


def read_card_number(plain: str) -> str:
    """Return the number of a heading that says no more than which action follows, empty for any other.

    >>> read_card_number("Action 1.1.2"), read_card_number("Project 3: New website")
    ('1.1.2', '')
    """
    labels = "|".join(map(re.escape, read_words("levels")["cards"]))
    found = re.fullmatch(
        rf"\s*(?i:{labels})\s*(?:(?i:no\.?|number)\s*)?(?P<number>[A-Za-z]{{0,3}}\d[\w./-]*?)\s*[:.]?\s*", plain
    )
    return found["number"] if found else ""


def is_field_line(plain: str) -> bool:
    """Tell whether a line says a field of an action, not a level over it.

    >>> is_field_line("Lead: Head of Housing"), is_field_line("Aim: Warm homes")
    (True, False)
    """
    found = _FIELD_LINE.match(plain)
    match = match_header(found["label"]) if found else None
    return match is not None and match.score >= _SURE and match.field in _FIELDS_OF_ACTIONS


def find_near(spots: Sequence[Spot], table: int) -> tuple[Block, ...]:
    """Return the paragraphs right above a table that name a level by its label, or are set in bold like a heading.

    Many papers, and all worksheets, print headings as plain lines.
    """
    near: list[Block] = []
    for spot in reversed(spots[max(table - _MOST_NEAR, 0) : table]):
        block = spot.block
        if block.kind is not BlockKind.PARAGRAPH:
            break
        labelled = read_level(block.text, block.marker).rank is not Rank.UNSAID
        longest = _LONGEST_LABELLED if labelled else _LONGEST_ITEM
        if len(block.text.plain.split()) <= longest and _looks_like_level(block):
            near.append(block)
    return tuple(reversed(near))


def _looks_like_level(block: Block) -> bool:
    plain = block.text.plain.strip()
    level = read_level(block.text, block.marker)
    if level.rank is not Rank.UNSAID:
        return bool(level.number) or plain.find(":") > 0
    return block.bold and not plain.endswith((".", ":", ";", "?"))


def _numbered_parent(level: Level, above: Sequence[Level]) -> Level | None:
    """The heading whose number the level's number goes on from: 2 over 2.1."""
    return next((up for up in reversed(above) if is_parent(up.number, level.number)), None)


def is_parent(upper: str, lower: str) -> bool:
    """Tell whether one printed number stands over another.

    >>> is_parent("2", "2.1"), is_parent("2", "21"), is_parent("", "2.1")
    (True, False, False)
    """
    return bool(upper) and lower.startswith(f"{upper}.")


def find_declared(spots: Sequence[Spot]) -> tuple[Level, ...]:
    """Find the list in which a document names its priorities, or an empty tuple.

    It stands under words such as "five priority areas" and is numbered or bulleted; the first list of two to nine
    short items counts.
    """
    for at, spot in enumerate(spots):
        if spot.table is None and _announces(spot.block):
            found = _read_list(spots[at + 1 : at + 40])
            if 2 <= len(found) <= 9:
                return found
    return ()


def _announces(block: Block) -> bool:
    text = block.text.plain
    if len(text.split()) > 60:
        return False
    if block.kind is not BlockKind.HEADING and not _ANNOUNCES.search(text):
        return False
    last = re.split(r"(?<=[.!?])\s", text.strip())[-1]
    return any(holds_phrase(fold(last), phrase) for phrase in read_words("levels")["priority_lists"])


def _read_list(spots: Sequence[Spot]) -> tuple[Level, ...]:
    items: list[Level] = []
    listed, gap = False, 0
    for spot in spots:
        block = spot.block
        if block.kind is BlockKind.FURNITURE:
            continue
        if items and listed and block.kind is BlockKind.HEADING:
            break
        level = read_level(block.text, block.marker)
        number = level.number
        numbered = bool(_NUMBERED_LIST.fullmatch(number)) and int(number) == len(items) + 1
        bulleted = block.kind is BlockKind.LIST_ITEM and not number and (not items or not items[-1].number)
        if (numbered or bulleted) and len(level.name.plain.split()) <= _LONGEST_ITEM and not names_no_level(level):
            items.append(replace(level, rank=Rank.PRIORITY))
            listed, gap = block.kind is BlockKind.LIST_ITEM, 0
        elif _ends_list(block, items) or gap >= _MOST_BETWEEN or bulleted:
            break
        else:
            gap += 1
    return tuple(items)


def _ends_list(block: Block, items: list[Level]) -> bool:
    """A heading or a table ends a list; so does any other block where the list is not numbered."""
    return block.kind in (BlockKind.HEADING, BlockKind.TABLE) or bool(items and not items[-1].number)
