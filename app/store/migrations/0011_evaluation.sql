-- Performance evaluation: cycles, one evaluation a person and cycle, what happened to them, and the competencies as they were.

CREATE TABLE evaluation_cycle (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    -- quarter or year
    kind TEXT NOT NULL,
    -- What is evaluated: from the first moment to the first one after it.
    period_from BIGINT NOT NULL,
    period_to BIGINT NOT NULL,
    -- When ratings are taken, in the same way.
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    -- Days to object, from the day on which an evaluation is shared.
    objection_days BIGINT NOT NULL,
    -- planned, open, closing or closed
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE evaluation (
    id UUID PRIMARY KEY,
    cycle_id UUID NOT NULL REFERENCES evaluation_cycle (id),
    person_id UUID NOT NULL REFERENCES person (id),
    -- draft, shared, acknowledged, objected, answered, final or unrated
    state TEXT NOT NULL,
    -- above, as or below
    result TEXT,
    behaviour TEXT,
    -- What the matrix in force gave when it was shared, or changed after an objection.
    predicate TEXT,
    comment TEXT,
    response TEXT,
    objection TEXT,
    answer TEXT,
    -- plan, award or guidance
    follow_up TEXT,
    follow_up_note TEXT,
    rater_id UUID,
    shared_at BIGINT,
    objection_until BIGINT,
    settled_at BIGINT,
    -- Counts the changes: of two at the same time the second finds another number.
    version BIGINT NOT NULL DEFAULT 0,
    UNIQUE (cycle_id, person_id)
);
CREATE INDEX evaluation_state ON evaluation (cycle_id, state);
CREATE INDEX evaluation_person ON evaluation (person_id);

-- Append-only. Rows without an evaluation are about the cycle.
CREATE TABLE evaluation_event (
    id UUID PRIMARY KEY,
    cycle_id UUID NOT NULL REFERENCES evaluation_cycle (id),
    evaluation_id UUID REFERENCES evaluation (id),
    person_id UUID,
    at BIGINT NOT NULL,
    actor_id UUID,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX evaluation_event_evaluation ON evaluation_event (evaluation_id, at);
CREATE INDEX evaluation_event_cycle ON evaluation_event (cycle_id, at);

-- Append-only: the competencies as they were when it was shared, and when the cycle closed if they had changed.
CREATE TABLE evaluation_evidence (
    id UUID PRIMARY KEY,
    evaluation_id UUID NOT NULL REFERENCES evaluation (id),
    person_id UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    -- SHA-256 of the content, in hexadecimal.
    digest TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (evaluation_id, digest)
);
