"""Text in PDFs: reading order, headings, paragraphs, lists, hyphens, and what is not text."""

from collections import Counter
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, SimpleDocTemplate

from ingest.document import Block, BlockKind, Document
from ingest.pdf.reader import read_pdf

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, spaceAfter=8)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=10)
SECTION = ParagraphStyle("section", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceAfter=6)
SENTENCE = "The partnership met every month and agreed to bring the work on homes and the work on health together. "


def said(document: Document, kind: BlockKind) -> list[str]:
    return [block.text.plain for block in document.blocks if block.kind is kind]


def furniture(document: Document, reason: str) -> list[str]:
    return [b.text.plain for b in document.blocks if b.reason == reason]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    frames = [Frame(50, 50, 235, 700), Frame(310, 50, 235, 700)]
    document = BaseDocTemplate(str(path), pagesize=A4)
    document.addPageTemplates([PageTemplate("two", frames)])
    document.build([Paragraph(f"Paragraph {i}. {SENTENCE * (3 + i % 2)}", BODY) for i in range(1, 13)])
    read = [b for b in read_pdf(path).blocks if b.kind is BlockKind.PARAGRAPH]
    assert [int(b.text.plain.split()[1].strip(".")) for b in read if b.text.plain.startswith("Paragraph")] == list(
        range(1, 13)
    )
    assert read[0].text.plain == f"Paragraph 1. {SENTENCE * 4}".strip()


def test_a_short_second_column_with_a_page_number_at_its_foot(tmp_path: Path) -> None:
    """The columns share no base lines, and the last one is mostly blank."""
    path = tmp_path / "last.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    left = [
        "The board met each month, and each",
        "partner told the others what it had",
        "done since the meeting before.",
    ] * 12
    right = ["Over the life of this plan, we will:", "• open two hubs by October 2026", "• offer help to each family"]
    right += ["• pay for twelve beds in hostels", "• tell the board each May how it went"]
    for x, top, lines in ((50, 760.0, left), (310, 754.5, right)):
        for i, line in enumerate(lines):
            c.setFont("Helvetica", 10)
            c.drawString(x, top - 14 * i, line)
    c.drawString(50, 30, "Homes for all: a plan to 2030")
    c.drawString(540, 30, "12")
    c.save()
    read = [block.text.plain for block in read_pdf(path).blocks]
    assert read[0].startswith("The board met each month, and each partner told the others what it had done since")
    assert read[-7:] == [
        "Homes for all: a plan to 2030",
        "Over the life of this plan, we will:",
        "open two hubs by October 2026",
        "offer help to each family",
        "pay for twelve beds in hostels",
        "tell the board each May how it went",
        "12",
    ]


def test_four_lists_on_a_slide_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "deck.pdf"
    c = canvas.Canvas(str(path), pagesize=(960, 540))
    c.setFont("Helvetica-Bold", 26)
    c.drawString(50, 480, "What will be different")
    for i, name in enumerate(["Starting", "Living", "Ageing", "Caring"]):
        c.setFont("Helvetica-Bold", 15)
        c.drawString(50 + 225 * i, 420, f"{name} well")
        c.setFont("Helvetica", 12)
        for k in range(3):
            c.drawString(50 + 225 * i, 390 - 44 * k, f"• {name} item {k} has a first line")
            c.drawString(60 + 225 * i, 374 - 44 * k, "and then a second")
    c.save()
    items = said(read_pdf(path), BlockKind.LIST_ITEM)
    assert items[:4] == [
        "Starting item 0 has a first line and then a second",
        "Starting item 1 has a first line and then a second",
        "Starting item 2 has a first line and then a second",
        "Living item 0 has a first line and then a second",
    ]
    assert len(items) == 12


def test_headings_have_levels_and_a_wrapped_one_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    parts = [
        Paragraph(
            "Aim: Give every child and every family in the borough the help that they need when they need it", TITLE
        ),
        Paragraph(SENTENCE * 4, BODY),
        Paragraph("What we heard", SECTION),
        Paragraph(SENTENCE * 3, BODY),
    ]
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    blocks = read_pdf(path).blocks
    assert [(b.kind.value, b.level) for b in blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]
    assert blocks[0].text.plain.endswith("help that they need when they need it")
    assert blocks[2].text.pieces[0].place.path == "page 1, paragraph 3"


