"""The names of WordprocessingML, and steps over elements that only wrap others."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

Element = _Element  # the name lxml gives its only class of elements is a private one

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

P, R, TBL, TR, TC, SDT = (W + name for name in ("p", "r", "tbl", "tr", "tc", "sdt"))
TEXT_BOX = W + "txbxContent"
ALTERNATE = MC + "AlternateContent"
SKIPPED = frozenset(W + name for name in ("del", "moveFrom", "delText", "rPr", "pPr", "tblPr", "tblGrid", "trPr"))
WRAPPERS = frozenset(
    W + name
    for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo", "sdtContent")
)


def unwrap(parent: Element) -> Iterator[Element]:
    """Yield the children of an element, those of mere wrappers in their place; deletions are left out.

    Content controls (`w:sdt`) are yielded as they are, since what they show depends on their properties.
    """
    for child in parent:
        if not isinstance(child.tag, str) or child.tag in SKIPPED:
            continue
        if child.tag in WRAPPERS:
            yield from unwrap(child)
        elif child.tag == ALTERNATE:
            chosen = choose(child)
            if chosen is not None:
                yield from unwrap(chosen)
        else:
            yield child


def open_controls(parent: Element) -> Iterator[Element]:
    """Yield children as `unwrap` does, and what content controls hold in their place."""
    for child in unwrap(parent):
        if child.tag == SDT:
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from open_controls(content)
        else:
            yield child


def choose(alternate: Element) -> Element | None:
    """Return the first choice of an alternate; the fallback only where there is no choice."""
    choice = alternate.find(MC + "Choice")
    return alternate.find(MC + "Fallback") if choice is None else choice


def value(parent: Element | None, name: str, default: str | None = None) -> str | None:
    """Return the `w:val` of the child `w:name` (a path works), `default` where there is no such child or value."""
    if parent is None:
        return default
    child = parent.find("/".join(W + part for part in name.split("/")))
    return default if child is None else child.get(W + "val", default)


def switched(parent: Element | None, name: str) -> bool | None:
    """Return an on-off property: None where it is not set, True for a bare element.

    ECMA-376 part 1, 17.17.4: off is `0`, `false` or `off`.
    """
    if parent is None:
        return None
    child = parent.find(W + name)
    return None if child is None else child.get(W + "val", "1") not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0) -> int:
    """Return a whole number, `default` where the text is none.

    >>> number("12"), number(None, 3), number("x")
    (12, 3, 0)
    """
    try:
        return int(float(text)) if text is not None else default
    except (ValueError, OverflowError):
        return default
