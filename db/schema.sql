-- The published database: CONTRACT.md section 5, columns in that order, what was added stands after them.
-- Word lists in CHECKs are those of CONTRACT.md section 2; a test compares them with the enums of the code.
-- An unknown text is NULL, never ''. JSON columns are NOT NULL: '[]' or '{}' where there is nothing.
-- Indexes are in indexes.sql: they are made after the rows, which is several times faster.

-- Documents and their words

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    title TEXT,
    kind TEXT,
    publisher TEXT,
    series TEXT,
    series_basis TEXT,
    published TEXT,
    period TEXT,
    meeting TEXT,
    item_number TEXT,
    classification TEXT,
    authors TEXT,
    format TEXT NOT NULL,
    pages INTEGER,
    sha256 TEXT NOT NULL,
    url TEXT,
    licence TEXT,
    supersedes TEXT REFERENCES documents (id),
    copy_of TEXT REFERENCES documents (id),
    label TEXT NOT NULL,
    sender TEXT,
    wards TEXT,
    title_basis TEXT,
    kind_basis TEXT,
    publisher_basis TEXT,
    published_basis TEXT,
    period_basis TEXT,
    publish INTEGER NOT NULL CHECK (publish IN (0, 1)),
    extra TEXT NOT NULL CHECK (json_type(extra) = 'object'),
    actions INTEGER NOT NULL,
    pledges INTEGER NOT NULL,
    issues INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    words INTEGER NOT NULL,
    words_claimed INTEGER NOT NULL,
    words_ignored INTEGER NOT NULL,
    words_unread INTEGER NOT NULL,
    names_withheld INTEGER
) STRICT;

CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    section TEXT,
    text TEXT NOT NULL,
    page INTEGER,
    x0 REAL,
    y0 REAL,
    x1 REAL,
    y1 REAL,
    path TEXT,
    read_by TEXT NOT NULL CHECK (read_by IN ('text', 'ocr')),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    use TEXT NOT NULL CHECK (use IN ('claimed', 'ignored', 'unread')),
    reason TEXT,
    words INTEGER NOT NULL,
    withheld INTEGER NOT NULL
) STRICT;

