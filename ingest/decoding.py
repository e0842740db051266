"""Bytes to characters: the encoding a file has, whatever it says it has.

British office files are UTF-8 or Windows-1252; UTF-16 comes from "Unicode text" exports. Anything else is
left to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from ingest.document import Issue, Severity

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_WESTERN = re.compile(
    r"[‘’‚“”„–—…•£€§©®™°±²³·¼½¾«»×÷¬´¨†‡‰‹›¢¥¦¶¡¿\xa0\xadàáâäçèéêëìíîïñòóôöùúûüýÿÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜßæøåÆØÅœŒŠšŽž]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's characters, the encoding that gave them, and an issue where the file said otherwise."""

    text: str
    encoding: str
    issue: Issue | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the characters of `data`; `declared` is the encoding that the file claims, where it does.

    A byte order mark wins, then UTF-8 where the bytes are valid UTF-8, then what the file declares, then
    Windows-1252. An issue says so when that is not what the file declares, a note where it declares nothing and is
    not UTF-8.

    >>> decode("Wexcombe’s plan".encode("cp1252")).text
    'Wexcombe’s plan'
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(name, errors="replace"), name)
    text, encoding = _read(data, declared)
    if text.isascii() or encoding == _known(declared or "utf-8"):
        return Decoded(text, encoding)
    claim = f"says it is {declared}" if declared else "is not UTF-8"
    message = f"The file {claim}; its characters were read as {encoding}."
    severity = Severity.WARNING if declared else Severity.NOTE  # a wrong claim may mean that both are wrong
    return Decoded(text, encoding, Issue("encoding", message, severity, fact=encoding))


def _read(data: bytes, declared: str | None) -> tuple[str, str]:
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    for name in ("utf-8", _known(declared)):
        if not name:
            continue
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    mixed = _mixed(data)
    if mixed is not None:
        return mixed, "utf-8 with parts in cp1252"
    return _guess(data)


def _known(name: str | None) -> str:
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return ""
    # The web's rule (WHATWG Encoding): a page that says latin-1 or ascii means Windows-1252.
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _wide(data: bytes) -> str:
    """Name UTF-16 without a byte order mark: Latin letters put a zero into every second byte."""
    sample = data[:2000]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > 0.7 * half else ""


def _mixed(data: bytes) -> str | None:
    """Decode UTF-8 with stray Windows-1252 bytes, pasted in from elsewhere; None where UTF-8 is not the rule."""
    parts, at, bad = [], 0, 0
    while at < len(data):
        try:
            parts.append(data[at:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            parts.append(data[at : at + error.start].decode("utf-8"))
            parts.append(data[at + error.start : at + error.start + 1].decode("cp1252", errors="replace"))
            at += error.start + 1
            bad += 1
            if bad > 200:  # far from UTF-8; each step decodes the rest again
                return None
    text = "".join(parts)
    good = sum(1 for character in text if ord(character) > 0x7F) - bad
    return text if good > bad else None


def _guess(data: bytes) -> tuple[str, str]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    high = [character for character in text if ord(character) > 0x7F]
    if high and sum(1 for c in high if _WESTERN.match(c)) >= 0.9 * len(high):
        return text, "cp1252"
    best = from_bytes(data).best()
    if best is not None:
        return str(best), best.encoding
    return data.decode("cp1252", errors="replace"), "cp1252"
