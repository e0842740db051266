"""What is drawn on a page besides words: ruling lines, filled rectangles, frames, pictures.

Office programs draw a table's rule as a stroke, as a thin filled rectangle, or as both; some put the rules of
a whole row in one path of many rectangles, and some draw each side of each cell. All end as straight edges.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published

from .calls import (
    Held,
    address_of,
    bare_bounds,
    bare_closing,
    bare_draw_mode,
    bare_fill_colour,
    bare_matrix,
    bare_object,
    bare_object_count,
    bare_point,
    bare_segment,
    bare_segment_count,
    bare_segment_type,
    bare_stroke_colour,
    bare_type,
    count_form_objects,
    get_form_object,
    make_room,
)
from .frame import Edges, Frame

THIN = 3.2  # points: a filled rectangle no thicker than this is a rule
_MAX_SEGMENTS = 600  # longer paths are drawings
_MAX_OBJECTS = 60_000
_MAX_DEPTH = 6
_SPECK = 2.5  # points: where rules cross, some programs draw a small square, even where none is drawn on
_SEEN = 8  # of 255: a fill thinner than that can't be seen
_PALE = 0xF8  # of 255: ink as light as that in all three colours is white
_SAMPLE = 12  # rules of a page that are asked for their ink, before all are
_TEXT = pdfium.FPDF_PAGEOBJ_TEXT
_PATH, _IMAGE, _FORM = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
_MOVE, _CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO
_CLOSED = 4  # a rectangle has four or five points
_BOX_KINDS = [_MOVE] + _CLOSED * [pdfium.FPDF_SEGMENT_LINETO]

# Where pdfium writes its answers. It is never used by two threads at once, and so neither are these. They are read as
# slices, which takes a quarter of the time of asking an array of C for its numbers one by one.
_SIDES, _SIDES_AT = make_room(ctypes.c_float, 4)
_MODE, _MODE_AT = make_room(ctypes.c_int, 2)
_MATRIX, _MATRIX_AT = make_room(ctypes.c_float, 6)
_COLOUR, _COLOUR_AT = make_room(ctypes.c_uint, 4)
_POINT, _POINT_AT = make_room(ctypes.c_float, 2)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Rule(NamedTuple):
    """A straight edge: across (a horizontal at height `at` from `low` to `high`) or down."""

    at: float
    low: float
    high: float

    @property
    def length(self) -> float:
        """Its length in points."""
        return self.high - self.low


class Fill(NamedTuple):
    """A filled rectangle and its colour (0xRRGGBB), in the order of drawing."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: int

    @property
    def area(self) -> float:
        """Its area in square points."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)


_make_rule: Callable[[tuple[float, ...]], Rule] = partial(tuple.__new__, Rule)  # half the time of calling Rule


@dataclass(frozen=True, slots=True)
class Drawing:
    """The straight edges, fills, frames (stroked rectangles) and pictures of a page, as displayed.

    `objects` counts all that the file draws there, words too; `unseen` are rules across in white or clear ink.
    """

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    frames: tuple[Edges, ...] = ()
    pictures: tuple[Edges, ...] = ()
    objects: int = 0
    unseen: tuple[Rule, ...] = ()


class _Pen:
    """Collects what the objects of one page draw."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.width, self.height = frame, frame.width, frame.height
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.fills: list[Fill] = []
        self.frames: list[Edges] = []
        self.pictures: list[Edges] = []
        self.makers: list[int] = []  # what draws each rule across, below zero where its fill does
        self.maker = 0
        self.left_to_read = _MAX_OBJECTS

    def read_page(self, page: Held) -> None:
        count = max(bare_object_count(page), 0)
        self.read_objects(list(map(bare_object, repeat(page), range(min(count, _MAX_OBJECTS + 1)))), None, 0)

    def read_form(self, form: Held, outer: Matrix | None, depth: int) -> None:
        inner, held = _matrix(form), form.value
        count = min(max(count_form_objects(held), 0), self.left_to_read + 1)
        parts = [get_form_object(held, i) for i in range(count)]
        self.read_objects(parts, inner if outer is None else _times(inner, outer), depth + 1)

    def read_objects(self, objects: Sequence[Held], outer: Matrix | None, depth: int) -> None:
        for held, kind in zip(objects, map(bare_type, objects), strict=True):
            self.left_to_read -= 1
            if self.left_to_read < 0:
                return
            if kind == _TEXT:
                continue
            if kind == _PATH:
                self.read_path(held, outer)
            elif kind == _IMAGE:
                self.pictures.append(self.place(self.bounds(held), outer))
            elif kind == _FORM and depth < _MAX_DEPTH:
                self.read_form(held, outer, depth)

    def bounds(self, held: Held) -> Edges:
        bare_bounds(held, *_SIDES_AT)
        left, bottom, right, top = _SIDES[:]
        return left, bottom, right, top

    def place(self, box: Edges, outer: Matrix | None) -> Edges:
        if outer is None:
            return self.frame.show_box(*box)
        left, bottom, right, top = box
        corners = [_apply(outer, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self.frame.show_box(min(xs), min(ys), max(xs), max(ys))

    def read_path(self, held: Held, outer: Matrix | None) -> None:
        bare_draw_mode(held, *_MODE_AT)
        filled, stroked = _MODE[:]
        if not filled and not stroked:
            return
        address = held.value or 0
        self.maker = address if stroked else -address
        box = self.place(self.bounds(held), outer)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            self.draw_thin(box)
            return
        segments = bare_segment_count(held)
        if segments <= _CLOSED + 2 and not stroked:
            if segments >= _CLOSED and _is_box(_corners(held, segments)):
                self.draw_fill(box, _fill_colour(held))
        elif segments <= _MAX_SEGMENTS:
            self.read_shapes(held, outer, bool(filled), bool(stroked))

    def read_shapes(self, held: Held, outer: Matrix | None, filled: bool, stroked: bool) -> None:
        own = _matrix(held)
        full = own if outer is None else _times(own, outer)
        shapes = [[self.frame.show(*_apply(full, *p)) for p in shape] for shape in _shapes(held)]
        boxes = [_around(shape) for shape in shapes if _is_box(shape)]
        colour = _fill_colour(held) if filled else 0
        for shape in shapes:
            box = _around(shape)
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                self.draw_thin(box)
            elif filled and _is_box(shape):
                if any(_holds(box, other) or _holds(other, box) for other in boxes if other != box):
                    self.draw_sides(shape)  # one inside the other: a border drawn as an area
                else:
                    self.draw_fill(box, colour)
            if stroked:
                self.draw_sides(shape)
                if _is_box(shape):
                    self.frames.append(box)

    def draw_sides(self, shape: list[Point]) -> None:
        for (xa, ya), (xb, yb) in itertools.pairwise(shape):
            if abs(xa - xb) <= 1 or abs(ya - yb) <= 1:
                self.draw_thin((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))

    def draw_thin(self, box: Edges) -> None:
        x0, y0, x1, y1 = box
        if x1 - x0 >= y1 - y0 and x1 - x0 > 0:
            self.across.append(_make_rule(((y0 + y1) / 2, x0, x1)))
            self.makers.append(self.maker)
        if y1 - y0 >= x1 - x0 and y1 - y0 > 0:
            self.down.append(_make_rule(((x0 + x1) / 2, y0, y1)))

    def draw_fill(self, box: Edges, colour: int | None) -> None:
        x0, y0, x1, y1 = box
        x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, self.width), min(y1, self.height)
        if colour is not None and x1 > x0 and y1 > y0 and (x1 - x0) * (y1 - y0) < 0.85 * self.width * self.height:
            self.fills.append(Fill(x0, y0, x1, y1, colour))


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """Return what a raw pdfium page draws besides words, in points from the top left as displayed."""
    pen = _Pen(frame)
    pen.read_page(Held(address_of(page)))
    across, unseen = _part_by_ink(pen)
    return Drawing(
        tuple([rule for rule in merge_rules(across) if rule[2] - rule[1] > _SPECK]),
        tuple([rule for rule in merge_rules(pen.down) if rule[2] - rule[1] > _SPECK]),
        tuple(pen.fills),
        tuple(pen.frames),
        tuple(pen.pictures),
        _MAX_OBJECTS - pen.left_to_read,
        merge_rules(unseen),
    )


def add_drawing(one: Drawing, other: Drawing) -> Drawing:
    """Return two drawings of one page as one."""
    return Drawing(
        merge_rules([*one.across, *other.across]),
        merge_rules([*one.down, *other.down]),
        one.fills + other.fills,
        one.frames + other.frames,
        one.pictures + other.pictures,
        one.objects + other.objects,
        merge_rules([*one.unseen, *other.unseen]),
    )


def merge_rules(rules: Iterable[Rule], side: float = 1.2, gap: float = 3.0) -> tuple[Rule, ...]:
    """Return the rules with those that lie on one another, or go on after a gap, made one.

    >>> merge_rules([Rule(10, 0, 50), Rule(10.4, 49, 90), Rule(30, 0, 50)])
    (Rule(at=10.2, low=0, high=90), Rule(at=30.0, low=0, high=50))
    """
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=_at):
        if rows and rule.at - rows[-1][0].at <= side:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    merged: list[Rule] = []
    for row in rows:
        if len(row) > 1:
            row.sort(key=_low)
        at, low, high, count = *row[0], 1
        for rule in row[1:]:
            if rule[1] <= high + gap:
                at, count, high = at + rule[0], count + 1, max(high, rule[2])
            else:
                merged.append(_make_rule((at / count, low, high)))
                at, low, high, count = *rule, 1
        merged.append(_make_rule((at / count, low, high)))
    return tuple(merged)


