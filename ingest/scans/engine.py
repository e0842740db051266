"""Optical character recognition: tesseract where it is on the machine, else rapidocr where it is installed.

Both run on this machine alone; rapidocr's models come with it. Nothing is fetched.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

Picture = NDArray[np.uint8]
INSTALL = "pip install goldenthread[ocr]"
_SECONDS = 180  # for one page
# Without the classifier of upside-down lines: it turns long lines of print over and spoils them. Lines are looked for
# on a smaller picture and read one by one: a third less memory, a quarter less time, the same words.
_RAPIDOCR = {
    "Global.use_cls": False,
    "Global.log_level": "error",
    "Det.limit_type": "max",
    "Det.limit_side_len": 1600,
    "Rec.rec_batch_num": 1,
}
_SPOT, _AROUND = 8, 9  # pixels a spot, spots a side: at 300 an inch the height of two lines
_DARK = 110  # a ground so dark (0 is black) has light letters
_LOWEST = 0.3  # confidence below which a word is a smudge


class Seen(NamedTuple):
    """A word as recognised: its box in pixels from the top left, how sure it is (0 to 1), its line's number."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to recognise: its name with version, the resolution it likes (pixels an inch), and how to ask it."""

    name: str
    resolution: int
    read: Callable[[Picture], list[Seen]]


@cache
def find_engine() -> Engine | None:
    """Return the engine of this machine, None where there is none."""
    program = shutil.which("tesseract")
    if program is not None:
        return Engine(f"tesseract {_version_of(program)}", 300, lambda picture: _ask_tesseract(program, picture))
    if find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None:
        return Engine(f"rapidocr {metadata.version('rapidocr')}", 200, _ask_rapidocr)
    return None


def _version_of(program: str) -> str:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 - found on PATH, no input of ours
    return (done.stdout or done.stderr).partition("\n")[0].removeprefix("tesseract").strip()


def _ask_tesseract(program: str, picture: Picture) -> list[Seen]:
    """Recognise with tesseract; its table has one word a line (TSV, level 5)."""
    held = io.BytesIO()
    lighten(picture).save(held, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "--dpi", "300", "tsv"]
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # documents are read side by side; its threads only wait
    done = subprocess.run(  # noqa: S603 - fixed arguments
        command, input=held.getvalue(), capture_output=True, timeout=_SECONDS, check=True, env=alone
    )
    return list(read_tsv(done.stdout.decode("utf-8", "replace")))


def lighten(picture: Picture) -> Image.Image:
    """Return a picture in grey on which letters are dark: tesseract takes dark grounds with light letters for images.

    What is ground is judged by the middle value around each spot, so that letters do not count.
    """
    grey = Image.fromarray(picture).convert("L")
    size = (max(grey.width // _SPOT, 1), max(grey.height // _SPOT, 1))
    ground = grey.resize(size, Image.Resampling.BOX).filter(ImageFilter.MedianFilter(_AROUND))
    dark = ground.point([255 * (value < _DARK) for value in range(256)]).resize(grey.size, Image.Resampling.NEAREST)
    return Image.composite(ImageOps.invert(grey), grey, dark)


def read_tsv(table: str) -> Iterator[Seen]:
    """Yield the words of tesseract's table.

    >>> row = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t30\\t12\\t96.5\\tHub"
    >>> next(read_tsv("level\\t...\\n" + row))
    Seen(text='Hub', x0=10.0, y0=20.0, x1=40.0, y1=32.0, confidence=0.965, line=0)
    """
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    words = [row for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip()]
    for line, (_, held) in enumerate(groupby(words, key=lambda row: row[1:5])):
        for row in held:
            x, y, wide, high, sure = map(float, row[6:11])
            if sure / 100 >= _LOWEST:
                yield Seen(row[11].strip(), x, y, x + wide, y + high, round(sure / 100, 4), line)


@cache
def _rapidocr() -> Any:
    """Return the recogniser, loaded once in a process (two seconds), with its log kept off the terminal."""
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return import_module("rapidocr").RapidOCR(params=_RAPIDOCR)


def _ask_rapidocr(picture: Picture) -> list[Seen]:
    found = _rapidocr()(picture, return_word_box=True, use_cls=False)
    if found.boxes is None or not found.txts:
        return []
    seen: list[Seen] = []
    for line, words in enumerate(found.word_results):
        for text, sure, corners in words:
            xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
            if text.strip() and sure >= _LOWEST:
                seen.append(Seen(text.strip(), min(xs), min(ys), max(xs), max(ys), round(float(sure), 4), line))
    return seen
