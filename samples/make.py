"""Write the sample corpus from its texts: `python -m samples.make [FOLDER]`.

The same texts give the same bytes, as long as reportlab, python-docx and openpyxl stay the same.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from samples.pages import write_pages
from samples.sheet import write_sheet
from samples.slides import write_slides
from samples.source import Block, read_source
from samples.word import write_word

HERE = Path(__file__).parent
TEXTS = HERE / "text"
CORPUS = HERE.parent / "corpus"
MEETINGS = {"2025-01": "2025-01-16", "2025-03": "2025-03-20", "2025-05": "2025-05-15"}


def make_corpus(folder: Path) -> None:
    """Write every made document into `folder`, replacing those of the same name."""
    folder.mkdir(parents=True, exist_ok=True)
    _make_plan(folder)
    _make_meetings(folder)
    for name in ("wexcombe-carers-plan.txt", "wexcombe-together-ambitions.html"):
        shutil.copyfile(TEXTS / name, folder / name)


def _make_plan(folder: Path) -> None:
    write_word(
        _text("strategy"),
        folder / "wexcombe-health-and-care-strategy-2024-2029.docx",
        header="Wexcombe Together",
        footer="Health and Care Strategy 2024–2029",
        author="Partnership and Strategy Team",
    )
    write_slides(
        _text("progress-2024"), folder / "wexcombe-strategy-progress-report-2024-11.pdf", author="R Achterberg"
    )
    write_pages(
        _text("progress-2025"),
        folder / "wexcombe-strategy-progress-report-2025-11.pdf",
        header="Wexcombe Together",
        footer="Strategy progress report, November 2025",
        author="R Achterberg",
        title="Wexcombe Health and Care Strategy 2024–2029: progress report, November 2025",
    )


def _make_meetings(folder: Path) -> None:
    write_word(
        _text("board-paper"),
        folder / "wexcombe-board-paper-2025-01-16.docx",
        header="London Borough of Wexcombe",
        footer="Neighbourhood teams",
        author="T Okoro-Lee",
    )
    for month, day in MEETINGS.items():
        write_pages(
            _text(f"minutes-{month}"),
            folder / f"wexcombe-board-minutes-{day}.pdf",
            header="London Borough of Wexcombe",
            footer="Health and Wellbeing Board: minutes",
            author="Democratic Services",
            plain=True,
        )
    write_sheet(_text("tracker"), folder / "wexcombe-action-tracker.xlsx", author="T Okoro-Lee")


def _text(name: str) -> tuple[Block, ...]:
    return read_source(TEXTS / f"{name}.md")


if __name__ == "__main__":
    make_corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
