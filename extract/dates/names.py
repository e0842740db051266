"""Months, seasons, quarters, halves, school terms and feast days, with their year or without."""

from __future__ import annotations

from datetime import timedelta

from extract.dates import vocabulary as v
from extract.dates.spans import (
    Span,
    Year,
    YearKind,
    Yearless,
    day,
    easter,
    from_days,
    half,
    month,
    months,
    part,
    point,
    quarter,
    season,
)
from extract.dates.tokens import Tokens
from extract.dates.years import Piece, read_year_after

# How far from the document's year `March 26` may be March of 2026: (before, after), in prose and in a deadline column.
_YEARS_ABOUT, _YEARS_ABOUT_IN_COLUMN = (3, 6), (6, 15)
_MONTH_END = 28
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")


def dated(value: Yearless, year: Piece | None, stop: int, weak: bool = True, lead: str = "") -> Piece:
    """Put a yearless date into the year that was read after it; without one it stays yearless, and weak."""
    if year is None:
        return Piece(value, stop, weak, lead)
    return Piece(value.within(year.value) if isinstance(year.value, Year) else None, year.stop, lead=lead)


def read_month(t: Tokens, i: int) -> Piece | None:
    """Read `March 2024`, `Mar-25`, `March 26` (a year: British days stand first), `March 26th, 2024`, `March`."""
    number = v.MONTHS.get(t.words[i])
    if number is None or (t.glued(i) and t.is_word(i - 1)) or (t.glued(i + 1) and t.is_word(i + 1)):
        return None
    stop = past_stop(t, i + 1)
    if t.words[i + 1] == "half" and "term" in (t.words[i + 2], t.words[i + 3]):
        stop = i + 3 + (t.words[i + 2] == "-")
        return dated(Yearless(lambda y: month(y, number)), read_year_after(t, stop), stop, weak=False)
    american = _read_month_day(t, i, stop, number)
    if american:
        return american
    year = read_year_after(t, stop, short=_may_be_year(t, i, stop))
    if year is None and not (t.is_capital(i) or t.column):
        return None  # the verbs march and may
    return dated(Yearless(lambda y: month(y, number)), year, i + 1)


def past_stop(t: Tokens, i: int) -> int:
    """Go past the full stop of a shortened month, `Sept. 2024`, not past that of a sentence."""
    return i + (t.words[i] == "." and t.glued(i) and (t.is_number(i + 1) or t.words[i + 1] in ("'", ",")))


def _read_month_day(t: Tokens, i: int, stop: int, number: int) -> Piece | None:
    """Read the day after the month, where it is one: `March 26th`, `March 26, 2024`, `on March 26`."""
    stop += t.words[stop] == "the"
    figure = int(t.words[stop]) if t.is_number(stop) and len(t.words[stop]) <= 2 else 0
    if not 1 <= figure <= 31 or t.glued(stop) or not (t.ends_free(stop + 1) or t.words[stop + 1] in ORDINAL_ENDINGS):
        return None
    ordinal = t.words[stop + 1] in ORDINAL_ENDINGS
    after = stop + 1 + ordinal
    year_stands = len(t.words[after + (t.words[after] == ",")]) == 4 and t.is_number(after + (t.words[after] == ","))
    if not ordinal and not year_stands and _may_be_year(t, i, stop):
        return None
    if not (ordinal or year_stands) and (t.words[after] in v.COUNTED or t.words[after] in ("am", "pm")):
        return None
    year = read_year_after(t, after, short=False)
    return dated(Yearless(lambda y: day(y, number, figure)), year, after, weak=False)


def _may_be_year(t: Tokens, i: int, stop: int) -> bool:
    """Whether the two digits after a month may be its year: near the document's, and not said to be a day."""
    if len(t.words[stop]) != 2 or not t.is_number(stop):
        return True
    if t.words[i - 1] == "on" or t.words[i - 1] in v.WEEKDAYS:
        return False
    if t.anchor is None:
        return int(t.words[stop]) >= 15
    before, after = _YEARS_ABOUT_IN_COLUMN if t.column else _YEARS_ABOUT
    ahead = 2000 + int(t.words[stop]) - t.anchor.latest.year
    if _MONTH_END <= int(t.words[stop]) <= 31 and not t.column and ahead > 3:
        return False  # "by March 31": the last day of the month, the usual deadline
    return -before <= ahead <= after


def read_season(t: Tokens, i: int) -> Piece | None:
    """Read `spring 2024`, `winter 2024/25`, `autumn term 2024`, `the summer`."""
    code = v.SEASONS.get(t.words[i])
    if code is None or (t.glued(i) and t.is_word(i - 1)):
        return None
    if t.words[i + 1] in ("term", "half") and t.words[i] in v.SCHOOL_TERMS:
        return _read_term(t, i)
    stop = i + 1 + (t.words[i + 1] in ("period", "months", "season"))
    year = read_year_after(t, stop, short=True)
    if year is None and t.words[stop] in v.AFTER_ADJECTIVE:
        return None
    return dated(Yearless(lambda y: season(y, code)), year, stop)


def _read_term(t: Tokens, i: int) -> Piece:
    first, last = v.SCHOOL_TERMS[t.words[i]]
    middle = v.HALF_TERMS[t.words[i]]
    is_half = t.words[i + 1] == "half"
    stop = i + 2 + (is_half and t.words[i + 2] in ("term", "-")) + (is_half and t.words[i + 2] == "-")
    value = Yearless(lambda y: month(y, middle) if is_half else months(y, first, last))
    year = _as_school_year(read_year_after(t, stop))
    return dated(value, year, stop, weak=False)


