"""The grid that a structure tree tells of, where it agrees with where the words stand on the page.

A tree may be wrong: set by hand, or kept from an older draft. It is believed only where its cells hold all the words of
the table, its columns lie side by side, its rows one under another, and each word stands in the cell that it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise

from .characters import Word, within
from .grid import Grid, Slot
from .tagged import TaggedCell, TaggedTable, Tags

_SURE = 0.95  # confidence of a grid that the tree tells and the page does not gainsay
_DOUBTED = 0.75  # of one that the tree gainsays: an issue says so
_SHARE = 0.6  # of the words of a grid that a table of the tree must hold to be about the same thing
_OVER = 0.35  # times the size: how far the boxes of words of two rows may overlap
_MOST_WAYS = 3_000  # ways of placing the cells of one row
_HEAD = 60.0  # points over the first row of the tree in which a repeated header may stand


@dataclass(slots=True)
class _Cell:
    """A cell of the tree in its row and column, with its words; `open` where the page shows nothing of it.

    Such a cell may span any number of rows.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    words: Sequence[Word] = ()
    covered: bool = False
    open: bool = False


def agree(grid: Grid, words: Sequence[Word], every: Sequence[Word], tags: Tags) -> Grid:
    """Return the grid that the page's structure tree tells, where it is about the table of `grid` and the page agrees.

    `words` are those that no other table of the page has, of `every` one. Where the tree is about the table and the
    page does not agree, the grid is returned as less sure than it was.
    """
    x0, y0, x1, y1 = grid.box
    inside = [w for w in within(words, (x0 - 1, y0 - 1, x1 + 1, y1 + 1)) if not w.style.angle]
    if not inside or not tags.tables:
        return grid
    by_mark: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_mark[tags.mark_of(word)].append(word)
    marks = {id(w): mark for mark, found in by_mark.items() for w in found}
    held = {marks[id(w)] for w in inside} - {-1}
    spoken = by_mark.keys()  # some programs mark blank cells too
    table = max(tags.tables, key=lambda t: 2 * len(t.marks & held) - len(t.marks & spoken))
    if not held or len(table.marks & held) < _SHARE * len(held):
        return grid
    if any(tags.mark_of(w) in table.marks for w in every if id(w) not in marks):
        return grid  # another table has words of it
    rest = [w for w in inside if marks[id(w)] not in table.marks]
    if len(table.rows) + bool(rest) < 2:
        return grid
    shown = TaggedTable(tuple(row for row in table.rows if any(row.cells)))  # blank rows take room, and say nothing
    told = _make_grid(shown, by_mark, rest, grid)
    whole = len(table.marks & held) >= _SHARE * len(table.marks & spoken)
    if told is not None and (whole or len(told.xs) >= len(grid.xs)):  # a table may be set within one for layout
        return told
    return replace(grid, confidence=min(grid.confidence, _DOUBTED)) if whole else grid


def _make_grid(table: TaggedTable, by_mark: dict[int, list[Word]], rest: Sequence[Word], base: Grid) -> Grid | None:
    """Return the grid of a table of the tree; `rest` are the words in its place that the tree does not put into it."""
    cells = _place_cells(table, by_mark, base)
    xs = _find_columns(cells, rest, base) if cells else None
    ys = _find_rows(cells, len(table.rows)) if cells else None
    if xs is None or ys is None:
        return None
    slots = [Slot(c.row, c.column, c.row_span, c.column_span, None, c.covered) for c in cells]
    told = table.rows[0].place, table.rows[-1].place
    grid = Grid(xs, ys, tuple(sorted(slots)), confidence=_SURE, kind="tagged", told=told)
    if not all(_stand_in(grid, cell) for cell in cells):
        return None
    return _with_repeated_header(grid, rest) if rest else grid


