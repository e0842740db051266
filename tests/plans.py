"""A small plan made by hand: two progress reports of the invented borough of Wexcombe, a year apart, and minutes.

2023: priority A "Healthy lives" with the aim "Food for all" (two actions), a pledge with a dated part.
2024: the hub action is reworded and slips by a year, the grants action is gone, an action is new.
Minutes of 2024 hold one action arising. Every table has at least one row.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extract.identity import make_id
from extract.reading import (
    Aim,
    Basis,
    Commitment,
    CommitmentKind,
    DateMention,
    Due,
    DueBasis,
    Evidence,
    Fact,
    Figure,
    OwnerMention,
    OwnerRole,
    PageCoverage,
    Passage,
    Priority,
    Profile,
    Reading,
    Risk,
    Status,
    StatusBasis,
    Tier,
    Update,
    Use,
)
from graph.plan import (
    AimLink,
    CommitmentOwner,
    Decision,
    DocumentIssue,
    Edge,
    Fate,
    Link,
    Owner,
    OwnerChange,
    OwnerName,
    Plan,
    Question,
    Slip,
    Thread,
)
from ingest.document import Box, Issue, Place, ReadBy, Severity

FIRST = make_id("d", "reports/progress-2023.pdf")
SECOND = make_id("d", "reports/progress-2024.pdf")
MINUTES = make_id("d", "minutes/board-2024-03.docx")


def make_passage(document: str, position: int, text: str, kind: str = "cell", **other: object) -> Passage:
    """Return a passage on page 1 (none in the minutes), claimed unless said otherwise."""
    paged = document != MINUTES
    passage = Passage(
        id=make_id("x", document, str(position)),
        position=position,
        kind=kind,
        section="Healthy lives > Food for all",
        text=text,
        page=1 if paged else None,
        box=Box(72.0, 90.0 + 20 * position, 300.0, 104.0 + 20 * position) if paged else None,
        path=f"page 1, table 1, row {position}, column 1" if paged else f"paragraph {position}",
        read_by=ReadBy.TEXT,
        confidence=1.0,
        use=Use.CLAIMED,
        reason="action",
        words=len(text.split()),
    )
    return replace(passage, **other)  # type: ignore[arg-type] # fields of Passage, checked when it is made


def make_evidence(passage: Passage, field: str = "text") -> tuple[Evidence, ...]:
    """Return evidence that quotes the whole passage."""
    return (Evidence(field, 1, passage.id, passage.text, before="", after=""),)


def make_commitment(document: str, passage: Passage, kind: CommitmentKind, **other: object) -> Commitment:
    """Return a commitment with the words of a passage; its id comes from document, kind and words."""
    commitment = Commitment(
        id=make_id("c", document, kind, passage.text),
        kind=kind,
        number="",
        text=passage.text,
        quote=passage.text,
        passage=passage.id,
        page=passage.page,
        section=passage.section,
        evidence=make_evidence(passage),
    )
    return replace(commitment, **other)  # type: ignore[arg-type] # fields of Commitment, checked when it is made


def make_reading(profile: Profile, passages: tuple[Passage, ...], **parts: object) -> Reading:
    """Return a reading whose coverage adds up: what is ignored or unread among the passages, the rest claimed."""
    counts = {use: sum(p.words for p in passages if p.use is use) for use in Use}
    ignored = (("page footer", counts[Use.IGNORED]),) if counts[Use.IGNORED] else ()
    coverage = PageCoverage(
        page=passages[0].page,
        words=sum(counts.values()),
        claimed=counts[Use.CLAIMED],
        ignored=counts[Use.IGNORED],
        unread=counts[Use.UNREAD],
        ignored_reasons=ignored,
    )
    bare = Reading(profile, passages, (), (), (), (), (), (), (coverage,))
    return replace(bare, **parts)  # type: ignore[arg-type] # fields of Reading, checked when it is made


def make_profile(document: str, source: str, title: str, kind: str, published: str) -> Profile:
    """Return what is known of one of Wexcombe's papers."""
    return Profile(
        id=document,
        source=source,
        format="docx" if source.endswith("docx") else "pdf",
        sha256=make_id("f", source).removeprefix("f-") * 5 + "0000",
        pages=None if source.endswith("docx") else 1,
        title=Fact(title, "title block"),
        kind=Fact(kind, "catalogue"),
        publisher=Fact("London Borough of Wexcombe", "catalogue"),
        published=Fact(published, "first page"),
        licence="OGL-UK-3.0",
        url=f"https://wexcombe.example/{source}",
    )


def make_level(document: str, passages: tuple[Passage, Passage]) -> tuple[Priority, Aim]:
    """Return a report's priority and the aim under it, which the program placed there."""
    high, low = passages
    priority = Priority(
        make_id("p", document, high.text), "A", high.text, "Everyone eats well.", high.id, make_evidence(high)
    )
    aim = Aim(
        id=make_id("a", document, low.text),
        number="1",
        text=low.text,
        passage=low.id,
        evidence=make_evidence(low),
        priority=priority.id,
        priority_basis=Basis.INFERRED,
        priority_confidence=0.8,
        priority_reason="the report's example names food",
    )
    return priority, aim


