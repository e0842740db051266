"""The grid of a table from its edges: unit cells joined where no edge stands between them (union-find).

Gives exact row and column spans. A union that is no rectangle is trouble, and lowers the confidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from .frame import Edges
from .rules import Drawing, Fill, Rule, merge_rules

NEAR = 3.5  # points: edges no further apart are one, and ends that near touch
_COVER = 0.6  # share of a cell's side that must be drawn for the side to stand
_MAX_SIDES = 400
LEVEL = 0.4  # share of a table's width that ends where a row does
WHITE = 0xFFFFFF


class Slot(NamedTuple):
    """One cell of a grid before it has words: its first row and column, its spans, and its fill or None.

    `covered` says that a merged cell of the page before reaches down into it; only the file itself can tell so.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    fill: int | None = None
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table on one page: xs from left to right, ys from top to bottom, and its cells.

    `open_end` says that upright rules run past the last rule across: the page cut the last row.
    `open_start` says the same of the first. `confidence` is from 0 to 1, `kind` how it is drawn. `told` is the place of
    the first and last row in the file's structure tree, and how many rows stand there, where rows were taken from it.
    `merges` says that cells merged over rows would show.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    open_start: bool = False
    open_end: bool = False
    confidence: float = 1.0
    kind: str = "ruled"
    told: tuple[tuple[int, int], ...] = ()
    merges: bool = True

    @property
    def box(self) -> Edges:
        """The rectangle around it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, slot: Slot) -> Edges:
        """Return the rectangle of a cell."""
        return (
            self.xs[slot.column],
            self.ys[slot.row],
            self.xs[slot.column + slot.column_span],
            self.ys[slot.row + slot.row_span],
        )


_make_slot: Callable[[tuple[object, ...]], Slot] = partial(tuple.__new__, Slot)  # half the time of calling Slot


class Union:
    """Numbers put together into sets, found again by one of them.

    >>> u = Union(3)
    >>> u.join(0, 2)
    >>> u.find(2) == u.find(0), u.find(1) == u.find(0)
    (True, False)
    """

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, item: int) -> int:
        """Return the number that stands for the item's set."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Put two sets together."""
        self._parent[self.find(other)] = self.find(one)

    def groups(self) -> list[list[int]]:
        """Return the sets, each in ascending order."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            found[self.find(item)].append(item)
        return list(found.values())


def find_grids(drawing: Drawing) -> list[Grid]:
    """Return the grids that are ruled on a page, and those made of filled cells where no rule is."""
    grids = []
    for across, down in _connected(drawing.across, drawing.down):
        grid = make_grid(across, down, drawing.fills)
        if grid is not None:
            grids.append(grid)
    rest = [f for f in drawing.fills if not any(_within(f, g.box) for g in grids)]
    for group in _touching(_cells_only(rest)):
        if all(fill.colour == WHITE for fill in group):
            continue  # white on white is no table that a reader sees
        grid = _grid_of_fills(group)
        if grid is not None:
            grids.append(grid)
    return sorted(_outermost(grids), key=lambda g: (g.ys[0], g.xs[0]))


def make_grid(across: Sequence[Rule], down: Sequence[Rule], fills: Sequence[Fill] = ()) -> Grid | None:
    """Return the grid of edges that touch, or None where they bound fewer than two cells."""
    if not across or not down:
        return None
    xs, ys = cluster([r.at for r in down]), cluster([r.at for r in across])
    left, right = min(r.low for r in across), max(r.high for r in across)
    top, end = min(r.low for r in down), max(r.high for r in down)
    wide = 4 * NEAR  # tables without outer sides: the rules across run past the last upright one
    xs = ([left] if left < xs[0] - wide else []) + xs + ([right] if right > xs[-1] + wide else [])
    open_start, open_end = top < ys[0] - 2 * NEAR, end > ys[-1] + 2 * NEAR
    ys = ([top] if open_start else []) + ys + ([end] if open_end else [])
    if len(xs) < 2 or len(ys) < 2 or len(xs) > _MAX_SIDES or len(ys) > _MAX_SIDES:
        return None
    edges = [rule for fill in fills for rule in _ends_of_fill(fill, xs, ys)]
    ys = cluster([*ys, *(rule.at for rule in edges)]) if edges else ys
    slots, trouble = _join_units(xs, ys, _covered(ys, [*across, *edges], xs), _covered(xs, down, ys))
    if len(slots) < 2:
        return None
    confidence = 1.0 if not trouble else max(0.3, 1 - 0.25 * trouble)
    shaded = tuple(_shade(slot, xs, ys, fills) for slot in slots)
    return Grid(tuple(xs), tuple(ys), shaded, open_start, open_end, confidence, merges=not trouble)


def _ends_of_fill(fill: Fill, xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Return the upper and lower edge of a coloured ground that is as wide as its columns.

    Where a page break cuts a row, some programs leave out the rule under the repeated header: its ground
    then still says where it ends.
    """
    if fill.colour == WHITE or fill.y1 - fill.y0 < 2 * NEAR or fill.y1 < ys[0] or fill.y0 > ys[-1]:
        return []
    if min(abs(fill.x0 - x) for x in xs) > 1.5 or min(abs(fill.x1 - x) for x in xs) > 1.5:
        return []
    inside = [y for y in (fill.y0, fill.y1) if ys[0] + NEAR < y < ys[-1] - NEAR]
    return [Rule(y, fill.x0, fill.x1) for y in inside if min(abs(y - other) for other in ys) > NEAR]


