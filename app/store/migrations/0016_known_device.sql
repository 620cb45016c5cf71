-- A browser is known for everybody who has signed in in it: two people at one desk are no strangers to it in turn.
CREATE TABLE known_device_by_person (
    token_hash BYTEA NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash, person_id)
);
INSERT INTO known_device_by_person (token_hash, person_id, seen_at) SELECT token_hash, person_id, seen_at FROM known_device;
DROP TABLE known_device;
ALTER TABLE known_device_by_person RENAME TO known_device;
CREATE INDEX known_device_person ON known_device (person_id);
