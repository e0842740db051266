"""What a document says of itself: title, kind, dates, publisher, meeting, the head of a report."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from extract.outline import make_outline
from extract.passages import PassageBook
from extract.plan import read_plan
from extract.profile import make_document_id, read_profile
from extract.reading import Passage, Profile, Use
from ingest import CatalogueRow, DocumentKind, read_document
from ingest.people import read_catalogue

FACTS = (
    *("title", "kind", "publisher", "published", "period", "meeting"),
    *("item_number", "classification", "authors", "sender", "wards"),
)
ROOT = Path(__file__).resolve().parent.parent
GOLDEN = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests" / "golden").glob("*.json"))}
# Golden files hold what the text says; these print their publisher in the header of each page.
IN_HEADER = {
    "wexcombe-board-minutes-2025-01-16": "London Borough of Wexcombe",
    "wexcombe-board-minutes-2025-03-20": "London Borough of Wexcombe",
    "wexcombe-board-minutes-2025-05-15": "London Borough of Wexcombe",
    "wexcombe-board-paper-2025-01-16": "London Borough of Wexcombe",
}


def read(path: Path, entry: CatalogueRow | None = None, source: str = "") -> tuple[Profile, tuple[Passage, ...]]:
    document = replace(read_document(path), source=source or path.name)
    spots = make_outline(document.blocks)
    book = PassageBook(make_document_id(document), spots)
    return read_profile(document, entry, spots, book), book.passages()


def said(profile: Profile) -> dict[str, str]:
    """The facts that are known, in words."""
    facts = {name: getattr(profile, name) for name in FACTS}
    return {name: fact.value for name, fact in facts.items() if fact is not None}


def expected(stem: str) -> dict[str, str]:
    golden: dict[str, Any] = GOLDEN[stem]["document"]
    facts = {name: golden.get(name) for name in FACTS} | {
        "title": " ".join(golden.get("title_parts", [golden["title"]])),
        "publisher": golden["publisher"] or IN_HEADER.get(stem),
        "sender": golden["from"],
        "authors": "; ".join(golden["authors"]),
    }
    return {name: value for name, value in facts.items() if value}


@pytest.mark.parametrize("stem", GOLDEN)
def test_a_sample_document_says_what_its_golden_file_has(corpus: Path, stem: str) -> None:
    profile, passages = read(corpus / GOLDEN[stem]["document"]["source"])
    assert said(profile) == expected(stem)
    claimed = {passage.id for passage in passages if passage.use is Use.CLAIMED}
    assert profile.title is not None
    assert profile.title.passage in claimed


@pytest.mark.parametrize("stem", GOLDEN)
def test_the_catalogue_wins(corpus: Path, stem: str) -> None:
    source = GOLDEN[stem]["document"]["source"]
    entry = next((row for row in read_catalogue(corpus)[0] if row.path == source), None)
    profile, _ = read(corpus / source, entry)
    wanted = expected(stem)
    for name in ("title", "kind", "publisher", "published", "period"):
        if entry is not None and getattr(entry, name):
            wanted[name] = str(getattr(entry, name))
            assert getattr(profile, name).basis == "catalogue"
            assert getattr(profile, name).passage is None
    assert said(profile) == wanted


def test_what_else_the_catalogue_says_is_kept(corpus: Path) -> None:
    entry = CatalogueRow(
        line=2,
        path="wexcombe-carers-plan.txt",
        kind=DocumentKind.STRATEGY,
        series="Carers’ plans",
        supersedes="old.txt",
        url="https://carers.example/plan",
        licence="CC0-1.0",
        publish=False,
        other=(("Shelf", "B 12"),),
    )
    profile, _ = read(corpus / "wexcombe-carers-plan.txt", entry)
    assert said(profile)["kind"] == "strategy"
    assert profile.series is not None
    assert (profile.series.value, profile.series.basis) == ("Carers’ plans", "catalogue")
    assert (profile.supersedes, profile.url, profile.licence) == ("old.txt", "https://carers.example/plan", "CC0-1.0")
    assert not profile.publish
    assert profile.other == (("Shelf", "B 12"),)


PAGES = {
    "a head in capital lines without colons": (
        "paper.txt",
        "WEXCOMBE CITY COUNCIL\nREPORT TO CABINET\n12 MARCH 2024\nREPORT OF THE DIRECTOR OF PLACE\n"
        "LIBRARIES: THE NEXT FIVE YEARS\n\n1. PURPOSE OF REPORT\n\n1.1 To say what was agreed on 3 May 2023.\n",
        {
            "title": "LIBRARIES: THE NEXT FIVE YEARS",
            "kind": "board_paper",
            "publisher": "WEXCOMBE CITY COUNCIL",
            "published": "2024-03-12",
            "meeting": "CABINET",
            "sender": "DIRECTOR OF PLACE",
        },
    ),
    "a head in labelled lines": (
        "paper.txt",
        "Report author: Jane Obi\nTel: 0555 123 4567\n\nReport of: Director of City Development\n"
        "Report to: Executive Board\nDate: 13 March 2024\nSubject: Flood defences on the Larkbrook\n\nSummary\n"
        "This report tells the board what was done.\n",
        {
            "title": "Flood defences on the Larkbrook",
            "kind": "board_paper",
            "published": "2024-03-13",
            "meeting": "Executive Board",
            "sender": "Director of City Development",
            "authors": "Jane Obi",
        },
    ),
    "a head of two columns": (
        "paper.txt",
        "Report title\tWinter resilience\nMeeting\tNHS Wexcombe Integrated Care Board\nDate of meeting\t14/03/2024\n"
        "Agenda item\t6.2\nLead director\tAnna Bell, Chief Nurse\nAuthor\tOmar Reed, Programme Manager\n"
        "Report classification\tPublic\n\n1. Introduction\nThis paper says what we do.\n",
        {
            "title": "Winter resilience",
            "kind": "board_paper",
            "published": "2024-03-14",
            "meeting": "NHS Wexcombe Integrated Care Board",
            "item_number": "6.2",
            "classification": "Public",
            "sender": "Anna Bell, Chief Nurse",
            "authors": "Omar Reed, Programme Manager",
        },
    ),
    "minutes of a committee": (
        "paper.txt",
        "Minutes of the Planning Committee\nheld on Tuesday, 4th June 2024 at 6.30 pm in the Guildhall\n\n"
        "Present: Councillors A Brown (Chair), B Green\nApologies: Councillor C White\n",
        {
            "title": "Minutes of the Planning Committee held on Tuesday, 4th June 2024 at 6.30 pm in the Guildhall",
            "kind": "minutes",
            "published": "2024-06-04",
            "meeting": "Planning Committee",
        },
    ),
    "minutes of a parish in one long line": (
        "paper.txt",
        "WEXCOMBE PARISH COUNCIL\n\nMinutes of a Meeting of Wexcombe Parish Council held on Wednesday 8th January 2025 "
        "at 7.30pm in the Village Hall\n\nPresent: Cllrs. A, B\n",
        {
            "title": "Minutes of a Meeting of Wexcombe Parish Council held on Wednesday 8th January 2025 at 7.30pm in "
            "the Village Hall",
            "kind": "minutes",
            "publisher": "WEXCOMBE PARISH COUNCIL",
            "published": "2025-01-08",
            "meeting": "Wexcombe Parish Council",
        },
    ),
    "minutes that do not say so": (
        "paper.txt",
        "Health Scrutiny Committee\nMeeting held on 5 September 2024\n\nMembers present:\nCllr A, Cllr B\n"
        "Apologies for absence: Cllr D\n\n1. Minutes of the previous meeting\nAgreed.\n",
        {
            "title": "Health Scrutiny Committee",
            "kind": "minutes",
            "published": "2024-09-05",
            "meeting": "Health Scrutiny Committee",
        },
    ),
    "minutes under a labelled head": (
        "paper.txt",
        "Meeting: Place Board\nDate: 2 May 2024\nMinutes\n\nPresent: A Bell, C Doe\nApologies: none\n",
        {"title": "Place Board Minutes", "kind": "minutes", "published": "2024-05-02", "meeting": "Place Board"},
    ),
    "a Scottish minute": (
        "paper.txt",
        "MARSH END COMMUNITY COUNCIL\n\nDRAFT MINUTE OF MEETING HELD ON MONDAY 5TH FEBRUARY 2024 IN THE LIBRARY\n\n"
        "Sederunt: A, B\nApologies: C\n",
        {
            "title": "DRAFT MINUTE OF MEETING HELD ON MONDAY 5TH FEBRUARY 2024 IN THE LIBRARY",
            "kind": "minutes",
            "publisher": "MARSH END COMMUNITY COUNCIL",
            "published": "2024-02-05",
            "meeting": "MARSH END COMMUNITY COUNCIL",
        },
    ),
    "a slogan below the title": (
        "paper.md",
        "# Wexcombe City Council Corporate Plan 2024-2028\n\nOur plan for a fairer city\n\n"
        "*Adopted by Full Council on 28 February 2024*\n\n## A message from the Leader\n\nText here.\n",
        {
            "title": "Wexcombe City Council Corporate Plan 2024-2028",
            "kind": "plan",
            "publisher": "Wexcombe City Council",
            "published": "2024-02-28",
            "period": "2024/2028",
        },
    ),
    "an agenda is no minutes": (
        "paper.txt",
        "AGENDA\n\nHealth Scrutiny Committee\nDate: Thursday 5 September 2024\nTime: 2.00 pm\nVenue: Town Hall\n\n"
        "1. Apologies\n2. Minutes of the last meeting\n",
        {"title": "AGENDA Health Scrutiny Committee", "kind": "other", "published": "2024-09-05"},
    ),
    "a title over its years": (
        "paper.md",
        "# Joint Local Health and Wellbeing Strategy\n\n## 2023 to 2028\n\n## Foreword\n\nWe are pleased.\n",
        {
            "title": "Joint Local Health and Wellbeing Strategy 2023 to 2028",
            "kind": "strategy",
            "period": "2023/2028",
        },
    ),
    "a slogan over the title": (
        "paper.txt",
        "Our Children, Our Future\nWexcombe's children and young people's plan 2024-2029\n"
        "Wexcombe Children's Trust\n\nForeword\nEvery child in the borough has a right to be heard.\n",
        {
            "title": "Our Children, Our Future Wexcombe's children and young people's plan 2024-2029",
            "kind": "plan",
            "publisher": "Wexcombe Children's Trust",
            "period": "2024/2029",
        },
    ),
    "a title that says nothing alone": (
        "paper.txt",
        "Community Safety Partnership\nAction Plan 2024/25\n\nPriority 1: Violence\n\nWe will open a hub.\n",
        {
            "title": "Community Safety Partnership Action Plan 2024/25",
            "kind": "plan",
            "publisher": "Community Safety Partnership",
            "period": "2024-04-01/2025-03-31",
        },
    ),
    "an action table is no report head": (
        "2024-05-14_HWB_action_log_v3.txt",
        "Item\tAction\tLead officer\tDate\n1\tWrite to schools\tA Bell\tMay 2024\n2\tOpen the hub\tB Reed\tJune 2024\n",
        {"kind": "tracker", "published": "2024-05-14"},
    ),
    "the date of an approval is the last resort": (
        "paper.md",
        "# Parks strategy\n\nApproved by Cabinet on 14 June 2023\n\nPublished September 2023\n\n## Foreword\n\nText.\n",
        {"title": "Parks strategy", "kind": "strategy", "published": "2023-09"},
    ),
    "a date in prose is no date of publication": (
        "paper.md",
        "# Parks strategy\n\nThe strategy was approved by the Cabinet of the council on 14 June 2023 after years.\n",
        {"title": "Parks strategy", "kind": "strategy"},
    ),
    "a first heading that begins the text is no title": (
        "paper.txt",
        "OUR VISION\n\nWe want a fair city.\n",
        {"kind": "other"},
    ),
    "a web page": (
        "page.html",
        "<html><head><title>Climate action plan 2024 to 2027 | Wexcombe District Council</title></head><body><main>"
        "<h1>Climate action plan 2024 to 2027</h1><p>Published: 3 May 2024</p>"
        "<p>We will plant trees.</p></main></body></html>",
        {
            "title": "Climate action plan 2024 to 2027",
            "kind": "web_page",
            "publisher": "Wexcombe District Council",
            "published": "2024-05-03",
            "period": "2024/2027",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "facts"), PAGES.values(), ids=PAGES)
def test_first_pages_of_many_layouts(tmp_path: Path, name: str, text: str, facts: dict[str, str]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    profile, _ = read(path)
    assert said(profile) == facts


def test_a_head_gives_its_values_below_their_labels(tmp_path: Path) -> None:
    paper = docx.Document()
    table = paper.add_table(2, 3)
    for column, (label, value) in enumerate([("Meeting", "Cabinet"), ("Date", "3 March 2025"), ("Item No.", "12a")]):
        table.cell(0, column).text, table.cell(1, column).text = label, value
    paper.add_heading("School streets", 1)
    paper.save(str(tmp_path / "paper.docx"))
    profile, passages = read(tmp_path / "paper.docx")
    assert said(profile) == {
        "title": "School streets",
        "kind": "board_paper",
        "meeting": "Cabinet",
        "published": "2025-03-03",
        "item_number": "12a",
    }
    assert {p.text for p in passages if p.reason == "report head"} == {
        *("Meeting", "Date", "Item No."),
        *("Cabinet", "3 March 2025", "12a"),
    }


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Published 5 May 2025", {"published": "2025-05-05"}),
        ("Approved 5 June 2025", {"published": "2025-06-05"}),
        (
            "Wexcombe Council. Approved 5 June 2025",
            {"published": "2025-06-05", "publisher": "Wexcombe Council"},
        ),
        ("Wexcombe Council | March 2025", {"published": "2025-03", "publisher": "Wexcombe Council"}),
    ],
)
def test_a_line_between_title_and_table_dates_the_paper(tmp_path: Path, line: str, facts: dict[str, str]) -> None:
    rows = "| # | Task | When |\n|---|---|---|\n| 7 | Open the hall | June 2025 |\n| 8 | Paint it | July 2025 |\n"
    (tmp_path / "plan.md").write_text(f"# Hall plan\n\n{line}\n\n{rows}", encoding="utf-8")
    assert said(read(tmp_path / "plan.md")[0]) == {"title": "Hall plan", "kind": "plan", **facts}
    plan = read_plan(read_document(tmp_path / "plan.md"), None)
    assert [(action.number, action.text, action.aim) for action in plan.commitments] == [
        ("7", "Open the hall", None),
        ("8", "Paint it", None),
    ]


def test_a_head_in_lines_goes_on_after_its_item_number_and_a_long_line(tmp_path: Path) -> None:
    paper = docx.Document()
    for line in (
        *("Wexcombe District Council", "Report to: Cabinet", "Date: 14 January 2026", "Agenda item: 7"),
        "Title: Leisure Strategy Annual Update",
        "Report of: Director of Communities",
        "Report author: Asha Birch, Leisure Manager, who can be reached at the Town Hall, High Street, Wexcombe, on "
        "any weekday from nine to five",
        "Ward(s) affected: All",
    ):
        paper.add_paragraph(line)
    paper.add_heading("1. Purpose of report", 1)
    paper.add_paragraph("Title: of nothing")
    paper.save(str(tmp_path / "report.docx"))
    facts = said(read(tmp_path / "report.docx")[0])
    assert {name: facts[name] for name in ("meeting", "item_number", "title", "sender", "wards", "published")} == {
        "meeting": "Cabinet",
        "item_number": "7",
        "title": "Leisure Strategy Annual Update",
        "sender": "Director of Communities",
        "wards": "All",
        "published": "2026-01-14",
    }
    assert facts["authors"].startswith("Asha Birch, Leisure Manager")


def test_a_label_without_value_takes_no_other_label(tmp_path: Path) -> None:
    paper = docx.Document()
    table = paper.add_table(2, 2)
    for row, cells in enumerate([("Item No.", "Classification: Open"), ("Report title", "School streets")]):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    paper.save(str(tmp_path / "paper.docx"))
    profile, _ = read(tmp_path / "paper.docx")
    assert said(profile) == {"title": "School streets", "kind": "board_paper", "classification": "Open"}


def test_labels_that_no_field_takes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("Report to: Cabinet\nTitle: School streets\nPortfolio holder: Councillor Obi\n\nText follows.\n")
    profile, _ = read(path)
    assert profile.other == (("Portfolio holder", "Councillor Obi"),)


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - Document1", "PowerPoint Presentation", "untitled", "plan_v3_FINAL.docx", "Report", "x7Gh2kQ"],
)
def test_titles_that_programs_put_into_files_are_no_titles(tmp_path: Path, title: str) -> None:
    paper = docx.Document()
    paper.core_properties.title = title
    paper.add_heading("Our vision", 1)
    paper.save(str(tmp_path / "plan.docx"))
    profile, _ = read(tmp_path / "plan.docx")
    assert profile.title is None


def test_a_title_in_the_file_is_used_where_the_page_prints_none(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.core_properties.title = "Wexcombe recovery plan: summary"
    paper.add_heading("Our vision", 1)
    paper.save(str(tmp_path / "plan.docx"))
    profile, _ = read(tmp_path / "plan.docx")
    assert profile.title is not None
    assert (profile.title.value, profile.title.basis) == ("Wexcombe recovery plan: summary", "file properties")
    assert profile.kind is not None
    assert (profile.kind.value, profile.kind.basis) == ("plan", "file properties")


def test_the_date_in_a_file_name_is_used_where_nothing_prints_one(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# Delivery plan of the Larkfield hub\n\nWe will open it.\n")
    profile, _ = read(tmp_path / "x.md", source="2023/larkfield-delivery-plan-2023-11.md")
    assert profile.published is not None
    assert (profile.published.value, profile.published.basis) == ("2023-11", "file name")


def papers(shared: Path, *patterns: str) -> list[Path]:
    """The papers of the measuring data, by patterns, so that none of their names stands here."""
    found = [path for pattern in patterns for path in sorted(shared.glob(pattern))]
    assert len(found) >= len(patterns)
    return found


def test_title_pages_of_the_measuring_data(shared: Path) -> None:
    edtf = {"published": "date_edtf", "period": "period_edtf"}
    names = ("title", "kind", "published", "period")
    for gold, corpus_copy in (("003", "corpus/*progress-report*.pdf"), ("004", "corpus/*business-plan*.pdf")):
        wanted = json.loads((shared / "gold" / f"{gold}.json").read_text("utf-8"))["document"]
        for path in papers(shared, corpus_copy, f"seeds/{gold}_*.txt"):
            profile, _ = read(path, source="paper" + path.suffix)
            assert {name: said(profile).get(name) for name in names} == {n: wanted[edtf.get(n, n)] for n in names}
            assert said(profile).get("publisher") == wanted["publisher"]


def test_the_report_head_of_the_measuring_data(shared: Path) -> None:
    for path in papers(shared, "corpus/*hwb*.docx", "seeds/001_*.txt"):
        profile = said(read(path, source="paper" + path.suffix)[0])
        assert (profile["kind"], profile["published"]) == ("board_paper", "2020-09-14")
        assert (profile["item_number"], profile["classification"]) == ("9", "Open")
        assert profile["meeting"].endswith("Health and Wellbeing Board")
        assert "Programme Director" in profile["authors"]
        assert "Place Based Director" in profile["sender"]
        assert profile["wards"].startswith("The Partnership")


def test_a_cabinet_report_as_published(shared: Path) -> None:
    (path,) = papers(shared, "real/*cabinet_report*.pdf")
    profile = said(read(path, source="paper.pdf")[0])
    assert (profile["kind"], profile["published"]) == ("board_paper", "2015-02")
    assert profile["classification"] == "Open"
    assert profile["meeting"] == "Cabinet Member for Regeneration, Planning and Transport"
    assert profile["sender"] == "Head of Regeneration South"
    assert "Programme Officer" in profile["authors"]
    assert "item_number" not in profile


def test_minutes_as_published(shared: Path) -> None:
    paths = papers(shared, "real/*minutes_202*.pdf")
    profiles = [said(read(path, source="paper.pdf")[0]) for path in paths]
    assert [p["published"] for p in profiles] == ["2022-12-29", "2023-01-25", "2023-02-23", "2023-03-30"]
    assert {p["kind"] for p in profiles} == {"minutes"}
    assert len({p["publisher"] for p in profiles}) == 1
    assert profiles[0]["publisher"].endswith("PARISH COUNCIL")
