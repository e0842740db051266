"""Dates that begin with a figure: 31/03/2024, 2024-03-31, 14th of September, 2020, 03/2024, 1-5 March 2024."""

from __future__ import annotations

from datetime import timedelta

from extract.dates import vocabulary as v
from extract.dates.anchor import count_on
from extract.dates.names import ORDINAL_ENDINGS, dated, past_stop
from extract.dates.spans import Span, Yearless, day, from_days, month
from extract.dates.tokens import Tokens
from extract.dates.years import Piece, full_year, read_year_after

# Whether the day after the word is the first of its week, or the last.
_WEEK_FROM = {
    "commencing": True,
    "beginning": True,
    "of": True,
    "starting": True,
    "c": True,
    "b": True,
    "ending": False,
    "e": False,
}
# In a column of deadlines `3/25` is March 2025; up to 12 the second figure is a month.
_COLUMN_YEARS = range(15, 61)
_UNTIL = ("by", "on", "before", "until", "due")
_BEFORE_DOTTED = (*_UNTIL, "from", "since", "after", "till", "starting", "commencing")


def read_numeric(t: Tokens, i: int) -> Piece | None:
    """Read `31/03/2024`, `31.3.24`, `2024-03-31`, `03/2024`, and in a fitting place `31/3`: day first."""
    separator = t.words[i + 1]
    if separator not in ("/", "-", ".") or not t.is_number(i + 2):
        return None
    if not (t.stands_free(i) or _ends_range(t, i, separator)):
        return None
    glued = all(t.glued(n) for n in (i + 1, i + 2, i + 3, i + 4))
    spaced = separator == "/" and len(t.words[i + 4]) == 4
    if t.words[i + 3] == separator and t.is_number(i + 4) and (glued or spaced):
        return _read_three(t, i, separator)
    return _read_two(t, i, separator) if t.glued(i + 1) and t.glued(i + 2) else None


def _ends_range(t: Tokens, i: int, separator: str) -> bool:
    """Whether a whole date stands before the dash before word i: `1/4/24-31/3/25`."""
    return i > 5 and t.words[i - 1] == "-" and separator != "-" and t.words[i - 3] == t.words[i - 5] == separator


def _read_three(t: Tokens, i: int, separator: str) -> Piece | None:
    figures = [t.words[i], t.words[i + 2], t.words[i + 4]]
    if not (t.ends_free(i + 5) or t.words[i + 5] == "t" or _ends_range(t, i + 6, separator)):
        return Piece(None, i + 5, lead="skip")
    sizes = [len(figure) for figure in figures]
    if sizes[0] == 4 and max(sizes[1:]) <= 2:
        figures.reverse()
    elif max(sizes[:2]) > 2 or sizes[2] not in (2, 4):
        return None
    elif separator == "." and not _is_dotted_date(t, i, sizes):
        return Piece(None, i + 5, lead="skip")
    number, of, year = int(figures[0]), int(figures[1]), full_year(figures[2])
    if not (1 <= number <= 31 and 1 <= of <= 12 and 1900 <= year <= 2100):
        return Piece(None, i + 5, lead="skip")
    return Piece(day(year, of, number), i + 5)


def _is_dotted_date(t: Tokens, i: int, sizes: list[int]) -> bool:
    """Whether full stops part a date, not the number of a clause: `01.04.25`, `1.4.2025`, `by 1.4.25`."""
    if t.words[i - 1] in v.BEFORE_NUMBER:
        return False
    large = int(t.words[i]) > 12
    return sizes[2] == 4 or sizes[:2] == [2, 2] or large or t.column or t.words[i - 1] in _BEFORE_DOTTED


def _read_two(t: Tokens, i: int, separator: str) -> Piece | None:
    first, second = t.words[i], t.words[i + 2]
    if not t.ends_free(i + 3) or len(first) > 2 or separator == ".":
        return None
    if (
        len(second) == 4
        and 1 <= int(first) <= 12
        and 1990 <= int(second) <= 2100
        and t.words[i - 1] not in v.BEFORE_NUMBER
    ):
        return Piece(month(int(second), int(first)), i + 3)
    number, of = int(first), int(second)
    if t.column and len(second) == 2 and 1 <= number <= 12 and of in _COLUMN_YEARS:
        return Piece(month(2000 + of, number), i + 3)
    if len(second) > 2 or separator != "/" or not (1 <= number <= 31 and 1 <= of <= 12) or t.words[i + 3] in v.COUNTED:
        return None
    if t.column or t.words[i - 1] in _UNTIL or t.words[i - 1] in v.WEEKDAYS:
        return Piece(Yearless(lambda y: day(y, of, number)), i + 3)
    return None


