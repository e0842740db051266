"""Risks that a document names, with their mitigations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.prose.blocks import FoundRisk, ProseBlock
from extract.prose.lists import find_groups, find_lead
from extract.prose.sentences import Unit, make_units, trim
from extract.prose.titles import cue, is_titled

_TITLE = re.compile(r"^(?P<title>[^:.;–—]{3,90}?)\s*(?::|\s[–—-])\s+(?=\S)")


def find_risks(blocks: Sequence[ProseBlock]) -> tuple[FoundRisk, ...]:
    """Find the risks of sections and cells named `Key risks`, `Risks and mitigations` …, and of lists that say so.

    >>> block = ProseBlock(0, "list_item", "Staffing: posts stay empty. Mitigation: agency cover.", "•", 0, "Key risks")
    >>> [(risk.title, risk.mitigation) for risk in find_risks([block])]
    [('Staffing', 'agency cover.')]
    """
    units = make_units(blocks)
    listed = {item for group in find_groups(units) if _is_risk_lead(group.lead.text) for item in group.items}
    named = {i for i, unit in enumerate(units) if unit.kind != "heading" and is_titled("risks", unit.block)}
    return tuple(_read(units, sorted(listed | named)))


def find_risk_units(units: Sequence[Unit]) -> frozenset[int]:
    """Return the positions of list items that tell of risks, so that no promise is read from them."""
    items = (item for group in find_groups(units) if _is_risk_lead(group.lead.text) for item in group.items)
    return frozenset(items)


def _is_risk_lead(text: str) -> bool:
    return bool(cue("risks", "lead").search(text))


def _read(units: Sequence[Unit], positions: Sequence[int]) -> Iterator[FoundRisk]:
    """Yield a risk for each unit; one that only tells of mitigation belongs to the risk before it."""
    risk: FoundRisk | None = None
    mitigating = False
    for position in positions:
        unit = units[position]
        text = unit.text
        answer = cue("risks", "mitigation").search(text)
        if answer and answer.start() == 0:
            mitigating, answered = True, text[answer.end() :].strip()
        elif mitigating and unit.kind == "text":
            answered = text
        else:
            if risk is not None:
                yield risk
            mitigating, answered = False, ""
            risk = None if find_lead(unit) and unit.kind != "item" else _make(unit, answer)
        if risk is not None and answered:
            risk = _with_mitigation(risk, answered)
    if risk is not None:
        yield risk


def _make(unit: Unit, answer: re.Match[str] | None) -> FoundRisk:
    text = unit.block.text
    start, end = trim(text, unit.start, unit.start + answer.start() if answer else unit.end)
    title = _TITLE.match(text[start:end])
    printed = text[unit.start + answer.start() : unit.end] if answer else ""
    label = re.match(r"\w[\w ]*\s*[:–—-]+\s*", printed)
    mitigation = printed[label.end() :] if label and label.end() < 40 else printed
    return FoundRisk(
        unit.block.index, start, end, title["title"].strip() if title else "", text[start:end], mitigation.strip()
    )


def _with_mitigation(risk: FoundRisk, answered: str) -> FoundRisk:
    mitigation = f"{risk.mitigation} {answered}".strip()
    return FoundRisk(risk.index, risk.start, risk.end, risk.title, risk.text, mitigation)
