"""How the site words what the database stores: kinds, dates, places, columns.

Words come from `data/wording.toml`, so that they can be changed without code.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from extract.passages import CONTEXT

_MONTHS = (
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
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


@cache
def words() -> dict[str, Any]:
    """Return the tables of `data/wording.toml`."""
    return tomllib.loads((files("publish") / "data" / "wording.toml").read_text(encoding="utf-8"))


def say(value: object, table: str = "values") -> str:
    """Return the words for a stored value; one that has none keeps its own, with spaces for underscores.

    >>> say("action_arising"), say("not_started"), say("split", "fates"), say(None)
    ('Action arising', 'Not started', 'Split', '')
    """
    if value is None or value == "":
        return ""
    plain = str(value)
    known: dict[str, str] = words().get(table, {})
    spaced = plain.replace("_", " ")
    return known.get(plain, spaced[:1].upper() + spaced[1:])


def say_column(name: str) -> str:
    """Return the heading of a column.

    >>> say_column("due_by"), say_column("status_words")
    ('Due by', 'Status words')
    """
    return say(name, "columns")


def say_date(edtf: str | None) -> str:
    """Return an EDTF date in words; what is not understood is given back as it stands.

    >>> say_date("2024-03-31"), say_date("2024-12"), say_date("2023-04-01/2024-03-31"), say_date("2024-22")
    ('31 March 2024', 'December 2024', '1 April 2023 to 31 March 2024', 'summer 2024')
    >>> say_date("2024/.."), say_date("../2024-05"), say_date(None), say_date("soon"), say_date("2024-05-02T09:30:00Z")
    ('from 2024', 'until May 2024', '', 'soon', '2 May 2024')
    """
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _say_day(edtf)
    if end in ("..", ""):
        return f"from {_say_day(start)}"
    if start in ("..", ""):
        return f"until {_say_day(end)}"
    return f"{_say_day(start)} to {_say_day(end)}"


def _say_day(edtf: str) -> str:
    match = _DAY.fullmatch(edtf.partition("T")[0])  # of a moment, its day
    if not match:
        return edtf
    year, month, day, doubt = match.groups()
    about = "about " if doubt else ""
    if month in _SEASONS:
        return f"{about}{_SEASONS[month]} {year}"
    if month is None:
        return about + year
    if not 1 <= int(month) <= 12:
        return edtf
    name = _MONTHS[int(month) - 1]
    return f"{about}{int(day)} {name} {year}" if day else f"{about}{name} {year}"


def say_distance(day: str | None, today: date) -> str:
    """Return how far an ISO day lies from today.

    >>> say_distance("2026-01-03", date(2026, 1, 1)), say_distance("2025-10-01", date(2026, 1, 1))
    ('in 2 days', '3 months ago')
    >>> say_distance("2026-01-01", date(2026, 1, 1)), say_distance("no day", date(2026, 1, 1))
    ('today', '')
    """
    try:
        gap = (date.fromisoformat(day or "") - today).days
    except ValueError:
        return ""
    if gap == 0:
        return "today"
    size = abs(gap)
    unit, count = next((u, size // d) for u, d in (("year", 730), ("month", 61), ("day", 1)) if size >= d)
    if unit != "day":
        count = round(size / (365.25 if unit == "year" else 30.44))
    length = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {length}" if gap > 0 else f"{length} ago"


def say_place(page: int | None, path: str | None) -> str:
    """Return a place as people say it: the page first, then the path inside the document.

    >>> say_place(14, "page 14, table 2, row 3, column 1"), say_place(None, "paragraph 12"), say_place(3, "")
    ('page 14, table 2, row 3, column 1', 'paragraph 12', 'page 3')
    """
    path = (path or "").strip()
    if page is None or path.startswith(f"page {page}"):
        return path or ("" if page is None else f"page {page}")
    return f"page {page}, {path}" if path else f"page {page}"


def say_before(words_before: str) -> str:
    """Return the words before a quote without a word that was cut in two, which CONTEXT characters may begin with.

    >>> say_before("em. Most wanted one name and one number."), say_before("ACTION:")
    ('… Most wanted one name and one number.', 'ACTION:')
    """
    _, _, rest = words_before.partition(" ")
    return words_before if len(words_before) < CONTEXT - 1 or not rest else f"… {rest}"


def say_after(words_after: str) -> str:
    """Return the words after a quote without a word cut in two.

    >>> say_after("This was not possible in Larkfield or Ta"), say_after("page 3.")
    ('This was not possible in Larkfield or …', 'page 3.')
    """
    rest, _, _ = words_after.rpartition(" ")
    return words_after if len(words_after) < CONTEXT - 1 or not rest else f"{rest} …"


def say_times(count: int) -> str:
    """Return which time it is.

    >>> [say_times(n) for n in (1, 2, 3, 4, 11, 22, 103)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '103rd']
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th") if count % 100 not in (11, 12, 13) else "th"
    return f"{count}{ending}"


def three_months_on(day: date) -> date:
    """Return the day 91 days later: what "due soon" means on the home page.

    >>> three_months_on(date(2026, 1, 1))
    datetime.date(2026, 4, 2)
    """
    return day + timedelta(days=91)
