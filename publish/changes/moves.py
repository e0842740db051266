"""Due dates that moved and owners that changed, as a report shows them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from publish.changes.report import Change, Hands, Move, Paper

Pair = tuple[str, str]


def read_moves(db: sqlite3.Connection, after: str, into: str | None = "") -> dict[Pair, list[Move]]:
    """Return the slips into a document by their two commitments; each counts how often its thread has slipped.

    `into` is the one later commitment that is asked about, all of them if empty.
    """
    found: dict[Pair, list[Move]] = {}
    rows = db.execute(
        """select s.from_commitment, s.to_commitment, s.old_words, s.new_words, s.old_due, s.new_due, s.days, s.stated,
          (select count(distinct e.to_document) from slips e join documents d on d.id = e.to_document
            where e.thread = s.thread and e.days > 0 and d.published <= n.published)
        from slips s join documents n on n.id = s.to_document
        where s.to_document = :after and :into in ('', s.to_commitment)
        order by s.rowid""",
        {"after": after, "into": into},
    )
    for old, new, old_words, new_words, old_due, new_due, days, stated, times in rows:
        move = Move(
            old_words,
            new_words,
            old_due,
            new_due,
            days,
            bool(stated),
            times,
            from_commitment=old,
            to_commitment=new,
        )
        found.setdefault((old, new), []).append(move)
    return found


def read_hands(db: sqlite3.Connection, after: str, into: str | None = "") -> dict[Pair, list[Hands]]:
    """Return the changes of owner into a document by their two commitments; `into` as for `read_moves`."""
    found: dict[Pair, list[Hands]] = {}
    rows = db.execute(
        """select from_commitment, to_commitment, old_owners, new_owners, same_body from owner_changes
        where to_document = :after and :into in ('', to_commitment) order by rowid""",
        {"after": after, "into": into},
    )
    for before, later, old, new, same in rows:
        bodies = (read_bodies(db, before), read_bodies(db, later))
        hands = Hands(tuple(json.loads(old)), tuple(json.loads(new)), bool(same), *bodies, before, later)
        found.setdefault((before, later), []).append(hands)
    return found


def read_bodies(db: sqlite3.Connection, commitment: str) -> tuple[str, ...]:
    """Return the names of a commitment's owners as resolved, in printed order."""
    rows = db.execute(
        """select o.name from commitment_owners c join owners o on o.id = c.owner
        where c.commitment = ? and c.role = 'owner' order by c.position""",
        (commitment,),
    )
    return tuple(name for (name,) in rows)


def find_first_dates(db: sqlite3.Connection, after: Paper, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes with the date that the oldest dated paper of each thread gave, where it says another."""
    return tuple(
        replace(change, moves=tuple(_with_first(db, after, change, move) for move in change.moves))
        for change in changes
    )


def _with_first(db: sqlite3.Connection, after: Paper, change: Change, move: Move) -> Move:
    row = db.execute(
        """select due_text, due, label from (
          select a.due_text, a.due, a.published, d.label from actions a join documents d on d.id = a.document
          where a.thread = :thread and a.due_by is not null
          union all select g.due_text, g.due, g.published, d.label from pledges g join documents d on d.id = g.document
          where g.thread = :thread and g.due_by is not null)
        where published < :published order by published limit 1""",
        {"thread": change.afters[0].thread, "published": after.published},
    ).fetchone()
    if row is None or row[1] in (move.old_due, move.new_due):
        return move
    return replace(move, first_words=row[0], first_due=row[1], first_paper=row[2])
