"""Who is the same owner, each resolution with its reason (DESIGN.md section 4).

Names are joined by: a row of owners.csv; a list of people present (initials); *the council* of the publisher; an
acronym that a document of the corpus defines; equal normal forms; a name with and without its place or a word such as
*team*; a slip of the pen where kind and publisher agree. Nothing else: alike is not the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.identity import make_id
from extract.reading import Reading
from graph.acronyms import find_acronyms
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


def resolve_owners(readings: Sequence[Reading], rows: Sequence[OwnerRow]) -> Resolved:
    """Resolve each owner as printed; the same readings and rows give the same owners in any order."""
    settings = [make_setting(reading) for reading in readings]
    register = Register(rows, settings)
    mentions = [
        (setting, commitment.id, position, mention)
        for reading, setting in zip(readings, settings, strict=True)
        for commitment in reading.commitments
        for position, mention in enumerate(commitment.owners, start=1)
    ]
    for setting, _, _, mention in mentions:
        register.note(mention.named_as, setting)
    register.join()
    of_commitments = tuple(
        CommitmentOwner(commitment, position, register.owner_of(m.named_as, setting), m.role, m.named_as, m.passage)
        for setting, commitment, position, m in mentions
    )
    return Resolved(register.owners(), register.names(), of_commitments, register.unknown(readings, settings))


def make_setting(reading: Reading) -> Setting:
    """Return what a document says about names."""
    profile = reading.profile
    publisher = profile.publisher.value if profile.publisher else ""
    return Setting(
        document=profile.id,
        title=profile.title.value if profile.title else profile.source,
        publisher=normal_form(publisher) if publisher else "",
        place=place_of(publisher) if publisher else "",
        initials=dict(reading.initials),
        acronyms=find_acronyms(passage.text for passage in reading.passages),
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

    def note(self, name: str, setting: Setting) -> None:
        """Take in one printed name."""
        reached = self._reach(name, setting)
        self._printed[name, setting.document] = reached
        shown = setting.initials.get(name, split_post(name)[0])
        self._spellings[reached.key][shown] += 1
        self._publishers[reached.key].add(setting.publisher)
        self._places[reached.key].add(setting.place)
        self._documents[reached.key].add(setting.document)

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

    def _final(self, reached: _Reached) -> _Reached:
        """The key and the whole reason once all names are joined."""
        root = self._root(reached.key)
        joined = self._bases.get(reached.key, "joined with another spelling" if root != reached.key else "")
        bases = [basis for basis in (reached.basis if reached.basis != "same name" else "", joined) if basis]
        return _Reached(root, "; ".join(bases) or "same name")

    def owner_of(self, name: str, setting: Setting) -> str:
        """Return the id of the owner that a printed name is resolved to."""
        return make_id("o", self._final(self._printed[name, setting.document]).key)

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
            joined[self._final(_Reached(key, "")).key].append(key)
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

    def names(self) -> tuple[OwnerName, ...]:
        """Return each printed name with its owner, the reason, and the document."""
        rows = []
        for (name, document), reached in self._printed.items():
            final = self._final(reached)
            rows.append(OwnerName(make_id("o", final.key), name, final.basis, document))
        return tuple(sorted(rows, key=lambda row: (row.owner, row.name, row.document or "")))

    def unknown(self, readings: Sequence[Reading], settings: Sequence[Setting]) -> tuple[DocumentIssue, ...]:
        """Names that owners.csv does not know and that one document alone has; none where there is no owners.csv."""
        if not self._rows:
            return ()
        homes: dict[str, set[str]] = defaultdict(set)
        for (_, document), reached in self._printed.items():
            homes[self._final(reached).key].add(document)
        issues = []
        for reading, setting in zip(readings, settings, strict=True):
            for name, mention in sorted(_first_mentions(reading).items()):
                key = self._final(self._printed[name, setting.document]).key
                if key not in self._canonical and len(homes[key]) == 1:
                    message = f"Owner “{name}” is not in owners.csv and is named in this document only."
                    issue = Issue("unknown_owner", message, Severity.NOTE, fact=mention)
                    issues.append(DocumentIssue(setting.document, reading.profile.source, issue))
        return tuple(issues)


def _first_mentions(reading: Reading) -> dict[str, str]:
    found: dict[str, str] = {}
    for commitment in reading.commitments:
        for mention in commitment.owners:
            found.setdefault(mention.named_as, commitment.id)
    return found


def _common_acronyms(settings: Iterable[Setting]) -> dict[str, tuple[str, str]]:
    """Acronyms that the documents define alike, with the title of the first that does; ambiguous ones are left out."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for setting in sorted(settings, key=lambda s: (s.title, s.document)):
        for short, full in setting.acronyms.items():
            found[short].setdefault(normal_form(full), (full, setting.title))
    return {short: next(iter(forms.values())) for short, forms in found.items() if len(forms) == 1}
