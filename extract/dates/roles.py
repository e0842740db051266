"""What a date is for, and whether its sentence looks back or ahead."""

from __future__ import annotations

from enum import StrEnum

from extract.dates import vocabulary as v
from extract.dates.spans import Span
from extract.dates.tokens import Tokens

# How many words before a date its verb may stand.
_REACH = 8
_TENSE_REACH = 25
_RANGE_WORDS = ("from", "between", "starting", "commencing", "beginning", "effective")


class DateRole(StrEnum):
    """What a date is for (CONTRACT.md section 3)."""

    DEADLINE = "deadline"
    START = "start"
    MILESTONE = "milestone"
    PERIOD = "period"
    PAST = "past"


class Tense(StrEnum):
    """Whether a clause looks back or ahead."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"


def read_role(t: Tokens, start: int, stop: int, span: Span | None, lead: str, since: int) -> DateRole:
    """Return the role of the date in words start to stop; `since` is where the date before it stops, `lead` what its
    own words say. A deadline stays one though it has passed: the reader of the plan compares it with the paper's date.
    """
    said = _said_before(t, start, stop, lead)
    if said is not None:
        return said
    if _is_new_date(t, stop):
        return DateRole.DEADLINE
    if not t.column and span and _is_over(t, span, start, stop, lead):
        return DateRole.PAST
    if lead == "name":
        return DateRole.PERIOD
    if lead == "start":
        return DateRole.START
    if lead == "period" and (t.words[start] in _RANGE_WORDS or v.UNITS.get(t.words[stop - 1])):
        return DateRole.PERIOD
    verb = _verb_before(t, start, since) or _noun_after(t, stop)
    if verb is not None:
        return verb
    if lead == "period" and not t.column and t.words[start - 1] not in ("in", "of"):
        return DateRole.PERIOD
    return _in_passing(t, start)


def _said_before(t: Tokens, start: int, stop: int, lead: str) -> DateRole | None:
    """Return the role that the words just before the date, or the date's own, leave no doubt of."""
    k = start
    cues = []
    while k >= 0:
        cues.append(k)
        if k == 0 or t.words[k - 1] not in v.CUE_SKIPPED:
            break
        k -= 1
    if any(_is_struck(t, k, stop) for k in cues):
        return DateRole.PAST
    if any(v.ends_with(v.CUES["start"], t.words, k) for k in cues):
        return DateRole.START
    if lead == "deadline" or any(v.ends_with(v.CUES["deadline"], t.words, k) for k in cues):
        return DateRole.DEADLINE
    return DateRole.PAST if lead == "past" else None


def _is_struck(t: Tokens, k: int, stop: int) -> bool:
    if v.ends_with(v.CUES["struck"], t.words, k) or _is_slip(t, k, "from"):
        return True
    if not t.column:
        return False
    follows = stop + (t.words[stop] in ("(", "-", ","))
    return v.ends_with(v.CUES["struck_in_column"], t.words, k) or (
        t.words[follows] in v.STRUCK_AFTER and not t.is_number(follows + 1) and t.words[follows + 1] not in v.MONTHS
    )


def _is_new_date(t: Tokens, stop: int) -> bool:
    """Whether a bracket after the date holds the one it replaces: `31 March 2025 (revised from 30 June 2024)`."""
    if t.words[stop] != "(":
        return False
    other = next((k for k in range(stop + 2, stop + 5) if t.is_number(k) or t.words[k] in v.MONTHS), None)
    if other is None:
        return False
    slipped = t.words[other - 1] == "from" and bool(v.SLIP & set(t.words[stop:other]))
    return slipped or v.ends_with(v.CUES["struck"], t.words, other) or t.words[stop + 1 : other] == ["was"]


def _is_slip(t: Tokens, k: int, word: str) -> bool:
    return t.words[k - 1] == word and bool(v.SLIP & set(_clause_before(t, k - 1)[-_REACH:]))


