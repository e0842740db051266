"""When an action is due: the column, else its text, else its update (CONTRACT.md section 3)."""

import pytest
from papers import Seen, read, see_actions, table


def row(action: str = "Open hubs", due: str = "", update: str = "", published: str = "2025-06-01") -> Seen:
    [seen] = see_actions(
        read(table("Action | Lead | Due | Progress", f"{action} | A Team | {due} | {update}"), published=published)
    )
    return seen


def test_the_column_wins_over_text_and_update() -> None:
    assert row("Open hubs by May 2027", "March 2026", "To open in June 2028").due == "2026-03"


def test_the_text_wins_over_the_update() -> None:
    assert row("Open hubs by May 2027", "", "To open in June 2028").due == "2027-05"
    assert row("Open hubs", "", "To open by June 2028").due == "2028-06"


def test_past_dates_are_never_due() -> None:
    assert row("Open hubs", "", "The first opened in March 2024").due is None


@pytest.mark.parametrize("words", ["Ongoing", "Monthly", "In due course"])
def test_words_in_the_column_stand_and_no_date_is_looked_for(words: str) -> None:
    seen = row("Open hubs by May 2027", words)
    assert (seen.due, seen.due_text) == (None, words)


def test_a_placeholder_in_the_column_leaves_it_to_the_text() -> None:
    assert row("Open hubs by May 2027", "TBC").due == "2027-05"
    assert (row("Open hubs", "TBC").due, row("Open hubs", "TBC").due_text) == (None, "TBC")


def test_a_revised_date_is_due_and_the_first_one_is_kept() -> None:
    reading = read(
        table(
            "Action | Lead | Due date | Revised date",
            "Open hubs | A Team | 31/01/2026 | 28/02/2026",
            "Train staff | B Team | 31/01/2026 | ",
        )
    )
    first, second = see_actions(reading)
    assert (first.due, first.extra) == ("2026-02-28", {"Due date": "31/01/2026"})
    assert (second.due, second.extra) == ("2026-01-31", {})


def test_ticks_in_a_timetable_make_the_last_ticked_header_due() -> None:
    reading = read(table("Action | Lead | Q1 2025/26 | Q2 2025/26 | Q3 2025/26", "Open hubs | A Team | x | x | "))
    [seen] = see_actions(reading)
    assert (seen.due, seen.due_text) == ("2025-07/2025-09", "Q2 2025/26")
    [evidence] = [part for part in reading.commitments[0].evidence if part.field == "due"]
    assert evidence.quote == "Q2 2025/26"


def test_figures_in_such_columns_are_no_ticks() -> None:
    [seen] = see_actions(read(table("Action | Lead | Q1 | Q2", "Open hubs | A Team | 12 open | 14 open")))
    assert (seen.due_text, seen.extra) == (None, {"Q1": "12 open", "Q2": "14 open"})


def test_a_standard_of_service_is_no_day_by_which_it_is_done() -> None:
    assert row("Inspect every reported home within 15 working days").due is None
    assert row("Inspect every reported home within three months").due is not None


@pytest.mark.parametrize(
    ("update", "due"),
    [
        ("Quotes asked for. UPDATE 25/5/25 – the builder comes on Saturday", None),
        ("Update 28/5/25: the builder comes on 7 June 2025", "2025-06-07"),
        ("On-going. 25/5/25 in hand", None),
        ("To be confirmed. May25 Estates to organise", None),
        ("Stakes are to be put in. 25/5/25", None),
        ("7 June 2025 booked for the working party", "2025-06-07"),
        ("The posts are to be in by 25/5/25", "2025-05-25"),
        ("They will take the posts out in early May", None),
        ("They will take the posts out in early June", "2025-06-01/2025-06-10"),
        ("They will take the posts out in May 2026", "2026-05"),
        ("They will take the posts out in January", "2026-01"),
    ],
)
def test_the_date_of_an_entry_is_no_deadline(update: str, due: str | None) -> None:
    assert row("Mend the ramp", "", update, published="2025-05-25").due == due
