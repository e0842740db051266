"""The names of OpenDocument, and its parts as XML."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from ingest.document import Unreadable

Element = _Element  # the name lxml gives its only class of elements is a private one

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, DRAW, STYLE, META, MANIFEST, FORM = (
    _OASIS % name for name in ("office", "text", "table", "drawing", "style", "meta", "manifest", "form")
)
FO = _OASIS % "xsl-fo-compatible"
DC = "{http://purl.org/dc/elements/1.1/}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_PARTS = ("content", "styles", "meta")
_TEXTS = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")


def open_parts(path: Path) -> tuple[dict[str, Element], list[str]]:
    """Return the parts `content`, `styles` and `meta` that the file has, and the names of those that are broken.

    Raises Unreadable where the file is no text, is locked, or has no whole content.
    """
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        kind = archive.read("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in names else ""
        if kind not in _TEXTS:
            raise Unreadable("wrong_content", f"{path.name} is called .odt but is no OpenDocument text.")
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("password_protected", f"{path.name} is protected by a password; save it without one.")
        read = {name: _read_part(archive, f"{name}.xml") for name in _PARTS if f"{name}.xml" in names}
    if "content" not in read:
        raise Unreadable("damaged", f"{path.name} is damaged: its text is missing.")
    if read["content"] is None:
        raise Unreadable("damaged", f"{path.name} is damaged: its text is broken.")
    whole = {name: root for name, root in read.items() if root is not None}
    return whole, [f"{name}.xml" for name in read if name not in whole]


def _read_part(archive: zipfile.ZipFile, name: str) -> Element | None:
    try:
        return _parse(archive.read(name))
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error):
        return None


def _parse(data: bytes) -> Element:
    """Parse a part; entities are never opened, nothing is fetched, and libxml2's limits on depth and size hold."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def elements(parent: Element) -> Iterator[Element]:
    """Yield the children of an element that are elements."""
    return (child for child in parent if isinstance(child.tag, str))


def count(element: Element, name: str, default: int = 1) -> int:
    """Return an attribute that counts, at least 1; `default` where it is missing or no number."""
    held = element.get(name)
    return max(int(held), 1) if held is not None and held.isdecimal() else default


def on(element: Element, name: str) -> bool:
    """Tell whether an attribute is `true`."""
    return element.get(name) == "true"
