"""Passages, what claims them, quotes with their surroundings, and coverage that adds up."""

from papers import make_document, paragraph, table

from extract.outline import make_outline
from extract.passages import PassageBook, quoted
from extract.reading import Use
from ingest.document import Block, BlockKind, Box, Document, Format, Page, Piece, Place, Text


def make_book(document: Document) -> PassageBook:
    return PassageBook("d-1", make_outline(document.blocks))


def test_every_cell_and_paragraph_is_a_passage() -> None:
    book = make_book(make_document(paragraph("One line"), table("a | b", "c | ")))
    assert [(p.text, p.kind, p.path) for p in book.passages()] == [
        ("One line", "paragraph", "paragraph 1"),
        ("a", "cell", "table 1, row 1, column 1"),
        ("b", "cell", "table 1, row 1, column 2"),
        ("c", "cell", "table 1, row 2, column 1"),
    ]


def test_the_first_claim_names_a_passage_and_ignoring_never_undoes_it() -> None:
    document = make_document(paragraph("We will open two hubs"), paragraph("Nothing here"))
    book = make_book(document)
    first, second = (block.text for block in document.blocks)
    book.claim(first, "pledge")
    book.claim(first, "action")
    book.ignore(first, "contents page")
    book.ignore(second, "contents page")
    assert [(p.use, p.reason) for p in book.passages()] == [(Use.CLAIMED, "pledge"), (Use.IGNORED, "contents page")]
    [page] = book.coverage(document)
    assert (page.words, page.claimed, page.ignored, page.unread) == (7, 5, 2, 0)
    assert page.ignored_reasons == (("contents page", 2),)


def test_a_quote_keeps_what_stands_around_it() -> None:
    document = make_document(paragraph("In May we will open two hubs in Larkfield"))
    book = make_book(document)
    [evidence] = book.evidence("text", document.blocks[0].text.cut(15, 28))
    assert (evidence.quote, evidence.before, evidence.after) == ("open two hubs", "In May we will ", " in Larkfield")


def test_words_over_a_page_break_have_one_piece_of_evidence_a_page() -> None:
    top, end = (
        Place(1, Box(50, 700, 200, 712), "page 1, paragraph 9"),
        Place(2, Box(50, 60, 200, 72), "page 2, paragraph 1"),
    )
    text = Text((Piece("Open two hubs", top), Piece("in Larkfield", end)))
    pages = (Page(1, 595, 842, 3), Page(2, 595, 842, 2))
    document = Document(Format.PDF, (Block(BlockKind.PARAGRAPH, text),), pages=pages, words=5)
    book = make_book(document)
    evidence = book.evidence("text", text)
    assert [(part.position, part.quote) for part in evidence] == [(1, "Open two hubs"), (2, "in Larkfield")]
    assert quoted(evidence, "text") == "Open two hubs in Larkfield"
    assert [p.page for p in book.passages()] == [1, 2]
    assert [(page.page, page.words, page.unread) for page in book.coverage(document)] == [(1, 3, 3), (2, 2, 2)]


def test_a_drawn_number_is_not_quoted() -> None:
    text = Text((Piece("Open two hubs", Place(path="paragraph 1"), marker="2.1"),))
    book = make_book(Document(Format.DOCX, (Block(BlockKind.PARAGRAPH, text),), words=3))
    assert book.evidence("text", text)[0].quote == "Open two hubs"
