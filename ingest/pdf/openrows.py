"""Rows that no rule parts, in a table whose columns are ruled: cut where all columns start afresh after white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .characters import Word
from .grid import Grid, Slot
from .lines import group_rows

_FEW = 3  # columns, and rows: fewer may be paragraphs that happen to stand side by side
_GUESSED = 0.75

_Line = tuple[float, float, float]  # top, end, size


def split_open_row(grid: Grid, words: Sequence[Word]) -> Grid:
    """Return the grid with its last row cut into rows, where it has no more than a header above and they show.

    A row shows where every column begins a line at one height, after more white than stands inside cells.
    A cell of several paragraphs does that in one column, seldom in two, and not in all of them time and again.
    """
    row = len(grid.ys) - 2
    slots = [slot for slot in grid.slots if slot.row + slot.row_span > row]
    if row > 1 or len(slots) < _FEW or any(slot.row_span > 1 or slot.column_span > 1 for slot in slots):
        return grid
    columns = [_lines_in(words, grid.box_of(slot)) for slot in slots]
    if min(map(len, columns)) < _FEW:
        return grid
    cuts = _find_cuts(columns)
    if len(cuts) + 1 < _FEW:
        return grid
    kept = tuple(slot for slot in grid.slots if slot.row < row)
    cut = tuple(Slot(row + i, s.column, 1, 1, s.fill) for i in range(len(cuts) + 1) for s in slots)
    ys = (*grid.ys[:-1], *cuts, grid.ys[-1])
    return replace(grid, ys=ys, slots=kept + cut, confidence=min(grid.confidence, _GUESSED), kind="ruled down")


def _lines_in(words: Sequence[Word], box: tuple[float, float, float, float]) -> list[_Line]:
    x0, y0, x1, y1 = box
    held = [w for w in words if x0 < (w.x0 + w.x1) / 2 < x1 and y0 < (w.y0 + w.y1) / 2 < y1 and not w.style.angle]
    rows = group_rows(held)
    return sorted((min(w.y0 for w in r), max(w.y1 for w in r), r[0].style.size) for r in rows)


def _find_cuts(columns: Sequence[Sequence[_Line]]) -> list[float]:
    """Return the heights between rows; none where the columns do not begin level."""
    size = columns[0][0][2]
    tight = min(b[0] - a[1] for lines in columns for a, b in pairwise(lines))
    usual = tight if tight < 0.75 * size else -size  # no cell has two lines: each line is a row
    lines = [line for column in columns for line in column]
    level = [y for y, _, _ in columns[0] if all(min(abs(y - x[0]) for x in c) < 0.4 * size for c in columns)]
    if not level or level[0] > min(line[0] for line in lines) + 0.4 * size:
        return []
    cuts = []
    for top in level[1:]:
        reach = max(end for start, end, _ in lines if start < top - 0.4 * size)
        if top - reach > usual + 0.22 * size:
            cuts.append((top + reach) / 2)
    return cuts
