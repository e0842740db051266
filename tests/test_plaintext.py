"""Plain text and Markdown, from real files; expected values are read off the text by eye."""

from pathlib import Path

import pytest

from ingest import Block, BlockKind, Document, read_document

TRACKED = """Wexcombe Carers' Plan 2024-2027

BACKGROUND

The plan was agreed by the <u>Health &amp; Care Board</u> in **May 2024** and
runs for three years.

Our priorities

We will:
• open two respite
  centres
• train 40 staff
  - in year one: 20
1. First thing
1.1 Inner thing
a) Letter

Aim: Support every carer in Wexcombe

Action\tOwner\tUpdate
Open a hub\tPublic Health\t<p>Opened in May.</p> <p>A second is <i>planned</i>.</p>
Train staff\t\t<ul style="x"> • Ten trained • Ten to come

Write to carers\tCarers Team\tsent

2. Improve support - *Work with our partners*

<p>2.1 Review support</p>\t<p>June 2025</p>\t<p>Done & dusted</p>
"""


def _read(tmp_path: Path, text: str | bytes, name: str = "plan.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def _shape(block: Block) -> tuple[str, int, str, str]:
    return block.kind.value, block.level, block.marker, block.text.plain


def _grid(block: Block) -> list[list[str]]:
    assert block.table is not None
    return [[cell.text.plain if cell else "" for cell in row] for row in block.table.grid()]


def test_a_plan_as_text_keeps_headings_lists_and_tables_in_order(tmp_path: Path) -> None:
    blocks = _read(tmp_path, TRACKED).blocks
    assert [_shape(block) for block in blocks if block.table is None] == [
        ("heading", 1, "", "Wexcombe Carers' Plan 2024-2027"),
        ("heading", 2, "", "BACKGROUND"),
        ("paragraph", 0, "", "The plan was agreed by the Health & Care Board in May 2024 and runs for three years."),
        ("heading", 3, "", "Our priorities"),
        ("paragraph", 0, "", "We will:"),
        ("list_item", 0, "•", "open two respite centres"),
        ("list_item", 0, "•", "train 40 staff"),
        ("list_item", 1, "-", "in year one: 20"),
        ("list_item", 1, "1.", "First thing"),
        ("list_item", 2, "1.1", "Inner thing"),
        ("list_item", 3, "a)", "Letter"),
        ("heading", 3, "", "Aim: Support every carer in Wexcombe"),
        ("heading", 3, "2.", "Improve support - Work with our partners"),
    ]
    first, second = (block for block in blocks if block.table is not None)
    assert _grid(first) == [
        ["Action", "Owner", "Update"],
        ["Open a hub", "Public Health", "Opened in May.\nA second is planned."],
        ["Train staff", "", "• Ten trained\n• Ten to come"],
        ["Write to carers", "Carers Team", "sent"],
    ]
    assert _grid(second) == [["2.1 Review support", "June 2025", "Done & dusted"]]


def test_places_name_the_line_and_the_cell(tmp_path: Path) -> None:
    blocks = _read(tmp_path, TRACKED).blocks
    table = next(block.table for block in blocks if block.table)
    cell = next(cell for cell in table.cells if cell.text.plain == "Public Health")
    assert cell.text.pieces[0].place.path == "line 22, table 1, row 2, column 2"
    respite = next(block for block in blocks if block.text.plain.startswith("open two"))
    assert [piece.place.path for piece in respite.text.pieces] == ["line 11", "line 12"]


def test_words_of_the_file_are_all_there(tmp_path: Path) -> None:
    document = _read(tmp_path, "One two\nthree\n\n- four five\n\na\tb\nc\td\n")
    assert document.words == 9


@pytest.mark.parametrize(
    ("encoding", "noted"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)]
)
def test_encodings_give_the_same_words(tmp_path: Path, encoding: str, noted: bool) -> None:
    text = "Wexcombe’s plan – “a café” costs £5"
    document = _read(tmp_path, text.encode(encoding))
    assert document.blocks[0].text.plain == text
    assert [issue.code for issue in document.issues] == (["encoding"] if noted else [])


def test_utf8_with_pasted_windows_characters(tmp_path: Path) -> None:
    document = _read(tmp_path, "Café naïve £5 – and ".encode() + b"\x93quoted\x94")
    assert document.blocks[0].text.plain == "Café naïve £5 – and “quoted”"
    assert document.issues[0].code == "encoding"


