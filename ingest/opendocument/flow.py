"""Paragraphs, headings and lists in the order of the text, each with its automatic number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.opendocument.markup import DRAW, OFFICE, TABLE, TEXT, Element, count, elements
from ingest.opendocument.styles import Look
from ingest.opendocument.words import Trail, find_boxes

P, H, LIST = TEXT + "p", TEXT + "h", TEXT + "list"
_INDEXES = frozenset(
    TEXT + name
    for name in (
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
        *("alphabetical-index", "bibliography"),
    )
)
_SKIPPED = frozenset((TEXT + "tracked-changes", OFFICE + "forms", TEXT + "sequence-decls", TEXT + "variable-decls"))


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading or table of the text; `marker` is its automatic number, `level` its depth in lists.

    `contents` is set within a list of contents, `listed` where it is an item of a list.
    """

    element: Element
    marker: str = ""
    level: int = 0
    contents: bool = False
    listed: bool = False


def walk(parent: Element, trail: Trail, *, contents: bool = False) -> Iterator[Part]:
    """Yield the parts below an element, sections and lists opened; deleted and hidden text is left out.

    How deep parts may stand in one another is libxml2's limit on a file (256): what it parses is walked to the end.
    """
    for child in elements(parent):
        yield from _walk_one(child, trail, contents)


def _walk_one(child: Element, trail: Trail, contents: bool) -> Iterator[Part]:
    if child.tag in (P, H):
        yield Part(child, _number_heading(child, trail), contents=contents)
    elif child.tag == TABLE + "table":
        yield Part(child, contents=contents)
    elif child.tag == LIST:
        yield from _walk_list(child, trail, contents)
    elif child.tag == TEXT + "section" and child.get(TEXT + "display") == "none":
        trail.hidden += 1
    elif child.tag in (DRAW + "frame", DRAW + "g"):
        find_boxes(child, trail)
    elif child.tag not in _SKIPPED:
        yield from walk(child, trail, contents=contents or child.tag in _INDEXES)


def look_of(element: Element, trail: Trail) -> Look:
    """Return the style of a paragraph or heading."""
    return trail.styles.find("paragraph", element.get(TEXT + "style-name"))


def _number_heading(element: Element, trail: Trail) -> str:
    if element.tag != H or element.get(TEXT + "is-list-header") == "true":
        return ""
    restart = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
    return trail.lists.step_heading(count(element, TEXT + "outline-level"), restart)


def _walk_list(element: Element, trail: Trail, contents: bool) -> Iterator[Part]:
    style = element.get(TEXT + "style-name") or _style_of_first(element, trail)
    counts = trail.lists.begin(element, style)
    yield from _walk_items(element, trail, style, counts, 0, contents)


def _style_of_first(element: Element, trail: Trail) -> str:
    """Return the list style that the paragraphs of a list name, where the list itself names none."""
    first = next(element.iter(P, H), None)
    return "" if first is None else look_of(first, trail).numbering or ""


def _walk_items(
    element: Element, trail: Trail, style: str, counts: dict[int, int], level: int, contents: bool
) -> Iterator[Part]:
    for item in elements(element):
        numbered = item.tag == TEXT + "list-item"
        start = item.get(TEXT + "start-value")
        own = item.get(TEXT + "style-override") or style
        for child in elements(item):
            if child.tag == LIST:
                inner = child.get(TEXT + "style-name") or own
                other = counts if inner == own else trail.lists.begin(child, inner)
                yield from _walk_items(child, trail, inner, other, level + 1, contents)
            elif child.tag in (P, H):
                marker = trail.lists.step(counts, own, level, start) if numbered else ""
                numbered = False  # the first paragraph of an item has its number
                yield Part(child, marker, level, contents, listed=True)
            else:
                yield from _walk_one(child, trail, contents)
