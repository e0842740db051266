"""The pages of the site, asked over its ASGI interface on a real database."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import make_database, make_site
from plans import FIRST, MINUTES, SECOND, make_plan

from extract.identity import make_id
from graph.plan import Plan

Get = Callable[..., Any]


def opened(database: Path) -> Get:
    """Return a function that gets one path of the site on a database."""
    site = make_site(database)

    def get(path: str, **options: Any) -> Any:
        async def once() -> Any:
            await site.invoke_startup()
            return await site.client.get(path, **options)

        return asyncio.run(once())

    return get


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan()


@pytest.fixture(scope="module")
def get(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Get:
    return opened(make_database(plan, tmp_path_factory.mktemp("pages")))


def words_of(page: str) -> str:
    """Return the words of a page's main part, white space levelled."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def hubs(plan: Plan, edition: int) -> str:
    return plan.readings[edition].commitments[0].id


def test_home_says_what_it_holds_and_where_to_start(get: Get) -> None:
    page = get("/").text
    words = words_of(page)
    assert "It holds 5 actions and 1 pledge from 3 documents" in words
    assert "Public Health 2" in words
    assert "The file stops in the middle of a page." in words
    assert "Open two food hubs in the north of the borough from June 2024 to June 2025, 365 days later" in words
    assert 'action="/search"' in page


def test_home_knows_what_is_due_soon_and_overdue(plan: Plan, tmp_path: Path) -> None:
    first, second = plan.readings[1], plan.readings[2]
    late = replace(second.commitments[0], due=first.commitments[0].due)  # June 2024: past on 15 January 2025
    changed = replace(second, commitments=(late, *second.commitments[1:]))
    get = opened(make_database(replace(plan, readings=(*plan.readings[:2], changed)), tmp_path))
    words = words_of(get("/").text)
    assert "not said to be completed in the latest document" in words
    assert (
        "Open two food hubs in the north of the borough due June 2024 7 months ago · Public Health · delayed" in words
    )
    assert "Nothing is due in the next three months." in words


def test_a_commitment_shows_its_chain_as_links(get: Get, plan: Plan) -> None:
    page = get(f"/commitment/{hubs(plan, 1)}").text
    chain = page[page.index('class="chain"') : page.index("</ol>", page.index('class="chain"'))]
    assert re.findall(r'href="/(\w+)/', chain) == ["priority", "aim", "owner", "owner"]
    assert "inferred, the document does not say it" in chain
    assert "the report&#39;s example names food (80 % sure)" in chain


def test_a_commitment_shows_its_words_and_their_place(get: Get, plan: Plan) -> None:
    page = get(f"/commitment/{hubs(plan, 1)}").text
    assert "<strong>Open two food hubs</strong>" in page
    assert 'href="https://wexcombe.example/reports/progress-2023.pdf#page=1"' in page
    words = words_of(page)
    assert "page 1, table 1, row 3, column 1" in words
    assert "Due “June 2024”: June 2024 (7 months ago) Read from a column of deadlines." in words
    assert "Suggested by the words of the update, not stated: “Work has started”." in words
    assert "Measure Hubs open" in words
    assert "Column “Cost” £20,000" in words
    assert "4 schools of 12" in words


def test_a_commitment_shows_what_became_of_it(get: Get, plan: Plan) -> None:
    words = words_of(get(f"/commitment/{hubs(plan, 1)}").text)
    later = "Food plan: progress report 2024 page 1 Open two food hubs in the north of the borough Reworded"
    assert later in words
    assert re.search(
        r"Slipped by 365 days: from “June 2024” \( ?page 1 ?\) to “.*” \( ?page 1 ?\)\. The document says so\.", words
    )


def test_what_is_not_mentioned_is_said_to_be_just_that(get: Get, plan: Plan) -> None:
    words = words_of(get(f"/commitment/{plan.readings[1].commitments[1].id}").text)
    assert "Not mentioned, though its aim is" in words
    assert "No owner is named." in words
    assert "No date is given." in words


def test_an_unsure_reading_says_so(get: Get, plan: Plan) -> None:
    words = words_of(get(f"/commitment/{plan.readings[1].commitments[2].id}").text)
    assert "This reading is unsure: found by wording alone." in words
    assert "Over the next two years" in words


def test_a_document_shows_its_facts_with_their_basis_and_its_plan(get: Get) -> None:
    words = words_of(get(f"/document/{FIRST}").text)
    assert "Kind Progress report from the catalogue, written by a person" in words
    assert "Published November 2023 from the first page" in words
    assert "A Healthy lives 1 Food for all priority inferred 1.1 Open two food hubs" in words
    assert "This action names no owner." in words
    assert re.search(r"Of \d+ words, \d+ are part of what is shown here, 4 were set aside for a named reason", words)


def test_a_document_without_pages_or_title(get: Get) -> None:
    page = get(f"/document/{MINUTES}").text
    assert "#page=" not in page
    words = words_of(page)
    assert "Title Not known: the document does not say." in words
    assert "Under no stated priority Clerk to send the food map" in words


