"""How one cell of a table is shown: lists as lists, dates in words, ids as links to pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from publish.wording import say, say_date, words

_DATES = {
    "due",
    "due_by",
    "published",
    "period",
    "earliest",
    "latest",
    "old_due",
    "new_due",
    "edtf",
    "first_published",
    "last_published",
    "at",
}
_WORDS = {
    "status",
    "kind",
    "tier",
    "role",
    "relation",
    "status_before",
    "status_after",
    "severity",
    "use",
    "priority_basis",
    "verdict",
}
_LISTS = {"owners", "sponsors", "partners", "reasons", "old_owners", "new_owners"}

PAGE_OF_COLUMN = {
    "commitment": "commitment",
    "from_commitment": "commitment",
    "to_commitment": "commitment",
    "parent": "commitment",
    "document": "document",
    "from_document": "document",
    "to_document": "document",
    "first_document": "document",
    "last_document": "document",
    "other_document": "document",
    "supersedes": "document",
    "copy_of": "document",
    "thread": "thread",
    "passage": "passage",
    "owner": "owner",
    "aim_id": "aim",
    "from_aim": "aim",
    "to_aim": "aim",
    "priority_id": "priority",
}
PAGE_OF_TABLE = {
    "actions": "commitment",
    "pledges": "commitment",
    "commitments": "commitment",
    "documents": "document",
    "owners": "owner",
    "aims": "aim",
    "priorities": "priority",
    "threads": "thread",
    "passages": "passage",
}


def page_of_cell(table: str | None, column: str) -> str | None:
    """Return the kind of page that an id in this column opens.

    >>> page_of_cell("commitments", "aim"), page_of_cell("actions", "aim"), page_of_cell("owners", "parent")
    ('aim', None, 'owner')
    """
    if column == "parent" and table == "owners":
        return "owner"
    if table in ("commitments", "aims") and column in ("aim", "priority"):
        return column
    if column == "id" and table is not None:
        return PAGE_OF_TABLE.get(table)
    return PAGE_OF_COLUMN.get(column)


def show_cell(value: Any, column: str, table: str | None, link: Callable[[str, str], str]) -> Markup | None:
    """Return a cell as HTML, None where Datasette's own way is right.

    `value` is a plain value, or `{"value": id, "label": words}` for a foreign key; `link` makes the path of a page
    from its kind and an id.
    """
    if value is None or value == "":
        return None
    label = None
    if isinstance(value, dict):
        value, label = value.get("value"), value.get("label")
    page = page_of_cell(table, column)
    if page and isinstance(value, str):
        return _link(link(page, value), str(label)) if label else _open(link(page, value), value)
    if label is not None:
        return None
    return _show_plain(value, column)


def _show_plain(value: Any, column: str) -> Markup | None:
    if not isinstance(value, str):
        return None
    if column in _DATES:
        return Markup("{}").format(say_date(value))
    if column == "status":
        return Markup('<span class="tag status-{}">{}</span>').format(value, say(value))
    if column in _WORDS:
        return Markup("{}").format(say(value))
    if column == "state" and value in words()["decision_state"]:
        return Markup("{}").format(say(value, "decision_state"))
    if column == "fate":
        return Markup('<span class="tag fate">{}</span>').format(say(value, "fates"))
    if column in _LISTS or column == "extra" or value[:2] == '["':
        return _show_json(value)
    return None


def _show_json(value: str) -> Markup | None:
    try:
        held = json.loads(value)
    except ValueError:
        return None
    if isinstance(held, list):
        items = [str(item) for item in held]
        if not items:
            return Markup('<span class="soft">none</span>')
        return Markup('<ul class="chips">{}</ul>').format(
            Markup("").join(Markup("<li>{}</li>").format(i) for i in items)
        )
    if isinstance(held, dict) and held:
        rows = (Markup("<dt>{}</dt><dd>{}</dd>").format(str(k), str(v)) for k, v in held.items())
        return Markup("<dl>{}</dl>").format(Markup("").join(rows))
    return Markup('<span class="soft">none</span>') if held == {} else None


def _open(path: str, key: str) -> Markup:
    return Markup('<a href="{}">Open<span class="unseen"> {}</span></a>').format(path, key)


def _link(path: str, label: str) -> Markup:
    short = label if len(label) <= 120 else label[:119].rstrip() + "…"
    return Markup('<a href="{}">{}</a>').format(path, short)


def mark_found(snippet: str) -> Markup:
    """Return a snippet of a search with what was found marked, all else escaped.

    >>> mark_found("a <b> \\x02warm\\x03 space")
    Markup('a &lt;b&gt; <mark>warm</mark> space')
    """
    return escape(snippet).replace("\x02", Markup("<mark>")).replace("\x03", Markup("</mark>"))
