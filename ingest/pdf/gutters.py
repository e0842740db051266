"""Regions of a page that white strips part into columns, from the line that looks like their header downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .characters import Word
from .lines import group_rows

_GAP = 5.0  # points: the narrowest white between columns
_WIDE = 0.7  # times the size: white between words that parts them
_NEXT = 3.2  # times the size: white between rows of one table
_LIGHT = 0xA0
_ABOVE = 3  # lines: no header without a rule over it is deeper

Strip = tuple[float, float]


class Bar(NamedTuple):
    """Something drawn across: its height, left and right end."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line without a wide gap; `strong` is bold or light on a ground, `head` its first word's width."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    strong: bool
    head: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """The segments of a line from left to right; a `banner` runs over the columns of its table."""

    y0: float
    y1: float
    segments: tuple[Segment, ...]
    banner: bool = False

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.y0 + self.y1) / 2

    @property
    def size(self) -> float:
        """The size of its largest words."""
        return max(s.size for s in self.segments)


def read_lines(words: Sequence[Word]) -> list[TextLine]:
    """Return words as lines of segments, from top to bottom; nothing where no line has two."""
    return cut_lines(group_rows(words))


def cut_lines(held: Sequence[Sequence[Word]]) -> list[TextLine]:
    """Return words, by the line they stand on, as lines of segments; nothing where no line has two."""
    rows = [_split_row(row) for row in held]
    if all(len(parts) < 2 for parts in rows):
        return []
    lines = []
    for parts in rows:
        segments = tuple(_segment(part) for part in parts)
        lines.append(TextLine(min([s.y0 for s in segments]), max([s.y1 for s in segments]), segments))
    return lines


def _split_row(row: Sequence[Word]) -> Sequence[Sequence[Word]]:
    """Cut the words of a line at its wide gaps."""
    if len(row) == 1:
        return (row,)
    parts: list[list[Word]] = []
    end = -1e6
    for word in row:
        gap = word[1] - end
        if not parts or (gap >= _GAP and gap >= _WIDE * word[5][0]):  # a damaged file's sizes may be huge
            parts.append([])
        parts[-1].append(word)
        end = word[3]
    return parts


def _segment(words: Sequence[Word]) -> Segment:
    first = words[0]
    if len(words) == 1:
        text, x0, y0, x1, y1, style, _, _, _, head = first
        return Segment(text, x0, y0, x1, y1, style.size, style.bold or _is_light(style.colour), head)
    strong = all(w.style.bold or _is_light(w.style.colour) for w in words)
    return Segment(
        " ".join([w.text for w in words]),
        words[0].x0,
        min(w.y0 for w in words),
        max(w.x1 for w in words),
        max(w.y1 for w in words),
        max(w.style.size for w in words),
        strong,
        words[0].head,
    )


def _is_light(colour: int) -> bool:
    return min(colour >> 16 & 255, colour >> 8 & 255, colour & 255) > _LIGHT


def find_regions(lines: Sequence[TextLine], bars: Sequence[Bar]) -> Iterator[tuple[list[TextLine], list[Strip]]]:
    """Yield the runs of lines that share gutters, each with its gutters from left to right."""
    at = done = 0
    while at < len(lines):
        if len(lines[at].segments) < 2:
            at += 1
            continue
        held, gutters = _grow(lines, at, bars)
        if len(held) > 1 and gutters:
            yield _lines_above(lines[done:at], held[0], gutters) + held, gutters
            at = done = at + len(held)
        else:
            at += 1


def _lines_above(lines: Sequence[TextLine], first: TextLine, gutters: Sequence[Strip]) -> list[TextLine]:
    """Return the lines right above that belong to the first row: the ends of cells that a page break cut."""
    if all(s.strong for s in first.segments):
        return []
    starts = [end for _, end in gutters]
    above: list[TextLine] = []
    for line in reversed(lines):
        segment = line.segments[0]
        close = first.y0 - line.y1 < 0.5 * segment.size
        if not close or len(line.segments) > 1 or not any(abs(segment.x0 - x) < 1 for x in starts):
            break
        if any(segment.x0 < low < segment.x1 for low, _ in gutters):
            break
        above.insert(0, line)
        first = line
    return above


