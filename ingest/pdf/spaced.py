"""Tables whose columns are drawn by nothing but white space: borderless, ruled between rows only, or shaded by rows.

Very common, since it is what the plain table styles of office programs draw. Where they are, is seen from their
gutters: white strips that run down through line after line from the first one, which as a rule is the header.
Rows come from what is drawn across (rules, edges of grounds), else from the white between them, else from where
the first column starts afresh. Columns and some rows are inferred, and the confidence says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .characters import Word
from .grid import Grid, Slot, cluster
from .gutters import Bar, Segment, Strip, TextLine, find_regions, read_lines
from .lines import find_marker
from .rules import Drawing, Fill, Rule, merge_rules

_DIVIDED, _HEADED, _GUESSED = 0.85, 0.75, 0.6
_SHORT = 15.0  # points: no shorter rule parts rows
_ENOUGH = 3  # points of evidence for a table


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines of one row and the heights where it begins and ends."""

    top: float
    end: float
    lines: tuple[TextLine, ...]


def find_spaced(drawing: Drawing, words: Sequence[Word]) -> list[Grid]:
    """Return the grids of tables that have no upright rules; `words` are those outside other tables."""
    if len(words) < 4:
        return []
    rules = [Bar(r.at, r.low, r.high) for r in drawing.across if r.length > _SHORT]
    edges = [Rule(y, f.x0, f.x1) for f in drawing.fills for y in (f.y0, f.y1) if _may_be_row(f)]
    grounds = [Bar(*edge) for edge in merge_rules(edges)]  # some programs shade a row cell by cell
    grids = []
    for lines, gutters in find_regions(read_lines(words), rules):
        for part in _split_at_headers(lines):
            grid = _make_grid(part, gutters, rules, grounds)
            if grid is not None:
                grids.append(grid)
    return grids


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
    lines: Sequence[TextLine], gutters: Sequence[Strip], rules: Sequence[Bar], grounds: Sequence[Bar]
) -> Grid | None:
    segments = [segment for line in lines for segment in line.segments]
    low, high = min(s.x0 for s in segments), max(s.x1 for s in segments)
    xs = (low - 2, *(end - 1.5 for _, end in gutters), high + 2)
    inside = [b for b in rules if b.low < high and b.high > low]
    # the ground of a row runs from side to side; that of a paragraph stays in its column
    wide = [b for b in grounds if min(b.high, high) - max(b.low, low) > 0.6 * (high - low)]
    rows, divided = _find_rows(lines, xs, sorted(inside + wide))
    if len(rows) < 2:
        return None
    evidence = _weigh(rows, xs, divided)
    if evidence < _ENOUGH:
        return None
    ys = (rows[0].top, *((a.end + b.top) / 2 for a, b in pairwise(rows)), rows[-1].end)
    slots = _merge_down([slot for i, row in enumerate(rows) for slot in _row_slots(i, row, xs)], xs, ys, inside)
    confidence = _DIVIDED if divided else _HEADED if _is_headed(rows) and len(xs) > 3 else _GUESSED
    return Grid(xs, ys, tuple(slots), confidence=confidence, kind="spaced")


def _find_rows(lines: Sequence[TextLine], xs: Sequence[float], bars: Sequence[Bar]) -> tuple[list[_Row], bool]:
    """Return the rows, and whether what is drawn divides them all."""
    levels = _find_levels(lines, xs, bars)
    bands = _cut_at(lines, levels)
    if len(bands) > 3 or (len(bands) == 3 and not any(_white_starts(band.lines, xs) for band in bands)):
        return bands, True
    rows: list[_Row] = []
    for band in bands:
        rows.extend(_split_by_white(band, xs))
    return rows, False


def _find_levels(lines: Sequence[TextLine], xs: Sequence[float], bars: Sequence[Bar]) -> list[float]:
    """Return the heights at which something is drawn across from the first column on, or over half the table."""
    top, end = lines[0].y0, lines[-1].y1
    held = [b for b in bars if top - 12 < b.at < end + 12]
    levels = []
    for at in cluster([b.at for b in held], 3.0):
        parts = [b for b in held if abs(b.at - at) <= 4]
        covered = sum(
            max(0.0, min(xs[k + 1], max(b.high for b in parts)) - max(xs[k], min(b.low for b in parts)))
            for k in range(len(xs) - 1)
            if any(b.low < xs[k] + 12 and b.high > xs[k] + 0.6 * (xs[k + 1] - xs[k]) for b in parts)
        )
        if covered > 0.3 * (xs[-1] - xs[0]):
            levels.append(at)
    return levels


