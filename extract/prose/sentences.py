"""Blocks of prose cut into units (a paragraph, one list item, one line of a cell) and units into sentences.

Every span is a pair of character offsets into the block's own text, so a quote is always exact, line breaks and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.prose.blocks import ProseBlock

_MARKER = re.compile(
    r"[ \t]*(?P<marker>[•▪❖§◦●○■□·‣➢➤✓⁃*]|[-–—](?=\s)|o(?=\s+[A-Z])|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]"
    r"|\d{1,2}(?:\.\d{1,3})+[.)]?)[ \t]+"
)
_NUMBER = re.compile(r"[\w.]*\w")
#: A full stop that ends no sentence.
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cllr|cllrs|dr|mr|mrs|ms|st|no|nos|approx|vs|pp?|paras?|rev|prof|ltd|inc|fig|ref|dept|gov|est|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Z]|^\W*\d+)\.$",
    re.IGNORECASE,
)
_BORDER = re.compile(
    r"[.!?][\"”’')\]]*(?P<gap>\s+)(?=[\"“‘(\[]?[A-Z0-9£•])"
    r"|(?<=[a-z0-9)])(?P<run_in>\s+)(?=We (?:will|shall|are|aim|plan|intend|pledge|have|want|seek)\b)"
)
#: A line shorter than this share of the longest, without a full stop, is a heading of its own, not a wrapped line.
_SHORT = 0.6


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one block that stands alone: `kind` is `heading`, `item` or `text`."""

    block: ProseBlock
    start: int
    end: int
    kind: str
    marker: str
    level: int

    @property
    def text(self) -> str:
        """Its words, without its marker."""
        return self.block.text[self.start : self.end]

    @property
    def number(self) -> str:
        """The number in its marker (`1`, `a`, `2.1`), empty for a bullet.

        >>> Unit(ProseBlock(0, "list_item", "Note it", "(a)", 0, ""), 0, 7, "item", "(a)", 0).number
        'a'
        """
        match = _NUMBER.search(self.marker)
        return match[0] if match and self.marker != "o" else ""

    @property
    def style(self) -> str:
        """How it is numbered: `bullet`, `number`, `letter`, `roman`, or `section` for 2.1."""
        return _style(self.number, self.marker)


def make_units(blocks: Iterable[ProseBlock]) -> tuple[Unit, ...]:
    r"""Cut blocks into units: list items inside a cell or paragraph stand alone, wrapped lines are joined.

    >>> cell = ProseBlock(0, "cell", "We will;\n• open two\nhubs\n• close one", "", 0, "")
    >>> [(unit.kind, unit.text) for unit in make_units([cell])]
    [('text', 'We will;'), ('item', 'open two\nhubs'), ('item', 'close one')]
    """
    return tuple(unit for block in blocks for unit in _cut(block))


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each sentence of a text.

    A sentence also ends where a heading runs into `We will …` without a full stop.

    >>> text = "Cllr. Hale spoke, e.g. of buses. We will act. Workforce We will train staff."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['Cllr. Hale spoke, e.g. of buses.', 'We will act.', 'Workforce', 'We will train staff.']
    """
    spans, start = [], 0
    for border in _BORDER.finditer(text):
        if border["gap"] and _ABBREVIATIONS.search(text[start : border.start() + 1]):
            continue
        spans.append((start, border.start("gap" if border["gap"] else "run_in")))
        start = border.end()
    spans.append((start, len(text)))
    return tuple(trimmed for a, b in spans if (trimmed := trim(text, a, b))[1] > trimmed[0])


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(block: ProseBlock) -> Iterator[Unit]:
    if block.kind == "heading":
        yield Unit(block, *trim(block.text, 0, len(block.text)), "heading", block.marker, block.level)
        return
    for position, (start, end) in enumerate(_lines(block.text)):
        lead = _MARKER.match(block.text, start, end)
        marker = lead["marker"] if lead else block.marker if position == 0 else ""
        is_item = bool(lead) or (position == 0 and (block.kind == "list_item" or bool(block.marker)))
        first, last = trim(block.text, lead.end() if lead else start, end)
        nested = block.kind == "list_item" and position > 0
        if last > first:
            yield Unit(block, first, last, "item" if is_item else "text", marker, block.level + nested)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the spans between the line breaks that the author made; a line that only wraps is joined."""
    if "\n" not in text:
        return [(0, len(text))]
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    longest = max((end - start for start, end in lines), default=0)
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and _wraps(text, joined[-1], start, end, longest):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _wraps(text: str, before: tuple[int, int], start: int, end: int, longest: int) -> bool:
    """Tell whether a line goes on with the one before it."""
    if _MARKER.match(text, start, end) or "\n\n" in text[before[1] : start]:
        return False
    last = text[before[0] : before[1]].rstrip()
    begins = text[start:end].lstrip()
    if begins[:1].islower():
        return not last.endswith((":", ";")) or not _ends_list_lead(last)
    if last.endswith((".", ":", ";", "!", "?")):
        return False
    last_line = last.rsplit("\n", 1)[-1]
    return len(last_line) >= _SHORT * longest


def _ends_list_lead(line: str) -> bool:
    return bool(re.search(r"\b(?:will|to|be|that|including|following)\s*[:;]$", line, re.IGNORECASE))


def _style(number: str, marker: str) -> str:
    if not number:
        return "bullet" if marker else ""
    if "." in number:
        return "section"
    if number.isdigit():
        return "number"
    return "roman" if len(number) > 1 and set(number.casefold()) <= set("ivx") else "letter"
