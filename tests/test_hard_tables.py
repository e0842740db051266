"""Kinds of table that users of other readers reported as broken, each made anew, and read down to owner and date.

`docs/hard-tables.md` names the thread that each comes from. What is expected was written from the page, not from the
program.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from papers import see_actions
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen import canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extract.plan import read_plan
from extract.reading import Reading
from ingest.document import BlockKind
from ingest.formats import read_document
from ingest.people import CatalogueRow

SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=9, leading=11)
STRONG = ParagraphStyle("strong", parent=SMALL, fontName="Helvetica-Bold")
WHITE = ParagraphStyle("white", parent=STRONG, textColor=colors.white)
RULED = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
WIDTHS = [210, 130, 90]

HEADER = ["Action", "Lead", "By when"]
ROWS = [
    ["Open two warm hubs in the north of the borough before the first frost", "Housing Team", "May 2026"],
    ["Train sixty visitors", "Public Health", "June 2026"],
    ["Publish the list of empty homes, street by street", "Housing Team", "July 2026"],
]

Action = tuple[str, list[str], str | None]
WANTED: list[Action] = [(text, [lead], due) for text, lead, due in ROWS]


def read(path: Path) -> list[Action]:
    """Return the actions of a file: text, owners, due as printed."""
    return [(seen.text, seen.owners, seen.due_text) for seen in see_actions(plan(path))]


def plan(path: Path) -> Reading:
    return read_plan(read_document(path), CatalogueRow(0, path.name, published="2025-06-01"))


def write(path: Path, *parts: Flowable) -> Path:
    SimpleDocTemplate(str(path), pagesize=A4, topMargin=50, bottomMargin=50).build(list(parts))
    return path


def make(data: list[list[str]], *style: tuple[object, ...], header: ParagraphStyle = STRONG, **more: object) -> Table:
    cells = [
        [Paragraph(text, header if i == 0 else SMALL) if text else "" for text in row] for i, row in enumerate(data)
    ]
    return Table(cells, style=TableStyle([TOP, *style]), **{"colWidths": WIDTHS, **more})


def test_a_merged_cell_gives_its_words_to_each_of_its_rows(tmp_path: Path) -> None:
    data = [HEADER, ROWS[0], ["Train sixty visitors", "", "June 2026"], ["Publish the list", "Policy Team", ""]]
    table = make(data, RULED, ("SPAN", (1, 1), (1, 2)), ("SPAN", (2, 2), (2, 3)))
    assert read(write(tmp_path / "a.pdf", table)) == [
        WANTED[0],
        ("Train sixty visitors", ["Housing Team"], "June 2026"),
        ("Publish the list", ["Policy Team"], "June 2026"),
    ]


def draw_rows(c: canvas.Canvas, *, hidden: Callable[[float], None]) -> None:
    """Three columns, rows of two printed lines; `hidden` draws at the height between the two lines of a row."""
    x, y, height = [60, 270, 400, 490], 740.0, 30.0
    lines = [
        HEADER,
        ["Open two warm hubs in the north", "Housing Team", "May 2026"],
        ["Train sixty visitors", "Public", "June"],
    ]
    second = [[], ["of the borough"], ["before winter", "Health", "2026"]]
    c.setFont("Helvetica", 9)
    for i, row in enumerate(lines):
        top = y - i * height
        hidden(top - height / 2)
        c.setStrokeColor(colors.black)
        c.setLineWidth(0.5)
        c.setFillColor(colors.black)
        for j, text in enumerate(row):
            c.rect(x[j], top - height, x[j + 1] - x[j], height)
            c.drawString(x[j] + 4, top - 11, text)
        for j, text in enumerate(second[i]):
            c.drawString(x[j] + 4, top - 23, text)


def test_lines_that_nobody_sees_cut_no_row(tmp_path: Path) -> None:
    def white(c: canvas.Canvas, at: float) -> None:
        c.setStrokeColor(colors.white)
        c.line(60, at, 490, at)

    def white_box(c: canvas.Canvas, at: float) -> None:
        c.setFillColor(colors.white)
        c.rect(60, at, 430, 0.5, stroke=0, fill=1)

    def unpainted(c: canvas.Canvas, at: float) -> None:
        c.rect(60, at, 430, 15, stroke=0, fill=0)

    def see_through(c: canvas.Canvas, at: float) -> None:
        c.saveState()
        c.setStrokeAlpha(0)
        c.line(60, at, 490, at)
        c.restoreState()

    for number, draw in enumerate((white, white_box, unpainted, see_through)):
        path = tmp_path / f"{number}.pdf"
        c = canvas.Canvas(str(path), pagesize=A4)
        draw_rows(c, hidden=lambda at, draw=draw, c=c: draw(c, at))  # type: ignore[misc]  # bound early
        c.save()
        assert read(path) == [
            ("Open two warm hubs in the north of the borough", ["Housing Team"], "May 2026"),
            ("Train sixty visitors before winter", ["Public Health"], "June 2026"),
        ], draw.__name__


@pytest.mark.parametrize("banded", [False, True])
def test_white_rules_that_part_the_rows_are_kept(tmp_path: Path, banded: bool) -> None:
    white = ("GRID", (0, 0), (-1, -1), 1, colors.white)
    bands = [("BACKGROUND", (0, i), (-1, i), colors.HexColor("#dde8f0")) for i in ((0, 2) if banded else (0, 1, 2, 3))]
    assert read(write(tmp_path / "a.pdf", make([HEADER, *ROWS], *bands, white))) == WANTED


def test_two_tables_close_together_stay_two(tmp_path: Path) -> None:
    people = [
        ["Name", "Team", "Present from", "Apologies"],
        ["Ana Morris", "Policy", "10.00", ""],
        ["Jo Field", "", "", "Yes"],
    ]
    first = make([HEADER, *ROWS[:2]], RULED)
    second = make(people, RULED, colWidths=[110, 120, 110, 90])
    for gap in (6, 14):
        path = write(tmp_path / f"{gap}.pdf", first, Spacer(1, gap), second)
        tables = [block.table for block in read_document(path).blocks if block.table is not None]
        assert [(table.rows, table.columns) for table in tables] == [(3, 3), (3, 4)], gap
        assert read(path) == WANTED[:2], gap


def test_a_row_cut_by_the_page_is_one_row(tmp_path: Path) -> None:
    long = (
        "Open two warm hubs, "
        + "and then one more in each of the wards that asked for one last year, " * 6
        + "at last."
    )
    data = [HEADER, *ROWS[1:], [long, "Housing Team", "May 2026"], ROWS[1], ROWS[2]]
    found = read(write(tmp_path / "a.pdf", Spacer(1, 610), make(data, RULED, splitInRow=1)))
    assert [row[1:] for row in found] == [row[1:] for row in (*WANTED[1:], *WANTED)]
    assert found[2][0] == long


def test_a_last_paragraph_alone_over_the_page_goes_on_its_row(tmp_path: Path) -> None:
    head = ["Action", "By when", "Applies to"]
    first = [head, ["Assess what is held, for its use", "Yearly", "Required of large teams"]]
    rest = [["", "", "Asked of all others"], ["Publish a list", "May 2026", "Required of all teams"]]
    parts = [Spacer(1, 650), make(first, RULED), PageBreak(), make(rest, RULED, header=SMALL)]
    document = read_document(write(tmp_path / "a.pdf", *parts))
    (table,) = [block.table for block in document.blocks if block.table is not None]
    said = [[cell.text.plain.split() if cell else None for cell in row][2] for row in table.grid()]
    assert said[1:] == [
        ["Required", "of", "large", "teams", "Asked", "of", "all", "others"],
        ["Required", "of", "all", "teams"],
    ]


def test_a_row_whose_first_cell_goes_on_in_a_new_sentence(tmp_path: Path) -> None:
    head = ["Recommendation", "Action", "Lead"]
    said = "The council should know which homes are cold. It should keep that list."
    first = [head, [said, "We will keep a list of homes, checked each month against the", "Head of Housing"]]
    more = ["It should share the list too.", "returns of surgeries and schools.", ""]
    rest = [more, ["Show the results.", "We will publish them.", "Policy Team"]]
    widths = {"colWidths": [180, 150, 100]}
    parts = [Spacer(1, 650), make(first, RULED, **widths), PageBreak(), make(rest, RULED, header=SMALL, **widths)]
    assert [row[1] for row in read(write(tmp_path / "a.pdf", *parts))] == [["Head of Housing"], ["Policy Team"]]


@pytest.mark.parametrize("drawn", [(1, 3), (2,), (1, 2)], ids=str)
def test_upright_rules_on_some_rows_only(tmp_path: Path, drawn: tuple[int, ...]) -> None:
    across = ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)
    frame = ("BOX", (0, 0), (-1, -1), 0.5, colors.black)
    upright = [("INNERGRID", (0, row), (-1, row), 0.5, colors.black) for row in drawn]
    assert read(write(tmp_path / "a.pdf", make([HEADER, *ROWS], across, frame, *upright))) == WANTED


@pytest.mark.parametrize("between", [False, True], ids=["frame", "rules between rows"])
def test_a_frame_with_a_rule_beside_the_first_column_only(tmp_path: Path, between: bool) -> None:
    style = [("BOX", (0, 0), (-1, -1), 0.5, colors.black), ("LINEAFTER", (0, 0), (0, -1), 0.5, colors.black)]
    style += [("LINEBELOW", (0, 0), (-1, -1 if between else 0), 0.5, colors.black)]
    assert read(write(tmp_path / "a.pdf", make([HEADER, *ROWS, *ROWS], *style))) == WANTED * 2


def test_bullets_in_a_cell_of_a_table_without_rules(tmp_path: Path) -> None:
    c = canvas.Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    x, y = [60, 200, 330, 410], 740
    for i in range(5):
        cells = [[text] for text in (*HEADER, "Progress")]
        if i:
            cells = [["Open two warm", "hubs and a", f"third, {i}"], ["Housing Team"], [f"May 202{i}"]]
            cells.append(["• First visits", "  were made", "• Second round", "  is planned"])
        c.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 9)
        for left, lines in zip(x, cells, strict=True):
            for k, line in enumerate(lines):
                bullet, _, said = line.rpartition("• ")
                c.drawString(left, y - 14 * k, bullet or line[: len(line) - len(said)].strip())
                c.drawString(left + (18 if line[0] in "• " else 0), y - 14 * k, said.strip())
        y -= 14 * max(map(len, cells)) + 10
    c.save()
    wanted = [(f"Open two warm hubs and a third, {i}", ["Housing Team"], f"May 202{i}") for i in range(1, 5)]
    assert read(tmp_path / "a.pdf") == wanted


def test_a_first_column_on_dark_and_every_other_row_shaded(tmp_path: Path) -> None:
    dark = [("BACKGROUND", (0, 0), (0, -1), colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.black)]
    pale = [("BACKGROUND", (1, row), (-1, row), colors.HexColor("#d8d8d8")) for row in (1, 3)]
    looks = [[WHITE] * 3, *[[WHITE, SMALL, SMALL] for _ in ROWS]]
    data = zip([HEADER, *ROWS], looks, strict=True)
    cells = [[Paragraph(text, look) for text, look in zip(row, by, strict=True)] for row, by in data]
    table = Table(cells, colWidths=WIDTHS, style=TableStyle([TOP, *dark, *pale]))
    assert read(write(tmp_path / "a.pdf", table)) == WANTED


def test_a_sentence_over_all_columns_is_not_cut(tmp_path: Path) -> None:
    banner = "Theme one: people are seen and heard wherever in the borough they live, and asked what they want"
    data = [HEADER, [banner, "", ""], *ROWS]
    path = write(tmp_path / "a.pdf", make(data, RULED, ("SPAN", (0, 1), (2, 1))))
    (table,) = [block.table for block in read_document(path).blocks if block.table is not None]
    assert {cell.column_span for cell in table.cells if cell.row == 1} == {3}
    assert read(path) == WANTED


def test_rows_shaded_cell_by_cell_without_rules(tmp_path: Path) -> None:
    long = ["Open two warm hubs in the north", "Housing Team", "May 2026"]
    data = [HEADER, long, ROWS[1], ROWS[2], long]
    x, tops = [60, 200, 340, 480], [740.0]
    c = canvas.Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    for i, row in enumerate(data):
        lines = [simpleSplit(text, "Helvetica", 9, 90) for text in row]
        tops.append(tops[-1] - 14 - 11 * max(map(len, lines)))
        for j, said in enumerate(lines):
            if i % 2:
                c.setFillColor(colors.HexColor("#d3dfee"))
                c.rect(x[j] + 0.05, tops[-1], x[j + 1] - x[j] - 0.1, tops[-2] - tops[-1], stroke=0, fill=1)
            c.setFillColor(colors.black)
            c.setFont("Helvetica-Bold" if i == 0 else "Helvetica", 9)
            for k, line in enumerate(said):
                c.drawString(x[j] + 5, tops[-2] - 11 - 11 * k, line)
    c.save()
    assert read(tmp_path / "a.pdf") == [(text, [lead], due) for text, lead, due in data[1:]]


def test_rows_of_several_lines_without_a_line_between_rows(tmp_path: Path) -> None:
    columns = [("LINEBEFORE", (1, 0), (-1, -1), 0.5, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]
    narrow = {"colWidths": [150, 70, 60]}
    assert read(write(tmp_path / "a.pdf", make([HEADER, *ROWS], **narrow))) == WANTED
    assert read(write(tmp_path / "b.pdf", make([HEADER, *ROWS], *columns, **narrow))) == WANTED


def test_words_set_against_the_rule_stay_on_their_side(tmp_path: Path) -> None:
    tight = [("LEFTPADDING", (0, 0), (-1, -1), 0.3), ("RIGHTPADDING", (0, 0), (-1, -1), 0.3)]
    data = [HEADER, ["Train visitors", "Public Health", "June 2026"], ["Publish a list", "Housing Team", "July 2026"]]
    style = ParagraphStyle("close", parent=SMALL)
    cells = [[Paragraph(text, style) for text in row] for row in data]
    table = Table(cells, colWidths=[60, 57.5, 50], style=TableStyle([RULED, TOP, *tight]))
    assert read(write(tmp_path / "a.pdf", table)) == [
        ("Train visitors", ["Public Health"], "June 2026"),
        ("Publish a list", ["Housing Team"], "July 2026"),
    ]


class Sideways(Flowable):
    """Words that run up the page, one line after another."""

    def __init__(self, *lines: str) -> None:
        super().__init__()
        self.lines, self.width, self.height = lines, 12.0 * len(lines), 70.0

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.setFont("Helvetica-Bold", 9)
        for number, line in enumerate(self.lines):
            self.canv.drawString(2, -10 - 12 * number, line)


def test_headers_and_levels_that_run_up_the_page(tmp_path: Path) -> None:
    p = [[Paragraph(text, SMALL) for text in row] for row in ROWS]
    head = [Sideways("Aim"), Paragraph("Action", STRONG), Sideways("Lead", "officer"), Sideways("By when")]
    data = [head, [Sideways("Warm and safe", "homes"), *p[0]], ["", *p[1]], ["", *p[2]]]
    table = Table(data, colWidths=[40, 200, 130, 80], style=TableStyle([TOP, RULED, ("SPAN", (0, 1), (0, 3))]))
    path = write(tmp_path / "a.pdf", table)
    assert read(path) == WANTED
    assert [seen.aim for seen in see_actions(plan(path))] == ["Warm and safe homes"] * 3


@pytest.mark.parametrize("turn", [90, -90])
def test_a_table_lying_on_its_side_on_an_upright_page(tmp_path: Path, turn: int) -> None:
    table = make([HEADER, *ROWS], RULED)
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    c.translate(*((100, 120) if turn == 90 else (500, 700)))
    c.rotate(turn)
    table.wrapOn(c, 500, 400)
    table.drawOn(c, 0, 0)
    c.save()
    assert read(path) == WANTED
    document = read_document(path)
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx(A4, abs=0.1)
    (held,) = [block.table for block in document.blocks if block.table is not None]
    with pdfplumber.open(path) as pdf:
        for cell in held.cells:
            for place in [piece.place for piece in cell.text.pieces]:
                assert place.box is not None
                box = (place.box.x0 - 1, place.box.y0 - 1, place.box.x1 + 1, place.box.y1 + 1)
                seen = sorted(char["text"] for char in pdf.pages[0].crop(box).chars if char["text"].strip())
                line = next(piece.text for piece in cell.text.pieces if piece.place == place)
                assert seen == sorted(line.replace(" ", ""))


def test_a_header_of_two_rows_keeps_both(tmp_path: Path) -> None:
    data = [
        ["What we will do", "Who", "", "By when"],
        ["", "Lead", "Partners", ""],
        ["Open two warm hubs", "Housing Team", "Wexcombe Foodbank", "May 2026"],
        ["Train sixty visitors", "Public Health", "", "June 2026"],
    ]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (3, 1))]
    table = make(data, RULED, *spans, ("FONTNAME", (0, 0), (-1, 1), "Helvetica-Bold"), colWidths=[160, 100, 110, 80])
    seen = see_actions(plan(write(tmp_path / "a.pdf", table)))
    assert [(s.text, s.owners, s.partners, s.due_text) for s in seen] == [
        ("Open two warm hubs", ["Housing Team"], ["Wexcombe Foodbank"], "May 2026"),
        ("Train sixty visitors", ["Public Health"], [], "June 2026"),
    ]


def test_a_caption_over_the_table_is_not_its_header(tmp_path: Path) -> None:
    caption = "Table 4: what we will do in the coming year, and who leads it"
    above = write(tmp_path / "above.pdf", Paragraph(caption, STRONG), make([HEADER, *ROWS], RULED))
    inside = make([[caption, "", ""], HEADER, *ROWS], RULED, ("SPAN", (0, 0), (2, 0)))
    assert read(above) == WANTED
    assert read(write(tmp_path / "inside.pdf", inside)) == WANTED


def test_a_table_that_is_open_at_its_sides(tmp_path: Path) -> None:
    inner = ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)
    ends = [("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black)]
    assert read(write(tmp_path / "open.pdf", make([HEADER, *ROWS], inner))) == WANTED
    assert read(write(tmp_path / "sides.pdf", make([HEADER, *ROWS], inner, *ends))) == WANTED


@pytest.mark.parametrize("dash", [(0.5, 1.5), (1, 1), (3, 2), (6, 4)], ids=str)
def test_rules_of_dots_and_dashes_are_rules(tmp_path: Path, dash: tuple[float, float]) -> None:
    dotted = ("GRID", (0, 0), (-1, -1), 0.5, colors.black, None, dash)
    assert read(write(tmp_path / "a.pdf", make([HEADER, *ROWS], dotted))) == WANTED


class Dots(Flowable):
    """A table whose rules are rows of small squares, each drawn by itself."""

    def __init__(self, table: Table, widths: list[float], heights: list[float]) -> None:
        super().__init__()
        self.table, self.widths, self.heights = table, widths, heights

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.table.wrapOn(self.canv, width, height)  # type: ignore[no-any-return]  # reportlab's own

    def draw(self) -> None:
        self.table.drawOn(self.canv, 0, 0)
        tall, wide = sum(self.heights), sum(self.widths)
        xs = [sum(self.widths[:i]) for i in range(len(self.widths) + 1)]
        ys = [sum(self.heights[:i]) for i in range(len(self.heights) + 1)]
        for y in ys:
            for step in range(int(wide / 3)):
                self.canv.rect(step * 3, y, 0.8, 0.8, stroke=0, fill=1)
        for x in xs:
            for step in range(int(tall / 3)):
                self.canv.rect(x, step * 3, 0.8, 0.8, stroke=0, fill=1)


def test_rules_of_single_dots_are_rules(tmp_path: Path) -> None:
    heights = [24.0] * 4
    table = make([HEADER, *ROWS], rowHeights=heights)
    assert read(write(tmp_path / "a.pdf", Dots(table, list(map(float, WIDTHS)), heights))) == WANTED


def test_words_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    class Twice(Flowable):
        def wrap(self, *_: float) -> tuple[float, float]:
            return 430, 80

        def draw(self) -> None:
            x = [0, 210, 340, 430]
            for i, row in enumerate([HEADER, ["Train sixty visitors", "Public Health", "June 2026"]]):
                for j, text in enumerate(row):
                    self.canv.rect(x[j], 60 - 20 * i, x[j + 1] - x[j], 20)
                    self.canv.setFont("Helvetica", 9)
                    for shift in (0, 0.25, 0.5):
                        self.canv.drawString(x[j] + 4 + shift, 66 - 20 * i, text)

    path = write(tmp_path / "a.pdf", Twice())
    assert read(path) == [WANTED[1]]
    (table,) = [block.table for block in read_document(path).blocks if block.table is not None]
    assert [cell.text.plain for cell in table.cells][:3] == HEADER


def test_a_watermark_over_the_table_is_in_no_cell(tmp_path: Path) -> None:
    def stamp(c: canvas.Canvas, _: object) -> None:
        c.saveState()
        c.translate(140, 560)
        c.rotate(35)
        c.setFillColor(colors.Color(0.85, 0.85, 0.85))
        c.setFont("Helvetica-Bold", 70)
        c.drawString(0, 0, "DRAFT")
        c.restoreState()

    path = tmp_path / "a.pdf"
    parts: list[Flowable] = [make([HEADER, *ROWS * 3], RULED)]
    SimpleDocTemplate(str(path), pagesize=A4).build(parts, onFirstPage=stamp)
    assert read(path) == WANTED * 3


def test_a_column_without_a_word_keeps_its_place(tmp_path: Path) -> None:
    data = [["Action", "RAG", "Lead", "By when"], *([text, "", lead, due] for text, lead, due in ROWS)]
    table = make(data, RULED, colWidths=[200, 40, 110, 80])
    path = write(tmp_path / "a.pdf", table)
    assert read(path) == WANTED
    (held,) = [block.table for block in read_document(path).blocks if block.table is not None]
    assert held.columns == 4


def test_a_table_inside_a_cell(tmp_path: Path) -> None:
    small = Table([["Ward", "Hubs"], ["Harrow Lane", "2"], ["Mill End", "1"]], colWidths=[90, 50], style=[RULED])
    data = [[Paragraph(t, STRONG) for t in HEADER], *[[Paragraph(t, SMALL) for t in row] for row in ROWS]]
    data[1][0] = [data[1][0], small, Paragraph("as the cabinet agreed.", SMALL)]
    found = read(write(tmp_path / "a.pdf", Table(data, colWidths=WIDTHS, style=[RULED, TOP])))
    assert [row[1:] for row in found] == [row[1:] for row in WANTED]
    assert found[0][0].startswith(WANTED[0][0])
    assert found[1:] == WANTED[1:]


def test_white_words_on_dark_grounds(tmp_path: Path) -> None:
    dark = ("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#1b2a41"))
    cells = [[Paragraph(text, WHITE) for text in row] for row in [HEADER, *ROWS]]
    lines = ("GRID", (0, 0), (-1, -1), 0.75, colors.white)
    table = Table(cells, colWidths=WIDTHS, style=TableStyle([TOP, dark, lines]))
    assert read(write(tmp_path / "a.pdf", table)) == WANTED


def test_sentences_beside_a_rule_are_no_table(tmp_path: Path) -> None:
    box = Table([[Paragraph("The council met on Monday and heard from residents. " * 6, SMALL)]], style=[RULED])
    blocks = read_document(write(tmp_path / "a.pdf", box, Paragraph("It closed at nine.", SMALL))).blocks
    assert all(block.kind is not BlockKind.TABLE or (block.table and block.table.columns == 1) for block in blocks)


def test_the_page_on_these_kinds_names_tests_that_are_here() -> None:
    page = (Path(__file__).parent.parent / "docs" / "hard-tables.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if "github.com" in line]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[-2])]
    assert len(rows) >= 10
    assert [name for name in named if f"test_{name}" not in globals()] == []
