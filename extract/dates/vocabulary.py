"""The words of `extract/data/dates.toml`, arranged for looking up."""

from __future__ import annotations

from collections.abc import Iterable

from extract.dates.spans import YearKind
from extract.words import read_words

Phrase = tuple[str, ...]
_DATA = read_words("dates")


def _phrases(lines: Iterable[str]) -> dict[str, tuple[Phrase, ...]]:
    """Arrange phrases by their first word, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for line in lines:
        phrase = tuple(_split(line))
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in found.items()}


def _split(line: str) -> list[str]:
    for sign in ".'":
        line = line.replace(sign, f" {sign} ")
    return line.split()


def _from_the_end(lines: Iterable[str]) -> dict[str, tuple[Phrase, ...]]:
    """Arrange phrases by their last word, for reading backwards."""
    found: dict[str, list[Phrase]] = {}
    for line in lines:
        phrase = tuple(_split(line))
        found.setdefault(phrase[-1], []).append(phrase)
    return {last: tuple(rows) for last, rows in found.items()}


MONTHS: dict[str, int] = {word: i for i, row in enumerate(_DATA["months"], 1) for word in row}
WEEKDAYS: dict[str, int] = {word: i for i, row in enumerate(_DATA["weekdays"]) for word in row}
SEASONS: dict[str, int] = _DATA["seasons"]
SCHOOL_TERMS: dict[str, list[int]] = _DATA["school_terms"]
HALF_TERMS: dict[str, int] = _DATA["half_terms"]
FEASTS: dict[Phrase, list[int]] = {tuple(_split(name)): days for name, days in _DATA["feasts"].items()}
FEAST_PHRASES = _phrases(_DATA["feasts"])
YEAR_KINDS: dict[Phrase, YearKind] = {
    tuple(k.split()): YearKind(v) if v in set(YearKind) else YearKind.FINANCIAL for k, v in _DATA["year_kinds"].items()
}
YEAR_KIND_PHRASES = _phrases(_DATA["year_kinds"])
FISCAL_PHRASES = _phrases(_DATA["fiscal"]["names"])
UNITS: dict[str, str] = _DATA["units"]
NUMBERS: dict[str, int] = _DATA["numbers"]
ORDINALS: dict[str, int] = _DATA["ordinals"]

AMBIGUOUS_MONTHS, BEFORE_BARE, ARTICLES = (frozenset(_DATA[k]) for k in ("ambiguous_months", "before_bare", "articles"))
AFTER_ADJECTIVE, COUNTED = frozenset(_DATA["after_adjective"]), frozenset(_DATA["counted"])
YEAR_PREPOSITIONS, BEFORE_NUMBER = frozenset(_DATA["year_prepositions"]), frozenset(_DATA["before_number"])
START, END = frozenset(_DATA["start_words"]), frozenset(_DATA["end_words"])
EARLY, MIDDLE, LATE = (frozenset(_DATA[k]) for k in ("early_words", "middle_words", "late_words"))
REST, EARLIER = frozenset(_DATA["rest_words"]), frozenset(_DATA["earlier_words"])
THIS, NEXT, LAST = (frozenset(_DATA[k]) for k in ("this_words", "next_words", "last_words"))
NOT_COUNTED, DATED_THINGS = frozenset(_DATA["not_counted"]), frozenset(_DATA["dated_things"])
FROM, SINCE, AFTER = (frozenset(_DATA[k]) for k in ("from_words", "since_words", "after_words"))
OPEN_PHRASES, THIS_PAPER = _phrases(_DATA["open_words"]), _phrases(_DATA["this_paper"])
VAGUE = _phrases(_DATA["vague"]["anywhere"])
VAGUE_IN_COLUMN = _phrases(_DATA["vague"]["column"])
YEARLY = frozenset(_DATA["vague"]["yearly"])
EVERY, TIMES = frozenset(_DATA["vague"]["every"]), frozenset(_DATA["vague"]["times"])

_CUES = _DATA["cues"]
CUE_SKIPPED = frozenset(_CUES["skipped"])
CUES = {
    role: _from_the_end(_CUES[role]) for role in ("deadline", "start", "past", "period", "struck", "struck_in_column")
}
STRUCK_AFTER = frozenset(_CUES["struck_after"])
FINISH, BEGIN, PLAN, SLIP = (frozenset(_CUES[k]) for k in ("finish_words", "begin_words", "plan_words", "slip_words"))

_TENSE = _DATA["tense"]
FUTURE, FUTURE_TO, WAS, PAST = (frozenset(_TENSE[k]) for k in ("future", "future_before_to", "was", "past"))
NOT_PAST, BEING = frozenset(_TENSE["not_past"]), frozenset(_TENSE["being"])

PUBLISHED = _from_the_end(_DATA["published"]["labels"])
NOT_PUBLISHED = frozenset(_DATA["published"]["not_labels"])


def longest(table: dict[str, tuple[Phrase, ...]], words: list[str], i: int) -> int:
    """Return how many words of the longest phrase of a table stand at word i; 0 for none."""
    for phrase in table.get(words[i], ()):
        if words[i : i + len(phrase)] == list(phrase):
            return len(phrase)
    return 0


def ends_with(table: dict[str, tuple[Phrase, ...]], words: list[str], stop: int) -> bool:
    """Tell whether one of the phrases ends just before word `stop`."""
    return stop > 0 and any(
        stop >= len(phrase) and words[stop - len(phrase) : stop] == list(phrase)
        for phrase in table.get(words[stop - 1], ())
    )
