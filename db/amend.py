"""An amendment to SQLite: the rows of what changed are taken out and written anew, in one transaction.

Those who read the database meanwhile see the old rows until it ends, and go on seeing them where it fails.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from graph.plan import Amendment, DocumentIssue, Owner

from .columns import Row, Rows
from .load import insert, list_sources, run_row, without_name, write_sources
from .plan_rows import plan_rows
from .reading_rows import reading_rows
from .reading_tables import action_rows, history_rows, pledge_rows, slip_rows
from .record import Run
from .search import SEARCHED
from .swap import PATIENCE, CannotWrite, check_writable, explain
from .verify import Unsound
from .woven import issue_rows, look_up

# What is taken out with a document: table, and the column that leads to it. Rows go before what they refer to.
_OF_DOCUMENTS = (
    ("actions", "document"),
    ("pledges", "document"),
    ("owner_names", "document"),
    ("risks", "document"),
    ("issues", "document"),
    ("coverage", "document"),
    ("review", "document"),
    ("review", "other_document"),
    ("fates", "from_document"),
    ("fates", "to_document"),
    ("slips", "from_document"),
    ("slips", "to_document"),
    ("owner_changes", "from_document"),
    ("owner_changes", "to_document"),
)
_OF_COMMITMENTS = (
    ("commitment_owners", "commitment"),
    ("dates", "commitment"),
    ("updates", "commitment"),
    ("figures", "commitment"),
    ("links", "from_commitment"),
    ("links", "to_commitment"),
    ("edges", "source"),
    ("evidence", "fact"),
)
_OF_LEVELS = (("edges", "source"), ("evidence", "fact"))
_OF_AIMS = (("aim_links", "from_aim"), ("aim_links", "to_aim"))
_LAST = ("commitments", "aims", "priorities", "passages")


def amend_database(amendment: Amendment, database: Path, run: Run, issues: Collection[DocumentIssue]) -> None:
    """Write what an amendment changes into a database that a build made; `issues` are all about no read document.

    Raises CannotWrite and Unsound as `load` does; the database then stays as it was.
    """
    check_writable(database)
    try:
        with closing(sqlite3.connect(database, timeout=PATIENCE, isolation_level=None)) as db:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA cache_size = -200000")
            db.execute("BEGIN IMMEDIATE")
            db.execute("PRAGMA defer_foreign_keys = ON")
            counts = _count_owned(db, amendment)
            _take_out(db, amendment)
            _put_in(db, amendment)
            _renew_owners(db, amendment.plan.owners, counts)
            _renew_issues(db, issues)
            _renew_sources(db, amendment, run)
            _commit(db)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError as error:
        raise CannotWrite(explain(database, error)) from error


def _commit(db: sqlite3.Connection) -> None:
    try:
        db.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        raise Unsound(f"the changed rows do not fit the others: {error}") from error


def _take_out(db: sqlite3.Connection, amendment: Amendment) -> None:
    documents = amendment.documents | amendment.gone
    commitments = _ids(db, "commitments", documents)
    priorities, aims = _ids(db, "priorities", documents), _ids(db, "aims", documents)
    _forget_words(db, documents)
    db.execute("DELETE FROM review WHERE kind = 'owner'")
    for table, column in _OF_DOCUMENTS:
        _delete(db, table, column, documents)
    _delete(db, "thread_history", "thread", amendment.threads)
    _delete(db, "threads", "id", amendment.threads)
    for tables, ids in ((_OF_COMMITMENTS, commitments), (_OF_LEVELS, aims | priorities), (_OF_AIMS, aims)):
        for table, column in tables:
            _delete(db, table, column, ids)
    for table in _LAST:
        _delete(db, table, "document", documents)
    _delete(db, "documents", "id", documents)


def _ids(db: sqlite3.Connection, table: str, documents: Iterable[str]) -> set[str]:
    sql = f"SELECT id FROM {table} WHERE document IN (SELECT value FROM json_each(?))"  # noqa: S608 - our names
    return {one for (one,) in db.execute(sql, (_json(documents),))}


def _delete(db: sqlite3.Connection, table: str, column: str, ids: Iterable[str]) -> None:
    db.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (_json(ids),))  # noqa: S608 - our names


def _json(ids: Iterable[str]) -> str:
    return json.dumps(sorted(ids))


def _forget_words(db: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Take the documents' rows out of the full-text indexes, which need the words that they hold."""
    for table, columns in SEARCHED.items():
        names = ", ".join(columns)
        where = "document IN (SELECT value FROM json_each(?))"
        db.execute(
            f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) "  # noqa: S608 - our names
            f"SELECT 'delete', rowid, {names} FROM {table} WHERE {where}",
            (_json(documents),),
        )


