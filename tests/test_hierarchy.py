"""Priorities and aims of one document: collected once, joined to their rows, stated or inferred."""

from papers import heading, item, paragraph, read, see_actions, table

from extract.reading import Basis
from ingest.document import Block


def rows(*actions: str) -> Block:
    return table("Action | Lead | When", *(f"{action} | Public Health | May 2026" for action in actions))


def test_a_repeated_heading_is_one_aim() -> None:
    reading = read(heading("Aim: Warm homes"), rows("Fit boilers"), heading("Aim: Warm homes"), rows("Fit windows"))
    assert [aim.text for aim in reading.aims] == ["Warm homes"]
    assert {commitment.aim for commitment in reading.commitments} == {reading.aims[0].id}


def test_an_aim_under_two_priorities_is_one_aim_and_its_rows_keep_their_own_priority() -> None:
    reading = read(
        table(
            "Priority | Aim | Action | Lead",
            "Start well | Fewer in poverty | Free school meals | Education Service",
            "Age well | Fewer in poverty | Pension credit drive | Benefits Team",
        )
    )
    assert [aim.text for aim in reading.aims] == ["Fewer in poverty"]
    assert [seen.priority for seen in see_actions(reading)] == ["Start well", "Age well"]


def test_an_action_takes_its_priority_by_number_from_the_list() -> None:
    reading = read(
        paragraph("Our two priorities are:"),
        item("Start well", "1."),
        item("Age well", "2."),
        table("No | Action | Lead", "2.1 | Open lunch clubs | Adult Social Care", "1.1 | Open nurseries | Early Years"),
    )
    assert [seen.priority for seen in see_actions(reading)] == ["Age well", "Start well"]


def test_a_priority_in_a_heading_that_shortens_the_list_is_the_same() -> None:
    reading = read(
        paragraph("Our two priorities are:"),
        item("Start well in life and learning", "1."),
        item("Age well", "2."),
        heading("Priority 1: Start well"),
        rows("Open nurseries"),
    )
    assert [priority.text for priority in reading.priorities] == ["Start well in life and learning", "Age well"]
    assert [seen.priority for seen in see_actions(reading)] == ["Start well in life and learning"]


def test_what_is_stated_says_so_and_what_is_inferred_says_why() -> None:
    stated = read(heading("Priority 1: Play"), heading("Aim 1.1: Parks", 2), rows("Plant trees"))
    assert [(aim.priority_basis, aim.priority_confidence) for aim in stated.aims] == [(Basis.STATED, 1.0)]
    inferred = read(
        paragraph("Our two priorities are:"),
        item("Every child thriving", "1."),
        item("Warm and decent homes", "2."),
        heading("Aim: Help each child to be thriving at school"),
        rows("Fund breakfast clubs"),
        heading("Aim: End cold homes and make them decent and warm"),
        rows("Fit boilers"),
    )
    assert [seen.priority for seen in see_actions(inferred)] == ["Every child thriving", "Warm and decent homes"]
    assert {aim.priority_basis for aim in inferred.aims} == {Basis.INFERRED}
    assert all(aim.priority_reason and 0.6 <= aim.priority_confidence < 1 for aim in inferred.aims)


def test_rows_of_minutes_have_no_levels() -> None:
    reading = read(heading("Minutes of the Parish Council"), heading("4. Highways", 2), rows("Mend the fence"))
    assert (reading.aims, reading.priorities) == ((), ())


def test_a_description_after_an_aim_stays_in_its_text() -> None:
    reading = read(
        heading("Aim 2: Warm homes – No one in the borough should have to choose between heating and eating"),
        rows("Fit boilers"),
    )
    assert reading.aims[0].number == "2"
    assert reading.aims[0].text.startswith("Warm homes – No one")


def test_a_heading_that_only_says_who_publishes_is_no_aim() -> None:
    reading = read(
        heading("Wexcombe Combined Authority"),
        heading("Response to scrutiny, September 2025"),
        rows("Publish the case"),
        publisher="Wexcombe Combined Authority",
    )
    assert "Wexcombe Combined Authority" not in [aim.text for aim in reading.aims]
