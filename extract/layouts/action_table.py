"""Plans as tables: a header that names an action and an owner, a date or progress, and a row for each action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.headers import Field, score_header_row
from extract.identity import fold
from extract.layouts.columns import LEAST_HEADER, Columns, Grid, find_header, read_columns
from extract.layouts.rows import Found, PlanRow
from extract.levels import Level, Rank, read_level
from extract.outline import Spot
from extract.owners import is_placeholder
from ingest.document import BlockKind, Cell, Format, Issue, Place, Severity, Table, Text, distinct, join

# A full-width row of more words than this is a note, not the name of a level.
LONGEST_BANNER = 90
# Headerless tables go on with the header of the one before over at most this many short blocks.
_MOST_BETWEEN = 3
_JOINED = frozenset({Field.OWNER, Field.SPONSOR, Field.PARTNER, Field.UPDATE, Field.MEASURE})
_INHERITED_IN_TEXT = (Field.OWNER, Field.SPONSOR, Field.PARTNER)


@dataclass(slots=True)
class _Reader:
    """What is known while the tables of one document are walked: the last header, the banners, the rows."""

    format: Format
    columns: Columns | None = None
    block: int = -1
    rows: list[PlanRow] = field(default_factory=list)
    claimed: list[tuple[Text, str]] = field(default_factory=list)
    ignored: list[tuple[Text, str]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    banners: list[Level] = field(default_factory=list)
    banner_open: bool = False
    aim: Level | None = None
    priority: Level | None = None


def read_action_tables(spots: Sequence[Spot], form: Format) -> Found:
    """Find all tables that carry actions, and read their rows."""
    reader = _Reader(form)
    for spot in spots:
        if spot.table is not None:
            _read_table(reader, spots, spot, spot.table)
    return Found(tuple(reader.rows), tuple(reader.claimed), tuple(reader.ignored), tuple(reader.issues))


def _read_table(reader: _Reader, spots: Sequence[Spot], spot: Spot, table: Table) -> None:
    grid = table.grid()
    header = find_header(grid)
    columns = read_columns(table, grid, *header) if header else None
    start = header[1] if header else 0
    if header and columns:
        reader.aim = reader.priority = None
        reader.banners = []
        for row in range(start):
            _note(
                reader.claimed if row >= header[0] else reader.ignored,
                grid[row],
                "table header" if row >= header[0] else "over the header",
            )
    elif (
        not header and reader.columns and len(reader.columns.fields) == table.columns and _goes_on(reader, spots, spot)
    ):
        columns = reader.columns
    if columns is None:
        if header:
            _doubt_table(reader, grid, header)
        return
    reader.columns, reader.block = columns, spot.index
    if _is_blank(grid[start:], columns):
        _leave_blank(reader, grid[start:], spot)
        return
    _read_rows(reader, spot.index, grid, start)


def _goes_on(reader: _Reader, spots: Sequence[Spot], spot: Spot) -> bool:
    """Tell whether a headerless table goes on where the last one stopped; a short line between is a full-width row."""
    between = [s for s in spots[reader.block + 1 : spot.index] if s.block.kind is not BlockKind.FURNITURE]
    if len(between) > _MOST_BETWEEN or any(s.table is not None for s in between):
        return False
    levels = [read_level(s.block.text, s.block.marker) for s in between]
    if any(not level.number and level.rank is Rank.UNSAID for level in levels):
        return False
    for level in levels:
        _open_banner(reader, level)
    return True


def _read_rows(reader: _Reader, block: int, grid: Grid, start: int) -> None:
    seen: list[Cell] = []
    for row in grid[start:]:
        columns = reader.columns
        assert columns is not None  # noqa: S101 - the caller has just set it
        cells = distinct(row)
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        if _repeats_header(cells, columns):
            _note(reader.claimed, row, "table header")
        elif (fresh := _new_header(row, grid)) is not None:
            reader.columns = fresh
            _note(reader.claimed, row, "table header")
        elif (banner := _read_banner(cells, filled, columns, len(row))) is not None:
            _open_banner(reader, banner)
        else:
            _read_row(reader, block, row, columns, seen)
        seen = filled


def _repeats_header(cells: list[Cell], columns: Columns) -> bool:
    texts = [fold(cell.text.plain) for cell in cells if cell.text]
    headers = {fold(header) for header in columns.headers}
    return len(texts) > 1 and all(text in headers for text in texts)


def _new_header(row: Sequence[Cell | None], grid: Grid) -> Columns | None:
    """A second header in one table: its rows hold other fields from here on."""
    texts = [cell.text.plain if cell else "" for cell in row]
    if score_header_row(texts) < LEAST_HEADER + 0.5 or len([t for t in texts if t.strip()]) < 2:
        return None
    at = next(i for i, other in enumerate(grid) if other is row)
    table = Table(len(grid), len(row), ())
    return read_columns(table, grid, at, at + 1)


def _read_banner(cells: list[Cell], filled: list[Cell], columns: Columns, width: int) -> Level | None:
    """A full-width row names a level: one cell over all columns, or words in one cell that is not the action's."""
    if len(filled) != 1:
        return None
    cell = filled[0]
    text = cell.text
    if len(text.plain.split()) > LONGEST_BANNER:
        return None
    if cell.column_span >= max(width - 1, 2) and width > 1:
        return read_level(text)
    level = read_level(text)
    in_action = columns.fields[cell.column] is Field.ACTION
    alone = all(other.column_span == 1 for other in cells) and len(cells) == width
    named = level.rank is not Rank.UNSAID or (bool(level.number) and not columns.has(Field.NUMBER))
    if cell.column == 0 and alone and (not in_action or level.rank is not Rank.UNSAID):
        return level if named or columns.fields[0] in (Field.EXTRA, Field.PRIORITY) else None
    return None


