"""Numbers that tell what was done or will be, and the many numbers that are something else. Sentences are invented."""

import pytest

from extract.figures import find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We planted 140 trees.", [("140 trees", 140, "trees", None, "")]),
        ("104 of 120 schools took part.", [("104 of 120 schools", 104, "schools", 120, "")]),
        ("7 homes out of 15 have a charter.", [("7 homes out of 15", 7, "homes", 15, "")]),
        (
            "Now 301 tenants of the 317 that we visit have a plan.",
            [("301 tenants of the 317", 301, "tenants", 317, "")],
        ),
        (
            "85+ schools and 125+ delegates came.",
            [("85+ schools", 85, "schools", None, "at least"), ("125+ delegates", 125, "delegates", None, "at least")],
        ),
        ("It reached over 35k young people.", [("over 35k young people", 35000, "young people", None, "over")]),
        ("Over 2,700 families were contacted.", [("Over 2,700 families", 2700, "families", None, "over")]),
        ("We saw nearly 80% of them.", [("nearly 80%", 80, "%", None, "nearly")]),
        ("Recycling rose to 43.5 per cent.", [("43.5 per cent", 43.5, "%", None, "")]),
        ("The fund holds £1.2m.", [("£1.2m", 1_200_000, "£", None, "")]),
        (
            "Up to £250,000 is set aside, and £3 million later.",
            [("Up to £250,000", 250_000, "£", None, "up to"), ("£3 million", 3_000_000, "£", None, "")],
        ),
        ("Fifteen residents are being trained.", [("Fifteen residents", 15, "residents", None, "")]),
        ("We will build two new nursing homes.", [("two new nursing homes", 2, "new nursing homes", None, "")]),
        ("At least 400 homes will be insulated each year.", [("At least 400 homes", 400, "homes", None, "at least")]),
        ("A new 16-bed unit opened.", [("16-bed", 16, "bed", None, "")]),
        ("Around 1.5 million visits were made.", [("Around 1.5 million visits", 1_500_000, "visits", None, "around")]),
        (
            "There are 12 wardens and 3 vans in 2025.",
            [("12 wardens", 12, "wardens", None, ""), ("3 vans", 3, "vans", None, "")],
        ),
        ("It took 12 decisions.", [("12 decisions", 12, "decisions", None, "")]),
        ("It cost £4.50 a head.", [("£4.50", 4.5, "£", None, "")]),
        ("more than 60 new volunteers", [("more than 60 new volunteers", 60, "new volunteers", None, "more than")]),
    ],
)
def test_figures_are_found(text: str, expected: list[tuple[str, float, str, float | None, str]]) -> None:
    found = find_figures(text)
    assert [(f.text, f.value, f.unit, f.total, f.qualifier) for f in found] == expected
    assert all(text[f.start : f.end] == f.text for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "The plan runs from 2023 to 2028.",
        "by 31 March 2026",
        "on 3rd May",
        "12/05/2025 at 10.30am",
        "in 2024/25 and Q3 2025-26",
        "people aged 45 and over",
        "aged between 55-74 years",
        "a 65+ care home and an offer for 0-25s",
        "within 28 days",
        "a three-year plan and a 12 week course",
        "over the next five months",
        "see paragraph 4.2, appendix 3 and page 17",
        "Section 117 of the Act 1983",
        "Phase 2 of Priority 3",
        "COVID-19, KS2 and the A13",
        "Call 020 7946 0000 or 01632 960 001.",
        "reference 22/03650/TCA",
        "1. Start work",
        "open 24/7",
        "no. 9 High Street",
        "men over 45 from the estate",
        "under 5s",
        "Type 2 diabetes",
        "Wexcombe 2030",
        "one of the partners",
        "the first of the two",
    ],
)
def test_other_numbers_are_not_figures(text: str) -> None:
    assert find_figures(text) == ()
