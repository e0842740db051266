"""One cell of owners split into single owners, and no further than can be defended (DESIGN.md section 4)."""

import pytest
from papers import read, see_actions, table, words

from extract.owners import is_body, is_person, split_owners
from extract.reading import Tier
from ingest.document import Block, BlockKind, Cell, Table

# A cell as printed, and its owners; one that stays whole is a single owner.
CELLS: list[tuple[str, list[str]]] = [
    ("Cllr A Jones / J. Smith (Head of X)", ["Cllr A Jones", "J. Smith (Head of X)"]),
    ("HoS Housing, HoS Finance", ["HoS Housing", "HoS Finance"]),
    ("AD – Environment", ["AD – Environment"]),
    ("AD - Environment / AD - Housing", ["AD - Environment", "AD - Housing"]),
    ("All", ["All"]),
    ("TBC", []),
    ("Jane Smith & John Brown", ["Jane Smith", "John Brown"]),
    ("Public Health/Adult Social Care", ["Public Health/Adult Social Care"]),
    ("NHS ICB and LA", ["NHS ICB", "LA"]),
    ("Director of Place and Director of People", ["Director of Place", "Director of People"]),
    ("J Smith and P Patel", ["J Smith", "P Patel"]),
    ("Smith/Jones", ["Smith", "Jones"]),
    ("JS/PP", ["JS", "PP"]),
    ("JS, PP, TB", ["JS", "PP", "TB"]),
    ("Ann Lee, Head of Housing", ["Ann Lee, Head of Housing"]),
    (
        "Ann Lee (Head of Housing), Bo Marsh (Director of Finance)",
        ["Ann Lee (Head of Housing)", "Bo Marsh (Director of Finance)"],
    ),
    ("Head of Housing and Regeneration", ["Head of Housing and Regeneration"]),
    ("Director of Children, Families and Education", ["Director of Children, Families and Education"]),
    ("Head of Legal & Democratic Services", ["Head of Legal & Democratic Services"]),
    ("Cabinet Member for Health and Adult Social Care", ["Cabinet Member for Health and Adult Social Care"]),
    (
        "Wexcombe Council, Wexcombe Housing Association and the Police",
        ["Wexcombe Council", "Wexcombe Housing Association", "the Police"],
    ),
    ("Council and NHS Trust", ["Council", "NHS Trust"]),
    ("Children & Young People's Service", ["Children & Young People's Service"]),
    ("Clerk/Chair", ["Clerk", "Chair"]),
    ("Clerk and Cllr Hobbs", ["Clerk", "Cllr Hobbs"]),
    ("Cllr Hobbs, Clerk", ["Cllr Hobbs", "Clerk"]),
    ("Cllr Hobbs, Chair", ["Cllr Hobbs, Chair"]),
    ("Cllr Hobbs, Cabinet Member for Housing", ["Cllr Hobbs, Cabinet Member for Housing"]),
    ("Ann Lee, Clerk", ["Ann Lee, Clerk"]),
    ("Cllrs Hobbs and Lee", ["Cllrs Hobbs and Lee"]),
    ("Clerk", ["Clerk"]),
    ("Public Health; Adult Social Care; ICB", ["Public Health", "Adult Social Care", "ICB"]),
    ("Public Health\nAdult Social Care", ["Public Health", "Adult Social Care"]),
    ("Head of Environment\nand Climate", ["Head of Environment\nand Climate"]),
    ("Jo Marsh – Head of Housing", ["Jo Marsh – Head of Housing"]),
    ("Chief Executive", ["Chief Executive"]),
    ("CEO / CFO", ["CEO", "CFO"]),
    ("CEO and CFO", ["CEO", "CFO"]),
    (
        "Director of Public Health (DPH) and ICB Place Director",
        ["Director of Public Health (DPH)", "ICB Place Director"],
    ),
    ("Police, Fire and Rescue, Probation", ["Police, Fire and Rescue, Probation"]),
    ("Fire and Rescue Service", ["Fire and Rescue Service"]),
    ("Police and Crime Commissioner", ["Police and Crime Commissioner"]),
    ("Office of the Police and Crime Commissioner", ["Office of the Police and Crime Commissioner"]),
    ("Health and Wellbeing Board", ["Health and Wellbeing Board"]),
    (
        "Health & Wellbeing Board and Safeguarding Adults Board",
        ["Health & Wellbeing Board", "Safeguarding Adults Board"],
    ),
    ("All partners", ["All partners"]),
    ("Headteacher and SENCO", ["Headteacher", "SENCO"]),
    ("Dr Ade Cole, Sarah O'Neill and Priya Shah-Lee", ["Dr Ade Cole", "Sarah O'Neill", "Priya Shah-Lee"]),
    ("Mrs P. Hobbs & Mr T. Reed", ["Mrs P. Hobbs", "Mr T. Reed"]),
    ("• Public Health • Housing", ["Public Health", "Housing"]),
    ("Service Director - Communities & Partnerships", ["Service Director - Communities & Partnerships"]),
    ("ALL SLT", ["ALL SLT"]),
    ("Vacant", []),
    ("-", []),
    ("?", []),
    ("N/A", []),
    ("See above", []),
    ("To be appointed", []),
    ("Councillor Reed (Chair), Councillor Shah", ["Councillor Reed (Chair)", "Councillor Shah"]),
    ("Finance Team / HR Team", ["Finance Team", "HR Team"]),
    ("Finance Team/HR Team", ["Finance Team", "HR Team"]),
    ("Head of ICT/Head of HR", ["Head of ICT", "Head of HR"]),
    ("Corporate Director (Place)", ["Corporate Director (Place)"]),
    ("Parks and Leisure Manager", ["Parks and Leisure Manager"]),
    ("Parks Manager, Leisure Manager", ["Parks Manager", "Leisure Manager"]),
    ("Ann Lee with Bo Marsh", ["Ann Lee", "Bo Marsh"]),
    ("Ann Lee supported by Housing Team", ["Ann Lee supported by Housing Team"]),
    ("BM AL", ["BM AL"]),
    ("Ann Lee\nBo Marsh", ["Ann Lee", "Bo Marsh"]),
    ("Economic Development & Regeneration", ["Economic Development & Regeneration"]),
    ("Met Police, NHS, Council", ["Met Police", "NHS", "Council"]),
]


