"""Reading every date of a text: where it stands, what it says, what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extract.dates import vocabulary as v
from extract.dates.anchor import Anchor, read_anchor
from extract.dates.grammar import as_span
from extract.dates.phrases import TRIGGERS, TRIGGERS_IN_COLUMN, read_phrase
from extract.dates.relative import nearest, spans_about
from extract.dates.roles import DateRole, Tense, read_role, read_tense
from extract.dates.spans import Span, Value, Year, Yearless
from extract.dates.tokens import Tokens, split_words

_BETWEEN_RECURRING = frozenset(("in", "by", "on", "at", "the", "of", ",", "from", "before", "(", "-"))
_LIST_SIGNS = frozenset((",", "and", "&", "or", "/"))


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as printed, and what it says (CONTRACT.md section 3).

    `text` is `source[start:end]`; `edtf` None, and `vague` true, where the words name no date that can be reckoned.
    `latest` is None where the end is open.
    """

    text: str
    start: int
    end: int
    edtf: str | None
    earliest: date | None
    latest: date | None
    role: DateRole
    vague: bool


class _Mention(NamedTuple):
    start: int
    stop: int
    value: Value | None
    weak: bool
    lead: str


def read_dates(text: str, written: date | str | None) -> tuple[FoundDate, ...]:
    """Return the dates of a text in reading order, none overlapping; `written` (a day or EDTF) anchors relative ones.

    >>> [(d.text, d.edtf, d.role.value) for d in read_dates("A report by the end of March 2026.", "2025-06")]
    [('end of March 2026', '2026-03-31', 'deadline')]
    >>> read_dates("Opens over the next five months", "2023-11")[0].edtf
    '2023-11/2024-04'
    """
    return find_dates(text, read_anchor(written), column=False)


def find_dates(text: str, anchor: Anchor | None, column: bool) -> tuple[FoundDate, ...]:
    """Return the dates of a text; `column`: it is a cell of a deadline column, where a bare date is a deadline."""
    t = split_words(text, anchor, column)
    mentions = _leave_recurring(t, _share_years(t, _scan(t)))
    found, since = [], 0
    for mention in mentions:
        if mention.weak and not _fits(t, mention):
            continue
        found.append(_found(t, mention, since))
        since = mention.stop
    return tuple(found)


def _scan(t: Tokens) -> list[_Mention]:
    """Read from left to right, going on after each expression."""
    triggers = TRIGGERS_IN_COLUMN if t.column else TRIGGERS
    found: list[_Mention] = []
    stop = 0
    for i, word in enumerate(t.words):
        if i < stop or not (word in triggers or "0" <= word[:1] <= "9"):
            continue
        piece = read_phrase(t, i)
        if piece is None:
            continue
        stop = piece.stop
        if piece.lead != "skip":
            found.append(_Mention(i, stop, piece.value, piece.weak, piece.lead))
    return found


def _share_years(t: Tokens, mentions: list[_Mention]) -> list[_Mention]:
    """Give the dates of a list the year of its last: `March, June and September 2024`."""
    for n in range(len(mentions) - 2, -1, -1):
        here, following = mentions[n], mentions[n + 1]
        between = t.words[here.stop : following.start]
        if not isinstance(here.value, Yearless) or following.lead not in ("", "period"):
            continue
        if not 1 <= len(between) <= 2 or not _LIST_SIGNS.issuperset(between):
            continue
        whole = None if isinstance(following.value, Year) else _settle(t, following)
        if whole is None:
            continue
        last = whole.earliest
        spans = (here.value.in_year(year) for year in (last.year, last.year - 1))
        span = next((span for span in spans if span and span.earliest <= last), None)
        if span:
            mentions[n] = here._replace(value=span, weak=False)
    return mentions


def _leave_recurring(t: Tokens, mentions: list[_Mention]) -> list[_Mention]:
    """Take the date from what comes back every year: `by 31 March each year`, `annually in April`."""
    for n in range(len(mentions) - 1):
        here, following = mentions[n], mentions[n + 1]
        between = t.words[here.stop : following.start]
        if len(between) > 2 or not _BETWEEN_RECURRING.issuperset(between):
            continue
        if isinstance(here.value, Yearless) and t.words[following.start] in v.EVERY | v.YEARLY:
            mentions[n] = here._replace(value=None, weak=False)
        elif isinstance(following.value, Yearless) and t.words[here.start] in v.EVERY | v.YEARLY:
            mentions[n + 1] = following._replace(value=None, weak=False)
    return mentions


def _fits(t: Tokens, mention: _Mention) -> bool:
    """Whether the words about a month, season or feast day without a year let it be a date: `in May`, not `may`."""
    i, word = mention.start, t.words[mention.start]
    if t.column:
        return True
    if word in v.MONTHS:
        return word not in v.AMBIGUOUS_MONTHS or mention.stop > i + 1 or _is_prepared(t, i)
    if word in v.SEASONS or any(phrase[0] == word for phrase in v.FEASTS):
        return _is_prepared(t, i) or mention.stop > i + 1 + (t.words[i + 1] in ("period", "months"))
    return True


def _is_prepared(t: Tokens, i: int) -> bool:
    before = t.words[i - 1]
    if before in v.ARTICLES:
        return before == "this" or t.words[i - 2] in v.BEFORE_BARE
    return before in v.BEFORE_BARE or (before == "-" and t.words[i - 2] in v.BEFORE_BARE)


def _found(t: Tokens, mention: _Mention, since: int) -> FoundDate:
    start, stop = mention.start, mention.stop
    span = _settle(t, mention)
    role = read_role(t, start, stop, span, mention.lead, since)
    first, last = t.starts[start], t.ends[stop - 1]
    if span is None:
        return FoundDate(t.source[first:last], first, last, None, None, None, role, vague=True)
    return FoundDate(t.source[first:last], first, last, span.edtf, span.earliest, span.latest, role, vague=False)


def _settle(t: Tokens, mention: _Mention) -> Span | None:
    """Return the span of a mention; one without a year gets the nearest that tense and the document's date allow."""
    if not isinstance(mention.value, Yearless):
        return as_span(mention.value)
    if t.anchor is None or mention.value.in_financial is not None:
        return None
    tense = _tense(t, mention)
    return _nearest(mention.value, t.anchor, tense)


def _tense(t: Tokens, mention: _Mention) -> Tense:
    """The tense about a date: `since June` looks back, a deadline column ahead, whatever the sentence does."""
    if mention.lead == "past":
        return Tense.PAST
    return Tense.FUTURE if t.column else read_tense(t, mention.start, mention.stop)


def _nearest(value: Yearless, anchor: Anchor, tense: Tense) -> Span | None:
    here = anchor.latest.year
    spans = spans_about(value, here)
    if tense is Tense.PAST:
        return next((span for span in reversed(spans) if span.earliest <= anchor.latest), None)
    if tense is Tense.FUTURE:
        return next(
            (
                span
                for span in spans
                if (span.latest is None and span.earliest >= anchor.earliest) or _ahead(span, anchor)
            ),
            None,
        )
    if any(span.latest is None for span in spans):
        return next((span for span in spans if span.earliest >= anchor.earliest), None)
    return nearest(value, anchor, 0)


def _ahead(span: Span, anchor: Anchor) -> bool:
    return span.latest is not None and span.latest >= anchor.earliest
