"""Rows of a plan read as commitments: number, owners, dates, status, evidence for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.dates import read_column_dates
from extract.due import Dated, date_column, date_prose, find_due
from extract.headers import Field, is_tick, match_header
from extract.identity import IdMaker, fold
from extract.layouts.rows import PlanRow
from extract.levels import split_marker
from extract.owners import is_placeholder, split_owners
from extract.passages import PassageBook, read_by
from extract.reading import (
    Commitment,
    CommitmentKind,
    DateMention,
    DueBasis,
    Evidence,
    OwnerMention,
    OwnerRole,
    Status,
    StatusBasis,
    Tier,
    Update,
)
from extract.status import read_status_cell, suggest_status
from extract.words import read_words
from ingest.document import Issue, Severity, Text

_ROLES = {Field.OWNER: OwnerRole.OWNER, Field.SPONSOR: OwnerRole.SPONSOR, Field.PARTNER: OwnerRole.PARTNER}
_CLAIMED = (*_ROLES, Field.DUE, Field.REVISED_DUE, Field.START, Field.STATUS, Field.UPDATE, Field.MEASURE)
# A number that stands before the words of an action: 1.2, 3), A4:, 24/11-03; a bare figure may be a quantity.
_LEADING_NUMBER = re.compile(
    r"\s*(?:(?i:action|ref|task|milestone|no|commitment|recommendation)\.?\s*"
    r"(?P<labelled>(?:[A-Za-z]{1,6}[-.]?)?\d[\w./-]*)\s*[:.–—-]|"
    r"(?P<number>\d{1,3}(?:\.\d{1,3})+(?:\.?[a-z]\b)?|\d{1,3}(?=[.):]\s)|[A-Z]{1,4}\d{1,3}(?:\.\d{1,3})*(?=[.):\s])|"
    r"\d{2,4}/\d{1,4}(?:[-/]\d+)?(?=\s))\s*[.):–-]?)\s+(?=\S)"
)
# `Lead: …` or `Support – …` inside an owner's cell.
_ROLE_LABEL = re.compile(r"(?:^|[;,\n•|])\s*(?P<label>[A-Z][A-Za-z ()]{2,30}?)\s*:\s+(?=\S)")
_SHORT_STATUS = 6
_BULLET = re.compile(r"^[ \t]*[•▪◦●○■□·‣➢➤][ \t]+(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of a document's rows needs: ids, passages, kind, day of publication, names that stand alone."""

    ids: IdMaker
    book: PassageBook
    kind: CommitmentKind
    written: str | None
    known: frozenset[str]


def find_known_names(rows: Sequence[PlanRow]) -> frozenset[str]:
    """Return the folded names that fill an owner's cell alone: what *and* or a comma may be split into."""
    cells = (row.get(name).plain for row in rows for name in _ROLES)
    return frozenset(fold(cell) for cell in cells if cell and not re.search(r"[,;/&\n]|\band\b", cell))


def read_commitment(
    row: PlanRow, aim: str | None, priority: str | None, section: str, setting: Setting
) -> tuple[Commitment, tuple[Issue, ...]]:
    """Read one row; return the commitment and what is doubtful about it."""
    number, words = split_number(_without_bullet(row.action))
    doubts = (*row.doubts, *_doubt_list(row.action))
    book = setting.book
    number = row.number or number
    line = " ".join(words.plain.split())
    identity = setting.ids.make("c", setting.kind, line)
    issues: list[Issue] = []
    owners = _read_owners(row, setting, identity, issues)
    dated = _read_dates(row, words, setting.written)
    evidence = _gather_evidence(row, words, book)
    how, sure = read_by(row.action)
    update = _read_update(row, identity, book)
    book.claim(row.action, "action")
    commitment = Commitment(
        id=identity,
        kind=setting.kind,
        number=number,
        text=line,
        quote=" ".join(part.quote for part in book.evidence("text", row.action)),
        passage=book.id_of(row.action),
        page=row.action.pieces[0].place.page,
        section=section,
        evidence=evidence,
        aim=aim,
        priority=priority,
        tier=Tier.TO_CHECK if doubts else Tier.CONFIDENT,
        tier_reason="; ".join(doubts),
        owners=owners,
        dates=make_dates(dated, identity, book),
        due=find_due(dated, setting.written),
        update=update,
        measure=" ".join(row.get(Field.MEASURE).plain.split()),
        extra=_read_extra(row, update),
        read_by=how,
        confidence=sure,
    )
    return commitment, tuple(issues)


