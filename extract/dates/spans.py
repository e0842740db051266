"""Stretches of the calendar as EDTF writes them, and the reckoning with them.

A point is a day, a month or a year in ISO form (`2024-03-31`, `2024-03`, `2024`); `..` is an open end.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

OPEN = ".."
FIRST_SEASON, WINTER = 21, 24
_YEAR, _MONTH, _DAY = 4, 7, 10  # how many characters a point of this precision has


@dataclass(frozen=True, slots=True)
class Span:
    """From the first point to the last. `season` is the EDTF season that it is, where EDTF can say it."""

    first: str
    last: str
    season: str = ""

    @property
    def edtf(self) -> str:
        """The span as EDTF: a season, a point, or an interval."""
        if self.season:
            return self.season
        return self.first if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def earliest(self) -> date:
        """The first day."""
        return first_day(self.first)

    @property
    def latest(self) -> date | None:
        """The last day, None where the end is open."""
        return None if self.last == OPEN else last_day(self.last)


Change = Callable[[Span], Span]


class YearKind(StrEnum):
    """Which twelve months a year is: January, April (finance), May (council) or September (schools) to the next.

    A fiscal year named by one number (`FY2023`) ends in that year: in March in Britain, in June or September in the
    United States, in December elsewhere. As the words do not say which, it is that calendar year.
    """

    CALENDAR = "calendar"
    FINANCIAL = "financial"
    MUNICIPAL = "municipal"
    ACADEMIC = "academic"
    FISCAL = "fiscal"


@dataclass(frozen=True, slots=True)
class Year:
    """A year, named by the calendar year in which it begins."""

    number: int
    kind: YearKind = YearKind.CALENDAR

    @property
    def span(self) -> Span:
        """Its span: financial years to the day, the others as CONTRACT.md section 3 writes them."""
        begins, ends = self.number, self.number + 1
        match self.kind:
            case YearKind.FINANCIAL:
                return Span(f"{begins:04}-04-01", f"{ends:04}-03-31")
            case YearKind.ACADEMIC:
                return Span(f"{begins:04}-09", f"{ends:04}-08")
            case YearKind.MUNICIPAL:
                return Span(f"{begins:04}-05", f"{ends:04}-04")
            case YearKind.FISCAL:
                return Span(f"{ends:04}", f"{ends:04}")
            case _:
                return Span(f"{begins:04}", f"{begins:04}")


@dataclass(frozen=True, slots=True)
class Yearless:
    """A date whose year is not printed: given the calendar year in which it begins, its span, or None (31 November).

    `in_financial` takes the year in which a financial year begins: quarters and halves differ there. Where it is
    set, the year alone cannot be guessed, since the words do not say which kind of quarter they mean.
    """

    in_year: Callable[[int], Span | None]
    in_financial: Callable[[int], Span | None] | None = None

    def within(self, year: Year) -> Span | None:
        """Place it in a year: September 2024/25 is in 2024, March 2024/25 in 2025."""
        if year.kind is YearKind.CALENDAR:
            return self.in_year(year.number)
        if self.in_financial is not None and year.kind in (YearKind.FINANCIAL, YearKind.FISCAL):
            return self.in_financial(year.number)
        whole = year.span
        for number in (year.number, year.number + 1):
            span = self.in_year(number)
            if span and whole.earliest <= span.earliest <= (whole.latest or whole.earliest):
                return span
        return None

    def changed(self, change: Change) -> Yearless:
        """Apply a change (its end, its early part …) whatever the year turns out to be."""
        financial = self.in_financial
        return Yearless(
            lambda year: _changed(self.in_year(year), change),
            (lambda year: _changed(financial(year), change)) if financial else None,
        )


def _changed(span: Span | None, change: Change) -> Span | None:
    return change(span) if span else None


Value = Span | Year | Yearless


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the earliest and latest day of an EDTF string such as this package writes; None for an open end.

    Winter (season 24) runs from December of its year to the end of February. Raises ValueError on anything else.

    >>> bounds("2023-11/2024-04")
    (datetime.date(2023, 11, 1), datetime.date(2024, 4, 30))
    >>> bounds("2024-22"), bounds("2020-06/..")[1]
    ((datetime.date(2024, 6, 1), datetime.date(2024, 8, 31)), None)
    """
    first, _, last = edtf.partition("/")
    return (
        None if first == OPEN else first_day(first),
        None if last == OPEN else last_day(last or first),
    )


@lru_cache(maxsize=4096)
def first_day(point: str) -> date:
    """Return the first day of a day, month, season or year."""
    year, month, day = _parts(point)
    if month > WINTER or 12 < month < FIRST_SEASON:
        raise ValueError(point)
    if month >= FIRST_SEASON:
        return date(year, 3 * (month - FIRST_SEASON) + 3, 1)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=4096)
def last_day(point: str) -> date:
    """Return the last day of a day, month, season or year."""
    year, month, day = _parts(point)
    if FIRST_SEASON <= month < WINTER:
        month = 3 * (month - FIRST_SEASON) + 5
    elif month == WINTER:
        year, month = year + 1, 2
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(point: str) -> tuple[int, int, int]:
    if len(point) not in (_YEAR, _MONTH, _DAY) or not point.replace("-", "").isdigit():
        raise ValueError(f"not a day, month, season or year: {point}")
    return int(point[:4]), int(point[5:7] or 0), int(point[8:10] or 0)


