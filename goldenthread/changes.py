"""What is new, changed, unchanged or gone since the last build, and whether there is anything to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from db import SourceFile, count_facts
from db.record import read_only
from extract.reading import DecisionState
from goldenthread.cache import Cache
from goldenthread.fingerprint import BUILDING, make_fingerprint
from goldenthread.readings import Task
from goldenthread.summary import Documents
from ingest.corpus import Corpus
from ingest.document import Severity
from publish.changes import read_headlines

_STAMP = "last build"
CARDS = "cards"
"""The name in the cache of the mark of the database that its cards belong to."""
_HEADLINES = 5
_COUNTED = (
    "documents",
    "priorities",
    "aims",
    "actions",
    "pledges",
    "owners",
    "dates",
    "figures",
    "threads",
    "passages",
)


def compare(before: Mapping[str, SourceFile], tasks: Sequence[Task], corpus: Corpus) -> Documents:
    """Compare the files of the corpus with those of the last build, by path.

    Changed is a file whose bytes are others, or about which people say something else. A document that is only read
    again because the program changed counts as unchanged.
    """
    now = {task.source: _inputs(task.key) for task in tasks}
    then = {source: _inputs(file.read_key) for source, file in before.items()}
    return Documents(
        new=tuple(source for source in now if source not in then),
        changed=tuple(source for source in now if source in then and then[source] != now[source]),
        unchanged=tuple(source for source in now if then.get(source) == now[source]),
        removed=tuple(sorted(then.keys() - now.keys())),
        left_out=(*((file.source, file.reason) for file in corpus.left_out), *_doubles(corpus)),
    )


def _doubles(corpus: Corpus) -> list[tuple[str, str]]:
    doubles = [issue for issue in corpus.issues if issue.code == "duplicate_content"]
    return [(issue.place.path, f"the same content as {issue.fact}") for issue in doubles]


def _inputs(key: str) -> str:
    return key.partition("-")[0]


def make_stamp(corpus: Corpus, tasks: Sequence[Task]) -> str:
    """Return a hash of everything that the database follows from: readings, people's rows, what was left out, code."""
    people = (corpus.catalogue, corpus.owners, corpus.decisions, corpus.left_out, corpus.issues)
    everything = msgspec.json.encode(([task.key for task in tasks], people, make_fingerprint(BUILDING)))
    return hashlib.sha256(everything).hexdigest()


def is_current(cache: Cache, database: Path, stamp: str) -> bool:
    """Say whether the last build made this very file, untouched since, from the same things."""
    return cache.get(_STAMP) == mark_of(database, stamp)


def keep_stamp(cache: Cache, database: Path, stamp: str, keys: Sequence[str]) -> None:
    """Remember that the database was made from these things, and drop what no document needs any more."""
    cache.put(_STAMP, mark_of(database, stamp))
    cache.keep([_STAMP, CARDS, *keys])


def mark_of(database: Path, stamp: str) -> bytes:
    """Return a stamp with the database file to which it belongs, as it stands."""
    try:
        status = database.stat()
    except OSError:
        return b"no database"
    return json.dumps([stamp, status.st_size, status.st_mtime_ns]).encode()


def count_found(database: Path) -> dict[str, int]:
    """Count what the database holds of what people ask about."""
    facts = count_facts(database)
    return {table: facts[table] for table in _COUNTED}


def list_changes(database: Path, documents: Documents) -> tuple[tuple[str, str], ...]:
    """Return (series, headline) for the newest editions that this build read for the first time or anew."""
    touched = {*documents.new, *documents.changed}
    if not touched:
        return ()
    with closing(read_only(database)) as db:
        return tuple(read_headlines(db, touched, _HEADLINES))


def count_decisions(database: Path) -> tuple[dict[str, int], int]:
    """Count people's decisions by what became of them, the applied first, and the places where names are withheld."""
    with closing(read_only(database)) as db:
        counts = dict(db.execute("SELECT state, count(*) FROM decisions GROUP BY state"))
        places = db.execute("SELECT coalesce(sum(names_withheld), 0) FROM documents").fetchone()[0]
    return {state.value: counts[state.value] for state in DecisionState if state.value in counts}, places


def count_issues(database: Path) -> dict[str, int]:
    """Count the issues in the database by severity, the worst first."""
    with closing(read_only(database)) as db:
        counts = dict(db.execute("SELECT severity, count(*) FROM issues GROUP BY severity"))
    return {severity.value: counts.get(severity.value, 0) for severity in Severity}


def list_problems(database: Path, told: Collection[str]) -> tuple[str, ...]:
    """Return what errors and warnings in the database say, the worst first, but for those about the paths in `told`."""
    query = "SELECT source, message FROM issues WHERE severity = ? ORDER BY source, page, path, id"
    with closing(read_only(database)) as db:
        rows = [row for severity in (Severity.ERROR, Severity.WARNING) for row in db.execute(query, (severity.value,))]
    return tuple(
        message if source in message else f"{source}: {message}" for source, message in rows if source not in told
    )
