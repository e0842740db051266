"""Tables that run over pages made one: the same columns, nothing between them, rows cut by the break mended.

When two tables on following pages are one, and when the first row of a page goes on the last row of the page
before, is decided here from four kinds of evidence, in this order:

1. What is drawn. Upright rules that run past the last rule across leave the row open: it goes on.
2. Key cells. A row that goes on has nothing new to say in its first column; a new row has.
3. Room. The words of a cell that was cut reach down to its lower edge; those of a finished one need not.
4. Words. A sentence that stops without a full stop, or goes on in small letters, runs over the break.

A first column that is empty while other cells start afresh is a new row under a merged cell that the page
break cut, where the table merges cells in that column elsewhere; else it is simply empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Table, join

from .grid import cluster
from .lines import ends_sentence, find_marker, wrap_glue
from .pieces import make_cell
from .tables import PageCell, PageTable

_SAME = 4.0  # points: columns that far apart are the same; office programs shift a table by a hair
_FREE = 0.33  # share of a page left free under a table that ended of its own accord


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table over one or more pages, its rows and columns counted through.

    `header_words` are the words of its header row in small letters; `dropped` the cells of repeated headers.
    """

    xs: tuple[float, ...]
    rows: int
    cells: tuple[PageCell, ...]
    header_rows: int
    header_words: tuple[str, ...]
    confidence: float
    last: PageTable
    dropped: tuple[PageCell, ...] = ()
    merges: bool = True


def start_table(table: PageTable) -> LongTable:
    """Return a table of one page as the start of one that may go on."""
    return LongTable(
        table.grid.xs,
        table.rows,
        table.cells,
        table.header_rows,
        _row_words(table.cells, max(table.header_rows - 1, 0)),
        table.grid.confidence,
        table,
        merges=table.grid.merges,
    )


def goes_on(table: LongTable, following: PageTable, page_height: float, first_row_height: float) -> bool:
    """Say whether a table goes on in the first table of the next page, with nothing but furniture between."""
    if not _same_columns(table.xs, following.grid.xs, _is_spaced(table, following)):
        return False
    if _is_open(table, following) or _is_told(table, following):
        return True
    repeated = count_repeated(table, following)
    if repeated:
        free = page_height * 0.93 - table.last.grid.ys[-1]
        return free < _FREE * page_height + first_row_height
    return not following.header_rows


def count_repeated(table: LongTable, following: PageTable) -> int:
    """Return how many rows at the top of the next page repeat the header of the table."""
    if following.rows < 2 and not table.header_rows:
        return 0
    depth = max(table.header_rows, 1)
    while depth and not (
        depth <= following.rows
        and all(_row_words(table.cells, r) == _row_words(following.cells, r) != () for r in range(depth))
    ):
        depth -= 1
    return depth


def _part_header(table: LongTable, following: PageTable) -> PageTable:
    """Return the part of the next page with its header in a row of its own, where no rule is drawn under it.

    Some programs leave that rule out where the page break cut a row: each cell then begins with its header.
    """
    first = [cell for cell in following.cells if cell.slot.row == 0]
    heads = {cell.slot.column: " ".join(cell.text.plain.split()) for cell in table.cells if cell.slot.row == 0}
    said = [cell.text.plain for cell in first]
    if table.header_rows != 1 or not any(heads.values()) or len(table.xs) != len(following.grid.xs):
        return following
    if any(not words.startswith(heads.get(cell.slot.column, "\0")) for cell, words in zip(first, said, strict=True)):
        return following
    if all(words == heads[cell.slot.column] for cell, words in zip(first, said, strict=True)):
        return following
    parts = [_cut_cell(cell, len(heads[cell.slot.column])) for cell in first]
    moved = [_move(cell, 1) for cell in following.cells if cell.slot.row > 0]
    ys = (following.grid.ys[0], following.grid.ys[0] + first[0].size, *following.grid.ys[1:])
    grid = replace(following.grid, ys=ys, open_start=True)
    cells = (*(head for head, _ in parts), *(rest for _, rest in parts), *moved)
    return replace(following, grid=grid, cells=cells, header_rows=1)


def _cut_cell(cell: PageCell, at: int) -> tuple[PageCell, PageCell]:
    """Return the header of a cell, and what stands under it."""
    rest = cell.text.cut(at).strip()
    word = rest.plain.split(" ", 1)[0]
    slot = cell.slot._replace(row=1)
    below = cell._replace(slot=slot, text=rest, bold=False, first_width=0.5 * cell.size * len(word))
    return cell._replace(text=cell.text.cut(0, at), slot=cell.slot._replace(row_span=1)), below


