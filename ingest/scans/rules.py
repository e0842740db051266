"""Ruling lines and the sides of coloured grounds found on a picture: where its colours change along a straight run.

A black rule, a white one between coloured cells and the side of a ground without any rule all are such a change.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

_CHANGE = 24  # levels (of 255) that a colour must differ by on the two sides of an edge
_FAINT = 8  # levels that do where all along the edge it is no more than _STRONG: the side of a pale ground
_STRONG = 60
_SMOOTH = 7  # pixels along an edge over which noise is levelled
_FULL = 0.97  # share of a run that must be an edge: scans have pinholes
_ACROSS = 36.0  # points: shorter edges across are letters and underlines of one word
_DOWN = 15.0  # points: letters of body text are lower
_THICK = 4.5  # points: more is no rule but many changes close together, as in a photograph


class Bar(NamedTuple):
    """A straight run of edges: a rectangle in pixels, as thick as the rule that it bounds."""

    x0: float
    y0: float
    x1: float
    y1: float


def find_bars(picture: Pixels, scale: float) -> tuple[list[Bar], list[Bar]]:
    """Return the edges across and the edges down of a picture (rows, columns, colours) of `scale` pixels a point.

    >>> page = np.full((200, 300, 3), 255, np.uint8)
    >>> page[50:52, 20:280] = 0
    >>> find_bars(page, 2.0)
    ([Bar(x0=20, y0=49, x1=280, y1=53)], [])
    """
    across = _join(_runs(_changes(picture), int(_ACROSS * scale)), scale)
    turned = _join(_runs(_changes(picture.transpose(1, 0, 2)), int(_DOWN * scale)), scale)
    down = [Bar(bar.y0, bar.x0, bar.y1, bar.x1) for bar in turned]
    return (
        [bar for bar in across if bar.y1 - bar.y0 <= _THICK * scale],
        [bar for bar in down if bar.x1 - bar.x0 <= _THICK * scale],
    )


def _changes(picture: Pixels) -> NDArray[np.bool_]:
    """Say of each pixel whether the colours above and below it differ: much, or a little and evenly."""
    above, below = picture[:-2], picture[2:]
    differ = np.zeros(picture.shape[:2], np.bool_)
    most = (np.maximum(above, below) - np.minimum(above, below)).max(axis=2)
    grey = picture.sum(axis=2, dtype=np.int32)
    change = grey[2:] - grey[:-2]  # three times the mean of the colours
    sums = np.zeros((change.shape[0], change.shape[1] + 1), np.int32)
    np.cumsum(change, axis=1, out=sums[:, 1:])
    even = np.zeros(change.shape, np.int32)
    even[:, _SMOOTH // 2 : -(_SMOOTH // 2)] = np.abs(sums[:, _SMOOTH:] - sums[:, :-_SMOOTH])
    faint = (even > 3 * _SMOOTH * _FAINT) & (np.abs(change) > 1.5 * _FAINT) & (most < _STRONG)
    differ[1:-1] = (most > _CHANGE) | faint
    return differ


def _runs(edges: NDArray[np.bool_], length: int) -> list[Bar]:
    """Return the runs of edges along rows that are at least `length` long, one bar a row and run."""
    if edges.shape[1] <= length or length < 2:
        return []
    rows = np.flatnonzero(edges.sum(axis=1) >= _FULL * length)
    bars = []
    for row in rows:
        sums = np.concatenate(([0], np.cumsum(edges[row], dtype=np.int32)))
        full = np.concatenate(([False], sums[length:] - sums[:-length] >= _FULL * length, [False]))
        ends = np.flatnonzero(np.diff(full.astype(np.int8)))
        for start, stop in zip(ends[::2], ends[1::2], strict=True):
            first, last = _trim(edges[row], int(start), int(stop) + length - 1)
            bars.append(Bar(first, int(row), last, int(row) + 1))
    return bars


def _trim(row: NDArray[np.bool_], start: int, stop: int) -> tuple[int, int]:
    """Cut the blank ends that a window of nearly full edges lets in."""
    held = np.flatnonzero(row[start:stop])
    return start + int(held[0]), start + int(held[-1]) + 1


def _join(bars: list[Bar], scale: float) -> list[Bar]:
    """Join bars of neighbouring rows that lie over one another: a rule is some pixels thick and a hair aslant."""
    joined: list[Bar] = []
    open_bars: list[int] = []
    for bar in bars:
        open_bars = [i for i in open_bars if joined[i].y1 >= bar.y0 - 0.6 * scale]
        for i in open_bars:
            other = joined[i]
            if min(other.x1, bar.x1) - max(other.x0, bar.x0) > -scale:
                joined[i] = Bar(min(other.x0, bar.x0), other.y0, max(other.x1, bar.x1), max(other.y1, bar.y1))
                break
        else:
            open_bars.append(len(joined))
            joined.append(bar)
    return joined


def ground_of(picture: Pixels, box: tuple[float, float, float, float]) -> int | None:
    """Return the colour (0xRRGGBB) that most of a box in pixels has, None for white paper.

    Colours are told apart in steps, since a scanner sees the same ground a little differently in each place.
    """
    x0, y0, x1, y1 = (int(side) for side in box)
    held = picture[max(y0, 0) : y1 : 3, max(x0, 0) : x1 : 3].reshape(-1, 3)
    if not len(held):
        return None
    red, green, blue = (min(int(level + _STEP / 2) // _STEP * _STEP, 255) for level in np.median(held, axis=0))
    return None if min(red, green, blue) >= _PAPER else red << 16 | green << 8 | blue


_STEP = 24
_PAPER = 232
