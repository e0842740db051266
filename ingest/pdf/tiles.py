"""Tables whose cells are each a filled rectangle, edge to edge, where the rules drawn show only some of them.

Some table styles rule a few columns only, and shade every cell: black beside black, white beside white. What is
drawn for each cell still says where it ends, whatever its colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .characters import Word, within
from .frame import Edges
from .grid import LEVEL, NEAR, WHITE, Grid, Slot, Union, cluster, make_grid
from .rules import Drawing, Fill, Rule

_HAIR = 1.5  # points: tiles no further apart stand edge to edge
_LEAST = 4  # tiles: two rows of two columns
_LEAST_WHITE = 6  # where all are white: four may hold paragraphs side by side
_MOST = 1500  # fills: more are a drawing
_MOST_TILES = 700
_LEAST_WIDTH, _LEAST_HEIGHT = 8.0, 6.0  # points: less is a mark, not a cell
_LAID = 0.65  # share of the region that tiles cover; the rest are cells without a ground
_HELD = 0.5  # share of the rows in which the side of a column is the side of a tile
_SPOKEN = 0.4  # share of tiles with words in them; fewer are the squares of a chart
_ASTRAY = 0.04  # share of words that may lie over the edge of a tile
_HEADERS = 2  # rows
_SURE = 0.95


def part_by_tiles(grids: list[Grid], drawing: Drawing, words: Sequence[Word]) -> list[Grid]:
    """Return the grids of a page, those that its tiles show more of put right; the same list where they show none.

    A grid gives way where tiles take it in whole and part a column that no rule parts, or go on outside it.
    """
    if not _LEAST <= len(drawing.fills) <= _MOST:
        return grids
    loose = _loose(grids, drawing.fills)
    if not loose:
        return grids
    for tiles in _find_tilings(drawing.fills):
        if loose.intersection(tiles):
            grids = _put_right(grids, tiles, drawing, words)
    return grids


def _loose(grids: Sequence[Grid], fills: Sequence[Fill]) -> set[Fill]:
    """Return the fills outside all grids, and those that share a cell as high or as wide as its grid."""
    kept = {f for f in fills if not any(_holds(grid.box, f) for grid in grids)}
    for grid in grids:
        for slot in _open_slots(grid):
            box = grid.box_of(slot)
            inside = {f for f in fills if _holds(box, f) and f.y1 - f.y0 < box[3] - box[1] + NEAR}
            kept |= inside if len(inside) > 1 else set()
    return kept if len(kept) > 1 else set()


def _open_slots(grid: Grid) -> list[Slot]:
    """Return the cells that run through a whole column but for its header; all cells, where there is one column."""
    rows = len(grid.ys) - 1
    least = 1 if len(grid.xs) == 2 else max(min(2, rows), rows - _HEADERS)
    return [slot for slot in grid.slots if slot.row_span >= least]


def _find_tilings(fills: Sequence[Fill]) -> list[list[Fill]]:
    """Return the sets of fills that stand edge to edge, each place once, without what lies under or on them."""
    places = {(round(f.x0), round(f.y0), round(f.x1), round(f.y1)): f for f in fills}
    big = [f for f in places.values() if f.x1 - f.x0 > _LEAST_WIDTH and f.y1 - f.y0 > _LEAST_HEIGHT]
    if len(big) > _MOST_TILES:
        return []
    order = _lowest_whole(sorted(big, key=lambda f: f.y0))
    sets = Union(len(order))
    for i, one in enumerate(order):
        for j in range(i + 1, len(order)):
            other = order[j]
            if other.y0 > one.y1 + _HAIR:
                break
            if _meet(one, other):
                sets.join(i, j)
    return [[order[i] for i in group] for group in sets.groups() if len(group) >= _LEAST]


def _lowest_whole(order: Sequence[Fill]) -> list[Fill]:
    """Leave out the ground under tiles of several columns and rows, and what is drawn on a tile."""
    inside: dict[int, list[Fill]] = {}
    around: dict[int, list[int]] = {}
    for i, one in enumerate(order):
        for j in range(i + 1, len(order)):
            if order[j].y0 > one.y1:
                break
            outer, inner = (i, j) if one.area >= order[j].area else (j, i)
            if _lies_in(order[inner], order[outer]):
                inside.setdefault(outer, []).append(order[inner])
                around.setdefault(inner, []).append(outer)
    grounds = {i for i, held in inside.items() if len({round(f.x0) for f in held}) > 1 and len(held) >= _LEAST}
    return [f for i, f in enumerate(order) if i not in grounds and grounds.issuperset(around.get(i, ()))]


def _meet(one: Fill, other: Fill) -> bool:
    """Say whether two fills share a side, or a part of it."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    beside = high > _LEAST_HEIGHT / 2 and abs(wide) <= _HAIR
    return beside or (wide > _LEAST_WIDTH / 2 and abs(high) <= _HAIR)