def _cut_at(lines: Sequence[TextLine], levels: Sequence[float]) -> list[_Row]:
    """Return the strips between the heights, those without words left out."""
    rows = []
    edges = [lines[0].y0 - 2, *levels, lines[-1].y1 + 2]
    for top, end in pairwise(sorted(edges)):
        held = tuple(line for line in lines if top <= line.middle < end)
        if held:
            rows.append(_Row(top, end, held))
    return rows


def _split_by_white(band: _Row, xs: Sequence[float]) -> list[_Row]:
    """Cut a band where white runs through it, or else where the first column starts afresh."""
    lines = band.lines
    head = _header_end(lines)
    body = lines[head:]
    starts = _white_starts(body, xs)
    if not starts or (len(starts) > 0.6 * (len(body) - 1) and _is_plain(body, xs)):
        starts = _key_starts(body, xs)
    starts = sorted({*starts, *_banner_starts(body)})
    starts = [i + head for i in ([0, *starts] if head else starts)]
    if not starts:
        return [band]
    rows: list[_Row] = []
    for start, stop in pairwise([0, *starts, len(lines)]):
        top = band.top if start == 0 else rows[-1].end
        end = band.end if stop == len(lines) else (max(x.y1 for x in lines[:stop]) + lines[stop].y0) / 2
        rows.append(_Row(top, end, tuple(lines[start:stop])))
    return rows


def _banner_starts(lines: Sequence[TextLine]) -> list[int]:
    """Return the lines on which a banner begins, and those on which columns go on after one."""
    starts, inside = [], lines[0].banner
    for i, line in enumerate(lines[1:], 1):
        if line.banner != inside and (line.banner or len(line.segments) > 1):
            inside = line.banner
            starts.append(i)
    return starts


def _header_end(lines: Sequence[TextLine]) -> int:
    """Return how many lines at the top are strong in every word, 0 where none or all are."""
    strong = [all(s.strong for s in line.segments) for line in lines]
    return strong.index(False) if len(lines[0].segments) > 1 and not all(strong) else 0


def _white_starts(lines: Sequence[TextLine], xs: Sequence[float]) -> list[int]:
    """Return the lines before which more white is than inside cells, and which speak in more than one column."""
    usual = _usual_white(lines, xs)
    starts, reach = [], lines[0].y1
    for i in range(1, len(lines)):
        line = lines[i]
        size = line.segments[0].size
        if line.y0 - reach > usual + 0.22 * size and _begins_row(lines, i, xs):
            starts.append(i)
        reach = max(reach, line.y1)
    return starts


def _begins_row(lines: Sequence[TextLine], at: int, xs: Sequence[float]) -> bool:
    """Say whether a line is more than a further paragraph of one cell: the first column, or two others, start."""
    line = lines[at]
    columns = {_column(s, xs) for s in line.segments}
    nearby = {_column(s, xs) for x in lines[at : at + 6] if x.y0 < line.y1 for s in x.segments}
    return 0 in columns | nearby or len(columns | nearby) > 1 or line.banner


