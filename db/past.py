"""What a built database holds, asked for by the few documents and commitments that a new build is about."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.plan import Fate, Link


class PastPlan:
    """The plan in a database, answering as `graph.amending.Past`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def series_of(self, documents: Iterable[str]) -> set[str]:
        """Return the series of which these documents were editions."""
        rows = self._ask("SELECT DISTINCT series FROM documents WHERE series IS NOT NULL AND id IN", documents)
        return {series for (series,) in rows}

    def copies(self) -> Mapping[str, str]:
        """Return the documents that were copies, each with its original."""
        return dict(self._db.execute("SELECT id, copy_of FROM documents WHERE copy_of IS NOT NULL"))

    def commitments_of(self, documents: Iterable[str]) -> set[str]:
        """Return the commitments of these documents."""
        return {commitment for (commitment,) in self._ask("SELECT id FROM commitments WHERE document IN", documents)}

    def homes_of(self, commitments: Iterable[str]) -> Mapping[str, str]:
        """Return the document of each commitment."""
        return dict(self._ask("SELECT id, document FROM commitments WHERE id IN", commitments))

    def threads_of(self, commitments: Iterable[str]) -> Mapping[str, str]:
        """Return the thread of each commitment."""
        return dict(self._ask("SELECT id, thread FROM commitments WHERE id IN", commitments))

    def members_of(self, threads: Iterable[str]) -> set[str]:
        """Return the commitments of these threads."""
        return {commitment for (commitment,) in self._ask("SELECT id FROM commitments WHERE thread IN", threads)}

    def links_of(self, commitments: Iterable[str]) -> Sequence[Link]:
        """Return the links that lead from or to one of these commitments, each once."""
        columns = "from_commitment, to_commitment, relation, score, reasons, decided_by"
        rows = dict.fromkeys(self._ask_ends(f"SELECT {columns} FROM links", commitments))  # noqa: S608 - our names
        parsed = ((*row[:4], tuple(json.loads(row[4])), row[5]) for row in rows)
        return [Link(*values) for values in parsed]

    def fates_of(self, commitments: Iterable[str]) -> Sequence[Fate]:
        """Return the fates of which one side is one of these commitments, each once."""
        ends = "thread, from_document, to_document, from_commitment, to_commitment"
        columns = f"{ends}, fate, status_before, status_after, score, reasons, decided_by"
        rows = dict.fromkeys(self._ask_ends(f"SELECT {columns} FROM fates", commitments))  # noqa: S608 - our names
        parsed = ((*row[:9], tuple(json.loads(row[9])), row[10]) for row in rows)
        return [Fate(*values) for values in parsed]

    def _ask_ends(self, select: str, commitments: Iterable[str]) -> Iterator[Any]:
        wanted = list(commitments)
        yield from self._ask(f"{select} WHERE from_commitment IN", wanted)
        yield from self._ask(f"{select} WHERE to_commitment IN", wanted)

    def _ask(self, select: str, ids: Iterable[str]) -> sqlite3.Cursor:
        return self._db.execute(f"{select} (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),))  # noqa: S608 - our own names before it
