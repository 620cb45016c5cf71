-- People and units over time. The row of a unit is its newest state; what it was and will be is in unit_period.

ALTER TABLE unit ADD COLUMN code TEXT;
ALTER TABLE unit ADD COLUMN ended_at BIGINT;
ALTER TABLE unit ADD COLUMN successor_id UUID;
-- Names of the same thing in the systems that lists come from.
ALTER TABLE person ADD COLUMN code TEXT;
ALTER TABLE assignment ADD COLUMN code TEXT;

-- The last part of a path is the unit's own id, 36 characters before the closing '/'.
UPDATE unit SET code = substr(path, length(path) - 36, 36);
CREATE UNIQUE INDEX unit_by_code ON unit (code);
CREATE UNIQUE INDEX person_by_code ON person (code);
CREATE INDEX assignment_by_code ON assignment (code);
CREATE INDEX person_by_name ON person (name, id);
CREATE INDEX person_number_by_number ON person_number (number);

CREATE TABLE unit_period (
    unit_id UUID NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id UUID,
    path TEXT NOT NULL,
    -- 0: since before records began.
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    PRIMARY KEY (unit_id, valid_from)
);
CREATE INDEX unit_period_path ON unit_period (path);
INSERT INTO unit_period (unit_id, name, kind, parent_id, path, valid_from)
SELECT id, name, kind, parent_id, path, 0 FROM unit;

-- Somebody without a row is active.
CREATE TABLE person_status (
    person_id UUID NOT NULL REFERENCES person (id),
    -- active, leave, study or retired
    status TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    PRIMARY KEY (person_id, valid_from)
);

-- What a column of a list was taken for the last time; nothing where it was left out.
CREATE TABLE import_column (
    header TEXT PRIMARY KEY,
    field TEXT NOT NULL
);

-- A list between its dry run and the moment it is applied, of that administrator alone.
CREATE TABLE import_upload (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    file_name TEXT NOT NULL,
    content BYTEA NOT NULL,
    columns TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    whole BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- What was imported when: the figures of each run.
CREATE TABLE import_run (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    -- Nobody where the command line did it.
    actor_id UUID,
    file_name TEXT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);
CREATE INDEX import_run_at ON import_run (at);
