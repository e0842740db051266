"""Registers of risks: each row a risk with what is done about it, never an action."""

from __future__ import annotations

from collections.abc import Sequence

from extract.identity import fold
from extract.layouts.kinds import find_kind
from extract.layouts.rows import Found, RiskRow
from extract.outline import Spot
from extract.words import holds_phrase, read_words
from ingest.document import Format, Table, join


def read_registers(spots: Sequence[Spot], form: Format) -> Found:
    """Find the tables known as risk registers, and read their rows as risks with their mitigation."""
    del form
    rows: list[RiskRow] = []
    for spot in spots:
        kind = find_kind(spot)
        if spot.table is not None and kind is not None and kind.name == "risks":
            rows.extend(_read_register(spot.index, spot.table))
    return Found(risks=tuple(rows))


def _read_register(block: int, table: Table) -> list[RiskRow]:
    grid = table.grid()
    words = read_words("tables")["risks"]
    for top, row in enumerate(grid[:3]):
        headers = [fold(cell.text.plain) if cell else "" for cell in row]
        risk = _columns(headers, words["risk"], words["not_risk"])
        if risk and len({header for header in headers if header}) > 1:
            held = [c for c in _columns(headers, words["mitigation"], ()) if c != risk[0]]
            return [
                RiskRow(block, text, join([cell.text for c in held if (cell := line[c]) and cell.text]))
                for line in grid[top + 1 :]
                if (said := line[risk[0]]) is not None and (text := said.text) and said.column_span == 1
            ]
    return []


def _columns(headers: Sequence[str], phrases: Sequence[str], never: Sequence[str]) -> list[int]:
    return [
        i
        for i, header in enumerate(headers)
        if any(holds_phrase(header, phrase) for phrase in phrases)
        and not any(holds_phrase(header, phrase) for phrase in never)
    ]
