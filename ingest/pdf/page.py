"""One page of a PDF, read and closed: its words in reading order, its tables, and what is doubtful about it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from .characters import Characters, Measure, Word, split_at, within
from .frame import read_frame
from .grid import Grid, add_header_row, find_grids
from .halfruled import read_by_white
from .layout import Item, Strip, arrange, find_boxes
from .lines import Line, group_levels, group_rows, make_turned_lines
from .openrows import split_open_cells, split_open_row
from .rules import Drawing, add_drawing, read_drawing
from .sideways import turns_to_upright
from .spaced import find_spaced
from .tables import PageTable, fill_table
from .tagged import Tags
from .taggedgrid import agree
from .tiles import part_by_tiles
from .unseen import weigh_unseen

_WORDLIKE = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds, in reading order; `turned` are lines that run aslant or up and down.

    `picture` is the share of the page that pictures cover, `objects` how many things are drawn there;
    `spoken` its words in the order of the file, for deciding what a hyphen at a line's end is. `turned_by` says by how
    many quarter turns clockwise it was turned to be read: width, height and all boxes are those of the turned page.
    """

    number: int
    width: float
    height: float
    words: int
    items: tuple[Item, ...] = ()
    turned: tuple[Line, ...] = ()
    picture: float = 0.0
    objects: int = 0
    spoken: str = ""
    turned_by: int = 0

    @property
    def tables(self) -> Iterator[PageTable]:
        """Its tables, in reading order."""
        return (item for item in self.items if isinstance(item, PageTable))

    @property
    def lines(self) -> Iterator[Line]:
        """Its lines outside tables, in reading order."""
        return (line for item in self.items if isinstance(item, Strip) for line in item.lines)


def read_page(document: Any, number: int, seen: Drawing | None = None) -> PageContent:
    """Return the content of a page (from 1) of an open pypdfium2 document; the page is closed again.

    `seen` is what a look at the page's picture adds to what the file draws.
    """
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        raise pypdfium2.PdfiumError(f"Page {number} can't be loaded.")
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            raise pypdfium2.PdfiumError(f"The text of page {number} can't be loaded.")
        try:
            return _read_open(page, text_page, number, seen)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read_open(page: Any, text_page: Any, number: int, seen: Drawing | None) -> PageContent:
    frame = read_frame(page)
    characters = Characters(page, text_page, frame)
    words = characters.words()
    turns = turns_to_upright(words)
    if turns:
        frame = replace(frame, turns=(frame.turns + turns) % 4)
        characters = Characters(page, text_page, frame)
        words = characters.words()
    drawing = weigh_unseen(read_drawing(page, frame))
    drawing = drawing if seen is None else add_drawing(drawing, seen)
    tags = Tags(page, text_page)
    content = lay_out(number, (frame.width, frame.height), words, drawing, characters.measure, tags)
    return replace(content, turned_by=turns) if turns else content


def lay_out(
    number: int,
    size: tuple[float, float],
    words: list[Word],
    drawing: Drawing,
    measure: Measure,
    tags: Tags | None = None,
) -> PageContent:
    """Return a page of a width and height in points with its words put into tables and lines.

    `measure` gives the left and right side of a character by its index on the page; `tags` is its structure tree.
    """
    width, height = size
    text = " ".join([w.text for w in words])
    drawing = leave_out_underlines(drawing, words)
    tables, rest, rows = _take_tables(drawing, words, measure, number, tags)
    turned = [w for w in rest if w[5][4]]
    upright = [w for w in rest if w[5][4] == 0] if turned else rest
    boxes = find_boxes(drawing, tables, width, height)
    return PageContent(
        number,
        round(width, 2),
        round(height, 2),
        _count_words(text),
        tuple(arrange(upright, rows, tables, boxes)),
        tuple(make_turned_lines(turned)),
        _picture_share(drawing, width, height),
        drawing.objects,
        text,
    )


def _count_words(text: str) -> int:
    """Count the words that hold a letter or figure."""
    words = text.split()
    odd = [word for word in words if not word.isalnum() and not word[0].isalnum()]
    return len(words) - list(map(_WORDLIKE.search, odd)).count(None)


