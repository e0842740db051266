"""Words put into lines, and lines into running text: where a line only wrapped and where its author broke it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.document import Box, Piece, Place, Text

from .characters import Word

# printed bullets, and the private characters that symbol fonts draw them with
BULLETS = "•●▪■◦○‣⁃∙·❖➢➤►▶✓✔✗✘❑❒□◆◇⬧♦"
_BULLET = f"[{BULLETS}\ue000-\uf8ff]"
_DASHES = r"–—*\-"
MARKER = re.compile(
    rf"(?P<bullet>{_BULLET})\s*(?=\S|$)"
    rf"|(?P<dash>[{_DASHES}o§])(?:\s+(?=\S)|$)"
    r"|(?P<number>\(?\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}(?:\.\d{1,3}){1,4}[.)]?|\(?[a-z][.)]|\(?[A-Z]\)|\([a-z]\)"
    r"|\(?[ivxl]{1,5}[.)]|[A-Z]\d{1,2}[.)])(?:\s+(?=\S)|$)"
)
_ENDS_CUT = re.compile(r"\w[-\u2010\u00ad]$")
_ENDS_DASHED_FIGURE = re.compile(r"\d[–/]$")
_SUSPENDED = re.compile(r"(?:and|or|to|nor|und)\b")
_LINK = re.compile(r"(?:https?://|www\.)\S*$|\S+@\S*$")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line of a page, in points as displayed, with their prevailing look.

    `weight` is the share of its letters and figures that are bold. `first_width` is the width of the first
    word: had it fitted on the line above, the author broke there. `tab` is where the words go on after a first
    wide gap (a marker's text), or 0.
    `spaced` says that a space stands in the file before its first word, at the end of the line before.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    weight: float = 0.0
    colour: int = 0
    first_width: float = 0.0
    tab: float = 0.0
    spaced: bool = True
    angle: int = 0

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return self.weight > 0.99

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.y0 + self.y1) / 2

    @property
    def box(self) -> Box:
        """Its rectangle."""
        return Box(round(self.x0, 2), round(self.y0, 2), round(self.x1, 2), round(self.y1, 2))


def make_lines(words: Sequence[Word]) -> list[Line]:
    """Return the lines that words stand on, from top to bottom."""
    upright = [w for w in words if w.style.angle == 0]
    lines = [make_line(row) for row in group_rows(upright)]
    return lines + make_turned_lines([w for w in words if w.style.angle])


def group_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Return words by the line they stand on; a raised note mark belongs to the line beside it."""
    rows: list[list[Word]] = []
    edges: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.y0 + w.y1) / 2):
        height = word.y1 - word.y0
        best = None
        for i in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            top, end = edges[i]
            shared = min(end, word.y1) - max(top, word.y0)
            if shared >= 0.55 * min(height, end - top) and not _overprints(rows[i], word):
                best = i
                break
        if best is None:
            rows.append([word])
            edges.append((word.y0, word.y1))
        else:
            rows[best].append(word)
            if height > edges[best][1] - edges[best][0]:
                edges[best] = (word.y0, word.y1)
    for row in rows:
        row.sort(key=lambda w: w.x0)
    return [row for _, row in sorted(zip(edges, rows, strict=True), key=lambda pair: pair[0])]


def _overprints(row: list[Word], word: Word) -> bool:
    """Say whether a word would stand on another of the row: then lines are set closer than their boxes."""
    return any(min(o.x1, word.x1) - max(o.x0, word.x0) > 0.6 * min(o.x1 - o.x0, word.x1 - word.x0) for o in row)


def make_line(row: Sequence[Word]) -> Line:
    """Return one line of words that stand side by side."""
    text, tab, last = "", 0.0, None
    spread = _letter_gap(row)
    for word in row:
        if last is not None:
            gap = word.x0 - last.x1
            if gap > spread and (gap > 0.08 * word.style.size or (word.spaced and gap > -0.3 * word.style.size)):
                text += " "
            if not tab and gap > 0.7 * word.style.size and len(text) < 14:
                tab = word.x0
        text += word.text
        last = word
    look: Counter[tuple[float, int]] = Counter()
    for word in row:
        look[word.style.size, word.style.colour] += len(word.text)
    (size, colour), _ = look.most_common(1)[0]
    return Line(
        text,
        min(w.x0 for w in row),
        min(w.y0 for w in row),
        max(w.x1 for w in row),
        max(w.y1 for w in row),
        size,
        _bold_share(row),
        colour,
        row[0].x1 - row[0].x0,
        tab,
        min(row, key=lambda w: w.first).spaced,
        row[0].style.angle,
    )