def test_numbered_paragraphs_with_their_number_in_the_margin(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    hanging = ParagraphStyle("hanging", parent=BODY, leftIndent=36, bulletIndent=0)
    parts = [Paragraph(f"Point {i}: {SENTENCE * 2}", hanging, bulletText=f"{i}.") for i in range(1, 6)]
    inner = ParagraphStyle("inner", parent=hanging, leftIndent=72, bulletIndent=40)
    parts.insert(2, Paragraph("a point under the second one", inner, bulletText="(a)"))
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    items = [b for b in read_pdf(path).blocks if b.kind is BlockKind.LIST_ITEM]
    assert [b.marker for b in items] == ["1.", "2.", "(a)", "3.", "4.", "5."]
    assert [b.level for b in items] == [0, 0, 1, 0, 0, 0]
    assert items[0].text.plain == f"Point 1: {SENTENCE * 2}".strip()


def draw_page(c: canvas.Canvas, number: int, lines: list[str]) -> None:
    c.setFont("Helvetica", 9)
    c.drawString(72, 810, "Wexcombe Together: winter plan 2026")
    c.drawCentredString(297, 30, f"Page {number} of 4")
    c.setFont("Helvetica", 11)
    for i, line in enumerate(lines):
        c.drawString(72, 700 - 14 * i, line)


def test_running_lines_page_numbers_and_watermarks_are_furniture(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    for number in range(1, 5):
        c.saveState()
        c.setFont("Helvetica", 60)
        c.setFillGray(0.85)
        c.translate(150, 300)
        c.rotate(45)
        c.drawString(0, 0, "DRAFT")
        c.restoreState()
        draw_page(c, number, [f"This is the first sentence of page {number}."])
        c.showPage()
    c.save()
    document = read_pdf(path)
    assert said(document, BlockKind.PARAGRAPH) == [f"This is the first sentence of page {n}." for n in range(1, 5)]
    assert furniture(document, "page header") == ["Wexcombe Together: winter plan 2026"] * 4
    assert len(furniture(document, "page number") + furniture(document, "page footer")) == 4
    assert furniture(document, "watermark") == ["DRAFT"] * 4


def test_a_title_that_slides_share_is_not_furniture(tmp_path: Path) -> None:
    path = tmp_path / "deck.pdf"
    c = canvas.Canvas(str(path), pagesize=(720, 405))
    for number in range(1, 5):
        c.setFont("Helvetica", 24)
        c.drawString(60, 360, "Aim: Warm homes for everyone")
        c.setFont("Helvetica", 12)
        c.drawString(60, 300, f"Slide {number} says something of its own.")
        c.drawRightString(700, 20, str(number))
        c.showPage()
    c.save()
    document = read_pdf(path)
    assert said(document, BlockKind.HEADING) == ["Aim: Warm homes for everyone"] * 4
    assert furniture(document, "page number") == ["1", "2", "3", "4"]


def test_a_contents_page_is_furniture(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    c.setFont("Helvetica-Bold", 16)
    c.drawString(72, 760, "Contents")
    c.setFont("Helvetica", 11)
    for i, name in enumerate(["Foreword", "Our aims", "What we will do"]):
        c.drawString(72, 730 - 16 * i, f"{name} {'.' * 60} {i + 2}")
    c.drawString(72, 600, "This plan was agreed by the board in May 2026.")
    c.save()
    document = read_pdf(path)
    assert len(furniture(document, "contents")) == 4
    assert said(document, BlockKind.PARAGRAPH) == ["This plan was agreed by the board in May 2026."]


def test_a_sentence_that_runs_over_the_page_is_one_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    full = "The council will open two hubs for families in the north of the borough, and it will"
    draw_page(c, 1, [full])
    c.showPage()
    draw_page(c, 2, ["then look at whether a third hub is needed."])
    c.showPage()
    c.save()
    (paragraph,) = [b for b in read_pdf(path).blocks if b.kind is BlockKind.PARAGRAPH]
    assert paragraph.text.plain == f"{full} then look at whether a third hub is needed."
    assert paragraph.text.pages() == (1, 2)


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    c = canvas.Canvas(str(path), pagesize=A4)
    c.setFont("Helvetica", 11)
    lines = [
        "The work on commissioning of long-term care goes on, and the long-",
        "term plan for commission-",
        "ing is published, with short-",
        "and medium-sized grants.",
    ]
    for i, line in enumerate(lines):
        c.drawString(72, 740 - 14 * i, line)
    c.save()
    text = " ".join(b.text.plain for b in read_pdf(path).blocks)
    assert "the long-term plan" in text
    assert "commissioning is published" in text


def everything(blocks: tuple[Block, ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for block in blocks:
        texts = [block.marker, block.text.plain]
        texts += [cell.text.plain for cell in block.table.cells] if block.table else []
        for text in texts:
            found.update(c for c in text if not c.isspace() and c != "-")
    return found


def test_every_character_of_the_file_is_in_some_block(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    parts = [Paragraph("Winter plan", TITLE)] + [
        Paragraph(f"Section {i}", SECTION) if i % 5 == 0 else Paragraph(f"• {SENTENCE}", BODY) for i in range(60)
    ]
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    document = read_pdf(path)
    file = pypdfium2.PdfDocument(path)
    expected: Counter[str] = Counter()
    for page in file:
        text = page.get_textpage().get_text_range()
        expected.update(c for c in text if not c.isspace() and c not in "-\ufffe")
    file.close()
    assert everything(document.blocks) == expected
    assert document.words == sum(page.words for page in document.pages)
