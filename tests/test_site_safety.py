"""What the site must never do: run a script, leak a document kept off it, answer open SQL, leave its folder."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import make_database, make_site
from plans import FIRST, MINUTES, make_plan
from test_site_pages import opened

from graph.plan import Plan
from publish.originals import find_file
from publish.serve import FILES_VARIABLE

SCRIPT = "<script>alert('Wexcombe')</script>\"'>"
Get = Callable[..., Any]


def poison(plan: Plan) -> Plan:
    """Return the plan with markup in every text that a page shows."""
    readings = []
    for reading in plan.readings:
        commitments = tuple(
            replace(
                c,
                text=c.text + SCRIPT,
                quote=c.quote + SCRIPT,
                number=SCRIPT,
                lead_in=SCRIPT,
                agent=SCRIPT,
                measure=SCRIPT,
                section=SCRIPT,
                tier_reason=SCRIPT,
                extra=((SCRIPT, SCRIPT),),
                update=c.update and replace(c.update, text=SCRIPT, status_words=SCRIPT),
                due=c.due and replace(c.due, text=SCRIPT),
                dates=tuple(replace(d, text=SCRIPT, edtf=SCRIPT) for d in c.dates),
                evidence=tuple(replace(e, quote=SCRIPT, before=SCRIPT, after=SCRIPT) for e in c.evidence),
            )
            for c in reading.commitments
        )
        p = reading.profile
        profile = replace(
            p,
            title=p.title and replace(p.title, value=SCRIPT, basis=SCRIPT),
            publisher=p.publisher and replace(p.publisher, value=SCRIPT),
            published=p.published and replace(p.published, value=SCRIPT),
            url="javascript:alert(1)",
            other=((SCRIPT, SCRIPT),),
        )
        readings.append(
            replace(
                reading,
                profile=profile,
                commitments=commitments,
                passages=tuple(replace(x, text=x.text + SCRIPT, section=SCRIPT, path=SCRIPT) for x in reading.passages),
                priorities=tuple(replace(x, text=SCRIPT, description=SCRIPT) for x in reading.priorities),
                aims=tuple(replace(x, text=SCRIPT, priority_reason=SCRIPT) for x in reading.aims),
                issues=tuple(replace(x, message=SCRIPT) for x in reading.issues),
            )
        )
    return replace(
        plan,
        readings=tuple(readings),
        owners=tuple(replace(o, name=o.name + SCRIPT) for o in plan.owners),
        owner_names=tuple(replace(n, name=SCRIPT, basis=SCRIPT) for n in plan.owner_names),
        commitment_owners=tuple(replace(o, named_as=SCRIPT) for o in plan.commitment_owners),
        threads=tuple(replace(t, title=SCRIPT) for t in plan.threads),
        fates=tuple(replace(f, reasons=(SCRIPT,)) for f in plan.fates),
        slips=tuple(replace(s, old_words=SCRIPT, new_words=SCRIPT) for s in plan.slips),
        issues=tuple(replace(i, source=SCRIPT, issue=replace(i.issue, message=SCRIPT)) for i in plan.issues),
    )


def walk(database: Path, starts: list[str], most: int = 260) -> dict[str, str]:
    """Return every page that links lead to from the starts: path to HTML."""
    site, pages, ahead = make_site(database), {}, list(starts)

    async def go() -> None:
        await site.invoke_startup()
        while ahead and len(pages) < most:
            path = ahead.pop(0)
            if path in pages:
                continue
            response = await site.client.get(path)
            pages[path] = response.text
            assert response.status_code < 500, path
            if "text/html" in response.headers.get("content-type", ""):
                found = re.findall(r'href="(/[^"#]*)', response.text)
                ahead.extend(p.replace("&amp;", "&") for p in found if "_sort" not in p and "/assets/" not in p)

    asyncio.run(go())
    return pages


STARTS = [
    "/",
    "/search?q=food",
    "/search?q=%3Cscript%3Ealert('Wexcombe')",
    "/goldenthread/search?words=food",
    "/goldenthread/by_owner?owner=health",
    "/goldenthread/actions_of_aim?aim=script",
    "/goldenthread/actions?action__contains=%3Cscript%3Ealert('Wexcombe')%3C/script%3E",
    "/goldenthread/actions?_search=%3Cscript%3Ealert('Wexcombe')",
]


def test_markup_in_a_document_is_words_on_every_page(tmp_path: Path) -> None:
    pages = walk(make_database(poison(make_plan()), tmp_path), STARTS)
    seen = {path: page for path, page in pages.items() if ".csv" not in path and ".json" not in path}
    assert len(seen) > 120
    for path, page in seen.items():
        assert "<script>alert" not in page, path
        assert 'href="javascript:' not in page, path
    assert any("&lt;script&gt;alert(" in page for page in seen.values())


def test_pages_need_no_script_and_no_outside_host(tmp_path: Path) -> None:
    plan = make_plan()
    for path, page in walk(make_database(plan, tmp_path), ["/"], 90).items():
        if not page.startswith("<!DOCTYPE"):
            continue
        assert "<script" not in page, path
        assert re.findall(r'(?:src|action)="(?!/)[^"]+"', page) == [], path
        outside = set(re.findall(r'(?:<link[^>]+href|@import)="(https?://[^"]+)"', page))
        assert {o for o in outside if not o.startswith("http://localhost/")} == set(), path


def test_headers_forbid_scripts_and_outside_hosts(tmp_path: Path) -> None:
    headers = opened(make_database(make_plan(), tmp_path))("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_document_kept_off_the_site_is_on_no_page(tmp_path: Path) -> None:
    plan = make_plan()
    first = plan.readings[1]
    kept_off = "Close the Elm Street depot"
    hidden = replace(
        first,
        profile=replace(first.profile, publish=False, title=replace(first.profile.title, value=kept_off)),  # type: ignore[type-var] # it has one
        commitments=tuple(replace(c, text=kept_off, quote=kept_off) for c in first.commitments),
        passages=tuple(replace(p, text=kept_off) for p in first.passages),
    )
    database = make_database(replace(plan, readings=(plan.readings[0], hidden, plan.readings[2])), tmp_path)
    tables = ("actions", "pledges", "documents", "passages", "evidence", "sources", "issues", "runs")
    starts = [*STARTS, "/search?q=Elm", *(f"/goldenthread/{t}.csv?_stream=on" for t in tables)]
    for path, page in walk(database, [*starts, f"/document/{FIRST}"], 160).items():
        assert "Elm Street depot" not in page, path
        assert "progress-2023" not in page, path


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Get:
    return opened(make_database(make_plan(), tmp_path_factory.mktemp("safety")))


@pytest.mark.parametrize(
    "path",
    [
        "/goldenthread?sql=select+1",
        "/goldenthread.json?sql=select+1",
        "/goldenthread.csv?sql=select+1",
        "/goldenthread/actions?_where=1=1",
        "/goldenthread/sources",
        "/goldenthread/sources.json",
        "/goldenthread/sources.csv",
        "/goldenthread.db",
        "/-/databases.json",
        "/-/threads.json",
    ],
)
def test_open_sql_downloads_and_private_tables_are_forbidden(get: Get, path: str) -> None:
    response = get(path, follow_redirects=True)
    assert response.status_code in (400, 403, 404), path
    assert "c-" not in response.text


def test_a_value_cannot_grow_without_limit(tmp_path: Path) -> None:
    site = make_site(make_database(make_plan(), tmp_path))

    async def grow() -> None:
        await site.invoke_startup()
        await site.get_database("goldenthread").execute("select hex(randomblob(300000000))")

    with pytest.raises((sqlite3.DataError, sqlite3.OperationalError), match="too big"):
        asyncio.run(grow())


# The files themselves


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    for name in ("reports/progress-2023.pdf", "minutes/board-2024-03.docx", "reports/other.pdf"):
        file = corpus / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF-1.4 " + name.encode())
    (tmp_path / "secret.txt").write_text("secret")
    return corpus


def test_files_are_served_only_where_a_folder_is_set(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    get = opened(make_database(make_plan(), tmp_path))
    monkeypatch.delenv(FILES_VARIABLE, raising=False)
    assert get(f"/file/{FIRST}").status_code == 404
    monkeypatch.setenv(FILES_VARIABLE, str(folder))
    report = get(f"/file/{FIRST}")
    assert report.content == b"%PDF-1.4 reports/progress-2023.pdf"
    assert report.headers["content-type"] == "application/pdf"
    assert report.headers["content-disposition"].startswith("inline")
    assert get(f"/file/{MINUTES}").headers["content-disposition"].startswith("attachment")
    plan = make_plan()
    page = get(f"/commitment/{plan.readings[1].commitments[0].id}").text
    assert f'href="/file/{FIRST}#page=1"' in page
    assert str(folder) not in get("/-/metadata.json").text
    assert get("/file/reports~2Fother.pdf").status_code == 404


@pytest.mark.parametrize(
    "source", ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "..\\secret.txt", "link.pdf", "."]
)
def test_no_path_leads_out_of_the_folder(folder: Path, tmp_path: Path, source: str) -> None:
    try:
        (folder / "link.pdf").symlink_to(tmp_path / "secret.txt")
    except OSError:
        pytest.skip("this system makes no links")
    assert find_file(folder, source) is None
