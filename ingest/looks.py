"""What paragraphs are by their looks: headings, list items and their depth. Shared by the readers of office files."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Block, BlockKind, Text
from ingest.markers import sort_of, split_marker

_HEADING_WORDS = 30  # councils set whole numbered paragraphs in a heading's style; longer ones are paragraphs
_LOOKS_WORDS = 15


def promote_headings(blocks: list[Block], sizes: dict[int, int]) -> list[Block]:
    """Where a document has no heading styles but perhaps a title's, take short bold lines without a full stop.

    `sizes` gives the size of a block by its index; the largest size among them is the highest level.
    """
    styled = sum(block.kind is BlockKind.HEADING for block in blocks)
    if styled > 1:
        return blocks
    found = [i for i, block in enumerate(blocks) if _looks_like_heading(block)]
    ranks = sorted({sizes.get(i, 0) for i in found}, reverse=True)
    promoted = list(blocks)
    for i in found:
        level = min(ranks.index(sizes.get(i, 0)) + 1 + styled, 6)
        promoted[i] = replace(blocks[i], kind=BlockKind.HEADING, level=level)
    return promoted


def nest_lists(blocks: list[Block]) -> list[Block]:
    """Set the depth of list items by their neighbours: bullets under `1.3` are below it, whatever their level.

    The level that a file stores counts within one list; a report's bullets are often the first level of another.
    """
    stack: list[tuple[str, int, int]] = []  # sort of marker, level in the file, depth
    nested = []
    for block in blocks:
        if block.kind is not BlockKind.LIST_ITEM:
            stack = stack if block.kind in (BlockKind.TABLE, BlockKind.FURNITURE) else []
            nested.append(block)
            continue
        stack = _descend(stack, sort_of(block.marker), block.level)
        nested.append(replace(block, level=stack[-1][2]))
    return nested


def _descend(stack: list[tuple[str, int, int]], sort: str, level: int) -> list[tuple[str, int, int]]:
    same = [entry for entry in stack if entry[0] == sort]
    if (found := next((entry for entry in same if entry[1] == level), None)) is not None:
        return stack[: stack.index(found) + 1]
    if same:
        depth = max(same[-1][2] + level - same[-1][1], 0)
        return [*(entry for entry in stack if entry[2] < depth), (sort, level, depth)]
    if not stack or (sort != "bullet" and stack[-1][0] == "bullet"):
        return [(sort, level, level)]
    return [*stack, (sort, level, max(level, stack[-1][2] + 1))]


def _looks_like_heading(block: Block) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or not block.bold:
        return False
    words = block.text.plain
    short = len(words.split()) <= _LOOKS_WORDS and "\t" not in words and len(block.text.pieces) <= 2
    return short and not words.endswith((".", ";", ",")) and re.search(r"[^\W\d_]", words) is not None


def may_be_heading(text: str) -> bool:
    """Tell whether words set in a heading's style are a heading and not a paragraph."""
    count = len(text.split())
    return count <= _HEADING_WORDS and not (count > _LOOKS_WORDS and text.rstrip().endswith((".", ";")))


def take_marker(automatic: str, text: Text) -> tuple[str, Text]:
    """Return the number or bullet of a paragraph, and its words without one that was typed."""
    if automatic:
        return automatic, text
    plain = text.plain
    typed, rest = split_marker(plain)
    return (typed, text.cut(len(plain) - len(rest))) if typed and rest.strip() else ("", text)
