"""What a page break left over of a table that nothing is drawn of: a last bullet, a last line, alone on the next page.

There is no table to be seen on that page, only words that begin where one of its columns did.
"""

from __future__ import annotations

from ingest.document import Text

from .grid import Grid, Slot
from .joined import LongTable
from .lines import ends_sentence, find_marker, make_text
from .paragraphs import Paragraph
from .tables import PageCell, PageTable

_NUMBER = 0  # of the table that is made of what is left over: those that are seen on a page count from 1
_REACHED = 0.72  # share of the page: a table that ends higher ended of its own accord
_NEAR = 4.0  # points: how far from its column words may begin
_PAST = 12.0  # points: how far past the words of the last column others may run


def find_rest(table: LongTable, paragraph: Paragraph, page_height: float) -> PageTable | None:
    """Return a paragraph at the top of the next page as the end of a table's last row, or None where it is not."""
    follows = paragraph.page == table.last.page + 1 and table.last.grid.ys[-1] > _REACHED * page_height
    if not (follows or (paragraph.page == table.last.page and table.last.number == _NUMBER)):
        return None
    if table.last.grid.kind not in ("spaced", "tagged"):
        return None
    left, right = min(line.x0 for line in paragraph.lines), max(line.x1 for line in paragraph.lines)
    column = next((c for c, x in enumerate(table.xs[1:-1], 1) if abs(left - x - 1.5) < _NEAR), None)
    if column is None:
        return None
    limit = table.xs[column + 1] + (_PAST if column + 2 == len(table.xs) else 0)
    above = [c for c in table.cells if c.slot.row + c.slot.row_span == table.rows and c.slot.column == column]
    if right > limit or not above or above[0].slot.column_span > 1 or not _goes_on(above[0].text, paragraph):
        return None
    return _make_table(table, paragraph, column)


def _goes_on(above: Text, paragraph: Paragraph) -> bool:
    """Say whether words go on those of a cell: a further bullet of its list, or the rest of a sentence."""
    first = paragraph.lines[0].text
    marker = find_marker(first)[0]
    lines = [line.plain for line in above.lines()]
    if marker:
        return not marker.strip("().")[:1].isalnum() and any(find_marker(line)[0] == marker for line in lines)
    return first[:1].islower() and not ends_sentence(above.plain.rstrip())


def _make_table(table: LongTable, paragraph: Paragraph, column: int) -> PageTable:
    lines = list(paragraph.lines)
    ys = min(line.y0 for line in lines) - 1, max(line.y1 for line in lines) + 1
    slot = Slot(0, column, 1, 1)
    grid = Grid(table.xs, ys, (slot,), open_start=True, confidence=table.confidence, kind="spaced", merges=table.merges)
    limit = max(line.x1 for line in lines)
    path = f"page {paragraph.page}, table {_NUMBER}, row 1, column {column + 1}"
    text = make_text(lines, paragraph.page, path, lambda line: limit - line.x1)
    cell = PageCell(slot, grid.box_of(slot), text, room=limit - lines[-1].x1, first_width=lines[0].first_width)
    return PageTable(paragraph.page, _NUMBER, grid, (cell._replace(size=lines[-1].size),), 0)
