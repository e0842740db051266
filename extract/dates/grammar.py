"""The grammar of a date: parts of a stretch, ranges, open ends, and where in a text to look for them."""

from __future__ import annotations

from collections.abc import Callable

from extract.dates import figures, names, relative, years
from extract.dates import spans as s
from extract.dates import vocabulary as v
from extract.dates.roles import Tense, read_tense
from extract.dates.spans import Span, Value, Year, Yearless
from extract.dates.tokens import Tokens
from extract.dates.years import Piece

Reader = Callable[[Tokens, int], Piece | None]
_TO = ("-", "to", "until", "till", "/", "through", "up")
# Weeks and days do not divide a month evenly.
_BY_WEEKS, _BY_DAYS = 0, -1
_PART_OF_PART = ("part", "half", "stages", "days", "weeks", "months")


def read_point(t: Tokens, i: int) -> Piece | None:
    """Read one date or stretch of time at word i, its part included (`end of March 2024`)."""
    if t.is_number(i):
        return _first(t, i, _FIGURE_READERS)
    return _first(t, i, _READERS.get(t.words[i], ()))


def _first(t: Tokens, i: int, readers: tuple[Reader, ...]) -> Piece | None:
    for read in readers:
        found = read(t, i)
        if found:
            return found
    return None


def read_year_first(t: Tokens, i: int) -> Piece | None:
    """Read a year with what belongs to it after it: `2024/25 Q3`, `2022-23 winter`, `2025-Mar`; or the year alone."""
    year = years.read_year(t, i)
    if year is None or not isinstance(year.value, Year):
        return year
    j = year.stop + (t.words[year.stop] in ("-", ",", ":", "("))
    if t.words[year.stop] == "year" and t.words[year.stop + 1 + (t.words[year.stop + 1] == "-")] == "end":
        ends = _apply(year.value, s.end)
        return Piece(ends, year.stop + 2 + (t.words[year.stop + 1] == "-"))
    inner = names.read_quarter(t, j)
    if inner is None and (year.value.kind is not s.YearKind.CALENDAR or t.words[i - 1] == "the"):
        inner = names.read_season(t, j) if j == year.stop else None
    if inner is None or not isinstance(inner.value, Yearless):
        return year
    return Piece(inner.value.within(year.value), inner.stop + (t.words[j - 1] == "(" and t.words[inner.stop] == ")"))


def read_part(t: Tokens, i: int) -> Piece | None:
    """Read `end of March 2024`, `mid-2025`, `early in 2025`, `mid to late 2024`, `the start of next year`."""
    change, j = _read_change(t, i)
    if change is None:
        return None
    k = j
    while k < j + 3 and t.words[k] in ("to", "-", "/", "or"):
        k += 1
    second, k = _read_change(t, k) if k > j else (None, j)
    k = j if second is None else k
    whole = _read_whole(t, k, near=j == i + 1 and second is None, begins=change is s.start)
    if whole is None and k == i + 1:
        whole = years.read_bare_short_year(t, k)
    if whole is None:
        return None
    first = _apply(whole.value, change)
    last = _apply(whole.value, second) if second else first
    value = first if second is None else join(first, last)
    return Piece(value, whole.stop, weak=whole.weak)


def _read_change(t: Tokens, i: int) -> tuple[s.Change | None, int]:
    """Read the word for a part of a stretch, up to the stretch: `end of`, `early`, `mid-`, `the latter part of`."""
    word = t.words[i]
    changes = ((v.END, s.end), (v.START, s.start), (v.EARLY, s.early), (v.MIDDLE, s.middle), (v.LATE, s.late))
    change = next((change for words, change in changes if word in words), None)
    if word == "latter" and t.words[i + 1] == "part":
        change = s.late
    if change is None or (t.glued(i) and t.is_word(i - 1)):
        return None, i
    j = i + 1 + (t.words[i + 1] in _PART_OF_PART and t.words[i + 2] in ("of", "in"))
    if t.words[j] == "-" and t.words[j + 1] in ("of", "to"):
        return change, j if t.words[j + 1] == "to" else j + 1 + (t.words[j + 2] == "-") + 1
    if t.words[j] == "-" and t.words[j + 1] != "to":
        j += 1
    return change, j + (t.words[j] in ("of", "in", "on"))


