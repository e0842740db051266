"""What the site's pages ask of the database: SQL in, plain rows (dicts by column) out.

Each question runs on an index and is limited, so that a page stays quick at a million rows.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from publish.wording import say_place, three_months_on

Row = dict[str, Any]

# An action counts as open business where no later paper has it as an action, and its own does not call it done.
_OPEN = """(a.status is null or a.status not in ('completed', 'superseded'))
  and not exists (select 1 from actions b where b.thread = a.thread
    and (coalesce(b.published, ''), b.source) > (coalesce(a.published, ''), a.source))"""


async def ask(db: Any, sql: str, **values: object) -> list[Row]:
    """Return the rows of a query as dicts, column name to value."""
    return [dict(row) for row in (await db.execute(sql, values)).rows]


async def ask_one(db: Any, sql: str, **values: object) -> Row | None:
    """Return the first row of a query, None where there is none."""
    rows = await ask(db, sql, **values)
    return rows[0] if rows else None


async def find_alias(db: Any, old: str) -> str | None:
    """Return the id that a former id now stands for."""
    row = await ask_one(db, "select new from aliases where old = :old", old=old)
    return row["new"] if row else None


# The home page


async def due_between(db: Any, first: str, last: str, limit: int, newest_first: bool = False) -> list[Row]:
    """Return open actions whose latest day lies from `first` to `last` (ISO days, both included), one a thread."""
    order = "desc" if newest_first else "asc"
    rows = await ask(
        db,
        f"""select a.commitment, a.thread, a.action as text, a.owners, a.due, a.due_by, a.due_text, a.status, d.label,
          a.document from actions a join documents d on d.id = a.document
        where a.due_by >= :first and a.due_by <= :last and {_OPEN}
        order by a.due_by {order}, a.commitment limit :limit""",  # noqa: S608 - only our own words are put in
        first=first,
        last=last,
        limit=4 * limit,  # of a thread that was split, several rows may be open
    )
    return list({row["thread"] or row["commitment"]: row for row in reversed(rows)}.values())[::-1][:limit]


_ON_HOME = {
    "owners": "select id, name, commitments from owners order by commitments desc, name limit 10",
    "documents": """select id, label, title, kind, publisher, published, actions, pledges, issues
    from documents order by published desc, label limit 20""",
    "errors": "select id, source, message, document from issues where severity = 'error' order by source limit 8",
    "moved": """select s.to_commitment, s.days, s.old_due, s.new_due, c.text, d.label, s.from_document, s.to_document
    from slips s join commitments c on c.id = s.to_commitment join documents d on d.id = s.to_document
    order by d.published desc, s.days desc limit 5""",
    "gone": """select c.id, c.text, f.fate, d.label, f.from_document, f.to_document
    from fates f join commitments c on c.id = f.from_commitment join documents d on d.id = f.to_document
    where f.fate in ('not_mentioned', 'not_covered') and c.kind in ('action', 'action_arising')
      and not exists (select 1 from fates r where r.from_commitment = c.id and r.fate = 'reopened')
    order by d.published desc, f.to_document, f.rowid limit 5""",
}
_DECIDED = """select count(*) as decisions,
  coalesce(sum(state in ('not_found', 'ambiguous', 'not_understood')), 0) as lost from decisions"""
_COUNTS = """select count(*) as documents, coalesce(sum(actions), 0) as actions, coalesce(sum(pledges), 0) as pledges,
  coalesce(sum(words), 0) as words, coalesce(sum(words_unread), 0) as words_unread from documents"""


async def read_home(db: Any, today: date) -> Row:
    """Return what the home page shows on that day."""
    found: Row = {part: await ask(db, sql) for part, sql in _ON_HOME.items()}
    found["counts"] = await ask_one(db, _COUNTS)
    found["decided"] = await ask_one(db, _DECIDED)
    found["due_soon"] = await due_between(db, today.isoformat(), three_months_on(today).isoformat(), 6)
    found["overdue"] = await due_between(db, "0001", _day_before(today), 6, newest_first=True)
    return found


def _day_before(today: date) -> str:
    return date.fromordinal(today.toordinal() - 1).isoformat()


# One commitment

_COMMITMENT = """select c.*, d.label, d.format, d.url, d.names_withheld, d.published, d.source,
    p.page, p.path, p.section,
  a.text as aim_text, a.number as aim_number, a.priority_basis, a.priority_confidence, a.priority_reason,
  r.id as priority_id, r.text as priority_text, r.number as priority_number
