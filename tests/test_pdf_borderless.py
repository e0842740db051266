"""Tables in PDFs without upright rules, and kinds of tables that other readers are known to break."""

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate as Template
from reportlab.platypus import (
    Flowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Frame as TextFrame

from ingest.document import BlockKind, Document
from ingest.document import Table as ReadTable
from ingest.pdf.reader import read_pdf

SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=9, leading=11)
STRONG = ParagraphStyle("strong", parent=SMALL, fontName="Helvetica-Bold")
WHITE = ParagraphStyle("white", parent=STRONG, textColor=colors.white)
RULED = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
WIDTHS = [150, 70, 180, 90]

HEADER = ["Action", "By when", "Progress", "Lead"]
ROWS = [
    [
        "Open two warm hubs in the north of the borough",
        "May 2026",
        "One hub has opened in Harrow Lane and the second is being fitted out by the contractor now.",
        "Housing Team",
    ],
    ["Train staff", "June 2026", "Sixty people trained.", "Learning and Development"],
    [
        "Offer health checks to every carer known to the council",
        "March 2027",
        "The offer goes out with the yearly letter. Four hundred carers have taken it up since it began in "
        "April, and surgeries report no wait.",
        "Public Health",
    ],
    ["Publish the plan", "July 2026", "Done.", "Policy Team"],
]


def tables(document: Document) -> list[ReadTable]:
    return [block.table for block in document.blocks if block.table is not None]


def rows(table: ReadTable) -> list[list[str]]:
    return [[cell.text.plain if cell else "-" for cell in row] for row in table.grid()]


def write(path: Path, parts: list[Flowable], size: tuple[float, float] = A4) -> Path:
    SimpleDocTemplate(str(path), pagesize=size, topMargin=50, bottomMargin=50).build(parts)
    return path


def make(data: list[list[str]], *style: tuple[object, ...], header: ParagraphStyle = STRONG, **more: object) -> Table:
    cells = [[Paragraph(text, header if i == 0 else SMALL) for text in row] for i, row in enumerate(data)]
    options = {"colWidths": WIDTHS, **more}
    return Table(cells, style=TableStyle([TOP, *style]), **options)


LOOKS = {
    "no rules": [],
    "no rules, rows set close": TIGHT,
    "rules between rows": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "rules round header and end": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
    ],
    "every second row shaded": [("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.lightgrey])],
}


@pytest.mark.parametrize("look", LOOKS)
def test_columns_of_white_space_are_columns(tmp_path: Path, look: str) -> None:
    before = Paragraph("What follows is what we said we would do this year and how far it has come.", SMALL)
    after = Paragraph("The board is asked to note the progress made and to say what should come next.", SMALL)
    parts = [before, Spacer(1, 12), make([HEADER, *ROWS], *LOOKS[look]), Spacer(1, 14), after]
    document = read_pdf(write(tmp_path / "a.pdf", parts))
    (table,) = tables(document)
    assert rows(table) == [HEADER, *ROWS]
    assert table.header_rows == 1
    assert table.confidence < 1
    assert [b.text.plain for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [before.text, after.text]


def test_an_unsure_table_is_an_issue_that_names_the_page(tmp_path: Path) -> None:
    document = read_pdf(write(tmp_path / "a.pdf", [make([HEADER, *ROWS])]))
    assert [(i.code, i.place.page) for i in document.issues] == [("unsure_table", 1)]


def test_a_white_header_on_a_colour_and_a_banner_over_the_columns(tmp_path: Path) -> None:
    banner = "Priority two: good work for everyone who lives in the borough"
    data = [HEADER, ROWS[0], [banner, "", "", ""], ROWS[1]]
    style = [("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#1f4e79")), ("SPAN", (0, 2), (-1, 2))]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [make(data, *style, header=WHITE)])))
    assert rows(table) == [HEADER, ROWS[0], [banner] * 4, ROWS[1]]
    assert table.header_rows == 1


