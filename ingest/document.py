"""The one shape every format ends in: a Document of blocks, each block with its places.

>>> line = Piece("Open two hubs", Place(page=3, box=Box(72, 90, 180, 102)))
>>> Text((line,)).plain
'Open two hubs'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Format(StrEnum):
    """File formats that can be read; the value is what `documents.format` shows."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"


class BlockKind(StrEnum):
    """What a block is. FURNITURE is on the page but not in the text: a running header, a cookie notice."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FURNITURE = "furniture"


class ReadBy(StrEnum):
    """How the words were read: from the file's text, or by optical character recognition."""

    TEXT = "text"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: page (from 1) and box where the format has pages, and a path inside the document.

    Paths read `paragraph 12`, `table 3, row 2, column 1`, `sheet Actions, cell B4`, `line 40`; all counts
    start at 1. A PDF's path names the table and cell too (`page 4, table 1, row 2, column 1`).
    """

    page: int | None = None
    box: Box | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in one place: a line of a PDF, a paragraph of a Word cell.

    `glue` joins it to the piece that follows: a space where the line only wrapped, a line break where the
    author broke it, nothing where a word was cut. `marker` is an automatic number or bullet drawn before
    the piece that is not among the characters of the file.
    """

    text: str
    place: Place
    glue: str = " "
    marker: str = ""
    read_by: ReadBy = ReadBy.TEXT
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their places. Slicing by character keeps the places of what remains."""

    pieces: tuple[Piece, ...] = ()

    @property
    def plain(self) -> str:
        r"""The words as one string: wrapped lines joined by a space, broken ones by a line feed.

        >>> Text((Piece("a", Place(), "\n"), Piece("b", Place(), marker="2."))).plain
        'a\n2. b'
        """
        if len(self.pieces) == 1 and not self.pieces[0].marker:
            return self.pieces[0].text  # most cells: worth not walking
        return "".join([shown for _, shown in self._shown()])

    def __bool__(self) -> bool:
        for piece in self.pieces:  # noqa: SIM110 - asked of every cell, and a generator takes twice as long
            if piece.text.strip():
                return True
        return False

    def cut(self, start: int, end: int | None = None) -> Text:
        """Return the part of `plain` from `start` to `end` as a Text, each piece cut to what is in it.

        >>> t = Text((Piece("Public", Place(path="x")), Piece("Health", Place(path="y"))))
        >>> [(p.text, p.place.path) for p in t.cut(4, 10).pieces]
        [('ic', 'x'), ('Hea', 'y')]
        """
        whole = len(self.plain)
        end = whole if end is None else min(end, whole)
        kept, at = [], 0
        for piece, shown in self._shown():
            lead = len(piece.marker) + 1 if piece.marker else 0
            first, last = max(start - at - lead, 0), min(end - at - lead, len(piece.text))
            if last > first:
                marker = piece.marker if start <= at else ""
                kept.append(replace(piece, text=piece.text[first:last], marker=marker))
            at += len(shown)
        return Text(tuple(kept))

    def lines(self) -> Iterator[Text]:
        """Yield the parts between the author's line breaks, empty ones left out."""
        line: list[Piece] = []
        for piece in self.pieces:
            line.append(piece)
            if "\n" in piece.glue:
                if any(p.text.strip() for p in line):
                    yield Text(tuple(line))
                line = []
        if any(p.text.strip() for p in line):
            yield Text(tuple(line))

    def strip(self) -> Text:
        """Return the text without white space at its ends."""
        plain = self.plain
        start = len(plain) - len(plain.lstrip())
        return self.cut(start, len(plain.rstrip())) if start or plain != plain.rstrip() else self

    def pages(self) -> tuple[int | None, ...]:
        """Return the pages it stands on, in reading order."""
        return tuple(dict.fromkeys(piece.place.page for piece in self.pieces))

    def _shown(self) -> Iterator[tuple[Piece, str]]:
        last = len(self.pieces) - 1
        for i, piece in enumerate(self.pieces):
            lead = f"{piece.marker} " if piece.marker else ""
            yield piece, lead + piece.text + (piece.glue if i < last else "")


def join(texts: list[Text] | tuple[Text, ...], glue: str = " ") -> Text:
    """Join texts into one, `glue` between them; empty ones are left out."""
    pieces: list[Piece] = []
    for text in texts:
        if not text:
            continue
        if pieces:
            pieces[-1] = replace(pieces[-1], glue=glue)
        pieces.extend(text.pieces)
    return Text(tuple(pieces))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its top left corner (from 0), how many rows and columns it covers, its words.

    `header` is set where the file itself says so (a header row of Word, a `th` of HTML) or the reader saw it
    (bold or white on colour in the first rows).
    """

    row: int
    column: int
    text: Text = field(default_factory=Text)
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. A table that runs over pages is one table; a repeated header is left out once joined.

    `confidence` from 0 to 1 says how sure the reader is of the grid. `header_rows` counts the rows at the top
    that the file or its looks mark as header (0 where nothing does). `name` is a sheet's name. `merges` says that cells
    merged over rows would show: where it is not set, a blank cell may be one that the cell above reaches into.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    confidence: float = 1.0
    name: str = ""
    hidden: bool = False
    merges: bool = True

    def grid(self) -> list[list[Cell | None]]:
        """Return rows of cells; a merged cell stands in each place that it covers, None where no cell is."""
        rows: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for c in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    rows[r][c] = cell
        return rows


def distinct(row: Iterable[Cell | None]) -> list[Cell]:
    """Return the cells of a row of a grid from left to right, a merged one once."""
    return list({(cell.row, cell.column): cell for cell in row if cell is not None}.values())


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table, or furniture, in reading order.

    `level` is a heading's (1 the highest) or a list item's depth (0 the outermost). `marker` is the printed
    number or bullet, which `text` then leaves out. `reason` says why furniture is not text (`page header`,
    `cookie notice`). `bold` is set where all of it is.
    """

    kind: BlockKind
    text: Text = field(default_factory=Text)
    level: int = 0
    marker: str = ""
    table: Table | None = None
    reason: str = ""
    bold: bool = False


class Severity(StrEnum):
    """How bad an issue is: an error lost something, a warning may be wrong, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that may be wrong with our reading: a code, one clear sentence, and where."""

    code: str
    message: str
    severity: Severity = Severity.WARNING
    place: Place = field(default_factory=Place)
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points as displayed and the number of words its file holds for it."""

    number: int
    width: float
    height: float
    words: int


@dataclass(frozen=True, slots=True)
class Document:
    """What one file holds, in reading order.

    `properties` are the file's own (`title`, `author`, `created`, `modified`, `description`, `site`), as
    written there; `words` is the number of words in the file, for the sum in `coverage`. `pages` is empty
    where the format has none. `source` is the path in the corpus folder with `/` on every system (the file's name
    where there is no corpus), `sha256` the hash of the file's bytes; `read_document` sets both.
    """

    format: Format
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    words: int = 0
    properties: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()
    source: str = ""
    sha256: str = ""


class Unreadable(Exception):  # noqa: N818 - the name DESIGN.md gives it
    """The file can't be read. The message is one sentence an officer understands; `code` names the issue."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def count_words(text: str) -> int:
    """Count the words of a text: runs of characters between white space that hold a letter or digit.

    >>> count_words("Open two hubs – by March 2025")
    6
    """
    return sum(1 for word in text.split() if _WORDLIKE.search(word))


_WORDLIKE = re.compile(r"\w")
