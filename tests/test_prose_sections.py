"""Recommendations, next steps, resolutions, action lines, lists under a lead-in, risks. All text is invented."""

import pytest

from extract.dates import read_dates
from extract.prose import FoundCommitment, ProseBlock, find_commitments, find_risks, read_attendance
from extract.reading import CommitmentKind, Tier

WRITTEN = "2025-06-12"


def block(index: int, kind: str, text: str, section: str = "", marker: str = "", **more: object) -> ProseBlock:
    return ProseBlock(index, kind, text, marker, int(str(more.pop("level", 0))), section, **more)  # type: ignore[arg-type]  # short calls


def read(blocks: list[ProseBlock]) -> list[tuple[str, str, str]]:
    """Kind, number and words of each commitment, the words cut from the block by the offsets."""
    texts = {each.index: each.text for each in blocks}
    return [(f.kind.value, f.number, texts[f.index][f.start : f.end]) for f in find_commitments(blocks, WRITTEN)]


def found(blocks: list[ProseBlock]) -> tuple[FoundCommitment, ...]:
    return find_commitments(blocks, WRITTEN)


def test_numbered_recommendations_keep_their_lead_in_and_addressee() -> None:
    section = "Housing report > 1. Recommendations"
    blocks = [
        block(0, "heading", "1. Recommendations", "Housing report"),
        block(1, "paragraph", "It is recommended that the Housing Board:", section),
        block(2, "list_item", "agrees the draft repairs plan;", section, "a)"),
        block(3, "list_item", "notes the budget in appendix 2.", section, "b)"),
        block(4, "heading", "2. Reasons for recommendations", "Housing report"),
        block(5, "paragraph", "The plan is out of date.", "Housing report > 2. Reasons for recommendations"),
    ]
    assert read(blocks) == [
        ("recommendation", "a", "agrees the draft repairs plan;"),
        ("recommendation", "b", "notes the budget in appendix 2."),
    ]
    first = found(blocks)[0]
    assert (first.lead_in, first.agent) == ("It is recommended that the Housing Board:", "the Housing Board")


def test_a_recommendation_with_parts() -> None:
    section = "2 RECOMMENDATIONS"
    blocks = [
        block(0, "list_item", "That the Cabinet approves the scheme, subject to the following:", section, "2.1"),
        block(1, "list_item", "that rents are reviewed; and", section, "(i)", level=1),
        block(2, "list_item", "that tenants are consulted.", section, "(ii)", level=1),
        block(3, "list_item", "That the Director of Housing is given authority to sign.", section, "2.2"),
    ]
    assert [(f.number, f.parent_index) for f in found(blocks)] == [("2.1", None), ("i", 0), ("ii", 0), ("2.2", None)]
    assert all(f.kind is CommitmentKind.RECOMMENDATION for f in found(blocks))


def test_recommendations_in_a_head_table() -> None:
    text = "The Wexcombe Health Board is asked to:\n1. Agree the winter plan.\n2. Note the risks."
    cell = block(0, "cell", text, "", label="Recommendations:")
    assert read([cell]) == [
        ("recommendation", "1", "Agree the winter plan."),
        ("recommendation", "2", "Note the risks."),
    ]
    assert found([cell])[0].agent == "The Wexcombe Health Board"


def test_recommendations_enumerated_in_one_paragraph() -> None:
    text = "Members are recommended to: (a) note the report; and (b) delegate the award to the Director."
    assert read([block(0, "paragraph", text, "Recommendations")]) == [
        ("recommendation", "a", "note the report;"),
        ("recommendation", "b", "delegate the award to the Director."),
    ]


def test_a_labelled_recommendation_in_the_text() -> None:
    text = "Recommendation 3: That the council publishes its waiting times every quarter."
    assert read([block(0, "paragraph", text, "Findings")]) == [
        ("recommendation", "3", "That the council publishes its waiting times every quarter.")
    ]


def test_recommendations_of_others_are_not_ours() -> None:
    blocks = [
        block(0, "paragraph", "Notes on how each was met.", "Recommendations from the audit"),
        block(1, "list_item", "Keep a log of keys", "Recommendations from the audit", "1."),
    ]
    assert read(blocks) == []


def test_a_title_without_heading_style_opens_a_section() -> None:
    blocks = [
        block(0, "paragraph", "Recommendations:"),
        block(1, "list_item", "Note the report.", "", "1."),
        block(2, "list_item", "Agree the fee.", "", "2."),
        block(3, "paragraph", "The fee was last set in 2019."),
    ]
    assert read(blocks) == [("recommendation", "1", "Note the report."), ("recommendation", "2", "Agree the fee.")]


