"""A thread as a page shows it: its documents in order, and where the words of each date and owner stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from publish.decided import read_decisions
from publish.questions import Row
from publish.trace import read_trace
from publish.wording import say_place

LONGEST = 200  # steps on a page; `goldenthread trace` tells them all

# Where a date or an owner may stand, the likeliest first.
_FIELDS = {"due": ("revised_due", "due", "update", "text"), "owner": ("owner", "text")}


def read_timeline(db: sqlite3.Connection, thread: str | None, commitment: str | None = None) -> Row:
    """Return a thread as `trace` (None where it has none), with `places` by commitment and field.

    `cut` says that it goes on. `decisions` are those about the one commitment that is asked about, which its page
    tells apart.
    """
    trace = read_trace(db, thread, LONGEST) if thread else None
    steps = trace.steps if trace else ()
    ends = {end for step in steps for move in step.moves for end in (move.from_commitment, move.to_commitment)}
    ends |= {end for step in steps for hands in step.hands for end in (hands.from_commitment, hands.to_commitment)}
    return {
        "trace": trace,
        "cut": bool(trace and len(trace.steps) == LONGEST),
        "places": _read_places(db, ends),
        "decisions": read_decisions(db, [commitment]).get(commitment, ()) if commitment else (),
    }


def _read_places(db: sqlite3.Connection, commitments: Iterable[str]) -> Row:
    """The passage and the words for the place of `due` and `owner` of each commitment."""
    rows = db.execute(
        """select e.fact, e.field, e.passage, p.page, p.path from evidence e join passages p on p.id = e.passage
        where e.fact in (select value from json_each(?)) order by e.position desc""",
        (json.dumps(sorted(commitments)),),
    )
    read: dict[str, Row] = {}
    for fact, field, passage, page, path in rows:
        place = f"page {page}" if page else say_place(page, path)
        read.setdefault(fact, {})[field] = {"passage": passage, "place": place}
    return {
        fact: {kind: next((fields[name] for name in names if name in fields), None) for kind, names in _FIELDS.items()}
        for fact, fields in read.items()
    }
