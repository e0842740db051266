"""What stands on a page but is not part of the text: running headers and footers, page numbers, contents pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from .lines import Line
from .page import PageContent

_EDGE = 0.12  # share of a page's height at its top and foot where running lines stand
_LEVEL = 6.0  # points: lines no further apart stand at the same height
_MOST = 0.4  # share of the pages on which a running line stands
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\w{0,6}\s*$|…{2,}\s*\w{0,6}\s*$|_{6,}\s*\d{1,4}\s*$")
_ENDS_NUMBERED = re.compile(r"\S\s+(?:\d{1,4}|[ivxl]{1,6})$")
_ROMAN = re.compile(r"^[ivxlc]{1,6}$", re.IGNORECASE)

Reasons = dict[tuple[int, Line], str]


def find_furniture(pages: Sequence[PageContent], body_size: float) -> Reasons:
    """Return the reason for each line of a page (by page number and line) that is not part of the text."""
    reasons: Reasons = {}
    reasons.update(_find_running(pages))
    reasons.update(_find_page_numbers(pages, reasons))
    for page in pages:
        reasons.update(_find_contents(page))
        for line in page.turned:
            slanted = line.angle % 90 != 0
            reasons[page.number, line] = "watermark" if slanted or line.size > 3 * body_size else "turned text"
    reasons.update(_find_watermarks(pages, body_size, reasons))
    return reasons


def _edge(page: PageContent, line: Line) -> str:
    if line.y1 < _EDGE * page.height:
        return "header"
    return "footer" if line.y0 > (1 - _EDGE) * page.height else ""


def _height(page: PageContent, line: Line, where: str) -> int:
    """Return how far a line stands from the top or, of a footer, from the foot, in steps."""
    return round((page.height - line.y1 if where == "footer" else line.y0) / _LEVEL)


def _level(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.lower().split()))


def _find_running(pages: Sequence[PageContent]) -> Reasons:
    """Find lines with the same words, figures levelled, at the same height on most pages.

    The largest words of a slide are its title, even where several slides share it.
    """
    seen: dict[tuple[str, str], list[tuple[int, Line]]] = defaultdict(list)
    titles: dict[tuple[str, str], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        largest = max([line.size for line in page.lines], default=0.0)
        for line in page.lines:
            where = _edge(page, line)
            if where == "header" and line.size >= largest - 0.5 and largest > 1.15 * _usual_size(page):
                titles[where, _level(line.text)].append((page.number, line))
                continue
            if where and any(c.isalpha() for c in line.text):
                seen[where, _level(line.text)].append((page.number, line))
            elif where and sum(c.isdigit() for c in line.text) > 4:  # a telephone number
                seen[where, line.text].append((page.number, line))
    found: Reasons = {}
    for key, places in titles.items():  # largest on this page by chance, since it is not on others
        if key in seen:
            seen[key].extend(places)
    page_of = {page.number: page for page in pages}
    for (where, _), places in seen.items():
        heights = Counter(_height(page_of[number], line, where) for number, line in places)
        usual, count = heights.most_common(1)[0]
        count += heights[usual - 1] + heights[usual + 1]
        needed = 2 if len(pages) < 5 else max(3, _MOST * len(pages))
        numbers = sorted({number for number, _ in places})
        in_a_row = len(numbers) >= 4 and numbers[-1] - numbers[0] < 2.2 * len(numbers)  # of one chapter
        if (count >= needed and len(pages) > 1) or (in_a_row and count >= 4):
            for place in places:
                if abs(_height(page_of[place[0]], place[1], where) - usual) <= 1:
                    found[place] = f"page {where}"
    return found


def _usual_size(page: PageContent) -> float:
    """Return the size that most characters of a page have, in tables too."""
    sizes: Counter[float] = Counter()
    for line in page.lines:
        sizes[line.size] += len(line.text)
    for table in page.tables:
        for cell in table.cells:
            sizes[cell.size] += len(cell.text.plain)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _find_page_numbers(pages: Sequence[PageContent], known: Reasons) -> Reasons:
    """Find lines at the top or foot that are a number which goes up with the pages."""
    words = _read_words("page")
    shape = re.compile(
        rf"^[-–—|\s]*(?:(?:{'|'.join(words)})\.?\s*)?(\d{{1,4}}|[ivxlc]{{1,6}})"
        rf"(?:\s*(?:of|/)\s*\d{{1,4}})?(?:[\s|]*(?:{'|'.join(words)}))?[-–—|\s]*$",
        re.IGNORECASE,
    )
    steps: Counter[int] = Counter()
    held: list[tuple[tuple[int, Line], int | None]] = []
    for page in pages:
        for line in page.lines:
            if not _edge(page, line):
                continue
            match = shape.match(line.text.strip())
            if match is None or (page.number, line) in known:
                continue
            figure = None if _ROMAN.match(match.group(1)) else int(match.group(1)) - page.number
            held.append(((page.number, line), figure))
            if figure is not None:
                steps[figure] += 1
    usual = {step for step, count in steps.items() if count >= 2 or (len(pages) < 3 and step == 0)}
    return {place: "page number" for place, step in held if step in usual or (step is None and len(held) > 1)}


def _find_contents(page: PageContent) -> Reasons:
    """Find the lines of a table of contents: leaders to a page number, or numbered lines under that heading."""
    found: Reasons = {}
    lines = list(page.lines)
    headings = _read_words("contents")
    titled, missed = False, 0
    for i, line in enumerate(lines):
        words = line.text.lower().strip(" :.")
        if words in headings:
            numbered = sum(bool(_ENDS_NUMBERED.search(other.text)) for other in lines[i + 1 : i + 8])
            titled, missed = numbered >= 3, 0
            if titled:
                found[page.number, line] = "contents"
        elif (".." in line.text or ". ." in line.text or "……" in line.text or "___" in line.text) and _LEADERS.search(
            line.text
        ):
            if any(c.isdigit() for c in line.text[-8:]) and any(c.isalpha() for c in line.text):
                found[page.number, line] = "contents"
        elif titled and _ENDS_NUMBERED.search(line.text):
            found[page.number, line] = "contents"
            missed = 0
        else:
            missed += 1
            titled = titled and missed < 2
    places = [i for i, line in enumerate(lines) if (page.number, line) in found]
    if len(places) < 3:
        return {}
    for a, b in itertools.pairwise(places):
        if b - a == 2:  # an entry that wraps, between others
            found[page.number, lines[a + 1]] = "contents"
    before = places[0] - 1
    if before >= 0 and lines[before].text.lower().strip(" :.") in headings:
        found[page.number, lines[before]] = "contents"
    return found


def _find_watermarks(pages: Sequence[PageContent], body_size: float, known: Reasons) -> Reasons:
    """Find large light words that stand upright on most pages."""
    seen: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            light = min(line.colour >> 16 & 255, line.colour >> 8 & 255, line.colour & 255) > 0xA0
            if light and line.size > 2.5 * body_size and (page.number, line) not in known:
                seen[line.text].append((page.number, line))
    return {
        place: "watermark" for places in seen.values() if len(places) >= max(2, _MOST * len(pages)) for place in places
    }


@cache
def _read_words(name: str) -> tuple[str, ...]:
    """Return the words of a list in the package's data, one a line."""
    text = files("ingest.pdf").joinpath("data", f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