def test_next_steps_under_a_dated_lead_in() -> None:
    section = "Report > 4. Next steps"
    blocks = [
        block(0, "paragraph", "4.1 During July and August, we will:", section),
        block(1, "list_item", "Finish the design", section, "•"),
        block(2, "list_item", "Consult tenants", section, "•"),
        block(3, "paragraph", "4.2 The board will receive an update in October 2025.", section),
        block(4, "paragraph", "The project began in 2023.", section),
    ]
    assert read(blocks) == [
        ("next_step", "", "Finish the design"),
        ("next_step", "", "Consult tenants"),
        ("next_step", "4.2", "The board will receive an update in October 2025."),
    ]
    assert [f.lead_in for f in found(blocks)] == ["During July and August, we will:"] * 2 + [""]


def test_resolutions_of_minutes() -> None:
    blocks = [
        block(0, "paragraph", "Present: Ann Hale (AH) [Chair], Tom Reed (TR)"),
        block(1, "paragraph", "RESOLVED: That the minutes be signed."),
        block(2, "paragraph", "The pump was discussed and it was agreed that three quotes be sought."),
        block(3, "paragraph", "RESOLVED that the precept be set at £9,000."),
        block(4, "paragraph", "The Board approved the budget."),
        block(5, "paragraph", "Cllr Hale recalled that the council had agreed the plan in 2019."),
    ]
    assert read(blocks) == [
        ("resolution", "", "That the minutes be signed."),
        ("resolution", "", "it was agreed that three quotes be sought."),
        ("resolution", "", "RESOLVED that the precept be set at £9,000."),
        ("resolution", "", "The Board approved the budget."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It was proposed by Cllr Reed, seconded by Cllr Shah and RESOLVED to mend the gate at a cost of £90.",
        "Proposed by Cllr Reed, seconded by Cllr Shah: RESOLVED that the gate be mended.",
        "Proposed Cllr Reed, seconded Cllr Shah and agreed to mend the gate.",
        "It was proposed by Cllr. Reed and seconded by Cllr. Shah, and it was unanimously agreed to mend the gate.",
        "It was resolved to mend the gate.",
        "It was unanimously agreed that the gate be mended.",
        "Members agreed to mend the gate.",
        "Council approved the mending of the gate.",
        "The quotes were laid before members and RESOLVED to mend the gate.",
        "All present unanimously agreed that the gate be mended.",
    ],
)
def test_each_way_of_resolving(text: str) -> None:
    assert read([PRESENT, block(1, "paragraph", text)]) == [("resolution", "", text)]


def test_a_label_that_resolves_is_the_lead_in() -> None:
    commitment = found([PRESENT, block(1, "paragraph", "Resolved: to mend the gate.")])[0]
    assert (commitment.kind, commitment.lead_in) == (CommitmentKind.RESOLUTION, "Resolved:")


@pytest.mark.parametrize(
    "text",
    [
        "The date was proposed by the school and the gate was painted.",
        "Cllr Reed agreed with the parents that the gate is old.",
        "The motion was proposed by Cllr Reed but not seconded.",
    ],
)
def test_talk_is_not_resolved(text: str) -> None:
    assert read([PRESENT, block(1, "paragraph", text)]) == []


def test_a_list_that_was_resolved() -> None:
    blocks = [
        block(0, "paragraph", "RESOLVED:", "12. Finance"),
        block(1, "list_item", "That the accounts be adopted.", "12. Finance", "1."),
        block(2, "list_item", "That the grant be paid.", "12. Finance", "2."),
    ]
    assert read(blocks) == [
        ("resolution", "1", "That the accounts be adopted."),
        ("resolution", "2", "That the grant be paid."),
    ]


def test_attendance_gives_names_to_initials() -> None:
    blocks = [
        block(0, "paragraph", "Present:"),
        block(1, "paragraph", "Jane Brown (JB) [Chair]"),
        block(2, "paragraph", "Cllr Nora Oakes (NO)"),
        block(3, "paragraph", "In attendance: Tom Reed, Clerk (TR); Priya Shah (PS)"),
        block(4, "paragraph", "The Parish Council (PC) met in the hall."),
    ]
    assert read_attendance(blocks) == {"JB": "Jane Brown", "NO": "Nora Oakes", "TR": "Tom Reed", "PS": "Priya Shah"}


PRESENT = block(90, "paragraph", "Present: Jane Brown (JB), Nora Oakes (NO), Tom Reed (TR)")


