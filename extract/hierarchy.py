"""The priorities and aims of one document: printed ones collected, an aim's priority found or inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.identity import fold, make_id
from extract.inference import AimWords, PriorityWords, infer_priorities
from extract.layouts.rows import PlanRow
from extract.levels import Level
from extract.outline import Spot, shown
from extract.overhead import Overhead, find_declared, find_near, is_parent, read_overhead
from extract.passages import PassageBook
from extract.reading import Aim, Basis, Priority
from ingest.document import BlockKind, Text

# Blocks under a priority's name that tell of it: examples of progress in a report's headlines.
_MOST_EXAMPLES = 4
_SHORTEST_EXAMPLE = 40


@dataclass(slots=True)
class _AimDraft:
    level: Level
    priority: str | None = None
    basis: Basis | None = None
    confidence: float = 0.0
    reason: str = ""
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The levels of a document, and for each row of the plan the ids of its aim and priority."""

    priorities: tuple[Priority, ...]
    aims: tuple[Aim, ...]
    of_rows: tuple[tuple[str | None, str | None], ...]


def make_hierarchy(
    document: str,
    title: str,
    rows: Sequence[PlanRow],
    spots: Sequence[Spot],
    book: PassageBook,
    *,
    flat: bool = False,
    publisher: str = "",
) -> Hierarchy:
    """Give each row its aim and priority: printed with it, in a heading above, by number, or inferred.

    With `flat` headings name no level: those of minutes are items of business. Nor does one that only says who
    publishes the document. A repeated heading is one aim. An
    aim's priority is what is stated for it anywhere; only an aim without any is inferred from a list of priorities,
    where the document has one.
    """
    builder = _Builder(document, book, () if flat else find_declared(spots), flat)
    builder.declare()
    placed = [builder.place(row, _overhead(row, spots, builder, title, publisher)) for row in rows]
    builder.infer(spots)
    aims = builder.make_aims()
    by_id = {aim.id: aim for aim in aims}
    of_rows = tuple((aim, by_id[aim].priority if aim and priority is None else priority) for aim, priority in placed)
    return Hierarchy(builder.make_priorities(), aims, of_rows)


def _overhead(row: PlanRow, spots: Sequence[Spot], builder: _Builder, title: str, publisher: str) -> Overhead:
    if builder.flat or (row.aim is not None and row.priority is not None):
        return Overhead(row.priority, row.aim)
    spot = spots[row.block]
    near = find_near(spots, row.block) if spot.table is not None else ()
    trail = [heading for heading in (*spot.trail, *near) if fold(shown(heading)) != fold(publisher)]
    return read_overhead(trail, builder.declared_keys, title)


