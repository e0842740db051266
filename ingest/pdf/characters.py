"""The words of a page: what stands where, in which font, size and colour.

pdfium gives the page's characters as one string with the spaces it worked out from gaps; two boxes a word and
one look at each text object are enough for the rest.
"""

from __future__ import annotations

import ctypes
import math
import re
import tomllib
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from importlib.resources import files
from itertools import repeat
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
# Characters of symbol fonts, which the file numbers in a private range: nobody else's font shows them.
_FONTS = tomllib.loads(files("ingest").joinpath("data/symbols.toml").read_text(encoding="utf-8"))
_SYMBOLS = {0xF000 + int(code, 16): sign for font in ("symbol", "wingdings") for code, sign in _FONTS[font].items()}
_CLEAN = {**INVISIBLE, **LIGATURES, **_SYMBOLS}
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
    """A word, or words that the file writes in one go, one plain gap apart; a NamedTuple since a page has hundreds.

    `first` is the index of its first character and `letters` how many there are; `spaced` says that the file, or
    a gap that pdfium saw, sets it apart from the word before; `head` is the width of its first word.
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
    head: float


_NONE = Style(1.0)
_WORD_GAP = 0.45  # times the size: gaps between words of a run; justified text is often wider and stays in words
_make: Callable[[tuple[object, ...]], Word] = partial(tuple.__new__, Word)  # half the time of calling Word
Measure = Callable[[int], tuple[float, float]]


def clean(text: str) -> str:
    """Return text with ligatures opened, symbols shown, invisible characters dropped, pdfium's hyphen mark a hyphen.

    >>> clean("o\\ufb03ce\\u200b re\\ufffe")
    'office re-'
    >>> clean("\\uf0b7 Open two hubs \\uf0fc")
    '• Open two hubs ✓'
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
        self._looks: dict[tuple[float | None, ...], Style] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
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
        """Return the words in the order of the file, those of one text object and line with plain gaps as one run."""
        text = self.text()
        spans = [match.span() for match in _WORD.finditer(text)]
        owners = list(map(get_text_object, repeat(self._at), [first for first, _ in spans]))
        boxes = self._read_boxes(spans, self._read_styles(spans, owners))
        found: list[Word] = []
        plain, start, last, letters, before = text.isascii(), 0, 0, 0, None
        x0 = y0 = x1 = y1 = head = 0.0
        style = _NONE
        spaced = True
        for (first, end), owner, (xa, ya, xb, yb, own) in zip(spans, owners, boxes, strict=True):
            if (
                owner == before
                and ya == y0
                and yb == y1
                and -0.1 < xa - x1 < _WORD_GAP * own[0]
                and first == last + 1
                and text[last] == " "
                and (letters > 1 or end - first > 1)  # letters set wide apart are weighed later
            ):
                x1, last, letters = xb, end, end - first
                continue
            if last:
                _add_run(found, text[start:last], plain, (x0, y0, x1, y1), style, start, spaced, head)
            between = text[last:first]
            spaced = between == " " or not last or bool(between.strip("\r\n"))
            start, last, letters, before = first, end, end - first, owner
            x0, y0, x1, y1, style, head = xa, ya, xb, yb, own, xb - xa
        if last:
            _add_run(found, text[start:last], plain, (x0, y0, x1, y1), style, start, spaced, head)
        return found

    def measure(self, index: int) -> tuple[float, float]:
        """Return the left and right edge of one character as displayed."""
        x0, _, x1, _ = self._tight(index)
        return x0, x1

    def _read_boxes(
        self, spans: list[tuple[int, int]], styles: list[Style]
    ) -> list[tuple[float, float, float, float, Style]]:
        """Return the box of each span as displayed, as high as its font, and its style again."""
        left, top, turned = self._frame.left, self._frame.top, self._frame.turns > 0
        boxes = []
        # of the first and last character: left, top, right, end, the vertical ones upwards
        for x0, xa, y0, ya, x1, xb, y1, yb, span, style in zip(*self._read_sides(spans), spans, styles, strict=True):
            x0 = (x0 if x0 < xa else xa) - left
            y0 = top - (y0 if y0 > ya else ya)
            x1 = (x1 if x1 > xb else xb) - left
            y1 = top - (y1 if y1 < yb else yb)
            # pdfium's loose boxes are flat for turned characters
            if turned or style[4] or x1 <= x0 or not 0.5 * style[0] <= y1 - y0 <= 2.2 * style[0]:
                x0, y0, x1, y1 = self._ink_box(span[0], span[1] - 1, style)
            boxes.append((x0, y0, x1, y1, style))
        return boxes

    def _read_sides(self, spans: list[tuple[int, int]]) -> list[list[float]]:
        """Return the sides of each span's first and last character by turns, as high as their fonts.

        Left, top, right and end, in the file's space.
        """
        count = len(spans)
        buffer = (ctypes.c_float * (8 * count))()
        place = ctypes.addressof(buffer)
        held = repeat(self._at)
        firsts, lasts = [first for first, _ in spans], [end - 1 for _, end in spans]
        deque(map(get_loose_box, held, firsts, range(place, place + 32 * count, 32)), 0)
        deque(map(get_loose_box, held, lasts, range(place + 16, place + 32 * count, 32)), 0)
        sides = buffer[:]
        return [sides[i::8] for side in range(4) for i in (side, side + 4)]

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

    def _read_styles(self, spans: list[tuple[int, int]], owners: list[int | None]) -> list[Style]:
        """Return the style of each span by its first character; looked up once for each text object."""
        known = self._styles
        for owner in set(owners) - known.keys():
            known[owner] = self._read_style(spans[owners.index(owner)][0], owner)
        return [known[owner] for owner in owners]

    def _read_style(self, index: int, owner: int | None) -> Style:
        held, colour = self._at, self._colour_at
        get_text_matrix(held, index, self._matrix_at)
        get_text_colour(held, index, colour, colour + 4, colour + 8, colour + 12)
        a, b, c, d = self._matrix[:4]
        red, green, blue = self._colour[:3]
        font, mode = (get_font(owner), get_render_mode(owner)) if owner else (None, 0)
        key = (a, b, c, d, get_font_size(held, index), red, green, blue, font, mode)
        style = self._looks.get(key)
        if style is None:
            size = key[4] * math.hypot(c, d)
            bold, italic = self._weight(font, owner) if font and owner else (False, False)
            bold = bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
            angle = round(math.degrees(math.atan2(-b, a))) + 90 * self._frame.turns
            style = Style(round(abs(size), 1) or 1.0, bold, italic, red << 16 | green << 8 | blue, angle % 360)
            self._looks[key] = style
        return style

    def _weight(self, font: int, owner: int) -> tuple[bool, bool]:
        if font not in self._fonts:
            self._fonts[font] = read_weight(pdfium.FPDFTextObj_GetFont(ctypes.cast(owner, pdfium.FPDF_PAGEOBJECT)))
        return self._fonts[font]


