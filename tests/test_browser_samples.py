"""Pages of the sample corpus in a real browser: timelines, decisions, marked pages; accessible, at two widths."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from browser import serving
from playwright.sync_api import Browser, Page
from test_browser_site import CHECKS, ask_axe, browser  # noqa: F401 - a fixture is used by its name

REPORTS = ("wexcombe-strategy-progress-report-2024-11.pdf", "wexcombe-strategy-progress-report-2025-11.pdf")
# What each page is asked for: SQL for its id; the words name it.
PATHS = {
    "decided, then taken back": "/commitment/"
    "{select commitment from actions where action = 'Build one borough-wide list of unpaid carers' and page = 4}",
    "slipped twice": "/thread/{select thread from actions where number = '24/11-03' limit 1}",
    "a date by a person": "/commitment/{select commitment from actions where due_basis = 'person'}",
    "a name withheld": "/passage/{select id from passages where withheld > 0}",
    "decisions of a document": "/document/{select id from documents where source like '%report-2024-11.pdf'}",
    "an owner named by a person": "/owner/{select id from owners where name = 'Property Service'}",
    "an aim put under its priority": "/aim/{select fact from decisions where verdict = 'aim_of_priority'}",
    "changes": f"/changes?from={REPORTS[0]}&to={REPORTS[1]}",
    "decisions": "/goldenthread/decisions",
}


@pytest.fixture(scope="module")
def address(corpus: Path, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    copied = tmp_path_factory.mktemp("samples") / "goldenthread.db"
    shutil.copy(database, copied)
    with serving(copied, corpus) as served:
        yield served


def path_of(name: str, database: Path) -> str:
    before, brace, rest = PATHS[name].partition("{")
    if not brace:
        return before
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        (key,) = db.execute(rest.removesuffix("}")).fetchone()
    return f"{before}{key}"


@pytest.fixture(params=[1280, 400], ids=["wide", "narrow"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:  # noqa: F811 - the fixture
    context = browser.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PATHS)
def test_every_page_is_accessible_and_fits(page: Page, address: str, database: Path, name: str) -> None:
    page.goto(address + path_of(name, database))
    assert page.evaluate(CHECKS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index] # it is set
    assert ask_axe(page) == []


def test_timeline_decisions_and_page_are_there_without_a_script(
    browser: Browser,  # noqa: F811 - the fixture
    address: str,
    database: Path,
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + path_of("decided, then taken back", database))
    last = page.locator(".history > li").last.inner_text()
    assert "Reworded" in last
    assert "decided by a person" in last
    told = [box.inner_text() for box in page.locator(".decided").all()]
    assert [box.splitlines()[0] for box in told] == [
        "Taken back Scrutiny Officer, 24 November 2025",
        "Decided by a person Scrutiny Officer, 26 November 2025",
    ]
    assert "The program had found the same" in told[1]
    assert "add a line to decisions.csv with “2025-9” in its column revokes" in told[1]
    picture = page.locator(".marked img")
    picture.scroll_into_view_if_needed()
    picture.wait_for(state="visible")
    with page.expect_response(lambda answer: "/marked/" in answer.url) as answer:
        page.locator(".marked a").click()
    assert answer.value.headers["content-type"] == "image/png"
    page.close()


def test_a_second_slip_and_a_change_of_owner_stand_on_the_timeline(
    browser: Browser,  # noqa: F811 - the fixture
    address: str,
    database: Path,
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + path_of("slipped twice", database))
    moved = [line.inner_text() for line in page.locator(".moved").all()]
    assert moved == [
        "Slipped by 91 days: from “31 March 2025” (page 1) to “30 June 2025” (page 1). The document says so.",
        "Slipped again, 2nd time by 92 days: from “30 June 2025” (page 1) to “30 September 2025” (page 1). "
        "The document does not mention the change.",
        "Changed hands: from GF (Gwendolyn Farrow) (page 1) to AQ (Adaeze Quillfeather) (page 1).",
    ]
    page.close()
