"""Tables of web pages: spans resolved as HTML does, layout tables told from real ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

from ingest.document import Block, BlockKind, Cell, Piece, Place, Table, Text
from ingest.weblines import WebLine, is_hidden, read_lines, tag_name

_GROUPS = ("thead", "tbody", "tfoot")
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534  # the bounds that HTML sets (4.9.11)
_LAYOUT_ROLES = ("presentation", "none")
# A term of more words than these is a question or a sentence, and what is under it the text of the page.
_LONGEST_TERM = 6
_NO_VALUE = ("table", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "form", "nav")


@dataclass(frozen=True, slots=True)
class _Row:
    tag: Tag
    group: int
    in_head: bool
    left: int  # rows from here to the end of its group, itself counted


def is_layout(table: Tag) -> bool:
    """Tell a table that only places things on the page: marked so, or one row or one cell without headers."""
    if str(table.get("role", "")).lower() in _LAYOUT_ROLES:
        return True
    rows = _rows(table)
    if table.find("th") is not None or any(row.in_head for row in rows):
        return False
    return len(rows) <= 1 or all(len(_cells(row.tag)) <= 1 for row in rows)


def read_table(table: Tag, path: str) -> list[Block]:
    """Return the caption, the table, and the tables inside its cells; `path` names the table."""
    rows = _rows(table, shown=True)
    cells, lines, nested = _place_cells(rows, path)
    blocks = _caption(table, path)
    if cells:
        columns = max(cell.column + cell.column_span for cell in cells)
        headers = _count_headers(rows, cells, lines)
        kept = tuple(_as_header(cell) if cell.row < headers else cell for cell in cells)
        blocks.append(Block(BlockKind.TABLE, table=Table(len(rows), columns, kept, header_rows=headers)))
    return blocks + nested


def read_pairs(listing: Tag, path: str) -> Block | None:
    """Return a description list of short terms as a table of labels and values; None where it is running text.

    Several values of a term are lines of one cell. `path` names the table.
    """
    pairs = _pairs(listing)
    if len(pairs) < 2 or any(not _is_term(term) or not values for term, values in pairs):
        return None
    if any(value.find(_NO_VALUE) is not None for _, values in pairs for value in values):
        return None
    cells = [
        Cell(r, column, _lines_of(tags, f"{path}, row {r + 1}, column {column + 1}"))
        for r, (term, values) in enumerate(pairs)
        for column, tags in enumerate(([term], values))
    ]
    return Block(BlockKind.TABLE, table=Table(len(pairs), 2, tuple(cells)))


def _pairs(listing: Tag) -> list[tuple[Tag, list[Tag]]]:
    """Return the terms with their values; nothing where the list holds anything else, as a value without a term."""
    pairs: list[tuple[Tag, list[Tag]]] = []
    children = [child for child in listing.children if isinstance(child, Tag)]
    groups = [list(child.children) if tag_name(child) == "div" else [child] for child in children]
    for tag in (tag for group in groups for tag in group if isinstance(tag, Tag) and not is_hidden(tag)):
        if tag_name(tag) == "dt":
            pairs.append((tag, []))
        elif tag_name(tag) == "dd" and pairs:
            pairs[-1][1].append(tag)
        else:
            return []
    return pairs


def _is_term(term: Tag) -> bool:
    words = term.get_text(" ").split()
    return 0 < len(words) <= _LONGEST_TERM and not words[-1].endswith(("?", ".")) and term.find(_NO_VALUE) is None


def _lines_of(tags: list[Tag], where: str) -> Text:
    return Text(
        tuple(Piece(line.words, Place(path=where), "\n", line.marker) for tag in tags for line in read_lines(tag))
    )


def _rows(table: Tag, *, shown: bool = False) -> list[_Row]:
    """Return the rows of a table (with `shown` without the hidden ones), not those of tables inside.

    The foot comes last, wherever it is written.
    """
    groups: list[tuple[str, list[Tag]]] = [("tbody", [])]
    for child in table.children:
        name = tag_name(child)
        if name == "tr" and isinstance(child, Tag):
            groups[-1][1].append(child)
        elif name in _GROUPS and isinstance(child, Tag):
            groups.append((name, [row for row in child.children if isinstance(row, Tag) and tag_name(row) == "tr"]))
            groups.append(("tbody", []))
    if shown:
        groups = [(name, [row for row in rows if not is_hidden(row)]) for name, rows in groups]
    ordered = sorted(groups, key=lambda group: group[0] == "tfoot")
    return [
        _Row(row, i, name == "thead", len(rows) - at)
        for i, (name, rows) in enumerate(ordered)
        for at, row in enumerate(rows)
    ]


def _cells(row: Tag) -> list[Tag]:
    return [child for child in row.children if isinstance(child, Tag) and tag_name(child) in ("td", "th")]


def _place_cells(rows: list[_Row], path: str) -> tuple[list[Cell], dict[int, list[list[WebLine]]], list[Block]]:
    cells: list[Cell] = []
    nested: list[Block] = []
    lines: dict[int, list[list[WebLine]]] = {}
    taken: dict[int, int] = {}  # by column: the first row that no cell from above covers
    for r, row in enumerate(rows):
        column = 0
        for tag in _cells(row.tag):
            while taken.get(column, 0) > r:
                column += 1
            high, wide = _spans(tag, row)
            where = f"{path}, row {r + 1}, column {column + 1}"
            printed = [] if is_hidden(tag) else read_lines(tag, frozenset(("table",)))
            lines.setdefault(r, []).append(printed)
            text = Text(tuple(Piece(line.words, Place(path=where), "\n", line.marker) for line in printed))
            cells.append(Cell(r, column, text, high, wide, tag_name(tag) == "th"))
            taken.update((c, max(taken.get(c, 0), r + high)) for c in range(column, column + wide))
            for i, inner in enumerate(_inner_tables(tag), 1):
                nested += read_table(inner, f"{where}, table {i}")
            column += wide
    return cells, lines, nested


def _inner_tables(cell: Tag) -> list[Tag]:
    return [table for table in cell.find_all("table") if table.find_parent(("td", "th")) is cell]


def _spans(tag: Tag, row: _Row) -> tuple[int, int]:
    """Return how many rows and columns a cell covers. A rowspan of 0 goes to the end of its row group."""
    high = _span(tag.get("rowspan"), _MOST_ROWS)
    return min(high or row.left, row.left), _span(tag.get("colspan"), _MOST_COLUMNS) or 1


def _span(held: object, most: int) -> int:
    found = re.match(r"\s*(\d{1,6})", str(held)) if held is not None else None
    return min(int(found.group(1)), most) if found else 1


def _count_headers(rows: list[_Row], cells: list[Cell], lines: dict[int, list[list[WebLine]]]) -> int:
    heads = sum(row.in_head for row in rows)
    if heads:
        return heads if heads < len(rows) else 0
    by_row: list[list[Cell]] = [[] for _ in rows]
    for cell in cells:
        by_row[cell.row].append(cell)
    count = 0
    while count < len(rows) and by_row[count] and all(cell.header for cell in by_row[count]):
        count += 1
    if count:
        return count if count < len(rows) else 0
    bold = [_is_bold(lines.get(r, [])) for r in range(min(2, len(rows)))]
    return 1 if bold == [True, False] and len(by_row[0]) > 1 else 0


def _is_bold(row: list[list[WebLine]]) -> bool:
    printed = [line for cell in row for line in cell]
    return bool(printed) and all(line.bold for line in printed)


def _as_header(cell: Cell) -> Cell:
    return Cell(cell.row, cell.column, cell.text, cell.row_span, cell.column_span, True, cell.fill)


def _caption(table: Tag, path: str) -> list[Block]:
    caption = next((child for child in table.children if tag_name(child) == "caption"), None)
    if not isinstance(caption, Tag):
        return []
    lines = read_lines(caption)
    text = Text(tuple(Piece(line.words, Place(path=f"{path}, caption"), "\n") for line in lines))
    return [Block(BlockKind.PARAGRAPH, text, bold=True)] if text else []
