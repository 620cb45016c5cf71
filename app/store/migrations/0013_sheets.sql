-- Sheets as PDF: what makes a printed one checkable, and those of a whole unit until they are fetched.

-- One for each content and language: the same sheet asked for again has the same number.
CREATE TABLE sheet (
    number TEXT PRIMARY KEY,
    -- transcript or evidence
    kind TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    -- Of an evidence sheet.
    evaluation_id UUID REFERENCES evaluation (id),
    lang TEXT NOT NULL,
    -- SHA-256 of what is on it, in hexadecimal.
    digest TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    UNIQUE (person_id, kind, digest)
);
CREATE INDEX sheet_evaluation ON sheet (evaluation_id, issued_at);

CREATE TABLE sheet_batch (
    id UUID PRIMARY KEY,
    cycle_id UUID NOT NULL REFERENCES evaluation_cycle (id),
    unit_id UUID NOT NULL,
    -- As it was called then.
    unit_name TEXT NOT NULL,
    asked_by UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    lang TEXT NOT NULL,
    -- Until then one server works on it.
    held_until BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX sheet_batch_cycle ON sheet_batch (cycle_id, asked_at);

CREATE TABLE sheet_part (
    batch_id UUID NOT NULL REFERENCES sheet_batch (id),
    evaluation_id UUID NOT NULL REFERENCES evaluation (id),
    person_id UUID NOT NULL REFERENCES person (id),
    -- In the order of names, from 1.
    place BIGINT NOT NULL,
    -- waiting, made or failed
    state TEXT NOT NULL,
    -- The PDF, once it is made.
    content BYTEA,
    PRIMARY KEY (batch_id, evaluation_id)
);
CREATE INDEX sheet_part_place ON sheet_part (batch_id, place);
CREATE INDEX sheet_part_person ON sheet_part (person_id);
