"""Plans without a table: an action under its label or heading, then lines such as `Lead: …` and `By when: …`.

Also the same as small tables of two columns, label and value, one table an action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from extract.headers import Field, match_header
from extract.identity import fold
from extract.layouts.kinds import find_kind
from extract.layouts.rows import Found, PlanRow
from extract.levels import split_marker
from extract.outline import Spot
from extract.overhead import is_field_line, read_card_number
from extract.words import read_words
from ingest.document import BlockKind, Format, Table, Text, distinct, join

_LABEL = re.compile(r"\s*(?P<label>[A-Z][^:\n]{1,40}?)\s*:\s+(?=\S)")
_NUMBER = r"(?:[A-Za-z]{1,6}[-.]?)?\d[\w./-]*|[A-Z](?=\s*[:.–—-])"
_SURE = 0.75
_OPENING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
_TELLING = frozenset({Field.OWNER, Field.SPONSOR, Field.DUE, Field.STATUS, Field.UPDATE})
_LISTED = frozenset({Field.OWNER, Field.PARTNER, Field.MEASURE, Field.UPDATE})
# A paragraph of more words than this is prose, not a further line of the field above it.
_LONGEST_LINE = 30


@dataclass(slots=True)
class _Card:
    block: int
    number: str
    action: Text
    fields: dict[Field, list[Text]] = field(default_factory=dict)
    extra: list[tuple[str, Text]] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    last: Field | None = None
    labels: dict[Field, str] = field(default_factory=dict)
    label_cells: list[Text] = field(default_factory=list)

    def add(self, name: Field, text: Text, label: str = "") -> None:
        self.fields.setdefault(name, []).append(text)
        self.last = name
        if label:
            self.labels.setdefault(name, " ".join(label.split()))

    def row(self) -> PlanRow:
        fields = tuple((name, join(texts, "\n")) for name, texts in self.fields.items())
        return PlanRow(
            block=self.block,
            action=self.action,
            number=self.number,
            fields=fields,
            extra=tuple(self.extra),
            also=tuple(self.blocks),
            headers=tuple(self.labels.items()),
        )


def read_cards(spots: Sequence[Spot], form: Format) -> Found:
    """Find the actions that are set out as labelled lines; one without owner, date or progress is prose."""
    del form
    cards: list[_Card] = []
    card: _Card | None = None
    unlabelled = _find_unlabelled(spots)
    for spot in spots:
        kind = spot.block.kind
        if kind is BlockKind.FURNITURE:
            continue
        opened = None
        if kind is not BlockKind.TABLE:
            opened = _open_card(spot.block.text, spot.index) or unlabelled.get(spot.index)
        if kind is BlockKind.TABLE:
            cards.extend(_read_label_table(spot))
            card = None
        elif opened is not None:
            card = opened
            cards.append(card)
        elif kind is BlockKind.HEADING and not (card is not None and is_field_line(spot.block.text.plain)):
            card = None
        elif card is not None and _read_lines(card, spot):
            card.blocks.append(spot.index)
    rows = [card for card in cards if _TELLING & set(card.fields)]
    return Found(
        tuple(card.row() for card in rows), tuple((label, "label") for card in rows for label in card.label_cells)
    )


def _open_card(text: Text, block: int) -> _Card | None:
    """`Action 5: Open two hubs`, `Milestone B – …`, `Action: …`."""
    labels = "|".join(map(re.escape, read_words("levels")["cards"]))
    found = re.match(
        rf"\s*(?i:{labels})\s*(?:(?i:no\.?|number)\s*)?(?P<number>{_NUMBER})?\s*[:–—-]\s+(?=\S)", text.plain
    )
    if found is None:
        return None
    lines = list(text.cut(found.end()).lines())
    if not lines:
        return None
    card = _Card(block, (found["number"] or "").rstrip("."), lines[0].strip())
    for line in lines[1:]:
        _read_line(card, line)
    return card


def _find_unlabelled(spots: Sequence[Spot]) -> dict[int, _Card]:
    """Return the cards that open without a label, by block: an action, and who and by when right under it.

    Once may be the head of a report (title, lead officer, date); only what comes twice and more is a plan.
    """
    cards: dict[int, _Card] = {}
    for at, spot in enumerate(spots):
        lines = list(spot.block.text.lines()) if spot.block.kind in _OPENING else []
        if not lines or len(lines[0].plain.split()) > _LONGEST_LINE or _LABEL.match(lines[0].plain):
            continue
        if _says_who_and_when(chain((line.plain for line in lines[1:]), _lines_below(spots, at + 1))):
            cards[spot.index] = _Card(spot.index, split_marker(spot.block.marker)[1], lines[0].strip())
            for line in lines[1:]:
                _read_line(cards[spot.index], line)
    return cards if len(cards) > 1 else {}


def _lines_below(spots: Sequence[Spot], start: int) -> Iterator[str]:
    for at in range(start, len(spots)):
        spot = spots[at]
        if spot.block.kind in (BlockKind.TABLE, BlockKind.FURNITURE):
            return
        yield from (line.plain for line in spot.block.text.lines())


def _says_who_and_when(lines: Iterable[str]) -> bool:
    """Tell whether lines begin with labelled fields, an owner among them, and a date or progress; no report's head."""
    fields: set[Field] = set()
    for line in lines:
        found = _LABEL.match(line)
        match = match_header(found["label"]) if found else None
        if found is None or match is None or match.score < _SURE or match.field not in _KEPT:
            break
        if fold(found["label"]) not in read_words("levels")["report_dates"]:
            fields.add(_KEPT[match.field])
    return Field.OWNER in fields and bool(fields & {Field.DUE, Field.STATUS, Field.UPDATE})


