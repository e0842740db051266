"""The levels that a table itself prints over its rows: full-width rows, and columns of priorities and aims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.headers import Field
from extract.layouts.columns import Columns
from extract.levels import Level, Rank, names_no_level, rank_of, read_level
from extract.overhead import is_field_line, is_parent
from ingest.document import Cell, Text, distinct, join

# A full-width row of more words than this is a note, not the name of a level.
LONGEST_BANNER = 90
# `Aim 1.1`, `Priority`, in a cell of its own before the cell with the name.
_BARE_LABEL = re.compile(r"\s*(?P<label>[A-Za-z][A-Za-z -]{1,40}?)\s*(?:\d[\d.]*[a-z]?|[A-Z])?\s*[:.–-]?\s*")


@dataclass(frozen=True, slots=True)
class Ladder:
    """The priority and the aim that are open at a row of a table; `banner` is the last full-width row, `standing`
    while no action has followed it."""

    priority: Level | None = None
    aim: Level | None = None
    banner: Level | None = None
    standing: bool = False

    def open_banner(self, level: Level, *, has_aims: bool) -> Ladder:
        """Place a full-width row: it opens a priority or an aim, as its label says, its number, or its fellows.

        `has_aims`: the table has a column of aims, so that what stands over its rows is a priority.
        """
        held = self
        rank = level.rank
        if rank is Rank.UNSAID:
            rank = self._rank_by_place(level, has_aims=has_aims)
            if rank is Rank.AIM and self._stands_on_banner() and self.aim is self.banner and self.banner is not None:
                held = replace(self, priority=replace(self.banner, rank=Rank.PRIORITY), aim=None)
        if rank is Rank.PRIORITY:
            return replace(held, priority=level, aim=None, banner=level, standing=True)
        return replace(held, aim=level, banner=level, standing=True)

    def _stands_on_banner(self) -> bool:
        return self.standing and self.banner is not None and self.banner.rank is not Rank.AIM

    def _rank_by_place(self, level: Level, *, has_aims: bool) -> Rank:
        if has_aims:
            return Rank.PRIORITY
        if self._stands_on_banner():
            return Rank.AIM
        upper = self.priority
        if not level.number.count(".") and level.number and upper is not None and upper.number:
            return Rank.AIM if "." in upper.number else Rank.PRIORITY
        return Rank.AIM

    def open_columns(self, priority: Text, aim: Text) -> Ladder:
        """Open what the columns of a row name; where they are blank or merged, the levels above go on."""
        held = self
        if priority and (held.priority is None or held.priority.whole != priority):
            level = read_level(priority)
            same = held.priority is not None and held.priority.key == level.key
            held = replace(held, priority=level, aim=held.aim if same else None)
        if aim and (held.aim is None or held.aim.whole != aim):
            held = replace(held, aim=read_level(aim))
        return replace(held, standing=False)


def read_banner(row: Sequence[Cell | None], columns: Columns, ladder: Ladder) -> Level | None:
    """Read a row that names a level: one cell over all columns, or words in one cell that is not the action's."""
    cells = distinct(row)
    filled = [cell for cell in cells if cell.text]
    labelled = read_labelled_row(cells, columns)
    if labelled is not None or len(filled) != 1:
        return labelled
    cell = filled[0]
    if len(cell.text.plain.split()) > LONGEST_BANNER:
        return None
    level = read_level(cell.text)
    if cell.column_span >= max(len(row) - 1, 2) and len(row) > 1:
        return level
    alone = len(cells) == len(row) and all(other.column_span == 1 for other in cells)
    return level if alone and cell.column == 0 and _names_level(level, columns, ladder) else None


def _names_level(level: Level, columns: Columns, ladder: Ladder) -> bool:
    """Tell whether words alone in the first cell of a row name a level, where no merged cell shows it.

    In the action's column they do with a label, or like the banner before that they follow.
    """
    if level.rank is not Rank.UNSAID:
        return True
    if columns.fields[0] is Field.ACTION:
        return ladder.banner is not None and ladder.banner.whole.pieces[0].place != level.whole.pieces[0].place
    if columns.fields[0] in (Field.EXTRA, Field.PRIORITY):
        return True
    return bool(level.number) and not columns.has(Field.NUMBER)


def read_labelled_row(cells: Sequence[Cell], columns: Columns | None = None) -> Level | None:
    """Read `Objective | Keep people at home`: the label in one cell, the name in the next, nothing besides; or
    `Objective: Keep people at home | Lead: Director of Adults`, whose other cells say fields."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) > 1 and all(is_field_line(cell.text.plain) for cell in filled[1:]):
        level = read_level(filled[0].text)
        return level if level.rank is not Rank.UNSAID else None
    if len(filled) != 2:
        return None
    found = _BARE_LABEL.fullmatch(filled[0].text.plain)
    if found is None or rank_of(found["label"]) is Rank.UNSAID:
        return None
    if columns is not None and columns.fields[filled[0].column] in (Field.AIM, Field.PRIORITY):
        return None
    level = read_level(join([filled[0].text, filled[1].text], ": "))
    return level if level.rank is not Rank.UNSAID else None


def read_title_row(row: Sequence[Cell | None]) -> Level | None:
    """Read a row over the header: a level's name over all columns or beside its label; None for any other title."""
    cells = distinct(row)
    filled = [cell for cell in cells if cell.text]
    labelled = read_labelled_row(cells)
    if labelled is not None or len(filled) != 1 or len(row) < 2:
        return labelled
    cell = filled[0]
    level = read_level(cell.text)
    if cell.column or len(cell.text.plain.split()) > LONGEST_BANNER:
        return None
    return None if names_no_level(level) or (level.rank is Rank.UNSAID and cell.column_span < len(row) - 1) else level


def read_parent_row(row: Sequence[Cell | None], below: Sequence[Cell | None] | None, columns: Columns) -> Level | None:
    """Read a numbered row that says no more than what the rows below it, numbered on from it, are done for."""
    numbers, actions = columns.of(Field.NUMBER), columns.of(Field.ACTION)
    if not numbers or below is None:
        return None
    filled = [cell for cell in distinct(row) if cell.text]
    number, action, after = row[numbers[0]], row[actions[0]], below[numbers[0]]
    if number is None or action is None or after is None or filled != [number, action]:
        return None
    if not is_parent(number.text.plain.strip(" ."), after.text.plain.strip()):
        return None
    return read_level(join([number.text, action.text]))
