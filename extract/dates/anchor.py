"""The day, month or year on which a document was written, and counting from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from extract.dates.spans import OPEN, Span, bounds, month_point, point

# A count beyond this (a century in months) is a figure, not a time to wait.
LONGEST_COUNT = 1200
# A document's year must leave room to count in, either way, within the years that `date` knows.
_YEARS = range(200, 9800)


@dataclass(frozen=True, slots=True)
class Anchor:
    """When a document was written: the first and last day it may be; `size` is 4, 7 or 10 for year, month or day."""

    earliest: date
    latest: date
    size: int

    @property
    def span(self) -> Span:
        """The same as a span."""
        return point(self.earliest.isoformat()[: self.size])


def read_anchor(written: date | str | None) -> Anchor | None:
    """Return when a document was written; None where it is unknown or no date. Of an interval the beginning counts.

    >>> read_anchor("2023-11").latest
    datetime.date(2023, 11, 30)
    """
    if not written:
        return None
    text = written.isoformat()[:10] if isinstance(written, date) else written.strip().rstrip("?~%")
    first = text.partition("/")[0]
    try:
        earliest, latest = bounds(first)
    except ValueError:
        return None
    if first == OPEN or earliest is None or latest is None or earliest.year not in _YEARS:
        return None
    days = (latest - earliest).days
    return Anchor(earliest, latest, 10 if days == 0 else 7 if days < 31 else 4)


def count_on(anchor: Anchor, number: int, unit: str) -> Span | None:
    """Return the point `number` units after the anchor (before it where negative), as exact as both allow.

    Months and years are counted in months, or in years where no more is known of the document; days and weeks in
    days, or by the month they reach at the outside. None where the document's date is too coarse to count from.
    """
    months = number * {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit, 1)
    if abs(months) > LONGEST_COUNT:
        return None
    if unit in ("month", "quarter", "year", "decade"):
        return _count_months(anchor, months)
    days = number * {"day": 1, "week": 7, "fortnight": 14}[unit]
    if anchor.size == 4:
        return None
    reached = (anchor.latest if days > 0 else anchor.earliest) + timedelta(days=days)
    return point(reached.isoformat()[: anchor.size])


def _count_months(anchor: Anchor, number: int) -> Span | None:
    if anchor.size > 4:
        return point(month_point(anchor.earliest.year, anchor.earliest.month + number))
    if number % 12:
        return None
    return point(f"{anchor.earliest.year + number // 12:04}")


def stretch(anchor: Anchor, number: int, unit: str) -> Span | None:
    """Return the span from the anchor over the next (or, negative, the last) `number` units."""
    reached = count_on(anchor, number, unit)
    if reached is None:
        return None
    here = anchor.earliest.isoformat()[: len(reached.first)]
    return Span(here, reached.last) if number >= 0 else Span(reached.first, here)
