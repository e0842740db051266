"""Lines of plain text to headings, paragraphs and list items, by their looks alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.document import Block, BlockKind, Piece, Place, Text
from ingest.markers import BULLETS, DASHES, is_number, sort_of, split_marker
from ingest.remains import DATA, is_bold, read_parts

_ENDS = (".", "!", "?", ";", ":", ",", "…")
_UNFINISHED = frozenset(DATA["unfinished"])
_LABEL = re.compile(r"[A-Z][\w&/-]*(?: [\w&/-]+){0,3}: ")
_FIELD = re.compile(rf"(?:{'|'.join(map(re.escape, DATA['field_labels']))})(?:\(s\))?:\s+\S", re.IGNORECASE)
_TITLE_WORDS, _CAPTION_WORDS = 15, 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number from 1, its words with their marks, its indentation in characters."""

    number: int
    raw: str
    indent: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines between blank ones. `before_table`: a table follows. `opens_page`: a form feed stands before it.

    `last`: nothing follows in the file. `markdown`: a line's end means nothing.
    """

    lines: tuple[Line, ...]
    before_table: bool = False
    opens_page: bool = False
    last: bool = False
    markdown: bool = False


@dataclass(slots=True)
class _Open:
    """The block being put together: its kind, its lines so far, each with what joins it to the next."""

    marker: str
    indent: int
    parts: list[tuple[Line, str]] = field(default_factory=list)


def measure(raw: str) -> int:
    """Return the indentation of a line in characters, a tab as four."""
    lead = raw[: len(raw) - len(raw.lstrip(" \t\u00a0"))]
    return len(lead.expandtabs(4))


def read_chunk(chunk: Chunk) -> tuple[Block, ...]:
    """Return the blocks of a chunk. List levels are indentations in characters until `set_levels` ranks them.

    >>> chunk = Chunk((Line(1, "We will:", 0), Line(2, "- open two", 0), Line(3, "hubs", 2)))
    >>> [(b.kind.value, b.marker, b.text.plain) for b in read_chunk(chunk)]
    [('paragraph', '', 'We will:'), ('list_item', '-', 'open two hubs')]
    """
    heading = _find_heading(chunk)
    blocks = [] if heading is None else [heading]
    rest = chunk.lines if heading is None else chunk.lines[1:]
    return (*blocks, *(_close(block, chunk.markdown) for block in _group(rest, chunk.markdown)))


def starts_paragraph(before: str, line: str, after: str) -> bool:
    """Tell whether a line begins a paragraph by its first-line indentation.

    >>> starts_paragraph("as we agreed.", "  Next, we", "will open")
    True
    """
    indent = measure(line)
    if not measure(before) < indent or (after.strip() and measure(after) >= indent):
        return False
    words = line.strip()
    listed = bool(split_marker(before.strip())[0])
    return words[0].isupper() and not split_marker(words)[0] and (not listed or before.rstrip().endswith("."))


def as_caption(block: Block) -> Block:
    """Return the paragraph right above a table as a heading where it is labelled, `Aim: …`; others as they are."""
    words = block.text.plain
    if block.kind is not BlockKind.PARAGRAPH or not _LABEL.match(words) or len(words.split()) > _CAPTION_WORDS:
        return block
    if says_field(words):
        return block
    return replace(block, kind=BlockKind.HEADING)


def says_field(words: str) -> bool:
    """Tell whether a line says by its label what belongs to the lines above it: who leads, by when.

    >>> says_field("Lead: Head of Housing"), says_field("Aim 2: Warm homes")
    (True, False)
    """
    return _FIELD.match(words) is not None


def goes_on(before: Block, after: Block) -> bool:
    """Tell whether a blank line only cut a sentence: it ends on *of the*, or the next begins in lower case."""
    if after.kind is not BlockKind.PARAGRAPH or before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    end, start = before.text.plain, after.text.plain
    if not end or end.endswith(_ENDS) or not start:
        return False
    return start[0].islower() or end.split()[-1].lower() in _UNFINISHED


def set_levels(blocks: list[Block]) -> list[Block]:
    """Turn the indentations of list items into levels from 0, each list by itself; then rank the headings.

    Within one indentation, another sort of marker is one level deeper: bullets under `1.3`.
    """
    stack: list[tuple[int, str]] = []
    ranked = []
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            stack = _descend(stack, block.level, sort_of(block.marker))
            ranked.append(replace(block, level=len(stack) - 1))
        else:
            stack = []
            ranked.append(block)
    return _rank_headings(ranked)


def _descend(stack: list[tuple[int, str]], indent: int, sort: str) -> list[tuple[int, str]]:
    stack = [(at, of) for at, of in stack if at <= indent]
    if (indent, sort) in stack:
        return stack[: stack.index((indent, sort)) + 1]
    return [*stack, (indent, sort)]


def _rank_headings(blocks: list[Block]) -> list[Block]:
    """Give headings found by their looks (level 0) a level: title, capitals, numbers, others, table captions."""
    ranked: list[Block] = []
    numbered: dict[str, int] = {}  # the next number of each series -> the series' level
    above, capitals, titled = 1, False, any(b.kind is BlockKind.HEADING and b.level == 1 for b in blocks)
    for block in blocks:
        if block.kind is not BlockKind.HEADING or block.level:
            if block.kind is BlockKind.HEADING:
                above = block.level
            ranked.append(block)
            continue
        words = block.text.plain
        if is_number(block.marker):
            level = numbered.get(block.marker.strip(".()"), 0) or _below(block.marker, above, words.isupper())
            numbered.update(_successors(block.marker, level))
        elif not titled and not ranked:
            level, titled = 1, True
        elif words.isupper():
            level = 2
        else:
            level = 3 if capitals else 2
        capitals = capitals or words.isupper()
        above = level if not is_number(block.marker) else above
        ranked.append(replace(block, level=level))
    return ranked


def _below(marker: str, above: int, in_capitals: bool) -> int:
    """Return the level of a number that goes on from none before: a first one opens a level, others stay on it."""
    numbers = re.findall(r"\d+", marker) or ["1"]
    opens = 1 if numbers[-1] == "1" and not in_capitals else 0
    return max(2, min(above + opens, 2 if in_capitals else 6)) + len(numbers) - 1


def _successors(marker: str, level: int) -> dict[str, int]:
    numbers = [int(n) for n in re.findall(r"\d+", marker)]
    if not numbers:
        return {}
    following = [*numbers[:-1], numbers[-1] + 1]
    inner = [*numbers, 1]
    return {".".join(map(str, following)): level, ".".join(map(str, inner)): level + 1}


def _find_heading(chunk: Chunk) -> Block | None:
    first = chunk.lines[0]
    marker, words = split_marker(first.raw.strip())
    if marker in BULLETS or marker in DASHES or first.indent >= 12:
        return None
    alone = len(chunk.lines) == 1
    if alone:
        seen = not chunk.last and (
            _looks_like_title(words) or is_bold(words) or (chunk.before_table and _looks_like_caption(marker, words))
        )
    else:
        seen = not chunk.markdown and not marker and _stands_over(chunk)
    if not seen:
        return None
    return Block(BlockKind.HEADING, _text([(first, "")], cut=marker), marker=marker, bold=is_bold(words))


def _looks_like_title(raw: str) -> bool:
    words = " ".join(read_parts(raw))
    if not re.search("[^\\W\\d_]", words) or words.endswith(_ENDS) or not (words[0].isupper() or words[0].isdigit()):
        return False
    if says_field(words):
        return False
    count = len(words.split())
    return count <= _TITLE_WORDS and words.split()[-1].lower() not in _UNFINISHED and "@" not in words


def _looks_like_caption(marker: str, raw: str) -> bool:
    """Tell whether a line right above a table names it: numbered, labelled (`Aim: …`), or without a full stop."""
    words = " ".join(read_parts(raw))
    labelled = _LABEL.match(words) is not None
    if words.endswith(":") and len(words.split()) > 6 and not labelled:
        return False  # the sentence that leads into the table
    named = bool(marker) or labelled or not words.endswith(_ENDS)
    return named and len(words.split()) <= _CAPTION_WORDS and words[:1].isupper()


def _stands_over(chunk: Chunk) -> bool:
    """Tell whether the first line is a slide's or column's title over wrapped lines: short, and broken early."""
    first, second = chunk.lines[0].raw.strip(), chunk.lines[1].raw.strip()
    if len(chunk.lines) < (2 if chunk.opens_page else 3) or split_marker(second)[0] in BULLETS:
        return False
    width = max(len(line.raw.strip()) for line in chunk.lines[1:])
    return _looks_like_title(first) and len(first) <= 0.6 * width and _broken(first, second, width)


def _broken(line: str, following: str, width: int) -> bool:
    """Tell whether the next word would have fitted on the line with a fifth to spare: the author broke it."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= 0.8 * width


