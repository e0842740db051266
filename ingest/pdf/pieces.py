"""Boxes, places, pieces of text, cells and blocks made in a third of the time that their own classes take.

A page has hundreds of them, and a frozen dataclass sets each of its fields through a call. The classes here have the
same slots, are filled like any object, and then become the frozen class, which Python allows only while the slots
are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest.document import Block, BlockKind, Box, Cell, Piece, Place, ReadBy, Text


class _OpenBox:
    __slots__ = Box.__slots__

    def __init__(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.x0, self.y0, self.x1, self.y1 = x0, y0, x1, y1
        self.__class__: Any = Box


class _OpenPlace:
    __slots__ = Place.__slots__

    def __init__(self, page: int, box: Box, path: str) -> None:
        self.page, self.box, self.path = page, box, path
        self.__class__: Any = Place


class _OpenPiece:
    __slots__ = Piece.__slots__

    def __init__(self, text: str, place: Place, glue: str = " ") -> None:
        self.text, self.place, self.glue = text, place, glue
        self.marker, self.read_by, self.confidence = "", ReadBy.TEXT, 1.0
        self.__class__: Any = Piece


class _OpenCell:
    __slots__ = Cell.__slots__

    def __init__(
        self, row: int, column: int, text: Text, row_span: int, column_span: int, header: bool, fill: str
    ) -> None:
        self.row, self.column, self.text = row, column, text
        self.row_span, self.column_span, self.header, self.fill = row_span, column_span, header, fill
        self.__class__: Any = Cell


class _OpenBlock:
    __slots__ = Block.__slots__

    def __init__(self, kind: BlockKind, text: Text, level: int, marker: str, bold: bool) -> None:
        self.kind, self.text, self.level, self.marker, self.bold = kind, text, level, marker, bold
        self.table, self.reason = None, ""
        self.__class__: Any = Block


make_box: Callable[[float, float, float, float], Box] = _OpenBox  # type: ignore[assignment]  # it becomes a Box
make_place: Callable[[int, Box, str], Place] = _OpenPlace  # type: ignore[assignment]  # it becomes a Place
make_piece: Callable[[str, Place, str], Piece] = _OpenPiece  # type: ignore[assignment]  # it becomes a Piece
make_cell: Callable[[int, int, Text, int, int, bool, str], Cell] = _OpenCell  # type: ignore[assignment]  # so do these
make_block: Callable[[BlockKind, Text, int, str, bool], Block] = _OpenBlock  # type: ignore[assignment]