def split(cell: str, known: tuple[str, ...] = ()) -> list[str]:
    return [" ".join(cell[start:end].split()) for start, end in split_owners(words(cell), known).spans]


@pytest.mark.parametrize(("cell", "owners"), CELLS, ids=[repr(cell) for cell, _ in CELLS])
def test_a_cell_is_split_as_a_reader_would(cell: str, owners: list[str]) -> None:
    assert split(cell) == [" ".join(owner.split()) for owner in owners]


def test_a_known_name_is_never_split() -> None:
    known = ("food and drink alliance",)
    assert split("Food and Drink Alliance", known) == ["Food and Drink Alliance"]
    assert split("Food and Drink Alliance / Public Health", known) == ["Food and Drink Alliance", "Public Health"]


def test_parts_that_are_known_are_split_at_and() -> None:
    assert split("Housing and Planning") == ["Housing and Planning"]
    assert split("Housing and Planning", ("housing", "planning")) == ["Housing", "Planning"]


def test_what_may_be_joint_and_is_kept_whole_is_an_issue() -> None:
    assert split_owners(words("Housing and Planning")).doubt
    assert not split_owners(words("Housing Service")).doubt
    reading = read(table("Action | Owner | Due", "Open hubs | Housing and Planning | May 2026"))
    assert [issue.code for issue in reading.issues] == ["joint_owner"]


def test_a_name_that_wraps_over_lines_is_one() -> None:
    assert split("Children &\nFamily Services") == ["Children & Family Services"]
    assert split("Director of Housing\n(interim)") == ["Director of Housing (interim)"]


def test_a_role_said_inside_the_cell_is_taken_as_its_role() -> None:
    [seen] = see_actions(
        read(table("Action | Owner | Due", "Open hubs | Lead: Public Health; Support: ICB | May 2026"))
    )
    assert (seen.owners, seen.partners) == (["Public Health"], ["ICB"])


def test_people_are_told_from_bodies() -> None:
    assert is_person("Cllr Jo O'Neill")
    assert not is_person("Adult Social Care")
    assert is_body("the Housing Association")
    assert not is_body("housing")


