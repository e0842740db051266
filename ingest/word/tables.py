"""Tables of Word: a grid with merged cells resolved, nested tables apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.document import Block, BlockKind, Cell, Piece, Place, Table, Text
from ingest.printed import make_text
from ingest.word.markup import SDT, TBL, TC, TR, Element, P, W, number, open_controls, switched, unwrap, value
from ingest.word.paragraphs import read_paragraph
from ingest.word.words import Trail, is_prompt

_WHITE = ("", "auto", "ffffff")
_HEADER_ROWS = 3


@dataclass(slots=True)
class _Drawn:
    """A cell being read: where it begins, how far it goes, its words and looks."""

    row: int
    column: int
    column_span: int
    row_span: int = 1
    pieces: list[Piece] = field(default_factory=list)
    bold: bool = False
    fill: str = ""


def read_table(element: Element, trail: Trail, path: str) -> list[Block]:
    """Return the block of a table, and of each table inside its cells after it, `path` naming each.

    Rows that a reviewer deleted and rows that are hidden are left out; places count the rows of the file.
    """
    cells: list[_Drawn] = []
    nested: list[Block] = []
    open_above: dict[int, _Drawn] = {}
    headers, rows = 0, 0
    for stored, row in enumerate((found for found in open_controls(element) if found.tag == TR), 1):
        if _is_gone(row, trail):
            continue
        properties = row.find(W + "trPr")
        headers += headers == rows and bool(switched(properties, "tblHeader"))
        drawn, more = _read_row(row, rows, f"{path}, row {stored}", trail, open_above)
        cells += drawn
        nested += more
        rows += 1
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    if not cells:
        return nested
    headers = headers if headers < rows else 0
    seen = headers or _count_headers(element, cells, rows, trail)
    table = Table(rows, columns, tuple(_close(cell, cell.row < seen) for cell in cells), header_rows=seen)
    return [Block(BlockKind.TABLE, table=table), *nested]


def blocks_of(parent: Element, trail: Trail, contents: bool = False) -> Iterator[tuple[Element, bool]]:
    """Yield paragraphs and tables, each with whether it stands in a list of contents.

    Content controls are opened; those that show only their prompt are left out.
    """
    for child in unwrap(parent):
        if child.tag in (P, TBL):
            yield child, contents
        elif child.tag == SDT:
            content = child.find(W + "sdtContent")
            if is_prompt(child):
                trail.prompts += 1
            elif content is not None:
                yield from blocks_of(content, trail, contents or _lists_contents(child))


def _lists_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in gallery.get(W + "val", "").lower()


def _is_gone(row: Element, trail: Trail) -> bool:
    properties = row.find(W + "trPr")
    if properties is None:
        return False
    hidden = bool(switched(properties, "hidden"))
    trail.hidden += hidden
    return hidden or properties.find(W + "del") is not None


def _read_row(
    row: Element, at: int, path: str, trail: Trail, open_above: dict[int, _Drawn]
) -> tuple[list[_Drawn], list[Block]]:
    column = number(value(row.find(W + "trPr"), "gridBefore"))
    cells: list[_Drawn] = []
    nested: list[Block] = []
    still_open: dict[int, _Drawn] = {}
    for element in (found for found in open_controls(row) if found.tag == TC):
        properties = element.find(W + "tcPr")
        span = max(number(value(properties, "gridSpan"), 1), 1)
        merge = _merge(properties, "vMerge")
        above = open_above.get(column)
        if _merge(properties, "hMerge") == "continue" and cells:
            cells[-1].column_span += span
        elif merge == "continue" and above is not None and above.column_span == span:
            above.row_span = at - above.row + 1
            still_open[column] = above
        else:
            cell = _Drawn(at, column, span, fill=_fill(properties))
            nested += _read_cell(element, cell, f"{path}, column {column + 1}", trail)
            cells.append(cell)
            if merge:
                still_open[column] = cell
        column += span
    open_above.clear()
    open_above.update(still_open)
    return cells, nested


def _merge(properties: Element | None, name: str) -> str:
    found = properties.find(W + name) if properties is not None else None
    return "" if found is None else found.get(W + "val", "continue")


def _fill(properties: Element | None) -> str:
    shade = properties.find(W + "shd") if properties is not None else None
    fill = "" if shade is None else shade.get(W + "fill", "").lower()
    return "" if fill in _WHITE else fill


def _read_cell(element: Element, cell: _Drawn, path: str, trail: Trail) -> list[Block]:
    if _is_in_prompt(element):
        trail.prompts += 1
        return []
    nested: list[Block] = []
    bold, place, inner = [], Place(path=path), 0
    for child, _ in blocks_of(element, trail):
        if child.tag == TBL:
            inner += 1
            nested += read_table(child, trail, f"{path}, table {inner}")
            continue
        paragraph = read_paragraph(child, trail)
        marker = paragraph.marker.text if paragraph.marker else ""
        pieces = make_text(paragraph.printed.text, place, marker).pieces
        cell.pieces.extend(pieces)
        if pieces:
            bold.append(paragraph.printed.bold)
    cell.bold = bool(bold) and all(bold)
    return nested


def _is_in_prompt(cell: Element) -> bool:
    wrapper = cell.getparent()
    control = wrapper.getparent() if wrapper is not None and wrapper.tag == W + "sdtContent" else None
    return control is not None and is_prompt(control)


def _count_headers(element: Element, cells: list[_Drawn], rows: int, trail: Trail) -> int:
    """Count the rows at the top that look like a header: all in bold or on a colour, and what follows is not.

    A full-width row is a header's title at the very top only. Where no row looks so, the table's style may say
    that its first row is set apart.
    """
    if rows < 2:
        return 0
    looks = [_looks_like_header([cell for cell in cells if cell.row == row]) for row in range(min(rows, 5))]
    count = 0
    for row, looked in enumerate(looks):
        width = sum(1 for cell in cells if cell.row == row)
        if not looked or (row > 0 and width == 1):
            break
        count += 1
    if count == 1 and sum(1 for cell in cells if cell.row == 0) == 1:
        return 0  # a full-width title over rows that nothing marks
    if 0 < count <= _HEADER_ROWS and count < rows:
        return count
    return 1 if count == 0 and _style_says_header(element, trail) else 0


def _looks_like_header(cells: list[_Drawn]) -> bool:
    inked = [cell for cell in cells if cell.pieces]
    return bool(inked) and (all(cell.bold for cell in inked) or all(cell.fill for cell in cells))


def _style_says_header(element: Element, trail: Trail) -> bool:
    properties = element.find(W + "tblPr")
    look = properties.find(W + "tblLook") if properties is not None else None
    if look is None:
        return False
    first = look.get(W + "firstRow")
    # older files write the settings as a bit field (ECMA-376 part 4): 0020 is the first row
    on = first in ("1", "true") if first is not None else bool(_hexadecimal(look.get(W + "val")) & 0x20)
    return on and trail.styles.find_run(value(properties, "tblStyle")).header_row


def _hexadecimal(text: str | None) -> int:
    try:
        return int(text or "0", 16)
    except ValueError:
        return 0


def _close(cell: _Drawn, header: bool) -> Cell:
    text = Text(tuple(replace(piece, glue="\n") for piece in cell.pieces))
    return Cell(cell.row, cell.column, text, cell.row_span, cell.column_span, header, cell.fill)