def add_header_row(grid: Grid, top: float) -> Grid:
    """Return the grid with a row of one cell a column put on top of it, from `top`: a header without rules."""
    moved = tuple(Slot(s.row + 1, s.column, s.row_span, s.column_span, s.fill) for s in grid.slots)
    header = tuple(Slot(0, column, 1, 1) for column in range(len(grid.xs) - 1))
    return Grid(grid.xs, (top, *grid.ys), header + moved, False, grid.open_end, grid.confidence, grid.kind)


def cluster(values: Iterable[float], near: float = NEAR) -> list[float]:
    """Return the middle of each run of values that lie near one another.

    >>> cluster([10, 10.5, 50, 49.5])
    [10.25, 49.75]
    """
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= near:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


def _covered(lines: Sequence[float], rules: Sequence[Rule], stops: Sequence[float]) -> list[list[bool]]:
    """Say of each line, between each pair of stops, whether a rule is drawn there."""
    widths = [b - a for a, b in pairwise(stops)]
    found = [[0.0] * len(widths) for _ in lines]
    for at, low, high in rules:
        line = found[_nearest(lines, at)]
        for k in range(max(bisect_right(stops, low) - 1, 0), len(widths)):
            if stops[k] >= high:
                break
            line[k] += min(high, stops[k + 1]) - max(low, stops[k])
    return [[f >= _COVER * width for f, width in zip(line, widths, strict=True)] for line in found]


def _nearest(lines: Sequence[float], at: float) -> int:
    """Return which of the lines, in ascending order, lies nearest."""
    i = bisect_left(lines, at)
    return i - 1 if i == len(lines) or (i and at - lines[i - 1] <= lines[i] - at) else i


def _join_units(
    xs: Sequence[float], ys: Sequence[float], across: list[list[bool]], down: list[list[bool]]
) -> tuple[list[Slot], int]:
    """Join unit cells that no edge parts; return the cells and how many unions were no rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    units = Union(rows * columns)
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not down[c + 1][r]:
                units.join(r * columns + c, r * columns + c + 1)
            if r + 1 < rows and not across[r + 1][c]:
                units.join(r * columns + c, (r + 1) * columns + c)
    slots, trouble = [], 0
    for group in units.groups():
        if len(group) == 1:  # most cells
            slots.append(_make_slot((group[0] // columns, group[0] % columns, 1, 1, None, False)))
            continue
        places = [divmod(unit, columns) for unit in group]  # row by row
        r0, r1 = places[0][0], places[-1][0]
        c0, c1 = min([c for _, c in places]), max([c for _, c in places])
        if len(places) == (r1 - r0 + 1) * (c1 - c0 + 1):
            slots.append(Slot(r0, c0, r1 - r0 + 1, c1 - c0 + 1))
        else:
            trouble += 1
            slots.extend(_row_parts(places))
    return sorted(slots), trouble


def _row_parts(places: list[tuple[int, int]]) -> list[Slot]:
    """Cut a union that is no rectangle into its runs of columns, row by row."""
    slots: list[Slot] = []
    for r, c in sorted(places):
        last = slots[-1] if slots else None
        if last and last.row == r and last.column + last.column_span == c:
            slots[-1] = Slot(r, last.column, 1, last.column_span + 1)
        else:
            slots.append(Slot(r, c, 1, 1))
    return slots


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the sets of edges that touch one another."""
    lines = Union(len(across) + len(down))
    uprights = sorted(range(len(down)), key=lambda i: down[i].at)
    for h, rule in enumerate(across):
        for v in uprights:
            other = down[v]
            if other.at < rule.low - NEAR:
                continue
            if other.at > rule.high + NEAR:
                break
            if other.low - NEAR <= rule.at <= other.high + NEAR:
                lines.join(h, len(across) + v)
    sets = []
    for group in lines.groups():
        level = [across[i] for i in group if i < len(across)]
        upright = [down[i - len(across)] for i in group if i >= len(across)]
        if level and upright:
            sets.append((level, upright))
    return sets


def _shade(slot: Slot, xs: Sequence[float], ys: Sequence[float], fills: Sequence[Fill]) -> Slot:
    """Give a cell the colour of the last fill that covers most of it."""
    x0, x1 = xs[slot.column], xs[slot.column + slot.column_span]
    y0, y1 = ys[slot.row], ys[slot.row + slot.row_span]
    area = (x1 - x0) * (y1 - y0)
    for fill in reversed(fills):
        if fill[1] >= y1 or fill[3] <= y0 or fill[0] >= x1 or fill[2] <= x0:
            continue  # nearly all of them
        w, h = min(x1, fill.x1) - max(x0, fill.x0), min(y1, fill.y1) - max(y0, fill.y0)
        if w > 0 and h > 0 and w * h > 0.6 * area:
            return _make_slot((*slot[:4], fill[4], False))
    return slot


