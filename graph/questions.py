"""What a person can settle: pairs to judge, owners to name, rows that look wrong, words that nothing was read from.

A pure function of the plan: what people decided already is not asked again, but for pairs of which they were unsure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import Levenshtein

from extract.decisions.finding import Finder
from extract.identity import fold, make_id
from extract.reading import Commitment, Passage, Reading, Tier, Use
from graph.naming import normal_form
from graph.pairing import choose_pairs, say_why
from graph.plan import Owner, OwnerName, Plan, Question
from graph.suggesting import Suggestion, suggest_across, suggest_in_series
from ingest.document import Severity
from ingest.people import Verdict

FOLLOWED = "The next edition does not have the first in these words. Is the second the same commitment?"
# Pairs from this score on come before all other questions: many answers are yes.
FIRST = 0.6
NEAR = 0.85
_LEAST_UNREAD, _MOST_UNREAD = 8, 5  # words of a passage, passages of a document
_MOST_ROWS = 12  # of a document
_INITIALS = re.compile(r"[A-Z]{2,4}")

PAIR_CHOICES = ("same", "different", "unsure")
SPLIT_CHOICES = ("one owner", "several owners")
OWNER_CHOICES = ("is this owner", "is someone else", "is an owner of its own")
ROW_CHOICES = ("right", "wrong", "correct a field")
UNREAD_CHOICES = ("nothing there", "missed")


def list_questions(plan: Plan) -> tuple[Question, ...]:
    """Return the open questions, those most worth a person's time first.

    Likely pairs, then owners (one answer settles all their rows), the other pairs, rows and unread words.
    """
    book = _Book(plan)
    pairs = _choose_pairs(book) if plan.asks_pairs else []
    questions = chain(
        _ask_pairs(book, (each for each in pairs if each.score >= FIRST)),
        _ask_splits(book),
        _ask_names(book),
        _ask_pairs(book, (each for each in pairs if each.score < FIRST)),
        _ask_rows(book),
        _ask_unread(book),
    )
    unique = {question.id: question for question in questions}
    return tuple(unique.values())


def list_pairs(plan: Plan) -> tuple[Question, ...]:
    """Return the open questions about pairs alone, the likeliest first."""
    book = _Book(plan)
    return tuple(_ask_pairs(book, _choose_pairs(book)))


def list_names(owners: tuple[Owner, ...], names: tuple[OwnerName, ...]) -> tuple[Question, ...]:
    """Return the open questions about owners alone, where no person has decided any."""
    return tuple({question.id: question for question in _ask_names(_Book(Plan((), owners, names)))}.values())


@dataclass(frozen=True, slots=True)
class _Home:
    """A commitment and the document that it stands in."""

    commitment: Commitment
    reading: Reading


class _Book:
    """The plan, looked up by commitment; words around a quote are worked out only for those asked about."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.homes = {c.id: _Home(c, r) for r in plan.readings for c in r.commitments}
        self.threads = {c: thread.id for thread in plan.threads for c in thread.commitments}
        self._finders: dict[str, Finder] = {}
        self._texts: dict[str, Counter[str]] = {}
        applied = [d for d in plan.decisions if d.state == "applied"]
        self.told = {d.verdict: [x for x in applied if x.verdict == d.verdict] for d in applied}

    def facts(self, *verdicts: Verdict) -> set[frozenset[str]]:
        """The commitments that decisions with these verdicts are about."""
        return {frozenset(d.facts) for verdict in verdicts for d in self.told.get(str(verdict), [])}

    def around(self, fact: str) -> tuple[str, str]:
        """The words around a commitment, where its own do not tell it from another of its document."""
        home = self.homes[fact]
        key = home.reading.profile.id
        if key not in self._texts:
            self._texts[key] = Counter(fold(c.text) for c in home.reading.commitments)
        if self._texts[key][fold(home.commitment.text)] < 2:
            return "", ""
        if key not in self._finders:
            self._finders[key] = Finder(home.reading)
        return self._finders[key].around(home.commitment)


def _choose_pairs(book: _Book) -> list[Suggestion]:
    """Pairs likely but not sure: related ones, and the best for what is linked to nothing; the likeliest first."""
    doubted = book.facts(Verdict.UNSURE)
    found = chain(_related(book), suggest_in_series(book.plan), _doubted(doubted), suggest_across(book.plan))
    settled = book.facts(Verdict.SAME, Verdict.DIFFERENT)
    commitments = {commitment: home.commitment for commitment, home in book.homes.items()}
    homes = {commitment: home.reading.profile.id for commitment, home in book.homes.items()}
    return choose_pairs(found, book.threads, commitments, homes, settled, doubted)


def _ask_pairs(book: _Book, pairs: Iterable[Suggestion]) -> Iterator[Question]:
    doubted = book.facts(Verdict.UNSURE)
    for each in pairs:
        yield _pair(book, each, unsure=frozenset((each.one, each.other)) in doubted)


def _pair(book: _Book, found: Suggestion, *, unsure: bool) -> Question:
    one, other = found.one, found.other
    first, last = book.homes[one], book.homes[other]
    before, after = book.around(one)
    why = say_why(found, first.commitment.text, last.commitment.text)
    return Question(
        id=make_id("q", "pair", one, other),
        kind="pair",
        document=first.reading.profile.id,
        quote=first.commitment.text,
        before=before,
        after=after,
        other_document=last.reading.profile.id,
        other_quote=last.commitment.text,
        question=FOLLOWED if found.followed else "Are these two the same commitment?",
        choices=PAIR_CHOICES,
        why=f"{why}; a person was unsure" if unsure else why,
        fact=one,
        other_fact=other,
        page=first.commitment.page,
        score=round(found.score, 3),
    )


