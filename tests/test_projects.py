"""Plans as cards: one table a project, with who answers for it, and its milestones."""

from papers import heading, read, see_actions, table

from extract.reading import Use

CARD = (
    "Project 1: Market Hall | < | < | <",
    "Bring the upper floor back into use. | < | < | <",
    "Sponsor | Director of Place | Project lead | Regeneration Manager",
    "RAG | Amber | Budget | £150k",
)


def test_milestones_of_a_card_have_its_people() -> None:
    rows = (
        "Milestones | < | < | <",
        "Consent granted | < | July 2025 | Complete",
        "Studios open | < | May 2026 | At risk",
    )
    reading = read(heading("Priority: Thriving towns"), table(*CARD, *rows))
    assert [(a.text, a.owners, a.sponsors, a.due, a.status, a.aim, a.priority) for a in see_actions(reading)] == [
        (text, ["Regeneration Manager"], ["Director of Place"], due, status, "Project 1: Market Hall", "Thriving towns")
        for text, due, status in (
            ("Consent granted", "2025-07", "completed"),
            ("Studios open", "2026-05", "delayed"),
        )
    ]
    assert see_actions(reading)[0].extra["RAG"] == "Amber"
    assert not [p.text for p in reading.passages if p.use is Use.UNREAD]


def test_milestones_under_a_header_of_their_own() -> None:
    rows = ("Milestone | Target date | RAG | Owner", "Consent granted | July 2025 | Green | Planning Manager")
    assert [(a.text, a.owners, a.due, a.status) for a in see_actions(read(table(*CARD, *rows)))] == [
        ("Consent granted", ["Planning Manager"], "2025-07", "on_track")
    ]


def test_milestones_told_in_one_cell() -> None:
    reading = read(table(*CARD, "Milestones | Consent granted – July 2025 | < | <"))
    assert [(a.text, a.due) for a in see_actions(reading)] == [("Consent granted", "2025-07")]


def test_a_card_without_milestones_is_one_action() -> None:
    seen = see_actions(read(table(*CARD, "Start | May 2025 | End date | March 2027")))
    assert [(a.text, a.owners, a.due, a.status, a.aim) for a in seen] == [
        (
            "Bring the upper floor back into use.",
            ["Regeneration Manager"],
            "2027-03",
            "delayed",
            "Project 1: Market Hall",
        )
    ]


def test_the_head_of_a_report_is_no_card() -> None:
    rows = (
        "Report to Cabinet | <",
        "Date | 5 May 2025",
        "Lead officer | Head of Policy",
        "Recommendations | That the plan is agreed",
    )
    assert see_actions(read(table(*rows))) == []
