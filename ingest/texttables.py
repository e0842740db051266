"""Tables in plain text: tab-separated rows, pipe tables, tables drawn with `+---+`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Cell, Piece, Place, Table, Text
from ingest.markers import split_marker
from ingest.remains import read_parts

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_DRAWN = re.compile(r"\s*\+(?:[-=]+\+)+\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a row as they stand in the file, and the number of the row's line. `full` covers all columns."""

    line: int
    cells: tuple[str, ...]
    full: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A table's rows, how many of them are header, and the index of the line after it."""

    rows: tuple[Row, ...]
    header_rows: int
    end: int


def find_table(lines: list[str], start: int) -> Found | None:
    """Return the table that begins at index `start` of the lines, or None where none does."""
    return _find_pipes(lines, start) or _find_drawn(lines, start) or _find_tabs(lines, start)


def make_table(found: Found, number: int, *, escapes: bool = False) -> Block:
    """Make the block of table `number` (from 1): short rows are filled up with empty cells."""
    columns = max(len(row.cells) for row in found.rows)
    cells = []
    for r, row in enumerate(found.rows):
        printed = row.cells if row.full else row.cells + ("",) * (columns - len(row.cells))
        for c, raw in enumerate(printed):
            place = Place(path=f"line {row.line}, table {number}, row {r + 1}, column {c + 1}")
            text = Text(tuple(Piece(part, place, "\n") for part in read_parts(raw, escapes=escapes)))
            span = columns if row.full else 1
            cells.append(Cell(r, c, text, column_span=span, header=r < found.header_rows))
    table = Table(len(found.rows), columns, tuple(cells), header_rows=found.header_rows)
    return Block(BlockKind.TABLE, table=table)


def _find_tabs(lines: list[str], start: int) -> Found | None:
    if not _opens_tabs(lines[start]):
        return None
    row, at = _read_row(lines, start)
    rows, width = [row], len(row.cells)
    while at < len(lines):
        after = at
        while after < len(lines) and not lines[after].strip():
            after += 1
        if after >= len(lines):
            break
        row, end = _read_row(lines, after)
        if len(row.cells) > 1 and (after == at or len(row.cells) == width):
            if after > at and row.cells == rows[0].cells:
                break  # the header again after a gap: the next table
            rows.append(row)
            width = max(width, len(row.cells))
        elif after == at and _stands_between(lines, at, width):
            rows.append(Row(at + 1, (lines[at].strip(),), full=True))
        else:
            break
        at = end
    return Found(tuple(rows), 0, at) if len(rows) > 1 or width > 1 else None


def _opens_tabs(line: str) -> bool:
    if "\t" not in line.lstrip(" \t") and not line.rstrip(" ").endswith("\t"):
        return False
    return bool(line.strip()) and "\t" in split_marker(line.strip(" "))[1]


def _stands_between(lines: list[str], at: int, width: int) -> bool:
    """Tell whether a line without a tab stands right between rows of one width: a full-width row."""
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return lines[at - 1].count("\t") == width - 1 == following.count("\t") and width > 2


def _read_row(lines: list[str], at: int) -> tuple[Row, int]:
    """Read one row; a cell in double quotes may run over lines, as a spreadsheet's clipboard writes it."""
    raw, end = lines[at].strip("\n"), at + 1
    if ("\t" in raw or raw.startswith('"')) and _open_quote(raw):
        joined = raw
        for more in range(at + 1, min(at + 40, len(lines))):
            joined += "<br>" + lines[more].strip("\n")
            if not _open_quote(joined):
                raw, end = joined, more + 1
                break
    return Row(at + 1, tuple(_unquote(cell) for cell in raw.split("\t"))), end


def _open_quote(raw: str) -> bool:
    return any(cell.startswith('"') and cell.count('"') % 2 for cell in raw.split("\t"))


def _unquote(cell: str) -> str:
    if "<br>" in cell and cell.startswith('"') and cell.rstrip().endswith('"'):
        return cell.strip()[1:-1].replace('""', '"')
    return cell


def _find_pipes(lines: list[str], start: int) -> Found | None:
    end = start
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    ruled = end - start > 1 and "|" in lines[start + 1] and _RULE.fullmatch(lines[start + 1]) is not None
    framed = all(line.strip().startswith("|") and line.strip().endswith("|") for line in lines[start:end])
    if not ruled and not (framed and end - start > 1):
        return None
    rows = [Row(at + 1, _split_pipes(lines[at])) for at in range(start, end) if not _RULE.fullmatch(lines[at])]
    return Found(tuple(rows), 1 if ruled else 0, end) if rows else None


def _split_pipes(line: str) -> tuple[str, ...]:
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return tuple(cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner))


def _find_drawn(lines: list[str], start: int) -> Found | None:
    if not _DRAWN.fullmatch(lines[start]):
        return None
    rows: list[Row] = []
    part: list[int] = []
    header, at = 0, start + 1
    while at < len(lines) and lines[at].strip()[:1] in ("|", "+") and lines[at].strip():
        if _DRAWN.fullmatch(lines[at]):
            if part:
                rows.append(_join_lines(lines, part))
            header = len(rows) if "=" in lines[at] else header
            part = []
        else:
            part.append(at)
        at += 1
    return Found(tuple(rows), header, at) if rows else None


def _join_lines(lines: list[str], part: list[int]) -> Row:
    columns = [_split_pipes(lines[at]) for at in part]
    width = max(len(cells) for cells in columns)
    cells = (" ".join(cells[c] for cells in columns if c < len(cells)).strip() for c in range(width))
    return Row(part[0] + 1, tuple(cells))
