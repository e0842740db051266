"""Which names are worth comparing: an index, so that a thousand names are not held against a thousand each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.naming import name_words

_END = 3  # words that a shortened name shares with the end of the longer one


class NearNames:
    """Folded names by what two of them must share before `is_near_spelling` or `is_shortened` can hold."""

    def __init__(self, names: Iterable[str]) -> None:
        self._patterns: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._ends: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._lessened: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in names:
            words = tuple(name.split())
            for pattern in _patterns(words):
                self._patterns[pattern].append(name)
            self._ends[words[-_END:]].append(name)
            for i, word in enumerate(words):
                if word in name_words()["optional"]:
                    self._lessened[words[:i] + words[i + 1 :]].append(name)

    def like(self, name: str) -> list[str]:
        """Return the names that differ from this one in at most one word, which begins with the same letter.

        >>> NearNames(["bo marsh", "bo mash", "jo marsh"]).like("bo marsh")
        ['bo marsh', 'bo mash']
        """
        return list(dict.fromkeys(near for p in _patterns(tuple(name.split())) for near in self._patterns.get(p, ())))

    def longer(self, name: str) -> list[str]:
        """Return the names that end as this one does, or that are this one with an optional word more."""
        words = tuple(name.split())
        return list(dict.fromkeys([*self._ends.get(words[-_END:], ()), *self._lessened.get(words, ())]))


def _patterns(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return ((*words[:i], f"{word[:1]}…", *words[i + 1 :]) for i, word in enumerate(words))
