"""Cells of a deadline column: the whole cell is about when something is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.dates.anchor import read_anchor
from extract.dates.mentions import FoundDate, find_dates
from extract.dates.roles import DateRole


def read_column_dates(cell: str, written: date | str | None) -> tuple[FoundDate, ...]:
    """Return the dates of a cell of a deadline column: `March 26` is March 2026, `Ongoing` and `1-5 years` are vague.

    A date that the cell says it no longer means (`was Dec 2023`, `revised from March`) has the role past.

    >>> [(d.edtf, d.role.value) for d in read_column_dates("Mar-25 (was Dec 2024)", "2024-06")]
    [('2025-03', 'deadline'), ('2024-12', 'past')]
    """
    return find_dates(cell, read_anchor(written), column=True)


def pick_due(dates: Sequence[FoundDate]) -> FoundDate | None:
    """Return the date of a deadline cell that counts: the last not struck out, a start only where there is no other.

    Words without a date count only where there is no date; a date struck out never does.

    >>> pick_due(read_column_dates("Started Jan 2023, completes Mar 2024", "2023-06")).edtf
    '2024-03'
    """
    standing = [found for found in dates if found.role is not DateRole.PAST]
    dated = [found for found in standing if found.edtf is not None]
    ends = [found for found in dated if found.role is not DateRole.START]
    return next((group[-1] for group in (ends, dated, standing) if group), None)
