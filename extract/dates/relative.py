"""Dates told from the document's own: over the next five months, within 28 days, last summer, two years ago."""

from __future__ import annotations

from datetime import timedelta

from extract.dates import vocabulary as v
from extract.dates.anchor import Anchor, count_on, read_anchor, stretch
from extract.dates.figures import read_day_month, read_numeric
from extract.dates.names import read_feast, read_half_term, read_month, read_season
from extract.dates.roles import Tense, read_tense
from extract.dates.spans import Span, Year, Yearless, from_days, months
from extract.dates.tokens import Tokens
from extract.dates.years import Piece, read_kind, read_relative_year, read_shift, read_year, year_of_kind

_OVER = ("over", "in", "within", "during", "for", "throughout", "through", "across")
_ANCHORED = ("of", "from", "after", "following")
_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1}


def read_count(t: Tokens, i: int) -> Piece | None:
    """Read `over the next five months`, `within 28 days`, `in the past two years`, `next 18 months`."""
    lead = t.words[i] if t.words[i] in _OVER else ""
    j = i + bool(lead)
    article = t.words[j] == "the" or (t.words[j] in ("our", "this") and t.words[j + 1] in v.NEXT)
    shift, j = read_shift(t, j + (article and t.words[j] != "the"))
    if shift == 0 or (shift is None and lead != "within") or t.words[j - 1] == "new":
        return None
    number, vague, j = _number(t, j, one=bool(article or lead == "within"))
    unit = v.UNITS.get(t.words[j])
    if number is None or unit is None:
        return None
    stop = j + 1
    if shift is not None and t.words[stop] in ("of", "in"):
        return None  # "in the last week of March"
    role = "deadline" if lead in ("in", "within") and shift != -1 else "past" if shift == -1 else "period"
    if vague or (t.words[j - 1] == "following" and lead not in ("over", "within")):
        return Piece(None, stop, lead=role)
    if shift is None and t.words[stop] in _ANCHORED:
        return _counted_from(t, stop, number, unit)
    return Piece(_stretch(t.anchor, -number if shift == -1 else number, unit), stop, lead=role)


def _stretch(anchor: Anchor | None, number: int, unit: str) -> Span | None:
    return stretch(anchor, number, unit) if anchor else None


def _counted_from(t: Tokens, stop: int, number: int, unit: str) -> Piece:
    """Read what a time is counted from: this paper, a printed date, or something whose date is not said."""
    if size := v.longest(v.THIS_PAPER, t.words, stop + 1):
        return Piece(_stretch(t.anchor, number, unit), stop + 1 + size, lead="deadline")
    found = _read_printed(t, stop + 1)
    if found is None:
        return Piece(None, stop, lead="deadline")
    return Piece(_stretch(_anchored(found), number, unit), found.stop, lead="deadline")


def _read_printed(t: Tokens, i: int) -> Piece | None:
    i += t.words[i] == "the"
    found = read_numeric(t, i) or read_day_month(t, i) if t.is_number(i) else read_month(t, i)
    return found if found and isinstance(found.value, Span) else None


def _anchored(found: Piece) -> Anchor | None:
    return read_anchor(found.value.edtf) if isinstance(found.value, Span) else None


def _number(t: Tokens, i: int, one: bool) -> tuple[int | None, bool, int]:
    """Read a number, the outer of two (`12-18`), or a word like `few`; with `one`, no number at all is one."""
    j = i + (t.words[i] == "a" and t.words[i + 1] in v.NOT_COUNTED)
    if t.words[j] in v.NOT_COUNTED:
        return 0, True, j + 1 + (t.words[j + 1] == "of")
    found, j = read_number(t, i)
    if found is None:
        return (1, False, i) if one and t.words[i] in v.UNITS else (None, False, i)
    if t.words[j] in ("-", "to", "or", "/"):
        outer, stop = read_number(t, j + 1)
        if outer is not None:
            found, j = max(found, outer), stop
    j += t.words[j] in ("calendar", "working", "full", "financial", "academic", "school", "-")
    return found, False, j


