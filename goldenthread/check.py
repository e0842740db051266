"""What may be wrong with our reading, read back from the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.record import read_only
from goldenthread.changes import count_issues
from goldenthread.trouble import Trouble
from publish.serve import CannotServe, check_database

_WORST = 3


@dataclass(frozen=True, slots=True)
class FoundIssue:
    """An issue: how bad, which file, where in it, and one sentence."""

    severity: str
    source: str
    page: int | None
    path: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Covered:
    """How many words of a document were claimed, ignored for a reason, or unread, and its worst pages.

    `worst` has (page, unread words), most first, for pages with unread words; empty where there are no pages.
    """

    source: str
    words: int
    claimed: int
    ignored: int
    unread: int
    worst: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """All issues (worst first), the coverage of each document (most unread first), and the files left out."""

    counts: dict[str, int]
    issues: tuple[FoundIssue, ...]
    coverage: tuple[Covered, ...]
    left_out: tuple[tuple[str, str], ...]


def read_check(database: Path) -> Check:
    """Return what the database says of its own making; raise Trouble where it can't be read."""
    try:
        check_database(database)
        with closing(read_only(database)) as db:
            return Check(count_issues(database), _issues(db), _coverage(db), _left_out(db))
    except CannotServe as error:
        raise Trouble(str(error)) from error
    except sqlite3.Error as error:
        raise Trouble(f"{database} can't be read: {error}.") from error


def _issues(db: sqlite3.Connection) -> tuple[FoundIssue, ...]:
    rows = db.execute(
        "SELECT severity, source, page, path, code, message FROM issues "
        "ORDER BY CASE severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, source, page, path, code, message"
    )
    return tuple(FoundIssue(*row) for row in rows)


def _coverage(db: sqlite3.Connection) -> tuple[Covered, ...]:
    worst = (
        "SELECT d.source, c.page, c.unread FROM coverage c JOIN documents d ON d.id = c.document "
        "WHERE c.unread > 0 AND c.page IS NOT NULL ORDER BY d.source, c.unread DESC, c.page"
    )
    pages: dict[str, list[tuple[int, int]]] = {}
    for source, page, unread in db.execute(worst):
        pages.setdefault(source, []).append((page, unread))
    sums = "SELECT source, words, words_claimed, words_ignored, words_unread FROM documents ORDER BY 5 DESC, 1"
    return tuple(
        Covered(source, words, claimed, ignored, unread, tuple(pages.get(source, [])[:_WORST]))
        for source, words, claimed, ignored, unread in db.execute(sums)
    )


def _left_out(db: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    return tuple(db.execute("SELECT source, reason FROM left_out ORDER BY source"))
