"""The cells of one row as the words of fields: by column, merged, ticked, or going on from the row above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.headers import Field, is_tick
from extract.identity import fold
from extract.layouts.columns import Columns
from extract.layouts.rows import PlanRow
from extract.words import read_words
from ingest.document import Cell, Text, distinct, join

Fields = dict[Field, Text]
Extra = tuple[tuple[str, Text], ...]

_JOINED = frozenset({Field.OWNER, Field.SPONSOR, Field.PARTNER, Field.UPDATE, Field.MEASURE})
_INHERITED_IN_TEXT = (Field.OWNER, Field.SPONSOR, Field.PARTNER)
_NOT_PLAIN = (Field.PERIOD, Field.EXTRA)


def find_fields(row: Sequence[Cell | None], columns: Columns) -> Fields:
    """Return the words of each field of a row; where ticks stand for a date, the header over the last is its due."""
    fields = {name: _field_text(row, columns, name) for name in Field if columns.has(name)}
    ticked = [c for c in columns.of(Field.PERIOD) if (cell := row[c]) and is_tick(cell.text.plain)]
    ends = [cell.column + cell.column_span - 1 for c in ticked if (cell := row[c])]
    if ends and not fields.get(Field.DUE):
        fields[Field.DUE] = columns.texts[max(end for end in ends if columns.fields[end] is Field.PERIOD)]
    return fields


def _field_text(row: Sequence[Cell | None], columns: Columns, name: Field) -> Text:
    cells = [cell for cell in distinct(row[c] for c in columns.of(name)) if cell.text and _holds(cell, columns, name)]
    if name not in _JOINED and name is not Field.ACTION:
        cells = cells[:1]
    return join([cell.text for cell in cells], "\n" if name in _JOINED else " ").strip()


def _holds(cell: Cell, columns: Columns, name: Field) -> bool:
    """A cell merged over columns of several fields is the action if it covers it; otherwise it is none of them."""
    covered = set(columns.fields[cell.column : cell.column + cell.column_span])
    return len(covered) == 1 or (name is Field.ACTION and Field.ACTION in covered)


def plain_fields(fields: Fields) -> tuple[tuple[Field, Text], ...]:
    """Return the filled fields but those of a timetable, whose ticks the due date stands for."""
    return tuple((name, text) for name, text in fields.items() if text and name not in _NOT_PLAIN)


def find_extra(row: Sequence[Cell | None], columns: Columns) -> Extra:
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


def goes_on_from(row: Sequence[Cell | None], columns: Columns, above: Sequence[Cell]) -> bool:
    """Tell whether the action's cell is merged with the one above: one action over several rows."""
    cell = row[columns.of(Field.ACTION)[-1]]
    corners = {(other.row, other.column) for other in above}
    return cell is not None and bool(cell.text) and cell.row_span > 1 and (cell.row, cell.column) in corners


def merge_rows(row: PlanRow, fields: tuple[tuple[Field, Text], ...], extra: Extra) -> PlanRow:
    """Add the words of a further row to an action's fields, each text once."""
    merged = dict(row.fields)
    for name, text in fields:
        held = merged.get(name, Text())
        if text.pieces and not set(text.pieces) <= set(held.pieces):
            merged[name] = join([held, text], "\n")
    return replace(row, fields=tuple(merged.items()), extra=row.extra + tuple(e for e in extra if e not in row.extra))


def find_continued(action: Text) -> Text | None:
    """Return what an action says after *(continued)*, None where it does not begin so."""
    plain = action.plain.lower()
    cues = sorted(read_words("headers")["action"]["continued"], key=len, reverse=True)
    cue = next((cue for cue in cues if plain.startswith(cue)), None)
    return action.cut(len(cue)).strip() if cue is not None else None


def inherit_owners(fields: Fields, last: PlanRow) -> tuple[Fields, tuple[str, ...]]:
    """Plain text can't show a merged cell: a blank owner under an owner is taken for that owner, and marked."""
    names = [name for name in _INHERITED_IN_TEXT if name in fields and not fields[name] and last.get(name)]
    return _take_over(fields, last, names, "plain text does not show merged cells")


def inherit_unruled(fields: Fields, last: PlanRow) -> tuple[Fields, tuple[str, ...]]:
    """In a table that nothing is drawn of, a blank owner under an owner is taken for that owner, and marked.

    A partner is so only where the owner is: not every action has partners.
    """
    names = [name for name in _INHERITED_IN_TEXT if name in fields and not fields[name] and last.get(name)]
    names = [name for name in names if name is not Field.PARTNER or Field.OWNER in names]
    return _take_over(fields, last, names, "nothing is drawn that would show merged cells")


def _take_over(fields: Fields, last: PlanRow, names: Sequence[Field], why: str) -> tuple[Fields, tuple[str, ...]]:
    taken = {name: last.get(name) for name in names}
    return fields | taken, tuple(f"{name} taken from the row above: {why}" for name in names)


def shows_merging(rows: Sequence[Sequence[Cell | None]], columns: Columns) -> bool:
    """Tell whether blank owners may be merged with those above: where one owner is printed twice running, they are not.

    Rows with an aim of their own begin anew.
    """
    levels = [*columns.of(Field.AIM), *columns.of(Field.PRIORITY)]
    for above, row in pairwise(rows):
        fresh = any((cell := row[c]) is not None and cell.text for c in levels)
        for column in columns.of(Field.OWNER):
            one, other = above[column], row[column]
            if one is None or other is None or one is other or fresh or not other.text:
                continue
            if fold(one.text.plain) == fold(other.text.plain):
                return False
    return True
