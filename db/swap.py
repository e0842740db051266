"""A finished database takes the place of the one before it: readers see the old one or the new one, never half."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .record import APPLICATION_ID, plain_tables, read_only

PATIENCE = 10.0  # seconds to wait for another program that writes


class CannotWrite(Exception):  # noqa: N818 - DESIGN.md's way: the name says what happened
    """The database can't be written. The message is one sentence that says why and what to do."""


def check_writable(database: Path) -> None:
    """Raise CannotWrite where `load` could not write; ask before hours of reading, not after."""
    if database.is_dir():
        raise CannotWrite(f"{database} is a folder; name a file for the database.")
    if database.exists() and not database.is_file():  # /dev/null and the like: as root, it would be replaced by a file
        raise CannotWrite(f"{database} is a device or pipe; name a file for the database.")
    if not database.parent.is_dir():
        raise CannotWrite(f"The folder {database.parent} does not exist; make it first or name another database.")
    if not os.access(database.parent, os.W_OK):
        raise CannotWrite(f"The folder {database.parent} can't be written to; name a database in another one.")
    if database.exists():
        _check_ours(database)


def _check_ours(database: Path) -> None:
    if not os.access(database, os.R_OK | os.W_OK):
        raise CannotWrite(f"{database} can't be written to; change its permissions or name another database.")
    if database.stat().st_size == 0:
        return
    try:
        with closing(read_only(database)) as db:
            mark, tables = db.execute("PRAGMA application_id").fetchone()[0], plain_tables(db)
    except sqlite3.DatabaseError as error:
        raise CannotWrite(explain(database, error)) from error
    if mark != APPLICATION_ID and tables:
        raise CannotWrite(
            f"{database} is a database of another program; name another file, so that nothing in it is lost."
        )


@contextmanager
def building(database: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to an empty database beside the target; when the block ends well, it takes the target's place.

    Until then the target is as it was, whatever happens: an error, a signal, a power cut. Only one build at a time.
    """
    check_writable(database)
    aside = database.with_name(f".{database.name}.building")
    try:
        _clear(aside)
        try:
            with closing(_open_aside(aside)) as db:
                yield db
            _take_place(aside, database)
        finally:
            _remove(aside)
    except (sqlite3.DatabaseError, OSError) as error:
        raise CannotWrite(explain(database, error)) from error


def explain(database: Path, error: Exception) -> str:
    """Return one sentence for a person on why SQLite or the system refused."""
    words = str(error)
    if "malformed" in words:
        return f"{database} is damaged; delete it and build again."
    if "not a database" in words:
        return f"{database} is not a database; name another file, so that nothing in it is lost."
    if "locked" in words or "busy" in words:
        return f"{database} is being written by another program; close it and try again."
    if "readonly" in words or "unable to open" in words or isinstance(error, PermissionError):
        return f"{database} can't be written to; close the program that holds it, or name another database."
    if "full" in words or "No space" in words:
        return f"There is no room on the disk for {database}; make some and try again."
    return f"{database} can't be written: {words}."


def _open_aside(aside: Path) -> sqlite3.Connection:
    db = sqlite3.connect(aside, isolation_level=None)
    # A crash costs only this file, so no journal and no waiting for the disk until it is whole. WAL comes last.
    for pragma in (
        "page_size = 4096",
        "locking_mode = EXCLUSIVE",
        "journal_mode = OFF",
        "synchronous = OFF",
        "cache_size = -200000",
    ):
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN EXCLUSIVE")
    return db


def _clear(aside: Path) -> None:
    """Remove what a killed build left behind; one that is alive holds a lock on it."""
    if not aside.exists():
        return
    with closing(sqlite3.connect(aside, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise
        except sqlite3.DatabaseError:
            pass  # half a file is no database: it may go
    _remove(aside)


def _take_place(aside: Path, database: Path) -> None:
    if database.exists() and database.stat().st_size:
        _copy_into(aside, database)
    else:
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        _remove_companions(database)  # of a database that someone deleted: SQLite would read them into the new one
        aside.replace(database)


def _copy_into(aside: Path, database: Path) -> None:
    """Copy all pages in one transaction: a server that holds the database open goes on, and reads the new rows next."""
    with closing(sqlite3.connect(aside)) as new, closing(sqlite3.connect(database, timeout=PATIENCE)) as live:
        # In WAL mode those who read keep the old pages while the new ones are written.
        live.execute("PRAGMA journal_mode = WAL")
        deadline = time.monotonic() + PATIENCE

        def give_up(status: int, _left: int, _pages: int) -> None:
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
                raise sqlite3.OperationalError("database is locked")

        new.backup(live, progress=give_up, sleep=0.1)
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove(aside: Path) -> None:
    aside.unlink(missing_ok=True)
    _remove_companions(aside)


def _remove_companions(database: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
