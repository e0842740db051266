"""Lines made into headings, paragraphs and list items."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise
from operator import attrgetter

from ingest.document import BlockKind

from .layout import Strip
from .lines import Line, ends_sentence, find_marker, is_cut
from .page import PageContent
from .tables import luminance

_LARGER = 1.12  # times the body's size: a heading
_LONG_HEADING = 60  # words
_SHORT_HEADING = 20  # words of a heading that only weight, colour or capitals set apart
_LEVELS = 6
_HEAVY = 0.75  # share of a heading's letters that are bold
_NOTE = 0.92  # times the body's size: a footnote is smaller

_NOTE_MARK = re.compile(r"\d{1,3}(?!\d|[.)]\s)|[*†‡§]")

_size_of = attrgetter("size")

Look = tuple[float, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text of a document looks: its size, colour, and step from line to line by size."""

    size: float
    colour: int
    leading: dict[float, float]

    def step(self, size: float) -> float:
        """Return the usual step from line to line in text of a size (points)."""
        return self.leading.get(size, 1.25 * size)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one page that are one heading, paragraph or list item; `marker` as printed before it.

    `note` marks a footnote, which what goes on over the page break passes by.
    """

    page: int
    lines: tuple[Line, ...]
    right: float
    marker: str = ""
    note: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH
    look: Look | None = None

    @property
    def text(self) -> str:
        """Its words in one string, the marker too."""
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def heavy(self) -> bool:
        """Whether nearly all of it is bold: a heading may end with a reference in light type."""
        return all(line.weight > _HEAVY for line in self.lines)

    @property
    def size(self) -> float:
        """The size that most of its characters have."""
        sizes: dict[float, int] = {}
        for line in self.lines:
            sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
        return max(sizes, key=sizes.__getitem__)


def measure_body(pages: Sequence[PageContent], furniture: Collection[tuple[int, Line]] = ()) -> Body:
    """Return the look of the running text: that of most characters outside tables, else of those inside.

    Lines that are furniture, by page number and line, don't count.
    """
    looks: Counter[tuple[float, int]] = Counter()
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for item in page.items:
            if not isinstance(item, Strip):
                continue
            kept = item.lines
            if furniture:
                kept = tuple([line for line in kept if (page.number, line) not in furniture])
            for size, run in groupby(kept, key=_size_of):
                held = list(run)
                count = min(len(held), 12)
                for line in held:  # long runs count more: a deck's titles may have more words than its prose
                    looks[size, line.colour] += len(line.text) * count
                for a, b in pairwise(held):
                    step = (b.y0 + b.y1) / 2 - (a.y0 + a.y1) / 2
                    if 0.8 * size < step < 2.2 * size:
                        steps[size][round(step * 2) / 2] += 1
    if sum(looks.values()) < 40:
        for page in pages:
            for table in page.tables:
                for cell in table.cells:
                    looks[cell.size, 0] += len(cell.text.plain)
    (size, colour), _ = looks.most_common(1)[0] if looks else ((11.0, 0), 0)
    return Body(size, colour, {s: _tight(found) for s, found in steps.items()})


def _tight(steps: Counter[float]) -> float:
    """Return the smallest step that is not rare: lines inside paragraphs, not between them."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.3 * most)


def make_paragraphs(page: int, strip: Strip, lines: Sequence[Line], body: Body) -> list[Paragraph]:
    """Return the paragraphs of the lines of a strip (furniture already taken out)."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts_afresh(groups[-1], line, strip, body):
            groups[-1].append(line)
        else:
            groups.append([line])
    made = [Paragraph(page, tuple(group), strip.right, find_marker(group[0].text)[0]) for group in groups]
    first_note = len(made)
    while first_note and _may_be_note(made[first_note - 1], body):
        first_note -= 1
    while first_note < len(made) and not _NOTE_MARK.match(made[first_note].text):
        first_note += 1
    return made[:first_note] + [replace(p, note=True) for p in made[first_note:]]


def _may_be_note(paragraph: Paragraph, body: Body) -> bool:
    return paragraph.size < _NOTE * body.size


def _starts_afresh(group: list[Line], line: Line, strip: Strip, body: Body) -> bool:
    """Say whether a line begins a new paragraph after the lines of a group."""
    last, first = group[-1], group[0]
    step = line.middle - last.middle
    if step < 0 or abs(line.size - last.size) > 0.08 * last.size + 0.3:
        return not _is_inset(last, line, step)
    if step > 1.3 * body.step(last.size) + 0.5:
        return not (last.size > _LARGER * body.size and step < 1.6 * last.size and last.bold == line.bold)
    marker = find_marker(line.text)[0]
    room = strip.right - last.x1
    fits = line.first_width + 0.5 * last.size < room and not is_cut(last, line)
    if marker and (not marker[0].isalnum() or line.tab or fits or ends_sentence(last.text)):
        return True
    if last.size > _LARGER * body.size:
        return last.bold != line.bold or last.colour != line.colour
    if _is_centred(group, line):
        return last.bold != line.bold
    if fits:
        return True
    return _is_outdented(group, line) or (
        line.x0 > last.x0 + 1.2 * line.size and ends_sentence(last.text) and not find_marker(first.text)[0]
    )


def _is_inset(last: Line, line: Line, step: float) -> bool:
    """Say whether a line of another size is still the same sentence: a word in small type at its end."""
    return 0 < step < 1.6 * max(last.size, line.size) and line.text[:1].islower() and len(line.text) < 40


def _is_centred(group: list[Line], line: Line) -> bool:
    last = group[-1]
    return abs((last.x0 + last.x1) - (line.x0 + line.x1)) < 4 and abs(last.x0 - line.x0) > 6


def _is_outdented(group: list[Line], line: Line) -> bool:
    """Say whether a line goes back to the margin after a hanging list item's second line."""
    if not find_marker(group[0].text)[0]:
        return False
    hang = group[1].x0 if len(group) > 1 else group[0].tab
    return bool(hang) and line.x0 < hang - 3


