-- Proof before a way in changes: when a provider last asked who somebody is, as it says itself (`auth_time`).
ALTER TABLE session ADD COLUMN asked_at BIGINT;
ALTER TABLE sign_in_step ADD COLUMN asked_at BIGINT;

-- ID tokens hold the number of a person and are not needed after the sign-in.
ALTER TABLE session DROP COLUMN id_token;
ALTER TABLE sign_in_step DROP COLUMN id_token;

-- An identity that its person has taken away: from then on a verified number does not link it again, an administrator does.
CREATE TABLE identity_unlinked (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    unlinked_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
