"""The lines of a piece of a web page as a browser would break them, list markers with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from ingest.markers import spell
from ingest.webfacts import DATA

DROPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "head", "audio", "video", "math")
)
BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "figure", "figcaption"),
        *("address", "header", "footer", "nav", "aside", "main", "form", "fieldset", "legend", "details", "summary"),
        *("pre", "hr", "center", "body", "menu", "dialog", "hgroup", "search"),
    )
)
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset(DATA["hidden"]["classes"])


@dataclass(frozen=True, slots=True)
class WebLine:
    """One line: its words, the number or bullet before it, whether all of it is bold."""

    words: str
    marker: str = ""
    bold: bool = False


def tag_name(node: object) -> str:
    """Return an element's name in small letters, an empty string for text."""
    return node.name.lower() if isinstance(node, Tag) else ""


def is_hidden(tag: Tag) -> bool:
    """Tell whether a browser does not show an element. `hidden=until-found` (accordions) is content."""
    if tag.has_attr("hidden"):
        return str(tag.get("hidden")).lower() != "until-found"
    if str(tag.get("aria-hidden", "")).lower() == "true":
        return True
    if _UNSEEN.search(str(tag.get("style", ""))):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(classes_of(tag))


def classes_of(tag: Tag) -> list[str]:
    """Return the classes of an element."""
    held = tag.get("class")
    return [str(name) for name in held] if isinstance(held, list) else str(held or "").split()


def is_text(node: object) -> bool:
    """Tell words from comments, doctypes and the like."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def markers_of(listing: Tag) -> dict[int, str]:
    """Return the marker of each item of a list by the identity of its element."""
    items = [child for child in listing.children if tag_name(child) == "li"]
    style = _LIST_STYLE.search(str(listing.get("style", "")))
    if style and style.group(1).lower() == "none":
        return {id(item): "" for item in items}
    if tag_name(listing) != "ol":
        return {id(item): "•" for item in items}
    step = -1 if listing.has_attr("reversed") else 1
    count = _whole(listing.get("start"), len(items) if step < 0 else 1)
    shape = _TYPES.get(str(listing.get("type", "")), _STYLES.get(style.group(1).lower() if style else "", ""))
    markers = {}
    for item in items:
        count = _whole(item.get("value") if isinstance(item, Tag) else None, count)
        markers[id(item)] = f"{spell(count, shape or 'decimal')}."
        count += step
    return markers


def _whole(held: object, default: int) -> int:
    text = str(held).strip() if held is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def read_lines(root: Tag, skip: frozenset[str] = frozenset()) -> list[WebLine]:
    """Return the lines of an element; elements named in `skip` and hidden ones are left out."""
    lines: list[WebLine] = []
    words: list[tuple[str, bool]] = []
    marker = ""

    def close() -> None:
        nonlocal marker
        shown = join_words(words)
        if shown:
            inked = [bold for text, bold in words if text.strip()]
            lines.append(WebLine(shown, marker, all(inked)))
            marker = ""
        words.clear()

    for event, held, bold in _events(root, skip, False, False):
        if event == "words":
            words.append((held, bold))
        else:
            close()
            marker = held or marker
    close()
    return lines


def join_words(words: list[tuple[str, bool]]) -> str:
    """Return the words of inline parts as a browser shows them: white space runs are one space."""
    return " ".join("".join(text for text, _ in words).replace("\u00ad", "").replace("\u200b", "").split())


def _events(node: Tag, skip: frozenset[str], bold: bool, pre: bool) -> Iterator[tuple[str, str, bool]]:
    markers = markers_of(node) if tag_name(node) in ("ul", "ol", "menu") else {}
    for child in node.children:
        if is_text(child):
            yield from _text_events(str(child), bold, pre)
        elif isinstance(child, Tag):
            name = tag_name(child)
            if name in DROPPED or name in skip or is_hidden(child):
                continue
            if name in ("br", "hr"):
                yield "break", "", bold
                continue
            block = name in BLOCKS
            if block:
                yield "break", markers.get(id(child), ""), bold
            yield from _events(child, skip, bold or name in ("b", "strong", "th"), pre or name == "pre")
            if block:
                yield "break", "", bold


def _text_events(text: str, bold: bool, pre: bool) -> Iterator[tuple[str, str, bool]]:
    if not pre:
        yield "words", text, bold
        return
    for i, line in enumerate(text.split("\n")):
        if i:
            yield "break", "", bold
        yield "words", line, bold