def _put_right(grids: list[Grid], tiles: list[Fill], drawing: Drawing, words: Sequence[Word]) -> list[Grid]:
    xs, ys = cluster([x for f in tiles for x in (f.x0, f.x1)]), cluster([y for f in tiles for y in (f.y0, f.y1)])
    box = xs[0], ys[0], xs[-1], ys[-1]
    seen = any(f.colour != WHITE for f in tiles)
    if not _is_tiled(tiles, xs, ys) or not (seen or len(tiles) >= _LEAST_WHITE):
        return grids
    beaten = [grid for grid in grids if _overlap(grid.box, box)]
    if not all(_lies_in(grid.box, box, NEAR) for grid in beaten):
        return grids
    found = _make_grid(tiles, xs, ys, drawing)
    if found is None or len(found.slots) <= max((len(g.slots) for g in beaten), default=0):
        return grids
    if not _suits(found, beaten, words):
        return grids
    return sorted([*(g for g in grids if g not in beaten), found], key=lambda g: (g.ys[0], g.xs[0]))


def _is_tiled(tiles: Sequence[Fill], xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Say whether tiles cover a region of two by two or more, in columns and rows that run through most of it."""
    if len(xs) < 3 or len(ys) < 3 or sum(f.area for f in tiles) < _LAID * (xs[-1] - xs[0]) * (ys[-1] - ys[0]):
        return False
    wide, high = xs[-1] - xs[0], ys[-1] - ys[0]
    level = [sum(f.x1 - f.x0 for f in tiles if abs(f.y1 - y) <= NEAR) for y in ys[1:-1]]
    if sum(level) < LEVEL * wide * len(level):
        return False
    return all(
        _HELD * high <= sum(f.y1 - f.y0 for f in tiles if abs(f.x1 - x) <= NEAR)
        or _HELD * high <= sum(f.y1 - f.y0 for f in tiles if abs(f.x0 - x) <= NEAR)
        for x in xs[1:-1]
    )


def _make_grid(tiles: Sequence[Fill], xs: Sequence[float], ys: Sequence[float], drawing: Drawing) -> Grid | None:
    """Return the grid of the edges of tiles, of the places left among them, and of the rules in their region."""
    left, top, right, end = xs[0] - NEAR, ys[0] - NEAR, xs[-1] + NEAR, ys[-1] + NEAR
    units = [(a, c, b, d) for a, b in pairwise(xs) for c, d in pairwise(ys)]
    bare = [u for u in units if not any(_holds((f.x0, f.y0, f.x1, f.y1), u) for f in tiles)]
    boxes = [(f.x0, f.y0, f.x1, f.y1) for f in tiles] + bare
    across = [r for r in drawing.across if top <= r.at <= end and r.low >= left - NEAR and r.high <= right + NEAR]
    down = [r for r in drawing.down if left <= r.at <= right and r.low >= top - NEAR and r.high <= end + NEAR]
    across += [Rule(y, x0, x1) for x0, y0, x1, y1 in boxes for y in (y0, y1)]
    down += [Rule(x, y0, y1) for x0, y0, x1, y1 in boxes for x in (x0, x1)]
    found = make_grid(across, down, tiles)
    if found is None or found.confidence < 1:
        return None
    return replace(found, confidence=_SURE, kind="filled", open_start=False, open_end=False)


def _suits(found: Grid, beaten: Sequence[Grid], words: Sequence[Word]) -> bool:
    """Say whether words stand in the cells as they do in a table, and not over the edges of what was one cell."""
    boxes = [found.box_of(slot) for slot in found.slots]
    held = [within(words, box) for box in boxes]
    spoken = [slot for slot, inside in zip(found.slots, held, strict=True) if inside]
    if len({s.row for s in spoken}) < 2 or len({s.column for s in spoken}) < 2 or len(spoken) < _SPOKEN * len(boxes):
        return False
    astray = sum(_is_astray(w, box) for box, inside in zip(boxes, held, strict=True) for w in inside)
    if astray > _ASTRAY * sum(map(len, held)):
        return False
    parts = list(zip(boxes, held, strict=True))
    return all(_parts_well(grid.box_of(slot), parts) for grid in beaten for slot in grid.slots)


def _parts_well(cell: Edges, parts: Sequence[tuple[Edges, list[Word]]]) -> bool:
    """Say whether a cell that comes apart has words in half of its parts, none over an edge: no merged cell has."""
    own = [(box, inside) for box, inside in parts if _holds(cell, box)]
    if len(own) < 2:
        return True
    spoken = sum(bool(inside) for _, inside in own)
    return spoken * 2 >= len(own) and not any(_is_astray(w, box) for box, inside in own for w in inside)


def _is_astray(word: Word, box: Edges) -> bool:
    """Say whether a word runs out of its cell: by more than the foot of its letters, or far to a side."""
    high = 0.3 * (word.y1 - word.y0)
    return word.y0 < box[1] - high or word.y1 > box[3] + high or word.x0 < box[0] - high or word.x1 > box[2] + 2 * high


def _holds(box: Edges, part: Edges | Fill) -> bool:
    x, y = (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _lies_in(inner: Edges | Fill, outer: Edges | Fill, near: float = 1.0) -> bool:
    return (
        inner[0] >= outer[0] - near
        and inner[1] >= outer[1] - near
        and inner[2] <= outer[2] + near
        and inner[3] <= outer[3] + near
    )


def _overlap(one: Edges, other: Edges) -> bool:
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return wide > NEAR and high > NEAR
