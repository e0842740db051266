"""Small papers made in memory: blocks from plain words, as any reader of files would give them.

A table is a list of rows, each one string with its cells between `|`. A cell `^` is merged with the one above it, a
cell `<` with the one to its left. `tests/layouts/*.txt` holds whole papers in this form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.plan import read_plan
from extract.reading import Commitment, CommitmentKind, OwnerRole, Reading
from ingest.document import Block, BlockKind, Cell, Document, Format, Piece, Place, Table, Text, count_words
from ingest.people import CatalogueRow, DocumentKind

LAYOUTS = Path(__file__).parent / "layouts"
_FIELD = re.compile(r"  (?P<field>[a-z_]+)(?: (?P<header>[^:]+))?: (?P<value>.*)")
_LISTS = ("owners", "sponsors", "partners")


def words(plain: str, path: str = "paragraph 1") -> Text:
    """Return a text of lines, each a piece at one place."""
    lines = plain.split("\n")
    return Text(tuple(Piece(line, Place(path=path), "\n") for line in lines)) if plain else Text()


def heading(plain: str, level: int = 1, marker: str = "") -> Block:
    """Return a heading; `marker` is its automatic number."""
    return Block(BlockKind.HEADING, words(plain), level=level, marker=marker)


def paragraph(plain: str, *, bold: bool = False) -> Block:
    """Return a paragraph."""
    return Block(BlockKind.PARAGRAPH, words(plain), bold=bold)


def item(plain: str, marker: str = "•") -> Block:
    """Return an item of a list."""
    return Block(BlockKind.LIST_ITEM, words(plain), marker=marker)


def table(*rows: str) -> Block:
    """Return a table of rows such as `Open two hubs | Public Health | ^`; a blank cell is a cell all the same."""
    split = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    width = max(len(row) for row in split)
    grid = [row + [""] * (width - len(row)) for row in split]
    cells = tuple(
        Cell(r, c, words(plain), _reach(grid, r, c, down=True), _reach(grid, r, c, down=False))
        for r, row in enumerate(grid)
        for c, plain in enumerate(row)
        if plain not in ("^", "<")
    )
    return Block(BlockKind.TABLE, table=Table(len(grid), width, cells))


def _reach(grid: list[list[str]], row: int, column: int, *, down: bool) -> int:
    """Count how many rows (or columns) the cell at a place covers."""
    beyond = [line[column] for line in grid[row + 1 :]] if down else grid[row][column + 1 :]
    mark = "^" if down else "<"
    return 1 + next((i for i, cell in enumerate(beyond) if cell != mark), len(beyond))


def make_document(*blocks: Block, form: Format = Format.DOCX) -> Document:
    """Return a document whose places are right: every block and cell gets its own path."""
    placed: list[Block] = []
    tables = 0
    for number, block in enumerate(blocks, start=1):
        if block.table is None:
            placed.append(_at(block, f"paragraph {number}"))
        else:
            tables += 1
            placed.append(_table_at(block, block.table, f"table {tables}"))
    count = sum(count_words(block.text.plain) for block in placed)
    count += sum(count_words(cell.text.plain) for b in placed if b.table for cell in b.table.cells)
    return Document(form, tuple(placed), words=count, source="paper.docx", sha256="0" * 64)


def _at(block: Block, path: str) -> Block:
    return Block(block.kind, words(block.text.plain, path), level=block.level, marker=block.marker, bold=block.bold)


def _table_at(block: Block, held: Table, path: str) -> Block:
    cells = tuple(
        Cell(
            cell.row,
            cell.column,
            words(cell.text.plain, f"{path}, row {cell.row + 1}, column {cell.column + 1}"),
            cell.row_span,
            cell.column_span,
        )
        for cell in held.cells
    )
    return Block(block.kind, table=Table(held.rows, held.columns, cells))


def read(
    *blocks: Block,
    published: str = "2025-06-01",
    kind: DocumentKind | None = None,
    form: Format = Format.DOCX,
    publisher: str = "",
) -> Reading:
    """Read the blocks as one document, published on a day."""
    row = CatalogueRow(0, "paper.docx", published=published, kind=kind, publisher=publisher)
    return read_plan(make_document(*blocks, form=form), row)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a test looks at of one action, as words."""

    text: str
    number: str
    owners: list[str]
    sponsors: list[str]
    partners: list[str]
    due: str | None
    due_text: str | None
    aim: str | None
    priority: str | None
    status: str | None
    update: str
    measure: str
    extra: dict[str, str]


def see_actions(reading: Reading) -> list[Seen]:
    """Return the rows of plans of a reading, with levels by name."""
    kinds = (CommitmentKind.ACTION, CommitmentKind.ACTION_ARISING)
    return [_see(commitment, reading) for commitment in reading.commitments if commitment.kind in kinds]


def _see(commitment: Commitment, reading: Reading) -> Seen:
    aims = {aim.id: aim.text for aim in reading.aims}
    priorities = {priority.id: priority.text for priority in reading.priorities}

    def named(role: OwnerRole) -> list[str]:
        return [owner.named_as for owner in commitment.owners if owner.role is role]

    update = commitment.update
    return Seen(
        text=commitment.text,
        number=commitment.number,
        owners=named(OwnerRole.OWNER),
        sponsors=named(OwnerRole.SPONSOR),
        partners=named(OwnerRole.PARTNER),
        due=commitment.due.edtf if commitment.due else None,
        due_text=commitment.due.text if commitment.due else None,
        aim=aims[commitment.aim] if commitment.aim else None,
        priority=priorities[commitment.priority] if commitment.priority else None,
        status=update.status.value if update and update.status else None,
        update=update.text if update else "",
        measure=commitment.measure,
        extra=dict(commitment.extra),
    )


@dataclass(slots=True)
class Paper:
    """A layout of `tests/layouts`: its blocks, and what its actions say, field by field (`extra` by its header)."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    wanted: list[dict[str, object]] = field(default_factory=list)
    ignored: str = ""


def read_papers(name: str) -> list[Paper]:
    """Return the papers of one file of `tests/layouts`."""
    _, *parts = re.split(r"^=== ", (LAYOUTS / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_read_paper(part.splitlines()) for part in parts]


def _read_paper(lines: list[str]) -> Paper:
    paper = Paper(lines[0].strip())
    for group in _group(lines[1:]):
        first = group[0]
        if first.startswith("|"):
            paper.blocks.append(table(*group))
        elif first.startswith("#"):
            level = len(first) - len(first.lstrip("#"))
            paper.blocks.append(heading(first.lstrip("# "), level))
        elif first.startswith("> "):
            paper.wanted.append({"text": first[2:]})
        elif first.startswith("ignored: "):
            paper.ignored = first.removeprefix("ignored: ").replace("-", "").strip()
        elif found := _FIELD.fullmatch(first):
            value = None if found["value"] == "none" else found["value"].replace(" / ", "\n")
            key = f"extra {found['header']}" if found["field"] == "extra" else found["field"]
            paper.wanted[-1][key] = (
                (value or "").split("; ") if key in _LISTS and value else [] if key in _LISTS else value
            )
        elif first.strip():
            paper.blocks.append(paragraph(first))
    return paper


def _group(lines: list[str]) -> Iterator[list[str]]:
    """Yield the rows of a table together, every other line alone."""
    rows: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        yield [line]


def look(seen: Seen, wanted: dict[str, object]) -> dict[str, object]:
    """Return of what was seen the fields that are wanted."""
    return {
        key: seen.extra.get(key.removeprefix("extra ")) if key.startswith("extra ") else getattr(seen, key)
        for key in wanted
    }
