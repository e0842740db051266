"""A filled-in action tracker as answers: what an officer changed in it, cell by cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.identity import fold
from goldenthread.answers import Answered
from goldenthread.trouble import Trouble
from ingest.document import BlockKind, Cell, Table, Unreadable
from ingest.formats import read_document
from publish.tracker import HEADINGS, Tracked, make_rows, read_tracker

_NAMES = tuple(heading for heading, _ in HEADINGS)
# The columns that a person may correct, with the field of the commitment that each is.
_FIELDS = {
    "Ref": "number",
    "Commitment": "text",
    "Owner": "owner",
    "Due": "due",
    "Revised due": "due",
    "Action taken": "update",
    "Status": "status",
}
# A note is kept with the row's changes; what people decided is told there, and may be newer in the database.
_BESIDE = ("Note", "Decided by people")


@dataclass(frozen=True, slots=True)
class Changed:
    """What a filled-in tracker says: answers for decisions.csv, and a sentence for each change that can't be one."""

    answers: tuple[Answered, ...]
    problems: tuple[str, ...]


def read_changed(db: sqlite3.Connection, file: Path) -> Changed:
    """Compare a filled-in tracker with the one that the database gives now; rows are found by their thread.

    A cell that says the same is no change. Raises Trouble where the file holds no tracker.
    """
    tracked = {row.thread: row for row in read_tracker(db)}
    answers: list[Answered] = []
    problems: list[str] = []
    for number, cells in _read_rows(file):
        row = tracked.get(_resolve(db, cells.get("Thread", "")))
        if row is None:
            problems.append(f"Row {number}: its thread is not in the database; use the review sheet for what is new.")
            continue
        for made in _compare(db, number, cells, row):
            (answers if isinstance(made, Answered) else problems).append(made)  # type: ignore[arg-type]
    return Changed(tuple(answers), tuple(problems))


def _resolve(db: sqlite3.Connection, thread: str) -> str:
    found = db.execute("select new from aliases where old = ?", (thread.strip(),)).fetchone()
    return str(found[0]) if found else thread.strip()


def _compare(db: sqlite3.Connection, number: int, cells: Mapping[str, str], row: Tracked) -> Iterator[Answered | str]:
    held = {name: str(cell or "") for name, cell in zip(_NAMES, make_rows([row])[0], strict=True)}
    changed = {name: new for name in _NAMES if (new := cells.get(name)) is not None and fold(new) != fold(held[name])}
    note = changed.get("Note", "")
    if note and changed.keys() <= set(_BESIDE):
        yield f"Row {number}: a note is kept with a change, and nothing else was changed in this row."
    for name, new in changed.items():
        if name in _BESIDE:
            continue
        if name not in _FIELDS:
            yield f"Row {number}: {name} follows from the documents and can't be changed here."
        elif len(row.wordings) > 1:
            yield f"Row {number}: {name} holds several parts; change each of them on the review sheet."
        elif name == "Due" and row.revised_words:
            yield f"Row {number}: Due is what the first document says; change Revised due."
        else:
            yield _answer(db, number, row, _FIELDS[name], new.strip(), note)


def _answer(db: sqlite3.Connection, number: int, row: Tracked, field: str, value: str, note: str) -> Answered:
    wording = row.wordings[0]
    source = db.execute("select source from documents where id = ?", (wording.document,)).fetchone()[0]
    around = db.execute(
        "select before, after from evidence where fact = ? and field = 'text' order by position limit 1",
        (wording.commitment,),
    ).fetchone() or ("", "")
    cells = {
        "about": "row",
        "document": source,
        "words": wording.quote,
        "answer": "correct a field",
        "field": field,
        "value": value,
        "note": note,
        "words_before": around[0],
        "words_after": around[1],
    }
    return Answered(number, cells)


def _read_rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the tracker in a file with their numbers; a column that was taken out is not in the cells."""
    if not file.is_file():
        raise Trouble(f"There is no file {file}.")
    try:
        document = read_document(file)
    except Unreadable as error:
        raise Trouble(str(error)) from error
    tables = [block.table for block in document.blocks if block.kind is BlockKind.TABLE and block.table]
    found = [grid for table in tables if (grid := _tracker_grid(table))]
    if not found:
        raise Trouble(f"{file} is not an action tracker: it has no table with the columns Commitment and Thread.")
    for grid in found:
        names = [_plain(cell) for cell in grid[0]]
        for number, row in enumerate(grid[1:], start=2):
            yield number, {name: _plain(cell) for name, cell in zip(names, row, strict=True) if name in _NAMES}


def _tracker_grid(table: Table) -> list[list[Cell | None]] | None:
    grid = [list(row) for row in table.grid()]
    return grid if grid and {"Commitment", "Thread"} <= {_plain(cell) for cell in grid[0]} else None


def _plain(cell: Cell | None) -> str:
    return cell.text.plain.strip() if cell else ""
