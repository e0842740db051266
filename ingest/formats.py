"""The formats that can be read. A new one is one file and one line in FORMATS."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from errno import EINVAL
from importlib import import_module
from pathlib import Path
from typing import cast

from ingest.document import Document, Format, Unreadable
from ingest.firstbytes import Content, look_into
from ingest.limits import FILE_BYTES, check_archive
from ingest.spans import fit_tables

Reader = Callable[[Path], Document]


@dataclass(frozen=True, slots=True)
class Readable:
    """A format, the dotted name of its reader (imported when first needed), and the contents it takes."""

    format: Format
    reader: str
    contents: tuple[Content, ...]


_WORD = Readable(Format.DOCX, "ingest.word.reader:read_word", (Content.WORD,))
_WEB = Readable(Format.HTML, "ingest.webpage:read_webpage", (Content.HTML, Content.TEXT))
_PLAIN = Readable(Format.TEXT, "ingest.plaintext:read_plaintext", (Content.TEXT,))
_SLIDES = Readable(Format.PPTX, "ingest.slides.reader:read_slides", (Content.SLIDES,))
_OPEN = Readable(Format.ODT, "ingest.opendocument.reader:read_opendocument", (Content.OPEN_DOCUMENT,))
_SHEET = Readable(Format.XLSX, "ingest.spreadsheet:read_spreadsheet", (Content.SHEET,))

FORMATS = {
    ".pdf": Readable(Format.PDF, "ingest.pdf.reader:read_pdf", (Content.PDF,)),
    ".docx": _WORD,
    ".docm": _WORD,
    ".html": _WEB,
    ".htm": _WEB,
    ".txt": _PLAIN,
    ".md": _PLAIN,
    ".markdown": _PLAIN,
    ".xlsx": _SHEET,
    ".xlsm": _SHEET,
    ".pptx": _SLIDES,
    ".pptm": _SLIDES,
    ".odt": _OPEN,
}
SUFFIXES = frozenset(FORMATS)
_ZIPPED = (Content.WORD, Content.SHEET, Content.SLIDES, Content.OPEN_DOCUMENT)

# Formats that people do put among papers and that are not read: what to do instead.
ADVICE = {
    ".doc": "save it as DOCX",
    ".dot": "save it as DOCX",
    ".rtf": "save it as DOCX",
    ".fodt": "save it as ODT",
    ".ott": "save it as ODT",
    ".pages": "save it as DOCX",
    ".xls": "save it as XLSX",
    ".ods": "save it as XLSX",
    ".xlsb": "save it as XLSX",
    ".ppt": "save it as PPTX",
    ".pps": "save it as PPTX",
    ".ppsx": "save it as PPTX",
    ".odp": "save it as PPTX",
    ".key": "export it as PPTX",
}


def read_document(path: Path, *, limit_bytes: int = FILE_BYTES) -> Document:
    """Return the Document that the file holds, or raise Unreadable with a code and one clear sentence.

    Codes: `missing`, `unreadable`, `empty`, `too_large`, `too_deep`, `too_much_memory`, `unsafe`, `unsupported`,
    `wrong_content`, `damaged`, `password_protected`. The format is the suffix's; a file whose bytes say otherwise is
    refused.
    """
    readable = _find_format(path)
    _check_file(path, limit_bytes)
    try:
        _check_content(path, look_into(path), readable)
        return fit_tables(_load(readable)(path), path.name)
    except Unreadable:
        raise
    except Exception as error:  # a library may fail in any way on a bad file, and the run goes on
        raise _explain(error, path.name, readable.format) from error


def _explain(error: Exception, name: str, form: Format) -> Unreadable:
    """Return what an exception from reading a file means for the person who put it there."""
    if isinstance(error, OSError) and error.errno not in (None, EINVAL):  # those two come of offsets that are not there
        return Unreadable("unreadable", f"{name} could not be opened: {error.strerror or error}.")
    if isinstance(error, MemoryError):
        return Unreadable("too_much_memory", f"{name} needs more memory than there is for it.")
    if isinstance(error, RecursionError):
        return Unreadable("too_deep", f"{name} holds parts within parts within parts, deeper than can be read.")
    if isinstance(error, (zipfile.BadZipFile, zlib.error, EOFError)):
        return Unreadable("damaged", f"{name} is damaged: a part of it cannot be unpacked.")
    if isinstance(error, SyntaxError):  # what both XML parsers raise
        return Unreadable("damaged", f"{name} is damaged: a part of it is not well-formed XML.")
    what = " ".join(f"{type(error).__name__}: {error}".split())[:120].rstrip(".: ")
    return Unreadable("unreadable", f"{name} is damaged or unusual; it could not be read as {form.upper()} ({what}).")


def why_unsupported(path: Path) -> str:
    """Return the sentence that says why a file of this suffix is not read, with what to do.

    >>> why_unsupported(Path("plan.doc"))
    '.doc files are not read: save it as DOCX.'
    """
    suffix = path.suffix.lower()
    if suffix in ADVICE:
        return f"{suffix} files are not read: {ADVICE[suffix]}."
    return f"{suffix} files are not read." if suffix else "files without a suffix are not read."


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file's bytes as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _find_format(path: Path) -> Readable:
    readable = FORMATS.get(path.suffix.lower())
    if readable is None:
        raise Unreadable("unsupported", f"{path.name} was not read: {why_unsupported(path)}")
    return readable


def _check_file(path: Path, limit_bytes: int) -> None:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        missing = "is a link to a file that does not exist" if path.is_symlink() else "does not exist"
        raise Unreadable("missing", f"{path.name} {missing}.") from error
    except OSError as error:
        raise Unreadable("unreadable", f"{path.name} could not be opened: {error.strerror or error}.") from error
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("unreadable", f"{path.name} is a folder, not a file.")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("unreadable", f"{path.name} is a device or pipe, not a file.")
    if status.st_size == 0:
        raise Unreadable("empty", f"{path.name} is empty.")
    if status.st_size > limit_bytes:
        size, limit = (f"{number / 1_000_000:,.1f} MB" for number in (status.st_size, limit_bytes))
        raise Unreadable("too_large", f"{path.name} has {size}, over the limit of {limit}.")


def _check_content(path: Path, content: Content, readable: Readable) -> None:
    if content is Content.EMPTY:
        raise Unreadable("empty", f"{path.name} is empty.")
    if content is Content.LOCKED_OFFICE:
        raise Unreadable("password_protected", f"{path.name} is protected by a password; save it without one.")
    if content not in readable.contents:
        suffix = path.suffix.lower()
        advice = " Save it in today's format." if content is Content.OLD_OFFICE else ""
        raise Unreadable("wrong_content", f"{path.name} is called {suffix} but is {content}.{advice}")
    if content in _ZIPPED:
        check_archive(path)


def _load(readable: Readable) -> Reader:
    module, function = readable.reader.split(":")
    return cast(Reader, getattr(import_module(module), function))
