"""Every stretch of a document as a passage, what claims it, and the evidence that points to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.identity import make_id
from extract.outline import Spot
from extract.reading import Evidence, PageCoverage, Passage, Use
from ingest.document import Block, BlockKind, Box, Document, Piece, Place, ReadBy, Text, count_words

# How many characters of the passage stand before and after a quote, so that it can be found again.
CONTEXT = 40
# A passage of more characters than this is searched onwards from the last quote; looking from its front takes too long.
_LONG = 20_000
_SPACES = re.compile(r"\s+")

Key = tuple[str, int | None]


@dataclass(slots=True)
class _Draft:
    key: Key
    kind: str
    section: str
    block: int
    pieces: list[Piece] = field(default_factory=list)
    use: Use = Use.UNREAD
    reason: str = ""


class PassageBook:
    """The passages of one document: made once, then claimed or ignored as the reading goes on.

    A passage is a block, or a cell of a table, or the part of either that stands on one page: its path and page
    name it. What is neither claimed nor ignored stays unread, and `coverage` counts it.
    """

    def __init__(self, document_id: str, spots: Iterable[Spot]) -> None:
        self._document = document_id
        self._drafts: dict[Key, _Draft] = {}
        self._by_block: dict[int, list[_Draft]] = defaultdict(list)
        self._wholes: dict[Key, str] = {}
        self._last: dict[Key, int] = {}
        for spot in spots:
            for kind, text in _texts(spot.block):
                self._add(spot, kind, text)

    def _add(self, spot: Spot, kind: str, text: Text) -> None:
        for piece in text.pieces:
            key = _key(piece.place)
            draft = self._drafts.get(key)
            if draft is None:
                draft = self._drafts[key] = _Draft(key, kind, spot.section, spot.index)
                self._by_block[spot.index].append(draft)
            draft.pieces.append(piece)

    def id_of(self, text: Text) -> str:
        """Return the id of the passage in which a text begins."""
        return self._id(_key(text.pieces[0].place))

    def _id(self, key: Key) -> str:
        return make_id("x", self._document, key[0], str(key[1]))

    def claim(self, text: Text, reason: str) -> None:
        """Note that a fact was read from this text. The first claim names the passage."""
        for piece in text.pieces:
            draft = self._drafts.get(_key(piece.place))
            if draft is not None and draft.use is not Use.CLAIMED:
                draft.use, draft.reason = Use.CLAIMED, reason

    def claim_block(self, index: int, reason: str, *, only_unread: bool = True) -> None:
        """Note that all of a block was read."""
        self._mark(index, Use.CLAIMED, reason, only_unread)

    def ignore_block(self, index: int, reason: str) -> None:
        """Note why what is unread of a block holds no fact."""
        self._mark(index, Use.IGNORED, reason, only_unread=True)

    def ignore(self, text: Text, reason: str) -> None:
        """Note why a text holds no fact, where nothing claims it."""
        for piece in text.pieces:
            draft = self._drafts.get(_key(piece.place))
            if draft is not None and draft.use is Use.UNREAD:
                draft.use, draft.reason = Use.IGNORED, reason

    def _mark(self, index: int, use: Use, reason: str, only_unread: bool) -> None:
        for draft in self._by_block[index]:
            if draft.use is Use.UNREAD or not only_unread:
                draft.use, draft.reason = use, reason

    def is_read(self, index: int) -> bool:
        """Tell whether anything of a block was claimed or ignored."""
        return any(draft.use is not Use.UNREAD for draft in self._by_block[index])

    def evidence(self, name: str, text: Text) -> tuple[Evidence, ...]:
        """Return where the words of one field stand: one Evidence a passage, so one a page over a page break."""
        parts: dict[Key, list[Piece]] = defaultdict(list)
        for piece in text.pieces:
            if piece.text.strip():
                parts[_key(piece.place)].append(piece)
        return tuple(
            self._quote(name, position, key, pieces) for position, (key, pieces) in enumerate(parts.items(), start=1)
        )

    def _quote(self, name: str, position: int, key: Key, pieces: list[Piece]) -> Evidence:
        quote = _words(pieces)
        whole = self._whole(key) if key in self._drafts else quote
        at = self._find(key, whole, quote)
        before = whole[max(at - CONTEXT, 0) : at] if at > 0 else ""
        after = whole[at + len(quote) : at + len(quote) + CONTEXT] if at >= 0 else ""
        return Evidence(name, position, self._id(key), quote, before, after)

    def _whole(self, key: Key) -> str:
        if key not in self._wholes:
            self._wholes[key] = _words(self._drafts[key].pieces)
        return self._wholes[key]

    def _find(self, key: Key, whole: str, quote: str) -> int:
        """Find a quote in its passage; in a very long one, a file without line breaks, onwards from the last found."""
        if len(whole) < _LONG:
            return whole.find(quote)
        at = whole.find(quote, self._last.get(key, 0))
        at = whole.find(quote) if at < 0 else at
        self._last[key] = max(at, 0)
        return at

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages in reading order."""
        return tuple(
            Passage(
                id=self._id(draft.key),
                position=position,
                kind=draft.kind,
                section=draft.section,
                text=Text(tuple(draft.pieces)).plain.strip(),
                page=draft.key[1],
                box=_box(draft.pieces),
                path=draft.key[0],
                read_by=draft.pieces[0].read_by,
                confidence=min(piece.confidence for piece in draft.pieces),
                use=draft.use,
                reason=draft.reason,
                words=_count(draft.pieces),
            )
            for position, draft in enumerate(self._drafts.values(), start=1)
        )

    def coverage(self, document: Document) -> tuple[PageCoverage, ...]:
        """Return, for each page (or the whole where there are none), how many words became what; the sum agrees."""
        drafts: dict[int | None, list[_Draft]] = defaultdict(list)
        for draft in self._drafts.values():
            drafts[draft.key[1]].append(draft)
        in_file: dict[int | None, int] = {page.number: page.words for page in document.pages} or {None: document.words}
        return tuple(
            _cover(page, in_file.get(page, 0), drafts.get(page, []))
            for page in sorted({*in_file, *drafts}, key=lambda page: page or 0)
        )


