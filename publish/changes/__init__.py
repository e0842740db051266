"""What changed from one edition to the next: read once, shown in a terminal, on a page, in a workbook."""

from publish.changes.editions import Unclear
from publish.changes.reading import read_changes, read_headlines, read_report
from publish.changes.report import Change, Report, Section
from publish.changes.sections import list_sections, say_headline

__all__ = [
    "Change",
    "Report",
    "Section",
    "Unclear",
    "list_sections",
    "read_changes",
    "read_headlines",
    "read_report",
    "say_headline",
]
