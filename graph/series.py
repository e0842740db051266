"""Series, editions and copies (CONTRACT.md section 1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.identity import fold
from extract.reading import Fact, Profile, Reading

# Two files of one edition with this share of their words in common are copies.
COPY_OVERLAP = 0.8


def name_series(titled: Iterable[tuple[Profile, str]]) -> dict[str, Fact | None]:
    """Return, by document, the series of those whose own profile says otherwise: named after a title, or none.

    Each profile comes with the name of the series that its title would make it an edition of (`series_name`).

    A series is the catalogue's, else that of the documents of one publisher and title. Dates, edition numbers and
    *draft* are no part of a title here. A document without a date is in no series, and an inferred series has at
    least two editions.
    """
    undated: dict[str, Fact | None] = {}
    inferred: dict[tuple[str, str], list[tuple[Profile, str]]] = defaultdict(list)
    for profile, name in titled:
        if profile.series is not None and profile.published is None:
            undated[profile.id] = None
        if name and profile.series is None and profile.publisher and profile.published:
            inferred[fold(profile.publisher.value), fold(name)].append((profile, name))
    groups = [group for group in inferred.values() if len({_date(profile) for profile, _ in group}) > 1]
    return undated | {profile.id: Fact(_name(group), "inferred") for group in groups for profile, _ in group}


def with_series(reading: Reading, named: Mapping[str, Fact | None]) -> Reading:
    """Return a reading with the series that `name_series` found for it."""
    profile = reading.profile
    return replace(reading, profile=replace(profile, series=named[profile.id])) if profile.id in named else reading


def _date(profile: Profile) -> str:
    return profile.published.value if profile.published else ""


def _name(group: Sequence[tuple[Profile, str]]) -> str:
    """The name that the earliest edition gives the series."""
    return min(group, key=lambda titled: (_date(titled[0]), titled[0].source))[1]


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


def find_superseded(profiles: Iterable[Profile]) -> set[str]:
    """Return the ids of documents that another says it corrects: readable, but no editions any more."""
    every = list(profiles)
    ids = {profile.source: profile.id for profile in every}
    return {ids[profile.supersedes] for profile in every if profile.supersedes in ids}
