"""Names that a person had withheld, replaced by a post in everything that a document says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from itertools import groupby
from typing import Any, TypeVar

from extract.decisions.finding import Running, Span, split_words, squeeze
from extract.identity import fold
from extract.passages import CONTEXT
from extract.reading import Commitment, Decided, DecisionState, Evidence, Passage, Reading
from extract.words import read_words, word_set
from ingest.document import Issue, Place, Severity
from ingest.people import DecisionRow

_LONGEST_INITIALS = 4
# What names a file or another fact, not words of a paper.
_KEYS = frozenset({"id", "source", "supersedes", "sha256", "format", "passage", "commitment", "aim", "parent", "edtf"})
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Cover:
    """A name and what stands in its place; `line` is that of the decision."""

    name: str
    by: str
    line: int = 0


def make_covers(decisions: Iterable[DecisionRow]) -> tuple[Cover, ...]:
    """Return what `withhold` decisions ask for, longer names first, so that a part never spoils the whole."""
    by = str(read_words("decisions")["withheld"]["by"])
    covers = [
        Cover(name, row.value or by, row.line)
        for row in decisions
        if squeeze(row.quote)
        for name in (row.quote, _surname_first(row.quote))
    ]
    covers = list(dict.fromkeys(covers))
    return tuple(sorted(covers, key=lambda cover: (-len(squeeze(cover.name)), fold(cover.name))))


def _surname_first(name: str) -> str:
    """`Marsh, Bo` for `Bo Marsh`, as lists print it."""
    first, _, rest = name.strip().partition(" ")
    return f"{rest}, {first}" if rest else name


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in running texts."""

    span: Span
    cover: Cover


def find_names(running: Running, covers: Sequence[Cover]) -> list[Hit]:
    """Return where the names stand, none over another, in order. A short name must stand there word by word."""
    short = int(read_words("decisions")["withheld"]["short"])
    taken: set[int] = set()
    hits: list[Hit] = []
    for cover in covers:
        name = [word.folded for word in split_words(cover.name)]
        for span in running.find(cover.name):
            numbers = range(span.first, span.last + 1)
            same = [running.words[i].folded for i in numbers] == name
            if not (same or sum(map(len, name)) >= short) or (
                _is_initials(cover.name) and not _is_upper(running, span)
            ):
                continue
            if taken.isdisjoint(numbers):
                taken.update(numbers)
                hits.append(Hit(_with_title(running, span), cover))
    return sorted(hits, key=lambda hit: hit.span.first)


def _is_initials(name: str) -> bool:
    """Initials such as `AN` must not take every *an* with them."""
    return name.isupper() and len(squeeze(name)) <= _LONGEST_INITIALS


def _is_upper(running: Running, span: Span) -> bool:
    return all(running.printed(i).isupper() for i in range(span.first, span.last + 1))


def _with_title(running: Running, span: Span) -> Span:
    """`Cllr Bo Marsh` gives way as a whole: a post has no title."""
    i = span.first - 1
    titled = i >= 0 and running.text_of[i] == running.text_of[span.first]
    return Span(i, span.last) if titled and running.words[i].folded in word_set("owners", "titles") else span


def cover_texts(texts: Sequence[str], covers: Sequence[Cover]) -> tuple[list[str], list[Hit], Running]:
    """Return the texts, read one after another, without the names; one cut by a border goes from both sides."""
    running = Running(texts)
    hits = find_names(running, covers)
    edits: dict[int, list[tuple[int, int, str]]] = {}
    for hit in hits:
        shown = hit.cover.by
        numbers = range(hit.span.first, hit.span.last + 1)
        for text, group in groupby(numbers, key=running.text_of.__getitem__):
            part = list(group)
            start, end = running.words[part[0]].start, running.words[part[-1]].end
            edits.setdefault(text, []).append((start, end, shown))
            shown = ""
    covered = list(texts)
    for i, changes in edits.items():
        for start, end, shown in sorted(changes, reverse=True):
            covered[i] = covered[i][:start] + shown + covered[i][end:]
        covered[i] = covered[i].strip() if len(changes) and not covered[i].strip() else covered[i]
    return covered, hits, running


def cover_words(value: Value, covers: Sequence[Cover]) -> Value:
    """Return plain data with the names replaced in every text of it; keys and paths of files stay.

    >>> cover_words(("Bo Marsh’s team", 3), (Cover("Bo Marsh", "Head of Parks"),))
    ('Head of Parks’s team', 3)
    """
    return _Coverer(covers).cover(value) if covers else value


class _Coverer:
    """Replaces names in data of any shape, each text once."""

    def __init__(self, covers: Sequence[Cover]) -> None:
        self._covers = covers
        self._known: dict[str, str] = {}

    def cover(self, value: Any) -> Any:
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self._text(value)
        if isinstance(value, tuple):
            parts = tuple(self.cover(part) for part in value)
            return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value)
        return value

    def _record(self, record: Any) -> Any:
        changes = {}
        for field in fields(record):
            old = getattr(record, field.name)
            if field.name in _KEYS and isinstance(old, str):
                continue
            new = self.cover(old)
            if new is not old:
                changes[field.name] = "" if field.name == "url" else new
        return replace(record, **changes) if changes else record

    def _text(self, text: str) -> str:
        if text not in self._known:
            new = cover_texts([text], self._covers)[0][0]
            self._known[text] = text if new == text else new
        return self._known[text]