def go_on(table: LongTable, following: PageTable) -> LongTable:
    """Return the table with its rows on the next page added, the repeated header left out."""
    following = _part_header(table, following)
    repeated = count_repeated(table, following)
    xs = _join_columns(table, following)
    old = [_respan(cell, table.xs, xs) for cell in table.cells]
    dropped = tuple(cell for cell in following.cells if cell.slot.row < repeated)
    new = [
        _respan(_move(cell, -repeated), following.grid.xs, xs) for cell in following.cells if cell.slot.row >= repeated
    ]
    header_rows = max(table.header_rows, repeated)
    words = table.header_words or (_row_words(table.cells, repeated - 1) if repeated else ())
    cells, rows = _add_rows(old, new, table, following, repeated)
    return LongTable(
        xs,
        rows,
        tuple(cells),
        header_rows,
        words,
        min(table.confidence, following.grid.confidence),
        following,
        table.dropped + dropped,
        table.merges and following.grid.merges,
    )


def finish(table: LongTable) -> Table:
    """Return the table as the document's shape has it."""
    cells = tuple(
        make_cell(
            cell.slot.row,
            cell.slot.column,
            cell.text,
            cell.slot.row_span,
            cell.slot.column_span,
            cell.slot.row < table.header_rows,
            "" if cell.slot.fill is None else f"#{cell.slot.fill:06x}",
        )
        for cell in sorted(table.cells, key=lambda c: c.slot[:2])
    )
    confidence = round(table.confidence, 2)
    return Table(table.rows, len(table.xs) - 1, cells, table.header_rows, confidence, merges=table.merges)


def _is_open(table: LongTable, following: PageTable) -> bool:
    """Say whether the page break cut a row: what is drawn shows it, or the file's structure tree tells it."""
    before, after = table.last.grid, following.grid
    return before.open_end or after.open_start or (_is_told(table, following) and before.told[-1] == after.told[0])


def _is_told(table: LongTable, following: PageTable) -> bool:
    """Say whether the file's structure tree tells that a table goes on: its rows are counted through."""
    before, after = table.last.grid.told, following.grid.told
    return bool(before and after) and before[-1][1] == after[0][1] and before[-1][0] <= after[0][0]


def _add_rows(
    old: list[PageCell], new: list[PageCell], table: LongTable, following: PageTable, repeated: int
) -> tuple[list[PageCell], int]:
    """Put the rows of a page under those before, the first row joined to the last where it goes on."""
    if not new:
        return old, table.rows
    last = {c: cell for cell in old if _end(cell) == table.rows for c in _columns(cell)}
    first = [cell for cell in new if cell.slot.row == 0]
    told = _is_told(table, following)
    continued = _is_open(table, following) or (not told and _row_goes_on(first, last))
    shift = table.rows - (1 if continued else 0)
    result = list(old)
    for cell in new:
        above = last.get(cell.slot.column)
        same = above is not None and _columns(above) == _columns(cell) and cell.slot.row == 0
        merged = cell.slot.covered if told else same and above and _is_cut_merge(cell, above, old, table.header_rows)
        if same and above is not None and (continued or merged):
            result[result.index(above)] = _mend(above, cell, shift + cell.slot.row_span)
        else:
            result.append(_move(cell, shift))
    return result, shift + following.rows - repeated


def _row_goes_on(first: Sequence[PageCell], last: dict[int, PageCell]) -> bool:
    """Weigh whether the first row of a page goes on the last row of the page before (see the module's top)."""
    pairs = [(cell, last.get(cell.slot.column)) for cell in first]
    if any(above is None or _columns(above) != _columns(cell) for cell, above in pairs):
        return False
    known = [(cell, above) for cell, above in pairs if above is not None]
    spoken = [(cell, above) for cell, above in known if cell.text]
    if not spoken:
        return True  # nothing but white space was left of the row that was cut
    score = 0
    for cell, above in spoken:
        score += _runs_on(cell, above)
    key, above_key = known[0]
    silent = sum(1 for cell, above in known if not cell.text and above.text)
    if key.text and silent and _is_cut_short(spoken):
        return True
    if key.text and not (key.text.plain.lstrip()[:1].islower() and _runs_on(key, above_key) > 0):
        return False
    if len(spoken) == 1 and silent > 1 and all(above.text and above.slot.row_span == 1 for _, above in known):
        return True  # a row of one word, under a full one, in a table that merges nothing there: its last paragraph
    return score + (1 if silent else 0) + (0 if key.text else 1) > 1


def _is_cut_short(spoken: Sequence[tuple[PageCell, PageCell]]) -> bool:
    """Say whether all cells that speak had words down to the edge above, one of them in the middle of a sentence."""
    full = all(above.text and above.below <= 2.2 * max(cell.size, above.size) for cell, above in spoken)
    return full and any(
        cell.text.plain.lstrip()[:1].islower()
        and not ends_sentence(above.text.plain.rstrip())
        and above.room < cell.first_width + 0.6 * cell.size
        for cell, above in spoken
    )


