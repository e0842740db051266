"""How recognised words look: the slope of the page, sizes, weight, light letters on dark grounds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.scans.engine import Picture, Seen

Grey = NDArray[np.uint8]
_ALIKE = 0.18  # heights of lines that differ by less are one size: boxes are no better than that
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
    sizes = []
    while left:
        centre = max(left, key=lambda height: (_near(left, height), -height))
        inside = sorted((h, count) for h, count in left.items() if _alike(h, centre))
        sizes.append(_middle(inside))
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


def heights_of(seen: Sequence[Seen], scale: float) -> list[tuple[float, int]]:
    """Return the height in points and the letters of each line."""
    return [
        (round(median(word.y1 - word.y0 for word in words) / scale, 1), sum(len(word.text) for word in words))
        for words in lines_of(seen)
    ]


def level(seen: Sequence[Seen], sizes: Sequence[float], scale: float) -> list[Seen]:
    """Return the words with one upper and lower edge a line, each line as high as one of the sizes (points)."""
    levelled = []
    for words in lines_of(seen):
        middle = median((w.y0 + w.y1) / 2 for w in words)
        high = median(w.y1 - w.y0 for w in words) / scale
        high = next((size for size in sizes if _alike(high, size)), high) * scale
        levelled += [w._replace(y0=middle - high / 2, y1=middle + high / 2) for w in words]
    return levelled


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
