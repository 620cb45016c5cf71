-- Training outside Ampera: what people file with its document, what was decided, and the JP that follow.

CREATE TABLE outside_training (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    -- draft, filed, returned, verified or refused
    state TEXT NOT NULL,
    -- The form as JSON, as it was typed: what a draft holds may not be right yet.
    typed TEXT NOT NULL,
    -- The rest of what was filed is missing in a draft. activity: as in learning-hours.yaml
    activity TEXT,
    title TEXT,
    organiser TEXT,
    place TEXT,
    -- The first and the last day, as their first moments.
    first_at BIGINT,
    last_at BIGINT,
    -- Days, sessions, JP or minutes, as the activity is counted.
    amount BIGINT,
    international BOOLEAN NOT NULL,
    document_hash TEXT,
    document_name TEXT,
    changed_at BIGINT NOT NULL,
    filed_at BIGINT,
    decided_at BIGINT,
    decided_by UUID,
    -- Why it was sent back or refused.
    reason TEXT
);
CREATE INDEX outside_training_person ON outside_training (person_id);
CREATE INDEX outside_training_filed ON outside_training (filed_at) WHERE state = 'filed';
CREATE INDEX outside_training_document ON outside_training (document_hash);

-- Each person has their own copy: it goes with them.
CREATE TABLE training_document (
    person_id UUID NOT NULL REFERENCES person (id),
    -- The SHA-256 of the content.
    hash TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, hash)
);

-- The JP of verified training, day by day, before any cap. Derived from the filing and the rules of its last day.
CREATE TABLE training_hour (
    training_id UUID NOT NULL REFERENCES outside_training (id),
    place BIGINT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    year BIGINT NOT NULL,
    at BIGINT NOT NULL,
    activity TEXT NOT NULL,
    jp BIGINT NOT NULL,
    PRIMARY KEY (training_id, place)
);
CREATE INDEX training_hour_person ON training_hour (person_id, year);
