"""The words of a page: what stands where, in which font, size and colour.

pdfium gives the page's characters as one string with the spaces it worked out from gaps; two boxes a word and
one look at each text object are enough for the rest.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from .fonts import read_weight
from .frame import Frame

HYPHEN_MARK = "\ufffe"  # pdfium writes it for a hyphen at a line's end and leaves out the line end
INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF))
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_CLEAN = {**INVISIBLE, **LIGATURES}
_WORD = re.compile(rf"[^\s{HYPHEN_MARK}\x00-\x1f]+{HYPHEN_MARK}?|{HYPHEN_MARK}")


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: size in points as displayed, weight, slant, colour (0xRRGGBB), and the way they run.

    `angle` is the direction of reading on the page as displayed, in degrees clockwise (0: upright).
    """

    size: float
    bold: bool = False
    italic: bool = False
    colour: int = 0
    angle: int = 0


class Word(NamedTuple):
    """A run of characters without white space; a NamedTuple since a page has hundreds (twice as fast to make).

    `spaced` says that the file, or a gap that pdfium saw, sets it apart from the word before.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    style: Style
    first: int
    letters: int
    spaced: bool


Measure = Callable[[int], tuple[float, float]]


def clean(text: str) -> str:
    """Return text with ligatures opened, invisible characters dropped and pdfium's hyphen mark as a hyphen.

    >>> clean("o\\ufb03ce\\u200b re\\ufffe")
    'office re-'
    """
    if text.isascii():
        return text
    text = text.translate(_CLEAN).replace(HYPHEN_MARK, "-")
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


class Characters:
    """The text page of pdfium with what is asked of it, from words to the box of one character."""

    def __init__(self, page: Any, text_page: Any, frame: Frame) -> None:
        self._page, self._text_page, self._frame = page, text_page, frame
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._box = pdfium.FS_RECTF()
        self._sides = [ctypes.c_double() for _ in range(4)]

    def text(self) -> str:
        """Return the characters of the page, one code unit for each index that pdfium counts."""
        count = pdfium.FPDFText_CountChars(self._text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text_page, 0, count, buffer) - 1
        if written == count:
            text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
            return text if len(text) == count else "".join(map(chr, buffer[:count]))
        units = (pdfium.FPDFText_GetUnicode(self._text_page, i) for i in range(count))
        return "".join(chr(u) if 0 < u < 0x110000 else " " for u in units)

    def words(self) -> list[Word]:
        """Return the words in the order of the file."""
        text, found, end = self.text(), [], 0
        for match in _WORD.finditer(text):
            first, last = match.start(), match.end()
            between = text[end:first]
            spaced = not end or any(c not in "\r\n" for c in between)
            end = last
            shown = clean(match.group())
            if not shown:
                continue
            style = self._style(first)
            x0, y0, x1, y1 = self._word_box(first, last - 1, style)
            found.append(Word(shown, x0, y0, x1, y1, style, first, last - first, spaced))
        return found

    def measure(self, index: int) -> tuple[float, float]:
        """Return the left and right edge of one character as displayed."""
        x0, _, x1, _ = self._tight(index)
        return x0, x1

    def _word_box(self, first: int, last: int, style: Style) -> tuple[float, float, float, float]:
        if style.angle or self._frame.turns:
            # pdfium's loose boxes are flat for turned characters
            return self._ink_box(first, last, style)
        x0, y0, x1, y1 = self._loose(first)
        if last > first:
            xa, ya, xb, yb = self._loose(last)
            x0, y0, x1, y1 = min(x0, xa), min(y0, ya), max(x1, xb), max(y1, yb)
        if not 0.5 * style.size <= y1 - y0 <= 2.2 * style.size or x1 <= x0:
            return self._ink_box(first, last, style)
        return x0, y0, x1, y1

    def _ink_box(self, first: int, last: int, style: Style) -> tuple[float, float, float, float]:
        """Return the box of the ink; of upright words the font's height, so that "a" and "A" are level."""
        left, top, right, end = _around([self._tight(i) for i in range(first, last + 1)])
        if style.angle:
            return left, top, right, end
        x, y, _, _ = self._sides
        pdfium.FPDFText_GetCharOrigin(self._text_page, first, x, y)
        _, base = self._frame.show(x.value, y.value)
        return left, base - 0.85 * style.size, right, base + 0.25 * style.size

    def _loose(self, index: int) -> tuple[float, float, float, float]:
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text_page, index, box)
        return self._frame.show_box(box.left, box.bottom, box.right, box.top)

    def _tight(self, index: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = self._sides
        pdfium.FPDFText_GetCharBox(self._text_page, index, left, right, bottom, top)
        return self._frame.show_box(left.value, bottom.value, right.value, top.value)

    def _style(self, index: int) -> Style:
        held = pdfium.FPDFText_GetTextObject(self._text_page, index)
        key = ctypes.cast(held, ctypes.c_void_p).value or -1
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._read_style(index, held)
        return style

    def _read_style(self, index: int, held: Any) -> Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text_page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self._text_page, index) * math.hypot(matrix.c, matrix.d)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFText_GetFillColor(self._text_page, index, red, green, blue, alpha)
        bold, italic = self._weight(held) if held else (False, False)
        angle = round(math.degrees(math.atan2(-matrix.b, matrix.a))) + 90 * self._frame.turns
        colour = red.value << 16 | green.value << 8 | blue.value
        return Style(round(abs(size), 1) or 1.0, bold, italic, colour, angle % 360)

    def _weight(self, held: Any) -> tuple[bool, bool]:
        font = pdfium.FPDFTextObj_GetFont(held)
        key = ctypes.cast(font, ctypes.c_void_p).value or -1
        if key not in self._fonts:
            self._fonts[key] = read_weight(font)
        bold, italic = self._fonts[key]
        mode = pdfium.FPDFTextObj_GetTextRenderMode(held)
        return bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, italic


def split_at(words: Iterable[Word], edges: list[tuple[float, float, float]], measure: Measure) -> list[Word]:
    """Return the words, those that a vertical rule (x, top, bottom) runs through cut in two there.

    Cells filled to the brim leave no gap, and pdfium then glues the last word of one cell to the first of
    the next. A word that merely touches the rule is left whole.
    """
    result: list[Word] = []
    for word in words:
        cut = next((x for x, top, end in edges if _through(word, x, top, end)), None)
        if cut is None or word.letters < 4 or word.letters != len(word.text):
            result.append(word)
            continue
        sides = [measure(word.first + i) for i in range(word.letters)]
        at = next((i for i, (a, b) in enumerate(sides) if (a + b) / 2 > cut), word.letters)
        if not 0 < at < word.letters or sides[at][0] < cut - 0.1 * word.style.size:
            result.append(word)
            continue
        result.append(word._replace(text=word.text[:at], x1=sides[at - 1][1], letters=at))
        rest = word._replace(text=word.text[at:], x0=sides[at][0], first=word.first + at, letters=word.letters - at)
        result.append(rest._replace(spaced=True))
    return result


def _through(word: Word, x: float, top: float, end: float) -> bool:
    slack = 0.4 * word.style.size
    return word.x0 + slack < x < word.x1 - slack and top < (word.y0 + word.y1) / 2 < end


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    left, top, right, end = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(end)
