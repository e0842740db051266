"""Levels that stand outside a table: headings, plain lines right above it, lists of priorities."""

from papers import heading, item, paragraph, read, see_actions, table

from extract.outline import make_outline
from extract.overhead import find_declared, find_near, is_field_line, is_parent, read_overhead
from ingest.document import Block

ROWS = table("Action | Lead | When", "Open hubs | Public Health | May 2026")


def over(*headings: Block, title: str = "") -> tuple[str | None, str | None]:
    """Return the names of the priority and of the aim."""
    found = read_overhead(headings, (), title)
    return (
        found.priority.name.plain if found.priority else None,
        found.aim.name.plain if found.aim else None,
    )


def test_labels_decide() -> None:
    assert over(heading("Theme 1: Play"), heading("Objective 1.1: Parks", 2)) == ("Play", "Parks")
    assert over(heading("Priority 1: Play")) == ("Play", None)
    assert over(heading("Priority 1: Play"), heading("Parks", 2)) == ("Play", "Parks")


def test_numbers_decide_where_no_label_does() -> None:
    assert over(heading("2 Play"), heading("2.1 Parks", 2)) == ("Play", "Parks")
    assert over(heading("Chapters of the plan"), heading("Parks", 2)) == (None, "Parks")


def test_kinds_of_page_and_the_title_are_no_levels() -> None:
    assert over(heading("Action plan")) == (None, None)
    assert over(heading("Homelessness Strategy"), title="Homelessness Strategy 2024") == (None, None)
    assert over(heading("Priority 1: Play"), heading("Action plan", 2)) == ("Play", None)
    assert over(heading("Lead: Head of Housing")) == (None, None)


def test_the_title_of_the_paper_is_never_an_aim() -> None:
    [seen] = see_actions(read(heading("Homelessness and Rough Sleeping Strategy 2024–2029"), ROWS))
    assert (seen.aim, seen.priority) == (None, None)


def test_plain_lines_right_above_a_table_name_levels() -> None:
    spots = make_outline((paragraph("Aim 1: Parks for all"), paragraph("Text about it."), ROWS))
    assert [block.text.plain for block in find_near(spots, 2)] == ["Aim 1: Parks for all"]
    spots = make_outline((paragraph("Parks for all", bold=True), ROWS))
    assert [block.text.plain for block in find_near(spots, 1)] == ["Parks for all"]
    spots = make_outline((paragraph("Parks are good for all of us."), ROWS))
    assert find_near(spots, 1) == ()


def test_a_list_of_priorities_is_found() -> None:
    spots = make_outline(
        (
            heading("Our plan"),
            paragraph("The plan has three priorities:"),
            item("Start well", "1."),
            item("Live well", "2."),
            item("Age well", "3."),
            heading("How we will measure it", marker="4."),
        )
    )
    assert [level.name.plain for level in find_declared(spots)] == ["Start well", "Live well", "Age well"]


def test_a_numbered_heading_after_the_list_is_no_priority() -> None:
    spots = make_outline(
        (paragraph("Our two priorities are:"), item("Play", "1."), item("Work", "2."), heading("Money", marker="3."))
    )
    assert [level.name.plain for level in find_declared(spots)] == ["Play", "Work"]


def test_numbers_go_on_from_numbers() -> None:
    assert is_parent("2", "2.1.4")
    assert not is_parent("2", "2")


def test_lines_that_say_a_field() -> None:
    assert is_field_line("By when: March 2026")
    assert not is_field_line("Priority 1: Play")
