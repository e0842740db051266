"""The whole run on one page: a folder of papers in, one database out.

    read_corpus -> read_document -> read_plan -> settle -> weave -> load

Only this package calls more than one stage. The database is a function of the folder and the code: readings that are
kept from an earlier run change how long a build takes, never what it says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from db import CannotWrite, Run, SourceFile, SourceState, Unsound, check_writable, load, previous
from extract.reading import Reading
from goldenthread.cache import Cache, find_cache, keep_scans
from goldenthread.changes import (
    compare,
    count_decisions,
    count_found,
    count_issues,
    is_current,
    keep_stamp,
    list_changes,
    list_problems,
    make_stamp,
)
from goldenthread.memory import MEMORY_BYTES, without_collector
from goldenthread.readings import Failure, Limits, Result, Task, list_kept, make_tasks, read_all
from goldenthread.readings import read_alone as read_file
from goldenthread.remembered import Remembered, may_keep, recall
from goldenthread.summary import Documents, Progress, Stage, Summary, say_nothing
from goldenthread.trouble import Trouble
from graph.plan import DocumentIssue, Plan
from ingest.corpus import Corpus, read_corpus
from ingest.document import Document, Issue, Severity, Unreadable
from ingest.limits import FILE_BYTES

Report = Callable[[Progress], None]


def build(
    folder: Path,
    database: Path,
    *,
    workers: int | None = None,
    report: Report = say_nothing,
    limit_bytes: int = FILE_BYTES,
    time_limit: float = 600.0,
    memory: int = MEMORY_BYTES,
    check: bool = False,
) -> Summary:
    """Read the papers of a folder into a database; return what was done and found.

    `workers` processes read documents at once (one a core if None); `limit_bytes` is the largest file, `time_limit`
    the longest time in seconds for one of them and `memory` the most bytes of memory that reading it may take. With
    `check` nothing is read or written. Raises Trouble where the build can't be whole; the database is then as it was.
    """
    started = datetime.now(UTC)
    corpus = find_corpus(folder)
    check_place(database)
    limits = Limits(limit_bytes, time_limit, memory)
    tasks = make_tasks(corpus, limits.file)
    documents = compare(previous(database, [task.source for task in tasks]), tasks, corpus)
    if check:
        return Summary(str(folder), str(database), documents, check=True)
    with Cache(find_cache(database)) as cache, keep_scans(database), without_collector():
        stamp = make_stamp(corpus, tasks)
        current = is_current(cache, database, stamp)
        kept = list_kept(cache, tasks) if current else None
        past = None if current else recall(cache, database, corpus, tasks)

        def read(wanted: Sequence[Task]) -> list[Result]:
            return read_all(wanted, cache, workers or os.cpu_count() or 1, limits, report)

        results = kept or read(past.open if past else tasks)
        up_to_date = current and not any(result.new for result in results)
        rewritten = None
        if past:
            report(Progress(Stage.WEAVING, len(tasks), len(tasks)))
            run = make_run(started, documents, corpus, tasks, results)
            rewritten = amend(cache, database, corpus, tasks, past, results, run)
            results = results if rewritten is not None else read(tasks)
        if not up_to_date and rewritten is None:
            from goldenthread.amending import keep_cards  # networkx: not needed where nothing changed

            check_any_read(results, folder)
            report(Progress(Stage.WEAVING, len(tasks), len(tasks)))
            plan = weave_all(results, corpus, asks_pairs=not may_keep(corpus, tasks))
            report(Progress(Stage.WRITING, len(tasks), len(tasks)))
            write(plan, database, make_run(started, documents, corpus, tasks, results))
            keep_cards(cache, database, corpus, results, tasks)
            rewritten = len(plan.readings)
        if not up_to_date:
            keep_stamp(cache, database, stamp, [task.key for task in tasks])
    decisions, withheld = count_decisions(database)
    failed = tuple((result.source, result.failure.message) for result in results if result.failure)
    told = {source for source, _ in (*failed, *documents.left_out)}
    return Summary(
        corpus=str(folder),
        database=str(database),
        documents=replace(documents, failed=failed),
        found=count_found(database),
        issues=count_issues(database),
        decisions=decisions,
        withheld=withheld,
        problems=list_problems(database, told),
        changes=list_changes(database, documents),
        read=sum(result.new for result in results),
        rewritten=rewritten or 0,
        up_to_date=up_to_date,
        seconds=(datetime.now(UTC) - started).total_seconds(),
    )


def find_corpus(folder: Path) -> Corpus:
    """Read what stands in the corpus folder; raise Trouble where it is missing or holds no document."""
    try:
        return read_corpus(folder)
    except Unreadable as error:
        raise Trouble(str(error)) from error


def check_any_read(results: Sequence[Result], folder: Path) -> None:
    """Raise Trouble where not one document could be read: an empty record must not take the place of a full one."""
    failures = [result.failure for result in results if result.failure]
    if len(failures) < len(results) or not failures:
        return
    more = f" And {len(failures) - 3} more." if len(failures) > 3 else ""
    reasons = " ".join(failure.message for failure in failures[:3])
    raise Trouble(f"No document in {folder} could be read; the database is as it was. {reasons}{more}")


def check_place(database: Path) -> None:
    """Raise Trouble, before anything is read, where the database could not be written."""
    try:
        check_writable(database)
    except CannotWrite as error:
        raise Trouble(str(error)) from error


def weave_all(results: Sequence[Result], corpus: Corpus, *, asks_pairs: bool) -> Plan:
    """Follow commitments through the readings, and add the issues of what could not be read."""
    from graph.weave import weave  # networkx: not needed where nothing changed

    readings = tuple(result.reading for result in results if result.reading)
    plan = weave(readings, corpus.owners, corpus.decisions, asks_pairs=asks_pairs)
    return replace(plan, issues=(*plan.issues, *list_told(results, corpus)))


def list_told(results: Sequence[Result], corpus: Corpus) -> tuple[DocumentIssue, ...]:
    """Return the issues about what is no document that was read: files that failed, and the folder's own files."""
    from graph.deciding.rows import cover_issues

    failures = [
        DocumentIssue(None, result.source, Issue(result.failure.code, result.failure.message, Severity.ERROR))
        for result in results
        if result.failure
    ]
    about_folder = [DocumentIssue(None, _file_of(issue), issue) for issue in corpus.issues]
    return cover_issues((*about_folder, *failures), corpus.decisions)


