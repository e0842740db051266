"""The commands that show what became of commitments: changes, trace, tracker."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.trouble import Trouble

if TYPE_CHECKING:
    from publish.changes.plain import Line
    from publish.trace import Hit

_database = click.argument("database", type=click.Path(path_type=Path), default="goldenthread.db")
_as_json = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
_STYLES = {"title": "bold", "heading": "bold", "note": "dim", "text": ""}


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for reading; raise Trouble where it is not one that `goldenthread build` made."""
    from db.record import read_only
    from publish.serve import CannotServe, check_database

    try:
        check_database(database)
        with closing(read_only(database)) as db:
            yield db
    except CannotServe as error:
        raise Trouble(str(error)) from None
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
        raise Trouble(f"{database} was made by another version: run `goldenthread build` again.") from None


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Raise Trouble where a file can't be written, say because it is open in a spreadsheet program."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Trouble(f"{file} can't be written ({reason}): is it open elsewhere, is there such a folder?") from None


@click.command(
    epilog="""\b
Examples:
  goldenthread changes                                    the newest edition of each series against the one before
  goldenthread changes --to "progress report 2025"        one edition, named by words of its title
  goldenthread changes --from strategy.docx --to 2025.pdf any two documents
  goldenthread changes --html changes.html --xlsx changes.xlsx
"""
)
@_database
@click.option("--from", "before", metavar="DOC", help="The earlier document: its path, id or words of its title.")
@click.option("--to", "after", metavar="DOC", help="The later document.  [default: the next one of its series]")
@click.option("--html", type=click.Path(path_type=Path), help="Write it as one HTML file that needs nothing else.")
@click.option("--xlsx", type=click.Path(path_type=Path), help="Write it as a workbook, one sheet a part.")
@_as_json
def changes(
    database: Path, before: str | None, after: str | None, html: Path | None, xlsx: Path | None, as_json: bool
) -> None:
    """Say what became of every action from one edition to the next: new, gone, slipped, in other hands, complete.

    Reads DATABASE (goldenthread.db if not given). Without --from and --to, the newest edition of each series is
    compared with the one before. Not mentioned is neither done nor failed.
    """
    from publish.changes import Unclear, read_changes
    from publish.changes.page import make_page
    from publish.changes.plain import make_lines
    from publish.changes.record import make_record
    from publish.changes.sheet import write_sheets

    try:
        with reading(database) as db:
            reports = read_changes(db, before, after)
    except Unclear as error:
        raise Trouble(str(error)) from None
    if html:
        with writing(html):
            html.write_text(make_page(reports), encoding="utf-8", newline="\n")
    if xlsx:
        with writing(xlsx):
            write_sheets(xlsx, reports)
    if as_json:
        _print_json(make_record(reports))
    elif html or xlsx:
        click.echo(f"Written: {', '.join(str(file) for file in (html, xlsx) if file)}")
    elif reports:
        print_lines(make_lines(reports, _width()))
    else:
        click.echo("No document has an earlier edition in this database: name two with --from and --to.")


@click.command(
    epilog="""\b
Examples:
  goldenthread trace "family hub"            threads that hold these words
  goldenthread trace family hub --pick 2     the second of them
  goldenthread trace t-8c2d1ac10a454d28      a thread, or the thread of a commitment, by its id
"""
)
@click.argument("words", nargs=-1, required=True)
@click.option("-d", "--database", type=click.Path(path_type=Path), default="goldenthread.db", show_default=True,
              help="The database to read.")  # fmt: skip
@click.option("--pick", type=click.IntRange(1), metavar="N", help="Take the Nth of several threads.")
@_as_json
def trace(words: tuple[str, ...], database: Path, pick: int | None, as_json: bool) -> None:
    """Follow one commitment through all documents: WORDS that it holds, or its id.

    Where the words fit several threads, they are listed to choose from. A last word that names a database file is
    that database.
    """
    from publish.trace import find_threads, make_trace_lines, read_trace

    words, database = _split_database(words, database)
    asked = " ".join(words)
    with reading(database) as db:
        hits = find_threads(db, asked)
        if not hits:
            raise Trouble(f"No commitment holds “{asked}”.")
        chosen = _choose(hits, pick, as_json)
        if chosen is None:
            return
        found = read_trace(db, chosen.thread)
    if as_json:
        _print_json(found)
    else:
        print_lines(make_trace_lines(found, _width()))


