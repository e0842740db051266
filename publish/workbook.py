"""Sheets for people: a workbook with headings that stay in view, filters, and cells that hold text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | None

LONGEST = 32_767  # characters that Excel takes in one cell
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEADING = PatternFill("solid", fgColor="1F2F43")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its headings with the width of each column in characters, and its rows."""

    name: str
    headings: tuple[tuple[str, int], ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""


def write_workbook(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the sheets as XLSX; raises OSError where the file can't be written, say because it is open elsewhere."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    book.save(path)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    top = 1
    if sheet.note:
        _write(page.cell(1, 1), sheet.note)
        page.cell(1, 1).alignment = Alignment(wrap_text=False)
        top = 2
    for column, (heading, width) in enumerate(sheet.headings, 1):
        _write(page.cell(top, column), heading)
        page.cell(top, column).font, page.cell(top, column).fill = Font(bold=True, color="FFFFFF"), _HEADING
        page.column_dimensions[get_column_letter(column)].width = width
    for row, values in enumerate(sheet.rows, top + 1):
        for column, words in enumerate(values, 1):
            _write(page.cell(row, column), words)
    page.freeze_panes = f"A{top + 1}"
    if sheet.rows:
        page.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.headings))}{top + len(sheet.rows)}"


def _write(cell: Any, value: Cell) -> None:
    """Write a value into a cell of openpyxl; words stay words where they begin with `=`."""
    cell.value = fit(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def fit(words: str) -> str:
    r"""Return words as a cell can hold them: without control characters, cut where Excel would refuse them.

    >>> fit("=1+1\x07")
    '=1+1'
    """
    return _UNFIT.sub("", words)[:LONGEST]
