"""What a build of a large corpus keeps for the next one, and whether that one may write no more than what changed.

Beside the readings the cache keeps a card of each document and a hash of what the corpus said of it, with the mark of
the database that was made of them. Where any of it is missing or of another database, or where people have decided
something, the whole corpus is woven: the rows are the same either way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from goldenthread.cache import Cache, KeptCard
from goldenthread.changes import CARDS, mark_of
from goldenthread.fingerprint import BUILDING, make_fingerprint
from goldenthread.readings import Task
from ingest.corpus import Corpus

SMALLEST = 300
"""Documents of a corpus below which weaving all of it is quick enough."""
MOST = 0.1
"""Of a corpus in which more has changed than this share, all is woven."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the last build kept of each document, by its path, and the tasks of this one that it does not answer."""

    cards: dict[str, KeptCard]
    open: list[Task]


def recall(cache: Cache, database: Path, corpus: Corpus, tasks: Sequence[Task]) -> Remembered | None:
    """Return what the last build kept, None where the whole corpus is to be woven."""
    if not may_keep(corpus, tasks) or cache.get(CARDS) != make_mark(database, corpus):
        return None
    cards = cache.cards()
    unanswered = [task for task in tasks if task.source not in cards or cards[task.source].key != task.key]
    gone = cards.keys() - {task.source for task in tasks}
    return Remembered(cards, unanswered) if len(unanswered) + len(gone) <= MOST * len(tasks) else None


def may_keep(corpus: Corpus, tasks: Sequence[Task]) -> bool:
    """Tell whether the rows of a corpus follow from cards: no decision of a person, no document off the site; and
    whether it is large enough."""
    return len(tasks) >= SMALLEST and not corpus.decisions and all(row.publish for row in corpus.catalogue)


def make_mark(database: Path, corpus: Corpus) -> bytes:
    """Return the database as it stands, with all but the readings that its rows follow from."""
    people = msgspec.json.encode((corpus.owners, make_fingerprint(BUILDING)))
    return mark_of(database, hashlib.sha256(people).hexdigest())
