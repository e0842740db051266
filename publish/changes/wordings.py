"""The actions of some documents as a report shows them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

from publish.changes.report import Wording
from publish.wording import say_place

_CHUNK = 500

_COLUMNS = [
    *(
        "commitment",
        "document",
        "published",
        "thread",
        "number",
        "text",
        "quote",
        "page",
        "path",
        "passage",
        "url",
        "format",
        "aim",
    ),
    *("owners", "due_words", "due", "due_by", "status", "status_basis", "status_words", "update"),
]
_SQL = """select a.commitment, a.document, a.published, a.thread, a.number, a.action, a.quote, a.page, p.path,
  c.passage, d.url, d.format, a.aim, a.owners, a.due_text, a.due, a.due_by, a.status, a.status_basis,
  a.status_words, a.update_text
from actions a join commitments c on c.id = a.commitment join passages p on p.id = c.passage
join documents d on d.id = a.document where {where} order by a.document, p.position, a.commitment"""


def read_wordings(db: sqlite3.Connection, document: str) -> list[Wording]:
    """Return the actions of a document in reading order."""
    return [_wording(row) for row in db.execute(_SQL.format(where="a.document = ?"), (document,))]


def read_some(db: sqlite3.Connection, commitments: Collection[str]) -> list[Wording]:
    """Return the actions of these ids."""
    found: list[Wording] = []
    ids = sorted(commitments)
    for i in range(0, len(ids), _CHUNK):
        chunk = ids[i : i + _CHUNK]
        found.extend(_some(db, chunk))
    return found


def _some(db: sqlite3.Connection, ids: list[str]) -> Iterable[Wording]:
    marks = ", ".join("?" * len(ids))
    return [_wording(row) for row in db.execute(_SQL.format(where=f"a.commitment in ({marks})"), ids)]


def _wording(row: tuple[object, ...]) -> Wording:
    held = dict(zip(_COLUMNS, row, strict=True))
    page, path, kind = held["page"], held.pop("path"), held.pop("format")
    held["place"] = say_place(page, path)  # type: ignore[arg-type] # columns of the schema: integer and text
    held["owners"] = tuple(json.loads(str(held["owners"])))
    if held["url"] and kind == "pdf" and page:
        held["url"] = f"{str(held['url']).partition('#')[0]}#page={page}"
    return Wording(**held)  # type: ignore[arg-type] # the columns of the query, in the words of Wording
