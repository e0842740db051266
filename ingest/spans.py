"""Tables whose cells claim to cover more than there is: a span costs a file a few digits, us a million places."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from ingest.document import Block, Document, Table, Unreadable

PLACES = 1_000_000
"""Rows times columns of a table that is taken as it is."""

MOST_PLACES = 30_000_000
"""Rows times columns of the largest table that is read at all."""


def fit_tables(document: Document, name: str) -> Document:
    """Return the document with the grids of its huge tables fitted to the cells that are there.

    Raises Unreadable where a table stays larger than MOST_PLACES.
    """
    if all(block.table is None or _places(block.table) <= PLACES for block in document.blocks):
        return document
    return replace(document, blocks=tuple(_fit_block(block, name) for block in document.blocks))


def _fit_block(block: Block, name: str) -> Block:
    if block.table is None or _places(block.table) <= PLACES:
        return block
    table = squeeze(block.table)
    if _places(table) > MOST_PLACES:
        size = f"{table.rows:,} rows and {table.columns:,} columns"
        raise Unreadable("too_large", f"{name} has a table of {size}; it was left unread for safety.")
    return replace(block, table=table)


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


def _places(table: Table) -> int:
    return table.rows * table.columns
