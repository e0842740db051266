"""Plan to SQLite: schema, load, search index, reading tables."""

from .amend import amend_database
from .load import load
from .past import PastPlan
from .plan_rows import question_row
from .record import PAIRS_LATER, Run, SourceFile, SourceState, count_facts, dump, previous
from .search import escape_query
from .swap import CannotWrite, check_writable
from .verify import Unsound

__all__ = [
    "PAIRS_LATER",
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
    "question_row",
]