def _without_bullet(action: Text) -> Text:
    """Return an action without the bullet that it begins with, where its cell has one item only."""
    found = _BULLET.match(action.plain)
    return action.cut(found.end()).strip() if found and len(_BULLET.findall(action.plain)) == 1 else action


def _doubt_list(action: Text) -> tuple[str, ...]:
    """A cell that is a list from its first line on may hold several actions; one that leads up to a list is one."""
    items = len(_BULLET.findall(action.plain))
    return (f"its cell lists {items} things to do",) if items > 1 and _BULLET.match(action.plain) else ()


def split_number(text: Text) -> tuple[str, Text]:
    """Take the number off the front of an action; an automatic one is the first piece's marker.

    >>> from ingest.document import Piece, Place
    >>> number, words = split_number(Text((Piece("2.1 Open two hubs", Place()),)))
    >>> number, words.plain
    ('2.1', 'Open two hubs')
    """
    marker = text.pieces[0].marker if text.pieces else ""
    if marker and len(list(text.lines())) == 1:
        return split_marker(marker)[1], text.cut(len(marker) + 1).strip()
    found = _LEADING_NUMBER.match(text.plain)
    if found is None:
        return "", text
    return (found["labelled"] or found["number"]).rstrip("."), text.cut(found.end()).strip()


def _read_owners(row: PlanRow, setting: Setting, identity: str, issues: list[Issue]) -> tuple[OwnerMention, ...]:
    mentions: list[OwnerMention] = []
    for name in _ROLES:
        for cell, role in _split_roles(row.get(name), _ROLES[name]):
            split = split_owners(cell, setting.known)
            for start, end in split.spans:
                part = cell.cut(start, end)
                named = " ".join(part.plain.split())
                if all(fold(m.named_as) != fold(named) or m.role is not role for m in mentions):
                    mentions.append(OwnerMention(role, named, setting.book.id_of(part)))
            if split.doubt:
                issues.append(_doubt_owner(cell, identity))
    return tuple(mentions)


def _split_roles(cell: Text, role: OwnerRole) -> Iterator[tuple[Text, OwnerRole]]:
    """Yield the parts of a cell that say their role themselves (`Lead: Housing; Support: Health`), else all of it."""
    plain, at = cell.plain, 0
    for found in _ROLE_LABEL.finditer(plain):
        match = match_header(found["label"])
        if match is None or match.score < 1.0 or match.field not in _ROLES:
            continue
        if plain[at : found.start()].strip():
            yield cell.cut(at, found.start()).strip(), role
        role, at = _ROLES[match.field], found.end()
    if plain[at:].strip():
        yield (cell.cut(at).strip() if at else cell), role


def _doubt_owner(cell: Text, identity: str) -> Issue:
    words = " ".join(cell.plain.split())
    message = f"“{words}” may name more than one owner; it is kept as one. A row in owners.csv can settle it."
    return Issue("joint_owner", message, Severity.NOTE, cell.pieces[0].place, identity)


def _read_dates(row: PlanRow, words: Text, written: str | None) -> tuple[Dated, ...]:
    """All dates of a row by field, a revised deadline before the one that it replaces."""
    columns = [(row.get(name), name) for name in (Field.REVISED_DUE, Field.DUE) if row.get(name)]
    columns = [(cell, name) for cell, name in columns if not is_placeholder(cell.plain)] or columns[:1]
    began = _read_start(row, written)
    dated = [date_column(cell, written if name is Field.REVISED_DUE else began) for cell, name in columns]
    dated.append(date_prose(DueBasis.TEXT, words, written))
    if row.get(Field.UPDATE):
        dated.append(date_prose(DueBasis.UPDATE, row.get(Field.UPDATE), written))
    return tuple(dated)


