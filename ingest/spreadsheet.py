"""The reader of spreadsheets: `.xlsx`, `.xlsm`. Formulas are never worked out: the last saved values are read."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Format,
    Issue,
    Piece,
    Place,
    Severity,
    Table,
    Text,
    Unreadable,
)
from ingest.packages import print_properties
from ingest.sheetcells import show_value
from ingest.sheetregions import WIDEST, Region, Used, find_regions
from ingest.tally import words_of

_SINGLE_ISSUES = 20  # formulas without value are named one by one up to here, then counted
_FULL_GRID = 500_000  # cells; a larger table lists its cells with words only
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([^\"']*)")
_MOST_MERGED = 3_000_000
_WHITE = ("ffffff", "000000", "")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet twice: with the values that were saved, and with its formulas."""

    values: Worksheet
    formulas: Worksheet

    @property
    def name(self) -> str:
        return str(self.values.title)

    @property
    def hidden(self) -> bool:
        return self.values.sheet_state != "visible"


def read_spreadsheet(path: Path) -> Document:
    """Return the Document of a workbook: for each sheet its name as a heading, then its tables and their titles.

    Hidden sheets, rows and columns are read too, and noted. Places read `sheet Actions, cell B4`.
    """
    has_formulas = _look_ahead(path)
    values = _load(path, saved=True)
    formulas = _load(path, saved=False) if has_formulas else values
    blocks: list[Block] = []
    issues: list[Issue] = []
    for sheet in values.worksheets:
        both = _Sheet(sheet, formulas[sheet.title])
        more = list(_read_sheet(both, issues))
        blocks += more
        issues += _hidden_issues(both) if more else []
    return Document(
        Format.XLSX, tuple(blocks), words=words_of(blocks), properties=_properties(path, values), issues=tuple(issues)
    )


def _look_ahead(path: Path) -> bool:
    """Tell whether any sheet holds a formula; without one, the second, slow look at the file is spared.

    Raises Unreadable where merged cells cover more than openpyxl, which makes an object for each place, can bear.
    """
    formulas = False
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                content = archive.read(name)
                formulas = formulas or _FORMULA.search(content) is not None
                if sum(map(_covered, _MERGE.findall(content))) > _MOST_MERGED:
                    sentence = (
                        f"more than {_MOST_MERGED:,} places of a sheet are merged; it was left unread for safety."
                    )
                    raise Unreadable("too_large", f"{path.name}: {sentence}")
    return formulas


def _covered(reference: bytes) -> int:
    """Return how many places a range of cells such as `B2:D9` covers; 0 where it is none."""
    try:
        left, top, right, bottom = range_boundaries(reference.decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return 0
    sides = (left, top, right, bottom)
    return 0 if None in sides else ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)


def _load(path: Path, *, saved: bool) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl warns of parts it does not keep when saving (validation, extensions); nothing is saved here
        warnings.simplefilter("ignore")
        return load_workbook(path, data_only=saved, keep_links=False)


def _read_sheet(sheet: _Sheet, issues: list[Issue]) -> Iterator[Block]:
    cells = _used_cells(sheet, issues)
    if not cells:
        return
    cells = _trim(cells, sheet, issues)
    place = Place(path=f"sheet {sheet.name}")
    yield Block(BlockKind.HEADING, Text((Piece(sheet.name, place),)), level=1)
    regions = find_regions(cells, _header_row(sheet.values))
    for i, region in enumerate(regions):
        over_table = any(later.cells for later in regions[i:])
        for title in region.titles:
            yield _title_block(title, sheet, over_table=over_table)
        if region.cells:
            yield Block(BlockKind.TABLE, table=_make_table(region, sheet))


def _used_cells(sheet: _Sheet, issues: list[Issue]) -> list[Used]:
    """Return the cells with words. Only stored cells are visited: a sheet's edge may be a million rows away."""
    spans = _merges(sheet.values)
    used, unsaved, wrong = [], [], []
    for (row, column), formula in sheet.formulas._cells.items():
        cell = sheet.values._cells.get((row, column))
        if not isinstance(cell, SheetCell):  # a place that a merge covers
            continue
        if formula.data_type == "f" and cell.value is None and cell.data_type != "str":
            unsaved.append(cell.coordinate)
        if cell.data_type == "e":
            wrong.append(cell.coordinate)
        text = show_value(cell.value, str(cell.number_format))
        if text.strip():
            high, wide = spans.get((row, column), (1, 1))
            used.append(Used(row, column, text, high, wide, bool(cell.font and cell.font.b), _fill(cell)))
    issues += _formula_issues(sheet.name, unsaved)
    if wrong:
        message = f"Sheet {sheet.name}: {len(wrong)} cells hold an error such as #REF! ({', '.join(wrong[:5])})."
        issues.append(Issue("formula_error", message, Severity.WARNING, _cell_place(sheet.name, wrong[0])))
    return used


