"""The readings of all documents: kept from an earlier run where nothing they depend on changed, else read apart."""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from extract.decisions.standing import EVERYWHERE
from extract.identity import make_id
from extract.reading import Reading
from goldenthread.cache import Cache
from goldenthread.fingerprint import READING, make_fingerprint
from goldenthread.memory import MEMORY_BYTES
from goldenthread.summary import Progress, Stage
from goldenthread.workers import End, Outcome, work_apart
from ingest.corpus import Corpus
from ingest.document import Document, Unreadable
from ingest.formats import sha256_of
from ingest.limits import FILE_BYTES
from ingest.people import CatalogueRow, DecisionRow


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: the bytes of its file, and of its reading the seconds and the bytes of memory."""

    file: int = FILE_BYTES
    seconds: float = 600.0
    memory: int = MEMORY_BYTES


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read: its file, what people say of it, and the key of its reading (see `make_tasks`)."""

    path: str
    source: str
    sha256: str
    key: str
    limit_bytes: int
    size: int = 0
    entry: CatalogueRow | None = None
    decisions: tuple[DecisionRow, ...] = ()

    @property
    def document(self) -> str:
        """The id of the document."""
        return make_id("d", self.source)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read: a code and one sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a document: a reading or a failure, and whether it was read in this run."""

    source: str
    reading: Reading | None = None
    failure: Failure | None = None
    new: bool = True


_FAILURE_BYTES = 2000  # more than a code and a sentence take
# May be different next time with the same bytes: a right, a limit, a full memory. Other failures are kept.
_PASSING = {"missing", "unreadable", "too_large", "too_much_memory"}


def make_tasks(corpus: Corpus, limit_bytes: int) -> list[Task]:
    """Return one task a file of the corpus, in order of path.

    A key is `INPUTS-CODE`: a hash of the file's bytes, its catalogue row and the decisions about it, and a hash of
    the code, word lists and libraries that read it. Same key, same reading.
    """
    entries = {row.path: row for row in corpus.catalogue}
    code = make_fingerprint(READING)[:16]
    tasks = []
    for file in sorted(corpus.files, key=lambda file: file.source):
        entry = entries.get(file.source)
        entry = entry and replace(entry, line=0)  # a row that only moved in the file says the same
        decisions = find_decisions(corpus.decisions, file.source, file.sha256)
        inputs = msgspec.json.encode((file.source, file.sha256, entry, decisions))
        key = f"{hashlib.sha256(inputs).hexdigest()}-{code}"
        tasks.append(Task(str(file.path), file.source, file.sha256, key, limit_bytes, file.size, entry, decisions))
    return tasks


def find_decisions(decisions: Sequence[DecisionRow], source: str, sha256: str) -> tuple[DecisionRow, ...]:
    """Return the decisions that its reading may depend on, and those that revoke one of them.

    They name the document by path or content, or no document where that means every one.
    """
    names = {source, sha256} - {""}
    about = {
        d.decision
        for d in decisions
        if names & {d.document, d.other_document} or (not d.document and d.verdict in EVERYWHERE)
    }
    return tuple(d for d in decisions if d.decision in about or d.revokes in about)


def read_all(
    tasks: Sequence[Task], cache: Cache, workers: int, limits: Limits, report: Callable[[Progress], None]
) -> list[Result]:
    """Return one result a task, in order of path; `report` hears how many are done and the last one's path.

    What was read is kept in the cache at once, so that a run which is stopped has not read in vain.
    """
    results, missing = [], []
    for task in tasks:
        kept = read_kept(cache, task)
        results.append(kept) if kept else missing.append(task)
    report(Progress(Stage.READING, len(results), len(tasks)))
    for outcome in work_apart(
        missing, read_apart, workers=workers, time_limit=limits.seconds, memory=limits.memory, prepare=warm_up
    ):
        results.append(_take(outcome, cache))
        report(Progress(Stage.READING, len(results), len(tasks), outcome.task.source))
    return sorted(results, key=lambda result: result.source)


def read_kept(cache: Cache, task: Task) -> Result | None:
    """Return the result that an earlier run kept, None where there is none."""
    kept = cache.get(task.key)
    if kept is None or task.size > task.limit_bytes:
        return None
    try:
        reading, failure = decode(kept)
    except msgspec.DecodeError:
        return None
    return Result(task.source, reading, failure, new=False)


def decode_reading(kept: bytes | None) -> Reading | None:
    """Return a reading as the cache keeps it; None where there is none, or where reading failed."""
    try:
        return decode(kept)[0] if kept else None
    except msgspec.DecodeError:
        return None


def decode(kept: bytes) -> tuple[Reading | None, Failure | None]:
    """Return what the cache keeps of a document; raises msgspec.DecodeError."""
    reading, failure = msgspec.msgpack.decode(kept, type=tuple[Reading | None, Failure | None])
    if reading is not None:
        _share_words(reading)
    return reading, failure


def _share_words(reading: Reading) -> None:
    """Let equal words of a reading be one object: a third less memory, since a cell is passage, quote and text."""
    pool: dict[str, str] = {}
    for fact in (*reading.passages, *reading.commitments):
        _share(fact, _OFTEN_SAID, pool)
    for commitment in reading.commitments:
        for part in (*commitment.evidence, *commitment.owners):
            _share(part, _OFTEN_SAID, pool)


# Fields of passages, commitments, evidence and owners whose words stand in several places of a reading.
_OFTEN_SAID = (
    "passage", "quote", "section", "id", "kind", "path", "reason", "text", "before", "after", "field", "named_as",
)  # fmt: skip


def _share(fact: Any, names: tuple[str, ...], pool: dict[str, str]) -> None:
    for name in names:
        words = getattr(fact, name, None)
        if type(words) is str:  # a kind that is an enum equals its word, and must stay what it is
            object.__setattr__(fact, name, pool.setdefault(words, words))  # frozen, and equal to what it was


def list_kept(cache: Cache, tasks: Sequence[Task]) -> list[Result] | None:
    """Return a result a task where all were kept, failures whole but readings left where they are; None otherwise.

    For a build with nothing to do: a thousand readings are a second's work to fetch.
    """
    sizes = cache.sizes()
    results = []
    for task in tasks:
        size = sizes.get(task.key)
        if size is None or task.size > task.limit_bytes:
            return None
        kept = read_kept(cache, task) if size < _FAILURE_BYTES else Result(task.source, new=False)
        if kept is None:
            return None
        results.append(kept)
    return results


def _take(outcome: Outcome[Task, bytes], cache: Cache) -> Result:
    task = outcome.task
    if outcome.result is None:
        return Result(task.source, failure=_explain(outcome))
    reading, failure = decode(outcome.result)
    if (reading and reading.profile.sha256 == task.sha256) or (failure and failure.code not in _PASSING):
        cache.put(task.key, outcome.result)
    return Result(task.source, reading, failure)


def _explain(outcome: Outcome[Task, Any]) -> Failure:
    source, error = outcome.task.source, " ".join(outcome.error.split())[:200]
    if outcome.end is End.HUNG:
        return Failure("too_slow", f"{source} could not be read: {error}.")
    if outcome.end is End.GREW:
        return Failure("too_much_memory", f"{source} could not be read: {error}.")
    if outcome.end is End.DIED:
        return Failure("reader_died", f"{source} could not be read: {error}, perhaps for want of memory.")
    return Failure("reader_failed", f"{source} could not be read: the program failed on it ({error}).")


def read_alone(file: Path, limits: Limits) -> tuple[Document, Reading] | Failure:
    """Return the blocks of one file without a corpus and what they say, or why it could not be read."""
    task = Task(str(file), file.name, sha256_of(file) if file.is_file() else "", "", limits.file)
    [outcome] = work_apart(
        [task], _read_whole, workers=1, time_limit=limits.seconds, memory=limits.memory, prepare=warm_up
    )
    return _explain(outcome) if outcome.result is None else outcome.result


def _read_whole(task: Task) -> tuple[Document, Reading] | Failure:
    try:
        return read_one(task)
    except Unreadable as error:
        return Failure(error.code, str(error))


def warm_up() -> None:
    """Import what reading needs, before the clock of a document runs, and keep libraries off the terminal."""
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    for module in ("extract.plan", "extract.settle", "ingest.formats"):
        import_module(module)


def read_apart(task: Task) -> bytes:
    """Read one document; return its reading or failure, encoded as the cache keeps it."""
    try:
        _, reading = read_one(task)
        return msgspec.msgpack.encode((reading, None))
    except Unreadable as error:
        return msgspec.msgpack.encode((None, Failure(error.code, str(error))))


def read_one(task: Task) -> tuple[Document, Reading]:
    """Read one document and apply what people decided about it; raises Unreadable."""
    from extract.plan import read_plan
    from extract.settle import settle
    from ingest.formats import read_document

    path = Path(task.path)
    document = read_document(path, limit_bytes=task.limit_bytes)
    document = replace(document, source=task.source, sha256=task.sha256)
    return document, settle(read_plan(document, task.entry), document, task.decisions)
