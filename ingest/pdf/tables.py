"""The tables of one page: words put into the cells of a grid, header rows, and how sure the grid is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.document import Text

from .characters import Word
from .frame import Edges
from .grid import Grid, Slot
from .lines import Line, make_lines, make_text

_LIGHT = 0.8  # luminance above which a colour is light
_DARK = 0.72
_NOTHING = Text()
_PAD = 6.5  # points: no less white is between the words of two columns, but for the padding of one


class PageCell(NamedTuple):
    """A cell of a table on one page: its slot, box and words, and what joining over pages needs to know.

    `room` is the space left on its last line and `first_width` the width of its first word (points);
    `below` is the space between its last line and its lower edge.
    """

    slot: Slot
    box: Edges
    text: Text
    bold: bool = False
    light: bool = False
    room: float = 0.0
    first_width: float = 0.0
    below: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as it stands on one page; `number` counts the tables of the page from 1."""

    page: int
    number: int
    grid: Grid
    cells: tuple[PageCell, ...]
    header_rows: int

    @property
    def rows(self) -> int:
        """How many rows it has on this page."""
        return len(self.grid.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns it has on this page."""
        return len(self.grid.xs) - 1


def fill_table(grid: Grid, words: Sequence[Word], page: int, number: int) -> PageTable | None:
    """Return the table of a grid with its words, or None where the words show that it is none."""
    lines = {slot: make_lines(found) for slot, found in _by_slot(grid, words).items()}
    filled = [slot for slot, found in lines.items() if found]
    if not _is_table(grid, filled):
        return None
    limits = _right_limits(grid, lines)
    cells = tuple(_make_cell(grid, slot, lines[slot], limits, page, number) for slot in grid.slots)
    return PageTable(page, number, grid, cells, count_header_rows(grid, cells))


def _is_table(grid: Grid, filled: Sequence[Slot]) -> bool:
    """Leave out frames around running text, and drawings: a table has words side by side."""
    columns = {slot.column for slot in filled}
    if len(grid.xs) < 3 or len(filled) < 2:
        return False
    if len(columns) < 2 and len(grid.ys) < 4:
        return False
    return len(filled) >= 0.15 * len(grid.slots)


def _by_slot(grid: Grid, words: Sequence[Word]) -> dict[Slot, list[Word]]:
    """Put each word into the cell that holds its centre; a hair over the rule changes nothing."""
    owner: dict[tuple[int, int], Slot] = {}
    for slot in grid.slots:
        for r in range(slot.row, slot.row + slot.row_span):
            for c in range(slot.column, slot.column + slot.column_span):
                owner[r, c] = slot
    found: dict[Slot, list[Word]] = {slot: [] for slot in grid.slots}
    xs, ys = grid.xs[1:-1], grid.ys[1:-1]
    for word in words:
        place = bisect_right(ys, (word[2] + word[4]) / 2), bisect_right(xs, (word[1] + word[3]) / 2)
        found[owner[place]].append(word)
    return found


def _right_limits(grid: Grid, lines: dict[Slot, list[Line]]) -> dict[float, float]:
    """Return, by the right edge of a cell, how far its lines may run.

    A cell's right padding equals its left one; where some line of the column runs further, that far. Where the sides
    are guessed from gaps, words may come as near to those of the next column as any do.
    """
    pads: dict[float, list[float]] = defaultdict(list)
    reach: dict[float, float] = {}
    for slot, found in lines.items():
        left, right = grid.xs[slot.column], grid.xs[slot.column + slot.column_span]
        for line in found:
            pads[right].append(line.x0 - left)
            reach[right] = max(reach.get(right, 0.0), line.x1)
    if grid.kind in ("spaced", "tagged"):
        white = min((right - end for right, end in reach.items() if right < grid.xs[-1]), default=0.0)
        return {
            right: end if right == grid.xs[-1] else max(right - max(white, _PAD), end) for right, end in reach.items()
        }
    limits = {}
    for right, pad in pads.items():
        own = min(max(min(pad), 0.5), 9.0)
        limits[right] = max(right - own, min(reach[right], right))
    return limits


def make_room(lines: Sequence[Line], left: float, limit: float) -> Callable[[Line], float]:
    """Return a function that gives the space left on a line: of centred lines the space on both sides."""
    starts = [line.x0 for line in lines]
    if len(lines) > 1 and max(starts) - min(starts) > 2:
        centres = [(line.x0 + line.x1) / 2 for line in lines]
        ends = [line.x1 for line in lines]
        if max(centres) - min(centres) < 2 or max(ends) - min(ends) < 1.5:
            return lambda line: (limit - left) - (line.x1 - line.x0)
    return lambda line: limit - line.x1


def _make_cell(
    grid: Grid, slot: Slot, lines: list[Line], limits: dict[float, float], page: int, number: int
) -> PageCell:
    box = grid.box_of(slot)
    if not lines:
        return PageCell(slot, box, _NOTHING)
    limit = limits[box[2]]
    left = box[0] + (grid.xs[slot.column + slot.column_span] - limit)
    room = make_room(lines, left, limit)
    path = f"page {page}, table {number}, row {slot.row + 1}, column {slot.column + 1}"
    return PageCell(
        slot,
        box,
        make_text(lines, page, path, room),
        bold=all(line.bold for line in lines),
        light=all(luminance(line.colour) > _LIGHT for line in lines),
        room=room(lines[-1]),
        first_width=lines[0].first_width,
        below=box[3] - max([line.y1 for line in lines]),
        size=lines[-1].size,
    )


@lru_cache(maxsize=1024)
def luminance(colour: int) -> float:
    """Return how light a colour (0xRRGGBB) is, from 0 to 1.

    >>> luminance(0xFFFFFF), luminance(0)
    (1.0, 0.0)
    """
    red, green, blue = colour >> 16 & 255, colour >> 8 & 255, colour & 255
    return round((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255, 3)


def count_header_rows(grid: Grid, cells: Sequence[PageCell]) -> int:
    """Return how many rows at the top look like a header: bold where the rest is not, or on a colour of their own.

    A second row belongs to it where a cell of the first spans columns over it, or reaches down into it.
    """
    rows = len(grid.ys) - 1
    by_row: dict[int, list[PageCell]] = defaultdict(list)
    for cell in cells:
        by_row[cell.slot.row].append(cell)
    count = _first_header_end(grid, by_row, rows)
    if count == 0 or count >= rows:
        return min(count, rows) if rows == 1 and _looks_strong(by_row[0]) else 0 if count >= rows else count
    return count


def _first_header_end(grid: Grid, by_row: dict[int, list[PageCell]], rows: int) -> int:
    columns = len(grid.xs) - 1
    first = by_row[0]
    start = 1 if _is_banner(first, columns) and rows > 2 else 0
    body = [cell for r in range(start + 1, rows) for cell in by_row[r]]
    if _is_banner(by_row[start], columns) or not _stands_out(by_row[start], body):
        return 0
    end = start + max((cell.slot.row_span for cell in by_row[start] if cell.text or cell.slot.row_span > 1), default=1)
    grouped = any(1 < cell.slot.column_span < columns and cell.text for cell in by_row[start])
    if end == start + 1 and grouped and end < rows - 1:
        later = [cell for r in range(end + 1, rows) for cell in by_row[r]]
        if _stands_out(by_row[end], later) or _all(by_row[end], "bold"):
            end += 1
    return min(end, start + 3)


def _is_banner(row: Sequence[PageCell], columns: int) -> bool:
    """Say whether a row is one cell as wide as the table."""
    return len(row) == 1 and row[0].slot.column_span == columns and columns > 1


def _all(row: Sequence[PageCell], what: str) -> bool:
    filled = [cell for cell in row if cell.text]
    return bool(filled) and all(getattr(cell, what) for cell in filled)


def _looks_strong(row: Sequence[PageCell]) -> bool:
    return _all(row, "bold") or _all(row, "light")


def _stands_out(row: Sequence[PageCell], body: Sequence[PageCell]) -> bool:
    """Say whether a row differs from all below it in weight, in light words, or in its ground."""
    filled = [cell for cell in body if cell.text]
    if not any(cell.text for cell in row) or not filled:
        return _looks_strong(row)
    for what in ("bold", "light"):
        share = sum(getattr(cell, what) for cell in filled) / len(filled)
        if _all(row, what) and share < 0.5:
            return True
    fills = {cell.slot.fill for cell in row if cell.text}
    below = {cell.slot.fill for cell in body}
    own = fills - {None, 0xFFFFFF}
    return (
        len(fills) == 1
        and bool(own)
        and not own & below
        and (len(below) == 1 or luminance(next(iter(own)) or 0) < _DARK)
    )
