"""How well commitments were followed from one edition to the next: fates, wrong links, slips."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.truth import Found, Row, Share, match, read_rows

Pair = tuple[str | None, str | None]
_MOVED = ("deadline_slipped", "deadline_brought_forward")
_FATES = """select q.source as later, f.from_commitment, f.to_commitment, f.fate
    from fates f join documents q on q.id = f.to_document"""
_SLIPS = """select q.source as later, s.from_commitment, s.to_commitment
    from slips s join documents q on q.id = s.to_document"""


@dataclass(frozen=True, slots=True)
class EditionScore:
    """The figures of one step from the editions before to `source`."""

    source: str
    links: Found
    fates: Share
    near_misses: Share
    slips: Found


def score_editions(database: Path, goldens: list[Row]) -> list[EditionScore]:
    """Score each golden file that says what changed; `near_misses` counts traps avoided, of all that are set."""
    known: dict[str, str] = {}
    for golden in goldens:
        rows = read_rows(database, "select * from actions where source = ?", golden["document"]["source"])
        known |= {row["commitment"]: true["id"] for true, row in match(rows, golden["actions"], "action")}
    return [score_step(database, golden, known) for golden in goldens if golden.get("changes")]


def score_step(database: Path, golden: Row, known: dict[str, str]) -> EditionScore:
    """Score one later edition; `known` says which true row a commitment is."""
    source, changes = golden["document"]["source"], golden["changes"]
    wanted = {pair: _fates_of(change) for change in changes if change.get("fate") for pair in _pairs(change)}
    found = {pair: row["fate"] for row, pair in _read(database, _FATES, source, known)}
    links = {pair for pair in found if all(pair)}
    true_links = {pair for pair in wanted if all(pair)}
    traps = {(near, new) for change in changes for near in change.get("near_miss_of", []) for new in change["to"]}
    moved = {pair for change in changes if change["kind"] in _MOVED for pair in _pairs(change)}
    slips = {pair for _, pair in _read(database, _SLIPS, source, known)}
    return EditionScore(
        source=source,
        links=Found(len(links & true_links), len(links), len(true_links)),
        fates=Share(sum(found.get(pair) in fates for pair, fates in wanted.items()), len(wanted)),
        near_misses=Share(len(traps - links), len(traps)),
        slips=Found(len(slips & moved), len(slips), len(moved)),
    )


def _fates_of(change: Row) -> set[str]:
    return {change["fate"], *change.get("fate_alternatives", []), *change.get("kind_alternatives", [])}


def _pairs(change: Row) -> list[Pair]:
    return [(before, after) for before in change["from"] or [None] for after in change["to"] or [None]]


def _read(database: Path, sql: str, source: str, known: dict[str, str]) -> list[tuple[Row, Pair]]:
    """Return each row of a step that is about a true action, with its pair of true rows."""
    told = []
    for row in read_rows(database, sql):
        pair = known.get(row["from_commitment"] or ""), known.get(row["to_commitment"] or "")
        if row["later"] == source and any(pair):
            told.append((row, pair))
    return told
