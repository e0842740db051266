"""The pages of a document made into its blocks: furniture apart, tables and paragraphs joined over pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, BlockKind, Piece, Place, Text, join

from .furniture import Reasons, find_furniture
from .hyphens import Mender
from .joined import LongTable, finish, go_on, goes_on, start_table
from .layout import Strip
from .leftover import find_rest
from .lines import Line, find_marker, glue_lines
from .page import PageContent
from .paragraphs import (
    Body,
    Paragraph,
    classify,
    find_depths,
    joins_over_break,
    make_paragraphs,
    measure_body,
    rank_looks,
)
from .pieces import make_block, make_piece, make_place
from .tables import PageTable


@dataclass(frozen=True, slots=True)
class _Aside:
    """Lines that are furniture, with the reason."""

    page: int
    text: Text
    reason: str


Part = Paragraph | LongTable | _Aside


def assemble(pages: Sequence[PageContent]) -> list[Block]:
    """Return the blocks of a document from its pages, in reading order."""
    reasons = find_furniture(pages, measure_body(pages).size)
    body = measure_body(pages, reasons)
    parts = _join_tables(_parts(pages, reasons, body), pages)
    paragraphs = classify([p for p in parts if isinstance(p, Paragraph)], body)
    blocks = _make_blocks(parts, paragraphs)
    mend = Mender((page.spoken for page in pages), blocks)
    return [mend.block(block) for block in blocks]


def _parts(pages: Sequence[PageContent], reasons: Reasons, body: Body) -> Iterator[Paragraph | PageTable | _Aside]:
    for page in pages:
        count = 0
        for item in page.items:
            if isinstance(item, PageTable):
                yield item
                continue
            lines = [line for line in item.lines if (page.number, line) not in reasons]
            right = max((line.x1 for line in lines), default=item.right)
            strip = Strip(item.lines, item.left, right)
            first = {p.lines[0]: p for p in make_paragraphs(page.number, strip, lines, body)}
            for line in item.lines:
                if line in first:
                    yield first[line]
                elif (reason := reasons.get((page.number, line))) is not None:
                    count += 1
                    yield _make_aside(page.number, line, reason, count)
        for line in page.turned:
            count += 1
            yield _make_aside(page.number, line, reasons.get((page.number, line), "turned text"), count)


def _make_aside(page: int, line: Line, reason: str, count: int) -> _Aside:
    place = Place(page, line.box, f"page {page}, {reason} {count}")
    return _Aside(page, Text((Piece(line.text, place),)), reason)


def _join_tables(parts: Iterator[Paragraph | PageTable | _Aside], pages: Sequence[PageContent]) -> list[Part]:
    """Put each table that goes on from the page before into that one, where only furniture lies between."""
    heights = {page.number: page.height for page in pages}
    result: list[Part] = []
    last: int | None = None  # where the table stands that could go on
    for part in parts:
        if not isinstance(part, PageTable):
            held = result[last] if last is not None and isinstance(part, Paragraph) else None
            if isinstance(held, LongTable) and isinstance(part, Paragraph) and last is not None:
                rest = find_rest(held, part, heights[held.last.page])
                if rest is not None:
                    result[last] = go_on(held, rest)
                    continue
            result.append(part)
            last = None if isinstance(part, Paragraph) and not part.note else last
            continue
        table = result[last] if last is not None else None
        if isinstance(table, LongTable) and table.last.page + 1 == part.page and last is not None:
            row = part.grid.ys[min(2, len(part.grid.ys) - 1)] - part.grid.ys[0]
            if goes_on(table, part, heights[table.last.page], row):
                joined = go_on(table, part)
                result[last] = joined
                result.extend(_drop(cell.text, part.page) for cell in joined.dropped[len(table.dropped) :] if cell.text)
                continue
        last = len(result)
        result.append(start_table(part))
    return result


def _drop(text: Text, page: int) -> _Aside:
    return _Aside(page, text, "repeated table header")


def _make_blocks(parts: Sequence[Part], paragraphs: Sequence[Paragraph]) -> list[Block]:
    ranks = rank_looks(paragraphs)
    depths = find_depths(paragraphs)
    blocks: list[Block] = []
    counts: dict[int, int] = defaultdict(int)
    queue = iter(zip(paragraphs, depths, strict=True))
    open_block: tuple[int, Paragraph] | None = None
    for part in parts:
        if isinstance(part, _Aside):
            blocks.append(Block(BlockKind.FURNITURE, part.text, reason=part.reason))
            continue
        if isinstance(part, LongTable):
            blocks.append(Block(BlockKind.TABLE, table=finish(part)))
            open_block = None
            continue
        paragraph, depth = next(queue)
        counts[paragraph.page] += 1
        path = f"page {paragraph.page}, paragraph {counts[paragraph.page]}"
        marker, text = _read_text(paragraph, path)
        if open_block is not None and joins_over_break(open_block[1], paragraph):
            at, before = open_block
            glue = glue_lines(before.lines[-1], paragraph.lines[0])
            blocks[at] = replace(blocks[at], text=join([blocks[at].text, text], glue))
            open_block = (at, paragraph)
            continue
        level = ranks[paragraph.look] if paragraph.look is not None else depth
        blocks.append(make_block(paragraph.kind, text, level, marker, paragraph.bold))
        if not paragraph.note:
            open_block = (len(blocks) - 1, paragraph)
    return blocks


def _read_text(paragraph: Paragraph, path: str) -> tuple[str, Text]:
    """Return the printed marker of a list item or heading, and its words without it."""
    marker, rest = find_marker(paragraph.lines[0].text)
    if not marker or not rest or paragraph.kind is BlockKind.PARAGRAPH:
        marker, rest = "", paragraph.lines[0].text
    lines = [paragraph.lines[0]._replace(text=rest), *paragraph.lines[1:]]
    pieces = []
    for i, line in enumerate(lines):
        glue = glue_lines(line, lines[i + 1]) if i + 1 < len(lines) else " "
        pieces.append(make_piece(line.text, make_place(paragraph.page, line.box, path), glue))
    return marker, Text(tuple(pieces))
