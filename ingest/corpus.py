"""The corpus folder: the files to read, and what people decided about them, row by row."""

from __future__ import annotations

import difflib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.csvrows import issue_at
from ingest.document import Issue, Place, Severity, Unreadable
from ingest.formats import SUFFIXES, sha256_of, why_unsupported
from ingest.people import (
    CSV_FILES,
    CatalogueRow,
    DecisionRow,
    DocumentKind,
    OwnerRow,
    read_catalogue,
    read_decisions,
    read_owners,
)

_UNREAD_NAMES = ("readme", "changelog")
_SYSTEM_NAMES = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read. `source` is its path in the folder with `/`; `size` is in bytes.

    `sha256` is empty where the bytes can't be had (a dangling link, a pipe): reading it will say why.
    """

    path: Path
    source: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that is not read, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a corpus folder holds; files by `source`, rows in the order of their lines."""

    folder: Path
    files: tuple[SourceFile, ...]
    catalogue: tuple[CatalogueRow, ...] = ()
    owners: tuple[OwnerRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    issues: tuple[Issue, ...] = ()

    def entry(self, source: str) -> CatalogueRow | None:
        """Return the catalogue's row for a document, or None where it has none."""
        return next((row for row in self.catalogue if row.path == source), None)


def read_corpus(folder: Path) -> Corpus:
    """Return the files of the folder and the rows of its CSV files.

    Raises Unreadable with `no_folder` or `no_documents`; anything else that is wrong is an issue.
    """
    if not folder.is_dir():
        raise Unreadable("no_folder", f"There is no folder {folder}.")
    catalogue, catalogue_issues = read_catalogue(folder)
    owners, owner_issues = read_owners(folder)
    decisions, decision_issues = read_decisions(folder)
    found, left_out = _find_files(folder)
    ignored = tuple(row.path for row in catalogue if row.kind is DocumentKind.IGNORE)
    kept = [file for file in found if not _is_ignored(file.source, ignored)]
    left_out += [
        LeftOut(file.source, "the catalogue says ignore") for file in found if _is_ignored(file.source, ignored)
    ]
    files, doubles = _drop_doubles(kept)
    if not files:
        raise Unreadable("no_documents", f"There is no document in {folder} that can be read.")
    known = {file.source for file in found} | {item.source for item in left_out}
    issues = (*catalogue_issues, *owner_issues, *decision_issues, *_check_paths(catalogue, known), *doubles)
    left = tuple(sorted(left_out, key=lambda item: item.source))
    return Corpus(folder, tuple(files), catalogue, owners, decisions, left, issues)


def _find_files(folder: Path) -> tuple[list[SourceFile], list[LeftOut]]:
    files, left_out = [], []
    root = folder.resolve()
    for path, is_folder in _walk(folder, root, frozenset()):
        source = _source(folder, path)
        reason = _why_left_out(folder, path, is_folder=is_folder)
        if reason is None and _leads_out(path, root):
            reason = "a link that leads out of the folder"
        if reason is None:
            files.append(_measure(path, source))
        elif reason:
            left_out.append(LeftOut(source, reason))
    return sorted(files, key=lambda file: file.source), left_out


def _walk(folder: Path, root: Path, above: frozenset[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield files, and marked with True the folders that are not entered: hidden, unreadable, links into the corpus
    or out of it."""
    here = above | {folder.resolve()}
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder, True
        return
    for entry in entries:
        is_folder = entry.is_dir()
        if is_folder and not entry.name.startswith(".") and not _is_closed(entry, root, here):
            yield from _walk(entry, root, here)
        else:
            yield entry, is_folder


def _is_closed(folder: Path, root: Path, here: frozenset[Path]) -> bool:
    """Tell whether a folder is a link: one that leads into the corpus is read there, one that leads out never."""
    return folder.resolve() in here or folder.is_symlink() or _leads_out(folder, root)


def _leads_out(path: Path, root: Path) -> bool:
    """Tell whether a path is a link to something that is there and is not in the corpus folder."""
    return path.is_symlink() and path.exists() and not path.resolve().is_relative_to(root)


def _why_left_out(folder: Path, path: Path, *, is_folder: bool) -> str | None:
    """Return why a path is not read: None where it is, an empty string where it is one of the corpus's CSV files."""
    name, stem = path.name.lower(), path.stem.lower()
    if path.parent == folder and name in CSV_FILES:
        return "" if path.name == name else f"only {name} in small letters is read"
    if name.startswith(".") or name in _SYSTEM_NAMES:
        return "hidden"
    if name.startswith("~$"):
        return "a lock file of Office"
    if is_folder:
        return "the folder could not be opened, or is a link: it is read where it stands, if it stands in the folder"
    if stem in _UNREAD_NAMES:
        return f"a {stem.upper()} is about the folder, not part of it"
    return None if path.suffix.lower() in SUFFIXES else why_unsupported(path)


def _source(folder: Path, path: Path) -> str:
    """Return the path in the folder, with `/`, in the form of Unicode that all systems share (NFC)."""
    inside = str(path).removeprefix(os.path.join(folder, "")).replace(os.sep, "/")  # noqa: PTH118 - the separator last
    if inside.isascii():
        return inside
    shown = inside.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", shown)


def _measure(path: Path, source: str) -> SourceFile:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return SourceFile(path, source, 0, "")
        return SourceFile(path, source, status.st_size, sha256_of(path))
    except OSError:
        return SourceFile(path, source, 0, "")


def _is_ignored(source: str, ignored: tuple[str, ...]) -> bool:
    return any(source == path or source.startswith(path.rstrip("/") + "/") for path in ignored)


def _drop_doubles(files: list[SourceFile]) -> tuple[list[SourceFile], list[Issue]]:
    """Keep the first path of each content; empty files are each read, so that each is named."""
    first: dict[str, str] = {}
    kept, issues = [], []
    for file in files:
        original = first.setdefault(file.sha256, file.source) if file.size else file.source
        if original == file.source:
            kept.append(file)
            continue
        message = f"{file.source} has the same content as {original}; only {original} was read."
        place = Place(path=file.source)
        issues.append(Issue("duplicate_content", message, Severity.WARNING, place, fact=original))
    return kept, issues


def _check_paths(catalogue: tuple[CatalogueRow, ...], known: set[str]) -> Iterator[Issue]:
    folders = {source.rsplit("/", n)[0] + "/" for source in known for n in range(1, source.count("/") + 1)}
    for row in catalogue:
        for path in filter(None, (row.path, row.supersedes)):
            if path in known or path.rstrip("/") + "/" in folders:
                continue
            near = difflib.get_close_matches(path, sorted(known), n=1, cutoff=0.8)
            hint = f" (did you mean {near[0]}?)" if near else ""
            message = f"there is no file {path}{hint}."
            yield issue_at("catalogue.csv", row.line, "missing_file", message, Severity.WARNING, path)
