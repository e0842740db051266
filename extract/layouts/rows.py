"""One row of a plan as a layout found it, before its words are read as owners, dates and status."""

from __future__ import annotations

from dataclasses import dataclass

from extract.headers import Field
from extract.levels import Level
from ingest.document import Issue, Text


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An action with the words of its fields, wherever the layout had them.

    `aim` and `priority` are those that the layout itself prints (a column, a full-width row); where they are None the
    headings over the block decide. `extra` holds (printed header, words); `doubts` why the row is to be checked;
    `also` the further blocks that it was read from; `headers` the printed header or label of each field;
    `beside_prose` says that the other rows of its table are prose, as in minutes.
    """

    block: int
    action: Text
    number: str = ""
    fields: tuple[tuple[Field, Text], ...] = ()
    aim: Level | None = None
    priority: Level | None = None
    extra: tuple[tuple[str, Text], ...] = ()
    doubts: tuple[str, ...] = ()
    also: tuple[int, ...] = ()
    headers: tuple[tuple[Field, str], ...] = ()
    beside_prose: bool = False

    def get(self, name: Field) -> Text:
        """Return the words of one field, empty where the layout has none."""
        return next((text for key, text in self.fields if key is name), Text())

    def header(self, name: Field) -> str:
        """Return the printed header of a field, its own name where the layout prints none."""
        return next((printed for key, printed in self.headers if key is name and printed), str(name))


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk of a register (a table, by the index of its block), and what is done about it."""

    block: int
    risk: Text
    mitigation: Text


@dataclass(frozen=True, slots=True)
class Found:
    """What a layout found in a document: rows in reading order, texts that it read besides (headers, full-width
    rows) with the reason, texts that it ignores with the reason, issues, and risks."""

    rows: tuple[PlanRow, ...] = ()
    claimed: tuple[tuple[Text, str], ...] = ()
    ignored: tuple[tuple[Text, str], ...] = ()
    issues: tuple[Issue, ...] = ()
    risks: tuple[RiskRow, ...] = ()
