"""Pages of a PDF whose words are in a picture: which they are, and reading them with what `ingest.scans` sees.

What is recognised goes the way of all pages from here on: the same grids, the same order, the same joining.
"""

from __future__ import annotations

import ctypes
import subprocess
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from ingest.document import Block, Box, Issue, Piece, Place, ReadBy, Severity, Table, Text

from .characters import Style, Word
from .frame import Edges
from .grid import find_grids
from .page import PageContent, lay_out, read_page
from .rules import Drawing, Fill, Rule, merge_rules

if TYPE_CHECKING:
    from ingest.scans.engine import Engine, Picture, Seen
    from ingest.scans.looks import Row

_SCANNED = 0.3  # share of a page that pictures cover where its words are in them
_DRAWN = 60  # objects on a page without words: letters drawn as shapes
_STAMP = 12  # words: a scan that was stamped with a page number or an item number
_COVERED = 0.75
_MOST_PIXELS = 120_000_000  # of one picture on a page: 10,000 by 12,000
_LONGEST = 5_000  # pixels along a page as rendered: a poster is read at a lower resolution
_LOOK = 150  # pixels an inch at which rules are looked for
_SLOPE = 0.25  # degrees: what is less does no harm to rules
_UNSURE = 0.85  # mean confidence of a page below which a person should look
_WHITE = 235
_FONT = 1 / 1.15  # size of a font as a share of the height of its lines


class Why(StrEnum):
    """Why the words of a page can't be taken from the file; the value ends the sentence of the issue."""

    PICTURE = "is a picture of text"
    STAMPED = "is nearly all picture"
    RUBBISH = "holds characters that are not what it shows"


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as recognised: its words in points as displayed, and how far it was turned to stand level."""

    content: PageContent
    words: tuple[Word, ...]
    confidences: tuple[float, ...]
    slope: float = 0.0

    @property
    def confidence(self) -> float:
        """The mean confidence of its words, each counted by its letters."""
        letters = sum(len(word.text) for word in self.words)
        total = sum(len(w.text) * c for w, c in zip(self.words, self.confidences, strict=True))
        return total / letters if letters else 0.0


@dataclass(frozen=True, slots=True)
class _Look:
    """What an engine saw on a page: words and rows in pixels once it stands level, pixels a point, and its slope.

    `turns` says by how many quarter turns clockwise it was set upright, `slope` in degrees how far its lines then ran
    downhill.
    """

    seen: tuple[Seen, ...]
    rows: dict[int, Row]
    scale: float
    slope: float
    turns: int = 0


def why_scanned(page: PageContent) -> Why | None:
    """Return why a page must be recognised, None for one whose words are in the file."""
    from ingest.scans.rubbish import is_rubbish

    if not page.words and (page.picture > _SCANNED or page.objects > _DRAWN):
        return Why.PICTURE
    if page.words < _STAMP and page.picture > _COVERED:
        return Why.STAMPED
    return Why.RUBBISH if page.words >= _STAMP and is_rubbish(page.spoken) else None


def read_scans(
    document: Any, pages: Sequence[PageContent], name: str
) -> tuple[list[PageContent], dict[int, Scan], list[Issue]]:
    """Return the pages with their pictures read; those that had to be recognised by number; what is to be said.

    A page whose scanner put its words under the picture keeps them, and gets the rules that the picture shows.
    """
    wanted = {page.number: why for page in pages if (why := why_scanned(page)) is not None}
    layered = [_add_rules(document, page) if page.number not in wanted else page for page in pages]
    scans, issues = _read_wanted(document, pages, wanted, name) if wanted else ({}, [])
    read = [scans[page.number].content if page.number in scans else page for page in layered]
    return read, scans, issues


def _add_rules(document: Any, page: PageContent) -> PageContent:
    """Return a scanned page whose words are in the file with the tables that its picture shows."""
    if page.picture < _COVERED or any(page.tables):
        return page
    scale = min(_LOOK / 72, _LONGEST / max(page.width, page.height, 1.0))
    if not _is_picture_over_words(document, page.number):
        return page
    lines = [(line.x0, line.y0, line.x1, line.y1) for line in page.lines]
    again = read_page(document, page.number, _make_drawing(render(document, page.number, scale), scale, lines))
    return again if any(again.tables) else page


def _is_picture_over_words(document: Any, number: int) -> bool:
    """Tell whether the words of a page can't be seen: drawn without ink, or before the picture that covers them."""
    raw = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not raw:
        return False
    try:
        if max(_pixels(raw), default=0) > _MOST_PIXELS:
            return False
        held = (pdfium.FPDFPage_GetObject(raw, i) for i in range(max(pdfium.FPDFPage_CountObjects(raw), 0)))
        for drawn in held:  # what comes first decides: nobody hides some words of a page only
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                unseen = pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
                return unseen or any(pdfium.FPDFPageObj_GetType(later) == pdfium.FPDF_PAGEOBJ_IMAGE for later in held)
        return False
    finally:
        pdfium.FPDF_ClosePage(raw)


