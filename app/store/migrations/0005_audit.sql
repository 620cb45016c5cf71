-- Roles, service clients, the chain of the audit log, and personal data.

-- Roles as dated grants. The columns trainer and admin of an account are used no more.
CREATE TABLE role_grant (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    -- trainer, admin or auditor
    role TEXT NOT NULL,
    -- The one course of a trainer; missing means every course.
    course_id TEXT,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    granted_by UUID,
    ended_by UUID
);
CREATE INDEX role_grant_person ON role_grant (person_id);

-- Programs of other systems. The secret itself is never stored.
CREATE TABLE service_client (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    secret_hash BYTEA NOT NULL UNIQUE,
    -- Separated by blanks: courses:read competencies:read numbers:read
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    last_used_at BIGINT
);
CREATE UNIQUE INDEX service_client_name ON service_client (name) WHERE revoked_at IS NULL;

-- From where: the address is shortened before it is written, since a row is never changed.
ALTER TABLE audit ADD COLUMN address TEXT;
ALTER TABLE audit ADD COLUMN agent TEXT;
ALTER TABLE audit ADD COLUMN client_id UUID;
CREATE INDEX audit_time ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor_id, at);

-- Rows of the log that no link has sealed yet.
CREATE TABLE audit_pending (
    audit_id UUID PRIMARY KEY
);

-- The chain. Append-only. No foreign key: a row that was removed by force has to be found, not kept from being removed.
CREATE TABLE audit_link (
    seq BIGINT PRIMARY KEY,
    audit_id UUID NOT NULL UNIQUE,
    hash BYTEA NOT NULL
);

-- One row: its lock lets one sealer work at a time.
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

-- Who looked at whom in which hour, so that the log has one row of it.
CREATE TABLE profile_access (
    viewer_id UUID NOT NULL,
    person_id UUID NOT NULL,
    -- profile, evidence or answers
    kind TEXT NOT NULL,
    hour BIGINT NOT NULL,
    PRIMARY KEY (viewer_id, person_id, kind, hour)
);
CREATE INDEX profile_access_hour ON profile_access (hour);

-- What people ask for about their personal data.
CREATE TABLE data_request (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    -- correction or erasure
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    answer TEXT,
    answered_at BIGINT,
    answered_by UUID
);
CREATE INDEX data_request_person ON data_request (person_id);

-- The days on which the retention periods were applied: of several servers one does it.
CREATE TABLE retention_run (
    day BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- What other systems ask for by time.
CREATE INDEX enrolment_completed ON enrolment (completed_at, person_id, course_id);
CREATE INDEX competency_state_updated ON competency_state (updated_at, person_id, competency_id);

-- What was logged before this step is sealed by the first sealer.
INSERT INTO audit_pending (audit_id) SELECT id FROM audit;
