"""How recognised words look: the slope of the page, sizes, weight, light letters on dark grounds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.scans.engine import Picture, Seen

Grey = NDArray[np.uint8]
_ALIKE = 0.15  # sizes that differ by less are one: a small x is 16 pixels high at most, give or take one
_RULED = 0.75  # share of a row that is ink: a rule, not letters
_DENSE = 0.45  # of the ink of the fullest rows: letters that rise or fall below the line have less
_LEAST = 0.15
_FEW = 5  # letters: a page number, initials
_LOW = frozenset("acegmnopqrsuvwxyz")  # letters whose body is as high as an x
_PLAIN = 11.0
_SMALL, _CAPITAL = 0.5, 0.71  # height of a small x and of a capital as shares of the size of a font
_RISE, _FALL = 0.9, 0.25  # how far a font reaches over and below the foot of its letters
_PAPER = 215  # a ground this light is paper: letters on it are dark
_APART = 35
_BOLD = 1.25  # strokes that much thicker than the page's usual ones, for their size


def measure_slope(seen: Sequence[Seen]) -> float:
    """Return how far the lines of a page run downhill, in degrees; 0 where there are too few to tell."""
    slopes = []
    for words in lines_of(seen):
        first, last = min(words, key=lambda w: w.x0), max(words, key=lambda w: w.x1)
        run = (last.x0 + last.x1 - first.x0 - first.x1) / 2
        if len(words) > 3 and run > 200:
            slopes.append(math.degrees(math.atan2((last.y0 + last.y1 - first.y0 - first.y1) / 2, run)))
    return median(slopes) if len(slopes) > 4 else 0.0


def straighten(picture: Picture, seen: Sequence[Seen], slope: float) -> tuple[Picture, list[Seen]]:
    """Return the picture and its words turned so that lines run level; `slope` in degrees downhill."""
    turned = Image.fromarray(picture).rotate(slope, Image.Resampling.BILINEAR, fillcolor=(255, 255, 255))
    return np.asarray(turned), [_turn(word, picture.shape, -slope) for word in seen]


def _turn(word: Seen, shape: tuple[int, ...], degrees: float) -> Seen:
    x, y = turn_point((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2, shape, degrees)
    wide, high = (word.x1 - word.x0) / 2, (word.y1 - word.y0) / 2
    return word._replace(x0=x - wide, y0=y - high, x1=x + wide, y1=y + high)


def turn_point(x: float, y: float, shape: Sequence[float], degrees: float) -> tuple[float, float]:
    """Return a point of a picture turned clockwise about its middle."""
    down, right = shape[0] / 2, shape[1] / 2
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return right + (x - right) * cos - (y - down) * sin, down + (x - right) * sin + (y - down) * cos


def lines_of(seen: Sequence[Seen]) -> list[list[Seen]]:
    """Return the words line by line as the engine put them."""
    held: dict[int, list[Seen]] = defaultdict(list)
    for word in seen:
        held[word.line].append(word)
    return list(held.values())


def find_sizes(heights: Iterable[tuple[float, int]]) -> list[float]:
    """Return the heights that the lines of a document come in, from pairs of a line's height and its letters.

    The height of most letters comes first and takes in all that are nearly as high, then the next.

    >>> find_sizes([(10.0, 900), (10.6, 500), (9.5, 100), (16.0, 60), (17.0, 30)])
    [10.0, 16.0]
    """
    left: dict[float, int] = defaultdict(int)
    for height, letters in heights:
        left[height] += letters
    sizes: list[float] = []
    while left:
        centre = max(left, key=lambda height: (_near(left, height), -height))
        inside = sorted((h, count) for h, count in left.items() if _alike(h, centre))
        middle = _middle(inside)
        if not any(_alike(middle, size) for size in sizes):
            sizes.append(middle)
        left = {h: count for h, count in left.items() if not _alike(h, centre)}
    return sizes


def _near(heights: dict[float, int], centre: float) -> int:
    return sum(count for height, count in heights.items() if _alike(height, centre))


def _middle(weighted: Sequence[tuple[float, int]]) -> float:
    half, passed = sum(count for _, count in weighted) / 2, 0
    for height, count in weighted:
        passed += count
        if passed >= half:
            return height
    return weighted[-1][0]


def _alike(one: float, other: float) -> bool:
    return abs(one - other) < _ALIKE * max(one, other)


class Row(NamedTuple):
    """Where a line of letters stands: its foot in pixels, and the sizes that its font may have, in pixels.

    A line of many capitals and figures may be a small font's or, taken for small letters, a larger one's: two
    sizes. A line of few letters has none.
    """

    foot: float
    sizes: tuple[float, ...]


def measure_rows(grey: Grey, seen: Sequence[Seen]) -> dict[int, Row]:
    """Return the rows by the number of their line, measured on the pixels.

    Engines draw boxes around lines as it suits them, long lines in higher ones. The band of rows with most ink is
    as high as a small x, or as a capital where there is no small letter.
    """
    return {words[0].line: _measure_row(grey, words) for words in lines_of(seen)}


def _measure_row(grey: Grey, words: Sequence[Seen]) -> Row:
    top, end = min(w.y0 for w in words), max(w.y1 for w in words)
    held = _crop(grey, words[0]._replace(x0=min(w.x0 for w in words), y0=top, x1=max(w.x1 for w in words), y1=end))
    drawn = Row(end - 0.2 * (end - top), ())  # where the pixels say nothing
    if held.size == 0:
        return drawn
    ink = np.abs(held.astype(np.int16) - int(np.median(held))) > _APART
    profile = ink.sum(axis=1) * (ink.mean(axis=1) < _RULED)
    dense: NDArray[np.bool_] = (
        np.concatenate(([False], profile >= _DENSE * np.percentile(profile, 90), [False]))
        if profile.any()
        else np.zeros(2, np.bool_)
    )
    ends = np.flatnonzero(np.diff(np.asarray(dense, np.int8)))
    runs = sorted(zip(ends[::2], ends[1::2], strict=True), key=lambda run: int(run[1] - run[0]))
    if not runs or runs[-1][1] - runs[-1][0] < _LEAST * (end - top):
        return drawn
    start, stop = (int(edge) for edge in runs[-1])
    letters = [letter for word in words for letter in word.text if letter.isalnum()]
    return Row(max(top, 0) + stop, tuple((stop - start) / share for share in _shares(letters)))


def _shares(letters: Sequence[str]) -> tuple[float, ...]:
    """Return what the band of most ink may be as a share of the size of the font."""
    if len(letters) < _FEW:
        return ()
    low = sum(letter in _LOW for letter in letters)
    if low >= 0.45 * len(letters):
        return (_SMALL,)
    return (_SMALL, _CAPITAL) if low else (_CAPITAL,)


def level(seen: Sequence[Seen], rows: dict[int, Row], sizes: Sequence[float], scale: float) -> list[Seen]:
    """Return the words with one upper and lower edge a line, each line as high as one of the sizes (points)."""
    levelled = []
    for word in seen:
        row = rows[word.line]
        size = _choose(row, sizes, scale) * scale
        levelled.append(word._replace(y0=row.foot - _RISE * size, y1=row.foot + _FALL * size))
    return levelled


def _choose(row: Row, sizes: Sequence[float], scale: float) -> float:
    """Return the size of a row in points: one of the document's sizes where one is near, the commonest as a rule."""
    if not row.sizes:
        return sizes[0] if sizes else _PLAIN
    own = [size / scale for size in row.sizes]
    pairs = [(abs(size - one) / size, size) for size in sizes for one in own]
    distance, nearest = min(pairs, default=(1.0, 0.0))
    return nearest if distance < _ALIKE else own[-1]