def _open_banner(reader: _Reader, level: Level) -> None:
    """Place a full-width row: it opens a priority or an aim, as its label says, its number, or its fellows."""
    reader.claimed.append((level.whole, "level"))
    columns = reader.columns
    rank = level.rank
    if rank is Rank.UNSAID:
        depth = level.number.count(".")
        before = reader.banners[-1] if reader.banners else None
        if columns is not None and columns.has(Field.AIM):
            rank = Rank.PRIORITY
        elif before is not None and reader.banner_open and before.rank is not Rank.AIM:
            rank = Rank.AIM
            if reader.aim is before:
                reader.priority, reader.aim = replace(before, rank=Rank.PRIORITY), None
        elif depth == 0 and reader.priority is not None and reader.priority.number and level.number:
            rank = Rank.PRIORITY if reader.priority.number.count(".") == 0 else Rank.AIM
        else:
            rank = Rank.AIM
    if rank is Rank.PRIORITY:
        reader.priority, reader.aim = level, None
    else:
        reader.aim = level
    reader.banners.append(level)
    reader.banner_open = True


def _read_row(reader: _Reader, block: int, row: Sequence[Cell | None], columns: Columns, above: list[Cell]) -> None:
    reader.banner_open = False
    fields = {name: _field_text(row, columns, name) for name in Field if columns.has(name)}
    action = fields.pop(Field.ACTION)
    _read_level_columns(reader, fields)
    last = reader.rows[-1] if reader.rows and reader.rows[-1].block == block else None
    if last is not None and _same_cell(row, columns, above):
        reader.rows[-1] = _merge(last, _plain_fields(fields), _extra(row, columns))
        return
    if not action or is_placeholder(action.plain):
        _continue_row(reader, block, row, fields, columns)
        return
    number = " ".join(fields.get(Field.NUMBER, Text()).plain.split())
    doubts: list[str] = []
    if reader.format is Format.TEXT and last is not None:
        fields = _inherit(fields, last, doubts, same_aim=last.aim is reader.aim)
    reader.rows.append(
        PlanRow(
            block=block,
            action=action,
            number=number,
            fields=_plain_fields(fields),
            aim=reader.aim,
            priority=reader.priority,
            extra=_extra(row, columns),
            doubts=tuple(doubts),
        )
    )


def _field_text(row: Sequence[Cell | None], columns: Columns, name: Field) -> Text:
    cells = [cell for cell in distinct(row[c] for c in columns.of(name)) if cell.text and _holds(cell, columns, name)]
    if name not in _JOINED and name is not Field.ACTION:
        cells = cells[:1]
    return join([cell.text for cell in cells], "\n" if name in _JOINED else " ").strip()


def _holds(cell: Cell, columns: Columns, name: Field) -> bool:
    """A cell merged over columns of several fields is the action if it covers it; otherwise it is none of them."""
    covered = set(columns.fields[cell.column : cell.column + cell.column_span])
    return len(covered) == 1 or (name is Field.ACTION and Field.ACTION in covered)


def _plain_fields(fields: dict[Field, Text]) -> tuple[tuple[Field, Text], ...]:
    skipped = (Field.AIM, Field.PRIORITY, Field.NUMBER, Field.EXTRA)
    return tuple((name, text) for name, text in fields.items() if text and name not in skipped)


