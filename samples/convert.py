"""Set a document that was read once again in another format or layout, to see whether it is read the same.

The words and the table cells stay; what changes is what a publisher's software would change. All of them:
`python -m samples.convert FILE FOLDER`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pypdfium2
from openpyxl.styles import Alignment, Font
from pptx.util import Inches, Pt
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from ingest.document import Block, BlockKind, Cell, Document, Table
from ingest.formats import read_document
from samples.slides import register_fonts

SCAN_DPI = 200
ROWS_A_SLIDE = 4
_PADDING = 14
_BODY = ParagraphStyle("body", fontName="Vera", fontSize=9.5, leading=12.5, spaceAfter=5)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=8, leading=10, spaceAfter=0)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="VeraBd")


def content(document: Document) -> Iterator[Block]:
    """Yield the blocks that a publisher would have typed: running headers and the like are left out."""
    for block in document.blocks:
        if block.kind is not BlockKind.FURNITURE and (block.text or block.table):
            yield block


def words(block: Block) -> str:
    """Return a block's words in one line, its marker before them."""
    return " ".join(f"{block.marker} {block.text.plain}".split())


def lines(cell: Cell) -> list[str]:
    """Return a cell's lines as the author broke them."""
    return [" ".join(line.plain.split()) for line in cell.text.lines()] or [""]


def head_rows(table: Table) -> int:
    """Return how many rows at the top are its header: at least one."""
    return max(table.header_rows, 1)


def write_docx(document: Document, path: Path) -> None:
    """Word: headings by style, tables with real merged cells and a repeated header row."""
    out = docx.Document()
    for block in content(document):
        if block.table is not None:
            _add_word_table(out, block.table)
        elif block.kind is BlockKind.HEADING:
            out.add_heading(words(block), min(max(block.level, 1), 9))
        else:
            out.add_paragraph(words(block))
    out.save(str(path))


def _add_word_table(out: Any, table: Table) -> None:
    made = out.add_table(rows=table.rows, cols=table.columns)
    made.style = "Table Grid"
    for cell in table.cells:
        last = made.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        merged = made.cell(cell.row, cell.column)
        merged = merged.merge(last) if last is not merged else merged
        merged.text = "\n".join(lines(cell))
    for row in made.rows[: head_rows(table)]:
        row._tr.get_or_add_trPr().append(docx.oxml.parse_xml(_TABLE_HEADER))
    out.add_paragraph("")


_TABLE_HEADER = '<w:tblHeader xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


def write_html(document: Document, path: Path) -> None:
    """A web page: a menu and a footer around a main part with headings, paragraphs and tables."""
    parts = []
    for block in content(document):
        if block.table is not None:
            parts.append(_html_table(block.table))
        elif block.kind is BlockKind.HEADING:
            level = min(max(block.level, 1), 6)
            parts.append(f"<h{level}>{escape(words(block))}</h{level}>")
        else:
            parts.append(f"<p>{escape(words(block))}</p>")
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
    head = "<head><meta charset=utf-8><title>Page</title></head>"
    body = f"<header>{menu}</header><main>{''.join(parts)}</main><footer>Contact us</footer>"
    path.write_text(f"<!doctype html><html lang=en>{head}<body>{body}</body></html>", encoding="utf-8")


def _html_table(table: Table) -> str:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        tag = "th" if cell.row < head_rows(table) else "td"
        spans = f" rowspan={cell.row_span} colspan={cell.column_span}"
        rows[cell.row].append(f"<{tag}{spans}>{'<br>'.join(escape(line) for line in lines(cell))}</{tag}>")
    return "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>"