def test_action_lines_of_minutes() -> None:
    blocks = [
        PRESENT,
        block(1, "paragraph", "ACTION: JB to circulate the draft by 3 July."),
        block(2, "paragraph", "Action (TR): Write to the landlord."),
        block(3, "paragraph", "ACTION 7 – Clerk to order a bench."),
        block(4, "paragraph", "The signs are worn. [NO to order signs]"),
        block(5, "paragraph", "The gate needs oil. NO to organise."),
        block(6, "list_item", "Pond - TR and JB to ask for quotes", "", "Jan25.02"),
        block(7, "paragraph", "A letter should go to the school. ACTION: TR"),
        block(8, "paragraph", "There was NO to be had."),
    ]
    got = [(f.index, f.owner, f.number) for f in found(blocks)]
    assert got == [
        (1, "JB", ""),
        (2, "TR", ""),
        (3, "Clerk", "7"),
        (4, "NO", ""),
        (5, "NO", ""),
        (6, "TR and JB", "Jan25.02"),
        (7, "TR", ""),
    ]
    words = [text for _, _, text in read(blocks)]
    assert words == [
        "JB to circulate the draft by 3 July.",
        "Write to the landlord.",
        "Clerk to order a bench.",
        "NO to order signs",
        "The gate needs oil. NO to organise.",
        "Pond - TR and JB to ask for quotes",
        "A letter should go to the school.",
    ]
    assert {f.kind for f in found(blocks)} == {CommitmentKind.ACTION_ARISING}


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("TR to write to the farmer. Also ask him to cut the hedge.", ["Also ask him to cut the hedge."]),
        ("ACTION: TR to oil the gate. Also to paint it.", ["Also to paint it."]),
        ("TR to oil the gate. Also, get a quote. Also order paint.", ["Also, get a quote.", "Also order paint."]),
        ("TR to oil the gate. Also present was the ranger.", []),
        ("TR to oil the gate. Also the bench is broken.", []),
        ("TR to oil the gate. Also reported that the bench is broken.", []),
        ("TR to oil the gate. The bench is broken. Also ask the school.", []),
        ("The gate is stiff. Also ask the school.", []),
    ],
)
def test_what_a_sentence_also_asks_is_for_the_same_owner(line: str, more: list[str]) -> None:
    blocks = [PRESENT, block(1, "paragraph", line)]
    assert [text for _, _, text in read(blocks) if text.startswith("Also")] == more
    assert {f.owner for f in found(blocks)} <= {"TR"}


@pytest.mark.parametrize(
    ("line", "owner", "words", "due"),
    [
        ("Action – JB/TR – order it. Deadline: 30/11/25", "JB/TR", "order it. Deadline: 30/11/25", "2025-11-30"),
        ("Action: NO – order the seats. By: 3 July", "NO", "order the seats. By: 3 July", "2025-07-03"),
        ("ACTION: Cllr Bell – order it. Due 30/11/25.", "Cllr Bell", "order it. Due 30/11/25.", "2025-11-30"),
        ("Action – Parks Team – order the seats.", "Parks Team", "order the seats.", None),
        ("Action (TR): order the seats by 3 July.", "TR", "order the seats by 3 July.", "2025-07-03"),
        ("Action: order the seats (TR, by 3 July)", "TR", "order the seats (TR, by 3 July)", "2025-07-03"),
        ("Action: Order it. Owner: TR. Deadline: 3 July", "TR", "Order it. Owner: TR. Deadline: 3 July", "2025-07-03"),
        ("Action: Order the seats. The fair was discussed.", "", "Order the seats.", None),
        ("Action – High Street – mend the lights.", "", "High Street – mend the lights.", None),
    ],
)  # fmt: skip
def test_an_action_line_says_who_and_by_when(line: str, owner: str, words: str, due: str | None) -> None:
    (commitment,) = found([PRESENT, block(1, "paragraph", line)])
    assert (commitment.owner, line[commitment.start : commitment.end]) == (owner, words)
    assert [each.edtf for each in read_dates(words, WRITTEN)] == ([due] if due else [])


def test_an_action_in_brackets_points_back_and_keeps_its_date() -> None:
    line = "The signs are worn. [Action: TR/NO, by 3 July]"
    (commitment,) = found([PRESENT, block(1, "paragraph", line)])
    assert (commitment.owner, line[: commitment.end]) == ("TR/NO", "The signs are worn.")
    assert commitment.lead_in == "[Action: TR/NO, by 3 July"


def test_initials_mean_nothing_without_an_attendance_list() -> None:
    assert read([block(0, "paragraph", "NO to organise the fete.")]) == []


