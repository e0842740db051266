"""A page of a PDF as a picture, with the words in question outlined.

`python -m ingest.pdf.picture FILE PAGE BOXES` writes it as PNG: a process of its own, since files come from anywhere
and one of them must not take a server with it. BOXES is JSON: [[x0, y0, x1, y1, thickness], …].
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LONGEST = 1_500  # pixels along the longer side: an A4 page can be read, and weighs about as much as a photograph
SHARPEST = 2.0  # pixels a point
MEMORY = 2**31  # bytes that a page may take while it is drawn
SECONDS = 20  # of computing
_INK, _HALO = (190, 18, 60), (255, 255, 255)
_AROUND = 2.0  # points between the words and their outline

Outline = tuple[float, float, float, float, int]


def draw_page(path: Path, page: int, outlines: Sequence[Outline]) -> bytes:
    """Return a page (from 1) as a PNG, LONGEST pixels at most, with rectangles around words.

    `outlines` are boxes in points from the top left of the page as displayed, each with a thickness in pixels.
    Raises OSError or ValueError where the page can't be drawn.
    """
    image, scale = _render(path, page)
    _outline(image, outlines, scale)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _render(path: Path, page: int) -> tuple[Any, float]:
    import pypdfium2  # type: ignore[import-untyped]  # no stubs are published

    try:
        document = pypdfium2.PdfDocument(path)
        if not 1 <= page <= len(document):
            raise ValueError(f"the file has no page {page}")
        leaf = document[page - 1]
        scale = min(SHARPEST, LONGEST / max(1.0, *leaf.get_size()))
        return leaf.render(scale=scale).to_pil().convert("RGB"), scale
    except pypdfium2.PdfiumError as error:
        raise ValueError("the page can't be drawn") from error


def _outline(image: Any, outlines: Sequence[Outline], scale: float) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for x0, y0, x1, y1, thickness in outlines:
        left, top = ((v - _AROUND) * scale for v in (x0, y0))
        right, bottom = ((v + _AROUND) * scale for v in (x1, y1))
        if right <= left or bottom <= top:
            continue
        for colour, more in ((_HALO, 2), (_INK, 0)):
            draw.rectangle((left - more, top - more, right + more, bottom + more), outline=colour, width=thickness)


def _keep_small() -> None:
    """Limit what this process may take, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows; the caller's time limit holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(arguments: Sequence[str]) -> int:
    """Write the picture to standard output; return 0, or 1 where there is none."""
    path, page, boxes = arguments
    _keep_small()
    try:
        picture = draw_page(Path(path), int(page), [tuple(box) for box in json.loads(boxes)])
    except (OSError, ValueError, MemoryError):
        return 1
    sys.stdout.buffer.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
