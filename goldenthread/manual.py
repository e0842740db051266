"""The page of commands, made from the program's own `--help`: `python -m goldenthread.manual docs/commands.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from goldenthread.cli import program

_HEAD = """# Commands

This page is made from `goldenthread --help` by `make docs`; a test keeps it so.
Without an installed command, `python -m goldenthread` and `uv run goldenthread` do the same.
"""


def make_manual() -> str:
    """Return the page in Markdown: the help of the program, then that of each command."""
    parts = [_HEAD, _section("goldenthread", _help(program, "goldenthread", None))]
    # with the program's settings: click keeps a command's --help as it was first asked for, here or by a run
    settings = {**program.context_settings, "terminal_width": 100}
    top = click.Context(program, info_name="goldenthread", **settings)
    parts.extend(_commands(program, top))
    return "\n".join(parts)


def _commands(group: click.Group, parent: click.Context) -> Iterator[str]:
    """The commands of a group, each followed by its own."""
    for name in group.list_commands(parent):
        command = group.commands[name]
        yield _section(f"{parent.command_path} {name}", _help(command, name, parent))
        if isinstance(command, click.Group):
            yield from _commands(command, click.Context(command, info_name=name, parent=parent, terminal_width=100))


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text}\n```\n"


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    # A width of its own, so that the page does not depend on the terminal it was made in.
    settings = {**command.context_settings, "terminal_width": 100}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(make_manual(), encoding="utf-8", newline="\n")
