"""The review sheet: open questions of a database as a workbook or CSV file that an officer fills in."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from db import question_row
from graph.plan import Question
from graph.questions import FIRST
from publish.wording import words
from publish.workbook import Sheet, fit, write_workbook

SHEET = "Questions"
#: Headings with their widths in characters; `goldenthread review apply` finds the columns by these words.
HEADINGS = (
    ("About", 11), ("Document", 28), ("Page", 7), ("Words", 56), ("Other document", 28), ("Other words", 56),
    ("Question", 36), ("Why we ask", 36), ("Choices", 24), ("Answer", 18), ("Field", 14), ("Value", 36), ("Note", 28),
    ("Suggestion", 24), ("Link", 30), ("Words before", 24), ("Words after", 24), ("Id", 20),
)  # fmt: skip
MISSED = "missed"
# A spreadsheet program takes what begins so for a formula; an apostrophe before it makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of the sheet; documents are paths in the corpus, `link` is the page of the commitment on the site."""

    id: str
    kind: str
    document: str
    page: int | None
    quote: str
    other_document: str
    other_quote: str
    question: str
    why: str
    choices: tuple[str, ...]
    suggestion: str
    link: str
    before: str
    after: str


def read_questions(db: sqlite3.Connection, site: str, pairs: Iterable[Question] = ()) -> list[Asked]:
    """Return the open questions, those most worth a person's time first, then one row a document for what is missing.

    `site` is the address of the site, without a slash at its end, for the links. `pairs` are questions that do not
    stand in `review` (see `db.PAIRS_LATER`).
    """
    found = db.execute("SELECT * FROM review ORDER BY rowid")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found]
    rows += map(question_row, pairs)
    sources = dict(db.execute("SELECT id, source FROM documents"))
    rows.sort(key=lambda row: _worth(row, sources))
    asked = [
        Asked(
            id=row["id"],
            kind=row["kind"],
            document=sources[row["document"]],
            page=row["page"],
            quote=row["quote"],
            other_document=sources.get(row["other_document"], ""),
            other_quote=row["other_quote"] or "",
            question=row["question"],
            why=row["why"],
            choices=tuple(json.loads(row["choices"])),
            suggestion=row["suggestion"] or "",
            link=_link(site, row["fact"], row["document"]),
            before=row["before"] or "",
            after=row["after"] or "",
        )
        for row in rows
    ]
    return [*asked, *_ask_missed(db, site)]


# Kinds in order of what an answer is worth; pairs from FIRST on stand before all others.
_KINDS = ("split", "owner", "pair", "row", "unread")


def _worth(row: dict[str, Any], sources: dict[str, str]) -> tuple[int, float, str, str]:
    """Likely pairs, then owners (one answer settles all their rows), the other pairs, rows and unread words."""
    if row["kind"] != "pair":
        return _KINDS.index(row["kind"]), 0.0, sources[row["document"]], ""
    first = -1 if row["score"] >= FIRST else _KINDS.index("pair")
    return first, -row["score"], row["fact"], row["other_fact"]


def _link(site: str, fact: str | None, document: str) -> str:
    return f"{site}/commitment/{fact}" if (fact or "").startswith("c-") else f"{site}/document/{document}"


def _ask_missed(db: sqlite3.Connection, site: str) -> list[Asked]:
    """A row to fill in for each document: what it promises and the reading missed."""
    said = words()["review"]
    documents = db.execute("select id, source from documents order by source")
    return [
        Asked(
            id="",
            kind=MISSED,
            document=source,
            page=None,
            quote="",
            other_document="",
            other_quote="",
            question=said["missed"],
            why=said["missed_why"],
            choices=(MISSED,),
            suggestion="",
            link=_link(site, None, document),
            before="",
            after="",
        )
        for document, source in documents
    ]


def make_rows(asked: Iterable[Asked]) -> list[tuple[str | int | None, ...]]:
    """Return the cells of each question, in the order of HEADINGS; the answer's cells are empty."""
    return [
        (
            one.kind,
            one.document,
            one.page,
            one.quote,
            one.other_document,
            one.other_quote,
            one.question,
            one.why,
            " / ".join(one.choices),
            *("", "", "", ""),
            one.suggestion,
            one.link,
            one.before,
            one.after,
            one.id,
        )
        for one in asked
    ]


def write_sheet(path: Path, asked: Sequence[Asked]) -> None:
    """Write the questions as XLSX, the answers to choose from in a list; raises OSError where it can't be written."""
    said = words()["review"]
    how = Sheet("How to answer", (("About", 14), ("What to do", 110)), [(k, said[k]) for k in said["order"]])
    write_workbook(path, [Sheet(SHEET, HEADINGS, make_rows(asked)), how])
    book = load_workbook(path)
    page = book[SHEET]
    column = get_column_letter([heading for heading, _ in HEADINGS].index("Answer") + 1)
    lists: dict[tuple[str, ...], DataValidation] = {}
    for row, one in enumerate(asked, start=2):
        if one.choices not in lists:
            lists[one.choices] = _make_list(one.choices)
            page.add_data_validation(lists[one.choices])
        lists[one.choices].add(f"{column}{row}")
    book.save(path)


def _make_list(choices: tuple[str, ...]) -> DataValidation:
    listed = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True)
    listed.error, listed.errorTitle = "Choose one of: " + ", ".join(choices), "Answer"
    listed.showErrorMessage = True
    return listed


def write_csv(path: Path, asked: Sequence[Asked]) -> None:
    """Write the questions as CSV (UTF-8 with a byte order mark, which Excel needs); raises OSError."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading for heading, _ in HEADINGS)
        writer.writerows([_plain(cell) for cell in row] for row in make_rows(asked))


def _plain(cell: str | int | None) -> str:
    text = fit(cell) if isinstance(cell, str) else "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