CREATE TABLE evidence (
    fact TEXT NOT NULL,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    passage TEXT NOT NULL REFERENCES passages (id),
    quote TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;

-- The plan as each document words it

CREATE TABLE priorities (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    number TEXT,
    text TEXT NOT NULL,
    passage TEXT NOT NULL REFERENCES passages (id),
    description TEXT,
    aims INTEGER NOT NULL,
    actions INTEGER NOT NULL
) STRICT;

CREATE TABLE aims (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    priority TEXT REFERENCES priorities (id),
    priority_basis TEXT CHECK (priority_basis IN ('stated', 'inferred')),
    number TEXT,
    text TEXT NOT NULL,
    passage TEXT NOT NULL REFERENCES passages (id),
    priority_confidence REAL CHECK (priority_confidence BETWEEN 0 AND 1),
    priority_reason TEXT,
    actions INTEGER NOT NULL
) STRICT;

CREATE TABLE aim_links (
    from_aim TEXT NOT NULL REFERENCES aims (id),
    to_aim TEXT NOT NULL REFERENCES aims (id),
    relation TEXT NOT NULL CHECK (relation IN ('same', 'renamed', 'merged')),
    reasons TEXT NOT NULL CHECK (json_type(reasons) = 'array')
) STRICT;

CREATE TABLE threads (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    first_document TEXT NOT NULL REFERENCES documents (id),
    last_document TEXT NOT NULL REFERENCES documents (id),
    commitments INTEGER NOT NULL,
    first_published TEXT,
    last_published TEXT
) STRICT;

CREATE TABLE commitments (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    thread TEXT REFERENCES threads (id),
    aim TEXT REFERENCES aims (id),
    parent TEXT REFERENCES commitments (id),
    kind TEXT NOT NULL CHECK (
        kind IN ('action', 'action_arising', 'pledge', 'recommendation', 'resolution', 'next_step', 'expectation')
    ),
    number TEXT,
    text TEXT NOT NULL,
    agent TEXT,
    strength TEXT,
    tier TEXT NOT NULL CHECK (tier IN ('confident', 'to_check')),
    tier_reason TEXT,
    passage TEXT NOT NULL REFERENCES passages (id),
    priority TEXT REFERENCES priorities (id)
) STRICT;

CREATE TABLE owners (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT CHECK (kind IN ('organisation', 'partnership', 'team', 'post', 'person')),
    parent TEXT REFERENCES owners (id),
    commitments INTEGER NOT NULL
) STRICT;

CREATE TABLE owner_names (
    owner TEXT NOT NULL REFERENCES owners (id),
    name TEXT NOT NULL,
    basis TEXT NOT NULL,
    document TEXT REFERENCES documents (id)
) STRICT;

CREATE TABLE commitment_owners (
    commitment TEXT NOT NULL REFERENCES commitments (id),
    owner TEXT NOT NULL REFERENCES owners (id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'sponsor', 'partner')),
    named_as TEXT NOT NULL,
    passage TEXT NOT NULL REFERENCES passages (id),
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE dates (
    id TEXT PRIMARY KEY,
    commitment TEXT NOT NULL REFERENCES commitments (id),
    role TEXT NOT NULL CHECK (role IN ('deadline', 'start', 'milestone', 'period', 'past')),
    text TEXT NOT NULL,
    edtf TEXT,
    earliest TEXT,
    latest TEXT,
    vague INTEGER NOT NULL CHECK (vague IN (0, 1)),
    passage TEXT NOT NULL REFERENCES passages (id)
) STRICT;

CREATE TABLE updates (
    id TEXT PRIMARY KEY,
    commitment TEXT NOT NULL REFERENCES commitments (id),
    text TEXT NOT NULL,
    status TEXT CHECK (
        status IN (
            'not_started', 'scoping', 'in_progress', 'on_track', 'delayed', 'off_track', 'completed', 'superseded'
        )
    ),
    status_basis TEXT CHECK (status_basis IN ('column', 'wording', 'person')),
    status_words TEXT,
    passage TEXT NOT NULL REFERENCES passages (id)
) STRICT;

CREATE TABLE figures (
    id TEXT PRIMARY KEY,
    commitment TEXT NOT NULL REFERENCES commitments (id),
    text TEXT NOT NULL,
    value REAL NOT NULL,
    unit TEXT,
    total REAL,
    qualifier TEXT,
    passage TEXT NOT NULL REFERENCES passages (id)
) STRICT;

CREATE TABLE risks (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    title TEXT,
    text TEXT,
    mitigation TEXT,
    passage TEXT NOT NULL REFERENCES passages (id)
) STRICT;

-- From document to document

CREATE TABLE links (
    from_commitment TEXT NOT NULL REFERENCES commitments (id),
    to_commitment TEXT NOT NULL REFERENCES commitments (id),
    relation TEXT NOT NULL CHECK (relation IN ('same', 'split', 'merged', 'related', 'successor')),
    score REAL NOT NULL,
    reasons TEXT NOT NULL CHECK (json_type(reasons) = 'array'),
    decided_by TEXT NOT NULL CHECK (decided_by IN ('rule', 'person'))
) STRICT;

CREATE TABLE fates (
    thread TEXT NOT NULL REFERENCES threads (id),
    from_document TEXT NOT NULL REFERENCES documents (id),
    to_document TEXT NOT NULL REFERENCES documents (id),
    from_commitment TEXT REFERENCES commitments (id),
    to_commitment TEXT REFERENCES commitments (id),
    fate TEXT NOT NULL CHECK (
        fate IN (
            'reopened', 'split', 'merged', 'moved', 'reworded', 'continued',
            'new', 'closed', 'not_mentioned', 'not_covered'
        )
    ),
    status_before TEXT CHECK (
        status_before IN (
            'not_started', 'scoping', 'in_progress', 'on_track', 'delayed', 'off_track', 'completed', 'superseded'
        )
    ),
    status_after TEXT CHECK (
        status_after IN (
            'not_started', 'scoping', 'in_progress', 'on_track', 'delayed', 'off_track', 'completed', 'superseded'
        )
    ),
    score REAL,
    reasons TEXT NOT NULL CHECK (json_type(reasons) = 'array'),
    decided_by TEXT NOT NULL CHECK (decided_by IN ('rule', 'person')),
    CHECK (from_commitment IS NOT NULL OR to_commitment IS NOT NULL)
) STRICT;

CREATE TABLE edges (
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    relation TEXT NOT NULL
) STRICT;

CREATE TABLE aliases (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
) STRICT;

-- What people decided, and what they may still settle

CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    at TEXT,
    by TEXT,
    verdict TEXT CHECK (
        verdict IN (
            'same', 'different', 'unsure', 'owner_is', 'split_owner', 'wrong', 'correct_field', 'missed',
            'aim_of_priority', 'withhold'
        )
    ),
    document TEXT REFERENCES documents (id),
    quote TEXT,
    other_document TEXT REFERENCES documents (id),
    other_quote TEXT,
    field TEXT,
    value TEXT,
    note TEXT,
    revokes TEXT,
    line INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('applied', 'not_found', 'ambiguous', 'not_understood', 'revoked', 'overruled')
    ),
    why TEXT,
    places INTEGER NOT NULL,
    fact TEXT,
    other_fact TEXT,
    was TEXT
) STRICT;