def read_number(t: Tokens, i: int) -> tuple[int | None, int]:
    """Read a whole number in figures or words: `28`, `three`, `twenty-eight`."""
    if t.is_number(i):
        return (int(t.words[i]), i + 1) if len(t.words[i]) <= 4 else (None, i)
    number = v.NUMBERS.get(t.words[i])
    if number is None:
        return None, i
    more = i + 1 + (t.words[i + 1] == "-")
    if (
        number >= 20
        and number % 10 == 0
        and 1 <= v.NUMBERS.get(t.words[more], 0) <= 9
        and t.words[more] not in ("a", "an")
    ):
        return number + v.NUMBERS[t.words[more]], more + 1
    return number, i + 1


def read_distance(t: Tokens, i: int) -> Piece | None:
    """Read `two years ago`, `in six months' time`, `three months from now`, and `12 months from approval` (no date)."""
    j = i + (t.words[i] == "in")
    number, stop = read_number(t, j)
    unit = v.UNITS.get(t.words[stop])
    if number is None or unit is None:
        return None
    stop += 1
    if t.words[stop] == "ago":
        return Piece(count_on(t.anchor, -number, unit) if t.anchor else None, stop + 1, lead="past")
    stop += t.words[stop : stop + 3] == ["'", "s", "time"]
    if (t.words[stop] in ("'", "s") and t.words[stop + 1] == "time") or t.words[stop : stop + 2] == ["from", "now"]:
        return Piece(count_on(t.anchor, number, unit) if t.anchor else None, stop + 2)
    if t.words[stop] == "time" and j > i:
        return Piece(count_on(t.anchor, number, unit) if t.anchor else None, stop + 1)
    if j > i and t.words[stop] not in ("of", "-", "or") and read_tense(t, i, stop) is Tense.FUTURE:
        return Piece(count_on(t.anchor, number, unit) if t.anchor else None, stop)
    if t.words[stop] not in ("from", "after", "following") or j > i:
        return None
    if found := _read_printed(t, stop + 1):
        anchor = _anchored(found)
        return Piece(count_on(anchor, number, unit) if anchor else None, found.stop)
    if size := v.longest(v.THIS_PAPER, t.words, stop + 1):
        return Piece(count_on(t.anchor, number, unit) if t.anchor else None, stop + 1 + size, lead="deadline")
    return Piece(None, stop + 1) if t.is_word(stop + 1) and t.words[stop + 1] not in v.MONTHS else None


def read_this(t: Tokens, i: int) -> Piece | None:
    """Read `next year`, `this term`, `last quarter`, `next March`, `this coming summer`."""
    year = read_relative_year(t, i)
    if year:
        return year
    shift, j = read_shift(t, i)
    if shift is None:
        return None
    named = read_month(t, j) or read_season(t, j) or read_feast(t, j) or read_half_term(t, j)
    if named and isinstance(named.value, Yearless) and named.weak:
        return Piece(nearest(named.value, t.anchor, shift), named.stop)
    if t.words[i] == "the" and shift and t.words[j] not in ("quarter", "term", "month") and t.words[j - 1] != "coming":
        return None
    found = unit_span(t, j, shift)
    return Piece(found[0], found[1]) if found and t.words[found[1]] != "of" else None


def nearest(value: Yearless, anchor: Anchor | None, shift: int) -> Span | None:
    """Return the next (1), the last (-1) or the present or nearest (0) of a yearless date."""
    if anchor is None or value.in_financial is not None:
        return None
    here = anchor.latest.year
    spans = [span for span in spans_about(value, here) if span.latest]
    ends = [span.latest or span.earliest for span in spans]
    if shift > 0:
        return next((span for span in spans if span.earliest > anchor.latest), None)
    if shift < 0:
        return next((span for span, last in zip(spans[::-1], ends[::-1], strict=True) if last < anchor.earliest), None)
    return min(spans, key=lambda span: _distance(span, anchor), default=None)


def spans_about(value: Yearless, year: int) -> list[Span]:
    """Return a yearless date in the years about one, further off only where it is rare (29 February)."""
    near = [span for y in range(year - 2, year + 3) if (span := value.in_year(y))]
    return near if len(near) > 2 else [span for y in range(year - 8, year + 9) if (span := value.in_year(y))]


