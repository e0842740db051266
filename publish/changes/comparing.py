"""Two documents that do not follow each other in a series: compared by the threads that run through both."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from extract.identity import fold
from publish.changes.moves import read_bodies
from publish.changes.report import Change, Hands, Move, Wording

_CLOSED = ("completed", "superseded")


def compare_threads(db: sqlite3.Connection, earlier: Sequence[Wording], later: Sequence[Wording]) -> list[Change]:
    """Return what became of each action by its thread; whether the later paper admits a new date is not judged."""
    befores, afters = _by_thread(earlier), _by_thread(later)
    aims_before, aims = _aims(earlier), _aims(later)
    changes: list[Change] = []
    for thread, sides in befores.items():
        if thread in afters:
            changes.extend(_together(db, sides, afters[thread], aims_before, aims))
        else:
            changes.extend(Change(_fate_of_gone(w, aims), (w,), ()) for w in sides)
    changes.extend(Change("new", (), (w,)) for thread, side in afters.items() if thread not in befores for w in side)
    return changes


def _by_thread(wordings: Iterable[Wording]) -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        found[wording.thread or wording.commitment].append(wording)
    return found


def _aims(wordings: Iterable[Wording]) -> set[str]:
    return {fold(w.aim) for w in wordings if w.aim}


def _together(
    db: sqlite3.Connection, befores: list[Wording], afters: list[Wording], aims_before: set[str], aims: set[str]
) -> list[Change]:
    if len(befores) == len(afters):
        return [
            _pair(db, before, after, _is_moved(before, after, aims_before, aims))
            for before, after in zip(befores, afters, strict=True)
        ]
    fate = "split" if len(befores) < len(afters) else "merged"
    return [Change(fate, tuple(befores), tuple(afters))]


def _is_moved(before: Wording, after: Wording, aims_before: set[str], aims: set[str]) -> bool:
    """Under another aim, and not just under its old aim's new name: one of the two stands in both documents."""
    if not before.aim or not after.aim or fold(before.aim) == fold(after.aim):
        return False
    return fold(before.aim) in aims or fold(after.aim) in aims_before


def _pair(db: sqlite3.Connection, before: Wording, after: Wording, moved: bool) -> Change:
    same = fold(before.text) == fold(after.text)
    fate = "moved" if moved else "continued" if same else "reworded"
    return Change(fate, (before,), (after,), moves=_moves(before, after), hands=_hands(db, before, after))


def _moves(before: Wording, after: Wording) -> tuple[Move, ...]:
    if not before.due_by or not after.due_by or before.due_by == after.due_by:
        return ()
    days = (date.fromisoformat(after.due_by) - date.fromisoformat(before.due_by)).days
    move = Move(before.due_words or "", after.due_words or "", before.due or "", after.due or "", days, stated=None)
    return (move,)


def _hands(db: sqlite3.Connection, before: Wording, after: Wording) -> tuple[Hands, ...]:
    if not before.owners or not after.owners or before.owners == after.owners:
        return ()
    old, new = read_bodies(db, before.commitment), read_bodies(db, after.commitment)
    return (Hands(before.owners, after.owners, set(old) == set(new), old, new),)


def _fate_of_gone(wording: Wording, aims: set[str]) -> str:
    if wording.status in _CLOSED:
        return "closed"
    return "not_mentioned" if wording.aim is None or fold(wording.aim) in aims else "not_covered"
