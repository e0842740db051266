"""Styles by family and name, each with what it inherits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.opendocument.markup import FO, STYLE, TEXT, Element

_HEADING = re.compile(r"heading[ _](?:20_)?([1-9])\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:contents|index|toc)\b", re.IGNORECASE)
_BOLD = ("bold", "600", "700", "800", "900")
_WHITE = ("", "transparent", "#ffffff")


@dataclass(frozen=True, slots=True)
class Look:
    """What counts of a style here: None or empty where neither it nor one it is based on says so.

    `size` is in points, `outline` the level from 1 that the style gives a heading, `numbering` a list style's name.
    """

    name: str = ""
    bold: bool | None = None
    hidden: bool = False
    size: float | None = None
    outline: int = 0
    numbering: str | None = None
    fill: str = ""

    @property
    def is_contents(self) -> bool:
        """Whether the style is for lines of a list of contents."""
        return _CONTENTS.match(self.name) is not None

    @property
    def heading_level(self) -> int:
        """The level of a title's or heading's style from 1, 0 for other styles."""
        named = _HEADING.search(self.name)
        titles = {"title": 1, "subtitle": 2}
        return titles.get(self.name.lower()) or (int(named.group(1)) if named else self.outline)


class Styles:
    """The styles of a document's parts."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        for root in roots:
            for found in root.iter(STYLE + "style"):
                self._elements[found.get(STYLE + "family", ""), found.get(STYLE + "name", "")] = found
            for found in root.iter(STYLE + "default-style"):
                self._defaults[found.get(STYLE + "family", "")] = found

    def find(self, family: str, name: str | None) -> Look:
        """Return a style of a family (`paragraph`, `text`, `table-cell`); what holds by default for no name."""
        return self._resolve(family, name or "", frozenset())

    def _resolve(self, family: str, name: str, above: frozenset[str]) -> Look:
        known = self._looks.get((family, name))
        if known is not None:
            return known
        element = self._elements.get((family, name))
        if element is None or name in above:  # a ring of styles, each based on the next
            default = self._defaults.get(family)
            return Look() if default is None else _read(default, Look())
        base = self._resolve(family, element.get(STYLE + "parent-style-name", ""), above | {name})
        look = _read(element, base)
        self._looks[family, name] = look
        return look


def _read(element: Element, base: Look) -> Look:
    printed = element.get(STYLE + "display-name", element.get(STYLE + "name", "")).replace("_20_", " ")
    automatic = base.name and re.fullmatch(
        r"[A-Z]+\d+", printed
    )  # P12, T3: made for one paragraph, the name says nothing
    look = replace(base, name=base.name if automatic else printed)
    words = element.find(STYLE + "text-properties")
    if words is not None:
        weight, size = words.get(FO + "font-weight"), words.get(FO + "font-size", "")
        look = replace(
            look,
            bold=look.bold if weight is None else weight in _BOLD,
            hidden=words.get(TEXT + "display") == "none" or look.hidden,
            size=float(size[:-2]) if re.fullmatch(r"\d+(\.\d+)?pt", size) else look.size,
        )
    cell = element.find(STYLE + "table-cell-properties")
    if cell is not None:
        fill = cell.get(FO + "background-color", "").lower()
        look = replace(look, fill="" if fill in _WHITE else fill.lstrip("#"))
    outline, numbering = element.get(STYLE + "default-outline-level"), element.get(STYLE + "list-style-name")
    if outline is not None:
        look = replace(look, outline=int(outline) if outline.isdecimal() else 0)
    return look if numbering is None else replace(look, numbering=numbering)
