"""What people see in a terminal, and what programs get with `--json`."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import msgspec

from goldenthread.summary import Progress, Summary, say_nothing

if TYPE_CHECKING:
    from rich.console import Console

    from extract.reading import Commitment, Reading
    from goldenthread.check import Check
    from ingest.document import Block, Document

_LISTED = 20


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False, emoji=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, emoji=False, markup=False, width=120)


@contextmanager
def show_progress(silent: bool = False) -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows progress as a bar on standard error; where that is no terminal it shows nothing."""
    if silent or not sys.stderr.isatty():
        yield say_nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Looking")

        def report(progress: Progress) -> None:
            words = f"{progress.stage} {progress.source}".strip()
            shown = words if len(words) <= 40 else words[:39] + "…"
            bar.update(task, description=shown.replace("[", r"\["), completed=progress.done, total=progress.total)

        yield report


def print_json(value: object) -> None:
    """Print a value as JSON; ASCII alone where standard output can't take more."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(msgspec.to_builtins(value), indent=2, ensure_ascii=not utf8))


def print_summary(summary: Summary) -> None:
    """Print what a build did, what it found, what it could not read and what it left out."""
    documents = summary.documents
    counts = {
        "new": len(documents.new),
        "changed": len(documents.changed),
        "unchanged": len(documents.unchanged),
        "removed": len(documents.removed),
        "failed": len(documents.failed),
        "left out": len(documents.left_out),
    }
    if summary.check:
        del counts["failed"]  # that is not known before reading
    _say("Documents", _count(counts))
    if summary.check:
        for word, paths in (("new", documents.new), ("changed", documents.changed), ("removed", documents.removed)):
            _list(f"{word.capitalize()}:", paths)
    else:
        _say("Found", _count(summary.found))
        _say("Issues", _count({_plural(name, n): n for name, n in summary.issues.items()}))
        if summary.decisions:
            _say("Decisions", _count({state.replace("_", " "): n for state, n in summary.decisions.items()}))
        if summary.withheld:
            _say("Withheld", f"names in {summary.withheld:,} {_plural('place', summary.withheld)}")
    _list("Not read:", [f"{source}: {reason}" for source, reason in documents.failed])
    _list("Left out:", [f"{source}: {reason}" for source, reason in documents.left_out])
    _list("To look at:", summary.problems)
    for series, headline in summary.changes:
        _echo(f"{series}: {headline}")
    if summary.changes:
        database = "" if summary.database == "goldenthread.db" else f" {summary.database}"
        click.echo(f"  → goldenthread changes{database} says more")
    click.echo(_close(summary))


def _close(summary: Summary) -> str:
    if summary.check:
        return "Nothing was built (--check)."
    if summary.up_to_date:
        return f"{summary.database} was up to date ({summary.seconds:.1f} s)."
    return f"{summary.database} is ready ({summary.read} read, {summary.seconds:.1f} s)."


def _echo(line: str) -> None:
    """Print a line with what a terminal would obey (a paper can hold anything) as spaces."""
    click.echo("".join(c if c.isprintable() or c in "\n\t" else " " for c in line))


def _say(title: str, words: str) -> None:
    click.echo(f"{title:<11}{words}")


def _count(counts: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())


def _plural(name: str, number: int) -> str:
    return name if number == 1 else name + "s"


def _list(title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        click.echo(title)
    for line in lines[:_LISTED]:
        _echo(f"  {line}")
    if len(lines) > _LISTED:
        click.echo(f"  … and {len(lines) - _LISTED} more (--json names them all)")


def print_reading(reading: Reading) -> None:
    """Print the facts of the document, its actions as a table, its pledges and its issues."""
    _print_profile(reading)
    priorities = {priority.id: priority.text for priority in reading.priorities}
    aims = {aim.id: aim for aim in reading.aims}
    actions = [c for c in reading.commitments if c.kind in ("action", "action_arising")]
    rows = []
    for action in actions:
        aim = aims.get(action.aim or "")
        priority = priorities.get(action.priority or (aim.priority if aim else None) or "", "")
        rows.append((_page(action), priority, aim.text if aim else "", action.number, action.text, *_ends(action)))
    headings = ("page", "priority", "aim", "no.", "action", "owners", "due", "status")
    _print_table(f"{len(actions)} {_plural('action', len(actions))}", headings, rows)
    pledges = [c for c in reading.commitments if c not in actions]
    pledge_rows = [(_page(c), c.kind, c.text, *_ends(c)[:2], c.tier) for c in pledges]
    _print_table(
        f"{len(pledges)} {_plural('pledge', len(pledges))}",
        ("page", "kind", "text", "owners", "due", "tier"),
        pledge_rows,
    )
    issues = [(i.severity, i.code, i.message, _place(i.place.page, i.place.path)) for i in reading.issues]
    _print_table(f"{len(issues)} {_plural('issue', len(issues))}", ("severity", "code", "what", "where"), issues)
    words = sum(page.words for page in reading.coverage)
    unread = sum(page.unread for page in reading.coverage)
    click.echo(f"{words:,} words, {unread:,} of them unread")


def _print_profile(reading: Reading) -> None:
    profile = reading.profile
    pages = f", {profile.pages} pages" if profile.pages else ""
    _echo(f"{profile.source} ({profile.format}{pages})")
    for name in _FACTS:
        fact = getattr(profile, name)
        if fact:
            _echo(f"  {name.replace('_', ' '):<15}{fact.value}  ({fact.basis})")


_FACTS = (
    "title", "kind", "publisher", "published", "period", "series", "meeting", "item_number", "classification",
    "authors", "sender", "wards",
)  # fmt: skip


def _ends(commitment: Commitment) -> tuple[str, str, str]:
    owners = "; ".join(owner.named_as for owner in commitment.owners)
    due = commitment.due.text if commitment.due else ""
    status = commitment.update.status if commitment.update else None
    return owners, due, status or ""


def _page(commitment: Commitment) -> str:
    return "" if commitment.page is None else str(commitment.page)


def _place(page: int | None, path: str) -> str:
    return path if page is None or path.startswith("page ") else f"page {page}, {path}".removesuffix(", ")


def _print_table(title: str, headings: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = list(rows)
    _echo(f"\n{title}")
    if not rows:
        return
    filled = [i for i in range(len(rows[0])) if any(row[i] for row in rows)]  # columns where nothing stands say nothing
    table = Table(*(heading for i, heading in enumerate(headings) if i in filled), box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text("".join(c if c.isprintable() else " " for c in row[i])) for i in filled))
    _console().print(table)


def print_blocks(document: Document) -> None:
    """Print the blocks of a document in reading order, tables as grids, each with its place."""
    _echo(f"{document.source} ({document.format}, {document.words:,} words)")
    for issue in document.issues:
        _echo(f"! {issue.severity} {issue.code}: {issue.message} {_place(issue.place.page, issue.place.path)}")
    for block in document.blocks:
        _print_block(block)


def _print_block(block: Block) -> None:
    places = [piece.place for piece in block.text.pieces[:1]]
    where = f"  [{_place(places[0].page, places[0].path)}]" if places else ""
    kind = f"{block.kind} {block.level}" if block.level else block.kind
    note = f" ({block.reason})" if block.reason else ""
    words = " ".join(filter(None, (block.marker, block.text.plain)))
    if block.table is None:
        _echo(f"{kind}{note}: {words}{where}")
        return
    table = block.table
    _echo(f"table{note} {table.name} {table.rows} × {table.columns}, {table.header_rows} header rows{where}")
    for row in table.grid():
        _echo("  | " + " | ".join(cell.text.plain.replace("\n", " / ") if cell else "" for cell in row))


def print_check(found: Check) -> None:
    """Print the issues, the worst first, then how much of each document was read, and what was left out."""
    counts = _count({_plural(name, n): n for name, n in found.counts.items()})
    rows = [(i.severity, i.source, _place(i.page, i.path or ""), f"{i.message} ({i.code})") for i in found.issues]
    _print_table(f"Issues: {counts}", ("severity", "document", "where", "what"), rows)
    covered = [
        (c.source, f"{c.words:,}", f"{c.claimed:,}", f"{c.ignored:,}", f"{c.unread:,}", _worst(c.worst))
        for c in found.coverage
    ]
    headings = ("document", "words", "claimed", "ignored", "unread", "pages with most unread words")
    _print_table(f"Coverage of {len(covered)} {_plural('document', len(covered))}", headings, covered)
    _list("Left out:", [f"{source}: {reason}" for source, reason in found.left_out])


def _worst(pages: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"page {page} ({unread:,})" for page, unread in pages)


def open_when_up(host: str, port: int) -> None:
    """Open the site in the browser as soon as something listens there; give up after 30 seconds."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not listened on

    def wait() -> None:
        for _ in range(120):
            time.sleep(0.25)
            with socket.socket() as probe:
                if probe.connect_ex((shown, port)) == 0:
                    webbrowser.open(f"http://{shown}:{port}/")
                    return

    threading.Thread(target=wait, daemon=True).start()
