"""The title of a document: on its first page, in its head, of its web page, in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.dates.vocabulary import MONTHS
from extract.identity import fold
from extract.outline import Spot
from extract.profile.found import Found, one_line, words_of
from extract.profile.front import NO_LEVEL, Line, Sort, is_period, joined
from extract.profile.kinds import kind_phrases, name_kind
from extract.words import holds_phrase
from ingest.document import BlockKind, Document, Format, join

_MOST_PARTS = 5
_LONGEST = 45
_LONGEST_SUBTITLE = 14
# What stands over a title that says nothing alone.
_NAMES = (Sort.TITLE, Sort.BODY, Sort.MEETING)
_SITE = re.compile(r"\s+[|–—·»:]\s+|\s+-\s+")
_FILE_LIKE = re.compile(r"\.\w{2,5}$|_|^\S*\d\S*$|^\S+$|\$|%20|\\|/.*\.")
_NUMBER = re.compile(r"^[\divx]+[a-z]?$|^\d+(?:st|nd|rd|th)$")


def find_title(
    document: Document, spots: Sequence[Spot], lines: Sequence[Line], labelled: Found | None, meeting: Found | None
) -> Found | None:
    """Return the title: the head's label, else the title block, else the web page's or the file's, else a header's.

    A title block of a kind alone (*Minutes*) goes with the `meeting` that a label names.
    """
    if labelled is not None:
        return labelled
    held = file_title(document)
    if document.format is Format.HTML:
        return _of_web_page(spots, lines, held)
    block = join_title(lines)
    if block is not None and not is_empty(block.value):
        return block
    if block is not None and meeting is not None and meeting.text and block.text:
        return Found(f"{meeting.value} {block.value}", block.basis, join([meeting.text, block.text]))
    return held or block or _in_furniture(spots)


def join_title(lines: Sequence[Line]) -> Found | None:
    """Return the title printed on a first page: the largest heading with the lines that go on with it.

    A line goes on with the title if it is a heading as large, names a kind of paper (*Progress report: May 2024*),
    or is cut from it by the end of a line. A title of a kind alone (*Minutes*) takes the line before it.
    """
    titles = [line for line in lines if line.sort is Sort.TITLE]
    if not titles:
        return None
    anchor = _find_anchor(titles)
    at = lines.index(anchor)
    parts = [anchor]
    for line in lines[at + 1 :]:
        if line.sort is Sort.BODY and line.level < NO_LEVEL:
            continue
        if line.sort is not Sort.TITLE or len(parts) == _MOST_PARTS or not _goes_on(parts, line):
            break
        parts.append(line)
    text = joined(parts)
    if is_empty(one_line(text)):
        before = next((line for line in reversed(lines[:at]) if line.sort in _NAMES), None)
        after = next((line for line in lines[at + 1 :] if line.sort is Sort.TITLE and line not in parts), None)
        text = joined([before, *parts] if before else [*parts, after] if after else parts)
    return Found(one_line(text), "title block", text)


def _find_anchor(titles: Sequence[Line]) -> Line:
    largest = min(line.level for line in titles)
    heading = next((line for line in titles if line.level == largest), None) if largest < NO_LEVEL else None
    over = titles[: titles.index(heading)] if heading else titles
    named = next((line for line in over if name_kind(line.words)), None)
    if heading is not None:
        return named if named is not None and not name_kind(heading.words) else heading
    return named or next((line for line in titles if line.bold), titles[0])


def _goes_on(parts: Sequence[Line], line: Line) -> bool:
    last = parts[-1]
    if sum(len(part.words.split()) for part in (*parts, line)) > _LONGEST:
        return False
    if line.level == parts[0].level < NO_LEVEL or _is_wrapped(last, line) or is_period(line.words):
        return True
    return name_kind(line.words) is not None and _is_kind_line(line.words)


def _is_kind_line(line: str) -> bool:
    """Whether a line begins or ends with the name of a kind of paper, dates aside: *Our plan for all* is a slogan."""
    folded = " ".join(word for word in fold(line).split() if word not in MONTHS and not _NUMBER.fullmatch(word))
    ends = (folded.startswith(f"{phrase} ") or folded.endswith(phrase) for phrase in kind_phrases())
    minutes = folded.startswith(words_of("title", "minutes"))
    return minutes or (len(folded.split()) <= _LONGEST_SUBTITLE and any(ends))


def _is_wrapped(last: Line, line: Line) -> bool:
    joiners = words_of("title", "joiners")
    ends, begins = fold(last.words).split(), fold(line.words).split()
    return bool(ends and begins) and (
        ends[-1] in joiners or begins[0] in joiners or last.words.endswith((":", "–", "—", ",", "&"))
    )


def is_empty(title: str) -> bool:
    """Tell whether a title is but a kind of paper, dates and numbers.

    >>> is_empty("Business Plan 2023–2028"), is_empty("Minutes"), is_empty("Housing Business Plan 2023")
    (True, True, False)
    """
    folded = fold(title)
    for phrase in sorted((p for p in kind_phrases() if holds_phrase(folded, p)), key=len, reverse=True):
        folded = f" {folded} ".replace(f" {phrase} ", " ").strip()
    empty = {*words_of("title", "empty"), *MONTHS}
    return all(word in empty or _NUMBER.fullmatch(word) for word in folded.split())


def file_title(document: Document) -> Found | None:
    """Return the title in the file's properties, unless a program put it there or it is but a file's name."""
    held = dict(document.properties).get("title", "").strip()
    if document.format is Format.HTML:
        return _page_title(held)
    folded = held.lower()
    if not held or folded.startswith(words_of("file_title", "starts")) or _FILE_LIKE.search(held) or is_empty(held):
        return None
    return Found(held, "file properties")


def split_site(title: str) -> tuple[str, str]:
    """Part the title of a web page from the name of its site, which follows a bar or a dash.

    >>> split_site("Our ambitions - Wexcombe Together")
    ('Our ambitions', 'Wexcombe Together')
    """
    parts = [part.strip() for part in _SITE.split(title) if part.strip()]
    return (parts[0], parts[-1]) if len(parts) > 1 else (title.strip(), "")


def _page_title(held: str) -> Found | None:
    page, _ = split_site(held)
    return Found(page, "web page") if page and not is_empty(page) else None


def _of_web_page(spots: Sequence[Spot], lines: Sequence[Line], held: Found | None) -> Found | None:
    """The heading that the page's title repeats, else its only highest heading, else the page's title."""
    headings = [spot.block for spot in spots if spot.block.kind is BlockKind.HEADING]
    for heading in headings:
        if held is not None and fold(one_line(heading.text)) == fold(held.value):
            return Found(one_line(heading.text), "title block", heading.text)
    top = [heading for heading in headings if heading.level == 1]
    if len(top) == 1 and not is_empty(one_line(top[0].text)):
        return Found(one_line(top[0].text), "title block", top[0].text)
    return held or join_title(lines)


def _in_furniture(spots: Sequence[Spot]) -> Found | None:
    """A running header that names a kind of paper, where nothing else gives a title."""
    for spot in spots:
        if spot.block.kind is BlockKind.FURNITURE and spot.block.reason in ("page header", "page footer"):
            words = one_line(spot.block.text)
            if name_kind(words) is not None and not is_empty(words):
                return Found(words, spot.block.reason, spot.block.text)
    return None
