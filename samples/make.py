"""Write the sample corpus from its texts: `python -m samples.make [FOLDER]`.

The same texts give the same bytes, as long as reportlab, python-docx and openpyxl stay the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

from samples.slides import write_slides
from samples.source import read_source
from samples.word import write_word

HERE = Path(__file__).parent
TEXTS = HERE / "text"
CORPUS = HERE.parent / "corpus"


def make_corpus(folder: Path) -> None:
    """Write every made document into `folder`, replacing those of the same name."""
    folder.mkdir(parents=True, exist_ok=True)
    write_word(
        read_source(TEXTS / "strategy.md"),
        folder / "wexcombe-health-and-care-strategy-2024-2029.docx",
        header="Wexcombe Together",
        footer="Health and Care Strategy 2024–2029",
        author="Partnership and Strategy Team",
    )
    write_slides(
        read_source(TEXTS / "progress-2024.md"),
        folder / "wexcombe-strategy-progress-report-2024-11.pdf",
        author="R Achterberg",
    )


if __name__ == "__main__":
    make_corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