class _Builder:
    """Collects levels while rows are placed; a level's key (its folded name) is its identity."""

    def __init__(self, document: str, book: PassageBook, declared: tuple[Level, ...], flat: bool) -> None:
        self.flat = flat
        self._document = document
        self._book = book
        self._declared = declared
        self._priorities: dict[str, Level] = {}
        self._aims: dict[str, _AimDraft] = {}

    @property
    def declared_keys(self) -> frozenset[str]:
        return frozenset(level.key for level in self._declared)

    def declare(self) -> None:
        for level in self._declared:
            self._add_priority(level)

    def _id(self, prefix: str, key: str) -> str:
        return make_id(prefix, self._document, key)

    def _add_priority(self, level: Level) -> str:
        """Return the id of a priority, which is one already where its name, or its number and much of it, agree."""
        key = level.key
        if key not in self._priorities:
            same = next((k for k, held in self._priorities.items() if _is_same(held, level)), None)
            if same is None:
                self._priorities[key] = level
            else:
                key = same
        self._book.claim(level.whole, "priority")
        return self._id("p", key)

    def place(self, row: PlanRow, over: Overhead) -> tuple[str | None, str | None]:
        """Return the ids of the row's aim and of its stated priority."""
        aim = row.aim or over.aim
        upper = row.priority or over.priority
        if upper is not None and aim is not None and upper.key == aim.key:
            aim = None
        if upper is None:
            upper = self._by_number(row, aim)
        priority = self._add_priority(upper) if upper is not None else None
        if aim is None:
            return None, priority
        draft = self._aims.setdefault(aim.key, _AimDraft(aim))
        self._book.claim(aim.whole, "aim")
        draft.words.append(" ".join((aim.name.plain, row.action.plain, *(text.plain for _, text in row.fields))))
        if priority is not None and draft.priority is None:
            draft.priority, draft.basis, draft.confidence = priority, Basis.STATED, 1.0
        return self._id("a", aim.key), priority

    def _by_number(self, row: PlanRow, aim: Level | None) -> Level | None:
        """A priority of the list by its number: action 2.3 or aim 2.1 under priority 2."""
        numbers = [number for number in (aim.number if aim else "", row.number) if "." in number]
        return next((p for p in self._declared for number in numbers if is_parent(p.number, number)), None)

    def infer(self, spots: Sequence[Spot]) -> None:
        """Infer the priority of each aim that has none, from the order of the aims, words and examples."""
        open_aims = [draft for draft in self._aims.values() if draft.priority is None]
        if not open_aims or not self._declared:
            return
        examples = _find_examples(self._declared, spots)
        found = infer_priorities(
            [AimWords(draft.level.name.plain, tuple(draft.words)) for draft in open_aims],
            [PriorityWords(level.name.plain, tuple(examples[level.key])) for level in self._declared],
        )
        for draft, inferred in zip(open_aims, found, strict=True):
            if inferred is not None:
                draft.priority = self._id("p", self._key_of(self._declared[inferred.priority]))
                draft.basis, draft.confidence, draft.reason = Basis.INFERRED, inferred.confidence, inferred.reason

    def _key_of(self, level: Level) -> str:
        return next(key for key, held in self._priorities.items() if held.key == level.key or _is_same(held, level))

    def make_priorities(self) -> tuple[Priority, ...]:
        return tuple(
            Priority(
                id=self._id("p", key),
                number=level.number,
                text=_line(level.name),
                description=level.description,
                passage=self._book.id_of(level.whole),
                evidence=self._book.evidence("text", level.whole),
            )
            for key, level in self._priorities.items()
        )

    def make_aims(self) -> tuple[Aim, ...]:
        return tuple(
            Aim(
                id=self._id("a", key),
                number=draft.level.number,
                text=_line(draft.level.full),
                passage=self._book.id_of(draft.level.whole),
                evidence=self._book.evidence("text", draft.level.whole),
                priority=draft.priority,
                priority_basis=draft.basis,
                priority_confidence=draft.confidence,
                priority_reason=draft.reason,
            )
            for key, draft in self._aims.items()
        )


def _is_same(held: Level, level: Level) -> bool:
    """The same number, and one name the beginning of the other: a heading that shortens the list's wording."""
    if not held.number or held.number != level.number:
        return False
    short, long = sorted((held.key, level.key), key=len)
    return long.startswith(short)


def _line(text: Text) -> str:
    return " ".join(text.plain.split())


def _find_examples(declared: Sequence[Level], spots: Sequence[Spot]) -> dict[str, list[str]]:
    """What a report says under each priority's name, by folded name: the prose that follows it, up to the next name,
    heading or table. The name may stand alone or begin, or end, a paragraph."""
    keys = {" ".join(level.name.plain.split()): level.key for level in declared}
    names = re.compile("|".join(map(re.escape, sorted(keys, key=len, reverse=True))))
    found: dict[str, list[str]] = {key: [] for key in keys.values()}
    current, left = "", 0
    for spot in spots:
        plain = "" if spot.table is not None else " ".join(spot.block.text.plain.split())
        if spot.table is not None or (spot.block.kind is BlockKind.HEADING and plain not in keys):
            current = ""
            continue
        for name, said in _split_by(names, plain):
            current, left = (keys[name], _MOST_EXAMPLES) if name else (current, left)
            if current and left and len(said) >= _SHORTEST_EXAMPLE:
                found[current].append(said)
                left -= 1
    return found


def _split_by(names: re.Pattern[str], plain: str) -> Iterator[tuple[str, str]]:
    """Yield (name, words up to the next name); the first has no name where the text does not begin with one."""
    at, name = 0, ""
    for hit in names.finditer(plain):
        if hit.start() > at or name:
            yield name, plain[at : hit.start()].strip()
        at, name = hit.end(), hit.group()
    yield name, plain[at:].strip()