def _usual_white(lines: Sequence[TextLine], xs: Sequence[float]) -> float:
    """Return the white between lines inside cells (points): the smallest that is usual in any column."""
    whites: list[float] = []
    last: dict[int, float] = {}
    for line in lines:
        ends: dict[int, float] = {}
        for segment in line.segments:  # a bullet and its words are two
            column = _column(segment, xs)
            white = segment.y0 - last.get(column, -1e6)
            if column not in ends and white < 1.2 * segment.size:
                whites.append(white)
            ends[column] = max(ends.get(column, 0.0), segment.y1)
        last |= ends
    if not whites:
        return -100.0  # no cell has two lines: each line is a row
    whites.sort()
    tight = whites[len(whites) // 10]
    size = min(line.segments[0].size for line in lines)
    return tight if tight < 0.75 * size else -100.0


def _is_plain(lines: Sequence[TextLine], xs: Sequence[float]) -> bool:
    """Say whether nearly every line speaks in all columns: then no cell wraps."""
    full = sum(1 for line in lines if len({_column(s, xs) for s in line.segments}) == len(xs) - 1)
    return full >= 0.8 * len(lines)


def _key_starts(lines: Sequence[TextLine], xs: Sequence[float]) -> list[int]:
    """Return the lines on which the first column begins a new entry, set as tight as the lines of one."""
    if _is_plain(lines, xs):
        return list(range(1, len(lines)))
    starts = []
    limits = _right_limits(lines, xs)
    last: dict[int, Segment] = {}
    before: set[int] = set()
    for i, line in enumerate(lines):
        found = {_column(s, xs): s for s in line.segments}
        if i and 0 in found and len(found) > 1:
            wrapped = {c: c in before and _wraps(last[c], s, limits[c]) for c, s in found.items()}
            fresh = not wrapped.pop(0) or bool(find_marker(found[0].text)[0])
            if fresh and 2 * sum(wrapped.values()) <= len(wrapped):
                starts.append(i)
        last |= found
        before = set(found)
    return starts


def _right_limits(lines: Sequence[TextLine], xs: Sequence[float]) -> list[float]:
    """Return how far the words of each column may run: to near the next one, or as far as some do."""
    limits = [x - 8 for x in xs[1:]]
    for segment in (s for line in lines for s in line.segments):
        column = _column(segment, xs)
        if segment.x1 < xs[column + 1]:
            limits[column] = max(limits[column], segment.x1)
    return limits


def _wraps(above: Segment, below: Segment, limit: float) -> bool:
    """Say whether a line is there since its first word had no room on the one above."""
    return above.x1 + below.head + 0.4 * below.size > limit


def _weigh(rows: Sequence[_Row], xs: Sequence[float], divided: bool) -> int:
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


def _stands_under(rows: Sequence[_Row]) -> bool:
    """Say whether all that follows a header begins where its words do: the end of a row that a page break cut."""
    starts = [s.x0 for line in rows[0].lines for s in line.segments]
    body = [s.x0 for row in rows[1:] for line in row.lines for s in line.segments]
    return all(min(abs(x - start) for start in starts) < 1.5 for x in body)


def _are_lists(body: Sequence[_Row], xs: Sequence[float]) -> bool:
    """Say whether the first column and another have bullets: then lists stand side by side."""
    bullets = [0] * (len(xs) - 1)
    for segment in (s for row in body for line in row.lines for s in line.segments):
        marker = find_marker(segment.text)[0]
        bullets[_column(segment, xs)] += bool(marker) and not marker.strip("()")[:1].isalnum()
    return bullets[0] > 1 and sum(1 for count in bullets if count > 1) > 1


def _is_numbered(cells: Sequence[dict[int, Segment]]) -> bool:
    """Say whether the first column holds little but numbers and bullets: then the rest is a list, not a column."""
    keys = [cell[0].text for cell in cells if 0 in cell]
    marks = sum(1 for key in keys if not any(map(str.isalpha, key)) or not find_marker(f"{key} x")[1].strip(" x"))
    return marks >= 0.5 * len(keys)


def _first_segments(row: _Row, xs: Sequence[float]) -> dict[int, Segment]:
    found: dict[int, Segment] = {}
    for line in row.lines:
        for segment in line.segments:
            found.setdefault(_column(segment, xs), segment)
    return found


def _is_level(segments: Sequence[Segment]) -> bool:
    middles = [(s.y0 + s.y1) / 2 for s in segments]
    return max(middles) - min(middles) < 0.4 * segments[0].size


def _is_headed(rows: Sequence[_Row]) -> bool:
    """Say whether the first row looks like a header: strong or light words where most of the others are not."""
    head = [s for line in rows[0].lines for s in line.segments]
    body = [s for row in rows[1:] for line in row.lines for s in line.segments]
    if len(head) < 2 or any(len(s.text) > 60 for s in head):
        return False
    strong = all(s.strong for s in head)
    return strong and sum(s.strong for s in body) < 0.4 * len(body)


def _column(segment: Segment, xs: Sequence[float]) -> int:
    """Return the column in which a segment starts; a banner starts in the first."""
    start = segment.x0 + 0.25 * min(segment.x1 - segment.x0, 12.0)
    return sum(1 for x in xs[1:-1] if start > x)


def _row_slots(row: int, held: _Row, xs: Sequence[float]) -> list[Slot]:
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


def _merge_down(slots: list[Slot], xs: Sequence[float], ys: Sequence[float], bars: Sequence[Bar]) -> list[Slot]:
    """Join cells over rows where a rule is drawn under other columns of the row and not under theirs."""
    columns = len(xs) - 1
    open_below: set[tuple[int, int]] = set()
    for row in range(len(ys) - 2):
        parts = [b for b in bars if abs(b.at - ys[row + 1]) < 6]
        under = [any(b.low < (xs[k] + xs[k + 1]) / 2 < b.high for b in parts) for k in range(columns)]
        if any(under) and not all(under):
            open_below |= {(row, k) for k in range(columns) if not under[k]}
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
