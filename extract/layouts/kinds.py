"""Tables that carry no plan, known by the words of their header: a glossary, an attendance list, a risk register."""

from __future__ import annotations

from dataclasses import dataclass

from extract.headers import Field, match_header
from extract.identity import fold
from extract.outline import Spot
from extract.words import holds_phrase, read_words
from ingest.document import Table

# The header of such a table stands in one of its first rows.
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table is: the name of the kind (a table of data/tables.toml) and the reason why it holds no plan."""

    name: str
    reason: str


def find_kind(spot: Spot) -> TableKind | None:
    """Return the kind of a table that is known to hold no plan, None where it is not known.

    A kind is known by its header's words, or by the heading right over it. A table of such a kind may be a plan all
    the same: where its header names each of the fields that the kind lists as `plan` by a phrase of its own.
    """
    table = spot.table
    if table is None:
        return None
    rows = _top_rows(table)
    heading = fold(spot.trail[-1].text.plain) if spot.trail else ""
    for name, words in read_words("tables").items():
        said = any(all(_holds(row, phrase) for phrase in phrases) for phrases in words["headers"] for row in rows)
        if (said or heading in words.get("headings", ())) and not _is_plan(rows, words.get("plan", ())):
            return TableKind(name, words["reason"])
    return None


def _top_rows(table: Table) -> list[list[str]]:
    top: dict[int, list[str]] = {row: [] for row in range(min(_DEPTH, table.rows))}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.row in top and cell.text:
            top[cell.row].append(cell.text.plain)
    rows = list(top.values())
    depth = next((at + 1 for at, row in enumerate(rows) if len(_fields(row)) > 1), len(rows))
    return [row for row in rows[: max(depth, table.header_rows)] if len(row) > 1]


def _fields(row: list[str]) -> set[Field]:
    """Fields that a row names by phrases of their own: two or more make it the header, and what follows is content."""
    return {match.field for cell in row if (match := match_header(cell)) is not None and match.score >= 1.0}


def _holds(row: list[str], phrase: str) -> bool:
    """Tell whether a header of the row is the phrase, or holds it where it is marked so (`*`)."""
    if phrase.startswith("*"):
        return any(holds_phrase(fold(cell), phrase[1:]) for cell in row if len(cell.split()) <= 8)
    return any(fold(cell) == phrase for cell in row)


def _is_plan(rows: list[list[str]], needed: list[str]) -> bool:
    if not needed:
        return False
    return any(_fields(row) >= {Field(name) for name in needed} for row in rows)
