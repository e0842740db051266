"""Acronyms that a document itself defines: `Department of Health and Social Care (DHSC)`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

_BEHIND = re.compile(r"\(\s*(?P<short>[A-Z][A-Za-z&]{1,9}(?:\s[A-Z]{2,6})?)\s*\)")
_BEFORE = re.compile(r"\b(?P<short>[A-Z]{2,9}(?:\s[A-Z]{2,6})?)\s+\((?P<full>[A-Z][^()]{5,80})\)")
_WORD = re.compile(r"[A-Za-z&][A-Za-z&'’-]*")
_SMALL = frozenset({"and", "&", "of", "the", "for", "in", "on", "to", "with", "a"})


def find_acronyms(texts: Iterable[str]) -> dict[str, str]:
    """Return what each acronym stands for in these texts, as most define it; one with two equal claims is left out.

    The words of an acronym of two words are acronyms too.

    >>> find_acronyms(["It went to the Department of Health and Social Care (DHSC)."])
    {'DHSC': 'Department of Health and Social Care'}
    >>> find_acronyms(["the South East London Care System (SEL CS)"])["SEL"]
    'South East London'
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for short, full in _definitions(text):
            for part, words in ((short, full), *_parts(short, full)):
                found[part][words] += 1
    return {short: full for short, claims in sorted(found.items()) if (full := _leading(claims))}


def _leading(claims: Counter[str]) -> str:
    levelled: Counter[str] = Counter()
    for full, count in claims.items():
        levelled[full.casefold()] += count
    ranked = levelled.most_common(2)
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        return ""
    return min(full for full in claims if full.casefold() == ranked[0][0])


def _parts(short: str, full: str) -> Iterator[tuple[str, str]]:
    """`SEL ICS` of *South East London Integrated Care System* tells what SEL is, and what ICS."""
    words = full.split()
    first, _, second = short.partition(" ")
    for cut in range(1, len(words)) if second else ():
        if _spells(words[:cut], first) and _spells(words[cut:], second):
            yield first, " ".join(words[:cut])
            yield second, " ".join(words[cut:])
            return


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for hit in _BEHIND.finditer(text):
        short = hit["short"].removesuffix("s") if hit["short"][:-1].isupper() else hit["short"]
        full = _words_before(text[: hit.start()], short)
        if full:
            yield short, full
    for hit in _BEFORE.finditer(text):
        if _spells([word.group() for word in _WORD.finditer(hit["full"])], hit["short"]):
            yield hit["short"], " ".join(hit["full"].split())


def _words_before(text: str, short: str) -> str:
    """The shortest run of words before the bracket whose initials spell the acronym."""
    words = list(_WORD.finditer(text))[-(2 * len(short) + 4) :]
    for start in range(len(words) - 1, -1, -1):
        run = words[start:]
        if run[0].group()[0].isupper() and _spells([word.group() for word in run], short):
            return " ".join(text[run[0].start() :].split()).rstrip(" ,")
    return ""


def _spells(words: list[str], short: str) -> bool:
    """Tell whether the initials of the words, small ones at will, spell the acronym."""
    letters = [c for c in short.casefold() if c.isalpha()]
    parts = [part for word in words for part in re.split(r"[-’']", word) if part]

    def fits(i: int, j: int) -> bool:
        if j == len(letters):
            return all(part.casefold() in _SMALL for part in parts[i:])
        if i == len(parts):
            return False
        if parts[i][0].casefold() == letters[j] and fits(i + 1, j + 1):
            return True
        return parts[i].casefold() in _SMALL and fits(i + 1, j)

    return bool(parts) and parts[0][0].casefold() == letters[0] and fits(0, 0)
