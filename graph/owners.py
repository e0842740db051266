"""Who is the same owner: by exact normal form, and by what a person wrote in owners.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.identity import fold, make_id
from extract.owners import is_person, is_post
from extract.reading import OwnerMention, Reading
from extract.words import holds_phrase, word_set
from graph.plan import CommitmentOwner, DocumentIssue, Owner, OwnerName
from ingest.document import Issue, Severity
from ingest.people import OwnerKind, OwnerRow

_ARTICLE = "the "


@dataclass(frozen=True, slots=True)
class Resolved:
    """Owners, their printed names with the reason for each, who owns what, and names that nobody knows."""

    owners: tuple[Owner, ...]
    names: tuple[OwnerName, ...]
    of_commitments: tuple[CommitmentOwner, ...]
    issues: tuple[DocumentIssue, ...]


def normal_form(name: str) -> str:
    """Level a name: case, spaces, quotes, hyphens, `&` and a leading article do not make another owner.

    >>> normal_form("The Children & Families Team") == normal_form("children and families team")
    True
    """
    folded = fold(name)
    return folded.removeprefix(_ARTICLE) or folded


def resolve_owners(readings: Sequence[Reading], rows: Sequence[OwnerRow]) -> Resolved:
    """Resolve each owner as printed: a row of owners.csv wins, else equal normal forms are one owner."""
    register = _Register(rows)
    of_commitments: list[CommitmentOwner] = []
    for reading in readings:
        for commitment in reading.commitments:
            for position, mention in enumerate(commitment.owners, start=1):
                owner = register.resolve(mention, reading.profile.id)
                of_commitments.append(
                    CommitmentOwner(commitment.id, position, owner, mention.role, mention.named_as, mention.passage)
                )
    return Resolved(register.owners(), register.names(), tuple(of_commitments), register.unknown(readings))


class _Register:
    def __init__(self, rows: Sequence[OwnerRow]) -> None:
        self._rows = {normal_form(row.printed): row for row in rows}
        self._canonical = {normal_form(row.owner): row.owner for row in rows}
        self._kinds = {normal_form(row.owner): row.kind for row in rows if row.kind is not None}
        self._parents = {normal_form(row.owner): row.parent for row in rows if row.parent}
        self._printed: dict[str, dict[str, int]] = {}
        self._names: dict[tuple[str, str, str], tuple[str, str, str]] = {}
        self._seen_in: dict[str, set[str]] = {}

    def resolve(self, mention: OwnerMention, document: str) -> str:
        """Return the owner's id; its name is that of owners.csv, or the spelling printed most."""
        form = normal_form(mention.named_as)
        row = self._rows.get(form)
        key, basis = (normal_form(row.owner), "owners.csv") if row else (form, "same name")
        if row is None and form in self._canonical:
            basis = "owners.csv"
        count = self._printed.setdefault(key, {})
        count[mention.named_as] = count.get(mention.named_as, 0) + 1
        owner = make_id("o", key)
        self._names[owner, mention.named_as, document] = (key, basis, document)
        self._seen_in.setdefault(key, set()).add(document)
        return owner

    def name_of(self, key: str) -> str:
        if key in self._canonical:
            return self._canonical[key]
        spellings = self._printed[key]
        return min(spellings, key=lambda name: (-spellings[name], name))

    def owners(self) -> tuple[Owner, ...]:
        keys = sorted({*self._printed, *self._parent_keys()})
        return tuple(Owner(make_id("o", key), self._title(key), self._kind(key), self._parent_id(key)) for key in keys)

    def _parent_keys(self) -> set[str]:
        """The bodies over an owner, and over those, as far as owners.csv says."""
        keys: set[str] = set()
        open_keys = [normal_form(self._parents[key]) for key in self._printed if key in self._parents]
        while open_keys:
            key = open_keys.pop()
            if key not in keys:
                keys.add(key)
                open_keys.extend([normal_form(self._parents[key])] if key in self._parents else [])
        return keys

    def _title(self, key: str) -> str:
        if key in self._printed or key in self._canonical:
            return self.name_of(key)
        return next(parent for parent in self._parents.values() if normal_form(parent) == key)

    def _kind(self, key: str) -> str | None:
        return str(self._kinds[key]) if key in self._kinds else guess_kind(self._title(key))

    def _parent_id(self, key: str) -> str | None:
        return make_id("o", normal_form(self._parents[key])) if key in self._parents else None

    def names(self) -> tuple[OwnerName, ...]:
        return tuple(
            OwnerName(owner, name, basis, document)
            for (owner, name, document), (_, basis, _) in sorted(self._names.items())
        )

    def unknown(self, readings: Sequence[Reading]) -> tuple[DocumentIssue, ...]:
        """Names that owners.csv does not know and that one document alone has; none where there is no owners.csv."""
        if not self._rows:
            return ()
        known = {*self._canonical, *self._rows}
        issues = []
        for reading in readings:
            seen: set[str] = set()
            for commitment in reading.commitments:
                for mention in commitment.owners:
                    form = normal_form(mention.named_as)
                    if form in known or form in seen or len(self._seen_in.get(form, ())) > 1:
                        continue
                    seen.add(form)
                    message = f"Owner “{mention.named_as}” is not in owners.csv and is named in this document only."
                    issue = Issue("unknown_owner", message, Severity.NOTE, fact=commitment.id)
                    issues.append(DocumentIssue(reading.profile.id, reading.profile.source, issue))
        return tuple(issues)


def guess_kind(name: str) -> str | None:
    """Say what an owner is by the words of its name, None where they do not tell.

    >>> guess_kind("Head of Housing"), guess_kind("Bo Marsh"), guess_kind("Health and Wellbeing Board")
    ('post', 'person', 'partnership')
    """
    if is_person(name):
        return OwnerKind.PERSON.value
    if is_post(name):
        return OwnerKind.POST.value
    folded = fold(name)
    for kind in (OwnerKind.TEAM, OwnerKind.PARTNERSHIP, OwnerKind.ORGANISATION):
        if any(holds_phrase(folded, word) for word in word_set("owner_kinds", kind.value)):
            return kind.value
    return None
