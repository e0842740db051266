"""A filled-in review sheet as decisions: read, checked row by row, and appended to decisions.csv."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.decisions.fields import NotUnderstood, read_due, read_kind, read_status, split_names
from extract.decisions.standing import find_standing, name_field
from extract.identity import fold, make_id
from extract.reading import Tier
from goldenthread.trouble import Trouble
from ingest.csvrows import read_csv
from ingest.document import BlockKind, Table, Unreadable
from ingest.formats import read_document
from ingest.people import DECISION_COLUMNS, DecisionRow, Verdict, read_decisions
from publish.review import FORMULA_STARTS, HEADINGS

_COLUMNS = tuple("_".join(heading.lower().split()) for heading, _ in HEADINGS)
_NEEDED = ("about", "document", "words", "answer")
_CELL = re.compile(r"cell [A-Z]+(\d+)")

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """A row of the sheet with an answer: its number in the file, and its cells by column."""

    number: int
    cells: Cells

    def get(self, column: str) -> str:
        """Return a cell's words, without the apostrophe that keeps a spreadsheet from calculating them."""
        text = self.cells.get(column, "").strip()
        return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


@dataclass(frozen=True, slots=True)
class Checked:
    """What a sheet says: decisions to add, how many stand already, and a sentence for each row that is not used."""

    decisions: tuple[DecisionRow, ...]
    already: int
    problems: tuple[str, ...]


class NotUsed(Exception):  # noqa: N818 - reads as what becomes of the row
    """A row can't be used. The message says why."""


def read_answers(file: Path) -> list[Answered]:
    """Return the rows of a filled-in sheet (XLSX or CSV) that have an answer, or a value without one."""
    if not file.is_file():
        raise Trouble(f"There is no file {file}.")
    rows = _read_csv(file) if file.suffix.lower() == ".csv" else _read_workbook(file)
    return [row for row in rows if any(row.get(column) for column in ("answer", "value", "field"))]


def _read_csv(file: Path) -> list[Answered]:
    table = read_csv(file, _COLUMNS, _NEEDED)
    lost = [issue.message for issue in table.issues if issue.code in ("unreadable_csv", "missing_column")]
    if lost:
        raise Trouble(f"{file} is not a review sheet: {lost[0]}")
    return [Answered(row.line, row.values) for row in table.rows]


def _read_workbook(file: Path) -> list[Answered]:
    try:
        document = read_document(file)
    except Unreadable as error:
        raise Trouble(str(error)) from error
    tables = [block.table for block in document.blocks if block.kind is BlockKind.TABLE and block.table]
    found = [rows for table in tables if (rows := list(_read_table(table)))]
    if not found:
        needed = ", ".join(heading for heading, _ in HEADINGS if heading.lower() in _NEEDED)
        raise Trouble(f"{file} is not a review sheet: it has no table with the columns {needed}.")
    return [row for rows in found for row in rows]


def _read_table(table: Table) -> Iterator[Answered]:
    grid = table.grid()
    headers = ["_".join(cell.text.plain.lower().split()) if cell else "" for cell in (grid[0] if grid else [])]
    if not set(_NEEDED) <= set(headers):
        return
    for row in grid[1:]:
        cells = {header: cell.text.plain for header, cell in zip(headers, row, strict=True) if cell and header}
        places = [piece.place.path for cell in row if cell for piece in cell.text.pieces]
        number = next((int(found[1]) for place in places if (found := _CELL.search(place))), 0)
        yield Answered(number, cells)


