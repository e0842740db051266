"""The shapes of a slide as displayed: their boxes in points, what each is, and its text, table or diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree
from pptx.opc.package import Part

from ingest.drawings import find_drawing, read_drawing
from ingest.slides.markup import EMU, A, Element, Model, P, drawn, is_hidden, is_title, kind_of, whole

Edges = tuple[float, float, float, float]
_FURNITURE = {"ftr": "page footer", "sldNum": "page number", "dt": "page footer", "hdr": "page header"}
_MOST_DEPTH = 20
_NOWHERE: Edges = (0.0, 0.0, 0.0, 0.0)


class Kind(StrEnum):
    """What a shape is to its reader."""

    TITLE = "title"
    TEXT = "text"
    TABLE = "table"
    DIAGRAM = "diagram"
    CHART = "chart"
    PICTURE = "picture"
    EMBEDDED = "embedded"
    FURNITURE = "furniture"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape with its box in points; `body` holds its paragraphs, `table` its rows, `reason` why it is furniture.

    `cover` is set for the title of a title slide.
    """

    kind: Kind
    element: Element
    box: Edges
    body: Element | None = None
    table: Element | None = None
    reason: str = ""
    cover: bool = False


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a group's own measure becomes the slide's: x * wide + right, y * high + down, in EMU."""

    wide: float = 1.0
    high: float = 1.0
    right: float = 0.0
    down: float = 0.0

    def place(self, box: Edges) -> Edges:
        x0, y0, x1, y1 = box
        return (
            x0 * self.wide + self.right,
            y0 * self.high + self.down,
            x1 * self.wide + self.right,
            y1 * self.high + self.down,
        )


def find_shapes(slide: Element, model: Model, part: Part) -> list[Drawn]:
    """Return the shapes of a slide in the order of drawing, those in groups in their place."""
    tree = slide.find(f"{P}cSld/{P}spTree")
    return [] if tree is None else list(_walk(tree, model, part, _Scale(), 0))


def _walk(parent: Element, model: Model, part: Part, scale: _Scale, depth: int) -> Iterator[Drawn]:
    for shape in drawn(parent):
        if shape.tag == P + "grpSp":
            if depth < _MOST_DEPTH and not is_hidden(shape):
                yield from _walk(shape, model, part, _inner(shape, scale), depth + 1)
        elif shape.tag in (P + "sp", P + "graphicFrame", P + "pic"):
            box = _in_points(scale.place(_box(shape, model)))
            yield from [Drawn(Kind.HIDDEN, shape, box)] if is_hidden(shape) else _read_shape(shape, box, part)


def _read_shape(shape: Element, box: Edges, part: Part) -> Iterator[Drawn]:
    if shape.tag == P + "pic":
        yield Drawn(Kind.PICTURE, shape, box)
    elif shape.tag == P + "graphicFrame":
        yield from _read_graphic(shape, box, part)
    else:
        body = shape.find(P + "txBody")
        if shape.find(f"{P}spPr/{A}blipFill") is not None:
            yield Drawn(Kind.PICTURE, shape, box)
        if body is not None:
            kind = kind_of(shape)
            reason = _FURNITURE.get(kind, "")
            sort = Kind.TITLE if is_title(shape) else Kind.FURNITURE if reason else Kind.TEXT
            yield Drawn(sort, shape, box, body, reason=reason, cover=kind == "ctrTitle")


def _read_graphic(shape: Element, box: Edges, part: Part) -> Iterator[Drawn]:
    data = shape.find(f"{A}graphic/{A}graphicData")
    for held in drawn(data) if data is not None else ():
        if held.tag == A + "tbl":
            yield Drawn(Kind.TABLE, shape, box, table=held)
        elif (drawing := find_drawing(held)) is not None:
            kind, relation = drawing
            stored = _related(part, relation)
            body = _body_of(read_drawing(kind, stored)) if stored else None
            if body is not None:
                yield Drawn(Kind.DIAGRAM, shape, box, body)
            if kind == "chart":
                yield Drawn(Kind.CHART, shape, box)
        elif held.tag == P + "oleObj":
            yield Drawn(Kind.EMBEDDED, shape, box)


def _body_of(lines: list[str]) -> Element | None:
    """Return the lines of a drawing as a text body, one paragraph each."""
    if not lines:
        return None
    body = etree.Element(P + "txBody")
    for line in lines:
        etree.SubElement(etree.SubElement(etree.SubElement(body, A + "p"), A + "r"), A + "t").text = line
    return body


def _related(part: Part, relation: str) -> bytes:
    """Return the bytes of a part of this file that a slide refers to; links to other files are never followed."""
    held = part.rels.get(relation) if relation else None
    return b"" if held is None or held.is_external else held.target_part.blob


def _box(shape: Element, model: Model) -> Edges:
    """Return the box of a shape in EMU: its own, or that of the layout's or master's shape that it fills."""
    for candidate in [shape, *model.bases(shape)]:
        frame = candidate.find(f"{P}spPr/{A}xfrm")
        frame = candidate.find(P + "xfrm") if frame is None else frame
        sides = _frame_of(frame, "off", "ext")
        if sides is not None:
            return sides
    return _NOWHERE


def _inner(group: Element, scale: _Scale) -> _Scale:
    frame = group.find(f"{P}grpSpPr/{A}xfrm")
    outer, inner = _frame_of(frame, "off", "ext"), _frame_of(frame, "chOff", "chExt")
    if outer is None or inner is None:
        return scale
    wide = (outer[2] - outer[0]) / ((inner[2] - inner[0]) or 1)
    high = (outer[3] - outer[1]) / ((inner[3] - inner[1]) or 1)
    right, down = outer[0] - inner[0] * wide, outer[1] - inner[1] * high
    return _Scale(
        wide * scale.wide, high * scale.high, right * scale.wide + scale.right, down * scale.high + scale.down
    )


def _frame_of(frame: Element | None, corner: str, size: str) -> Edges | None:
    at = frame.find(A + corner) if frame is not None else None
    extent = frame.find(A + size) if frame is not None else None
    if at is None or extent is None:
        return None
    x, y = whole(at.get("x")), whole(at.get("y"))
    return x, y, x + whole(extent.get("cx")), y + whole(extent.get("cy"))


def _in_points(box: Edges) -> Edges:
    x0, y0, x1, y1 = (side / EMU for side in box)
    return x0, y0, x1, y1
