"""What minutes give somebody to do: `ACTION:` lines, `[AS to order signs]`, `Clerk to write to …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.prose.blocks import FoundCommitment
from extract.prose.sentences import Unit, split_sentences, trim
from extract.prose.titles import cue, section_data
from extract.reading import CommitmentKind, Tier

_SEPARATOR = r"(?:\s*(?:/|&|,|\band\b)\s*)"
_VERB = (
    r"\s+(?:(?:is |are )?to|will)\s+(?:also\s+|then\s+)?"
    r"(?!(?:the|a|an|this|that|his|her|its|be|date|which|whom)\b)(?P<verb>[a-z][a-z-]+)"
)
_BY = r"\bwill (?:also )?be (?:\w+ )?(?P<verb>\w+(?:ed|en|t|un))\b[^.;]*?\bby (?P<who>"
_BEFORE = r"(?:^|(?<=[.;:,)\]]\s)|(?<=[–—-]\s)|(?<=[\[(])|(?<=\band\s)|(?<=\*\s)|(?<=\s{2}))"
_NUMBER = re.compile(r"^(?P<number>[A-Z][a-z]{2}\s?\d{2}\.\d{1,3})\s*[:–—-]?\s*")
#: After a vague verb (`NO to organise`) this many words at most leave it vague.
_VAGUE_REST = 3


@dataclass(frozen=True, slots=True)
class Minutes:
    """What tells who can be given an action: initials with names, and whether the document looks like minutes."""

    people: Mapping[str, str]
    is_minutes: bool


def find_actions(units: Sequence[Unit], minutes: Minutes) -> list[FoundCommitment]:
    """Find actions arising; without signs of minutes only lines labelled `ACTION` in capitals."""
    found: list[FoundCommitment] = []
    for position, unit in enumerate(units):
        if unit.kind == "heading" or unit.block.in_update:
            continue
        labelled = list(_read_labels(units, position, minutes))
        found.extend(labelled)
        if minutes.is_minutes:
            found.extend(_read_names(unit, minutes, labelled))
    return found


def _read_labels(units: Sequence[Unit], position: int, minutes: Minutes) -> Iterator[FoundCommitment]:
    unit = units[position]
    labels = list(cue("actions", "label").finditer(unit.text))
    ends = [*(each.start() for each in labels[1:]), len(unit.text)] if labels else []
    for label, end in zip(labels, ends, strict=True):
        if label["open"] and (close := re.search(r"[\])]", unit.text[label.end() : end])):
            end = label.end() + close.start()
        if not (minutes.is_minutes or label[0].lstrip("[(").startswith(("ACTION", "AP")) or label["owner"]):
            continue
        owner = (label["owner"] or label["by"] or "").strip(" ,&/")
        body, number = unit.text[label.end() : end], label["number"] or unit.number
        names, when = _split_names(body, minutes)
        if names is not None:
            lead_in = f"{label[0].strip()} {body.strip()}" if when else label[0].strip()
            yield from _read_before(units, position, label, names.strip(" .") or owner, number, lead_in)
        else:
            first, last, named = _read_body(body, minutes)
            span = (unit.start + label.end() + first, unit.start + label.end() + last)
            yield _make(unit, *span, owner or named, number, label[0].strip())


def _split_names(body: str, minutes: Minutes) -> tuple[str | None, str]:
    """Return the names of a body that holds nothing else but a date, and that date; None where it says what to do."""
    if _only_names(body, minutes):
        return body, ""
    when = re.search(rf"[\s,;–—-]+(?={section_data()['actions']['due']})", body, re.IGNORECASE)
    if when is None or not body[: when.start()].strip() or not _only_names(body[: when.start()], minutes):
        return None, ""
    return body[: when.start()], body[when.end() :]


def _read_body(body: str, minutes: Minutes) -> tuple[int, int, str]:
    """Return the bounds of what is to be done, sentences that say when or who included, and who is to do it."""
    who = rf"(?:{_who(minutes)}|[A-Z]{{2,4}}\b|{section_data()['actions']['bodies']})"
    whos = rf"(?P<who>{who}(?:{_SEPARATOR}{who})*)"
    given = re.match(rf"\W*{whos}(?:\s+[–—-]+\s+|\s*[:–—|]\s*)(?=\w)", body)
    begin = given.end() if given else 0
    sentences = split_sentences(body[begin:])
    if not sentences:
        return 0, len(body), ""
    first, last = sentences[0]
    after = re.compile(rf"{section_data()['actions']['due']}|{section_data()['actions']['owner']}", re.IGNORECASE)
    for start, stop in sentences[1:]:
        if not after.match(body, begin + start):
            break
        last = stop
    words = body[begin + first : begin + last]
    asked = re.search(rf"\b(?i:{section_data()['actions']['owner']}){whos}", words)
    bracketed = re.search(
        rf"[(\[]{whos}(?:[\s,;–—-]+[^()\[\]]{{1,40}})?[)\]]\W*$", body[begin : begin + sentences[0][1]]
    )
    named = given or _subject(minutes).match(body) or asked or bracketed
    return begin + first, begin + last, named["who"].strip() if named else ""


def _read_before(
    units: Sequence[Unit], position: int, label: re.Match[str], owner: str, number: str, lead_in: str
) -> Iterator[FoundCommitment]:
    """Yield the sentence that a bare `ACTION: JB` points back to."""
    unit = units[position]
    start, end = trim(unit.block.text, unit.start, unit.start + label.start())
    if end <= start:
        if position == 0 or units[position - 1].kind == "heading":
            return
        unit = units[position - 1]
        start, end = unit.start, unit.end
    sentences = split_sentences(unit.block.text[start:end])
    if sentences:
        first, last = sentences[-1]
        yield _make(unit, start + first, start + last, owner, number, lead_in)


def _read_names(unit: Unit, minutes: Minutes, labelled: Sequence[FoundCommitment]) -> Iterator[FoundCommitment]:
    """Yield `AS to order signs` wherever a sentence gives somebody known something to do, and what it goes on with."""
    sentences = [(unit.start + a, unit.start + b) for a, b in _split(unit.text)]
    owner = ""  # who was given something by the sentence before
    for place, (start, end) in enumerate(sentences):
        sentence = unit.block.text[start:end]
        label = next((each for each in labelled if each.start < end and start < each.end), None)
        if label is not None:
            owner = label.owner
            continue
        match = _given(minutes).search(sentence) or _by(minutes).search(sentence)
        if match is None:
            if owner and cue("actions", "also").match(sentence):
                yield _numbered(unit, start, end, owner)
            else:
                owner = ""
            continue
        first, last, owner = start + match.start("who"), end, match["who"].strip()
        rest = sentence[match.end() :].split()
        if _is_vague(unit.block.text[start + match.start("verb") : end], len(rest)):
            first = start if match.start("who") or place == 0 else sentences[place - 1][0]
        elif not re.search(r"[.;]\s", unit.block.text[start:first]):
            first = start
        yield _numbered(unit, first, last, owner)


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences; one also ends after `NO to organise` where the next line has run into it."""
    for start, end in split_sentences(text):
        vague = "|".join(section_data()["actions"]["vague"])
        cuts = [
            match.end() for match in re.finditer(rf"\b[A-Z]{{2,4}} to (?:{vague})\b(?=\s+[A-Z][a-z])", text[start:end])
        ]
        edges = [0, *cuts, end - start]
        for a, b in pairwise(edges):
            yield trim(text, start + a, start + b)


