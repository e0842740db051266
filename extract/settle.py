"""People's decisions about one document, applied to its reading before weaving.

A person's word wins over the reading's. Words are found wherever they stand now; what can't be found, or stands there
more than once, changes nothing and is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.decisions.commitments import Step, add_missed, correct_field, drop_wrong, split_owner
from extract.decisions.standing import EVERYWHERE, find_standing
from extract.decisions.withholding import withhold
from extract.reading import Decided, DecisionState, Reading
from ingest.document import Document
from ingest.people import DecisionRow, Verdict

#: Verdicts that concern one document, in the order in which they act.
_ACTS: dict[Verdict, Callable[[Reading, DecisionRow], Step]] = {
    Verdict.MISSED: add_missed,
    Verdict.WRONG: drop_wrong,
    Verdict.CORRECT_FIELD: correct_field,
    Verdict.SPLIT_OWNER: split_owner,
}


def settle(reading: Reading, document: Document, decisions: Sequence[DecisionRow]) -> Reading:
    """Return the reading with the decisions about this document applied, and what became of each in `decided`.

    Words that only stand there once names are withheld are looked for again after that: an officer's sheet shows
    the words as published.
    """
    del document
    standing = _concerning(reading, decisions)
    names = [row for row in standing if row.verdict is Verdict.WITHHOLD]
    reading, decided = _act(reading, [row for row in standing if row.verdict in _ACTS])
    if names:
        reading, covered = withhold(reading, names)
        lost = {d.line for d in decided if d.state is DecisionState.NOT_FOUND}
        reading, again = _act(reading, [row for row in standing if row.line in lost])
        kept = [d for d in decided if d.line not in lost]
        reading, _ = withhold(reading, names) if again else (reading, ())
        decided = (*kept, *again, *covered)
    return replace(reading, decided=tuple(sorted(decided, key=lambda d: d.line))) if decided else reading


def _concerning(reading: Reading, decisions: Sequence[DecisionRow]) -> list[DecisionRow]:
    """The standing decisions that name this document, or none where that means every document."""
    own = {reading.profile.source, reading.profile.sha256}
    standing, _ = find_standing(decisions, {reading.profile.sha256: reading.profile.source})
    return [row for row in standing if row.document in own or (not row.document and row.verdict in EVERYWHERE)]


def _act(reading: Reading, rows: Sequence[DecisionRow]) -> tuple[Reading, tuple[Decided, ...]]:
    decided = []
    for verdict, act in _ACTS.items():
        for row in rows:
            if row.verdict is verdict:
                reading, outcome = act(reading, row)
                decided.append(outcome)
    return reading, tuple(decided)
