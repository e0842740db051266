"""Where a sheet's tables are: runs of used rows, and what stands above their header."""

from __future__ import annotations

from dataclasses import dataclass

WIDEST = 500  # columns; a stray mark at the sheet's far edge must not make a table of 16,000 columns


@dataclass(frozen=True, slots=True)
class Used:
    """A cell with words: its text, how far a merge stretches it, its looks."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    fill: str = ""

    @property
    def last_row(self) -> int:
        """The last row it covers."""
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        """The last column it covers."""
        return self.column + self.column_span - 1


@dataclass(frozen=True, slots=True)
class Region:
    """A used part of a sheet: rows of cells above the table, then the table's own; no table where it has no cells."""

    titles: tuple[tuple[Used, ...], ...] = ()
    cells: tuple[Used, ...] = ()
    header_rows: int = 0

    @property
    def top(self) -> int:
        """The first row of the table."""
        return min(cell.row for cell in self.cells)

    @property
    def left(self) -> int:
        """The first column of the table."""
        return min(cell.column for cell in self.cells)

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return max(cell.last_row for cell in self.cells) - self.top + 1

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return max(cell.last_column for cell in self.cells) - self.left + 1


def find_regions(cells: list[Used], header_row: int | None = None) -> list[Region]:
    """Return the regions of a sheet from top to bottom, left to right.

    `header_row` is the row of column heads where the sheet says so (a filter, a named table).
    """
    bands = _join_bands(_split(cells, by_row=True, gap=1), header_row)
    return [_make_region(part, header_row) for band in bands for part in _split(band, by_row=False, gap=2)]


def _split(cells: list[Used], *, by_row: bool, gap: int) -> list[list[Used]]:
    """Split cells wherever `gap` rows (or columns) in a row hold nothing."""
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column) if by_row else (cell.column, cell.row))
    groups: list[list[Used]] = []
    end = -gap - 1
    for cell in ordered:
        first, last = (cell.row, cell.last_row) if by_row else (cell.column, cell.last_column)
        if first - end > gap:
            groups.append([])
        groups[-1].append(cell)
        end = max(end, last)
    return groups


def _join_bands(bands: list[list[Used]], header_row: int | None) -> list[list[Used]]:
    """Join a band to the one above where a blank row only spaces one table out."""
    joined: list[list[Used]] = []
    for band in bands:
        if joined and _goes_on(joined[-1], band, header_row):
            joined[-1] = joined[-1] + band
        else:
            joined.append(band)
    return joined


def _goes_on(above: list[Used], band: list[Used], header_row: int | None) -> bool:
    first = [cell for cell in band if cell.row == band[0].row]
    if header_row == band[0].row or _looks_like_header(first) or _lines(above) < 2:
        return False
    if min(len({cell.column for cell in above}), len({cell.column for cell in band})) < 2:
        return False
    left, right = min(cell.column for cell in above), max(cell.last_column for cell in above)
    return all(left <= cell.column and cell.last_column <= right for cell in band)


def _lines(cells: list[Used]) -> int:
    return len({cell.row for cell in cells})


def _looks_like_header(row: list[Used]) -> bool:
    return bool(row) and (all(cell.bold for cell in row) or all(cell.fill for cell in row))


def _make_region(cells: list[Used], header_row: int | None) -> Region:
    rows: dict[int, list[Used]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell)
    start = _find_start(rows, header_row)
    titles = tuple(tuple(row) for at, row in rows.items() if start is None or at < start)
    if start is None:
        return Region(titles)
    body = tuple(cell for cell in cells if cell.row >= start)
    return Region(titles, body, _count_headers(rows, start, header_row))


def _find_start(rows: dict[int, list[Used]], header_row: int | None) -> int | None:
    """Return the first row of the table: the first that fills three fifths of the columns with two cells or more."""
    columns = {column for row in rows.values() for cell in row for column in range(cell.column, cell.last_column + 1)}
    wide = [at for at, row in rows.items() if len(row) > 1]
    if not wide:
        return None
    for at, row in list(rows.items())[:25]:
        covered = sum(cell.column_span for cell in row)
        if len(row) > 1 and (covered >= 0.6 * len(columns) or at == header_row):
            return at
    return wide[0]


def _count_headers(rows: dict[int, list[Used]], start: int, header_row: int | None) -> int:
    if header_row is not None and start <= header_row <= start + 3:
        return header_row - start + 1
    body = [(at, row) for at, row in rows.items() if at >= start]
    count = 0
    for at, row in body[:4]:
        if not _looks_like_header(row) or len(row) < 2:
            break
        count = max(count, at - start + 1)
    return count if count < len(body) and count <= 3 else 0
