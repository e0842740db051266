"""Tables in PDFs: drawn by rules, by grounds, by level rules; merged cells; tables over pages."""

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from ingest.document import BlockKind, Document
from ingest.document import Table as ReadTable
from ingest.pdf.reader import read_pdf

SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=9, leading=11)
STRONG = ParagraphStyle("strong", parent=SMALL, fontName="Helvetica-Bold")
WHITE = ParagraphStyle("white", parent=STRONG, textColor=colors.white)
RULED = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")


def tables(document: Document) -> list[ReadTable]:
    return [block.table for block in document.blocks if block.table is not None]


def rows(table: ReadTable) -> list[list[str]]:
    return [[cell.text.plain if cell else "-" for cell in row] for row in table.grid()]


def spans(table: ReadTable) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (c.row, c.column): (c.row_span, c.column_span) for c in table.cells if (c.row_span, c.column_span) != (1, 1)
    }


def write(path: Path, parts: list[object], size: tuple[float, float] = A4) -> Path:
    SimpleDocTemplate(str(path), pagesize=size, topMargin=50, bottomMargin=50).build(parts)
    return path


def test_merged_cells_keep_their_exact_rows_and_columns(tmp_path: Path) -> None:
    data = [
        ["Aim", "What we will do", "", "Lead"],
        ["", "Action", "By when", ""],
        ["Warm homes", "Visit 200 homes", "May 2026", "Housing Team"],
        ["", "Train visitors", "June 2026", ""],
        ["Priority two: good work", "", "", ""],
    ]
    style = [RULED, ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (3, 1))]
    style += [("SPAN", (0, 2), (0, 3)), ("SPAN", (3, 2), (3, 3)), ("SPAN", (0, 4), (3, 4))]
    style += [("FONTNAME", (0, 0), (-1, 1), "Helvetica-Bold")]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [Table(data, style=TableStyle(style))])))
    assert spans(table) == {
        (0, 0): (2, 1),
        (0, 1): (1, 2),
        (0, 3): (2, 1),
        (2, 0): (2, 1),
        (2, 3): (2, 1),
        (4, 0): (1, 4),
    }
    assert rows(table)[3] == ["Warm homes", "Train visitors", "June 2026", "Housing Team"]
    assert table.header_rows == 2


def test_a_covered_place_is_not_an_empty_cell(tmp_path: Path) -> None:
    data = [["Action", "Owner"], ["Open a hub", "Estates"], ["Close a hub", ""], ["Move a hub", ""]]
    style = [RULED, ("SPAN", (1, 1), (1, 2))]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [Table(data, style=TableStyle(style))])))
    assert [row[1] for row in rows(table)] == ["Owner", "Estates", "Estates", ""]
    assert (3, 1) in {(c.row, c.column) for c in table.cells}
    assert (2, 1) not in {(c.row, c.column) for c in table.cells}


def draw_ground(
    c: canvas.Canvas, box: tuple[float, float, float, float], colour: str, text: str, ink: str = "#000000"
) -> None:
    x, y, w, h = box
    c.setFillColor(colors.HexColor(colour))
    c.rect(x, y, w - 1.5, h - 1.5, stroke=0, fill=1)
    c.setFillColor(colors.HexColor(ink))
    c.setFont("Helvetica", 10)
    for i, line in enumerate(text.split("\n")):
        c.drawString(x + 5, y + h - 14 - 12 * i, line)


