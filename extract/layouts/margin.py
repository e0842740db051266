"""Minutes as a table: what was said of each item, and beside it the initials of who is to do something about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.headers import Field
from extract.identity import fold
from extract.layouts.columns import Grid, find_header, read_columns
from extract.layouts.kinds import find_kind
from extract.layouts.rows import Found, PlanRow
from extract.outline import Spot
from extract.owners import is_person
from extract.prose.sentences import split_sentences
from extract.words import read_words, word_set
from ingest.document import Cell, Format, Text, distinct, join

_DEPTH = 3  # the header stands in one of the first rows
_LONG_TEXT = 6  # words of a cell that tells what was said, on the average
_LONGEST_NAME = 3
_LONGEST_NUMBER = 12
_INITIALS = re.compile(r"[A-Z]{2,4}")
_BETWEEN = re.compile(r"\s*(?:[,;/&+\n]|\band\b)\s*|\s+(?=[A-Z]{2,4}\b)")


@dataclass(frozen=True, slots=True)
class _Margin:
    """The columns of initials and of what was said, the printed header of the first, and how many columns there are."""

    who: int
    said: int
    header: str
    columns: int


def read_margins(spots: Sequence[Spot], form: Format) -> Found:
    """Find the tables whose narrow column holds initials; each row that has some is an action, the others are prose."""
    del form
    rows: list[PlanRow] = []
    claimed: list[tuple[Text, str]] = []
    ignored: list[tuple[Text, str]] = []
    margin: _Margin | None = None
    for spot in spots:
        table = spot.table
        if table is None or find_kind(spot) is not None:
            margin = None if table is not None else margin
            continue
        grid = table.grid()
        start, margin = _find_margin(grid, margin)
        if margin is None:
            continue
        claimed.extend((cell.text, "table header") for row in grid[:start] for cell in distinct(row) if cell.text)
        for row in grid[start:]:
            rows.extend(_read_row(row, margin, spot.index, claimed))
        ignored.extend((cell.text, "minute without an action") for cell in table.cells if cell.text)
    return Found(tuple(rows), tuple(claimed), tuple(ignored))


def _find_margin(grid: Grid, before: _Margin | None) -> tuple[int, _Margin | None]:
    """Return where the rows begin, and the margin: the table's own or, without a header, that of the table before."""
    header = find_header(grid)
    if header is not None and read_columns(grid, *header) is not None:
        return 0, None
    for top, row in enumerate(grid[:_DEPTH]):
        for column, cell in enumerate(row):
            if cell is not None and fold(cell.text.plain) in word_set("minutes", "margin"):
                said = _find_said(grid[top + 1 :], column)
                whole = said is not None and _holds_names(grid[top + 1 :], column)
                return (top + 1, _Margin(column, said or 0, cell.text.plain.strip(), len(row))) if whole else (0, None)
    goes_on = before is not None and len(grid[0]) == before.columns and _holds_names(grid, before.who)
    return 0, before if goes_on else None


def _find_said(body: Grid, who: int) -> int | None:
    """Return the column of the longest text beside the initials."""
    means = {
        column: sum(len(cell.text.plain.split()) for row in body if (cell := row[column])) / len(body)
        for column in range(len(body[0]) if body else 0)
        if column != who
    }
    best = max(means, key=lambda column: means[column], default=None)
    return best if best is not None and means[best] >= _LONG_TEXT else None


def _holds_names(body: Grid, column: int) -> bool:
    """Tell whether the filled cells of a column name people, most of them by initials."""
    cells = [cell.text.plain for row in body if (cell := row[column]) and cell.text]
    initials = sum(all(_INITIALS.fullmatch(part) for part in _parts(cell)) for cell in cells)
    return initials * 2 > len(cells) > 0 and all(_names(cell) for cell in cells)


def _names(cell: str) -> bool:
    parts = _parts(cell)
    return bool(parts) and all(
        _INITIALS.fullmatch(part)
        or fold(part) in word_set("minutes", "also")
        or (len(part.split()) <= _LONGEST_NAME and is_person(part))
        for part in parts
    )


def _parts(cell: str) -> list[str]:
    return [part for part in _BETWEEN.split(cell.strip()) if part]


def _read_row(
    row: Sequence[Cell | None], margin: _Margin, block: int, claimed: list[tuple[Text, str]]
) -> tuple[PlanRow, ...]:
    who, said = row[margin.who], row[margin.said]
    first = next((cell for cell in distinct(row) if cell.text), None)
    number = first if first is not None and first not in (who, said) and _is_number(first.text.plain) else None
    if number is not None:
        claimed.append((number.text, "number"))
    if who is None or said is None or who is said or not who.text or not said.text:
        return ()
    action, doubts = _find_undertaking(said.text)
    return (
        PlanRow(
            block=block,
            action=action,
            number=" ".join(number.text.plain.split()) if number is not None else "",
            fields=((Field.OWNER, _one_a_line(who.text)),),
            doubts=doubts,
            headers=((Field.OWNER, margin.header),),
            beside_prose=True,
        ),
    )


def _is_number(plain: str) -> bool:
    return any(char.isdigit() for char in plain) and len(plain.strip()) <= _LONGEST_NUMBER


def _one_a_line(who: Text) -> Text:
    """Return the names of a cell, each on a line of its own: `MO / JC`, `JC AP`."""
    plain, at, parts = who.plain, 0, list[Text]()
    for gap in _BETWEEN.finditer(plain):
        parts.append(who.cut(at, gap.start()).strip())
        at = gap.end()
    return join([part for part in (*parts, who.cut(at).strip()) if part], "\n")


def _find_undertaking(said: Text) -> tuple[Text, tuple[str, ...]]:
    """Return the sentences that give somebody something to do; all that was said, and a doubt, where none does."""
    words = read_words("minutes")
    plain = said.plain
    spans = [
        (start, end)
        for start, end in split_sentences(plain)
        if re.search(words["undertakes"], plain[start:end], re.IGNORECASE)
        and not re.search(words["reports"], plain[start:end], re.IGNORECASE)
    ]
    if not spans:
        return said, ("which of its words are the action is not sure",)
    doubts = ("its cell gives more than one thing to do",) if len(spans) > 1 else ()
    return join([said.cut(start, end) for start, end in spans], " "), doubts
