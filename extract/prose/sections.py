"""Recommendations, next steps and resolutions: by the section they stand in, by their lead-in, by their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from extract.prose.blocks import FoundCommitment
from extract.prose.lists import Lead, find_lead, is_below, split_enumeration
from extract.prose.pledges import is_promising
from extract.prose.sentences import Unit, split_sentences
from extract.prose.titles import cue, fold_title, is_title, is_titled
from extract.reading import CommitmentKind, Tier

SectionName = Literal["recommendations", "next_steps", "resolutions"]
KINDS: dict[SectionName, CommitmentKind] = {
    "recommendations": CommitmentKind.RECOMMENDATION,
    "next_steps": CommitmentKind.NEXT_STEP,
    "resolutions": CommitmentKind.RESOLUTION,
}
_ADDRESSEE = re.compile(
    r"(?:\bthat (?P<that>(?:the )?[A-Z][^:.;]{2,80}?)|\b(?P<the>(?:the )?[A-Z][\w’'& -]{2,80}?) (?:is|are)(?: \w+)? "
    r"(?:asked|invited|requested|recommended)(?: to| that)?)\s*(?:[:–—-]|$)",
    re.IGNORECASE,
)
#: A title of this many words at most can stand as a paragraph of its own over a list.
_TITLE_WORDS = 6
#: A numbered item of more words than this recommends something itself, though a list follows.
_LEAD_WORDS = 8


@dataclass(frozen=True, slots=True)
class Sectioned:
    """What the sections of a document hold, and the positions of the units that they used up.

    `told` are paragraphs under Next steps: their sentences are judged like any others, and what they promise is a step.
    """

    found: tuple[FoundCommitment, ...]
    used: frozenset[int]
    told: frozenset[int]


def find_sectioned(units: Sequence[Unit]) -> Sectioned:
    """Read the sections named Recommendations, Next steps, Resolved …; updates of actions are left alone."""
    names = _name_units(units)
    found: list[FoundCommitment] = []
    used: set[int] = set()
    told: set[int] = set()
    for (name, _, _), run in groupby(enumerate(names), key=lambda each: (each[1], *_place(units[each[0]]))):
        if name:
            positions = [position for position, _ in run]
            told.update(position for position in positions if name == "next_steps")
            for position, commitment in _read_section(name, units, positions):
                used.add(position)
                if commitment is not None:
                    found.append(commitment)
    return Sectioned(tuple(found), frozenset(used), frozenset(told - used))


def make_found(unit: Unit, start: int, end: int, kind: CommitmentKind, **fields: str) -> FoundCommitment:
    """Make a commitment of part of a unit (offsets into the block); a label `Recommendation 3:` is left out."""
    text = unit.block.text
    number = fields.pop("number", "") or unit.number
    if kind is CommitmentKind.RECOMMENDATION and (label := cue("recommendations", "labelled").match(text[start:end])):
        start, number = start + label.end(), label["number"] or number
    found = FoundCommitment(unit.block.index, start, end, kind, number=number)
    return replace(found, **fields)  # type: ignore[arg-type]  # the callers pass text fields only


def find_addressee(lead: str) -> str:
    """Return who is asked to act, as printed, empty where nobody is named.

    >>> find_addressee("It is recommended that the Housing Board:"), find_addressee("The Cabinet is asked to:")
    ('the Housing Board', 'The Cabinet')
    """
    match = _ADDRESSEE.search(lead)
    return (match["that"] or match["the"] or "").strip() if match else ""


def _place(unit: Unit) -> tuple[str, str]:
    return unit.block.section, unit.block.label


def _name_units(units: Sequence[Unit]) -> list[SectionName | None]:
    """Name the section of each unit; a short paragraph that is a title opens one for the list after it."""
    names: list[SectionName | None] = []
    opened: SectionName | None = None
    for unit in units:
        named = _name(unit)
        if unit.kind == "heading":
            opened = None
        elif named is None and unit.kind == "text" and not unit.block.in_update:
            title = _title(unit)
            closes = title is None and (opened is None or not _continues(opened, unit))
            opened = None if closes else title or opened
        names.append(named or (None if unit.kind == "heading" or unit.block.in_update else opened))
    return names


def _name(unit: Unit) -> SectionName | None:
    if unit.block.in_update or unit.kind == "heading" or (unit.block.kind == "cell" and not unit.block.label):
        return None
    return next((name for name in KINDS if is_titled(name, unit.block)), None)


def _title(unit: Unit) -> SectionName | None:
    if len(unit.text.split()) > _TITLE_WORDS:
        return None
    return next((name for name in KINDS if is_title(name, unit.text)), None)


def _continues(name: SectionName, unit: Unit) -> bool:
    return find_lead(unit) is not None or (name != "next_steps" and _is_worded(name, unit.text))


def _read_section(
    name: SectionName, units: Sequence[Unit], positions: Sequence[int]
) -> Iterator[tuple[int, FoundCommitment | None]]:
    """Yield each unit of a section with a commitment, or with None where it is a lead-in or title."""
    lead: Lead | None = None
    parent: Unit | None = None
    mixed = "conclusion" in fold_title(units[positions[0]].block.section.rsplit(" > ", 1)[-1])
    for place, position in enumerate(positions):
        unit = units[position]
        follows = units[positions[place + 1]] if place + 1 < len(positions) else None
        if lead is not None and _ends_list(unit, lead.unit):
            lead, parent = None, None
        opened = _open(name, unit, follows)
        if opened or _title(unit):
            lead, parent = opened, None
            yield position, None
        elif unit.kind == "item" and (not mixed or _is_worded(name, unit.text)) and not _tells(name, unit, lead):
            below = parent is not None and is_below(unit, parent)
            yield from ((position, each) for each in _read_item(name, unit, lead, parent if below else None))
            parent = parent if below else unit
        elif name != "next_steps" or lead is not None:
            yield from ((position, each) for each in _read_paragraph(name, unit, lead))


def _tells(name: SectionName, unit: Unit, lead: Lead | None) -> bool:
    """Tell whether an item is a numbered paragraph of several sentences, not a step of its own."""
    return name == "next_steps" and lead is None and unit.style == "section" and len(split_sentences(unit.text)) > 1


def _ends_list(unit: Unit, lead: Unit) -> bool:
    """Tell whether an item is a sibling of the numbered paragraph that opened the list."""
    return unit.kind == lead.kind == "item" and not is_below(unit, lead)


def _open(name: SectionName, unit: Unit, follows: Unit | None) -> Lead | None:
    """Return the lead-in that a unit is: left open, with no recommendation of its own."""
    lead = find_lead(unit)
    if lead is not None and _title(unit) and not find_addressee(lead.text):
        return None
    if lead is None or follows is None or split_enumeration(unit.text):
        return None
    if name == "next_steps":
        hangs = follows.kind == "item" and (unit.kind != "item" or is_below(follows, unit))
        return lead if hangs else None
    if unit.kind == "item" and len(lead.text.split()) > _LEAD_WORDS:
        return None
    if cue("recommendations", "lead").search(lead.text) or cue("resolutions", "label").fullmatch(lead.text):
        return lead
    return None if unit.kind == "item" else lead


def _read_item(name: SectionName, unit: Unit, lead: Lead | None, parent: Unit | None) -> Iterator[FoundCommitment]:
    """Yield an item as one commitment, or each part of an enumeration in it."""
    lead_in, agent = (parent.text, "") if parent and parent.text.endswith(":") else (lead.text if lead else "", "")
    title = unit.block.section.rsplit(" > ", 1)[-1]
    if not lead_in and cue("recommendations", "sentence").search(title):
        lead_in = title
    agent = find_addressee(lead.text if lead else lead_in)
    parts = split_enumeration(unit.text) if name != "next_steps" else ()
    spans = [(number, unit.start + a, unit.start + b) for number, a, b in parts] or [("", unit.start, unit.end)]
    if parts:
        lead_in = unit.text[: parts[0][1]].rsplit("(", 1)[0].strip() or lead_in
    for number, start, end in spans:
        made = make_found(unit, start, end, KINDS[name], number=number, lead_in=lead_in, agent=agent)
        if lead is None and parent is None and name == "next_steps" and _is_headline(unit.text):
            made = replace(made, tier=Tier.TO_CHECK, tier_reason="a title rather than a step")
        yield replace(made, parent_index=parent.block.index) if parent else made


def _read_paragraph(name: SectionName, unit: Unit, lead: Lead | None) -> Iterator[FoundCommitment]:
    """Yield what a paragraph of a section recommends, resolves or announces."""
    lead_in = lead.text if lead else ""
    agent = find_addressee(lead_in)
    if split_enumeration(unit.text):
        yield from _read_item(name, unit, lead, None)
    elif cue("recommendations", "opening").search(unit.text) or cue("recommendations", "labelled").match(unit.text):
        yield make_found(unit, unit.start, unit.end, KINDS[name], lead_in=lead_in, agent=agent)
    elif lead is not None:
        made = make_found(unit, unit.start, unit.end, KINDS[name], lead_in=lead_in, agent=agent)
        yield replace(made, tier=Tier.TO_CHECK, tier_reason="a line after the lead-in, without number or bullet")
    else:
        for start, end in split_sentences(unit.text):
            if _is_worded(name, unit.text[start:end]):
                yield make_found(unit, unit.start + start, unit.start + end, KINDS[name])


def _is_headline(text: str) -> bool:
    """Tell whether all longer words have a capital and no full stop ends them."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return not text.endswith(".") and all(word[0].isupper() for word in words)


def _is_worded(name: SectionName, text: str) -> bool:
    """Tell whether words recommend or resolve by themselves."""
    if name == "next_steps":
        return is_promising(text)
    pattern = cue("recommendations" if name == "recommendations" else "resolutions", "sentence")
    return bool(pattern.search(text) or cue("recommendations", "opening").search(text))
