"""The full-text indexes: which columns are searched, and how a person's words become a query."""

from __future__ import annotations

import sqlite3
from contextlib import closing

# Word stems ("housing" finds "houses"), accents levelled ("cafe" finds "café").
TOKENIZER = "porter unicode61 remove_diacritics 2"

SEARCHED = {
    "passages": ("text",),
    "actions": ("action", "aim", "priority", "owners", "update_text", "measure"),
    "pledges": ("text", "lead_in", "agent"),
}


def index_words(db: sqlite3.Connection) -> None:
    """Make the full-text index of each searched table from its rows.

    The rows of a built database never change, so there are no triggers; the indexes are made anew with the rows.
    """
    import sqlite_utils  # it brings numpy where that is installed: half a second for a build with nothing to write

    tables = sqlite_utils.Database(db)
    for table, columns in SEARCHED.items():
        tables.table(table).enable_fts(columns, tokenize=TOKENIZER)


def escape_query(words: str) -> str:
    """Return a person's words as a full-text query in which no character means anything but itself.

    Words in double quotes stay a phrase. The result is empty where nothing can be searched for.

    >>> escape_query('co-design AND "public health" (2024')
    '"co-design" "AND" "public health" "(2024"'
    """
    import sqlite_utils

    with closing(sqlite3.connect(":memory:")) as db:
        return sqlite_utils.Database(db).quote_fts(words.replace("\0", " "))
