"""Minutes kept as a table, with the initials of who is to act in a column beside what was said."""

from papers import heading, paragraph, read, see_actions, table

from extract.reading import CommitmentKind, Tier, Use
from ingest.people import DocumentKind

ROWS = (
    "Item | | Action",
    "25/1 | Apologies for absence. Cllr Noone. | ",
    "25/2 | Matters arising. The bench has been mended. The Clerk to write again about the gully in Mill Lane. | JC",
    "25/3 | Speeding. Cllr Fenn reported that the order is due in May. Speedwatch rota to be circulated. | SL / MO",
    "25/4 | Grants. It was resolved to pay £200 to the hall. | ",
    "25/5 | Playing field. The zip wire is worn. Quotes were seen. | Clerk",
)


def test_who_is_to_act_stands_in_the_margin() -> None:
    reading = read(heading("Minutes"), table(*ROWS), kind=DocumentKind.MINUTES)
    assert [(seen.number, seen.text, seen.owners) for seen in see_actions(reading)] == [
        ("25/2", "The Clerk to write again about the gully in Mill Lane.", ["JC"]),
        ("25/3", "Speedwatch rota to be circulated.", ["SL", "MO"]),
        ("25/5", "Playing field. The zip wire is worn. Quotes were seen.", ["Clerk"]),
    ]
    assert [c.tier for c in reading.commitments if c.number == "25/5"] == [Tier.TO_CHECK]


def test_rows_without_initials_are_read_as_prose() -> None:
    reading = read(heading("Minutes"), table(*ROWS), kind=DocumentKind.MINUTES)
    assert [c.text for c in reading.commitments if c.kind is CommitmentKind.RESOLUTION] == [
        "It was resolved to pay £200 to the hall."
    ]
    assert not [p.text for p in reading.passages if p.use is Use.UNREAD]


def test_the_table_goes_on_without_its_header() -> None:
    on = table("25/6 | Footpaths. The stile at Long Lane to be mended before winter, at a cost of £90. | TW")
    reading = read(heading("Minutes"), table(*ROWS[:3]), on, kind=DocumentKind.MINUTES)
    assert [(seen.number, seen.owners) for seen in see_actions(reading)] == [("25/2", ["JC"]), ("25/6", ["TW"])]


def test_a_column_that_says_the_action_is_no_margin() -> None:
    rows = (
        "Item | Discussion | Action",
        "1 | The bench is broken; it needs paint. | The Clerk to mend the bench",
    )
    reading = read(paragraph("Minutes"), table(*rows), kind=DocumentKind.MINUTES)
    assert [c.text for c in reading.commitments] == ["The Clerk to mend the bench"]
