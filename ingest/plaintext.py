"""The reader of plain text and Markdown: `.txt`, `.md`, `.markdown`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.contentslist import mark_contents
from ingest.decoding import decode
from ingest.document import Block, BlockKind, Document, Format, Piece, Place, Text, join
from ingest.prose import Chunk, Line, as_caption, goes_on, measure, read_chunk, set_levels, starts_paragraph
from ingest.remains import read_parts
from ingest.tally import words_of
from ingest.texttables import find_table, make_table

_ATX = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_UNDERLINE = re.compile(r"\s{0,3}(={3,}|-{3,})\s*")
_RULE = re.compile(r"\s*(?:(?:[-*_=~]\s*){3,}|\\(?:newpage|pagebreak))\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_ENDS = (re.compile(r"[.!?]\s+"), re.compile(r"\s+"))
#: A paragraph of more characters than this is cut: readers look at a paragraph as a whole, again and again.
_LONGEST = 20_000
_PAGE_NUMBER = re.compile(r"(?:page\s*|p\.?\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z][\w -]*):\s*(.+)")
_KNOWN_FIELDS = {"title": "title", "author": "author", "date": "created", "description": "description"}


def read_plaintext(path: Path) -> Document:
    """Return the Document of a text file; places are lines of the file, and table cells besides.

    Tables are tab-separated, piped or drawn; headings, lists and paragraphs are told by their looks. The
    words of markup that stayed behind are kept, its marks are not.
    """
    decoded = decode(path.read_bytes())
    markdown = path.suffix.lower() in (".md", ".markdown")
    properties, lines = _front_matter(decoded.text, markdown)
    blocks = mark_contents(set_levels(_mark_page_numbers(_read_blocks(lines, markdown))))
    return Document(
        Format.TEXT,
        tuple(blocks),
        words=words_of(blocks),
        properties=properties,
        issues=(decoded.issue,) if decoded.issue else (),
    )


def _front_matter(text: str, markdown: bool) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """Take the `---` block of fields off the top of a Markdown file; its lines are left blank to keep count."""
    lines = re.split(r"\r\n|\r|\n", text)
    if not markdown or lines[0].strip() != "---":
        return (), lines
    end = next((i for i, line in enumerate(lines[1:60], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return (), lines
    fields = [found.groups() for line in lines[1:end] if (found := _FIELD.fullmatch(line.strip()))]
    known = tuple(
        (_KNOWN_FIELDS[name.lower()], value.strip("\"' ")) for name, value in fields if name.lower() in _KNOWN_FIELDS
    )
    return known, [""] * (end + 1) + lines[end + 1 :]


def _read_blocks(lines: list[str], markdown: bool) -> list[Block]:
    blocks: list[Block] = []
    at, tables, opens_page, gap = 0, 0, False, False
    while at < len(lines):
        if not lines[at].replace("\f", "").strip() or _RULE.fullmatch(lines[at]) or _FENCE.match(lines[at]):
            opens_page, gap = opens_page or "\f" in lines[at], True
            at += 1
            continue
        opens_page = opens_page or lines[at].startswith("\f")
        table = find_table(lines, at)
        if table is not None:
            tables += 1
            blocks[-1:] = [as_caption(block) for block in blocks[-1:]]
            blocks.append(make_table(table, tables, escapes=markdown))
            at = table.end
        elif heading := _read_marked_heading(lines, at):
            blocks.append(heading)
            at += 2 if _UNDERLINE.fullmatch(_line(lines, at + 1)) and not _ATX.fullmatch(lines[at]) else 1
        else:
            end = _chunk_end(lines, at)
            opens_page = opens_page or (at > 0 and _starts_paragraph(lines, at))
            _add(blocks, read_chunk(_make_chunk(lines, at, end, opens_page, markdown)), gap and not opens_page)
            at = end
        opens_page, gap = False, False
    return blocks


def _cut_long(block: Block) -> Iterator[Block]:
    """Cut a paragraph that no person wrote as one, a file without line breaks, at the end of a sentence or word."""
    plain, start = block.text.plain, 0
    while len(plain) - start > _LONGEST:
        last = start + _LONGEST
        ends = ([found.end() for found in end.finditer(plain, last - _LONGEST // 2, last)] for end in _ENDS)
        cut = next((each[-1] for each in ends if each), last)
        yield replace(block, text=block.text.cut(start, cut).strip())
        start = cut
    yield replace(block, text=block.text.cut(start).strip()) if start else block


def _add(blocks: list[Block], more: tuple[Block, ...], gap: bool) -> None:
    """Append blocks; a first one that only goes on with the sentence before the gap joins it."""
    if blocks and more and gap and goes_on(blocks[-1], more[0]):
        blocks[-1] = replace(blocks[-1], text=join([blocks[-1].text, more[0].text]))
        more = more[1:]
    blocks.extend(part for block in more if block.text for part in _cut_long(block) if part.text)


def _line(lines: list[str], at: int) -> str:
    return lines[at] if at < len(lines) else ""


def _read_marked_heading(lines: list[str], at: int) -> Block | None:
    """Read `# Title`, or a title with a row of `=` or `-` beneath."""
    found = _ATX.fullmatch(lines[at])
    if found:
        level, words = len(found.group(1)), found.group(2)
    elif _UNDERLINE.fullmatch(_line(lines, at + 1)) and (at == 0 or not lines[at - 1].strip()):
        level, words = 1 if "=" in lines[at + 1] else 2, lines[at]
    else:
        return None
    place = Place(path=f"line {at + 1}")
    text = Text(tuple(Piece(part, place) for part in read_parts(words, escapes=True)))
    return Block(BlockKind.HEADING, text, level=level) if text else None


def _chunk_end(lines: list[str], start: int) -> int:
    end = start + 1
    while end < len(lines) and lines[end].strip() and not lines[end].startswith("\f"):
        if _ATX.fullmatch(lines[end]) or _FENCE.match(lines[end]) or _RULE.fullmatch(lines[end]):
            break
        if _starts_paragraph(lines, end) or find_table(lines, end) is not None:
            break
        end += 1
    return end


def _starts_paragraph(lines: list[str], at: int) -> bool:
    return starts_paragraph(lines[at - 1], lines[at], _line(lines, at + 1))


def _make_chunk(lines: list[str], start: int, end: int, opens_page: bool, markdown: bool) -> Chunk:
    kept = tuple(_read_line(at + 1, lines[at]) for at in range(start, end))
    after = end
    while after < len(lines) and not lines[after].strip():
        after += 1
    before_table = after < len(lines) and find_table(lines, after) is not None
    return Chunk(kept, before_table, opens_page, after >= len(lines), markdown)


def _read_line(number: int, raw: str) -> Line:
    bare = raw.replace("\f", "")
    quoted = re.sub(r"^(\s*>)+\s?", "", bare)
    return Line(number, quoted, measure(quoted) if "\f" not in raw else 0)


def _mark_page_numbers(blocks: list[Block]) -> list[Block]:
    return [
        replace(block, kind=BlockKind.FURNITURE, reason="page number")
        if block.kind is BlockKind.PARAGRAPH and _PAGE_NUMBER.fullmatch(block.text.plain)
        else block
        for block in blocks
    ]
