"""What a corpus as a whole says of each of its documents, looked through by cards: quick for ten thousand of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from extract.reading import Fact, Reading
from graph.cards import Card
from graph.owners import Register, register_names
from graph.priorities import Completion, complete_priorities, find_completions
from graph.series import find_superseded, name_series, with_series
from ingest.people import OwnerRow


@dataclass(frozen=True, slots=True)
class Survey:
    """All cards in order of path; and by document the series that is not its own, the priorities that others state
    for its aims, which are superseded; and the names of all."""

    cards: tuple[Card, ...]
    series: Mapping[str, Fact | None]
    completions: Mapping[str, tuple[Completion, ...]]
    superseded: frozenset[str]
    sources: Mapping[str, str]
    names: Register

    def series_of(self, card: Card) -> str | None:
        """Return the series of which a document is an edition, None where it is in none."""
        series = self.series.get(card.id, card.profile.series)
        return series.value if series is not None and card.profile.published is not None else None


def make_survey(cards: Sequence[Card], owners: Sequence[OwnerRow]) -> Survey:
    """Look through the cards of a corpus; the order in which they come does not matter."""
    ordered = tuple(sorted(cards, key=lambda card: card.profile.source))
    profiles = [card.profile for card in ordered]
    return Survey(
        cards=ordered,
        series=name_series((card.profile, card.series_name) for card in ordered),
        completions=find_completions(ordered),
        superseded=frozenset(find_superseded(profiles)),
        sources={profile.source: profile.id for profile in profiles},
        names=register_names(ordered, owners),
    )


def settle_reading(reading: Reading, survey: Survey) -> Reading:
    """Return a reading with its series and the priorities over its aims as the whole corpus has them."""
    completed = complete_priorities(reading, survey.completions.get(reading.profile.id, ()))
    return with_series(completed, survey.series)


def sign(card: Card, survey: Survey) -> bytes:
    """Return a hash of all that the corpus says of a document: where it is the same, so are its own rows."""
    names = [(name.name, name.owner, name.basis) for name in survey.names.names_of(card)]
    unknown = [issue.issue.message for issue in survey.names.unknown(card)]
    corrects = survey.sources.get(card.profile.supersedes)
    said = (
        survey.series.get(card.id, card.profile.series),
        survey.completions.get(card.id, ()),
        card.id in survey.superseded,
        corrects,
        names,
        unknown,
    )
    return blake2b(msgspec.json.encode(said), digest_size=16).digest()