def write_xlsx(document: Document, path: Path) -> None:
    """A workbook of one sheet: headings in a line of their own, merged cells, a blank row after each table."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for block in content(document):
        if block.table is None:
            sheet.cell(row, 1, words(block)).font = Font(bold=block.kind is BlockKind.HEADING)
            row += 1
            continue
        for cell in block.table.cells:
            at = sheet.cell(row + cell.row, 1 + cell.column, "\n".join(lines(cell)))
            at.alignment = Alignment(wrap_text=True, vertical="top")
            at.font = Font(bold=cell.row < head_rows(block.table))
            if cell.row_span > 1 or cell.column_span > 1:
                bottom, right = row + cell.row + cell.row_span - 1, cell.column + cell.column_span
                sheet.merge_cells(
                    start_row=row + cell.row, end_row=bottom, start_column=1 + cell.column, end_column=right
                )
        row += block.table.rows + 1
    book.save(path)


def write_pptx(document: Document, path: Path) -> None:
    """A deck: a slide for each heading with what stands under it; a long table goes on under its header and title."""
    deck = pptx.Presentation()
    title = ""
    body: list[Block] = []
    for block in content(document):
        if block.kind is BlockKind.HEADING:
            _add_text_slide(deck, title, body)
            title, body = words(block), []
        elif block.table is not None:
            _add_text_slide(deck, title if body else "", body)
            body = []
            for first in range(head_rows(block.table), block.table.rows, ROWS_A_SLIDE):
                _add_table_slide(deck, title, block.table, first)
        else:
            body.append(block)
    _add_text_slide(deck, title, body)
    deck.save(str(path))


def _add_text_slide(deck: Any, title: str, body: Sequence[Block]) -> None:
    """A slide with a title and text; the master draws bullets, which paragraphs and numbered items switch off."""
    if not body and not title:
        return
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for i, block in enumerate(body):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        bullet = block.kind is BlockKind.LIST_ITEM and not any(map(str.isalnum, block.marker))
        paragraph.text = " ".join(block.text.plain.split()) if bullet else words(block)
        paragraph.level = min(block.level, 8) if bullet else 0
        if not bullet:
            paragraph._p.get_or_add_pPr().append(docx.oxml.parse_xml(_NO_BULLET))


_NO_BULLET = '<a:buNone xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'


def _add_table_slide(deck: Any, title: str, table: Table, first: int) -> None:
    """A slide with the header and some rows; a cell merged over the cut stands on both sides of it."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    head = head_rows(table)
    shown = [*range(head), *range(first, min(first + ROWS_A_SLIDE, table.rows))]
    shape = slide.shapes.add_table(len(shown), table.columns, Inches(0.4), Inches(1.6), Inches(9), Inches(4))
    grid = table.grid()
    done: set[tuple[int, int]] = set()
    for i, row in enumerate(shown):
        for column in range(table.columns):
            cell = grid[row][column]
            if cell is None or (cell.row, cell.column) in done:
                continue
            done.add((cell.row, cell.column))
            made = shape.table.cell(i, column)
            last = max(j for j, other in enumerate(shown) if grid[other][column] is cell)
            if last > i or cell.column_span > 1:
                made.merge(shape.table.cell(last, column + cell.column_span - 1))
            made.text = "\n".join(lines(cell))
            for paragraph in made.text_frame.paragraphs:
                paragraph.font.size = Pt(10)


def write_pdf(document: Document, path: Path, rules: str = "all", rotation: int = 0) -> None:
    """A flowing PDF; `rules` are all, horizontal or none; `rotation` turns each page as a landscape scan is turned."""
    rl_config.invariant = 1
    register_fonts()
    size = landscape(A4) if rotation else A4
    doc = BaseDocTemplate(str(path), pagesize=size, leftMargin=1.6 * cm, rightMargin=1.6 * cm)
    frame = Frame(1.6 * cm, 1.6 * cm, size[0] - 3.2 * cm, size[1] - 3.2 * cm, id="page")

    def turn(canvas: Canvas, _doc: BaseDocTemplate) -> None:
        canvas.setPageRotation(rotation)

    doc.addPageTemplates([PageTemplate(frames=[frame], onPage=turn)])
    doc.build([flowable for block in content(document) for flowable in _flow(block, size[0] - 3.5 * cm, rules)])


