"""Commitments, risks and attendance in prose: blocks of text in, plain data with exact offsets out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.language import model_version
from extract.prose.actions import Minutes, find_actions
from extract.prose.blocks import FoundCommitment, FoundRisk, ProseBlock
from extract.prose.people import keeps_attendance, read_attendance
from extract.prose.pledges import Sentence, find_pledges
from extract.prose.risks import find_risk_units, find_risks
from extract.prose.sections import find_sectioned
from extract.prose.sentences import Unit, make_units, split_sentences
from extract.prose.titles import is_titled
from extract.prose.wording import Span, find_listed, find_worded
from extract.reading import CommitmentKind

__all__ = [
    "FoundCommitment",
    "FoundRisk",
    "ProseBlock",
    "find_commitments",
    "find_risks",
    "model_version",
    "read_attendance",
]


def find_commitments(blocks: Sequence[ProseBlock], written: str | None) -> tuple[FoundCommitment, ...]:
    """Find what prose undertakes, recommends, resolves and expects, in reading order.

    `written` is the date of the document in EDTF, None where unknown. Each stretch of text is read once, by the first
    that holds: action line, section or label (recommendations, next steps, resolutions), list under a lead-in, the
    sentence's own words. In the update of an action only promises and forecasts are looked for.

    >>> lead_in = ProseBlock(0, "paragraph", "We will:", "", 0, "")
    >>> blocks = [lead_in, ProseBlock(1, "list_item", "plant trees", "•", 0, "")]
    >>> [(found.index, found.kind.value, found.lead_in, found.agent) for found in find_commitments(blocks, "2025")]
    [(1, 'pledge', 'We will:', 'We')]
    """
    units = make_units(blocks)
    minutes = Minutes(read_attendance(blocks), _is_minutes(blocks))
    actions = find_actions(units, minutes)
    sectioned = find_sectioned(units)
    risks = find_risk_units(units)
    listed, items, leads = find_listed(units, sectioned.used | risks)
    found = [*actions, *sectioned.found, *listed]
    free = [unit for place, unit in enumerate(units) if place not in sectioned.used | items | risks]
    found.extend(_find_in_sentences(_split(free, leads), found, minutes.is_minutes, written))
    steps = [units[place] for place in sorted(sectioned.told)]
    return tuple(_as_step(each, steps) for each in _without_overlaps(found, blocks))


def _find_in_sentences(
    sentences: Sequence[Sentence], found: Sequence[FoundCommitment], is_minutes: bool, written: str | None
) -> list[FoundCommitment]:
    has_section = any(each.kind is CommitmentKind.RECOMMENDATION for each in found)
    worded: list[FoundCommitment] = []
    rest = []
    for sentence in sentences:
        read = list(find_worded(sentence, is_minutes=is_minutes, has_section=has_section))
        worded.extend(read)
        if not read:
            rest.append(sentence)
    return [*worded, *find_pledges(rest, written)]


def _split(units: Sequence[Unit], leads: frozenset[Span]) -> list[Sentence]:
    """Return the sentences of units but for headings, risks and the lead-ins of lists."""
    return [
        Sentence(unit, unit.start + start, unit.start + end)
        for unit in units
        if unit.kind != "heading" and not is_titled("risks", unit.block)
        for start, end in split_sentences(unit.text)
        if (unit.block.index, unit.start + start) not in leads
    ]


def _as_step(found: FoundCommitment, told: Sequence[Unit]) -> FoundCommitment:
    """Make a promise or forecast in a paragraph under Next steps a next step, numbered as the paragraph is."""
    over = next((u for u in told if u.block.index == found.index and u.start <= found.start < u.end), None)
    if over is None or found.kind not in {CommitmentKind.PLEDGE, CommitmentKind.EXPECTATION}:
        return found
    return replace(found, kind=CommitmentKind.NEXT_STEP, number=over.number)


def _is_minutes(blocks: Sequence[ProseBlock]) -> bool:
    """Tell whether a document looks like minutes: it keeps attendance, or its first headings say so."""
    titles = [block.text.casefold() for block in blocks[:12]]
    return keeps_attendance(blocks) or any("minutes" in title.split() for title in titles)


def _without_overlaps(found: Sequence[FoundCommitment], blocks: Sequence[ProseBlock]) -> list[FoundCommitment]:
    """Keep the first reading of each stretch of text; return them in reading order."""
    kept: dict[int, list[FoundCommitment]] = {}
    for each in found:
        others = kept.setdefault(each.index, [])
        if not any(each.start < other.end and other.start < each.end for other in others):
            others.append(each)
    return [each for block in blocks for each in sorted(kept.pop(block.index, []), key=lambda each: each.start)]
