-- Telling other systems: where an outbox row goes, how far it is, and for which units.

-- Deliveries were made of it.
ALTER TABLE outbox ADD COLUMN planned BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX outbox_unplanned ON outbox (at, id) WHERE NOT planned;
CREATE INDEX outbox_time ON outbox (at, id);

-- A system that is told. It stays when it is no longer configured: what waits, waits.
CREATE TABLE destination (
    -- siasn or webhook
    id TEXT PRIMARY KEY,
    -- What happened before then is not sent there.
    since BIGINT NOT NULL,
    competencies BOOLEAN NOT NULL,
    -- How far the rows have been gone through that were planned before this destination was known.
    filled_at BIGINT NOT NULL,
    filled_id UUID NOT NULL,
    filled BOOLEAN NOT NULL DEFAULT FALSE,
    -- It fails as a whole, so often in a row, and is left alone until then.
    failures BIGINT NOT NULL DEFAULT 0,
    failing_since BIGINT,
    paused_until BIGINT NOT NULL DEFAULT 0,
    reason TEXT,
    detail TEXT
);

CREATE TABLE delivery (
    outbox_id UUID NOT NULL REFERENCES outbox (id),
    destination TEXT NOT NULL REFERENCES destination (id),
    person_id UUID NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- held, waiting, sent, refused or dead
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    reason TEXT,
    -- What the other system said, cut; never a personal number.
    detail TEXT,
    -- Its id there.
    remote_id TEXT,
    done_at BIGINT,
    PRIMARY KEY (outbox_id, destination)
);
CREATE INDEX delivery_due ON delivery (destination, next_at) WHERE state = 'waiting';
CREATE INDEX delivery_state ON delivery (destination, state, at);
CREATE INDEX delivery_person ON delivery (person_id, destination);

-- One server at a time sends what is about one person; and who the person is there.
CREATE TABLE delivery_turn (
    destination TEXT NOT NULL,
    person_id UUID NOT NULL,
    remote_id TEXT,
    claim UUID NOT NULL,
    claimed_until BIGINT NOT NULL,
    PRIMARY KEY (destination, person_id)
);

-- The units, each with everything below it, about whose people other systems are told.
CREATE TABLE sync_unit (
    unit_id UUID NOT NULL REFERENCES unit (id),
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    switched_on_by UUID NOT NULL,
    switched_off_by UUID,
    PRIMARY KEY (unit_id, valid_from)
);
CREATE UNIQUE INDEX sync_unit_on ON sync_unit (unit_id) WHERE valid_to IS NULL;

-- Who works in such a unit, and when.
CREATE VIEW person_to_sync AS
SELECT a.person_id, a.valid_from, a.valid_to
FROM sync_unit s JOIN unit top ON top.id = s.unit_id
JOIN unit u ON substr(u.path, 1, length(top.path)) = top.path
JOIN assignment a ON a.unit_id = u.id
WHERE s.valid_to IS NULL;
