"""Pages of PDFs as pictures with a fact's words outlined, made when they are asked for.

Only for documents that the site holds, from the very file that was read, and never a page on which a name is withheld.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sys
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from publish.originals import find_file
from publish.questions import Row, ask, ask_one
from publish.wording import words

SECONDS = 30.0  # to draw one page
KEPT = 24_000_000  # bytes of pictures kept in memory
_OUTLINES = {"text": 4}  # thickness of the words of the commitment itself; of its other fields 2
_ALT = 300  # characters of the words that a picture's text repeats

_kept: OrderedDict[str, bytes] = OrderedDict()
_sums: dict[tuple[str, int, int], str] = {}
_one_at_a_time: dict[int, asyncio.Semaphore] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to show: its path on the site, its number, and what the picture says in words.

    Where it may not be shown `path` is None and `why_not` says why.
    """

    page: int
    path: str | None
    alternative: str
    why_not: str = ""


async def list_shown(db: Any, fact: str, served: str) -> list[Shown]:
    """Return the pages on which the words of a fact stand, the first first; `served` is the path of `send_picture`.

    `fact` is the id of a commitment, aim or priority, or of a single passage. Pages of formats without pages have none.
    """
    pages: dict[int, list[Row]] = {}
    for row in await _read_boxes(db, fact):
        pages.setdefault(row["page"], []).append(row)
    return [await _show(db, fact, served, page, rows) for page, rows in sorted(pages.items())]


async def _show(db: Any, fact: str, served: str, page: int, rows: Sequence[Row]) -> Shown:
    first = rows[0]
    why_not = await find_refusal(db, first["document"], page)
    own = [row["quote"] for row in rows if row["field"] == "text"] or [first["quote"]]
    said = " ".join(" ".join(own).split())
    said = said if len(said) <= _ALT else said[: _ALT - 1].rstrip() + "…"
    alternative = f"Page {page} of {first['label']}, with these words outlined: “{said}”"
    path = None if why_not else f"{served}/{quote(fact, safe='')}/{page}.png"
    return Shown(page, path, alternative, words()["pictures"][why_not] if why_not else "")


_BOXES = """select e.field, e.quote, p.page, p.x0, p.y0, p.x1, p.y1, p.document, d.label
from {source} join documents d on d.id = p.document
where {which} and d.format = 'pdf' and d.publish = 1 and p.page is not null and p.x0 is not null
order by e.field <> 'text', e.position limit 200"""


async def _read_boxes(db: Any, fact: str) -> list[Row]:
    """The words of a fact with their boxes; of a passage its own."""
    found = await ask(
        db, _BOXES.format(source="evidence e join passages p on p.id = e.passage", which="e.fact = :fact"), fact=fact
    )
    if found:
        return found
    alone = "(select 'text' as field, 0 as position, id as passage, text as quote from passages where id = :fact) e"
    return await ask(db, _BOXES.format(source=f"{alone} join passages p on p.id = e.passage", which="1"), fact=fact)


async def find_refusal(db: Any, document: str, page: int) -> str:
    """Return why a page may not be shown (a key of `pictures` in wording.toml), empty where it may.

    A page with a withheld name shows it in ink; so may one whose words were seen on a picture, or not at all, since
    nobody can tell that the name is not among them.
    """
    held = await ask_one(db, "select names_withheld from documents where id = :document and publish = 1",
                         document=document)  # fmt: skip
    if held is None:
        return "unknown"
    if held["names_withheld"] is None:
        return ""
    seen = await ask_one(
        db,
        """select count(*) as passages, coalesce(sum(withheld), 0) as withheld,
          coalesce(sum(read_by = 'ocr'), 0) as ocr,
          (select count(*) from issues i left join passages p on p.id = i.passage where i.document = :document
            and i.code like 'withheld%' and :page in (i.page, p.page)) as doubts
        from passages where document = :document and page = :page""",
        document=document,
        page=page,
    )
    if seen is None or seen["withheld"] or seen["doubts"]:
        return "withheld"
    return "unsure" if seen["ocr"] or not seen["passages"] else ""


async def read_picture(db: Any, folder: Path, fact: str, page: int) -> tuple[bytes, str] | str:
    """Return a page's picture as PNG with its tag (for ETag), or why there is none (a key of `pictures`)."""
    rows = [row for row in await _read_boxes(db, fact) if row["page"] == page]
    if not rows:
        return "unknown"
    if why_not := await find_refusal(db, rows[0]["document"], page):
        return why_not
    document = await ask_one(db, "select source, sha256 from documents where id = :id", id=rows[0]["document"])
    path = find_file(folder, document["source"]) if document else None
    if document is None or path is None:
        return "no_file"
    if await asyncio.to_thread(_sum, path) != document["sha256"]:
        return "changed"
    boxes = json.dumps([[row[key] for key in ("x0", "y0", "x1", "y1")] + [_OUTLINES.get(row["field"], 2)]
                        for row in rows])  # fmt: skip
    tag = hashlib.sha256(f"1 {document['sha256']} {page} {boxes}".encode()).hexdigest()[:32]
    picture = _kept.get(tag) or await _draw(path, page, boxes)
    if picture is None:
        return "cannot"
    _keep(tag, picture)
    return picture, tag


def _sum(path: Path) -> str:
    """The SHA-256 of a file; worked out again only when its size or time has changed."""
    stat = path.stat()
    key = (str(path), stat.st_size, stat.st_mtime_ns)
    if key not in _sums:
        if len(_sums) > 1_000:
            _sums.clear()
        with path.open("rb") as file:
            _sums[key] = hashlib.file_digest(file, "sha256").hexdigest()
    return _sums[key]


def _keep(tag: str, picture: bytes) -> None:
    """Keep a picture, and let go of those that were asked for longest ago."""
    _kept[tag] = picture
    _kept.move_to_end(tag)
    while sum(map(len, _kept.values())) > KEPT and len(_kept) > 1:
        _kept.popitem(last=False)


async def _draw(path: Path, page: int, boxes: str) -> bytes | None:
    """Draw a page in a process of its own, one at a time; None where that fails or takes too long."""
    gate = _one_at_a_time.setdefault(id(asyncio.get_running_loop()), asyncio.Semaphore(1))
    command = (sys.executable, "-m", "ingest.pdf.picture", str(path), str(page), boxes)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    async with gate:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment,
        )
        try:
            picture, _ = await asyncio.wait_for(process.communicate(), SECONDS)
        except TimeoutError:
            return None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    return picture if process.returncode == 0 and picture else None
