"""Owners as printed: a cell's words split into single owners, and no further than can be defended.

The rules are DESIGN.md section 4. Resolution (who is the same owner) comes later, in `graph`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from extract.identity import fold
from extract.words import holds_phrase, word_set
from ingest.document import Text

_HARD = re.compile(r"\n|;|\s/\s|\s\|\s|[•●▪■◦‣]")
_SOFT = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s+&\s+|\s+with\s+|\s*[+/]\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^)]*\)")
_INITIALS = re.compile(r"[A-Z]{2,4}(?:\s*[/,&+]\s*[A-Z]{2,4})+")
_INITIAL_BREAK = re.compile(r"\s*[/,&+]\s*")
_NAME_WORD = re.compile(
    r"(?:[A-ZÀ-Ý][A-Za-zà-ÿ]*(?:['’-][A-Za-zà-ÿ]+)*|[A-Z]\.?|(?:de|van|von|der|el|al|bin|da|di|la|le|O['’][A-Z]\w+))$"
)
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_AND = re.compile(r"\band\b|&|\+|/", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:\b(?:and|of|for|the|in|with|to)|&|,|:|-|–|/)$", re.IGNORECASE)
_EDGES = " \t\r\n,;:•●▪■◦‣–—-*"
# More separators than this and the cell is prose; it stays one owner.
_MOST_BREAKS = 6
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class SplitOwners:
    """The single owners of a cell in printed order (start and end in the cell's plain text).

    `doubt` is set where the cell reads like joint owners but its parts are not known as bodies or people.
    """

    spans: tuple[tuple[int, int], ...]
    doubt: bool = False


def split_owners(text: Text, known: Collection[str] = ()) -> SplitOwners:
    """Split one owner cell; `known` holds the folded names that stand alone elsewhere or in `owners.csv`.

    >>> from ingest.document import Piece, Place
    >>> cell = lambda words: Text((Piece(words, Place()),))
    >>> names = lambda words, known=(): [words[a:b] for a, b in split_owners(cell(words), known).spans]
    >>> names("Ann Lee and Bo Marsh")
    ['Ann Lee', 'Bo Marsh']
    >>> names("Children & Family Services")
    ['Children & Family Services']
    >>> names("Public Health / Food Alliance")
    ['Public Health', 'Food Alliance']
    """
    plain = text.plain
    if not plain.strip() or is_placeholder(plain):
        return SplitOwners(())
    if fold(plain) in known:
        return SplitOwners((_trim(plain, 0, len(plain)),))
    spans: list[tuple[int, int]] = []
    doubt = False
    drawn = any(piece.place.page is not None for piece in text.pieces)
    for start, end in _hard_parts(plain, known, drawn=drawn):
        parts, unsure = _soft_parts(plain, start, end, known)
        spans.extend(parts)
        doubt = doubt or unsure
    return SplitOwners(
        tuple(span for span in spans if span[1] > span[0] and not is_placeholder(plain[slice(*span)])), doubt
    )


def is_placeholder(text: str) -> bool:
    """Tell whether a cell only says that nothing is filled in (`TBC`, `Click to enter text`, a dash).

    >>> is_placeholder("tbc"), is_placeholder("–"), is_placeholder("Public Health")
    (True, True, False)
    """
    folded = fold(text)
    return (
        not folded
        or folded in word_set("owners", "placeholders")
        or bool(re.fullmatch(r"\s*[\[<(].{0,60}[\])>]\s*", text))
    )


def is_person(name: str) -> bool:
    """Tell whether a name is made as a person's is: two to four capitalised words, none of them a council's.

    >>> is_person("Salil Meera Marsh"), is_person("Public Health"), is_person("Cllr Bo Marsh")
    (True, False, True)
    """
    words = _BRACKETED.sub(" ", name).split()
    titled = bool(words) and fold(words[0]) in word_set("owners", "titles")
    words = words[1:] if titled else words
    if not (1 if titled else 2) <= len(words) <= 4:
        return False
    if any(fold(word) in _not_names() for word in words) or sum(len(word.strip(".")) > 1 for word in words) < 1:
        return False
    return all(_NAME_WORD.match(word) for word in words) and not all(word.isupper() and len(word) > 1 for word in words)


def _not_names() -> frozenset[str]:
    return word_set("owners", "common_words") | word_set("owners", "body_heads") | word_set("owners", "post_words")


def is_body(name: str, known: Collection[str] = ()) -> bool:
    """Tell whether a name stands for a whole body: known, or ending as the name of a body ends.

    >>> is_body("South Wexcombe Integrated Care Board"), is_body("Children"), is_body("The NHS")
    (True, False, True)
    """
    name = _ARTICLE.sub("", name.strip())
    folded = fold(name)
    if not folded or not (name[0].isupper() or name[0].isdigit()):
        return False
    if folded in known:
        return True
    heads = word_set("owners", "body_heads")
    bare = fold(_BRACKETED.sub(" ", name))
    return bare.split(" ")[-1] in heads or any(bare.endswith(f" {head}") for head in heads if " " in head)


def is_post(name: str) -> bool:
    """Tell whether a name is that of a post (`Head of Housing`)."""
    folded = fold(name)
    return any(holds_phrase(folded, word) for word in word_set("owners", "post_words"))


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start] in _EDGES:
        start += 1
    while end > start and plain[end - 1] in _EDGES:
        end -= 1
    return start, end


def _hard_parts(plain: str, known: Collection[str], *, drawn: bool) -> Iterator[tuple[int, int]]:
    """Parts between line breaks, semicolons and spaced slashes; a line that goes on is not a part of its own.

    On a drawn page a line break may be no more than the edge of the cell: a name is then put together again.
    """
    if _INITIALS.fullmatch(plain.strip()):
        yield from _between(plain, 0, len(plain), _INITIAL_BREAK)
        return
    parts = [_trim(plain, *span) for span in _between(plain, 0, len(plain), _HARD)]
    merged: list[tuple[int, int]] = []
    for start, end in parts:
        if start == end:
            continue
        joins = merged and _goes_on(plain, merged[-1], (start, end), known)
        if joins or (merged and drawn and _is_cut(plain, merged[-1], (start, end), known)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    yield from merged


def _goes_on(plain: str, before: tuple[int, int], after: tuple[int, int], known: Collection[str]) -> bool:
    gap = plain[before[1] : after[0]]
    if "\n" not in gap or ";" in gap or "/" in gap:
        return False
    first, second = plain[slice(*before)], plain[slice(*after)]
    if fold(f"{first} {second}") in known:
        return True
    return (
        bool(_UNFINISHED.search(plain[before[0] : before[1] + len(gap.rstrip())]))
        or second[0].islower()
        or second[0] in "&("
    )


def _is_cut(plain: str, before: tuple[int, int], after: tuple[int, int], known: Collection[str]) -> bool:
    """Tell whether two lines are one owner cut by the edge of its cell: together they stand alone, apart they don't;
    or one of them is a single word that is no owner."""
    if plain[before[1] : after[0]].strip():
        return False
    first, second = plain[slice(*before)], plain[slice(*after)]
    if all(is_whole_owner(part, known) for part in (first, second)):
        return False
    together = f"{first} {second}".replace("\n", " ")
    if is_whole_owner(together, known) or len(_soft_parts(together, 0, len(together), known)[0]) > 1:
        return True
    return any(" " not in part.strip() and not is_whole_owner(part, known) for part in (first, second))


def is_whole_owner(name: str, known: Collection[str] = ()) -> bool:
    """Tell whether a name stands for an owner by itself: an acronym, a person, a whole body, a post.

    >>> is_whole_owner("Ann Lee"), is_whole_owner("Head of Housing"), is_whole_owner("Housing and")
    (True, True, False)
    """
    name = name.replace("\n", " ").strip()
    capitals = name.isupper() and len(name) <= _LONGEST_ACRONYM
    return capitals or is_person(name) or is_body(name, known) or _is_post_alone(name)


def _between(plain: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for found in separator.finditer(plain, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _soft_parts(plain: str, start: int, end: int, known: Collection[str]) -> tuple[list[tuple[int, int]], bool]:
    """Split at *and*, `&` and commas only where each part is a person, known, or a complete body; most parts win."""
    whole = _trim(plain, start, end)
    if _INITIALS.fullmatch(plain[slice(*whole)]):
        return [_trim(plain, *span) for span in _between(plain, *whole, _INITIAL_BREAK)], False
    name = plain[slice(*whole)]
    breaks = [found for found in _SOFT.finditer(plain, *whole) if not _in_brackets(plain, whole[0], found.start())]
    if not breaks or len(breaks) > _MOST_BREAKS or fold(name) in known:
        return [whole], bool(breaks) and fold(name) not in known
    for count in range(len(breaks), 0, -1):
        for chosen in combinations(breaks, count):
            ends = [found.start() for found in chosen] + [whole[1]]
            starts = [whole[0], *(found.end() for found in chosen)]
            parts = [_trim(plain, a, b) for a, b in zip(starts, ends, strict=True)]
            if _stand_alone([plain[slice(*part)] for part in parts], known, [found.group() for found in chosen]):
                return parts, False
    doubt = not is_body(name, known) and not (is_post(name) and len(breaks) == 1)
    return [whole], doubt


def _in_brackets(plain: str, start: int, at: int) -> bool:
    return plain.count("(", start, at) > plain.count(")", start, at)


def _stand_alone(parts: list[str], known: Collection[str], breaks: list[str]) -> bool:
    """Tell whether each part is a whole owner; `breaks` are the words between them."""
    if any(not part for part in parts):
        return False
    if all(is_person(part) or _is_initials(part) for part in parts):
        return True
    if all("/" in gap for gap in breaks) and all(_is_surname(part) for part in parts):
        return True
    if any(is_post(part) for part in parts):
        told = all(_is_post_alone(part) or is_person(part) for part in parts)
        return told and (any(_AND.search(gap) for gap in breaks) or not _names_post_holder(parts))
    return all(is_body(part, known) for part in parts)


def _is_surname(part: str) -> bool:
    """One capitalised word that is no council's word: `Marsh`, not `Housing`."""
    return bool(_NAME_WORD.match(part)) and len(part) > 2 and part[1:].islower() and fold(part) not in _not_names()


def _is_initials(part: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2,3}", part))


def _is_post_alone(part: str) -> bool:
    """A post that needs nothing after it: `Head of Housing`, not `Head of Housing` cut from `… & Regeneration`."""
    folded = fold(_BRACKETED.sub(" ", part))
    whole = " " in folded and "," not in part
    return is_post(part) and (whole or folded in word_set("owners", "whole_posts"))


def _names_post_holder(parts: list[str]) -> bool:
    """`Ann Lee, Head of Housing` names one owner: a person, then that person's post.

    `Cllr Hobbs, Clerk` names two, as a member can't hold an officer's post (Local Government Act 1972, section 116);
    `Cllr Hobbs, Chair` names one.
    """
    if not is_person(parts[0]) or not all(is_post(part) and not is_person(part) for part in parts[1:]):
        return False
    return not (is_member(parts[0]) and any(_is_paid_post(part) for part in parts[1:]))


def is_member(name: str) -> bool:
    """Tell whether a name is an elected member's by its title or post.

    >>> is_member("Cllr Hobbs"), is_member("Cabinet Member for Housing"), is_member("Head of Housing")
    (True, True, False)
    """
    folded = fold(name)
    titled = folded.split(" ")[0] in word_set("owners", "member_titles")
    return titled or any(holds_phrase(folded, word) for word in word_set("owners", "member_roles"))


def _is_paid_post(part: str) -> bool:
    folded = fold(part)
    return any(holds_phrase(folded, word) for word in word_set("owners", "officer_posts"))
