"""Plans as tables: a header that names an action and an owner, a date or progress, and a row for each action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.headers import Field, score_header_row
from extract.identity import fold
from extract.layouts.cells import (
    find_continued,
    find_extra,
    find_fields,
    goes_on_from,
    inherit_owners,
    inherit_unruled,
    merge_rows,
    plain_fields,
    shows_merging,
)
from extract.layouts.columns import LEAST_HEADER, Columns, Grid, find_header, read_columns
from extract.layouts.kinds import find_kind
from extract.layouts.ladder import LONGEST_BANNER, Ladder, read_banner, read_parent_row, read_title_row
from extract.layouts.projects import read_project
from extract.layouts.rows import Found, PlanRow
from extract.levels import Level, Rank, names_no_level, read_level
from extract.outline import Spot, shown
from extract.owners import is_placeholder
from extract.words import holds_phrase
from ingest.document import BlockKind, Cell, Format, Issue, Place, Severity, Table, Text, distinct, join

# Headerless tables go on with the header of the one before over at most this many short blocks.
_MOST_BETWEEN = 3
_LEAST_SHARED_COLUMNS = 3
_LEAST_RATED = 2  # rows without a word in the column of ratings


@dataclass(slots=True)
class _Reader:
    """What is known while the tables of one document are walked: the last header, the levels open, what was found."""

    format: Format
    columns: Columns | None = None
    block: int = -1
    inherits: bool = False
    apart: bool = False  # a level stood between the table and the heading over it
    ladder: Ladder = field(default_factory=Ladder)
    rows: list[PlanRow] = field(default_factory=list)
    claimed: list[tuple[Text, str]] = field(default_factory=list)
    ignored: list[tuple[Text, str]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def last_row(self) -> PlanRow | None:
        """The row before this one in the same table."""
        return self.rows[-1] if self.rows and self.rows[-1].block == self.block else None


def read_action_tables(spots: Sequence[Spot], form: Format) -> Found:
    """Find all tables that carry actions, and read their rows; a table known to carry none is ignored with a reason."""
    reader = _Reader(form)
    for spot in spots:
        if spot.table is None:
            continue
        kind = find_kind(spot)
        if kind is not None:
            _note(reader.ignored, spot.table.cells, kind.reason)
        elif read_project(spot) is None:
            _read_table(reader, spots, spot, spot.table)
    return Found(tuple(reader.rows), tuple(reader.claimed), tuple(reader.ignored), tuple(reader.issues))


def _read_table(reader: _Reader, spots: Sequence[Spot], spot: Spot, table: Table) -> None:
    grid = table.grid()
    header = find_header(grid)
    columns: Columns | None = None
    start = header[1] if header else 0
    if header:
        columns = read_columns(grid, *header)
        if columns is None:
            reader.issues.append(_doubt_table(grid, header))
            return
        _open_table(reader, spots, spot, columns)
        _read_top(reader, grid, *header)
    elif _goes_on(reader, spots, spot, grid):
        columns = reader.columns
    if columns is None:
        return
    reader.columns, reader.block = columns, spot.index
    reader.inherits = not table.merges and shows_merging(grid[start:], columns)
    if _is_blank(grid[start:], columns):
        _leave_blank(reader, grid[start:], spot)
        return
    reader.issues.extend(_doubt_status(grid[start:], columns))
    _read_rows(reader, grid, start)


def _open_table(reader: _Reader, spots: Sequence[Spot], spot: Spot, columns: Columns) -> None:
    """A table with its own header begins anew, unless it only repeats the header of the one right before: alone, or
    with the heading over it, as a slide does that goes on with the table of the slide before; or after a line that
    names a level, a full-width row that a page break set apart."""
    between = _between(reader, spots, spot)
    if reader.columns is None or reader.columns.headers != columns.headers:
        reader.ladder, reader.apart = Ladder(), False
    elif (between and reader.apart) or not _repeats(between, spots[reader.block]):
        levels = [read_level(s.block.text, s.block.marker) for s in between]
        if len(levels) > 1 or any(s.block.kind is not BlockKind.PARAGRAPH for s in between) or not _are_named(levels):
            reader.ladder, reader.apart = Ladder(), False
            return
        reader.apart = True
        for level in levels:
            _open_level(reader, level, has_aims=columns.has(Field.AIM))


def _are_named(levels: Sequence[Level]) -> bool:
    return all(level.rank is not Rank.UNSAID and len(level.whole.plain.split()) <= LONGEST_BANNER for level in levels)


def _repeats(between: Sequence[Spot], before: Spot) -> bool:
    over = fold(shown(before.trail[-1])) if before.trail else ""
    return all(s.block.kind is BlockKind.HEADING and fold(shown(s.block)) == over for s in between)


def _between(reader: _Reader, spots: Sequence[Spot], spot: Spot) -> list[Spot]:
    return [s for s in spots[reader.block + 1 : spot.index] if s.block.kind is not BlockKind.FURNITURE]


def _read_top(reader: _Reader, grid: Grid, first: int, after: int) -> None:
    """Read the rows over the header, which may name a level, and the header itself."""
    for row in grid[:first]:
        level = read_title_row(row)
        if level is None:
            _note(reader.ignored, row, "over the header")
        else:
            _open_level(reader, level, has_aims=False)
            _note(reader.ignored, row, "beside a level")
    for row in grid[first:after]:
        _note(reader.claimed, row, "table header")


def _goes_on(reader: _Reader, spots: Sequence[Spot], spot: Spot, grid: Grid) -> bool:
    """Tell whether a headerless table goes on where the last one stopped, whose columns it then has.

    Between the two may stand headings, or short lines that are full-width rows set apart.
    """
    columns = reader.columns
    if columns is None or len(columns.fields) != len(grid[0]):
        return False
    between = _between(reader, spots, spot)
    if len(between) > _MOST_BETWEEN or any(s.table is not None for s in between):
        return False
    headings = [s for s in between if s.block.kind is BlockKind.HEADING]
    levels = [read_level(s.block.text, s.block.marker) for s in between]
    if headings:
        if len(headings) < len(between) or len(grid[0]) < _LEAST_SHARED_COLUMNS:
            return False
        reader.ladder = Ladder()
        return True
    if any(not level.number and level.rank is Rank.UNSAID for level in levels):
        return False
    for level in levels:
        _open_level(reader, level, has_aims=columns.has(Field.AIM))
    return True


def _read_rows(reader: _Reader, grid: Grid, start: int) -> None:
    above: list[Cell] = []
    for at, row in enumerate(grid[start:], start=start + 1):
        columns = reader.columns
        assert columns is not None  # noqa: S101 - the caller has just set it
        filled = [cell for cell in distinct(row) if cell.text]
        if not filled:
            continue
        if _repeats_header(filled, columns):
            _note(reader.claimed, row, "table header")
        elif (fresh := _new_header(row, grid)) is not None:
            reader.columns = fresh
            _note(reader.claimed, row, "table header")
        elif _scatters_header(filled, columns):
            _note(reader.claimed, row, "table header")
        elif (banner := read_banner(row, columns, reader.ladder)) is not None:
            _open_level(reader, banner, has_aims=columns.has(Field.AIM))
            _note(reader.ignored, row, "beside a level")
        elif (parent := read_parent_row(row, grid[at] if at < len(grid) else None, columns)) is not None:
            _open_level(reader, parent, has_aims=columns.has(Field.AIM))
        elif len(filled) == 1 and len(row) > 1 and names_no_level(read_level(filled[0].text)):
            _note(reader.ignored, row, "note in a table")
        elif _is_total(row, columns):
            _note(reader.ignored, row, "total")
        else:
            _read_row(reader, row, columns, above)
        above = filled


def _is_total(row: Sequence[Cell | None], columns: Columns) -> bool:
    cell = row[columns.of(Field.ACTION)[0]]
    return cell is not None and fold(cell.text.plain) in ("total", "totals", "grand total", "sub total", "subtotal")


def _repeats_header(filled: list[Cell], columns: Columns) -> bool:
    """Tell whether a row says the header again, each word over its own column."""
    headers = columns.headers
    return len(filled) > 1 and all(fold(cell.text.plain) == fold(headers[cell.column]) for cell in filled)


def _scatters_header(filled: list[Cell], columns: Columns) -> bool:
    """Tell whether a row says words of the header alone, though not in their places: a header cut by a page break."""
    headers = {fold(header) for header in columns.headers}
    return len(filled) > 1 and all(fold(cell.text.plain) in headers for cell in filled)


def _new_header(row: Sequence[Cell | None], grid: Grid) -> Columns | None:
    """A second header in one table: its rows hold other fields from here on."""
    texts = [cell.text.plain if cell else "" for cell in row]
    if score_header_row(texts) < LEAST_HEADER + 0.5 or len([t for t in texts if t.strip()]) < 2:
        return None
    at = next(i for i, other in enumerate(grid) if other is row)
    return read_columns(grid, at, at + 1)


def _open_level(reader: _Reader, level: Level, *, has_aims: bool) -> None:
    """Open a full-width row's level; a heading of a kind of rows (*Brought forward*) is none."""
    if names_no_level(level):
        reader.claimed.append((level.whole, "heading"))
        return
    reader.claimed.append((level.whole, "level"))
    reader.ladder = reader.ladder.open_banner(level, has_aims=has_aims)


