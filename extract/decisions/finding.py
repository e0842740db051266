"""Words found again in a document, wherever they stand now: by themselves, then by the words around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.identity import fold
from extract.reading import Commitment, DecisionState, Passage, Reading, Use
from extract.words import holds_phrase

_QUOTES = "'\"‘’“”‛‟`´"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RUN = re.compile(rf"(?:[\w%£$€+]|[{_QUOTES}{_INVISIBLE}])+|&")
_POSSESSIVE = re.compile(r"(?<=\w)['’](?=s$)", re.IGNORECASE)
_LEAST_HELD = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word and where it stands in the printed text."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def split_words(text: str) -> tuple[Word, ...]:
    """Return the folded words of a printed text with their places; an owner's `'s` is a word by itself.

    >>> [(w.folded, text[w.start : w.end]) for text in ["Jo O’Dea's co-op"] for w in split_words(text)]
    [('jo', 'Jo'), ('odea', 'O’Dea'), ('s', 's'), ('co', 'co'), ('op', 'op')]
    """
    words: list[Word] = []
    for run in _RUN.finditer(text):
        cut = _POSSESSIVE.search(run[0].rstrip(_QUOTES))
        parts = [(0, cut.start()), (cut.end(), len(run[0]))] if cut else [(0, len(run[0]))]
        for first, last in parts:
            piece = run[0][first:last]
            left = len(piece) - len(piece.lstrip(_QUOTES))
            start, end = run.start() + first + left, run.start() + first + len(piece.rstrip(_QUOTES))
            clean = piece.translate(dict.fromkeys(map(ord, _INVISIBLE)))
            words.extend(Word(word, start, end) for word in fold(clean).split())
    return tuple(words)


def squeeze(text: str) -> str:
    """Return the folded letters without spaces: what is the same however it was hyphenated or joined.

    >>> squeeze("Children’s co-design") == squeeze("Childrens codesign")
    True
    """
    return "".join(word.folded for word in split_words(text))


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a running text: the first and the last of them, by number."""

    first: int
    last: int


class Running:
    """Texts read one after another, in which words are found across their borders."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.words: list[Word] = []
        self.text_of: list[int] = []
        for i, text in enumerate(texts):
            words = split_words(text)
            self.words.extend(words)
            self.text_of.extend([i] * len(words))
        self._starts: list[int] = []
        at = 0
        for word in self.words:
            self._starts.append(at)
            at += len(word.folded)
        self._letters = "".join(word.folded for word in self.words)

    def printed(self, number: int) -> str:
        """Return a word as it is printed."""
        word = self.words[number]
        return self._texts[self.text_of[number]][word.start : word.end]

    def find(self, quote: str) -> list[Span]:
        """Return where the words of the quote stand, from word to word."""
        wanted = squeeze(quote)
        found: list[Span] = []
        at = self._letters.find(wanted) if wanted else -1
        while at >= 0:
            first, last = self._word_at(at), self._word_at(at + len(wanted) - 1)
            whole = self._starts[first] == at
            if whole and self._starts[last] + len(self.words[last].folded) == at + len(wanted):
                found.append(Span(first, last))
            at = self._letters.find(wanted, at + 1)
        return found

    def _word_at(self, letter: int) -> int:
        return bisect_right(self._starts, letter) - 1

    def stands_between(self, span: Span, before: str, after: str) -> bool:
        """Tell whether the words around a span are these; empty ones are not asked for."""
        start = self._starts[span.first]
        end = self._starts[span.last] + len(self.words[span.last].folded)
        left, right = squeeze(before), squeeze(after)
        return self._letters.endswith(left, 0, start) and self._letters.startswith(right, end)

    def around(self, span: Span, texts: Sequence[str], length: int) -> tuple[str, str]:
        """Return so many printed characters before and after a span, over the borders of texts."""
        first, last = self.words[span.first], self.words[span.last]
        a, b = self.text_of[span.first], self.text_of[span.last]
        left, right = texts[a][: first.start], texts[b][last.end :]
        while a > 0 and len(left) < length:
            a -= 1
            left = f"{texts[a]} {left}"
        while b < len(texts) - 1 and len(right) < length:
            b += 1
            right = f"{right} {texts[b]}"
        return " ".join(left[-length:].split()), " ".join(right[:length].split())


def find_passages(reading: Reading) -> list[Passage]:
    """Return the passages that belong to the text; what is repeated on every page stands apart."""
    return [passage for passage in reading.passages if passage.use is not Use.IGNORED or passage.kind != "furniture"]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search ended with: the one thing found, or the state and sentence for none and for several."""

    commitment: Commitment | None = None
    state: DecisionState = DecisionState.APPLIED
    why: str = ""


class Finder:
    """Finds commitments and words of one reading, for any number of decisions."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.passages = find_passages(reading)
        self.texts = [passage.text for passage in self.passages]
        self.running = Running(self.texts)
        self._by_id = {passage.id: i for i, passage in enumerate(self.passages)}

    def commitment(self, quote: str, before: str = "", after: str = "") -> Looked:
        """Return the commitment that the words name: equal ones first, then one that holds them or that they hold."""
        found = _equal(self.reading.commitments, quote) or _alike(self.reading.commitments, quote)
        if len(found) > 1 and (before or after):
            found = [c for c in found if self._stands_between(c, before, after)]
        if len(found) == 1:
            return Looked(found[0])
        if found:
            why = f"the words “{quote}” stand for {len(found)} commitments there; words before or after must tell which"
            return Looked(None, DecisionState.AMBIGUOUS, why)
        return Looked(None, DecisionState.NOT_FOUND, self._why_none(quote))

    def _why_none(self, quote: str) -> str:
        if self.running.find(quote):
            return f"the words “{quote}” stand there, but not (or no more) as one commitment"
        return f"the words “{quote}” can’t be found there any more"

    def _stands_between(self, commitment: Commitment, before: str, after: str) -> bool:
        at = self._by_id.get(commitment.passage)
        spans = self.running.find(commitment.quote) or self.running.find(commitment.text)
        here = [span for span in spans if at is None or self.running.text_of[span.first] == at]
        return any(self.running.stands_between(span, before, after) for span in here)

    def around(self, commitment: Commitment, length: int = 60) -> tuple[str, str]:
        """Return what is printed before and after a commitment, so that it can be told from an equal one."""
        at = self._by_id.get(commitment.passage)
        for span in self.running.find(commitment.quote) or self.running.find(commitment.text):
            if self.running.text_of[span.first] == at:
                return self.running.around(span, self.texts, length)
        return "", ""

    def words(self, quote: str, before: str = "", after: str = "") -> Span | Looked:
        """Return where words stand among all passages, or why not in one place."""
        spans = self.running.find(quote)
        if len(spans) > 1 and (before or after):
            spans = [span for span in spans if self.running.stands_between(span, before, after)]
        if len(spans) == 1:
            return spans[0]
        if spans:
            why = f"the words “{quote}” stand there {len(spans)} times; words before or after must tell which are meant"
            return Looked(None, DecisionState.AMBIGUOUS, why)
        return Looked(None, DecisionState.NOT_FOUND, f"the words “{quote}” can’t be found there any more")


def _equal(commitments: Iterable[Commitment], quote: str) -> list[Commitment]:
    wanted = squeeze(quote)
    return [
        c for c in commitments if wanted and wanted in (squeeze(c.text), squeeze(c.quote), squeeze(c.number + c.text))
    ]


def _alike(commitments: Sequence[Commitment], quote: str) -> list[Commitment]:
    """Commitments whose words hold the quote, else whose words the quote holds: a new parser may cut elsewhere."""
    wanted = fold(quote)
    if len(wanted.split()) < _LEAST_HELD:
        return []
    holding = [c for c in commitments if holds_phrase(fold(c.text), wanted) or holds_phrase(fold(c.quote), wanted)]
    if holding:
        return holding
    return [c for c in commitments if len(c.text.split()) >= _LEAST_HELD and holds_phrase(wanted, fold(c.text))]