def _add_run(
    found: list[Word], text: str, plain: bool, box: Edges, style: Style, first: int, spaced: bool, head: float
) -> None:
    letters = len(text)
    if not plain:
        text = clean(text)
        if len(text) != letters:
            text = " ".join(text.split())
        if not text:
            return
    found.append(_make((text, *box, style, first, letters, spaced, head)))


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
        blank = word.text[at : at + 1] == " " or word.text[at - 1 : at] == " "
        if not 0 < at < word.letters or (not blank and sides[at][0] < cut - 0.1 * word.style.size):
            result.append(word)
            continue
        result.extend(_part(word, sides, start, end) for start, end in ((0, at), (at, word.letters)))
    return [word for word in result if word.text]


def _part(word: Word, sides: list[tuple[float, float]], start: int, end: int) -> Word:
    """Return the characters of a word from `start` to `end`, without white space at its ends."""
    text = word.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return word._replace(text="")
    end = start + len(text)
    head = sides[start + len(text.split(" ", 1)[0]) - 1][1] - sides[start][0]
    x0 = word.x0 if start == 0 else sides[start][0]
    spaced = word.spaced if start == 0 else True
    return word._replace(
        text=text, x0=x0, x1=sides[end - 1][1], first=word.first + start, letters=end - start, spaced=spaced, head=head
    )


def _through(word: Word, x: float, top: float, end: float) -> bool:
    slack = 0.4 * word.style.size
    return word.x0 + slack < x < word.x1 - slack and top < (word.y0 + word.y1) / 2 < end


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    left, top, right, end = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(end)
