"""Commitments as they are compared: their words weighed, their owners resolved, their place in an edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.identity import fold
from extract.reading import Aim, Commitment, CommitmentKind, Reading, Status
from graph.wording import Words, weigh

OwnersOf = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Item:
    """One commitment of one edition with all that a comparison looks at.

    `copies` are the ids of the same row printed again in the document; `aim` is the folded name of its aim.
    """

    commitment: Commitment
    document: str
    key: str
    words: Words
    update: Words
    owners: frozenset[str]
    aim: str
    aim_id: str | None
    position: int
    copies: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The commitment's id."""
        return self.commitment.id

    @property
    def status(self) -> Status | None:
        """What the report says of it."""
        return self.commitment.update.status if self.commitment.update else None


@dataclass(frozen=True, slots=True)
class Edition:
    """The items of one document of a series, in reading order, and its aims."""

    document: str
    published: str
    source: str
    items: tuple[Item, ...]
    aims: tuple[Aim, ...]


def make_edition(reading: Reading, owners: OwnersOf) -> Edition:
    """Return a document's commitments as items; what it prints twice under one aim is one item with copies.

    Sentences of an action's update are part of that action, not items.
    """
    aims = {aim.id: aim for aim in reading.aims}
    groups: dict[tuple[str, str, str, str], list[tuple[int, Commitment]]] = defaultdict(list)
    for position, commitment in enumerate(reading.commitments):
        if commitment.parent is None:
            key = (group_of(commitment.kind), fold(commitment.text), commitment.aim or "", fold(commitment.number))
            groups[key].append((position, commitment))
    profile = reading.profile
    items = [_make_item(profile.id, same, aims, owners) for same in groups.values()]
    published = profile.published.value if profile.published else ""
    return Edition(profile.id, published, profile.source, tuple(items), reading.aims)


def group_editions(editions: Iterable[Edition], series: Mapping[str, str | None]) -> dict[str, list[Edition]]:
    """Return the editions of each series in the order in which they follow one another."""
    grouped: dict[str, list[Edition]] = defaultdict(list)
    for edition in editions:
        name = series[edition.document]
        if name is not None:
            grouped[name].append(edition)
    return {name: sorted(grouped[name], key=lambda e: (e.published, e.source)) for name in sorted(grouped)}


def group_of(kind: CommitmentKind) -> str:
    """Return the sort of undertaking: only those of one sort are compared from edition to edition."""
    if kind in (CommitmentKind.ACTION, CommitmentKind.ACTION_ARISING):
        return "action"
    return "pledge" if kind in (CommitmentKind.PLEDGE, CommitmentKind.EXPECTATION) else kind.value


def _make_item(
    document: str, same: Sequence[tuple[int, Commitment]], aims: Mapping[str, Aim], owners: OwnersOf
) -> Item:
    """The copy printed last stands for all: minutes sum up at the end what was decided on the way."""
    position, commitment = same[-1]
    update = commitment.update.text if commitment.update else ""
    aim = aims.get(commitment.aim or "")
    return Item(
        commitment=commitment,
        document=document,
        key=fold(commitment.text),
        words=_weigh_apart(commitment),
        update=weigh(update),
        owners=owners.get(commitment.id, frozenset()),
        aim=fold(aim.text) if aim else "",
        aim_id=commitment.aim,
        position=position,
        copies=tuple(other.id for _, other in same[:-1]),
    )


def _weigh_apart(commitment: Commitment) -> Words:
    """The words of a commitment without its owners' names: who is to do it is compared by itself."""
    words = weigh(commitment.text)
    names = {stem for owner in commitment.owners for stem in weigh(owner.named_as)}
    rest = {stem: weight for stem, weight in words.items() if stem not in names or weight < 1.0}
    return rest or words