def _read_row(reader: _Reader, row: Sequence[Cell | None], columns: Columns, above: list[Cell]) -> None:
    fields = find_fields(row, columns)
    action, priority, aim = (fields.pop(name, Text()) for name in (Field.ACTION, Field.PRIORITY, Field.AIM))
    number = " ".join(fields.pop(Field.NUMBER, Text()).plain.split())
    reader.ladder = reader.ladder.open_columns(priority, aim)
    reader.claimed.extend((text, "level") for text in (priority, aim) if text)
    for name in (Field.NUMBER, Field.PERIOD):
        _note(reader.claimed, (row[c] for c in columns.of(name)), "number" if name is Field.NUMBER else "due")
    last, extra = reader.last_row(), find_extra(row, columns)
    if last is not None and goes_on_from(row, columns, above):
        reader.rows[-1] = merge_rows(last, plain_fields(fields), extra)
        return
    rest = find_continued(action)
    if rest is not None and last is not None and number in ("", last.number):
        joined = replace(last, action=join([last.action, rest]))
        reader.rows[-1] = merge_rows(joined, plain_fields(fields), extra)
        return
    if not action or is_placeholder(action.plain):
        _read_rest(reader, row, columns, above, fields)
        return
    doubts: tuple[str, ...] = ()
    if reader.format is Format.TEXT and last is not None and last.aim is reader.ladder.aim:
        fields, doubts = inherit_owners(fields, last)
    elif (
        reader.inherits
        and last is not None
        and (last.aim, last.priority) == (reader.ladder.aim, reader.ladder.priority)
    ):
        fields, doubts = inherit_unruled(fields, last)
    reader.rows.append(
        PlanRow(
            block=reader.block,
            action=action,
            number=number,
            fields=plain_fields(fields),
            aim=reader.ladder.aim,
            priority=reader.ladder.priority,
            extra=extra,
            doubts=doubts,
            headers=columns.named(),
        )
    )


