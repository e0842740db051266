"""Damage done to a file at random, the way transfers, editors and people with bad intentions do it.

A mutation follows from a seed alone: the same seed and file give the same bytes.
"""

from __future__ import annotations

import base64
import re
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from random import Random

from lxml import etree

Change = Callable[[bytes, Random], bytes]

# Numbers and words that readers did not expect where a small number or a name stood.
_ODD = (
    *(b"0", b"-1", b"1", b"2", b"255", b"65536", b"2147483647", b"2147483648", b"4294967295", b"-2147483648"),
    *(b"99999999999999999999999", b"1e308", b"-1e-308", b"NaN", b"inf", b"0.5", b"1/0", b"", b" ", b"x", b"true"),
    *(b"\xc3\x28", b"\xff", b"\x00", "ß𝟙\u202e".encode(), b"%s%n", b"&#55296;", b"../../evil", b"A" * 5000),
)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_VALUE = re.compile(rb'"(?![^"]*(?:urn:|://))[^"<>]{0,80}"')  # names of vocabularies alone only hide the rest
_TAG = re.compile(rb"</?[A-Za-z][\w:.-]*[^<>]*>")
_STREAM = re.compile(rb"(/Filter[^>]*?)?(>>\s*)stream\r?\n(.*?)endstream", re.DOTALL)


def mutate(data: bytes, seed: int, *, zipped: bool = False, pdf: bool = False) -> bytes:
    """Return the bytes with one to four changes that follow from the seed.

    In a zip file the changes are mostly made inside one part, in a PDF at times inside an unpacked stream: random
    bits of packed data would only ever show that they can't be unpacked.
    """
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        data = _change_once(data, random, zipped=zipped, pdf=pdf)
    return data


def _change_once(data: bytes, random: Random, *, zipped: bool, pdf: bool) -> bytes:
    """Return the bytes with one change that shows: not every one finds something to change."""
    for _ in range(8):
        if zipped and random.random() < 0.85:
            changed = _change_part(data, random)
        elif pdf and random.random() < 0.5:
            changed = _change_stream(data, random)
        else:
            changed = _change(data, random)
        if changed != data:
            return changed
    return data


def _change(data: bytes, random: Random) -> bytes:
    return random.choice(_CHANGES)(data, random) if data else data


def _change_inside(data: bytes, random: Random) -> bytes:
    """Change as people and programs do who know the format: seldom its bytes, mostly its numbers, words and tags."""
    return _change(data, random) if random.random() < 0.2 else random.choice(_FINE)(data, random)


def _flip_bits(data: bytes, random: Random) -> bytes:
    held = bytearray(data)
    for _ in range(random.choice((1, 3, 20))):
        held[random.randrange(len(held))] ^= 1 << random.randrange(8)
    return bytes(held)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _drop(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _double(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:end] + data[start:end] * random.choice((1, 1, 2, 30)) + data[end:]


def _splice(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    to, _ = _span(data, random)
    return data[:to] + data[start:end] + data[to + end - start :]


def _blank(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + bytes(end - start) + data[end:]


def _change_number(data: bytes, random: Random) -> bytes:
    return _put_odd(data, random, _NUMBER, b"%s")


def _change_value(data: bytes, random: Random) -> bytes:
    return _put_odd(data, random, _VALUE, b'"%s"')


def _put_odd(data: bytes, random: Random, what: re.Pattern[bytes], frame: bytes) -> bytes:
    found = _pick(what, data, random)
    return data[: found[0]] + frame.replace(b"%s", random.choice(_ODD)) + data[found[1] :] if found else data


def _move_tags(data: bytes, random: Random) -> bytes:
    """Put what stands between two tags somewhere else, drop it, or repeat it: well formed more often than not."""
    first, second, third = (_pick(_TAG, data, random) for _ in range(3))
    if not first or not second or not third:
        return data
    start, end, to = first[0], second[1], third[1]
    piece = data[start:end] if start < end else b""
    shape = random.randrange(3)
    if shape == 0:
        return data[:start] + data[max(start, end) :]
    return data[:to] + piece * (1 if shape == 1 else 20) + data[to:] if len(piece) < 50_000 else data


def _change_tag(data: bytes, random: Random) -> bytes:
    first, second = _pick(_TAG, data, random), _pick(_TAG, data, random)
    return data[: first[0]] + data[second[0] : second[1]] + data[first[1] :] if first and second else data


def _nest(data: bytes, random: Random) -> bytes:
    """Repeat an opening tag up to some thousand times, closed as often or not at all."""
    found = _pick(_TAG, data, random)
    if not found or data[found[0] : found[0] + 2] == b"</":
        return data
    tag = data[found[0] : found[1]]
    name = re.split(rb"[\s/>]", tag[1:])[0]
    count = random.choice((3, 200, 3000))
    closing = b"</" + name + b">" if random.random() < 0.7 else b""
    return data[: found[0]] + tag * count + closing * count + data[found[1] :]


_FINE: tuple[Change, ...] = (_change_number, _change_value, _change_value, _move_tags, _change_tag, _nest)
_CHANGES: tuple[Change, ...] = (
    *(_flip_bits, _cut, _drop, _double, _splice, _blank),
    *_FINE,
    *_FINE,
)


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + random.choice((1, 4, 30, 300, 3000)))


def _pick(what: re.Pattern[bytes], data: bytes, random: Random) -> tuple[int, int] | None:
    """Return where one match stands, at or after a random place."""
    found = what.search(data, random.randrange(len(data) + 1)) or what.search(data)
    return found.span() if found else None


def _change_part(data: bytes, random: Random) -> bytes:
    """Change one part of a zip file, larger ones more often, or leave it out, and zip the parts again."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, OSError, RuntimeError):
        return _change(data, random)
    if not parts:
        return data
    marked = [i for i, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))] or list(range(len(parts)))
    at = random.choices(marked, [len(parts[i][1]) ** 0.5 + 1 for i in marked])[0]
    name, content = parts[at]
    if random.random() < 0.03:
        del parts[at]
    else:
        changed = content
        for _ in range(random.choice((1, 1, 2, 4, 12))):
            changed = _change_inside(changed, random)
        parts[at] = (name, _make_well_formed(changed) if random.random() < 0.75 else changed)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in parts:
            with suppress(ValueError):
                archive.writestr(*part)
    return packed.getvalue()


def _make_well_formed(content: bytes) -> bytes:
    """Return XML mended so far that a parser takes it: then the reader, and not the parser, meets the damage."""
    try:
        root = etree.fromstring(content, etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return content
    return content if root is None else etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _change_stream(data: bytes, random: Random) -> bytes:
    """Change what one packed stream of a PDF holds, and write it unpacked; the table of places is then wrong too."""
    found = _pick(_STREAM, data, random)
    match = _STREAM.match(data, found[0]) if found else None
    if match is None:
        return _change(data, random)
    held, packed = match[1] or b"", match[3].strip(b"\r\n")
    try:
        packed = base64.a85decode(packed.removesuffix(b"~>")) if b"ASCII85" in held else packed
        content = zlib.decompress(packed) if b"Flate" in held else packed
    except (ValueError, zlib.error):
        return _change(data, random)
    body = _change(content, random)
    return data[: match.start()] + match[2] + b"stream\n" + body + b"\nendstream" + data[match.end() :]