def make_first() -> Reading:
    """Return the progress report of November 2023."""
    words = (
        ("Healthy lives", "heading"),
        ("Food for all", "heading"),
        ("Open two food hubs", "cell"),
        ("Fund Café grants for schools", "cell"),
        ("Public Health / Wexcombe Together", "cell"),
        ("June 2024", "cell"),
        ("Work has started with 4 of 12 schools.", "cell"),
        ("We will publish a food plan by spring 2025", "paragraph"),
        ("Supply may fail", "paragraph"),
        ("Page 1 of 1", "paragraph"),
    )
    at = [make_passage(FIRST, i, text, kind) for i, (text, kind) in enumerate(words, 1)]
    at[9] = replace(at[9], use=Use.IGNORED, reason="page footer")
    priority, aim = make_level(FIRST, (at[0], at[1]))
    hubs = make_commitment(
        FIRST,
        at[2],
        CommitmentKind.ACTION,
        number="1.1",
        aim=aim.id,
        owners=(
            OwnerMention(OwnerRole.OWNER, "Public Health", at[4].id),
            OwnerMention(OwnerRole.OWNER, "Wexcombe Together", at[4].id),
        ),
        evidence=make_evidence(at[2]) + make_evidence(at[4], "owners") + make_evidence(at[5], "due"),
        dates=(
            DateMention(
                make_id("w", FIRST, "June 2024"),
                "deadline",
                "June 2024",
                "2024-06",
                date(2024, 6, 1),
                date(2024, 6, 30),
                False,
                at[5].id,
            ),
        ),
        due=Due("June 2024", "2024-06", date(2024, 6, 30), DueBasis.COLUMN, "deadline"),
        update=Update(
            make_id("u", FIRST, "hubs"),
            at[6].text,
            Status.IN_PROGRESS,
            StatusBasis.WORDING,
            "Work has started",
            at[6].id,
        ),
        measure="Hubs open",
        extra=(("Cost", "£20,000"),),
    )
    grants = make_commitment(FIRST, at[3], CommitmentKind.ACTION, number="1.2", aim=aim.id)
    pledge = make_commitment(
        FIRST,
        at[7],
        CommitmentKind.PLEDGE,
        agent="we",
        strength="firm",
        lead_in="Over the next two years",
        tier=Tier.TO_CHECK,
        tier_reason="found by wording alone",
        due=Due("by spring 2025", "2025-21", date(2025, 5, 31), DueBasis.TEXT, "deadline"),
    )
    return make_reading(
        make_profile(
            FIRST, "reports/progress-2023.pdf", "Food plan: progress report 2023", "progress_report", "2023-11"
        ),
        tuple(at),
        priorities=(priority,),
        aims=(aim,),
        commitments=(hubs, grants, pledge),
        figures=(Figure(make_id("n", FIRST, "4"), hubs.id, "4 of 12 schools", 4.0, "schools", 12.0, "", at[6].id),),
        risks=(Risk(make_id("k", FIRST, "Supply"), "Supply", at[8].text, "Two suppliers", at[8].id),),
        issues=(
            Issue("no_owner", "This action names no owner.", Severity.WARNING, Place(1, None, at[3].path), grants.id),
        ),
    )


def make_second() -> Reading:
    """Return the progress report of November 2024."""
    words = (
        ("Healthy lives", "heading"),
        ("Food for all", "heading"),
        ("Open two food hubs in the north of the borough", "cell"),
        ("Teach 40 families to cook", "cell"),
        ("Public Health", "cell"),
        ("June 2025", "cell"),
        ("Delayed: the first site was lost.", "cell"),
    )
    at = [make_passage(SECOND, i, text, kind) for i, (text, kind) in enumerate(words, 1)]
    priority, aim = make_level(SECOND, (at[0], at[1]))
    hubs = make_commitment(
        SECOND,
        at[2],
        CommitmentKind.ACTION,
        number="1.1",
        aim=aim.id,
        owners=(OwnerMention(OwnerRole.OWNER, "Public Health", at[4].id),),
        due=Due("June 2025", "2025-06", date(2025, 6, 30), DueBasis.COLUMN, "deadline"),
        update=Update(
            make_id("u", SECOND, "hubs"), at[6].text, Status.DELAYED, StatusBasis.WORDING, "Delayed", at[6].id
        ),
    )
    families = make_commitment(SECOND, at[3], CommitmentKind.ACTION, number="1.3", aim=aim.id)
    return make_reading(
        make_profile(
            SECOND, "reports/progress-2024.pdf", "Food plan: progress report 2024", "progress_report", "2024-11"
        ),
        tuple(at),
        priorities=(priority,),
        aims=(aim,),
        commitments=(hubs, families),
    )


