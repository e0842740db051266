"""What a file may cost: its size, and what it may swell to when unpacked; and what no office file needs to hold."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.document import Unreadable

FILE_BYTES = 1_000_000_000
UNPACKED_BYTES = 500_000_000
RATIO = 200
PARTS = 20_000
_SMALL = 10_000_000  # office files of blanks compress well; below this size a ratio harms no one
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those that ECMA-376 part 2 and OpenDocument allow
_PROLOG = 65_536  # bytes in which a part's root element begins
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(rb"<[A-Za-z_]")


def check_archive(path: Path) -> list[str]:
    """Return the names in a zip file, or raise Unreadable where it is not safe to unpack or to parse.

    Codes: `too_large` where it would swell beyond the limits, `unsafe` where a name leads out of the file or a part
    declares XML entities (bombs and links to other files are made of them, and no office program writes them),
    `password_protected`, `damaged`. The limits hold for what the archive says of itself; a part that lies about its
    size fails when read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(path.name, parts)
            _check_names(path.name, parts)
            _check_entities(path.name, archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable("damaged", f"{path.name} is damaged: its parts cannot be unpacked.") from error
    return [part.filename for part in parts]


def _check_sizes(name: str, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if unpacked > UNPACKED_BYTES or (unpacked > _SMALL and unpacked / packed > RATIO):
        size = f"{unpacked / 1_000_000:,.0f} MB"
        raise Unreadable("too_large", f"{name} would unpack to {size}; it was left unread for safety.")
    if len(parts) > PARTS:
        raise Unreadable("too_large", f"{name} consists of {len(parts):,} parts; it was left unread for safety.")


def _check_names(name: str, parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("password_protected", f"{name} is protected by a password; save it without one.")
    if any(part.compress_type not in _WAYS for part in parts):
        raise Unreadable("damaged", f"{name} is packed in a way that office files are not; save it again.")
    if any(".." in re.split(r"[/\\]", part.filename) for part in parts):
        raise Unreadable("unsafe", f"{name} names a part outside itself (../); it was left unread for safety.")


def _check_entities(name: str, archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as file:
                head = file.read(_PROLOG).replace(b"\0", b"")  # UTF-16 is read as its ASCII
            before_root = _ROOT.split(_COMMENT.sub(b"", head), maxsplit=1)[0]
            if b"<!ENTITY" in before_root:
                sentence = "declares XML entities, which no office program writes; it was left unread for safety."
                raise Unreadable("unsafe", f"{name} {sentence}")
