"""Cells that hold two facts: an owner and a date (`Jo Field – March 2026`), an officer and a member."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.dates import FoundDate, read_column_dates
from extract.headers import Field, match_header
from extract.identity import fold
from extract.layouts.rows import PlanRow
from extract.owners import is_member, is_person, is_placeholder, is_whole_owner, split_owners
from extract.words import holds_phrase, word_set
from ingest.document import Piece, Place, Text, join

_BEFORE = re.compile(
    r"(?:\s*[–—|/;,:([-]|\s-|\s)\s*(?:(?:due|complete[d]?|deliver(?:ed)?)\s+)?(?:by|before|until|due|target)?[\s:]*$",
    re.I,
)
_AFTER = re.compile(r"^[)\].]*\s*(?:[–—|/;,:-]\s*|\s)(?=\S)")
_MARKS = re.compile(r"[–—|/;,:([-]|\bby\b|\bdue\b", re.I)
_PARTS_OF_HEADER = re.compile(r"\s+(?:and|&)\s+|\s*[/|\n,+]\s*")
_YEAR_ALONE = 4  # letters of `2026`, which may be part of a name


def part_mixed_cells(rows: Sequence[PlanRow], written: str | None) -> tuple[PlanRow, ...]:
    """Return the rows with owner and date apart where one cell holds both and its table has no column for the other.

    In a column of deadlines that is so only where its header asks for both: `Cabinet, March 2026` there is a meeting.
    """
    columns: dict[int, set[Field]] = defaultdict(set)
    for row in rows:
        columns[row.block] |= {name for name in (Field.OWNER, Field.DUE) if row.get(name)}
    return tuple(_part_roles(_part(row, columns[row.block], written)) for row in rows)


def _part_roles(row: PlanRow) -> PlanRow:
    """Put members under sponsors and all others under owners where one header asks for both.

    An elected member answers for what an officer does, and does not do it.
    """
    held = [name for name in (Field.OWNER, Field.SPONSOR) if row.get(name)]
    if len(held) != 1 or not _asks_for_member(row.header(held[0])):
        return row
    cell = row.get(held[0])
    spans = split_owners(cell).spans
    parts = [(cell.cut(start, end), is_member(cell.plain[start:end])) for start, end in spans]
    found = {
        Field.OWNER: join([part for part, member in parts if not member], "\n"),
        Field.SPONSOR: join([part for part, member in parts if member], "\n"),
    }
    alone = len(spans) == 1 and not is_person(cell.plain)  # a name alone may be either's
    if not all(found.values()) and not alone:
        return row
    return _with_fields(row, held[0], found)


def _asks_for_member(header: str) -> bool:
    """Tell whether a header asks for a member and for an officer: `Cabinet Member and lead officer`."""
    parts = [fold(part) for part in _PARTS_OF_HEADER.split(header)]
    members = [any(holds_phrase(part, word) for word in word_set("owners", "member_roles")) for part in parts]
    officers = [(match := match_header(part)) is not None and match.field is Field.OWNER for part in parts]
    return any(members) and any(officer and not member for officer, member in zip(officers, members, strict=True))


def _part(row: PlanRow, columns: set[Field], written: str | None) -> PlanRow:
    if len(columns) != 1:
        return row
    (held,) = columns
    cell, names_both = row.get(held), _names_both(row.header(held))
    if not cell or is_placeholder(cell.plain) or (held is Field.DUE and not names_both):
        return row
    parted = [part_owner_and_date(line, written, sure=names_both) for line in cell.lines()]
    found = {
        Field.OWNER: join([who for who, _ in parted], "\n"),
        Field.DUE: join([when for _, when in parted], "\n"),
    }
    if found[held] == cell:
        return row
    return _with_fields(row, held, found)


def _with_fields(row: PlanRow, held: Field, found: dict[Field, Text]) -> PlanRow:
    """Return a row with what was found in the cell of one field; all of it stands under that field's header."""
    fields = tuple((name, text) for name, text in row.fields if name not in found)
    filled = tuple((name, text) for name, text in found.items() if text)
    headers = tuple((name, row.header(held)) for name in found if name is not held)
    return replace(row, fields=(*fields, *filled), headers=(*row.headers, *headers))


def _names_both(header: str) -> bool:
    """Tell whether a header asks for both: `Who and by when`, `Lead / timescale`."""
    named = {match.field for part in _PARTS_OF_HEADER.split(header) if (match := match_header(part))}
    return {Field.OWNER, Field.DUE} <= named


def part_owner_and_date(line: Text, written: str | None, *, sure: bool = False) -> tuple[Text, Text]:
    """Return the owner and the date of a line, either of them empty; `sure` where its header asks for both.

    Without that, what is left beside the date must be a whole owner, so that names with years in them stay whole.

    >>> parts = lambda words: [t.plain for t in part_owner_and_date(Text((Piece(words, Place()),)), "2025")]
    >>> parts("Jo Field – March 2026"), parts("Head of Housing (by end of June 2026)"), parts("Sept 2026")
    (['Jo Field', 'March 2026'], ['Head of Housing', 'end of June 2026'], ['', 'Sept 2026'])
    >>> parts("2030 Steering Group"), parts("Team 2030")
    (['2030 Steering Group', ''], ['Team 2030', ''])
    """
    plain = line.plain
    dates = read_column_dates(plain, written)
    if any(found.text.strip() == plain.strip() for found in dates):
        return Text(), line
    dates = tuple(found for found in dates if found.edtf)
    if len(dates) != 1:
        return line, Text()
    found = dates[0]
    rest = _rest(plain, found, sure=sure)
    if rest is None:
        return line, Text()
    who = line.cut(*rest).strip()
    return who, line.cut(found.start, found.end)


def _rest(plain: str, found: FoundDate, *, sure: bool) -> tuple[int, int] | None:
    """Return where the owner stands beside a date, an empty span where the date is all; None where it is no pair."""
    before, after = plain[: found.start], plain[found.end :]
    if not after.strip(" .)]"):
        mark = _BEFORE.search(before)
        end = mark.start() if mark else 0
        gap, owner = before[end:], (0, end)
    elif not before.strip():
        mark = _AFTER.match(after)
        begin = found.end + (mark.end() if mark else 0)
        gap, owner = after[: mark.end()] if mark else "", (begin, len(plain))
    else:
        return None
    who = plain[slice(*owner)].strip()
    if not who:
        return (0, 0)
    if not _MARKS.search(gap) and len(found.text.strip()) <= _YEAR_ALONE:
        return None
    return owner if sure or _is_whole(who) else None


def _is_whole(who: str) -> bool:
    spans = split_owners(Text((Piece(who, Place()),))).spans
    return bool(spans) and all(is_whole_owner(who[slice(*span)]) for span in spans)
