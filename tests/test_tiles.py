"""Tables told by the ground of each cell: black beside black, white beside white, rules in some columns only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from papers import see_actions
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen import canvas

from extract.plan import read_plan
from ingest.document import Table
from ingest.formats import read_document
from ingest.people import CatalogueRow

HEADER = ["Action", "Owner", "By when", "Progress"]
ROWS = [
    ["Open two warm hubs in the north", "Housing Team", "March 2026", "The first has opened."],
    ["Publish a damp standard", "Head of Homes", "May 2026", "A draft is agreed by the board."],
    ["Train sixty visitors", "Public Health", "June 2026", "Twenty have been trained so far."],
    ["Review parking permits", "Parking Team", "July 2026", "Not yet begun."],
    ["Recruit a carers' lead", "Carers Service", "May 2027", "The advert is out."],
]
WANTED = [(text, [owner], due) for text, owner, due, _ in ROWS]
LEFT, TOP = 80.0, 700.0
WIDTH, HEIGHT = 108.0, 39.0
BLACK, WHITE, GREY, PALE = 0x000000, 0xFFFFFF, 0x808080, 0xE6E6E6

Ground = Callable[[int, int], int | None]


def place(row: int, column: int) -> tuple[float, float]:
    """Return the upper left corner of a cell, in points from the lower left of the page."""
    return LEFT + column * WIDTH, TOP - row * HEIGHT


def fill(c: canvas.Canvas, box: tuple[float, float, float, float], colour: int) -> None:
    c.setFillColor(colors.HexColor(colour))
    c.rect(box[0], box[1], box[2] - box[0], box[3] - box[1], stroke=0, fill=1)


def rule(c: canvas.Canvas, x0: float, y0: float, x1: float, y1: float, colour: int = BLACK) -> None:
    c.setStrokeColor(colors.HexColor(colour))
    c.line(x0, y0, x1, y1)


def draw_cells(c: canvas.Canvas, ground: Ground, data: Sequence[Sequence[str]]) -> None:
    for i, row in enumerate(data):
        for j, text in enumerate(row):
            x, y = place(i, j)
            colour = ground(i, j)
            if colour is not None:
                for _ in range(2):  # as LibreOffice does
                    fill(c, (x, y - HEIGHT, x + WIDTH - 0.1, y), colour)
            c.setFillColor(colors.white if colour == BLACK else colors.black)
            c.setFont("Helvetica-Bold" if i == 0 or j == 0 else "Helvetica", 9)
            for k, line in enumerate(simpleSplit(text, "Helvetica-Bold", 9, WIDTH - 12)):
                c.drawString(x + 5, y - 11 - 11 * k, line)


def read(path: Path) -> list[tuple[str, list[str], str | None]]:
    reading = read_plan(read_document(path), CatalogueRow(0, path.name, published="2025-06-01"))
    return [(seen.text, seen.owners, seen.due_text) for seen in see_actions(reading)]


def tables_of(path: Path) -> list[Table]:
    return [block.table for block in read_document(path).blocks if block.table is not None]


@pytest.fixture
def page(tmp_path: Path) -> canvas.Canvas:
    return canvas.Canvas(str(tmp_path / "a.pdf"), pagesize=A4)


def test_a_black_first_column_without_rules_between_its_rows(page: canvas.Canvas, tmp_path: Path) -> None:
    def ground(row: int, column: int) -> int:
        return WHITE if row == 0 else BLACK if column == 0 else GREY if row % 2 else PALE

    (right, end), (second, head) = place(6, 4), place(1, 1)
    fill(page, (LEFT, end, right, TOP), PALE)
    draw_cells(page, ground, [HEADER, *ROWS])
    rule(page, LEFT, head, right, head)
    rule(page, second, end, right, end)
    for row in range(2, 6):
        rule(page, second, place(row, 0)[1], right, place(row, 0)[1], WHITE)
    for column in range(1, 5):
        rule(page, place(0, column)[0], head, place(0, column)[0], end)
    page.save()
    assert read(tmp_path / "a.pdf") == WANTED


def test_a_white_first_column_outside_the_rules(page: canvas.Canvas, tmp_path: Path) -> None:
    def ground(row: int, column: int) -> int:
        return WHITE if column == 0 else PALE if row % 2 == 0 else GREY

    right, end = place(6, 4)
    fill(page, (LEFT, end, right, TOP), 0xC0C0C0)
    draw_cells(page, ground, [HEADER, *ROWS])
    for row in range(7):
        rule(page, place(0, 1)[0], place(row, 0)[1], right, place(row, 0)[1])
    for column in range(1, 5):
        rule(page, place(0, column)[0], TOP, place(0, column)[0], end)
    page.save()
    assert read(tmp_path / "a.pdf") == WANTED


def test_every_other_row_without_a_ground_beside_a_white_column(page: canvas.Canvas, tmp_path: Path) -> None:
    def ground(row: int, column: int) -> int | None:
        return WHITE if row == 0 or column == 0 else PALE if row % 2 else None

    (right, end), head = place(6, 4), place(1, 0)[1]
    draw_cells(page, ground, [HEADER, *ROWS])
    rule(page, LEFT, head, right, head)
    rule(page, place(0, 1)[0], head, place(0, 1)[0], end)
    rule(page, right, head, right, end)
    page.save()
    assert read(tmp_path / "a.pdf") == WANTED


def test_white_cells_on_a_white_page(page: canvas.Canvas, tmp_path: Path) -> None:
    fill(page, (0, 0, *A4), WHITE)
    draw_cells(page, lambda *_: WHITE, [HEADER, *ROWS])
    page.save()
    assert read(tmp_path / "a.pdf") == WANTED


def test_a_ground_for_each_row_of_a_merged_cell_does_not_cut_it(page: canvas.Canvas, tmp_path: Path) -> None:
    data = [HEADER, *[["", *row[1:]] for row in ROWS]]
    draw_cells(page, lambda *_: PALE, data)
    page.setFillColor(colors.black)
    for k, line in enumerate(simpleSplit(" ".join(row[0] for row in ROWS), "Helvetica", 9, WIDTH - 12)):
        page.drawString(LEFT + 5, place(1, 0)[1] - 11 - 11 * k, line)
    right, end = place(6, 4)
    for row in range(7):
        x = LEFT if row in (0, 1, 6) else place(0, 1)[0]
        rule(page, x, place(row, 0)[1], right, place(row, 0)[1])
    for column in range(5):
        rule(page, place(0, column)[0], TOP, place(0, column)[0], end)
    page.save()
    (table,) = tables_of(tmp_path / "a.pdf")
    assert [cell.row_span for cell in table.cells if cell.column == 0] == [1, 5]


PROSE = "The council met on Monday and heard from residents of every ward about the winter to come, and the one after"


def write_prose(c: canvas.Canvas, left: float, top: float, width: float) -> None:
    c.setFillColor(colors.black)
    c.setFont("Helvetica", 9)
    for k, line in enumerate(simpleSplit(" ".join([PROSE] * 5), "Helvetica", 9, width)):
        c.drawString(left, top - 12 * k, line)


def draw_banner(c: canvas.Canvas) -> None:
    fill(c, (0, 0, *A4), WHITE)
    fill(c, (0, 760, A4[0], A4[1]), GREY)
    fill(c, (0, 720, A4[0], 760), PALE)


def draw_highlights(c: canvas.Canvas) -> None:
    for k, starts in enumerate([(80, 131, 190, 260), (80, 112, 201, 240), (95, 150, 222, 280)]):
        for x0, x1 in pairwise(starts):
            fill(c, (x0, 688 - 12 * k, x1, 700 - 12 * k), 0xFFFF00 if x0 % 2 else 0x00FF00)


def draw_stripes(c: canvas.Canvas) -> None:
    for k in range(8):
        fill(c, (80, 684 - 12 * k, 500, 696 - 12 * k), PALE if k % 2 else WHITE)


def draw_bars(c: canvas.Canvas) -> None:
    for k, high in enumerate([40, 90, 65, 120, 30, 80]):
        fill(c, (80 + 40 * k, 300, 120 + 40 * k, 300 + high), GREY)
        fill(c, (80 + 40 * k, 300 + high, 120 + 40 * k, 440), PALE)
        c.setFillColor(colors.black)
        c.drawString(90 + 40 * k, 310, str(high))
        c.drawString(90 + 40 * k, 425, str(140 - high))


def draw_squares(c: canvas.Canvas) -> None:
    for k in range(25):
        x, y = 80 + 40 * (k % 5), 300 + 30 * (k // 5)
        fill(c, (x, y, x + 40, y + 30), 0x204080 + k)


@pytest.mark.parametrize("draw", [draw_banner, draw_highlights, draw_stripes, draw_bars, draw_squares])
def test_other_grounds_are_no_table(page: canvas.Canvas, tmp_path: Path, draw: Callable[[canvas.Canvas], None]) -> None:
    draw(page)
    write_prose(page, 80, 690, 420)
    page.save()
    assert tables_of(tmp_path / "a.pdf") == []
