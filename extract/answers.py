"""Answers to recommendations: a row whose own column says that it was not accepted is no action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.identity import fold
from extract.layouts.rows import PlanRow
from extract.words import holds_phrase, word_set

_FIRST = re.compile(r"[^.;:,\n(–—]*")


def doubt_refused(rows: Sequence[PlanRow]) -> tuple[PlanRow, ...]:
    """Return the rows, those to be checked whose column of answers says no (`Accepted / rejected`: *Rejected*)."""
    return tuple(
        replace(row, doubts=(*row.doubts, f"the paper says of it: {answer}")) if (answer := _refusal(row)) else row
        for row in rows
    )


def _refusal(row: PlanRow) -> str:
    """Return the first words of the cell that refuses it, an empty string where none does."""
    for header, cell in row.extra:
        asked = any(holds_phrase(fold(header), word) for word in word_set("answers", "headers"))
        found = _FIRST.match(cell.plain.strip())
        said = found.group().strip() if found else ""
        if asked and fold(said) in word_set("answers", "refusals"):
            return said
    return ""
