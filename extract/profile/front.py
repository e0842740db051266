"""The lines of a document's first page down to where its text begins, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extract.identity import fold
from extract.outline import Spot
from extract.profile.bodies import is_body
from extract.profile.found import one_line, words_of
from extract.profile.labels import Labelled, is_head, read_lines, read_table
from ingest.document import Block, BlockKind, Format, Table, Text, distinct

# A first page is read down to here at most; more words than these are a sentence.
_MOST_LINES = 30
_LONGEST_TITLE = 30
_LONGEST_LINE = 18
_LONGEST_WITH_STOP = 6
# Tables with the facts of the paper itself stand among the first blocks; an audit trail anywhere.
_HEAD_BLOCKS = 60
# What a heading's level counts for a line that is none.
NO_LEVEL = 9


class Sort(StrEnum):
    """What a line of a first page is."""

    TITLE = "title"
    BODY = "body"
    BYLINE = "byline"
    SECTION = "section"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the first page: its words, its sort, its heading's level (`NO_LEVEL` where it is none)."""

    text: Text
    sort: Sort
    level: int = NO_LEVEL
    bold: bool = False

    @property
    def words(self) -> str:
        """The words in one line."""
        return one_line(self.text)


@dataclass(frozen=True, slots=True)
class Front:
    """A first page: lines in reading order, the labels of a report head, and those of an audit trail further on.

    `head_texts` are the labels and values that the head holds, for the account of what was read.
    """

    lines: tuple[Line, ...]
    labels: tuple[Labelled, ...]
    trail: tuple[Labelled, ...]


def read_front(spots: Sequence[Spot], form: Format) -> Front:
    """Return the first page's lines down to the first section, sentence, list or table, and the labels of a head."""
    tables = [(spot, read_table(spot.table)) for spot in spots if spot.table is not None]
    heads = {spot.index: found for spot, found in tables if is_head(found)}
    first = [index for index in heads if index < _HEAD_BLOCKS]
    later = [index for index in heads if index >= _HEAD_BLOCKS or index not in first[:1]]
    lines = list(_read_lines(spots, heads, form))[:_MOST_LINES]
    printed = dict(read_lines([line.text for line in lines]))
    labels = [labelled for index in first[:1] for labelled in heads[index]]
    labels += [labelled for found in printed.values() for labelled in found]
    trail = [labelled for index in later for labelled in heads[index]]
    kept = tuple(line for index, line in enumerate(lines) if index not in printed)
    return Front(kept, tuple(labels), tuple(trail))


def _read_lines(spots: Sequence[Spot], heads: dict[int, tuple[Labelled, ...]], form: Format) -> Iterator[Line]:
    page: int | None = None
    for spot in spots:
        block = spot.block
        if block.kind is BlockKind.FURNITURE or _is_sheet_name(block, form):
            continue
        if spot.table is not None:
            if spot.index in heads:
                continue
            yield from _title_rows(spot.table)
            return
        if block.kind is BlockKind.LIST_ITEM or not block.text:
            return
        here = block.text.pieces[0].place.page
        page = here if page is None else page
        if here != page:
            return
        for line in _split(block):
            if line.sort in (Sort.SECTION, Sort.PROSE):
                return
            yield line


def _is_sheet_name(block: Block, form: Format) -> bool:
    return (
        form is Format.XLSX
        and block.text.pieces[:1] != ()
        and (block.text.pieces[0].place.path == f"sheet {block.text.pieces[0].text}")
    )


def _title_rows(table: Table) -> Iterator[Line]:
    """The rows over a table's header that hold one cell each: a title set inside the table."""
    for row in table.grid()[:4]:
        cells = [cell for cell in distinct(row) if cell.text]
        if len(cells) != 1 or table.columns < 2 or cells[0].column_span < 2:
            return
        line = Line(cells[0].text, _sort(cells[0].text, heading=True))
        if line.sort in (Sort.SECTION, Sort.PROSE):
            return
        yield line


def _split(block: Block) -> Iterator[Line]:
    """The block's lines: those that the author broke, and a body's name on the first line of a wrapped heading."""
    heading = block.kind is BlockKind.HEADING
    level = block.level if heading else NO_LEVEL
    if block.marker and any(c.isalnum() for c in block.marker):
        yield Line(block.text, Sort.SECTION, level)
        return
    for line in block.text.lines():
        for part in _part_body(line) if heading else (line,):
            yield Line(part, _sort(part, heading), level, block.bold)


def _part_body(line: Text) -> tuple[Text, ...]:
    first, rest = Text(line.pieces[:1]), Text(line.pieces[1:])
    if rest and is_body(one_line(first)):
        return first, rest
    return (line,)


def _sort(text: Text, heading: bool) -> Sort:
    line = one_line(text)
    folded, count = fold(line), len(line.split())
    if folded in words_of("title", "sections") or f"{folded} ".startswith(words_of("title", "section_starts")):
        return Sort.SECTION
    if f"{folded} ".startswith(words_of("title", "bylines")):
        return Sort.BYLINE if count <= _LONGEST_TITLE else Sort.PROSE
    if count > (_LONGEST_TITLE if heading else _LONGEST_LINE) or (line.endswith(".") and count > _LONGEST_WITH_STOP):
        return Sort.PROSE
    if is_body(line):
        return Sort.BODY
    return Sort.TITLE if any(c.isalpha() for c in line) else Sort.BYLINE


def joined(lines: Sequence[Line]) -> Text:
    """Return the words of several lines as one text, a space between them."""
    pieces = [piece for line in lines for piece in (*line.text.pieces[:-1], replace(line.text.pieces[-1], glue=" "))]
    return Text(tuple(pieces))
