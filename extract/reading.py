"""What one document says: the plain data that `read_plan` returns.

A Reading is a value: it can be kept in a cache and read back, and weaving needs nothing else. Ids are final here;
they come from the document's path and the words (see `identity`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.document import Box, Issue, ReadBy


class CommitmentKind(StrEnum):
    """Kinds of commitment (CONTRACT.md section 2). The first two stand in `actions`, the others in `pledges`."""

    ACTION = "action"
    ACTION_ARISING = "action_arising"
    PLEDGE = "pledge"
    RECOMMENDATION = "recommendation"
    RESOLUTION = "resolution"
    NEXT_STEP = "next_step"
    EXPECTATION = "expectation"


class OwnerRole(StrEnum):
    """What an owner is to do: owner (lead, responsible), sponsor (accountable), partner (supports)."""

    OWNER = "owner"
    SPONSOR = "sponsor"
    PARTNER = "partner"


class Status(StrEnum):
    """What a report's words about progress amount to."""

    NOT_STARTED = "not_started"
    SCOPING = "scoping"
    IN_PROGRESS = "in_progress"
    ON_TRACK = "on_track"
    DELAYED = "delayed"
    OFF_TRACK = "off_track"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"


class StatusBasis(StrEnum):
    """Whether the document states a status, its words suggest one, or a person decided it."""

    COLUMN = "column"
    WORDING = "wording"
    PERSON = "person"


class Tier(StrEnum):
    """How sure the reading of a commitment is."""

    CONFIDENT = "confident"
    TO_CHECK = "to_check"


class Basis(StrEnum):
    """Whether a level, a date or a series is printed or inferred."""

    STATED = "stated"
    INFERRED = "inferred"


class DueBasis(StrEnum):
    """Where a due date was read: a deadline column, the commitment's own text, its update; or a person's word."""

    COLUMN = "column"
    TEXT = "text"
    UPDATE = "update"
    PERSON = "person"


class Use(StrEnum):
    """What became of a passage: claimed by a fact, ignored for a named reason, or unread."""

    CLAIMED = "claimed"
    IGNORED = "ignored"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, list item or table cell as printed; one a page where it runs over a page break.

    `position` counts from 1 in reading order; `section` is the trail of headings over it, joined by ` > `; `reason`
    names the fact that claims it (`action`, `pledge`, `report head` …) or why it is ignored. `withheld` counts the
    names in it that a person had replaced: what shows the page must cover them.
    """

    id: str
    position: int
    kind: str
    section: str
    text: str
    page: int | None
    box: Box | None
    path: str
    read_by: ReadBy
    confidence: float
    use: Use
    reason: str
    words: int
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one field and where they stand; `position` counts the parts of one field from 1."""

    field: str
    position: int
    passage: str
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """The upper level over an action, whatever the document calls it; `description` is what follows its name."""

    id: str
    number: str
    text: str
    description: str
    passage: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """The level next above an action. `priority` is a Priority's id, or None where none can be told.

    `priority_confidence` from 0 to 1 and `priority_reason` say how an inferred priority was found.
    """

    id: str
    number: str
    text: str
    passage: str
    evidence: tuple[Evidence, ...]
    priority: str | None = None
    priority_basis: Basis | None = None
    priority_confidence: float = 0.0
    priority_reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnerMention:
    """One owner as printed, after a joint cell was split."""

    role: OwnerRole
    named_as: str
    passage: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a commitment's column, text or update, as printed and as EDTF (CONTRACT.md section 3)."""

    id: str
    role: str
    text: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    vague: bool
    passage: str


@dataclass(frozen=True, slots=True)
class Due:
    """When a commitment is to be done. `by` is its latest day, None where open; `edtf` None where only words."""

    text: str
    edtf: str | None
    by: date | None
    basis: DueBasis | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Update:
    """What a report says about progress, and the status that it states or suggests."""

    id: str
    text: str
    status: Status | None
    status_basis: StatusBasis | None
    status_words: str
    passage: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One undertaking as this document words it.

    `text` is without number and label; `quote` is as printed, parts joined by one space; `lead_in` is the sentence
    that a list item hangs on; `extra` holds (printed header, printed text) of columns that no field takes.
    """

    id: str
    kind: CommitmentKind
    number: str
    text: str
    quote: str
    passage: str
    page: int | None
    section: str
    evidence: tuple[Evidence, ...]
    aim: str | None = None
    priority: str | None = None
    parent: str | None = None
    lead_in: str = ""
    agent: str = ""
    strength: str = ""
    tier: Tier = Tier.CONFIDENT
    tier_reason: str = ""
    owners: tuple[OwnerMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    due: Due | None = None
    update: Update | None = None
    measure: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    read_by: ReadBy = ReadBy.TEXT
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a commitment's text or update: `104` of `120` schools, `over` 2,700 families, 69 `%`."""

    id: str
    commitment: str
    text: str
    value: float
    unit: str
    total: float | None
    qualifier: str
    passage: str


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk that the document names, with its mitigation."""

    id: str
    title: str
    text: str
    mitigation: str
    passage: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of the document: its value, how it is known (`catalogue`, `title block`, `report head`,
    `file properties`, `file name`, `first page` …), and the passage where it is printed, if it is."""

    value: str
    basis: str
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the document itself; a field is None where nothing tells it.

    `published` and `period` are EDTF.
    """

    id: str
    source: str
    format: str
    sha256: str
    pages: int | None
    title: Fact | None = None
    kind: Fact | None = None
    publisher: Fact | None = None
    published: Fact | None = None
    period: Fact | None = None
    series: Fact | None = None
    meeting: Fact | None = None
    item_number: Fact | None = None
    classification: Fact | None = None
    authors: Fact | None = None
    sender: Fact | None = None
    wards: Fact | None = None
    supersedes: str = ""
    url: str = ""
    licence: str = ""
    publish: bool = True
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageCoverage:
    """Words of one page (None where the format has no pages): in the file, claimed, ignored, unread; they add up."""

    page: int | None
    words: int
    claimed: int
    ignored: int
    unread: int
    ignored_reasons: tuple[tuple[str, int], ...] = ()


class DecisionState(StrEnum):
    """What became of a person's decision; `overruled` by a later line on the same words."""

    APPLIED = "applied"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    NOT_UNDERSTOOD = "not_understood"
    REVOKED = "revoked"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the decision in one line of decisions.csv: `why` not, or in how many places, and to what facts.

    `was` is what the program had read before, in words for a person; empty where the verdict itself tells it.
    """

    line: int
    state: DecisionState
    why: str = ""
    places: int = 0
    facts: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says, with every passage of it.

    `initials` are those that a list of people present gives, with the printed name. `decided` says what became of
    people's decisions about it; `withheld` counts the places in which words are withheld, None where no one asked.
    """

    profile: Profile
    passages: tuple[Passage, ...]
    priorities: tuple[Priority, ...]
    aims: tuple[Aim, ...]
    commitments: tuple[Commitment, ...]
    figures: tuple[Figure, ...]
    risks: tuple[Risk, ...]
    issues: tuple[Issue, ...]
    coverage: tuple[PageCoverage, ...]
    initials: tuple[tuple[str, str], ...] = ()
    decided: tuple[Decided, ...] = ()
    withheld: int | None = None
