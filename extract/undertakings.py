"""Commitments that stand in prose: the document's text as statements to search, and what is found as commitments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.commitments import Setting, make_dates
from extract.due import Dated, date_prose, find_due
from extract.headers import Field
from extract.layouts.kinds import find_kind
from extract.layouts.rows import PlanRow
from extract.outline import Spot
from extract.owners import split_owners
from extract.passages import read_by
from extract.prose import FoundCommitment, ProseBlock
from extract.prose.blocks import BlockName
from extract.reading import Commitment, CommitmentKind, DueBasis, OwnerMention, OwnerRole
from ingest.document import Block, BlockKind, Cell, Piece, Place, Table, Text, distinct

_MARKER = re.compile(
    r"\s*(?P<marker>[•●▪■◦‣❖*o–-]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s+(?=\S)"
)
_NAMES: dict[BlockKind, BlockName] = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.LIST_ITEM: "list_item",
}
# A cell of so few words beside another cell is its label.
_LONGEST_LABEL = 9
# Cells of a worksheet of so few words each are values, not prose.
_LONGEST_VALUE = 4
# A table of so many columns at most can be a list of labels and values, such as a report's head.
_LABELLED_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of prose to search: the block that the search sees, its words with places, and what it belongs to."""

    block: ProseBlock
    text: Text
    parent: str | None = None
    aim: str | None = None
    priority: str | None = None


def make_statements(
    spots: Sequence[Spot], rows: Sequence[PlanRow], commitments: Sequence[Commitment], read: Collection[int] = ()
) -> tuple[Statement, ...]:
    """Return the prose of a document in reading order, then the updates of its actions.

    Tables of actions are left out (their rows are read already), and so are the blocks `read`; the cells of other
    tables are prose, the cell to the left, or the header above, being their label; those of hidden sheets and of lists
    of allowed values are not.
    """
    taken = {*read, *(b for row in rows if not row.beside_prose for b in (row.block, *row.also)), *_find_values(spots)}
    told = {piece.place for row in rows if row.beside_prose for piece in row.action.pieces}
    statements: list[Statement] = []
    for spot in spots:
        if spot.index not in taken:
            for kind, text, marker, label in _prose_of(spot.block):
                if told and any(piece.place in told for piece in text.pieces):
                    continue
                block = _block(len(statements), kind, text, marker, spot.block.level, spot.section, label)
                statements.append(Statement(block, text))
    for row, commitment in zip(rows, commitments, strict=True):
        text = row.get(Field.UPDATE)
        if text:
            block = _block(len(statements), "paragraph", text, "", 0, commitment.section, "", in_update=True)
            statements.append(Statement(block, text, commitment.id, commitment.aim, commitment.priority))
    return tuple(statements)


def _find_values(spots: Sequence[Spot]) -> set[int]:
    """Return the blocks that hold no prose: those of hidden sheets, and lists of the values that cells may have."""
    hidden = {f"sheet {spot.table.name}" for spot in spots if spot.table is not None and spot.table.hidden}
    return {
        spot.index
        for spot in spots
        if (spot.table is not None and _holds_values(spot, spot.table))
        or (spot.block.text and spot.block.text.pieces[0].place.path.partition(", cell ")[0] in hidden)
    }


def _holds_values(spot: Spot, table: Table) -> bool:
    if table.hidden:
        return True
    kind = find_kind(spot)
    if kind is not None and kind.name == "lookups":
        return True
    cells = [cell.text.plain.strip() for cell in table.cells if cell.text]
    return bool(table.name) and all(len(cell.split()) <= _LONGEST_VALUE and not cell.endswith(".") for cell in cells)


def _block(
    index: int,
    kind: BlockName,
    text: Text,
    marker: str,
    level: int,
    section: str,
    label: str,
    *,
    in_update: bool = False,
) -> ProseBlock:
    page = text.pieces[0].place.page if text.pieces else None
    return ProseBlock(index, kind, text.plain, marker, level, section, label, page, in_update)


