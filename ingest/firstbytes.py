"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from ingest.document import Unreadable


class Content(StrEnum):
    """Kinds of file that bytes tell apart; the value is what a message calls it."""

    PDF = "a PDF"
    WORD = "a Word document"
    SHEET = "an Excel workbook"
    SLIDES = "a PowerPoint presentation"
    OPEN_DOCUMENT = "an OpenDocument file"
    ZIP = "a zip archive"
    OLD_OFFICE = "an old Office file (.doc, .xls or .ppt)"
    LOCKED_OFFICE = "an Office file protected by a password"
    HTML = "a web page"
    RTF = "a rich text file"
    PICTURE = "a picture"
    TEXT = "plain text"
    BINARY = "not a document"
    EMPTY = "empty"


_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content.OLD_OFFICE),
    (b"PK\x03\x04", Content.ZIP),
    (b"PK\x05\x06", Content.ZIP),
    (b"{\\rtf", Content.RTF),
    (b"\x89PNG", Content.PICTURE),
    (b"\xff\xd8\xff", Content.PICTURE),
    (b"GIF8", Content.PICTURE),
    (b"II*\x00", Content.PICTURE),
    (b"MM\x00*", Content.PICTURE),
)
_PARTS = (
    ("word/", Content.WORD),
    ("xl/", Content.SHEET),
    ("ppt/", Content.SLIDES),
    ("mimetype", Content.OPEN_DOCUMENT),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def look_into(path: Path) -> Content:
    """Return what the file is by its bytes. PDF may begin anywhere in the first kilobyte (as readers accept)."""
    with path.open("rb") as file:
        head = file.read(8192)
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not bare and _only_blanks(path):
        return Content.EMPTY
    if b"%PDF-" in head[:1024]:
        return Content.PDF
    for magic, content in _MAGIC:
        if bare.startswith(magic):
            return _look_deeper(path, content)
    if head.startswith(_BOMS) or not _is_binary(head):
        plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
        return Content.HTML if _PAGE.match(plain) else Content.TEXT
    return Content.BINARY


def _look_deeper(path: Path, content: Content) -> Content:
    if content is Content.OLD_OFFICE:
        return Content.LOCKED_OFFICE if _holds(path, _ENCRYPTED) else content
    if content is not Content.ZIP:
        return content
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable("damaged", f"{path.name} is damaged: it is cut short or not a whole zip file.") from error
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), content)


def _holds(path: Path, words: bytes) -> bool:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if words in block:
                return True
            if len(block) == 1 << 20:
                file.seek(-len(words), 1)
    return False


def _only_blanks(path: Path) -> bool:
    with path.open("rb") as file:
        return all(
            not block.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\x0b\x00") for block in iter(lambda: file.read(1 << 20), b"")
        )


def _is_binary(head: bytes) -> bool:
    """Tell bytes that no text holds: zeros (but for UTF-16) or many control characters."""
    zeros = head.count(0)
    if zeros:
        half = max(len(head) // 2, 1)
        return max(head[0::2].count(0), head[1::2].count(0)) < 0.7 * half
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x0b\x1b")
    return controls > 0.02 * len(head)