def read_day_month(t: Tokens, i: int) -> Piece | None:
    """Read `14 September 2020`, `14th of September`, `14-Sep-20`, `1-5 March 2024`, `1 and 2 March`."""
    number = _day_number(t, i)
    if number is None or not t.stands_free(i):
        return None
    first, j = number
    joined_to = _read_second_day(t, i, j)
    last, j = joined_to or (first, j)
    j += t.words[j] in ("of", "-", "/", ".") and (t.words[j] == "of" or t.glued(j))
    of = v.MONTHS.get(t.words[j])
    if of is None or (t.glued(j + 1) and t.is_word(j + 1)) or last < first:
        return None
    stop = past_stop(t, j + 1)
    value = Yearless(lambda y: _days(y, of, first, last))
    return dated(value, read_year_after(t, stop), j + 1, weak=False)


def _day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    if not t.is_number(i) or len(t.words[i]) > 2 or not 1 <= int(t.words[i]) <= 31:
        return None
    return int(t.words[i]), i + 1 + (t.words[i + 1] in ORDINAL_ENDINGS)


def _read_second_day(t: Tokens, i: int, j: int) -> tuple[int, int] | None:
    """Read `- 5`, `to 5`, and `and 2` after a 1: the last of several days of one month."""
    second = _day_number(t, j + 1)
    if second is None or t.words[j] not in ("-", "to", "and", "&", "/"):
        return None
    if t.words[j] in ("and", "&", "/") and t.words[i - 1] != "between" and second[0] != int(t.words[i]) + 1:
        return None
    return second


def read_listed_day(t: Tokens, i: int) -> Piece | None:
    """Read the 5 of `5 and 12 June 2025`, of `5, 12 and 19 June`: a date of its own, with the month of the last."""
    number = _day_number(t, i)
    if number is None or not t.stands_free(i) or t.words[i - 1] in v.BEFORE_NUMBER or t.words[i - 1] == "between":
        return None
    first, stop = number
    of = _month_of_list(t, first, stop)
    return Piece(Yearless(lambda y: day(y, of, first)), stop) if of else None


def _month_of_list(t: Tokens, before: int, j: int) -> int | None:
    """Return the month after a list of rising days that goes on at word j and ends in `and 12 June`."""
    sign = ""
    while t.words[j] in (",", "and", "&", "or"):
        sign = t.words[j]
        following = _day_number(t, j + 1)
        if following is None or following[0] <= before:
            return None
        before, j = following
    return v.MONTHS.get(t.words[j + (t.words[j] == "of")]) if sign not in ("", ",") else None


def _days(year: int, of: int, first: int, last: int) -> Span | None:
    begins, ends = day(year, of, first), day(year, of, last)
    return Span(begins.first, ends.last) if begins and ends else None


def read_weekday(t: Tokens, i: int) -> Piece | None:
    """Read `Monday 15 April 2024`, `Thursday, the 14th of March`, and `by Friday`, `next Tuesday`."""
    if t.glued(i) and t.is_word(i - 1):
        return None
    j = i + 1
    while t.words[j] in (",", "the", ".", "-"):
        j += 1
    dated_day = (read_numeric(t, j) or read_day_month(t, j)) if t.is_number(j) else None
    if dated_day:
        return dated_day
    if t.words[i - 1] not in ("by", "until", "before", "next", "this"):
        return None
    return Piece(_next_weekday(t, v.WEEKDAYS[t.words[i]]), i + 1)


def _next_weekday(t: Tokens, weekday: int) -> Span | None:
    if t.anchor is None or t.anchor.size < 10:
        return None
    return count_on(t.anchor, (weekday - t.anchor.earliest.weekday() - 1) % 7 + 1, "day")


def read_week(t: Tokens, i: int) -> Piece | None:
    """Read `week commencing 3 March 2025`, `w/c 03/03/25`, `week ending 7 March`, `the week of 3 March`: seven days."""
    short = t.words[i] in ("w", "wk") and t.words[i + 1] in "/." and t.glued(i + 2)
    j = i + (2 if short else 1)
    direction = _WEEK_FROM.get(t.words[j])
    if direction is None or t.words[i] not in ("w", "week", "wk", "weeks") or (len(t.words[j]) == 1 and not short):
        return None
    j += 1 + (t.words[j + 1] in (":", "the", "."))
    found = read_weekday(t, j) if t.words[j] in v.WEEKDAYS else read_numeric(t, j) or read_day_month(t, j)
    if found is None or found.lead == "skip":
        return None
    if isinstance(found.value, Yearless):
        return found._replace(value=found.value.changed(lambda span: seven_days(span, direction)))
    return found._replace(value=seven_days(found.value, direction) if isinstance(found.value, Span) else None)


def seven_days(span: Span, begins: bool) -> Span:
    """Return the week that begins, or ends, on a day."""
    days = timedelta(days=6)
    return from_days(span.earliest, span.earliest + days) if begins else from_days(span.earliest - days, span.earliest)
