"""Automatic numbers: what is printed before a list item or a heading and not stored in it (OpenDocument 1.3, 5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.markers import spell
from ingest.opendocument.markup import LOEXT, STYLE, TEXT, XML, Element, count, on

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEVELS = 10
_BULLETS = "•–—-*○●■□▪▫►✓➢❖o"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style: how it counts (empty: no number), from where, and what stands around it.

    `shown` is how many levels it prints, `pattern` the newer way to say it all (`%1%.%2%)`).
    """

    format: str = ""
    bullet: str = ""
    start: int = 1
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    pattern: str = ""


Levels = dict[int, Level]


class Lists:
    """The list styles of a document, and the counts of its lists as they come by in reading order."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, Levels] = {}
        self._outline: Levels = {}
        self._by_id: dict[str, dict[int, int]] = {}
        self._by_style: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}
        for root in roots:
            for found in root.iter(TEXT + "list-style"):
                self._styles[found.get(STYLE + "name", "")] = _read_levels(found)
            for found in root.iter(TEXT + "outline-style"):
                self._outline = _read_levels(found)

    def begin(self, element: Element, style: str) -> dict[int, int]:
        """Return the counts of a list that begins: new ones, or those of the list that it continues."""
        continued = element.get(TEXT + "continue-list")
        counts = self._by_id.get(continued or "")
        if counts is None and on(element, TEXT + "continue-numbering"):
            counts = self._by_style.get(style)
        counts = {} if counts is None else counts
        identity = element.get(XML + "id")
        if identity:
            self._by_id[identity] = counts
        self._by_style[style] = counts
        return counts

    def step(self, counts: dict[int, int], style: str, level: int, start: str | None = None) -> str:
        """Count an item at a level (from 0) and return what is printed before it."""
        levels = self._styles.get(style, {})
        return _step(levels, counts, level, start)

    def step_heading(self, level: int, start: str | None = None) -> str:
        """Count a heading of a level (from 1) and return its number, empty where headings have none."""
        return _step(self._outline, self._headings, level - 1, start)


def _step(levels: Levels, counts: dict[int, int], level: int, start: str | None) -> str:
    own = levels.get(level, Level())
    for deeper in [at for at in counts if at > level]:
        del counts[deeper]
    counts[level] = int(start) if start and start.isdecimal() else counts.get(level, own.start - 1) + 1
    if own.bullet:
        return own.bullet
    if not own.format and not own.pattern:
        return ""
    return _print(levels, counts, level)


def _print(levels: Levels, counts: dict[int, int], level: int) -> str:
    def number(at: int) -> str:
        kind = levels.get(at, Level())
        return spell(counts.get(at, kind.start), _FORMATS.get(kind.format, "none"))

    own = levels[level]
    if own.pattern:
        return re.sub(r"%(\d+)%", lambda found: number(int(found.group(1)) - 1), own.pattern).strip()
    numbers = [number(at) for at in range(max(level - own.shown + 1, 0), level + 1)]
    return f"{own.prefix}{'.'.join(shown for shown in numbers if shown)}{own.suffix}".strip()


def _read_levels(style: Element) -> Levels:
    levels: Levels = {}
    for found in style:
        if not isinstance(found.tag, str):
            continue
        at = count(found, TEXT + "level") - 1
        if found.tag in (TEXT + "list-level-style-bullet", TEXT + "list-level-style-image"):
            bullet = found.get(TEXT + "bullet-char", "•")
            levels[at] = Level(bullet=bullet if bullet in _BULLETS else "•")
        elif at < _LEVELS:
            levels[at] = Level(
                found.get(STYLE + "num-format", ""),
                "",
                count(found, TEXT + "start-value"),
                found.get(STYLE + "num-prefix", ""),
                found.get(STYLE + "num-suffix", ""),
                count(found, TEXT + "display-levels"),
                found.get(LOEXT + "num-list-format", found.get(STYLE + "num-list-format", "")),
            )
    return levels
