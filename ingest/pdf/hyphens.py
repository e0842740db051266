"""Words cut at line ends: hyphens kept or dropped, words torn by a narrow cell put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise, repeat

from ingest.document import Block, Piece, Text

_LAST = re.compile(r"([\w'’]+)([-\u2010\u00ad])$")
_FIRST = re.compile(r"^([\w'’]+)")
_AROUND = ".,;:()'\"“”‘’"
_SHORTEST = 6  # letters of a word that a cell was too narrow for
_TAIL = re.compile(r"[^\W\d_]+$")
_ADDRESS_START = re.compile(r"\w[\w-]*(?:[.@/_][\w-]+)+")
_ADDRESS_END = re.compile(r"[\w-]*[./@][a-z]")


class Mender:
    """Mends cut words of blocks by what the document writes elsewhere; `pages` are the words of each page."""

    def __init__(self, pages: Iterable[str], blocks: Sequence[Block]) -> None:
        self._pages = pages
        self._blocks = blocks

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the document in small letters."""
        found: set[str] = set()
        for page in self._pages:
            found.update(page.lower().split())
        return frozenset(map(str.strip, found, repeat(_AROUND)))

    @cached_property
    def whole(self) -> frozenset[str]:
        """The words that no line end can have cut, in small letters."""
        found: set[str] = set()
        for pieces in (text.pieces for block in self._blocks for text in _texts(block)):
            last = len(pieces) - 1
            for i, piece in enumerate(pieces):
                found.update(piece.text.lower().split()[i > 0 : None if i == last else -1])
        return frozenset(map(str.strip, found, repeat(_AROUND)))

    def block(self, block: Block) -> Block:
        """Return a block whose cut words are whole."""
        if block.table is None:
            text = self.text(block.text)
            return block if text is block.text else replace(block, text=text)
        texts = [self.text(cell.text) for cell in block.table.cells]
        if all(text is cell.text for text, cell in zip(texts, block.table.cells, strict=True)):
            return block
        cells = tuple(
            cell if text is cell.text else replace(cell, text=text)
            for text, cell in zip(texts, block.table.cells, strict=True)
        )
        return replace(block, table=replace(block.table, cells=cells))

    def text(self, text: Text) -> Text:
        """Return a text whose cut words are whole.

        A soft hyphen is always dropped; a printed one only where the document has the joined word elsewhere and
        not the hyphenated one.
        """
        pieces = text.pieces
        if len(pieces) < 2 and not (pieces and "\u00ad" in pieces[0].text):
            return text
        mended: dict[int, Piece] = {}
        for i, (piece, after) in enumerate(pairwise(pieces)):
            following = after.text
            if piece.glue == " " and following and self._is_torn(piece.text, following):
                mended[i] = replace(piece, glue="")
            elif not piece.glue and (whole := self._without_hyphen(piece, following)) is not piece:
                mended[i] = whole
        for i, piece in enumerate(pieces):
            if "\u00ad" in piece.text:
                mended[i] = replace(mended.get(i, piece), text=mended.get(i, piece).text.replace("\u00ad", ""))
        return Text(tuple(mended.get(i, piece) for i, piece in enumerate(pieces))) if mended else text

    def _is_torn(self, text: str, following: str) -> bool:
        """Say whether a word too long for its cell was torn between letters, without a hyphen.

        Its start is written nowhere inside a line and with the start of the next line it is a word of the
        document; or both parts have the dots and strokes of one address.
        """
        if not (following[0].islower() or following[0].isdigit()):
            return False
        last = text[text.rfind(" ") + 1 :]
        if ("." in last or "@" in last) and _ADDRESS_START.fullmatch(last) and _ADDRESS_END.match(following):
            return True
        first = following.partition(" ")[0]
        if len(last) + len(first) < _SHORTEST:
            return False
        if not last.isalpha():
            tail = _TAIL.search(last)
            if tail is None:
                return False
            last = tail.group()
        last = last.lower()
        return last + first.lower().strip(_AROUND) in self.vocabulary and last not in self.whole

    def _without_hyphen(self, piece: Piece, following: str) -> Piece:
        last, first = _LAST.search(piece.text), _FIRST.search(following)
        if last is None or first is None:
            return piece
        whole = (last.group(1) + first.group(1)).lower()
        parted = f"{last.group(1)}-{first.group(1)}".lower()
        if last.group(2) == "\u00ad" or (whole in self.vocabulary and parted not in self.vocabulary):
            return replace(piece, text=piece.text[:-1])
        return piece


def _texts(block: Block) -> Iterator[Text]:
    if block.table is None:
        yield block.text
    else:
        yield from (cell.text for cell in block.table.cells)
