"""The words of one paragraph as Word prints them: insertions in, deletions, hidden text and field codes out."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.drawings import find_drawing
from ingest.word.markup import ALTERNATE, SDT, TEXT_BOX, W14, Element, M, R, W, choose, number, switched, unwrap, value
from ingest.word.numbering import Counters, show_symbol
from ingest.word.styles import Style, Styles

_BREAKS = frozenset((W + "br", W + "cr"))
_TABS = frozenset((W + "tab", W + "ptab"))
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


@dataclass(slots=True)
class Field:
    """A field that is open: its code so far, whether its result has begun, and a form field's data."""

    code: str = ""
    result: bool = False
    form: Element | None = None


@dataclass(slots=True)
class Trail:
    """What reading must remember as it goes through a document, and what it met on the way."""

    styles: Styles
    counters: Counters
    fields: list[Field] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    drawings: list[tuple[str, str]] = field(default_factory=list)
    tables: int = 0
    prompts: int = 0
    hidden: int = 0
    charts: int = 0

    @property
    def in_contents(self) -> bool:
        """Whether the result of a table-of-contents field is being read."""
        return any(opened.code.split()[:1] == ["TOC"] for opened in self.fields)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look; `size` in half points."""

    text: str
    bold: bool = False
    size: int = 0
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a paragraph (line breaks and tabs among them) and how they look."""

    text: str
    bold: bool = False
    size: int = 0
    contents: bool = False


def read_words(paragraph: Element, style: Style, trail: Trail) -> Printed:
    """Return what a paragraph prints; text boxes anchored in it are left in `trail.boxes`."""
    runs: list[Run] = []
    _walk(paragraph, style, trail, runs)
    text = "".join(run.text for run in runs).replace("\u00a0", " ").replace("\u00ad", "").replace("\u200b", "")
    inked = [run for run in runs if run.text.strip()]
    return Printed(
        text,
        bold=bool(inked) and all(run.bold for run in inked),
        size=max((run.size for run in inked), default=0),
        contents=any(run.contents for run in inked),
    )


def _walk(parent: Element, style: Style, trail: Trail, runs: list[Run]) -> None:
    for child in unwrap(parent):
        if child.tag == R:
            _read_run(child, style, trail, runs)
        elif child.tag == SDT:
            _read_control(child, style, trail, runs)
        elif child.tag in (M + "oMath", M + "oMathPara"):
            runs.append(Run("".join(found.text or "" for found in child.iter(M + "t"))))


def _read_run(run: Element, style: Style, trail: Trail, runs: list[Run]) -> None:
    properties = run.find(W + "rPr")
    own = trail.styles.find_run(value(properties, "rStyle"))
    hidden = _first(switched(properties, "vanish"), own.hidden, style.hidden)
    bold = _first(switched(properties, "b"), own.bold, style.bold)
    size = number(value(properties, "sz"), own.size or style.size or trail.styles.size)
    for child in unwrap(run):
        text = _step_field(child, trail) if child.tag == W + "fldChar" else _read_child(child, trail)
        if not text or not all(opened.result for opened in trail.fields):
            continue
        if hidden:
            trail.hidden += 1 if text.strip() else 0
            continue
        runs.append(Run(text, bold, size, trail.in_contents))


def _first(*settings: bool | None) -> bool:
    return next((setting for setting in settings if setting is not None), False)


def _read_child(child: Element, trail: Trail) -> str:
    tag = child.tag
    if tag == W + "t":
        return child.text or ""
    if tag in _TABS:
        return "\t"
    if tag in _BREAKS:
        return "\n"
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return show_symbol(chr(int(child.get(W + "char", "0020"), 16)), child.get(W + "font", ""))
    if tag == W + "instrText" and trail.fields:
        trail.fields[-1].code += child.text or ""
    elif tag in _NOTES:
        trail.notes.append((_NOTES[tag], child.get(W + "id", "")))
    elif tag in _DRAWN:
        _find_boxes(child, trail)
    elif tag == W + "ruby":
        return "".join(found.text or "" for found in child.iterfind(f"{W}rubyBase//{W}t"))
    return ""


def _find_boxes(drawn: Element, trail: Trail) -> None:
    """Keep the outermost text boxes of a drawing, each once: the fallback repeats what the choice holds."""
    for child in drawn:
        if child.tag == TEXT_BOX:
            trail.boxes.append(child)
        elif child.tag == ALTERNATE:
            chosen = choose(child)
            if chosen is not None:
                _find_boxes(chosen, trail)
        elif isinstance(child.tag, str):
            drawing = find_drawing(child)  # SmartArt or a chart: its words are in another part
            if drawing is not None:
                trail.drawings.append(drawing)
                trail.charts += drawing[0] == "chart"
            _find_boxes(child, trail)


def _step_field(mark: Element, trail: Trail) -> str:
    kind = mark.get(W + "fldCharType")
    if kind == "begin":
        trail.fields.append(Field(form=mark.find(W + "ffData")))
    elif kind == "separate" and trail.fields:
        trail.fields[-1].result = True
    elif kind == "end" and trail.fields:
        closed = trail.fields.pop()
        return _show_form(closed.form) if closed.form is not None else ""
    return ""


def _show_form(form: Element) -> str:
    """Return what a form field shows that has no words of its own: a tick box, a choice."""
    box = form.find(W + "checkBox")
    if box is not None:
        ticked = switched(box, "checked")
        return "☒" if (switched(box, "default") if ticked is None else ticked) else "☐"
    choice = form.find(W + "ddList")
    if choice is None:
        return ""
    entries = [found.get(W + "val", "") for found in choice.iterfind(W + "listEntry")]
    chosen = number(value(choice, "result"), number(value(choice, "default")))
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _read_control(control: Element, style: Style, trail: Trail, runs: list[Run]) -> None:
    if is_prompt(control):
        trail.prompts += 1
        return
    content = control.find(W + "sdtContent")
    before = len(runs)
    if content is not None:
        _walk(content, style, trail, runs)
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is not None and not any(run.text.strip() for run in runs[before:]):
        ticked = box.find(W14 + "checked")
        on = ticked is not None and ticked.get(W14 + "val") in ("1", "true")
        runs.append(Run("☒" if on else "☐"))


def is_prompt(control: Element) -> bool:
    """Tell whether a content control shows only its prompt (*Click here to enter text*)."""
    return bool(switched(control.find(W + "sdtPr"), "showingPlcHdr"))
