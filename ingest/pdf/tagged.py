"""Tables as a tagged PDF's structure tree tells them: rows, cells and spans where nothing is drawn that could.

Office programs write the tree when they are asked for an accessible PDF (PDF 32000-1, section 14.8): a Table of TR of
TH and TD, and each of these knows the words that carry its number. What a page does not show of a cell (it is blank,
or stands on another page) leaves a gap among the cells of its row, so that a blank cell and one covered by a merged
cell can be told apart: the row has a cell fewer. The tree is loaded for pages with a table of which we are unsure.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from .calls import address_of, get_text_object
from .characters import Word

_DEEPEST = 60  # elements inside one another: a tree that goes deeper is no office program's
_MOST = 20_000  # elements and marks looked at on one page
_LONGEST = 64  # bytes of the name of a type or attribute
_PARTS = ("THead", "TBody", "TFoot")


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """A cell with the numbers of its words on this page, and how many rows and columns it spans on all pages."""

    marks: frozenset[int]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TaggedRow:
    """The cells of a row from left to right, None for one that the page shows nothing of; those covered are left out.

    `place` is its place among the rows of its part of the table, and how many these are on all pages: the same on two
    pages where a row runs over the break.
    """

    cells: tuple[TaggedCell | None, ...]
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TaggedTable:
    """The rows of a table that a page shows; one without cells where the page shows none of them."""

    rows: tuple[TaggedRow, ...]

    @property
    def marks(self) -> frozenset[int]:
        """The numbers of all its words."""
        return frozenset(mark for row in self.rows for cell in row.cells if cell for mark in cell.marks)


class Tags:
    """The structure tree of an open page, loaded when it is first asked for."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self._page, self._at = page, address_of(text_page)

    @cached_property
    def tables(self) -> tuple[TaggedTable, ...]:
        """The tables that the tree has on this page, those inside others too; none where the file is not tagged."""
        tree = pdfium.FPDF_StructTree_GetForPage(self._page)
        if not tree:
            return ()
        try:
            return tuple(_Walk().read_tables(tree))
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def mark_of(self, word: Word) -> int:
        """Return the number that the file marks a word with, -1 where it has none (running headers have none)."""
        held = get_text_object(self._at, word.first)
        return int(pdfium.FPDFPageObj_GetMarkedContentID(ctypes.cast(held, pdfium.FPDF_PAGEOBJECT))) if held else -1


@dataclass(slots=True)
class _Walk:
    """A walk over the tree that stops after so many elements: a damaged tree may be endless."""

    left: int = field(default=_MOST)

    def read_tables(self, tree: Any) -> Iterator[TaggedTable]:
        for i in range(min(pdfium.FPDF_StructTree_CountChildren(tree), _MOST)):
            root = pdfium.FPDF_StructTree_GetChildAtIndex(tree, i)
            if root:
                yield from self._find_tables(root, _DEEPEST)

    def _children(self, element: Any, depth: int) -> Iterator[tuple[Any, int]]:
        """Yield each child of an element with its number; no element and -1 for what is not on this page."""
        for i in range(pdfium.FPDF_StructElement_CountChildren(element) if depth > 0 else 0):
            self.left -= 1
            if self.left < 0:
                return
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
            yield child, -1 if child else pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)

    def _find_tables(self, element: Any, depth: int) -> Iterator[TaggedTable]:
        if _type(element) == "Table":
            rows = _trim(self._read_rows(element, depth))
            if rows:
                yield TaggedTable(rows)
        for child, _ in self._children(element, depth):
            if child:
                yield from self._find_tables(child, depth - 1)

    def _read_rows(self, table: Any, depth: int) -> list[TaggedRow]:
        rows: list[TaggedRow] = []
        count = pdfium.FPDF_StructElement_CountChildren(table)
        for i, (child, mark) in enumerate(self._children(table, depth)):
            kind = _type(child) if child else ""
            if kind in _PARTS:
                rows.extend(self._read_rows(child, depth - 1))
            elif kind == "TR" or (not child and mark < 0):
                cells = self._children(child, depth - 1) if child else ()
                rows.append(TaggedRow(tuple(self._read_cell(cell, depth - 2) for cell, _ in cells), (i, count)))
        return rows

    def _read_cell(self, element: Any, depth: int) -> TaggedCell | None:
        if not element or _type(element) not in ("TD", "TH"):
            return None
        found = list(self._find_marks(element, depth))
        if not found:
            return None
        down, across = (int(_read_number(element, name)) for name in (b"RowSpan", b"ColSpan"))
        return TaggedCell(frozenset(found), down, across)

    def _find_marks(self, element: Any, depth: int) -> Iterator[int]:
        for child, mark in self._children(element, depth):
            if child:
                yield from self._find_marks(child, depth - 1)
            elif mark >= 0:
                yield mark


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(2 * _LONGEST)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, 2 * _LONGEST)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace") if 2 < length <= 2 * _LONGEST else ""


def _read_number(element: Any, name: bytes) -> float:
    """Return the number that an attribute of an element has, 1 where it has none."""
    value = ctypes.c_float()
    for i in range(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0)):
        held = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, i)
        found = pdfium.FPDF_StructElement_Attr_GetValue(held, name) if held else None
        if found and pdfium.FPDF_StructElement_Attr_GetNumberValue(found, value):
            return min(max(value.value, 1.0), 1000.0)
    return 1.0


def _trim(rows: list[TaggedRow]) -> tuple[TaggedRow, ...]:
    """Leave out the rows at both ends of which the page shows nothing."""
    shown = [i for i, row in enumerate(rows) if any(row.cells)]
    return tuple(rows[shown[0] : shown[-1] + 1]) if shown else ()
