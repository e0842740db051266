"""Words put into lines, and lines into running text: where a line only wrapped and where its author broke it."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from ingest.document import Box, Text

from .characters import Word
from .pieces import make_box, make_piece, make_place

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
_STOPS = frozenset(".!?:;")
_CLOSING = "\"'”’)]"
_HYPHENS = frozenset("-\u2010\u00ad")


class Line(NamedTuple):
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
        x0, y0, x1, y1 = self[1:5]
        # to hundredths of a point; round() goes by way of text and takes four times as long
        return make_box(
            int(100 * x0 + 0.5) / 100, int(100 * y0 + 0.5) / 100, int(100 * x1 + 0.5) / 100, int(100 * y1 + 0.5) / 100
        )


_make: Callable[[tuple[object, ...]], Line] = partial(tuple.__new__, Line)  # half the time of calling Line


def make_lines(words: Sequence[Word]) -> list[Line]:
    """Return the lines that words stand on, from top to bottom."""
    if len(words) == 1 and not words[0].style.angle:
        return [make_line(words)]
    turned = [w for w in words if w[5][4]]
    upright = [w for w in words if not w[5][4]] if turned else words
    lines = [make_line(row) for row in group_rows(upright)]
    return lines + make_turned_lines(turned) if turned else lines


def group_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Return words by the line they stand on; a raised note mark belongs to the line beside it."""
    levels = group_levels(words)
    if len(levels) == 1:
        return [sorted(words, key=_left)]
    rows: list[list[Word]] = []
    edges: list[tuple[float, float]] = []
    reach = -1e6  # how far down the rows so far come
    for level in sorted(levels, key=sum):  # by their middles
        top, end = level
        held = levels[level]
        best = _row_beside(top, end, edges) if reach > top else None
        reach = end if end > reach else reach
        if best is not None and _overprints(rows[best], held):
            for word in held:
                _add_word(word, rows, edges)
        elif best is None:
            rows.append(held)
            edges.append(level)
        else:
            rows[best].extend(held)
            if end - top > edges[best][1] - edges[best][0]:
                edges[best] = level
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left)
    return [row for _, row in sorted(zip(edges, rows, strict=True), key=_edge)]


def group_levels(words: Iterable[Word]) -> dict[tuple[float, float], list[Word]]:
    """Return words by their upper and lower edge: those of one font on one line stand exactly level."""
    levels: dict[tuple[float, float], list[Word]] = defaultdict(list)
    for word in words:
        levels[word[2], word[4]].append(word)
    return levels


_left = itemgetter(1)
_edge = itemgetter(0)


def _row_beside(top: float, end: float, edges: Sequence[tuple[float, float]]) -> int | None:
    """Return the last of the rows that shares most of its height with words from `top` to `end`."""
    height = end - top
    for i in range(len(edges) - 1, max(len(edges) - 4, -1), -1):
        above, below = edges[i]
        if below < top:
            continue
        shared = (end if end < below else below) - (top if top > above else above)
        other = below - above
        if shared >= 0.55 * (height if height < other else other):
            return i
    return None


def _add_word(word: Word, rows: list[list[Word]], edges: list[tuple[float, float]]) -> None:
    """Put a word into the last row beside it that has room for it, else into one of its own."""
    for i in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
        if _row_beside(word.y0, word.y1, edges[i : i + 1]) is not None and not _overprints(rows[i], [word]):
            rows[i].append(word)
            return
    rows.append([word])
    edges.append((word.y0, word.y1))


def _overprints(row: list[Word], words: list[Word]) -> bool:
    """Say whether words would stand on others of the row: then lines are set closer than their boxes."""
    order = sorted([*row, *words], key=_left)
    for one, other in itertools.pairwise(order):
        start, end = other.x0, one.x1
        if start < end and min(end, other.x1) - start > 0.6 * min(end - one.x0, other.x1 - start):
            return True
    return False