def _file_of(issue: Issue) -> str:
    return issue.place.path.partition(", line ")[0]


def make_run(
    started: datetime, documents: Documents, corpus: Corpus, tasks: Sequence[Task], results: Sequence[Result]
) -> Run:
    """Say what this run did, for the table of runs and for the next build."""
    failed = {result.source for result in results if result.failure}
    hidden = {row.path for row in corpus.catalogue if not row.publish}
    read = [
        SourceFile(
            task.source,
            task.sha256,
            task.key,
            SourceState.FAILED if task.source in failed else SourceState.READ,
            publish=task.source not in hidden,
        )
        for task in tasks
    ]
    left_out = [SourceFile(out.source, state=SourceState.LEFT_OUT, reason=out.reason) for out in corpus.left_out]
    return Run(
        started=started,
        version=version("goldenthread"),
        new=len(documents.new),
        changed=len(documents.changed),
        unchanged=len(documents.unchanged),
        removed=len(documents.removed),
        files=(*read, *left_out),
    )


def amend(
    cache: Cache,
    database: Path,
    corpus: Corpus,
    tasks: Sequence[Task],
    past: Remembered,
    results: Sequence[Result],
    run: Run,
) -> int | None:
    """Write what a few new results change; return how many documents were written anew, None if all are to be woven."""
    from goldenthread.amending import amend_build

    try:
        return amend_build(cache, database, corpus, tasks, past, results, run, list_told(results, corpus))
    except CannotWrite as error:
        raise Trouble(str(error)) from error


def write(plan: Plan, database: Path, run: Run) -> None:
    """Load the plan in one transaction; raise Trouble, with the old rows in place, where that can't be done."""
    try:
        load(plan, database, run)
    except CannotWrite as error:
        raise Trouble(str(error)) from error
    except Unsound as error:
        raise Trouble(
            f"The build contradicts itself ({error}); please report it. The old database is as it was."
        ) from error


def read_alone(file: Path, limits: Limits) -> tuple[Document, Reading]:
    """Read one file without a corpus: its blocks and what they say. Raises Trouble where it can't be read."""
    found = read_file(file, limits)
    if isinstance(found, Failure):
        raise Trouble(found.message)
    return found