def test_a_borderless_table_over_three_pages_is_one(tmp_path: Path) -> None:
    said = "in the east of the borough and say what help there is"
    data = [HEADER, *([f"Visit home {i} {said}", "May 2026", "Begun", "A"] for i in range(1, 61))]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [make(data, repeatRows=1)])))
    assert [row[0] for row in rows(table)] == [row[0] for row in data]
    pages = {page for cell in table.cells for page in cell.text.pages()}
    assert len(pages) > 2


def test_two_tables_on_one_page_with_other_columns_stay_two(tmp_path: Path) -> None:
    money = [["Fund", "Spent"], ["Warm homes", "£20,000"], ["Carers", "£9,500"], ["Work", "£14,250"]]
    parts = [make([HEADER, *ROWS[:2]]), Spacer(1, 60), make(money, colWidths=[120, 100])]
    first, second = tables(read_pdf(write(tmp_path / "a.pdf", parts)))
    assert rows(first) == [HEADER, *ROWS[:2]]
    assert rows(second) == money


def test_lists_side_by_side_are_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = canvas.Canvas(str(path), pagesize=landscape(A4))
    for column, title in enumerate(["Homes", "Work", "Carers"]):
        page.setFont("Helvetica-Bold", 11)
        page.drawString(60 + 240 * column, 480, title)
        page.setFont("Helvetica", 10)
        for line in range(6):
            page.drawString(60 + 240 * column, 460 - 14 * line, f"• {title} promise number {line + 1} of six")
    page.save()
    document = read_pdf(path)
    assert tables(document) == []
    texts = [b.text.plain for b in document.blocks if b.kind is BlockKind.LIST_ITEM]
    assert texts[:6] == [f"Homes promise number {i} of six" for i in range(1, 7)]


def test_numbered_minutes_with_hanging_headings_are_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = canvas.Canvas(str(path), pagesize=A4)
    y = 780
    for number, title in enumerate(["Apologies", "Minutes of the last meeting", "Warm homes", "Close"], 1):
        page.setFont("Helvetica-Bold", 10)
        page.drawString(60, y, f"{number}.")
        page.drawString(100, y, title)
        page.setFont("Helvetica", 10)
        page.drawString(
            100, y - 16, "The board heard what had been done since the last meeting and thanked all for it."
        )
        page.drawString(100, y - 29, "It was agreed to come back to this in the autumn.")
        y -= 60
    page.save()
    assert tables(read_pdf(path)) == []


def test_a_tick_in_one_of_several_columns(tmp_path: Path) -> None:
    data = [["Action", "2025", "2026", "2027"], ["Open hubs", "X", "", ""], ["Train staff", "", "X", "X"]]
    style = [RULED, ("ALIGN", (1, 0), (-1, -1), "CENTER"), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [Table(data, colWidths=[150, 60, 60, 60], style=style)])))
    assert rows(table) == data


def test_words_beside_a_table_are_not_in_it(tmp_path: Path) -> None:
    side = "This panel tells what the numbers mean, who counted them and when they will be counted again."
    inner = make([["Fund", "Spent"], ["Homes", "£20"], ["Work", "£30"]], RULED, colWidths=[80, 60])
    outer = Table([[inner, Paragraph(side, SMALL)]], colWidths=[200, 180], style=[TOP])
    document = read_pdf(write(tmp_path / "a.pdf", [outer]))
    (table,) = tables(document)
    assert rows(table) == [["Fund", "Spent"], ["Homes", "£20"], ["Work", "£30"]]
    assert [b.text.plain for b in document.blocks if b.kind is BlockKind.PARAGRAPH] == [side]


