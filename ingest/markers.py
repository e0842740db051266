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

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ONES = (
    *("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"),
    *("Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty"),
)


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


def spell(count: int, style: str) -> str:
    """Return a count in a number format, by the name that Word gives it.

    >>> spell(28, "lowerLetter"), spell(14, "upperRoman"), spell(3, "ordinal"), spell(7, "decimalZero")
    ('bb', 'XIV', '3rd', '07')
    """
    if style == "none":
        return ""
    if style in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return _roman(count) if style == "lowerRoman" else _roman(count).upper()
    if style == "decimalZero":
        return f"{count:02d}"
    if style == "ordinal":
        ending = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    if style == "cardinalText" and 0 <= count < len(_ONES):
        return _ONES[count]
    return str(count)


def _roman(count: int) -> str:
    printed = ""
    for worth, letters in _ROMAN:
        printed += letters * (count // worth)
        count %= worth
    return printed
