"""A second opinion on pages whose grid is unsure: pdfplumber's count of rows and columns beside ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.document import Issue, Place

from .page import PageContent
from .tables import PageTable

UNSURE = 0.8  # below it a table is looked at twice
_AGREED = 0.85
_MOST_PAGES = 40  # pdfplumber takes 50 times as long: not for every page of a pack


def second_opinions(path: Path, pages: Sequence[PageContent]) -> tuple[list[PageContent], list[Issue]]:
    """Return the pages with the confidence of unsure tables settled, and an issue for each that stays unsure."""
    doubtful = [p.number for p in pages if any(t.grid.confidence < UNSURE for t in p.tables)]
    if not doubtful:
        return list(pages), []
    ruled = [p.number for p in pages if any(_is_worth_asking(t) for t in p.tables)]
    shapes = _read_shapes(path, ruled[:_MOST_PAGES]) if ruled else {}
    settled = [_settle(page, shapes.get(page.number, [])) for page in pages]
    issues = [
        Issue(
            "unsure_table",
            f"The rows and columns of table {table.number} on page {page.number} are unsure; check them there.",
            place=Place(page.number, path=f"page {page.number}, table {table.number}"),
        )
        for page in settled
        for table in page.tables
        if table.grid.confidence < UNSURE
    ]
    return settled, issues


def _is_worth_asking(table: PageTable) -> bool:
    """Say whether an unsure table has edges drawn: of others, pdfplumber knows less than we do."""
    return table.grid.confidence < UNSURE and table.grid.kind == "ruled"


def _read_shapes(path: Path, numbers: Sequence[int]) -> dict[int, list[tuple[int, int, float]]]:
    """Return for each page the rows, columns and top (points) of the tables that pdfplumber sees."""
    import pdfplumber  # takes longer to load than most papers to read, and few need it

    shapes: dict[int, list[tuple[int, int, float]]] = {}
    try:
        with pdfplumber.open(path, pages=list(numbers)) as pdf:
            for page in pdf.pages:
                shapes[page.page_number] = [_shape(table) for table in page.find_tables()]
                page.close()
    except Exception:  # noqa: BLE001 - a second opinion that fails is none; pdfminer raises all kinds of errors
        return shapes
    return shapes


def _shape(table: Any) -> tuple[int, int, float]:
    return len(table.rows), max((len(row.cells) for row in table.rows), default=0), float(table.bbox[1])


def _settle(page: PageContent, shapes: Sequence[tuple[int, int, float]]) -> PageContent:
    items = [
        _agree(item, shapes) if isinstance(item, PageTable) and _is_worth_asking(item) else item for item in page.items
    ]
    return replace(page, items=tuple(items))


def _agree(table: PageTable, shapes: Sequence[tuple[int, int, float]]) -> PageTable:
    same = any(
        rows == table.rows and columns == table.columns and abs(top - table.grid.ys[0]) < 12
        for rows, columns, top in shapes
    )
    return replace(table, grid=replace(table.grid, confidence=_AGREED)) if same else table
