"""What a database must hold before anyone may read it."""

from __future__ import annotations

import sqlite3

from .record import plain_tables
from .search import SEARCHED


class Unsound(Exception):  # noqa: N818 - reads as what it says of the database
    """The rows contradict each other: a fault in an earlier stage. The message names the first of them."""


def verify(db: sqlite3.Connection) -> None:
    """Raise Unsound unless references hold, ids are unique over all tables, and file and search index are whole."""
    _check_references(db)
    _check_ids(db)
    _check_words(db)
    for (line,) in db.execute("PRAGMA integrity_check(1)"):
        if line != "ok":
            raise Unsound(f"the database file is damaged: {line}")
    for table in SEARCHED:
        # An FTS5 command: it fails where the index and the table it indexes disagree.
        db.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - our names


def _check_references(db: sqlite3.Connection) -> None:
    for table, rowid, parent, key in db.execute("PRAGMA foreign_key_check"):
        columns = [row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})") if row[0] == key]
        row = db.execute(f"SELECT {columns[0]} FROM {table} WHERE rowid = ?", (rowid,)).fetchone()  # noqa: S608 - names come from the schema
        raise Unsound(f"{table}.{columns[0]} names {row[0]}, which is not in {parent}")


def _check_ids(db: sqlite3.Connection) -> None:
    named = [table for table in plain_tables(db) if "id" in _columns(db, table)]
    union = " UNION ALL ".join(f"SELECT id FROM {table}" for table in named)  # noqa: S608 - names come from the schema
    twice = db.execute(f"SELECT id FROM ({union}) GROUP BY id HAVING count(*) > 1 LIMIT 1").fetchone()  # noqa: S608 - as above
    if twice:
        raise Unsound(f"the id {twice[0]} stands in two tables")


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _check_words(db: sqlite3.Connection) -> None:
    adds_up = "SELECT document, page FROM coverage WHERE words <> claimed + ignored + unread LIMIT 1"
    wrong = db.execute(adds_up).fetchone()
    if wrong:
        raise Unsound(f"the words of {wrong[0]} do not add up in coverage (page {wrong[1]})")
