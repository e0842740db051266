"""The command line. Each command is short: it reads what was asked, calls one function, and shows what came out."""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import click

from goldenthread import followed, review
from goldenthread.trouble import Trouble

_UNITS = {"": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "TB": 1000**4}
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Size(click.ParamType[int]):
    """A size as people write it: `500MB`, `1.5 GB`, `2000000`."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the size in bytes."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?b?)", str(value).strip(), re.IGNORECASE)
        if not found:
            self.fail(f"{value!r} is not a size; write it like 500MB or 1GB.", param, ctx)
        unit = found[2].upper().rstrip("B")
        return int(float(found[1]) * _UNITS[unit + "B" if unit else ""])


_seconds = click.option("--time-limit", type=click.FloatRange(min=0.001), default=600, show_default=True,
                        help="Seconds for one document; then it is given up.")  # fmt: skip
_memory = click.option("--memory", type=Size(), default="2GB", show_default=True,
                       help="Memory for one document; a larger need gives it up.")  # fmt: skip


@click.group(
    context_settings=_SETTINGS,
    epilog="""\b
Start here:
  goldenthread build corpus          read the documents of a folder into goldenthread.db
  goldenthread serve                 open http://127.0.0.1:8001 and ask
  goldenthread changes               read what became of each action
  goldenthread check                 see what could not be read
  goldenthread review export -o q.xlsx  write what a person can settle as a sheet
""",
)
@click.version_option(version("goldenthread"), prog_name="goldenthread")
@click.option("--debug", is_flag=True, help="Show where in the program something went wrong.")
def program(debug: bool) -> None:
    """Find who promised what, by when, in the papers that councils publish.

    Reads a folder of papers (PDF, Word, Excel, slides, web pages, text) into one SQLite database, in which each fact
    stands with the words it was read from, and serves it as a site.
    """


@program.command(
    epilog="""\b
Examples:
  goldenthread build                          the folder corpus into goldenthread.db
  goldenthread build papers -o papers.db      another folder, another database
  goldenthread build --check                  what would be read, changed or removed
  goldenthread build --limit 200MB --json     leave larger files out; the summary for a program
"""
)
@click.argument("corpus", type=click.Path(path_type=Path), default="corpus")
@click.option("-o", "--output", "database", type=click.Path(path_type=Path), default="goldenthread.db",
              show_default=True, help="The database to write.")  # fmt: skip
@click.option("--check", is_flag=True, help="Build nothing; say what would change.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=None, help="Documents read at once.  [default: one a core]"
)
@click.option("--limit", type=Size(), default="1GB", show_default=True, help="Leave larger files unread.")
@_seconds
@_memory
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def build(
    corpus: Path,
    database: Path,
    check: bool,
    workers: int | None,
    limit: int,
    time_limit: float,
    memory: int,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read the documents of the folder CORPUS (if not given: corpus) into a database.

    Reads only what is new or changed since the last build and removes what has gone. A file that can't be read
    is named in the summary and in the table issues; the rest is built. If the build is stopped or fails, the old
    database stays as it was.

    Exit status: 0 when the build is whole, 1 (with the reason) when it is not or when not one document could be
    read, 130 when you stopped it.
    """
    if corpus.is_file():
        raise Trouble(f"{corpus} is a file, and build wants a folder; `goldenthread read {corpus}` reads one file.")
    from goldenthread import screen
    from goldenthread.pipeline import build as build_database

    with screen.show_progress(silent=quiet or as_json or check) as report:
        summary = build_database(
            corpus,
            database,
            workers=workers,
            report=report,
            limit_bytes=limit,
            time_limit=time_limit,
            memory=memory,
            check=check,
        )
    if as_json:
        screen.print_json(summary)
    elif not quiet:
        screen.print_summary(summary)


@program.command(
    epilog="""\b
Examples:
  goldenthread serve                               goldenthread.db on http://127.0.0.1:8001
  goldenthread serve papers.db --port 8002 --open  and open it in the browser
  goldenthread serve --corpus corpus               pages link to the documents themselves
"""
)
@click.argument("database", type=click.Path(path_type=Path), default="goldenthread.db")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on.")
@click.option(
    "--corpus", type=click.Path(path_type=Path), default=None, help="Folder whose documents the site may show."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
def serve(database: Path, host: str, port: int, corpus: Path | None, open_browser: bool) -> None:
    """Serve DATABASE (if not given: goldenthread.db) as a site until you press Ctrl-C."""
    from goldenthread import screen
    from publish.serve import CannotServe
    from publish.serve import serve as serve_site

    signal.signal(signal.SIGTERM, _stop)  # so that being ended ends the server behind us too
    if open_browser:
        screen.open_when_up(host, port)
    try:
        code = serve_site(database, host, port, corpus)
    except CannotServe as error:
        raise Trouble(str(error)) from None
    if code:
        raise Trouble(f"The site stopped with exit status {code}; what it said stands above.")


@program.command(
    epilog="""\b
Examples:
  goldenthread check                     what may be wrong with our reading of the papers
  goldenthread check papers.db --json    the same for a program
"""
)
@click.argument("database", type=click.Path(path_type=Path), default="goldenthread.db")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def check(database: Path, as_json: bool) -> None:
    """List the issues of DATABASE, how much of each document was read, and what was left out.

    DATABASE is goldenthread.db if not given.
    """
    from goldenthread import screen
    from goldenthread.check import read_check

    found = read_check(database)
    if as_json:
        screen.print_json(found)
    else:
        screen.print_check(found)


@program.command(
    epilog="""\b
Examples:
  goldenthread read report.pdf             its actions as a table
  goldenthread read report.pdf --json      all that it says, for a program
  goldenthread read report.pdf --blocks    its headings, paragraphs and tables, to try a new layout
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--blocks", is_flag=True, help="Show the blocks of the document instead of what they say.")
@click.option("--limit", type=Size(), default="1GB", show_default=True, help="Refuse larger files.")
@_seconds
@_memory
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def read(file: Path, blocks: bool, limit: int, time_limit: float, memory: int, as_json: bool) -> None:
    """Print what one FILE says, without a database: what is known of it, actions, pledges, issues."""
    from goldenthread import screen
    from goldenthread.pipeline import read_alone
    from goldenthread.readings import Limits

    document, reading = read_alone(file, Limits(limit, time_limit, memory))
    if as_json:
        screen.print_json(document if blocks else reading)
    elif blocks:
        screen.print_blocks(document)
    else:
        screen.print_reading(reading)


for command in (followed.changes, followed.trace, followed.tracker, review.review):
    program.add_command(command)


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def main() -> NoReturn:
    """Run the command of `sys.argv` and exit: 0 whole, 1 with one sentence, 2 a wrong option, 130 stopped."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError):  # a Windows code page can't print every dash that councils do
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    arguments = [word for word in sys.argv[1:] if word != "--debug"]  # wherever it stands
    sys.exit(_run(arguments, debug=len(arguments) < len(sys.argv) - 1))


def _run(arguments: list[str], debug: bool) -> int:
    try:
        code = program.main(arguments, prog_name="goldenthread", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("Stopped; the database is as it was.", 130)
    except BrokenPipeError:  # the reader of our output (`| head`) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Trouble as error:
        if debug:
            raise
        return _say(str(error), 1)
    except Exception as error:
        if debug:
            raise
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return _say(f"The program failed ({reason}). `goldenthread --debug …` shows where; please report it.", 1)


def _say(sentence: str, code: int) -> int:
    click.echo(f"goldenthread: {sentence}", err=True)
    return code
