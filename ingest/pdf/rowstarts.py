"""The rows of a table without upright rules: by what is drawn across, the white between them, or their first column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .grid import cluster
from .gutters import Bar, Segment, TextLine, column_of
from .lines import find_marker

_TIGHT = 0.65  # times the size: lines of one cell set at one and a half lines leave less white
_LEAST_PAD, _MOST_PAD = 8.0, 16.0  # points: the room between the words of two columns that are filled to the brim


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of one row and the heights where it begins and ends; into the columns in `through` words run from above."""

    top: float
    end: float
    lines: tuple[TextLine, ...]
    through: frozenset[int] = frozenset()


def find_rows(lines: Sequence[TextLine], xs: Sequence[float], bars: Sequence[Bar]) -> tuple[list[Row], bool]:
    """Return the rows, and whether what is drawn divides them all."""
    levels = _find_levels(lines, xs, bars)
    bands = _cut_at(lines, levels)
    if len(bands) > 3 or (len(bands) == 3 and not any(_white_starts(band.lines, xs) for band in bands)):
        return [*_part_header(bands[0]), *bands[1:]], True
    rows: list[Row] = []
    for band in bands:
        rows.extend(_split_by_white(band, xs))
    return rows, False


def _part_header(band: Row) -> list[Row]:
    """Return the first strip as its header and the row under it, where nothing is drawn between them."""
    head = _header_end(band.lines)
    if not head:
        return [band]
    middle = (max(line.y1 for line in band.lines[:head]) + band.lines[head].y0) / 2
    return [Row(band.top, middle, band.lines[:head]), Row(middle, band.end, band.lines[head:])]


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


def _cut_at(lines: Sequence[TextLine], levels: Sequence[float]) -> list[Row]:
    """Return the strips between the heights, those without words left out."""
    rows = []
    edges = [lines[0].y0 - 2, *levels, lines[-1].y1 + 2]
    for top, end in pairwise(sorted(edges)):
        held = tuple(line for line in lines if top <= line.middle < end)
        if held:
            rows.append(Row(top, end, held))
    return rows


def _split_by_white(band: Row, xs: Sequence[float]) -> list[Row]:
    """Cut a band where white runs through it, or else where the first column starts afresh."""
    lines = band.lines
    head = _header_end(lines)
    body = lines[head:]
    starts = _white_starts(body, xs)
    beside = _starts_beside(body, xs) if len(xs) > 3 and (starts or (head and _stands_off(lines, head, xs))) else {}
    if not (starts or beside):
        starts = _key_starts(body, xs)
    elif len(starts) > 0.6 * (len(body) - 1) and _is_plain(body, xs):
        starts += [i for i, line in enumerate(body) if i and _is_full(line, xs)]
    starts = sorted({*starts, *_banner_starts(body), *beside})
    starts = [i + head for i in ([0, *starts] if head else starts)]
    if not starts:
        return [band]
    rows: list[Row] = []
    for start, stop in pairwise([0, *starts, len(lines)]):
        top = band.top if start == 0 else rows[-1].end
        after = beside.get(stop - head, frozenset())
        end = band.end if stop == len(lines) else (_reach(lines[:stop], after, xs) + lines[stop].y0) / 2
        rows.append(Row(top, end, tuple(lines[start:stop]), beside.get(start - head, frozenset())))
    return rows


def _stands_off(lines: Sequence[TextLine], head: int, xs: Sequence[float]) -> bool:
    """Say whether more white is under a header than inside cells."""
    size = lines[head].segments[0].size
    return lines[head].y0 - max(line.y1 for line in lines[:head]) > usual_white(lines[head:], xs) + 0.22 * size


def _reach(lines: Sequence[TextLine], through: frozenset[int], xs: Sequence[float]) -> float:
    """Return how far down the words of lines reach, but for those of columns that run on."""
    return max(s.y1 for line in lines for s in line.segments if not through or column_of(s, xs) not in through)


