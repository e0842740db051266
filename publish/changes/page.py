"""A report of changes as one HTML file that needs nothing else: no script, no other file, no host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from publish.changes.lines import list_decisions, say_findings, say_where, sides
from publish.changes.marking import mark_differences
from publish.changes.report import Report
from publish.changes.sections import list_sections, say_earlier_sum, say_headline, say_sum
from publish.decided import say_decision, say_who
from publish.serve import site_folder
from publish.wording import say, say_date

# More than anyone reads on one page.
LIMIT = 400


def page_words() -> dict[str, Any]:
    """Return the functions that the templates of a report call."""
    return {
        "list_sections": list_sections,
        "say_headline": say_headline,
        "say_earlier_sum": say_earlier_sum,
        "say_sum": say_sum,
        "say_findings": say_findings,
        "list_decisions": list_decisions,
        "say_where": say_where,
        "sides": sides,
        "mark_differences": mark_differences,
    }


def capitalize_first(words: str) -> str:
    """Return the words with a capital at the beginning, all else as it is.

    >>> capitalize_first("since May: NHS")
    'Since May: NHS'
    """
    return words[:1].upper() + words[1:]


def make_page(reports: Sequence[Report]) -> str:
    """Return the reports as one HTML page."""
    folder = site_folder()
    env = Environment(loader=FileSystemLoader(folder / "templates"), autoescape=True)
    env.globals.update(page_words(), say=say, say_date=say_date, say_decision=say_decision, say_who=say_who)
    env.filters["capitalize_first"] = capitalize_first
    style = Markup((folder / "static" / "site.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return env.get_template("changes_file.html").render(reports=reports, linked=False, limit=LIMIT * 10, style=style)