def test_markdown_tables_headings_and_front_matter(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A plan\ndate: 2024-05-01\n---\n# Plan\n\nSoft\nwrap.\n\nSetext\n------\n\n"
        "| Action | Owner |\n|---|:-:|\n| Open \\| close | **Team** |\n| Short |\n\n"
        "+----+----+\n| A  | B  |\n+====+====+\n| c  | d  |\n| e  |    |\n+----+----+\n"
    )
    document = _read(tmp_path, text, "plan.md")
    assert document.properties == (("title", "A plan"), ("created", "2024-05-01"))
    assert [_shape(block) for block in document.blocks[:3]] == [
        ("heading", 1, "", "Plan"),
        ("paragraph", 0, "", "Soft wrap."),
        ("heading", 2, "", "Setext"),
    ]
    piped, drawn = document.blocks[3:]
    assert _grid(piped) == [["Action", "Owner"], ["Open | close", "Team"], ["Short", ""]]
    assert piped.table is not None
    assert piped.table.header_rows == 1
    assert _grid(drawn) == [["A", "B"], ["c e", "d"]]


def test_a_full_width_line_between_rows_is_a_row(tmp_path: Path) -> None:
    block = _read(tmp_path, "A\tB\tC\nPriority one\nd\te\tf\n").blocks[0]
    assert _grid(block) == [["A", "B", "C"], ["Priority one"] * 3, ["d", "e", "f"]]


def test_a_quoted_cell_may_hold_line_breaks(tmp_path: Path) -> None:
    block = _read(tmp_path, 'A\tB\n"first\nsecond"\tc\n').blocks[0]
    assert _grid(block) == [["A", "B"], ["first\nsecond", "c"]]


def test_the_same_header_after_a_gap_begins_another_table(tmp_path: Path) -> None:
    blocks = _read(tmp_path, "A\tB\n1\t2\n\nA\tB\n3\t4\n").blocks
    assert [_grid(block) for block in blocks] == [[["A", "B"], ["1", "2"]], [["A", "B"], ["3", "4"]]]


def test_contents_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    text = "Contents\n\n1.\tForeword\tPage 3\n2.\tAims\tPage 4\n\nForeword ........ 3\n\n12\n\nWe will act.\n"
    blocks = _read(tmp_path, text).blocks
    assert [block.reason for block in blocks] == ["contents", "contents", "contents", "page number", ""]
    assert [block.kind for block in blocks][-1] is BlockKind.PARAGRAPH


def test_a_blank_line_inside_a_sentence_does_not_end_it(tmp_path: Path) -> None:
    blocks = _read(tmp_path, 'We will work with all of the\n\n"Wexcombe pound" partners.\n\nNext.\n').blocks
    assert blocks[0].text.plain == 'We will work with all of the "Wexcombe pound" partners.'


def test_a_wrapped_line_that_begins_with_a_dash_stays_in_its_sentence(tmp_path: Path) -> None:
    blocks = _read(tmp_path, "We will open two hubs in the north\n– and one more – by March.\n").blocks
    assert len(blocks) == 1


@pytest.mark.parametrize("sentence", ["A park opened in Wexcombe in 2019. ", "no end of words ", "x"])
def test_a_file_without_line_breaks_is_cut_into_paragraphs(tmp_path: Path, sentence: str) -> None:
    whole = (sentence * (60_000 // len(sentence))).strip()
    file = tmp_path / "one-line.txt"
    file.write_text(whole, encoding="utf-8")
    blocks = read_document(file).blocks
    assert all(len(block.text.plain) <= 20_000 for block in blocks)
    glue = " " if " " in sentence else ""
    assert glue.join(block.text.plain for block in blocks) == whole
    assert all(block.text.plain.endswith(sentence.split()[-1]) for block in blocks)


PLAN_IN_LINES = """Wexcombe Town Council

Action plan 2025

Warm homes

1. Open two family hubs
Lead: Director of Children's Services
Due: March 2026

2. Publish a damp standard

Owner: Head of Housing

Due: June 2026
"""


def test_lines_that_say_who_and_when_are_no_headings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN_IN_LINES, encoding="utf-8")
    blocks = read_document(tmp_path / "a.txt").blocks

    assert [(block.kind.value, block.marker, block.text.plain) for block in blocks[1:]] == [
        ("heading", "", "Action plan 2025"),
        ("heading", "", "Warm homes"),
        ("list_item", "1.", "Open two family hubs"),
        ("paragraph", "", "Lead: Director of Children's Services"),
        ("paragraph", "", "Due: March 2026"),
        ("heading", "2.", "Publish a damp standard"),
        ("paragraph", "", "Owner: Head of Housing"),
        ("paragraph", "", "Due: June 2026"),
    ]