def classify(paragraphs: Sequence[Paragraph], body: Body) -> list[Paragraph]:
    """Return the paragraphs with their kinds: headings by size, weight, colour and capitals; list items."""
    kinds = [_kind(p, body) for p in paragraphs]
    for i, (kind, paragraph) in enumerate(zip(kinds, paragraphs, strict=True)):
        if kind is BlockKind.HEADING and paragraph.size <= _LARGER * body.size and not paragraph.marker:
            run = _run_of_headings(kinds, paragraphs, i)
            if run >= 4:  # a list of names in bold is no series of headings
                kinds[i] = BlockKind.PARAGRAPH
    return [
        p if kind is BlockKind.PARAGRAPH else _name_kind(p, kind) for p, kind in zip(paragraphs, kinds, strict=True)
    ]


def _name_kind(p: Paragraph, kind: BlockKind) -> Paragraph:
    return Paragraph(p.page, p.lines, p.right, p.marker, p.note, kind, look(p) if kind is BlockKind.HEADING else None)


def _run_of_headings(kinds: Sequence[BlockKind], paragraphs: Sequence[Paragraph], at: int) -> int:
    own = look(paragraphs[at])
    count = 1
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(kinds) and look(paragraphs[i]) == own and paragraphs[i].page == paragraphs[at].page:
            if kinds[i] is not BlockKind.HEADING and not paragraphs[i].bold:
                break
            count += 1
            i += step
    return count


def look(paragraph: Paragraph) -> Look:
    """Return what a heading's level goes by: size, weight, capitals, colour."""
    text = "".join(filter(str.isalpha, paragraph.text))
    capitals = len(text) > 3 and text.isupper()
    return round(paragraph.size * 2) / 2, paragraph.heavy, capitals, paragraph.lines[0].colour


def _kind(paragraph: Paragraph, body: Body) -> BlockKind:
    marker, words = find_marker(paragraph.text)
    bullet = bool(marker) and not marker.strip("()")[:1].isalnum()
    count = len(words.split())
    if bullet or len(list(islice(filter(str.isalpha, words), 2))) < 2:
        return BlockKind.LIST_ITEM if marker and words else BlockKind.PARAGRAPH
    if paragraph.size > _LARGER * body.size and count <= _LONG_HEADING:
        return BlockKind.HEADING
    if count <= _SHORT_HEADING and len(paragraph.lines) <= 3 and not words.rstrip().endswith((".", ",", ";")):
        size, bold, capitals, colour = look(paragraph)
        enough = size >= body.size - 0.3 or (bold and capitals and size > 0.7 * body.size)
        coloured = colour != body.colour and luminance(colour) < 0.75 and _is_vivid(colour)
        address = "@" in words or "://" in words or "www." in words or "...." in words or "……" in words
        if enough and not address and (bold or capitals or (coloured and not marker)):
            return BlockKind.HEADING
    return BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH


def _is_vivid(colour: int) -> bool:
    parts = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
    return max(parts) - min(parts) > 40


def rank_looks(paragraphs: Iterable[Paragraph]) -> dict[Look, int]:
    """Return a heading level, 1 the highest, for each look that headings have: larger, bolder, capitals first."""
    looks = {p.look for p in paragraphs if p.look is not None}
    order = sorted(looks, key=lambda k: (-k[0], not k[1], not k[2], k[3]))
    ranks: dict[Look, int] = {}
    level, before = 0, None
    for one in order:
        if one[:3] != before:
            level += 1
            before = one[:3]
        ranks[one] = min(level, _LEVELS)
    return ranks


def find_depths(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return the depth of each list item, 0 the outermost, by how far its marker is set in."""
    depths: list[int] = []
    stack: list[float] = []
    for paragraph in paragraphs:
        if paragraph.kind is not BlockKind.LIST_ITEM:
            if paragraph.kind is BlockKind.HEADING:
                stack = []
            depths.append(0)
            continue
        x = paragraph.lines[0].x0
        while stack and x < stack[-1] - 4:
            stack.pop()
        if not stack or x > stack[-1] + 4:
            stack.append(x)
        depths.append(len(stack) - 1)
    return depths


def joins_over_break(before: Paragraph, after: Paragraph) -> bool:
    """Say whether a paragraph at the top of a page or column goes on the one at the foot of the one before."""
    kinds = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    if before.kind not in kinds or after.kind is not BlockKind.PARAGRAPH:
        return False
    next_column = after.page == before.page and after.lines[0].y0 < before.lines[-1].y0 - 5 * before.size
    if after.page != before.page + 1 and not next_column:
        return False
    if abs(before.size - after.size) > 0.5 or after.marker:
        return False
    first, last = after.lines[0], before.lines[-1]
    if ends_sentence(last.text):
        return False
    room = before.right - last.x1
    return first.text[:1].islower() or first.first_width + 0.5 * last.size > room
