"""The words of a text frame, paragraph by paragraph, with the bullets and numbers that PowerPoint prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.markers import spell
from ingest.printed import level_spaces
from ingest.slides.markup import A, Element, M, Model, P, drawn, whole

_SCHEME = re.compile(r"(alphaLc|alphaUc|arabic|romanLc|romanUc)?\w*?(ParenBoth|ParenR|Period|Plain)?")
_STYLES = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Plain": "{}"}
_BULLET_KINDS = tuple(A + name for name in ("buNone", "buChar", "buAutoNum", "buBlip"))
_PLAIN_SIZE = 1800  # hundredths of a point, where nothing says otherwise (ECMA-376 part 1, 21.1.2.3.9)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed: words, depth from 0, bullet or number, weight, size in hundredths of a point."""

    text: str
    level: int = 0
    marker: str = ""
    bold: bool = False
    size: int = _PLAIN_SIZE


@dataclass(slots=True)
class _Count:
    scheme: str
    start: int
    value: int


def read_frame(body: Element, styles: Sequence[Element]) -> list[Paragraph]:
    """Return the paragraphs of a text body that print words; `styles` are list styles, the nearest first."""
    own = body.find(A + "lstStyle")
    chain = ([own] if own is not None else []) + list(styles)
    counts: dict[int, _Count] = {}
    paragraphs = []
    for element in body.iterfind(A + "p"):
        paragraph = _read_paragraph(element, chain, counts)
        if paragraph.text.strip():
            paragraphs.append(paragraph)
    return paragraphs


def styles_of(shape: Element, model: Model) -> list[Element]:
    """Return the list styles that a shape's text inherits, the nearest first."""
    found = [base.find(f"{P}txBody/{A}lstStyle") for base in model.bases(shape)]
    return [style for style in [*found, model.text_style(shape)] if style is not None]


def _read_paragraph(element: Element, chain: Sequence[Element], counts: dict[int, _Count]) -> Paragraph:
    properties = element.find(A + "pPr")
    level = min(whole(properties.get("lvl") if properties is not None else None), 8)
    looks = [found for style in chain if (found := style.find(f"{A}lvl{level + 1}pPr")) is not None]
    looks = [properties, *looks] if properties is not None else looks
    runs: list[tuple[str, bool, int]] = []
    for child in drawn(element):
        runs.extend(_read_run(child, looks))
    text = level_spaces("".join(words for words, _, _ in runs))
    inked = [(bold, size) for words, bold, size in runs if words.strip()]
    bold, size = bool(inked) and all(b for b, _ in inked), max((s for _, s in inked), default=_PLAIN_SIZE)
    marker = _mark(looks, level, counts) if inked else ""
    return Paragraph(text, level, marker, bold, size)


def _read_run(child: Element, looks: Sequence[Element]) -> list[tuple[str, bool, int]]:
    if child.tag == A + "br":
        return [("\n", False, 0)]
    if child.tag in (A + "r", A + "fld"):
        own = child.find(A + "rPr")
        words = "".join(found.text or "" for found in child.iterfind(A + "t"))
        defaults = [found for look in looks if (found := look.find(A + "defRPr")) is not None]
        kept = [own, *defaults] if own is not None else defaults
        bold = next((look.get("b") for look in kept if look.get("b") is not None), None)
        size = next((look.get("sz") for look in kept if look.get("sz") is not None), None)
        return [(words, bold in ("1", "true"), whole(size, _PLAIN_SIZE))]
    formula = "".join(found.text or "" for found in child.iter(M + "t"))
    return [(formula, False, _PLAIN_SIZE)] if formula else []


def _mark(looks: Sequence[Element], level: int, counts: dict[int, _Count]) -> str:
    """Return what is printed before a paragraph, counting on where the paragraphs before it were numbered alike."""
    for deeper in [at for at in counts if at > level]:
        del counts[deeper]
    bullet = next((child for look in looks for child in look if child.tag in _BULLET_KINDS), None)
    if bullet is None or bullet.tag != A + "buAutoNum":
        counts.pop(level, None)
        if bullet is None or bullet.tag == A + "buNone":
            return ""
        return _show(bullet.get("char", "•")) if bullet.tag == A + "buChar" else "•"
    scheme, start = bullet.get("type", "arabicPeriod"), whole(bullet.get("startAt"), 1)
    before = counts.get(level)
    if before is not None and (before.scheme, before.start) == (scheme, start):
        before.value += 1
    else:
        counts[level] = before = _Count(scheme, start, start)
    return number_in(scheme, before.value)


def number_in(scheme: str, value: int) -> str:
    """Return a count as an automatic number prints it (ECMA-376 part 1, 20.1.10.61).

    >>> number_in("arabicPeriod", 3), number_in("alphaLcParenBoth", 2), number_in("romanUcParenR", 4)
    ('3.', '(b)', 'IV)')
    """
    found = _SCHEME.fullmatch(scheme)
    style, around = found.groups() if found else (None, None)
    return _AROUND.get(around or "", "{}.").format(spell(value, _STYLES.get(style or "", "decimal")))


def _show(character: str) -> str:
    """Return a bullet; characters of symbol fonts (Wingdings' § and the like) are all bullets to a reader."""
    return character if character in "•–—-*○●■□▪▫►✓➢❖o" else "•"
