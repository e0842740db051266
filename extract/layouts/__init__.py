"""The ways in which papers lay out a plan. A new one is one file here and one line in LAYOUTS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extract.layouts.action_table import read_action_tables
from extract.layouts.brackets import read_brackets
from extract.layouts.cards import read_cards
from extract.layouts.forms import read_forms
from extract.layouts.margin import read_margins
from extract.layouts.projects import read_projects
from extract.layouts.registers import read_registers
from extract.layouts.rows import Found, PlanRow
from extract.outline import Spot
from ingest.document import Format

Layout = Callable[[Sequence[Spot], Format], Found]

LAYOUTS: tuple[Layout, ...] = (
    read_action_tables,
    read_projects,
    read_margins,
    read_cards,
    read_brackets,
    read_registers,
    read_forms,
)


def find_rows(spots: Sequence[Spot], form: Format) -> Found:
    """Let each layout find its rows; return them all in reading order."""
    found = [layout(spots, form) for layout in LAYOUTS]
    rows = sorted((_doubt_hidden(row, spots) for row in _read_once(found, spots)), key=lambda row: row.block)
    return Found(
        tuple(rows),
        tuple(claim for part in found for claim in part.claimed),
        tuple(item for part in found for item in part.ignored),
        tuple(issue for part in found for issue in part.issues),
        tuple(risk for part in found for risk in part.risks),
    )


def _read_once(found: Sequence[Found], spots: Sequence[Spot]) -> Iterator[PlanRow]:
    """Yield the rows of all layouts; a line that one has read as an action is none for those after it."""
    taken: set[int] = set()
    for part in found:
        yield from (row for row in part.rows if spots[row.block].table is not None or row.block not in taken)
        taken.update(block for row in part.rows for block in (row.block, *row.also))


def _doubt_hidden(row: PlanRow, spots: Sequence[Spot]) -> PlanRow:
    """A row of a hidden sheet may be an old one that its authors no longer show."""
    table = spots[row.block].table
    return replace(row, doubts=(*row.doubts, "on a hidden sheet")) if table is not None and table.hidden else row
