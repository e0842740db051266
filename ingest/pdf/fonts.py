"""Whether a font is bold or slanted: by its name, its stated weight, or the tables of the font itself."""

from __future__ import annotations

import ctypes
import re
import struct
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!light)", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq", re.IGNORECASE)
_TOLD = re.compile(r"(?<![a-z])(regular|light|medium|roman|mt|book)|,|-", re.IGNORECASE)
_NAMELESS = re.compile(r"^(?:[A-Z]{6}\+)?(?:cidfont|f\d|tt\d|t\d|font)", re.IGNORECASE)
_HEAVY = 600
_MOST = 1000  # pdfium works out a weight from the width of stems, and gets thousands where the file says none
_MAX_FONT = 30_000_000


def read_weight(font: Any) -> tuple[bool, bool]:
    """Return whether a raw pdfium font is bold, and whether it is slanted."""
    name = ctypes.create_string_buffer(160)
    pdfium.FPDFFont_GetBaseFontName(font, name, 160)
    shown = name.value.decode("utf-8", "replace")
    weight = pdfium.FPDFFont_GetWeight(font)
    told = read_name(shown, weight)
    return told or read_tables(_font_file(font)) or (_HEAVY <= weight <= _MOST, bool(_ITALIC.search(shown)))


@lru_cache(maxsize=1024)  # the fonts of a paper are the same on each page
def read_name(name: str, weight: int) -> tuple[bool, bool] | None:
    """Return bold and slanted from a font's name and the weight that pdfium has for it, None where no name tells.

    >>> read_name("ABCDEF+Arial-BoldMT", 400), read_name("CIDFont+F1", 400)
    ((True, False), None)
    """
    bold, italic = bool(_BOLD.search(name)), bool(_ITALIC.search(name))
    if bold or (name and not _NAMELESS.match(name)):
        return bold or (_HEAVY <= weight <= _MOST and not _TOLD.search(name)), italic
    return None


def _font_file(font: Any) -> bytes:
    size = ctypes.c_size_t()
    if not pdfium.FPDFFont_GetFontData(font, None, 0, size) or not 0 < size.value < _MAX_FONT:
        return b""
    buffer = (ctypes.c_uint8 * size.value)()
    pdfium.FPDFFont_GetFontData(font, buffer, size.value, size)
    return bytes(buffer)


def read_tables(file: bytes) -> tuple[bool, bool] | None:
    """Return bold and slanted from a TrueType or OpenType file's own tables, None where it has none.

    `head` keeps bold and italic as the two lowest bits of macStyle, `OS/2` the weight class (400 is regular).
    """
    try:
        if file[:4] not in {b"\0\1\0\0", b"OTTO", b"true"}:
            return None
        count = struct.unpack_from(">H", file, 4)[0]
        places = {}
        for i in range(min(count, 64)):
            tag, _, offset, _ = struct.unpack_from(">4sLLL", file, 12 + 16 * i)
            places[tag] = offset
        style = struct.unpack_from(">H", file, places[b"head"] + 44)[0] if b"head" in places else 0
        weight = struct.unpack_from(">H", file, places[b"OS/2"] + 4)[0] if b"OS/2" in places else 0
    except struct.error:
        return None
    return bool(style & 1) or _HEAVY <= weight <= _MOST, bool(style & 2)
