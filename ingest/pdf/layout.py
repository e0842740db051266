"""Reading order: words outside tables put into strips of lines, column by column, box by box.

A strip is text that is read downwards without a jump. Two strips stand side by side where the same upright
white gap runs between several lines that are text on both sides of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from .characters import Word
from .frame import Edges
from .lines import Line, group_rows, make_line
from .rules import Drawing
from .tables import PageTable

_WIDE = 1.7  # a gap between words, in font sizes, that may part columns; justified text stays below it
_GUTTER = 9.0  # points: the narrowest gutter
_DEPTH = 8
_LONE = 5  # rows: a line further below the rest of its column is none of it


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines read downwards, and the left and right limit of the column or box that they stand in."""

    lines: tuple[Line, ...]
    left: float
    right: float


Item = Strip | PageTable


class _Atom(NamedTuple):
    """What is moved as one in finding the order: words of one line without a wide gap, a table, a box."""

    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[Word, ...] = ()
    inside: tuple[Item, ...] = ()

    @property
    def height(self) -> float:
        return self.y1 - self.y0


_make_atom: Callable[[tuple[object, ...]], _Atom] = partial(tuple.__new__, _Atom)  # half the time of calling _Atom


@dataclass(slots=True)
class _Flow:
    """Items in reading order, the lines at its end not yet closed to a strip."""

    items: list[Item] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)

    def close(self) -> None:
        if self.open:
            left, right = min(line.x0 for line in self.open), max(line.x1 for line in self.open)
            self.items.append(Strip(tuple(self.open), left, right))
            self.open = []


def arrange(
    words: Sequence[Word], rows: Sequence[list[Word]], tables: Sequence[PageTable], boxes: Sequence[Edges]
) -> list[Item]:
    """Return the words outside tables as strips, and the tables, in reading order.

    `rows` are the same words by the line they stand on. `boxes` are drawn frames and panels; what stands inside one is
    read without looking outside.
    """
    atoms = [_Atom(*table.grid.box, inside=(table,)) for table in tables]
    rest = words
    for box in sorted(boxes, key=_area):
        held = [w for w in rest if _holds(box, w)]
        inside = group_rows(held)
        if len(inside) < 2:
            continue
        rest = [w for w in rest if not _holds(box, w)]
        atoms.append(_Atom(*box, inside=tuple(_arrange(_segments(inside), 0))))
    return _arrange(atoms + _segments(rows if rest is words else group_rows(rest)), 0)


def find_boxes(drawing: Drawing, tables: Sequence[PageTable], width: float, height: float) -> list[Edges]:
    """Return the panels and frames that may hold text of their own: not tables, not the page's ground."""
    fills = [(f.x0, f.y0, f.x1, f.y1) for f in drawing.fills]
    found: list[Edges] = []
    for box in [*fills, *drawing.frames]:
        x0, y0, x1, y1 = box
        if x1 - x0 < 60 or y1 - y0 < 24 or (x1 - x0 > 0.8 * width and y1 - y0 > 0.5 * height):
            continue
        if any(_overlap(box, t.grid.box) for t in tables) or any(_same(box, other) for other in found):
            continue
        found.append(box)
    return found[:200]


def _arrange(atoms: Sequence[_Atom], depth: int) -> list[Item]:
    flow = _Flow()
    rows = _rows(atoms)
    i = 0
    while i < len(rows):
        end, gutter = _column_run(rows, i) if depth < _DEPTH else (i, 0.0)
        if end > i:
            flow.close()
            held = [atom for row in rows[i:end] for atom in row]
            for side in (True, False):
                part = [atom for atom in held if ((atom.x0 + atom.x1) / 2 < gutter) == side]
                flow.items.extend(_arrange(part, depth + 1))
            i = end
        else:
            _read_row(rows[i], flow, depth)
            i += 1
    flow.close()
    return flow.items


def _read_row(row: list[_Atom], flow: _Flow, depth: int) -> None:
    if len(row) == 1 and row[0].words:
        flow.open.append(make_line(row[0].words))
        return
    if all(atom.words for atom in row):
        words = sorted((w for atom in row for w in atom.words), key=lambda w: w.x0)
        flow.open.extend(make_line(part) for part in group_rows(words))
        return
    flow.close()
    groups = _side_by_side(row)
    if len(groups) > 1 and depth < _DEPTH:
        for group in groups:
            flow.items.extend(_arrange(group, depth + 1))
        return
    for atom in sorted(row, key=lambda a: (a.y0, a.x0)):
        if atom.words:
            flow.open.append(make_line(atom.words))
        else:
            flow.close()
            flow.items.extend(atom.inside)


def _segments(rows: Iterable[list[Word]]) -> list[_Atom]:
    """Cut each line of words at its wide gaps."""
    atoms: list[_Atom] = []
    for row in rows:
        start, end = 0, row[0][3]
        for i, word in enumerate(row):
            gap = word[1] - end
            if gap > _GUTTER and gap > _WIDE * word[5][0] and i:
                atoms.append(_atom(row[start:i]))
                start = i
            end = word[3]
        atoms.append(_atom(row[start:] if start else row))
    return atoms


