"""Cells merged over rows in a table without upright rules, as what is drawn and where their words stand tell them."""

from __future__ import annotations

from collections.abc import Sequence

from .grid import Slot
from .gutters import Bar
from .rowstarts import Row


def find_open_below(
    rows: Sequence[Row], xs: Sequence[float], ys: Sequence[float], bars: Sequence[Bar]
) -> set[tuple[int, int]]:
    """Return the row and column of each cell that goes on in the row below.

    Its words run on there, or a rule is drawn under other columns of the row and not under it.
    """
    columns = len(xs) - 1
    open_below = {(row - 1, column) for row, held in enumerate(rows) for column in held.through}
    for row in range(len(ys) - 2):
        parts = [b for b in bars if abs(b.at - ys[row + 1]) < 6]
        under = [any(b.low < (xs[k] + xs[k + 1]) / 2 < b.high for b in parts) for k in range(columns)]
        if any(under) and not all(under):
            open_below |= {(row, k) for k in range(columns) if not under[k]}
    return open_below


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
