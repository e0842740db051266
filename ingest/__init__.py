"""Files to Documents: reads formats and knows nothing of councils.

>>> from ingest import read_corpus, read_document  # doctest: +SKIP
"""

from ingest.corpus import Corpus, LeftOut, SourceFile, read_corpus
from ingest.document import (
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Format,
    Issue,
    Page,
    Piece,
    Place,
    ReadBy,
    Severity,
    Table,
    Text,
    Unreadable,
    count_words,
)
from ingest.formats import FORMATS, SUFFIXES, read_document, sha256_of
from ingest.people import CatalogueRow, DecisionRow, DocumentKind, OwnerKind, OwnerRow, Verdict

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Block",
    "BlockKind",
    "Box",
    "CatalogueRow",
    "Cell",
    "Corpus",
    "DecisionRow",
    "Document",
    "DocumentKind",
    "Format",
    "Issue",
    "LeftOut",
    "OwnerKind",
    "OwnerRow",
    "Page",
    "Piece",
    "Place",
    "ReadBy",
    "Severity",
    "SourceFile",
    "Table",
    "Text",
    "Unreadable",
    "Verdict",
    "count_words",
    "read_corpus",
    "read_document",
    "sha256_of",
]
