"""The name that all editions of one paper share: a title without what passes from edition to edition."""

from __future__ import annotations

import re
from functools import cache

from extract.dates import read_dates
from extract.identity import fold
from extract.profile.bodies import find_body
from extract.reading import Profile
from extract.words import read_words
from ingest.people import DocumentKind

_GONE = "\x00"
_EDGES = r",;:.–—|/\-"


def series_name(profile: Profile) -> str:
    """Return the name of a document's series, the same for each edition; empty where it has no title.

    Minutes go by the body that met, since their titles say where and when. A sort of meeting (*planning meeting*) of
    a council is a meeting of that council.
    """
    if profile.kind is not None and profile.kind.value == DocumentKind.MINUTES and profile.meeting is not None:
        met = profile.meeting.value
        span = find_body(met) if fold(met).endswith(" meeting") else None
        return f"{met[slice(*span)] if span else met}: minutes"
    return strip_edition(profile.title.value) if profile.title else ""


def strip_edition(title: str) -> str:
    """Return a title without dates, times, edition numbers and *draft*.

    >>> strip_edition("Wexcombe Climate Strategy 2022–27 Progress report: November 2024")
    'Wexcombe Climate Strategy Progress report'
    >>> strip_edition("Draft Delivery Plan (version 2.1, as at 3 March 2025)"), strip_edition("Ward 2 plan, year two")
    ('Delivery Plan', 'Ward 2 plan')
    """
    left = title
    for found in reversed(read_dates(title, None)):
        left = left[: found.start] + _GONE + left[found.end :]
    for pattern in _patterns():
        left = pattern.sub(_GONE, left)
    left = _lead_in().sub(_GONE, left)
    left = re.sub(rf"[(\[][\s{_GONE}{_EDGES}]*[)\]]", " ", left).replace(_GONE, " ")
    left = re.sub(rf"\s+(?=[,;:.])|([{_EDGES}])(?:\s*[{_EDGES}])+(?=\s)", r"\1", " ".join(left.split()))
    return " ".join(left.split()).strip(f" {_EDGES}")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What passes from edition to edition besides dates."""
    words = read_words("profile")["editions"]
    counted, numbers, ordinals, alone = ("|".join(words[key]) for key in ("counted", "numbers", "ordinals", "alone"))
    return (
        re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE),
        re.compile(
            r"\b\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm|a\.m\.?|p\.m\.?|noon|hours)\b|\b\d{1,2}[.:]\d{2}\b", re.IGNORECASE
        ),
        re.compile(rf"\b(?:{counted})\s*(?:\d+(?:\.\d+)*|{numbers})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{ordinals}|\d+(?:st|nd|rd|th))\s+(?:{counted})\b", re.IGNORECASE),
        re.compile(r"\b(?:19|20)\d{2}\b"),
        re.compile(rf"\b(?:{alone})\b", re.IGNORECASE),
    )


@cache
def _lead_in() -> re.Pattern[str]:
    """Small words that hang on a date: `as at`, `held on`."""
    words = "|".join(read_words("profile")["editions"]["before"])
    return re.compile(rf"(?:\b(?:{words})\s+)+{_GONE}", re.IGNORECASE)
