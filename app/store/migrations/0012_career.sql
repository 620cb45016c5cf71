-- Career: what only the agency knows for the professionalism index, talent boxes with the rubric that they were set by, and
-- shortlists as they were asked for.

-- A later entry corrects an earlier one of the same kind; what was noted stays.
CREATE TABLE career_fact (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    -- qualification, discipline or leadership
    kind TEXT NOT NULL,
    -- A step of rules/ip-asn.yaml, or yes or no. Empty where it is not known any more.
    value TEXT NOT NULL,
    -- Where it is written.
    source TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    noted_at BIGINT NOT NULL,
    noted_by UUID NOT NULL
);
CREATE INDEX career_fact_person ON career_fact (person_id, kind, valid_from);

-- Append-only. The whole text of the rules, by its SHA-256 in hexadecimal.
CREATE TABLE career_rule (
    digest TEXT PRIMARY KEY,
    content TEXT NOT NULL
);

CREATE TABLE talent_round (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    -- What was known by the end of this day counts, by the rules of this day.
    day BIGINT NOT NULL,
    set_at BIGINT NOT NULL,
    set_by UUID NOT NULL
);

-- Append-only.
CREATE TABLE talent_result (
    round_id UUID NOT NULL REFERENCES talent_round (id),
    person_id UUID NOT NULL REFERENCES person (id),
    -- The rules in force, beside each result.
    rules TEXT NOT NULL REFERENCES career_rule (digest),
    -- 1 to 9; nothing where it cannot be said.
    box BIGINT,
    -- The border of another box lies inside the uncertainty.
    unsure BOOLEAN NOT NULL,
    -- As JSON: what it is made of.
    detail TEXT NOT NULL,
    PRIMARY KEY (round_id, person_id)
);
CREATE INDEX talent_result_person ON talent_result (person_id);

-- Append-only.
CREATE TABLE shortlist (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- promotion or award
    purpose TEXT NOT NULL,
    -- As JSON: position, unit, criteria and the value that orders.
    wanted TEXT NOT NULL,
    rules TEXT NOT NULL REFERENCES career_rule (digest),
    people BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by UUID NOT NULL
);

-- Append-only.
CREATE TABLE shortlist_entry (
    shortlist_id UUID NOT NULL REFERENCES shortlist (id),
    person_id UUID NOT NULL REFERENCES person (id),
    -- Counts the rows as they are shown.
    place BIGINT NOT NULL,
    -- As JSON: group, value, and each criterion with its reason.
    detail TEXT NOT NULL,
    PRIMARY KEY (shortlist_id, person_id)
);
CREATE INDEX shortlist_entry_person ON shortlist_entry (person_id);
