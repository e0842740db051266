"""The words of a page: what stands where, in which font, size and colour.

pdfium gives the page's characters as one string with the spaces it worked out from gaps; two boxes a word and
one look at each text object are enough for the rest.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from .calls import (
    address_of,
    get_font,
    get_font_size,
    get_loose_box,
    get_render_mode,
    get_text_colour,
    get_text_matrix,
    get_text_object,
)
from .fonts import read_weight
from .frame import Edges, Frame

HYPHEN_MARK = "\ufffe"  # pdfium writes it for a hyphen at a line's end and leaves out the line end
INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF))
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_CLEAN = {**INVISIBLE, **LIGATURES}
_WORD = re.compile(rf"[^\s{HYPHEN_MARK}\x00-\x1f]+{HYPHEN_MARK}?|{HYPHEN_MARK}")


class Style(NamedTuple):
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
        self._at = address_of(text_page)
        self._styles: dict[int | None, Style] = {}
        self._looks: dict[Style, Style] = {}
        self._fonts: dict[int | None, tuple[bool, bool]] = {}
        self._matrix, self._colour = (ctypes.c_float * 6)(), (ctypes.c_uint * 4)()
        self._matrix_at, self._colour_at = ctypes.addressof(self._matrix), ctypes.addressof(self._colour)
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
        text = self.text()
        spans = [match.span() for match in _WORD.finditer(text)]
        plain = text.isascii()
        boxes, found, last = self._loose(spans), [], 0
        for (first, end), box, style in zip(spans, boxes, self._read_styles(spans), strict=True):
            between = text[last:first]
            spaced = between == " " or not last or bool(between.strip("\r\n"))
            last = end
            shown = text[first:end] if plain else clean(text[first:end])
            if not shown:
                continue
            x0, y0, x1, y1 = box
            # pdfium's loose boxes are flat for turned characters
            if style.angle or self._frame.turns or x1 <= x0 or not 0.5 <= (y1 - y0) / style.size <= 2.2:
                x0, y0, x1, y1 = self._ink_box(first, end - 1, style)
            found.append(Word(shown, x0, y0, x1, y1, style, first, end - first, spaced))
        return found

    def measure(self, index: int) -> tuple[float, float]:
        """Return the left and right edge of one character as displayed."""
        x0, _, x1, _ = self._tight(index)
        return x0, x1

    def _loose(self, spans: list[tuple[int, int]]) -> list[Edges]:
        """Return a box around the first and last character of each span, as high as their fonts."""
        buffer = (ctypes.c_float * (8 * len(spans)))()
        held, place = self._at, ctypes.addressof(buffer)
        for first, end in spans:
            get_loose_box(held, first, place)
            get_loose_box(held, end - 1, place + 16)
            place += 32
        sides = buffer[:]
        ends = zip(sides[0::8], sides[4::8], sides[1::8], sides[5::8], sides[2::8], sides[6::8], strict=True)
        feet = zip(sides[3::8], sides[7::8], strict=True)
        frame = self._frame
        if frame.turns:
            return [
                frame.show_box(min(a, b), min(g, h), max(e, f), max(c, d))
                for (a, b, c, d, e, f), (g, h) in zip(ends, feet, strict=True)
            ]
        left, top = frame.left, frame.top  # nearly every page: worth not calling for each word
        return [
            (
                (a if a < b else b) - left,
                top - (c if c > d else d),
                (e if e > f else f) - left,
                top - (g if g < h else h),
            )
            for (a, b, c, d, e, f), (g, h) in zip(ends, feet, strict=True)
        ]

    def _ink_box(self, first: int, last: int, style: Style) -> Edges:
        """Return the box of the ink; of upright words the font's height, so that "a" and "A" are level."""
        left, top, right, end = _around([self._tight(i) for i in range(first, last + 1)])
        if style.angle:
            return left, top, right, end
        x, y, _, _ = self._sides
        pdfium.FPDFText_GetCharOrigin(self._text_page, first, x, y)
        _, base = self._frame.show(x.value, y.value)
        return left, base - 0.85 * style.size, right, base + 0.25 * style.size

    def _tight(self, index: int) -> Edges:
        left, right, bottom, top = self._sides
        pdfium.FPDFText_GetCharBox(self._text_page, index, left, right, bottom, top)
        return self._frame.show_box(left.value, bottom.value, right.value, top.value)

    def _read_styles(self, spans: list[tuple[int, int]]) -> list[Style]:
        """Return the style of each span by its first character; looked up once for each text object."""
        held, known = self._at, self._styles
        owners = [get_text_object(held, first) for first, _ in spans]
        for (first, _), owner in zip(spans, owners, strict=True):
            if owner not in known:
                style = self._read_style(first, owner)
                known[owner] = self._looks.setdefault(style, style)
        return [known[owner] for owner in owners]

    def _read_style(self, index: int, owner: int | None) -> Style:
        held, place, colour = self._at, self._matrix_at, self._colour_at
        get_text_matrix(held, index, place)
        a, b, c, d, _, _ = self._matrix
        size = get_font_size(held, index) * (math.hypot(c, d) if c else d)
        get_text_colour(held, index, colour, colour + 4, colour + 8, colour + 12)
        red, green, blue, _ = self._colour
        bold, italic = self._weight(owner) if owner else (False, False)
        turned = round(math.degrees(math.atan2(-b, a))) if b or a < 0 else 0
        angle = (turned + 90 * self._frame.turns) % 360
        return Style(round(abs(size), 1) or 1.0, bold, italic, red << 16 | green << 8 | blue, angle)

    def _weight(self, owner: int) -> tuple[bool, bool]:
        font = get_font(owner)
        if font not in self._fonts:
            self._fonts[font] = read_weight(pdfium.FPDFTextObj_GetFont(ctypes.cast(owner, pdfium.FPDF_PAGEOBJECT)))
        bold, italic = self._fonts[font]
        return bold or get_render_mode(owner) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, italic


def within(words: Iterable[Word], box: Edges) -> list[Word]:
    """Return the words whose middle lies in a rectangle."""
    left, top, right, end = (2 * side for side in box)
    return [w for w in words if left <= w[1] + w[3] <= right and top <= w[2] + w[4] <= end]


def split_at(words: Iterable[Word], edges: list[tuple[float, float, float]], measure: Measure) -> list[Word]:
    """Return the words, those that a vertical rule (x, top, bottom) runs through cut in two there.

    Cells filled to the brim leave no gap, and pdfium then glues the last word of one cell to the first of
    the next. A word that merely touches the rule is left whole.
    """
    result: list[Word] = []
    at_left = sorted({x for x, _, _ in edges})
    for word in words:
        slack = 0.4 * word.style.size
        first = bisect_right(at_left, word.x0 + slack)
        if first == len(at_left) or at_left[first] >= word.x1 - slack:
            result.append(word)
            continue
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