def _with_repeated_header(grid: Grid, words: Sequence[Word]) -> Grid | None:
    """Return the grid with a row over it for words that the tree leaves out: the header, set again on each page."""
    if any(w.y1 > grid.ys[0] + 2 or w.y0 < grid.ys[0] - _HEAD for w in words):
        return None
    sides = list(pairwise(grid.xs))
    if not all(any(a - 2 <= w.x0 and w.x1 <= b + 2 for a, b in sides) for w in words):
        return None
    header = [Slot(0, column, 1, 1) for column in range(len(sides))]
    moved = [slot._replace(row=slot.row + 1) for slot in grid.slots]
    return replace(grid, ys=(min(w.y0 for w in words) - 1, *grid.ys), slots=(*header, *moved))


def _stand_in(grid: Grid, cell: _Cell) -> bool:
    """Say whether the middles of all words of a cell lie in its place."""
    x0, x1 = grid.xs[cell.column], grid.xs[cell.column + cell.column_span]
    y0, y1 = grid.ys[cell.row], grid.ys[cell.row + cell.row_span]
    return all(x0 < (w.x0 + w.x1) / 2 < x1 and y0 < (w.y0 + w.y1) / 2 < y1 for w in cell.words)


def _place_cells(table: TaggedTable, by_mark: dict[int, list[Word]], base: Grid) -> list[_Cell]:
    """Return the cells in their rows and columns, those covered from the page before too; none where it fails."""
    width = _width(table)
    extents = _column_extents(table, by_mark, width, base)
    taken: dict[tuple[int, int], _Cell] = {}
    for r, row in enumerate(table.rows):
        free = [c for c in range(width) if (r, c) not in taken]
        known = [(cell, [w for m in cell.marks for w in by_mark.get(m, ())] if cell else []) for cell in row.cells]
        missing = len(free) - sum(cell.column_span if cell else 1 for cell, _ in known)
        covered = _find_covered(known, free, missing, [c for c in free if _may_be_covered(taken, r, c)], extents)
        if covered is None:
            return []
        for c in covered:
            _cover(taken, r, c)
        open_columns = iter([c for c in free if c not in covered])
        for cell, words in known:
            column = next(open_columns)
            down = min(cell.row_span, len(table.rows) - r) if cell else 1
            across = cell.column_span if cell else 1
            for _ in islice(open_columns, across - 1):
                pass
            made = _Cell(r, column, down, across, words, open=cell is None)
            taken |= {(r + i, column + k): made for i in range(down) for k in range(across)}
    return list({id(cell): cell for cell in taken.values()}.values())


def _width(table: TaggedTable) -> int:
    """Return how many columns the table has: as many as its fullest row on this page."""
    reach: dict[int, int] = defaultdict(int)  # cells that reach down into a row from above
    width = 0
    for r, row in enumerate(table.rows):
        own = sum(cell.column_span if cell else 1 for cell in row.cells)
        width = max(width, own + reach[r])
        for cell in row.cells:
            for i in range(1, cell.row_span if cell else 1):
                reach[r + i] += cell.column_span if cell else 0
    return width


def _column_extents(
    table: TaggedTable, by_mark: dict[int, list[Word]], width: int, base: Grid
) -> list[tuple[float, float]]:
    """Return how far the words of each column run, from rows in which no cell is missing; else its sides in `base`."""
    found: dict[int, list[Word]] = defaultdict(list)
    for row in table.rows:
        if sum(cell.column_span if cell else 1 for cell in row.cells) != width:
            continue
        column = 0
        for cell in row.cells:
            if cell and cell.column_span == 1:
                found[column] += [w for m in cell.marks for w in by_mark.get(m, ())]
            column += cell.column_span if cell else 1
    sides = list(pairwise(base.xs))
    if len(sides) != width:
        sides = [(-1e6, 1e6)] * width  # nothing is known of a column that is always blank
    held = [found[c] for c in range(width)]
    return [(min(w.x0 for w in h), max(w.x1 for w in h)) if h else s for h, s in zip(held, sides, strict=True)]


