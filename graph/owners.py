"""Who is the same owner, each resolution with its reason (DESIGN.md section 4).

Names are joined by: a row of owners.csv; a list of people present (initials); *the council* of the publisher; an
acronym that a document of the corpus defines; equal normal forms; a name with and without its place or a word such as
*team*; a slip of the pen where kind and publisher agree. Nothing else: alike is not the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.identity import make_id
from extract.reading import Reading
from graph.cards import Card
from graph.naming import (
    guess_kind,
    is_near_spelling,
    is_own_council,
    is_shortened,
    normal_form,
    place_of,
    shorter_forms,
    split_parent,
    split_post,
)
from graph.nearnames import NearNames
from graph.plan import CommitmentOwner, DocumentIssue, Owner, OwnerName
from ingest.document import Issue, Severity
from ingest.people import OwnerRow


@dataclass(frozen=True, slots=True)
class Resolved:
    """Owners, their printed names with the reason for each, who owns what, and names that nobody knows."""

    owners: tuple[Owner, ...]
    names: tuple[OwnerName, ...]
    of_commitments: tuple[CommitmentOwner, ...]
    issues: tuple[DocumentIssue, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document gives to the reading of its names: publisher, place, initials, its own acronyms."""

    document: str
    title: str
    publisher: str
    place: str
    initials: Mapping[str, str]
    acronyms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Reached:
    """A printed name's key and how it was reached."""

    key: str
    basis: str


def register_names(cards: Sequence[Card], rows: Sequence[OwnerRow]) -> Register:
    """Return the names of a corpus, joined; the same cards and rows give the same owners in any order."""
    settings = {card.id: make_setting(card) for card in cards}
    register = Register(rows, list(settings.values()))
    for card in cards:
        for name in card.names:
            register.note(name.name, settings[card.id], name.times)
    register.join()
    return register


def resolve_owners(readings: Sequence[Reading], cards: Sequence[Card], register: Register) -> Resolved:
    """Resolve each owner as printed in these documents, whose cards are given beside them."""
    return Resolved(
        register.owners(),
        register.all_names(cards),
        tuple(own for reading in readings for own in list_owned(reading, register)),
        tuple(issue for card in cards for issue in register.unknown(card)),
    )


def _by_owner(row: OwnerName) -> tuple[str, str, str]:
    return row.owner, row.name, row.document or ""


def list_owned(reading: Reading, register: Register) -> Iterator[CommitmentOwner]:
    """Yield the owners of a document's commitments, in printed order."""
    document = reading.profile.id
    for commitment in reading.commitments:
        for position, m in enumerate(commitment.owners, start=1):
            owner = register.owner_of(m.named_as, document)
            yield CommitmentOwner(commitment.id, position, owner, m.role, m.named_as, m.passage)


def make_setting(card: Card) -> Setting:
    """Return what a document says about names."""
    profile = card.profile
    publisher = profile.publisher.value if profile.publisher else ""
    return Setting(
        document=profile.id,
        title=profile.title.value if profile.title else profile.source,
        publisher=normal_form(publisher) if publisher else "",
        place=place_of(publisher) if publisher else "",
        initials=dict(card.initials),
        acronyms=dict(card.acronyms),
    )


