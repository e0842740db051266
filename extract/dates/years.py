"""Years as councils print them: 2024, 2024/25, 23/24, FY24/25, 2022-27, the academic year 2023/24, next year."""

from __future__ import annotations

from typing import NamedTuple

from extract.dates import vocabulary as v
from extract.dates.spans import Span, Value, Year, YearKind, month
from extract.dates.tokens import Tokens

# Years printed in four digits; without a preposition, or in two digits, they must be nearer to our time.
_YEARS, _LIKELY_YEARS, _SHORT_YEARS = range(1900, 2101), range(1990, 2061), range(15, 61)
# A plan runs at most so long; `2020-2099` is no period.
_LONGEST_PLAN = 50
# `21/22` is a financial year only so near to the document's own date.
_NEAR = 15
# The month in which each kind of year begins.
_BEGINS = {YearKind.FINANCIAL: 4, YearKind.MUNICIPAL: 5, YearKind.ACADEMIC: 9}


class Piece(NamedTuple):
    """What was read up to word `stop`.

    `value` is None where the words name no date that can be reckoned. `weak`: a date only in a fitting context.
    `lead` says what the words themselves make of the date (`period`, `name`, `skip` …), empty where nothing.
    """

    value: Value | None
    stop: int
    weak: bool = False
    lead: str = ""


def full_year(digits: str) -> int:
    """Return the year of two or four digits: 24 is 2024, 98 is 1998."""
    number = int(digits)
    return number if len(digits) == 4 else number + (2000 if number < 70 else 1900)


def read_kind(t: Tokens, i: int) -> tuple[YearKind | None, int]:
    """Return which kind of year is named at word i (`financial year`, `FY`) and where the name stops."""
    size = v.longest(v.YEAR_KIND_PHRASES, t.words, i)
    return (v.YEAR_KINDS[tuple(t.words[i : i + size])], i + size) if size else (None, i)


def read_bare_short_year(t: Tokens, i: int) -> Piece | None:
    """Read the 25 of `by early 25`: two digits after a part of a year, where a word before says that a date comes."""
    before = t.words[i - 2]
    cued = before in v.YEAR_PREPOSITIONS or before in ("due", "target", "deadline", ":") or (t.column and i == 1)
    if not cued or len(t.words[i]) != 2 or not t.is_number(i) or int(t.words[i]) not in _SHORT_YEARS:
        return None
    return None if t.is_word(i + 1) or not t.ends_free(i + 1) else Piece(Year(2000 + int(t.words[i])), i + 1)


def _read_spoken_pair(t: Tokens, i: int) -> Piece | None:
    """Read `2025 to 26`, a financial year; not `2025 to 26 March`, not `from 2025 to 26 homes`."""
    if not (_is_year(t, i) and t.words[i + 1] == "to" and len(t.words[i + 2]) == 2 and t.is_number(i + 2)):
        return None
    follows = (int(t.words[i]) + 1) % 100 == int(t.words[i + 2]) and t.ends_free(i + 3)
    if not follows or t.words[i + 3] in v.COUNTED or t.words[i + 3] in v.MONTHS:
        return None
    named, stop = read_kind(t, i + 3)
    return Piece(Year(int(t.words[i]), named or YearKind.FINANCIAL), stop, lead="period")


def read_year_pair(t: Tokens, i: int, kind: YearKind | None = None) -> Piece | None:
    """Read `2023/24` (a financial year, since 24 follows 23), `2022-27` (a span), `2022-2023` (a span)."""
    if len(t.words[i]) != 4 or t.words[i + 1] not in ("-", "/") or not t.is_number(i + 2):
        return None
    before = t.stands_free(i) or kind or (t.words[i - 1] == "-" and t.words[i - 3] == "/")
    after = t.ends_free(i + 3) or (t.words[i + 3] == "-" and len(t.words[i + 4]) == 4 and t.words[i + 5] == "/")
    if not (t.is_number(i) and int(t.words[i]) in _YEARS and before and after):
        return None
    first, second = int(t.words[i]), t.words[i + 2]
    named, stop = read_kind(t, i + 3)
    value = _pair(first, second, named or kind, t.glued(i + 1) and t.glued(i + 2))
    is_month = isinstance(value, Span) and len(value.first) > 4
    return Piece(value, stop, lead="" if is_month else "period") if value else None


def _pair(first: int, second: str, kind: YearKind | None, glued: bool) -> Value | None:
    last = first - first % 10 ** len(second) + int(second)
    last += 10 ** len(second) if last < first and (first + 1) % 10 ** len(second) == int(second) else 0
    follows = last == first + 1
    if len(second) == 1:
        return Year(first, kind or YearKind.FINANCIAL) if follows and glued else None
    if follows and (len(second) == 2 or kind):
        return Year(first, kind or YearKind.FINANCIAL)
    if len(second) in (2, 4) and first < last <= first + _LONGEST_PLAN:
        return Span(f"{first:04}", f"{last:04}")
    return month(first, int(second)) if len(second) == 2 and glued and 1 <= int(second) <= 12 else None


