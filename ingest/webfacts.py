"""What a web page says of itself: title, site, dates, address."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from bs4 import BeautifulSoup, Tag

DATA: dict[str, Any] = tomllib.loads(files("ingest").joinpath("data/webpage.toml").read_text(encoding="utf-8"))
_JSON_DATES = {"datePublished": "published", "dateModified": "modified"}
_DATE = (
    r"(\d{1,2}(?:st|nd|rd|th)?[ /.-][A-Za-z0-9]{1,9}[ /.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|[A-Z][a-z]+ \d{1,2},? \d{4}|[A-Z][a-z]+ \d{4})"
)
_SAID = [
    (name, re.compile(rf"\b{re.escape(phrase)}\b(?: on)?\s*:?\s*(?:\w+day,? )?{_DATE}", re.IGNORECASE))
    for name, phrases in DATA["said"].items()
    for phrase in phrases
]


def read_facts(soup: BeautifulSoup) -> tuple[tuple[str, str], ...]:
    """Return the page's properties as written there, the first source of each that has one.

    Sources in this order: meta elements and links, JSON-LD, `time` elements, a line such as *Last updated:
    3 March 2025*.
    """
    found: dict[str, str] = {}
    for name, value in (*_from_head(soup), *_from_json(soup), *_from_times(soup), *_from_words(soup)):
        if value:
            found.setdefault(name, " ".join(value.split()))
    return tuple(found.items())


def _from_head(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    title = soup.find("title")
    if isinstance(title, Tag):
        yield "title", title.get_text(" ")
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = next((str(meta[k]) for k in ("name", "property", "itemprop", "http-equiv") if meta.get(k)), "")
        metas.setdefault(key.lower(), str(meta.get("content", "")))
    for name, keys in DATA["meta"].items():
        yield from ((name, metas[key]) for key in keys if key in metas)
    canonical = soup.find("link", rel="canonical")
    if isinstance(canonical, Tag):
        yield "url", str(canonical.get("href", ""))


def _from_json(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            held = json.loads(script.string or "")
        except (json.JSONDecodeError, RecursionError):
            continue
        yield from _dates_in(held)


def _dates_in(held: object, depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > 6:
        return
    if isinstance(held, dict):
        for key, value in held.items():
            if key in _JSON_DATES and isinstance(value, str):
                yield _JSON_DATES[key], value
            else:
                yield from _dates_in(value, depth + 1)
    elif isinstance(held, list):
        for value in held:
            yield from _dates_in(value, depth + 1)


def _from_times(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for time in soup.find_all("time"):
        written = str(time.get("datetime") or time.get_text(" "))
        around = time.parent.get_text(" ") if time.parent is not None else ""
        before = time.parent.find_previous_sibling() if time.parent is not None else None
        words = f"{before.get_text(' ') if isinstance(before, Tag) else ''} {around}"[:200].lower()
        prop = _JSON_DATES.get(str(time.get("itemprop", "")))
        said = next((name for name, phrases in DATA["said"].items() if any(p in words for p in phrases)), None)
        if prop or said:
            yield prop or said or "", written


def _from_words(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    body = soup.body
    words = " ".join(body.get_text(" ").split()) if body is not None else ""
    for name, pattern in _SAID:
        match = pattern.search(words)
        if match:
            yield name, match.group(1)