def _read_whole(t: Tokens, j: int, near: bool, begins: bool = False) -> Piece | None:
    """Read the stretch that a part is taken of; after `end of` also `the year`, `term`, `the month`.

    `begins`: its start is meant, so that, unless the words look back, it is one that has not begun.
    """
    j += t.words[j] in ("this", "our") and t.words[j + 1] in ("financial", "fiscal") and t.anchor is None
    k = j + (t.words[j] == "the")
    if t.words[k] in v.EVERY:
        k += t.words[k + 1] in ("financial", "academic", "calendar", "school")
        return Piece(None, k + 1 + (t.words[k + 1] in v.UNITS))
    whole = read_point(t, k) or relative.read_this(t, j)
    if whole and whole.lead == "name":
        whole = whole._replace(lead="")
    if whole is None and not near:
        found = relative.unit_span(t, k, 0)
        if begins and found and _has_begun(t, found[0]) and read_tense(t, j, found[1]) is not Tense.PAST:
            found = relative.unit_span(t, k, 1)
        whole = Piece(found[0], found[1]) if found and not _is_adjective(t, j, k, found[1]) else None
    if whole is None and t.words[k] in v.SEASONS:
        whole = names.read_season(t, k)
    return whole


def _has_begun(t: Tokens, value: Value | None) -> bool:
    whole = as_span(value)
    return whole is not None and t.anchor is not None and whole.earliest < t.anchor.earliest


def _is_adjective(t: Tokens, j: int, k: int, stop: int) -> bool:
    return j == k and t.words[stop] in v.AFTER_ADJECTIVE


def _apply(value: Value | None, change: s.Change) -> Span | Yearless | None:
    if isinstance(value, Yearless):
        return value.changed(change)
    if isinstance(value, Year) and value.kind is s.YearKind.FISCAL:
        return value.span  # nobody says when it begins or ends
    whole = as_span(value)
    return change(whole) if whole else None


def as_span(value: Value | None) -> Span | None:
    """Return the span of a year or a span; None for anything whose year is not known."""
    return value.span if isinstance(value, Year) else value if isinstance(value, Span) else None


def read_year_end(t: Tokens, i: int) -> Piece | None:
    """Read `year end`, `year-end 2024`, `month end`, `the financial year end`; not `year end accounts`."""
    kind, j = years.read_kind(t, i)
    found = relative.unit_span(t, i, 0) if kind or t.words[i] in ("year", "month", "quarter", "term") else None
    if found is None or (t.glued(i) and t.is_word(i - 1)):
        return None
    value, j = found
    j += t.words[j] == "-"
    if t.words[j] != "end" or t.words[j + 1] in v.AFTER_ADJECTIVE or t.words[i - 1] in v.EVERY:
        return None
    year = years.read_year_after(t, j + 1)
    if year and isinstance(year.value, Year):
        return Piece(s.end(year.value.span), year.stop)
    whole = as_span(value)
    return Piece(s.end(whole) if whole else None, j + 1)


def read_nth(t: Tokens, i: int) -> Piece | None:
    """Read `first half of 2024`, `second quarter of 2024/25`, `last week of March`, `1st quarter`."""
    number, j = _ordinal(t, i)
    j += t.words[j] == "working" and t.words[j + 1] == "day"
    size = {"half": 2, "third": 3, "quarter": 4, "month": 12, "week": _BY_WEEKS, "day": _BY_DAYS}.get(t.words[j])
    if number is None or size is None:
        return None
    j += 1 + (t.words[j + 1] in ("of", "in"))
    whole = _read_whole(t, j, near=t.words[j - 1] not in ("of", "in"))
    if whole is None or whole.value is None:
        return Piece(None, whole.stop if whole else j) if size == 4 and t.words[j - 1] == "quarter" else whole
    if isinstance(whole.value, Yearless):
        inner = whole.value
        return Piece(Yearless(lambda year: _nth(inner.in_year(year), number, size)), whole.stop, whole.weak)
    return Piece(_nth(as_span(whole.value), number, size), whole.stop)


def read_first_months(t: Tokens, i: int) -> Piece | None:
    """Read `first six months of 2025`, `the last three months of 2024/25`."""
    ordinal, j = _ordinal(t, i)
    number, j = relative.read_number(t, j)
    if ordinal not in (1, -1) or not number or t.words[j] != "months" or t.words[j + 1] not in ("of", "in"):
        return None
    year = years.read_year(t, j + 2) or years.read_relative_year(t, j + 2)
    whole = as_span(year.value) if year else None
    if year is None or whole is None or whole.latest is None or number > 12:
        return None
    first = whole.earliest.month if ordinal == 1 else whole.latest.month - number + 1
    begins = whole.earliest.year if ordinal == 1 else whole.latest.year
    return Piece(s.months(begins, first, first + number - 1), year.stop)


