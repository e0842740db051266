"""Which two documents a report is about: by name, or the newest edition of each series and the one before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from extract.identity import fold
from publish.changes.report import Paper

_COLUMNS = "id, label, title, source, published, series, url, actions, pledges"
_NEWEST_FIRST = "order by published desc, source desc"


class Unclear(Exception):  # noqa: N818 - a sentence for an officer, as Unreadable is
    """The words name no document or several; the message is for the person who wrote them."""


def find_paper(db: sqlite3.Connection, name: str) -> Paper:
    """Return the document of that id, path or file name, or the only one whose title holds all the words.

    Raises Unclear, naming the candidates, where there is none or more than one.
    """
    for clause in ("id = :name", "source = :name", "source like '%/' || :name"):
        rows = db.execute(f"select {_COLUMNS} from documents where {clause} {_NEWEST_FIRST}", {"name": name}).fetchall()  # noqa: S608 - our own words
        if len(rows) == 1:
            return Paper(*rows[0])
    words = fold(name).split()
    papers = [Paper(*row) for row in db.execute(f"select {_COLUMNS} from documents {_NEWEST_FIRST}")]  # noqa: S608 - as above
    fitting = [p for p in papers if words and all(word in _words_of(p) for word in words)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise Unclear(f"No document has the id, path or title “{name}”.")
    named = "; ".join(p.source for p in fitting[:8]) + ("; …" if len(fitting) > 8 else "")
    raise Unclear(f"“{name}” fits {len(fitting)} documents, give more of its title or its path: {named}.")


def _words_of(paper: Paper) -> str:
    return fold(f"{paper.title or ''} {paper.label} {paper.source}")


def find_pairs(db: sqlite3.Connection, before: str | None, after: str | None) -> list[tuple[Paper, Paper]]:
    """Return the pairs asked for: one where a document is named, otherwise one a series, those with actions first."""
    if before is None and after is None:
        return newest_pairs(db)
    if before is not None and after is not None:
        return [_two_papers(find_paper(db, before), find_paper(db, after))]
    if after is not None:
        later = find_paper(db, after)
        return [(_before(db, later), later)]
    earlier = find_paper(db, before or "")
    return [(earlier, _newest_after(db, earlier))]


def _two_papers(earlier: Paper, later: Paper) -> tuple[Paper, Paper]:
    if earlier.id == later.id:
        raise Unclear(f"Both names mean {earlier.source}: name two documents.")
    return earlier, later


def list_pairs(db: sqlite3.Connection, sources: Collection[str] | None = None) -> list[tuple[Paper, Paper]]:
    """Return every two editions that follow each other, the newest first; of the series of these files, if named."""
    papers = {row[0]: Paper(*row) for row in db.execute(f"select {_COLUMNS} from documents")}  # noqa: S608 - our own words
    named = {p.series for p in papers.values() if sources is not None and p.source in sources}
    asked = [p.id for p in papers.values() if sources is None or p.series in named]
    rows = db.execute(
        "select distinct from_document, to_document from fates where fate <> 'reopened' "
        "and to_document in (select value from json_each(?))",
        (json.dumps(asked),),
    )
    pairs = [(papers[a], papers[b]) for a, b in rows]
    return sorted(pairs, key=lambda pair: (pair[1].published or "", pair[1].source), reverse=True)


def newest_pairs(db: sqlite3.Connection, sources: Collection[str] | None = None) -> list[tuple[Paper, Paper]]:
    """Return the newest two editions of each series (of these files, if named), those with actions first."""
    newest: dict[str, tuple[Paper, Paper]] = {}
    for pair in list_pairs(db, sources):
        newest.setdefault(pair[1].series or pair[1].id, pair)
    return sorted(newest.values(), key=lambda pair: -bool(pair[0].actions or pair[1].actions))


def _before(db: sqlite3.Connection, later: Paper) -> Paper:
    row = db.execute(
        "select from_document from fates where to_document = ? and fate <> 'reopened' limit 1", (later.id,)
    ).fetchone()
    if row is None:
        raise Unclear(f"No earlier edition of {later.source} is known; name the earlier document with --from.")
    return find_paper(db, row[0])


def _newest_after(db: sqlite3.Connection, earlier: Paper) -> Paper:
    row = db.execute(
        f"""select {_COLUMNS} from documents where series = :series and copy_of is null
        and (published, source) > (:published, :source) {_NEWEST_FIRST} limit 1""",  # noqa: S608 - our own words
        {"series": earlier.series, "published": earlier.published, "source": earlier.source},
    ).fetchone()
    if row is None:
        raise Unclear(f"No later edition of {earlier.source} is known; name the later document with --to.")
    return Paper(*row)