def check_answers(
    answered: Iterable[Answered], documents: Iterable[str], standing: Sequence[DecisionRow], at: str, by: str
) -> Checked:
    """Return the decisions of the answers; `documents` are the paths in the corpus, `standing` what is decided.

    An answer that stands already adds nothing, so a sheet can be applied twice.
    """
    known = set(documents)
    ids = {row.decision for row in standing}
    stands = {_content(row) for row in find_standing(standing)[0]}
    decisions: list[DecisionRow] = []
    problems: list[str] = []
    already = 0
    for row in answered:
        try:
            made = _decide(row, known)
        except (NotUsed, NotUnderstood) as error:
            problems.append(f"Row {row.number}: {str(error).rstrip('.')}.")
            continue
        for verdict in made:
            content = _content(verdict)
            if content in stands:
                already += 1
                continue
            stands.add(content)
            decisions.append(_sign(verdict, ids, at, by))
    return Checked(tuple(decisions), already, tuple(problems))


def _content(row: DecisionRow) -> tuple[str, ...]:
    """What a decision says, whoever says it and when."""
    words = (row.quote, row.before, row.after, row.other_quote, row.field)
    return (str(row.verdict), row.document, row.other_document, *map(fold, words), row.value.strip(), row.revokes)


def _sign(row: DecisionRow, ids: set[str], at: str, by: str) -> DecisionRow:
    """Give a decision its id, from what it says (counted up where the same was said and taken back before)."""
    content, count = _content(row), 1
    identity = make_id("dec", *content)
    while identity in ids:
        count += 1
        identity = make_id("dec", *content, str(count))
    ids.add(identity)
    changes = {column: getattr(row, column) for column in DECISION_COLUMNS} | {"decision": identity, "at": at, "by": by}
    return DecisionRow(row.line, **changes)


def _decide(row: Answered, documents: set[str]) -> tuple[DecisionRow, ...]:
    kind, answer = fold(row.get("about")), fold(row.get("answer"))
    if kind not in _ANSWERS:
        raise NotUsed(f"“{row.get('about')}” under About is no kind of question ({', '.join(_ANSWERS)})")
    if not answer:
        raise NotUsed("it has a field or a value, but no answer")
    if answer not in _ANSWERS[kind]:
        raise NotUsed(f"“{row.get('answer')}” is no answer to this question ({', '.join(_ANSWERS[kind])})")
    for column in ("document", "other_document"):
        if row.get(column) and row.get(column) not in documents:
            raise NotUsed(f"there is no document {row.get(column)} in the corpus")
    if not row.get("document"):
        raise NotUsed("it names no document")
    if not row.get("words"):
        raise NotUsed("the column Words is empty")
    return _ANSWERS[kind][answer](row)


def _make(row: Answered, verdict: Verdict, **changes: str) -> tuple[DecisionRow, ...]:
    made = {
        "document": row.get("document"),
        "quote": row.get("words"),
        "before": row.get("words_before"),
        "after": row.get("words_after"),
        "note": row.get("note"),
    }
    return (DecisionRow(row.number, "", verdict, **(made | changes)),)  # type: ignore[arg-type]  # all are columns of text


def _pair(verdict: Verdict) -> Callable[[Answered], tuple[DecisionRow, ...]]:
    def decide(row: Answered) -> tuple[DecisionRow, ...]:
        if not row.get("other_document") or not row.get("other_words"):
            raise NotUsed("it names no other document or no other words")
        return _make(row, verdict, other_document=row.get("other_document"), other_quote=row.get("other_words"))

    return decide


def _several(row: Answered) -> tuple[DecisionRow, ...]:
    if len(split_names(row.get("value"))) < 2:
        raise NotUsed("several owners need their names under Value, with semicolons between them")
    return _make(row, Verdict.SPLIT_OWNER, value="; ".join(split_names(row.get("value"))), before="", after="")


def _owner(column: str) -> Callable[[Answered], tuple[DecisionRow, ...]]:
    def decide(row: Answered) -> tuple[DecisionRow, ...]:
        name = row.get(column)
        if not name:
            raise NotUsed(f"the name of the owner is missing under {column.capitalize()}")
        return _make(row, Verdict.OWNER_IS, value=name, before="", after="")

    return decide


def _right(row: Answered) -> tuple[DecisionRow, ...]:
    return _make(row, Verdict.CORRECT_FIELD, field="tier", value=str(Tier.CONFIDENT))