def _flow(block: Block, width: float, rules: str) -> Iterator[Flowable]:
    if block.table is None:
        size = 18 - 2 * min(block.level, 4) if block.kind is BlockKind.HEADING else 0
        style = ParagraphStyle("h", parent=_BODY, fontName="VeraBd", fontSize=size, leading=size + 4, keepWithNext=1)
        yield Paragraph(escape(words(block)), style if size else _BODY)
        return
    yield _flow_table(block.table, width, rules)
    yield Spacer(1, 8)


def _flow_table(table: Table, width: float, rules: str) -> Grid:
    data: list[list[Any]] = [[""] * table.columns for _ in range(table.rows)]
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    for cell in table.cells:
        text = "<br/>".join(escape(line) for line in lines(cell))
        data[cell.row][cell.column] = Paragraph(text, _HEAD if cell.row < head_rows(table) else _CELL)
        right, bottom = cell.column + cell.column_span - 1, cell.row + cell.row_span - 1
        if (right, bottom) != (cell.column, cell.row):
            style.append(("SPAN", (cell.column, cell.row), (right, bottom)))
        if rules == "horizontal":
            style.append(("LINEBELOW", (cell.column, bottom), (right, bottom), 0.6, HexColor("#444444")))
    if rules == "all":
        style.append(("GRID", (0, 0), (-1, -1), 0.6, HexColor("#444444")))
    if rules == "horizontal":
        style.append(("LINEABOVE", (0, 0), (-1, 0), 0.9, HexColor("#444444")))
    widths = _widths(table, width)
    return Grid(data, colWidths=widths, style=style, repeatRows=head_rows(table), splitInRow=1)


def _widths(table: Table, width: float) -> list[float]:
    """Widths by how much the columns hold; each holds its longest word, as a word processor sees to."""
    held = [1.0] * table.columns
    least = [24.0] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            held[cell.column] += len(cell.text.plain) ** 0.7
            longest = max((stringWidth(word, "VeraBd", 8) for word in cell.text.plain.split()), default=0.0)
            least[cell.column] = max(least[cell.column], longest + _PADDING)
    spare = width - sum(least)
    return [low + max(spare, 0) * each / sum(held) for low, each in zip(least, held, strict=True)]


def write_scan(document: Document, path: Path) -> None:
    """Pictures of pages, as a scanner makes them: no text in the file at all."""
    printed = path.with_suffix(".print.pdf")
    write_pdf(document, printed)
    source = pypdfium2.PdfDocument(printed)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in source:
        image = io.BytesIO()
        page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().save(image, "PNG")
        canvas.drawImage(ImageReader(image), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    source.close()
    printed.unlink()


def write_horizontal(document: Document, path: Path) -> None:
    """A PDF whose tables have horizontal rules only, as Word's plain table styles have."""
    write_pdf(document, path, rules="horizontal")


def write_borderless(document: Document, path: Path) -> None:
    """A PDF whose tables have no rules at all."""
    write_pdf(document, path, rules="none")


def write_rotated(document: Document, path: Path) -> None:
    """A landscape PDF with every page turned by a quarter."""
    write_pdf(document, path, rotation=90)


WRITERS: dict[str, tuple[str, Callable[[Document, Path], None]]] = {
    "word": (".docx", write_docx),
    "sheet": (".xlsx", write_xlsx),
    "deck": (".pptx", write_pptx),
    "web": (".html", write_html),
    "horizontal": (".pdf", write_horizontal),
    "borderless": (".pdf", write_borderless),
    "rotated": (".pdf", write_rotated),
    "scan": (".pdf", write_scan),
}


def convert(source: Path, folder: Path, names: Sequence[str] = tuple(WRITERS)) -> list[Path]:
    """Write the conversions of one file into a folder; return their paths."""
    document = read_document(source)
    made = []
    for name in names:
        suffix, write = WRITERS[name]
        path = folder / f"{source.stem}--{name}{suffix}"
        write(document, path)
        made.append(path)
    return made


if __name__ == "__main__":
    for path in convert(Path(sys.argv[1]), Path(sys.argv[2])):
        print(path)