def _ordinal(t: Tokens, i: int) -> tuple[int | None, int]:
    if t.is_number(i) and t.words[i + 1] in ("st", "nd", "rd", "th"):
        return int(t.words[i][:2]), i + 2
    return v.ORDINALS.get(t.words[i]), i + 1


def _nth(span: Span | None, number: int, size: int) -> Span | None:
    if span is None or span.latest is None:
        return None
    if size > 0:
        return s.part(span, number, size)
    if size == _BY_DAYS:
        return {1: s.point(span.earliest.isoformat()), -1: s.point(span.latest.isoformat())}.get(number)
    if len(span.first) != 7 or span.first != span.last:
        return None
    first = span.latest.day - 6 if number == -1 else 7 * number - 6
    if not 1 <= first <= span.latest.day - 6:
        return None
    return s.from_days(span.earliest.replace(day=first), span.earliest.replace(day=first + 6))


def join(first: Span | Yearless | None, last: Span | Yearless | None) -> Span | Yearless | None:
    """Join two dates to one stretch; one year serves both, so that the second does not precede the first."""
    if isinstance(first, Span) and isinstance(last, Span):
        return s.joined(first, last)
    if isinstance(first, Yearless) and isinstance(last, Span):
        years_back = (last.earliest.year, last.earliest.year - 1)
        earlier = (first.in_year(year) for year in years_back)
        return next((s.joined(e, last) for e in earlier if e and e.earliest <= last.earliest), None)
    if isinstance(last, Yearless) and first is not None:
        following = last
        if isinstance(first, Span):
            return _join_following(first, following)
        return Yearless(lambda year: _join_following(first.in_year(year), following), _financial_join(first, following))
    return None


def _financial_join(first: Yearless, last: Yearless) -> Callable[[int], Span | None] | None:
    if first.in_financial is None or last.in_financial is None:
        return None
    begins, ends = first.in_financial, last.in_financial

    def in_financial(year: int) -> Span | None:
        a, b = begins(year), ends(year)
        return s.joined(a, b) if a and b else None

    return in_financial


def _join_following(first: Span | None, last: Yearless) -> Span | None:
    if first is None or first.latest is None:
        return None
    later = (last.in_year(year) for year in (first.earliest.year, first.earliest.year + 1))
    return next((s.joined(first, span) for span in later if span and span.earliest >= first.earliest), None)


def _everything() -> dict[str, tuple[Reader, ...]]:
    """Return, for each word with which a date can begin, the readers to try, in order."""
    table: dict[str, tuple[Reader, ...]] = {}

    def add(words: object, *readers: Reader) -> None:
        for word in words:  # type: ignore[attr-defined]  # any collection of words
            table[word] = table.get(word, ()) + readers

    add(v.EARLY | v.MIDDLE | v.LATE | v.END | v.START | {"latter"}, read_part)
    add(v.ORDINALS, read_nth, read_first_months)
    add(v.REST | v.EARLIER, relative.read_rest)
    add(v.MONTHS, names.read_month)
    add(v.SEASONS, names.read_season)
    add(("q", "qtr", "quarter", "h", "half"), names.read_quarter)
    add(("half",), names.read_half_term)
    add({phrase[0] for phrase in v.FEASTS}, names.read_feast)
    add(("new",), names.read_new_year)
    add(v.WEEKDAYS, figures.read_weekday)
    add(("week", "w", "wk", "weeks"), figures.read_week)
    add({*v.YEAR_KIND_PHRASES, "year", "month", "quarter", "term"}, read_year_end)
    add(v.YEAR_KIND_PHRASES, years.read_named_year)
    add(
        ("over", "in", "within", "during", "for", "throughout", "through", "across", "the", *v.NEXT, *v.LAST),
        relative.read_count,
    )
    add(("in", *v.NUMBERS), relative.read_distance)
    add(("the", *v.THIS, *v.NEXT, *v.LAST), relative.read_this)
    add(("today", "tomorrow", "yesterday", "now"), relative.read_today)
    return table


_READERS = _everything()
_FIGURE_READERS: tuple[Reader, ...] = (
    figures.read_numeric,
    figures.read_day_month,
    figures.read_listed_day,
    read_nth,
    read_first_months,
    relative.read_distance,
    read_year_first,
)
FIRST_WORDS = frozenset(_READERS)
