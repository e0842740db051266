"""What a passage is used for, once a person has added or taken away a commitment: the coverage still adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from extract.reading import Commitment, PageCoverage, Passage, Reading, Use

DECIDED = "decided by a person"


def reuse(reading: Reading, passages: Collection[str], use: Use, reason: str = DECIDED) -> Reading:
    """Return the reading with these passages claimed or ignored for a reason, and the words counted so."""
    moved = [p for p in reading.passages if p.id in passages and (p.use, p.reason) != (use, reason)]
    return replace(
        reading,
        passages=tuple(replace(p, use=use, reason=reason) if p in moved else p for p in reading.passages),
        coverage=tuple(_recount(page, [p for p in moved if p.page == page.page], use) for page in reading.coverage),
    )


def _recount(page: PageCoverage, moved: list[Passage], use: Use) -> PageCoverage:
    words: Counter[Use] = Counter({Use.CLAIMED: page.claimed, Use.IGNORED: page.ignored, Use.UNREAD: page.unread})
    reasons = Counter(dict(page.ignored_reasons))
    for passage in moved:
        words[passage.use] -= passage.words
        words[use] += passage.words
        if passage.use is Use.IGNORED:
            reasons[passage.reason] -= passage.words
        if use is Use.IGNORED:
            reasons[DECIDED] += passage.words
    return replace(
        page,
        claimed=words[Use.CLAIMED],
        ignored=words[Use.IGNORED],
        unread=words[Use.UNREAD],
        ignored_reasons=tuple(sorted((reason, count) for reason, count in reasons.items() if count)),
    )


def passages_of(commitment: Commitment) -> set[str]:
    """Return the passages that a commitment was read from."""
    return {part.passage for part in commitment.evidence}
