"""Who publishes a paper, and which body met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.identity import fold
from extract.outline import Spot
from extract.profile.bodies import find_body, is_body, is_part, meets
from extract.profile.found import Found, one_line, words_of
from extract.profile.front import Line, Sort, meeting_of
from extract.profile.kinds import name_kind
from extract.profile.labels import Labelled
from extract.profile.title import split_site
from ingest.document import BlockKind, Document, Format, Text
from ingest.people import DocumentKind

_LONGEST_NAME = 5
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?[\s,]*(?P<name>[^,.|\d©]+)", re.I
)
_MINUTES_OF = re.compile(
    r"\b(?:minutes?|notes?|record)\s+(?:of|from|for)\s+(?:the|a|an)?\s*"
    r"(?:(?:\w+\s+){0,2}?(?:meeting|proceedings)\s+(?:of|for)\s+(?:the\s+)?)?"
    r"(?P<name>\S.*?)(?:,?\s+(?:held|on|at|in|which|dated|-|–|—)\b.*|\s*[:,–—-]\s.*|\s*\d.*)?$",
    re.I | re.S,
)
_MEETING = re.compile(r"\s+meeting$", re.I)


def find_publisher(
    document: Document, spots: Sequence[Spot], lines: Sequence[Line], labels: Sequence[Labelled], title: Found | None
) -> Found | None:
    """Return the body that publishes the paper, None where it is not surely told.

    In this order: a label, a name on the first page, the running header, a name in the title, the web site, a
    copyright line, the file's author where that is a public body.
    """
    running = [spot.block.text for spot in spots if spot.block.kind is BlockKind.FURNITURE]
    return next(_publishers(document, lines, labels, title, running), None)


def _publishers(
    document: Document, lines: Sequence[Line], labels: Sequence[Labelled], title: Found | None, running: Sequence[Text]
) -> Iterator[Found]:
    for labelled in labels:
        if labelled.field == "publisher" and len(labelled.value.split()) <= 2 * _LONGEST_NAME:
            yield Found(labelled.value, labelled.basis, labelled.text)
    if document.format is Format.HTML:
        yield from _site(document)
    bodies = {fold(line.words): line for line in lines if line.sort is Sort.BODY}
    headers = {fold(one_line(text)): text for text in reversed(running)}
    told = [key for key in bodies if key in headers] or (list(bodies) if len(bodies) == 1 else [])
    for key in told[:1]:
        yield Found(bodies[key].words, "first page", bodies[key].text)
    if len(bodies) > 1:
        return
    yield from (Found(one_line(text), "page header", text) for text in running if is_body(one_line(text)))
    yield from _kicker(lines, headers)
    if title is not None and (span := find_body(title.value)):
        yield Found(title.value[slice(*span)], title.basis, title.text)
    yield from _copyright([*running, *(line.text for line in lines)])
    author = dict(document.properties).get("author", "")
    if is_body(author) and not is_part(author):
        yield Found(author, "file properties")


def _site(document: Document) -> Iterator[Found]:
    held = dict(document.properties)
    name = held.get("site", "") or split_site(held.get("title", ""))[1]
    if name and fold(name) not in words_of("file_title", "platforms") and len(name.split()) <= 2 * _LONGEST_NAME:
        yield Found(name, "web page")


def _kicker(lines: Sequence[Line], headers: dict[str, Text]) -> Iterator[Found]:
    """A short name over the title that runs over the pages too: a partnership without *partnership* in its name."""
    for line in lines[:3]:
        words = line.words
        short = len(words.split()) <= _LONGEST_NAME and not any(c.isdigit() for c in words)
        if short and fold(words) in headers and name_kind(words) is None and not is_part(words):
            yield Found(words, "first page", line.text)


def _copyright(texts: Sequence[Text]) -> Iterator[Found]:
    for text in texts:
        match = _COPYRIGHT.search(one_line(text))
        if match and is_body(name := match["name"].strip()):
            yield Found(name, "copyright line", text)


def find_meeting(
    lines: Sequence[Line], labels: Sequence[Labelled], title: Found | None, kind: str, publisher: Found | None
) -> Found | None:
    """Return the body whose meeting the paper belongs to, as printed: a label's, or that whose minutes they are."""
    for labelled in labels:
        if labelled.field == "meeting" and labelled.text:
            return Found(labelled.value, labelled.basis, labelled.text)
    on_a_day = [line for line in lines if line.sort is Sort.MEETING]
    dated = (Found(meeting_of(line.words), "title block", line.text) for line in on_a_day)
    if kind != DocumentKind.MINUTES:
        return next(dated, None)
    met = (found for line in lines if (found := _minutes_of(line.words, line.text)))
    named = (Found(line.words, "title block", line.text) for line in lines if _is_meeting_name(line))
    titled = _minutes_of(title.value, title.text, title.basis) if title else None
    return next(met, None) or titled or next(dated, None) or next(named, None) or publisher


def _minutes_of(words: str, text: Text | None, basis: str = "title block") -> Found | None:
    """The name in *Minutes of the meeting of the Planning Committee held on …*; None in *Minutes of the meeting*."""
    match = _MINUTES_OF.search(words)
    name = match["name"].strip(" ,:–—-") if match else ""
    bare = _MEETING.sub("", name)
    name = bare if meets(bare) else name
    if not name or len(name.split()) > 14 or fold(name) in ("meeting", "the meeting") or not name[0].isupper():
        return None
    return Found(name, basis, text)


def _is_meeting_name(line: Line) -> bool:
    return line.sort in (Sort.TITLE, Sort.BODY) and meets(line.words) and name_kind(line.words) is None