def test_an_owner_shows_what_it_is_to_do_latest_first(get: Get) -> None:
    words = words_of(get(f"/owner/{make_id('o', 'Public Health')}").text)
    assert words.index("in the north of the borough") < words.index("due June 2024")
    assert "Team. Named in 2 commitments." in words


def test_aims_priorities_and_threads_have_pages(get: Get, plan: Plan) -> None:
    reading = plan.readings[1]
    aim = words_of(get(f"/aim/{reading.aims[0].id}").text)
    assert "Under the priority A Healthy lives , which is inferred, not stated" in aim
    assert "Fund Café grants for schools no owner named" in aim
    assert "Everyone eats well." in words_of(get(f"/priority/{reading.priorities[0].id}").text)
    assert "One commitment through the documents" in words_of(get(f"/thread/{plan.threads[0].id}").text)


def test_a_passage_stands_among_its_neighbours(get: Get, plan: Plan) -> None:
    passage = plan.readings[0].passages[1]  # of the minutes: no pages
    words = words_of(get(f"/passage/{passage.id}").text)
    assert words.startswith("Home minutes/board-2024-03.docx Paragraph 2")
    assert "Minutes of the Wexcombe Together board paragraph 1" in words
    assert "What was read from it Clerk to send the food map" in words


def test_a_former_id_opens_the_page_it_became(get: Get, plan: Plan) -> None:
    old = make_id("t", "an older paper")
    for kind in ("thread", "commitment"):
        response = get(f"/{kind}/{old}")
        assert response.status_code == 302
        assert response.headers["location"] == f"/thread/{plan.threads[0].id}"


@pytest.mark.parametrize("kind", ["commitment", "document", "owner", "aim", "priority", "thread", "passage"])
def test_an_unknown_id_is_a_page_that_says_so(get: Get, kind: str) -> None:
    response = get(f"/{kind}/x-1%27;--", follow_redirects=True)
    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert 'lang="en-GB"' in response.text


def test_search_marks_what_it_found(get: Get) -> None:
    page = get("/search", params={"q": "teaching families"}).text  # stems: "Teach"
    assert "<mark>Teach</mark> 40 <mark>families</mark> to cook" in page


def test_search_of_one_kind(get: Get) -> None:
    words = words_of(get("/search", params={"q": "health", "kind": "owners"}).text)
    assert "Public Health 2 commitments" in words
    assert "Healthy lives" not in words


@pytest.mark.parametrize("typed", ['"', "a AND (", "*", "%", "   ", "x" * 5000, "\0"])
def test_search_takes_whatever_is_typed(get: Get, typed: str) -> None:
    assert get("/search", params={"q": typed}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "9999999999999", "x", "²"])
def test_a_page_number_that_is_none_is_the_first(get: Get, page: str) -> None:
    assert get("/search", params={"q": "food", "kind": "passages", "page": page}).status_code == 200


def test_tables_link_to_pages_and_say_dates_in_words(get: Get, plan: Plan) -> None:
    page = get("/goldenthread/actions").text
    assert f'href="/commitment/{hubs(plan, 2)}"' in page
    assert f'href="/document/{SECOND}">Food plan: progress report 2024</a>' in page
    assert "30 June 2025" in page
    assert '<ul class="chips"><li>Public Health</li><li>Wexcombe Together</li></ul>' in page
    assert "Status words" not in page[page.index("<thead") : page.index("</thead>")]
    wide = get("/goldenthread/actions?_wide=1").text
    assert "Status words" in wide[wide.index("<thead") : wide.index("</thead>")]


def test_exports_hold_every_column_as_it_is_stored(get: Get, plan: Plan) -> None:
    rows = get("/goldenthread/actions.json?_shape=array&_sort=commitment").json()
    row = next(r for r in rows if r["commitment"] == hubs(plan, 1))
    assert (row["due"], row["due_by"], row["status_words"]) == ("2024-06", "2024-06-30", "Work has started")
    header = get("/goldenthread/actions.csv?_stream=on").text.splitlines()[0].split(",")
    assert header[:4] == ["commitment", "thread", "document", "source"]
    assert len(header) == 34


def test_a_question_has_labels_and_its_answer_links(get: Get, plan: Plan) -> None:
    page = get("/goldenthread/overdue?on=2026-01-01").text
    assert '<label for="p-on">On this day (today if left empty)</label>' in page
    assert 'type="date" name="on" value="2026-01-01"' in page
    assert f'href="/commitment/{hubs(plan, 2)}"' in page


def test_row_pages_lead_to_the_page(get: Get, plan: Plan) -> None:
    key = hubs(plan, 1)
    assert f'href="/commitment/{key}">Read this as a page</a>' in get(f"/goldenthread/actions/{key}").text


def test_a_rebuilt_database_shows_at_once(plan: Plan, tmp_path: Path) -> None:
    database = make_database(plan, tmp_path)
    get = opened(database)
    assert "5 actions and 1 pledge from 3 documents" in get("/").text
    readings = (plan.readings[0],)
    kept = {c.id for c in readings[0].commitments}
    make_database(
        Plan(
            readings=readings,
            owners=plan.owners,
            commitment_owners=tuple(o for o in plan.commitment_owners if o.commitment in kept),
        ),
        tmp_path,
    )
    assert "1 action and 0 pledges from 1 document," in get("/").text