_at, _low = itemgetter(0), itemgetter(1)


def _matrix(held: Held) -> Matrix:
    bare_matrix(held, _MATRIX_AT[0])
    a, b, c, d, e, f = _MATRIX[:]
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _part_by_ink(pen: _Pen) -> tuple[list[Rule], list[Rule]]:
    """Return the rules across that are seen, and those in white or clear ink, if a look at a few finds any."""
    few = pen.makers[:: len(pen.makers) // _SAMPLE + 1]
    if len(pen.across) < _CLOSED or not any(map(_is_unseen, set(few))):
        return pen.across, []
    pale = {maker for maker in set(pen.makers) if _is_unseen(maker)}
    marked = list(zip(pen.across, pen.makers, strict=True))
    return [r for r, maker in marked if maker not in pale], [r for r, maker in marked if maker in pale]


def _is_unseen(maker: int) -> bool:
    ask = bare_stroke_colour if maker > 0 else bare_fill_colour
    known = ask(Held(abs(maker)), *_COLOUR_AT)
    red, green, blue, alpha = _COLOUR[:]
    return bool(known) and (alpha < _SEEN or min(red, green, blue) >= _PALE)


def _fill_colour(held: Held) -> int | None:
    """Return the colour of a fill, None where it can't be seen."""
    known = bare_fill_colour(held, *_COLOUR_AT)
    red, green, blue, alpha = _COLOUR[:]
    return red << 16 | green << 8 | blue if known and alpha >= _SEEN else None


def _shapes(held: Held) -> list[list[Point]]:
    """Return the closed or open lines of a path, those with curves left out."""
    shapes: list[list[Point]] = []
    curved = False
    segments = list(map(bare_segment, repeat(held), range(bare_segment_count(held))))
    for segment, kind, closes in zip(
        segments, map(bare_segment_type, segments), map(bare_closing, segments), strict=True
    ):
        bare_point(segment, *_POINT_AT)
        if kind == _MOVE or not shapes:
            if curved and shapes:
                shapes.pop()
            shapes.append([])
            curved = False
        curved = curved or kind == _CURVE
        x, y = _POINT[:]
        shapes[-1].append((x, y))
        if closes and shapes[-1][0] != shapes[-1][-1]:
            shapes[-1].append(shapes[-1][0])
    if curved and shapes:
        shapes.pop()
    return [shape for shape in shapes if len(shape) > 1]


def _corners(held: Held, count: int) -> list[Point]:
    """Return the points of a path of so many segments, none where it is not one line without curves."""
    segments = list(map(bare_segment, repeat(held), range(count)))
    kinds = list(map(bare_segment_type, segments))
    if kinds == _BOX_KINDS[:count]:  # nearly every fill: worth not asking which of its segments closes it
        points = list(map(_point, segments))
        if count == _CLOSED or points[0] == points[-1]:
            return points
    shapes = _shapes(held)
    return shapes[0] if len(shapes) == 1 else []


def _point(segment: Held) -> Point:
    bare_point(segment, *_POINT_AT)
    x, y = _POINT[:]
    return x, y


def _is_box(shape: list[Point]) -> bool:
    """Say whether a line goes round a rectangle that stands upright."""
    points = shape[:-1] if len(shape) > _CLOSED and _near(shape[0], shape[-1]) else shape
    if len(points) != _CLOSED:
        return False
    xs, ys = sorted([x for x, _ in points]), sorted([y for _, y in points])
    return xs[1] - xs[0] < 1 and xs[3] - xs[2] < 1 and ys[1] - ys[0] < 1 and ys[3] - ys[2] < 1


def _near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < 1 and abs(one[1] - other[1]) < 1


def _around(shape: list[Point]) -> Edges:
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return min(xs), min(ys), max(xs), max(ys)


def _holds(outer: Edges, inner: Edges) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
