"""What a build does and did, as plain data for the screen and for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """What a build is doing; the value is what the progress bar calls it."""

    READING = "Reading"
    WEAVING = "Following commitments"
    WRITING = "Writing the database"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: `done` of `total` documents, and the path of the one just finished."""

    stage: Stage
    done: int
    total: int
    source: str = ""


def say_nothing(progress: Progress) -> None:
    """Hear of progress and show nothing."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a corpus by what became of them, each by its path; failed and left out with the reason.

    `new`, `changed` and `unchanged` are about the file and what people decided of it, and hold every file of the
    corpus; `failed` ones are among them and could not be read.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A build in numbers.

    `found` has the number of rows of tables, `issues` of issues by severity; both are empty where nothing was built
    (`check`). `read` is how many documents were read anew, `rewritten` of how many the rows were written; `up_to_date`
    says that there was nothing to do.
    `decisions` counts people's decisions by what became of them, and `withheld` the places in which names are covered.
    `problems` has a sentence for each error or warning that is not among the failed or left-out documents.
    `changes` has (series, what became of its actions) for series of which an edition is new or changed.
    """

    corpus: str
    database: str
    documents: Documents
    found: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)
    withheld: int = 0
    problems: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    read: int = 0
    rewritten: int = 0
    up_to_date: bool = False
    check: bool = False
    seconds: float = 0.0
