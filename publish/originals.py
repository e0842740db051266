"""The documents themselves: links to a page of one, and the file where the site is allowed to serve it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from publish.questions import Row, ask_one

# Browsers show these; every other format is handed over as a download, so that no page of a document runs as ours.
_SHOWN = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8"}


def link_to_original(document: Row, page: int | None, served: str | None) -> str | None:
    """Return a link to the document, at the page where it is a PDF; None where there is nothing to link to.

    `document` has `document` or `id`, `format` and `url`; `served` is the path under which the site serves files,
    None where it does not. One with names withheld is never served, since the file shows them.

    >>> link_to_original({"id": "d-1", "format": "pdf", "url": "https://example.org/a.pdf"}, 4, None)
    'https://example.org/a.pdf#page=4'
    >>> link_to_original({"id": "d-1", "format": "docx", "url": "javascript:alert(1)"}, None, None) is None
    True
    """
    url = document.get("url") or ""
    if served and document.get("names_withheld") is None:
        url = f"{served}/{quote(str(document.get('document') or document['id']), safe='')}"
    elif not url.lower().startswith(("https://", "http://")):
        return None
    return f"{url}#page={page}" if page and document["format"] == "pdf" else url


def find_file(folder: Path, source: str) -> Path | None:
    """Return the file of a document inside the corpus folder, None where it is not there or points out of it.

    `source` is its path in the folder with `/`.
    """
    parts = PurePosixPath(source)
    if parts.is_absolute() or ".." in parts.parts or "\\" in source:
        return None
    root = folder.resolve()
    path = (root / parts).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None


async def file_of(db: Any, folder: Path, document: str) -> tuple[Path, str, dict[str, str]] | None:
    """Return a document's file, its content type and headers, None where it can't be served.

    Only documents of the database are served, and those that are kept off the site are not in it; one in which
    names are withheld is not served either.
    """
    found = await ask_one(db, "select source from documents where id = :id and names_withheld is null", id=document)
    path = find_file(folder, found["source"]) if found else None
    if path is None:
        return None
    kind = _SHOWN.get(path.suffix.lower(), "application/octet-stream")
    way = "inline" if path.suffix.lower() in _SHOWN else "attachment"
    headers = {"content-disposition": f"{way}; filename*=UTF-8''{quote(path.name, safe='')}"}
    return path, kind, headers
