"""Paragraphs to blocks: headings, list items, contents, and plain ones."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Block, BlockKind, Place
from ingest.looks import may_be_heading, take_marker
from ingest.printed import make_text
from ingest.word.markup import Element, W, number, switched, value
from ingest.word.numbering import Marker
from ingest.word.styles import Style
from ingest.word.words import Printed, Trail, read_words


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
    if paragraph.heading and may_be_heading(printed.text):
        marker, text = take_marker(paragraph.marker.text if paragraph.marker else "", text)
        return Block(BlockKind.HEADING, text, level=paragraph.heading, marker=marker, bold=printed.bold)
    if paragraph.marker is not None and paragraph.marker.text:
        marked = paragraph.marker
        return Block(BlockKind.LIST_ITEM, text, level=marked.level, marker=marked.text, bold=printed.bold)
    marker, text = take_marker("", text)
    kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
    return Block(kind, text, marker=marker, bold=printed.bold)


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
