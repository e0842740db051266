"""Web pages: content apart from furniture, lists and tables as a browser shows them."""

from pathlib import Path

import pytest

from extract.plan import read_plan
from ingest import Block, BlockKind, Document, read_document
from ingest.document import Cell

PAGE = """<!doctype html><html lang=en><head><meta charset=utf-8><title>Our plan - Wexcombe</title>
<meta name=description content="What we will do"><meta property="og:site_name" content="Wexcombe Together">
<link rel=canonical href="https://wexcombe.example/plan">
<script type="application/ld+json">{"@graph":[{"datePublished":"2024-03-02","dateModified":"2024-04-05"}]}</script>
<style>p {color: red}</style></head><body>
<div id="cookie-banner" role=dialog>We use cookies. We will remember you.</div>
<a href="#main">Skip to content</a>
<header><nav><ul><li>Home</li></ul></nav></header>
<main><nav class=breadcrumbs>Home &gt; Plan</nav>
<ul><li><a href="#a">Aims</a></li><li><a href="#b">Dates</a></li></ul>
<h1>Our plan</h1>
<p>We will <b>open</b> two hubs<span class=visually-hidden> (a note)</span> by March.<br>And one
more.</p>
<h2>Aims</h2><p>We aim to:</p>
<ol type=a start=3><li>First<ul><li>inner</li></ul></li><li>Second</li></ol>
<div hidden>Not shown</div><div class="share-links">Share this</div>
<p>Last <strong>word</strong></p></main>
<aside>We will email you</aside><footer>Privacy</footer>
<script>var words = "none"</script><noscript>no script</noscript></body></html>"""


def _read(tmp_path: Path, page: str | bytes) -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_document(path)


def _shape(block: Block) -> tuple[str, int, str, str]:
    return block.kind.value, block.level, block.marker, block.text.plain


def _content(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is not BlockKind.FURNITURE]


def _grid(block: Block) -> list[list[str]]:
    assert block.table is not None
    return [[cell.text.plain if cell else "-" for cell in row] for row in block.table.grid()]


def test_content_comes_out_with_headings_lists_and_trails(tmp_path: Path) -> None:
    blocks = _content(_read(tmp_path, PAGE))
    assert [(*_shape(block), block.text.pieces[0].place.path) for block in blocks] == [
        ("heading", 1, "", "Our plan", "Our plan"),
        ("paragraph", 0, "", "We will open two hubs by March.\nAnd one more.", "Our plan > paragraph 1"),
        ("heading", 2, "", "Aims", "Our plan > Aims"),
        ("paragraph", 0, "", "We aim to:", "Our plan > Aims > paragraph 1"),
        ("list_item", 0, "c.", "First", "Our plan > Aims > list item 1"),
        ("list_item", 1, "•", "inner", "Our plan > Aims > list item 2"),
        ("list_item", 0, "d.", "Second", "Our plan > Aims > list item 3"),
        ("paragraph", 0, "", "Last word", "Our plan > Aims > paragraph 2"),
    ]


def test_the_rest_is_furniture_with_its_reason(tmp_path: Path) -> None:
    document = _read(tmp_path, PAGE)
    assert [(b.reason, b.text.plain) for b in document.blocks if b.kind is BlockKind.FURNITURE] == [
        ("cookie notice", "We use cookies. We will remember you."),
        ("skip link", "Skip to content"),
        ("page header", "Home"),
        ("breadcrumbs", "Home > Plan"),
        ("contents", "Aims"),
        ("contents", "Dates"),
        ("hidden", "(a note)"),
        ("hidden", "Not shown"),
        ("share links", "Share this"),
        ("side bar", "We will email you"),
        ("page footer", "Privacy"),
    ]
    assert document.words == 21 + 26


