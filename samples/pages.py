"""Lay a source text out as a portrait PDF like one saved from a word processor, with all-ruled tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

from samples.slides import register_fonts
from samples.source import ABOVE, BESIDE, Block, spans

MARGIN = 2.0 * cm
NAVY, PALE, PALER = HexColor("#1B365D"), HexColor("#D6DFEC"), HexColor("#EEF2F8")
COLOURS = {
    "Blue": HexColor("#BBD4F1"), "Green": HexColor("#C4E3C5"), "Amber": HexColor("#FFDFA3"),
    "Red": HexColor("#F3B8B4"), "Grey": HexColor("#DDDDDD"),
}  # fmt: skip

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14.5, spaceAfter=7)
PLAIN = ParagraphStyle("plain", parent=BODY, fontName="Helvetica", fontSize=10.5, leading=14)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=10.5, leading=13, spaceAfter=0)
PLAIN_CELL = ParagraphStyle("plain cell", parent=PLAIN, fontSize=9.5, leading=12, spaceAfter=0)
STYLES = {
    "kicker": ParagraphStyle("kicker", parent=BODY, fontName="Helvetica-Bold", textColor=NAVY, spaceBefore=60),
    "title": ParagraphStyle("title", parent=BODY, fontName="Helvetica-Bold", fontSize=20, leading=26, textColor=NAVY),
    "subtitle": ParagraphStyle("subtitle", parent=BODY, fontName="Helvetica", fontSize=16, leading=22, spaceAfter=16),
    "#": ParagraphStyle("h1", parent=BODY, fontName="Helvetica-Bold", fontSize=15, leading=19, textColor=NAVY,
                        spaceBefore=12),
    "##": ParagraphStyle("h2", parent=BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=15, spaceBefore=8,
                         keepWithNext=1),
    "bullet": ParagraphStyle("bullet", parent=BODY, leftIndent=18, bulletIndent=6, spaceAfter=3,
                             bulletFontName="Vera", bulletFontSize=9),
    "number": ParagraphStyle("number", parent=BODY, leftIndent=22, bulletIndent=4, spaceAfter=4),
}  # fmt: skip


def write_pages(
    blocks: tuple[Block, ...],
    path: Path,
    *,
    header: str,
    footer: str,
    author: str,
    title: str = "",
    plain: bool = False,
) -> None:
    """Write `blocks` as A4 pages with a running header and `Page 3 of 12` in the footer.

    `plain` sets the text in Helvetica and leaves the sections unnumbered, as minutes are.
    """
    rl_config.invariant = 1
    register_fonts()  # the bullet of the standard fonts reads back as a control character
    document = BaseDocTemplate(
        str(path), pagesize=A4, invariant=1, author=author, title=title,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=2.4 * cm, bottomMargin=2.1 * cm,
    )  # fmt: skip
    frame = Frame(
        document.leftMargin, document.bottomMargin, document.width, document.height,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document.addPageTemplates(PageTemplate(frames=[frame]))
    document.build(_story(blocks, document.width, plain), canvasmaker=_paged_canvas(header, footer))


def _paged_canvas(header: str, footer: str) -> Callable[..., Canvas]:
    class PagedCanvas(Canvas):
        """A canvas that knows how many pages there are before it writes the first."""

        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            self._kept: list[dict[str, object]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._kept, 1):
                self.__dict__.update(page)
                _draw_margins(self, header, footer, f"Page {number} of {len(self._kept)}")
                super().showPage()
            super().save()

    return PagedCanvas


def _draw_margins(canvas: Canvas, header: str, footer: str, count: str) -> None:
    canvas.setFont("Helvetica", 8.5)
    canvas.setFillColor(HexColor("#444444"))
    canvas.drawString(MARGIN, A4[1] - 1.3 * cm, header)
    canvas.drawString(MARGIN, 1.2 * cm, footer)
    canvas.drawRightString(A4[0] - MARGIN, 1.2 * cm, count)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, A4[1] - 1.5 * cm, A4[0] - MARGIN, A4[1] - 1.5 * cm)


def _story(blocks: tuple[Block, ...], width: float, plain: bool) -> list[Flowable]:
    story: list[Flowable] = []
    section = item = 0
    for block in blocks:
        section += block.kind == "#"
        item = 0 if block.kind.startswith("#") else item + (block.kind == "number")
        if block.kind == "page":
            story.append(PageBreak())
        elif block.kind == "table":
            story += [_table(block, width, CELL if not plain else PLAIN_CELL), Spacer(0, 10)]
        else:
            story.append(_paragraph(block, section, item, plain))
    return story


def _paragraph(block: Block, section: int, item: int, plain: bool) -> Paragraph:
    style = STYLES.get(block.kind, PLAIN if plain else BODY)
    if plain and block.kind in ("bullet", "number"):
        style = ParagraphStyle("plain item", parent=style, fontName="Helvetica", fontSize=10.5, leading=14)
    text = _escape(block.text)
    if block.kind == "#" and not plain:
        text = f"{section}. {text}"
    marker = {"bullet": "•", "number": f"{item}."}.get(block.kind)
    return Paragraph(text, style, bulletText=marker)


def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace(" // ", "<br/>")
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)


def _table(block: Block, width: float, text_style: ParagraphStyle) -> Table:
    """A table whose rows may be cut by the end of the page, with its header on every page."""
    head = block.options.get("look") == "head"
    style: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("GRID", (0, 0), (-1, -1), 0.6, black),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    if not head:
        style.append(("BACKGROUND", (0, 0), (-1, 0), NAVY))
    for top, left, bottom, right in spans(block.rows):
        style.append(("SPAN", (left, top), (right, bottom)))
    for row, texts in enumerate(block.rows):
        for column, text in enumerate(texts):
            if colour := COLOURS.get(text) or {"= ": PALE, "- ": PALER}.get(text[:2]):
                style.append(("BACKGROUND", (column, row), (-1 if text[1:2] == " " else column, row), colour))
    cells = [[_cell(text, text_style, header=n == 0 and not head) for text in row] for n, row in enumerate(block.rows)]
    widths = [float(share) / 100 * width for share in block.options["widths"].split(",")]
    # splitByRow=0 cuts the row that reaches the foot of the page, as word processors do
    return Table(cells, widths, style=style, repeatRows=0 if head else 1, splitByRow=0, splitInRow=24)


def _cell(text: str, style: ParagraphStyle, *, header: bool) -> list[Paragraph] | str:
    if text in (ABOVE, BESIDE):
        return ""
    if header:
        return [Paragraph(f"<b>{_escape(text)}</b>", ParagraphStyle("header", parent=style, textColor=white))]
    if text[:2] in ("= ", "- "):
        return [Paragraph(f"<b>{_escape(text[2:])}</b>", ParagraphStyle("banner", parent=style, fontSize=11))]
    return [Paragraph(_escape(text), style)]
