"""The few functions of pdfium that are asked for every word or object, called with plain numbers.

pypdfium2's own bindings check and convert each argument, which takes longer than the answer. These keep the
interpreter's lock, since none of them runs long or calls back, and come in two kinds. Those with the kinds of their
arguments stated take addresses as whole numbers. The bare ones are twice as fast and take what C takes: an address
as `ctypes.c_void_p` or `ctypes.byref`, never as a whole number, of which only 32 bits would arrive.
"""

from __future__ import annotations

import ctypes
import struct
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published
from numpy.typing import NDArray

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
Call = Callable[..., Any]


def address_of(held: Any) -> int:
    """Return the address behind a pointer of pypdfium2, 0 for none."""
    return ctypes.addressof(held.contents) if held else 0


def _address_of_function(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def _bind(function: Any, result: Any, *arguments: Any) -> Call:
    bound: Call = ctypes.PYFUNCTYPE(result, *arguments)(_address_of_function(function))
    return bound


def _bind_bare(function: Any, result: Any) -> Call:
    bound: Call = ctypes.PYFUNCTYPE(result)(_address_of_function(function))
    return bound


get_bounding_box = _bind(pdfium.FPDF_GetPageBoundingBox, _INT, _POINTER, _POINTER)
get_rotation = _bind(pdfium.FPDFPage_GetRotation, _INT, _POINTER)
get_text_object = _bind(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
count_characters = _bind(pdfium.FPDFText_CountChars, _INT, _POINTER)
get_text = _bind(pdfium.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)

# Of the text page (a pointer) and the index of a character; the answer goes where the further arguments point.
bare_loose_box = _bind_bare(pdfium.FPDFText_GetLooseCharBox, None)
bare_text_object = _bind_bare(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
bare_text_matrix = _bind_bare(pdfium.FPDFText_GetMatrix, None)
bare_font_size = _bind_bare(pdfium.FPDFText_GetFontSize, ctypes.c_double)
bare_text_colour = _bind_bare(pdfium.FPDFText_GetFillColor, None)

# Of a text object (c_void_p).
bare_font = _bind_bare(pdfium.FPDFTextObj_GetFont, ctypes.c_size_t)
bare_render_mode = _bind_bare(pdfium.FPDFTextObj_GetTextRenderMode, _INT)


class Held(ctypes.c_void_p):
    """The address of something of the page, in the form that the bare functions take."""


# Of a page (Held): how many objects it holds, and one of them by its index; then the same of a form (an address).
bare_object_count = _bind_bare(pdfium.FPDFPage_CountObjects, _INT)
bare_object = _bind_bare(pdfium.FPDFPage_GetObject, Held)
count_form_objects = _bind(pdfium.FPDFFormObj_CountObjects, _INT, _POINTER)
get_form_object = _bind(pdfium.FPDFFormObj_GetObject, Held, _POINTER, ctypes.c_ulong)

# Of an object (Held); the answer goes where the further arguments point.
bare_type = _bind_bare(pdfium.FPDFPageObj_GetType, _INT)
bare_bounds = _bind_bare(pdfium.FPDFPageObj_GetBounds, None)
bare_matrix = _bind_bare(pdfium.FPDFPageObj_GetMatrix, None)
bare_fill_colour = _bind_bare(pdfium.FPDFPageObj_GetFillColor, _INT)
bare_stroke_colour = _bind_bare(pdfium.FPDFPageObj_GetStrokeColor, _INT)
bare_draw_mode = _bind_bare(pdfium.FPDFPath_GetDrawMode, None)

# Of a path: how many segments it has, and one of them by its index; then of a segment.
bare_segment_count = _bind_bare(pdfium.FPDFPath_CountSegments, _INT)
bare_segment = _bind_bare(pdfium.FPDFPath_GetPathSegment, Held)
bare_segment_type = _bind_bare(pdfium.FPDFPathSegment_GetType, _INT)
bare_point = _bind_bare(pdfium.FPDFPathSegment_GetPoint, None)
bare_closing = _bind_bare(pdfium.FPDFPathSegment_GetClose, _INT)


def point_at(address: int) -> Any:
    """Return a pointer to an address, in the form that the bare functions take quickest."""
    return ctypes.byref(ctypes.c_char.from_address(address))


def make_room(kind: Any, count: int) -> tuple[Any, tuple[Any, ...]]:
    """Return an array of that many numbers of C and a pointer to each, to be made once and used again."""
    held = (kind * count)()
    return held, tuple(ctypes.byref(held, i * ctypes.sizeof(kind)) for i in range(count))


class Answers:
    """Room for what pdfium answers when it is asked the same of many: pointing there takes as long as the answer.

    A row of `width` bytes for each that is asked of, and pointers to where answers begin in each row, by `columns`.
    """

    def __init__(self, width: int, *columns: int, rows: int = 512) -> None:
        self.width, self.rows = width, rows
        self.held: Any = (ctypes.c_char * (width * rows))()
        self.places = [[ctypes.byref(self.held, width * i + at) for i in range(rows)] for at in columns]

    def clear(self, count: int) -> None:
        """Set the first rows to zero: pdfium leaves them as they are where it knows no answer."""
        ctypes.memset(self.held, 0, self.width * count)


_BOXES = Answers(16, 0)
_SIDES = np.frombuffer(_BOXES.held, np.float32).reshape(-1, 4)
_LOOKS = Answers(40, 0, 4, 8, 12, 16)
LOOK = struct.Struct("=3I4f")
"""Red, green and blue (0 to 255) and the first four numbers of a text object's matrix, as `read_looks` gives them."""


def read_boxes(text_page: Any, indices: Sequence[int]) -> NDArray[np.float64]:
    """Return the left sides, tops, rights and ends of characters, high as their fonts, in the file's space."""
    found = np.empty((4, len(indices)))
    for start in range(0, len(indices), _BOXES.rows):
        some = indices[start : start + _BOXES.rows]
        _BOXES.clear(len(some))
        deque(map(bare_loose_box, repeat(text_page), some, *_BOXES.places), 0)
        found[:, start : start + len(some)] = _SIDES[: len(some)].T
    return found


def read_looks(text_page: Any, indices: Sequence[int]) -> list[bytes]:
    """Return the colours and matrices of characters, each as LOOK packs them."""
    found: list[bytes] = []
    alphas, reds, greens, blues, matrices = _LOOKS.places
    for start in range(0, len(indices), _LOOKS.rows):
        some = indices[start : start + _LOOKS.rows]
        _LOOKS.clear(len(some))
        deque(map(bare_text_colour, repeat(text_page), some, reds, greens, blues, alphas), 0)
        deque(map(bare_text_matrix, repeat(text_page), some, matrices), 0)
        held = _LOOKS.held[: _LOOKS.width * len(some)]
        found += [held[at + 4 : at + 32] for at in range(0, len(held), _LOOKS.width)]
    return found