def _correct(row: Answered) -> tuple[DecisionRow, ...]:
    field, value = name_field(row.get("field")), row.get("value")
    if field is None:
        raise NotUsed(f"“{row.get('field')}” under Field is no field of a commitment")
    if field == "due" and value:
        due = read_due(value, None)
        if due is None or due.edtf is None:
            raise NotUsed(f"“{value}” is no date: write it like 31 March 2026 or 2026-03-31")
    if field == "status":
        read_status(value)
    if field == "kind":
        read_kind(value)
    if field == "text" and not value:
        raise NotUsed("the words of the commitment are missing under Value")
    return _make(row, Verdict.CORRECT_FIELD, field=field, value=value)


def _missed(row: Answered) -> tuple[DecisionRow, ...]:
    kind = str(read_kind(row.get("field"))) if row.get("field") else ""
    return _make(row, Verdict.MISSED, field=kind, value=row.get("value"))


def _missed_in_passage(row: Answered) -> tuple[DecisionRow, ...]:
    """The commitment is a part of the words asked about: its own words stand under Value."""
    kind = str(read_kind(row.get("field"))) if row.get("field") else ""
    return _make(row, Verdict.MISSED, field=kind, quote=row.get("value") or row.get("words"), before="", after="")


def _nothing(_row: Answered) -> tuple[DecisionRow, ...]:
    return ()


_ANSWERS: dict[str, dict[str, Callable[[Answered], tuple[DecisionRow, ...]]]] = {
    "pair": {str(verdict): _pair(verdict) for verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)},
    "split": {"one owner": _owner("words"), "several owners": _several},
    "owner": {
        "is this owner": _owner("suggestion"),
        "is someone else": _owner("value"),
        "is an owner of its own": _owner("words"),
    },
    "row": {
        "right": _right,
        "wrong": lambda row: _make(row, Verdict.WRONG),
        "correct a field": _correct,
    },
    "unread": {"nothing there": _nothing, "missed": _missed_in_passage},
    "missed": {"missed": _missed},
}


def append_decisions(folder: Path, decisions: Sequence[DecisionRow]) -> Path:
    """Append decisions to decisions.csv of a corpus, as its header has them; the file is made where it is missing.

    Nothing in it is changed. Raises Trouble where it can't be written, or lacks a column that a decision needs.
    """
    path = folder / "decisions.csv"
    try:
        old = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise Trouble(f"{path} can't be read as UTF-8 text; save it so, and apply the sheet again.") from None
    header, separator = _read_header(path, old)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    if not old.strip():
        writer.writerow(header)
    for row in decisions:
        writer.writerow(str(getattr(row, column, None) or "") for column in header)
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(("\n" if old and not old.endswith("\n") else "") + text.getvalue())
    except OSError as error:
        raise Trouble(f"{path} can't be written ({(error.strerror or str(error)).lower()}).") from None
    return path


def _read_header(path: Path, old: str) -> tuple[list[str], str]:
    """The columns of decisions.csv as they stand there, and what separates them."""
    first = next((line for line in old.splitlines() if line.strip()), "")
    if not first:
        return list(DECISION_COLUMNS), ","
    separator = max(",;\t", key=first.count)
    header = ["_".join(cell.lower().split()) for cell in next(csv.reader([first], delimiter=separator))]
    missing = [column for column in DECISION_COLUMNS if column not in header]
    if missing:
        raise Trouble(f"{path} has no column “{missing[0]}”; add it to the first line, and apply the sheet again.")
    return header, separator


def read_standing(folder: Path) -> tuple[DecisionRow, ...]:
    """Return the rows of decisions.csv; raise Trouble where the file is there and can't be read."""
    rows, issues = read_decisions(folder)
    lost = [issue.message for issue in issues if issue.code in ("unreadable_csv", "missing_column")]
    if lost:
        raise Trouble(lost[0])
    return rows
