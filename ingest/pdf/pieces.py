"""Boxes, places and pieces of text made in a quarter of the time that their own classes take.

A page has hundreds of them, and a frozen dataclass sets each of its fields through a call. The classes here have the
same slots, are filled like any object, and then become the frozen class, which Python allows only while the slots
are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest.document import Box, Piece, Place, ReadBy


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


make_box: Callable[[float, float, float, float], Box] = _OpenBox  # type: ignore[assignment]  # it becomes a Box
make_place: Callable[[int, Box, str], Place] = _OpenPlace  # type: ignore[assignment]  # it becomes a Place
make_piece: Callable[[str, Place, str], Piece] = _OpenPiece  # type: ignore[assignment]  # it becomes a Piece
