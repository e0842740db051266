"""Plan to SQLite, whole or not at all."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from itertools import islice
from pathlib import Path

from extract.identity import make_id
from graph.plan import Plan

from .columns import Row, Rows
from .plan_rows import plan_rows
from .reading_rows import reading_rows
from .reading_tables import action_rows, history_rows, pledge_rows, slip_rows
from .record import APPLICATION_ID, PAIRS_LATER, Run, SourceFile, SourceState, read_only
from .search import index_words
from .swap import building
from .unpublished import published
from .verify import Unsound, verify
from .woven import look_up

CHUNK = 5_000  # rows handed to SQLite at a time
HALF_PAIR = re.compile("[\ud800-\udfff]")


def load(plan: Plan, database: Path, run: Run | None = None, *, everything: bool = False) -> None:
    """Write a plan as the database, in the place of the one that stood there; `runs` goes on from it.

    Documents whose `publish` is no are left out with all that they say, unless `everything` is asked for: that
    database is for the people who keep the record and must not be served. Raises CannotWrite where the file can't be
    written (locked, read-only, not a database of ours) and Unsound where the plan contradicts itself; the old database
    then stays as it was.
    """
    sources = list_sources(plan, run)
    if not everything:
        plan = published(plan, {f.source for f in sources if not f.publish})
        sources = tuple(map(without_name, sources))
    with building(database) as db:
        db.executescript(read_sql("schema.sql"))
        db.execute("BEGIN")
        try:
            write_plan(db, plan)
            db.execute(f"PRAGMA user_version = {0 if plan.asks_pairs else PAIRS_LATER}")
        except sqlite3.IntegrityError as error:
            raise Unsound(f"the plan does not fit the tables: {error}") from error
        write_sources(db, sources)
        insert(db, "runs", read_runs(database))
        if run:
            insert(db, "runs", [run_row(run, datetime.now(UTC))])
        db.execute("COMMIT")
        index_words(db)
        db.executescript(read_sql("indexes.sql"))
        finish(db)


def write_plan(db: sqlite3.Connection, plan: Plan) -> None:
    """Write the rows of all tables that the plan fills."""
    woven = look_up(plan)
    for reading in plan.readings:
        for table, rows in reading_rows(reading, woven):
            insert(db, table, rows)
        insert(db, "actions", action_rows(reading, woven))
        insert(db, "pledges", pledge_rows(reading, woven))
    for table, rows in plan_rows(plan):
        insert(db, table, rows)
    insert(db, "thread_history", history_rows(plan, woven))
    insert(db, "slips", slip_rows(plan))


def list_sources(plan: Plan, run: Run | None) -> tuple[SourceFile, ...]:
    """Return the files that the run met, or without a run those of the plan's readings."""
    hidden = {r.profile.source for r in plan.readings if not r.profile.publish}
    met = run.files if run else (SourceFile(r.profile.source, r.profile.sha256) for r in plan.readings)
    return tuple(replace(f, publish=f.publish and f.source not in hidden) for f in met)


def without_name(file: SourceFile) -> SourceFile:
    """Return a file that is off the site under its document's id, since a path can say too much; others as they are."""
    return file if file.publish else replace(file, source=make_id("d", file.source), sha256="", reason="")


def write_sources(db: sqlite3.Connection, sources: tuple[SourceFile, ...]) -> None:
    """Write what became of the files: those read or failed, and apart those left out, with the reason."""
    out = sorted((f for f in sources if f.state is SourceState.LEFT_OUT and f.publish), key=lambda f: f.source)
    insert(db, "left_out", ({"source": f.source, "reason": f.reason} for f in out))
    kept = sorted((f for f in sources if f.state is not SourceState.LEFT_OUT), key=lambda f: f.source)
    insert(
        db,
        "sources",
        (
            {
                "source": f.source,
                "sha256": f.sha256,
                "read_key": f.read_key,
                "state": f.state,
                "publish": int(f.publish),
            }
            for f in kept
        ),
    )


def run_row(run: Run, finished: datetime) -> Row:
    """Return the row of one run; its times are in UTC, to the second."""
    states = [f.state for f in run.files]
    started = run.started.astimezone(UTC)
    return {
        "id": make_id("r", started.isoformat()),
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "version": run.version,
        "documents": states.count(SourceState.READ),
        "new": run.new,
        "changed": run.changed,
        "unchanged": run.unchanged,
        "removed": run.removed,
        "failed": states.count(SourceState.FAILED),
        "left_out": states.count(SourceState.LEFT_OUT),
        "seconds": round((finished - started).total_seconds(), 1),
    }


def read_runs(database: Path) -> list[Row]:
    """Return the runs that the database remembers, oldest first; none where it is new or older than runs."""
    if not database.exists():
        return []
    with closing(read_only(database)) as db:
        db.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in db.execute("SELECT * FROM runs ORDER BY rowid")]
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise


def insert(db: sqlite3.Connection, table: str, rows: Rows) -> None:
    """Insert rows, a chunk at a time; each has the keys of the first."""
    waiting: Iterator[Row] = iter(rows)
    sql = ""
    while chunk := list(islice(waiting, CHUNK)):
        names = list(chunk[0])
        sql = sql or f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"  # noqa: S608 - names of our own schema
        db.execute("SAVEPOINT rows")
        try:
            db.executemany(sql, chunk)
        except UnicodeEncodeError:  # half a surrogate pair, as damaged files hold
            db.execute("ROLLBACK TO rows")
            db.executemany(sql, [mend(row) for row in chunk])
        db.execute("RELEASE rows")


def mend(row: Row) -> Row:
    r"""Return a row with U+FFFD, the replacement character, for each half of a surrogate pair.

    >>> mend({"text": "Open\ud83d hubs"})
    {'text': 'Open� hubs'}
    """
    return {name: HALF_PAIR.sub("\ufffd", v) if isinstance(v, str) else v for name, v in row.items()}


def finish(db: sqlite3.Connection) -> None:
    """Check the database, mark it as ours, and leave it in the mode in which it can be read and replaced at once."""
    verify(db)
    db.execute("PRAGMA analysis_limit = 1000")
    db.execute("ANALYZE")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA locking_mode = NORMAL")
    db.execute("PRAGMA journal_mode = WAL")


def read_sql(name: str) -> str:
    """Return a file of SQL statements that lies beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