def is_light(grey: Grey, word: Seen) -> bool:
    """Tell whether a word is set in light letters on a darker ground: what differs from the ground is lighter."""
    held = _crop(grey, word)
    if held.size == 0:
        return False
    ground = float(np.median(held))
    lighter = np.count_nonzero(held > ground + _APART)
    return bool(ground < _PAPER and lighter > 2 * np.count_nonzero(held < ground - _APART))


def find_bold(grey: Grey, seen: Sequence[Seen]) -> list[bool]:
    """Say of each word whether its line's strokes are thicker than those of most lines, for their height.

    One word alone is too few strokes to tell by: full capitals and round letters differ more than weights do.
    """
    strokes = {id(word): _stroke(grey, word) / max(word.y1 - word.y0, 1.0) for word in seen}
    known = [stroke for word in seen if (stroke := strokes[id(word)]) > 0 for _ in word.text]
    usual = median(known) if known else 0.0
    bold: dict[int, bool] = {}
    for words in lines_of(seen):
        letters = sum(len(word.text) for word in words)
        mean = sum(strokes[id(word)] * len(word.text) for word in words) / letters
        bold[words[0].line] = mean > _BOLD * usual > 0
    return [bold[word.line] for word in seen]


def _stroke(grey: Grey, word: Seen) -> float:
    """Return how wide the strokes of a word are on average, in pixels along its middle rows.

    A rule or a coloured ground may reach into the box of a word, above or below it.
    """
    edge = 0.2 * (word.y1 - word.y0)
    held = _crop(grey, word._replace(y0=word.y0 + edge, y1=word.y1 - edge))
    if held.size == 0 or held.shape[1] < 2:
        return 0.0
    low, high = float(held.min()), float(held.max())
    if high - low < 40:
        return 0.0
    share = (high - held.astype(np.float32)) / (high - low)  # of ink in each pixel: edges are grey
    share = 1 - share if is_light(grey, word) else share
    ink = share > 0.5
    starts = int(np.count_nonzero(ink[:, 1:] & ~ink[:, :-1])) + int(np.count_nonzero(ink[:, 0]))
    return float(share[share > 0.15].sum()) / starts if starts else 0.0


def _crop(grey: Grey, word: Seen) -> Grey:
    return grey[max(int(word.y0), 0) : int(word.y1) + 1, max(int(word.x0), 0) : int(word.x1) + 1]
