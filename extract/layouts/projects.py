"""Plans as cards: one table a project, its name on top, pairs of label and value below, then its milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.dates import read_column_dates
from extract.headers import Field, match_header, rank_action
from extract.identity import fold
from extract.layouts.kinds import find_kind
from extract.layouts.rows import Found, PlanRow
from extract.levels import Level, Rank, read_level
from extract.outline import Spot
from extract.status import read_status_cell
from extract.words import read_words
from ingest.document import Cell, Format, Table, Text, distinct

_SURE = 0.75
_LEAST_PAIRS = 2
_TO_BE_DONE = 2  # the rank of a header that says what is to be done
_LONGEST_LABEL = 6
_LONGEST_TITLE = 20
_PEOPLE = frozenset({Field.OWNER, Field.SPONSOR})
_HELD = frozenset({*_PEOPLE, Field.PARTNER, Field.DUE, Field.START, Field.STATUS, Field.UPDATE, Field.MEASURE})
_OF_MILESTONES = frozenset({Field.DUE, Field.REVISED_DUE, Field.STATUS, Field.UPDATE, *_PEOPLE})
_SEPARATORS = " \t–—-:|()[],;"

Row = list[Cell]


@dataclass(slots=True)
class _Project:
    """What is read of one card so far; `fields` are those of the project, each with its label."""

    block: int
    title: Text = field(default_factory=Text)
    told: Text = field(default_factory=Text)
    fields: dict[Field, tuple[str, Text]] = field(default_factory=dict)
    extra: list[tuple[str, Text]] = field(default_factory=list)
    labels: list[Text] = field(default_factory=list)
    milestones: list[PlanRow] = field(default_factory=list)
    columns: tuple[Field, ...] | None = None
    pairs: int = 0


def read_projects(spots: Sequence[Spot], form: Format) -> Found:
    """Find the tables that are cards of projects, and read the milestones of each; without any, the project itself."""
    del form
    rows: list[PlanRow] = []
    claimed: list[tuple[Text, str]] = []
    for spot in spots:
        project = read_project(spot)
        if project is not None:
            rows.extend(_make_rows(project))
            claimed.extend((text, "label") for text in project.labels)
    return Found(tuple(rows), tuple(claimed))


def read_project(spot: Spot) -> _Project | None:
    """Return the card that a table is, None where it is none: a name over all columns, then at least two pairs of
    label and value, one of them saying who answers for it."""
    table = spot.table
    if table is None or find_kind(spot) is not None:
        return None
    lines = _rows(table)
    if len(lines) < _LEAST_PAIRS + 1 or not _is_wide(lines[0], table) or _is_long(lines[0][0]):
        return None
    project = _Project(spot.index, title=lines[0][0].text)
    for row in lines[1:]:
        if not _read_line(project, row, table):
            return None
    answered = project.pairs >= _LEAST_PAIRS and _PEOPLE & set(project.fields)
    return project if answered and (project.milestones or _is_project(project)) else None


def _is_project(project: _Project) -> bool:
    """Tell a project without milestones from the head of a report: it is named as one, or told in a sentence, and
    says how it stands or by when it ends."""
    levels = read_words("levels")
    when = [label for name, (label, _) in project.fields.items() if name in (Field.DUE, Field.STATUS)]
    labelled = fold(project.title.plain).split(" ")[0] in levels["cards"]
    return (labelled or bool(project.told)) and any(fold(label) not in levels["report_dates"] for label in when)


def _rows(table: Table) -> list[Row]:
    rows = [[cell for cell in distinct(row) if cell.text] for row in table.grid()]
    return [row for row in rows if row]


def _is_wide(row: Row, table: Table) -> bool:
    return len(row) == 1 and (row[0].column_span == table.columns or row[0].column == 0)


def _is_long(cell: Cell) -> bool:
    return len(cell.text.plain.split()) > _LONGEST_TITLE


def _read_line(project: _Project, row: Row, table: Table) -> bool:
    """Take one row of a card; tell whether it can be one."""
    fields = [_field_of(cell) for cell in row]
    if fields[0] is Field.ACTION and (len(row) == 1 or set(fields[1:]) <= _OF_MILESTONES):
        project.labels.extend(cell.text for cell in row)
        project.columns = tuple(name for name in fields if name is not None)
        return True
    if _read_pairs(project, row, fields):
        project.columns = None
        return True
    if project.columns is not None:
        project.milestones.append(_read_milestone(project, row))
        return True
    if not _is_wide(row, table) or project.told:
        return False
    project.told = row[0].text
    return True


def _field_of(cell: Cell) -> Field | None:
    plain = cell.text.plain.strip().rstrip(":")
    match = match_header(plain) if len(plain.split()) <= _LONGEST_LABEL else None
    if match is None or match.score < _SURE:
        return None
    asked = match.field is Field.ACTION and rank_action(plain) < _TO_BE_DONE  # what a report recommends is no milestone
    return Field.EXTRA if asked else match.field


def _read_pairs(project: _Project, row: Row, fields: Sequence[Field | None]) -> bool:
    """Take a row of labels, each left of its value; milestones may be told as the value of a label too."""
    if len(row) % 2 or any(name is None for name in fields[::2]):
        return False
    for label, value, name in zip(row[::2], row[1::2], fields[::2], strict=True):
        printed = " ".join(label.text.plain.split()).rstrip(":")
        project.labels.append(label.text)
        if name is Field.ACTION:
            project.milestones.extend(_read_told(project, line) for line in value.text.lines())
        elif name in _HELD and name is not None:
            project.fields.setdefault(name, (printed, value.text))
            project.pairs += 1
        else:
            project.extra.append((printed, value.text))
    return True


def _read_milestone(project: _Project, row: Row) -> PlanRow:
    """Read a row under *Milestones*: by the columns named there or, without names, date and status by their look."""
    known = project.columns or ()
    found: dict[Field, Text] = {}
    extra: list[tuple[str, Text]] = []
    for at, cell in enumerate(row[1:], start=1):
        name = known[at] if len(known) == len(row) else _look_at(cell.text.plain)
        if name is None or name in found:
            extra.append((f"column {cell.column + 1}", cell.text))
        else:
            found[name] = cell.text
    return PlanRow(project.block, row[0].text, fields=tuple(found.items()), extra=tuple(extra))


def _look_at(plain: str) -> Field | None:
    if read_column_dates(plain, None):
        return Field.DUE
    return Field.STATUS if read_status_cell(plain) is not None else None


def _read_told(project: _Project, line: Text) -> PlanRow:
    """Read `Consent granted – July 2025`."""
    plain = line.plain
    dates = [date for date in read_column_dates(plain, None) if date.edtf]
    if len(dates) != 1 or plain[dates[0].end :].strip(_SEPARATORS + "."):
        return PlanRow(project.block, line.strip())
    words = plain[: dates[0].start].rstrip(_SEPARATORS)
    if not words or words == plain[: dates[0].start].rstrip():
        return PlanRow(project.block, line.strip())
    when = line.cut(dates[0].start, dates[0].end)
    return PlanRow(project.block, line.cut(0, len(words)).strip(), fields=((Field.DUE, when),))


def _make_rows(project: _Project) -> list[PlanRow]:
    """Give each milestone the people of its project; how the project stands is not how a milestone does."""
    held = {name: text for name, (_, text) in project.fields.items()}
    headers = tuple((name, label) for name, (label, _) in project.fields.items())
    title, extra = read_level(project.title), tuple(project.extra)
    if not project.milestones:
        action = project.told or title.name
        row = PlanRow(project.block, action, number=title.number, fields=tuple(held.items()), extra=extra)
        return [replace(row, aim=_aim(title) if project.told else None, headers=headers)]
    about = (*extra, *((project.fields[name][0], text) for name, text in held.items() if name not in _PEOPLE))
    about = (*about, ("Project", project.told)) if project.told else about
    rows = []
    for row in project.milestones:
        people = tuple((name, text) for name, text in held.items() if name in _PEOPLE and not row.get(name))
        rows.append(
            replace(row, fields=(*row.fields, *people), extra=(*row.extra, *about), aim=_aim(title), headers=headers)
        )
    return rows


def _aim(title: Level) -> Level:
    return replace(title, rank=Rank.AIM)