def _as_school_year(year: Piece | None) -> Piece | None:
    if year and isinstance(year.value, Year) and year.value.kind is YearKind.FINANCIAL:
        return year._replace(value=Year(year.value.number, YearKind.ACADEMIC))
    return year


def read_half_term(t: Tokens, i: int) -> Piece | None:
    """Read `half term`, `half-term`: the next month that holds one (October, February, May)."""
    stop = i + 2 + (t.words[i + 1] == "-")
    if t.words[stop - 1] != "term":
        return None
    in_months = sorted(v.HALF_TERMS.values())
    if t.anchor is None or t.anchor.size == 4:
        return Piece(None, stop)
    here = t.anchor.earliest
    ahead = [month(y, m) for y in (here.year, here.year + 1) for m in in_months]
    return Piece(next(span for span in ahead if span.latest and span.latest >= here), stop)


def read_quarter(t: Tokens, i: int) -> Piece | None:
    """Read `Q3 2025/26`, `quarter 3 of 2024/25`, `Qtr 4`, `H1 2025`, `Q1-Q2 2024/25`."""
    found = _quarter_number(t, i)
    if t.glued(i) and t.is_word(i - 1):
        return None
    if found is None:
        return _read_no_quarter(t, i)
    size, number, stop = found
    value, stop = _quarters(t, size, number, stop)
    return dated(value, read_year_after(t, stop), stop)


def _read_no_quarter(t: Tokens, i: int) -> Piece | None:
    """Pass over `Q5 2025`: there is no such quarter, and its year alone would say something else."""
    if t.words[i] != "q" or not t.glued(i + 1) or t.words[i + 1] not in ("0", *"56789"):
        return None
    year = read_year_after(t, i + 2)
    return Piece(None, year.stop, lead="skip") if year else None


def _quarter_number(t: Tokens, i: int) -> tuple[int, int, int] | None:
    """Return how many there are in a year, which one is named, and where the name stops."""
    size = {"q": 4, "qtr": 4, "quarter": 4, "h": 2, "half": 2}.get(t.words[i])
    word = t.words[i] in ("quarter", "half") and t.words[i + 1] in v.NUMBERS and t.words[i + 1] not in v.ARTICLES
    if size is None or not (word or (t.is_number(i + 1) and len(t.words[i + 1]) == 1)):
        return None
    number = v.NUMBERS.get(t.words[i + 1], 0) if word else int(t.words[i + 1])
    if not 1 <= number <= size or (t.words[i] in ("q", "h") and not t.glued(i + 1)) or not _ends_name(t, i + 2):
        return None
    return size, number, i + 2


def _ends_name(t: Tokens, stop: int) -> bool:
    return not t.glued(stop) or t.ends_free(stop) or t.words[stop] in "-/." or t.words[stop] in ("fy", "q", "h")


def _quarters(t: Tokens, size: int, number: int, stop: int) -> tuple[Yearless, int]:
    """Return the quarter, or the quarters to another one: `Q1-Q2`, `Q3/4`, `Q3 and Q4`."""
    last = number
    if t.words[stop] in ("-", "/", "to", "and", "&"):
        second = _quarter_number(t, stop + 1)
        if second and second[0] == size and second[1] > number:
            last, stop = second[1], second[2]
        elif (
            t.glued(stop)
            and t.is_number(stop + 1)
            and len(t.words[stop + 1]) == 1
            and number < int(t.words[stop + 1]) <= size
        ):
            last, stop = int(t.words[stop + 1]), stop + 2
    return quarters(size, number, last), stop


def quarters(size: int, first: int, last: int) -> Yearless:
    """Return the quarters (size 4) or halves (2) from first to last, of a calendar or a financial year."""
    make = quarter if size == 4 else half
    shift = 3

    def in_year(year: int) -> Span:
        return Span(make(year, first).first, make(year, last).last)

    def in_financial(year: int) -> Span:
        begins, length = (first - 1) * 12 // size + 1 + shift, (last - first + 1) * 12 // size
        return months(year, begins, begins + length - 1)

    return Yearless(in_year, in_financial)


def read_feast(t: Tokens, i: int) -> Piece | None:
    """Read `Christmas 2024`, `Easter`, `Boxing Day`."""
    size = v.longest(v.FEAST_PHRASES, t.words, i)
    if not size or (t.glued(i) and t.is_word(i - 1)):
        return None
    number, shift = v.FEASTS[tuple(t.words[i : i + size])]
    year = read_year_after(t, i + size)
    if year is None and t.words[i + size] in v.AFTER_ADJECTIVE:
        return None
    return dated(Yearless(lambda y: _feast(y, number, shift)), year, i + size)


def _feast(year: int, number: int, shift: int) -> Span | None:
    if number:
        return day(year, number, shift)
    sunday = easter(year) + timedelta(days=shift)
    return from_days(sunday, sunday)


def read_new_year(t: Tokens, i: int) -> Piece | None:
    """Read `the new year`, the early part of the next one; `by the new year` is its first day."""
    if t.words[i] != "new" or t.words[i + 1] != "year" or t.words[i + 2] in ("s", "'"):
        return None
    printed = read_year_after(t, i + 2)
    if printed and isinstance(printed.value, Year):
        return Piece(day(printed.value.number, 1, 1), printed.stop)
    if t.words[i - 1] not in v.ARTICLES | v.BEFORE_BARE:
        return None
    if t.anchor is None:
        return Piece(None, i + 2)
    year = t.anchor.latest.year + 1
    until = {t.words[i - 1], t.words[i - 2]} & {"by", "before", "until", "till"}
    return Piece(point(f"{year:04}-01-01") if until else part(Year(year).span, 1, 4), i + 2)
