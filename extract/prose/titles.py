"""Sections and label cells known by their titles: recommendations, next steps, resolutions, risks …

The titles are in `data/sections.toml`. A section takes what stands under its own heading, and under a heading of one
level below unless that is known to be about something else (`Reasons for recommendations`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from extract.prose.blocks import ProseBlock

_NUMBERING = re.compile(r"^\s*(?:\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivx]+)[.)]|\d+(?:\.\d+)*)\s+")
_NOT_WORDS = re.compile(r"[^\w%]+")


def is_titled(name: str, block: ProseBlock) -> bool:
    """Tell whether a block stands in a section, or beside a label, of this name (`recommendations` …).

    >>> is_titled("next_steps", ProseBlock(0, "list_item", "Publish it", "•", 0, "Report > 5. Next steps"))
    True
    >>> is_titled("recommendations", ProseBlock(0, "paragraph", "It …", "", 0, "Reasons for recommendations"))
    False
    """
    if block.label:
        return is_title(name, block.label)
    trail = [fold_title(title) for title in reversed(block.section.split(" > "))]
    if _matches(name, trail[0]):
        return True
    above = trail[1] if len(trail) > 1 else ""
    return bool(above) and _matches(name, above) and not _elsewhere().fullmatch(trail[0])


def is_title(name: str, text: str) -> bool:
    """Tell whether words are a title of this name.

    >>> is_title("resolutions", "RESOLVED:"), is_title("resolutions", "Resolved to leave")
    (True, False)
    """
    return _matches(name, fold_title(text))


@lru_cache(maxsize=4096)
def fold_title(text: str) -> str:
    """Return a title in lower case without number and punctuation.

    >>> fold_title("3.1 What’s next?")
    'whats next'
    """
    bare = re.sub(r"[’'‘]", "", _NUMBERING.sub("", text).casefold()).replace("&", " and ")
    return _NOT_WORDS.sub(" ", bare).strip()


@cache
def section_data() -> dict[str, Any]:
    """Return the titles and cues of `data/sections.toml`."""
    return tomllib.loads(files("extract").joinpath("data", "sections.toml").read_text(encoding="utf-8"))


@cache
def cue(name: str, key: str) -> re.Pattern[str]:
    """Return one compiled cue of a section's data; its case counts only where the data says so with capitals."""
    flags = re.IGNORECASE if (name, key) not in _CASED else 0
    return re.compile(section_data()[name][key], flags)


#: Cues in which capitals carry the meaning: `RESOLVED`, `ACTION`, names and posts.
_CASED = frozenset(
    {
        ("resolutions", "label"),
        ("resolutions", "noted"),
        ("actions", "label"),
        ("actions", "also"),
        ("actions", "posts"),
        ("actions", "person"),
    }
)


def _matches(name: str, title: str) -> bool:
    return bool(_pattern(name, "titles").fullmatch(title)) and not _pattern(name, "not_titles").fullmatch(title)


@cache
def _pattern(name: str, key: str) -> re.Pattern[str]:
    return _compile(section_data()[name].get(key, []))


@cache
def _elsewhere() -> re.Pattern[str]:
    return _compile(section_data()["elsewhere"])


def _compile(titles: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(title).replace(r"\*", ".+") for title in titles) or r"(?!)")
