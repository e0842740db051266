"""The reader of PowerPoint files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout, SlideMaster

from ingest.document import Block, BlockKind, Document, Format, Issue, Place, Severity, Unreadable
from ingest.looks import take_marker
from ingest.packages import BROKEN, open_package, read_properties, report_lost
from ingest.printed import make_text
from ingest.slides.markup import EMU, Element, Model, P, placeholder
from ingest.slides.order import Placed, in_reading_order
from ingest.slides.parts import layout_of, layouts_of, masters_of, slides_of
from ingest.slides.shapes import Drawn, Kind, find_shapes
from ingest.slides.tables import read_table
from ingest.slides.words import Paragraph, read_frame, styles_of
from ingest.tally import words_of

_HEAD_WORDS = 15
_COLUMN_HEAD_WORDS = 12
_LARGER = 1.15  # a head that is not bold is set larger than what it stands over
_PICTURE = 0.3  # share of a slide that pictures cover where its words are in them
_READ = (Kind.TEXT, Kind.TABLE, Kind.DIAGRAM)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class _Slide:
    """A slide being read: its number, the level of its title, and how many of each thing were met on it."""

    number: int
    level: int
    words: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    asides: int = 0

    def next_place(self) -> Place:
        """Return the place of the next paragraph."""
        self.paragraphs += 1
        return Place(path=f"slide {self.number}, paragraph {self.paragraphs}")


def read_slides(path: Path) -> Document:
    """Return the Document of a .pptx or .pptm file, slide by slide, each slide's notes after it.

    A slide's title is a heading; places are `slide N, title`, `slide N, paragraph M`,
    `slide N, table T, row R, column C`, `slide N, notes, paragraph M`. A deck has slides and no pages.
    """
    deck, lost = _open(path)
    blocks: list[Block] = []
    issues = list(report_lost({name: kind for name, kind in lost.items() if not kind.endswith("/slide")}))
    layouts: list[SlideLayout] = []
    opened = False  # whether a section header has come: titles then stand a level below it
    for number, slide in enumerate(slides_of(deck), 1):
        layout = None if slide is None else layout_of(slide, deck)
        if slide is None or layout is None:
            issues.append(_unread(number))
            continue
        layouts.append(layout)
        section = layout._element.get("type") == "secHead"
        opened = opened or section
        model = Model(layout._element, layout.slide_master._element, _defaults(deck))
        held = _Slide(number, 2 if section or not opened else 3)
        drawing = find_shapes(slide._element, model, slide.part)
        _read_slide(held, drawing, model)
        _read_notes(held, slide)
        issues += _find_issues(held, slide, drawing, deck)
        blocks += held.words
    if issues and not layouts:
        raise Unreadable("damaged", f"{path.name} is damaged: none of its slides is whole.")
    blocks += _read_masters(deck, {layout.name for layout in layouts})
    properties = read_properties(deck, (rel.reltype for rel in deck.part.package._rels.values()))
    return Document(Format.PPTX, tuple(blocks), words=words_of(blocks), properties=properties, issues=tuple(issues))


def _unread(number: int) -> Issue:
    message = f"Slide {number} is missing from the file or broken; it was not read."
    return Issue("part_unread", message, Severity.ERROR, Place(path=f"slide {number}"))


def _open(path: Path) -> tuple[Deck, dict[str, str]]:
    try:
        return open_package(path, Presentation)
    except (*BROKEN, PackageNotFoundError) as error:
        raise Unreadable("damaged", f"{path.name} is damaged: PowerPoint's main part is missing or broken.") from error


def _defaults(deck: Deck) -> Element | None:
    return deck.part._element.find(f"{P}defaultTextStyle")


def _read_slide(held: _Slide, drawing: list[Drawn], model: Model) -> None:
    titles = [shape for shape in drawing if shape.kind is Kind.TITLE]
    frames = {id(shape): _paragraphs(shape, model) for shape in drawing if shape.body is not None}
    rest = [s for s in drawing if s.kind in _READ and (s.table is not None or frames.get(id(s)))]
    title = titles[0] if titles and frames[id(titles[0])] else _find_title(rest, frames)
    if title is not None:
        held.level = 1 if title.cover else held.level
        _add_title(held, frames[id(title)], held.level)
    others = [shape for shape in [*titles[1:], *rest] if shape is not title]
    placed = [Placed(*shape.box, shape, _is_short(frames.get(id(shape), []))) for shape in others]
    ordered = [one.held for one in in_reading_order(placed)]
    for at, shape in enumerate(ordered):
        if shape.table is not None:
            held.tables += 1
            table = read_table(shape.table, f"slide {held.number}, table {held.tables}", _table_styles(model))
            if table is not None:
                held.words.append(Block(BlockKind.TABLE, table=table))
        else:
            after = next((frames[id(s)] for s in ordered[at + 1 :] if s.table is None and frames.get(id(s))), [])
            over_table = at + 1 < len(ordered) and ordered[at + 1].table is not None
            _add_frame(held, frames[id(shape)], after, over_table=over_table)
    for shape in drawing:
        if shape.kind is Kind.FURNITURE:
            _add_aside(held, frames[id(shape)], shape.reason)


def _paragraphs(shape: Drawn, model: Model) -> list[Paragraph]:
    return [] if shape.body is None else read_frame(shape.body, styles_of(shape.element, model))


def _table_styles(model: Model) -> list[Element]:
    return [] if model.defaults is None else [model.defaults]


def _is_short(paragraphs: list[Paragraph]) -> bool:
    """Tell whether a frame may be the head of what stands under it."""
    return 0 < len(paragraphs) <= 2 and sum(len(p.text.split()) for p in paragraphs) <= _COLUMN_HEAD_WORDS


def _find_title(shapes: list[Drawn], frames: dict[int, list[Paragraph]]) -> Drawn | None:
    """Return the frame that is the title of a slide without a title's placeholder: the topmost, and the largest."""
    held = [shape for shape in shapes if shape.table is None and frames.get(id(shape))]
    if not held:
        return None
    top = min(held, key=lambda shape: shape.box[1])
    own = frames[id(top)]
    others = [p.size for shape in held if shape is not top for p in frames[id(shape)]]
    larger = not others or own[0].size >= _LARGER * max(others)
    alone = not others and len(held) == len(shapes)
    return top if larger and not alone and _is_head(own[0]) and len(own) == 1 else None


