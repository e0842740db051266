"""Small readings made by hand, to follow commitments through."""

from collections.abc import Sequence

from extract.dates import bounds
from extract.identity import IdMaker, make_id
from extract.reading import (
    Aim,
    Commitment,
    CommitmentKind,
    Due,
    DueBasis,
    Fact,
    OwnerMention,
    OwnerRole,
    Passage,
    Profile,
    Reading,
    Status,
    StatusBasis,
    Update,
    Use,
)
from ingest.document import ReadBy


def action(
    text: str,
    aim: str = "Safer streets",
    owner: str = "Highways Team",
    *,
    due: str = "",
    update: str = "",
    status: Status | None = None,
    number: str = "",
) -> dict[str, object]:
    return {"text": text, "aim": aim, "owner": owner, "due": due, "update": update, "status": status, "number": number}


def reading(
    published: str,
    actions: Sequence[dict[str, object]],
    *,
    series: str = "Safer Wexcombe",
    publisher: str = "Wexcombe Council",
    source: str = "",
    words: Sequence[str] = (),
    initials: tuple[tuple[str, str], ...] = (),
) -> Reading:
    """A document of actions; `words` are further passages (where acronyms may be defined)."""
    source = source or f"report-{published}.pdf"
    document = make_id("d", source)
    texts = [*words, *(str(a["text"]) for a in actions)]
    passages = tuple(_passage(document, i, text) for i, text in enumerate(texts))
    aims = {str(a["aim"]): make_id("a", document, str(a["aim"])) for a in actions if a["aim"]}
    ids = IdMaker(document)
    commitments = tuple(_commitment(ids, a, aims, passages[len(words) + i].id) for i, a in enumerate(actions))
    profile = Profile(
        document,
        source,
        "pdf",
        "0" * 64,
        1,
        title=Fact(f"Safer Wexcombe: report {published}", "title block"),
        publisher=Fact(publisher, "catalogue"),
        published=Fact(published, "catalogue"),
        series=Fact(series, "catalogue") if series else None,
    )
    made = tuple(Aim(aim_id, "", text, passages[0].id, ()) for text, aim_id in aims.items())
    return Reading(profile, passages, (), made, commitments, (), (), (), (), initials=initials)


def _passage(document: str, position: int, text: str) -> Passage:
    return Passage(
        make_id("x", document, str(position)), position + 1, "cell", "", text, 1, None, f"table 1, row {position + 1}",
        ReadBy.TEXT, 1.0, Use.CLAIMED, "action", len(text.split()),
    )  # fmt: skip


def _commitment(ids: IdMaker, a: dict[str, object], aims: dict[str, str], passage: str) -> Commitment:
    text, due = str(a["text"]), str(a["due"])
    status = a["status"] if isinstance(a["status"], Status) else None
    identity = ids.make("c", "action", text)
    return Commitment(
        id=identity,
        kind=CommitmentKind.ACTION,
        number=str(a["number"]),
        text=text,
        quote=text,
        passage=passage,
        page=1,
        section="",
        evidence=(),
        aim=aims.get(str(a["aim"])),
        owners=tuple(OwnerMention(OwnerRole.OWNER, o, passage) for o in str(a["owner"]).split("; ") if o),
        due=Due(due, due, bounds(due)[1], DueBasis.COLUMN, "deadline") if due else None,
        update=Update(
            make_id("u", identity), str(a["update"]), status, StatusBasis.COLUMN if status else None, "", passage
        )
        if a["update"] or status
        else None,
    )