def _grow(lines: Sequence[TextLine], start: int, bars: Sequence[Bar]) -> tuple[list[TextLine], list[Strip]]:
    """Return the lines from `start` on that leave the gutters of the first one white, and the gutters left."""
    first = lines[start]
    gutters = [[(a.x1, b.x0)] for a, b in zip(first.segments, first.segments[1:], strict=False)]
    held, waiting = [first], list[TextLine]()
    reach = first.y1
    for line in lines[start + 1 :]:
        size = line.segments[0].size
        if line.y0 - reach > _NEXT * size or line.size > 1.2 * first.size + 0.5:
            break
        if len(held) > _ABOVE and _is_topped(bars, held[0].y0, reach, line.middle, first):
            break  # what is drawn there is the top of another table
        reach = max(reach, line.y1)
        left = [_leave_out(strips, line.segments) for strips in gutters]
        if all(left) and (len(line.segments) > 1 or not waiting):
            held += [TextLine(w.y0, w.y1, w.segments, banner=True) for w in waiting] + [line]
            waiting, gutters = [], left
        elif len(waiting) < 3 and _may_be_banner(line, held):
            waiting.append(line)
        else:
            break
    if waiting and _is_closed(bars, waiting[-1], first):
        held += [TextLine(w.y0, w.y1, w.segments, banner=True) for w in waiting]
    return held, _settle(gutters, held)


def _is_closed(bars: Sequence[Bar], line: TextLine, first: TextLine) -> bool:
    """Say whether a rule over the table's width is drawn right under a line: its last row may be a banner."""
    return any(_parts(bar, line.y1, line.y1 + line.size, first) for bar in bars)


def _is_topped(bars: Sequence[Bar], top: float, end: float, below: float, first: TextLine) -> bool:
    """Say whether the first thing drawn across since `top` stands between the heights `end` and `below`."""
    drawn = [b for b in bars if _parts(b, top, below, first)]
    return bool(drawn) and min(b.at for b in drawn) > end - 2


def _parts(bar: Bar, top: float, end: float, first: TextLine) -> bool:
    """Say whether something drawn across stands between two heights, over most of the first line's width."""
    left, right = first.segments[0].x0, first.segments[-1].x1
    return top - 2 < bar.at < end and min(bar.high, right) - max(bar.low, left) > 0.5 * (right - left)


def _may_be_banner(line: TextLine, held: Sequence[TextLine]) -> bool:
    """Say whether a line over several columns may be a row of its own: one run of words from the left side on."""
    left = min(s.x0 for x in held for s in x.segments)
    return len(line.segments) == 1 and abs(line.segments[0].x0 - left) < 12


def _leave_out(strips: Sequence[Strip], segments: Sequence[Segment]) -> list[Strip]:
    """Return what stays white of a gutter when the words of a line are set."""
    for segment in segments:
        parts: list[Strip] = []
        for a, b in strips:
            if segment.x1 <= a or segment.x0 >= b:
                parts.append((a, b))
                continue
            parts += [(low, high) for low, high in ((a, segment.x0), (segment.x1, b)) if high - low >= _GAP]
        strips = parts
    return list(strips)


def _settle(gutters: Sequence[Sequence[Strip]], held: Sequence[TextLine]) -> list[Strip]:
    """Return one strip for each gutter; two where a column without a header of its own stands between them."""
    found: list[Strip] = []
    for strips in gutters:
        kept = [strips[0]]
        for strip in strips[1:]:
            between = sum(1 for x in held for s in x.segments if s.x0 >= kept[-1][1] - 1 and s.x1 <= strip[0] + 1)
            if between >= max(2, 0.2 * len(held)):
                kept.append(strip)
            elif strip[1] - strip[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = strip
        found += kept
    return found


def column_of(segment: Segment, xs: Sequence[float]) -> int:
    """Return the column in which a segment starts; a banner starts in the first."""
    start = segment.x0 + 0.25 * min(segment.x1 - segment.x0, 12.0)
    return sum(1 for x in xs[1:-1] if start > x)
