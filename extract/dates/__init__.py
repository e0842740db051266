"""Dates as British public bodies print them, read as EDTF with earliest and latest day (CONTRACT.md section 3)."""

from extract.dates.columns import pick_due, read_column_dates
from extract.dates.mentions import FoundDate, read_dates
from extract.dates.roles import DateRole
from extract.dates.spans import bounds
from extract.dates.titles import read_period, read_published

__all__ = [
    "DateRole",
    "FoundDate",
    "bounds",
    "pick_due",
    "read_column_dates",
    "read_dates",
    "read_period",
    "read_published",
]
