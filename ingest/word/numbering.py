"""Automatic numbers: what Word prints before a paragraph and does not store in it.

ECMA-376 part 1, 17.9: a paragraph names a list (`numId`) and a level; the list names its definition
(`abstractNum`), which lists share, with their counts.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from importlib.resources import files

from ingest.markers import spell
from ingest.word.markup import Element, W, number, switched, value
from ingest.word.styles import Styles

_SYMBOLS: dict[str, dict[str, str]] = tomllib.loads(
    files("ingest").joinpath("data/symbols.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, what it prints (`%1.%2`).

    `restart`: the level from 1 whose step restarts it, 0 for never, None for any higher one.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    font: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class ListKind:
    """A list of the numbering part: its definition, its levels, and where it starts afresh."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marker:
    """What is printed before a paragraph, its level from 0, and whether it is a bullet."""

    text: str
    level: int
    bullet: bool = False


class Counters:
    """The lists of one document, counting as its paragraphs come by in reading order."""

    def __init__(self, lists: dict[str, ListKind]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def step(self, list_id: str, level: int | None, style_id: str = "") -> Marker | None:
        """Count a paragraph and return its marker; None where it has no list (`numId` 0 takes it away)."""
        found = self._lists.get(list_id)
        if found is None:
            return None
        if level is None:
            level = next((at for at, kind in found.levels.items() if style_id and kind.style == style_id), 0)
        kind = found.levels.get(level)
        if kind is None:
            return None
        counts = self._counts.setdefault(found.definition, {})
        if level in found.starts and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            counts[level] = found.starts[level] - 1
        counts[level] = counts.get(level, kind.start - 1) + 1
        self._restart_below(found, counts, level)
        return Marker(_print(found, counts, level), level, kind.format == "bullet")

    def _restart_below(self, found: ListKind, counts: dict[int, int], level: int) -> None:
        for deeper in [at for at in counts if at > level]:
            kind = found.levels.get(deeper, Level())
            if kind.restart is None or (kind.restart > 0 and level < kind.restart):
                del counts[deeper]


def read_lists(root: Element | None, styles: Styles) -> dict[str, ListKind]:
    """Return the lists of the numbering part by their `numId`."""
    if root is None:
        return {}
    definitions = {found.get(W + "abstractNumId", ""): found for found in root.iterfind(W + "abstractNum")}
    lists: dict[str, ListKind] = {}
    for found in root.iterfind(W + "num"):
        definition = _linked(value(found, "abstractNumId") or "", definitions, root, styles)
        levels = _read_levels(definitions.get(definition))
        starts = {}
        for override in found.iterfind(W + "lvlOverride"):
            level = number(override.get(W + "ilvl"))
            own = override.find(W + "lvl")
            if own is not None:
                levels[level] = _read_level(own)
            start = value(override, "startOverride")
            if start is not None:
                starts[level] = number(start, 1)
                levels[level] = replace(levels.get(level, Level()), start=starts[level])
        lists[found.get(W + "numId", "")] = ListKind(definition, levels, starts)
    return lists


def _linked(definition: str, definitions: dict[str, Element], root: Element, styles: Styles) -> str:
    """Follow a definition that only points to a list style (`w:numStyleLink`) to the one with the levels."""
    for _ in range(5):
        element = definitions.get(definition)
        link = value(element, "numStyleLink")
        style = styles.by_id.get(link or "")
        if style is None or style.numbering is None:
            return definition
        nums = (found for found in root.iterfind(W + "num") if found.get(W + "numId") == style.numbering[0])
        target = value(next(nums, None), "abstractNumId")
        if target is None or target == definition:
            return definition
        definition = target
    return definition


def _read_levels(definition: Element | None) -> dict[int, Level]:
    if definition is None:
        return {}
    return {number(found.get(W + "ilvl")): _read_level(found) for found in definition.iterfind(W + "lvl")}


def _read_level(found: Element) -> Level:
    restart = value(found, "lvlRestart")
    fonts = found.find(f"{W}rPr/{W}rFonts")
    return Level(
        number(value(found, "start"), 1),
        value(found, "numFmt", "decimal") or "decimal",
        value(found, "lvlText", "") or "",
        "" if fonts is None else fonts.get(W + "ascii", fonts.get(W + "hAnsi", "")),
        None if restart is None else number(restart),
        bool(switched(found, "isLgl")),
        value(found, "pStyle", "") or "",
    )


def _print(found: ListKind, counts: dict[int, int], level: int) -> str:
    kind = found.levels[level]
    if kind.format == "bullet":
        return show_symbol(kind.text, kind.font)

    def shown(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        other = found.levels.get(at, Level())
        return spell(counts.get(at, other.start), "decimal" if kind.legal else other.format)

    return re.sub(r"%([1-9])", shown, kind.text).strip()


def show_symbol(text: str, font: str) -> str:
    """Return characters of a symbol font as Unicode; a private one that no table knows becomes a bullet.

    >>> show_symbol("\\uf0b7", "Symbol"), show_symbol("o", "Courier New")
    ('•', 'o')
    """
    table = _SYMBOLS.get(font.lower(), {})
    shown = []
    for character in text:
        code = ord(character)
        known = table.get(f"{code & 0xFF:x}") if table else None
        if known is None and 0xF000 <= code <= 0xF0FF:
            known = next(
                (symbols[f"{code & 0xFF:x}"] for symbols in _SYMBOLS.values() if f"{code & 0xFF:x}" in symbols), "•"
            )
        shown.append(known or character)
    return "".join(shown).strip()