from commitments c join documents d on d.id = c.document join passages p on p.id = c.passage
left join aims a on a.id = c.aim left join priorities r on r.id = coalesce(c.priority, a.priority)
where c.id = :id"""

_OF_COMMITMENT = {
    "owners": """select o.role, o.named_as, o.passage, o.owner, w.name, w.kind from commitment_owners o
    join owners w on w.id = o.owner where o.commitment = :id order by o.position""",
    "dates": "select * from dates where commitment = :id order by latest is null, latest, id",
    "figures": "select * from figures where commitment = :id order by id",
    "parts": "select id, text, kind from commitments where parent = :id order by id limit 100",
    "related": """select c.id, c.text, d.label, d.published, l.reasons from (
      select to_commitment as other, score, reasons from links where from_commitment = :id and relation = 'related'
      union all select from_commitment, score, reasons from links where to_commitment = :id and relation = 'related') l
    join commitments c on c.id = l.other join documents d on d.id = c.document
    order by l.score desc, d.published, c.id limit 12""",
}


async def read_commitment(db: Any, commitment: str) -> Row | None:
    """Return all that is known of one commitment, None where the id is unknown.

    `reading` is its row of `actions` or `pledges`, whichever `table` says.
    """
    found = await ask_one(db, _COMMITMENT, id=commitment)
    if found is None:
        return None
    table = "actions" if found["kind"] in ("action", "action_arising") else "pledges"
    found["table"] = table
    found["reading"] = await ask_one(db, f"select * from {table} where commitment = :id", id=commitment) or {}  # noqa: S608 - one of two names
    for part, sql in _OF_COMMITMENT.items():
        found[part] = await ask(db, sql, id=commitment)
    found["parent_row"] = await ask_one(db, "select id, text, kind from commitments where id = :id", id=found["parent"])
    found["evidence"] = await read_evidence(db, commitment)
    found["withheld"] = any(row["withheld"] for row in found["evidence"])
    return found


async def read_evidence(db: Any, fact: str) -> list[Row]:
    """Return the words of each field of a fact, with their places."""
    rows = await ask(
        db,
        """select e.field, e.position, e.passage, e.quote, e.before, e.after, p.page, p.path, p.document, p.withheld
        from evidence e join passages p on p.id = e.passage where e.fact = :fact
        order by e.field, e.position limit 200""",
        fact=fact,
    )
    for row in rows:
        row["place"] = say_place(row["page"], row["path"])
    return rows


# One document, owner, aim, priority, passage

_OF_DOCUMENT = {
    "priorities": """select r.id, r.number, r.text from priorities r join passages p on p.id = r.passage
    where r.document = :id order by p.position limit 100""",
    "aims": """select a.id, a.number, a.text, a.priority, a.priority_basis from aims a
    join passages p on p.id = a.passage where a.document = :id order by p.position limit 200""",
    "action_rows": """select a.commitment, a.number, a.action as text, a.owners, a.due, a.due_text, a.status,
      a.aim_id, a.priority_id
    from actions a join commitments c on c.id = a.commitment join passages p on p.id = c.passage
    where a.document = :id order by p.position, a.commitment limit :limit""",
    "pledge_rows": """select g.commitment, g.kind, g.number, g.text, g.agent, g.due, g.due_text, g.tier from pledges g
    join commitments c on c.id = g.commitment join passages p on p.id = c.passage
    where g.document = :id order by p.position, g.commitment limit :limit""",
    "issue_rows": """select severity, message, page, path, passage from issues where document = :id
    order by case severity when 'error' then 0 when 'warning' then 1 else 2 end, page, id limit 60""",
    "coverage_rows": "select * from coverage where document = :id order by page limit 600",
    "editions": "select id, label, published from documents where series = :series order by published limit 60",
}


async def read_document(db: Any, document: str, limit: int = 400) -> Row | None:
    """Return a document with its plan, pledges, issues and coverage; `limit` caps each list."""
    found = await ask_one(db, "select * from documents where id = :id", id=document)
    if found is None:
        return None
    for part, sql in _OF_DOCUMENT.items():
        found[part] = await ask(db, sql, id=document, series=found["series"], limit=limit)
    for row in found["issue_rows"]:
        row["place"] = say_place(row["page"], row["path"])
    return found


async def read_owner(db: Any, owner: str, page: int, size: int = 50) -> Row | None:
    """Return an owner with the names it is printed under and one page of its commitments, latest document first."""
    found = await ask_one(
        db,
        "select o.*, p.name as parent_name from owners o left join owners p on p.id = o.parent where o.id = :id",
        id=owner,
    )
    if found is None:
        return None
    found["names"] = await ask(
        db,
        """select n.name, n.basis, n.document, d.label from owner_names n left join documents d on d.id = n.document
        where n.owner = :id order by n.name, d.published limit 200""",
        id=owner,
    )
    found["bodies"] = await ask(
        db, "select id, name, kind from owners where parent = :id order by name limit 200", id=owner
    )
    rows = await ask(
        db,
        """select o.role, o.named_as, c.id as commitment, c.kind, c.text, c.document, d.label, d.published,
          coalesce(a.due, g.due) as due, coalesce(a.due_text, g.due_text) as due_text, a.status
        from commitment_owners o join commitments c on c.id = o.commitment join documents d on d.id = c.document
        left join actions a on a.commitment = c.id left join pledges g on g.commitment = c.id
        where o.owner = :id order by d.published desc, c.document, c.id limit :limit offset :offset""",
        id=owner,
        limit=size + 1,
        offset=(page - 1) * size,
    )
    found["rows"], found["more"] = rows[:size], len(rows) > size
    return found


async def read_aim(db: Any, aim: str) -> Row | None:
    """Return an aim, its priority, its actions and its evidence."""
    found = await ask_one(
        db,
        """select a.*, d.label, r.text as priority_text, r.number as priority_number from aims a
        join documents d on d.id = a.document left join priorities r on r.id = a.priority where a.id = :id""",
        id=aim,
    )
    if found is None:
        return None
    found["action_rows"] = await ask(
        db,
        """select commitment, number, action as text, owners, due, due_text, status from actions
        where aim_id = :id order by commitment limit 400""",
        id=aim,
    )
    found["evidence"] = await read_evidence(db, aim)
    found["others"] = await ask(
        db,
        """select l.relation, l.from_aim as id, a.text, d.label, d.published from aim_links l
        join aims a on a.id = l.from_aim join documents d on d.id = a.document where l.to_aim = :id
        union all select l.relation, l.to_aim, a.text, d.label, d.published from aim_links l
        join aims a on a.id = l.to_aim join documents d on d.id = a.document where l.from_aim = :id limit 50""",
        id=aim,
    )
    return found


async def read_priority(db: Any, priority: str) -> Row | None:
    """Return a priority, its aims, the actions that hang on it directly, and its evidence."""
    found = await ask_one(
        db,
        "select r.*, d.label from priorities r join documents d on d.id = r.document where r.id = :id",
        id=priority,
    )
    if found is None:
        return None
    found["aim_rows"] = await ask(
        db, "select id, number, text, priority_basis, actions from aims where priority = :id limit 200", id=priority
    )
    found["action_rows"] = await ask(
        db,
        """select commitment, number, action as text, owners, due, due_text, status from actions
        where priority_id = :id and aim_id is null order by commitment limit 400""",
        id=priority,
    )
    found["evidence"] = await read_evidence(db, priority)
    return found


async def read_passage(db: Any, passage: str, around: int = 6) -> Row | None:
    """Return a passage with its document, its neighbours in reading order, and the facts that it is evidence of."""
    found = await ask_one(
        db,
        """select p.*, d.label, d.format, d.url, d.names_withheld, d.source from passages p
        join documents d on d.id = p.document where p.id = :id""",
        id=passage,
    )
    if found is None:
        return None
    found["place"] = say_place(found["page"], found["path"])
    found["neighbours"] = await ask(
        db,
        """select id, kind, text, page, path, use, reason from passages
        where document = :document and position between :first and :last order by position""",
        document=found["document"],
        first=found["position"] - around,
        last=found["position"] + around,
    )
    found["facts"] = await ask(
        db,
        """select distinct c.id, c.kind, c.text from evidence e join commitments c on c.id = e.fact
        where e.passage = :id limit 50""",
        id=passage,
    )
    return found


# Search


def match_words(words: str) -> str:
    """Return an FTS5 query for what a person types: all the words, the last one also as a beginning.

    Words in double quotes are kept together; no operator of FTS5 can be reached.

    >>> match_words('warm spaces')
    '"warm" "spaces"*'
    >>> match_words('"warm spaces" AND lib')
    '"warm spaces" "AND" "lib"*'
    >>> match_words('-"')
    ''
    """
    terms = []
    for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words):
        plain = " ".join(re.findall(r"[\w'’]+", phrase or word))
        if plain.strip("'’ "):
            terms.append(f'"{plain}"' + ("" if phrase else "\0"))
    if not terms:
        return ""
    terms[-1] = terms[-1].replace("\0", "*")
    return " ".join(terms).replace("\0", "")


SEARCHED = ("actions", "pledges", "passages", "documents", "owners")

_SHOWN = {
    "actions": "t.commitment as id, t.page, t.document, d.label, t.status, t.due, t.due_text",
    "pledges": "t.commitment as id, t.page, t.document, d.label, null as status, t.due, t.due_text",
    "passages": "t.id, t.page, t.path, t.document, d.label, t.section",
}


async def search(db: Any, kind: str, words: str, page: int, size: int) -> tuple[list[Row], bool]:
    """Return one page of what holds the words, best first, and whether there is more.

    `kind` is one of SEARCHED. Rows of indexed text have `title`, their own words, and `snippet`,
    where the words stand in any of their fields; U+0002 and U+0003 are around what was found.
    """
    values: Row = {"limit": size + 1, "offset": (page - 1) * size}
    if kind in ("documents", "owners"):
        column = "label" if kind == "documents" else "name"
        order = "published desc" if kind == "documents" else "commitments desc"
        sql = f"""select * from {kind} where {column} like :words escape '\\'
        order by {order}, id limit :limit offset :offset"""  # noqa: S608 - names from the lines above
        values["words"] = f"%{_escape_like(words.strip())}%"
    else:
        values["words"] = match_words(words)
        if not values["words"] or not await ask(db, f"select 1 from sqlite_master where name = '{kind}_fts'"):  # noqa: S608 - one of SEARCHED
            return [], False
        sql = f"""select {_SHOWN[kind]}, snippet({kind}_fts, -1, char(2), char(3), '…', 30) as snippet,
          highlight({kind}_fts, 0, char(2), char(3)) as title
        from {kind}_fts f join {kind} t on t.rowid = f.rowid join documents d on d.id = t.document
        where f.{kind}_fts match :words order by f.rank limit :limit offset :offset"""  # noqa: S608 - one of SEARCHED
    rows = await ask(db, sql, **values)
    for row in rows:
        row["place"] = say_place(row.get("page"), row.get("path"))
    return rows[:size], len(rows) > size


def _escape_like(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words)
