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
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.resources import files
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published
from numpy.typing import NDArray

from .calls import (
    LOOK,
    Held,
    address_of,
    bare_font,
    bare_font_size,
    bare_render_mode,
    bare_text_object,
    count_characters,
    get_text,
    point_at,
    read_boxes,
    read_looks,
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
_SPACE, _HYPHEN_UNIT = map(ord, " " + HYPHEN_MARK)
_INWARDS = np.array(((1,), (-1,), (-1,), (1,)))  # left and lower sides count up, tops and right sides down
_IN_WORD = np.ones(0x10000, np.bool_)
_IN_WORD[[c for c in range(0x3001) if c < 0x20 or chr(c).isspace()]] = False


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


_UNCLEAN = re.compile("[\ud800-\udfff" + HYPHEN_MARK + "".join(map(re.escape, map(chr, _CLEAN))) + "]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ROOM: NDArray[np.uint16] = np.zeros(0x4000, np.uint16)  # for the characters of all pages but the fullest
_ROOM_AT = _ROOM.ctypes.data
_WORD_GAP = 0.45  # times the size: gaps between words of a run; justified text is often wider and stays in words
_make: Callable[[tuple[object, ...]], Word] = partial(tuple.__new__, Word)  # half the time of calling Word
Array = NDArray[Any]
Measure = Callable[[int], tuple[float, float]]


def clean(text: str) -> str:
    """Return text with ligatures opened, symbols shown, invisible characters dropped, pdfium's hyphen mark a hyphen.

    >>> clean("o\\ufb03ce\\u200b re\\ufffe")
    'office re-'
    >>> clean("\\uf0b7 Open two hubs \\uf0fc")
    '• Open two hubs ✓'
    """
    if _UNCLEAN.search(text) is None:
        return text
    text = text.translate(_CLEAN).replace(HYPHEN_MARK, "-")
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


class Characters:
    """The text page of pdfium with what is asked of it, from words to the box of one character."""

    def __init__(self, page: Any, text_page: Any, frame: Frame) -> None:
        self._page, self._text_page, self._frame = page, text_page, frame
        self._at = address_of(text_page)
        self._held = point_at(self._at)
        self._looks: dict[tuple[bytes, float, int, int], Style] = {}  # by colour and matrix, size, font, mode
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._sides = [ctypes.c_double() for _ in range(4)]

    @np.errstate(all="ignore")  # a damaged file may put its words nowhere
    def words(self) -> list[Word]:
        """Return the words in the order of the file, those of one text object and line with plain gaps as one run."""
        units, text = self._read_text()
        firsts, ends = _find_words(units)
        count = len(firsts)
        if not count:
            return []
        asked = firsts.tolist()
        owners = np.fromiter(map(bare_text_object, repeat(self._held), asked), np.int64, count)
        begins = np.ones(count, np.bool_)
        np.not_equal(owners[1:], owners[:-1], out=begins[1:])
        starts, parts = begins.nonzero()[0], begins.cumsum() - 1  # which of the styles each word has
        styles = self._read_styles(firsts[starts].tolist(), owners[starts].tolist())
        sizes = np.array([style[0] for style in styles])[parts]
        angles = [style[4] for style in styles]
        upright = not any(angles)
        x0, y0, x1, y1 = self._read_boxes(firsts, ends, sizes, None if upright else np.array(angles)[parts])
        widths, gaps, long = x1 - x0, x0[1:] - x1[:-1], ends - firsts > 1
        begins[1:] |= ~(
            # words of one text object have one baseline, but pdfium makes boxes higher for letters that reach higher
            ((y0[1:] < y1[:-1]) & (y1[1:] > y0[:-1]) if upright else (y0[1:] == y0[:-1]) & (y1[1:] == y1[:-1]))
            & (gaps > -0.1)
            & (gaps < _WORD_GAP * sizes[1:])
            & (firsts[1:] == ends[:-1] + 1)
            & (units[ends[:-1]] == _SPACE)
            & (long[1:] | long[:-1])  # letters set wide apart are weighed later
        )
        begin = begins.nonzero()[0]
        end = np.empty_like(begin)
        end[:-1], end[-1] = begin[1:] - 1, count - 1
        return _make_words(
            text,
            firsts[begin].tolist(),
            ends[end].tolist(),
            (
                x0[begin].tolist(),
                np.minimum.reduceat(y0, begin).tolist(),
                x1[end].tolist(),
                np.maximum.reduceat(y1, begin).tolist(),
            ),
            [styles[part] for part in parts[begin].tolist()],
            widths[begin].tolist(),
        )

    def measure(self, index: int) -> tuple[float, float]:
        """Return the left and right edge of one character as displayed."""
        x0, _, x1, _ = self._tight(index)
        return x0, x1

    def _read_text(self) -> tuple[Array, str]:
        """Return the characters of the page, as numbers and as text, one for each index that pdfium counts."""
        held = self._at
        count = max(count_characters(held), 0)
        units = _ROOM if count < len(_ROOM) else np.zeros(count + 1, np.uint16)
        place = _ROOM_AT if count < len(_ROOM) else units.ctypes.data
        written = get_text(held, 0, count, place) - 1 if count else 0
        if written != count:
            found = [pdfium.FPDFText_GetUnicode(self._text_page, i) for i in range(count)]
            text = "".join(chr(u) if 0 < u < 0x110000 else " " for u in found)
            return np.fromiter((min(ord(c), 0xFFFF) for c in text), np.uint16, count), text
        units = units[:count]
        text = units.tobytes().decode("utf-16-le", "replace")
        return units, text if len(text) == count else "".join(map(chr, units.tolist()))

    def _read_boxes(self, firsts: Array, ends: Array, sizes: Array, angles: Array | None) -> Array:
        """Return the boxes of words as displayed, as high as their fonts: all left sides, then tops, rights, ends.

        `angles` is None where all words are upright.
        """
        both = read_boxes(self._held, firsts.tolist() + (ends - 1).tolist())
        both *= _INWARDS  # now the outermost is always the smaller
        a, b = both[:, : len(firsts)], both[:, len(firsts) :]
        boxes: Array = np.minimum(a, b)
        boxes[2:] *= -1
        left, top = self._frame.left, self._frame.top
        boxes += np.array(((-left,), (top,), (-left,), (top,)))
        heights = boxes[3] - boxes[1]
        # pdfium's loose boxes are flat for turned characters
        sound = (boxes[2] > boxes[0]) & (0.5 * sizes <= heights) & (heights <= 2.2 * sizes)
        if angles is not None:
            sound &= angles == 0
        if self._frame.turns:
            sound[:] = False
        for i in (~sound).nonzero()[0].tolist():
            angle = 0 if angles is None else int(angles[i])
            boxes[:, i] = self._ink_box(int(firsts[i]), int(ends[i]) - 1, float(sizes[i]), angle)
        return boxes

    def _ink_box(self, first: int, last: int, size: float, angle: int) -> Edges:
        """Return the box of the ink; of upright words the font's height, so that "a" and "A" are level."""
        left, top, right, end = _around([self._tight(i) for i in range(first, last + 1)])
        if angle:
            return left, top, right, end
        x, y, _, _ = self._sides
        pdfium.FPDFText_GetCharOrigin(self._text_page, first, x, y)
        _, base = self._frame.show(x.value, y.value)
        return left, base - 0.85 * size, right, base + 0.25 * size

    def _tight(self, index: int) -> Edges:
        left, right, bottom, top = self._sides
        pdfium.FPDFText_GetCharBox(self._text_page, index, left, right, bottom, top)
        return self._frame.show_box(left.value, bottom.value, right.value, top.value)

    def _read_styles(self, firsts: Sequence[int], owners: Sequence[int]) -> list[Style]:
        """Return the styles of text objects, each with its first character's index; looked up once for each."""
        first_of = dict(zip(reversed(owners), reversed(firsts), strict=True))
        asked, objects = list(first_of.values()), list(map(Held, first_of))
        keys = zip(
            read_looks(self._held, asked),
            map(bare_font_size, repeat(self._held), asked),
            map(bare_font, objects),
            map(bare_render_mode, objects),
            strict=True,
        )
        known = {
            owner: self._looks.get(key) or self._make_style(key, owner)
            for owner, key in zip(first_of, keys, strict=True)
        }
        return [known[owner] for owner in owners]

    def _make_style(self, key: tuple[bytes, float, int, int], owner: int) -> Style:
        look, font_size, font, mode = key
        red, green, blue, a, b, c, d = LOOK.unpack(look)
        size = font_size * math.hypot(c, d)
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


def _find_words(units: Array) -> tuple[Array, Array]:
    """Return where words begin and end; pdfium's hyphen mark ends a word, and after a space is one."""
    held = np.zeros(len(units) + 2, np.bool_)
    held[1:-1] = _IN_WORD.take(units)
    begins = held[1:-1] & ~held[:-2]
    ends = held[1:-1] & ~held[2:]
    marks = (units == _HYPHEN_UNIT).nonzero()[0]
    if len(marks):
        ends[marks] = True
        after = marks[marks + 1 < len(units)] + 1
        begins[after] = held[1:-1][after]
    return begins.nonzero()[0], ends.nonzero()[0] + 1


def _make_words(
    text: str,
    firsts: Sequence[int],
    ends: Sequence[int],
    sides: tuple[list[float], list[float], list[float], list[float]],
    styles: Sequence[Style],
    heads: Sequence[float],
) -> list[Word]:
    """Return runs of characters as words, by their first characters' and ends' indices and all that a word has."""
    shown = [text[first:end] for first, end in zip(firsts, ends, strict=True)]
    letters = map(len, shown)
    # more stands before it than a line's end
    spaced = [True, *[text[end:first].strip("\r\n") != "" for end, first in zip(ends, firsts[1:], strict=False)]]
    if not text.isascii():
        shown = [part if part.isascii() else _clean_run(part) for part in shown]
    made = list(map(_make, zip(shown, *sides, styles, firsts, letters, spaced, heads, strict=True)))
    return made if all(shown) else [word for word in made if word.text]


def _clean_run(text: str) -> str:
    cleaned = clean(text)
    return cleaned if len(cleaned) == len(text) else " ".join(cleaned.split())


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
        slack = 0.4 * word[5][0]
        first = bisect_right(at_left, word[1] + slack)
        if first == len(at_left) or at_left[first] >= word[3] - slack:
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