def _atom(run: list[Word]) -> _Atom:
    if len(run) == 1:
        return _make_atom((*run[0][1:5], (run[0],), ()))
    left, top = run[0][1], min([w[2] for w in run])
    return _make_atom((left, top, max([w[3] for w in run]), max([w[4] for w in run]), tuple(run), ()))


def _rows(atoms: Sequence[_Atom]) -> list[list[_Atom]]:
    """Put atoms that stand beside one another into rows; a tall one takes in all lines beside it."""
    rows: list[list[_Atom]] = []
    top, end = 0.0, -1.0
    for atom in sorted(atoms, key=lambda a: (a.y0, a.x0)):
        shared = min(end, atom.y1) - max(top, atom.y0)
        if rows and shared > 0.5 * min(atom.height, end - top):
            rows[-1].append(atom)
            end = max(end, atom.y1)
        else:
            rows.append([atom])
            top, end = atom.y0, atom.y1
    for row in rows:
        row.sort(key=lambda a: a.x0)
    return rows


def _column_run(rows: list[list[_Atom]], start: int) -> tuple[int, float]:
    """Return where the rows that share a gutter end, from `start`, and the middle of it; (start, 0) if none."""
    if len(rows[start]) == 1:
        return start, 0.0
    free: list[tuple[float, float]] | None = None
    left, right = min(a.x0 for a in rows[start]), max(a.x1 for a in rows[start])
    end, best = start, (start, 0.0)
    while end < len(rows) and all(atom.words for atom in rows[end]):
        left = min(left, min(a.x0 for a in rows[end]))
        right = max(right, max(a.x1 for a in rows[end]))
        taken = [(a.x0, a.x1) for a in rows[end]]
        free = _subtract(free if free is not None else [(-1e6, 1e6)], taken)
        inner = [(a, b) for a, b in free if b > left and a < right and b - a >= _GUTTER]
        if not inner:
            break
        end += 1
        free = inner
    if end - start < 3 or free is None:
        return best
    for a, b in free:
        if a > left and b < right and _is_gutter(rows[start:end], (a + b) / 2, right - left):
            return end, (a + b) / 2
    return best


def _subtract(free: list[tuple[float, float]], taken: list[tuple[float, float]]) -> list[tuple[float, float]]:
    for low, high in taken:
        parts = []
        for a, b in free:
            if high <= a or low >= b:
                parts.append((a, b))
                continue
            if low > a:
                parts.append((a, low))
            if high < b:
                parts.append((high, b))
        free = parts
    return free


def _is_gutter(rows: list[list[_Atom]], middle: float, width: float) -> bool:
    """Say whether there is running text on both sides: not labels, numbers in the margin, or page numbers."""
    sides = []
    for on_left in (True, False):
        at = [i for i, row in enumerate(rows) if any((a.x1 < middle) == on_left for a in row)]
        held = [a for row in rows for a in row if (a.x1 < middle) == on_left]
        if len(at) < 3 or sum(w.text.count(" ") + 1 for a in held for w in a.words) < 2 * len(held):
            return False
        if max(a.x1 for a in held) - min(a.x0 for a in held) < 0.15 * width:
            return False
        sides.append(_without_tail(at))
    low, high = max(sides[0][0], sides[1][0]), min(sides[0][-1], sides[1][-1])
    span = high - low + 1
    return span >= 2 and all(
        sum(low <= i <= high for i in _fill_between(at, other)) >= 0.55 * span for at, other in (sides, reversed(sides))
    )


def _without_tail(at: list[int]) -> list[int]:
    """Leave out a last row far below the others of its side: a page number beside the foot of the other column."""
    return at[:-1] if len(at) > 3 and at[-1] - at[-2] > _LONE else at


def _fill_between(at: list[int], other: list[int]) -> set[int]:
    """Return the rows of one side, and those of the other that stand between two of its lines: where the columns have
    no common base lines, rows are of one side and the other by turns."""
    own, alone = set(at), set(at) - set(other)
    return own | {i for i in other if {i - 1, i + 1} <= own and {i - 1, i + 1} & alone}


def _side_by_side(row: list[_Atom]) -> list[list[_Atom]]:
    groups: list[list[_Atom]] = []
    reach = 0.0
    for atom in sorted(row, key=lambda a: a.x0):
        if groups and atom.x0 < reach + 1:
            groups[-1].append(atom)
        else:
            groups.append([atom])
        reach = max(reach, atom.x1) if len(groups[-1]) > 1 else atom.x1
    return groups


def _area(box: Edges) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Edges, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _overlap(one: Edges, other: Edges) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 2 and min(one[3], other[3]) - max(one[1], other[1]) > 2


def _same(one: Edges, other: Edges) -> bool:
    return all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))
