"""Tables drawn with level rules only: rows from the rules, columns from the white gaps that run through them.

Very common, since it is what the plain table styles of office programs draw. The columns are inferred, so the
confidence is lower than for a grid that is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .characters import Word
from .grid import Grid, Slot
from .lines import group_rows
from .rules import Drawing, Rule

_ENDS = 6.0  # points: rules of one table start and end that near one another
_SHORTEST = 120.0  # points
_GAP = 5.0  # points: the narrowest white gap between columns
_CROSSED = 0.1  # share of lines that may run over a gap: banners and headers over several columns
_SURE, _LIKELY = 0.85, 0.7

Run = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Band:
    """The strip between two rules: its runs of words (left, right, middle height), line by line."""

    top: float
    end: float
    lines: tuple[tuple[Run, ...], ...]


def find_banded(drawing: Drawing, words: Sequence[Word]) -> list[Grid]:
    """Return the grids of tables that have rules across and none down; `words` are those outside other tables."""
    upright = [rule for rule in drawing.down if rule.length > 12]
    loose = [r for r in drawing.across if r.length >= _SHORTEST and not any(_touch(r, v) for v in upright)]
    grids = []
    for rules in _same_width(loose):
        for bands in _runs_of_bands(rules, words):
            grid = _make_grid(bands, rules[0])
            if grid is not None:
                grids.append(grid)
    return grids


def _touch(rule: Rule, upright: Rule) -> bool:
    return rule.low - 4 <= upright.at <= rule.high + 4 and upright.low - 4 <= rule.at <= upright.high + 4


def _same_width(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the sets of three or more rules that start and end at the same places, from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        for group in groups:
            if abs(group[0].low - rule.low) <= _ENDS and abs(group[0].high - rule.high) <= _ENDS:
                if rule.at - group[-1].at > 4:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def _runs_of_bands(rules: Sequence[Rule], words: Sequence[Word]) -> list[list[_Band]]:
    """Return runs of bands that have words; an empty band ends a table."""
    runs: list[list[_Band]] = [[]]
    for upper, lower in pairwise(rules):
        held = [
            w
            for w in words
            if upper.at - 1 <= (w.y0 + w.y1) / 2 <= lower.at + 1
            and upper.low - 4 <= (w.x0 + w.x1) / 2 <= upper.high + 4
        ]
        if held:
            lines = tuple(tuple(_read_runs(row)) for row in group_rows(held))
            runs[-1].append(_Band(upper.at, lower.at, lines))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= 2]


def _read_runs(row: Sequence[Word]) -> list[Run]:
    """Return the runs of words of a line, cut at gaps wider than a space between words."""
    runs: list[Run] = []
    for word in row:
        middle = (word.y0 + word.y1) / 2
        if runs and word.x0 - runs[-1][1] < max(0.7 * word.style.size, _GAP):
            runs[-1] = (runs[-1][0], max(runs[-1][1], word.x1), middle)
        else:
            runs.append((word.x0, word.x1, middle))
    return runs


def _make_grid(bands: Sequence[_Band], rule: Rule) -> Grid | None:
    lines = [line for band in bands for line in band.lines]
    gaps = _find_gaps(lines, rule.low, rule.high)
    if not gaps:
        return None
    xs = (rule.low, *((a + b) / 2 for a, b in gaps), rule.high)
    split = sum(1 for line in lines if len(_columns_of(line, xs)) > 1)
    if split < 0.4 * len(lines) or any(b - a < 8 for a, b in pairwise(xs)):
        return None
    rows: list[tuple[float, float, tuple[tuple[Run, ...], ...]]] = []
    inferred = False
    for i, band in enumerate(bands):
        parts = _split_band(band, xs) if len(bands) == 2 and i == 1 else [band]
        inferred = inferred or len(parts) > 1
        rows.extend((part.top, part.end, part.lines) for part in parts)
    slots = [slot for i, (_, _, held) in enumerate(rows) for slot in _row_slots(i, held, xs)]
    ys = (*(top for top, _, _ in rows), rows[-1][1])
    return Grid(xs, ys, tuple(slots), confidence=_LIKELY if inferred else _SURE, kind="banded")


def _find_gaps(lines: Sequence[Sequence[Run]], left: float, right: float) -> list[tuple[float, float]]:
    """Return the upright white gaps that nearly all lines leave, between the outer sides."""
    events: list[tuple[float, int]] = []
    for line in lines:
        events.extend((x, step) for low, high, _ in line for x, step in ((low, 1), (high, -1)))
    allowed = _CROSSED * len(lines)
    gaps: list[tuple[float, float]] = []
    covering, start = 0, left
    for x, step in sorted(events):
        if covering <= allowed < covering + step and x - start >= _GAP:
            gaps.append((start, x))
        covering += step
        if covering <= allowed < covering - step:
            start = x
    reach = [(min(low for low, _, _ in line), max(high for _, high, _ in line)) for line in lines]
    first, last = min(low for low, _ in reach), max(high for _, high in reach)
    return [(a, b) for a, b in gaps if a > first and b < min(last, right)]


def _columns_of(line: Sequence[Run], xs: Sequence[float]) -> set[int]:
    return {_column((low + high) / 2, xs) for low, high, _ in line}


def _column(x: float, xs: Sequence[float]) -> int:
    return max(sum(1 for side in xs[1:-1] if x > side), 0)


def _split_band(band: _Band, xs: Sequence[float]) -> list[_Band]:
    """Cut a band of many rows (rules only over and under the body) where most columns start afresh."""
    starts = [i for i, line in enumerate(band.lines) if _starts_row(line, xs)]
    if len(starts) < 2 or starts[0] != 0:
        return [band]
    parts: list[_Band] = []
    for k, start in enumerate(starts):
        stop = starts[k + 1] if k + 1 < len(starts) else len(band.lines)
        top = band.top if k == 0 else parts[-1].end
        end = band.end if stop == len(band.lines) else (band.lines[stop - 1][0][2] + band.lines[stop][0][2]) / 2
        parts.append(_Band(top, end, band.lines[start:stop]))
    return parts


def _starts_row(line: Sequence[Run], xs: Sequence[float]) -> bool:
    columns = _columns_of(line, xs)
    return 0 in columns and len(columns) >= 0.6 * (len(xs) - 1)


def _row_slots(row: int, lines: Sequence[Sequence[Run]], xs: Sequence[float]) -> list[Slot]:
    """Return the cells of a row, columns joined where words run over the gap between them."""
    joined = {
        side
        for line in lines
        for low, high, _ in line
        for side in range(1, len(xs) - 1)
        if low + 3 < xs[side] < high - 3
    }
    slots, start = [], 0
    for side in range(1, len(xs)):
        if side not in joined:
            slots.append(Slot(row, start, 1, side - start))
            start = side
    return slots