def _read_wanted(
    document: Any, pages: Sequence[PageContent], wanted: Mapping[int, Why], name: str
) -> tuple[dict[int, Scan], list[Issue]]:
    from ingest.scans.engine import INSTALL, find_engine  # numpy: not needed for most papers
    from ingest.scans.looks import find_sizes

    engine = find_engine()
    if engine is None:
        return {}, [_unread(number, why, name, INSTALL) for number, why in wanted.items()]
    issues: list[Issue] = []
    looked: dict[int, _Look] = {}
    turns = 0
    for page in pages:
        look = _try(document, page, engine, turns, issues, name) if page.number in wanted else None
        if look is not None:
            looked[page.number], turns = look, look.turns  # a stack of paper goes in one way
    sizes = find_sizes(size for look in looked.values() for size in _sizes_of(look))
    scans = {
        page.number: _lay_out(document, page, looked[page.number], sizes) for page in pages if page.number in looked
    }
    return scans, issues + list(_say(scans, wanted, name, engine))


def _unread(number: int, why: Why, name: str, install: str) -> Issue:
    message = f"Page {number} of {name} {why}; to read it, install optical character recognition ({install})."
    severity = Severity.WARNING if why is Why.STAMPED else Severity.ERROR
    return Issue("scanned_page", message, severity, Place(number, path=f"page {number}"))


