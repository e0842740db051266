"""Lists of contents: lines that end in a page number. They are on the page, but say nothing of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Block, BlockKind
from ingest.remains import DATA

_NAMES = frozenset(DATA["contents"])
_LEADER = re.compile(r".*?(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,4}\s*")
_TABBED = re.compile(r"[^\t]+(?:\t[^\t]+)?\t\s*(?:page\s*)?\d{1,4}\s*", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page\s*|p\.?\s*)?\d{1,4}", re.IGNORECASE)
_FEWEST = 3  # lines with a tab and a number that are a list of contents without a heading that says so


def mark_contents(blocks: list[Block]) -> list[Block]:
    """Return the blocks with lists of contents, and the headings over them, as furniture.

    A list is told by dots that lead to its numbers, or by a tab before each number: under a heading such as
    *Contents*, or three lines of it in a row.
    """
    marked: list[Block] = []
    at = 0
    while at < len(blocks):
        named = blocks[at].table is None and blocks[at].text.plain.strip(" :").lower() in _NAMES
        first = at + 1 if named else at
        end = _list_end(blocks, first, named=named)
        if end > first:
            marked += [replace(block, kind=BlockKind.FURNITURE, level=0, reason="contents") for block in blocks[at:end]]
            at = end
        else:
            marked.append(blocks[at])
            at += 1
    return marked


def _list_end(blocks: list[Block], first: int, *, named: bool) -> int:
    """Return the index after the list that begins at `first`; `first` itself where none does."""
    end = first
    while end < len(blocks) and _is_entry(blocks[end], named=named):
        end += 1
    dotted = end > first and all(_has_leaders(block) for block in blocks[first:end])
    return end if named or dotted or end - first >= _FEWEST else first


def _is_entry(block: Block, *, named: bool) -> bool:
    if block.table is not None:
        last = [cell.text.plain for cell in block.table.cells if cell.column == block.table.columns - 1]
        return named and any(last) and all(_PAGE_NUMBER.fullmatch(words.strip()) for words in last if words)
    if block.kind is BlockKind.FURNITURE:
        return block.reason == "contents"
    return _has_leaders(block) or _TABBED.fullmatch(block.text.plain) is not None


def _has_leaders(block: Block) -> bool:
    lines = [line.plain for line in block.text.lines()]
    return bool(lines) and all(_LEADER.fullmatch(line) for line in lines)
