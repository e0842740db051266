"""Commitments by their own words: lists under a lead-in, recommendations and resolutions in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from extract.language import Person, read_predicates
from extract.prose.blocks import FoundCommitment
from extract.prose.lists import Group, find_groups, read_bare_lead, split_enumeration
from extract.prose.pledges import Sentence, data, holds_voices
from extract.prose.sections import find_addressee, make_found
from extract.prose.sentences import Unit
from extract.prose.titles import cue
from extract.reading import CommitmentKind, Tier

Strength = Literal["firm", "soft"]
#: A block's index and where in it a sentence begins.
Span = tuple[int, int]
_IN_HAND = re.compile(r"\b(?:are|is)(?: \w+)? working\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _LeadIn:
    pattern: re.Pattern[str]
    strength: Strength
    complete: bool


def find_listed(
    units: Sequence[Unit], used: frozenset[int]
) -> tuple[list[FoundCommitment], frozenset[int], frozenset[Span]]:
    """Find lists under a lead-in outside named sections; return them, the items used up and the lead-ins' spans."""
    found: list[FoundCommitment] = []
    taken: set[int] = set()
    leads: set[Span] = set()
    groups = [group for group in find_groups(units) if not taken_by(group, used)]
    agents = _read_agents([group.lead.text for group in groups])
    for group, agent in zip(groups, agents, strict=True):
        if taken & set(group.items):
            continue
        read = list(_read_group(units, group, agent))
        if read:
            found.extend(read)
            taken.update(group.items)
            leads.add((group.lead.unit.block.index, group.lead.start))
    return found, frozenset(taken), frozenset(leads)


def taken_by(group: Group, used: frozenset[int]) -> bool:
    """Tell whether a section has used the group's items up."""
    return bool(used & set(group.items))


def find_worded(sentence: Sentence, *, is_minutes: bool, has_section: bool) -> Iterator[FoundCommitment]:
    """Find what one sentence recommends or resolves; nothing in the update of an action."""
    text = sentence.text
    if sentence.unit.block.in_update:
        return
    if cue("recommendations", "labelled").match(text):
        yield make_found(sentence.unit, sentence.start, sentence.end, CommitmentKind.RECOMMENDATION)
    elif cue("recommendations", "sentence").search(text):
        for found in _enumerated(sentence, CommitmentKind.RECOMMENDATION):
            doubt = "it stands outside the section of recommendations" if has_section else ""
            yield _doubted(found, doubt)
    elif _resolves(text):
        for found in _enumerated(sentence, CommitmentKind.RESOLUTION):
            sure = is_minutes or cue("resolutions", "label").match(text)
            yield _doubted(found, "" if sure else "it may tell of an earlier decision")


def _resolves(text: str) -> bool:
    if cue("resolutions", "earlier").search(text):
        return False
    return bool(cue("resolutions", "sentence").search(text) or cue("resolutions", "noted").search(text))


def _doubted(found: FoundCommitment, reason: str) -> FoundCommitment:
    return replace(found, tier=Tier.TO_CHECK, tier_reason=reason) if reason else found


def _enumerated(sentence: Sentence, kind: CommitmentKind) -> Iterator[FoundCommitment]:
    """Yield a sentence, or the parts of its enumeration; a label `RESOLVED:` becomes the lead-in."""
    text, start = sentence.text, sentence.start
    parts = split_enumeration(text)
    if parts:
        lead_in = text[: parts[0][1]].rsplit("(", 1)[0].strip()
        for number, first, last in parts:
            yield make_found(
                sentence.unit, start + first, start + last, kind, number=number, lead_in=lead_in,
                agent=find_addressee(lead_in),
            )  # fmt: skip
        return
    label = cue("resolutions", "label").match(text) if kind is CommitmentKind.RESOLUTION else None
    if label and label.end() < len(text):
        yield make_found(sentence.unit, start + label.end(), sentence.end, kind, lead_in=label[0].strip())
    elif label is None:
        clause = cue("resolutions", "sentence").search(text) if kind is CommitmentKind.RESOLUTION else None
        told = clause is not None and re.search(r"\b(?:and|but|;)\s*$", text[: clause.start()])
        yield make_found(sentence.unit, start + (clause.start() if clause and told else 0), sentence.end, kind)


def _read_group(units: Sequence[Unit], group: Group, agent: str) -> Iterator[FoundCommitment]:
    """Yield the items of a list as its lead-in makes them: recommended, resolved, or promised."""
    block = group.lead.unit.block
    lead = group.lead.text
    if not block.in_update and _is_worded_lead("recommendations", lead):
        yield from _read_items(units, group, CommitmentKind.RECOMMENDATION, find_addressee(lead))
    elif not block.in_update and _resolves(lead):
        yield from _read_items(units, group, CommitmentKind.RESOLUTION, "")
    elif (promise := _promise(lead)) and not holds_voices(block.section):
        reason = "" if promise.complete else "its lead-in does not end in a promise"
        if group.items[-1] - group.items[0] >= len(group.items):
            reason = "it heads a paragraph of its own"
        if promise.strength == "soft" and _IN_HAND.search(lead):
            reason = "it is work in hand"
        for found in _read_items(units, group, CommitmentKind.PLEDGE, agent):
            yield _doubted(replace(found, strength=promise.strength), reason)


def _read_items(units: Sequence[Unit], group: Group, kind: CommitmentKind, agent: str) -> Iterator[FoundCommitment]:
    for position, above in zip(group.items, group.parents, strict=True):
        unit = units[position]
        found = make_found(unit, unit.start, unit.end, kind, lead_in=group.lead.text, agent=agent)
        yield replace(found, parent_index=units[above].block.index) if above is not None else found


def _is_worded_lead(name: str, lead: str) -> bool:
    return bool(cue(name, "sentence").search(lead))


def _promise(lead: str) -> _LeadIn | None:
    text = " ".join(lead.split())
    if bare := read_bare_lead(lead):
        return _LeadIn(bare.re, data()["bare_lead_ins"]["strength"], complete=True)
    return next((each for each in _lead_ins() if each.pattern.search(text)), None)


def _read_agents(leads: Sequence[str]) -> list[str]:
    """Return who acts in each lead-in, as printed: the subject of its last verb."""
    completed = [re.sub(r"\s*[:;–—-]+\s*$", "", lead) + " do this" for lead in leads]
    agents = []
    for lead, predicates in zip(leads, read_predicates(completed), strict=True):
        if bare := read_bare_lead(lead):
            agents.append(bare["agent"] or "")
            continue
        acting = [each for each in predicates if each.subject and each.person is not Person.PRONOUN]
        agents.append(acting[-1].subject if acting else "")
    return agents


@cache
def _lead_ins() -> tuple[_LeadIn, ...]:
    return tuple(
        _LeadIn(re.compile(each["pattern"], re.IGNORECASE), each["strength"], each["complete"])
        for each in data()["lead_ins"]
    )