def _group(lines: tuple[Line, ...], markdown: bool) -> list[_Open]:
    width = max((len(line.raw.strip()) for line in lines), default=0)
    blocks: list[_Open] = []
    for i, line in enumerate(lines):
        words = line.raw.strip()
        marker = split_marker(words)[0]
        current = blocks[-1] if blocks else None
        if current is None or (marker and _opens_item(marker, current)) or says_field(words):
            blocks.append(_Open(marker, line.indent, [(line, " ")]))
            continue
        before = lines[i - 1].raw.strip()
        glue = _glue(lines[i - 1].raw, words, width, markdown)
        if glue == "\n" and before.endswith((".", "!", "?", ":", ";")) and words[0].isupper() and not markdown:
            blocks.append(_Open("", line.indent, [(line, " ")]))
            continue
        current.parts[-1] = (current.parts[-1][0], glue)
        current.parts.append((line, " "))
    return blocks


def _glue(before: str, words: str, width: int, markdown: bool) -> str:
    if markdown:
        return "\n" if before.endswith(("  ", "\\")) else " "
    line = before.strip()
    wrapped = words[0].islower() or line.endswith(",") or line.split()[-1].lower() in _UNFINISHED
    return "\n" if not wrapped and _broken(line, words, width) else " "


def _opens_item(marker: str, current: _Open) -> bool:
    """Tell bullets and numbers from wrapped lines that happen to begin with one."""
    if marker in BULLETS and marker != "+":
        return True
    before = current.parts[-1][0].raw.rstrip()
    if marker in DASHES:
        return current.marker == marker or before.endswith(":")
    return bool(current.marker) or before.endswith(_ENDS[:5])


def _close(block: _Open, markdown: bool) -> Block:
    bold = all(is_bold(split_marker(line.raw.strip())[1]) for line, _ in block.parts)
    text = _text(block.parts, cut=block.marker, escapes=markdown)
    kind = BlockKind.LIST_ITEM if block.marker else BlockKind.PARAGRAPH
    return Block(kind, text, level=block.indent if block.marker else 0, marker=block.marker, bold=bold)


def _text(parts: list[tuple[Line, str]], cut: str = "", *, escapes: bool = False) -> Text:
    pieces: list[Piece] = []
    for i, (line, glue) in enumerate(parts):
        raw = line.raw.strip().removesuffix("\\")
        words = read_parts(split_marker(raw)[1] if i == 0 and cut else raw, escapes=escapes)
        place = Place(path=f"line {line.number}")
        pieces.extend(Piece(part, place, "\n") for part in words)
        if words:
            pieces[-1] = replace(pieces[-1], glue=glue)
    return Text(tuple(pieces))
