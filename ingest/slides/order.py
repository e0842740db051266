"""The order in which the shapes of a slide are read: bands downwards, columns from left to right within a band.

Heads over columns are read with what stands under them: a deck with four lists has four heads in one band and
four lists in the next, and each head belongs to its list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

Held = TypeVar("Held")
_SLACK = 0.15  # share of a shape's side by which boxes may overlap: frames are larger than their words
_MOST_SLACK = 16.0  # points


class Placed(NamedTuple, Generic[Held]):
    """Something on a slide, its box in points from the top left; `short`: a few words that may be a head."""

    x0: float
    y0: float
    x1: float
    y1: float
    held: Held
    short: bool = False


def in_reading_order(shapes: Sequence[Placed[Held]]) -> list[Placed[Held]]:
    """Return the shapes in the order of reading.

    >>> a, b = Placed(0, 0, 90, 20, "A", True), Placed(100, 0, 190, 20, "B", True)
    >>> c, d = Placed(0, 30, 90, 200, "under A"), Placed(100, 30, 190, 200, "under B")
    >>> [shape.held for shape in in_reading_order([d, b, c, a])]
    ['A', 'under A', 'B', 'under B']
    """
    if len(shapes) < 2:
        return list(shapes)
    bands = _cut(shapes, 1)
    if len(bands) > 1:
        ordered: list[Placed[Held]] = []
        at = 0
        while at < len(bands):
            if at + 1 < len(bands) and _heads(bands[at], bands[at + 1]):
                ordered += _under_heads(bands[at], bands[at + 1])
                at += 2
            else:
                ordered += in_reading_order(bands[at])
                at += 1
        return ordered
    columns = _cut(shapes, 0)
    if len(columns) > 1:
        return [shape for column in columns for shape in in_reading_order(column)]
    return sorted(shapes, key=lambda shape: (shape.y0, shape.x0))


def _cut(shapes: Sequence[Placed[Held]], axis: int) -> list[list[Placed[Held]]]:
    """Cut along an axis (0 across, 1 down) wherever no shape stands, but for the slack at its sides."""

    def side(shape: Placed[Held]) -> tuple[float, float]:
        low, high = (shape.x0, shape.x1) if axis == 0 else (shape.y0, shape.y1)
        slack = min(_SLACK * (high - low), _MOST_SLACK)
        return low + slack, high - slack

    parts: list[list[Placed[Held]]] = []
    reach = 0.0
    for shape in sorted(shapes, key=lambda shape: (side(shape), shape.y0, shape.x0)):
        low, high = side(shape)
        if parts and low < reach:
            parts[-1].append(shape)
            reach = max(reach, high)
        else:
            parts.append([shape])
            reach = high
    return parts


def _heads(band: Sequence[Placed[Held]], below: Sequence[Placed[Held]]) -> bool:
    """Tell whether a band holds heads of the columns in the one below: short ones over longer ones."""
    if len(band) < 2 or len(below) < 2 or not all(shape.short for shape in band):
        return False
    if all(shape.short for shape in below):
        return False
    return all(any(_shared(head, shape) > 0 for shape in below) for head in band)


def _under_heads(heads: Sequence[Placed[Held]], below: Sequence[Placed[Held]]) -> list[Placed[Held]]:
    held: dict[int, list[Placed[Held]]] = {i: [] for i in range(len(heads))}
    ordered_heads = sorted(heads, key=lambda head: head.x0)
    for shape in below:
        held[max(held, key=lambda i: _shared(ordered_heads[i], shape))].append(shape)
    return [shape for i, head in enumerate(ordered_heads) for shape in [head, *in_reading_order(held[i])]]


def _shared(one: Placed[Held], other: Placed[Held]) -> float:
    return min(one.x1, other.x1) - max(one.x0, other.x0)
