"""The two levels over an action: a heading's, a row's or a cell's words read as a priority or an aim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from extract.dates import read_dates
from extract.identity import fold
from extract.words import holds_phrase, read_words, word_set
from ingest.document import Text


class Rank(StrEnum):
    """Which level the words name. UNSAID: they carry no label that tells."""

    PRIORITY = "priority"
    AIM = "aim"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Level:
    """A level as printed: its rank, label (`Aim`), number, name without either, and what follows the name.

    `full` is all but label and number, `whole` all of it.
    """

    rank: Rank
    label: str
    number: str
    name: Text
    description: str
    full: Text
    whole: Text

    @property
    def key(self) -> str:
        """The folded name: levels of one document with equal keys are one."""
        return fold(self.name.plain)


_NUMBER = (
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?|[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})*|"
    r"[A-Z](?=\s*[:.)–—-])|[IVX]{1,4}(?=\s*[:.)–—-]))"
)
_WORDED = "one|two|three|four|five|six|seven|eight|nine|ten"
_NUMBERED = re.compile(rf"\s*(?P<number>{_NUMBER})\s*[:.)–—-]?\s+(?=\S)")
_MARKED = re.compile(r"(?P<label>[A-Za-z][A-Za-z ]+?)\.?\s+(?P<number>\S*\d\S*|[A-Z])")
_BULLET = re.compile(r"\s*[•●▪■◦‣❖]\s+(?=\S)")
_DASH = re.compile(r"\s+[-–—]\s+|:\s+")
_CAPTION = re.compile(r"(?:table|figure|fig|chart|box|appendix|annex|attachment|schedule|slide|page) (?:\d+|[a-z])\b")
# The parts of a line such as `Wexcombe Council. Approved 5 June 2025`, and a number of a version at the end of one.
_PARTS = re.compile(r"[.;]\s+|\s*[|•·]\s*|\s+[–—-]\s+")
_BARS = re.compile(r"\s*[|•·]\s*")
_VERSION = re.compile(r"^(?:final |draft )?(?:version|draft|issue|v)\s*v?\d+(?:\.\d+)*$")
_FIGURES = {word: str(i) for i, word in enumerate(_WORDED.split("|"), start=1)}
# A name before a dash is a name while it is short; what follows is a description once it is a sentence.
_LONGEST_NAME, _SHORTEST_DESCRIPTION = 16, 7


@cache
def rank_of(label: str) -> Rank:
    """Return the rank that a label's words give.

    >>> rank_of("Strategic Priority"), rank_of("Our aims")
    (<Rank.PRIORITY: 'priority'>, <Rank.AIM: 'aim'>)
    """
    folded = fold(label)
    for rank in (Rank.PRIORITY, Rank.AIM):
        names = word_set("levels", rank.value)
        if folded in names or (folded.endswith("s") and folded[:-1] in names):
            return rank
    return Rank.UNSAID


def read_level(text: Text, marker: str = "") -> Level:
    """Read a heading, a full-width row or an aim's cell; `marker` is its automatic number, if it has one.

    >>> from ingest.document import Piece, Place
    >>> level = read_level(Text((Piece("Priority 2 – Healthy places", Place()),)))
    >>> level.rank.value, level.number, level.name.plain
    ('priority', '2', 'Healthy places')
    """
    bullet = _BULLET.match(text.plain)
    text = text.cut(bullet.end()) if bullet else text
    plain = text.plain
    label, number, start = _read_label(plain)
    if not label:
        found = _NUMBERED.match(plain)
        number, start = (found["number"], found.end()) if found else ("", 0)
    if marker and not label:  # an automatic number may carry the label: `Aim 1.1`
        label, drawn = split_marker(marker)
        number = number or drawn
    full = text.cut(start).strip() or text
    name, description = _split_name(full)
    return Level(rank_of(label) if label else Rank.UNSAID, label, number, name, description, full, text)


def split_marker(marker: str) -> tuple[str, str]:
    """Split an automatic number into its words and its figures; a bullet has neither.

    >>> split_marker("Aim 1.1"), split_marker("2."), split_marker("•")
    (('Aim', '1.1'), ('', '2'), ('', ''))
    """
    bare = marker.strip(" .):(•●▪■◦‣–—-*")
    found = _MARKED.fullmatch(bare)
    return (found["label"], found["number"]) if found else ("", bare)


@cache
def _label() -> re.Pattern[str]:
    """A known label, then a number or a mark; the longest label first."""
    labels = sorted(
        (*word_set("levels", "priority"), *word_set("levels", "aim")), key=lambda label: (-len(label), label)
    )
    names = "|".join(label.replace(" ", r"\s+") for label in labels)
    return re.compile(
        rf"\s*(?P<label>(?i:{names})s?)\b\s*(?:(?i:no|number)\b\.?\s*)?"
        rf"(?P<number>{_NUMBER}|(?i:{_WORDED})\b)?\s*(?P<mark>[:.)–—-]+|\s|$)\s*"
    )


@cache
def _modified_label() -> re.Pattern[str]:
    """A known label with one or two words before it, a number and a mark: `Well-being objective 2:`."""
    return re.compile(rf"\s*(?P<before>(?:[A-Z][\w’'-]*\s+){{1,2}})(?P<rest>{_label().pattern})")


def _read_label(plain: str) -> tuple[str, str, int]:
    """Return the label, its number and where the name begins; no label where the words are not a known one."""
    numbered = _NUMBERED.match(plain)
    for start in (0, numbered.end() if numbered else 0):  # `2. Priority: Healthy places` has its label second
        found = _label().match(plain, start)
        if found and (found["number"] or found["mark"].strip(" .)")):
            number = found["number"] or (numbered["number"] if numbered and start else "")
            return found["label"].strip(), _FIGURES.get(number.lower(), number), found.end()
    found = _modified_label().match(plain)
    if found and found["number"] and found["mark"].strip():
        return found["label"].strip(), _FIGURES.get(found["number"].lower(), found["number"]), found.end()
    return "", "", 0


def _split_name(text: Text) -> tuple[Text, str]:
    plain = text.plain
    for found in _DASH.finditer(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        if len(before.split()) <= _LONGEST_NAME and len(after.split()) >= _SHORTEST_DESCRIPTION:
            return text.cut(0, found.start()).strip(), " ".join(after.split())
        if len(before.split()) > _LONGEST_NAME:
            break
    line = next(text.lines(), text)
    rest = plain[len(line.plain) :].strip()
    if rest and len(line.plain.split()) <= _LONGEST_NAME and len(rest.split()) >= _SHORTEST_DESCRIPTION:
        return line.strip(), " ".join(rest.split())
    return text, ""


def is_generic(text: str) -> bool:
    """Tell whether a heading only says what kind of page it is (`Action plan`, `Appendix 1`), and names no level.

    >>> is_generic("Appendix 2: Action Plan"), is_generic("Cleaner streets")
    (True, False)
    """
    folded = re.sub(r"\b\d[\d ]*\b", " ", fold(text))
    folded = " ".join(folded.split())
    if _CAPTION.match(fold(text)):
        return True
    if not folded or folded in word_set("levels", "generic") or _says_no_name(text):
        return True
    return any(holds_phrase(folded, phrase) for phrase in read_words("levels")["generic_words"])


def _says_no_name(text: str) -> bool:
    """Tell whether words, dates and numbers aside, only say a state or a kind of page, as names of worksheets do."""
    for found in read_dates(text, None):
        text = text.replace(found.text, " ") if found.edtf else text
    words = re.sub(r"\d+", " ", fold(text)).split()
    return all(word in word_set("levels", "sheet_words") for word in words)


def names_no_level(level: Level, title: str = "") -> bool:
    """Tell whether words without a label name no level: the document's title, a kind of page or of rows, a note,
    or words that announce what follows (`What happens next`)."""
    if level.rank is not Rank.UNSAID:
        return False
    words = fold(level.whole.plain)
    if is_generic(level.name.plain) or (bool(title) and words in fold(title)):
        return True
    if _is_note(level.whole.plain.strip().casefold(), words):
        return True
    return not level.number and words.split(" ")[0] in word_set("levels", "announcing")


def _is_note(plain: str, folded: str) -> bool:
    """Tell whether words are a note: begun as one, a date and nothing else, or a part that dates the paper."""
    for note in word_set("levels", "notes"):
        if plain.startswith(note) if note.endswith(":") else f"{folded} ".startswith(f"{note} "):
            return True
    if any(_is_date(part) for part in (plain, *_BARS.split(plain))):
        return True
    return any(_dates_paper(part) for part in _PARTS.split(plain))


def _is_date(plain: str) -> bool:
    return any(found.edtf and found.end - found.start >= len(plain) - 1 for found in read_dates(plain, None))


def _dates_paper(part: str) -> bool:
    """Tell whether words only say when the paper, or which version of it, came out: `Approved by Cabinet, May 2025`.

    >>> _dates_paper("Published 5 May 2025"), _dates_paper("Publish the list by May 2025")
    (True, False)
    """
    bare = part.strip(" .)")
    if _VERSION.search(bare) is not None:
        return True
    last = next((found for found in read_dates(bare, None) if found.edtf and found.end == len(bare)), None)
    between = _dated().match(bare[: last.start]) if last is not None else None
    return between is not None


@cache
def _dated() -> re.Pattern[str]:
    """What stands before the date: `Published`, `Adopted:`, `Approved by Cabinet on`."""
    return re.compile(
        rf"(?i:{'|'.join(read_words('levels')['dated'])})(?:\s*:|\s+(?:by|at|on|in)\b[^\d]{{0,60}})?[\s,:(]*$"
    )


def is_rating(cells: list[str]) -> bool:
    """Tell whether the cells of a column headed Priority are ratings (High, 1 to 3), not priorities."""
    said = [fold(cell) for cell in cells if cell.strip()]
    ratings = word_set("levels", "ratings")
    return bool(said) and sum(cell in ratings for cell in said) * 2 >= len(said)
