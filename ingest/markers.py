"""Numbers and bullets printed before an item: `1.`, `1.2`, `a)`, `(iv)`, `•`, `- ❖`."""

from __future__ import annotations

import re

from ingest.remains import DATA

_GLYPHS: list[str] = [bullet for bullet in DATA["bullets"] if bullet != "o"]
BULLETS = frozenset(DATA["bullets"])
DASHES = frozenset(DATA["dash_bullets"])

_NUMBER = (
    r"\d{1,3}(?:\.\d{1,3})*[.)]"  # 1. 1.2. 1)
    r"|\d{1,3}(?:\.\d{1,3})+"  # 1.2
    r"|\(\d{1,3}\)|\([a-z]{1,2}\)|\([ivx]{1,5}\)"
    r"|[a-zA-Z]\)|[ivx]{1,5}[.)]|[a-h]\."
)
_BULLET = "|".join(re.escape(mark) for mark in [*_GLYPHS, *DASHES])
_MARKED = re.compile(rf"(?:(?P<bullet>{_BULLET})|(?P<round>o)|(?P<number>{_NUMBER}))[ \t\u00a0]+(?=\S)")


def split_marker(line: str) -> tuple[str, str]:
    """Return the printed number or bullet that opens a line, and the rest; an empty marker where none does.

    A converter's bullet before a printed one gives way to it.

    >>> split_marker("1.2 Open two hubs"), split_marker("- ❖ Open two hubs"), split_marker("16 schools")
    (('1.2', 'Open two hubs'), ('❖', 'Open two hubs'), ('', '16 schools'))
    """
    found = _MARKED.match(line)
    if found is None:
        return "", line
    marker, rest = found.group().strip(), line[found.end() :]
    if found.group("bullet") in ("-", "*", "+"):
        inner, after = split_marker(rest)
        if inner:
            return inner, after
    return marker, rest


def is_number(marker: str) -> bool:
    """Tell whether a marker counts, as `1.2` and `(b)` do and `•` does not."""
    return bool(marker) and marker not in BULLETS and marker not in DASHES


def sort_of(marker: str) -> str:
    """Return the shape of a marker, equal for the items of one list: `1.1.`, `(a)`, or `bullet`.

    >>> sort_of("12."), sort_of("(iv)"), sort_of("•")
    ('1.', '(a)', 'bullet')
    """
    if not is_number(marker):
        return "bullet"
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", marker.lower()))


def depth_of(marker: str) -> int:
    """Return how many numbers a marker holds.

    >>> depth_of("1."), depth_of("2.4.1"), depth_of("•")
    (1, 3, 0)
    """
    return len(re.findall(r"\d+", marker))