def day(year: int, month: int, number: int) -> Span | None:
    """Return one day, or None where the calendar has no such day."""
    if not (1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return point(f"{year:04}-{month:02}-{number:02}")


def month(year: int, number: int) -> Span:
    """Return one month."""
    return point(f"{year:04}-{number:02}")


def point(text: str) -> Span:
    """Return the span of one point."""
    return Span(text, text)


def months(year: int, first: int, last: int) -> Span:
    """Return the months from first to last, counted from January of the year: 13 is January of the next."""
    return Span(month_point(year, first), month_point(year, last))


def month_point(year: int, number: int) -> str:
    """Return the nth month from January of a year, also beyond its ends."""
    over, index = divmod(number - 1, 12)
    return f"{year + over:04}-{index + 1:02}"


def season(year: int, code: int) -> Span:
    """Return a season; a winter is only its months, since `2024-24` does not say which winter it is."""
    begins = 3 * (code - FIRST_SEASON) + 3
    span = months(year, begins, begins + 2)
    return span if code == WINTER else Span(span.first, span.last, f"{year:04}-{code}")


def quarter(year: int, number: int) -> Span:
    """Return a quarter of a calendar year."""
    return months(year, 3 * number - 2, 3 * number)


def half(year: int, number: int) -> Span:
    """Return a half of a calendar year."""
    return months(year, 6 * number - 5, 6 * number)


def from_days(first: date, last: date) -> Span:
    """Return the span between two days."""
    return Span(first.isoformat(), last.isoformat())


def joined(first: Span, last: Span) -> Span | None:
    """Return the span from one to the other, None where the second ends before the first begins."""
    if first.last == OPEN or (last.latest and last.latest < first.earliest):
        return None
    return Span(first.first, last.last)


def opened(span: Span) -> Span:
    """Return the span with an open end."""
    return Span(span.first, OPEN)


def after(span: Span) -> Span:
    """Return what follows: from the next day, month or year, open."""
    if span.latest is None or span.latest.year >= 9999:
        return opened(span)
    following = (span.latest + timedelta(days=1)).isoformat()
    return Span(following[: len(span.last)], OPEN)


def _is_short(span: Span) -> bool:
    return span.latest is None or (span.latest - span.earliest).days < 31


def end(span: Span) -> Span:
    """Return the last month of anything longer than a month (2024 ends in 2024-12), else its last day."""
    if span.latest is None:
        return span
    last = span.latest.isoformat()
    return point(last if _is_short(span) else last[:_MONTH])


def start(span: Span) -> Span:
    """Return the first month of anything longer than a month, else its first day."""
    first = span.earliest.isoformat()
    return point(first if _is_short(span) else first[:_MONTH])


def early(span: Span) -> Span:
    """Return the first quarter of a year, the first third of anything shorter."""
    return _piece(span, 0, 3)


def middle(span: Span) -> Span:
    """Return the second and third quarter of a year, the second third of anything shorter."""
    return _piece(span, 3, 9)


def late(span: Span) -> Span:
    """Return the last quarter of a year, the last third of anything shorter."""
    return _piece(span, 9, 12)


def _piece(span: Span, begins: int, ends: int) -> Span:
    """Cut by twelfths: of a year by months, of a season by its three months, of a month by tens of days."""
    if span.latest is None:
        return span
    count = _month_count(span)
    if count == 1:
        return _ten_days(span, begins, ends)
    if count < 12:
        begins, ends = (0, 4) if begins == 0 else (4, 8) if begins == 3 else (8, 12)
    year, number = span.earliest.year, span.earliest.month
    first, last = begins * count // 12, max(ends * count // 12, begins * count // 12 + 1)
    found = months(year, number + first, number + last - 1)
    return point(found.first) if found.first == found.last else found


def _ten_days(span: Span, begins: int, ends: int) -> Span:
    if len(span.first) != _MONTH or span.latest is None:
        return span
    first = {0: 1, 3: 11}.get(begins, 21)
    last = {3: 10, 9: 20}.get(ends, span.latest.day)
    return from_days(span.earliest.replace(day=first), span.latest.replace(day=last))


def _month_count(span: Span) -> int:
    latest = span.latest or span.earliest
    return 12 * (latest.year - span.earliest.year) + latest.month - span.earliest.month + 1


def part(span: Span, number: int, of: int) -> Span | None:
    """Return the nth half, third or quarter (`of` 2, 3 or 4; -1 is the last); None where months don't divide."""
    if span.latest is None:
        return None
    count = _month_count(span)
    number = of if number == -1 else number
    if count % of or not 1 <= number <= of:
        return None
    size = count // of
    begins = span.earliest.month + (number - 1) * size
    return months(span.earliest.year, begins, begins + size - 1)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    number, rest = divmod(h + shift - 7 * m + 114, 31)
    return date(year, number, rest + 1)
