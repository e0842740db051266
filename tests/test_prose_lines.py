"""Sentences as councils, parishes, hospitals, police and schools write them, all invented, labelled before the rules.

Labels: a kind of commitment, or `no`. A line that is no commitment may still be found, but then it is `to check`.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.prose import FoundCommitment, ProseBlock, find_commitments, find_risks
from extract.prose.blocks import BlockName
from extract.reading import CommitmentKind, Tier

LINES = [
    # housing
    ("pledge", "We will build 400 council homes by March 2027."),
    ("pledge", "The council will inspect every tower block once a year."),
    ("pledge", "Wexcombe Council is committed to ending rough sleeping."),
    ("pledge", "We have pledged to answer every repair call within a day."),
    ("pledge", "We’ll publish the waiting times every quarter."),
    ("pledge", "We intend to buy back 60 homes from leaseholders."),
    ("pledge", "Over the next two years the Housing Board will review all tenancy agreements."),
    ("pledge", "A new allocations scheme will be introduced in April 2026."),
    ("pledge", "Tenants told us repairs take too long, so we will set up a second repairs team."),
    ("no", "The strategy sets out how we will meet the need for homes."),
    ("no", "The average rent has risen by 6% since 2020."),
    ("no", "We have built 212 homes since the last report."),
    ("no", "“We want more family homes,” said one tenant."),
    ("no", "What will the council do about damp?"),
    ("no", "The delay was due to late tenders."),
    ("no", "If the bid fails, the council will have to find other funds."),
    ("no", "Without action, homelessness will rise."),
    ("no", "It is important that tenants know who will visit them."),
    # waste, climate and streets
    ("pledge", "We aim to recycle half of all waste by 2030."),
    ("pledge", "Brightway and the council will trial weekly food waste rounds in two wards."),
    ("pledge", "Officers will report back to the committee in the autumn."),
    ("expectation", "The new depot is expected to open in June 2026."),
    ("expectation", "It is anticipated that the tender will be awarded by September 2025."),
    ("expectation", "Works are scheduled to start on 3 March 2026."),
    ("expectation", "The contract is due to be signed by the end of 2025."),
    ("pledge", "We are determined to plant a tree in every street."),
    ("no", "Rounds were completed as expected."),
    ("no", "Emissions are falling due to cleaner buses."),
    ("no", "Climate change will bring hotter summers."),
    ("no", "Food waste collections are being extended to flats."),
    ("no", "The scheme will help residents to save money."),
    ("no", "This will mean fewer lorries on our roads."),
    # parish
    ("pledge", "The Parish Council will repair the pump before the fete."),
    ("pledge", "The Clerk will write to the county about the culvert."),
    ("pledge", "Cllr Hale will speak to the landowner."),
    ("no", "There will be a fete on the green."),
    ("no", "Cllr Hale said that the bus would be missed."),
    ("no", "The next meeting will be held on 4 June 2025."),
    ("no", "Residents will be aware of the roadworks."),
    # NHS
    ("pledge", "The Trust will recruit 40 midwives by the end of 2026."),
    ("pledge", "The Integrated Care Board plans to open three diagnostic centres."),
    ("pledge", "The waiting list policy will be reviewed in July."),
    ("pledge", "Together, partners will make every contact count."),
    ("pledge", "Our promise is that nobody waits more than four hours."),
    ("no", "The postholder will lead the discharge team."),
    ("no", "Patients who will need surgery are seen first."),
    ("no", "How we work together will be critical to success."),
    ("no", "More nurses are needed on the wards."),
    ("no", "This is how the teams will be organised:"),
    # police and safety
    ("pledge", "Neighbourhood teams will hold a street surgery each month."),
    ("pledge", "The Police and Crime Commissioner has committed to funding 20 wardens."),
    ("pledge", "We will not tolerate abuse of staff."),
    ("pledge", "The Partnership will continue to visit repeat victims within 48 hours."),
    ("expectation", "The review is expected in spring 2026."),
    ("no", "Crime will always be a concern to residents."),
    ("no", "It is not yet clear whether the grant will be renewed."),
    # academies
    ("pledge", "The Trust Board shall appoint a safeguarding link governor by October 2025."),
    ("pledge", "Each school will publish its anti-bullying policy."),
    ("pledge", "Headteachers will meet every half term to share plans."),
    ("pledge", "We are going to offer every pupil a musical instrument."),
    ("no", "Pupils will be able to choose a second language."),
    ("no", "Trustees were told that numbers would fall."),
    ("no", "Parents said they will miss the nursery."),
    ("no", "The school has a strong vision that will guide us."),
    ("pledge", "Attendance has improved since May, but we will extend breakfast clubs to all six schools."),
    ("pledge", "We seek to close the gap between boys and girls."),
    ("no", "Governors noted the risk that rolls will fall."),
    ("no", "As we will see in section 4, reserves are low."),
    # a second lot, written once the rules stood
    ("pledge", "By the end of this parliament we will have replaced every lead pipe in our schools."),
    ("pledge", "Our housing officers will call every tenant over 75 before winter."),
    ("pledge", "A public consultation will run from 4 May to 30 June 2026."),
    ("pledge", "The Fire Authority has agreed to install sprinklers in all sheltered schemes by 2028."),
    ("pledge", "Wexcombe Police will double the number of school officers."),
    ("pledge", "In the coming year we shall consult on a workplace parking levy."),
    ("pledge", "The Chief Executive will bring a further report to Cabinet in November."),
    ("pledge", "Subject to planning consent, the college will open its new workshop in September 2027."),
    ("pledge", "We're going to bring all our buses back under public control."),
    ("pledge", "Work to replace the lifts will begin this autumn."),
    ("pledge", "The council's ambition is to be carbon neutral by 2035."),
    ("pledge", "Over 500 trees will be planted along the ring road this winter."),
    ("pledge", "We promise to reply to every complaint within ten working days."),
    ("pledge", "Both hospitals are committed to cutting missed appointments by a third."),
    ("expectation", "A refreshed anti-social behaviour policy is due to go to Cabinet in March 2026."),
    ("expectation", "The new leisure centre is on course to open in summer 2026."),
    ("expectation", "Phase two of the cycle route is planned for 2027/28."),
    ("pledge", "Over the summer, the youth service will pilot drop-in sessions in three parks."),
    ("pledge", "Tree wardens will survey all verges and the results will be published online."),
    ("pledge", "Each directorate will be required to produce a workforce plan by December."),
    ("pledge", "The Board has pledged £2 million to tackle fuel poverty."),
    ("pledge", "We will also be launching a new app for reporting potholes."),
    ("pledge", "Governors have asked the headteacher to review the behaviour policy by Easter."),
    ("pledge", "Together with our partners we will create a single front door for advice."),
    ("pledge", "The Trust aims to eliminate 52-week waits by March 2026."),
    ("pledge", "Following the inspection, the academy will employ a second SENCO."),
    ("pledge", "Libraries will remain open on Saturdays and we will extend evening hours at two sites."),
    ("pledge", "No later than October 2025, the contractor shall submit a method statement."),
    ("pledge", "The council plans to sell three former depots to fund the programme."),
    ("pledge", "The Mayor will write to the Secretary of State to ask for fairer funding."),
    ("no", "The council's recycling centre is open every day except Christmas Day."),
    ("no", "It will come as no surprise that demand has grown."),
    ("no", "Nearly all respondents said the council should do more."),
    ("no", "An ageing population will place greater demands on care services."),
    ("no", "The grant was used as planned to insulate lofts."),
    ("no", "The panel asked whether the contractor would pay for the repairs."),
    ("no", "Residents who fail to pay will receive a reminder."),
    ("no", "The number of pupils is projected to fall by 4% a year."),
    ("no", "Interest rates are expected to remain high."),
    ("no", "We were pleased to open the new clinic in January."),
    ("no", "The Act will give councils new powers over empty homes."),
    ("no", "We cannot solve this alone."),
    ("no", "The equality impact assessment found that women will be most affected."),
    ("no", "The chart shows what the budget will look like in 2028."),
    ("no", "This policy applies to all staff who will work with children."),
    ("no", "There was concern that the closure would harm traders."),
    ("no", "Members queried when the bridge will reopen."),
    ("no", "The committee has a duty to promote high standards."),
    ("no", "Success will depend on the skills of our workforce."),
    ("no", "Many young people want to stay in the borough."),
    ("no", "She will be greatly missed by colleagues."),
    ("no", "In our view, nothing less will do."),
    ("no", "Any person wishing to speak will need to register in advance."),
    ("no", "The team continues to deliver training to care homes."),
    ("no", "Last year we promised to open a hub, and we did."),
    ("no", "Better lighting will make people feel safer."),
    ("no", "“We will move away if the buses stop,” a resident told us."),
    ("no", "Applicants will normally hear within six weeks."),
    ("no", "The service is due for inspection."),
    ("no", "Prices are set to rise."),
]


def find(text: str) -> tuple[FoundCommitment, ...]:
    block = ProseBlock(0, "paragraph", text, "", 0, "Our plan", "", None)
    found = find_commitments([block], "2025-05")
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    return found


def test_lines_are_read_well_on_the_whole() -> None:
    confident = wrong = missed = 0
    for label, text in LINES:
        found = find(text)
        sure = [each for each in found if each.tier is Tier.CONFIDENT]
        confident += bool(sure)
        wrong += bool(sure) and label == "no"
        missed += not found and label != "no"
    assert wrong / confident <= 0.1
    assert missed <= 6


@pytest.mark.parametrize(("label", "text"), [line for line in LINES if line[0] == "expectation"])
def test_dated_forecasts_are_expectations(label: str, text: str) -> None:
    (found,) = find(text)
    assert found.kind is CommitmentKind(label)
    assert found.tier is Tier.CONFIDENT


def test_a_promise_after_progress_is_the_clause() -> None:
    text = "Attendance has improved since May, but we will extend breakfast clubs to all six schools."
    (found,) = find(text)
    assert text[found.start : found.end] == "we will extend breakfast clubs to all six schools."
    assert found.agent == "we"


@pytest.mark.parametrize(
    ("text", "agent", "strength"),
    [
        ("Over the next two years the Housing Board will review all tenancy agreements.", "the Housing Board", "firm"),
        ("We aim to recycle half of all waste by 2030.", "We", "soft"),
        ("Brightway and the council will trial weekly rounds.", "Brightway and the council", "firm"),
        ("The waiting list policy will be reviewed in July.", "", "firm"),
    ],
)
def test_agent_and_strength(text: str, agent: str, strength: str) -> None:
    (found,) = find(text)
    assert (found.agent, found.strength) == (agent, strength)


def test_why_a_line_is_to_check() -> None:
    (found,) = find("This programme will pilot new visits to patients.")
    assert found.tier is Tier.TO_CHECK
    assert found.tier_reason


def test_two_promises_in_two_sentences() -> None:
    text = "We will open two hubs. We will also train 30 volunteers by May 2026."
    assert [text[f.start : f.end] for f in find(text)] == [
        "We will open two hubs.",
        "We will also train 30 volunteers by May 2026.",
    ]


def test_a_sentence_broken_over_lines_is_one() -> None:
    text = "Workforce We will invest in our\nstaff (including carers); building on\nwhat we have learnt."
    (found,) = find(text)
    assert text[found.start : found.end].endswith("what we have learnt.")


def test_headings_and_questions_hold_no_promise() -> None:
    heading = ProseBlock(0, "heading", "What we will do", "", 2, "", "", None)
    question = ProseBlock(1, "paragraph", "When will we open the hubs?", "", 0, "What we will do", "", None)
    assert find_commitments([heading, question], None) == ()


def test_an_update_holds_what_is_still_ahead() -> None:
    text = "The hub was opened in May. It was agreed to buy chairs. A second hub is expected by June 2026."
    block = ProseBlock(0, "cell", text, "", 0, "", "", None, in_update=True)
    (found,) = find_commitments([block], "2025-11")
    assert text[found.start : found.end] == "A second hub is expected by June 2026."


ODD = "We will: • (a) ACTION: JB to\n\n1. “Recommendations”: 50% by 31/03/2026 – RESOLVED, that… 2.1 If? £ é 🔴 \t•\n–"


@given(
    st.text(alphabet=st.sampled_from(ODD), max_size=80), st.sampled_from(["heading", "paragraph", "list_item", "cell"])
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_offsets_stand_in_it(text: str, kind: BlockName) -> None:
    blocks = [ProseBlock(7, kind, text, "", 0, "Next steps"), ProseBlock(9, "list_item", text, "•", 1, "Risks")]
    for each in find_commitments(blocks, None):
        assert 0 <= each.start < each.end <= len(text)
    for risk in find_risks(blocks):
        assert text[risk.start : risk.end] == risk.text
