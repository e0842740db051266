"""Decisions as weaving meets them: their documents found, withheld names out of their own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.decisions.standing import EVERYWHERE, PAIRS, find_standing
from extract.decisions.withholding import Cover, cover_words, make_covers
from extract.reading import Decided, DecisionState, Reading
from graph.plan import Decision, DocumentIssue
from ingest.document import Issue, Place, Severity
from ingest.people import DecisionRow, OwnerRow, Verdict

FAILED = (DecisionState.NOT_FOUND, DecisionState.AMBIGUOUS, DecisionState.NOT_UNDERSTOOD)
# Verdicts that may stand without a document, which then means every one.
_DOCUMENT_FREE = (*EVERYWHERE, Verdict.OWNER_IS)


@dataclass(frozen=True, slots=True)
class Register:
    """All decisions: `standing` with their words as published, `fallen` with the reason, readings by path and hash."""

    rows: tuple[DecisionRow, ...]
    standing: tuple[DecisionRow, ...]
    fallen: tuple[Decided, ...]
    readings: Mapping[str, Reading]

    def of(self, *verdicts: Verdict) -> list[DecisionRow]:
        """Return the standing decisions with these verdicts, in order of line."""
        return [row for row in self.standing if row.verdict in verdicts]


def make_register(readings: Sequence[Reading], decisions: Sequence[DecisionRow]) -> Register:
    """Return the decisions with their documents found; names withheld are taken out of the words of all of them."""
    by_name = {reading.profile.sha256: reading for reading in readings}
    by_name |= {reading.profile.source: reading for reading in readings}
    names = {reading.profile.sha256: reading.profile.source for reading in readings}
    standing, fallen = find_standing(decisions, names)
    covers = _covers_by_document(standing, names)
    rows = tuple(_without_names(row, covers, names) for row in decisions)
    lines = {row.line for row in standing}
    return Register(rows, tuple(row for row in rows if row.line in lines), fallen, by_name)


Covers = dict[str, tuple[Cover, ...]]


def _covers_by_document(standing: Sequence[DecisionRow], names: Mapping[str, str]) -> Covers:
    """What is withheld in each document; under no document what is withheld in all of them."""
    asked = [row for row in standing if row.verdict is Verdict.WITHHOLD]
    documents = {names.get(row.document, row.document) for row in asked} | {""}
    return {
        document: make_covers(row for row in asked if names.get(row.document, row.document) in ("", document))
        for document in documents
    }


def _without_names(row: DecisionRow, covers: Covers, names: Mapping[str, str]) -> DecisionRow:
    """A decision's words as the site may show them; the name that it withholds is not shown at all."""
    own = {names.get(document, document) for document in (row.document, row.other_document)}
    if row.verdict is Verdict.WITHHOLD:
        own = set(covers)
        row = replace(row, quote="", before="", after="")
    used = tuple(dict.fromkeys(cover for key in ("", *sorted(own)) for cover in covers.get(key, ())))
    words = {name: cover_words(getattr(row, name), used) for name in _WORDS}
    return replace(row, other=(), **words)


_WORDS = ("by", "quote", "before", "after", "other_quote", "field", "value", "note")


def cover_owners(rows: Sequence[OwnerRow], decisions: Sequence[DecisionRow]) -> tuple[OwnerRow, ...]:
    """Return owners.csv without the names that are withheld everywhere."""
    standing, _ = find_standing(decisions)
    everywhere = [row for row in standing if row.verdict is Verdict.WITHHOLD and not row.document]
    return cover_words(tuple(rows), make_covers(everywhere))


def cover_issues(issues: Sequence[DocumentIssue], decisions: Sequence[DecisionRow]) -> tuple[DocumentIssue, ...]:
    """Return issues about the folder's own files without any withheld name."""
    standing, _ = find_standing(decisions)
    return cover_words(tuple(issues), make_covers(row for row in standing if row.verdict is Verdict.WITHHOLD))


