"""What a run did and what it read: rows that the next run looks up."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from extract.identity import make_id

APPLICATION_ID = 0x476F5468  # "GoTh", in the header of every database we write; a file without it is not ours

PAIRS_LATER = 1  # the user_version of a database whose `review` is without pairs: they are worked out when asked for


class SourceState(StrEnum):
    """What became of a file of the corpus folder."""

    READ = "read"
    FAILED = "failed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus folder as the last run met it.

    `read_key` is a hash of all that its reading depends on: the file's bytes, its catalogue row, the owners and
    decisions about it, data files, code and model version. `reason` says why a file was left out. `publish` is
    the catalogue's.
    """

    source: str
    sha256: str = ""
    read_key: str = ""
    state: SourceState = SourceState.READ
    reason: str = ""
    publish: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: a row of `runs`, and the files it met.

    `started` knows its time zone. `load` works out when it finished and how many files were read, failed or left out.
    """

    started: datetime
    version: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    files: tuple[SourceFile, ...] = ()


def previous(database: Path, sources: Iterable[str] = ()) -> dict[str, SourceFile]:
    """Return what the last build read, by source: files read or failed, those off the site too.

    A published database names a file that is off the site by its document's id only, and does not hold its hash;
    `sources`, the files there are now, gives such a file its name back. Empty where there is no database of ours.
    """
    if not database.is_file():
        return {}
    names = {make_id("d", source): source for source in sources}
    try:
        with closing(read_only(database)) as db:
            rows = db.execute("SELECT source, sha256, read_key, state, publish FROM sources ORDER BY source").fetchall()
    except sqlite3.Error:
        return {}
    found = [
        SourceFile(names.get(row[0], row[0]), row[1], row[2], SourceState(row[3]), publish=bool(row[4])) for row in rows
    ]
    return {file.source: file for file in found}


def count_facts(database: Path) -> dict[str, int]:
    """Return the number of rows of each published table, in order of name: `{"actions": 71, "aims": 14, …}`."""
    with closing(read_only(database)) as db:
        return {table: db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in plain_tables(db)}  # noqa: S608 - names come from the schema


def dump(database: Path) -> Iterator[str]:
    """Yield every row of every table but `runs` as a line `table {json}`, in an order that the content decides.

    Two databases with the same lines say the same. Search indexes follow from the rows and are left out.
    """
    with closing(read_only(database)) as db:
        for table in plain_tables(db):
            if table == "runs":
                continue
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
            order = ", ".join(str(i + 1) for i in range(len(columns)))
            for row in db.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):  # noqa: S608 - names come from the schema
                yield f"{table} {json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)}"


def plain_tables(db: sqlite3.Connection) -> list[str]:
    """Return the names of the tables that hold rows of their own, without search indexes and their shadows."""
    tables = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    return [name for (name,) in tables if not name.startswith("sqlite_")]


def read_only(database: Path) -> sqlite3.Connection:
    """Open a database for reading; its rows can't be changed through it."""
    # SQLite's own read-only mode leaves `-wal` and `-shm` behind: only for files that can't be written at all.
    mode = "rw" if os.access(database, os.W_OK) else "ro"
    db = sqlite3.connect(f"{database.absolute().as_uri()}?mode={mode}", uri=True)
    db.execute("PRAGMA query_only = ON")
    return db
