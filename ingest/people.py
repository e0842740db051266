"""What people decide, as rows: catalogue.csv, owners.csv, decisions.csv (CONTRACT.md, section 1)."""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from ingest.csvrows import CsvRow, CsvTable, issue_at, read_csv
from ingest.document import Issue, Severity

CSV_FILES = ("catalogue.csv", "owners.csv", "decisions.csv")


class DocumentKind(StrEnum):
    """What sort of paper a document is."""

    STRATEGY = "strategy"
    PLAN = "plan"
    BUSINESS_PLAN = "business_plan"
    PROGRESS_REPORT = "progress_report"
    BOARD_PAPER = "board_paper"
    MINUTES = "minutes"
    TRACKER = "tracker"
    WEB_PAGE = "web_page"
    OTHER = "other"
    IGNORE = "ignore"


class OwnerKind(StrEnum):
    """What an owner is."""

    ORGANISATION = "organisation"
    PARTNERSHIP = "partnership"
    TEAM = "team"
    POST = "post"
    PERSON = "person"


class Verdict(StrEnum):
    """What a person decided."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    OWNER_IS = "owner_is"
    SPLIT_OWNER = "split_owner"
    WRONG = "wrong"
    CORRECT_FIELD = "correct_field"
    MISSED = "missed"
    AIM_OF_PRIORITY = "aim_of_priority"
    WITHHOLD = "withhold"


Other = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """What a person says of a file. Empty text where the cell is empty or was not understood.

    `published` and `period` are EDTF. `publish` False keeps the document off the site. `other` holds the
    columns that have no meaning here, printed header and cell.
    """

    line: int
    path: str
    title: str = ""
    kind: DocumentKind | None = None
    publisher: str = ""
    published: str = ""
    period: str = ""
    series: str = ""
    supersedes: str = ""
    url: str = ""
    licence: str = ""
    publish: bool = True
    other: Other = ()


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Who a printed name is, as a person says."""

    line: int
    printed: str
    owner: str
    kind: OwnerKind | None = None
    parent: str = ""
    successor_of: str = ""
    note: str = ""
    other: Other = ()


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One verdict of a person on words of a document; `verdict` is None where the row only revokes another."""

    line: int
    decision: str
    verdict: Verdict | None
    at: str = ""
    by: str = ""
    document: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    other_document: str = ""
    other_quote: str = ""
    field: str = ""
    value: str = ""
    note: str = ""
    revokes: str = ""
    other: Other = ()


_CATALOGUE = (
    *("path", "title", "kind", "publisher", "published", "period"),
    *("series", "supersedes", "url", "licence", "publish"),
)
_OWNERS = ("printed", "owner", "kind", "parent", "successor_of", "note")
DECISION_COLUMNS = (
    *("decision", "at", "by", "verdict", "document", "quote", "before", "after"),
    *("other_document", "other_quote", "field", "value", "note", "revokes"),
)
_NO = frozenset({"no", "n", "false", "0"})
_YES = frozenset({"", "yes", "y", "true", "1"})
# EDTF level 2 reads these as seasons of the southern half, quarters and the like; here they are years
# written short (2022-27), and 24, a winter, does not say which year's (CONTRACT.md, section 3).
_NO_SEASON = re.compile(r"\d{4}-(?:2[4-9]|[3-9]\d)")


def read_catalogue(folder: Path) -> tuple[tuple[CatalogueRow, ...], tuple[Issue, ...]]:
    """Return the rows of catalogue.csv and what is wrong in it; of two rows for one path the first counts."""
    table = read_csv(folder / "catalogue.csv", _CATALOGUE, ("path",))
    issues = list(table.issues)
    rows: dict[str, CatalogueRow] = {}
    for row in table.rows:
        path = _path(row.values["path"])
        if not path:
            issues.append(issue_at(table.name, row.line, "missing_path", "the row has no path.", Severity.WARNING))
        elif path in rows:
            message = f"{path} stands in line {rows[path].line} already; that line is used."
            issues.append(issue_at(table.name, row.line, "repeated_path", message, Severity.WARNING, path))
        else:
            rows[path] = _catalogue_row(table, row, path, issues)
    return tuple(rows.values()), tuple(issues)


def read_owners(folder: Path) -> tuple[tuple[OwnerRow, ...], tuple[Issue, ...]]:
    """Return the rows of owners.csv and what is wrong in it."""
    table = read_csv(folder / "owners.csv", _OWNERS, ("printed", "owner"))
    issues = list(table.issues)
    rows = []
    for row in table.rows:
        values = _texts(row, "printed", "owner", "parent", "successor_of", "note")
        if not values["printed"] or not values["owner"]:
            message = "the row needs both a printed name and an owner; it was not used."
            issues.append(issue_at(table.name, row.line, "incomplete_row", message, Severity.WARNING))
            continue
        kind = _choose(table, row, "kind", OwnerKind, issues)
        rows.append(OwnerRow(row.line, kind=kind, other=row.other, **values))
    return tuple(rows), tuple(issues)


def read_decisions(folder: Path) -> tuple[tuple[DecisionRow, ...], tuple[Issue, ...]]:
    """Return the rows of decisions.csv, earliest line first, and what is wrong in it.

    A row whose verdict is not known is not used; one without a verdict only revokes another.
    """
    table = read_csv(folder / "decisions.csv", DECISION_COLUMNS, ("decision", "verdict"))
    issues = list(table.issues)
    rows = []
    for row in table.rows:
        verdict = _choose(table, row, "verdict", Verdict, issues)
        if verdict is None and (row.values.get("verdict") or not row.values.get("revokes")):
            if not row.values.get("verdict"):
                message = "the row has no verdict; it was not used."
                issues.append(issue_at(table.name, row.line, "incomplete_row", message, Severity.WARNING))
            continue
        values = _texts(row, *(column for column in DECISION_COLUMNS if column != "verdict"))
        values |= {column: _path(values[column]) for column in ("document", "other_document")}
        rows.append(DecisionRow(row.line, verdict=verdict, other=row.other, **values))
    return tuple(rows), tuple(issues)


def _catalogue_row(table: CsvTable, row: CsvRow, path: str, issues: list[Issue]) -> CatalogueRow:
    values = _texts(row, "title", "publisher", "series", "url", "licence")
    return CatalogueRow(
        row.line,
        path,
        kind=_choose(table, row, "kind", DocumentKind, issues),
        published=_edtf(table, row, "published", issues),
        period=_edtf(table, row, "period", issues),
        supersedes=_path(row.values.get("supersedes", "")),
        publish=_publish(table, row, issues),
        other=row.other,
        **values,
    )


_Word = TypeVar("_Word", bound=StrEnum)


def _choose(table: CsvTable, row: CsvRow, column: str, words: type[_Word], issues: list[Issue]) -> _Word | None:
    printed = row.values.get(column, "")
    if not printed:
        return None
    try:
        return words("_".join(printed.lower().replace("-", " ").replace("_", " ").split()))
    except ValueError:
        known = ", ".join(words)
        message = f"“{printed}” is no {column} ({known})."
        issues.append(issue_at(table.name, row.line, f"unknown_{column}", message, Severity.WARNING, printed))
        return None


def _edtf(table: CsvTable, row: CsvRow, column: str, issues: list[Issue]) -> str:
    printed = row.values.get(column, "")
    if not printed or is_edtf(printed):
        return printed
    message = f"“{printed}” in {column} is no EDTF date such as 2024, 2024-03, 2024-03-31 or 2022/2027."
    issues.append(issue_at(table.name, row.line, "bad_date", message, Severity.WARNING, printed))
    return ""


def is_edtf(text: str) -> bool:
    """Tell whether a text is a date or span in EDTF as it is used here.

    >>> is_edtf("2022/2027"), is_edtf("2024-03-31"), is_edtf("31/03/2024"), is_edtf("2022-27")
    (True, True, False, False)
    """
    if any(_NO_SEASON.fullmatch(part) for part in text.split("/")):
        return False
    return _parses(text)


@cache
def _parses(text: str) -> bool:
    with warnings.catch_warnings():
        # edtf 5.0.2 builds its grammar in a way that pyparsing 3.3 warns of; nothing here can mend that
        warnings.simplefilter("ignore")
        from edtf import parse_edtf  # a fifth of a second, which a catalogue without dates need not wait for
        from edtf.parser.edtf_exceptions import EDTFParseException
    try:
        parse_edtf(text)
    except (EDTFParseException, ValueError):
        return False
    return True


def _publish(table: CsvTable, row: CsvRow, issues: list[Issue]) -> bool:
    """Return False for `no`, and for a word that is neither: what may be private is not shown by mistake."""
    printed = row.values.get("publish", "").lower()
    if printed not in _YES | _NO:
        message = f"“{printed}” in publish is neither yes nor no; the document is kept off the site."
        issues.append(issue_at(table.name, row.line, "unknown_publish", message, Severity.WARNING, printed))
    return printed in _YES


def _path(printed: str) -> str:
    return unicodedata.normalize("NFC", printed.replace("\\", "/")).removeprefix("./").strip("/ ")


def _texts(row: CsvRow, *columns: str) -> dict[str, str]:
    return {column: row.values.get(column, "") for column in columns}