def _prose_of(block: Block) -> Iterator[tuple[BlockName, Text, str, str]]:
    """Yield (kind, text, marker, label) of a block's prose."""
    if block.kind is BlockKind.FURNITURE or (block.kind is not BlockKind.TABLE and not block.text):
        return
    if block.kind is BlockKind.TABLE:
        if block.table is not None:
            yield from _prose_of_table(block.table)
        return
    yield _NAMES[block.kind], block.text, block.marker, ""


def _prose_of_table(table: Table) -> Iterator[tuple[BlockName, Text, str, str]]:
    for row in table.grid():
        cells = [cell for cell in distinct(row) if cell.text]
        fresh = [cell for cell in cells if row[cell.column] is cell]
        labelled = len(cells) >= 2 and table.columns <= _LABELLED_COLUMNS and _is_label(cells[0])
        label = cells[0].text.plain if labelled else ""
        for cell in fresh[1:] if labelled else fresh:
            yield from _prose_of_cell(cell, label or _over(table, cell))


def _is_label(cell: Cell) -> bool:
    plain = cell.text.plain.strip()
    return len(plain.split()) <= _LONGEST_LABEL and not plain.endswith(".")


def _over(table: Table, cell: Cell) -> str:
    top = next((c for c in table.cells if c.row == 0 and c.column <= cell.column < c.column + c.column_span), None)
    return top.text.plain if top is not None and cell.row > 0 and _is_label(top) else ""


def _prose_of_cell(cell: Cell, label: str) -> Iterator[tuple[BlockName, Text, str, str]]:
    for line in cell.text.lines():
        first = line.pieces[0]
        if first.marker:
            bare = Text(
                (Piece(first.text, first.place, first.glue, "", first.read_by, first.confidence), *line.pieces[1:])
            )
            yield "list_item", bare, first.marker, label
        elif found := _MARKER.match(line.plain):
            yield "list_item", line.cut(found.end()), found["marker"], label
        else:
            yield "cell", line, "", label


def read_undertakings(
    found: Sequence[FoundCommitment], statements: Sequence[Statement], setting: Setting
) -> tuple[Commitment, ...]:
    """Return what the search found as commitments, with dates (a lead-in's date where their own words have none)."""
    made: dict[int, str] = {}
    commitments = []
    for item in found:
        statement = statements[item.index]
        text = statement.text.cut(item.start, item.end).strip()
        if not text:
            continue
        line = " ".join(text.plain.split())
        identity = setting.ids.make("c", item.kind, line)
        made.setdefault(item.index, identity)
        parent = statement.parent or (made.get(item.parent_index) if item.parent_index is not None else None)
        dated = _date(text, item.lead_in, setting.written)
        how, sure = read_by(text)
        setting.book.claim(text, str(item.kind))
        commitments.append(
            Commitment(
                id=identity,
                kind=item.kind,
                number=item.number,
                text=line,
                quote=" ".join(part.quote for part in setting.book.evidence("text", text)),
                passage=setting.book.id_of(text),
                page=text.pieces[0].place.page,
                section=statement.block.section,
                evidence=setting.book.evidence("text", text),
                aim=statement.aim,
                priority=statement.priority,
                parent=parent if parent != identity else None,
                lead_in=item.lead_in,
                agent=item.agent,
                strength=item.strength,
                tier=item.tier,
                tier_reason=item.tier_reason,
                owners=_owners(item, statement.text, setting),
                dates=make_dates(dated[:1], identity, setting.book),
                due=find_due(dated, setting.written),
                read_by=how,
                confidence=sure,
            )
        )
    return tuple(commitments)


def _date(text: Text, lead_in: str, written: str | None) -> list[Dated]:
    led = Text((Piece(lead_in, Place()),)) if lead_in else Text()
    return [date_prose(DueBasis.TEXT, part, written) for part in (text, led) if part]


def _owners(item: FoundCommitment, whole: Text, setting: Setting) -> tuple[OwnerMention, ...]:
    """The owners that an ACTION line names."""
    if not item.owner or item.kind is not CommitmentKind.ACTION_ARISING:
        return ()
    cell = Text((Piece(item.owner, Place()),))
    passage = setting.book.id_of(whole)
    return tuple(
        OwnerMention(OwnerRole.OWNER, item.owner[start:end], passage)
        for start, end in split_owners(cell, setting.known).spans
    )