def withhold(reading: Reading, decisions: Sequence[DecisionRow]) -> tuple[Reading, tuple[Decided, ...]]:
    """Return the reading without the names, and in how many places each decision covered one.

    Passages are read one after another, so that a name cut by a page or a cell's border is found. Words around a
    quote are taken anew: a name may not show by half.
    """
    covers = make_covers(decisions)
    texts, hits, running = cover_texts([passage.text for passage in reading.passages], covers)
    counts = [0] * len(texts)
    for hit in hits:
        for i in {running.text_of[hit.span.first], running.text_of[hit.span.last]}:
            counts[i] += 1
    passages = tuple(
        replace(passage, text=text, withheld=passage.withheld + count) if count else passage
        for passage, text, count in zip(reading.passages, texts, counts, strict=True)
    )
    coverer = _Coverer(covers)
    covered: Reading = coverer.cover(replace(reading, passages=()))
    beside = _places_beside(reading, covered)
    by_id = {passage.id: passage for passage in passages}
    covered = replace(
        covered,
        passages=tuple(coverer.cover(passage) for passage in passages),
        priorities=tuple(replace(p, evidence=_mend(p.evidence, by_id, covers)) for p in covered.priorities),
        aims=tuple(replace(a, evidence=_mend(a.evidence, by_id, covers)) for a in covered.aims),
        commitments=tuple(_mend_commitment(c, by_id, covers) for c in covered.commitments),
        withheld=(reading.withheld or 0) + len(hits) + beside,
        issues=(*covered.issues, *_find_remains(reading, passages, covers)),
    )
    return covered, tuple(_count(row, hits, beside) for row in decisions)


def _find_remains(reading: Reading, passages: Sequence[Passage], covers: Sequence[Cover]) -> Iterator[Issue]:
    """Say where a surname still stands alone, and whether the file's own name tells it; the name is not repeated."""
    surnames = {cover.name.split()[-1] for cover in covers if "," not in cover.name and len(cover.name.split()) > 1}
    running = Running([passage.text for passage in passages])
    for surname in sorted(surnames):
        for i in sorted({running.text_of[span.first] for span in running.find(surname)}):
            message = (
                "The last word of a withheld name still stands here; where it is the same person, withhold it too."
            )
            place = Place(passages[i].page, passages[i].box, passages[i].path)
            yield Issue("withheld_in_part", message, Severity.WARNING, place)
    if cover_texts([reading.profile.source], covers)[1]:
        message = "The path of this file holds a withheld name; give the file another name."
        yield Issue("withheld_in_path", message, Severity.WARNING)


def _places_beside(reading: Reading, covered: Reading) -> int:
    """How many facts of the document itself, not printed in it, held a name: from the catalogue or file properties."""
    before, after = reading.profile, covered.profile
    return sum(getattr(before, f.name) != getattr(after, f.name) for f in fields(before) if not _is_printed(before, f))


def _is_printed(profile: Any, field: Any) -> bool:
    return getattr(getattr(profile, field.name), "passage", None) is not None


def _count(row: DecisionRow, hits: Sequence[Hit], beside: int) -> Decided:
    places = sum(hit.cover.line == row.line for hit in hits)
    if places or beside:
        return Decided(row.line, DecisionState.APPLIED, places=places)
    return Decided(row.line, DecisionState.NOT_FOUND, "the words to withhold can’t be found there")


def _mend_commitment(c: Commitment, passages: dict[str, Passage], covers: Sequence[Cover]) -> Commitment:
    evidence = _mend(c.evidence, passages, covers)
    quote = " ".join(part.quote for part in evidence if part.field == "text" and part.quote)
    return replace(c, evidence=evidence, quote=quote) if evidence != c.evidence and quote else c


def _mend(
    evidence: tuple[Evidence, ...], passages: dict[str, Passage], covers: Sequence[Cover]
) -> tuple[Evidence, ...]:
    if not any(passages[part.passage].withheld for part in evidence if part.passage in passages):
        return evidence
    quotes = cover_texts([part.quote for part in evidence], covers)[0]
    return tuple(
        _take_context(replace(part, quote=quote), passages.get(part.passage))
        for part, quote in zip(evidence, quotes, strict=True)
    )


def _take_context(part: Evidence, passage: Passage | None) -> Evidence:
    if passage is None or not passage.withheld:
        return part
    whole = " ".join(passage.text.split())
    at = whole.find(part.quote)
    if at < 0 or not part.quote:
        return replace(part, before="", after="")
    end = at + len(part.quote)
    return replace(part, before=whole[max(at - CONTEXT, 0) : at], after=whole[end : end + CONTEXT])