def _split_database(words: tuple[str, ...], database: Path) -> tuple[tuple[str, ...], Path]:
    if len(words) > 1 and words[-1].endswith(".db"):
        return words[:-1], Path(words[-1])
    return words, database


def _choose(hits: list[Hit], pick: int | None, as_json: bool) -> Hit | None:
    """The thread to show; None where there are several and they have been listed."""
    from publish.trace import make_hit_lines

    if pick is not None:
        if pick > len(hits):
            raise Trouble(f"There are only {len(hits)} threads to pick from.")
        return hits[pick - 1]
    if len(hits) == 1:
        return hits[0]
    if as_json:
        _print_json(hits)
        return None
    print_lines(make_hit_lines(hits, _width()))
    if sys.stdin.isatty() and sys.stdout.isatty():
        return hits[click.prompt("Which one", type=click.IntRange(1, len(hits))) - 1]
    click.echo("Several threads hold these words: choose one with --pick N, or add a word.")
    return None


def _print_json(value: object) -> None:
    from goldenthread.screen import print_json

    print_json(value)


def _width() -> int:
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 110) if sys.stdout.isatty() else 100


def print_lines(lines: Iterable[Line]) -> None:
    """Print lines, with bold headings in a terminal and plain in a pipe."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, emoji=False, markup=False)
    for line in lines:
        if console.is_terminal:
            console.print(Text(line.text, style=_STYLES[line.style]), soft_wrap=True)
        else:
            click.echo(line.text)


class _Tracker(click.Group):
    """A group whose first word may be a database: then the tracker is written."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `write` for granted where no command is named."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["write", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Tracker,
    epilog="""\b
Examples:
  goldenthread tracker -o tracker.xlsx                    the table of every action, latest word first
  goldenthread tracker papers.db -o board.xlsx --series "health board"
  goldenthread tracker apply tracker.xlsx                 what you changed in it, as decisions
""",
)
def tracker() -> None:
    """Write the action tracker that officers keep by hand, as XLSX: one row a thread.

    `goldenthread tracker [DATABASE] -o FILE` is short for `goldenthread tracker write`.
    """


@tracker.command("write")
@_database
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The workbook to write.")
@click.option("--series", metavar="WORDS", help="Only what stands in a series whose name holds these words.")
def write(database: Path, output: Path, series: str | None) -> None:
    """Write the tracker of DATABASE (goldenthread.db if not given): origin, owner, due, action taken, status, page."""
    from publish.tracker import read_tracker, write_tracker

    with reading(database) as db:
        rows = read_tracker(db, series)
    if not rows:
        raise Trouble(f"No series with actions is called “{series}”." if series else f"{database} holds no action.")
    with writing(output):
        count = write_tracker(output, rows)
    click.echo(f"{output}: {count:,} row{'' if count == 1 else 's'}, one a thread")


@tracker.command("apply")
@click.argument("file", type=click.Path(path_type=Path))
@_database
@click.option("--corpus", type=click.Path(path_type=Path), default="corpus", show_default=True,
              help="The folder whose decisions.csv takes the changes.")  # fmt: skip
@click.option("--by", default="", help="Who decided.  [default: your login name]")
def apply(file: Path, database: Path, corpus: Path, by: str) -> None:
    """Read a filled-in tracker: each cell that was changed becomes a decision in decisions.csv of the corpus.

    Owner, Revised due (Due where there is none), Action taken, Status, Commitment and Ref may be changed; they correct
    the latest document that has the action. A change that can't be used is named, and the exit status is then 1.
    """
    from goldenthread.review import add_answers
    from goldenthread.tracking import read_changed

    with reading(database) as db:
        changed = read_changed(db, file)
    add_answers(changed.answers, file, corpus, by, changed.problems)