CREATE TABLE decision_facts (
    decision TEXT NOT NULL REFERENCES decisions (id),
    fact TEXT NOT NULL
) STRICT;

CREATE TABLE review (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('pair', 'split', 'owner', 'row', 'unread')),
    document TEXT NOT NULL REFERENCES documents (id),
    page INTEGER,
    quote TEXT NOT NULL,
    other_document TEXT REFERENCES documents (id),
    other_quote TEXT,
    question TEXT NOT NULL,
    choices TEXT NOT NULL CHECK (json_type(choices) = 'array'),
    suggestion TEXT,
    why TEXT NOT NULL,
    score REAL,
    fact TEXT,
    other_fact TEXT,
    before TEXT,
    after TEXT
) STRICT;

-- What to know of the reading itself

CREATE TABLE issues (
    id TEXT PRIMARY KEY,
    document TEXT REFERENCES documents (id),
    source TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    fact TEXT,
    page INTEGER,
    path TEXT,
    passage TEXT REFERENCES passages (id)
) STRICT;

CREATE TABLE coverage (
    document TEXT NOT NULL REFERENCES documents (id),
    page INTEGER,
    words INTEGER NOT NULL,
    claimed INTEGER NOT NULL,
    ignored INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    reasons TEXT NOT NULL CHECK (json_type(reasons) = 'object')
) STRICT;

CREATE TABLE left_out (
    source TEXT PRIMARY KEY,
    reason TEXT NOT NULL
) STRICT;

-- What the last build read, for the next one to tell new, changed and removed: not for the site.
CREATE TABLE sources (
    source TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    read_key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('read', 'failed')),
    publish INTEGER NOT NULL CHECK (publish IN (0, 1))
) STRICT;

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT NOT NULL,
    version TEXT NOT NULL,
    documents INTEGER NOT NULL,
    new INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    seconds REAL NOT NULL
) STRICT;

-- Reading tables: flat, since facets over joins are too slow at a million rows

CREATE TABLE actions (
    commitment TEXT PRIMARY KEY REFERENCES commitments (id),
    thread TEXT REFERENCES threads (id),
    document TEXT NOT NULL REFERENCES documents (id),
    source TEXT NOT NULL,
    page INTEGER,
    priority TEXT,
    priority_basis TEXT CHECK (priority_basis IN ('stated', 'inferred')),
    aim TEXT,
    number TEXT,
    action TEXT NOT NULL,
    owners TEXT NOT NULL CHECK (json_type(owners) = 'array'),
    sponsors TEXT NOT NULL CHECK (json_type(sponsors) = 'array'),
    partners TEXT NOT NULL CHECK (json_type(partners) = 'array'),
    due_text TEXT,
    due TEXT,
    due_by TEXT,
    due_basis TEXT CHECK (due_basis IN ('column', 'text', 'update', 'person')),
    due_role TEXT CHECK (due_role IN ('deadline', 'start', 'milestone', 'period', 'past')),
    status TEXT CHECK (
        status IN (
            'not_started', 'scoping', 'in_progress', 'on_track', 'delayed', 'off_track', 'completed', 'superseded'
        )
    ),
    status_basis TEXT CHECK (status_basis IN ('column', 'wording', 'person')),
    status_words TEXT,
    update_text TEXT,
    measure TEXT,
    tier TEXT NOT NULL CHECK (tier IN ('confident', 'to_check')),
    tier_reason TEXT,
    read_by TEXT NOT NULL CHECK (read_by IN ('text', 'ocr')),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    extra TEXT NOT NULL CHECK (json_type(extra) = 'object'),
    quote TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('action', 'action_arising')),
    section TEXT,
    published TEXT,
    priority_id TEXT REFERENCES priorities (id),
    aim_id TEXT REFERENCES aims (id)
) STRICT;