def _add_title(held: _Slide, paragraphs: list[Paragraph], level: int) -> None:
    text = make_text("\n".join(p.text for p in paragraphs), Place(path=f"slide {held.number}, title"))
    marker, rest = take_marker("", text)
    held.words.append(Block(BlockKind.HEADING, rest, level=level, marker=marker, bold=all(p.bold for p in paragraphs)))


def _add_frame(held: _Slide, paragraphs: list[Paragraph], after: list[Paragraph], *, over_table: bool) -> None:
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else after[0] if after else None
        head = _heads(paragraph, following, over_table=over_table and at == len(paragraphs) - 1)
        held.words.append(_make_block(paragraph, held.next_place(), held.level + 1 if head else 0))


def _heads(paragraph: Paragraph, following: Paragraph | None, *, over_table: bool) -> bool:
    """Tell whether a paragraph is a head: short, unmarked, and bold or large over others that are neither."""
    if paragraph.marker or not _is_head(paragraph):
        return False
    if over_table:
        return paragraph.bold
    if following is None:
        return False
    stronger = paragraph.bold and not following.bold
    return stronger or (paragraph.size >= _LARGER * following.size and paragraph.bold >= following.bold)


def _is_head(paragraph: Paragraph) -> bool:
    words = paragraph.text.strip()
    short = len(words.split()) <= _HEAD_WORDS and not words.endswith((".", ";", ","))
    return short and _LETTER.search(words) is not None


