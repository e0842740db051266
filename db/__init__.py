"""Plan to SQLite: schema, load, search index, reading tables."""

from .load import load
from .record import Run, SourceFile, SourceState, count_facts, dump, previous
from .search import escape_query
from .swap import CannotWrite, check_writable
from .verify import Unsound

__all__ = [
    "CannotWrite",
    "Run",
    "SourceFile",
    "SourceState",
    "Unsound",
    "check_writable",
    "count_facts",
    "dump",
    "escape_query",
    "load",
    "previous",
]
