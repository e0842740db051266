"""Dates with the words that open or close them, and the words that name no date: from … to, since, onwards, asap."""

from __future__ import annotations

from extract.dates import spans as s
from extract.dates import vocabulary as v
from extract.dates.grammar import FIRST_WORDS, as_span, join, read_point
from extract.dates.names import ORDINAL_ENDINGS, dated
from extract.dates.relative import read_number
from extract.dates.spans import Span, Value, Yearless
from extract.dates.tokens import Tokens
from extract.dates.years import Piece, read_year_after

_LEADS = v.FROM | v.SINCE | v.AFTER | {"between"}
_HOW_FAR_BACK = 4


def read_phrase(t: Tokens, i: int) -> Piece | None:
    """Read a whole expression at word i: a date, a range, an open stretch, or words without a date."""
    return _read_vague(t, i) or _read_frequency(t, i) or _read_led(t, i) or _read_range(t, i)


def _read_vague(t: Tokens, i: int) -> Piece | None:
    size = v.longest(v.VAGUE, t.words, i)
    if t.column and not size and (i == 0 or t.words[i - 1] in ("/", "(", ",", ";", "-")):
        size = v.longest(v.VAGUE_IN_COLUMN, t.words, i)
        if not size and t.words[i] in ("year", "years", "yr", "phase", "y") and t.is_number(i + 1):
            return Piece(None, _past_numbers(t, i + 1)) if len(t.words[i + 1]) <= 2 else None
        size = size if not t.is_word(i + size) or t.words[i + size] in ("to", "and", "or", "from", "until", "by") else 0
    if (
        not size
        or (t.glued(i) and (t.is_word(i - 1) or t.is_number(i - 1)))
        or (t.glued(i + size) and t.is_word(i + size))
    ):
        return None
    return Piece(None, i + size)


def _past_numbers(t: Tokens, i: int) -> int:
    while t.is_number(i) or (t.words[i] in ("-", "to", "and", "/", "&") and t.is_number(i + 1)):
        i += 1
    return i


def _read_frequency(t: Tokens, i: int) -> Piece | None:
    """Read `every six weeks`, `each September`, `twice a year`, `6 weekly`, and in a column `1-5 years`."""
    if t.words[i] in v.EVERY:
        number, j = read_number(t, i + 1)
        j += t.words[j] in ("financial", "other", "calendar", "-")
        known = t.words[j] in v.UNITS or (number is None and (t.words[j] in v.MONTHS or t.words[j] in v.SEASONS))
        return Piece(None, j + 1) if known or t.words[j] in v.WEEKDAYS else None
    if t.words[i] in v.TIMES or t.words[i] == "per":
        j = i + 1 + (t.words[i] != "per")
        return Piece(None, j + 1) if t.words[j - 1] in ("a", "per", "each", "every") and t.words[j] in v.UNITS else None
    number, j = read_number(t, i)
    if number is None or t.words[i] in ("a", "an"):
        return None
    if t.words[j + (t.words[j] == "-")] in ("weekly", "monthly", "yearly"):
        return Piece(None, j + 1 + (t.words[j] == "-"))
    return _read_duration(t, i, j) if t.column else None


def _read_duration(t: Tokens, i: int, j: int) -> Piece | None:
    """Read a length of time that fills a cell of a deadline column: it says no date, since it has no beginning."""
    if t.words[j] in ("-", "to", "or"):
        outer, stop = read_number(t, j + 1)
        j = j if outer is None else stop
    j += t.words[j] in ("+", "-")
    if t.words[j] not in v.UNITS or (i and t.words[i - 1] not in ("(", "/", ",", ";")) or t.words[j + 1] == "ago":
        return None
    return Piece(None, j + 1) if t.words[j + 1] not in ("from", "after", "following", "'") else None


def _read_led(t: Tokens, i: int) -> Piece | None:
    """Read what opens with `from`, `since`, `between`, `after`, `post-`."""
    word = t.words[i]
    if word not in _LEADS or (t.glued(i) and t.is_word(i - 1)):
        return None
    j = i + 1 + (t.words[i + 1] in ("-", "from", ":"))
    j += t.words[j] in ("the", "around", "about", "early") and t.words[j] != "early" and read_point(t, j) is None
    first = read_point(t, j)
    if first is None or first.lead in ("skip", "past", "deadline") or (first.lead == "period" and first.value is None):
        return None
    if word == "between":
        return _read_between(t, first)
    if word in v.AFTER:
        return _changed(first, s.after, "start")
    if word in v.SINCE:
        return _changed(first, s.opened, "past")
    return _read_from(t, i, j, first)


def _read_from(t: Tokens, i: int, j: int, first: Piece) -> Piece | None:
    if _slips_from(t, i):
        return Piece(None, j, lead="skip")
    if _is_day_range(t, j):
        return first._replace(lead="period")
    whole = _continue(t, first, t.words[i])
    if whole is not None:
        return whole._replace(lead="period")
    if t.words[i - 1] in v.DATED_THINGS or t.words[i] not in v.FROM:
        return Piece(None, j, lead="skip")
    if t.words[i] in ("starting", "commencing", "beginning"):
        return Piece(None, j, lead="skip")
    size = v.longest(v.OPEN_PHRASES, t.words, first.stop)
    return _changed(first._replace(stop=first.stop + size), s.opened, "start")


