"""Tables whose cells claim to cover more than there is: a span costs a file a few digits, us a million places."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from ingest.document import Block, Document, Issue, Severity, Table, Unreadable

PLACES = 1_000_000
"""Rows times columns of a table that is taken as it is."""

MOST_PLACES = 30_000_000
"""Rows times columns of the largest table that is read at all."""

WIDEST = 500
"""Columns of the widest table; what stands right of them is not read, and an issue says so."""


def fit_tables(document: Document, name: str) -> Document:
    """Return the document with the grids of its huge tables fitted to the cells that are there.

    Raises Unreadable where a table stays larger than MOST_PLACES.
    """
    if all(block.table is None or _fits(block.table) for block in document.blocks):
        return document
    blocks: list[Block] = []
    issues: list[Issue] = []
    for block in document.blocks:
        if block.table is not None and not _fits(block.table):
            table = squeeze(block.table)
            issues += _wide_issue(table)
            block = replace(block, table=_fit(table, name))
        blocks.append(block)
    return replace(document, blocks=tuple(blocks), issues=(*document.issues, *issues))


def _fits(table: Table) -> bool:
    return table.rows * table.columns <= PLACES and table.columns <= WIDEST


def _wide_issue(table: Table) -> list[Issue]:
    lost = [cell for cell in table.cells if cell.column >= WIDEST and cell.text]
    if not lost:
        return []
    message = f"A table has {table.columns:,} columns; {len(lost):,} cells right of column {WIDEST} were not read."
    return [Issue("table_too_wide", message, Severity.WARNING, lost[0].text.pieces[0].place)]


def _fit(table: Table, name: str) -> Table:
    kept = tuple(
        replace(cell, column_span=min(cell.column_span, WIDEST - cell.column))
        for cell in table.cells
        if cell.column < WIDEST
    )
    table = replace(table, columns=min(table.columns, WIDEST), cells=kept)
    if table.rows * table.columns > MOST_PLACES:
        size = f"{table.rows:,} rows and {table.columns:,} columns"
        raise Unreadable("too_large", f"{name} has a table of {size}; it was left unread for safety.")
    return table


def squeeze(table: Table) -> Table:
    """Return the table without the rows and columns in which no cell begins.

    >>> from ingest.document import Cell
    >>> wide = Table(1, 1001, (Cell(0, 0, column_span=1000), Cell(0, 1000)))
    >>> [(cell.column, cell.column_span) for cell in squeeze(wide).cells]
    [(0, 1), (1, 1)]
    """
    rows = sorted({cell.row for cell in table.cells})
    columns = sorted({cell.column for cell in table.cells})
    cells = tuple(
        replace(
            cell,
            row=bisect_left(rows, cell.row),
            column=bisect_left(columns, cell.column),
            row_span=_count(rows, cell.row, cell.row_span),
            column_span=_count(columns, cell.column, cell.column_span),
        )
        for cell in table.cells
    )
    headers = bisect_left(rows, table.header_rows)
    return replace(table, rows=len(rows), columns=len(columns), cells=cells, header_rows=headers)


def _count(starts: list[int], first: int, span: int) -> int:
    """Count the rows (or columns) in which a cell begins among those that one covers."""
    return bisect_left(starts, first + span) - bisect_left(starts, first)