def _read_lines(card: _Card, spot: Spot) -> bool:
    """Take a block's lines into the open card; tell whether they belong to it."""
    lines = list(spot.block.text.lines())
    taken = [_read_line(card, line) for line in lines]
    if any(taken):
        return True
    short = len(spot.block.text.plain.split()) <= _LONGEST_LINE
    if card.last in _LISTED and short and card.last is not None:
        card.add(card.last, spot.block.text)
        return True
    card.last = None
    return False


def _read_line(card: _Card, line: Text) -> bool:
    found = _LABEL.match(line.plain)
    if found is None or len(found["label"].split()) > 6:
        return False
    value = line.cut(found.end()).strip()
    match = match_header(found["label"])
    if match is not None and match.score >= _SURE and match.field in _KEPT:
        card.add(_KEPT[match.field], value, found["label"])
        return True
    if card.fields:  # an unknown label among known ones is a field of its own
        card.extra.append((found["label"].strip(), value))
        card.last = None
        return True
    return False


_KEPT = {
    name: name
    for name in (
        *(Field.OWNER, Field.SPONSOR, Field.PARTNER, Field.DUE, Field.REVISED_DUE, Field.START),
        *(Field.STATUS, Field.UPDATE, Field.MEASURE),
    )
} | {Field.OWNER_IF_NEEDED: Field.OWNER}


def _read_label_table(spot: Spot) -> Iterator[_Card]:
    """A table of two columns whose left one holds labels: an action, its owner, its date."""
    table = spot.table
    if table is None or table.columns != 2 or table.rows < 2 or find_kind(spot) is not None:
        return
    pairs = [(left, right) for left, right in _pairs(table)]
    matches = [match_header(left.plain.rstrip(" :")) for left, _ in pairs]
    known = [match for match in matches if match is not None and match.score >= _SURE]
    if len(known) * 10 < len(pairs) * 6 or not any(match.field is Field.ACTION for match in known):
        return
    card: _Card | None = None
    for (left, right), match in zip(pairs, matches, strict=True):
        if match is not None and match.field is Field.ACTION:
            if card is not None:
                yield card
            number = read_card_number(spot.trail[-1].text.plain) if spot.trail and card is None else ""
            card = _Card(spot.index, number, right)
            card.label_cells.append(left)
            continue
        if card is None:
            continue
        card.label_cells.append(left)
        if match is not None and match.field in _KEPT:
            card.add(_KEPT[match.field], right, left.plain.rstrip(" :"))
        else:
            card.extra.append((left.plain.rstrip(" :"), right))
    if card is not None and card.action:
        yield card


def _pairs(table: Table) -> Iterator[tuple[Text, Text]]:
    for row in table.grid():
        cells = [cell.text for cell in distinct(row)]
        if len(cells) == 2 and cells[0]:
            yield cells[0], cells[1]
