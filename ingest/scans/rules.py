"""Ruling lines and dark grounds found on a picture by the length of runs of ink."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.bool_]

_PAPER = 185  # a pixel darker than this (0 to 255) is ink: office programs rule in grey too
_FULL = 0.97  # share of a run that must be ink: scans have pinholes
_ACROSS = 36.0  # points: shorter runs across are letters and underlines of one word
_DOWN = 15.0  # points: letters of body text are lower
_THICK = 3.5  # points: more is a ground, not a rule


class Bar(NamedTuple):
    """A rectangle of ink in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


def find_bars(grey: NDArray[np.uint8], scale: float) -> tuple[list[Bar], list[Bar], list[Bar]]:
    """Return the rules across, the rules down and the dark grounds of a grey picture of `scale` pixels a point.

    >>> page = np.full((200, 300), 255, np.uint8)
    >>> page[50:52, 20:280] = 0
    >>> find_bars(page, 2.0)
    ([Bar(x0=20, y0=50, x1=280, y1=52)], [], [])
    """
    ink = grey < _PAPER
    across = _join(_runs(ink, int(_ACROSS * scale)), scale)
    down = [Bar(b.y0, b.x0, b.y1, b.x1) for b in _join(_runs(ink.T, int(_DOWN * scale)), scale)]
    grounds = [bar for bar in across if bar.y1 - bar.y0 > _THICK * scale]
    thin = [bar for bar in across if bar.y1 - bar.y0 <= _THICK * scale]
    upright = [bar for bar in down if bar.x1 - bar.x0 <= _THICK * scale and bar.y1 - bar.y0 > 2 * (bar.x1 - bar.x0)]
    return thin, upright, grounds


def _runs(ink: Ink, length: int) -> list[Bar]:
    """Return the runs of ink along rows that are at least `length` long, one bar a row and run."""
    if ink.shape[1] <= length or length < 2:
        return []
    sums = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    full = sums[:, length:] - sums[:, :-length] >= _FULL * length
    bars = []
    for row in np.flatnonzero(full.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.concatenate(([False], full[row], [False])).astype(np.int8)))
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            first, last = _trim(ink[row], int(start), int(stop) + length - 1)
            bars.append(Bar(first, int(row), last, int(row) + 1))
    return bars


def _trim(row: NDArray[np.bool_], start: int, stop: int) -> tuple[int, int]:
    """Cut the blank ends that a window of nearly full ink lets in."""
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
