"""Dates in title blocks and file names: when a paper was published, and the years a plan covers."""

from __future__ import annotations

import re

from extract.dates import vocabulary as v
from extract.dates.mentions import FoundDate, read_dates
from extract.dates.roles import DateRole
from extract.dates.tokens import split_words

# In file names the parts of a date are run together or parted by underscores: 20240331, 2024_03_31.
_RUN_TOGETHER = re.compile(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])")
_POINT = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_FILE_END = re.compile(r"\.[A-Za-z]{2,5}$")


def read_published(text: str) -> str | None:
    """Return the day or month (EDTF) that a title block or file name gives its paper; None where it gives none.

    A date with a label (`Date:`, `Published`) goes before one without, a day before a month. A year alone is not
    taken: `Annual Report 2023` says what it is about, not when it came out.

    >>> read_published("Progress Report: November 2023"), read_published("papers/report-2020-09-14.pdf")
    ('2023-11', '2020-09-14')
    """
    plain = _RUN_TOGETHER.sub(r"\1-\2-\3", _FILE_END.sub("", text.strip())).replace("_", " ")
    found = [(found, _label_rank(plain, found)) for found in read_dates(plain, None)]
    fitting = [
        (rank, -len(mention.edtf), n, mention.edtf)
        for n, (mention, rank) in enumerate(found)
        if mention.edtf and rank is not None and (_POINT.fullmatch(mention.edtf) or rank == 0)
    ]
    return min(fitting)[3] if fitting else None


def _label_rank(text: str, found: FoundDate) -> int | None:
    """Return 0 for a date that a label names as the paper's own, 1 for one without a label, None for another's."""
    before = split_words(text[: found.start], None, column=False).words
    words = [word for word in before if word and word not in (":", "-", "(", "the", "*")][-4:]
    if found.role in (DateRole.DEADLINE, DateRole.START) or v.NOT_PUBLISHED & set(words[-3:]):
        return None
    return 0 if v.ends_with(v.PUBLISHED, words, len(words)) else 1


def read_period(text: str) -> str | None:
    """Return the period (EDTF) in a title: `2022-2027` and `2022-27` are 2022/2027, `2023/24` a financial year.

    >>> read_period("Business Plan 2023 – 2028"), read_period("Annual plan 2024/25")
    ('2023/2028', '2024-04-01/2025-03-31')
    """
    plain = _FILE_END.sub("", text.strip()).replace("_", " ")
    return next((found.edtf for found in read_dates(plain, None) if found.edtf and "/" in found.edtf), None)