def _merges(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return how many rows and columns merged cells cover, by their top left corner."""
    return {
        (merge.min_row, merge.min_col): (merge.max_row - merge.min_row + 1, merge.max_col - merge.min_col + 1)
        for merge in sheet.merged_cells.ranges
    }


def _fill(cell: SheetCell) -> str:
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "theme":
        return f"theme {colour.theme}" if colour.theme not in (0, None) or colour.tint else ""
    shade = COLOR_INDEX[colour.indexed] if colour.type == "indexed" and colour.indexed < 64 else colour.rgb
    shown = str(shade)[-6:].lower()
    return "" if shown in _WHITE else shown


def _formula_issues(name: str, unsaved: list[str]) -> Iterator[Issue]:
    for coordinate in unsaved[:_SINGLE_ISSUES]:
        message = (
            f"Sheet {name}, cell {coordinate}: the formula has no saved value; open the file in Excel and save it."
        )
        yield Issue("formula_without_value", message, Severity.WARNING, _cell_place(name, coordinate))
    if len(unsaved) > _SINGLE_ISSUES:
        message = f"Sheet {name}: {len(unsaved) - _SINGLE_ISSUES} more formulas have no saved value."
        yield Issue("formula_without_value", message, Severity.WARNING, Place(path=f"sheet {name}"))


def _cell_place(name: str, coordinate: str) -> Place:
    return Place(path=f"sheet {name}, cell {coordinate}")


def _trim(cells: list[Used], sheet: _Sheet, issues: list[Issue]) -> list[Used]:
    edge = min(cell.column for cell in cells) + WIDEST
    kept = [cell for cell in cells if cell.column < edge]
    if len(kept) < len(cells):
        last, lost = get_column_letter(edge - 1), len(cells) - len(kept)
        message = f"Sheet {sheet.name}: {lost} cells right of column {last} were not read."
        issues.append(Issue("sheet_too_wide", message, Severity.WARNING, Place(path=f"sheet {sheet.name}")))
    return [cell if cell.last_column < edge else _narrow(cell, edge) for cell in kept]


def _narrow(cell: Used, edge: int) -> Used:
    return Used(cell.row, cell.column, cell.text, cell.row_span, edge - cell.column, cell.bold, cell.fill)


def _header_row(sheet: Worksheet) -> int | None:
    """Return the row that a named table or a filter says holds the column heads; the topmost where there are more."""
    references = [table.ref for table in sheet.tables.values() if table.headerRowCount != 0]
    if sheet.auto_filter.ref:
        references.append(sheet.auto_filter.ref)
    tops = [top for _, top, _, _ in map(range_boundaries, references) if top is not None]
    return min(tops, default=None)


def _title_block(title: tuple[Used, ...], sheet: _Sheet, *, over_table: bool) -> Block:
    pieces: list[Piece] = []
    for cell in title:
        pieces += _pieces(cell, sheet.name, glue=" ")
    bold = all(cell.bold for cell in title)
    heading = len(title) == 1 and bold and over_table and len(title[0].text.split()) <= 15
    return Block(
        BlockKind.HEADING if heading else BlockKind.PARAGRAPH, Text(tuple(pieces)), level=2 if heading else 0, bold=bold
    )


def _pieces(cell: Used, name: str, glue: str = "\n") -> list[Piece]:
    place = _cell_place(name, f"{get_column_letter(cell.column)}{cell.row}")
    lines = [" ".join(line.split()) for line in cell.text.replace("_x000D_", "").splitlines()]
    pieces = [Piece(line, place, "\n") for line in lines if line]
    return [*pieces[:-1], Piece(pieces[-1].text, place, glue)] if pieces else []


def _make_table(region: Region, sheet: _Sheet) -> Table:
    top, left, rows, columns = region.top, region.left, region.rows, region.columns
    cells: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    for used in region.cells:
        at = (used.row - top, used.column - left)
        text = Text(tuple(_pieces(used, sheet.name)))
        header = at[0] < region.header_rows
        cells[at] = Cell(*at, text, used.row_span, used.column_span, header, used.fill)
        if used.row_span * used.column_span > 1:
            taken.update(
                (r, c) for r in range(at[0], at[0] + used.row_span) for c in range(at[1], at[1] + used.column_span)
            )
    if rows * columns <= _FULL_GRID:
        for r in range(rows):
            for c in range(columns):
                if (r, c) not in cells and (r, c) not in taken:
                    cells[(r, c)] = Cell(r, c, header=r < region.header_rows)
    ordered = tuple(cells[at] for at in sorted(cells))
    return Table(rows, columns, ordered, header_rows=region.header_rows, name=sheet.name, hidden=sheet.hidden)


def _hidden_issues(sheet: _Sheet) -> Iterator[Issue]:
    place = Place(path=f"sheet {sheet.name}")
    if sheet.hidden:
        yield Issue("hidden_sheet", f"Sheet {sheet.name} is hidden in the workbook; it was read.", Severity.NOTE, place)
    rows = [str(at) for at, row in sheet.values.row_dimensions.items() if row.hidden]
    columns = [name for name, column in sheet.values.column_dimensions.items() if column.hidden]
    for what, found in (("row", rows), ("column", columns)):
        if found:
            listed = ", ".join(found[:10]) + (" …" if len(found) > 10 else "")
            many = f"{what}s {listed} are" if len(found) > 1 else f"{what} {listed} is"
            yield Issue(
                "hidden_cells", f"Sheet {sheet.name}: {many} hidden; what is there was read.", Severity.NOTE, place
            )


def _properties(path: Path, book: Workbook) -> tuple[tuple[str, str], ...]:
    """Return the file's own properties. A file without them gets none: openpyxl would make some up."""
    with zipfile.ZipFile(path) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return ()
    core = book.properties
    return print_properties(
        (
            ("title", core.title),
            ("author", core.creator),
            ("created", core.created),
            ("modified", core.modified),
            ("description", core.description or core.subject),
        )
    )
