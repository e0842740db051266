"""The lines of a document's first page down to where its text begins, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from extract.dates import read_dates, read_period
from extract.identity import fold
from extract.outline import Spot
from extract.profile.bodies import is_body, meets
from extract.profile.found import one_line, words_of
from extract.profile.labels import (
    Labelled,
    is_head,
    is_labelled,
    is_of_a_meeting,
    read_lines,
    read_table,
    split_labels,
)
from ingest.document import Block, BlockKind, Format, Piece, Table, Text, distinct

# A first page is read down to here at most; more words than these are a sentence.
_MOST_LINES = 30
_LONGEST_TITLE = 30
_LONGEST_LINE = 18
_LONGEST_WITH_STOP = 6
# Tables with the facts of the paper itself stand among the first blocks; an audit trail anywhere.
_HEAD_BLOCKS = 60
_LONGEST_PART = 12
_LONGEST_MINUTES = 45
_BESIDE_DATE = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b|\bat\b|\bnoon\b",
    re.I,
)
# What parts the facts of one line, and how many they may be.
_BETWEEN = re.compile(r"[.;]\s+|\s*[|•·]\s*|\s+[–—-]\s+|,\s+(?=[A-Z])")
_MOST_FACTS = 4
# What a heading's level counts for a line that is none.
NO_LEVEL = 9


class Sort(StrEnum):
    """What a line of a first page is."""

    TITLE = "title"
    BODY = "body"
    BYLINE = "byline"
    DATE = "date"
    MEETING = "meeting"
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
    in_lines = [labelled for found in printed.values() for labelled in found]
    basis = "report head" if is_of_a_meeting(in_lines) or is_head(in_lines) else "first page"
    labels += [replace(labelled, basis=basis) for labelled in in_lines]
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
            if line.sort in (Sort.SECTION, Sort.PROSE) and not is_labelled(line.text):
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
        for whole in _part_body(line) if heading else _part_lines(line):
            for part in _part_facts(whole):
                yield Line(part, _sort(part, heading), level, block.bold)


def _part_facts(line: Text) -> tuple[Text, ...]:
    """Part a line that is a body's name with dates and bylines: `Wexcombe Council. Approved 5 June 2025`."""
    plain = line.plain
    breaks = [(0, 0), *(found.span() for found in _BETWEEN.finditer(plain)), (len(plain), len(plain))]
    parts = [line.cut(start, end).strip() for (_, start), (end, _) in pairwise(breaks)]
    parts = [part for part in parts if part]
    if not 1 < len(parts) <= _MOST_FACTS or not any(is_body(one_line(part)) for part in parts):
        return (line,)
    sorts = {_sort(part, heading=False) for part in parts}
    return tuple(parts) if sorts - {Sort.BODY} and sorts <= {Sort.BODY, Sort.BYLINE, Sort.DATE} else (line,)


def _part_body(line: Text) -> tuple[Text, ...]:
    first, rest = Text(line.pieces[:1]), Text(line.pieces[1:])
    if rest and is_body(one_line(first)):
        return first, rest
    return (line,)


def _part_lines(line: Text) -> Iterator[Text]:
    """Part lines that were only set one under the other, which a reader takes for one wrapped paragraph."""
    pieces = line.pieces
    if any(len(piece.text.split()) > _LONGEST_PART or piece.text.rstrip().endswith(".") for piece in pieces):
        yield line
        return
    start = 0
    for at in range(1, len(pieces)):
        if _begins_line(pieces[at - 1], pieces[at]):
            yield Text(pieces[start:at])
            start = at
    yield Text(pieces[start:])


def _begins_line(last: Piece, piece: Piece) -> bool:
    """In text without a layout a capital begins a new line; on a page only words that are plainly something else."""
    words = fold(last.text).split()
    if last.glue != " " or not words or words[-1] in _enders() or last.text.rstrip()[-1] in ",-–&:":
        return False
    if piece.place.box is None:
        return piece.text.lstrip()[:1].isupper() or piece.text.lstrip()[:1].isdigit()
    texts = [Text((replace(each, glue=" "),)) for each in (last, piece)]
    return any(_sort(text, heading=False) is not Sort.TITLE for text in texts) or bool(split_labels(texts[1]))


def _enders() -> tuple[str, ...]:
    """Words that no line ends with: what follows belongs to it."""
    return words_of("title", "joiners") + words_of("title", "owning")


def is_date(line: str) -> bool:
    """Tell whether nothing stands in a line but a date, a weekday, a time of day.

    >>> is_date("Thursday 5 September 2024 at 2.00pm"), is_date("On 5 September 2024")
    (True, False)
    """
    dates = read_dates(line, None)
    for found in dates:
        line = line.replace(found.text, " ")
    return bool(dates) and not any(c.isalpha() for c in _BESIDE_DATE.sub(" ", line))


def is_period(line: str) -> bool:
    """Tell whether a line is but the years that a plan covers.

    >>> is_period("2023 to 2028"), is_period("November 2023")
    (True, False)
    """
    return is_date(line) and read_period(line) is not None


def meeting_of(line: str) -> str:
    """Return the body of a line that is but the body that meets and the day; empty for any other line.

    >>> meeting_of("CABINET – 12 MARCH 2024"), meeting_of("CABINET")
    ('CABINET', '')
    """
    dates = read_dates(line, None)
    for found in dates:
        line = line.replace(found.text, " ")
    rest = " ".join(_BESIDE_DATE.sub(" ", line).split()).strip(" ,–—-|:")
    return rest if dates and meets(rest) and len(rest.split()) <= _LONGEST_PART else ""


def _sort(text: Text, heading: bool) -> Sort:
    line = one_line(text)
    folded, count = fold(line), len(line.split())
    if is_date(line):
        return Sort.TITLE if is_period(line) else Sort.DATE
    if folded.startswith(words_of("title", "minutes")) and count <= _LONGEST_MINUTES:
        return Sort.TITLE
    if _is_section(folded):
        return Sort.SECTION
    if f"{folded} ".startswith(words_of("title", "bylines")):
        return Sort.BYLINE if count <= _LONGEST_TITLE else Sort.PROSE
    if meeting_of(line):
        return Sort.MEETING
    if count > (_LONGEST_TITLE if heading else _LONGEST_LINE) or (
        line.endswith(".") and count > (_LONGEST_WITH_STOP if heading else _LONGEST_WITH_STOP // 2)
    ):
        return Sort.PROSE
    if is_body(line):
        return Sort.BODY
    return Sort.TITLE if any(c.isalpha() for c in line) else Sort.BYLINE


def _is_section(folded: str) -> bool:
    starts = f"{folded} ".startswith(words_of("title", "section_starts"))
    words = folded.split()
    level = next((level for level in words_of("title", "levels") if folded.startswith(f"{level} ")), "")
    numbered = bool(level) and words[len(level.split())][:1].isdigit()
    return folded in words_of("title", "sections") or starts or numbered


def joined(lines: Sequence[Line]) -> Text:
    """Return the words of several lines as one text, a space between them."""
    pieces = [piece for line in lines for piece in (*line.text.pieces[:-1], replace(line.text.pieces[-1], glue=" "))]
    return Text(tuple(pieces))
