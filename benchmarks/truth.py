"""What the golden files say, beside what a database says: each true row with the row that was found for it.

Texts are compared folded (letter case, white space, quotation marks and dashes levelled) and are the same from 95 of
100 on (rapidfuzz ratio), so that a comma that a PDF loses is no mistake of the reading.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

Row = dict[str, Any]
SAME = 95.0
_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Share:
    """So many right, of so many; `given` counts those where anything was said at all (None: no matter)."""

    right: int
    of: int
    given: int | None = None

    def __str__(self) -> str:
        if not self.of:
            return ""
        return f"{self.right}/{self.of}" if self.given is None else f"{self.right}/{self.given} of {self.of}"


@dataclass(frozen=True, slots=True)
class Found:
    """So many of the true ones found, and so many found in all: `f1` is 1 where nothing is missing or invented."""

    right: int
    found: int
    true: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 0.0

    def __str__(self) -> str:
        return f"{self.f1:.2f}" if self.true else ""


def read_golden(path: Path) -> Row:
    """Return one golden file, as tests/golden/README.md describes it."""
    golden: Row = json.loads(path.read_text(encoding="utf-8"))
    return golden


def read_rows(database: Path, sql: str, *values: str) -> list[Row]:
    """Return the rows of a query, each as column → value."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(sql, values)]


def fold(text: str | None) -> str:
    """Level case, white space, quotation marks, dashes and the full stop at the end.

    >>> fold("Carers’  Hub – a plan.")
    "carers' hub - a plan"
    """
    return " ".join((text or "").translate(_MARKS).split()).strip(" .;:").casefold()


def same(one: str | None, other: str | None, least: float = SAME) -> bool:
    """Tell whether two texts are the same but for a slip of the pen; no text is the same as no text."""
    return bool(fuzz.ratio(fold(one), fold(other)) >= least)


def match(found: list[Row], true: list[Row], column: str) -> list[tuple[Row, Row]]:
    """Return pairs (true row, found row) of the same words, the best first, each row once."""
    scored = []
    for i, row in enumerate(found):
        for j, wanted in enumerate(true):
            texts = [wanted["text"], *wanted.get("text_alternatives", [])]
            score = max(fuzz.ratio(fold(row[column]), fold(text)) for text in texts)
            if score >= SAME:
                scored.append((-score, i, j))
    pairs, used_found, used_true = [], set(), set()
    for _, i, j in sorted(scored):
        if i not in used_found and j not in used_true:
            used_found.add(i)
            used_true.add(j)
            pairs.append((true[j], found[i]))
    return pairs
