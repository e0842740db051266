"""Names of owners levelled: what makes two printed names one, by their words alone."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from extract.identity import fold
from extract.owners import is_person, is_post
from extract.words import holds_phrase, word_set
from ingest.people import OwnerKind

_PERSON_FIRST = re.compile(r"(?P<name>[^,(–]+?)\s*(?:,|\(|\s[–-]\s)\s*(?P<post>.+?)\)?$")
_BRACKET = re.compile(r"\s*\((?P<short>[A-Z][A-Za-z& ]{1,12})\)\s*$")
# In a shorter word one letter makes another word.
_LONG = 5
_POSSESSIVE = re.compile(r"['’]s\b")


@cache
def name_words() -> dict[str, Any]:
    """Return the word lists of graph/data/names.toml."""
    return tomllib.loads(files("graph").joinpath("data", "names.toml").read_text(encoding="utf-8"))


@cache
def normal_form(name: str) -> str:
    """Level a name: case, spaces, quotes, hyphens, `&`, an article, plurals, an acronym in brackets, a legal form.

    >>> normal_form("The Children & Families Team") == normal_form("Children's and family team")
    False
    >>> normal_form("The Children & Families Teams") == normal_form("Children's and Families team")
    True
    >>> normal_form("London Borough of Wexcombe") == normal_form("Wexcombe Council")
    True
    >>> normal_form("St Ann's NHS Foundation Trust") == normal_form("St Ann’s")
    True
    """
    folded = fold(_BRACKET.sub("", name)).removeprefix("the ").removeprefix("our ")
    for style in name_words()["council_styles"]:
        if folded.startswith(f"{style} "):
            place = folded.removeprefix(f"{style} ")
            folded = f"{place} council" if not place.endswith("council") else place
    return _singular(_bare(folded)) or folded or fold(name)


def _bare(folded: str) -> str:
    """Take legal forms off the ends of a name, where two words or a saint's name are left."""
    for end in name_words()["legal_ends"]:
        rest = folded.removesuffix(f" {end}")
        if rest != folded and len(rest.split()) >= 2:
            folded = rest
    for front in name_words()["legal_fronts"]:
        rest = folded.removeprefix(f"{front} ")
        if rest != folded and len(rest.split()) >= 2:
            folded = rest
    return folded


def _singular(folded: str) -> str:
    return " ".join(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in folded.split())


def split_post(name: str) -> tuple[str, str]:
    """Part a person from the post that is printed with the name; no post where there is none.

    >>> split_post("Ann Lee, Head of Housing"), split_post("Head of Housing (Ann Lee)"), split_post("Public Health")
    (('Ann Lee', 'Head of Housing'), ('Ann Lee', 'Head of Housing'), ('Public Health', ''))
    """
    found = _PERSON_FIRST.match(name)
    if found is not None:
        first, second = found["name"].strip(), found["post"].strip()
        if is_person(first) and not is_person(second):
            return first, second
        if is_post(first) and is_person(second):
            return second, first
    return name, ""


def split_parent(name: str) -> tuple[str, str]:
    """Part a sub-body from the body before its colon; no parent where there is no colon.

    >>> split_parent("Wexcombe Together: Delivery Group")
    ('Wexcombe Together', 'Delivery Group')
    """
    parent, colon, rest = name.partition(":")
    return (parent.strip(), rest.strip()) if colon and parent.strip() and rest.strip() else ("", name)


def place_of(publisher: str) -> str:
    """Return the folded place in a publisher's name (`wexcombe` of Wexcombe Council), empty where there is none."""
    form = normal_form(publisher)
    for end in name_words()["council_ends"]:
        if form.endswith(f" {end}"):
            return form.removesuffix(f" {end}")
    return ""


def is_own_council(name: str) -> bool:
    """Tell whether a name only says *the council*."""
    return fold(_POSSESSIVE.sub("", name)) in name_words()["own_council"]


def shorter_forms(form: str, place: str) -> list[str]:
    """Return the forms of a name without its place before it and without a word such as *team* after it.

    >>> shorter_forms("wexcombe leisure service team", "wexcombe")
    ['leisure service team', 'wexcombe leisure service', 'leisure service']
    """
    words = form.split()
    forms = []
    starts = [1] if place and words[:1] in ([place], [f"{place}s"]) and len(words) > 1 else []
    ends = [len(words) - 1] if words[-1] in _trailing() and len(words) > 2 else []
    for start, end in (
        [(s, len(words)) for s in starts] + [(0, e) for e in ends] + [(s, e) for s in starts for e in ends]
    ):
        if end - start >= 1:
            forms.append(" ".join(words[start:end]))
    return forms


@cache
def _trailing() -> frozenset[str]:
    return frozenset(_singular(word) for word in name_words()["trailing"])


def is_shortened(short: str, long: str) -> bool:
    """Tell whether a name is the end of a longer one and still names a body by three words (Integrated Care Board),
    or is a long name with one optional word left out.

    >>> is_shortened("integrated care board", "south wexcombe integrated care board")
    True
    >>> is_shortened("board", "care board")
    False
    """
    words, more = short.split(), long.split()
    if len(words) >= 3 and len(more) > len(words) and more[-len(words) :] == words:
        return True
    if len(words) < 4 or len(more) != len(words) + 1:
        return False
    left_out = [more[i] for i in range(len(more)) if more[:i] + more[i + 1 :] == words]
    return bool(left_out) and left_out[0] in name_words()["optional"]


def is_near_spelling(one: str, other: str) -> bool:
    """Tell whether two folded names differ by one slip of the pen in one long word (Allison and Alison Marsh).

    >>> is_near_spelling("allison marsh", "alison marsh"), is_near_spelling("north team", "south team")
    (True, False)
    """
    first, second = one.split(), other.split()
    if len(first) != len(second) or len(first) < 2:
        return False
    changed = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(changed) != 1:
        return False
    a, b = changed[0]
    long_words = min(len(a), len(b)) >= _LONG and (a + b).isalpha()
    return long_words and a[0] == b[0] and DamerauLevenshtein.distance(a, b) == 1


def guess_kind(name: str) -> str | None:
    """Say what an owner is by the words of its name, None where they do not tell.

    >>> guess_kind("Head of Housing"), guess_kind("Bo Marsh"), guess_kind("Health and Wellbeing Board")
    ('post', 'person', 'partnership')
    """
    if is_person(name):
        return OwnerKind.PERSON.value
    if is_post(name):
        return OwnerKind.POST.value
    folded = fold(name)
    for kind in (OwnerKind.TEAM, OwnerKind.PARTNERSHIP, OwnerKind.ORGANISATION):
        if any(holds_phrase(folded, word) for word in word_set("owner_kinds", kind.value)):
            return kind.value
    return None
