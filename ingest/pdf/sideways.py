"""Pages whose words run up or down though the page stands upright: read turned, their places turned back.

A landscape table printed on a portrait page, where the file does not say that the page is to be turned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.document import Block, Box, Text

from .characters import Word

_MOST = 0.8  # share of the letters that must run the same way
_FEW = 12  # words: fewer are a label in a margin
_GLANCE = 9  # words of a page that are looked at before all are
_TURNS = {270: 1, 90: 3}  # quarter turns clockwise that set words upright, by the way they run


def turns_to_upright(words: Sequence[Word]) -> int:
    """Return by how many quarter turns clockwise a page is to be turned for nearly all its words to stand upright."""
    if not any(word.style.angle for word in words[:: len(words) // _GLANCE + 1]):
        return 0
    letters = dict.fromkeys(_TURNS, 0)
    for word in words:
        if word.style.angle in letters:
            letters[word.style.angle] += word.letters
    angle = max(letters, key=lambda a: letters[a])
    enough = letters[angle] >= _MOST * sum(word.letters for word in words)
    return _TURNS[angle] if enough and sum(w.text.count(" ") + 1 for w in words) >= _FEW else 0


def turn_back(blocks: Sequence[Block], turned: Mapping[int, tuple[int, float, float]]) -> tuple[Block, ...]:
    """Return blocks with their boxes where they are displayed.

    `turned` gives by page number the quarter turns clockwise by which it was read, and its width and height
    (points) as it was read.
    """
    return tuple(_turn_block(block, turned) for block in blocks) if turned else tuple(blocks)


def _turn_block(block: Block, turned: Mapping[int, tuple[int, float, float]]) -> Block:
    table = block.table
    if table is not None:
        cells = tuple(replace(cell, text=_turn_text(cell.text, turned)) for cell in table.cells)
        table = replace(table, cells=cells)
    return replace(block, text=_turn_text(block.text, turned), table=table)


def _turn_text(text: Text, turned: Mapping[int, tuple[int, float, float]]) -> Text:
    if not any(piece.place.page in turned for piece in text.pieces):
        return text
    pieces = []
    for piece in text.pieces:
        place = piece.place
        as_read = turned.get(place.page or 0)
        if as_read is None or place.box is None:
            pieces.append(piece)
        else:
            pieces.append(replace(piece, place=replace(place, box=turn_box(place.box, *as_read))))
    return Text(tuple(pieces))


def turn_box(box: Box, turns: int, width: float, height: float) -> Box:
    """Return a box of a page that was read turned clockwise, its size as read, where it is displayed.

    >>> turn_box(Box(10, 20, 30, 25), 1, 800, 600)
    Box(x0=20, y0=770, x1=25, y1=790)
    >>> turn_box(Box(10, 20, 30, 25), 3, 800, 600)
    Box(x0=575, y0=10, x1=580, y1=30)
    >>> turn_box(Box(10, 20, 30, 25), 2, 800, 600)
    Box(x0=770, y0=575, x1=790, y1=580)
    """
    if turns == 2:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if turns == 1:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    return Box(height - box.y1, box.x0, height - box.y0, box.x1)
