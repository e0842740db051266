"""Paragraphs to blocks: headings, list items, contents, and plain ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.document import Block, BlockKind, Place, Text
from ingest.markers import sort_of, split_marker
from ingest.printed import make_text
from ingest.word.markup import Element, W, number, switched, value
from ingest.word.numbering import Marker
from ingest.word.styles import Style
from ingest.word.words import Printed, Trail, read_words

_HEADING_WORDS = 30  # councils set whole numbered paragraphs in a heading's style; longer ones are paragraphs
_LOOKS_WORDS = 15


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as read: what it prints, its style, its automatic number, its heading level (0 for none)."""

    printed: Printed
    style: Style
    marker: Marker | None
    heading: int


def read_paragraph(element: Element, trail: Trail) -> Paragraph:
    """Read one paragraph, counting its automatic number."""
    properties = element.find(W + "pPr")
    style = trail.styles.find(value(properties, "pStyle"))
    printed = read_words(element, style, trail)
    numbering = _find_numbering(properties, style)
    marker = None
    if numbering is not None and not _is_mark_hidden(properties, printed):
        marker = trail.counters.step(*numbering, style.id)
    outline = value(properties, "outlineLvl")
    heading = style.heading_level if outline is None else (number(outline) + 1) % 10
    return Paragraph(printed, style, marker, heading)


def make_block(paragraph: Paragraph, place: Place, *, contents: bool = False) -> Block | None:
    """Return the block of a paragraph, None for one without words."""
    printed = paragraph.printed
    if not printed.text.strip():
        return None
    text = make_text(printed.text, place)
    if contents or printed.contents or paragraph.style.is_contents:
        return Block(BlockKind.FURNITURE, text, reason="contents")
    if paragraph.heading and _is_heading(printed.text):
        marker, text = _take_marker(paragraph.marker, text)
        return Block(BlockKind.HEADING, text, level=paragraph.heading, marker=marker, bold=printed.bold)
    if paragraph.marker is not None and paragraph.marker.text:
        marked = paragraph.marker
        return Block(BlockKind.LIST_ITEM, text, level=marked.level, marker=marked.text, bold=printed.bold)
    marker, text = _take_marker(None, text)
    kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
    return Block(kind, text, marker=marker, bold=printed.bold)


def promote_headings(blocks: list[Block], sizes: dict[int, int]) -> list[Block]:
    """Where a document has no heading styles but perhaps a title's, take short bold lines without a full stop.

    `sizes` gives the size of a block by its index; the largest size among them is the highest level.
    """
    styled = sum(block.kind is BlockKind.HEADING for block in blocks)
    if styled > 1:
        return blocks
    found = [i for i, block in enumerate(blocks) if _looks_like_heading(block)]
    ranks = sorted({sizes.get(i, 0) for i in found}, reverse=True)
    promoted = list(blocks)
    for i in found:
        level = min(ranks.index(sizes.get(i, 0)) + 1 + styled, 6)
        promoted[i] = replace(blocks[i], kind=BlockKind.HEADING, level=level)
    return promoted


def nest_lists(blocks: list[Block]) -> list[Block]:
    """Set the depth of list items by their neighbours: bullets under `1.3` are below it, whatever their level.

    Word's own level counts within one list; a report's bullets are often the first level of another.
    """
    stack: list[tuple[str, int, int]] = []  # sort of marker, Word's level, depth
    nested = []
    for block in blocks:
        if block.kind is not BlockKind.LIST_ITEM:
            stack = stack if block.kind in (BlockKind.TABLE, BlockKind.FURNITURE) else []
            nested.append(block)
            continue
        stack = _descend(stack, sort_of(block.marker), block.level)
        nested.append(replace(block, level=stack[-1][2]))
    return nested


def _descend(stack: list[tuple[str, int, int]], sort: str, level: int) -> list[tuple[str, int, int]]:
    same = [entry for entry in stack if entry[0] == sort]
    if (found := next((entry for entry in same if entry[1] == level), None)) is not None:
        return stack[: stack.index(found) + 1]
    if same:
        depth = max(same[-1][2] + level - same[-1][1], 0)
        return [*(entry for entry in stack if entry[2] < depth), (sort, level, depth)]
    if not stack or (sort != "bullet" and stack[-1][0] == "bullet"):
        return [(sort, level, level)]
    return [*stack, (sort, level, max(level, stack[-1][2] + 1))]


def _looks_like_heading(block: Block) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or not block.bold:
        return False
    words = block.text.plain
    short = len(words.split()) <= _LOOKS_WORDS and "\t" not in words and len(block.text.pieces) <= 2
    return short and not words.endswith((".", ";", ",")) and re.search(r"[^\W\d_]", words) is not None


def _is_heading(text: str) -> bool:
    count = len(text.split())
    return count <= _HEADING_WORDS and not (count > _LOOKS_WORDS and text.rstrip().endswith((".", ";")))


def _take_marker(automatic: Marker | None, text: Text) -> tuple[str, Text]:
    """Return the number or bullet of a paragraph, and its words without one that was typed."""
    if automatic is not None and automatic.text:
        return automatic.text, text
    typed, rest = split_marker(text.plain)
    if not typed or not rest.strip():
        return "", text
    return typed, text.cut(len(text.plain) - len(rest))


def _find_numbering(properties: Element | None, style: Style) -> tuple[str, int | None] | None:
    own = properties.find(W + "numPr") if properties is not None else None
    if own is None:
        return style.numbering
    list_id, level = value(own, "numId"), value(own, "ilvl")
    inherited = style.numbering or ("", None)
    return list_id or inherited[0], inherited[1] if level is None else number(level)


def _is_mark_hidden(properties: Element | None, printed: Printed) -> bool:
    """Tell whether a paragraph is hidden as a whole, number included: its mark is, and it prints nothing."""
    marks = properties.find(W + "rPr") if properties is not None else None
    return bool(switched(marks, "vanish")) and not printed.text.strip()