@pytest.mark.parametrize(
    ("cell", "owners", "due"),
    [
        ("Jo Field – March 2026", ["Jo Field"], "March 2026"),
        ("Jo Field (by end of June 2026)", ["Jo Field"], "end of June 2026"),
        ("Jo Field, 31/03/2026", ["Jo Field"], "31/03/2026"),
        ("March 2026: Parks Team", ["Parks Team"], "March 2026"),
        ("Parks Team", ["Parks Team"], None),
        ("2030 Steering Group", ["2030 Steering Group"], None),
        ("Team 2030", ["Team 2030"], None),
        ("Ann Lee, Head of Housing from May 2026", ["Ann Lee, Head of Housing from May 2026"], None),
    ],
)
def test_a_date_behind_an_owner_is_due_where_no_column_is(cell: str, owners: list[str], due: str | None) -> None:
    [seen] = see_actions(read(table("Action | Owner | Progress", f"Open two hubs | {cell} | In hand")))
    assert (seen.owners, seen.due_text) == (owners, due)


@pytest.mark.parametrize(
    ("header", "cell", "owners", "due"),
    [
        ("Who and by when", "Trees group, May 2026", ["Trees group"], "May 2026"),
        ("Lead / Timescale", "Clerk", ["Clerk"], None),
        ("Owner and deadline", "Ongoing", [], "Ongoing"),
        ("Deadline", "Cabinet, March 2026", [], "March 2026"),
    ],
)
def test_a_column_that_asks_for_both_holds_both(header: str, cell: str, owners: list[str], due: str | None) -> None:
    [seen] = see_actions(read(table(f"Action | {header} | Progress", f"Open two hubs | {cell} | In hand")))
    assert (seen.owners, seen.due_text) == (owners, due)


def test_an_owner_with_a_date_stays_as_printed_where_deadlines_have_a_column() -> None:
    [seen] = see_actions(read(table("Action | Owner | Deadline", "Open two hubs | Jo Field – March 2026 | June 2026")))
    assert (seen.owners, seen.due_text) == (["Jo Field – March 2026"], "June 2026")


@pytest.mark.parametrize(
    ("header", "cell", "owners", "sponsors"),
    [
        ("Lead officer & portfolio holder", "Fleet Manager\nCllr Ivy Marsh", ["Fleet Manager"], ["Cllr Ivy Marsh"]),
        ("Lead Member / Lead Officer", "Cllr Ivy Marsh / Head of Housing", ["Head of Housing"], ["Cllr Ivy Marsh"]),
        ("Responsible Cabinet Member and officer", "Head of Housing", ["Head of Housing"], []),
        ("Lead officer", "Fleet Manager\nCllr Ivy Marsh", ["Fleet Manager", "Cllr Ivy Marsh"], []),
    ],
)
def test_under_one_header_for_both_the_member_is_the_sponsor(
    header: str, cell: str, owners: list[str], sponsors: list[str]
) -> None:
    action = Block(BlockKind.TABLE, table=_table(("Action", header, "Due"), ("Open two hubs", cell, "May 2026")))
    [seen] = see_actions(read(action))
    assert (seen.owners, seen.sponsors) == (owners, sponsors)


def test_a_recommendation_that_was_refused_is_to_check() -> None:
    rows = (
        "That a list is published | Rejected | It could help burglars | Ann Lee",
        "That a post is made | Accepted | Advertise it | Ann Lee",
    )
    refused, taken = read(table("Recommendation | Accepted or rejected | Action to be taken | Lead", *rows)).commitments
    assert (refused.tier, refused.tier_reason) == (Tier.TO_CHECK, "the paper says of it: Rejected")
    assert taken.tier is Tier.CONFIDENT


def test_whom_a_recommendation_is_made_to_is_its_owner() -> None:
    row = "That waiting times are published | Wexcombe Hospital Trust | Tables published in February"
    [seen] = see_actions(read(table("Recommendation | Made to | Progress", row)))
    assert seen.owners == ["Wexcombe Hospital Trust"]


def _table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(Cell(r, c, words(plain)) for r, row in enumerate(rows) for c, plain in enumerate(row))
    return Table(len(rows), len(rows[0]), cells)
