"""The reader of OpenDocument texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ingest.contentslist import mark_contents
from ingest.document import Block, BlockKind, Document, Format, Issue, Place, Severity, Unreadable
from ingest.drawings import read_boxes
from ingest.looks import may_be_heading, nest_lists, promote_headings, take_marker
from ingest.opendocument.flow import H, P, Part, look_of, walk
from ingest.opendocument.lists import Lists
from ingest.opendocument.markup import DC, FORM, META, OFFICE, STYLE, TABLE, TEXT, Element, count, open_parts
from ingest.opendocument.styles import Styles
from ingest.opendocument.tables import read_table
from ingest.opendocument.words import Printed, Trail, read_words
from ingest.packages import report_lost
from ingest.printed import make_text
from ingest.tally import words_of

_MARGINS = {"header": "page header", "footer": "page footer"}


def read_opendocument(path: Path) -> Document:
    """Return the Document of an .odt file; tracked changes are read as accepted.

    Places are `paragraph N` (paragraphs outside tables, empty ones counted), `table T, row R, column C`,
    `paragraph N, text box 1`, `footnote N`, `header N`. There are no pages in an OpenDocument text.
    """
    parts, broken = open_parts(path)
    body = parts["content"].find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable("damaged", f"{path.name} is damaged: it has no text body.")
    roots = [parts[name] for name in ("styles", "content") if name in parts]
    trail = Trail(Styles(roots), Lists(roots), _controls(body))
    blocks, sizes = _read_body(body, trail)
    blocks = mark_contents(nest_lists(promote_headings(blocks, sizes)))
    blocks += _read_notes(trail)
    blocks += _read_margins(parts.get("styles"), trail)
    issues = (*report_lost(dict.fromkeys(broken, "")), *_find_issues(body, trail))
    properties = _properties(parts.get("meta"))
    return Document(Format.ODT, tuple(blocks), words=words_of(blocks), properties=properties, issues=issues)


def _controls(body: Element) -> dict[str, Element]:
    """Return form controls by their id: a text refers to them where they stand."""
    forms = body.iterfind(f"{OFFICE}forms//*")
    return {held.get(FORM + "id", ""): held for held in forms if held.get(FORM + "id")}


def _read_body(body: Element, trail: Trail) -> tuple[list[Block], dict[int, int]]:
    blocks: list[Block] = []
    sizes: dict[int, int] = {}
    for part in walk(body, trail):
        if part.element.tag == TABLE + "table":
            trail.tables += 1
            at = f"table {trail.tables}"
            blocks += read_table(part.element, trail, at)
        elif part.element.tag in (P, H):
            trail.paragraphs += 1
            at = f"paragraph {trail.paragraphs}"
            printed = read_words(part.element, look_of(part.element, trail), trail)
            block = _make_block(part, printed, Place(path=at), trail)
            if block is not None:
                sizes[len(blocks)] = round(printed.size * 2)
                blocks.append(block)
        else:
            continue
        blocks += read_boxes(trail.boxes, at, partial(_read_apart, trail))
    blocks += read_boxes(trail.boxes, "page", partial(_read_apart, trail))
    return blocks, sizes


def _make_block(part: Part, printed: Printed, place: Place, trail: Trail) -> Block | None:
    text = make_text(printed.text, place)
    if not text:
        return None
    look = look_of(part.element, trail)
    if part.contents or look.is_contents:
        return Block(BlockKind.FURNITURE, text, reason="contents")
    level = count(part.element, TEXT + "outline-level") if part.element.tag == H else look.heading_level
    if level and may_be_heading(printed.text):
        marker, text = take_marker(part.marker, text)
        return Block(BlockKind.HEADING, text, level=level, marker=marker, bold=printed.bold)
    if part.marker:
        return Block(BlockKind.LIST_ITEM, text, level=part.level, marker=part.marker, bold=printed.bold)
    marker, text = take_marker("", text)
    kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
    return Block(kind, text, marker=marker, bold=printed.bold)


def _read_apart(trail: Trail, element: Element, path: str) -> list[Block]:
    blocks: list[Block] = []
    tables = 0
    for part in walk(element, trail):
        if part.element.tag == TABLE + "table":
            tables += 1
            blocks += read_table(part.element, trail, f"{path}, table {tables}")
            continue
        printed = read_words(part.element, look_of(part.element, trail), trail)
        block = _make_block(part, printed, Place(path=path), trail)
        blocks += [block] if block is not None else []
    return blocks


def _read_notes(trail: Trail) -> list[Block]:
    """Return footnotes and endnotes in the order of their marks, as paragraphs with their printed number."""
    blocks: list[Block] = []
    counts = {"footnote": 0, "endnote": 0}
    for note in list(trail.notes):
        kind = "endnote" if note.get(TEXT + "note-class") == "endnote" else "footnote"
        counts[kind] += 1
        citation, body = note.find(TEXT + "note-citation"), note.find(TEXT + "note-body")
        printed = "".join(map(str, citation.itertext())).strip() if citation is not None else ""
        place = Place(path=f"{kind} {counts[kind]}")
        for part in walk(body, trail) if body is not None else ():
            text = make_text(read_words(part.element, look_of(part.element, trail), trail).text, place)
            if text:
                blocks.append(Block(BlockKind.PARAGRAPH, text, marker=printed or str(counts[kind])))
    return blocks


def _read_margins(styles: Element | None, trail: Trail) -> list[Block]:
    """Return the headers and footers of pages as furniture, each different one once."""
    blocks: list[Block] = []
    for name, reason in _MARGINS.items():
        seen: set[str] = set()
        masters = styles.iter(STYLE + "master-page") if styles is not None else ()
        for margin in (child for master in masters for child in master if str(child.tag).startswith(STYLE + name)):
            lines = [read_words(p, look_of(p, trail), trail).text for p in margin.iter(P, H)]
            text = make_text("\n".join(lines), Place(path=f"{name} {len(seen) + 1}"))
            if text and text.plain not in seen:
                seen.add(text.plain)
                blocks.append(Block(BlockKind.FURNITURE, text, reason=reason))
    trail.boxes.clear()
    return blocks


def _find_issues(body: Element, trail: Trail) -> Iterator[Issue]:
    def note(code: str, message: str, severity: Severity = Severity.NOTE) -> Issue:
        return Issue(code, message, severity)

    if next(body.iter(TEXT + "changed-region"), None) is not None:
        yield note("tracked_changes", "The file has tracked changes; they were read as if all were accepted.")
    if trail.comments:
        yield note("comments", f"{trail.comments} comments in the margin are not part of the text.")
    if trail.hidden:
        yield note("hidden_text", f"{trail.hidden} pieces of hidden text are not part of what the file prints.")
    if trail.prompts:
        yield note("prompts", f"{trail.prompts} fields that nobody filled in show only their prompts.")
    if trail.embedded:
        message = f"{trail.embedded} embedded objects or charts were not opened; their words are missing."
        yield note("included_unread", message, Severity.WARNING)


def _properties(meta: Element | None) -> tuple[tuple[str, str], ...]:
    held = meta.find(OFFICE + "meta") if meta is not None else None
    if held is None:
        return ()
    named = (
        ("title", (DC + "title",)),
        ("author", (META + "initial-creator", DC + "creator")),
        ("created", (META + "creation-date",)),
        ("modified", (DC + "date",)),
        ("description", (DC + "description", DC + "subject")),
    )
    found = ((name, next((t for tag in tags if (t := (held.findtext(tag) or "").strip())), "")) for name, tags in named)
    return tuple((name, words) for name, words in found if words)