def test_properties_come_from_the_page_itself(tmp_path: Path) -> None:
    assert dict(_read(tmp_path, PAGE).properties) == {
        "title": "Our plan - Wexcombe",
        "description": "What we will do",
        "site": "Wexcombe Together",
        "url": "https://wexcombe.example/plan",
        "published": "2024-03-02",
        "modified": "2024-04-05",
    }


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("<p>Last updated: 5 April 2025</p>", "modified", "5 April 2025"),
        ("<p>Page last reviewed on Monday 7 July 2025.</p>", "modified", ""),
        ("<p>Published <time datetime=2024-03-01>1 March</time></p>", "published", "2024-03-01"),
        ("<dl><dt>Published</dt><dd><time datetime=2024-03-01>1 March</time></dd></dl>", "published", "2024-03-01"),
        ("<p>The fair is on <time datetime=2024-03-01>1 March</time></p>", "published", ""),
    ],
)
def test_dates_that_a_page_states(tmp_path: Path, page: str, name: str, value: str) -> None:
    if "reviewed" in page:
        value = "7 July 2025"
    assert dict(_read(tmp_path, page).properties).get(name, "") == value


def test_tables_resolve_spans_and_know_their_headers(tmp_path: Path) -> None:
    page = """<table><caption>Actions for 2025</caption><thead><tr><th>Action<th colspan=2>Who</thead>
    <tfoot><tr><td colspan=3>Total</tfoot>
    <tbody><tr><td rowspan=0>Open<td>Team A<td rowspan=2>March
    <tr><td><ul><li>Team B<li>Team C</ul></tbody></table>"""
    caption, block = _read(tmp_path, page).blocks
    assert (caption.text.plain, caption.text.pieces[0].place.path) == ("Actions for 2025", "table 1, caption")
    assert _grid(block) == [
        ["Action", "Who", "Who"],
        ["Open", "Team A", "March"],
        ["Open", "• Team B\n• Team C", "March"],
        ["Total", "Total", "Total"],
    ]
    assert block.table is not None
    assert block.table.header_rows == 1
    team = next(cell for cell in block.table.cells if cell.text.plain == "Team A")
    assert team.text.pieces[0].place.path == "table 1, row 2, column 2"


def test_header_cells_without_a_head_and_bold_first_rows(tmp_path: Path) -> None:
    marked = _read(tmp_path, "<table><tr><th>A<th>B<tr><td>c<td>d</table>").blocks[0]
    bold = _read(tmp_path, "<table><tr><td><b>A</b><td><strong>B</strong><tr><td>c<td>d</table>").blocks[0]
    beside = _read(tmp_path, "<table><tr><th>A<td>b<tr><th>C<td>d</table>").blocks[0]
    assert [block.table.header_rows for block in (marked, bold, beside) if block.table] == [1, 1, 0]


