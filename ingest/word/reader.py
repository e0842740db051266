"""The reader of Word documents."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package

from ingest.contentslist import mark_contents
from ingest.document import Block, BlockKind, Document, Format, Issue, Place, Severity, Unreadable
from ingest.drawings import read_boxes, read_drawing
from ingest.looks import nest_lists, promote_headings
from ingest.packages import BROKEN, open_package, read_properties, report_lost
from ingest.printed import make_text
from ingest.tally import words_of
from ingest.word.markup import TBL, TEXT_BOX, Element, P, W
from ingest.word.numbering import Counters, read_lists
from ingest.word.paragraphs import make_block, read_paragraph
from ingest.word.styles import read_styles
from ingest.word.tables import blocks_of, read_table
from ingest.word.words import Trail

_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_MARGINS = ((RT.HEADER, "header", "page header"), (RT.FOOTER, "footer", "page footer"))


def read_word(path: Path) -> Document:
    """Return the Document of a .docx or .docm file; tracked changes are read as accepted.

    Places are `paragraph N` (paragraphs outside tables, empty ones counted), `table T, row R, column C`,
    `paragraph N, text box 1`, `paragraph N, diagram 1`, `footnote N`, `header N`. There are no pages in a Word file.
    """
    (package, main), lost = _open(path)
    root = _root(main)
    body = root.find(W + "body")
    if body is None:
        raise Unreadable("damaged", f"{path.name} is damaged: it has no document body.")
    styles = read_styles(_related(main, RT.STYLES))
    trail = Trail(styles, Counters(read_lists(_related(main, RT.NUMBERING), styles)))
    _number_paragraphs(body)
    _join_deleted_marks(body)
    blocks, sizes = _read_body(body, main, trail)
    blocks = mark_contents(nest_lists(promote_headings(blocks, sizes)))
    blocks += _read_notes(main, trail)
    blocks += _read_margins(main, trail)
    issues = (*report_lost(lost), *_find_issues(root, main, trail))
    properties = read_properties(package, (rel.reltype for rel in package.rels.values()))
    return Document(Format.DOCX, tuple(blocks), words=words_of(blocks), properties=properties, issues=issues)


def _open(path: Path) -> tuple[tuple[Package, Part], dict[str, str]]:
    try:
        return open_package(path, _load)
    except (*BROKEN, PackageNotFoundError) as error:
        if b"purl.oclc.org" in _relationships(path):
            sentence = "is saved as Strict Open XML; save it as an ordinary Word document."
            raise Unreadable("unsupported", f"{path.name} {sentence}") from error
        raise Unreadable("damaged", f"{path.name} is damaged: Word's main part is missing or broken.") from error


def _load(file: str | IO[bytes]) -> tuple[Package, Part]:
    package = Package.open(file)
    return package, package.part_related_by(RT.OFFICE_DOCUMENT)


def _relationships(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("_rels/.rels") if "_rels/.rels" in archive.namelist() else b""


def _root(part: Part) -> Element:
    """Return a part's XML; a part that python-docx keeps as bytes (a macro document's) is parsed, safely."""
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _related(part: Part, relation: str) -> Element | None:
    found = next((rel for rel in part.rels.values() if rel.reltype == relation and not rel.is_external), None)
    return None if found is None else _root(found.target_part)


def _number_paragraphs(body: Element) -> None:
    """Write its number into each paragraph outside tables and text boxes, before any is joined to another."""
    count = 0
    for paragraph in body.iter(P):
        if not any(above.tag in (TBL, TEXT_BOX) for above in paragraph.iterancestors()):
            count += 1
            paragraph.set("number", str(count))


def _join_deleted_marks(body: Element) -> None:
    """Join a paragraph whose end a reviewer deleted or moved away to the next one, whose looks it takes."""
    for paragraph in list(body.iter(P)):
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        following = paragraph.getnext()
        if marks is None or following is None or following.tag != P:
            continue
        if marks.find(W + "del") is None and marks.find(W + "moveFrom") is None:
            continue
        at = 1 if following.find(W + "pPr") is not None else 0
        for child in [child for child in paragraph if child.tag != W + "pPr"]:
            following.insert(at, child)
            at += 1
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)


def _read_body(body: Element, main: Part, trail: Trail) -> tuple[list[Block], dict[int, int]]:
    blocks: list[Block] = []
    sizes: dict[int, int] = {}
    at = "0"
    for element, contents in blocks_of(body, trail):
        if element.tag == TBL:
            trail.tables += 1
            blocks += read_table(element, trail, f"table {trail.tables}")
        else:
            at = element.get("number") or at
            paragraph = read_paragraph(element, trail)
            block = make_block(paragraph, Place(path=f"paragraph {at}"), contents=contents)
            if block is not None:
                sizes[len(blocks)] = paragraph.printed.size
                blocks.append(block)
        path = f"paragraph {at}" if element.tag == P else f"table {trail.tables}"
        blocks += read_boxes(trail.boxes, path, partial(_read_part, trail))
        blocks += _read_drawings(trail, main, path)
    return blocks, sizes


def _read_drawings(trail: Trail, main: Part, path: str) -> list[Block]:
    """Return the words of the diagrams and charts met since the last call, a paragraph a line."""
    blocks: list[Block] = []
    for count, (kind, relation) in enumerate(trail.drawings, 1):
        held = main.rels.get(relation)
        if held is None or held.is_external:
            continue
        place = Place(path=f"{path}, {kind} {count}")
        lines = read_drawing(kind, held.target_part.blob)
        blocks += [Block(BlockKind.PARAGRAPH, text) for line in lines if (text := make_text(line, place))]
    trail.drawings.clear()
    return blocks


def _read_part(trail: Trail, element: Element, path: str) -> list[Block]:
    blocks: list[Block] = []
    tables = 0
    for child, contents in blocks_of(element, trail):
        if child.tag == TBL:
            tables += 1
            blocks += read_table(child, trail, f"{path}, table {tables}")
        elif block := make_block(read_paragraph(child, trail), Place(path=path), contents=contents):
            blocks.append(block)
    return blocks


def _read_notes(main: Part, trail: Trail) -> list[Block]:
    """Return footnotes and endnotes in the order of their marks, as paragraphs with their printed number."""
    blocks: list[Block] = []
    roots = {"footnote": _related(main, RT.FOOTNOTES), "endnote": _related(main, RT.ENDNOTES)}
    counts = {"footnote": 0, "endnote": 0}
    for kind, note_id in dict.fromkeys(trail.notes):
        root = roots[kind]
        if root is None:
            continue
        counts[kind] += 1
        found = next((note for note in root.iterfind(W + kind) if note.get(W + "id") == note_id), None)
        if found is None:
            continue
        place = Place(path=f"{kind} {counts[kind]}")
        for child, _ in blocks_of(found, trail):
            words = read_paragraph(child, trail).printed.text if child.tag == P else ""
            text = make_text(words, place)
            if text:
                blocks.append(Block(BlockKind.PARAGRAPH, text, marker=str(counts[kind])))
    return blocks


def _read_margins(main: Part, trail: Trail) -> list[Block]:
    """Return the headers and footers of pages as furniture, each different one once."""
    blocks: list[Block] = []
    for relation, name, reason in _MARGINS:
        seen: set[str] = set()
        for rel in main.rels.values():
            if rel.reltype != relation or rel.is_external:
                continue
            place = Place(path=f"{name} {len(seen) + 1}")
            lines = [read_paragraph(found, trail).printed.text for found in _root(rel.target_part).iter(P)]
            text = make_text("\n".join(lines), place)
            if text and text.plain not in seen:
                seen.add(text.plain)
                blocks.append(Block(BlockKind.FURNITURE, text, reason=reason))
    trail.boxes.clear()
    return blocks


def _find_issues(root: Element, main: Part, trail: Trail) -> Iterator[Issue]:
    def note(code: str, message: str, severity: Severity = Severity.NOTE) -> Issue:
        return Issue(code, message, severity)

    tracked = sum(1 for tag in ("ins", "del", "moveFrom") for _ in root.iter(W + tag))
    if tracked:
        yield note("tracked_changes", "The file has tracked changes; they were read as if all were accepted.")
    comments = _related(main, RT.COMMENTS)
    if comments is not None and len(comments):
        yield note("comments", f"{len(comments)} comments in the margin are not part of the text.")
    if trail.hidden:
        yield note("hidden_text", f"{trail.hidden} pieces of hidden text are not part of what the file prints.")
    if trail.prompts:
        yield note("prompts", f"{trail.prompts} fields that nobody filled in show only their prompts.")
    if trail.charts:
        yield note("chart_unread", f"The figures of {trail.charts} charts were not read; their words were.")
    if next(root.iter(W + "altChunk"), None) is not None:
        message = "The file includes another document whole; that part was not read."
        yield note("included_unread", message, Severity.WARNING)