def test_bullets_under_a_lead_in_are_pledges() -> None:
    blocks = [
        block(0, "paragraph", "Homes matter. The Housing Board will:", "Homes"),
        block(1, "list_item", "Inspect every block", "Homes", "•"),
        block(2, "list_item", "Answer calls in a day", "Homes", "•"),
        block(3, "paragraph", "Rents rose last year.", "Homes"),
        block(4, "list_item", "Damp", "Homes", "•"),
    ]
    assert read(blocks) == [("pledge", "", "Inspect every block"), ("pledge", "", "Answer calls in a day")]
    first = found(blocks)[0]
    assert (first.lead_in, first.agent, first.strength, first.tier) == (
        "The Housing Board will:", "The Housing Board", "firm", Tier.CONFIDENT,
    )  # fmt: skip


def test_soft_and_progressive_lead_ins() -> None:
    blocks = [
        block(0, "paragraph", "Our plan is to:"),
        block(1, "list_item", "open two hubs", "", "-"),
        block(2, "paragraph", "To support this we will be:"),
        block(3, "list_item", "Meeting tenants every month", "", "o"),
        block(4, "paragraph", "We pledge to;"),
        block(5, "list_item", "Listen to young people.", "", "1."),
    ]
    assert [(f.index, f.strength, f.tier.value) for f in found(blocks)] == [
        (1, "soft", "confident"),
        (3, "firm", "confident"),
        (5, "firm", "confident"),
    ]


def test_a_list_inside_a_cell() -> None:
    text = "We are proud of our parks. We aim to;\n• Plant 300 trees.\n• Mend the paths\nin all parks."
    cell = block(0, "cell", text)
    assert read([cell]) == [("pledge", "", "Plant 300 trees."), ("pledge", "", "Mend the paths\nin all parks.")]
    assert found([cell])[0].lead_in == "We aim to;"


@pytest.mark.parametrize(
    ("kind", "lead", "agent"),
    [
        ("paragraph", "What we’ll do", "we"),
        ("heading", "What we will do", "we"),
        ("heading", "3.2 What we will do", "we"),
        ("paragraph", "We will", "We"),
        ("paragraph", "In the next year we will", "we"),
        ("heading", "By 2028 we will", "we"),
        ("heading", "Our commitments", ""),
        ("paragraph", "Our pledges to you", ""),
    ],
)
def test_a_lead_in_needs_no_colon(kind: str, lead: str, agent: str) -> None:
    blocks = [
        block(0, kind, lead, "Homes"),
        block(1, "list_item", "Open a 20-bed hub", "Homes", "•"),
        block(2, "list_item", "Continue to fund the shelter", "Homes", "•"),
    ]
    assert read(blocks) == [("pledge", "", "Open a 20-bed hub"), ("pledge", "", "Continue to fund the shelter")]
    assert {(f.lead_in, f.agent, f.tier) for f in found(blocks)} == {(lead, agent, Tier.CONFIDENT)}


def test_a_heading_of_what_was_done_or_heard_opens_no_promises() -> None:
    for heading in ("What we did", "What you told us", "What we will measure", "Our values"):
        blocks = [block(0, "heading", heading), block(1, "list_item", "Open a hub", heading, "•")]
        assert read(blocks) == []


def test_lists_of_other_things_are_not_pledges() -> None:
    blocks = [
        block(0, "paragraph", "We held workshops with the following groups:"),
        block(1, "list_item", "Wexcombe Carers", "", "•"),
        block(2, "paragraph", "The strategy rests on:"),
        block(3, "list_item", "fairness", "", "•"),
        block(4, "paragraph", "You said", "You said"),
        block(5, "paragraph", "We will never use the bus.", "You said"),
    ]
    assert read(blocks) == []


def test_risks_with_their_mitigation() -> None:
    blocks = [
        block(0, "list_item", "Staffing: posts stay empty. Mitigation: agency cover is agreed.", "Key risks", "•"),
        block(1, "list_item", "Cost of steel – prices may rise.", "Key risks", "•"),
        block(2, "cell", "Tenants may not reply.\nMitigation:\nVisit in person.", "", label="Key risks & mitigations:"),
    ]
    risks = find_risks(blocks)
    assert [(r.title, r.text, r.mitigation) for r in risks] == [
        ("Staffing", "Staffing: posts stay empty.", "agency cover is agreed."),
        ("Cost of steel", "Cost of steel – prices may rise.", ""),
        ("", "Tenants may not reply.", "Visit in person."),
    ]
    assert all(blocks[r.index].text[r.start : r.end] == r.text for r in risks)


@pytest.mark.parametrize("title", ["Decisions and next steps", "Actions and next steps", "Progress and next steps"])
def test_next_steps_that_share_their_title(title: str) -> None:
    words = "Finance to bring a paper to the board in July"
    assert read([block(0, "heading", title), block(1, "list_item", words, title)]) == [("next_step", "", words)]
