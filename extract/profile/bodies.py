"""Names of public bodies: who publishes a paper, and who meets."""

from __future__ import annotations

import re

from extract.identity import fold
from extract.profile.found import words_of

# A name has at most so many words: *Royal Borough of Kingston upon Thames and Surrey County Council* is two.
_LONGEST = 8
_LONGEST_AFTER_START = 3
_NO_NAME = re.compile(r"[\d.;:!?|@/“”\"]")
_WORD = re.compile(r"[^\s,;:()|–—]+")
_AND_IN_NAME = frozenset({"and", "&", "upon", "with", "under", "le", "la"})


def is_body(line: str) -> bool:
    """Tell whether a whole line is the name of a public body that may publish papers.

    >>> is_body("London Borough of Wexcombe"), is_body("Wexcombe Carers' Hub"), is_body("The Council")
    (True, True, False)
    >>> is_body("Wexcombe Health and Wellbeing Board"), is_body("City of Wexcombe Action Plan for Culture and Sport")
    (False, False)
    """
    words = line.split()
    if not 1 < len(words) <= _LONGEST or _NO_NAME.search(line) or not line[0].isupper():
        return False
    folded = fold(line)
    if any(folded.startswith(f"{start} ") for start in words_of("bodies", "starts")):
        return len(words) <= _LONGEST_AFTER_START + 3
    if folded.split()[0] in words_of("bodies", "nameless"):
        folded = folded.partition(" ")[2]
    return any(folded.endswith(f" {head}") for head in words_of("bodies", "heads")) and not _is_nameless(folded)


def _is_nameless(folded: str) -> bool:
    heads = sorted(words_of("bodies", "heads"), key=len, reverse=True)
    head = next(head for head in heads if folded.endswith(f" {head}"))
    name = folded[: -len(head)].split()
    kinds = words_of("bodies", "kinds_of_council")
    return all(word in words_of("bodies", "nameless") or word in kinds for word in name)


def find_body(line: str) -> tuple[int, int] | None:
    """Return where the name of a council, trust or the like begins and ends in a title; None where there is none.

    >>> line = "MINUTES OF THE WEXCOMBE PARISH COUNCIL MEETING"
    >>> line[slice(*find_body(line))]
    'WEXCOMBE PARISH COUNCIL'
    >>> find_body("Minutes of the full Council"), find_body("Council Plan 2024")
    (None, None)
    """
    words = [(match.group().removesuffix("’s").removesuffix("'s"), match.start()) for match in _WORD.finditer(line)]
    folded = [fold(word) for word, _ in words]
    for head in sorted(words_of("bodies", "sure"), key=len, reverse=True):
        parts = head.split()
        for at in range(1, len(words) - len(parts) + 1):
            if folded[at : at + len(parts)] == parts and all(
                words[i][0][0].isupper() for i in range(at, at + len(parts))
            ):
                first = _start_of_name(words, folded, at)
                if first < at and any(
                    folded[i] not in words_of("bodies", "kinds_of_council") for i in range(first, at)
                ):
                    last, begins = words[at + len(parts) - 1]
                    return words[first][1], begins + len(last)
    return None


def _start_of_name(words: list[tuple[str, int]], folded: list[str], at: int) -> int:
    """Walk back over the capitalised words of a name."""
    first = at
    while first > 0 and at - first < 5:
        word, below = words[first - 1][0], folded[first - 1]
        links = _links(folded[first - 2] if first > 1 else "", below) and words[first - 2][0][0].isupper()
        if not links and (below in words_of("bodies", "nameless") or not word[0].isupper()):
            break
        first -= 1
    return first


def _links(before: str, word: str) -> bool:
    """Whether a small word ties what stands before it to the name: *Isle of*, *Marsh and*."""
    if word == "of":
        return before in words_of("bodies", "of_names")
    return word in _AND_IN_NAME and bool(before) and before not in words_of("bodies", "nameless")


def is_part(name: str) -> bool:
    """Tell whether a name is that of a team, department or board, which publishes under its body's name."""
    folded = f" {fold(name)} "
    return any(f" {part} " in folded for part in words_of("bodies", "parts"))


def meets(name: str) -> bool:
    """Tell whether a name ends as that of a body that meets.

    >>> meets("Wexcombe Health and Wellbeing Board"), meets("Council Chamber")
    (True, False)
    """
    folded = fold(name)
    return any(folded == head or folded.endswith(f" {head}") for head in words_of("bodies", "meets"))
