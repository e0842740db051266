"""The site's own pages: home, search, and one page each for a commitment, document, owner and so on.

Each handler takes Datasette and a request and returns a response; what it shows comes from `questions`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from datasette.database import QueryInterrupted  # type: ignore[import-untyped]  # 0.65 ships no types
from datasette.utils.asgi import NotFound, Response  # type: ignore[import-untyped]  # the same

from publish import questions
from publish.changes import Report, Unclear, editions, read_report
from publish.changes.page import LIMIT, page_words
from publish.decided import read_decisions_of
from publish.originals import link_to_original
from publish.pictures import list_shown
from publish.questions import Row
from publish.timeline import read_timeline

PLUGIN = "goldenthread-site"
PAGES = ("commitment", "document", "owner", "aim", "priority", "thread", "passage")
PAGE_SIZE = 25
_PREFIXES = {"c": "commitment", "d": "document", "o": "owner", "a": "aim", "p": "priority", "t": "thread"}

_remembered: dict[str, tuple[object, Any]] = {}


def database_of(datasette: Any) -> Any:
    """Return the served database: the first one, there is no other."""
    return datasette.get_database()


def setting(datasette: Any, name: str) -> str | None:
    """Return a setting of this plugin: `files`, the corpus folder to serve, or `today`, the day it is (ISO)."""
    return (datasette.plugin_config(PLUGIN) or {}).get(name)


def today(datasette: Any) -> date:
    """Return the day that overdue and due soon are counted from."""
    fixed = setting(datasette, "today")
    return date.fromisoformat(fixed) if fixed else date.today()


def page_path(datasette: Any, kind: str, key: str) -> str:
    """Return the path of a page, say `/commitment/c-1f`."""
    return str(datasette.urls.path(f"/{kind}/{quote(str(key), safe='')}"))


async def home(datasette: Any, request: Any) -> Any:
    """Show what this is and where to start."""
    db, day = database_of(datasette), today(datasette)
    found = await _remember(db, f"home {day}", lambda: questions.read_home(db, day))
    return await _render(datasette, request, "index.html", {"home": found, "today": day.isoformat()})


async def search(datasette: Any, request: Any) -> Any:
    """Show what holds the words asked for, by kind."""
    words = (request.args.get("q") or "").strip()[:400]
    chosen = request.args.get("kind") or ""
    chosen = chosen if chosen in questions.SEARCHED else ""
    page = _page_number(request)
    db, groups, too_many = database_of(datasette), [], False
    for kind in [chosen] if chosen else questions.SEARCHED:
        if not words:
            break
        size = PAGE_SIZE if chosen else 5
        try:
            rows, more = await questions.search(db, kind, words, page if chosen else 1, size)
        except QueryInterrupted:
            rows, more, too_many = [], False, True
        groups.append({"kind": kind, "rows": rows, "more": more})
    context = {
        "words": words,
        "chosen": chosen,
        "groups": groups,
        "kinds": questions.SEARCHED,
        "page": page,
        "too_many": too_many,
        "link": str(datasette.urls.path("/search?" + urlencode({"q": words, "kind": chosen}))),
        "link_all": str(datasette.urls.path("/search?" + urlencode({"q": words}))),
    }
    return await _render(datasette, request, "search.html", context)


async def commitment(datasette: Any, request: Any) -> Any:
    """Show one commitment: its chain, its words and where they stand, and its thread."""
    db, key = database_of(datasette), _key(request)
    found = await questions.read_commitment(db, key)
    if found is None:
        return await _other_name(datasette, key)
    for row in found["evidence"]:
        row["original"] = link_to_original(found, row["page"], _served(datasette))
    found["said"] = choose_quote(found["evidence"])
    found["timeline"] = await db.execute_fn(lambda c: read_timeline(c, found["thread"], key))
    found["pictures"] = await _pictures(datasette, key)
    return await _render(datasette, request, "commitment.html", {"it": found, "today": today(datasette)})


def choose_quote(evidence: list[Row]) -> list[Row]:
    """Return the evidence of the commitment's own words: the field `text`, else the first field there is.

    >>> choose_quote([{"field": "owner"}, {"field": "text"}])
    [{'field': 'text'}]
    """
    for field in ("text", "action", "quote"):
        if chosen := [row for row in evidence if row["field"] == field]:
            return chosen
    return evidence[:1]


async def document(datasette: Any, request: Any) -> Any:
    """Show one document: what is known of it and how, its plan, its pledges, what could not be read."""
    found = await questions.read_document(database_of(datasette), _key(request))
    if found is None:
        return await _other_name(datasette, _key(request))
    found["original"] = link_to_original(found, None, _served(datasette))
    found["plan"] = make_plan(found["priorities"], found["aims"], found["action_rows"])
    found["decisions"] = await _decisions(datasette, "document", found["id"])
    return await _render(datasette, request, "document.html", {"it": found})


def make_plan(priorities: list[Row], aims: list[Row], actions: list[Row]) -> list[Row]:
    """Return priorities with their `aims`, each with its `actions`; what hangs on nothing comes last, under None.

    >>> make_plan([], [{"id": "a", "priority": None}], [{"aim_id": "a", "priority_id": None}])[0]["aims"][0]["id"]
    'a'
    """
    by_aim: dict[str | None, list[Row]] = {}
    for action in actions:
        by_aim.setdefault(action["aim_id"], []).append(action)
    known = {priority["id"] for priority in priorities}
    plan = []
    for priority in [*priorities, {"id": None, "text": "", "number": ""}]:
        under = [a for a in aims if (a["priority"] if a["priority"] in known else None) == priority["id"]]
        loose = [a for a in by_aim.get(None, []) if a["priority_id"] == priority["id"]]
        branches = [{**aim, "actions": by_aim.get(aim["id"], [])} for aim in under]
        if branches or loose or priority["id"]:
            plan.append({**priority, "aims": branches, "actions": loose})
    return plan


async def owner(datasette: Any, request: Any) -> Any:
    """Show one owner: the names it is printed under, and what it is to do."""
    page = _page_number(request)
    found = await questions.read_owner(database_of(datasette), _key(request), page)
    if found is None:
        return await _other_name(datasette, _key(request))
    link = page_path(datasette, "owner", found["id"]) + "?"
    found["decisions"] = await _decisions(datasette, "owner", found["id"])
    return await _render(datasette, request, "owner.html", {"it": found, "page": page, "link": link})


async def aim(datasette: Any, request: Any) -> Any:
    """Show one aim and its actions."""
    found = await questions.read_aim(database_of(datasette), _key(request))
    if found is None:
        return await _other_name(datasette, _key(request))
    found["decisions"] = await _decisions(datasette, "aim", found["id"])
    return await _render(datasette, request, "aim.html", {"it": found})


async def priority(datasette: Any, request: Any) -> Any:
    """Show one priority and its aims."""
    found = await questions.read_priority(database_of(datasette), _key(request))
    if found is None:
        return await _other_name(datasette, _key(request))
    return await _render(datasette, request, "priority.html", {"it": found})


async def thread(datasette: Any, request: Any) -> Any:
    """Show one commitment through all documents."""
    db, key = database_of(datasette), _key(request)
    found = await questions.ask_one(db, "select * from threads where id = :id", id=key)
    if found is None:
        return await _other_name(datasette, key)
    found["timeline"] = await db.execute_fn(lambda c: read_timeline(c, key))
    return await _render(datasette, request, "thread.html", {"it": found})


async def changes(datasette: Any, request: Any) -> Any:
    """Show what changed between two documents, or without two names the editions that can be compared."""
    db, asked = database_of(datasette), [(request.args.get(side) or "").strip()[:400] for side in ("from", "to")]
    context: Row = {"asked": asked, "report": None, "unclear": "", "pairs": [], "linked": True, "limit": LIMIT}
    if all(asked):
        try:
            report = await db.execute_fn(lambda connection: _compare(connection, *asked))
            context.update(page_words(), report=report)
        except Unclear as error:
            context["unclear"] = str(error)
        except QueryInterrupted:
            context["unclear"] = "The two documents are too long to be compared here; `goldenthread changes` can."
    if not context["report"]:
        context["pairs"] = (await db.execute_fn(editions.list_pairs))[:LIMIT]
    return await _render(datasette, request, "changes.html", context)


def _compare(connection: Any, before: str, after: str) -> Report:
    [pair] = editions.find_pairs(connection, before, after)
    return read_report(connection, *pair)


async def passage(datasette: Any, request: Any) -> Any:
    """Show the words of a passage among their neighbours."""
    found = await questions.read_passage(database_of(datasette), _key(request))
    if found is None:
        raise NotFound("There is no such passage; the documents may have been read again since.")
    found["original"] = link_to_original(found, found["page"], _served(datasette))
    found["pictures"] = await _pictures(datasette, found["id"])
    return await _render(datasette, request, "passage.html", {"it": found})


def routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Return (regular expression of a path, handler) of every page."""
    handlers = {
        "commitment": commitment,
        "document": document,
        "owner": owner,
        "aim": aim,
        "priority": priority,
        "thread": thread,
        "passage": passage,
    }
    return [
        (r"^/$", home),
        (r"^/search$", search),
        (r"^/changes$", changes),
        *((rf"^/{kind}/(?P<key>[^/]+)$", handler) for kind, handler in handlers.items()),
    ]


