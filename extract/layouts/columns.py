"""Which column of a table holds which field: from the words of its header, then from its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.dates import read_column_dates
from extract.headers import Field, Match, match_header, score_header_row
from extract.identity import fold
from extract.levels import is_rating
from ingest.document import Cell, Table, distinct

# A header names at least two strong fields; the score of two is two.
LEAST_HEADER = 1.5
# The header of a table stands in one of its first rows; a title or a note may stand over it.
HEADER_DEPTH = 8
_BESIDES = frozenset({Field.OWNER, Field.SPONSOR, Field.PARTNER, Field.DUE, Field.STATUS, Field.UPDATE, Field.MEASURE})
_LONG_TEXT = 6

Grid = list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The field and the printed header of each column."""

    fields: tuple[Field, ...]
    headers: tuple[str, ...]

    def of(self, name: Field) -> tuple[int, ...]:
        """Return the columns that hold a field, left to right."""
        return tuple(i for i, field in enumerate(self.fields) if field is name)

    def has(self, name: Field) -> bool:
        """Tell whether any column holds a field."""
        return name in self.fields


def find_header(grid: Grid, start: int = 0) -> tuple[int, int] | None:
    """Return the first row of the header and the row after it, or None where no row reads as one."""
    last = min(len(grid), start + HEADER_DEPTH)
    for row in range(start, last):
        score = score_header_row(_row_texts(grid[row]))
        if score < LEAST_HEADER and row + 1 < last:
            score = score_header_row(_joined_texts(grid[row : row + 2])) if _is_two_deep(grid, row) else 0.0
            if score >= LEAST_HEADER:
                return row, row + 2
            continue
        if score >= LEAST_HEADER:
            return row, row + (2 if _is_two_deep(grid, row) else 1)
    return None


def _is_two_deep(grid: Grid, row: int) -> bool:
    """A header of two rows: cells that span columns, over short cells of their own."""
    if row + 1 >= len(grid):
        return False
    wide = [c for c, cell in enumerate(grid[row]) if cell and cell.column_span > 1 and cell.row_span == 1]
    if not wide or len(wide) == len(grid[row]):
        return False
    below = [grid[row + 1][c] for c in wide]
    marked = all(cell is not None and cell.header for cell in below)
    texts = [cell.text.plain for cell in below if cell]
    named = sum(match_header(text) is not None for text in texts)
    return bool(texts) and all(len(text.split()) <= 5 for text in texts) and (marked or named * 2 >= len(texts))


def _row_texts(row: Sequence[Cell | None]) -> list[str]:
    return [cell.text.plain for cell in distinct(row)]


def _joined_texts(rows: Sequence[Sequence[Cell | None]]) -> list[str]:
    return [" ".join(cell.text.plain for cell in distinct(column) if cell.text) for column in zip(*rows, strict=True)]


def read_columns(table: Table, grid: Grid, first: int, after: int) -> Columns | None:
    """Return what the columns hold, or None where this is no action table: no action, or nothing besides it."""
    headers = _joined_texts(grid[first:after])
    matches = [match_header(header) if header.strip() else None for header in headers]
    body = [row for row in grid[after:] if any(cell and cell.text for cell in row)]
    columns = _cells_by_column(body, table.columns)
    fields = [match.field if match else Field.EXTRA for match in matches]
    _judge_by_cells(fields, headers, columns)
    _choose_one(fields, matches, headers)
    if not _choose_action(fields, columns):
        return None
    _outcome_after_action(fields, headers)
    fields = [_kept(field) for field in fields]
    if not _BESIDES & set(fields):
        return None
    return Columns(tuple(fields), tuple(" ".join(header.split()) for header in headers))


def _cells_by_column(body: Grid, columns: int) -> list[list[str]]:
    """The words of each column; a cell over several columns tells nothing of any of them."""
    return [
        [cell.text.plain for row in body if (cell := row[c]) is not None and cell.text and cell.column_span == 1]
        for c in range(columns)
    ]


def _judge_by_cells(fields: list[Field], headers: list[str], columns: list[list[str]]) -> None:
    """Ratings are no priorities; a target without dates is a measure; a column of narrative is no status."""
    for i, field in enumerate(fields):
        cells = columns[i]
        if field is Field.PRIORITY and is_rating(cells):
            fields[i] = Field.EXTRA
        elif field is Field.DUE and fold(headers[i]).startswith("target") and cells and not _mostly_dates(cells):
            fields[i] = Field.MEASURE
        elif field is Field.STATUS and _mean_words(cells) > 2 * _LONG_TEXT and Field.UPDATE not in fields:
            fields[i] = Field.UPDATE


def _mostly_dates(cells: list[str]) -> bool:
    return sum(bool(read_column_dates(cell, None)) for cell in cells) * 3 >= len(cells)


def _mean_words(cells: list[str]) -> float:
    return sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0


def _choose_one(fields: list[Field], matches: list[Match | None], headers: list[str]) -> None:
    """Where two different headers name the action, or a number, or an aim, the better one keeps the name."""
    for name in (Field.ACTION, Field.NUMBER, Field.DUE, Field.AIM, Field.PRIORITY, Field.STATUS):
        same = [i for i, field in enumerate(fields) if field is name]
        scores = {i: match.score for i in same if (match := matches[i]) is not None}
        if len({headers[i] for i in same}) < 2 or not scores:
            continue
        best = max(scores, key=lambda i: (scores[i], -i))
        if name is Field.STATUS:
            best = same[-1]  # RAG columns of four quarters: the last one is today's
        for i in same:
            if headers[i] != headers[best]:
                fields[i] = Field.EXTRA
    if Field.OWNER not in fields and Field.OWNER_IF_NEEDED in fields:
        fields[fields.index(Field.OWNER_IF_NEEDED)] = Field.OWNER


def _choose_action(fields: list[Field], columns: list[list[str]]) -> bool:
    """Name the column that says what is to be done where no header does; tell whether there is one.

    A goal with its own rows of owner and date is carried out by what its rows say: the column of reasons or, without
    one, the unnamed column of long text; where there is none, the goal itself is the action.
    """
    if Field.ACTION in fields:
        return True
    if not {Field.OWNER, Field.SPONSOR, Field.DUE, Field.UPDATE} & set(fields):
        return False
    spare = [i for i, f in enumerate(fields) if f is Field.ACTION_IF_NEEDED]
    if not spare and Field.AIM in fields:
        spare = [i for i, f in enumerate(fields) if f in (Field.RATIONALE, Field.EXTRA)]
        spare = [i for i in spare if _mean_words(columns[i]) >= _LONG_TEXT]
        spare = spare or [fields.index(Field.AIM)]
    if not spare:
        return False
    fields[max(spare, key=lambda i: (_mean_words(columns[i]), -i))] = Field.ACTION
    return True


def _outcome_after_action(fields: list[Field], headers: list[str]) -> None:
    """An outcome to the left of the action is its aim, to the right what it is to bring about."""
    action = fields.index(Field.ACTION)
    for i, field in enumerate(fields):
        if field is Field.AIM and i > action and any(w in fold(headers[i]) for w in ("outcome", "standard")):
            fields[i] = Field.MEASURE


def _kept(field: Field) -> Field:
    spare = (Field.ACTION_IF_NEEDED, Field.RATIONALE, Field.OWNER_IF_NEEDED)
    return Field.EXTRA if field in spare else field