def make_minutes() -> Reading:
    """Return the minutes of March 2024, a Word file: no pages, no boxes."""
    at = (
        make_passage(MINUTES, 1, "Minutes of the Wexcombe Together board", "heading"),
        make_passage(MINUTES, 2, "ACTION: Clerk to send the food map", "paragraph"),
    )
    action = make_commitment(
        MINUTES,
        at[1],
        CommitmentKind.ACTION_ARISING,
        text="Clerk to send the food map",
        owners=(OwnerMention(OwnerRole.OWNER, "Clerk", at[1].id),),
    )
    profile = make_profile(MINUTES, "minutes/board-2024-03.docx", "Board minutes", "minutes", "2024-03-14")
    return make_reading(replace(profile, title=None), at, commitments=(action,))


def make_plan() -> Plan:
    """Return the whole plan, as weaving would."""
    minutes, first, second = make_minutes(), make_first(), make_second()
    hubs, grants, pledge = first.commitments
    later, families = second.commitments
    sent = minutes.commitments[0]
    health, together, clerk = (make_id("o", name) for name in ("Public Health", "Wexcombe Together", "Clerk"))
    cell = hubs.owners[0].passage

    def thread_of(commitment: Commitment) -> str:
        return make_id("t", commitment.id)

    return Plan(
        readings=(minutes, first, second),
        owners=(
            Owner(clerk, "Clerk", "post", together),
            Owner(health, "Public Health", "team"),
            Owner(together, "Wexcombe Together", "partnership"),
        ),
        owner_names=(
            OwnerName(clerk, "Clerk", "printed so", MINUTES),
            OwnerName(health, "Public Health", "printed so", FIRST),
            OwnerName(together, "WT", "owners.csv", None),
        ),
        commitment_owners=(
            CommitmentOwner(hubs.id, 1, health, OwnerRole.OWNER, "Public Health", cell),
            CommitmentOwner(hubs.id, 2, together, OwnerRole.OWNER, "Wexcombe Together", cell),
            CommitmentOwner(later.id, 1, health, OwnerRole.OWNER, "Public Health", later.owners[0].passage),
            CommitmentOwner(sent.id, 1, clerk, OwnerRole.OWNER, "Clerk", sent.passage),
        ),
        threads=(
            Thread(thread_of(hubs), hubs.text, (hubs.id, later.id)),
            *(Thread(thread_of(c), c.text, (c.id,)) for c in (grants, pledge, families, sent)),
        ),
        links=(Link(hubs.id, later.id, "same", 0.93, ("five words in common", "the same owner")),),
        aim_links=(AimLink(first.aims[0].id, second.aims[0].id, "same", ("the same words",)),),
        fates=(
            Fate(
                thread_of(hubs),
                FIRST,
                SECOND,
                hubs.id,
                later.id,
                "reworded",
                "in_progress",
                "delayed",
                0.93,
                ("five words in common",),
            ),
            Fate(thread_of(grants), FIRST, SECOND, grants.id, None, "not_mentioned"),
            Fate(thread_of(families), FIRST, SECOND, None, families.id, "new"),
        ),
        slips=(
            Slip(
                thread_of(hubs),
                FIRST,
                SECOND,
                hubs.id,
                later.id,
                "2024-06",
                "2025-06",
                365,
                True,
                "June 2024",
                "June 2025",
            ),
        ),
        owner_changes=(
            OwnerChange(
                thread_of(hubs),
                FIRST,
                SECOND,
                hubs.id,
                later.id,
                ("Public Health", "Wexcombe Together"),
                ("Public Health",),
                False,
            ),
        ),
        edges=(
            Edge(first.priorities[0].id, first.aims[0].id, "aim"),
            Edge(first.aims[0].id, hubs.id, "action"),
            Edge(hubs.id, health, "owner"),
        ),
        issues=(
            DocumentIssue(
                None, "broken.pdf", Issue("damaged", "The file stops in the middle of a page.", Severity.ERROR)
            ),
        ),
        aliases=((make_id("t", "an older paper"), thread_of(hubs)),),
        decisions=(
            Decision(
                id="dec-1",
                line=2,
                at="2025-01-20",
                by="Democratic Services",
                verdict="same",
                document=FIRST,
                source="reports/progress-2023.pdf",
                quote=hubs.text,
                other_document=SECOND,
                other_quote=later.text,
                field="",
                value="",
                note="",
                revokes="",
                state="applied",
                why="",
                places=1,
                facts=(hubs.id, later.id),
            ),
        ),
        questions=(
            Question(
                id=make_id("q", "pair", grants.id, families.id),
                kind="pair",
                document=FIRST,
                quote=grants.text,
                question="Are these two the same commitment?",
                choices=("same", "different", "unsure"),
                why="20 % of the telling words shared",
                other_document=SECOND,
                other_quote=families.text,
                fact=grants.id,
                other_fact=families.id,
                page=1,
                score=0.2,
            ),
        ),
    )