def _read_rest(
    reader: _Reader, row: Sequence[Cell | None], columns: Columns, above: list[Cell], fields: dict[Field, Text]
) -> None:
    """Read a row without an action of its own: it goes on with the action above, unless it begins something else.

    It does where a cell left of the action is its own: a question answered with yes, an aim without an action yet.
    """
    last, extra = reader.last_row(), find_extra(row, columns)
    words = plain_fields(fields)
    fresh = [cell for cell in distinct(row[: columns.of(Field.ACTION)[0]]) if cell.text and cell not in above]
    if last is not None and (words or extra) and not fresh:
        reader.rows[-1] = merge_rows(last, words, extra)
        return
    _note(reader.ignored, row, "row without an action")
    if words and not fresh:
        place = next((c.text.pieces[0].place for c in row if c is not None and c.text), Place())
        message = "A row of an action table says no action: its words are kept as passages only."
        reader.issues.append(Issue("row_without_action", message, Severity.WARNING, place))


def _is_blank(rows: Grid, columns: Columns) -> bool:
    """Tell whether a table is a form that nobody has filled in: no action, or in its place only headings."""
    action = columns.of(Field.ACTION)
    filled = [row for row in rows if any(cell and cell.text for cell in row)]
    said = [
        row
        for row in filled
        if any((cell := row[c]) and cell.text and not is_placeholder(cell.text.plain) for c in action)
    ]
    return not said or len(said) * 5 < len(filled)


def _leave_blank(reader: _Reader, rows: Grid, spot: Spot) -> None:
    for row in rows:
        _note(reader.ignored, row, "blank template")
    place = next((c.text.pieces[0].place for row in rows for c in row if c is not None and c.text), Place())
    under = spot.section or "no heading"
    message = f"Table under “{under}” is an action table whose action column is blank: a template, not a plan."
    reader.issues.append(Issue("blank_template", message, Severity.NOTE, place))


def _doubt_status(rows: Grid, columns: Columns) -> Iterator[Issue]:
    """A column of ratings without a word beside filled ones: its marks may be colours or drawn blobs, which say nothing
    to a reader of words."""
    filled = [row for row in rows if any(cell and cell.text for cell in row)]
    rated = columns.of(Field.STATUS)
    told = any((cell := row[c]) is not None and cell.text for row in filled for c in rated)
    if not rated or told or len(filled) < _LEAST_RATED or not _rates(columns.headers[rated[0]]):
        return
    place = columns.texts[rated[0]].pieces[0].place
    message = (
        f"The column “{columns.headers[rated[0]]}” holds no words: colours and drawn marks are not read as a status."
    )
    yield Issue("status_without_words", message, Severity.WARNING, place)


def _rates(header: str) -> bool:
    return any(holds_phrase(fold(header), word) for word in ("rag", "brag"))


def _doubt_table(grid: Grid, header: tuple[int, int]) -> Issue:
    """A header that names an owner or a date, and no action: someone should look."""
    headers = [cell.text.plain for cell in distinct(grid[header[0]]) if cell.text]
    place = next((c.text.pieces[0].place for c in grid[header[0]] if c is not None and c.text), Place())
    names = " | ".join(" ".join(text.split()) for text in headers)
    message = f"Table with the columns {names} reads like a plan, but no column says what is to be done: not read."
    return Issue("table_not_read", message, Severity.WARNING, place)


def _note(kept: list[tuple[Text, str]], cells: Iterable[Cell | None], reason: str) -> None:
    kept.extend((cell.text, reason) for cell in distinct(cells) if cell.text)
