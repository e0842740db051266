"""The few functions of pdfium that are asked for every word or object, called with plain numbers.

pypdfium2's own bindings check and convert each argument, which takes longer than the answer. These take
addresses as whole numbers and keep the interpreter's lock: none of them runs long or calls back.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
Call = Callable[..., Any]


def address_of(held: Any) -> int:
    """Return the address behind a pointer of pypdfium2, 0 for none."""
    return ctypes.cast(held, ctypes.c_void_p).value or 0


def _bind(function: Any, result: Any, *arguments: Any) -> Call:
    bound: Call = ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))
    return bound


get_loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
get_text_object = _bind(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
get_text_matrix = _bind(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
get_font_size = _bind(pdfium.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
get_text_colour = _bind(pdfium.FPDFText_GetFillColor, _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
get_font = _bind(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER)
get_render_mode = _bind(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)

count_objects = _bind(pdfium.FPDFPage_CountObjects, _INT, _POINTER)
get_object = _bind(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
get_type = _bind(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
get_bounds = _bind(pdfium.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
get_object_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
get_object_colour = _bind(pdfium.FPDFPageObj_GetFillColor, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
get_stroke_colour = _bind(pdfium.FPDFPageObj_GetStrokeColor, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
get_draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
count_segments = _bind(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
get_segment = _bind(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
get_segment_type = _bind(pdfium.FPDFPathSegment_GetType, _INT, _POINTER)
get_point = _bind(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
is_closing = _bind(pdfium.FPDFPathSegment_GetClose, _INT, _POINTER)
count_form_objects = _bind(pdfium.FPDFFormObj_CountObjects, _INT, _POINTER)
get_form_object = _bind(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
