-- Totals of the heat map, kept up to date as evidence arrives, and standards of the agency's own.

-- What each person counts for in the totals: written when it is counted, so that the next count knows what to take away.
CREATE TABLE person_cells (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    -- The unit of the first post; all zeros without one.
    unit_id UUID NOT NULL,
    -- The units in which the person is counted: the ids from the root, each ended by '/'.
    counted_in TEXT NOT NULL,
    position_id TEXT NOT NULL,
    basis TEXT NOT NULL,
    -- JSON: one entry for each competency that the position requires.
    cells TEXT NOT NULL
);
CREATE INDEX person_cells_unit ON person_cells (unit_id);
CREATE INDEX person_cells_position ON person_cells (position_id);

-- A unit with everything below it. An empty position stands for all of them, an empty competency for the people.
CREATE TABLE unit_total (
    unit_id UUID NOT NULL,
    position_id TEXT NOT NULL,
    competency_id TEXT NOT NULL,
    people BIGINT NOT NULL,
    met BIGINT NOT NULL,
    short_1 BIGINT NOT NULL,
    short_2 BIGINT NOT NULL,
    short_3 BIGINT NOT NULL,
    unknown BIGINT NOT NULL,
    strong BIGINT NOT NULL,
    PRIMARY KEY (unit_id, position_id, competency_id)
);

-- People to be counted again. Without a key: two transactions that concern one person do not wait for each other.
CREATE TABLE total_due (
    person_id UUID NOT NULL
);
CREATE INDEX total_due_person ON total_due (person_id);

-- One row: its lock lets one counter work at a time.
CREATE TABLE total_state (
    id BIGINT PRIMARY KEY,
    -- What begins or ends by then has been counted.
    counted_until BIGINT NOT NULL,
    -- Everybody is being counted again, in the order of ids; this far.
    sweeping BOOLEAN NOT NULL,
    swept_to UUID
);

-- What an agency set itself; content that is published leaves these positions alone.
CREATE TABLE standard_decree (
    id UUID PRIMARY KEY,
    position_id TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    -- The decree, as it was typed.
    source TEXT NOT NULL,
    -- Compared with the official text.
    checked BOOLEAN NOT NULL,
    set_at BIGINT NOT NULL,
    set_by UUID
);
CREATE INDEX standard_decree_position ON standard_decree (position_id, valid_from);

-- A change of standards between its preview and the moment it is applied, of that administrator alone.
CREATE TABLE standard_draft (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    valid_from BIGINT NOT NULL,
    source TEXT NOT NULL,
    checked BOOLEAN NOT NULL,
    -- JSON: position, competency, level; without a level it is no longer required.
    changes TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- What begins and ends is looked for every second.
CREATE INDEX assignment_begins ON assignment (valid_from);
CREATE INDEX assignment_ends ON assignment (valid_to);
CREATE INDEX unit_period_begins ON unit_period (valid_from);
CREATE INDEX unit_period_ends ON unit_period (valid_to);
-- The units below another, without reading the tree.
CREATE INDEX unit_period_parent ON unit_period (parent_id);