def test_bullets_paragraphs_and_note_marks_stay_in_their_cell(tmp_path: Path) -> None:
    many = [Paragraph("Two things:", SMALL), Paragraph("• visit homes", SMALL), Paragraph("• write letters", SMALL)]
    noted = Paragraph("Homes Team<super>2</super>", SMALL)
    data = [[Paragraph(t, STRONG) for t in ("Action", "Lead")], [many, noted]]
    (table,) = tables(read_pdf(write(tmp_path / "a.pdf", [Table(data, colWidths=[200, 100], style=[RULED, TOP])])))
    assert rows(table)[1][0] == "Two things:\n• visit homes\n• write letters"
    assert rows(table)[1][1] in {"Homes Team2", "Homes Team 2"}


def test_a_watermark_over_a_table_is_in_no_cell(tmp_path: Path) -> None:
    def mark(page: canvas.Canvas, _: object) -> None:
        page.saveState()
        page.setFont("Helvetica-Bold", 80)
        page.setFillColor(colors.Color(0.85, 0.85, 0.85))
        page.translate(300, 600)
        page.rotate(45)
        page.drawCentredString(0, 0, "DRAFT")
        page.restoreState()

    path = tmp_path / "a.pdf"
    SimpleDocTemplate(str(path)).build([make([HEADER, *ROWS], RULED)], onFirstPage=mark)
    document = read_pdf(path)
    (table,) = tables(document)
    assert rows(table) == [HEADER, *ROWS]
    assert [b.reason for b in document.blocks if b.kind is BlockKind.FURNITURE] == ["watermark"]


def test_a_landscape_section_in_an_upright_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    wide = landscape(A4)
    upright = PageTemplate("upright", [TextFrame(50, 50, A4[0] - 100, A4[1] - 100)], pagesize=A4)
    across = PageTemplate("across", [TextFrame(50, 50, wide[0] - 100, wide[1] - 100)], pagesize=wide)
    words = Paragraph("The plan is on the next page.", SMALL)
    parts = [words, NextPageTemplate("across"), PageBreak(), make([HEADER, *ROWS])]
    Template(str(path), pageTemplates=[upright, across]).build(parts)
    (table,) = tables(read_pdf(path))
    assert rows(table) == [HEADER, *ROWS]


def test_a_borderless_table_on_a_page_turned_for_display_reads_the_same(tmp_path: Path) -> None:
    from pypdf import PdfWriter, Transformation

    writer = PdfWriter(clone_from=write(tmp_path / "a.pdf", [make([HEADER, *ROWS])]))
    page = writer.pages[0]
    # drawn lying down, with /Rotate set so that a reader shows it upright
    page.add_transformation(Transformation().rotate(90).translate(float(A4[1]), 0))
    page.mediabox.upper_right = (A4[1], A4[0])
    page.cropbox.upper_right = (A4[1], A4[0])
    page.rotate(90)
    turned = tmp_path / "turned.pdf"
    writer.write(turned)
    (table,) = tables(read_pdf(turned))
    assert rows(table) == [HEADER, *ROWS]


def test_every_word_of_a_page_with_a_borderless_table_is_kept(tmp_path: Path) -> None:
    document = read_pdf(write(tmp_path / "a.pdf", [make([HEADER, *ROWS])]))
    (table,) = tables(document)
    kept = " ".join(cell.text.plain for cell in table.cells).split()
    assert sorted(kept) == sorted(" ".join(" ".join(row) for row in [HEADER, *ROWS]).split())


def test_words_torn_by_a_narrow_column_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = canvas.Canvas(str(path), pagesize=A4)
    page.setFont("Helvetica", 10)
    page.drawString(60, 780, "We meet in September to read the register and to plan the year.")
    page.grid([60, 110, 300], [700, 730, 760])
    for x, y, words in [
        (63, 748, "Septemb"),
        (63, 736, "er 2026"),
        (113, 748, "Read the register"),
        (63, 718, "a@wexco"),
        (63, 706, "mbe.uk"),
        (113, 718, "Say what it holds"),
    ]:
        page.drawString(x, y, words)
    page.save()
    (table,) = tables(read_pdf(path))
    assert rows(table) == [
        ["September 2026", "Read the register"],
        ["a@wexcombe.uk", "Say what it holds"],
    ]
