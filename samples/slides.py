"""Lay a source text out as a slide deck exported to PDF: landscape, shaded tables with white lines only."""

from __future__ import annotations

from pathlib import Path

import reportlab
from reportlab import rl_config
from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

from samples.source import ABOVE, BESIDE, Block, anchors, spans

PAGE = (960.0, 540.0)  # points: a 16:9 slide
MARGIN = 44.0
TEAL, PALE, PALER = HexColor("#1F5C4A"), HexColor("#CFE3DB"), HexColor("#E8F2EE")

TITLE = ParagraphStyle("title", fontName="VeraBd", fontSize=23, leading=29, textColor=TEAL)
COVER = ParagraphStyle("cover", parent=TITLE, fontSize=36, leading=44)
LABEL = ParagraphStyle("label", fontName="VeraBd", fontSize=13, leading=24, textColor=HexColor("#8A4B08"))
HEAD = ParagraphStyle("head", fontName="VeraBd", fontSize=17, leading=24, spaceBefore=12)
TEXT = ParagraphStyle("text", fontName="Vera", fontSize=17, leading=24)
BULLET = ParagraphStyle("bullet", parent=TEXT, leftIndent=20, bulletIndent=2, bulletFontSize=17, spaceAfter=6)
CELL = ParagraphStyle("cell", fontName="Vera", fontSize=13, leading=17)
HEADER = ParagraphStyle("header", fontName="VeraBd", fontSize=14, leading=18, textColor=white)


def write_slides(blocks: tuple[Block, ...], path: Path, *, author: str) -> None:
    """Write `blocks` as one slide for the title and one for each `@slide`."""
    register_fonts()
    rl_config.invariant = 1
    canvas = Canvas(str(path), pagesize=PAGE, invariant=1)
    canvas.setAuthor(author)
    canvas.setTitle("Microsoft PowerPoint - Progress report FINAL v3")  # decks are seldom named by a person
    _draw_cover(canvas, blocks)
    starts = [n for n, block in enumerate(blocks) if block.kind == "slide"]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=True), 2):
        _draw_slide(canvas, blocks[start:end], number)
    canvas.save()


def register_fonts() -> None:
    """Make the two faces of Vera known to reportlab, which brings them along."""
    fonts = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))


def _draw_cover(canvas: Canvas, blocks: tuple[Block, ...]) -> None:
    texts = {block.kind: block.text for block in blocks if block.kind in ("title", "subtitle")}
    canvas.setFillColor(TEAL)
    canvas.rect(0, 0, 26, PAGE[1], stroke=0, fill=1)
    y = _place(canvas, Paragraph(texts["title"], COVER), 360, left=80)
    _place(canvas, Paragraph(texts["subtitle"], TITLE), y - 14, left=80)
    canvas.showPage()


def _draw_slide(canvas: Canvas, blocks: tuple[Block, ...], number: int) -> None:
    canvas.setFillColor(TEAL)
    canvas.rect(0, PAGE[1] - 10, PAGE[0], 10, stroke=0, fill=1)
    y = _place(canvas, Paragraph(blocks[0].text, TITLE), PAGE[1] - 30) - 14
    for block in blocks[1:]:
        y = _place(canvas, _flowable(block), y)
    if y < 34:
        raise ValueError(f"slide {number} runs over its foot: {blocks[0].text}")
    canvas.setFont("Vera", 11)
    canvas.setFillColor(HexColor("#555555"))
    canvas.drawRightString(PAGE[0] - MARGIN, 20, str(number))
    canvas.showPage()


def _place(canvas: Canvas, flowable: Flowable, top: float, left: float = MARGIN) -> float:
    """Draw with the top edge at `top`; return the bottom edge, in points from the foot of the slide."""
    top -= flowable.getSpaceBefore()
    _, height = flowable.wrapOn(canvas, PAGE[0] - left - MARGIN, top)
    flowable.drawOn(canvas, left, top - height)
    return top - height - flowable.getSpaceAfter()


def _flowable(block: Block) -> Flowable:
    if block.kind == "table":
        return _table(block)
    if block.kind == "bullet":
        return Paragraph(block.text.replace("&", "&amp;"), BULLET, bulletText="•")
    return Paragraph(block.text, {"label": LABEL, "head": HEAD}.get(block.kind, TEXT))


def _table(block: Block) -> Table:
    width = PAGE[0] - 2 * MARGIN
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), TEAL),
        ("GRID", (0, 0), (-1, -1), 1.2, white),
        ("LEFTPADDING", (0, 0), (-1, -1), 7),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]
    merged = spans(block.rows)
    style += [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in merged]
    for row, column in anchors(block.rows[1:]):  # one filled box a cell, as slides have: no band under merged cells
        end = next((bottom for top, left, bottom, _ in merged if (top, left) == (row + 1, column)), row + 1)
        style.append(("BACKGROUND", (column, row + 1), (column, end), PALE if row % 2 == 0 else PALER))
    cells = [[_cell(text, HEADER if n == 0 else CELL) for text in row] for n, row in enumerate(block.rows)]
    return Table(cells, [float(share) / 100 * width for share in block.options["widths"].split(",")], style=style)


def _cell(text: str, style: ParagraphStyle) -> Paragraph | str:
    if text in (ABOVE, BESIDE):
        return ""
    return Paragraph(text.replace("&", "&amp;").replace(" // ", "<br/>"), style)
