"""Readings to Plan: what all documents say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.reading import Decided, Reading
from graph.across import link_across
from graph.cards import Card, make_card
from graph.deciding.owners import decide_owners, decide_priorities
from graph.deciding.pairs import JudgedPairs, decide_links, find_joins, find_judged, sign_fates
from graph.deciding.rows import cover_owners, make_register, tell_all
from graph.deciding.series import decide_series, with_cuts
from graph.hands import find_owner_changes
from graph.items import Edition, group_editions, make_edition
from graph.network import check_network, list_edges, make_network
from graph.owners import resolve_owners
from graph.plan import Link, Plan, index_owners
from graph.questions import list_questions
from graph.series import find_copies
from graph.survey import make_survey, settle_reading
from graph.threads import Followed, follow_series, join, make_fates, make_links, make_slips, make_threads
from ingest.people import DecisionRow, OwnerRow


def weave(
    readings: Sequence[Reading],
    owners: Sequence[OwnerRow],
    decisions: Sequence[DecisionRow],
    *,
    asks_pairs: bool = True,
) -> Plan:
    """Resolve owners, put documents into series, follow commitments through them, and make the graph.

    The order of the readings does not matter. What people decided wins over every rule. Pairs that a person might
    judge are looked for where `asks_pairs` says so.
    """
    owners = cover_owners(owners, decisions)
    survey = make_survey([make_card(reading) for reading in readings], owners)
    settled = tuple(
        settle_reading(reading, survey) for reading in sorted(readings, key=lambda reading: reading.profile.source)
    )
    register = make_register(settled, decisions)
    settled, placed = decide_priorities(register, settled)
    resolved, named = decide_owners(resolve_owners(settled, survey.cards, survey.names), register, owners)
    judged, paired = find_judged(register, settled)
    copies = find_copies(settled)
    left_out = {copy for copy, _ in copies} | survey.superseded
    owners_of = index_owners(resolved.of_commitments)
    editions = [make_edition(reading, owners_of) for reading in settled if reading.profile.id not in left_out]
    cloth = _Cloth(
        editions, {card.id: card for card in survey.cards}, {c.id: survey.series_of(c) for c in survey.cards}
    )
    found, links, contradicted = _follow(cloth, judged, settled)
    threads = make_threads(settled, join(settled, links))
    network = make_network(settled, resolved.of_commitments)
    lines = {one.line for one in contradicted}
    decided = [one for one in (*placed, *named, *paired) if one.line not in lines]
    decided += [*contradicted, *(one for reading in settled for one in reading.decided)]
    told, unapplied = tell_all(register, decided, decisions)
    plan = Plan(
        readings=settled,
        owners=resolved.owners,
        owner_names=resolved.names,
        commitment_owners=resolved.of_commitments,
        threads=threads,
        links=links,
        aim_links=tuple(found.aim_links),
        fates=sign_fates(make_fates(found, threads), judged),
        slips=make_slips(found, threads),
        owner_changes=find_owner_changes(found.pairs, resolved.of_commitments, threads),
        edges=list_edges(network),
        issues=(*resolved.issues, *check_network(settled, network), *unapplied),
        copies=copies,
        decisions=told,
        asks_pairs=asks_pairs,
    )
    return replace(plan, questions=list_questions(plan))


@dataclass(frozen=True, slots=True)
class _Cloth:
    """What is followed: the editions in order of path, with the card and the series of each document."""

    editions: Sequence[Edition]
    cards: Mapping[str, Card]
    series: Mapping[str, str | None]


def _follow(
    cloth: _Cloth, judged: JudgedPairs, readings: Sequence[Reading]
) -> tuple[Followed, tuple[Link, ...], tuple[Decided, ...]]:
    """Follow all commitments, and once more for each pair that had to be cut to keep different ones apart."""
    grouped = group_editions(cloth.editions, cloth.series)
    across = link_across(cloth.editions, cloth.cards, cloth.series, among=cloth.cards)
    if not judged:
        followed = follow_series(grouped)
        return followed, (*make_links(followed), *across), ()
    homes = {c.id: r.profile.id for r in readings for c in r.commitments}
    order = {c.id: (_day(r), r.profile.source, i) for r in readings for i, c in enumerate(r.commitments)}
    while True:
        followed = follow_series(grouped, judged.barred)
        found = decide_series(followed, judged, grouped)
        links = decide_links((*make_links(found), *across), judged, homes, order)
        cuts, contradicted = find_joins(links, judged)
        if not cuts:
            return found, links, contradicted
        judged = with_cuts(judged, cuts)


def _day(reading: Reading) -> str:
    return reading.profile.published.value if reading.profile.published else "9999"
