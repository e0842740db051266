"""Cells merged over rows in a table without upright rules, as what is drawn and where their words stand tell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .grid import WHITE, Slot
from .gutters import Bar, Segment, column_of
from .rowstarts import Row, usual_white
from .rules import Fill

_CENTRED = 4.0  # points: how far the middle of words may be from the middle of the rows that they are centred in


def find_open_below(
    rows: Sequence[Row], xs: Sequence[float], ys: Sequence[float], bars: Sequence[Bar]
) -> set[tuple[int, int]]:
    """Return the row and column of each cell that goes on in the row below.

    Its words run on there, or a rule is drawn under other columns of the row and not under it.
    """
    open_below = {(row - 1, column) for row, held in enumerate(rows) for column in held.through}
    columns = len(xs) - 1
    for row in range(len(ys) - 2):
        parts = [b for b in bars if abs(b.at - ys[row + 1]) < 6]
        under = [any(b.low < (xs[k] + xs[k + 1]) / 2 < b.high for b in parts) for k in range(columns)]
        if any(under) and not all(under):
            open_below |= {(row, k) for k in range(columns) if not under[k]}
    return open_below


def find_unshaded(
    rows: Sequence[Row], xs: Sequence[float], ys: Sequence[float], fills: Sequence[Fill]
) -> set[tuple[int, int]]:
    """Return the row and column of each cell over a blank one that has its ground, and not that of its own row.

    Where rows are shaded by turns, a merged cell has the ground of its first row. The ground of a row is that behind
    its words.
    """
    if not fills:
        return set()
    found: set[tuple[int, int]] = set()
    above: list[bool] = []
    for r, row in enumerate(rows):
        shaded = [_is_shaded((a + b) / 2, (ys[r] + ys[r + 1]) / 2, fills) for a, b in pairwise(xs)]
        spoken = {column_of(s, xs) for line in row.lines for s in line.segments}
        own = {shaded[column] for column in spoken}
        if len(own) == 1 and above:
            blank = (c for c in range(len(shaded)) if c not in spoken)
            found |= {(r - 1, c) for c in blank if shaded[c] == above[c] and shaded[c] not in own}
        above = shaded
    return found


def _is_shaded(x: float, y: float, fills: Sequence[Fill]) -> bool:
    return any(f.x0 < x < f.x1 and f.y0 < y < f.y1 and f.colour != WHITE for f in fills)


def merge_down(slots: Sequence[Slot], open_below: set[tuple[int, int]]) -> list[Slot]:
    """Join the cells that go on in the row below with those under them."""
    merged: list[Slot] = []
    above: dict[tuple[int, int], int] = {}  # by row below and column: the place in `merged` that reaches there
    for slot in slots:
        at = above.get((slot.row, slot.column))
        if at is not None and merged[at].column_span == slot.column_span == 1:
            merged[at] = merged[at]._replace(row_span=merged[at].row_span + 1)
        else:
            at = len(merged)
            merged.append(slot)
        if (slot.row, slot.column) in open_below and slot.column_span == 1:
            above[slot.row + 1, slot.column] = at
    return merged


class _Said(NamedTuple):
    """Words of one cell, from the top of their first line to the end of the last."""

    top: float
    end: float

    @property
    def middle(self) -> float:
        return (self.top + self.end) / 2


def find_centred(rows: Sequence[Row], xs: Sequence[float]) -> set[tuple[int, int]]:
    """Return the row and column of each cell that goes on in the row below since its words are centred in both.

    Words set in the middle of a merged cell stand beside its middle row, or between two, and its first row is blank. A
    column is read so where its words can be told one after another to rows in whose middle they are, with no row left.
    """
    found: set[tuple[int, int]] = set()
    for first, last in _stretches(rows):
        if last > first:
            for column in range(len(xs) - 1):
                blocks = _tile(rows[first : last + 1], xs, column)
                found |= {(first + row, column) for start, end in blocks for row in range(start, end)}
    return found


def _stretches(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of rows under the header, or between rows that are one run of words."""
    stops = [0, *(i for i, row in enumerate(rows) if i and any(line.banner for line in row.lines)), len(rows)]
    yield from ((before + 1, after - 1) for before, after in pairwise(stops))


def _tile(rows: Sequence[Row], xs: Sequence[float], column: int) -> list[tuple[int, int]]:
    """Return the first and last row of each cell of a column whose words are centred in them; none where any is not."""
    beside = [[s for line in row.lines for s in line.segments if column_of(s, xs) != column] for row in rows]
    said = _texts(rows, xs, column)
    if not all(beside) or not said or len(said) >= len(rows):
        return []
    tops = [min(s.y0 for s in held) for held in beside]
    ends = [max(s.y1 for s in held) for held in beside]
    blocks: list[tuple[int, int]] = []
    proofs = 0.0
    for k, words in enumerate(said):
        start = blocks[-1][1] + 1 if blocks else 0
        limit = len(rows) - 1 if k + 1 == len(said) else _row_at(said[k + 1].middle, ends) - 1
        choices = range(limit if k + 1 == len(said) else start, limit + 1)
        away = {end: abs((tops[start] + ends[end]) / 2 - words.middle) for end in choices if end >= start}
        end = min(away, key=lambda e: away[e], default=-1)
        if end < 0 or away[end] > _CENTRED:
            return []
        level = min(abs(words.top - top) for top in tops[start : end + 1]) < _CENTRED
        proofs += 0 if end == start else 1 if not level else 0.5 if words.top > ends[start] else 0
        blocks.append((start, end))
    return blocks if proofs >= 1 else []


def _row_at(height: float, ends: Sequence[float]) -> int:
    return next((i for i, end in enumerate(ends) if height < end), len(ends) - 1)


def _texts(rows: Sequence[Row], xs: Sequence[float], column: int) -> list[_Said]:
    """Return the words of a column as runs of lines with no more white between them than is inside cells."""
    lines = [line for row in rows for line in row.lines]
    least = usual_white(lines, xs) + 0.22 * lines[0].size
    found: list[_Said] = []
    held: list[Segment] = [s for line in lines for s in line.segments if column_of(s, xs) == column]
    for segment in held:
        if found and segment.y0 - found[-1].end <= least:
            found[-1] = _Said(found[-1].top, max(found[-1].end, segment.y1))
        else:
            found.append(_Said(segment.y0, segment.y1))
    return found
