"""What a file may cost: its size, and what it may swell to when unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.document import Unreadable

FILE_BYTES = 1_000_000_000
UNPACKED_BYTES = 500_000_000
RATIO = 200
_SMALL = 10_000_000  # office files of blanks compress well; below this size a ratio harms no one


def check_archive(path: Path) -> list[str]:
    """Return the names in a zip file, or raise Unreadable where it would swell beyond the limits.

    The limits hold for what the archive says of itself; a part that lies about its size fails when read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable("damaged", f"{path.name} is damaged: its parts cannot be unpacked.") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if unpacked > UNPACKED_BYTES or (unpacked > _SMALL and unpacked / packed > RATIO):
        size = f"{unpacked / 1_000_000:,.0f} MB"
        raise Unreadable("too_large", f"{path.name} would unpack to {size}; it was left unread for safety.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("password_protected", f"{path.name} is protected by a password; save it without one.")
    return [part.filename for part in parts]
