"""What Datasette calls: routes, cells, template words, limits and headers. Only hooks that 0.65 and 1.0 both have."""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import AsgiFileDownload, NotFound, Response  # type: ignore[import-untyped]  # 0.65 ships no types
from datasette.version import __version__  # type: ignore[import-untyped]  # the same
from pluggy import HookimplMarker

from publish import pages
from publish.cells import PAGE_OF_TABLE, mark_found, show_cell
from publish.changes.page import capitalize_first
from publish.decided import say_decision, say_who
from publish.originals import file_of
from publish.pictures import read_picture
from publish.questions import match_words
from publish.serve import find_metadata
from publish.wording import say, say_after, say_before, say_column, say_date, say_distance, say_place, say_times, words

hookimpl = HookimplMarker("datasette")  # what `datasette.hookimpl` is, with its type

LONGEST_VALUE = 10_000_000  # bytes; the time limit alone does not stop a query that builds a huge string

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}


# Pages of Datasette that tell of the machine and of the server, or let a visitor try things out.
_INNER = r"^/-/(databases|threads|plugins|settings|config|permissions|allow-debug|messages|patterns)(\.json)?$"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add our pages, and the documents themselves where a folder is set; take away what tells of this machine."""
    files = [
        (r"^/file/(?P<key>[^/]+)$", send_file),
        (r"^/marked/(?P<key>[^/]+)/(?P<page>[0-9]{1,6})\.png$", send_picture),
    ]
    return [*pages.routes(), *files, (_INNER, refuse)]


async def refuse() -> None:
    """Answer that there is no such page: Datasette would show paths of this machine."""
    raise NotFound("This is not shown on a public site.")


async def send_file(datasette: Any, request: Any) -> Any:
    """Send the file of a document, where the site may serve files."""
    folder = pages.setting(datasette, "files")
    found = await file_of(pages.database_of(datasette), Path(folder), request.url_vars["key"]) if folder else None
    if found is None:
        raise NotFound("This site does not hold the file of that document.")
    path, content_type, headers = found
    return AsgiFileDownload(str(path), content_type=content_type, headers=headers)


async def send_picture(datasette: Any, request: Any) -> Any:
    """Send a page of a PDF with the words of a fact outlined, or say why it is not shown."""
    folder = pages.setting(datasette, "files")
    if not folder:
        raise NotFound("This site shows no pages of documents.")
    key, page = unquote(request.url_vars["key"]), int(request.url_vars["page"])
    found = await read_picture(pages.database_of(datasette), Path(folder), key, page)
    if isinstance(found, str):
        said = words()["pictures"][found]
        return Response.text(said, status=403 if found in ("withheld", "unsure") else 404)
    picture, tag = found
    headers = {"etag": f'"{tag}"', "cache-control": "no-cache"}  # asked again each time: a name may be withheld later
    if f'"{tag}"' in (request.headers.get("if-none-match") or ""):
        return Response(b"", status=304, headers=headers)
    return Response(picture, content_type="image/png", headers=headers)


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Any) -> Any:
    """Show lists as lists, dates in words, and ids as links to pages."""
    return show_cell(value, column, table, lambda kind, key: pages.page_path(datasette, kind, key))


@hookimpl(trylast=True)  # after Datasette, whose own `escape_fts` answers a lone quote mark with a syntax error
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Keep any one value of a query small, and let the searches, ours and a table's, take whatever is typed."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    for name in ("match_words", "escape_fts"):
        conn.create_function(name, 1, lambda typed: match_words(str(typed or "")) or '""', deterministic=True)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Give every template, the error page too, the site's name and the words for what it shows."""
    name = pages.database_of(datasette).name
    described = next(iter(site_metadata()["databases"].values()))
    env.filters["capitalize_first"] = capitalize_first
    env.globals.update(
        site=describe_site(datasette, ""),
        about_tables=described["tables"],
        about_queries=described["queries"],
        to=lambda kind, key: pages.page_path(datasette, kind, key),
        table_path=lambda table: str(datasette.urls.table(name, table)),
        parameter=lambda key: words()["parameters"].get(key, {"label": say_column(key), "type": "text"}),
        say=say,
        say_date=say_date,
        say_distance=say_distance,
        say_place=say_place,
        say_column=say_column,
        say_decision=say_decision,
        say_who=say_who,
        say_times=say_times,
        say_before=say_before,
        say_after=say_after,
        mark_found=mark_found,
        from_json=json.loads,
    )


@hookimpl
def extra_template_vars(datasette: Any, request: Any, table: str | None) -> dict[str, Any]:
    """Give a page what depends on it: the menu with the page marked, and the columns that its table shows first."""
    wide = request is None or request.args.get("_wide")
    return {
        "site": describe_site(datasette, request.path if request else ""),
        "page_of_table": PAGE_OF_TABLE.get(table or ""),
        "shown_columns": None if wide else words()["shown"].get(table or ""),
        "today": pages.today(datasette),
    }


def describe_site(datasette: Any, here: str) -> dict[str, Any]:
    """Return the site's name, what it is, its database and its menu; `here` is the path of the page."""
    metadata, name = site_metadata(), pages.database_of(datasette).name
    return {
        "title": metadata["title"],
        "description": metadata["description"],
        "about": metadata["about"],
        "database": name,
        "datasette": __version__,
        "menu": make_menu(datasette, name, here),
    }


@cache
def site_metadata() -> dict[str, Any]:
    """Return the metadata that describes tables and columns."""
    read: dict[str, Any] = json.loads(find_metadata().read_text(encoding="utf-8"))
    return read


def make_menu(datasette: Any, database: str, here: str) -> list[dict[str, Any]]:
    """Return the links at the top of every page."""
    entries = [
        (label, str(datasette.urls.path(path))) for label, path in (("Search", "/search"), ("Changes", "/changes"))
    ]
    tables = ("actions", "pledges", "documents", "owners")
    entries += [(table.capitalize(), str(datasette.urls.table(database, table))) for table in tables]
    entries.append(("Questions and tables", str(datasette.urls.database(database))))
    return [{"label": label, "path": path, "here": here == path} for label, path in entries]


@hookimpl
def asgi_wrapper() -> Any:
    """Send headers that keep every page without scripts and without outside hosts."""

    def wrap(app: Any) -> Any:
        async def with_headers(scope: Any, receive: Any, send: Any) -> None:
            async def send_with_headers(event: Any) -> None:
                if event["type"] == "http.response.start":
                    ours = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]
                    event = {**event, "headers": [*event.get("headers", []), *ours]}
                await send(event)

            await app(scope, receive, send_with_headers if scope["type"] == "http" else send)

        return with_headers

    return wrap
