"""Folded words, and the ids that are made of them.

CONTRACT.md section 4: ids are text, a prefix says the kind, and the content decides the rest, so two builds give the
same ids in whatever order the papers come.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

_QUOTES = dict.fromkeys(map(ord, "'\"‘’“”‛‟`´"), None)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−-"), " ")
_NOT_WORD = re.compile(r"[^\w%£$€+]+")


def fold(text: str) -> str:
    """Level what does not change the words: case, spaces, quotes, hyphens, punctuation, `&` for *and*.

    >>> fold("Children’s  food & drink – co-design.")
    'childrens food and drink co design'
    """
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_DASHES).replace("&", " and ")
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def make_id(prefix: str, *parts: str) -> str:
    """Return `prefix-` and 16 hexadecimal digits of the parts; the same parts give the same id everywhere.

    >>> make_id("d", "plans/strategy.pdf") == make_id("d", "plans/strategy.pdf")
    True
    """
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()
    return f"{prefix}-{digest}"


class IdMaker:
    """Gives ids within one document; equal words get a counter in reading order."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._seen: Counter[tuple[str, ...]] = Counter()

    def make(self, prefix: str, *words: str) -> str:
        """Return an id from the document's and the folded words, counted up for the second, third … equal one."""
        key = (prefix, *(fold(word) for word in words))
        self._seen[key] += 1
        count = self._seen[key]
        return make_id(prefix, self._document, *key[1:], *([str(count)] if count > 1 else []))