def _related(book: _Book) -> Iterator[Suggestion]:
    for link in book.plan.links:
        if link.relation == "related" and link.decided_by == "rule":
            yield Suggestion(link.from_commitment, link.to_commitment, link.score, link.reasons)


def _doubted(pairs: Iterable[frozenset[str]]) -> Iterator[Suggestion]:
    for one, other in (sorted(pair) for pair in pairs if len(pair) == 2):
        yield Suggestion(one, other, 0.0, ())


def _ask_splits(book: _Book) -> Iterator[Question]:
    """Printed owners that may be several: one question for each string of a document."""
    settled = {fold(d.quote) for v in (Verdict.SPLIT_OWNER, Verdict.OWNER_IS) for d in book.told.get(str(v), [])}
    for reading in book.plan.readings:
        doubted = {issue.fact: issue for issue in reading.issues if issue.code == "joint_owner"}
        for commitment in reading.commitments:
            issue = doubted.get(commitment.id)
            for mention in commitment.owners if issue else ():
                if fold(mention.named_as) in settled or f"“{mention.named_as}”" not in (issue.message if issue else ""):
                    continue
                yield Question(
                    id=make_id("q", "split", reading.profile.id, fold(mention.named_as)),
                    kind="split",
                    document=reading.profile.id,
                    quote=mention.named_as,
                    question="Is this one owner, or are these several? If several, write them with semicolons.",
                    choices=SPLIT_CHOICES,
                    why="it reads like several owners, but its parts are not known as bodies",
                    fact=commitment.id,
                    page=commitment.page,
                )


def _ask_names(book: _Book) -> Iterator[Question]:
    """Initials that nothing spells out, and names one slip away from another."""
    settled = {fold(d.quote) for d in book.told.get(str(Verdict.OWNER_IS), [])}
    first: dict[str, tuple[str, str]] = {}
    for name in book.plan.owner_names:
        if name.document is not None and not (settled and fold(name.name) in settled):
            named = (name.name, name.document)
            first[name.owner] = min(first.get(name.owner, named), named)
    for owner in book.plan.owners:
        if owner.id in first and _INITIALS.fullmatch(owner.name):
            yield _name(*first[owner.id], "", "initials or an acronym that no document spells out")
    for owner, other in _near(book.plan.owners):
        if owner.id in first:
            why = f"the name is written almost as “{other.name}”"
            yield _name(*first[owner.id], other.name, why)


def _name(printed: str, document: str, suggestion: str, why: str) -> Question:
    asked = f"Is this “{suggestion}”? " if suggestion else "Who is this? "
    return Question(
        id=make_id("q", "owner", document, fold(printed), fold(suggestion)),
        kind="owner",
        document=document,
        quote=printed,
        question=f"{asked}If it is someone else, write who.",
        choices=OWNER_CHOICES if suggestion else OWNER_CHOICES[1:],
        why=why,
        suggestion=suggestion,
    )


def _near(owners: Sequence[Owner]) -> Iterator[tuple[Owner, Owner]]:
    """Owners whose names differ in one word, and by few letters; found by the words that they share."""
    by_rest: dict[tuple[str, ...], list[Owner]] = defaultdict(list)
    for owner in owners:
        form = normal_form(owner.name)
        words = form.split()
        for i in range(len(words) if len(words) > 1 else 0):
            rest = (*words[:i], "", *words[i + 1 :])
            for other in by_rest[rest]:
                alike = Levenshtein.normalized_similarity(form, normal_form(other.name), score_cutoff=NEAR)
                if alike >= NEAR and owner.parent != other.id and other.parent != owner.id:
                    yield owner, other
            by_rest[rest].append(owner)


def _ask_rows(book: _Book) -> Iterator[Question]:
    """Commitments that the reading is not sure of, and those about which an issue warns; of each document the first
    so many, those with an owner or a date before the others."""
    corrected = {fact for couple in book.facts(Verdict.CORRECT_FIELD, Verdict.MISSED) for fact in couple}
    for reading in book.plan.readings:
        warned = {i.fact: i.message for i in reading.issues if i.fact and i.severity is not Severity.NOTE}
        doubted = [c for c in reading.commitments if c.tier is not Tier.CONFIDENT or c.id in warned]
        open_rows = sorted((c for c in doubted if c.id not in corrected), key=lambda c: not (c.owners or c.due))
        for c in open_rows[:_MOST_ROWS]:
            before, after = book.around(c.id)
            yield Question(
                id=make_id("q", "row", c.id),
                kind="row",
                document=reading.profile.id,
                quote=c.text,
                before=before,
                after=after,
                question="Is this a commitment, and is it read rightly?",
                choices=ROW_CHOICES,
                why=c.tier_reason or warned.get(c.id, "") or "the reading is not sure",
                fact=c.id,
                page=c.page,
            )


def _ask_unread(book: _Book) -> Iterator[Question]:
    """The longest stretches of each document that nothing was read from."""
    for reading in book.plan.readings:
        unread = [p for p in reading.passages if p.use is Use.UNREAD and p.words >= _LEAST_UNREAD]
        longest: list[Passage] = sorted(unread, key=lambda p: (-p.words, p.position))[:_MOST_UNREAD]
        for passage in sorted(longest, key=lambda p: p.position):
            yield Question(
                id=make_id("q", "unread", passage.id),
                kind="unread",
                document=reading.profile.id,
                quote=passage.text,
                question="Nothing was read from these words. If they hold a commitment, write its words.",
                choices=UNREAD_CHOICES,
                why="no rule found anything in them",
                page=passage.page,
            )


def count_kinds(questions: Iterable[Question]) -> Mapping[str, int]:
    """Return how many questions there are of each kind."""
    counts: dict[str, int] = defaultdict(int)
    for question in questions:
        counts[question.kind] += 1
    return dict(counts)