def _is_day_range(t: Tokens, j: int) -> bool:
    """Whether word j begins `1 to 31 October`, read already as one stretch."""
    return (
        len(t.words[j]) <= 2
        and t.is_number(j)
        and t.words[j + 1 + (t.words[j + 1] in ORDINAL_ENDINGS)] in ("to", "-", "until")
    )


def _slips_from(t: Tokens, i: int) -> bool:
    """Whether word i is the `from` of a slip, `deferred from March to June`: two dates, not a range."""
    return t.words[i] == "from" and not v.SLIP.isdisjoint(t.words[max(0, i - _HOW_FAR_BACK) : i])


def _read_between(t: Tokens, first: Piece) -> Piece | None:
    second = read_point(t, _past_article(t, first.stop + 1)) if t.words[first.stop] in ("and", "&", "to", "-") else None
    return (_joined(first, second) if second else None) or first._replace(lead="period")


def _past_article(t: Tokens, i: int) -> int:
    return i + (t.words[i] == "the" and t.words[i + 1] in FIRST_WORDS and read_point(t, i) is None)


def _read_range(t: Tokens, i: int) -> Piece | None:
    """Read a date, the date it runs to, and an open end after it."""
    first = read_point(t, i)
    if first is None or first.lead == "skip" or first.value is None:
        return first
    whole = (None if _slips_from(t, i - 1) else _continue(t, first, "")) or first
    whole = _read_past_quarter(t, whole) or whole
    size = v.longest(v.OPEN_PHRASES, t.words, whole.stop)
    size = size or int(t.words[whole.stop] == "+" and t.glued(whole.stop))
    return _changed(whole._replace(stop=whole.stop + size), s.opened, "start") if size else whole


def _read_past_quarter(t: Tokens, whole: Piece) -> Piece | None:
    """Read the year after a quarter that explains the months: `Jan-Mar (Q4) 2025`."""
    i = whole.stop
    if not isinstance(whole.value, Yearless) or t.words[i : i + 2] != ["(", "q"] or t.words[i + 3] != ")":
        return None
    year = read_year_after(t, i + 4)
    return dated(whole.value, year, whole.stop, lead=whole.lead) if year else None


def _continue(t: Tokens, first: Piece, lead: str) -> Piece | None:
    """Read on from a first date to the last of its range: `- June 2024`, `to 2028`, `/November 2023`, `until 2026`."""
    i = first.stop
    word = t.words[i]
    if first.value is None or (
        word not in ("-", "to", "/", "until", "till", "through", "up") and not _are_neighbours(t, first)
    ):
        return None
    if word == "-" and t.words[i + 1] == ">":
        return None
    j = i + 1 + (t.words[i + 1] == "to" and word in ("through", "up")) + (t.words[i + 1] == "-")
    j += t.words[j] in ("the",) and read_point(t, j) is None
    second = read_point(t, j)
    if second is None or second.value is None or second.lead in ("skip", "past", "deadline"):
        return None
    if word in ("through", "up", "until", "till") and not lead and first.weak and second.weak:
        return None
    if word == "-" and second.weak and t.is_word(second.stop) and not t.glued(i):
        return None
    return _joined(first, second)


def _are_neighbours(t: Tokens, first: Piece) -> bool:
    """Whether `and` joins two months or quarters that follow each other: `September and October` is one stretch."""
    i = first.stop
    here, there = v.MONTHS.get(t.words[i - 1]), v.MONTHS.get(t.words[i + 1])
    return t.words[i] in ("and", "&", "or") and first.weak and here is not None and there == here % 12 + 1


def _joined(first: Piece, second: Piece) -> Piece | None:
    begins, ends = _plain(first.value), _plain(second.value)
    value = join(begins, ends)
    return Piece(value, second.stop, first.weak and second.weak, "period") if value is not None else None


def _plain(value: Value | None) -> Span | Yearless | None:
    return value if isinstance(value, Yearless) else as_span(value)


def _changed(piece: Piece, change: s.Change, lead: str) -> Piece:
    value = piece.value
    if isinstance(value, Yearless):
        return piece._replace(value=value.changed(change), weak=False, lead=lead)
    whole = as_span(value)
    return piece._replace(value=change(whole) if whole else None, weak=False, lead=lead)


_VAGUE_WORDS = {*v.VAGUE, *v.EVERY, *v.TIMES, "per", *v.NUMBERS} - {"a", "an"}
TRIGGERS = FIRST_WORDS | _LEADS | _VAGUE_WORDS
TRIGGERS_IN_COLUMN = TRIGGERS | {*v.VAGUE_IN_COLUMN, "year", "years", "yr", "phase", "y"}
