"""What the reading of prose takes and gives: blocks of text in, commitments and risks with exact offsets out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.reading import CommitmentKind, Tier

BlockName = Literal["heading", "paragraph", "list_item", "cell"]


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """A heading, paragraph, list item or cell, in reading order.

    `text` leaves a list item's `marker` out. `section` is the trail of headings over it joined by ` > `, innermost
    last. `label` is the label beside a cell (`Recommendations:` in a report's head table). `in_update` says that the
    text tells the progress of an action: then only what is still ahead is a commitment.
    """

    index: int
    kind: BlockName
    text: str
    marker: str
    level: int
    section: str
    label: str = ""
    page: int | None = None
    in_update: bool = False


@dataclass(frozen=True, slots=True)
class FoundCommitment:
    """An undertaking in prose: `text[start:end]` of the block `index` is its words as printed, without marker.

    `lead_in` is the sentence that it hangs on, as printed; `agent` who is to act, as printed, from the lead-in where
    its own words name nobody. `parent_index` is the block of the commitment that this is a part of: of those found
    in that block, the last before it that has no parent itself. `owner` is who an action line names.
    """

    index: int
    start: int
    end: int
    kind: CommitmentKind
    number: str = ""
    lead_in: str = ""
    agent: str = ""
    strength: Literal["firm", "soft"] = "firm"
    tier: Tier = Tier.CONFIDENT
    tier_reason: str = ""
    owner: str = ""
    parent_index: int | None = None


@dataclass(frozen=True, slots=True)
class FoundRisk:
    """A risk that the document names: `text` as printed between `start` and `end`, its `mitigation` or empty."""

    index: int
    start: int
    end: int
    title: str
    text: str
    mitigation: str
