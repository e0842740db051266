"""The reader of web pages: `.html`, `.htm`. Nothing is ever fetched."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from ingest.decoding import decode
from ingest.document import Block, BlockKind, Document, Format, Piece, Place, Text, Unreadable
from ingest.tally import words_of
from ingest.webfacts import DATA, read_facts
from ingest.weblines import BLOCKS, DROPPED, classes_of, is_hidden, is_text, markers_of, read_lines, tag_name
from ingest.webtables import is_layout, read_pairs, read_table

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS = ("ul", "ol", "menu")
_BLANKS = re.compile("[\u00ad\u200b]")
_DEEPEST = 200  # elements within elements; pages that people read have up to 60, browsers cut off at 512
_LONGEST_MENU = 2000  # characters
_BREAK = "\x00"  # stands for `br` among the waiting words; no file's words hold it


@dataclass(frozen=True, slots=True)
class _Where:
    """Where the walk is: why it is furniture (empty for content), how deep in lists, the item's marker."""

    reason: str = ""
    depth: int = -1
    marker: str | None = None
    bold: bool = False
    over: int = 0  # level of the last heading outside the folded part that the walk is in
    shift: int = 0  # how much deeper the headings of that part are than they say


@dataclass(slots=True)
class _Page:
    """The page being read: its main part, blocks so far, words waiting for their block, the heading trail."""

    main: Tag | None
    length: int
    blocks: list[Block] = field(default_factory=list)
    words: list[tuple[str, bool]] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    trail: list[tuple[int, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def read_webpage(path: Path) -> Document:
    """Return the Document of a web page: its main content, and the rest as furniture with the reason.

    Places are heading trails (`Our priorities > paragraph 2`) and table cells (`table 1, row 2, column 1`).
    """
    data = path.read_bytes()
    head = data[:4096]
    declared = _CHARSET.search(head) or _XML_CHARSET.search(head)
    decoded = decode(data, declared.group(1).decode("ascii") if declared else None)
    soup = BeautifulSoup(re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text.replace("\x00", "")), "lxml")
    _check_depth(soup, path.name)
    body = soup.body
    page = _Page(_find_main(soup), len(body.get_text(" ")) if body else 0)
    if body is not None:
        _walk(body, _Where(reason="outside the main content" if page.main else ""), page)
        _flush(page, _Where(), BlockKind.PARAGRAPH)
    return Document(
        Format.HTML,
        tuple(page.blocks),
        words=words_of(page.blocks),
        properties=read_facts(soup),
        issues=(decoded.issue,) if decoded.issue else (),
    )


def _check_depth(soup: BeautifulSoup, name: str) -> None:
    """Refuse a page whose elements stand in one another deeper than any page that people read."""
    depths = {id(soup): 0}
    for tag in soup.descendants:
        if isinstance(tag, Tag):
            depths[id(tag)] = depth = depths[id(tag.parent)] + 1
            if depth > _DEEPEST:
                sentence = f"{name} has elements within elements, more than {_DEEPEST} deep; it was left unread."
                raise Unreadable("too_deep", sentence)


def _find_main(soup: BeautifulSoup) -> Tag | None:
    """Return the main part where the page marks one; a lone article, where no main element does."""
    for found in (soup.find_all("main"), soup.find_all(attrs={"role": "main"})):
        shown = [tag for tag in found if isinstance(tag, Tag) and not is_hidden(tag)]
        if shown:
            return max(shown, key=lambda tag: len(tag.get_text()))
    articles = [tag for tag in soup.find_all("article") if isinstance(tag, Tag) and tag.find_parent("article") is None]
    return articles[0] if len(articles) == 1 else None


def _walk(node: Tag, where: _Where, page: _Page) -> None:
    markers = markers_of(node) if tag_name(node) in _LISTS else {}
    for child in list(node.children):
        if is_text(child):
            page.words.append((str(child), where.bold))
        elif isinstance(child, Tag):
            name = tag_name(child)
            if name in DROPPED:
                continue
            inner = _look(child, name, where, page)
            if name not in BLOCKS and inner.reason != where.reason:
                # inside a sentence, which must not be cut by it: its words follow as furniture
                page.aside.append((inner.reason, child.get_text(" ")))
                continue
            if inner.reason != where.reason:
                _flush(page, where)
            if name in BLOCKS:
                where = _walk_block(child, name, inner, where, markers, page)
            elif name == "br":
                page.words.append((_BREAK, where.bold))
            else:
                _walk(child, replace(inner, bold=where.bold or name in ("b", "strong")), page)


def _walk_block(child: Tag, name: str, inner: _Where, where: _Where, markers: dict[int, str], page: _Page) -> _Where:
    """Read a block element. Returns where the walk goes on: an item's marker is printed once only."""
    printed = _flush(page, where)
    where = replace(where, marker=None) if printed else where
    inner = replace(inner, marker=None if printed else inner.marker)
    if name in _HEADINGS and not inner.reason:
        _add_heading(child, _HEADINGS[name] + inner.shift, page)
    elif name == "details" and not inner.reason:
        _walk_folded(child, inner, page)
    elif name == "summary" and not inner.reason and child.find([*_HEADINGS]) is None:
        _add_heading(child, inner.over + 1, page)
    elif name == "table" and not is_layout(child):
        _add_table(child, inner, page)
    elif name == "dl" and not inner.reason and (pairs := read_pairs(child, f"table {page.counts['table'] + 1}")):
        page.counts["table"] += 1
        page.blocks.append(pairs)
    elif name in _LISTS:
        _walk(child, replace(inner, depth=inner.depth + 1, marker=None), page)
        _flush(page, inner)
    elif name == "li":
        item = replace(inner, marker=markers.get(id(child), "•"), depth=max(inner.depth, 0))
        _walk(child, item, page)
        _flush(page, item)
    else:
        bold = where.bold or name in ("dt", "summary", "legend")
        before = len(page.blocks)
        _walk(child, replace(inner, bold=bold), page)
        _flush(page, replace(inner, bold=bold, marker=inner.marker if len(page.blocks) == before else None))
        if len(page.blocks) > before:
            where = replace(where, marker=None)
    return where


def _walk_folded(child: Tag, inner: _Where, page: _Page) -> None:
    """Read a part that is folded up: its summary is a heading over the headings in it."""
    trail = list(page.trail)
    over = trail[-1][0] if trail else 0
    first = child.find([*_HEADINGS])
    folded = first is not None and first.find_parent("summary") is None
    shift = max(over + 2 - _HEADINGS[tag_name(first)], 0) if first is not None and folded else inner.shift
    where = replace(inner, over=over, shift=shift)
    _walk(child, where, page)
    _flush(page, where)
    page.trail = trail


def _look(tag: Tag, name: str, where: _Where, page: _Page) -> _Where:
    """Return where the walk is inside an element: in the main part, in furniture, or as before."""
    if tag is page.main:
        return replace(where, reason="")
    holds_main = page.main is not None and any(above is tag for above in page.main.parents)
    if holds_main:
        return where
    reason = _why_furniture(tag, name, page)
    return replace(where, reason=reason) if reason and where.reason in ("", "outside the main content") else where


def _why_furniture(tag: Tag, name: str, page: _Page) -> str:
    if is_hidden(tag):
        return "hidden"
    cue = _cue(tag, name, page)
    if cue:
        return cue
    in_main = page.main is not None and any(above is page.main for above in tag.parents)
    if name in DATA["tags"] and not (name in ("header", "footer") and (in_main or tag.find_parent("article"))):
        return str(DATA["tags"][name])
    role = str(tag.get("role", "")).lower()
    if role in DATA["roles"]:
        return str(DATA["roles"][role])
    if name == "a":
        words = tag.get_text(" ", strip=True).lower()
        return "skip link" if words.startswith(tuple(DATA["links"]["skip"])) else ""
    return "contents" if name in _LISTS and _lists_contents(tag) else ""


def _cue(tag: Tag, name: str, page: _Page) -> str:
    """Return what an element's id and classes say it is, unless it holds most of the page's words."""
    if name not in BLOCKS or name in ("body", "li", "td", "th", "p", *_HEADINGS):
        return ""
    parts = {part for held in (*classes_of(tag), str(tag.get("id", ""))) for part in re.split(r"[^a-z]+", held.lower())}
    reasons = [str(DATA["parts"][part]) for part in DATA["parts"] if part in parts]
    if not reasons and page.main is None and _is_links(tag, name):
        reasons = ["navigation"]
    return reasons[0] if reasons and len(tag.get_text(" ")) <= 0.5 * page.length else ""


def _lists_contents(listing: Tag) -> bool:
    """Tell a list of links to parts of the same page."""
    links = listing.find_all("a", href=True)
    items = listing.find_all("li")
    return 2 <= len(items) == len(links) and all(str(link["href"]).startswith("#") for link in links)


def _is_links(tag: Tag, name: str) -> bool:
    """Tell a list or bar of short links: a menu that nothing marks."""
    if name not in (*_LISTS, "div"):
        return False
    shown = tag.get_text(" ", strip=True)
    links = tag.find_all("a", href=True) if len(shown) <= _LONGEST_MENU else []
    linked = [link.get_text(" ", strip=True) for link in links]
    words = sum(len(text.split()) for text in linked)
    return len(links) >= 4 and sum(map(len, linked)) > 0.85 * len(shown) and words <= 4 * len(links)


def _flush(page: _Page, where: _Where, kind: BlockKind | None = None) -> bool:
    """Turn the waiting words into a block; tells whether there were any."""
    bold = [is_bold for words, is_bold in page.words if words.strip()]
    printed = _BLANKS.sub("", "".join(words for words, _ in page.words))
    lines = [" ".join(line.split()) for line in printed.split(_BREAK)]
    page.words.clear()
    lines = [line for line in lines if line]
    if not lines:
        _flush_aside(page)
        return False
    item = where.marker is not None and not where.reason
    chosen = kind or (BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH)
    chosen = BlockKind.FURNITURE if where.reason else chosen
    place = _place(page, chosen, where.reason)
    text = Text(tuple(Piece(line, place, "\n") for line in lines))
    level = where.depth if chosen is BlockKind.LIST_ITEM else 0
    marker = (where.marker or "") if chosen is BlockKind.LIST_ITEM else ""
    page.blocks.append(Block(chosen, text, level, marker, reason=where.reason, bold=all(bold)))
    _flush_aside(page)
    return True


def _flush_aside(page: _Page) -> None:
    for reason, words in page.aside:
        shown = " ".join(words.split())
        if shown:
            text = Text((Piece(shown, _place(page, BlockKind.FURNITURE, reason)),))
            page.blocks.append(Block(BlockKind.FURNITURE, text, reason=reason))
    page.aside.clear()


def _place(page: _Page, kind: BlockKind, reason: str) -> Place:
    names = {BlockKind.LIST_ITEM: "list item", BlockKind.FURNITURE: reason}
    trail = " > ".join(words for _, words in page.trail)
    stem = names.get(kind, "paragraph")
    stem = stem if kind is BlockKind.FURNITURE or not trail else f"{trail} > {stem}"
    page.counts[stem] += 1
    return Place(path=f"{stem} {page.counts[stem]}")


def _add_heading(tag: Tag, level: int, page: _Page) -> None:
    lines = [line.words for line in read_lines(tag)]
    if not lines:
        return
    page.trail = [(above, words) for above, words in page.trail if above < level]
    page.trail.append((level, " ".join(lines)))
    place = Place(path=" > ".join(words for _, words in page.trail))
    text = Text(tuple(Piece(line, place) for line in lines))
    page.blocks.append(Block(BlockKind.HEADING, text, level=level))


def _add_table(tag: Tag, where: _Where, page: _Page) -> None:
    if where.reason:
        lines = [line.words for line in read_lines(tag)]
        page.words.append((" ".join(lines), False))
        _flush(page, where)
        return
    page.counts["table"] += 1
    page.blocks += read_table(tag, f"table {page.counts['table']}")
