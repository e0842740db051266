"""The CSV files that people keep in the corpus folder, as rows that know their line."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.decoding import decode
from ingest.document import Issue, Place, Severity, Unreadable
from ingest.firstbytes import Content, look_into


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its line in the file (from 1), its known cells by column, its other cells under their header."""

    line: int
    values: dict[str, str]
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a CSV file and what is wrong with it. A file that is not there has no rows."""

    name: str
    rows: tuple[CsvRow, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_csv(path: Path, columns: tuple[str, ...], required: tuple[str, ...]) -> CsvTable:
    """Return the rows of the CSV file at `path`; what can't be understood is an issue, never an exception.

    UTF-8 (with or without a byte order mark), UTF-16 or Windows-1252; separated by comma, semicolon or tab;
    header names in any case, with spaces or underscores. Without the `required` columns there are no rows.
    """
    if not path.exists():
        return CsvTable(path.name)
    try:
        content = look_into(path)
        if content is Content.EMPTY:
            return CsvTable(path.name)
        if content is not Content.TEXT:
            return _refuse(path.name, f"it is {content}")
        return _read_text(path.name, decode(path.read_bytes()).text, columns, required)
    except Unreadable as error:
        return _refuse(path.name, str(error))
    except (OSError, csv.Error) as error:
        return _refuse(path.name, str(error))


def issue_at(name: str, line: int, code: str, message: str, severity: Severity, fact: str = "") -> Issue:
    """Return an issue about a line of a CSV file."""
    return Issue(code, f"{name}, line {line}: {message}", severity, Place(path=f"{name}, line {line}"), fact)


def _refuse(name: str, why: str) -> CsvTable:
    message = f"{name} is not a CSV file that can be read: {why.rstrip('.')}."
    return CsvTable(name, issues=(Issue("unreadable_csv", message, Severity.ERROR, Place(path=name)),))


def _read_text(name: str, text: str, columns: tuple[str, ...], required: tuple[str, ...]) -> CsvTable:
    lines = _numbered_rows(text)
    line, printed = next(lines, (1, []))
    headers = [_fold(header) for header in printed]
    missing = [column for column in required if column not in headers]
    if missing:
        found = ", ".join(header.strip() for header in printed[:12] if header.strip())
        message = f"{name} has no column “{missing[0]}” (found: {found[:200]}); none of it was used."
        return CsvTable(name, issues=(Issue("missing_column", message, Severity.ERROR, Place(path=name)),))
    issues = list(_check_headers(name, line, printed, headers, columns))
    rows = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(headers) :]):
            message = f"the row has {len(cells)} cells, but there are {len(headers)} columns; the rest was not used."
            issues.append(issue_at(name, line, "long_row", message, Severity.WARNING))
        rows.append(_make_row(line, cells, printed, headers, columns))
    return CsvTable(name, tuple(rows), tuple(issues))


def _make_row(line: int, cells: list[str], printed: list[str], headers: list[str], columns: tuple[str, ...]) -> CsvRow:
    values: dict[str, str] = {}
    other = []
    for header, shown, cell in zip(headers, printed, cells, strict=False):
        if header in columns and header not in values:
            values[header] = cell.strip()
        elif shown.strip() and cell.strip():
            other.append((shown.strip(), cell.strip()))
    return CsvRow(line, values, tuple(other))


def _check_headers(
    name: str, line: int, printed: list[str], headers: list[str], columns: tuple[str, ...]
) -> Iterator[Issue]:
    for shown, header in zip(printed, headers, strict=True):
        if header in columns:
            if headers.count(header) > 1 and headers.index(header) == printed.index(shown):
                message = f"the column “{header}” stands there more than once; the first is used."
                yield issue_at(name, line, "repeated_column", message, Severity.WARNING, header)
        elif header:
            near = difflib.get_close_matches(header, columns, n=1, cutoff=0.75)
            hint = f" (did you mean “{near[0]}”?)" if near else ""
            severity = Severity.WARNING if near else Severity.NOTE
            message = f"the column “{shown.strip()}” is not known{hint}; it is kept and shown as it is."
            yield issue_at(name, line, "unknown_column", message, severity, shown.strip())


def _numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.splitlines(keepends=True)
    skipped = 0
    separator = _separator(lines)
    if lines and lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) == 5:
        separator, skipped = lines[0].strip()[4], 1
    reader = csv.reader(lines[skipped:], delimiter=separator)
    before = 0
    for cells in reader:
        if before == 0 and not any(cell.strip() for cell in cells):
            skipped, before = skipped + reader.line_num, 0
            continue
        yield skipped + before + 1, cells
        before = reader.line_num


def _separator(lines: list[str]) -> str:
    header = next((line for line in lines if line.strip()), "")
    bare = "".join(header.split('"')[0::2])
    return max(",;\t", key=bare.count)


def _fold(header: str) -> str:
    return "_".join(header.replace("_", " ").split()).casefold()