def _may_be_covered(taken: dict[tuple[int, int], _Cell], row: int, column: int) -> bool:
    """Say whether a cell may reach down into a place: one of the page before, or one that shows nothing here."""
    above = taken.get((row - 1, column))
    return row == 0 or (above is not None and above.open)


def _find_covered(
    known: Sequence[tuple[TaggedCell | None, Sequence[Word]]],
    free: Sequence[int],
    missing: int,
    candidates: Sequence[int],
    extents: Sequence[tuple[float, float]],
) -> tuple[int, ...] | None:
    """Return the columns of a row that cells above reach into, so that its own cells stand where their words do.

    None where there is no way of placing them.
    """
    if missing < 0 or missing > len(candidates):
        return None
    for covered in islice(combinations(candidates, missing), _MOST_WAYS):
        columns = [c for c in free if c not in covered]
        at, fits = 0, True
        for cell, words in known:
            span = cell.column_span if cell else 1
            own = columns[at : at + span]
            fits = fits and own == list(range(own[0], own[0] + span)) and (span > 1 or _touch(words, extents[own[0]]))
            at += span
        if fits:
            return covered
    return None


def _touch(words: Sequence[Word], extent: tuple[float, float]) -> bool:
    return not words or (min(w.x0 for w in words) < extent[1] and max(w.x1 for w in words) > extent[0])


def _cover(taken: dict[tuple[int, int], _Cell], row: int, column: int) -> None:
    """Put a place of a row under the cell that reaches down into it."""
    above = taken.get((row - 1, column))
    if above is None:
        above = _Cell(row, column, 0, 1, covered=True, open=True)
    above.row_span += 1
    taken[row, column] = above


def _find_columns(cells: Sequence[_Cell], rest: Sequence[Word], base: Grid) -> tuple[float, ...] | None:
    """Return the sides of the columns, each right before the words of a column; None where columns overlap."""
    width = max(cell.column + cell.column_span for cell in cells)
    held = [
        [w for cell in cells if cell.column == c and cell.column_span == 1 for w in cell.words] for c in range(width)
    ]
    every = [*rest, *(w for cell in cells for w in cell.words)]
    starts = [min((w.x0 for w in found), default=None) for found in held]
    if None in starts and len(base.xs) == width + 1:
        starts = [x + 1.5 if start is None else start for start, x in zip(starts, base.xs, strict=False)]
    if None in starts:
        return None
    sides = [start - 1.5 for start in starts if start is not None]
    ends = [max((w.x1 for w in found), default=-1e6) for found in held]
    if any(end > start + 2 for end, start in zip(ends, sides[1:], strict=False)) or sides != sorted(sides):
        return None
    return (min(w.x0 for w in every) - 2, *sides[1:], max(w.x1 for w in every) + 2)


def _find_rows(cells: Sequence[_Cell], count: int) -> tuple[float, ...] | None:
    """Return the heights between rows, each between the words of two rows; None where rows overlap.

    Rows without a word share the white that they stand in.
    """
    single = [[w for c in cells if c.row == r and c.row_span == 1 for w in c.words] for r in range(count)]
    anyone = [[w for c in cells if c.row == r for w in c.words] for r in range(count)]
    spoken = [r for r in range(count) if anyone[r]]
    if not spoken or spoken[0] > 0:
        return None
    slack = _OVER * min(w.style.size for found in anyone for w in found)
    ys = [min(w.y0 for w in anyone[0]) - 1]
    for above, row in pairwise(spoken):
        top = min(w.y0 for w in single[row] or anyone[row])
        end = max((w.y1 for w in single[above]), default=min(w.y0 for w in anyone[above]))
        if end > top + slack or (row > above + 1 and end > top):
            return None
        step = (top - end) / (row - above + 1)
        ys += [end + step * (i + 1) for i in range(row - above)] if row > above + 1 else [(end + top) / 2]
    last = max(w.y1 for cell in cells for w in cell.words) + 1
    blank = count - 1 - spoken[-1]
    return (*ys, *(last + i for i in range(blank + 1)))
