"""A build of a large corpus in which little has changed: only what the change touches is woven and written anew."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from db import PastPlan, Run, Unsound, amend_database
from db.record import read_only
from extract.reading import Reading
from goldenthread.cache import Cache, KeptCard
from goldenthread.changes import CARDS
from goldenthread.readings import Result, Task, decode_reading
from goldenthread.remembered import Remembered, make_mark, may_keep
from graph.amending import Change, amend
from graph.cards import Card, make_card
from graph.plan import Amendment, DocumentIssue
from graph.survey import Survey, make_survey, sign
from ingest.corpus import Corpus


class Forgotten(Exception):  # noqa: N818 - it says what happened to a reading
    """A reading that the cache should hold is not there."""


def keep_cards(cache: Cache, database: Path, corpus: Corpus, results: Sequence[Result], tasks: Sequence[Task]) -> None:
    """Keep the cards of a corpus that was woven whole, for the next build of it."""
    if not may_keep(corpus, tasks):
        cache.forget_cards()
        return
    cards = {result.source: make_card(result.reading) for result in results if result.reading}
    survey = make_survey(list(cards.values()), corpus.owners)
    keys = {task.source: task.key for task in tasks}
    kept = {
        source: KeptCard(keys[source], msgspec.msgpack.encode(card), sign(card, survey))
        for source, card in cards.items()
    }
    cache.forget_cards()
    cache.put_cards(kept)
    cache.put(CARDS, make_mark(database, corpus))


def amend_build(
    cache: Cache,
    database: Path,
    corpus: Corpus,
    tasks: Sequence[Task],
    past: Remembered,
    results: Sequence[Result],
    run: Run,
    issues: Sequence[DocumentIssue],
) -> int | None:
    """Weave and write what a few new results change; return how many documents' rows were written anew.

    None, with the database as it was, where the cache does not hold what is needed. Raises CannotWrite.
    """
    fresh = {result.source: result.reading for result in results if result.reading}
    new = {source: make_card(reading) for source, reading in fresh.items()}
    answered = {task.source for task in tasks} - {task.source for task in past.open}
    old = {source: _decode(kept) for source, kept in past.cards.items()}
    survey = make_survey([*new.values(), *(old[source] for source in answered)], corpus.owners)
    signs = {card.profile.source: sign(card, survey) for card in survey.cards}
    change = Change(
        new=frozenset(card.id for card in new.values()),
        gone=frozenset(card.id for source, card in old.items() if source not in signs),
    )
    said_anew = [old[source].id for source in answered if past.cards[source].sign != signs[source]]
    try:
        amendment = _amend(survey, change, said_anew, database, _Shelf(cache, tasks, fresh))
        amend_database(amendment, database, run, issues)
    except (Forgotten, Unsound):
        return None
    _keep(cache, tasks, new, survey, signs, past)
    cache.put(CARDS, make_mark(database, corpus))
    return len(amendment.documents)


def _amend(survey: Survey, change: Change, said_anew: Sequence[str], database: Path, shelf: _Shelf) -> Amendment:
    with closing(read_only(database)) as db:
        return amend(survey, change, said_anew, PastPlan(db), shelf.read)


def _keep(
    cache: Cache,
    tasks: Sequence[Task],
    new: dict[str, Card],
    survey: Survey,
    signs: dict[str, bytes],
    past: Remembered,
) -> None:
    keys = {task.source: task.key for task in tasks}
    cache.drop_cards([source for source in past.cards if source not in signs])
    changed = {
        card.profile.source: KeptCard(
            keys[card.profile.source], msgspec.msgpack.encode(card), signs[card.profile.source]
        )
        for card in survey.cards
        if card.profile.source in new or past.cards[card.profile.source].sign != signs[card.profile.source]
    }
    cache.put_cards(changed)


class _Shelf:
    """Readings by document: those of this run, and those that the cache keeps."""

    def __init__(self, cache: Cache, tasks: Sequence[Task], fresh: dict[str, Reading]) -> None:
        self._cache = cache
        self._fresh = {reading.profile.id: reading for reading in fresh.values()}
        self._tasks = tasks
        self._keys: dict[str, str] = {}

    def read(self, document: str) -> Reading:
        """Return a reading as it was read; raises Forgotten."""
        if document in self._fresh:
            return self._fresh[document]
        self._keys = self._keys or {task.document: task.key for task in self._tasks}
        reading = decode_reading(self._cache.get(self._keys[document]))
        if reading is None:
            raise Forgotten
        return reading


def _decode(kept: KeptCard) -> Card:
    return msgspec.msgpack.decode(kept.card, type=Card)
