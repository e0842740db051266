"""Paragraph and character styles, each with what it inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.word.markup import Element, W, number, switched, value

_HEADING = re.compile(r"\bheading\s*([1-9])\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|table of figures|toc heading|contents heading)\b", re.IGNORECASE)
_BODY_LEVEL = 9  # outline level 9 is body text (ECMA-376 part 1, 17.3.1.20)


@dataclass(frozen=True, slots=True)
class Style:
    """What counts of a style here; None where neither it nor a style it is based on says so.

    `size` is in half points, `outline` from 0; `numbering` is (numId, level or None).
    """

    id: str = ""
    name: str = ""
    bold: bool | None = None
    hidden: bool | None = None
    size: int | None = None
    outline: int | None = None
    numbering: tuple[str, int | None] | None = None
    header_row: bool = False

    @property
    def heading_level(self) -> int:
        """The level of a heading style from 1, 0 for other styles."""
        lowered = self.name.lower()
        if lowered in ("title", "subtitle"):
            return 1 if lowered == "title" else 2
        named = _HEADING.search(self.name)
        if self.outline is not None:
            return self.outline + 1 if self.outline < _BODY_LEVEL else 0
        return int(named.group(1)) if named and not self.is_contents else 0

    @property
    def is_contents(self) -> bool:
        """Whether the style is for lines of a list of contents."""
        return _CONTENTS.match(self.name) is not None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, what holds where no style is named, and the size of plain text in half points."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=Style)
    size: int = 20

    def find(self, style_id: str | None) -> Style:
        """Return the style of an id; the default paragraph style for None or an unknown id."""
        return self.by_id.get(style_id or "", self.default)

    def find_run(self, style_id: str | None) -> Style:
        """Return a character style; an empty one for None or an unknown id."""
        return self.by_id.get(style_id or "", Style())


def read_styles(root: Element | None) -> Styles:
    """Return the styles of the styles part; none where the document has no such part."""
    if root is None:
        return Styles()
    elements = {found.get(W + "styleId", ""): found for found in root.iterfind(W + "style")}
    resolved: dict[str, Style] = {}
    for style_id in elements:
        _resolve(style_id, elements, resolved, frozenset())
    size = value(root, "docDefaults/rPrDefault/rPr/sz")
    base = next(
        (
            resolved[style_id]
            for style_id, found in elements.items()
            if found.get(W + "type") == "paragraph" and found.get(W + "default") in ("1", "true")
        ),
        Style(),
    )
    return Styles(resolved, base, number(size, 20))


def _resolve(style_id: str, elements: dict[str, Element], resolved: dict[str, Style], above: frozenset[str]) -> Style:
    if style_id in resolved:
        return resolved[style_id]
    element = elements.get(style_id)
    if element is None or style_id in above:  # a ring of styles, each based on the next
        return Style()
    base_id = value(element, "basedOn")
    base = _resolve(base_id, elements, resolved, above | {style_id}) if base_id else Style()
    style = _read_style(style_id, element, base)
    resolved[style_id] = style
    return style


def _read_style(style_id: str, element: Element, base: Style) -> Style:
    run, paragraph = element.find(W + "rPr"), element.find(W + "pPr")
    bold, hidden = switched(run, "b"), switched(run, "vanish")
    size, outline = value(run, "sz"), value(paragraph, "outlineLvl")
    name = value(element, "name", style_id) or ""
    inherits_outline = base.outline if outline is None else number(outline)
    if outline is None and base.outline is None and base.heading_level and not _HEADING.search(name):
        inherits_outline = base.heading_level - 1
    return Style(
        style_id,
        name,
        base.bold if bold is None else bold,
        base.hidden if hidden is None else hidden,
        base.size if size is None else number(size),
        inherits_outline,
        _read_numbering(paragraph) or base.numbering,
        base.header_row or _styles_first_row(element),
    )


def _read_numbering(paragraph: Element | None) -> tuple[str, int | None] | None:
    properties = paragraph.find(W + "numPr") if paragraph is not None else None
    if properties is None:
        return None
    level = value(properties, "ilvl")
    return value(properties, "numId") or "", None if level is None else number(level)


def _styles_first_row(element: Element) -> bool:
    """Tell whether a table style sets its first row apart, in bold or on a colour."""
    for part in element.iterfind(W + "tblStylePr"):
        if part.get(W + "type") == "firstRow":
            shade = part.find(f"{W}tcPr/{W}shd")
            filled = shade is not None and shade.get(W + "fill", "auto") not in ("auto", "FFFFFF")
            return bool(switched(part.find(W + "rPr"), "b")) or filled
    return False
