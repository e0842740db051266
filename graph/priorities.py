"""An aim's priority from another document of the corpus that states it, where its own does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.identity import fold
from extract.reading import Aim, Basis, Reading
from graph.cards import Card

# As sure as a statement about an aim of the same words in another paper of the same publisher can be.
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Completion:
    """A priority for the aims of these words that have none, and the document that states it; words are folded."""

    aim: str
    priority: str
    source: str


def find_completions(cards: Iterable[Card]) -> dict[str, tuple[Completion, ...]]:
    """Return, by document, the priorities that other documents of its publisher state for an aim of the same words.

    Only where they agree, and only a priority that the aim's own document names too.
    """
    every = sorted(cards, key=lambda card: card.profile.source)
    stated = _find_stated(every)
    found = ((card.id, tuple(_complete(card, stated))) for card in every if card.open_aims and card.priorities)
    return {document: completions for document, completions in found if completions}


def _find_stated(cards: Iterable[Card]) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Return, by publisher and aim, each priority stated for it and the first document that does."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for card in cards:
        for aim, priority in card.stated:
            found[_publisher(card), aim].setdefault(priority, card.profile.source)
    return found


def _publisher(card: Card) -> str:
    return fold(card.profile.publisher.value) if card.profile.publisher else ""


def _complete(card: Card, stated: Mapping[tuple[str, str], Mapping[str, str]]) -> Iterator[Completion]:
    own = {name for name, _ in card.priorities}
    for aim in dict.fromkeys(card.open_aims):
        said = stated.get((_publisher(card), aim), {})
        if len(said) == 1 and not own.isdisjoint(said):
            [(priority, source)] = said.items()
            yield Completion(aim, priority, source)


def complete_priorities(reading: Reading, completions: Sequence[Completion]) -> Reading:
    """Give each aim without priority the one found for it, marked inferred, with the document it came from."""
    if not completions:
        return reading
    found = {completion.aim: completion for completion in completions}
    own = {fold(priority.text): priority.id for priority in reading.priorities}
    aims = tuple(_complete_aim(aim, found.get(fold(aim.text)), own) for aim in reading.aims)
    placed = {aim.id: aim.priority for aim in aims}
    commitments = tuple(
        replace(c, priority=placed[c.aim]) if c.aim in placed and c.priority is None else c for c in reading.commitments
    )
    return replace(reading, aims=aims, commitments=commitments)


def _complete_aim(aim: Aim, completion: Completion | None, own: Mapping[str, str]) -> Aim:
    if aim.priority is not None or completion is None:
        return aim
    return replace(
        aim,
        priority=own[completion.priority],
        priority_basis=Basis.INFERRED,
        priority_confidence=CONFIDENCE,
        priority_reason=f"stated for the same aim in {completion.source}",
    )
