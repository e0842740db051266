"""A text as a row of words, each with its place, so that a reader of dates can look left and right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.dates.anchor import Anchor

# Empty words at the end, so that looking a few words on, or back from the first, finds nothing instead of failing.
MARGIN = 16
_WORD = re.compile(r"[0-9]+|[a-z]+|[^\s0-9a-z]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_SAME: dict[str, str] = {
    " ": "\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff*",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "'": "\u2018\u2019\u201b\u02bc\u0060\u00b4",
    '"': "\u201c\u201d\u201e",
}
# One character for one character: places in the levelled text are places in the printed one.
_LEVEL = {ord(odd): plain for plain, odds in _SAME.items() for odd in odds}
_LEVEL |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
# What may stand directly before a date, without a space.
_OPENERS = frozenset("([{'\":;|><~-/,!?…→•")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words, numbers and signs of a text, levelled to plain lower case; empty words follow the last."""

    source: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    anchor: Anchor | None
    column: bool

    def glued(self, i: int) -> bool:
        """Whether word i follows the one before it without a space."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def is_number(self, i: int) -> bool:
        """Whether word i is made of digits."""
        return "0" <= self.words[i][:1] <= "9"

    def is_word(self, i: int) -> bool:
        """Whether word i is made of letters."""
        return "a" <= self.words[i][:1] <= "z"

    def is_capital(self, i: int) -> bool:
        """Whether word i is printed with a capital."""
        return self.source[self.starts[i] : self.starts[i] + 1].isupper()

    def stands_free(self, i: int) -> bool:
        """Whether no letter, currency sign or number is stuck to the left of word i: not the 2024 of `£2024`."""
        if not self.glued(i):
            return True
        before = self.words[i - 1]
        if before not in _OPENERS:
            return False
        return before not in "-/,:" or not (self.glued(i - 1) and self.is_number(i - 2))

    def ends_free(self, stop: int) -> bool:
        """Whether a number that ends before word `stop` is not carried on: not the 2024 of `2024.1` or `2024%`."""
        if not self.glued(stop) or not self.words[stop]:
            return True
        after = self.words[stop]
        if after in ".,/-:" and self.glued(stop + 1):
            return not self.is_number(stop + 1)
        return after in ".,/-:;!?)]}'\"|<>+…→•~"

    def has(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Whether the phrase stands at word i."""
        return self.words[i : i + len(phrase)] == list(phrase)


def split_words(text: str, anchor: Anchor | None, column: bool) -> Tokens:
    """Split a text; tags and asterisks of Markdown count as spaces."""
    level = _TAG.sub(lambda tag: " " * len(tag[0]), text) if "<" in text else text
    level = level.translate(_LEVEL)
    words, starts, ends = [], [], []
    for found in _WORD.finditer(level):
        words.append(found[0])
        starts.append(found.start())
        ends.append(found.end())
    past = len(text) + 1
    return Tokens(text, words + [""] * MARGIN, starts + [past] * MARGIN, ends + [past + 1] * MARGIN, anchor, column)
