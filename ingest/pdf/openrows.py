"""Cells that no rule parts, in a table whose grid says elsewhere where they part.

Rows in ruled columns are cut where all columns start afresh after white. Columns of a row without upright rules
(some programs draw them on every other row only) are cut where the words stand at the starts of the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .characters import Word
from .frame import Edges
from .grid import Grid, Slot
from .lines import group_rows

_FEW = 3  # columns, and rows: fewer may be paragraphs that happen to stand side by side
_GUESSED = 0.75
_LEVEL = 2.0  # points: words that begin no further apart begin at one place

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
    columns: list[list[_Line]] = []
    for slot in slots:
        columns.append(_lines_in(words, grid.box_of(slot)))
        if len(columns[-1]) < _FEW:
            return grid
    cuts = _find_cuts(columns)
    if len(cuts) + 1 < _FEW:
        return grid
    kept = tuple(slot for slot in grid.slots if slot.row < row)
    cut = tuple(Slot(row + i, s.column, 1, 1, s.fill) for i in range(len(cuts) + 1) for s in slots)
    ys = (*grid.ys[:-1], *cuts, grid.ys[-1])
    confidence = min(grid.confidence, _GUESSED)
    return replace(grid, ys=ys, slots=kept + cut, confidence=confidence, kind="ruled down", merges=False)


def split_open_cells(grid: Grid, words: Sequence[Word]) -> Grid:
    """Return the grid with each cell over several columns cut, where its words stand as those of the columns do."""
    wide = [slot for slot in grid.slots if slot.column_span > 1 and slot.row_span == 1]
    if not wide or grid.kind == "spaced":
        return grid
    held = {slot: _words_in(words, grid.box_of(slot)) for slot in wide}
    wide = [slot for slot in wide if not _runs_over(grid, slot, held[slot])]
    if not wide:
        return grid  # before all cells are looked at
    starts = _column_starts(grid, words)
    open_slots = [slot for slot in wide if _is_open(grid, slot, held[slot], starts)]
    if not open_slots:
        return grid
    cut = [Slot(s.row, s.column + i, 1, 1, s.fill) for s in open_slots for i in range(s.column_span)]
    return replace(grid, slots=(*(slot for slot in grid.slots if slot not in open_slots), *cut))


def _column_starts(grid: Grid, words: Sequence[Word]) -> dict[int, float]:
    """Return where the words of each column begin, from the cells of one column."""
    starts: dict[int, float] = {}
    for slot in grid.slots:
        if slot.column_span == 1:
            box = grid.box_of(slot)
            held = [w.x0 for w in _words_in(words, box)]
            if held:
                starts[slot.column] = min(*held, starts.get(slot.column, box[2]))
    return starts


def _words_in(words: Sequence[Word], box: Edges) -> list[Word]:
    x0, y0, x1, y1 = box
    return [w for w in words if x0 < (w[1] + w[3]) / 2 < x1 and y0 < (w[2] + w[4]) / 2 < y1]


def _runs_over(grid: Grid, slot: Slot, held: Sequence[Word]) -> bool:
    """Say whether a word of a cell runs over the side of one of its columns."""
    sides = grid.xs[slot.column + 1 : slot.column + slot.column_span]
    return any(w.x0 < side - 1 and w.x1 > side + 1 for w in held for side in sides)


def _is_open(grid: Grid, slot: Slot, held: Sequence[Word], starts: dict[int, float]) -> bool:
    """Say whether the words of a cell, none of which runs over a column's side, begin a line in all but one of them.

    Or words begin where a column within it does, and not where the cell does.
    """
    columns = range(slot.column, slot.column + slot.column_span)
    spoken: list[int] = []
    for column in columns:
        inside = [w.x0 for w in held if grid.xs[column] - 1 <= w.x0 < grid.xs[column + 1] - 1]
        spoken += [column] if inside else []
        if inside and abs(min(inside) - starts.get(column, -1)) > _LEVEL:
            return False
    return len(spoken) >= max(2, slot.column_span - 1) or (spoken != [] and spoken[0] > slot.column)


def _lines_in(words: Sequence[Word], box: Edges) -> list[_Line]:
    rows = group_rows([w for w in _words_in(words, box) if not w.style.angle])
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
