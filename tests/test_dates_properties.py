"""Dates, whatever the text: nothing raises, places are exact, and days printed in fifteen styles are read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from time import struct_time
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dates import bounds, pick_due, read_column_dates, read_dates, read_period, read_published

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def name(day: date) -> str:
    return MONTHS[day.month - 1]


def ordinal(day: date) -> str:
    return f"{day.day}{ENDINGS.get(day.day, 'th')}"


STYLES: dict[str, Callable[[date], str]] = {
    "31/03/2024": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "31/3/2024": lambda d: f"{d.day}/{d.month}/{d.year}",
    "31/03/24": lambda d: f"{d.day:02}/{d.month:02}/{d.year % 100:02}",
    "31.03.2024": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "31.03.24": lambda d: f"{d.day:02}.{d.month:02}.{d.year % 100:02}",
    "31-03-2024": lambda d: f"{d.day:02}-{d.month:02}-{d.year}",
    "2024-03-31": lambda d: d.isoformat(),
    "31 March 2024": lambda d: f"{d.day} {name(d)} {d.year}",
    "31st March 2024": lambda d: f"{ordinal(d)} {name(d)} {d.year}",
    "31st of March, 2024": lambda d: f"{ordinal(d)} of {name(d)}, {d.year}",
    "31 Mar 24": lambda d: f"{d.day} {name(d)[:3]} {d.year % 100:02}",
    "31-Mar-24": lambda d: f"{d.day}-{name(d)[:3]}-{d.year % 100:02}",
    "31 MARCH 2024": lambda d: f"{d.day} {name(d).upper()} {d.year}",
    "March 31st, 2024": lambda d: f"{name(d)} {ordinal(d)}, {d.year}",
    "Sunday 31 March 2024": lambda d: f"{d:%A} {d.day} {name(d)} {d.year}",
}
days = st.dates(min_value=date(2015, 1, 1), max_value=date(2049, 12, 31))
written = st.one_of(
    st.none(),
    st.dates(),
    days,
    st.text(max_size=12),
    st.sampled_from(["2023", "2023-11", "2023-22", "2022/2027", "../2024", "0000", "9999-12"]),
)
# Pieces of dates in any order: the likeliest way to a form nobody thought of.
PIECES = [
    "31", "1st", "24", "2024", "2024/25", "23/24", "2022-27", "March", "may", "Sept", "winter", "Easter",
    "Q3", "H1", "FY", "financial year", "term", "half", "half term", "quarter", "week", "w/c", "year", "end",
    "end of", "early", "mid", "-", "–", "/", ",", ".", "'", "to", "from", "until", "between", "and", "the",
    "this", "next", "last", "within", "over", "in", "by", "since", "after", "months", "three", "a", "ago",
    "time", "every", "each", "onwards", "was", "new", "1000000", "99", "0", "29 February", "Friday", "decade",
    "later", "rest of", "now", "today", "(", ")", "of", "date of this report", "TBC", "ſ", "K", "٣", "days",
    "weeks", "1200",
]  # fmt: skip
salads = st.lists(st.sampled_from(PIECES), max_size=12).flatmap(
    lambda words: st.sampled_from([" ", "", "\n"]).map(lambda gap: gap.join(words))
)


@settings(deadline=None)
@given(text=st.one_of(st.text(max_size=80), salads), when=written)
def test_any_text_is_read_without_an_error_and_in_its_place(text: str, when: date | str | None) -> None:
    for read in (read_dates, read_column_dates):
        found = read(text, when)
        assert all(text[d.start : d.end] == d.text != "" for d in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        for mention in found:
            assert mention.vague == (mention.edtf is None)
            if mention.edtf:
                assert (mention.earliest, mention.latest) == bounds(mention.edtf)
        pick_due(found)
    read_published(text)
    read_period(text)


@settings(deadline=None)
@given(text=salads, when=written)
def test_the_edtf_library_reads_what_we_write_and_agrees(text: str, when: date | str | None) -> None:
    for found in (*read_dates(text, when), *read_column_dates(text, when)):
        if found.edtf:
            assert library_bounds(found.edtf) == (found.earliest, found.latest)


def test_only_a_winter_season_differs_from_the_library() -> None:
    assert library_bounds("2024-24") != bounds("2024-24")
    assert all(library_bounds(f"2024-{code}") == bounds(f"2024-{code}") for code in (21, 22, 23))


def library_bounds(edtf: str) -> tuple[date | None, date | None]:
    parsed: Any = parse_edtf(edtf)
    return as_day(parsed.lower_strict()), as_day(parsed.upper_strict())


def as_day(time: struct_time | float) -> date | None:
    return date(*time[:3]) if isinstance(time, struct_time) else None


@pytest.mark.parametrize("style", STYLES)
@settings(deadline=None, max_examples=30)
@given(day=days, when=st.one_of(st.none(), days))
def test_a_day_in_any_style_is_read_back(style: str, day: date, when: date | None) -> None:
    printed = STYLES[style](day)
    for text in (
        f"The team will report by {printed}.",
        printed,
        f"({printed})",
        f"Cabinet agreed this on {printed}, in public",
    ):
        assert [(d.text, d.edtf) for d in read_dates(text, when)] == [(printed, day.isoformat())]
    assert [d.edtf for d in read_column_dates(printed, when)] == [day.isoformat()]


@settings(deadline=None, max_examples=50)
@given(year=st.integers(2000, 2059), short=st.booleans(), sign=st.sampled_from("/-–"))
def test_a_year_and_the_next_is_a_financial_year(year: int, short: bool, sign: str) -> None:
    printed = f"{year}{sign}{(year + 1) % 100:02}"
    found = read_dates(f"in {'FY ' if short else ''}{printed} we", None)
    assert [d.edtf for d in found] == [f"{year}-04-01/{year + 1}-03-31"]


@settings(deadline=None, max_examples=50)
@given(year=st.integers(2010, 2040), length=st.integers(2, 9), spaced=st.booleans())
def test_a_year_and_a_later_one_is_a_span_of_calendar_years(year: int, length: int, spaced: bool) -> None:
    sign = " – " if spaced else "-"
    for last in (f"{year + length}", f"{(year + length) % 100:02}"):
        assert read_period(f"Housing strategy {year}{sign}{last}") == f"{year}/{year + length}"


@settings(deadline=None, max_examples=50)
@given(year=st.integers(2015, 2045), quarter=st.integers(1, 4))
def test_a_quarter_of_a_financial_year_begins_in_april(year: int, quarter: int) -> None:
    starts = [f"{year}-04", f"{year}-07", f"{year}-10", f"{year + 1}-01"]
    ends = [f"{year}-06", f"{year}-09", f"{year}-12", f"{year + 1}-03"]
    pair = f"{year}/{(year + 1) % 100:02}"
    for printed in (f"Q{quarter} {pair}", f"quarter {quarter} of {pair}", f"{pair} Q{quarter}"):
        assert [d.edtf for d in read_dates(printed, None)] == [f"{starts[quarter - 1]}/{ends[quarter - 1]}"]


@settings(deadline=None, max_examples=50)
@given(month=st.integers(1, 12), year=st.integers(2000, 2059))
def test_a_month_is_read_in_every_spelling(month: int, year: int) -> None:
    full = MONTHS[month - 1]
    spellings = [
        f"{full} {year}",
        f"{full[:3]} {year}",
        f"{full.upper()} {year}",
        f"{full}, {year}",
        f"{full} ’{year % 100:02}",
    ]
    for printed in (*spellings, f"{full[:3]}-{year}", f"{month:02}/{year}"):
        assert [(d.text, d.edtf) for d in read_dates(f"Due {printed}", None)] == [(printed, f"{year}-{month:02}")]
