-- The same text on SQLite and PostgreSQL. Times are milliseconds UTC, scores are thousandths, JSON is text.

CREATE TABLE unit (
    id UUID PRIMARY KEY,
    parent_id UUID REFERENCES unit (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The ids from the root to this unit, each ended by '/': a subtree is a prefix.
    path TEXT NOT NULL UNIQUE
);

CREATE TABLE person (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- pns or pppk
    kind TEXT NOT NULL,
    -- The last number given out in this person's evidence ledger; updating it serialises the person's ledger.
    ledger_seq BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE person_number (
    person_id UUID NOT NULL REFERENCES person (id),
    -- nip or ni-pppk
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    PRIMARY KEY (person_id, kind, valid_from)
);

CREATE TABLE account (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    username TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    trainer BOOLEAN NOT NULL DEFAULT FALSE,
    admin BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE assignment (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    unit_id UUID NOT NULL REFERENCES unit (id),
    position_id TEXT NOT NULL,
    -- definitive, plt, plh or pj
    basis TEXT NOT NULL,
    -- Leads the unit and everything below it.
    head BOOLEAN NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT
);
CREATE INDEX assignment_person ON assignment (person_id);
CREATE INDEX assignment_unit ON assignment (unit_id);

CREATE TABLE position_standard (
    position_id TEXT NOT NULL,
    competency_id TEXT NOT NULL,
    level BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    PRIMARY KEY (position_id, competency_id, valid_from)
);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    person_id UUID NOT NULL REFERENCES person (id),
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX session_person ON session (person_id);

-- Failed sign-ins, counted per account and per address within a time window.
CREATE TABLE sign_in_failure (
    subject TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_subject ON sign_in_failure (subject, at);

-- Published content is never changed: a new version is a new row.
CREATE TABLE content_version (
    hash TEXT PRIMARY KEY,
    -- course, competencies or rules
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    files BYTEA NOT NULL,
    -- Came with the program; such a version never takes the place of one that somebody imported.
    shipped BOOLEAN NOT NULL,
    published_at BIGINT NOT NULL
);
CREATE TABLE content_current (
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES content_version (hash),
    PRIMARY KEY (kind, slug)
);

CREATE TABLE enrolment (
    person_id UUID NOT NULL REFERENCES person (id),
    course_id TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    last_item TEXT,
    last_at BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (person_id, course_id)
);

CREATE TABLE lesson_read (
    person_id UUID NOT NULL REFERENCES person (id),
    item_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, item_id)
);

CREATE TABLE attempt (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    course_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    content_hash TEXT NOT NULL REFERENCES content_version (hash),
    number BIGINT NOT NULL,
    seed BIGINT NOT NULL,
    -- The drawn questions in the order asked.
    plan TEXT NOT NULL,
    -- open, in-progress, submitted, graded or expired
    state TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    deadline_at BIGINT,
    finished_at BIGINT,
    score BIGINT,
    passed BOOLEAN,
    UNIQUE (person_id, item_id, number)
);
CREATE INDEX attempt_person_course ON attempt (person_id, course_id);
CREATE INDEX attempt_running ON attempt (deadline_at) WHERE finished_at IS NULL;

CREATE TABLE answer (
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    question_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    -- The device and its running number make a repeated message recognisable.
    device TEXT NOT NULL,
    number BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    -- Thousandths, once graded.
    score BIGINT,
    -- The points of each criterion of a rubric and the marker's comment, as JSON.
    marking TEXT,
    PRIMARY KEY (attempt_id, question_id)
);

-- Append-only; see the triggers of each database.
CREATE TABLE evidence (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    seq BIGINT NOT NULL,
    course_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    case_id TEXT,
    competency_id TEXT NOT NULL,
    level BIGINT NOT NULL,
    score BIGINT NOT NULL,
    attempt_id UUID NOT NULL REFERENCES attempt (id),
    at BIGINT NOT NULL,
    UNIQUE (person_id, seq),
    UNIQUE (person_id, course_id, question_id)
);
CREATE INDEX evidence_person_competency ON evidence (person_id, competency_id);
CREATE INDEX evidence_attempt ON evidence (attempt_id);

-- Derived from the ledger and the rules in force; can be thrown away.
CREATE TABLE competency_state (
    person_id UUID NOT NULL REFERENCES person (id),
    competency_id TEXT NOT NULL,
    state TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, competency_id)
);

CREATE TABLE learning_hour (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    year BIGINT NOT NULL,
    at BIGINT NOT NULL,
    jp BIGINT NOT NULL,
    course_id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    UNIQUE (person_id, course_id, year)
);

CREATE TABLE certificate (
    number TEXT PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    course_id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    UNIQUE (person_id, course_id, content_hash)
);

-- Append-only.
CREATE TABLE audit (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id UUID,
    subject_id UUID,
    action TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject_id, at);

CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    person_id UUID NOT NULL,
    payload TEXT NOT NULL
);
