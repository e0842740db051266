"""Numbers in what a commitment says or reports: counts, shares, money, and what they are out of.

Dates, years, ages, durations, references and list numbers are not figures. A figure's unit is the run of words that it
counts, as printed; a share's is `%`, an amount's `£`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

_DATA: dict[str, list[str]] = tomllib.loads(
    files("extract").joinpath("data", "figures.toml").read_text(encoding="utf-8")
)


def _make_number_words() -> dict[str, int]:
    """Return number words with their values, the longest first, so that `twenty-four` is not read as twenty."""
    words = {word: value for value, word in enumerate(_DATA["numbers"], start=2)}
    ones = {"one": 1} | {word: value for word, value in words.items() if value < 10}
    for value, ten in enumerate(_DATA["tens"], start=2):
        words[ten] = 10 * value
        words |= {f"{ten}-{one}": 10 * value + more for one, more in ones.items()}
    return dict(sorted(words.items(), key=lambda pair: (-len(pair[0]), pair[0])))


_NUMBER_WORDS = _make_number_words()
_IRREGULAR = frozenset(_DATA["irregular_plurals"])
#: Words before a number that make it a name; units of time; words that end the run of words a number counts.
_LABELS, _DURATIONS, _STOPS = (frozenset(_DATA[name]) for name in ("labels", "durations", "stops"))
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_AT_LEAST = "at least"

_QUALIFIER = (
    r"(?:(?P<qualifier>over|more than|nearly|almost|around|approximately|approx\.?|about|at least|up to|fewer than|"
    r"less than|under|some|just over|just under|a minimum of|a maximum of|a total of|circa|c\.)\s+)?"
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_IN_WORDS = rf"(?:{'|'.join(_NUMBER_WORDS)})\b"
_FIGURE = re.compile(
    rf"(?<![\w.,/:#&-]){_QUALIFIER}(?P<currency>[£€$])?(?P<number>{_DIGITS}|{_IN_WORDS})"
    r"(?:\s?(?P<scale>k|m|bn|thousand|million|billion)\b)?(?P<plus>\+)?"
    r"(?P<share>\s?%|\s+per\s?cent\b)?"
    rf"(?:\s+(?:out\s+)?of\s+(?:the\s+|all\s+|our\s+)?(?P<total>{_DIGITS}|{_IN_WORDS})(?!\s?%))?(?![\d/:]|[.,]\d)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\s+(?:out of|of the|of)(?: the| a total of)?\s+(?P<total>{_DIGITS}|{_IN_WORDS})\b(?!\s?%)", re.IGNORECASE
)

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
#: What stands in for a date, a time, a reference or a telephone number: no figure begins or ends inside.
_NOT_FIGURES = re.compile(
    r"""
    \b\d{1,2}(?:st|nd|rd|th)?\s*(?:-|–|to|and|&)?\s*(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:of\s+)?
        (?:MONTH)\b\.?(?:\s+(?:\d{4}|\d{2}(?!\s*[a-z]))\b)?
    | \b(?:MONTH)\.?\s+
        (?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?'?\d{2,4}\b
    | \b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b
    | \b(?:19|20)\d{2}(?:\s?[/–-]\s?(?:\d{4}|\d{2}))?\b(?!,\d|\s?%)
    | \b\d{2}/\d{2}\b(?:/\w+)? | \bQ[1-4]\b | \b\d+(?:st|nd|rd|th)\b | \b\d+(?:/\w+){2,}
    | \b\d{1,2}:\d{2}\b | \b\d{1,2}\.\d{2}\s*(?:am|pm|hrs|hours)\b
    | \b\d{1,2}\s?(?:am|pm)\b
    | \(?\b0\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b | \+\d{2}[\d\s()]{8,}
    | \b24/7\b | \b[A-Z]{1,3}\d+\b | \b[A-Z]+-\d+\b | \b\d+[A-Z]{1,2}\b(?<!\dK)(?<!\dM)(?<!\dBN)
    | \b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b
    | \b\d+(?:\.\d+){2,}
    | \b(?:over|under)[\s-]\d{1,3}s?\b(?=s\b|['’]s|\s+(?:from|who|with|in|living|and|or)\b|\s*$|[.,;)](?!\d))
    | \b(?:aged?|ages|age\s+of)\s+(?:(?:between|over|under|from)\s+)?\d+(?:\s*(?:-|–|to|and)\s*\d+)?\+?
    | \b\d+\s*[-–]\s*\d+s?\b(?!\s?%) | \b(?:between|from)\s+\d+\s+(?:and|to)\s+\d+\b | \b\d+s\b
    | (?:^|\n)\s*\(?\d+(?:\.\d+)*[.)]\s
    """.replace("MONTH", _MONTH),
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"\s+(?P<word>[A-Za-z][\w’'&-]*)")
_UNIT_WORDS = 4
#: A label (`Recommendation 3`) is looked for within so many characters before a number.
_LABEL_REACH = 40
#: A number that counts nothing printed after it is a figure from here on, with a qualifier.
_BARE = 100


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number with what it counts: `104 of 120 schools` is 104 of a total of 120, its unit `schools`.

    `value` and `total` are plain numbers (`35k` is 35000); `qualifier` is the word before it in lower case, `at
    least` for `85+`, or empty. `start` and `end` are character offsets: `text` stands between them.
    """

    text: str
    start: int
    end: int
    value: float
    unit: str
    total: float | None
    qualifier: str


def find_figures(text: str) -> tuple[FoundFigure, ...]:
    """Find the figures of a text in reading order.

    >>> [(f.value, f.unit, f.total, f.qualifier) for f in find_figures("Over 40 of 120 schools joined in 2024.")]
    [(40.0, 'schools', 120.0, 'over')]
    >>> find_figures("by 31 March 2026")
    ()
    """
    if not text:
        return ()
    taken = [match.span() for match in _NOT_FIGURES.finditer(text)]
    return tuple(_read_figures(text, taken))


def _read_figures(text: str, taken: list[tuple[int, int]]) -> Iterator[FoundFigure]:
    for match in _FIGURE.finditer(text):
        start, end = match.span("number")
        if any(first < end and start < last for first, last in taken) or _is_label(text, match):
            continue
        found = _read(text, match)
        if found:
            yield found


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Tell whether the number names something: `Phase 2`, `Wexcombe 2030`, `the first of the two`."""
    if match["currency"] or match["qualifier"] or match["share"]:
        return False
    if "." in match["number"] and re.match(r"\s+[A-Z]", text[match.end("number") :]):
        return True
    before = re.search(
        r"(?P<gap>(?:^|[.!?:;]\s+)?)(?P<word>[\w.’']+)\s+$", text[max(0, match.start() - _LABEL_REACH) : match.start()]
    )
    if before is None:
        return False
    word = before["word"].rstrip(".")
    if word.casefold() in _LABELS:
        return True
    named = word[:1].isupper() and not word.isupper() and match["number"][0].isdigit()
    opens = before.start("word") == 0 and match.start() <= _LABEL_REACH
    return named and not opens and before["gap"] == ""


def _read(text: str, match: re.Match[str]) -> FoundFigure | None:
    value = _value(match["number"], match["scale"])
    qualifier = (match["qualifier"] or "").casefold() or (_AT_LEAST if match["plus"] else "")
    end = match.end()
    total = _value(match["total"]) if match["total"] else None
    if match["currency"]:
        unit, end = match["currency"], end if total is None else match.start("total") + len(match["total"])
    elif match["share"]:
        unit, end, total = "%", match.end("share"), None
    else:
        counted = _read_unit(text, end, plus=bool(match["plus"]))
        if counted is None:
            return None
        unit, end = counted
        if total is None and match["number"].casefold() in _NUMBER_WORDS and not _is_plural(unit):
            return None
        if not unit and total is None and not (match["qualifier"] and value >= _BARE):
            return None
        if total is None and (out_of := _OUT_OF.match(text, end)):
            total, end = _value(out_of["total"]), out_of.end()
    return FoundFigure(text[match.start() : end], match.start(), end, value, unit, total, qualifier)


def _is_plural(unit: str) -> bool:
    """A number in words counts something said in the plural: `nine interns`, not `the other seven use it`."""
    last = unit.rpartition(" ")[2].casefold()
    return (last.endswith("s") and not last.endswith("ss")) or last in _IRREGULAR


def _read_unit(text: str, at: int, *, plus: bool) -> tuple[str, int] | None:
    """Return the words counted and where they end, or None where the number is a duration or an age."""
    if hyphened := re.match(r"-(?P<word>[a-z]+)(?:-old)?", text[at:]):
        return None if hyphened["word"] in _DURATIONS else (hyphened["word"], at + hyphened.end())
    words: list[str] = []
    end = at
    while len(words) < _UNIT_WORDS and (match := _WORD.match(text, end)):
        word = match["word"]
        if word.casefold() in _STOPS or (words and word.endswith(("ing", "ed")) and words[-1].endswith("s")):
            break
        words.append(word)
        end = match.end()
        if word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s")):
            break
    if words and words[0].casefold() in _DURATIONS:
        return None
    if plus and words and not words[-1].endswith("s"):
        return None
    return " ".join(words), end


def _value(number: str, scale: str | None = None) -> float:
    """Return the number that is printed: `2,700`, `fifteen`, `1.2` with `m`."""
    word = _NUMBER_WORDS.get(number.casefold())
    plain = float(word) if word is not None else float(number.replace(",", ""))
    return plain * _SCALES[scale.casefold()] if scale else plain
