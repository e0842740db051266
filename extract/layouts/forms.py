"""Tables of labels and values, such as the head of a report: read as prose, and accounted for."""

from __future__ import annotations

from collections.abc import Sequence

from extract.layouts.rows import Found
from extract.outline import Spot
from ingest.document import Format, Table, Text, distinct

# A label is so short; so much of the left column must read like labels.
_LONGEST_LABEL = 9
_LEAST_LABELS = 0.6
_MOST_COLUMNS, _LEAST_ROWS = 4, 2


def read_forms(spots: Sequence[Spot], form: Format) -> Found:
    """Say of each table with labels left and values right that what no fact claims of it is a form's."""
    del form
    ignored: list[tuple[Text, str]] = []
    for spot in spots:
        if spot.table is not None and _is_form(spot.table):
            ignored.extend((cell.text, "form without a commitment") for cell in spot.table.cells if cell.text)
    return Found(ignored=tuple(ignored))


def _is_form(table: Table) -> bool:
    if table.columns > _MOST_COLUMNS or table.rows < _LEAST_ROWS:
        return False
    rows = [[cell for cell in distinct(row) if cell.text] for row in table.grid()]
    labels = [row[0].text.plain.strip() for row in rows if len(row) > 1]
    said = sum(label.endswith((":", "?")) for label in labels)
    short = sum(len(label.split()) <= _LONGEST_LABEL and not label.endswith(".") for label in labels)
    return bool(labels) and said >= _LEAST_LABELS * len(labels) and short >= _LEAST_LABELS * len(labels)