def _distance(span: Span, anchor: Anchor) -> int:
    latest = span.latest or span.earliest
    if span.earliest <= anchor.latest and anchor.earliest <= latest:
        return 0
    return min(abs((span.earliest - anchor.latest).days), abs((anchor.earliest - latest).days))


def unit_span(t: Tokens, i: int, shift: int) -> tuple[Span | Year | None, int] | None:
    """Read a unit of time at word i (week, quarter, term, year …) and return this, the next or the last one."""
    kind, stop = read_kind(t, i)
    if kind is not None:
        return year_of_kind(t, kind, shift), stop
    word = t.words[i]
    if word not in ("week", "month", "quarter", "term", "year", "decade") or t.is_number(i + 1):
        return None
    return (_unit(t.anchor, word, shift) if t.anchor else None), i + 1


def _unit(anchor: Anchor, word: str, shift: int) -> Span | Year | None:
    here = anchor.earliest
    if word == "year":
        return Year(here.year + shift)
    if word == "decade":
        begins = here.year - here.year % 10 + 10 * shift
        return Span(f"{begins:04}", f"{begins + 9:04}")
    if anchor.size == 4 or (word == "week" and anchor.size < 10):
        return None
    if word == "month":
        return months(here.year, here.month + shift, here.month + shift)
    if word == "quarter":
        first = (here.month - 1) // 3 * 3 + 1 + 3 * shift
        return months(here.year, first, first + 2)
    if word == "term":
        return _term(anchor, shift)
    monday = here - timedelta(days=here.weekday()) + timedelta(days=7 * shift)
    return from_days(monday, monday + timedelta(days=6))


def _term(anchor: Anchor, shift: int) -> Span | None:
    here = anchor.earliest
    terms = sorted(v.SCHOOL_TERMS.values())
    spans = [months(y, first, last) for y in (here.year - 1, here.year, here.year + 1) for first, last in terms]
    now = next((n for n, span in enumerate(spans) if span.earliest <= here and (span.latest or here) >= here), None)
    if now is not None:
        return spans[now + shift]
    if shift == 0:
        return None  # August is in no term
    following = next(n for n, span in enumerate(spans) if span.earliest > here)
    return spans[following if shift > 0 else following - 1]


def read_rest(t: Tokens, i: int) -> Piece | None:
    """Read `later this year`, `the rest of 2024/25`, `earlier in the year`: cut at the document's date."""
    ahead = t.words[i] in v.REST
    j = i + 1 + (t.words[i + 1] in ("in", "of", "on"))
    j += t.words[j] == "in" and t.words[j - 1] == "on"
    found = read_this(t, j) or (read_year(t, j) if j > i + 1 else None)
    if found is None:
        j += t.words[j] in ("the", "this")
        unit = unit_span(t, j, 0) if j > i + 1 else None
        found = Piece(unit[0], unit[1]) if unit else None
    if found is None:
        return None
    whole = found.value.span if isinstance(found.value, Year) else found.value
    if not isinstance(whole, Span) or t.anchor is None:
        return found._replace(value=None)
    return found._replace(value=cut(whole, t.anchor, ahead))


def cut(span: Span, anchor: Anchor, ahead: bool) -> Span:
    """Return the part of a span from the document's date on, or up to it; the whole where it lies elsewhere."""
    if (
        span.latest is None
        or not span.earliest <= anchor.latest
        or not anchor.earliest <= span.latest
        or anchor.size == 4
    ):
        return span
    here = anchor.earliest.isoformat()[:7]
    if ahead:
        return Span(here, span.latest.isoformat()[: max(7, len(span.last))])
    return Span(span.earliest.isoformat()[: max(7, len(span.first))], here)


def read_today(t: Tokens, i: int) -> Piece | None:
    """Read `today`, `tomorrow`, `yesterday`, where the document's day is known, and the `now` of `from now until …`."""
    if t.words[i] == "now":
        joins = t.words[i + 1] in ("and", "to", "until", "till") and t.words[i - 1] in ("between", "from")
        return Piece(t.anchor.span, i + 1) if t.anchor and joins else None
    shift = _DAYS[t.words[i]]
    if t.anchor is None or t.anchor.size < 10 or t.words[i + 1] == "'":
        return None
    return Piece(count_on(t.anchor, shift, "day"), i + 1)
