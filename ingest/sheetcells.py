"""A cell's value as the sheet prints it, dates in British order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_SECTION = re.compile(r'(?:[^;"\\]|"[^"]*"|\\.)*')
_COLOUR = re.compile(r"\[(?!\$|[hms]+\])[^\]]*\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A number format's first section: what stands around the digits, how they are set."""

    before: str
    after: str
    decimals: int | None
    most: int
    thousands: bool
    padded: int


def show_value(value: object, number_format: str = "General") -> str:
    """Return the words of a cell's value.

    Dates are written out day first and in full (`31 March 2025`; `March 2025` where the format shows no day),
    since an officer's `03/04/25` means another day elsewhere. Whole numbers have no `.0`.

    >>> show_value(datetime(2025, 3, 31), "dd/mm/yyyy"), show_value(0.125, "0.0%"), show_value(1250.0, "£#,##0")
    ('31 March 2025', '12.5%', '£1,250')
    >>> show_value(datetime(2025, 3, 1), "mmm-yy"), show_value(3.0), show_value(True)
    ('March 2025', '3', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return _show_date(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return _show_span(value)
    if isinstance(value, int | float):
        return _show_number(value, number_format)
    return str(value)


def _show_date(value: datetime | date, number_format: str) -> str:
    shape = _QUOTED.sub("", _COLOUR.sub("", _CURRENCY.sub("", number_format))).lower().split(";")[0]
    month = _MONTHS[value.month - 1]
    clock = value.strftime("%H:%M") if isinstance(value, datetime) and "h" in shape else ""
    if "d" in shape or not ("m" in shape or "y" in shape):
        shown = f"{value.day} {month} {value.year}"
    elif "m" in shape.replace("mm:ss", "").replace("h:mm", ""):
        shown = f"{month} {value.year}"
    else:
        shown = str(value.year)
    return f"{shown} {clock}".strip() if clock not in ("", "00:00") else shown


def _show_span(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def _show_number(value: float, number_format: str) -> str:
    shape = _read_shape(number_format)
    if shape is None or value in (float("inf"), float("-inf")):
        return _plain(value)
    percent = "%" in shape.before + shape.after
    size = abs(value) * (100 if percent else 1)
    if shape.decimals is None:
        digits = _plain(size)
    else:
        digits = f"{size:{',' if shape.thousands else ''}.{shape.most}f}"
        if shape.most > shape.decimals:
            digits = _trim(digits, shape.decimals)
        digits = digits.rjust(shape.padded, "0") if shape.padded > 1 and not shape.thousands else digits
    sign = "-" if value < 0 and any(digit in "123456789" for digit in digits) else ""
    return f"{sign}{shape.before}{digits}{shape.after}".strip()


def _trim(digits: str, least: int) -> str:
    """Take away the zeros that a `#` in the format leaves out."""
    whole, _, part = digits.partition(".")
    kept = part[:least] + part[least:].rstrip("0")
    return f"{whole}.{kept}" if kept else whole


def _plain(value: float) -> str:
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    return format(value, ".15g")


def _read_shape(number_format: str) -> _Shape | None:
    """Return the first section of a number format; None for General, text, and what this does not know."""
    match = _SECTION.match(number_format or "")
    section = _CURRENCY.sub(r"\1", _COLOUR.sub("", match.group() if match else ""))
    bare = _QUOTED.sub(lambda found: found.group(1) or found.group(2) or "", section)
    if bare.lower() in ("", "general", "@") or "E+" in bare or "/" in bare:
        return None
    digits = _DIGITS.search(bare)
    if digits is None:
        return None
    part = digits.group(1) or ""
    whole = digits.group().split(".")[0]
    return _Shape(
        bare[: digits.start()],
        bare[digits.end() :],
        part.count("0"),
        len(part),
        "," in whole.rstrip(","),
        whole.count("0"),
    )