def test_cells_that_are_only_filled_make_a_grid_with_a_merged_cell(tmp_path: Path) -> None:
    path = tmp_path / "deck.pdf"
    c = canvas.Canvas(str(path), pagesize=(720, 405))
    for x, w, head in [(40, 250, "Action"), (290, 150, "Owner"), (440, 240, "Update")]:
        draw_ground(c, (x, 300, w, 24), "#1f4e79", head, "#ffffff")
    draw_ground(c, (40, 260, 250, 40), "#d0d8e8", "Train 40 people to lead walks")
    draw_ground(c, (40, 220, 250, 40), "#e9edf4", "Plant 300 street trees")
    draw_ground(c, (290, 220, 150, 80), "#d0d8e8", "Parks Service")
    draw_ground(c, (440, 260, 240, 40), "#d0d8e8", "Thirty-one have been trained.")
    draw_ground(c, (440, 220, 240, 40), "#e9edf4", "Planting starts in November.")
    c.save()
    (table,) = tables(read_pdf(path))
    assert rows(table) == [
        ["Action", "Owner", "Update"],
        ["Train 40 people to lead walks", "Parks Service", "Thirty-one have been trained."],
        ["Plant 300 street trees", "Parks Service", "Planting starts in November."],
    ]
    assert table.header_rows == 1
    assert table.cells[0].fill == "#1f4e79"
    assert spans(table) == {(1, 1): (2, 1)}


def test_a_table_with_level_rules_only_is_read_with_less_confidence(tmp_path: Path) -> None:
    data = [
        [Paragraph("Action", STRONG), Paragraph("Lead", STRONG), Paragraph("Due", STRONG)],
        [
            Paragraph("Write a plan for the winter and bring it to the board before the clocks go back", SMALL),
            "Ops",
            "May 2026",
        ],
        [Paragraph("Review the plan", SMALL), Paragraph("Audit and Risk Committee", SMALL), "June 2026"],
        [Paragraph("Publish the plan", SMALL), "Press Office", ""],
    ]
    style = [
        ("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black),
        TOP,
    ]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [Table(data, [220, 130, 90], style=TableStyle(style))])))
    assert [row[0] for row in rows(table)] == [
        "Action",
        "Write a plan for the winter and bring it to the board before the clocks go back",
        "Review the plan",
        "Publish the plan",
    ]
    assert rows(table)[2][1:] == ["Audit and Risk Committee", "June 2026"]
    assert rows(table)[3][2] == ""
    assert table.confidence < 1


XS = (40, 140, 230, 400, 500)
HEAD = ("Goal", "Deadline", "Why", "Lead")


def draw_rows(c: canvas.Canvas, top: float, rows: list[tuple[str, ...]], open_end: bool = False) -> float:
    """Draw ruled rows from `top` downwards, lines of a cell parted by line breaks; return where they end."""
    y = top
    c.setFont("Helvetica", 10)
    c.line(XS[0], y, XS[-1], y)
    for number, row in enumerate(rows):
        height = 6 + 12 * max(text.count("\n") + 1 for text in row)
        for x, text in zip(XS, row, strict=False):
            for i, line in enumerate(text.split("\n")):
                c.drawString(x + 4, y - 12 - 12 * i, line)
        y -= height
        if not (open_end and number == len(rows) - 1):
            c.line(XS[0], y, XS[-1], y)
    for x in XS:
        c.line(x, top, x, y)
    return y


def draw_pages(path: Path, *pages: list[tuple[str, ...]], open_end: bool = False) -> Path:
    """Draw each page's rows so that they end at the foot of the page."""
    c = canvas.Canvas(str(path), pagesize=landscape(A4))
    for rows in pages:
        height = sum(6 + 12 * max(text.count("\n") + 1 for text in row) for row in rows)
        draw_rows(c, 60 + height, rows, open_end)
        c.showPage()
    c.save()
    return path


FIRST = ("1.1 Hubs", "May 2026", "We will open a hub in the north", "Ama Quill")
CUT = ("1.2 Homes", "June 2026", "We will visit homes that are cold,\nand we will train the people who", "Ben Tor")
REST = ("", "", "visit them to look for damp too.", "")
LAST = ("1.3 Work", "July 2026", "We will sign up employers.", "Cy Vale")


