"""Readings kept from run to run, in one SQLite file beside the database that may be deleted at any time.

Nothing here can make a build fail or change what it says: a missing, damaged or locked cache means reading again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from ingest.scans import KEPT_IN

_VERSION = 1
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, digest BLOB NOT NULL, reading BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS cards "
    "(source TEXT PRIMARY KEY, key TEXT NOT NULL, card BLOB NOT NULL, sign BLOB NOT NULL)",
)
_WASTE = 0.25  # of the file, before what is free in it is given back
Value = TypeVar("Value")


def find_cache(database: Path) -> Path:
    """Return where the cache of a database is: beside it, its name with `.cache` added.

    >>> find_cache(Path("out/thread.db")).name
    'thread.db.cache'
    """
    return database.with_name(database.name + ".cache")


@contextmanager
def keep_scans(database: Path) -> Iterator[None]:
    """Have what is recognised on scans kept beside the database (`.scans` added), unless the environment says where.

    Recognition takes seconds a page: a run that is stopped goes on at the page where it was.
    """
    given = os.environ.get(KEPT_IN)
    os.environ[KEPT_IN] = given or str(database.with_name(database.name + ".scans").absolute())
    try:
        yield
    finally:
        if given is None:
            del os.environ[KEPT_IN]
        else:
            os.environ[KEPT_IN] = given


@dataclass(frozen=True, slots=True)
class KeptCard:
    """The key of a document's reading, its card encoded, and a hash of what the corpus said of it."""

    key: str
    card: bytes
    sign: bytes


class Cache:
    """Encoded readings by key. Use it as a context manager; what was put stays even if the run is stopped."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._usable = True

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def get(self, key: str) -> bytes | None:
        """Return the reading kept under the key; None where there is none or it is damaged."""
        row = self._try(lambda c: c.execute("SELECT digest, reading FROM readings WHERE key = ?", (key,)).fetchone())
        return row[1] if row and _digest(row[1]) == row[0] else None

    def sizes(self) -> dict[str, int]:
        """Return the bytes of each reading by its key, without fetching any."""
        rows = self._try(lambda c: c.execute("SELECT key, length(reading) FROM readings").fetchall())
        return dict(rows or [])

    def put(self, key: str, reading: bytes) -> None:
        """Keep an encoded reading under the key."""
        row = (key, _digest(reading), reading)
        self._try(lambda c: c.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", row))

    def keep(self, keys: Iterable[str]) -> None:
        """Drop every reading whose key is not among these."""
        wanted = set(keys)

        def drop(connection: sqlite3.Connection) -> None:
            kept = [key for (key,) in connection.execute("SELECT key FROM readings")]
            unused = [(key,) for key in kept if key not in wanted]
            connection.executemany("DELETE FROM readings WHERE key = ?", unused)
            free, pages = (connection.execute(f"PRAGMA {p}").fetchone()[0] for p in ("freelist_count", "page_count"))
            if free > _WASTE * pages:
                connection.execute("VACUUM")

        self._try(drop)

    def cards(self) -> dict[str, KeptCard]:
        """Return the cards of all documents, by path."""
        rows = self._try(lambda c: c.execute("SELECT source, key, card, sign FROM cards").fetchall())
        return {row[0]: KeptCard(*row[1:]) for row in rows or []}

    def put_cards(self, cards: Mapping[str, KeptCard]) -> None:
        """Keep the cards of some documents."""
        rows = [(source, card.key, card.card, card.sign) for source, card in cards.items()]
        self._try(lambda c: _many(c, "INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?)", rows))

    def drop_cards(self, sources: Iterable[str]) -> None:
        """Drop the cards of some documents."""
        rows = [(source,) for source in sources]
        self._try(lambda c: _many(c, "DELETE FROM cards WHERE source = ?", rows))

    def forget_cards(self) -> None:
        """Drop all cards."""
        self._try(lambda c: c.execute("DELETE FROM cards"))

    def _try(self, ask: Callable[[sqlite3.Connection], Value]) -> Value | None:
        """Ask the file; where it is damaged make it anew once, where it is locked or can't be written do without."""
        for _ in range(2 if self._usable else 0):
            try:
                self._connection = self._connection or _open(self._path)
                return ask(self._connection)
            except (sqlite3.OperationalError, OSError):
                self._usable = False
                return None
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                self._close()
                with suppress(OSError):
                    self._path.unlink()
        return None

    def _close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # a lost cache costs time only
        connection.execute("PRAGMA journal_mode = MEMORY")
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            connection.execute("DROP TABLE IF EXISTS readings")
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        for table in _SCHEMA:
            connection.execute(table)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _many(connection: sqlite3.Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    with connection:
        connection.execute("BEGIN")
        connection.executemany(sql, rows)


def _digest(reading: bytes) -> bytes:
    return hashlib.blake2b(reading, digest_size=16).digest()
