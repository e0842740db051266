"""A field of a commitment as a person wants it: each function takes the words and gives the commitment anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.dates import bounds, pick_due, read_column_dates
from extract.decisions.finding import squeeze
from extract.identity import fold, make_id
from extract.reading import (
    Aim,
    Commitment,
    CommitmentKind,
    Due,
    DueBasis,
    OwnerMention,
    OwnerRole,
    Priority,
    Reading,
    Status,
    StatusBasis,
    Tier,
    Update,
)
from extract.status import read_status_cell
from ingest.people import is_edtf

_SEPARATOR = re.compile(r"\s*[;\n]\s*")
_LONGEST_NUMBER = 20


class NotUnderstood(Exception):  # noqa: N818 - reads as what it says of a person's words
    """The value can't be used. The message says why, as the end of a sentence."""


def correct(commitment: Commitment, field: str, value: str, reading: Reading) -> Commitment:
    """Return the commitment with one field (its name as in `decisions.toml`) as a person says; raises NotUnderstood."""
    if field in _PLAIN:
        if not value and field in ("text", "kind"):
            raise NotUnderstood(f"{field} can’t be empty")
        return replace(commitment, **{field: " ".join(value.split())})  # type: ignore[arg-type] # all are text
    return _CORRECTIONS[field](commitment, value, reading)


def tell_field(commitment: Commitment, field: str, reading: Reading) -> str:
    """Return in words what a field of a commitment says; empty where it says nothing."""
    if field in _PLAIN or field in ("kind", "tier"):
        return str(getattr(commitment, field))
    if field in tuple(OwnerRole):
        return "; ".join(mention.named_as for mention in commitment.owners if mention.role == field)
    if field == "due":
        return commitment.due.text or commitment.due.edtf or "" if commitment.due else ""
    if field in ("status", "update"):
        update = commitment.update
        return "" if update is None else update.text if field == "update" else (update.status or "").replace("_", " ")
    levels: tuple[Aim | Priority, ...] = reading.aims if field == "aim" else reading.priorities
    wanted = commitment.aim if field == "aim" else commitment.priority
    return next((level.text for level in levels if level.id == wanted), "")


def split_names(value: str) -> tuple[str, ...]:
    """Return the names that a person wrote with semicolons between them.

    >>> split_names("Public Health; Adult Social Care")
    ('Public Health', 'Adult Social Care')
    """
    return tuple(" ".join(name.split()) for name in _SEPARATOR.split(value) if name.strip())


def _owners(role: OwnerRole) -> Callable[[Commitment, str, Reading], Commitment]:
    def set_owners(commitment: Commitment, value: str, _reading: Reading) -> Commitment:
        old = [mention for mention in commitment.owners if mention.role is role]
        place = old[0].passage if old else commitment.passage
        new = tuple(OwnerMention(role, name, place) for name in split_names(value))
        others = tuple(mention for mention in commitment.owners if mention.role is not role)
        mentions = sorted((*new, *others), key=lambda mention: list(OwnerRole).index(mention.role))
        return replace(commitment, owners=tuple(mentions))

    return set_owners


def read_due(value: str, written: str | None) -> Due | None:
    """Return when a person says it is due: EDTF, or words as they are printed; None for no date at all.

    >>> read_due("31 March 2026", "2025").edtf, read_due("2026-03", None).by.isoformat()
    ('2026-03-31', '2026-03-31')
    """
    if not value:
        return None
    if is_edtf(value):
        try:
            return Due(value, value, bounds(value)[1], DueBasis.PERSON, "deadline")
        except ValueError:
            pass  # a form of EDTF that no paper's date is written in: read it as words
    found = pick_due(read_column_dates(value, written))
    if found is None:
        return Due(value, None, None, DueBasis.PERSON, None)
    return Due(value, found.edtf, found.latest, DueBasis.PERSON, "deadline" if found.edtf else None)


def _due(commitment: Commitment, value: str, reading: Reading) -> Commitment:
    published = reading.profile.published
    return replace(commitment, due=read_due(value, published.value if published else None))


def read_status(value: str) -> Status | None:
    """Return the status that a person names or describes; raises NotUnderstood."""
    if not value:
        return None
    try:
        return Status(fold(value).replace(" ", "_"))
    except ValueError:
        found = read_status_cell(value)
    if found is None:
        raise NotUnderstood(f"“{value}” is no status ({', '.join(Status)})")
    return found.status


def _status(commitment: Commitment, value: str, _reading: Reading) -> Commitment:
    status = read_status(value)
    basis = StatusBasis.PERSON if status else None
    old = commitment.update or Update(make_id("u", commitment.id), "", None, None, "", commitment.passage)
    return replace(commitment, update=replace(old, status=status, status_basis=basis, status_words=""))


def _update(commitment: Commitment, value: str, _reading: Reading) -> Commitment:
    old = commitment.update or Update(make_id("u", commitment.id), "", None, None, "", commitment.passage)
    return replace(commitment, update=replace(old, text=value))


def _kind(commitment: Commitment, value: str, _reading: Reading) -> Commitment:
    return replace(commitment, kind=read_kind(value))


def read_kind(value: str) -> CommitmentKind:
    """Return the kind of commitment that a person names; raises NotUnderstood."""
    try:
        return CommitmentKind(fold(value).replace(" ", "_"))
    except ValueError:
        raise NotUnderstood(f"“{value}” is no kind of commitment ({', '.join(CommitmentKind)})") from None


def _tier(commitment: Commitment, value: str, _reading: Reading) -> Commitment:
    try:
        return replace(commitment, tier=Tier(fold(value).replace(" ", "_")), tier_reason="decided by a person")
    except ValueError:
        raise NotUnderstood(f"“{value}” is no tier ({', '.join(Tier)})") from None


def find_level(levels: tuple[Aim, ...] | tuple[Priority, ...], words: str) -> Aim | Priority | None:
    """Return the aim or priority with this number or these words; None where none has, or more than one."""
    wanted = squeeze(words)
    equal = [level for level in levels if wanted in (squeeze(level.text), squeeze(level.number + level.text))]
    numbered = [level for level in levels if level.number and fold(level.number) == fold(words)]
    held = [level for level in levels if wanted and len(wanted) > _LONGEST_NUMBER and wanted in squeeze(level.text)]
    found = equal or numbered or held
    return found[0] if len(found) == 1 else None


def _aim(commitment: Commitment, value: str, reading: Reading) -> Commitment:
    aim = find_level(reading.aims, value) if value else None
    if value and not isinstance(aim, Aim):
        raise NotUnderstood(f"the document has no aim “{value}”, or more than one")
    return replace(commitment, aim=aim.id if aim else None, priority=aim.priority if isinstance(aim, Aim) else None)


def _priority(commitment: Commitment, value: str, reading: Reading) -> Commitment:
    priority = find_level(reading.priorities, value) if value else None
    if value and priority is None:
        raise NotUnderstood(f"the document has no priority “{value}”, or more than one")
    return replace(commitment, priority=priority.id if priority else None)


_PLAIN = ("text", "number", "measure", "agent", "strength")
_CORRECTIONS: dict[str, Callable[[Commitment, str, Reading], Commitment]] = {
    "owner": _owners(OwnerRole.OWNER),
    "sponsor": _owners(OwnerRole.SPONSOR),
    "partner": _owners(OwnerRole.PARTNER),
    "due": _due,
    "status": _status,
    "update": _update,
    "kind": _kind,
    "tier": _tier,
    "aim": _aim,
    "priority": _priority,
}
