"""Headings, full-width rows and cells read as levels: label, number, name."""

import pytest
from papers import words

from extract.levels import Rank, is_generic, is_rating, names_no_level, read_level, split_marker

LEVELS = [
    ("Priority 2 – Healthy places", Rank.PRIORITY, "2", "Healthy places"),
    ("PRIORITY TWO: Healthy places", Rank.PRIORITY, "2", "Healthy places"),
    ("Theme A. Healthy places", Rank.PRIORITY, "A", "Healthy places"),
    ("2. Priority: Healthy places", Rank.PRIORITY, "2", "Healthy places"),
    ("Aim: Warm homes", Rank.AIM, "", "Warm homes"),
    ("Aim 1.1 Warm homes", Rank.AIM, "1.1", "Warm homes"),
    ("Well-being objective 3: Good work", Rank.AIM, "3", "Good work"),
    ("Strategic Objective 4: Good work", Rank.PRIORITY, "4", "Good work"),
    ("Outcome 1: Our children have the best start", Rank.AIM, "1", "Our children have the best start"),
    ("2.1 Warm homes", Rank.UNSAID, "2.1", "Warm homes"),
    ("Warm homes", Rank.UNSAID, "", "Warm homes"),
    ("Aim to be the best", Rank.UNSAID, "", "Aim to be the best"),
    ("Area Committee", Rank.UNSAID, "", "Area Committee"),
]


@pytest.mark.parametrize(("plain", "rank", "number", "name"), LEVELS, ids=[level[0] for level in LEVELS])
def test_a_level_is_split_into_label_number_and_name(plain: str, rank: Rank, number: str, name: str) -> None:
    level = read_level(words(plain))
    assert (level.rank, level.number, level.name.plain) == (rank, number, name)


def test_what_follows_a_short_name_is_its_description() -> None:
    level = read_level(words("Priority 1: Safe homes – We will make sure that every home in the borough is safe"))
    assert level.name.plain == "Safe homes"
    assert level.description == "We will make sure that every home in the borough is safe"


def test_an_automatic_number_may_carry_the_label() -> None:
    level = read_level(words("Warm homes"), marker="Aim 1.1")
    assert (level.rank, level.number, level.name.plain) == (Rank.AIM, "1.1", "Warm homes")
    assert split_marker("(iv)") == ("", "iv")


@pytest.mark.parametrize(
    "plain",
    [
        "Action plan",
        "Appendix 2: Action Plan",
        "Brought forward",
        "What happens next",
        "Updated March 2025",
        "Table 3",
        "Closed",
    ],
)
def test_words_that_name_no_level(plain: str) -> None:
    assert names_no_level(read_level(words(plain)))


@pytest.mark.parametrize("plain", ["Cleaner streets", "Key workers", "Priority 1: What we do next", "3. How we work"])
def test_words_that_name_a_level(plain: str) -> None:
    assert not names_no_level(read_level(words(plain)))


def test_the_title_names_no_level() -> None:
    assert names_no_level(read_level(words("Housing Strategy")), "Housing Strategy 2024–2029")
    assert not is_generic("Housing Strategy")


def test_ratings_are_told_from_priorities() -> None:
    assert is_rating(["High", "Medium", "1"])
    assert not is_rating(["Greener streets", "High"][:1])


@pytest.mark.parametrize(
    "plain",
    [
        *("Published 5 May 2025", "Version 2.1", "Approved by Cabinet on 5 June 2025", "Final draft v3"),
        "Revised: May 2025",
        *("Wexcombe Council. Approved 5 June 2025", "Published 2 May 2025 | Last updated 9 October 2025"),
        *("Recs 2025-26", "Old", "Sheet", "Sheet4", "Q3 actions", "Closed items 2024", "Data", "Archive (Oct 25)"),
    ],
)
def test_dates_of_the_paper_and_names_of_worksheets_name_no_level(plain: str) -> None:
    assert names_no_level(read_level(words(plain)))


@pytest.mark.parametrize(
    "plain",
    [
        *("Approved premises", "Parks 2025-26", "New homes", "Open spaces", "Data sharing", "Final 500 homes by 2026"),
        "Draft the new rules by May 2025",
    ],
)
def test_real_words_beside_a_year_or_a_state_name_a_level(plain: str) -> None:
    assert not names_no_level(read_level(words(plain)))
