"""What was recognised on a page, kept in a file of its own: a pack whose reading is stopped goes on where it was.

The key is a hash of the page's pixels and the engine's name, so a page is recognised once, in whichever file it
stands. The file may be deleted at any time; where it can't be read or written, recognition goes on without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from ingest.scans import KEPT_IN
from ingest.scans.engine import Engine, Picture, Seen

_SCHEMA = "CREATE TABLE IF NOT EXISTS pages (key TEXT PRIMARY KEY, words TEXT NOT NULL)"
_SECONDS = 20  # to wait for another process that writes


def recognise(engine: Engine, picture: Picture) -> list[Seen]:
    """Return the words of a picture, those that an earlier run kept where there are any."""
    place = os.environ.get(KEPT_IN)
    if not place:
        return engine.read(picture)
    key = _key(engine, picture)
    kept = _get(Path(place), key)
    if kept is not None:
        return kept
    seen = engine.read(picture)
    _put(Path(place), key, seen)
    return seen


def _key(engine: Engine, picture: Picture) -> str:
    digest = hashlib.blake2b(f"{engine.name} {picture.shape}".encode(), digest_size=20)
    digest.update(picture.tobytes())
    return digest.hexdigest()


def _get(place: Path, key: str) -> list[Seen] | None:
    with suppress(sqlite3.Error, OSError, ValueError, TypeError), closing(_open(place)) as held:
        row = held.execute("SELECT words FROM pages WHERE key = ?", (key,)).fetchone()
        return [Seen(*word) for word in json.loads(row[0])] if row else None
    return None


def _put(place: Path, key: str, seen: list[Seen]) -> None:
    with suppress(sqlite3.Error, OSError), closing(_open(place)) as held:
        held.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", (key, json.dumps(seen)))


def _open(place: Path) -> sqlite3.Connection:
    held = sqlite3.connect(place, timeout=_SECONDS, isolation_level=None)
    held.execute(_SCHEMA)
    return held
