"""The commands that let people decide: questions out as a sheet, answers in as lines of decisions.csv."""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.followed import reading, writing
from goldenthread.trouble import Trouble

if TYPE_CHECKING:
    from goldenthread.answers import Answered
    from graph.plan import Question


@click.group(
    epilog="""\b
Examples:
  goldenthread review export -o questions.xlsx          open questions of goldenthread.db, to fill in
  goldenthread review apply questions.xlsx --by "A Lee" add the answers to corpus/decisions.csv
  goldenthread build                                    build again: the answers are in the database
"""
)
def review() -> None:
    """Let people decide: write open questions as a sheet, and read the answers back.

    A person's answer wins over every rule, and lasts: it names words, so it outlives new readers and moved rows.
    """


@review.command(
    epilog="""\b
Examples:
  goldenthread review export -o questions.xlsx
  goldenthread review export papers.db -o questions.csv --site https://thread.example.org
"""
)
@click.argument("database", type=click.Path(path_type=Path), default="goldenthread.db")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The .xlsx or .csv file to write.")
@click.option("--site", default="http://127.0.0.1:8001", show_default=True, help="Address of the site, for the links.")
def export(database: Path, output: Path, site: str) -> None:
    """Write the open questions of DATABASE (goldenthread.db if not given) as a sheet to fill in.

    Pairs that may be one commitment, owners to name, rows that look wrong, words that nothing was read from, and a
    row for each document to say what was missed. The sheet says how to answer.
    """
    from publish.review import read_questions, write_csv, write_sheet

    writers = {".xlsx": write_sheet, ".csv": write_csv}
    if output.suffix.lower() not in writers:
        raise Trouble(f"{output} must end in .xlsx or .csv.")
    with reading(database) as db:
        asked = read_questions(db, site.rstrip("/"), find_pairs(db, database))
    with writing(output):
        writers[output.suffix.lower()](output, asked)
    count = sum(bool(one.id) for one in asked)
    click.echo(f"{output}: {count:,} question{'' if count == 1 else 's'}, and a row a document for what was missed")


def find_pairs(db: sqlite3.Connection, database: Path) -> tuple[Question, ...]:
    """Return the questions about pairs of a large corpus, whose build leaves them out; none of any other.

    Raises Trouble where the readings that it needs are not in the cache beside the database.
    """
    from db import PAIRS_LATER, PastPlan
    from goldenthread.cache import Cache, find_cache
    from goldenthread.readings import decode_reading
    from graph.questions import list_pairs

    if db.execute("PRAGMA user_version").fetchone()[0] != PAIRS_LATER:
        return ()
    with Cache(find_cache(database)) as cache:
        keys = db.execute("SELECT read_key FROM sources WHERE state = 'read' ORDER BY source")
        readings = [decode_reading(cache.get(key)) for (key,) in keys]
    if None in readings:
        cache_name = find_cache(database).name
        raise Trouble(f"{cache_name}, which pairs are looked for in, is not whole; build {database.name} again.")
    return list_pairs(PastPlan(db).read_back(reading for reading in readings if reading is not None))


@review.command(
    epilog="""\b
Examples:
  goldenthread review apply questions.xlsx
  goldenthread review apply questions.csv --corpus papers --by "Scrutiny team"
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--corpus", type=click.Path(path_type=Path), default="corpus", show_default=True,
              help="The folder whose decisions.csv takes the answers.")  # fmt: skip
@click.option("--by", default="", help="Who decided.  [default: your login name]")
def apply(file: Path, corpus: Path, by: str) -> None:
    """Check a filled-in sheet row by row, and append its answers to decisions.csv of the corpus.

    Applying a sheet twice adds nothing. A row that can't be used is named with the reason, and the others are
    added; the exit status is then 1.
    """
    from goldenthread.answers import read_answers

    add_answers(read_answers(file), file, corpus, by)


def add_answers(answered: Sequence[Answered], file: Path, corpus: Path, by: str, refused: Sequence[str] = ()) -> None:
    """Append the decisions of a sheet's answers and say what was added; raise Trouble where a row can't be used.

    `refused` has a sentence for each row that was found to be of no use before.
    """
    from goldenthread.answers import append_decisions, check_answers, read_standing
    from goldenthread.pipeline import find_corpus

    folder = find_corpus(corpus)
    names = [name for source in folder.files for name in (source.source, source.sha256) if name]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    checked = check_answers(answered, names, read_standing(corpus), at, by or _login())
    problems = (*refused, *checked.problems)
    for problem in problems:
        click.echo(problem, err=True)
    if checked.decisions:
        path = append_decisions(corpus, checked.decisions)
        click.echo(f"{path}: {_count(len(checked.decisions), 'decision')} added. Build again to see them.")
    else:
        click.echo("Nothing was added.")
    if checked.already:
        click.echo(f"{_count(checked.already, 'answer')} stood there already.")
    if problems:
        raise Trouble(f"{_count(len(problems), 'row')} of {file} could not be used; see above.")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
