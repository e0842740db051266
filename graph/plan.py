"""What all documents say together: the plain data that `weave` returns and `load` writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extract.reading import OwnerRole, Reading
from ingest.document import Issue


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do it: `kind` is organisation, partnership, team, post or person, or None where unknown."""

    id: str
    name: str
    kind: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class OwnerName:
    """A printed name and the owner it was resolved to; `basis` says why, `document` where it was printed."""

    owner: str
    name: str
    basis: str
    document: str | None


@dataclass(frozen=True, slots=True)
class CommitmentOwner:
    """An owner of a commitment, in printed order."""

    commitment: str
    position: int
    owner: str
    role: OwnerRole
    named_as: str
    passage: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One commitment followed through documents: its commitments in order of publication."""

    id: str
    title: str
    commitments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Two commitments judged to be the same, split, merged, related or a successor; `reasons` for and against."""

    from_commitment: str
    to_commitment: str
    relation: str
    score: float
    reasons: tuple[str, ...]
    decided_by: str = "rule"


@dataclass(frozen=True, slots=True)
class AimLink:
    """Two aims of two editions: same, renamed or merged."""

    from_aim: str
    to_aim: str
    relation: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a commitment in the next edition (CONTRACT.md section 2)."""

    thread: str
    from_document: str
    to_document: str
    from_commitment: str | None
    to_commitment: str | None
    fate: str
    status_before: str | None = None
    status_after: str | None = None
    score: float | None = None
    reasons: tuple[str, ...] = ()
    decided_by: str = "rule"


@dataclass(frozen=True, slots=True)
class Slip:
    """A due date that moved between editions; `days` is positive when later, counted on the latest day."""

    thread: str
    from_document: str
    to_document: str
    from_commitment: str
    to_commitment: str
    old_due: str
    new_due: str
    days: int | None
    stated: bool
    old_words: str
    new_words: str


@dataclass(frozen=True, slots=True)
class OwnerChange:
    """Owners as printed in two editions, where they differ; `same_body` says that only a name changed."""

    thread: str
    from_document: str
    to_document: str
    from_commitment: str
    to_commitment: str
    old_owners: tuple[str, ...]
    new_owners: tuple[str, ...]
    same_body: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """One step of the graph priority → aim → action → owner; ids on both sides."""

    source: str
    target: str
    relation: str


@dataclass(frozen=True, slots=True)
class DocumentIssue:
    """An issue with the document that it is about, None for the corpus as a whole (`source` still names the file)."""

    document: str | None
    source: str
    issue: Issue


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict as decisions.csv has it, and what became of it (see `DecisionState`).

    `document` and `other_document` are ids, None where the corpus has no such document; `places` counts what it
    changed, `facts` are the ids of commitments and aims that it is about, `was` what the program had read. A withheld
    name is not among its words.
    """

    id: str
    line: int
    at: str
    by: str
    verdict: str | None
    document: str | None
    source: str
    quote: str
    other_document: str | None
    other_quote: str
    field: str
    value: str
    note: str
    revokes: str
    state: str
    why: str
    places: int
    facts: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person can settle, as a row of the review sheet.

    `kind` says what about: `pair`, `split` (an owner or several), `owner` (who is it), `row` (read rightly), `unread`
    (is there a commitment in it). `fact` is the commitment or passage that it is about, `other_fact` the suggestion;
    `score` from 0 to 1 says how likely the suggestion is, and suggestions for one commitment stand best first.
    """

    id: str
    kind: str
    document: str
    quote: str
    question: str
    choices: tuple[str, ...]
    why: str
    before: str = ""
    after: str = ""
    other_document: str | None = None
    other_quote: str = ""
    suggestion: str = ""
    fact: str | None = None
    other_fact: str | None = None
    page: int | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is published. Readings are in order of source; all else in order of content.

    Where `asks_pairs` is false, `questions` are without pairs: in a large corpus those are worked out when asked for.
    """

    readings: tuple[Reading, ...]
    owners: tuple[Owner, ...] = ()
    owner_names: tuple[OwnerName, ...] = ()
    commitment_owners: tuple[CommitmentOwner, ...] = ()
    threads: tuple[Thread, ...] = ()
    links: tuple[Link, ...] = ()
    aim_links: tuple[AimLink, ...] = ()
    fates: tuple[Fate, ...] = ()
    slips: tuple[Slip, ...] = ()
    owner_changes: tuple[OwnerChange, ...] = ()
    edges: tuple[Edge, ...] = ()
    issues: tuple[DocumentIssue, ...] = ()
    aliases: tuple[tuple[str, str], ...] = field(default=())
    copies: tuple[tuple[str, str], ...] = field(default=())
    decisions: tuple[Decision, ...] = field(default=())
    questions: tuple[Question, ...] = field(default=())
    asks_pairs: bool = True


@dataclass(frozen=True, slots=True)
class Amendment:
    """The part of a plan that changes.

    `documents` are those whose rows are written anew; the plan also holds what their threads say in other documents,
    and of owners, with the questions about them, all. `threads` are the ids of all threads, as they were, that are
    written anew or are no more.
    """

    plan: Plan
    documents: frozenset[str]
    gone: frozenset[str]
    threads: frozenset[str]
    sources: Mapping[str, str]


def index_owners(owned: Iterable[CommitmentOwner]) -> dict[str, frozenset[str]]:
    """Return the owners of each commitment, sponsors and partners apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in owned:
        if link.role is OwnerRole.OWNER:
            found[link.commitment].add(link.owner)
    return {commitment: frozenset(ids) for commitment, ids in found.items()}
