"""Which words of two wordings differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Marked = tuple[tuple[str, bool], ...]


def mark_differences(old: str, new: str) -> tuple[Marked, Marked]:
    """Return both wordings in stretches, each with whether the other lacks it; joined they are the wordings.

    >>> mark_differences("Open two hubs", "Open three hubs")
    ((('Open ', False), ('two ', True), ('hubs', False)), (('Open ', False), ('three ', True), ('hubs', False)))
    """
    befores, afters = _words(old), _words(new)
    matcher = SequenceMatcher(None, [w.strip() for w in befores], [w.strip() for w in afters], autojunk=False)
    codes = matcher.get_opcodes()
    return (
        tuple(("".join(befores[a:b]), tag != "equal") for tag, a, b, _, _ in codes if a < b),
        tuple(("".join(afters[a:b]), tag != "equal") for tag, _, _, a, b in codes if a < b),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|^\s+", text)
