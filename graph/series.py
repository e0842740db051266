"""Series, editions and copies (CONTRACT.md section 1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.identity import fold
from extract.reading import Fact, Reading
from graph.editions import series_name

# Two files of one edition with this share of their words in common are copies.
COPY_OVERLAP = 0.8


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
    if profile.series or not (profile.publisher and profile.published):
        return None
    name = fold(series_name(profile))
    return (fold(profile.publisher.value), name) if name else None


def _name(group: Sequence[Reading]) -> str:
    """The name that the earliest edition gives the series."""
    first = min(group, key=lambda reading: (_date(reading), reading.profile.source))
    return series_name(first.profile)


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


def find_superseded(readings: Sequence[Reading]) -> list[str]:
    """Return the ids of documents that another says it corrects: readable, but no editions any more."""
    ids = {reading.profile.source: reading.profile.id for reading in readings}
    return sorted({ids[r.profile.supersedes] for r in readings if r.profile.supersedes in ids})
