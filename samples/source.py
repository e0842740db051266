"""Read a sample's source text: a small dialect of Markdown with merged table cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

ABOVE = "^"  # a cell merged with the one above it
BESIDE = ">"  # a cell merged with the one to its left


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source text.

    `kind` is `paragraph`, `bullet` (a line starting `- `), `number` (`+ `), `footnote` (`[^1]: `), `table`, or the
    word after `@` or number of `#` of a directive or heading. `rows` holds a table's cells as written, `options`
    the `key=value` words of the `@table` line before it.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    options: dict[str, str] = field(default_factory=dict)


def read_source(path: Path) -> tuple[Block, ...]:
    """Return the blocks of a source file, in order; a `@table` line gives its options to the table after it."""
    blocks: list[Block] = []
    options: dict[str, str] = {}
    for block in _parse(path.read_text(encoding="utf-8")):
        if block.kind == "table" and not block.rows:
            options = block.options
        elif block.kind == "table":
            blocks.append(Block("table", rows=block.rows, options=options))
            options = {}
        else:
            blocks.append(block)
    return tuple(blocks)


def spans(rows: tuple[tuple[str, ...], ...]) -> list[tuple[int, int, int, int]]:
    """Return the merged cells as (first row, first column, last row, last column).

    >>> spans((("a", "b"), ("^", "c"), ("^", ">")))
    [(0, 0, 2, 0), (2, 0, 2, 1)]
    """
    down = [(r, c, _run(rows, r, c), c) for r, c in anchors(rows) if _run(rows, r, c) > r]
    across = []
    for r, row in enumerate(rows):
        if len(row) > 1 and row[-1] == BESIDE:
            start = max(c for c, cell in enumerate(row) if cell != BESIDE)
            across.append((r, start, r, len(row) - 1))
    return down + across


def anchors(rows: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, int]]:
    """Yield the row and column of each cell that holds text of its own, merged or not."""
    return ((r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell not in (ABOVE, BESIDE))


def _run(rows: tuple[tuple[str, ...], ...], row: int, column: int) -> int:
    last = row
    while last + 1 < len(rows) and rows[last + 1][column] == ABOVE:
        last += 1
    return last


def _parse(text: str) -> Iterator[Block]:
    for kind, lines in groupby(text.splitlines(), key=_kind):
        if kind == "table":
            yield Block("table", rows=_square([_cells(line) for line in lines]))
        elif kind == "paragraph":
            yield Block("paragraph", " ".join(line.strip() for line in lines))
        elif kind != "blank":
            yield from (_single(line) for line in lines)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if line.startswith("|"):
        return "table"
    return "single" if re.match(r"(@|#+ |- |\+ |\[\^)", line) else "paragraph"


def _single(line: str) -> Block:
    if line.startswith("@table"):
        return Block("table", options=dict(word.split("=") for word in line.split()[1:]))
    if match := re.match(r"\[\^(\d+)\]: (.*)", line):
        return Block("footnote", match[2])
    mark, _, text = line.partition(" ")
    return Block({"-": "bullet", "+": "number"}.get(mark, mark.lstrip("@")), text.strip())


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def _square(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Widen banner rows (`|= text |`, `|- text |`), which keep their mark, to the width of the table."""
    width = max(len(row) for row in rows)
    return tuple(row + (BESIDE,) * (width - len(row)) if row[0][:1] in "=-" else row for row in rows)
