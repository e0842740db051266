"""Tables whose columns are drawn by nothing but white space: borderless, ruled between rows only, or shaded by rows.

Very common, since it is what the plain table styles of office programs draw. Where they are, is seen from their
gutters: white strips that run down through line after line from the first one, which as a rule is the header.
Rows come from what is drawn across (rules, edges of grounds), else from the white between them, else from where
the first column starts afresh. Columns and some rows are inferred, and the confidence says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .characters import Word
from .grid import Grid, Slot
from .gutters import Bar, Segment, Strip, TextLine, column_of, cut_lines, find_regions
from .lines import find_marker
from .merged import find_centred, find_open_below, find_unshaded, merge_down
from .rowstarts import Row, find_rows
from .rules import Drawing, Fill, Rule, merge_rules

_DIVIDED, _HEADED, _GUESSED = 0.85, 0.75, 0.6
_SHORT = 15.0  # points: no shorter rule parts rows
_ENOUGH = 3  # points of evidence for a table


def find_spaced(drawing: Drawing, rows: Sequence[Sequence[Word]]) -> list[Grid]:
    """Return the grids of tables that have no upright rules; `rows` are the words outside others, line by line."""
    text_lines = cut_lines(rows)
    if not text_lines or sum(map(len, rows)) < 4:
        return []
    rules = [Bar(r.at, r.low, r.high) for r in drawing.across if r.length > _SHORT]
    fills = [fill for fill in drawing.fills if _may_be_row(fill)]
    edges = [Rule(y, f.x0, f.x1) for f in fills for y in (f.y0, f.y1)]
    grounds = [Bar(*edge) for edge in merge_rules(edges)]  # some programs shade a row cell by cell
    grids = []
    for lines, gutters in find_regions(text_lines, rules):
        for part in _split_at_headers(lines):
            grid = _make_grid(part, gutters, rules, grounds, fills)
            if grid is not None:
                grids.append(grid)
    return grids


def _row_edges(grounds: Sequence[Bar], low: float, high: float) -> list[Bar]:
    """Return the edges of the grounds of rows: they run from side to side, or stand level in several columns.

    The ground of a paragraph stays in its column.
    """
    found = []
    for bar in grounds:
        level = [b for b in grounds if abs(b.at - bar.at) < 1 and b.low < high and b.high > low]
        share = sum(min(b.high, high) - max(b.low, low) for b in level) / (high - low)
        if (share > 0.4 and len(level) > 1) or share > 0.6:
            found.append(bar)
    return found


def _split_at_headers(lines: Sequence[TextLine]) -> list[Sequence[TextLine]]:
    """Cut lines where the first one, a header, stands again: the same header twice is two tables."""
    head = [s.text for s in lines[0].segments]
    again = [i for i, line in enumerate(lines) if i and [s.text for s in line.segments] == head]
    if not again or not all(s.strong for s in lines[0].segments):
        return [lines]
    return [lines[start:stop] for start, stop in pairwise([0, *again, len(lines)])]


def _may_be_row(fill: Fill) -> bool:
    return fill.x1 - fill.x0 > 40 and 8 < fill.y1 - fill.y0 < 400


def _make_grid(
    lines: Sequence[TextLine],
    gutters: Sequence[Strip],
    rules: Sequence[Bar],
    grounds: Sequence[Bar],
    fills: Sequence[Fill],
) -> Grid | None:
    segments = [segment for line in lines for segment in line.segments]
    low, high = min(s.x0 for s in segments), max(s.x1 for s in segments)
    xs = (low - 2, *(end - 1.5 for _, end in gutters), high + 2)
    inside = [b for b in rules if b.low < high and b.high > low]
    wide = _row_edges(grounds, low, high)
    rows, divided = find_rows(lines, xs, sorted(inside + wide))
    if len(rows) < 2:
        return None
    evidence = _weigh(rows, xs, divided)
    if evidence < _ENOUGH:
        return None
    ys = (rows[0].top, *((a.end + b.top) / 2 for a, b in pairwise(rows)), rows[-1].end)
    single = [slot for i, row in enumerate(rows) for slot in _row_slots(i, row, xs)]
    open_below = find_open_below(rows, xs, ys, inside) | find_unshaded(rows, xs, ys, fills)
    open_below |= set() if divided else find_centred(rows, xs)
    slots = merge_down(single, open_below)
    confidence = _DIVIDED if divided else _HEADED if _is_headed(rows) and len(xs) > 3 else _GUESSED
    return Grid(xs, ys, tuple(slots), confidence=confidence, kind="spaced", merges=divided)


def _weigh(rows: Sequence[Row], xs: Sequence[float], divided: bool) -> int:
    """Return the points of evidence for rows and columns being a table and not text that stands side by side."""
    points = 2 if divided else 0
    points += 2 if _is_headed(rows) else 0
    points += 1 if len(xs) > 3 else 0
    body = rows[1:]
    cells = [_first_segments(row, xs) for row in body]
    shared = sum(1 for cell in cells if len(cell) > 1 and _is_level(list(cell.values())))
    points += 1 if shared >= 0.6 * len(body) and (shared > 1 or _is_headed(rows)) else 0
    points += 1 if len(rows) > 2 and len(xs) > 3 and shared >= 0.8 * len(body) else 0
    if not shared and not (_is_headed(rows) and len(xs) > 3 and _stands_under(rows)):
        return 0
    if (len(xs) < 4 and _is_numbered(cells)) or (not divided and _are_lists(body, xs)):
        return 0
    if len(xs) < 4 and not (divided or (_is_headed(rows) and shared >= 0.7 * len(body) and len(body) > 1)):
        points -= 3
    return points


def _stands_under(rows: Sequence[Row]) -> bool:
    """Say whether all that follows a header begins where its words do: the end of a row that a page break cut."""
    starts = [s.x0 for line in rows[0].lines for s in line.segments]
    body = [s.x0 for row in rows[1:] for line in row.lines for s in line.segments]
    return all(min(abs(x - start) for start in starts) < 1.5 for x in body)


def _are_lists(body: Sequence[Row], xs: Sequence[float]) -> bool:
    """Say whether the first column and another have bullets: then lists stand side by side."""
    bullets = [0] * (len(xs) - 1)
    for segment in (s for row in body for line in row.lines for s in line.segments):
        marker = find_marker(segment.text)[0]
        bullets[column_of(segment, xs)] += bool(marker) and not marker.strip("()")[:1].isalnum()
    return bullets[0] > 1 and sum(1 for count in bullets if count > 1) > 1


def _is_numbered(cells: Sequence[dict[int, Segment]]) -> bool:
    """Say whether the first column holds little but numbers and bullets: then the rest is a list, not a column."""
    keys = [cell[0].text for cell in cells if 0 in cell]
    marks = sum(1 for key in keys if not any(map(str.isalpha, key)) or not find_marker(f"{key} x")[1].strip(" x"))
    return marks >= 0.5 * len(keys)


def _first_segments(row: Row, xs: Sequence[float]) -> dict[int, Segment]:
    found: dict[int, Segment] = {}
    for line in row.lines:
        for segment in line.segments:
            found.setdefault(column_of(segment, xs), segment)
    return found


def _is_level(segments: Sequence[Segment]) -> bool:
    middles = [(s.y0 + s.y1) / 2 for s in segments]
    return max(middles) - min(middles) < 0.4 * segments[0].size


def _is_headed(rows: Sequence[Row]) -> bool:
    """Say whether the first row looks like a header: strong or light words where most of the others are not."""
    head = [s for line in rows[0].lines for s in line.segments]
    body = [s for row in rows[1:] for line in row.lines for s in line.segments]
    if len(head) < 2 or any(len(s.text) > 60 for s in head):
        return False
    strong = all(s.strong for s in head)
    return strong and sum(s.strong for s in body) < 0.4 * len(body)


def _row_slots(row: int, held: Row, xs: Sequence[float]) -> list[Slot]:
    """Return the cells of a row, columns joined where words run over the gap between them."""
    joined = {
        side
        for line in held.lines
        for s in line.segments
        for side in range(1, len(xs) - 1)
        if s.x0 + 3 < xs[side] < s.x1 - 3
    }
    if any(line.banner for line in held.lines) and len(held.lines[0].segments) == 1:
        joined = set(range(1, len(xs) - 1))
    slots, start = [], 0
    for side in range(1, len(xs)):
        if side not in joined:
            slots.append(Slot(row, start, 1, side - start))
            start = side
    return slots