def _make_block(paragraph: Paragraph, place: Place, heading: int = 0) -> Block:
    marker, text = take_marker(paragraph.marker, make_text(paragraph.text, place))
    if heading:
        return Block(BlockKind.HEADING, text, level=heading, marker=marker, bold=paragraph.bold)
    kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
    return Block(kind, text, level=paragraph.level if marker else 0, marker=marker, bold=paragraph.bold)


def _add_aside(held: _Slide, paragraphs: list[Paragraph], reason: str) -> None:
    for paragraph in paragraphs:
        held.asides += 1
        place = Place(path=f"slide {held.number}, {reason} {held.asides}")
        held.words.append(Block(BlockKind.FURNITURE, make_text(paragraph.text, place), reason=reason))


def _read_notes(held: _Slide, slide: Slide) -> None:
    """Add the speaker's notes: they are content, and their places say that no slide shows them."""
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if frame is None:
        return
    for count, paragraph in enumerate(read_frame(frame._txBody, ()), 1):
        held.words.append(_make_block(paragraph, Place(path=f"slide {held.number}, notes, paragraph {count}")))


def _find_issues(held: _Slide, slide: Slide, drawing: list[Drawn], deck: Deck) -> Iterator[Issue]:
    number, place = held.number, Place(path=f"slide {held.number}")
    if slide._element.get("show") in ("0", "false"):
        yield Issue("hidden_slide", f"Slide {number} is hidden in the show; it was read.", Severity.NOTE, place)
    if not held.paragraphs and not held.tables and _picture_share(drawing, deck) > _PICTURE:
        message = f"Slide {number} is a picture; its words, if it has any, were not read."
        titled = any(block.kind is BlockKind.HEADING for block in held.words)
        yield Issue("scanned_page", message, Severity.WARNING if titled else Severity.ERROR, place)
    counts = {kind: sum(shape.kind is kind for shape in drawing) for kind in (Kind.CHART, Kind.EMBEDDED, Kind.HIDDEN)}
    if counts[Kind.CHART]:
        message = f"Slide {number}: the figures of {counts[Kind.CHART]} charts were not read; their words were."
        yield Issue("chart_unread", message, Severity.NOTE, place)
    if counts[Kind.EMBEDDED]:
        message = f"Slide {number}: {counts[Kind.EMBEDDED]} embedded objects were not opened; their words are missing."
        yield Issue("included_unread", message, Severity.WARNING, place)
    if counts[Kind.HIDDEN]:
        message = f"Slide {number}: {counts[Kind.HIDDEN]} hidden shapes are not part of what the slide shows."
        yield Issue("hidden_text", message, Severity.NOTE, place)
    if any(relation.reltype.endswith("/comments") for relation in slide.part.rels.values()):
        yield Issue("comments", f"Slide {number}: comments are not part of the text.", Severity.NOTE, place)


def _picture_share(drawing: list[Drawn], deck: Deck) -> float:
    pictures = sum((s.box[2] - s.box[0]) * (s.box[3] - s.box[1]) for s in drawing if s.kind is Kind.PICTURE)
    return pictures / ((deck.slide_width or 1) * (deck.slide_height or 1) / EMU**2)


def _read_masters(deck: Deck, used: AbstractSet[str]) -> list[Block]:
    """Return what layouts and masters print on each slide, a motto or a name, as furniture: each text once."""
    roots = {id(layout): layout for master in masters_of(deck) for layout in [master, *_used(master, used)]}
    texts: dict[str, Block] = {}
    for root in roots.values():
        for shape in root._element.iter(f"{P}sp"):
            body = shape.find(P + "txBody")
            for paragraph in read_frame(body, ()) if body is not None and placeholder(shape) is None else ():
                text = make_text(paragraph.text, Place(path=f"slide master {len(texts) + 1}"))
                texts.setdefault(text.plain, Block(BlockKind.FURNITURE, text, reason="slide master"))
    return list(texts.values())


def _used(master: SlideMaster, named: AbstractSet[str]) -> list[SlideLayout]:
    return [layout for layout in layouts_of(master) if layout.name in named]
