"""Plans as tables, in the layouts of many bodies (`layouts/plans.txt`), and tables that hold none.

When they were written, every layout was also made as DOCX, HTML, XLSX, TXT and PDF and read from the file.
"""

import pytest
from papers import Paper, look, paragraph, read, read_papers, see_actions, table

PLANS = read_papers("plans.txt")
NO_PLANS = read_papers("no_plans.txt")


@pytest.mark.parametrize("paper", PLANS, ids=lambda paper: paper.name)
def test_every_row_of_a_plan_is_read(paper: Paper) -> None:
    found = see_actions(read(*paper.blocks))
    assert [seen.text for seen in found] == [wanted["text"] for wanted in paper.wanted]
    assert [look(*pair) for pair in zip(found, paper.wanted, strict=True)] == paper.wanted


@pytest.mark.parametrize("paper", NO_PLANS, ids=lambda paper: paper.name)
def test_a_table_without_a_plan_gives_no_action(paper: Paper) -> None:
    reading = read(*paper.blocks)
    assert see_actions(reading) == []
    assert paper.ignored in {"", *(why for page in reading.coverage for why, _ in page.ignored_reasons)}


@pytest.mark.parametrize("paper", [*PLANS, *NO_PLANS], ids=lambda paper: paper.name)
def test_every_word_is_accounted_for(paper: Paper) -> None:
    for page in read(*paper.blocks).coverage:
        assert page.words == page.claimed + page.ignored + page.unread
        assert sum(words for _, words in page.ignored_reasons) == page.ignored


@pytest.mark.parametrize("paper", PLANS, ids=lambda paper: paper.name)
def test_no_word_of_a_plan_is_left_unread(paper: Paper) -> None:
    assert [(page.unread, page.page) for page in read(*paper.blocks).coverage] == [(0, None)]


@pytest.mark.parametrize(
    "words",
    ["Draft signed off by the Board", "Key decision taken in May", "Representation made, response awaited"],
)
def test_words_of_another_kind_of_table_below_the_header_do_not_hide_a_plan(words: str) -> None:
    plan = table(
        "Action | Due | Progress", f"Open the hall | June 2027 | {words}", "Paint the wall | July 2027 | Begun"
    )
    assert [seen.text for seen in see_actions(read(plan))] == ["Open the hall", "Paint the wall"]


@pytest.mark.parametrize(
    ("words", "status", "basis"),
    [("Done", "completed", "column"), ("Held at the Town Hall", "in_progress", "wording")],
)
def test_a_word_of_a_short_update_is_no_status_column(words: str, status: str | None, basis: str | None) -> None:
    [commitment] = read(table("Action | Due | Progress", f"Open the hall | June 2027 | {words}")).commitments
    assert commitment.update is not None
    assert (commitment.update.status, commitment.update.status_basis) == (status, basis)


def test_a_risk_register_gives_risks_with_what_is_done_about_them() -> None:
    reading = read(table("Risk | Mitigation | Owner | Rating", "Staff leave | Plans for successors | HR | High"))
    assert [(risk.text, risk.mitigation) for risk in reading.risks] == [("Staff leave", "Plans for successors")]


def test_a_blank_template_is_noted() -> None:
    reading = read(table("Action | Owner | By when", " | | ", " | | "), paragraph("One row an action."))
    assert [issue.code for issue in reading.issues] == ["blank_template"]


def test_a_plan_without_a_column_that_says_what_to_do_is_an_issue() -> None:
    reading = read(table("Lead | Deadline | Budget", "Housing | May 2026 | £4,000"))
    assert [issue.code for issue in reading.issues] == ["table_not_read"]


def test_an_action_whose_cell_is_merged_over_rows_is_one_action_with_all_their_words() -> None:
    reading = read(
        table(
            "Action | Lead | Update",
            "Open two hubs | Public Health | The first is open.",
            "^ | Housing Service | The second waits for a lease.",
        )
    )
    [seen] = see_actions(reading)
    assert seen.owners == ["Public Health", "Housing Service"]
    assert seen.update == "The first is open.\nThe second waits for a lease."


def test_an_update_merged_over_rows_belongs_to_each_action() -> None:
    reading = read(table("Action | Lead | Update", "Open hubs | A Team | Both began.", "Train staff | B Team | ^"))
    assert [seen.update for seen in see_actions(reading)] == ["Both began.", "Both began."]


def test_a_second_header_inside_a_table_changes_its_columns() -> None:
    reading = read(
        table(
            "Action | Lead | Deadline",
            "Open hubs | A Team | May 2026",
            "Lead | Action | Deadline",
            "B Team | Train staff | June 2026",
        )
    )
    assert [(seen.text, seen.owners) for seen in see_actions(reading)] == [
        ("Open hubs", ["A Team"]),
        ("Train staff", ["B Team"]),
    ]


def test_a_cell_that_is_a_list_of_actions_is_to_be_checked() -> None:
    rows = (
        "Action | Lead",
        "• Publish a profile\n• Train data champions | Policy Team",
        "• Run focus groups | Policy Team",
    )
    led = "Improve the data:\n• publish a profile\n• train champions | Policy Team"
    found = read(table(*rows, led)).commitments
    assert [(c.text, c.tier_reason) for c in found] == [
        ("• Publish a profile • Train data champions", "its cell lists 2 things to do"),
        ("Run focus groups", ""),
        ("Improve the data: • publish a profile • train champions", ""),
    ]


def test_ratings_that_are_only_colours_are_an_issue() -> None:
    blank = ("Action | Lead | BRAG", "Open two hubs | Families Team | ", "Train sixty visitors | Public Health | ")
    assert [issue.code for issue in read(table(*blank)).issues] == ["status_without_words"]
    partly = (*blank[:2], "Train sixty visitors | Public Health | Green")
    assert [issue.code for issue in read(table(*partly)).issues] == []