def _try(document: Any, page: PageContent, engine: Engine, turns: int, issues: list[Issue], name: str) -> _Look | None:
    place = Place(page.number, path=f"page {page.number}")
    raw = pdfium.FPDF_LoadPage(document.raw, page.number - 1)
    if not raw:
        return None
    try:
        pixels = max(_pixels(raw), default=0)
    finally:
        pdfium.FPDF_ClosePage(raw)
    if pixels > _MOST_PIXELS:
        message = (
            f"Page {page.number} of {name} holds a picture of {pixels / 1e6:,.0f} million pixels; it was not read."
        )
        issues.append(Issue("too_large", message, Severity.ERROR, place))
        return None
    try:
        return _recognise(document, page, engine, turns)
    except (subprocess.SubprocessError, OSError, RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
        message = f"Page {page.number} of {name} could not be recognised: {reason}."
        issues.append(Issue("scanned_page", message, Severity.ERROR, place))
        return None


def _pixels(page: Any) -> Iterator[int]:
    """Yield how many pixels each picture on a page has, without unpacking it."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    for i in range(max(pdfium.FPDFPage_CountObjects(page), 0)):
        held = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(held) == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFImageObj_GetImagePixelSize(
            held, wide, high
        ):
            yield wide.value * high.value


def _recognise(document: Any, page: PageContent, engine: Engine, first: int) -> _Look:
    from ingest.scans.kept import recognise
    from ingest.scans.looks import measure_rows, measure_slope, straighten
    from ingest.scans.turning import set_upright

    scale = min(engine.resolution / 72, _LONGEST / max(page.width, page.height, 1.0))
    whole = render(document, page.number, scale)
    turns, picture, seen = set_upright(whole, partial(recognise, engine), first)
    slope = measure_slope(seen)
    slope = slope if abs(slope) > _SLOPE else 0.0
    if slope:
        picture, seen = straighten(picture, seen, slope)
    return _Look(tuple(seen), measure_rows(_grey(picture), seen), scale, slope, turns)


def _sizes_of(look: _Look) -> Iterator[tuple[float, int]]:
    for word in look.seen:
        sizes = look.rows[word.line].sizes
        if len(sizes) == 1:  # others are not sure of theirs
            yield round(sizes[0] / look.scale, 1), len(word.text)


def _lay_out(document: Any, page: PageContent, look: _Look, sizes: Sequence[float]) -> Scan:
    """Return a recognised page; its picture is made again, since a pack's pictures fill the memory."""
    from ingest.scans.looks import straighten
    from ingest.scans.turning import turn

    picture = turn(render(document, page.number, look.scale), look.turns)
    if look.slope:
        picture, _ = straighten(picture, (), look.slope)
    return lay_out_scan(page, picture, look, sizes)


def _grey(picture: Picture) -> Any:
    import numpy as np

    return np.asarray(picture.sum(axis=2, dtype=np.uint16) // 3, np.uint8)


def render(document: Any, number: int, scale: float) -> Picture:
    """Return a page as displayed, `scale` pixels a point, three bytes (red, green, blue) a pixel."""
    import numpy as np

    page = document[number - 1]
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        try:
            return np.array(bitmap.to_numpy()[:, :, :3])  # a copy: the pixels are pdfium's and go with the bitmap
        finally:
            bitmap.close()
    finally:
        page.close()


def lay_out_scan(page: PageContent, picture: Picture, look: _Look, sizes: Sequence[float]) -> Scan:
    """Return a page with the words seen on its picture put into tables and lines."""
    from ingest.scans.looks import level

    levelled = level(look.seen, look.rows, sizes, look.scale)
    words = _make_words(levelled, _grey(picture), look.scale)
    drawing = _make_drawing(picture, look.scale, [word[1:5] for word in words])
    swapped = (page.turned_by + look.turns) % 2  # what the file's own words stood like no longer counts
    size = (page.height, page.width) if swapped else (page.width, page.height)
    content = lay_out(page.number, size, words, drawing, _Sides(words).measure)
    content = replace(content, picture=page.picture, objects=page.objects, turned_by=look.turns)
    return Scan(content, tuple(words), tuple(w.confidence for w in levelled), look.slope)


def _make_words(seen: Sequence[Seen], grey: Any, scale: float) -> list[Word]:
    from ingest.scans.looks import find_bold, is_light

    words = []
    at = 0
    for one, bold in zip(seen, find_bold(grey, seen), strict=True):
        size = round(_FONT * (one.y1 - one.y0) / scale, 1) or 1.0
        colour = 0xFFFFFF if is_light(grey, one) else 0
        x0, y0, x1, y1 = (round(side / scale, 2) for side in one[1:5])
        words.append(Word(one.text, x0, y0, x1, y1, Style(size, bold, colour=colour), at, len(one.text), True, x1 - x0))
        at += len(one.text) + 1
    return words


class _Sides:
    """Where the characters of recognised words stand: those of a word share its width."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._firsts = [word.first for word in words]

    def measure(self, index: int) -> tuple[float, float]:
        """Return the left and right side of a character, by its index on the page."""
        word = self._words[bisect_right(self._firsts, index) - 1]
        wide = (word.x1 - word.x0) / max(word.letters, 1)
        return word.x0 + (index - word.first) * wide, word.x0 + (index - word.first + 1) * wide


def _make_drawing(picture: Picture, scale: float, words: Sequence[Edges]) -> Drawing:
    """Return the rules seen on a picture, and the grounds of the cells that they bound; stems of letters are none."""
    from ingest.scans.rules import find_bars, ground_of

    across, down = find_bars(picture, scale)
    level = merge_rules(Rule((b.y0 + b.y1) / 2 / scale, b.x0 / scale, b.x1 / scale) for b in across)
    stems = [Rule((b.x0 + b.x1) / 2 / scale, b.y0 / scale, b.y1 / scale) for b in down]
    upright = merge_rules(rule for rule in stems if not any(_is_stem(rule, box) for box in words))
    fills = []
    for grid in find_grids(Drawing(level, upright)):
        for slot in grid.slots:
            x0, y0, x1, y1 = grid.box_of(slot)
            colour = ground_of(picture, ((x0 + 2) * scale, (y0 + 2) * scale, (x1 - 2) * scale, (y1 - 2) * scale))
            fills += [Fill(x0, y0, x1, y1, colour)] if colour is not None else []
    return Drawing(level, upright, tuple(fills))


def _is_stem(rule: Rule, word: Edges) -> bool:
    x0, y0, x1, y1 = word
    return x0 - 1 <= rule.at <= x1 + 1 and rule.low >= y0 - 3 and rule.high <= y1 + 3


def mark_recognised(blocks: Iterable[Block], scans: Mapping[int, Scan]) -> tuple[Block, ...]:
    """Return the blocks with the pieces of recognised pages marked so, each with its confidence."""
    if not scans:
        return tuple(blocks)
    return tuple(_mark_block(block, scans) for block in blocks)


def _mark_block(block: Block, scans: Mapping[int, Scan]) -> Block:
    table = block.table
    if table is not None:
        cells = tuple(replace(cell, text=_mark_text(cell.text, scans)) for cell in table.cells)
        table = replace(table, cells=cells, confidence=_table_confidence(table, cells))
    return replace(block, text=_mark_text(block.text, scans), table=table)


def _table_confidence(table: Table, cells: Iterable[Any]) -> float:
    """A grid drawn from pixels is never as sure as one from the file."""
    recognised = any(piece.read_by is ReadBy.OCR for cell in cells for piece in cell.text.pieces)
    return round(min(table.confidence, 0.95), 3) if recognised else table.confidence


def _mark_text(text: Text, scans: Mapping[int, Scan]) -> Text:
    if not any(piece.place.page in scans for piece in text.pieces):
        return text
    return Text(tuple(_mark_piece(piece, scans) for piece in text.pieces))


def _mark_piece(piece: Piece, scans: Mapping[int, Scan]) -> Piece:
    scan = scans.get(piece.place.page or 0)
    box = piece.place.box
    if scan is None or box is None:
        return piece
    inside = [
        (len(word.text), sure)
        for word, sure in zip(scan.words, scan.confidences, strict=True)
        if box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1 and box.y0 - 1 <= (word.y0 + word.y1) / 2 <= box.y1 + 1
    ]
    letters = sum(count for count, _ in inside)
    sure = sum(count * sure for count, sure in inside) / letters if letters else scan.confidence
    place = replace(piece.place, box=_turn_back(box, scan)) if scan.slope else piece.place
    return replace(piece, place=place, read_by=ReadBy.OCR, confidence=round(sure, 3))


def _turn_back(box: Box, scan: Scan) -> Box:
    """Return where a box of the levelled page stands on the page as displayed."""
    from ingest.scans.looks import turn_point

    shape = scan.content.height, scan.content.width
    corners = [turn_point(x, y, shape, scan.slope) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs, ys = [round(x, 2) for x, _ in corners], [round(y, 2) for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _say(scans: Mapping[int, Scan], wanted: Mapping[int, Why], name: str, engine: Engine) -> Iterator[Issue]:
    if scans:
        pages = _list_pages(list(scans), name)
        message = f"{pages} read by optical character recognition ({engine.name}); check names and figures."
        yield Issue("read_by_ocr", message, Severity.NOTE, Place(min(scans), path=f"page {min(scans)}"))
    for number, scan in scans.items():
        place = Place(number, path=f"page {number}")
        if not scan.words and wanted[number] is not Why.STAMPED:
            message = f"No words were recognised on page {number} of {name}."
            yield Issue("scanned_page", message, Severity.WARNING, place)
        elif scan.words and scan.confidence < _UNSURE:
            message = f"Page {number} of {name} is hard to read: its words are {scan.confidence:.0%} sure on average."
            yield Issue("unsure_scan", message, Severity.WARNING, place)


def _list_pages(numbers: Sequence[int], name: str) -> str:
    """Return pages as a sentence begins with them.

    >>> _list_pages([3], "a.pdf"), _list_pages([1, 2, 3, 5], "a.pdf")
    ('Page 3 of a.pdf was', 'Pages 1-3, 5 of a.pdf were')
    """
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][-1] + 1 == number:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    shown = ", ".join("-".join(map(str, span)) for span in spans)
    return f"Page {shown} of {name} was" if len(numbers) == 1 else f"Pages {shown} of {name} were"