@pytest.mark.parametrize("open_end", [False, True])
@pytest.mark.parametrize("repeated", [[HEAD], []])
def test_a_row_cut_by_the_page_break_is_one_row_with_both_pages(
    tmp_path: Path, repeated: list[tuple[str, ...]], open_end: bool
) -> None:
    path = draw_pages(tmp_path / "a.pdf", [HEAD, FIRST, CUT], [*repeated, REST, LAST], open_end=open_end)
    document = read_pdf(path)
    (read,) = tables(document)
    whole = "We will visit homes that are cold, and we will train the people who visit them to look for damp too."
    assert rows(read)[1:] == [list(FIRST), ["1.2 Homes", "June 2026", whole, "Ben Tor"], list(LAST)]
    cell = read.grid()[2][2]
    assert cell is not None
    assert [piece.place.page for piece in cell.text.pieces] == [1, 1, 2]
    dropped = [b.text.plain for b in document.blocks if b.reason == "repeated table header"]
    assert dropped == [text for row in repeated for text in row]
    assert read.header_rows == len(repeated)


def test_a_new_row_under_a_merged_cell_that_the_page_break_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=landscape(A4))
    c.setFont("Helvetica", 10)
    draw_rows(c, 132, [HEAD, FIRST])
    for y, text in [
        (84, ("1.2 Homes", "June 2026", "Visit cold homes.", "Ben Tor")),
        (66, ("", "July 2026", "Train visitors.", "Di Fenn")),
    ]:
        for x, words in zip(XS, text, strict=False):
            c.drawString(x + 4, y, words)
    c.line(XS[1], 78, XS[-1], 78)
    c.line(XS[0], 60, XS[-1], 60)
    for x in XS:
        c.line(x, 96, x, 60)
    c.showPage()
    draw_rows(c, 540, [HEAD, ("", "May 2027", "Publish what was found.", "Ed Gray"), LAST])
    c.save()
    (read,) = tables(read_pdf(path))
    assert [row[0] for row in rows(read)] == ["Goal", "1.1 Hubs", "1.2 Homes", "1.2 Homes", "1.2 Homes", "1.3 Work"]
    assert [row[1] for row in rows(read)][2:5] == ["June 2026", "July 2026", "May 2027"]


def test_short_rows_on_two_pages_stay_two_rows(tmp_path: Path) -> None:
    one, two = ("26-03", "Call Ann", "in hand", "AB"), ("26-04", "Call Ben", "done", "CD")
    (read,) = tables(read_pdf(draw_pages(tmp_path / "a.pdf", [HEAD, one], [two, LAST])))
    assert rows(read) == [list(HEAD), list(one), list(two), list(LAST)]


def test_a_table_goes_on_over_the_page_without_a_repeated_header(tmp_path: Path) -> None:
    data = [["Ref", "Action", "Who"]] + [[f"{i}", f"Do thing number {i}.", "Team"] for i in range(1, 91)]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [Table(data, [40, 250, 90], style=TableStyle([RULED]))])))
    assert table.rows == 91
    assert rows(table)[-1] == ["90", "Do thing number 90.", "Team"]
    paths = {c.text.pieces[0].place.path for c in table.cells if c.text}
    assert len(paths) == len([c for c in table.cells if c.text])


