"""What a built database holds, asked for by the few documents and commitments that a new build is about."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from extract.reading import Fact, OwnerRole, Reading
from graph.plan import CommitmentOwner, Fate, Link, Plan, Thread


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

    def read_back(self, readings: Iterable[Reading]) -> Plan:
        """Return the plan over these readings as far as questions about pairs need it."""
        series = dict(self._db.execute("SELECT id, series FROM documents"))
        owned = "SELECT commitment, position, owner, role, named_as, passage FROM commitment_owners"
        return Plan(
            readings=tuple(_with_series(reading, series[reading.profile.id]) for reading in readings),
            commitment_owners=tuple(_owned(*row) for row in self._db.execute(owned)),
            threads=tuple(self._threads()),
            links=tuple(self.links_of(self._every())),
            fates=tuple(self.fates_of(self._every())),
        )

    def _every(self) -> list[str]:
        return [commitment for (commitment,) in self._db.execute("SELECT id FROM commitments")]

    def _threads(self) -> Iterator[Thread]:
        rows = self._db.execute(
            "SELECT thread, commitment FROM thread_history WHERE commitment IS NOT NULL ORDER BY thread, position"
        )
        for thread, members in groupby(rows, key=itemgetter(0)):
            yield Thread(thread, "", tuple(commitment for _, commitment in members))

    def _ask_ends(self, select: str, commitments: Iterable[str]) -> Iterator[Any]:
        wanted = list(commitments)
        yield from self._ask(f"{select} WHERE from_commitment IN", wanted)
        yield from self._ask(f"{select} WHERE to_commitment IN", wanted)

    def _ask(self, select: str, ids: Iterable[str]) -> sqlite3.Cursor:
        return self._db.execute(f"{select} (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),))  # noqa: S608 - our own names before it


def _with_series(reading: Reading, series: str | None) -> Reading:
    fact = Fact(series, "") if series else None
    return replace(reading, profile=replace(reading.profile, series=fact))


def _owned(commitment: str, position: int, owner: str, role: str, named_as: str, passage: str) -> CommitmentOwner:
    return CommitmentOwner(commitment, position, owner, OwnerRole(role), named_as, passage)
