"""What weaving asks of every document of a corpus, whichever of them changed: a card, small enough to keep for all."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import combinations

from extract.identity import fold
from extract.reading import Basis, Profile, Reading
from graph.acronyms import find_acronyms
from graph.editions import series_name
from graph.items import make_edition
from graph.wording import Words, weigh

# An item is found by pairs of its heaviest words; a long one says the same things as a short one among more.
_INDEXED = 8
_TELLING = 0.45
_MASK = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class PrintedName:
    """An owner's name as a document prints it, how often, and the first commitment that it stands at."""

    name: str
    times: int
    first: str


@dataclass(frozen=True, slots=True)
class Card:
    """A document for those who look through a whole corpus.

    `series_name` is that of a series which its title would make it an edition of, empty where there is none.
    `priorities` are its own by folded words; `stated` are (aim, priority) that it states, `open_aims` the aims over
    which it states none, all folded. `keys` are the keys of all its items, eight bytes each (see `keys_of`).
    """

    profile: Profile
    series_name: str
    initials: tuple[tuple[str, str], ...]
    acronyms: tuple[tuple[str, str], ...]
    names: tuple[PrintedName, ...]
    priorities: tuple[tuple[str, str], ...]
    stated: tuple[tuple[str, str], ...]
    open_aims: tuple[str, ...]
    keys: bytes

    @property
    def id(self) -> str:
        """The document's id."""
        return self.profile.id


def make_card(reading: Reading) -> Card:
    """Return the card of a document as it was read, before anything is settled by other documents."""
    names = {priority.id: fold(priority.text) for priority in reading.priorities}
    acronyms = find_acronyms(passage.text for passage in reading.passages)
    profile = reading.profile
    publisher = publisher_words(profile.publisher.value) if profile.publisher else frozenset()
    keys = {key for item in make_edition(reading, {}).items for key in keys_of(item.words, publisher)}
    return Card(
        profile=profile,
        series_name=series_name(profile) if _may_be_inferred(profile) else "",
        initials=reading.initials,
        acronyms=tuple(acronyms.items()),
        names=_printed_names(reading),
        priorities=tuple((fold(priority.text), priority.id) for priority in reading.priorities),
        stated=tuple(
            (fold(aim.text), names[aim.priority])
            for aim in reading.aims
            if aim.priority in names and aim.priority_basis is Basis.STATED
        ),
        open_aims=tuple(fold(aim.text) for aim in reading.aims if aim.priority is None),
        keys=array("q", sorted(keys)).tobytes(),
    )


def _may_be_inferred(profile: Profile) -> bool:
    """A series is inferred where the catalogue gives none and both publisher and date are known."""
    return profile.series is None and profile.publisher is not None and profile.published is not None


def _printed_names(reading: Reading) -> tuple[PrintedName, ...]:
    times: dict[str, int] = {}
    first: dict[str, str] = {}
    for commitment in reading.commitments:
        for mention in commitment.owners:
            times[mention.named_as] = times.get(mention.named_as, 0) + 1
            first.setdefault(mention.named_as, commitment.id)
    return tuple(PrintedName(name, count, first[name]) for name, count in times.items())


def keys_of(words: Words, publisher: frozenset[str]) -> Iterator[int]:
    """Yield a number for each pair of an item's heaviest words, those in the name of its publisher apart.

    Those tell nothing: a council's papers all name its place. Two items that share a number share two telling words
    (or, once in 2^63, do not: they are compared in vain).
    """
    telling = (s for s, weight in words.items() if weight >= _TELLING and s not in publisher)
    heavy = sorted(telling, key=lambda s: (-words[s], -len(s), s))
    for one, other in combinations(sorted(heavy[:_INDEXED]), 2):
        yield (_number(one) * 31 + _number(other)) & _MASK


@cache
def _number(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest())


def unpack_keys(card: Card) -> array[int]:
    """Return the keys of all items of a document."""
    keys = array("q")
    keys.frombytes(card.keys)
    return keys


@cache
def publisher_words(publisher: str) -> frozenset[str]:
    """Return the words that tell who publishes a document; none where nobody says.

    >>> sorted(publisher_words("Wexcombe Council"))
    ['wexcomb']
    """
    return frozenset(word for word, weight in weigh(publisher).items() if weight >= 1.0)


def words_of(card: Card) -> frozenset[str]:
    """Return the telling words of a document's publisher."""
    publisher = card.profile.publisher
    return publisher_words(publisher.value) if publisher else frozenset()


def publishers_meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether commitments of two publishers, by their telling words, are compared.

    They are where the two share a word (a council and its partnership), or where one of them is not known.
    """
    return not one or not other or not one.isdisjoint(other)