def read_short_pair(t: Tokens, i: int, kind: YearKind | None = None) -> Piece | None:
    """Read `23/24`, a financial year; `23-24` only where a column or the words say that it is a year."""
    if len(t.words[i]) != 2 or not t.is_number(i) or not (t.glued(i + 1) and t.glued(i + 2)):
        return None
    if len(t.words[i + 2]) != 2 or not t.is_number(i + 2) or not (t.stands_free(i) or kind):
        return None
    first, second = int(t.words[i]), int(t.words[i + 2])
    named, stop = read_kind(t, i + 3)
    kind = kind or named
    separator = t.words[i + 1]
    if second != (first + 1) % 100 or not t.ends_free(i + 3):
        return None
    if separator == "/" or (separator == "-" and (kind or t.column)):
        return (
            Piece(Year(2000 + first, kind or YearKind.FINANCIAL), stop, lead="period")
            if kind or _is_near(t, first, i)
            else None
        )
    return None


def _is_near(t: Tokens, short: int, i: int) -> bool:
    if t.words[i - 1] in v.BEFORE_NUMBER or t.words[i + 3] in v.COUNTED:
        return False
    return short in _SHORT_YEARS and (t.anchor is None or abs(2000 + short - t.anchor.latest.year) <= _NEAR)


def read_named_year(t: Tokens, i: int) -> Piece | None:
    """Read a year after its kind: `financial year 2024/25`, `FY25` (ends in 2025), `academic year 2024-25`."""
    kind, j = read_kind(t, i)
    if kind is None or (i and t.is_word(i - 1) and t.glued(i)):
        return None
    j += t.words[j] in ("of", "(", "'", ":")
    pair = read_year_pair(t, j, kind) or read_short_pair(t, j, kind)
    if pair:
        return pair._replace(stop=_past_bracket(t, j, pair.stop))
    if t.is_number(j) and len(t.words[j]) in (2, 4) and t.ends_free(j + 1) and full_year(t.words[j]) in _YEARS:
        ends = full_year(t.words[j])
        kind = _kind_of_one(t, i, kind)
        return Piece(Year(ends if kind is YearKind.CALENDAR else ends - 1, kind), j + 1, lead="period")
    return None


def _kind_of_one(t: Tokens, i: int, kind: YearKind) -> YearKind:
    """Return the kind of a year named by one number: `FY` and *fiscal year* do not say when it begins."""
    return YearKind.FISCAL if v.longest(v.FISCAL_PHRASES, t.words, i) else kind


def _past_bracket(t: Tokens, j: int, stop: int) -> int:
    return stop + (t.words[j - 1] == "(" and t.words[stop] == ")")


def _is_year(t: Tokens, i: int) -> bool:
    return len(t.words[i]) == 4 and t.is_number(i) and int(t.words[i]) in _YEARS and t.stands_free(i)


def read_plain_year(t: Tokens, i: int) -> Piece | None:
    """Read a year alone, where nothing makes it a number, a law or a count: not `2030 homes`, `Care Act 2014`."""
    if not _is_year(t, i) or not t.ends_free(i + 1) or _is_numbered(t, i):
        return None
    number, prepared = int(t.words[i]), t.words[i - 1] in v.YEAR_PREPOSITIONS
    beside_number = (t.is_number(i - 1) and len(t.words[i - 1]) > 1) or (t.is_number(i + 1) and len(t.words[i + 1]) > 2)
    if beside_number or t.words[i - 1] in ("£", "$", "€", "#"):
        return None
    if t.words[i + 1] in v.COUNTED and not (prepared and number in range(2010, 2061) and t.words[i - 1] != "from"):
        return None
    named, stop = read_kind(t, i + 1)
    if named and named is not YearKind.CALENDAR:
        return Piece(Year(number - 1, _kind_of_one(t, i + 1, named)), stop, lead="period")
    if number not in _LIKELY_YEARS and not prepared and not t.column:
        return None
    return Piece(Year(number), stop, lead="name" if _is_in_name(t, i) else "")


def _is_numbered(t: Tokens, i: int) -> bool:
    """Whether the word before makes a number of it: `section 2024`, `about 2024`; not `until at least 2027`."""
    if t.words[i - 1] not in v.BEFORE_NUMBER:
        return False
    return not (t.words[i - 1] in v.CUE_SKIPPED and v.YEAR_PREPOSITIONS & {t.words[i - 2], t.words[i - 3]})