def test_layout_tables_are_only_their_words(tmp_path: Path) -> None:
    page = (
        "<table role=presentation><tr><td><p>One<td>Two<tr><td>Three<td>Four</table><table><tr><td><h2>Box</h2></table>"
    )
    assert [_shape(block) for block in _read(tmp_path, page).blocks] == [
        ("paragraph", 0, "", "One"),
        ("paragraph", 0, "", "Two"),
        ("paragraph", 0, "", "Three"),
        ("paragraph", 0, "", "Four"),
        ("heading", 2, "", "Box"),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    page = "<table><tr><td>A<td>B<tr><td>c<td>d<table><tr><td>in<td>ner<tr><td>x<td>y</table></table>"
    outer, inner = _read(tmp_path, page).blocks
    assert _grid(outer) == [["A", "B"], ["c", "d"]]
    assert _grid(inner) == [["in", "ner"], ["x", "y"]]
    held: Cell = inner.table.cells[0] if inner.table else Cell(0, 0)
    assert held.text.pieces[0].place.path == "table 1, row 2, column 2, table 1, row 1, column 1"


@pytest.mark.parametrize(
    ("encoding", "declared", "noted"),
    [
        ("utf-8", "utf-8", False),
        ("cp1252", "utf-8", True),
        ("cp1252", "iso-8859-1", False),
        ("utf-8", "iso-8859-1", True),
        ("utf-16", "utf-8", False),
    ],
)
def test_a_page_in_another_encoding_than_it_says_comes_out_right(
    tmp_path: Path, encoding: str, declared: str, noted: bool
) -> None:
    page = f"<html><head><meta charset={declared}><title>T</title></head><body><p>Wexcombe’s – £5</p></body></html>"
    document = _read(tmp_path, page.encode(encoding))
    assert document.blocks[0].text.plain == "Wexcombe’s – £5"
    assert [issue.code for issue in document.issues] == (["encoding"] if noted else [])


def test_menus_that_nothing_marks_are_furniture(tmp_path: Path) -> None:
    links = "".join(f"<li><a href=/{i}>Page {i}</a></li>" for i in range(5))
    document = _read(tmp_path, f"<body><ul>{links}</ul><h1>Plan</h1><p>{'We will act. ' * 20}</p></body>")
    assert {block.reason for block in document.blocks if block.text.plain.startswith("Page")} == {"navigation"}


def test_a_class_name_on_the_whole_page_makes_nothing_furniture(tmp_path: Path) -> None:
    page = "<body class=has-sidebar><div class='nav-open menu'><h1>Plan</h1><p>We will act.</p></div></body>"
    assert [block.kind for block in _read(tmp_path, page).blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_broken_markup_and_odd_numbers_do_not_fail(tmp_path: Path) -> None:
    page = "<table><tr><td rowspan=99999999 colspan=x>A<td colspan=-3>B</tr><tr><td>c</table><ol start=q><li value=²>x"
    blocks = _read(tmp_path, page).blocks
    assert _grid(blocks[0]) == [["A", "B"], ["A", "c"]]
    assert (blocks[1].marker, blocks[1].text.plain) == ("1.", "x")


def test_a_description_list_of_short_terms_is_a_table_of_labels(tmp_path: Path) -> None:
    page = (
        "<h2>A1 Offices</h2><dl><dt>Action</dt><dd>Insulate <b>both</b> roofs</dd>"
        "<div><dt>Lead</dt><dd>Property Team</dd><dd>Energy Manager</dd></div></dl>"
        "<dl><dt>What will happen to my bins this winter?</dt><dd>We will collect them.</dd>"
        "<dt>Costs</dt><dd>None</dd></dl>"
    )
    heading, table, *answers = _content(_read(tmp_path, page))
    assert heading.text.plain == "A1 Offices"
    assert _grid(table) == [["Action", "Insulate both roofs"], ["Lead", "Property Team\nEnergy Manager"]]
    assert table.table is not None
    assert table.table.cells[1].text.pieces[0].place.path == "table 1, row 1, column 2"
    assert [block.text.plain for block in answers] == [
        *("What will happen to my bins this winter?", "We will collect them.", "Costs", "None")
    ]


@pytest.mark.parametrize("between", ["", "</dl><h3>Solar panels</h3><dl>"])
def test_description_lists_of_actions_are_a_plan(tmp_path: Path, between: str) -> None:
    page = (
        "<h1>Climate plan</h1><dl><dt>Action</dt><dd>Insulate both roofs</dd><dt>Lead</dt><dd>Property Team</dd>"
        f"<dt>Deadline</dt><dd>March 2027</dd>{between}"
        "<dt>Action</dt><dd>Fit solar panels</dd><dt>Lead</dt><dd>Leisure Team</dd>"
        "<dt>Progress</dt><dd>Begun.</dd></dl>"
    )
    plan = read_plan(_read(tmp_path, page), None)
    assert [(c.text, [owner.named_as for owner in c.owners]) for c in plan.commitments] == [
        ("Insulate both roofs", ["Property Team"]),
        ("Fit solar panels", ["Leisure Team"]),
    ]
    first, second = plan.commitments
    assert first.due is not None
    assert first.due.edtf == "2027-03"
    assert second.update is not None
    assert second.update.text == "Begun."


def test_the_summary_of_a_folded_part_is_a_heading_over_those_in_it(tmp_path: Path) -> None:
    page = """<main><h1>Our plan</h1><h2>A clean town</h2>
    <details><summary>Outcome 1 Clean streets</summary><h3>Action 1.1</h3><p>Sweep twice.</p>
    <h4>Note</h4><p>It rains.</p></details>
    <details><summary>Outcome 2 Fewer fires</summary><p>Ask the brigade.</p></details>
    <details><summary><h3>Outcome 3 Quiet nights</h3></summary><p>Close at ten.</p></details></main>"""
    blocks = _content(_read(tmp_path, page))
    assert [(b.level, b.text.plain) for b in blocks if b.kind is BlockKind.HEADING] == [
        (1, "Our plan"),
        (2, "A clean town"),
        (3, "Outcome 1 Clean streets"),
        (4, "Action 1.1"),
        (5, "Note"),
        (3, "Outcome 2 Fewer fires"),
        (3, "Outcome 3 Quiet nights"),
    ]
