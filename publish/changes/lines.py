"""How one change is said in words: the same for a terminal, a page and a sheet."""

from __future__ import annotations

from itertools import zip_longest

from extract.decisions.standing import name_field
from publish.changes.report import Change, Hands, Move, Wording
from publish.decided import Decision, make_decision_notes
from publish.wording import say, say_date

# Initials and acronyms: who they mean is said beside them.
_SHORT = 5


def say_move(move: Move) -> str:
    """Return a moved date: both as printed, the days, whether the document says so, how often, and since when.

    >>> say_move(Move("June 2024", "June 2025", "2024-06", "2025-06", 365, True, 2))
    'from “June 2024” to “June 2025”, 365 days later; the document says so; slipped in 2 editions'
    """
    way = "later" if move.days > 0 else "earlier"
    parts = [
        f"from {_date(move.old_words, move.old_due)} to {_date(move.new_words, move.new_due)}, "
        f"{abs(move.days):,} day{'' if abs(move.days) == 1 else 's'} {way}"
    ]
    if move.stated is not None:
        parts.append("the document says so" if move.stated else "seen only by comparing the documents")
    if move.times > 1:
        parts.append(f"slipped in {move.times} editions")
    if move.first_words:
        parts.append(f"first given as {_date(move.first_words, move.first_due or '')} in {move.first_paper}")
    return "; ".join(parts)


def _date(words: str, edtf: str) -> str:
    """The date as printed; in words too where what is printed does not say it."""
    said = say_date(edtf)
    return f"“{words}”" if said.lower() in words.lower() else f"“{words}” ({said})"


def say_hands(hands: Hands) -> str:
    """Return a change of owner.

    >>> say_hands(Hands(("Public Health",), ("Housing", "Public Health"), False))
    'from Public Health to Housing; Public Health'
    """
    changed = f"from {_names(hands.old_owners, hands.old_bodies)} to {_names(hands.new_owners, hands.new_bodies)}"
    return f"{changed} (only the name changed)" if hands.same_body else changed


def _names(printed: tuple[str, ...], bodies: tuple[str, ...]) -> str:
    """The names as printed; who short ones such as initials mean, after them."""
    known = [
        f" ({body})" if len(name) <= _SHORT < len(body) else "" for name, body in zip(printed, bodies, strict=False)
    ]
    return "; ".join(f"{name}{body}" for name, body in zip_longest(printed, known, fillvalue=""))


def say_pages(change: Change) -> str:
    """Return where an action stands in both documents, or in the one that has it."""
    return ", then ".join(say_where(side[0]) for side in (change.befores, change.afters) if side)


def say_where(wording: Wording) -> str:
    """Return where an action stands: its page, or its path in a document without pages.

    >>> from publish.changes.report import Wording
    >>> say_where(Wording("c", "d", *[None] * 3, "", "", 3, "page 3, table 1", "x", *[None] * 2, (), *[None] * 7))
    'page 3'
    """
    return f"page {wording.page}" if wording.page else wording.place


def say_status(wording: Wording) -> str:
    """Return a status with the words it was read from, empty where none is known."""
    if not wording.status:
        return ""
    said = say(wording.status)
    if wording.status_basis == "wording" and wording.status_words:
        return f"{said} (suggested by “{wording.status_words}”)"
    if wording.status_words and wording.status_words.lower() != said.lower():
        return f"{said} (“{wording.status_words}”)"
    return said


def say_owed(wording: Wording) -> str:
    """Return who is to do it and by when, empty where the document says neither."""
    owners = f"owner: {'; '.join(wording.owners)}" if wording.owners else ""
    due = f"due: {wording.due_words}" if wording.due_words else ""
    return ", ".join(filter(None, (owners, due)))


def say_unsaid(change: Change) -> str:
    """Return what the later document no longer gives.

    >>> say_unsaid(Change("continued", (), ()))
    ''
    """
    parts = []
    dates = [w.due_words for w in change.befores if w.due_by and w.due_words]
    if dates and not any(w.due_by for w in change.afters):
        now = [w.due_words for w in change.afters if w.due_words]
        parts.append(f"the date “{dates[0]}”" + (f" is now “{now[0]}”" if now else " is gone"))
    owners = [name for w in change.befores for name in w.owners]
    if owners and not any(w.owners for w in change.afters):
        parts.append(f"the owner ({'; '.join(dict.fromkeys(owners))}) is no longer named")
    return "; ".join(parts)


def say_notes(key: str, change: Change) -> list[str]:
    """Return what a section says of a change beside its words, what people decided last.

    >>> say_notes("gone", Change("not_covered", (), ()))
    ['Not covered by this edition']
    """
    decided = [note.strip() for decision in list_decisions(key, change) for note in make_decision_notes(decision)]
    return list(dict.fromkeys((*say_findings(key, change), *decided)))


def say_findings(key: str, change: Change) -> list[str]:
    """Return what a section says of a change beside its words, but for what people decided."""
    notes = []
    if key == "gone":
        notes.append(say(change.fate, "fates"))
    if key in ("slipped", "forward"):
        later = key == "slipped"
        notes += [say_move(move) for move in change.moves if (move.days > 0) is later]
    if key == "hands":
        notes += [say_hands(hands) for hands in change.hands]
    if key == "unsaid":
        notes.append(say_unsaid(change))
    if key == "moved":
        notes.append(f"from “{change.befores[0].aim}” to “{change.afters[0].aim}”")
    if key == "completed":
        notes += [said for w in change.afters if (said := say_status(w))]
    if key in ("gone", "closed"):
        notes += [f"last said: {said}" for w in change.befores if (said := say_status(w))]
    if key in ("gone", "closed", "new"):
        notes += [say_owed(w) for w in (*change.befores, *change.afters)]
    if change.decided_by == "person" and not any(d.verdict == "same" for d in change.decisions):
        notes.append("decided by a person")
    return list(dict.fromkeys(filter(None, notes)))


def list_decisions(key: str, change: Change) -> list[Decision]:
    """Return what people decided about a change, as far as it bears on a section."""
    return [d for d in change.decisions if d.state == "applied" and _matters(key, d)]


# The fields that a section is about: what a person said of another is told elsewhere.
_FIELDS = {
    "slipped": ("due",),
    "forward": ("due",),
    "unsaid": ("due", "owner"),
    "hands": ("owner",),
    "completed": ("status",),
    "closed": ("status",),
}


def _matters(key: str, decision: Decision) -> bool:
    """Whether what a person decided bears on a section of the report."""
    if decision.verdict in ("owner_is", "split_owner"):
        return "owner" in _FIELDS.get(key, ())
    if decision.verdict == "correct_field":
        return name_field(decision.field) in _FIELDS.get(key, ("text",))
    return decision.verdict in ("same", "missed") or (decision.verdict == "aim_of_priority" and key == "moved")


# Where both wordings say something: elsewhere one stands for both.
BOTH_SIDES = ("reworded", "split", "merged", "moved", "reopened")


def sides(key: str, change: Change) -> tuple[tuple[Wording, ...], tuple[Wording, ...]]:
    """Return the wordings to show, before and after; the later alone where the words did not change.

    Of the parts of a split, only those whose date or owner a section is about.
    """
    if key in BOTH_SIDES or not change.befores or not change.afters:
        return change.befores, change.afters
    about = {end.to_commitment for end in (change.hands if key == "hands" else change.moves)}
    if key in ("slipped", "forward", "hands") and any(w.commitment in about for w in change.afters):
        return (), tuple(w for w in change.afters if w.commitment in about)
    return ((), change.afters) if key != "unsaid" else (change.befores, change.afters)