def leave_out_underlines(drawing: Drawing, words: Sequence[Word]) -> Drawing:
    """Return the drawing without the rules that underline words: they start and end where words do."""
    if not drawing.across:
        return drawing
    starts = sorted([w[1] for w in words])
    levels: dict[tuple[float, float], list[Word]] = {}
    kept = []
    for rule in drawing.across:
        first = bisect_left(starts, rule.low - 3)
        if first == len(starts) or starts[first] > rule.low + 3:
            kept.append(rule)
            continue
        levels = levels or group_levels(words)
        over = [
            w
            for (top, end), held in levels.items()
            if (top + end) / 2 < rule.at < end + 2
            for w in held
            if rule.low - 2 < (w.x0 + w.x1) / 2 < rule.high + 2
        ]
        level = over and abs(min(w.x0 for w in over) - rule.low) < 2.5
        if not (level and abs(max(w.x1 for w in over) - rule.high) < 3.5):
            kept.append(rule)
    return replace(drawing, across=tuple(kept)) if len(kept) < len(drawing.across) else drawing


def _take_tables(
    drawing: Drawing, words: list[Word], measure: Measure, number: int, tags: Tags | None
) -> tuple[list[PageTable], list[Word], list[list[Word]]]:
    """Return the tables of a page, the words that stand outside them, and the upright ones of these line by line."""
    tables: list[PageTable] = []
    rest = words
    for grid in part_by_tiles(find_grids(drawing), drawing, words):
        headed = read_by_white(_with_header_above(grid, rest), drawing, rest)
        whole = split_open_row(split_open_cells(headed, rest), rest)
        rest = _take_table(_ask(whole, rest, words, tags), rest, measure, number, tables)
    rows = _group_upright(rest)
    ruled = len(tables)
    for grid in find_spaced(drawing, rows):
        rest = _take_table(_ask(grid, rest, words, tags), rest, measure, number, tables)
    return tables, rest, rows if len(tables) == ruled else _group_upright(rest)


def _group_upright(words: Sequence[Word]) -> list[list[Word]]:
    return group_rows([w for w in words if w[5][4] == 0])


def _ask(grid: Grid, rest: Sequence[Word], words: Sequence[Word], tags: Tags | None) -> Grid:
    """Return the grid as the structure tree tells it, where what is drawn leaves it unsure."""
    return agree(grid, rest, words, tags) if tags is not None and grid.confidence < 1 else grid


def _take_table(grid: Grid, words: list[Word], measure: Measure, number: int, tables: list[PageTable]) -> list[Word]:
    """Add the table of a grid to `tables` where it is one; return the words left over."""
    x0, y0, x1, y1 = grid.box
    inside = [w for w in within(words, (x0 - 1, y0 - 1, x1 + 1, y1 + 1)) if not w[5][4] % 90]
    cut = split_at(inside, _sides(grid), measure)
    table = fill_table(grid, cut, number, len(tables) + 1)
    if table is None:
        return words
    tables.append(table)
    held = {id(w) for w in inside}
    return [w for w in words if id(w) not in held]


def _with_header_above(grid: Grid, words: Sequence[Word]) -> Grid:
    """Take in a line of bold words that stands on the grid without rules of its own, one to a column."""
    x0, y0, x1, _ = grid.box
    near = [w for w in words if y0 - 16 < (w.y0 + w.y1) / 2 < y0 - 1 and w.x1 > x0 - 2 and w.x0 < x1 + 2]
    if not near or not all(w.style.bold and w.style.angle == 0 for w in near):
        return grid
    if any(w.x0 < x0 - 2 or w.x1 > x1 + 2 or w.y1 < y0 - 16 for w in near):
        return grid
    columns = list(zip(grid.xs, grid.xs[1:], strict=False))
    held = [sum(1 for a, b in columns if w.x0 >= a - 1 and w.x1 <= b + 1) for w in near]
    used = sum(1 for a, b in columns if any(w.x0 >= a - 1 and w.x1 <= b + 1 for w in near))
    if not all(held) or used < max(2, 0.7 * len(columns)):
        return grid
    return add_header_row(grid, min(w.y0 for w in near) - 1)


def _sides(grid: Grid) -> list[tuple[float, float, float]]:
    """Return the right side of each cell but those at the edge of the table: x, top, end."""
    boxes = [grid.box_of(slot) for slot in grid.slots]
    return [(x1, y0, y1) for _, y0, x1, y1 in boxes if x1 < grid.xs[-1]]


def _picture_share(drawing: Drawing, width: float, height: float) -> float:
    page = width * height or 1.0
    shown = (
        max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(y1, height) - max(y0, 0.0))
        for x0, y0, x1, y1 in drawing.pictures
    )
    return min(1.0, sum(shown) / page)
