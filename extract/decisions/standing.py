"""Which decisions stand: none that a later line revokes, and of several on the same words the last."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from extract.identity import fold
from extract.reading import Decided, DecisionState
from extract.words import read_words
from ingest.people import DecisionRow, Verdict

PAIRS = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
#: Verdicts that act on the reading of every document where the row names none.
EVERYWHERE = (Verdict.WITHHOLD, Verdict.SPLIT_OWNER)


def find_standing(
    decisions: Sequence[DecisionRow], names: Mapping[str, str] | None = None
) -> tuple[tuple[DecisionRow, ...], tuple[Decided, ...]]:
    """Return the decisions that stand, in order of line, and what became of the others and of revocations.

    `names` gives a document's path for its content hash, so that both name the same document.

    >>> rows = [DecisionRow(2, "d1", Verdict.WRONG, quote="Open hubs"), DecisionRow(3, "d2", None, revokes="d1")]
    >>> standing, fallen = find_standing(rows)
    >>> standing, [(f.line, f.state.value) for f in fallen]
    ((), [(2, 'revoked'), (3, 'applied')])
    """
    standing: list[DecisionRow] = []
    fallen: list[Decided] = []
    revoked: dict[str, int] = {}
    later: dict[Hashable, int] = {}
    earlier = {row.decision: row.line for row in reversed(decisions)}
    for row in sorted(decisions, key=lambda row: row.line, reverse=True):
        if row.decision in revoked:
            fallen.append(Decided(row.line, DecisionState.REVOKED, f"line {revoked[row.decision]} revokes it"))
            continue
        if row.revokes:
            revoked[row.revokes] = row.line
        if row.verdict is None:
            fallen.append(_revocation(row, earlier))
        elif (key := _subject(row, names or {})) in later:
            fallen.append(Decided(row.line, DecisionState.OVERRULED, f"line {later[key]} says otherwise, or again"))
        else:
            later[key] = row.line
            standing.append(row)
    return tuple(reversed(standing)), tuple(reversed(fallen))


def _revocation(row: DecisionRow, earlier: Mapping[str, int]) -> Decided:
    if earlier.get(row.revokes, row.line) < row.line:
        return Decided(row.line, DecisionState.APPLIED, places=1)
    return Decided(row.line, DecisionState.NOT_FOUND, f"no earlier line has the decision “{row.revokes}”")


def _subject(row: DecisionRow, names: Mapping[str, str]) -> Hashable:
    """What a decision is about: a later one on the same thing takes its place."""
    document = names.get(row.document, row.document)
    words = (document, fold(row.quote), fold(row.before), fold(row.after))
    if row.verdict in PAIRS:
        other = (names.get(row.other_document, row.other_document), fold(row.other_quote))
        return frozenset({words[:2], other})
    if row.verdict in (Verdict.WRONG, Verdict.MISSED):
        return ("commitment", *words)
    if row.verdict is Verdict.CORRECT_FIELD:
        return (row.verdict, *words, name_field(row.field) or fold(row.field))
    return (row.verdict, document, fold(row.quote))


def name_field(printed: str) -> str | None:
    """Return the field that a person's word for it means, None where none does.

    >>> name_field("By when"), name_field("Colour")
    ('due', None)
    """
    folded = fold(printed.replace("_", " "))
    return next((name for name, words in read_words("decisions")["fields"].items() if folded in words), None)