def _letter_gap(row: Sequence[Word]) -> float:
    """Return the widest gap inside words of a line set with spaced letters; of other lines less than any gap."""
    single = [len(w.text) == 1 for w in row]
    if len(row) < 5 or sum(single) < 0.75 * len(row):
        return -1e6
    gaps = sorted(b.x0 - a.x1 for a, b in itertools.pairwise(row))
    return 1.5 * max(gaps[len(gaps) // 3], 0.05 * row[0].style.size)


def _bold_share(row: Sequence[Word]) -> float:
    letters = [(w.style.bold, sum(c.isalnum() for c in w.text)) for w in row]
    total = sum(count for _, count in letters)
    return sum(count for bold, count in letters if bold) / total if total else 0.0


def make_turned_lines(words: Sequence[Word]) -> list[Line]:
    """Return the lines of words that run up, down or aslant, in the order of the file."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last and last.style == word.style and _follows(last, word):
            runs[-1].append(word)
        else:
            runs.append([word])
    lines = []
    for run in runs:
        text = " ".join(w.text for w in run)
        x0, y0 = min(w.x0 for w in run), min(w.y0 for w in run)
        x1, y1 = max(w.x1 for w in run), max(w.y1 for w in run)
        style = run[0].style
        weight = 1.0 if style.bold else 0.0
        lines.append(Line(text, x0, y0, x1, y1, style.size, weight, style.colour, angle=style.angle))
    return lines


def _follows(last: Word, word: Word) -> bool:
    size = 1.2 * word.style.size
    if word.style.angle in {90, 270}:
        return abs(last.x0 - word.x0) < 0.6 * size and min(abs(last.y0 - word.y1), abs(last.y1 - word.y0)) < size
    return abs(last.x1 - word.x0) < 3 * size or abs(last.y0 - word.y1) < 3 * size


def find_marker(text: str) -> tuple[str, str]:
    """Return a list marker at the start of a line and the words after it.

    >>> find_marker("• Open two hubs"), find_marker("(a) the hub"), find_marker("2.1 Review"), find_marker("5 hubs")
    (('•', 'Open two hubs'), ('(a)', 'the hub'), ('2.1', 'Review'), ('', '5 hubs'))
    """
    found = MARKER.match(text)
    if found is None:
        return "", text
    return found.group().strip(), text[found.end() :]


def ends_sentence(text: str) -> bool:
    """Say whether words end as a sentence does.

    >>> ends_sentence("It is done."), ends_sentence("and the")
    (True, False)
    """
    return bool(_SENTENCE_END.search(text.rstrip()))


def find_glue(line: Line, following: Line, room: float, leading: float) -> str:
    r"""Return what stands between two lines: nothing, a space, or the author's line break.

    `room` is the space left on the line (points), `leading` the usual step to the next line of this text.
    """
    step = following.middle - line.middle
    if find_marker(following.text)[0] and not _only_wrapped_number(line, following, room):
        return "\n"
    if leading and step > 1.35 * leading + 0.5:
        return "\n"
    if following.first_width + 0.58 * line.size < room and not is_cut(line, following):
        return "\n"
    return glue_lines(line, following)


def glue_lines(line: Line, following: Line) -> str:
    """Return what joins two lines of a sentence; a hyphen before a space of the file ends its word."""
    glue = wrap_glue(line.text, following.text)
    return " " if following.spaced and line.text.endswith("-") else glue


def is_cut(line: Line, following: Line) -> bool:
    """Say whether a hyphen at the end of a line cuts a word in two: no author breaks a line there."""
    return bool(_ENDS_CUT.search(line.text)) and following.text[:1].islower() and not following.spaced


def wrap_glue(text: str, following: str) -> str:
    """Return what joins a line to the rest of its sentence: nothing where a word or address was cut.

    >>> wrap_glue("a long-", "term plan"), wrap_glue("short-", "and long-term"), wrap_glue("the", "plan")
    ('', ' ', ' ')
    """
    if _ENDS_CUT.search(text) and not _SUSPENDED.match(following):
        return ""
    if _ENDS_DASHED_FIGURE.search(text) and following[:1].isdigit():
        return ""
    if _LINK.search(text) and re.match(r"[a-z0-9/_?=&#.%~-]", following) and not text.endswith((".", ",")):
        return ""
    return " "


def _only_wrapped_number(line: Line, following: Line, room: float) -> bool:
    """Say whether what looks like a number is the end of a sentence that wrapped ("in phase / 2. Then")."""
    marker = find_marker(following.text)[0]
    if not marker[0].isdigit() or following.tab:
        return False
    full = following.first_width + 0.5 * line.size > room
    return full and not ends_sentence(line.text)


def usual_leading(lines: Sequence[Line]) -> float:
    """Return the step from line to line that text of these lines is set with, 0 where it can't be known."""
    steps = sorted(
        round(b.middle - a.middle, 1)
        for a, b in itertools.pairwise(lines)
        if 0.5 * a.size < b.middle - a.middle < 2.2 * a.size
    )
    if not steps:
        return 0.0
    tight = steps[len(steps) // 4]
    size = min(line.size for line in lines)
    return tight if tight < 1.6 * size else min(tight, 1.4 * size)


def make_text(lines: Sequence[Line], page: int, path: str, room: Callable[[Line], float]) -> Text:
    """Return lines as a Text, one piece a line, all with one path; `room` gives the space left on a line."""
    leading = usual_leading(lines)
    pieces = []
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        glue = " " if following is None else find_glue(line, following, room(line), leading)
        pieces.append(Piece(line.text, Place(page, line.box, path), glue))
    return Text(tuple(pieces))