def _runs_on(cell: PageCell, above: PageCell) -> int:
    """Return how much speaks for the words of a cell going on those above: positive for, negative against."""
    before, after = above.text.plain.rstrip(), cell.text.plain.lstrip()
    if not before:
        return -2
    size = max(cell.size, above.size, 1)
    score = -3 if above.below > 2.2 * size else 0
    if after[:1].islower():
        score += 2
    elif find_marker(after)[0]:
        score += 0
    elif ends_sentence(before):
        score -= 1
    if not ends_sentence(before) and above.room < cell.first_width + 0.6 * size:
        score += 1
    return score


def _is_cut_merge(cell: PageCell, above: PageCell, old: Sequence[PageCell], header_rows: int) -> bool:
    """Say whether an empty cell at the top of a page belongs to the merged cell that the break cut."""
    if cell.text or not above.text or above.slot.row < header_rows:
        return False
    if cell.slot.row_span > 1 or above.slot.row_span > 1:
        return True
    column = cell.slot.column
    return column == 0 and any(c.slot.row_span > 1 for c in old if c.slot.column == column)


def _mend(above: PageCell, cell: PageCell, end: int) -> PageCell:
    """Join the two parts of a cell that a page break cut."""
    slot = above.slot._replace(row_span=max(end - above.slot.row, above.slot.row_span))
    if not cell.text:
        return above._replace(slot=slot, below=cell.below or above.below)
    text = join([above.text, cell.text], _glue(above, cell)) if above.text else cell.text
    return cell._replace(slot=slot, text=text, bold=above.bold and cell.bold)


def _glue(above: PageCell, cell: PageCell) -> str:
    before, after = above.text.plain, cell.text.plain
    wrapped = above.room < cell.first_width + 0.6 * above.size
    if find_marker(after)[0] or (not wrapped and not after[:1].islower()):
        return "\n"
    return wrap_glue(before, after)


def _is_spaced(table: LongTable, following: PageTable) -> bool:
    """Say whether the columns of both parts are known by white space only."""
    return {table.last.grid.kind, following.grid.kind} <= {"spaced", "tagged"}


def _join_columns(table: LongTable, following: PageTable) -> tuple[float, ...]:
    """Return the sides of the columns of both parts; where nothing is drawn, those of the part with more."""
    if _is_spaced(table, following):
        return max((table.xs, following.grid.xs), key=len)
    return tuple(cluster([*table.xs, *following.grid.xs], _SAME + 1))


def _same_columns(xs: Sequence[float], others: Sequence[float], spaced: bool = False) -> bool:
    """Say whether two tables share their outer sides and the columns of one are among those of the other.

    Where no side is drawn, words seldom reach the right one: only where the columns start is compared.
    """
    if spaced:
        few, many = sorted((xs[:-1], others[:-1]), key=len)
        return len(few) > 1 and all(min(abs(x - y) for y in many) <= 2 * _SAME for x in few)
    if abs(xs[0] - others[0]) > _SAME or abs(xs[-1] - others[-1]) > _SAME:
        return False
    few, many = sorted((xs, others), key=len)
    return len(few) > 2 and all(min(abs(x - y) for y in many) <= _SAME for x in few)


def _row_words(cells: Sequence[PageCell], row: int) -> tuple[str, ...]:
    found = [cell.text.plain for cell in cells if cell.slot.row == row and cell.text]
    return tuple([" ".join(plain.lower().split()) for plain in found])


def _respan(cell: PageCell, own: Sequence[float], xs: Sequence[float]) -> PageCell:
    if len(own) == len(xs):
        return cell
    start = _nearest(xs, own[cell.slot.column])
    last = cell.slot.column + cell.slot.column_span == len(own) - 1
    end = len(xs) - 1 if last else _nearest(xs, own[cell.slot.column + cell.slot.column_span])
    return cell._replace(slot=cell.slot._replace(column=start, column_span=max(end - start, 1)))


def _nearest(xs: Sequence[float], value: float) -> int:
    return min(range(len(xs)), key=lambda i: abs(xs[i] - value))


def _move(cell: PageCell, rows: int) -> PageCell:
    slot = cell.slot
    return cell._replace(slot=slot._replace(row=slot.row + rows)) if rows else cell


def _end(cell: PageCell) -> int:
    return cell.slot.row + cell.slot.row_span


def _columns(cell: PageCell) -> range:
    return range(cell.slot.column, cell.slot.column + cell.slot.column_span)
