"""A small part of `python -m benchmarks.fuzz`: damaged files are read or refused in a sentence, never anything else."""

from pathlib import Path

from pptx import Presentation

from benchmarks.fuzz import find_files, fuzz, make_runs
from benchmarks.mutations import mutate
from ingest import read_document
from ingest.pdf.characters import Style, Word
from ingest.pdf.gutters import read_lines
from tests.poison import change_parts


def test_damaged_files_are_read_or_refused(tmp_path: Path, corpus: Path) -> None:
    runs = make_runs(find_files([corpus]), 200, 20, tmp_path)

    found = fuzz(runs)

    assert found.faults == ()
    assert sum(found.counts.values()) == 200
    assert {suffix for suffix, _ in found.counts} >= {".pdf", ".docx", ".xlsx", ".html", ".txt"}
    assert list(tmp_path.iterdir()) == []


def test_the_same_seed_does_the_same_damage(corpus: Path) -> None:
    data = (corpus / "wexcombe-carers-plan.txt").read_bytes()

    assert mutate(data, 7) == mutate(data, 7)
    assert len({mutate(data, seed) for seed in range(20)}) > 15


def test_a_deck_whose_properties_are_another_kind_of_part_is_read(tmp_path: Path) -> None:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Carers' plan"
    deck.save(str(tmp_path / "deck.pptx"))
    kind = b"application/vnd.openxmlformats-package.core-properties+xml"
    change_parts(tmp_path / "deck.pptx", {"[Content_Types].xml": lambda xml: xml.replace(kind, b"x/y")}, {})

    document = read_document(tmp_path / "deck.pptx")

    assert [block.text.plain for block in document.blocks if block.text] == ["Carers' plan"]
    assert document.properties == ()


def test_words_of_a_size_beyond_measure_are_read() -> None:
    words = [Word("hub", x, 10.0, x + 20, 20.0, Style(1e308), 0, 3, True, 20.0) for x in (10.0, 200.0)]

    assert read_lines(words) == []
