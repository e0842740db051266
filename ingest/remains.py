"""Marks that stay behind when a paper becomes text: tags, emphasis marks, links, entities."""

from __future__ import annotations

import html
import re
import tomllib
from importlib.resources import files
from typing import Any

DATA: dict[str, Any] = tomllib.loads(files("ingest").joinpath("data/plaintext.toml").read_text(encoding="utf-8"))


def _tags(names: list[str]) -> re.Pattern[str]:
    return re.compile(rf"</?(?:{'|'.join(names)})(?:\s[^<>]*)?/?>", re.IGNORECASE)


_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_LINE_TAG = _tags(DATA["line_tags"])
_INLINE_TAG = _tags(DATA["inline_tags"])
_LIST_TAG = re.compile(r"<[uo]l\b|<li\b", re.IGNORECASE)
_BULLETS = "".join(re.escape(b) for b in DATA["bullets"] if not b.isascii())
_INNER_BULLET = re.compile(rf"\s+(?=[{_BULLETS}]\s)")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_STARRED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])")
_BOLD_LINE = re.compile(r"(?:\*\*[^*]+\*\*|__[^_]+__|<(b|strong)>.*</\1>):?", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&])")


def read_parts(raw: str, *, escapes: bool = False) -> tuple[str, ...]:
    r"""Return the words of a line or cell, one string for each line that its author meant; marks are gone.

    `escapes` takes away Markdown's backslashes.

    >>> read_parts("<p>Open <u>two</u> hubs</p> <p>See the **[plan](#)** &amp; act</p>")
    ('Open two hubs', 'See the plan & act')
    >>> read_parts("fewer than <5 of 10 in snake_case_words")
    ('fewer than <5 of 10 in snake_case_words',)
    """
    listed = _LIST_TAG.search(raw) is not None
    text = _INLINE_TAG.sub("", _LINE_TAG.sub("\n", _COMMENT.sub(" ", raw)))
    if listed:
        text = _INNER_BULLET.sub("\n", text)
    text = html.unescape(text)
    text = _UNSEEN.sub("", _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)))
    text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text)).replace("**", "")
    text = _UNDERLINED.sub(r"\1", _STARRED.sub(r"\1", text))
    if escapes:
        text = _ESCAPED.sub(r"\1", text)
    return tuple(part for part in (" ".join(line.split()) for line in text.split("\n")) if part)


def is_bold(raw: str) -> bool:
    """Tell whether all of a line is marked as bold.

    >>> is_bold("**Next steps**"), is_bold("**Care Well** and others")
    (True, False)
    """
    return _BOLD_LINE.fullmatch(raw.strip()) is not None