def make_line(row: Sequence[Word]) -> Line:
    """Return one line of words that stand side by side."""
    first = row[0]
    if len(row) == 1:
        text, x0, y0, x1, y1, (size, bold, _, colour, angle), _, _, spaced, head = first
        weight = 1.0 if bold and any(map(str.isalnum, text)) else 0.0
        return _make((text, x0, y0, x1, y1, size, weight, colour, head, 0.0, spaced, angle))
    text, left, top, end, low, style, begin, _, apart, head = first
    right, tab, spread = end, 0.0, _letter_gap(row)
    plain = True
    for shown, x0, y0, x1, y1, own, index, _, spaced, _ in row[1:]:
        gap, size = x0 - end, own[0]
        if gap > spread and (gap > 0.08 * size or (spaced and gap > -0.3 * size)):
            text += " "
        if gap > 0.7 * size and not tab and len(text) < 14:
            tab = x0
        text += shown
        end = x1
        plain = plain and own is style
        top = y0 if y0 < top else top
        right = x1 if x1 > right else right
        low = y1 if y1 > low else low
        if index < begin:  # it stands first in the file
            begin, apart = index, spaced
    size, colour = (style.size, style.colour) if plain else _usual_look(row)
    weight = _bold_share(row, plain)
    return _make((text, left, top, right, low, size, weight, colour, head, tab, apart, style.angle))


def _usual_look(row: Sequence[Word]) -> tuple[float, int]:
    look: Counter[tuple[float, int]] = Counter()
    for word in row:
        look[word.style.size, word.style.colour] += len(word.text)
    return look.most_common(1)[0][0]


def _letter_gap(row: Sequence[Word]) -> float:
    """Return the widest gap inside words of a line set with spaced letters; of other lines less than any gap."""
    if len(row) < 5:
        return -1e6
    single = [len(w[0]) for w in row].count(1)
    if single < 0.75 * len(row) or single < 0.75 * sum([w[0].count(" ") + 1 for w in row]):
        return -1e6
    gaps = sorted(b.x0 - a.x1 for a, b in itertools.pairwise(row))
    return 1.5 * max(gaps[len(gaps) // 3], 0.05 * row[0].style.size)


def _bold_share(row: Sequence[Word], plain: bool) -> float:
    bold = row[0].style.bold
    if plain or all(w.style.bold == bold for w in row):
        return 1.0 if bold and any(c.isalnum() for w in row for c in w.text) else 0.0
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
    start = text[:8]
    if start[:1].isalpha() and start[1:2] not in {"", " "} and "." not in start and ")" not in start:
        return "", text  # nearly every line: worth not asking the expression
    found = MARKER.match(text)
    if found is None:
        return "", text
    return found.group().strip(), text[found.end() :]


def ends_sentence(text: str) -> bool:
    """Say whether words end as a sentence does.

    >>> ends_sentence("It is done."), ends_sentence("and the")
    (True, False)
    """
    return text.rstrip().rstrip(_CLOSING)[-1:] in _STOPS


def find_glue(line: Line, following: Line, room: float, leading: float) -> str:
    r"""Return what stands between two lines: nothing, a space, or the author's line break.

    `room` is the space left on the line (points), `leading` the usual step to the next line of this text.
    """
    step = (following.y0 + following.y1 - line.y0 - line.y1) / 2
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
    return (
        line.text[-1:] in _HYPHENS
        and following.text[:1].islower()
        and not following.spaced
        and bool(_ENDS_CUT.search(line.text))
    )


def wrap_glue(text: str, following: str) -> str:
    """Return what joins a line to the rest of its sentence: nothing where a word or address was cut.

    >>> wrap_glue("a long-", "term plan"), wrap_glue("short-", "and long-term"), wrap_glue("the", "plan")
    ('', ' ', ' ')
    """
    end = text[-1:]
    if end in _HYPHENS and _ENDS_CUT.search(text) and not _SUSPENDED.match(following):
        return ""
    if end in {"–", "/"} and _ENDS_DASHED_FIGURE.search(text) and following[:1].isdigit():
        return ""
    if (
        ("@" in text or "://" in text or "www." in text)
        and _LINK.search(text)
        and re.match(r"[a-z0-9/_?=&#.%~-]", following)
        and not text.endswith((".", ","))
    ):
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
    if len(lines) < 2:
        return 0.0
    steps = sorted(
        [
            step
            for a, b in itertools.pairwise(lines)
            if 0.5 * a.size < (step := (b.y0 + b.y1) / 2 - (a.y0 + a.y1) / 2) < 2.2 * a.size
        ]
    )
    if not steps:
        return 0.0
    tight = round(steps[len(steps) // 4], 1)
    size = min([line.size for line in lines])
    return tight if tight < 1.6 * size else min(tight, 1.4 * size)


def make_text(lines: Sequence[Line], page: int, path: str, room: Callable[[Line], float]) -> Text:
    """Return lines as a Text, one piece a line, all with one path; `room` gives the space left on a line."""
    leading = usual_leading(lines)
    pieces = []
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        glue = " " if following is None else find_glue(line, following, room(line), leading)
        pieces.append(make_piece(line.text, make_place(page, line.box, path), glue))
    return Text(tuple(pieces))
