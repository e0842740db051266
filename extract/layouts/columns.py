"""Which column of a table holds which field: from the words of its header, then from its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.dates import read_column_dates
from extract.headers import (
    Field,
    Match,
    heads_log,
    is_tick,
    match_header,
    may_tell_result,
    rank_action,
    score_header_row,
    tells_of_past,
)
from extract.identity import fold
from extract.levels import is_rating
from extract.status import read_status_cell
from ingest.document import Cell, Text, distinct, join

# A header names at least two strong fields; the score of two is two.
LEAST_HEADER = 1.5
# The header of a table stands in one of its first rows; a title or a note may stand over it.
HEADER_DEPTH = 8
_BESIDES = frozenset(
    {Field.OWNER, Field.SPONSOR, Field.PARTNER, Field.DUE, Field.PERIOD, Field.STATUS, Field.UPDATE, Field.MEASURE}
)
_PEOPLE = frozenset({Field.OWNER, Field.SPONSOR, Field.PARTNER})
_CARRIED_OUT = frozenset({Field.OWNER, Field.SPONSOR, Field.DUE, Field.UPDATE, Field.PERIOD})
_ONE_COLUMN = (Field.ACTION, Field.NUMBER, Field.DUE, Field.AIM, Field.PRIORITY, Field.STATUS)
_SPARE = (Field.ACTION_IF_NEEDED, Field.RATIONALE, Field.OWNER_IF_NEEDED)
_LONG_TEXT = 6
_SHORT_TEXT = 3
_LONGEST_NUMBER = 2.5
_LONGEST_FIGURES = 12
_LONGEST_CODE = 4  # letters of a number without a figure: `iv`, `FIN`

Grid = list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The field and the printed header of each column."""

    fields: tuple[Field, ...]
    texts: tuple[Text, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers in one line each."""
        return tuple(" ".join(text.plain.split()) for text in self.texts)

    def of(self, name: Field) -> tuple[int, ...]:
        """Return the columns that hold a field, left to right."""
        return tuple(i for i, field in enumerate(self.fields) if field is name)

    def named(self) -> tuple[tuple[Field, str], ...]:
        """Return each field with the header of its first column."""
        headers = self.headers
        return tuple((field, headers[self.fields.index(field)]) for field in dict.fromkeys(self.fields))

    def has(self, name: Field) -> bool:
        """Tell whether any column holds a field."""
        return name in self.fields


@dataclass(slots=True)
class _Draft:
    """The columns while their fields are being judged: header, its match, the words of the cells below it."""

    headers: list[str]
    matches: list[Match | None]
    cells: list[list[str]]
    fields: list[Field]

    def of(self, name: Field) -> list[int]:
        return [i for i, field in enumerate(self.fields) if field is name]


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


def _header_texts(rows: Sequence[Sequence[Cell | None]]) -> list[Text]:
    return [join([cell.text for cell in distinct(column)]) for column in zip(*rows, strict=True)]


def _joined_texts(rows: Sequence[Sequence[Cell | None]]) -> list[str]:
    return [text.plain for text in _header_texts(rows)]


def read_columns(grid: Grid, first: int, after: int) -> Columns | None:
    """Return what the columns hold, or None where this is no action table: no action, or nothing besides it."""
    texts = _header_texts(grid[first:after])
    headers = [text.plain for text in texts]
    lowest = [cell.text.plain if cell else "" for cell in grid[after - 1]]
    matches = [_match(header, own) if header.strip() else None for header, own in zip(headers, lowest, strict=True)]
    body = [row for row in grid[after:] if any(cell and cell.text for cell in row)]
    fields = [match.field if match else Field.EXTRA for match in matches]
    draft = _Draft(headers, matches, _cells_by_column(body, len(headers)), fields)
    _judge_by_cells(draft)
    _choose_one(draft)
    if not _choose_action(draft):
        return None
    _judge_beside_action(draft)
    kept = tuple(Field.EXTRA if field in _SPARE else field for field in draft.fields)
    shown = [
        cell.text if cell is not None and _is_stretch(match_header(text.plain), cell.text.plain, text.plain) else text
        for text, cell in zip(texts, grid[after - 1], strict=True)
    ]
    return Columns(kept, tuple(shown)) if _BESIDES & set(kept) else None


def _match(header: str, own: str) -> Match | None:
    """Match a header; of the people under one heading (`Who`: `Lead`, `Support`) each column's own words say which.

    So they do under a heading that is not known: the words nearest the cells are about them. Of the stretches of time
    under one heading (`Timescale`: `Short`, `Long`) each is a column of a timetable.
    """
    whole = match_header(header)
    if _is_stretch(whole, own, header):
        return match_header(own)
    if (whole is not None and whole.field not in _PEOPLE) or not own.strip() or own == header:
        return whole
    part = match_header(own)
    return part if part is not None and part.field in _PEOPLE else whole


def _is_stretch(whole: Match | None, own: str, header: str) -> bool:
    if whole is None or whole.field is not Field.DUE or own == header:
        return False
    part = match_header(own)
    return part is not None and part.field is Field.PERIOD


def _cells_by_column(body: Grid, columns: int) -> list[list[str]]:
    """The words of each column; a cell over several columns tells nothing of any of them."""
    return [
        [cell.text.plain for row in body if (cell := row[c]) is not None and cell.text and cell.column_span == 1]
        for c in range(columns)
    ]


def _judge_by_cells(draft: _Draft) -> None:
    for i, field in enumerate(draft.fields):
        judge = _JUDGES.get(field)
        if judge is not None and draft.cells[i]:
            draft.fields[i] = judge(draft, i)
    for i in draft.of(Field.OWNER_OR_DUE):
        draft.fields[i] = Field.DUE if _mostly_dates(draft.cells[i]) or Field.OWNER in draft.fields else Field.OWNER


def _judge_priority(draft: _Draft, i: int) -> Field:
    """Ratings are no priorities."""
    return Field.EXTRA if is_rating(draft.cells[i]) else Field.PRIORITY


def _judge_due(draft: _Draft, i: int) -> Field:
    """A target without dates is a measure."""
    bare = fold(draft.headers[i]).startswith("target")
    return Field.MEASURE if bare and not _mostly_dates(draft.cells[i]) else Field.DUE


def _judge_status(draft: _Draft, i: int) -> Field:
    """A column of narrative is no status, and a column of dates (*Closed*) says when, not how it stands."""
    cells = draft.cells[i]
    if _mean_words(cells) > 2 * _LONG_TEXT and Field.UPDATE not in draft.fields:
        return Field.UPDATE
    dated = sum(bool(read_column_dates(cell, None)) and read_status_cell(cell) is None for cell in cells)
    return Field.EXTRA if dated * 2 > len(cells) else Field.STATUS


def _judge_period(draft: _Draft, i: int) -> Field:
    """A column of a timetable holds ticks only."""
    return Field.PERIOD if all(is_tick(cell) for cell in draft.cells[i]) else Field.EXTRA


def _judge_number(draft: _Draft, i: int) -> Field:
    """An *item* told in words is what is to be done, or about what; no number."""
    cells = draft.cells[i]
    bare = sum(not any(char.isdigit() for char in cell) and len(cell.strip()) > _LONGEST_CODE for cell in cells)
    return Field.ACTION_IF_NEEDED if _mean_words(cells) > _LONGEST_NUMBER or bare * 2 > len(cells) else Field.NUMBER


def _judge_spare(draft: _Draft, i: int) -> Field:
    """An *item* told in figures is a number."""
    return Field.NUMBER if _holds_figures(draft.cells[i]) else Field.ACTION_IF_NEEDED


def _judge_unnamed(draft: _Draft, i: int) -> Field:
    """So is a first column without a header that holds figures."""
    bare = i == 0 and not draft.headers[i].strip() and Field.NUMBER not in draft.fields
    return Field.NUMBER if bare and _holds_figures(draft.cells[i]) else Field.EXTRA


def _holds_figures(cells: list[str]) -> bool:
    return all(any(char.isdigit() for char in cell) and len(cell.strip()) <= _LONGEST_FIGURES for cell in cells)


_JUDGES: dict[Field, Callable[[_Draft, int], Field]] = {
    Field.PRIORITY: _judge_priority,
    Field.DUE: _judge_due,
    Field.STATUS: _judge_status,
    Field.PERIOD: _judge_period,
    Field.NUMBER: _judge_number,
    Field.ACTION_IF_NEEDED: _judge_spare,
    Field.EXTRA: _judge_unnamed,
}


def _mostly_dates(cells: list[str]) -> bool:
    return sum(bool(read_column_dates(cell, None)) for cell in cells) * 3 >= len(cells) > 0


def _mean_words(cells: list[str]) -> float:
    return sum(len(cell.split()) for cell in cells) / len(cells) if cells else 0.0


def _choose_one(draft: _Draft) -> None:
    """Where two different headers name the action, or a number, or an aim, the better one keeps the name."""
    _rank_actions(draft)
    _rank_aims(draft)
    fields = draft.fields
    for name in _ONE_COLUMN:
        same = draft.of(name)
        scores = {i: match.score for i in same if (match := draft.matches[i]) is not None}
        if len({draft.headers[i] for i in same}) < 2 or not scores:
            continue
        best = max(scores, key=lambda i: (scores[i], -i))
        if name is Field.STATUS:  # RAG columns of four quarters: the last one that is filled is today's
            best = next((i for i in reversed(same) if draft.cells[i]), same[-1])
        for i in same:
            if draft.headers[i] != draft.headers[best]:
                fields[i] = Field.EXTRA
    if Field.OWNER not in fields and Field.OWNER_IF_NEEDED in fields:
        fields[fields.index(Field.OWNER_IF_NEEDED)] = Field.OWNER


def _rank_actions(draft: _Draft) -> None:
    """Of columns that head the action, those named lower give way: a recommendation to the action agreed on it.

    What gives way is the aim of the actions to its right, where no column of aims is; an answer never is.
    """
    same = draft.of(Field.ACTION)
    ranks = {i: rank_action(draft.headers[i]) for i in same}
    top = max(ranks.values(), default=0)
    first = next((i for i in same if ranks[i] == top), None)
    for i in same:
        if ranks[i] < top and first is not None:
            over = ranks[i] == 1 and i < first and not {Field.AIM, Field.ACTION_IF_NEEDED} & set(draft.fields[:first])
            draft.fields[i] = Field.AIM if over else Field.EXTRA


def _rank_aims(draft: _Draft) -> None:
    """Of two columns of aims, side by side before the action, the left one that gathers the other's is a priority.

    So plans print an ambition over its objectives; a column beside that parts nothing is no level.
    """
    fields, aims = draft.fields, draft.of(Field.AIM)
    if len(aims) != 2 or Field.PRIORITY in fields or aims[1] != aims[0] + 1:
        return
    over, under = ({fold(cell) for cell in draft.cells[i]} for i in aims)
    if len(over) < len(under) and Field.ACTION in fields[aims[1] :]:
        fields[aims[0]] = Field.PRIORITY


def _choose_action(draft: _Draft) -> bool:
    """Name the column that says what is to be done where no header does; tell whether there is one.

    A goal with its own rows of owner and date is carried out by what its rows say: the column of reasons or, without
    one, the unnamed column of long text; where there is none, the goal itself is the action. A goal stands before its
    owner and date: what stands after them comes of the action, and that is told, in short, to their left.
    """
    fields = draft.fields
    if Field.ACTION in fields:
        return True
    if not _CARRIED_OUT & set(fields):
        return False
    spare = draft.of(Field.ACTION_IF_NEEDED)
    if not spare and Field.AIM in fields:
        goal = fields.index(Field.AIM)
        late = bool(_CARRIED_OUT & set(fields[:goal]))
        spare = [i for i, f in enumerate(fields) if f in (Field.RATIONALE, Field.EXTRA)]
        spare = [i for i in spare if _mean_words(draft.cells[i]) >= (_SHORT_TEXT if late and i < goal else _LONG_TEXT)]
        spare = spare or [goal]
    if not spare:
        return False
    fields[max(spare, key=lambda i: (_mean_words(draft.cells[i]), -i))] = Field.ACTION
    return True


def _judge_beside_action(draft: _Draft) -> None:
    """An outcome to the left of the action is its aim, to the right what it is to bring about, or what came of it."""
    fields = draft.fields
    action = fields.index(Field.ACTION)
    for i in range(action + 1, len(fields)):
        if not any(word in fold(draft.headers[i]) for word in ("outcome", "standard", "result")):
            continue
        if fields[i] in (Field.AIM, Field.MEASURE):
            told = Field.UPDATE not in fields and _tells_result(draft, i)
            fields[i] = Field.UPDATE if told else Field.MEASURE


def _tells_result(draft: _Draft, i: int) -> bool:
    """Say whether most cells tell how the action stands; of an *outcome* after owner or date, what came of it.

    In a log or minutes it always does, since these look back; in a plan where most cells speak of the past.
    """
    cells = draft.cells[i]
    after = may_tell_result(draft.headers[i]) and bool(_CARRIED_OUT & set(draft.fields[:i]))
    if after and cells and any(map(heads_log, draft.headers)):
        return True
    said = sum(read_status_cell(cell) is not None or (after and tells_of_past(cell)) for cell in cells)
    return said * 2 > len(cells)
