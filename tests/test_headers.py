"""Words over columns, as many bodies print them, and the field that each names."""

import pytest
from papers import read, see_actions, table

from extract.headers import Field, is_period, match_header, score_header_row
from extract.layouts.columns import find_header, read_columns
from ingest.document import Block

HEADERS = {
    Field.ACTION: [
        "Action",
        "What are we going to do?",
        "Milestone",
        "Steps we will take",
        "Agreed action",
        "Task / Activity",
    ],
    Field.OWNER: ["Who will do it?", "Lead Officer(s)", "Responsible", "By whom", "Action owner", "Lead (officer)"],
    Field.SPONSOR: ["Accountable", "SRO", "Cabinet Member", "Executive Sponsor"],
    Field.PARTNER: ["Supporting partners", "Delivery partners", "With whom?"],
    Field.DUE: [
        "By when?",
        "Target date",
        "Timescale",
        "Action due date",
        "Deadline for completion",
        "Completion Date",
    ],
    Field.REVISED_DUE: ["Revised date", "New deadline", "Forecast completion"],
    Field.START: ["Date raised", "Start date"],
    Field.STATUS: ["RAG", "BRAG status", "Status (RAG)", "RAG rating Q2"],
    Field.UPDATE: [
        "Progress to date",
        "Commentary",
        "Latest position",
        "We did",
        "Progress against actions",
        "Update on action",
    ],
    Field.MEASURE: ["How will we know?", "Success criteria", "KPI", "Measures of success"],
    Field.NUMBER: ["Ref", "No.", "Action ref", "Minute no"],
    Field.AIM: ["Objective", "Workstream", "What do we want to achieve?"],
    Field.PRIORITY: ["Theme", "Strategic priority", "Pillar"],
    Field.PERIOD: ["Q3", "Mar", "Short term (1 year)", "2025/26", "Year 2"],
    Field.EXTRA: ["Budget", "Cost", "Resources required"],
}


@pytest.mark.parametrize(
    ("field", "header"), [(field, header) for field, headers in HEADERS.items() for header in headers]
)
def test_a_header_names_its_field(field: Field, header: str) -> None:
    match = match_header(header)
    assert match is not None
    assert match.field is field


@pytest.mark.parametrize("words", ["Review of the leisure offer", "", "Councillor Hobbs", "Larkfield"])
def test_other_words_name_none(words: str) -> None:
    assert match_header(words) is None


def test_a_header_row_names_two_strong_fields_and_is_short() -> None:
    assert score_header_row(["Action", "Lead"]) == 2.0
    assert score_header_row(["Action"]) == 1.0
    assert score_header_row(["Completed", "On track"]) == 0.0
    assert (
        score_header_row(["Action", "Lead", "This cell is far too long for a header because it is a whole sentence."])
        == 0.0
    )
    assert not is_period("Lead")


def fields(block: Block) -> list[str]:
    assert block.table is not None
    grid = block.table.grid()
    header = find_header(grid)
    assert header is not None
    columns = read_columns(grid, *header)
    return [str(field) for field in columns.fields] if columns else []


def test_cells_decide_where_a_header_has_two_meanings() -> None:
    assert fields(table("Action | By", "Cut the hedge | Clerk")) == ["action", "owner"]
    assert fields(table("Action | By", "Cut the hedge | 1 May 2025")) == ["action", "due"]
    assert fields(table("Action | Lead | Target", "Plant trees | Parks | 2,000 trees")) == [
        "action",
        "owner",
        "measure",
    ]
    assert fields(table("Action | Lead | Target", "Plant trees | Parks | May 2026")) == ["action", "owner", "due"]
    assert fields(table("Action | Lead | Priority", "Plant trees | Parks | High")) == ["action", "owner", "extra"]
    assert fields(table("Action | Lead | Priority", "Plant trees | Parks | Greener streets")) == [
        "action",
        "owner",
        "priority",
    ]


def test_an_item_is_a_number_or_what_is_to_be_done() -> None:
    assert fields(table("Item | Action | Who", "4.1 | Cut the hedge | Clerk")) == ["number", "action", "owner"]
    assert fields(table("Item | Who | When", "Cut the hedge on the green | Clerk | May 2025")) == [
        "action",
        "owner",
        "due",
    ]


