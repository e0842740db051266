"""The words of one paragraph as it prints them: deletions, notes, comments, hidden text and prompts out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.opendocument.lists import Lists
from ingest.opendocument.markup import DRAW, FORM, LOEXT, OFFICE, TEXT, Element, count, on
from ingest.opendocument.styles import Look, Styles
from ingest.printed import level_spaces

_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 200
_SHAPES = tuple(DRAW + name for name in ("custom-shape", "rect", "ellipse", "circle", "polygon", "line", "path"))
_SILENT = frozenset(
    (
        OFFICE + "annotation-end",
        TEXT + "label",
        TEXT + "tracked-changes",
        TEXT + "ruby-text",
        OFFICE + "event-listeners",
    )
)


@dataclass(slots=True)
class Trail:
    """What reading must remember as it goes through a document, and what it met on the way."""

    styles: Styles
    lists: Lists
    controls: dict[str, Element] = field(default_factory=dict)
    notes: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0
    comments: int = 0
    hidden: int = 0
    prompts: int = 0
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a paragraph (line breaks and tabs among them), whether all are bold, their size in points."""

    text: str
    bold: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    bold: bool
    size: float


def read_words(paragraph: Element, look: Look, trail: Trail) -> Printed:
    """Return what a paragraph prints; text boxes anchored in it are left in `trail.boxes`, notes in `trail.notes`."""
    runs: list[_Run] = []
    _walk(paragraph, look, trail, runs)
    text = level_spaces(_join(runs))
    inked = [run for run in runs if run.text.strip()]
    bold = bool(inked) and all(run.bold for run in inked)
    return Printed(text, bold, max((run.size for run in inked), default=0.0))


def _join(runs: list[_Run]) -> str:
    """Join runs; a space that ends one and begins the next is one (OpenDocument 1.3, 6.1.2)."""
    joined = ""
    for run in runs:
        doubled = run.text.startswith(" ") and (not joined or joined.endswith((" ", "\n")))
        joined += run.text[1:] if doubled else run.text
    return joined


def _walk(parent: Element, look: Look, trail: Trail, runs: list[_Run]) -> None:
    _add(parent.text, look, trail, runs)
    for child in parent:
        if isinstance(child.tag, str):
            _read_child(child, look, trail, runs)
        _add(child.tail, look, trail, runs)


def _add(words: str | None, look: Look, trail: Trail, runs: list[_Run], *, level: bool = True) -> None:
    if not words:
        return
    if look.hidden:
        trail.hidden += 1 if words.strip() else 0
        return
    runs.append(_Run(_BLANKS.sub(" ", words) if level else words, bool(look.bold), look.size or 0.0))


def _read_child(child: Element, look: Look, trail: Trail, runs: list[_Run]) -> None:
    tag = child.tag
    if tag == TEXT + "s":
        _add(" " * min(count(child, TEXT + "c"), _MOST_BLANKS), look, trail, runs, level=False)
    elif tag == TEXT + "tab":
        _add("\t", look, trail, runs, level=False)
    elif tag == TEXT + "line-break":
        _add("\n", look, trail, runs, level=False)
    elif tag == TEXT + "note":
        trail.notes.append(child)
    elif tag == OFFICE + "annotation":
        trail.comments += 1
    elif tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph") and on(child, TEXT + "is-hidden"):
        trail.hidden += 1
    elif _is_prompt(child):
        trail.prompts += 1
    elif tag == DRAW + "control":
        _add(_show_control(trail.controls.get(child.get(DRAW + "control", ""))), look, trail, runs, level=False)
    elif tag in (DRAW + "frame", DRAW + "g", *_SHAPES):
        find_boxes(child, trail)
    elif tag not in _SILENT:
        own = child.get(TEXT + "style-name") if tag == TEXT + "span" else None
        _walk(child, _over(look, trail.styles.find("text", own)) if own else look, trail, runs)


def _over(look: Look, own: Look) -> Look:
    """Return the look of words in a span: the paragraph's, but for what the span's own style says."""
    bold = look.bold if own.bold is None else own.bold
    return Look(look.name, bold, look.hidden or own.hidden, own.size or look.size)


def _is_prompt(child: Element) -> bool:
    """Tell whether an element shows only its prompt (*<Name of the lead>*)."""
    controlled = child.tag == LOEXT + "content-control" and on(child, LOEXT + "showing-place-holder")
    return controlled or child.tag == TEXT + "placeholder"


def _show_control(control: Element | None) -> str:
    """Return what a form control shows: a tick box, or the choice or words of a field."""
    if control is None:
        return ""
    if control.tag == FORM + "checkbox":
        return "☒" if control.get(FORM + "current-state", control.get(FORM + "state")) == "checked" else "☐"
    if control.tag == FORM + "listbox":
        chosen = [o for o in control.iterfind(FORM + "option") if on(o, FORM + "current-selected")]
        return ", ".join(option.get(FORM + "label", "") for option in chosen)
    return control.get(FORM + "current-value", control.get(FORM + "value", ""))


def find_boxes(drawn: Element, trail: Trail) -> None:
    """Keep the text boxes of a drawing, and shapes with words of their own; count what is embedded and unread."""
    if drawn.tag in _SHAPES and drawn.find(TEXT + "p") is not None:
        trail.boxes.append(drawn)
        return
    trail.embedded += any(child.tag in (DRAW + "object", DRAW + "object-ole") for child in drawn)
    for child in drawn:
        if child.tag == DRAW + "text-box":
            trail.boxes.append(child)
        elif child.tag in (DRAW + "frame", DRAW + "g", *_SHAPES):
            find_boxes(child, trail)