def _starts_beside(lines: Sequence[TextLine], xs: Sequence[float]) -> dict[int, frozenset[int]]:
    """Return the lines on which a row begins beside a cell that runs on, merged over both rows, and its columns.

    Two columns or more begin there at one height after more white than is inside cells; the words of another reach
    down to that height, or past it. Paragraphs inside cells do so by chance: seldom in two columns, never in three.
    """
    least = usual_white(lines, xs) + 0.22 * min(line.segments[0].size for line in lines)
    limits = [*_right_limits(lines, xs)[:-1], 1e6]  # how wide the last one is, nothing tells
    counts = Counter(column_of(s, xs) for line in lines for s in line.segments)
    found: dict[int, tuple[set[int], set[int]]] = {}
    above: dict[int, Segment] = {}
    alone: set[int] = set()
    for i, line in enumerate(lines):
        own = {column_of(s, xs): s for s in line.segments}
        near = {c for c, s in above.items() if line.y0 - s.y1 <= least}
        level = {c for c in near if c in own and not _runs_on(above[c], own[c], limits[c])}
        fresh = own.keys() - near
        if i and len(fresh) == 1 and near - level:
            alone |= fresh
        if near and not level and len(fresh) > 1 and not line.banner:
            past = near.isdisjoint(own)
            rarer = max(counts[c] for c in near) < min(counts[c] for c in fresh)
            if len(near) <= (len(fresh) if past and rarer else len(fresh) // 2):
                found[i] = near, fresh
        above |= own
    return {i: frozenset(near) for i, (near, fresh) in found.items() if len(fresh) > 2 or not alone & fresh}


def _runs_on(above: Segment, below: Segment, limit: float) -> bool:
    """Say whether a line goes on the words of the one above, in the same cell."""
    return below.text[:1].islower() or _wraps(above, below, limit)


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
    usual = usual_white(lines, xs)
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
    columns = {column_of(s, xs) for s in line.segments}
    nearby = {column_of(s, xs) for x in lines[at : at + 6] if x.y0 < line.y1 for s in x.segments}
    return 0 in columns | nearby or len(columns | nearby) > 1 or line.banner


def usual_white(lines: Sequence[TextLine], xs: Sequence[float]) -> float:
    """Return the white between lines inside cells (points): the smallest that is usual in any column."""
    whites: list[float] = []
    last: dict[int, float] = {}
    for line in lines:
        ends: dict[int, float] = {}
        for segment in line.segments:  # a bullet and its words are two
            column = column_of(segment, xs)
            white = segment.y0 - last.get(column, -1e6)
            if column not in ends and white < 1.2 * segment.size:
                whites.append(white)
            ends[column] = max(ends.get(column, 0.0), segment.y1)
        last |= ends
    if not whites:
        return -100.0  # no cell has two lines: each line is a row
    whites.sort()
    tight = whites[len(whites) // 16] if whites[0] < -1.0 else whites[0]  # overlaps are marks set high or low
    size = min(line.segments[0].size for line in lines)
    return tight if tight < _TIGHT * size else -100.0


def _is_plain(lines: Sequence[TextLine], xs: Sequence[float]) -> bool:
    """Say whether nearly every line speaks in all columns: then no cell wraps."""
    return sum(_is_full(line, xs) for line in lines) >= 0.8 * len(lines)


def _is_full(line: TextLine, xs: Sequence[float]) -> bool:
    return len({column_of(s, xs) for s in line.segments}) == len(xs) - 1


def _key_starts(lines: Sequence[TextLine], xs: Sequence[float]) -> list[int]:
    """Return the lines on which the first column begins a new entry, set as tight as the lines of one."""
    if _is_plain(lines, xs):
        return list(range(1, len(lines)))
    starts = []
    limits = _right_limits(lines, xs)
    last: dict[int, Segment] = {}
    before: set[int] = set()
    for i, line in enumerate(lines):
        found = {column_of(s, xs): s for s in line.segments}
        if i and 0 in found and len(found) > 1:
            wrapped = {c: c in before and _wraps(last[c], s, limits[c]) for c, s in found.items()}
            fresh = not wrapped.pop(0) or bool(find_marker(found[0].text)[0])
            if fresh and 2 * sum(wrapped.values()) <= len(wrapped):
                starts.append(i)
        last |= found
        before = set(found)
    return starts


def _right_limits(lines: Sequence[TextLine], xs: Sequence[float]) -> list[float]:
    """Return how far the words of each column may run: as near to the next one as any words of the table come."""
    ends: dict[int, float] = {}
    for segment in (s for line in lines for s in line.segments):
        column = column_of(segment, xs)
        if segment.x1 < xs[column + 1]:
            ends[column] = max(ends.get(column, 0.0), segment.x1)
    starts = [x + 1.5 for x in xs[1:-1]]
    least = min((start - ends[c] for c, start in enumerate(starts) if c in ends), default=_LEAST_PAD)
    white = min(max(least, _LEAST_PAD), _MOST_PAD)
    return [*(start - white for start in starts), xs[-1] - 2]


def _wraps(above: Segment, below: Segment, limit: float) -> bool:
    """Say whether a line is there since its first word had no room on the one above."""
    return above.x1 + below.head + 0.4 * below.size > limit