CREATE TABLE pledges (
    commitment TEXT PRIMARY KEY REFERENCES commitments (id),
    thread TEXT REFERENCES threads (id),
    parent TEXT REFERENCES commitments (id),
    document TEXT NOT NULL REFERENCES documents (id),
    source TEXT NOT NULL,
    page INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('pledge', 'recommendation', 'resolution', 'next_step', 'expectation')),
    section TEXT,
    lead_in TEXT,
    text TEXT NOT NULL,
    agent TEXT,
    due_text TEXT,
    due TEXT,
    due_by TEXT,
    due_basis TEXT CHECK (due_basis IN ('column', 'text', 'update', 'person')),
    strength TEXT,
    tier TEXT NOT NULL CHECK (tier IN ('confident', 'to_check')),
    tier_reason TEXT,
    read_by TEXT NOT NULL CHECK (read_by IN ('text', 'ocr')),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    quote TEXT NOT NULL,
    number TEXT,
    due_role TEXT CHECK (due_role IN ('deadline', 'start', 'milestone', 'period', 'past')),
    owners TEXT NOT NULL CHECK (json_type(owners) = 'array'),
    published TEXT,
    priority_id TEXT REFERENCES priorities (id),
    aim_id TEXT REFERENCES aims (id)
) STRICT;

CREATE TABLE thread_history (
    thread TEXT NOT NULL REFERENCES threads (id),
    position INTEGER NOT NULL,
    document TEXT NOT NULL REFERENCES documents (id),
    source TEXT NOT NULL,
    published TEXT,
    page INTEGER,
    kind TEXT,
    fate TEXT,
    text TEXT,
    owners TEXT NOT NULL CHECK (json_type(owners) = 'array'),
    due TEXT,
    status TEXT,
    update_text TEXT,
    quote TEXT,
    commitment TEXT REFERENCES commitments (id),
    PRIMARY KEY (thread, position)
) STRICT;

CREATE TABLE slips (
    thread TEXT NOT NULL REFERENCES threads (id),
    from_document TEXT NOT NULL REFERENCES documents (id),
    to_document TEXT NOT NULL REFERENCES documents (id),
    from_commitment TEXT NOT NULL REFERENCES commitments (id),
    to_commitment TEXT NOT NULL REFERENCES commitments (id),
    old_due TEXT NOT NULL,
    new_due TEXT NOT NULL,
    days INTEGER,
    stated INTEGER NOT NULL CHECK (stated IN (0, 1)),
    old_words TEXT NOT NULL,
    new_words TEXT NOT NULL
) STRICT;

CREATE TABLE owner_changes (
    thread TEXT NOT NULL REFERENCES threads (id),
    from_document TEXT NOT NULL REFERENCES documents (id),
    to_document TEXT NOT NULL REFERENCES documents (id),
    from_commitment TEXT NOT NULL REFERENCES commitments (id),
    to_commitment TEXT NOT NULL REFERENCES commitments (id),
    old_owners TEXT NOT NULL CHECK (json_type(old_owners) = 'array'),
    new_owners TEXT NOT NULL CHECK (json_type(new_owners) = 'array'),
    same_body INTEGER NOT NULL CHECK (same_body IN (0, 1))
) STRICT;