def _extra(row: Sequence[Cell | None], columns: Columns) -> tuple[tuple[str, Text], ...]:
    """The cells that no field takes, under their printed header; one merged over several columns under all of them."""
    return tuple(
        (_header_over(cell, columns), cell.text.strip())
        for cell in distinct(row)
        if cell.text and not any(_holds(cell, columns, name) for name in _fields_under(cell, columns))
    )


def _fields_under(cell: Cell, columns: Columns) -> set[Field]:
    return set(columns.fields[cell.column : cell.column + cell.column_span]) - {Field.EXTRA}


def _header_over(cell: Cell, columns: Columns) -> str:
    headers = columns.headers[cell.column : cell.column + cell.column_span]
    return " / ".join(dict.fromkeys(header for header in headers if header)) or f"column {cell.column + 1}"


def _corner(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _read_level_columns(reader: _Reader, fields: dict[Field, Text]) -> None:
    """An aim's column opens an aim where it is filled; where it is blank or merged, the aim above goes on."""
    priority, aim = fields.get(Field.PRIORITY), fields.get(Field.AIM)
    if priority and (reader.priority is None or reader.priority.whole != priority):
        level = read_level(priority)
        if reader.priority is None or reader.priority.key != level.key:
            reader.aim = None
        reader.priority = level
        reader.claimed.append((priority, "level"))
    if aim and (reader.aim is None or reader.aim.whole != aim):
        reader.aim = read_level(aim)
        reader.claimed.append((aim, "level"))


def _same_cell(row: Sequence[Cell | None], columns: Columns, above: list[Cell]) -> bool:
    """Tell whether the action's cell is merged with the one above: one action over several rows."""
    cell = row[columns.of(Field.ACTION)[-1]]
    return cell is not None and bool(cell.text) and cell.row_span > 1 and _corner(cell) in map(_corner, above)


def _merge(row: PlanRow, fields: tuple[tuple[Field, Text], ...], extra: tuple[tuple[str, Text], ...]) -> PlanRow:
    """Add the words of a further row to an action's fields, each text once."""
    merged = dict(row.fields)
    for name, text in fields:
        held = merged.get(name, Text())
        if text.pieces and not set(text.pieces) <= set(held.pieces):
            merged[name] = join([held, text], "\n")
    return replace(row, fields=tuple(merged.items()), extra=row.extra + tuple(e for e in extra if e not in row.extra))


def _continue_row(
    reader: _Reader, block: int, row: Sequence[Cell | None], fields: dict[Field, Text], columns: Columns
) -> None:
    """A row without an action of its own goes on with the action above; where there is none, it is an issue."""
    last = reader.rows[-1] if reader.rows and reader.rows[-1].block == block else None
    words = _plain_fields(fields)
    if last is not None and (words or _extra(row, columns)):
        reader.rows[-1] = _merge(last, words, _extra(row, columns))
        return
    place = next((c.text.pieces[0].place for c in row if c is not None and c.text), Place())
    reader.issues.append(
        Issue(
            "row_without_action",
            "A row of an action table says no action: its words are kept as passages only.",
            Severity.WARNING,
            place,
        )
    )


def _inherit(fields: dict[Field, Text], last: PlanRow, doubts: list[str], *, same_aim: bool) -> dict[Field, Text]:
    """Plain text can't show a merged cell: a blank owner under an owner is taken for that owner, and marked."""
    out = dict(fields)
    for name in _INHERITED_IN_TEXT:
        if same_aim and name in fields and not fields[name] and last.get(name):
            out[name] = last.get(name)
            doubts.append(f"{name} taken from the row above: plain text does not show merged cells")
    return out


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


def _doubt_table(reader: _Reader, grid: Grid, header: tuple[int, int]) -> None:
    """A header that names an owner or a date, and no action: someone should look."""
    headers = [cell.text.plain for cell in distinct(grid[header[0]]) if cell.text]
    place = next((c.text.pieces[0].place for c in grid[header[0]] if c is not None and c.text), Place())
    names = " | ".join(" ".join(text.split()) for text in headers)
    message = f"Table with the columns {names} reads like a plan, but no column says what is to be done: not read."
    reader.issues.append(Issue("table_not_read", message, Severity.WARNING, place))


def _note(kept: list[tuple[Text, str]], row: Sequence[Cell | None], reason: str) -> None:
    kept.extend((cell.text, reason) for cell in distinct(row) if cell.text)
