"""Series, editions and copies (CONTRACT.md section 1)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.identity import fold
from extract.reading import Fact, Reading

# Two files of one edition with this share of their words in common are copies.
COPY_OVERLAP = 0.8
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_PASSING = re.compile(
    rf"\b(?:(?:{_MONTHS})[a-z]*|q[1-4]|quarter|spring|summer|autumn|winter|annual|mid year|year end|half year|"
    r"draft|final|version|v\d+|edition|fy|\d+(?:st|nd|rd|th)?|one|two|three|four)\b"
)


def settle_series(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Give each document its series: the catalogue's, else that of the documents of one publisher and title.

    Dates, edition numbers and *draft* are no part of a title here. A document without a date is in no series, and an
    inferred series has at least two editions.
    """
    inferred: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        key = _key(reading)
        if key is not None:
            inferred[key].append(reading)
    names = {key: _name(group) for key, group in inferred.items() if len({_date(r) for r in group}) > 1}
    return tuple(_with_series(reading, names) for reading in readings)


def _date(reading: Reading) -> str:
    return reading.profile.published.value if reading.profile.published else ""


def _key(reading: Reading) -> tuple[str, str] | None:
    profile = reading.profile
    if profile.series or not (profile.title and profile.publisher and profile.published):
        return None
    title = " ".join(_PASSING.sub(" ", fold(profile.title.value)).split())
    return (fold(profile.publisher.value), title) if title else None


def _name(group: Sequence[Reading]) -> str:
    """The title of the earliest edition, without its dates."""
    first = min(group, key=lambda reading: (_date(reading), reading.profile.source))
    title = first.profile.title.value if first.profile.title else ""
    return " ".join(_PASSING.sub(" ", fold(title)).split())


def _with_series(reading: Reading, names: dict[tuple[str, str], str]) -> Reading:
    profile = reading.profile
    if profile.series is not None and profile.published is None:
        return replace(reading, profile=replace(profile, series=None))
    key = _key(reading)
    if key is None or key not in names:
        return reading
    return replace(reading, profile=replace(profile, series=Fact(names[key], "inferred")))


def find_copies(readings: Sequence[Reading]) -> tuple[tuple[str, str], ...]:
    """Return (copy, original) ids: files of one series and date that share most of their words; the first by path
    is the edition."""
    editions: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.profile.source):
        if reading.profile.series and reading.profile.published:
            editions[reading.profile.series.value, reading.profile.published.value].append(reading)
    return tuple(
        (other.profile.id, group[0].profile.id)
        for group in editions.values()
        for other in group[1:]
        if _overlap(_words(group[0]), _words(other)) >= COPY_OVERLAP
    )


def _words(reading: Reading) -> Counter[str]:
    return Counter(word for passage in reading.passages for word in fold(passage.text).split())


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 0.0