def _is_over(t: Tokens, span: Span, start: int, stop: int, lead: str) -> bool:
    if span.latest is None and lead == "start":
        return False
    if t.anchor is None:
        return read_tense(t, start, stop) is Tense.PAST and lead not in ("name", "start")
    if span.latest and span.latest < t.anchor.earliest:
        return True
    back = lead == "past" or (span.earliest <= t.anchor.latest and lead not in ("name", "start"))
    return back and _told_as_past(t, span, start, stop)


def _told_as_past(t: Tokens, span: Span, start: int, stop: int) -> bool:
    if span.latest and t.anchor and span.latest > t.anchor.latest and t.words[start] in _RANGE_WORDS:
        return False
    return read_tense(t, start, stop) is Tense.PAST


def _verb_before(t: Tokens, start: int, since: int) -> DateRole | None:
    """Return what the nearest verb or noun of beginning, ending or planning makes of the date after it."""
    planned = False
    for word in reversed(_clause_before(t, start, max(since, start - _REACH))):
        if word in v.BEGIN:
            return DateRole.START
        if word in v.FINISH:
            return DateRole.DEADLINE
        if word in v.PLAN:
            planned = True
    return DateRole.MILESTONE if planned else None


def _noun_after(t: Tokens, stop: int) -> DateRole | None:
    if t.words[stop] in ("launch", "start", "opening", "commencement"):
        return DateRole.START
    return DateRole.DEADLINE if t.words[stop] in ("deadline", "completion", "target") else None


def _in_passing(t: Tokens, start: int) -> DateRole:
    k = start - (t.words[start - 1] in v.ARTICLES)
    if v.ends_with(v.CUES["period"], t.words, k):
        return DateRole.PERIOD
    return DateRole.DEADLINE if t.column else DateRole.MILESTONE


def _clause_before(t: Tokens, start: int, since: int = 0) -> list[str]:
    """Return the words before word `start`, back to the end of the sentence before."""
    i = start
    while i > max(0, since) and not _ends_sentence(t, i - 1):
        i -= 1
    return t.words[i:start]


def _ends_sentence(t: Tokens, i: int) -> bool:
    if t.words[i] in (";", "!", "?", "•", "|"):
        return True
    return t.words[i] == "." and not t.glued(i + 1) and t.words[i - 1] not in v.AMBIGUOUS_MONTHS


def read_tense(t: Tokens, start: int, stop: int) -> Tense:
    """Return whether the clause looks back or ahead: by the nearest verb before the date, else the first one after."""
    since = max(0, start - _TENSE_REACH)
    if v.ends_with(v.CUES["deadline"], t.words, _past_articles(t, start)) and not v.WAS & set(
        t.words[since:start][-4:]
    ):
        return Tense.FUTURE
    before = _clause_before(t, start, since)
    for n in range(len(before) - 1, -1, -1):
        tense = _tense_of(before, n)
        if tense is not Tense.OPEN:
            return tense
    after = []
    for i in range(stop, min(stop + _TENSE_REACH, len(t.words) - 1)):
        if not t.words[i] or _ends_sentence(t, i):
            break
        after.append(t.words[i])
    return next((tense for n in range(len(after)) if (tense := _tense_of(after, n)) is not Tense.OPEN), Tense.OPEN)


def _past_articles(t: Tokens, start: int) -> int:
    while start > 1 and t.words[start - 1] in v.ARTICLES:
        start -= 1
    return start


def _tense_of(words: list[str], n: int) -> Tense:
    word, following = words[n], words[n + 1] if n + 1 < len(words) else ""
    if word in v.FUTURE or (word in v.FUTURE_TO and following == "to"):
        return Tense.PAST if n and words[n - 1] in v.WAS else Tense.FUTURE
    if word in v.BEING and n and words[n - 1] == "to":
        return Tense.FUTURE
    if word in v.PAST:
        return Tense.PAST
    if not word.endswith("ed") or len(word) < 5 or word in v.NOT_PAST:
        return Tense.OPEN
    return Tense.OPEN if v.BEING & set(words[max(0, n - 3) : n]) else Tense.PAST