def _index_words(db: sqlite3.Connection, documents: Iterable[str]) -> None:
    for table, columns in SEARCHED.items():
        names = ", ".join(columns)
        where = "document IN (SELECT value FROM json_each(?))"
        db.execute(
            f"INSERT INTO {table}_fts (rowid, {names}) SELECT rowid, {names} FROM {table} WHERE {where}",  # noqa: S608 - our names
            (_json(documents),),
        )


def _put_in(db: sqlite3.Connection, amendment: Amendment) -> None:
    plan, documents = amendment.plan, amendment.documents
    woven = replace(look_up(plan), documents=dict(amendment.sources))
    try:
        for reading in plan.readings:
            if reading.profile.id in documents:
                for table, rows in reading_rows(reading, woven):
                    insert(db, table, rows)
                insert(db, "actions", action_rows(reading, woven))
                insert(db, "pledges", pledge_rows(reading, woven))
        for table, rows in plan_rows(plan):
            if table in _WRITTEN:
                insert(db, table, _about(rows, table, amendment))
        insert(db, "thread_history", history_rows(plan, woven))
        insert(db, "slips", slip_rows(plan))
    except sqlite3.IntegrityError as error:
        raise Unsound(f"the plan does not fit the tables: {error}") from error
    _index_words(db, documents)


# Rows of the whole plan that are written here; owners and issues of no document are renewed as a whole.
_WRITTEN = (
    "owner_names",
    "commitment_owners",
    "threads",
    "links",
    "aim_links",
    "fates",
    "owner_changes",
    "edges",
    "review",
)


def _about(rows: Rows, table: str, amendment: Amendment) -> Iterable[Row]:
    """Return the rows about the amended documents; the plan knows more of those around them."""
    if table == "fates":
        return (row for row in rows if {row["from_document"], row["to_document"]} & amendment.documents)
    if table == "commitment_owners":
        inside = _commitments(amendment)
        return (row for row in rows if row["commitment"] in inside)
    return rows


def _count_owned(db: sqlite3.Connection, amendment: Amendment) -> dict[str, int]:
    """Return how many commitments each owner has, the amendment in place; ask before it is."""
    counts = Counter(dict(db.execute("SELECT id, commitments FROM owners")))
    owned = """SELECT owner, count(DISTINCT commitment) FROM commitment_owners WHERE commitment IN
        (SELECT id FROM commitments WHERE document IN (SELECT value FROM json_each(?))) GROUP BY owner"""
    counts.subtract(dict(db.execute(owned, (_json(amendment.documents | amendment.gone),))))
    inside = _commitments(amendment)
    counts.update(
        owner
        for _, owner in {(o.commitment, o.owner) for o in amendment.plan.commitment_owners if o.commitment in inside}
    )
    return counts


def _commitments(amendment: Amendment) -> set[str]:
    """The commitments of the documents that are written anew."""
    return {c.id for r in amendment.plan.readings if r.profile.id in amendment.documents for c in r.commitments}


def _renew_owners(db: sqlite3.Connection, owners: Iterable[Owner], counts: Mapping[str, int]) -> None:
    """Bring the owners up to date: most are as they were."""
    now = {o.id: (o.name, o.kind, o.parent, counts.get(o.id, 0)) for o in owners}
    were = {row[0]: row[1:] for row in db.execute("SELECT id, name, kind, parent, commitments FROM owners")}
    changed = [one for one in were if were[one] != now.get(one)]
    db.executemany("DELETE FROM owners WHERE id = ?", ((one,) for one in changed))
    anew = ((one, *now[one]) for one in now if were.get(one) != now[one])
    db.executemany("INSERT INTO owners (id, name, kind, parent, commitments) VALUES (?, ?, ?, ?, ?)", anew)


def _renew_issues(db: sqlite3.Connection, issues: Collection[DocumentIssue]) -> None:
    db.execute("DELETE FROM issues WHERE document IS NULL")
    insert(db, "issues", issue_rows(list(issues), {}))


def _renew_sources(db: sqlite3.Connection, amendment: Amendment, run: Run) -> None:
    db.execute("DELETE FROM left_out")
    db.execute("DELETE FROM sources")
    write_sources(db, tuple(map(without_name, list_sources(amendment.plan, run))))
    insert(db, "runs", [run_row(run, datetime.now(UTC))])
