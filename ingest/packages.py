"""Office files as packages of parts (ECMA-376 part 2): opened though parts are gone, and their own properties.

A file that went through several programs often names a picture or a slide that is no longer in it. Word and PowerPoint
open such a file; the libraries that read them here refuse it, so they are given a copy without those names.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

from lxml import etree

from ingest.document import Issue, Severity

BROKEN = (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError)
"""What the libraries raise where a part is missing, is not well-formed or can't be unpacked."""

T = TypeVar("T")

_CORE = "/core-properties"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORDLESS = tuple(
    f"/{name}"
    for name in (
        *("image", "hyperlink", "media", "video", "audio"),
        *("theme", "fontTable", "thumbnail", "printerSettings"),
    )
)


def open_package(path: Path, load: Callable[[str | IO[bytes]], T]) -> tuple[T, dict[str, str]]:
    """Return what `load` makes of a package, and the parts that had to be left out, each with its relation's type.

    Raises what `load` raises where leaving out the missing and broken parts does not help.
    """
    try:
        return load(str(path)), _find_missing(path)
    except BROKEN:
        whole, lost = _without_lost_parts(path)
        if not lost:
            raise
        return load(whole), lost


def _find_missing(path: Path) -> dict[str, str]:
    """Return the parts that a package names and does not have: some libraries pass over them without a word."""
    lost: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        names = frozenset(archive.namelist())
        for name in names:
            if name.endswith(".rels"):
                lost |= {
                    target: kind
                    for _, target, kind in _targets(name, _parse(archive.read(name)))
                    if target not in names
                }
    return lost


def report_lost(lost: Mapping[str, str]) -> Iterator[Issue]:
    """Yield what is to be said of parts that are missing or broken: those that may hold words by name.

    >>> lost = {"word/footnotes.xml": ".../footnotes", "word/media/image1.png": ".../image"}
    >>> [issue.message for issue in report_lost(lost)]  # doctest: +NORMALIZE_WHITESPACE
    ['A part of the file is missing or broken and was not read: word/footnotes.xml.',
     'The file names 1 pictures, links or looks that are not in it; its words were read.']
    """
    worded = [name for name, relation in lost.items() if not relation.endswith(_WORDLESS)]
    for name in worded:
        message = f"A part of the file is missing or broken and was not read: {name}."
        yield Issue("part_unread", message, Severity.WARNING)
    if len(lost) > len(worded):
        rest = len(lost) - len(worded)
        message = f"The file names {rest} pictures, links or looks that are not in it; its words were read."
        yield Issue("part_unread", message, Severity.NOTE)


def _without_lost_parts(path: Path) -> tuple[IO[bytes], dict[str, str]]:
    """Return a copy without broken parts and without relations to parts that are not there.

    What is not XML (pictures) stays as an empty part: no words are in it, and it may be large.
    """
    held = io.BytesIO()
    lost: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as copy:
        parts = {name: data for name in archive.namelist() if (data := _read_part(archive, name)) is not None}
        for name, data in parts.items():
            copy.writestr(name, _cut_relations(name, data, parts, lost) if name.endswith(".rels") else data)
    held.seek(0)
    return held, lost


def _read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return the bytes of a part, None where it can't be unpacked or is XML that is not well-formed."""
    if not name.lower().endswith((".xml", ".rels")):
        return b""
    try:
        data = archive.read(name)
        _parse(data)
    except BROKEN:
        return None
    return data


def _parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _cut_relations(name: str, data: bytes, parts: Mapping[str, bytes], lost: dict[str, str]) -> bytes:
    root = _parse(data)
    for relation, target, kind in _targets(name, root):
        if target not in parts:
            lost[target] = kind
            root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _targets(name: str, root: Any) -> list[tuple[Any, str, str]]:
    """Return the relations to parts of the package itself, each with the part's name and the relation's type."""
    source = posixpath.dirname(posixpath.dirname(name))  # the relations of a/b.xml are in a/_rels/b.xml.rels
    return [
        (
            held,
            posixpath.normpath(posixpath.join("/" + source, held.get("Target", ""))).lstrip("/"),
            held.get("Type", ""),
        )
        for held in root.findall(_RELATION)
        if held.get("TargetMode") != "External"
    ]


class _Package(Protocol):
    @property
    def core_properties(self) -> Any: ...


def read_properties(package: _Package, relations: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return a package's own properties (title, author, dates), dates as ISO 8601; `relations` are its types.

    A file without them gets none: the libraries would make some up.
    """
    if not any(relation.endswith(_CORE) for relation in relations):
        return ()
    try:
        core = package.core_properties
        found = (
            ("title", core.title),
            ("author", core.author),
            ("created", core.created),
            ("modified", core.modified),
            ("description", core.subject or core.comments),
        )
    except (AttributeError, ValueError):  # a part of that name which is something else
        return ()
    return print_properties(found)


def print_properties(found: Iterable[tuple[str, str | datetime | None]]) -> tuple[tuple[str, str], ...]:
    """Return the properties that say something, in words.

    >>> print_properties((("title", " Plan "), ("author", None), ("created", datetime(2025, 1, 16))))
    (('title', 'Plan'), ('created', '2025-01-16T00:00:00'))
    """
    printed = ((name, held.isoformat() if isinstance(held, datetime) else str(held or "")) for name, held in found)
    return tuple((name, words.strip()) for name, words in printed if words.strip())
