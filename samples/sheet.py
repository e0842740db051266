"""Lay a source text out as a spreadsheet: titles above the header, merged cells, real dates, a hidden sheet."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from samples.source import ABOVE, BESIDE, Block, spans
from samples.word import MOMENT, fix_times

FILLS = {"Complete": "BBD4F1", "On track": "C4E3C5", "Delayed": "FFDFA3", "Off track": "F3B8B4"}
WIDTHS = {"Action": 46, "Comments": 40, "Owner": 26, "Due": 13, "Revised due": 13, "Closed on": 13}
THIN = Side(style="thin", color="888888")


def write_sheet(blocks: tuple[Block, ...], path: Path, *, author: str) -> None:
    """Write each `@sheet NAME` and the table after it; `hidden` after the name hides the sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, table in zip(blocks[::2], blocks[1::2], strict=True):
        sheet = book.create_sheet(title.text.removesuffix(" hidden"))
        sheet.sheet_state = "hidden" if title.text.endswith(" hidden") else "visible"
        _fill(sheet, table.rows)
    book.properties.creator = author
    book.properties.created = book.properties.modified = MOMENT
    buffer = BytesIO()
    # Workbook.save would set `modified` to now
    ExcelWriter(book, ZipFile(buffer, "w", ZIP_DEFLATED)).save()
    path.write_bytes(fix_times(buffer.getvalue()))


def _fill(sheet: Worksheet, rows: tuple[tuple[str, ...], ...]) -> None:
    header = next((n for n, row in enumerate(rows) if row[0] == "Ref"), 0)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text not in (ABOVE, BESIDE, ""):
                _set(sheet.cell(number + 1, column + 1), text, number - header)
    for top, left, bottom, right in spans(rows):
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for column, name in enumerate(rows[header], 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(name, 14)
    if header:
        sheet.freeze_panes = sheet.cell(header + 2, 1)


def _set(cell: Cell, text: str, below_header: int) -> None:
    cell.alignment = Alignment(wrap_text=below_header >= 0, vertical="top")
    if below_header < 0:
        cell.value, cell.font = text, Font(bold=True, size=14)
        return
    cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    if below_header == 0:
        cell.value, cell.font = text, Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1B365D")
        return
    try:
        cell.value = datetime.datetime.strptime(text, "%Y-%m-%d")
        cell.number_format = "dd/mm/yyyy"
    except ValueError:
        cell.value = text
    if text in FILLS:
        cell.fill = PatternFill("solid", start_color=FILLS[text])