def test_what_is_agreed_on_a_recommendation_is_the_action() -> None:
    assert fields(table("Recommendation | Agreed action | Owner", "Check | We will check | A Team")) == [
        "aim",
        "action",
        "owner",
    ]
    assert fields(table("Recommendation | Management response | Owner", "Check | Agreed | A Team")) == [
        "action",
        "extra",
        "owner",
    ]


def test_an_outcome_left_of_the_action_is_its_aim_and_right_of_it_a_measure() -> None:
    assert fields(table("Outcome | Action | Lead", "Clean air | Plant trees | Parks")) == ["aim", "action", "owner"]
    assert fields(table("Action | Outcome | Lead", "Plant trees | Clean air | Parks")) == ["action", "measure", "owner"]
    assert fields(table("Action | Outcome | Lead", "Plant trees | Done | Parks")) == ["action", "update", "owner"]


@pytest.mark.parametrize("header", ["Outcome", "Outcomes", "Result"])
def test_an_outcome_after_owner_and_date_says_what_came_of_it_or_what_is_aimed_at(header: str) -> None:
    over = f"Action | Owner | Due | {header}"
    told = [
        "Ask the depot | Clerk | May 2025 | Chased on 2 May; no reply",
        "Book the hall | Clerk | May 2025 | It was full",
    ]
    aimed = ["Plant trees | Parks | May 2026 | Shade for all", "Train staff | HR | May 2026 | All staff trained"]
    assert fields(table(over, *told)) == ["action", "owner", "due", "update"]
    assert fields(table(over, *aimed)) == ["action", "owner", "due", "measure"]
    assert fields(table(over.replace(header, f"Intended {header}"), *told))[-1] != "update"


def test_in_a_log_an_outcome_is_what_came_of_it() -> None:
    block = table("Date raised | Action | Owner | Outcome", "4 May 2025 | Book the hall | Clerk | Hall free in June")
    assert fields(block) == ["start", "action", "owner", "update"]
    block = table("Minute ref | Action | Owner | Outcome", "12.4 | Book the hall | Clerk | Hall free in June")
    assert fields(block) == ["number", "action", "owner", "update"]


@pytest.mark.parametrize("issue", ["Issue raised", "Matter arising", "Subject of concern"])
def test_an_outcome_after_the_owner_is_never_the_action(issue: str) -> None:
    block = table(f"{issue} | Owner | Due | Outcome", "Ask the depot | Clerk | May 2025 | Chased on 2 May")
    assert fields(block) == ["action", "owner", "due", "update"]


def test_what_came_of_an_action_is_its_update() -> None:
    block = table("Action | Owner | Outcome", "Ask the depot for figures | Clerk | Not yet received; chased on 2 May")
    (seen,) = see_actions(read(block))
    assert (seen.text, seen.update) == ("Ask the depot for figures", "Not yet received; chased on 2 May")


@pytest.mark.parametrize(
    "header",
    [
        "Current position / next update due",
        "Progress (next update due)",
        "Progress and next review date",
        "Latest update; next report due",
    ],
)
def test_a_part_that_says_when_it_is_told_again_is_not_the_deadline(header: str) -> None:
    match = match_header(header)
    assert match is not None
    assert match.field is Field.UPDATE


def test_when_the_next_update_is_due_is_no_deadline() -> None:
    block = table("Action | Lead | Next update due", "Plant trees | Parks | May 2025")
    assert fields(block) == ["action", "owner", "extra"]


@pytest.mark.parametrize("group", ["Ownership", "Responsibility", "Who", "People involved in it"])
def test_the_columns_under_one_heading_say_who_leads_and_who_supports(group: str) -> None:
    block = table(
        f"Action | {group} | < | By when", "^ | Lead | Support | ^", "Plant trees | Parks | Friends | May 2026"
    )
    assert fields(block) == ["action", "owner", "partner", "due"]


def test_the_last_filled_column_of_ratings_is_the_status() -> None:
    block = table("Action | RAG Q1 | RAG Q2 | RAG Q3", "Plant trees | Green | Amber | ")
    assert fields(block) == ["action", "extra", "status", "extra"]


def test_a_header_of_two_rows_is_read_as_one() -> None:
    block = table("Action | Timescale | < | Lead", "^ | Start | End | ^", "Plant trees | May 2025 | June 2026 | Parks")
    assert fields(block) == ["action", "start", "due", "owner"]


def test_a_table_needs_something_besides_the_action() -> None:
    assert see_actions(read(table("Action | Recommendation", "Plant trees | Yes"))) == []
    assert see_actions(read(table("Action | Ward", "Plant trees | Larkfield"))) == []