def find_misplaced(register: Register) -> tuple[Decided, ...]:
    """Return the standing decisions that name no document, or one that was not read."""
    lost = []
    for row in register.standing:
        if not row.document:
            if row.verdict not in _DOCUMENT_FREE:
                lost.append(Decided(row.line, DecisionState.NOT_UNDERSTOOD, "it names no document"))
            continue
        named = [row.document, *([row.other_document or row.document] if row.verdict in PAIRS else [])]
        missing = [name for name in named if name not in register.readings]
        if missing:
            why = f"there is no document {missing[0]} in the corpus that could be read"
            lost.append(Decided(row.line, DecisionState.NOT_FOUND, why))
    return tuple(lost)


def tell_all(
    register: Register, decided: Sequence[Decided], decisions: Sequence[DecisionRow]
) -> tuple[tuple[Decision, ...], tuple[DocumentIssue, ...]]:
    """Return each decision with what became of it, and an issue for each that could not be applied."""
    outcomes: dict[int, list[Decided]] = {}
    for one in (*register.fallen, *find_misplaced(register), *decided):
        outcomes.setdefault(one.line, []).append(one)
    names = {reading.profile.sha256: source for source, reading in register.readings.items()}
    covers = _covers_by_document([r for r in decisions if r.verdict is Verdict.WITHHOLD], names)
    all_covers = tuple(dict.fromkeys(cover for group in covers.values() for cover in group))
    told, issues = [], []
    seen: dict[str, int] = {}
    for row in register.rows:
        outcome = cover_words(_sum(row, outcomes.get(row.line, [])), all_covers)
        seen[row.decision] = seen.get(row.decision, 0) + 1
        told.append(_tell(row, outcome, register, seen[row.decision]))
        if outcome.state in FAILED:
            issues.append(_report(row, outcome, register))
    return tuple(told), tuple(issues)


def _sum(row: DecisionRow, outcomes: Sequence[Decided]) -> Decided:
    """One outcome of a decision that acted on several documents: applied where any of them applied it."""
    applied = [one for one in outcomes if one.state is DecisionState.APPLIED]
    if applied:
        facts = tuple(dict.fromkeys(fact for one in applied for fact in one.facts))
        was = next((one.was for one in applied if one.was), "")
        return Decided(row.line, DecisionState.APPLIED, "", sum(one.places for one in applied), facts, was)
    if not outcomes:
        return Decided(row.line, DecisionState.NOT_FOUND, "no document has what it names")
    first = min(outcomes, key=lambda one: list(DecisionState).index(one.state))
    lost = first.state is DecisionState.NOT_FOUND and not row.document and row.verdict is not None
    return replace(first, why="no document has what it names") if lost else first


def _tell(row: DecisionRow, outcome: Decided, register: Register, count: int) -> Decision:
    home, other = register.readings.get(row.document), register.readings.get(row.other_document)
    return Decision(
        id=row.decision if count == 1 and row.decision else f"{row.decision or 'line'} ({row.line})",
        line=row.line,
        at=row.at,
        by=row.by,
        verdict=str(row.verdict) if row.verdict else None,
        document=home.profile.id if home else None,
        source=row.document,
        quote=row.quote,
        other_document=other.profile.id if other else None,
        other_quote=row.other_quote,
        field=row.field,
        value=row.value,
        note=row.note,
        revokes=row.revokes,
        state=str(outcome.state),
        why=outcome.why,
        places=outcome.places,
        facts=outcome.facts,
        was=outcome.was,
    )


def _report(row: DecisionRow, outcome: Decided, register: Register) -> DocumentIssue:
    home = register.readings.get(row.document)
    message = f"decisions.csv, line {row.line} ({row.verdict or 'revokes'}) is not applied: {outcome.why}."
    place = Place(path=f"decisions.csv, line {row.line}")
    issue = Issue("decision_not_applied", message, Severity.WARNING, place)
    return DocumentIssue(home.profile.id if home else None, home.profile.source if home else "decisions.csv", issue)
