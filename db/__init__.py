"""Plan to SQLite: schema, load, search index, reading tables."""

from .amend import amend_database
from .load import load
from .past import PastPlan
from .record import Run, SourceFile, SourceState, count_facts, dump, previous
from .search import escape_query
from .swap import CannotWrite, check_writable
from .verify import Unsound

__all__ = [
    "CannotWrite",
    "PastPlan",
    "Run",
    "SourceFile",
    "SourceState",
    "Unsound",
    "amend_database",
    "check_writable",
    "count_facts",
    "dump",
    "escape_query",
    "load",
    "previous",
]
