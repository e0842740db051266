"""The page as it is displayed: its size, and where a point of the file's own space stands on it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from .calls import address_of, get_bounding_box, get_rotation

_BOX = (ctypes.c_float * 4)()  # where pdfium writes a box: left, top, right, bottom
Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in the file's space (y upwards) and how far it is turned clockwise.

    `turns` counts quarter turns, from the page's /Rotate. Points outside are allowed: the caller decides.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        """The width as displayed, in points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height as displayed, in points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def show(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the file's space is displayed, in points from the top left.

        >>> Frame(10, 10, 110, 210, turns=1).show(10, 10)
        (0, 0)
        """
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def show_box(self, left: float, bottom: float, right: float, top: float) -> Edges:
        """Return a rectangle of the file's space as displayed: left, top, right, bottom."""
        if self.turns == 0:  # nearly every page: worth not calling twice
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        xa, ya = self.show(left, bottom)
        xb, yb = self.show(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def read_frame(page: Any) -> Frame:
    """Return the frame of a raw pdfium page: its crop box cut to its media box, and its /Rotate."""
    held = address_of(page)
    if not get_bounding_box(held, ctypes.addressof(_BOX)):
        return Frame(0, 0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    left, top, right, bottom = _BOX[:]
    return Frame(left, min(bottom, top), right, max(bottom, top), max(get_rotation(held), 0) % 4)
