"""Statuses read from a column, and suggested from narrative. All sentences are invented."""

import pytest

from extract.reading import Status
from extract.status import read_status_cell, suggest_status


@pytest.mark.parametrize(
    ("cell", "status", "words"),
    [
        ("Green", "on_track", "Green"),
        ("Amber – slipping", "delayed", "Amber"),
        ("RAG: Red", "off_track", "Red"),
        ("G", "on_track", "G"),
        (" a ", "delayed", "a"),
        ("BLUE – complete", "completed", "complete"),
        ("Green – complete", "completed", "complete"),
        ("Complete", "completed", "Complete"),
        ("COMPLETED", "completed", "COMPLETED"),
        ("Closed", "completed", "Closed"),
        ("On track", "on_track", "On track"),
        ("on-track", "on_track", "on-track"),
        ("Not on track", "off_track", "Not on track"),
        ("Off track", "off_track", "Off track"),
        ("Not started", "not_started", "Not started"),
        ("Grey (not yet due)", "not_started", "not yet due"),
        ("In progress (50%)", "in_progress", "In progress"),
        ("In\nprogress", "in_progress", "In\nprogress"),
        ("75% complete", "in_progress", "75%"),
        ("100%", "completed", "100%"),
        ("0%", "not_started", "0%"),
        ("Partially complete", "in_progress", "Partially complete"),
        ("Not complete", "in_progress", "Not complete"),
        ("Ongoing", "in_progress", "Ongoing"),
        ("Underway", "in_progress", "Underway"),
        ("Scoping", "scoping", "Scoping"),
        ("On hold", "delayed", "On hold"),
        ("Overdue", "delayed", "Overdue"),
        ("Cancelled", "superseded", "Cancelled"),
        ("No longer required", "superseded", "No longer required"),
        ("Amber/Green", "delayed", "Amber/Green"),
        ("🔴", "off_track", "🔴"),
        ("Green. The new team has settled in and visits have begun across all four wards.", "on_track", "Green"),
    ],
)
def test_a_status_column_says_it(cell: str, status: str, words: str) -> None:
    found = read_status_cell(cell)
    assert found is not None
    assert (found.status, found.words) == (Status(status), words)
    assert cell[found.start : found.start + len(found.words)] == found.words


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "●",
        "–",
        "n/a",
        "TBC",
        "High",
        "3",
        "Open",
        "Greenway",
        "Redbridge",
        "Ambition",
        "See the note about the reduced service that was put to members",
    ],
)
def test_an_unknown_cell_is_not_guessed(cell: str) -> None:
    assert read_status_cell(cell) is None


@pytest.mark.parametrize(
    ("update", "accepted"),
    [
        # housing
        ("The stock condition survey was completed in May and reported to the Housing Board.", "completed"),
        (
            "Surveys of 412 of the 1,900 homes have been carried out and the rest will be visited by spring.",
            "in_progress",
        ),
        ("Procurement of the roofing contractor has been delayed by the late return of tenders.", "delayed"),
        ("The scheme is behind schedule following the discovery of asbestos.", "delayed"),
        ("A new tenant panel has been established.", "in_progress"),
        ("We have decided not to proceed with the modular homes pilot.", "superseded"),
        ("Work has not yet started on site.", "not_started"),
        # waste and highways
        ("Food waste rounds are being extended to flats.", "in_progress"),
        ("The trial of smaller bins is under consideration.", "scoping"),
        ("Recycling has increased from 38% to 43% since last year.", "on_track"),
        ("The resurfacing programme is on track for completion in March.", "on_track"),
        ("All 14 roads on the list have been resurfaced.", "completed"),
        ("The recycling target will not be met this year.", "off_track"),
        ("Options for the depot are being explored with neighbouring boroughs.", "scoping"),
        ("The contract will begin in April 2026.", "not_started"),
        # schools, police, NHS
        ("The phonics training was delivered to every infant school.", "completed"),
        ("Recruitment of the two link workers is ongoing.", "in_progress"),
        ("There has been no progress to date owing to the vacancy.", "not_started"),
        ("The action has been superseded by the regional violence reduction plan.", "superseded"),
        ("Good progress has been made with the outpatient letters.", "on_track"),
        ("The clinic opened in June and is now seeing 60 patients a week.", "completed on_track in_progress"),
        ("The pilot was paused while the lease was agreed.", "delayed"),
        ("A business case is being prepared.", "scoping in_progress"),
        ("The draft policy is awaiting approval by governors.", "in_progress"),
        ("Body-worn cameras are now in place for all wardens.", "completed"),
        ("This project is off track because two partners have withdrawn.", "off_track"),
        (
            "The strategy was adopted by Full Council in July; work continues to draw up the delivery plan.",
            "in_progress",
        ),
        ("An options paper has been drafted.", "in_progress scoping"),
        ("The deadline has been extended to September.", "delayed"),
        ("The website is live.", "completed"),
    ],
)
def test_a_narrative_suggests_a_status(update: str, accepted: str) -> None:
    found = suggest_status(update)
    assert found is not None
    assert found.status in [Status(each) for each in accepted.split()]
    assert update[found.start : found.start + len(found.words)] == found.words


@pytest.mark.parametrize(
    "update",
    [
        "",
        "The library serves 9,000 people.",
        "Officers value the advice of the youth council.",
        "See appendix B.",
        "This is due to the restrictive rules of the national scheme.",
    ],
)
def test_a_narrative_that_does_not_tell_gets_none(update: str) -> None:
    assert suggest_status(update) is None


def test_established_is_not_read_as_completed() -> None:
    found = suggest_status("A steering group has been established with three schools.")
    assert found is not None
    assert found.status is Status.IN_PROGRESS


def test_the_sentence_is_quoted() -> None:
    found = suggest_status("The team met twice. The survey was completed in May. Thanks go to the volunteers.")
    assert found is not None
    assert (found.words, found.start) == ("The survey was completed in May.", 20)
