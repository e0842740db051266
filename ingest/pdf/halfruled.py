"""Tables in which upright rules part some columns and white parts the others: read by their white.

Some plain table styles rule off the first column only, or put a frame round all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .characters import Word, within
from .grid import Grid
from .lines import group_rows
from .rules import Drawing
from .spaced import find_spaced

_GAP = 9.0  # points
_WIDE = 1.7  # times the size: a gap in a line that may part columns
_MOST_COLUMNS = 3
_BESIDE = 16.0  # points: how far right of a rule the words of its column may begin
_HIGH = 0.8  # share of the table's height


def read_by_white(grid: Grid, drawing: Drawing, words: Sequence[Word]) -> Grid:
    """Return the grid as white and the rules across part it, where the rules alone put several headers in a cell."""
    if len(grid.xs) - 1 > _MOST_COLUMNS or not _has_gaps(grid, words):
        return grid
    x0, y0, x1, y1 = grid.box
    inside = [w for w in within(words, (x0 - 1, y0 - 1, x1 + 1, y1 + 1)) if not w.style.angle]
    found = find_spaced(drawing, group_rows(inside))
    if len(found) != 1 or len(found[0].xs) <= len(grid.xs):
        return grid
    high = max(w.y1 for w in inside) - min(w.y0 for w in inside)
    whole = found[0].ys[-1] - found[0].ys[0] >= _HIGH * high
    agreed = all(any(x - 2 <= other <= x + _BESIDE for other in found[0].xs[1:-1]) for x in grid.xs[1:-1])
    return found[0] if whole and agreed else grid


def _has_gaps(grid: Grid, words: Sequence[Word]) -> bool:
    """Say whether a cell of the first row holds a line with a gap as wide as between columns."""
    for slot in grid.slots:
        if slot.row:
            continue
        for line in group_rows(within(words, grid.box_of(slot))):
            gaps = [b.x0 - a.x1 for a, b in pairwise(line)]
            if any(gap > _GAP and gap > _WIDE * line[0].style.size for gap in gaps):
                return True
    return False
