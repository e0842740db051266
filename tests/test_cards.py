"""Plans without a table: labelled lines under an action, and small tables of label and value."""

from papers import heading, item, paragraph, read, see_actions, table


def test_labelled_lines_under_a_heading_are_one_action() -> None:
    reading = read(
        heading("Inclusion plan"),
        heading("Action 1: Train every manager", 2),
        paragraph("Lead: Head of HR"),
        paragraph("Timescale: by March 2026"),
        paragraph("Success measure: all managers trained"),
        paragraph("Ward: Larkfield"),
        heading("Action 2: Publish pay data", 2),
        paragraph("Lead: Pay Manager"),
        paragraph("Progress: Not started"),
    )
    first, second = see_actions(reading)
    assert (first.text, first.number, first.owners, first.due) == (
        "Train every manager",
        "1",
        ["Head of HR"],
        "2026-03",
    )
    assert (first.measure, first.extra) == ("all managers trained", {"Ward": "Larkfield"})
    assert (second.text, second.owners, second.status) == ("Publish pay data", ["Pay Manager"], "not_started")


def test_labelled_lines_in_one_paragraph_are_one_action() -> None:
    reading = read(paragraph("Milestone B – Open the depot\nOwner: Director of Place\nBy when: June 2026"))
    [seen] = see_actions(reading)
    assert (seen.text, seen.number, seen.owners, seen.due) == ("Open the depot", "B", ["Director of Place"], "2026-06")


def test_lines_that_look_like_headings_still_belong_to_the_action() -> None:
    reading = read(heading("Action 1: Cut the hedge", 2), heading("Lead: Clerk", 2), heading("Deadline: May 2026", 2))
    [seen] = see_actions(reading)
    assert (seen.owners, seen.due, seen.aim) == (["Clerk"], "2026-05", None)


def test_an_action_without_owner_date_or_progress_is_prose() -> None:
    assert see_actions(read(paragraph("Action: think about it"), paragraph("Cost: £400"))) == []


def test_a_table_of_labels_and_values_is_an_action() -> None:
    reading = read(
        table(
            "Action | Open a pantry",
            "Owner | Public Health",
            "Deadline | March 2026",
            "Status | On track",
            "Cost | £900",
        )
    )
    [seen] = see_actions(reading)
    assert (seen.text, seen.owners, seen.due, seen.status) == (
        "Open a pantry",
        ["Public Health"],
        "2026-03",
        "on_track",
    )
    assert seen.extra == {"Cost": "£900"}
    assert [page.unread for page in reading.coverage] == [0]


def test_a_glossary_of_the_same_words_is_none() -> None:
    reading = read(
        table("Term | Meaning", "Action | A piece of work", "Owner | The person who does it", "Status | How it stands")
    )
    assert see_actions(reading) == []


def test_an_action_without_a_label_over_who_and_when_is_one() -> None:
    reading = read(
        heading("Delivery plan"),
        heading("Warm homes", 2),
        heading("Open two family hubs", 3),
        paragraph("Lead: Head of Families"),
        paragraph("By when: March 2026"),
        item("Publish a damp standard\nOwner: Head of Housing\nDue: June 2026", "2."),
    )
    first, second = see_actions(reading)
    assert (first.text, first.owners, first.due, first.aim) == (
        *("Open two family hubs", ["Head of Families"], "2026-03", "Warm homes"),
    )
    assert (second.text, second.number, second.owners, second.due) == (
        *("Publish a damp standard", "2", ["Head of Housing"], "2026-06"),
    )


def test_the_head_of_a_report_is_no_action() -> None:
    head = (paragraph("Lead officer: Ann Lee"), paragraph("Date: 12 January 2026"), paragraph("Status: Open"))
    assert see_actions(read(heading("Family hubs"), *head)) == []
    dated = head[:2]
    assert see_actions(read(heading("Family hubs"), *dated, heading("Parking permits"), *dated)) == []


def test_a_heading_that_only_counts_gives_its_number() -> None:
    labels = ("What we will do | Sweep the square twice", "Who is responsible | Street Team", "By when | May 2026")
    reading = read(heading("Outcome 1.1 Clean streets"), heading("Action 1.1.2", 2), table(*labels))
    assert [(a.number, a.text, a.aim) for a in see_actions(reading)] == [
        ("1.1.2", "Sweep the square twice", "Clean streets")
    ]