async def _other_name(datasette: Any, key: str) -> Any:
    """Send a former id on to the page of the one it became."""
    new = await questions.find_alias(database_of(datasette), key)
    kind = _PREFIXES.get((new or "").partition("-")[0])
    if new is None or kind is None:
        raise NotFound("There is no such page; the documents may have been read again since. Try the search.")
    return Response.redirect(page_path(datasette, kind, new))


async def _render(datasette: Any, request: Any, template: str, context: Row) -> Any:
    return Response.html(await datasette.render_template(template, context, request=request))


def _served(datasette: Any) -> str | None:
    return str(datasette.urls.path("/file")) if setting(datasette, "files") else None


async def _pictures(datasette: Any, fact: str) -> list[Any]:
    """The pages to show of a fact; none where the site serves no files."""
    if not setting(datasette, "files"):
        return []
    return await list_shown(database_of(datasette), fact, str(datasette.urls.path("/marked")))


async def _decisions(datasette: Any, kind: str, key: str) -> Any:
    return await database_of(datasette).execute_fn(lambda c: read_decisions_of(c, kind, key))


def _key(request: Any) -> str:
    return unquote(request.url_vars["key"])


def _page_number(request: Any) -> int:
    number = request.args.get("page") or "1"
    return min(max(int(number), 1), 400) if number.isascii() and number.isdigit() and len(number) < 6 else 1


async def _remember(db: Any, name: str, make: Callable[[], Awaitable[Any]]) -> Any:
    """Return what `make` returned last time, unless the database's files have changed since."""
    if not db.path:
        return await make()
    state = (str(db.path), *(_stamp(Path(str(db.path) + end)) for end in ("", "-wal")))
    held = _remembered.get(name)
    if held is None or held[0] != state:
        held = (state, await make())
        _remembered.clear()
        _remembered[name] = held
    return held[1]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)
