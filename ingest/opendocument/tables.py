"""Tables: spans and covered cells, rows and cells that stand for many, header rows, tables inside cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.document import Block, BlockKind, Cell, Piece, Place, Table, Text, Unreadable
from ingest.opendocument.flow import look_of, walk
from ingest.opendocument.markup import TABLE, Element, count, elements
from ingest.opendocument.words import Trail, read_words
from ingest.printed import make_text

_MOST_CELLS = 500_000
_WIDEST = 1_000  # columns; repeated empty cells may claim a million
_ROWS = (TABLE + "table-row",)
_GROUPS = tuple(TABLE + name for name in ("table-rows", "table-row-group", "table-header-rows"))
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_HEADER_ROWS = 3


@dataclass(slots=True)
class _Read:
    """A table being read: its cells, those inside whose paragraphs all are bold, and the tables in its cells."""

    cells: list[Cell] = field(default_factory=list)
    bold: set[tuple[int, int]] = field(default_factory=set)
    nested: list[Block] = field(default_factory=list)


def read_table(element: Element, trail: Trail, path: str) -> list[Block]:
    """Return the block of a table, and of each table inside its cells after it, `path` naming each."""
    read = _Read()
    headers, rows = 0, 0
    for row, in_header in _rows_of(element, False):
        headers += in_header and headers == rows
        _read_row(row, rows, f"{path}, row {rows + 1}", trail, read)
        rows += 1
    columns = max((cell.column + cell.column_span for cell in read.cells), default=0)
    if not any(cell.text for cell in read.cells):
        return read.nested
    cells = [replace(cell, row_span=min(cell.row_span, rows - cell.row)) for cell in read.cells]
    headers = headers if headers < rows else 0
    seen = headers or _count_headers(cells, read.bold, rows)
    marked = tuple(replace(cell, header=cell.row < seen) for cell in cells)
    return [Block(BlockKind.TABLE, table=Table(rows, columns, marked, header_rows=seen)), *read.nested]


def _rows_of(element: Element, in_header: bool) -> Iterator[tuple[Element, bool]]:
    """Yield rows and whether each is in the header; a row repeated stands once: in texts such rows are empty."""
    for child in elements(element):
        if child.tag in _ROWS:
            yield child, in_header
        elif child.tag in _GROUPS:
            yield from _rows_of(child, in_header or child.tag == TABLE + "table-header-rows")


def _read_row(row: Element, at: int, path: str, trail: Trail, read: _Read) -> None:
    column = 0
    for element in elements(row):
        if element.tag not in _CELLS:
            continue
        if len(read.cells) > _MOST_CELLS:
            raise Unreadable(
                "too_large", f"A table has more than {_MOST_CELLS:,} cells; it was left unread for safety."
            )
        repeats = min(count(element, TABLE + "number-columns-repeated"), _WIDEST - column)
        for _ in range(repeats if element.tag == TABLE + "table-cell" else 0):
            spans = (
                count(element, TABLE + "number-rows-spanned"),
                min(count(element, TABLE + "number-columns-spanned"), _WIDEST - column),
            )
            fill = trail.styles.find("table-cell", element.get(TABLE + "style-name")).fill
            text, bold = _read_cell(element, f"{path}, column {column + 1}", trail, read)
            read.cells.append(Cell(at, column, text, *spans, fill=fill))
            if bold:
                read.bold.add((at, column))
            column += 1
        column += repeats if element.tag != TABLE + "table-cell" else 0


def _read_cell(element: Element, path: str, trail: Trail, read: _Read) -> tuple[Text, bool]:
    pieces: list[Piece] = []
    bold: list[bool] = []
    inner = 0
    for part in walk(element, trail):
        if part.element.tag == TABLE + "table":
            inner += 1
            read.nested += read_table(part.element, trail, f"{path}, table {inner}")
            continue
        printed = read_words(part.element, look_of(part.element, trail), trail)
        found = make_text(printed.text, Place(path=path), part.marker).pieces
        pieces.extend(found)
        bold += [printed.bold] if found else []
    return Text(tuple(pieces)), bool(bold) and all(bold)


def _count_headers(cells: list[Cell], bold: set[tuple[int, int]], rows: int) -> int:
    """Count the rows at the top that look like a header: all in bold or on a colour, and what follows is not."""
    found = 0
    for row in range(min(rows, _HEADER_ROWS + 1)):
        held = [cell for cell in cells if cell.row == row]
        inked = [cell for cell in held if cell.text]
        strong = inked and (all((c.row, c.column) in bold for c in inked) or all(c.fill for c in held))
        if not strong or (row > 0 and len(held) == 1):
            break
        found += 1
    if found == 1 and sum(cell.row == 0 for cell in cells) == 1:
        return 0  # a full-width title over rows that nothing marks
    return found if found <= _HEADER_ROWS and found < rows else 0
