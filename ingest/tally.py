"""How many words a Document holds."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.document import Block, count_words


def words_of(blocks: Iterable[Block]) -> int:
    """Count the words of blocks: their texts and each table cell once. A block's marker is not a word.

    >>> from ingest.document import BlockKind, Piece, Place, Text
    >>> words_of([Block(BlockKind.LIST_ITEM, Text((Piece("Open two hubs", Place()),)), marker="1.")])
    3
    """
    count = 0
    for block in blocks:
        count += count_words(block.text.plain)
        if block.table is not None:
            count += sum(count_words(cell.text.plain) for cell in block.table.cells)
    return count
