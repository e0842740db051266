"""Plans as lists whose lines end with who and by when in brackets."""

from papers import heading, item, paragraph, read, see_actions


def test_a_line_that_ends_with_who_and_by_when_is_an_action() -> None:
    reading = read(
        heading("Priority 1: Safer streets"),
        heading("1.1 Fewer young people are hurt", 2),
        paragraph("1.1.a\tCommission a mentoring service. (Lead: Head of Commissioning; by 30 September 2025)"),
        paragraph("1.1.b\tPublish a needs assessment (with partners). [Lead: Policy Manager, by December 2025]"),
        item("Hold the force to account (Owner: Commissioner; quarterly)."),
    )
    assert [(a.number, a.text, a.owners, a.due_text, a.aim, a.priority) for a in see_actions(reading)] == [
        ("1.1.a", "Commission a mentoring service.", ["Head of Commissioning"], "30 September 2025", *OVER),
        ("1.1.b", "Publish a needs assessment (with partners).", ["Policy Manager"], "December 2025", *OVER),
        ("", "Hold the force to account", ["Commissioner"], "quarterly", *OVER),
    ]


OVER = ("Fewer young people are hurt", "Safer streets")


def test_brackets_that_say_something_else_are_words_like_others() -> None:
    reading = read(
        paragraph("The team grew by three (lead: a metal once used in paint) and moved (see page 4: maps)."),
        paragraph("Homes were built (Source: Housing Register; May 2025)."),
        item("Open a hub (Lead: Head of Housing)."),
    )
    assert see_actions(reading) == []


def test_an_action_that_a_label_opens_is_read_once() -> None:
    lines = ("Action 1: Open two hubs (Lead: Housing Team)", "By when: May 2026")
    more = ("Action 2: Train staff (Lead: Housing Team)", "By when: June 2026")
    assert len(see_actions(read(*map(paragraph, (*lines, *more))))) == 2
