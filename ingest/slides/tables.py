"""Tables on a slide: merged cells, and the header row that the file's own setting marks."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Cell, Piece, Place, Table, Text
from ingest.printed import make_text
from ingest.slides.markup import A, Element, whole
from ingest.slides.words import read_frame

_WHITE = "ffffff"


def read_table(table: Element, path: str, styles: Sequence[Element]) -> Table | None:
    """Return a table with places `path, row R, column C`; None for one without words.

    A cell that a merge covers is left out. The first row is a header where the table's setting *Header Row* is
    on, with the row under it where it is one cell as wide as the table.
    """
    cells: list[Cell] = []
    rows = table.findall(A + "tr")
    columns = max((len(row.findall(A + "tc")) for row in rows), default=0)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row.findall(A + "tc")):
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                continue
            place = Place(path=f"{path}, row {at + 1}, column {column + 1}")
            spans = (
                min(max(whole(cell.get("rowSpan"), 1), 1), len(rows) - at),
                min(max(whole(cell.get("gridSpan"), 1), 1), columns - column),
            )
            cells.append(Cell(at, column, _read_cell(cell, place, styles), *spans, fill=_fill(cell)))
    if not any(cell.text for cell in cells):
        return None
    headers = _count_headers(table, cells, len(rows), columns)
    marked = tuple(Cell(c.row, c.column, c.text, c.row_span, c.column_span, c.row < headers, c.fill) for c in cells)
    return Table(len(rows), columns, marked, header_rows=headers)


def _read_cell(cell: Element, place: Place, styles: Sequence[Element]) -> Text:
    body = cell.find(A + "txBody")
    if body is None:
        return Text()
    pieces: list[Piece] = []
    for paragraph in read_frame(body, styles):
        pieces.extend(make_text(paragraph.text, place, paragraph.marker).pieces)
    return Text(tuple(pieces))


def _fill(cell: Element) -> str:
    colour = cell.find(f"{A}tcPr/{A}solidFill/*")
    if colour is None:
        return ""
    shown = (colour.get("lastClr") or colour.get("val") or "").lower()
    return "" if shown in (_WHITE, "bg1", "lt1") else shown


def _count_headers(table: Element, cells: Sequence[Cell], rows: int, columns: int) -> int:
    properties = table.find(A + "tblPr")
    if properties is None or properties.get("firstRow") not in ("1", "true") or rows < 2:
        return 0
    first = [cell for cell in cells if cell.row == 0]
    if len(first) == 1 and first[0].column_span == columns and columns > 1:
        return 2 if rows > 2 else 0
    return min(max(cell.row_span for cell in first), rows - 1) if first else 0
