"""What a report of changes holds, as plain data; `docs/changes.md` describes it as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from publish.decided import Decision

# In the order in which CONTRACT.md judges them; then those without a partner.
FATES = (
    "reopened",
    "split",
    "merged",
    "moved",
    "reworded",
    "continued",
    "new",
    "closed",
    "not_mentioned",
    "not_covered",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a report names it; `published` is EDTF."""

    id: str
    label: str
    title: str | None
    source: str
    published: str | None
    series: str | None
    url: str | None
    actions: int
    pledges: int


@dataclass(frozen=True, slots=True)
class Wording:
    """An action as one document words it, with the place where it stands (`page` is None where there are no pages)."""

    commitment: str
    document: str
    published: str | None
    thread: str | None
    number: str | None
    text: str
    quote: str
    page: int | None
    place: str
    passage: str
    url: str | None
    aim: str | None
    owners: tuple[str, ...]
    due_words: str | None
    due: str | None
    due_by: str | None
    status: str | None
    status_basis: str | None
    status_words: str | None
    update: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that moved: days (positive: later), whether the later document says so (None: not judged).

    `times` counts the editions in which the thread slipped, this one included. `first_due` is the date that an older
    paper gave, where it is another than both; `first_paper` names that paper. The two commitments are those that give
    the dates.
    """

    old_words: str
    new_words: str
    old_due: str
    new_due: str
    days: int
    stated: bool | None
    times: int = 0
    first_words: str | None = None
    first_due: str | None = None
    first_paper: str | None = None
    from_commitment: str = ""
    to_commitment: str = ""


@dataclass(frozen=True, slots=True)
class Hands:
    """Owners as printed before and after, and who they are; `same_body`: only the name changed."""

    old_owners: tuple[str, ...]
    new_owners: tuple[str, ...]
    same_body: bool
    old_bodies: tuple[str, ...] = ()
    new_bodies: tuple[str, ...] = ()
    from_commitment: str = ""
    to_commitment: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an action: one wording on each side, several after a split or before a merger, none where gone.

    `decisions` are what people decided about its wordings.
    """

    fate: str
    befores: tuple[Wording, ...]
    afters: tuple[Wording, ...]
    reasons: tuple[str, ...] = ()
    decided_by: str = "rule"
    moves: tuple[Move, ...] = ()
    hands: tuple[Hands, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The actions of one edition by fate; they add up to its actions, or `adds_up` says that they do not."""

    counts: dict[str, int]
    actions: int

    @property
    def adds_up(self) -> bool:
        """Say whether each action has exactly one fate."""
        return sum(self.counts.values()) == self.actions


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its key, title, a sentence on what stands in it, and its changes."""

    key: str
    title: str
    note: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every action between two documents.

    `judged` is `editions` where the two follow each other in a series, otherwise `threads`: then only the threads that
    run through both are compared. `pledges` counts what else the two promise, by fate.
    """

    before: Paper
    after: Paper
    judged: str
    earlier: Tally
    later: Tally
    pledges: dict[str, int]
    changes: tuple[Change, ...]
