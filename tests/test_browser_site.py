"""The site in a real browser: accessible, readable at both widths, of use with the keyboard, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from browser import make_database, serving
from plans import FIRST, SECOND, make_plan
from playwright.sync_api import Browser, Page, sync_playwright

from extract.identity import make_id

PLAN = make_plan()
COMMITMENT = PLAN.readings[1].commitments[0].id
PATHS = {
    "home": "/",
    "search": "/search?q=food",
    "empty search": "/search",
    "commitment": f"/commitment/{COMMITMENT}",
    "unsure pledge": f"/commitment/{PLAN.readings[1].commitments[2].id}",
    "document": f"/document/{FIRST}",
    "owner": f"/owner/{make_id('o', 'Public Health')}",
    "aim": f"/aim/{PLAN.readings[1].aims[0].id}",
    "priority": f"/priority/{PLAN.readings[1].priorities[0].id}",
    "thread": f"/thread/{PLAN.threads[0].id}",
    "changes": f"/changes?from={FIRST}&to={SECOND}",
    "editions": "/changes",
    "passage": f"/passage/{PLAN.readings[1].passages[2].id}",
    "table": "/goldenthread/actions?status=delayed",
    "every column": "/goldenthread/actions?_wide=1",
    "row": f"/goldenthread/actions/{COMMITMENT}",
    "question": "/goldenthread/overdue?on=2026-01-01",
    "questions and tables": "/goldenthread",
    "no such page": "/nothing",
}
# What axe-core's rules of WCAG 2.2 AA say at most needs of a page, checked here where axe itself is not installed.
CHECKS = """() => {
  const wrong = [];
  if (document.documentElement.lang !== 'en-GB') wrong.push('no language');
  if (!document.title.trim()) wrong.push('no title');
  if (document.querySelectorAll('main').length !== 1) wrong.push('not one main part');
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  let last = 0;
  for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    const level = +h.tagName[1];
    if (level > last + 1) wrong.push('heading out of order: ' + h.textContent);
    last = level;
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]),select,textarea'))
    if (!field.labels.length && !field.ariaLabel) wrong.push('no label: ' + field.name);
  for (const link of document.querySelectorAll('a,button'))
    if (!link.textContent.trim() && !link.ariaLabel && !link.querySelector('img[alt]:not([alt=""])'))
      wrong.push('no name: ' + link.outerHTML);
  for (const image of document.querySelectorAll('img')) if (!image.hasAttribute('alt')) wrong.push('no alt');
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (new Set(ids).size !== ids.length) wrong.push('an id twice');
  for (const th of document.querySelectorAll('th')) if (!th.scope) wrong.push('no scope: ' + th.textContent);
  return wrong;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(make_database(PLAN, tmp_path_factory.mktemp("browser"))) as served:
        yield served


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-sandbox"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=quiet)


@pytest.fixture(params=[1440, 375], ids=["wide", "narrow"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PATHS)
def test_every_page_is_accessible_and_fits(page: Page, address: str, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PATHS[name])
    assert page.evaluate(CHECKS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index] # it is set
    assert [url for url in asked if not url.startswith(address)] == []
    assert ask_axe(page) == []


def ask_axe(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA, nothing where it is not installed."""
    if find_spec("axe_playwright_python") is None:
        return []
    page.add_script_tag(content=(files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found["violations"]]


def test_the_first_tab_leads_past_the_menu(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["x"] >= 0  # type: ignore[index] # it is on the page
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_focus_is_seen(page: Page, address: str) -> None:
    page.goto(address)
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_search_to_commitment_to_its_words(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Search the documents").fill("hubs north")
    page.get_by_role("button", name="Search").click()
    page.locator("#main a", has_text="Open two food hubs in the north of the borough").first.click()
    assert page.locator(".chain > li").count() == 4
    page.get_by_role("link", name="page 1, table 1, row 3, column 1").first.click()
    assert page.locator(".here").inner_text().startswith("Open two food hubs in the north of the borough")
    context.close()


def test_a_filter_narrows_the_table(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/goldenthread/actions")
    page.get_by_label("Column").last.select_option(label="Action")
    page.get_by_label("Value").last.fill("grants")
    page.get_by_role("button", name="Apply").click()
    assert "1 row" in page.locator("#rows").inner_text()
    assert page.locator("tbody tr").count() == 1
    page.close()


COLOURS = {  # what is written on what: WCAG 1.4.3 asks for 4.5
    "ink on paper": ("ink", "paper"),
    "soft on paper": ("soft", "paper"),
    "soft on wash": ("soft", "wash"),
    "soft on gold": ("soft", "gold-wash"),
    "link on paper": ("link", "paper"),
    "link on wash": ("link", "wash"),
    "visited on paper": ("visited", "paper"),
    "visited on wash": ("visited", "wash"),
    "good": ("good", "good-wash"),
    "bad": ("bad", "bad-wash"),
    "wait": ("wait", "wait-wash"),
    "paper on navy": ("paper", "navy"),
}


@pytest.mark.parametrize("pair", COLOURS)
def test_colours_can_be_read(pair: str) -> None:
    style = (Path(str(files("publish"))) / "static" / "site.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style))
    light, dark = sorted((_luminance(colours[name]) for name in COLOURS[pair]), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
