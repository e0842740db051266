"""The words of what office files draw: text boxes, SmartArt lists and boxes, titles and labels of charts.

ECMA-376 part 1, 21.2 (charts) and 21.4 (diagrams). Figures of charts are not words and are left where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree
from lxml.etree import _Element

from ingest.document import Block

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def find_drawing(element: _Element) -> tuple[str, str] | None:
    """Return what an element draws (`diagram` or `chart`) and the relationship that leads to it, or None."""
    if element.tag == DGM + "relIds":
        return "diagram", element.get(R + "dm", "")
    if element.tag == C + "chart" and element.get(R + "id"):
        return "chart", element.get(R + "id", "")
    return None


def read_drawing(kind: str, data: bytes) -> list[str]:
    """Return the paragraphs of a diagram in the order of its list, or the labels of a chart, each once."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    lines = _lines_of_diagram(root) if kind == "diagram" else dict.fromkeys(_lines_of_chart(root))
    return [line for line in lines if line]


def read_boxes(boxes: list[_Element], path: str, read: Callable[[_Element, str], list[Block]]) -> list[Block]:
    """Return the blocks of the text boxes met so far, also those inside one another, which `read` adds to the list."""
    blocks: list[Block] = []
    count = 0
    while boxes:
        count += 1
        blocks += read(boxes.pop(0), f"{path}, text box {count}")
    return blocks


def _lines_of_diagram(root: _Element) -> Iterator[str]:
    for point in root.iter(DGM + "pt"):
        for paragraph in point.iterfind(f"{DGM}t/{A}p"):
            yield _words(paragraph)


def _lines_of_chart(root: _Element) -> Iterator[str]:
    for paragraph in root.iter(A + "p"):
        yield _words(paragraph)
    for path in (f".//{C}ser/{C}tx", f".//{C}ser/{C}cat"):
        for found in root.iterfind(path):
            for value in found.iter(C + "v"):
                yield (value.text or "").strip()


def _words(paragraph: _Element) -> str:
    words = (("\n" if found.tag == A + "br" else found.text or "") for found in paragraph.iter(A + "t", A + "br"))
    return "".join(words).strip()