def _cover(page: int | None, in_file: int, drafts: list[_Draft]) -> PageCoverage:
    used: Counter[Use] = Counter()
    reasons: Counter[str] = Counter()
    for draft in drafts:
        words = _count(draft.pieces)
        used[draft.use] += words
        if draft.use is Use.IGNORED:
            reasons[draft.reason] += words
    claimed, ignored = used[Use.CLAIMED], used[Use.IGNORED]
    words = max(in_file, used.total())
    return PageCoverage(
        page=page,
        words=words,
        claimed=claimed,
        ignored=ignored,
        unread=words - claimed - ignored,
        ignored_reasons=tuple(sorted(reasons.items())),
    )


def _texts(block: Block) -> Iterator[tuple[str, Text]]:
    if block.kind is BlockKind.TABLE and block.table is not None:
        for cell in sorted(block.table.cells, key=lambda cell: (cell.row, cell.column)):
            yield "cell", cell.text
    else:
        yield block.kind.value, block.text


def _key(place: Place) -> Key:
    return place.path, place.page


def _words(pieces: list[Piece]) -> str:
    """The words of the file, automatic markers left out: they are drawn, and no reader finds them in the file."""
    bare = Text(tuple(Piece(piece.text, piece.place, piece.glue) for piece in pieces))
    return _SPACES.sub(" ", bare.plain).strip()


def _count(pieces: list[Piece]) -> int:
    return sum(count_words(piece.text) for piece in pieces)


def _box(pieces: list[Piece]) -> Box | None:
    box: Box | None = None
    for piece in pieces:
        if piece.place.box is not None:
            box = piece.place.box if box is None else box.union(piece.place.box)
    return box


def quoted(evidence: Iterable[Evidence], name: str) -> str:
    """Join the quotes of one field, as printed, by one space."""
    return " ".join(part.quote for part in evidence if part.field == name)


def read_by(text: Text) -> tuple[ReadBy, float]:
    """Say how a text was read and how surely: by OCR if any of it was, as surely as its weakest piece."""
    ways = {piece.read_by for piece in text.pieces}
    sure = min((piece.confidence for piece in text.pieces), default=1.0)
    return (ReadBy.OCR if ReadBy.OCR in ways else ReadBy.TEXT), sure
