"""An aim's priority from another document of the corpus that states it, where its own does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.identity import fold
from extract.reading import Aim, Basis, Reading

# As sure as a statement about an aim of the same words in another paper of the same publisher can be.
CONFIDENCE = 0.95

Stated = Mapping[tuple[str, str], Mapping[str, str]]


def complete_priorities(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Give each aim without priority the one that other documents of its publisher state for an aim of the same words.

    Only where they agree, and only a priority that the aim's own document names too. It is marked inferred, and the
    reason names the document it came from.
    """
    stated = _find_stated(readings)
    return tuple(_complete(reading, stated) for reading in readings)


def _find_stated(readings: Sequence[Reading]) -> Stated:
    """Return, by publisher and aim, each priority stated for it and the first document that does."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for reading in sorted(readings, key=lambda r: r.profile.source):
        names = {priority.id: fold(priority.text) for priority in reading.priorities}
        for aim in reading.aims:
            if aim.priority in names and aim.priority_basis is Basis.STATED:
                found[_publisher(reading), fold(aim.text)].setdefault(names[aim.priority], reading.profile.source)
    return found


def _publisher(reading: Reading) -> str:
    return fold(reading.profile.publisher.value) if reading.profile.publisher else ""


def _complete(reading: Reading, stated: Stated) -> Reading:
    own = {fold(priority.text): priority.id for priority in reading.priorities}
    aims = tuple(_complete_aim(aim, stated.get((_publisher(reading), fold(aim.text)), {}), own) for aim in reading.aims)
    if aims == reading.aims:
        return reading
    placed = {aim.id: aim.priority for aim in aims}
    commitments = tuple(
        replace(c, priority=placed[c.aim]) if c.aim in placed and c.priority is None else c for c in reading.commitments
    )
    return replace(reading, aims=aims, commitments=commitments)


def _complete_aim(aim: Aim, stated: Mapping[str, str], own: Mapping[str, str]) -> Aim:
    if aim.priority is not None or len(stated) != 1:
        return aim
    (name, source), *_ = stated.items()
    if name not in own:
        return aim
    return replace(
        aim,
        priority=own[name],
        priority_basis=Basis.INFERRED,
        priority_confidence=CONFIDENCE,
        priority_reason=f"stated for the same aim in {source}",
    )