class Register:
    """The names of a corpus: noted one by one, then joined, then asked for."""

    def __init__(self, rows: Sequence[OwnerRow], settings: Sequence[Setting]) -> None:
        self._rows = {normal_form(row.printed): row for row in rows}
        self._canonical = {normal_form(row.owner): row.owner for row in rows}
        self._kinds = {normal_form(row.owner): str(row.kind) for row in rows if row.kind is not None}
        self._parents = {normal_form(row.owner): row.parent for row in rows if row.parent}
        self._acronyms = _common_acronyms(settings)
        self._spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._publishers: dict[str, set[str]] = defaultdict(set)
        self._places: dict[str, set[str]] = defaultdict(set)
        self._documents: dict[str, set[str]] = defaultdict(set)
        self._above: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._printed: dict[tuple[str, str], _Reached] = {}
        self._plain: dict[tuple[str, str], _Reached] = {}
        self._finals: dict[_Reached, OwnerName] = {}
        self._names: dict[str, tuple[OwnerName, ...]] = {}
        self._homes: dict[str, set[str]] | None = None

    def note(self, name: str, setting: Setting, times: int = 1) -> None:
        """Take in a name that a document prints so many times."""
        reached = self._reach_by(name, setting)
        self._printed[name, setting.document] = reached
        shown = setting.initials.get(name) or _without_post(name)
        self._spellings[reached.key][shown] += times
        self._publishers[reached.key].add(setting.publisher)
        self._places[reached.key].add(setting.place)
        self._documents[reached.key].add(setting.document)

    def _reach_by(self, name: str, setting: Setting) -> _Reached:
        """Find the key of a name; one of which the document itself says nothing is the same with all of a publisher."""
        if name in setting.initials or not setting.acronyms.keys().isdisjoint((name, *name.split())):
            return self._reach(name, setting)
        known = self._plain.get((name, setting.publisher))
        if known is None:
            known = self._plain[name, setting.publisher] = self._reach(name, setting)
        return known

    def _reach(self, name: str, setting: Setting) -> _Reached:
        """Find the key of one name without looking at other names."""
        row = self._rows.get(normal_form(name))
        if row is not None:
            return _Reached(normal_form(row.owner), "owners.csv")
        if name in setting.initials:
            return _Reached(normal_form(setting.initials[name]), "initials in the list of people present")
        if is_own_council(name) and setting.publisher.endswith("council"):
            return _Reached(setting.publisher, "the publisher of the document")
        spelled, where = self._spell_out(name, setting)
        if where:
            return self._row_or(normal_form(spelled), f"acronym defined in {where}")
        person, post = split_post(name)
        if post:
            return self._row_or(normal_form(person), "named with post")
        form = normal_form(name)
        return _Reached(form, "owners.csv" if form in self._canonical else "same name")

    def _spell_out(self, name: str, setting: Setting) -> tuple[str, str]:
        """Put the words for the acronyms of a name, with where they are defined; no place where it has none."""
        if name in setting.acronyms:
            return setting.acronyms[name], setting.title
        if name in self._acronyms:
            return self._acronyms[name]
        words, where = name.split(), ""
        for i, word in enumerate(words):
            full, title = (
                (setting.acronyms.get(word), setting.title)
                if word in setting.acronyms
                else self._acronyms.get(word, ("", ""))
            )
            if full and len(words) > 1:
                words[i], where = full, where or title
        return " ".join(words), where

    def _row_or(self, form: str, basis: str) -> _Reached:
        row = self._rows.get(form)
        return _Reached(normal_form(row.owner), f"{basis}; owners.csv") if row else _Reached(form, basis)

    def join(self) -> None:
        """Join names that differ by their place, a trailing word or one letter; the shorter or more frequent stays."""
        names = NearNames(self._spellings)
        for key in sorted(self._spellings):
            for reached in (self._shorter(key), self._shortened(key, names), self._near(key, names)):
                if reached is not None:
                    self._unite(key, reached.key, reached.basis)

    def _shorter(self, key: str) -> _Reached | None:
        if key in self._canonical:
            return None
        for place in sorted(self._places[key]):
            for form in shorter_forms(key, place):
                if form in self._spellings and self._publishers[form] & self._publishers[key]:
                    return _Reached(form, "same name without its place or *team*")
        return None

    def _shortened(self, key: str, names: NearNames) -> _Reached | None:
        """A name that is the end of one longer name of the same document, and of no other."""
        longer = [k for k in names.longer(key) if is_shortened(key, k) and self._documents[k] & self._documents[key]]
        if len(longer) == 1 and key not in self._canonical:
            return _Reached(longer[0], "short for the only such name in the document")
        return None

    def _near(self, key: str, names: NearNames) -> _Reached | None:
        for other in sorted(names.like(key), key=lambda k: (-sum(self._spellings[k].values()), k)):
            better = (-sum(self._spellings[other].values()), other) < (-sum(self._spellings[key].values()), key)
            if better and is_near_spelling(key, other) and self._agree(key, other) and key not in self._canonical:
                return _Reached(other, "near spelling")
        return None

    def _agree(self, key: str, other: str) -> bool:
        if not self._publishers[key] & self._publishers[other]:
            return False
        joined = self._joined()
        return guess_kind(self._title(key, joined)) == guess_kind(self._title(other, joined))

    def _unite(self, key: str, other: str, basis: str) -> None:
        """Make two names one; the one of owners.csv, then the more frequent, then the shorter, gives the key."""
        roots = sorted({self._root(key), self._root(other)}, key=self._rank)
        if len(roots) == 2:
            self._above[roots[1]] = roots[0]
            self._bases[key] = basis

    def _rank(self, key: str) -> tuple[bool, int, int, str]:
        return key not in self._canonical, -sum(self._spellings[key].values()), len(key), key

    def _root(self, key: str) -> str:
        while key in self._above:
            key = self._above[key]
        return key

    def _final(self, reached: _Reached) -> OwnerName:
        """The owner and the whole reason once all names are joined; `name` is the owner's key."""
        known = self._finals.get(reached)
        if known is None:
            root = self._root(reached.key)
            joined = self._bases.get(reached.key, "joined with another spelling" if root != reached.key else "")
            bases = [basis for basis in (reached.basis if reached.basis != "same name" else "", joined) if basis]
            known = OwnerName(make_id("o", root), root, "; ".join(bases) or "same name", None)
            self._finals[reached] = known
        return known

    def owner_of(self, name: str, document: str) -> str:
        """Return the id of the owner that a name printed in a document is resolved to."""
        return self._final(self._printed[name, document]).owner

    def _title(self, key: str, joined: Mapping[str, Sequence[str]]) -> str:
        """The name to show: that of owners.csv, else the spelling printed most, the longest of equals."""
        if key in self._canonical:
            return self._canonical[key]
        spellings = {
            name: count
            for other in dict.fromkeys((*joined.get(key, ()), key))
            for name, count in self._spellings.get(other, {}).items()
        }
        own = {name: count for name, count in spellings.items() if normal_form(name) == key} or spellings
        return min(own, key=lambda name: (-own[name], name)) if own else key

    def _joined(self) -> dict[str, list[str]]:
        """Return the names of each owner, by its key."""
        joined: dict[str, list[str]] = defaultdict(list)
        for key in self._spellings:
            joined[self._root(key)].append(key)
        return joined

    def owners(self) -> tuple[Owner, ...]:
        """Return all owners with the bodies over them, in order of their names."""
        owners: dict[str, Owner] = {}
        joined = self._joined()
        for key in sorted(joined):
            self._add(owners, key, self._title(key, joined))
        return tuple(owners[key] for key in sorted(owners))

    def _add(self, owners: dict[str, Owner], key: str, title: str) -> str:
        if key not in owners:
            parent = self._parents.get(key) or self._printed_parent(key)
            kind = self._kinds.get(key) or (guess_kind(split_parent(title)[1]) if key in self._spellings else None)
            owners[key] = Owner(make_id("o", key), title, kind)
            if parent and normal_form(parent) != key:
                above = self._add(owners, normal_form(parent), self._canonical.get(normal_form(parent), parent))
                owners[key] = Owner(make_id("o", key), title, kind, above)
        return make_id("o", key)

    def _printed_parent(self, key: str) -> str:
        """The body before the colon in any spelling of a name."""
        return next((above for name in sorted(self._spellings.get(key, ())) if (above := split_parent(name)[0])), "")

    def names_of(self, card: Card) -> tuple[OwnerName, ...]:
        """Return each name that a document prints with its owner and the reason."""
        if card.id not in self._names:
            finals = ((name.name, self._final(self._printed[name.name, card.id])) for name in card.names)
            self._names[card.id] = tuple(OwnerName(final.owner, name, final.basis, card.id) for name, final in finals)
        return self._names[card.id]

    def all_names(self, cards: Iterable[Card]) -> tuple[OwnerName, ...]:
        """Return the names that these documents print, owner by owner."""
        return tuple(sorted((name for card in cards for name in self.names_of(card)), key=_by_owner))

    def unknown(self, card: Card) -> Iterator[DocumentIssue]:
        """Yield the names that owners.csv does not know and that this document alone has; none without owners.csv."""
        if not self._rows:
            return
        homes = self._find_homes()
        for printed in sorted(card.names, key=lambda printed: printed.name):
            key = self._final(self._printed[printed.name, card.id]).name
            if key not in self._canonical and len(homes[key]) == 1:
                message = f"Owner “{printed.name}” is not in owners.csv and is named in this document only."
                issue = Issue("unknown_owner", message, Severity.NOTE, fact=printed.first)
                yield DocumentIssue(card.id, card.profile.source, issue)

    def _find_homes(self) -> dict[str, set[str]]:
        """The documents that name each owner."""
        if self._homes is None:
            self._homes = defaultdict(set)
            for (_, document), reached in self._printed.items():
                self._homes[self._final(reached).name].add(document)
        return self._homes


@cache
def _without_post(name: str) -> str:
    return split_post(name)[0]


def _common_acronyms(settings: Iterable[Setting]) -> dict[str, tuple[str, str]]:
    """Acronyms that the documents define alike, with the title of the first that does; ambiguous ones are left out."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for setting in sorted(settings, key=lambda s: (s.title, s.document)):
        for short, full in setting.acronyms.items():
            found[short].setdefault(normal_form(full), (full, setting.title))
    return {short: next(iter(forms.values())) for short, forms in found.items() if len(forms) == 1}