def _is_in_name(t: Tokens, i: int) -> bool:
    """Whether the year belongs to a name (`Vision 2030`, `the 2024 survey`): it says no time of its own."""
    before = t.words[i - 1]
    if t.column or not t.is_word(i - 1):
        return False
    described = before in v.ARTICLES and t.is_word(i + 1) and not t.is_capital(i + 1)
    return described or (t.is_capital(i - 1) and before not in v.BEFORE_BARE and not _speaks_of_time(before))


def _speaks_of_time(word: str) -> bool:
    return (
        word in v.LATE | v.EARLY | v.MIDDLE | v.END | v.START or word in v.FROM | v.AFTER | v.BEGIN | v.FINISH | v.PLAN
    )


def read_year(t: Tokens, i: int) -> Piece | None:
    """Read any year printed in figures at word i."""
    if not t.is_number(i):
        return read_named_year(t, i)
    return read_year_pair(t, i) or read_short_pair(t, i) or _read_spoken_pair(t, i) or read_plain_year(t, i)


def read_year_after(t: Tokens, i: int, short: bool = True) -> Piece | None:
    """Read the year that belongs to the month, season or quarter before word i: `, 2024`, `of 2024/25`, `'24`, `24`.

    `short`: two digits without an apostrophe count too. The year is always a Year (or None with no date to reckon by).
    """
    j = i + (t.words[i] in (",", "of", "(", "'", "-", "/", ".", "in") and _joins(t, i))
    j += t.words[j] == "'" and t.words[j - 1] in ("-", "of", ".", "(")
    pair = (
        read_year_pair(t, j, YearKind.FINANCIAL)
        if t.is_number(j)
        else read_named_year(t, j) or read_relative_year(t, j)
    )
    pair = pair or read_short_pair(t, j, YearKind.FINANCIAL if short else None)
    if pair and (pair.value is None or isinstance(pair.value, Year)):
        return pair._replace(stop=_past_bracket(t, j, pair.stop))
    if len(t.words[j]) == 4 and t.is_number(j) and int(t.words[j]) in _YEARS and _carries_on(t, j + 1):
        return Piece(Year(int(t.words[j])), _past_bracket(t, j, j + 1))
    if not (len(t.words[j]) == 2 and t.is_number(j) and _carries_on(t, j + 1)) or t.words[i] in (",", "of", "in", "."):
        return None
    marked = t.words[j - 1] == "'" and j > i
    if marked or (short and int(t.words[j]) in _SHORT_YEARS and not _is_clock(t, j + 1)):
        return Piece(Year(full_year(t.words[j])), _past_bracket(t, j, j + 1))
    return None


def _joins(t: Tokens, i: int) -> bool:
    """Whether a sign or word at i ties the year after it to what stands before: `Mar-25` yes, `March - 25 homes` no."""
    sign = t.words[i]
    if sign in ("-", "/", "."):
        return (t.glued(i) and t.glued(i + 1)) or (sign == "." and t.glued(i))
    if sign == "in":
        return t.is_number(i + 1) and len(t.words[i + 1]) == 4
    return True


def _carries_on(t: Tokens, stop: int) -> bool:
    return t.ends_free(stop) or (t.glued(stop) and t.words[stop] in "-/")


def _is_clock(t: Tokens, stop: int) -> bool:
    return t.words[stop] in ("am", "pm", ":", "noon", "hrs", "%") or t.words[stop] in v.COUNTED


def year_of_kind(t: Tokens, kind: YearKind, shift: int) -> Year | None:
    """Return this (shift 0), the next or the last year of a kind, seen from the document's date."""
    if t.anchor is None:
        return None
    number = t.anchor.earliest.year
    if kind in _BEGINS and t.anchor.size > 4:
        number -= t.anchor.earliest.month < _BEGINS[kind]
    return Year(number + shift, kind)


def read_shift(t: Tokens, i: int) -> tuple[int | None, int]:
    """Read `this`, `the current`, `the next`, `last` at word i: 0, 1 or -1, and where it stops."""
    j = i + (t.words[i] == "the")
    for words, shift in ((v.THIS, 0), (v.NEXT, 1), (v.LAST, -1)):
        if t.words[j] in words and (t.words[j] != "new" or j > i):
            coming = t.words[j + 1] == "coming"
            return (1 if coming else shift), j + 1 + coming
    return None, i


def read_relative_year(t: Tokens, i: int) -> Piece | None:
    """Read `this year`, `next year`, `the current financial year`, `last academic year`."""
    shift, j = read_shift(t, i)
    if shift is None:
        return None
    kind, stop = read_kind(t, j)
    if kind is None and t.words[j] == "year" and not (shift and t.words[i] == "the"):
        kind, stop = YearKind.CALENDAR, j + 1
    return Piece(year_of_kind(t, kind, shift), stop) if kind else None