def _is_vague(rest: str, words: int) -> bool:
    return words <= _VAGUE_REST and rest.startswith(tuple(section_data()["actions"]["vague"]))


def _numbered(unit: Unit, start: int, end: int, owner: str) -> FoundCommitment:
    """Make an action; a number such as `Jan23.02` at its front is its number, not its words."""
    text = unit.block.text
    while start < end and text[start] in "[( ":
        start += 1
    if (closing := re.search(r"[\])][\s.]*$", text[start:end])) and not re.search(r"[\[(]", text[start:end]):
        end = start + closing.start()
    number = "" if re.fullmatch(r"\d+(?:\.\d+)+", unit.number) else unit.number
    if match := _NUMBER.match(text[start:end]):
        return _make(unit, start + match.end(), end, owner, match["number"], "")
    return _make(unit, start, end, owner, number, "")


def _make(unit: Unit, start: int, end: int, owner: str, number: str, lead_in: str) -> FoundCommitment:
    return FoundCommitment(
        index=unit.block.index,
        start=start,
        end=end,
        kind=CommitmentKind.ACTION_ARISING,
        number=number,
        lead_in=lead_in,
        agent=owner,
        tier=Tier.CONFIDENT if owner else Tier.TO_CHECK,
        tier_reason="" if owner else "nobody is named",
        owner=owner,
    )


def _only_names(text: str, minutes: Minutes) -> bool:
    """Tell whether nothing but names follows a label."""
    return bool(re.fullmatch(rf"\W*(?:{_who(minutes)}|[A-Z]{{2,4}}|\W|and)*", text)) and len(text.split()) <= 8


def _subject(minutes: Minutes) -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?P<who>(?:{_who(minutes)}|[A-Z]{{2,4}})(?:{_SEPARATOR}(?:{_who(minutes)}|[A-Z]{{2,4}}))*){_VERB}"
    )


def _given(minutes: Minutes) -> re.Pattern[str]:
    who = _who(minutes)
    return re.compile(rf"{_BEFORE}(?P<who>(?:{who})(?:{_SEPARATOR}(?:{who}|[A-Z]{{2,3}}\b))*){_VERB}")


def _by(minutes: Minutes) -> re.Pattern[str]:
    """Return a pattern of `quotes will be obtained by AS`, for those in the attendance list."""
    known = "|".join(re.escape(each) for pair in minutes.people.items() for each in pair) or "(?!)"
    return re.compile(rf"{_BY}(?:{known})(?:{_SEPARATOR}(?:{known}))*)\b")


def _who(minutes: Minutes) -> str:
    """Return a pattern of those who can be given something: initials and names of those present, posts, `Cllr Hale`."""
    known = [re.escape(each) for pair in minutes.people.items() for each in pair]
    return "|".join(
        [*(rf"\b{each}\b" for each in known), section_data()["actions"]["posts"], section_data()["actions"]["person"]]
    )
