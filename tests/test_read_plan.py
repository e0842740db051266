"""A document from end to end: ids, kinds, quotes, doubts, and numbers taken off the words."""

from papers import heading, paragraph, read, see_actions, table

from extract.reading import CommitmentKind, Tier
from ingest.document import Format
from ingest.people import DocumentKind

ROWS = table(
    "Action | Lead | When", "1.1 Open hubs | Public Health | May 2026", "1.2 Train staff | HR Team | June 2026"
)


def test_reading_twice_gives_the_same() -> None:
    assert read(heading("Plan"), ROWS) == read(heading("Plan"), ROWS)


def test_a_row_in_another_place_keeps_its_id() -> None:
    first = {commitment.text: commitment.id for commitment in read(ROWS).commitments}
    moved = {
        commitment.text: commitment.id
        for commitment in read(paragraph("New words."), heading("Aim: Hubs"), ROWS).commitments
    }
    assert first == moved


def test_equal_rows_have_ids_of_their_own() -> None:
    reading = read(table("Action | Lead | When", "Open hubs | A Team | May 2026", "Open hubs | B Team | May 2027"))
    assert len({commitment.id for commitment in reading.commitments}) == 2


def test_a_number_before_the_words_is_the_number_and_the_quote_is_as_printed() -> None:
    first, second = read(ROWS).commitments
    assert (first.number, first.text, first.quote) == ("1.1", "Open hubs", "1.1 Open hubs")
    assert second.number == "1.2"


def test_a_quantity_before_the_words_is_no_number() -> None:
    [seen] = see_actions(read(table("Action | Lead | When", "40 benches to be placed | Parks | 2026")))
    assert (seen.number, seen.text) == ("", "40 benches to be placed")


def test_rows_of_minutes_are_actions_arising() -> None:
    kinds = {commitment.kind for commitment in read(ROWS, kind=DocumentKind.MINUTES).commitments}
    assert kinds == {CommitmentKind.ACTION_ARISING}


def test_in_plain_text_a_blank_owner_under_an_owner_is_inherited_and_to_check() -> None:
    block = table("Action | Lead | When", "Open hubs | Public Health | May 2026", "Train staff | | June 2026")
    plain, word = read(block, form=Format.TEXT), read(block)
    assert [seen.owners for seen in see_actions(plain)] == [["Public Health"], ["Public Health"]]
    assert [commitment.tier for commitment in plain.commitments] == [Tier.CONFIDENT, Tier.TO_CHECK]
    assert [seen.owners for seen in see_actions(word)] == [["Public Health"], []]


def test_columns_that_no_field_takes_are_kept_under_their_printed_header() -> None:
    [seen] = see_actions(read(table("Action | Lead | Ward | Cost (£)", "Open hubs | A Team | Larkfield | 4,000")))
    assert seen.extra == {"Ward": "Larkfield", "Cost (£)": "4,000"}


def test_every_field_has_its_evidence() -> None:
    reading = read(
        table("Action | Lead | When | Measure | Ward", "Open hubs | A Team | May 2026 | Two open | Larkfield")
    )
    fields = {part.field: part.quote for part in reading.commitments[0].evidence}
    assert fields == {
        "text": "Open hubs",
        "owner": "A Team",
        "due": "May 2026",
        "measure": "Two open",
        "extra: Ward": "Larkfield",
    }
