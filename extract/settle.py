"""People's decisions about one document, applied to its reading before weaving."""

from __future__ import annotations

from collections.abc import Sequence

from extract.reading import Reading
from ingest.document import Document
from ingest.people import DecisionRow


def settle(reading: Reading, document: Document, decisions: Sequence[DecisionRow]) -> Reading:
    """Return the reading with the decisions about this document applied."""
    del document, decisions
    return reading
