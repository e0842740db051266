"""The names of PresentationML and DrawingML, and what a shape inherits from its layout and master."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

Element = _Element  # the name lxml gives its only class of elements is a private one

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

EMU = 12_700  # English Metric Units in a point (ECMA-376 part 1, 20.1.2.1)
_TITLES = ("title", "ctrTitle")
_SAME_ON_MASTER = {"ctrTitle": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum", "hdr": "hdr", "title": "title"}


@dataclass(frozen=True, slots=True)
class Model:
    """What the slides of one layout share: the shapes of layout and master, and the master's text styles."""

    layout: Element | None
    master: Element | None
    defaults: Element | None = None

    def bases(self, shape: Element) -> list[Element]:
        """Return the shapes that a placeholder inherits from, the nearest first; none for other shapes."""
        place = placeholder(shape)
        if place is None:
            return []
        found = [] if self.layout is None else [_find(self.layout, place)]
        if self.master is not None:
            found.append(_find_kind(self.master, _SAME_ON_MASTER.get(kind_of(shape), "body")))
        return [base for base in found if base is not None]

    def text_style(self, shape: Element) -> Element | None:
        """Return the list style that holds where neither the shape nor those it inherits from say anything."""
        if placeholder(shape) is None:
            return self.defaults
        kind = kind_of(shape)
        name = "titleStyle" if kind in _TITLES else "bodyStyle" if kind not in _SAME_ON_MASTER else "otherStyle"
        return None if self.master is None else self.master.find(f"{P}txStyles/{P}{name}")


def drawn(parent: Element) -> Iterator[Element]:
    """Yield the children of an element; of alternates only the first choice, the fallback where there is none."""
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        if child.tag == MC + "AlternateContent":
            choice = child.find(MC + "Choice")
            chosen = child.find(MC + "Fallback") if choice is None else choice
            if chosen is not None:
                yield from drawn(chosen)
        else:
            yield child


def placeholder(shape: Element) -> Element | None:
    """Return the placeholder element of a shape, None where it is none."""
    for child in shape:
        if isinstance(child.tag, str) and child.tag.startswith(f"{P}nv"):
            return child.find(f"{P}nvPr/{P}ph")
    return None


def kind_of(shape: Element) -> str:
    """Return the kind of a placeholder (`title`, `body`, `ftr` …), an empty string for other shapes."""
    place = placeholder(shape)
    return "" if place is None else place.get("type", "obj")


def is_title(shape: Element) -> bool:
    """Tell whether a shape is the title of its slide."""
    return kind_of(shape) in _TITLES


def is_hidden(shape: Element) -> bool:
    """Tell whether a shape is switched off in the selection pane."""
    for child in shape:
        if isinstance(child.tag, str) and child.tag.startswith(f"{P}nv"):
            named = child.find(f"{P}cNvPr")
            return named is not None and named.get("hidden") in ("1", "true")
    return False


def whole(text: str | None, default: int = 0) -> int:
    """Return a whole number, `default` where the text is none.

    >>> whole("12700"), whole(None, 3), whole("x")
    (12700, 3, 0)
    """
    try:
        return int(float(text)) if text is not None else default
    except (ValueError, OverflowError):
        return default


def _find(layout: Element, place: Element) -> Element | None:
    """Return the layout's shape for a placeholder: the one of the same index, else the one of the same kind."""
    index, kind = place.get("idx"), place.get("type", "obj")
    same_kind = None
    for shape in layout.iter(f"{P}sp", f"{P}graphicFrame", f"{P}pic"):
        own = placeholder(shape)
        if own is None:
            continue
        if index is not None and own.get("idx") == index:
            return shape
        if same_kind is None and _SAME_ON_MASTER.get(own.get("type", "obj")) == _SAME_ON_MASTER.get(kind, ""):
            same_kind = shape
    return same_kind


def _find_kind(master: Element, kind: str) -> Element | None:
    return next((shape for shape in master.iter(f"{P}sp") if kind_of(shape) == kind), None)