def test_the_same_header_under_another_heading_is_another_table(tmp_path: Path) -> None:
    path = tmp_path / "slides.pdf"
    c = canvas.Canvas(str(path), pagesize=(720, 405))
    for title, action in [("Aim: Warm homes", "Visit 200 homes"), ("Aim: Good work", "Sign 20 employers")]:
        c.setFont("Helvetica", 24)
        c.drawString(60, 360, title)
        table = Table([["Action", "Owner"], [action, "Housing"]], [300, 200], style=TableStyle([RULED]))
        table.wrapOn(c, 600, 200)
        table.drawOn(c, 60, 280)
        c.showPage()
    c.save()
    document = read_pdf(path)
    assert [rows(t)[1][0] for t in tables(document)] == ["Visit 200 homes", "Sign 20 employers"]
    headings = [b.text.plain for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Aim: Warm homes", "Aim: Good work"]


def test_lines_of_a_cell_wrap_or_break_as_the_author_meant(tmp_path: Path) -> None:
    owner = Paragraph("Children and Families Board<br/>ICT", SMALL)
    steps = Paragraph("• Agree the terms of the lease with the new landlord<br/>• Sign it", SMALL)
    table = Table([["Owner", "Steps"], [owner, steps]], [110, 130], style=TableStyle([RULED]))
    (read,) = tables(read_pdf(write(tmp_path / "a.pdf", [table])))
    assert rows(read)[1] == [
        "Children and Families Board\nICT",
        "• Agree the terms of the lease with the new landlord\n• Sign it",
    ]


def test_words_a_hair_over_the_rule_stay_in_their_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    c.grid([50, 150, 300], [600, 640, 680])
    c.setFont("Helvetica", 10)
    c.drawString(52, 655, "A")
    c.drawString(149.5, 655, "Bee")
    c.drawString(52, 636, "Tall")  # its capitals reach over the rule at 640
    c.drawString(160, 610, "Dee")
    c.save()
    (table,) = tables(read_pdf(path))
    assert rows(table) == [["A", "Bee"], ["Tall", "Dee"]]


def test_a_double_and_a_dashed_rule_are_one_rule_each(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    for y in (600, 640, 680):
        c.line(50, y, 300, y)
        c.line(50, y + 1.5, 300, y + 1.5)
    for x in (50, 150, 300):
        for y in range(600, 680, 4):
            c.line(x, y, x, y + 2.5)
    for x, y, text in [(60, 655, "Action"), (160, 655, "Owner"), (60, 615, "Plant trees"), (160, 615, "Parks")]:
        c.drawString(x, y, text)
    c.save()
    (table,) = tables(read_pdf(path))
    assert rows(table) == [["Action", "Owner"], ["Plant trees", "Parks"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_for_display_reads_the_same(tmp_path: Path, turn: int) -> None:
    from pypdf import PdfWriter, Transformation

    flat = write(
        tmp_path / "flat.pdf", [Table([["Action", "Owner"], ["Plant trees", "Parks"]], style=TableStyle([RULED]))]
    )
    writer = PdfWriter(clone_from=flat)
    page = writer.pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    page.add_transformation(Transformation().rotate(turn))
    shift = {0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[turn]
    page.add_transformation(Transformation().translate(*shift))
    size = (width, height) if turn % 180 == 0 else (height, width)
    for box in (page.mediabox, page.cropbox):
        box.lower_left, box.upper_right = (0, 0), size
    page.rotate(turn)
    turned = tmp_path / "turned.pdf"
    writer.write(turned)
    (expected,), (read,) = tables(read_pdf(flat)), tables(read_pdf(turned))
    assert rows(read) == rows(expected) == [["Action", "Owner"], ["Plant trees", "Parks"]]
    box, same = read.cells[2].text.pieces[0].place.box, expected.cells[2].text.pieces[0].place.box
    assert box is not None
    assert same is not None
    assert (box.x0, box.y0) == pytest.approx((same.x0, same.y0), abs=3)


def test_two_tables_side_by_side_with_words_between_pages_stay_two(tmp_path: Path) -> None:
    one = Table([["Action", "Owner"], ["A1", "X"]], [100, 60], style=TableStyle([RULED]))
    two = Table([["Risk", "Score"], ["R1", "5"]], [100, 60], style=TableStyle([RULED]))
    parts = [one, Spacer(1, 30), Paragraph("A paragraph between the two tables.", SMALL), Spacer(1, 30), two]
    document = read_pdf(write(tmp_path / "a.pdf", parts, landscape(A4)))
    assert [rows(t)[1][0] for t in tables(document)] == ["A1", "R1"]