def _within(fill: Fill, box: Edges) -> bool:
    x, y = (fill.x0 + fill.x1) / 2, (fill.y0 + fill.y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _cells_only(fills: Sequence[Fill]) -> list[Fill]:
    """Leave out the ground that others tile, and what is drawn inside another (Word shades paragraphs)."""
    big = [f for f in fills if f.x1 - f.x0 > 8 and f.y1 - f.y0 > 6][:1500]
    kept: list[Fill] = []
    for fill in big:
        inside = [o for o in big if o is not fill and o.area < 0.98 * fill.area and _lies_in(o, fill)]
        around = [o for o in big if o is not fill and o.area * 0.98 > fill.area and _lies_in(fill, o)]
        if inside and sum(o.area for o in inside) > 0.6 * fill.area:
            continue
        tiled = any(sum(o.area for o in big if o is not a and _lies_in(o, a)) > 0.6 * a.area for a in around)
        if (not around or tiled) and not any(_same_place(fill, k) for k in kept):
            kept.append(fill)
    return kept


def _lies_in(inner: Fill, outer: Fill) -> bool:
    return (
        inner.x0 >= outer.x0 - 1 and inner.y0 >= outer.y0 - 1 and inner.x1 <= outer.x1 + 1 and inner.y1 <= outer.y1 + 1
    )


def _same_place(one: Fill, other: Fill) -> bool:
    return _lies_in(one, other) and _lies_in(other, one)


def _touching(fills: Sequence[Fill]) -> list[list[Fill]]:
    """Return the sets of fills that stand side by side, a hair or a white gap apart."""
    order = sorted(fills, key=lambda f: f.y0)
    sets = Union(len(order))
    gap = NEAR + 1.5
    for i, one in enumerate(order):
        for j in range(i + 1, len(order)):
            other = order[j]
            if other.y0 > one.y1 + gap:
                break
            if other.x0 <= one.x1 + gap and one.x0 <= other.x1 + gap:
                sets.join(i, j)
    return [[order[i] for i in group] for group in sets.groups() if len(group) >= 4]


def _grid_of_fills(fills: list[Fill]) -> Grid | None:
    """Return the grid of filled cells, or None where they don't tile one of at least two by two."""
    gap = NEAR + 1.5
    across = [Rule(y, f.x0 - gap, f.x1 + gap) for f in fills for y in (f.y0, f.y1)]
    down = [Rule(x, f.y0 - gap, f.y1 + gap) for f in fills for x in (f.x0, f.x1)]
    xs, ys = cluster([r.at for r in down], gap), cluster([r.at for r in across], gap)
    if len(xs) < 3 or len(ys) < 3 or len(xs) > _MAX_SIDES or len(ys) > _MAX_SIDES:
        return None
    area = (xs[-1] - xs[0]) * (ys[-1] - ys[0])
    if sum(f.area for f in fills) < 0.7 * area:
        return None
    sides = _covered(ys, merge_rules(across, gap), xs), _covered(xs, merge_rules(down, gap), ys)
    slots, trouble = _join_units(xs, ys, *sides)
    if len(slots) < 4 or not _holds_columns(slots, len(ys) - 1, len(xs) - 1) or not _holds_rows(slots, xs, ys):
        return None
    shaded = tuple(_shade(slot, xs, ys, fills) for slot in slots)
    return Grid(tuple(xs), tuple(ys), shaded, confidence=max(0.3, 0.95 - 0.2 * trouble), kind="filled")


def _holds_columns(slots: Sequence[Slot], rows: int, columns: int) -> bool:
    """Say whether the sides of columns run through most rows: lines shaded one by one don't line up."""
    if columns < 2:
        return False
    held = sum(slot.row_span for slot in slots if slot.column + slot.column_span < columns)
    return held >= 0.5 * rows * (columns - 1)


def _holds_rows(slots: Sequence[Slot], xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Say whether cells end where a row does, over much of its width on average: the bars of a chart end anywhere."""
    ends = [
        xs[slot.column + slot.column_span] - xs[slot.column] for slot in slots if slot.row + slot.row_span < len(ys) - 1
    ]
    return sum(ends) >= LEVEL * (xs[-1] - xs[0]) * (len(ys) - 2)


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Leave out a grid that lies inside a cell of another (a table in a table is read as the cell's words)."""
    kept: list[Grid] = []
    for grid in grids:
        x0, y0, x1, y1 = grid.box
        area = (x1 - x0) * (y1 - y0)
        inside = any(
            o is not grid
            and o.box[0] - 2 <= x0
            and o.box[1] - 2 <= y0
            and o.box[2] + 2 >= x1
            and o.box[3] + 2 >= y1
            and (o.box[2] - o.box[0]) * (o.box[3] - o.box[1]) > area
            for o in grids
        )
        if not inside:
            kept.append(grid)
    return kept