def _read_start(row: PlanRow, written: str | None) -> str | None:
    """Return the day that a row counts from: that of the meeting at which it was raised, or of its start, where the
    row says it with its year; else the day of writing. `w/c 3/11` of a meeting in September is that year's November.
    """
    found = [date for date in read_column_dates(row.get(Field.START).plain, None) if date.edtf and date.earliest]
    return str(found[0].earliest) if len(found) == 1 else written


def make_dates(dated: Iterable[Dated], commitment: str, book: PassageBook) -> tuple[DateMention, ...]:
    """Return every date of a commitment with the passage where it is printed."""
    mentions: list[DateMention] = []
    for part in dated:
        for found in part.found:
            place = part.text.cut(found.start, found.end)
            ids = IdMaker(commitment)
            mentions.append(
                DateMention(
                    id=ids.make("dt", str(len(mentions)), part.basis, found.text),
                    role=str(found.role),
                    text=found.text,
                    edtf=found.edtf,
                    earliest=found.earliest,
                    latest=found.latest,
                    vague=found.vague,
                    passage=book.id_of(place if place.pieces else part.text),
                )
            )
    return tuple(mentions)


def _read_update(row: PlanRow, commitment: str, book: PassageBook) -> Update | None:
    """The update with the status that a column states or, without one, its own words suggest."""
    cell, text = row.get(Field.STATUS), row.get(Field.UPDATE)
    if not cell and not text:
        return None
    status: Status | None = None
    basis: StatusBasis | None = None
    words = ""
    stated = _state_status(cell, row.header(Field.STATUS))
    if stated is None and text and len(text.plain.split()) <= _SHORT_STATUS:
        found = read_status_cell(text.plain)
        # `Done` is a status; `Held at the Town Hall` tells of progress, though one of its words could be one.
        stated = (found.status, found.words) if found and fold(found.words) == fold(text.plain) else None
    if stated is not None:
        (status, words), basis = stated, StatusBasis.COLUMN
    else:
        suggested = suggest_status(text.plain) if text else None
        if suggested is not None:
            status, basis, words = suggested.status, StatusBasis.WORDING, suggested.words
    shown = text or cell
    return Update(
        id=IdMaker(commitment).make("u", shown.plain),
        text="\n".join(" ".join(line.split()) for line in text.plain.splitlines() if line.strip()),
        status=status,
        status_basis=basis,
        status_words=" ".join(words.split()),
        passage=book.id_of(shown),
    )


def _state_status(cell: Text, header: str) -> tuple[Status, str] | None:
    """Read a cell of a status column; under *Complete?* a tick or yes says that it is, no says nothing more."""
    asks = read_words("headers")["status"]
    if fold(header) in asks["asks"]:
        if is_tick(cell.plain):
            return Status.COMPLETED, cell.plain
        if fold(cell.plain) in asks["denials"]:
            return None
    found = read_status_cell(cell.plain) if cell else None
    return (found.status, found.words) if found else None


def _read_extra(row: PlanRow, update: Update | None) -> tuple[tuple[str, str], ...]:
    """What no field takes: columns without one, a start, the date that a revised one replaces, an unknown status."""
    said = update is not None and update.status_basis is StatusBasis.COLUMN
    left = {
        Field.START: True,
        Field.DUE: bool(row.get(Field.REVISED_DUE)),
        Field.STATUS: not said,
    }
    named = [(row.header(name), row.get(name)) for name, kept in left.items() if kept and row.get(name)]
    return tuple((header, " ".join(text.plain.split())) for header, text in (*named, *row.extra))


def _gather_evidence(row: PlanRow, words: Text, book: PassageBook) -> tuple[Evidence, ...]:
    parts = list(book.evidence("text", words))
    for name in _CLAIMED:
        text = row.get(name)
        if text:
            book.claim(text, str(name))
            parts.extend(book.evidence(str(name), text))
    for header, text in row.extra:
        book.claim(text, "extra")
        parts.extend(book.evidence(f"extra: {header}", text))
    return tuple(parts)
