-- Signing in: identities of providers, invitations and resets, mail, second factors, devices that are known. Of every token
-- the hash is kept and nothing else.

-- How a session began at an identity provider, so that it can end there, too. Empty for a local account.
ALTER TABLE session ADD COLUMN provider TEXT;
ALTER TABLE session ADD COLUMN issuer TEXT;
ALTER TABLE session ADD COLUMN subject TEXT;
ALTER TABLE session ADD COLUMN provider_session TEXT;
ALTER TABLE session ADD COLUMN id_token TEXT;
-- A second factor was shown, here or at the provider.
ALTER TABLE session ADD COLUMN strong BOOLEAN NOT NULL DEFAULT FALSE;

-- Who may not sign in for the time being, by whatever way.
CREATE TABLE sign_in_block (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    since BIGINT NOT NULL
);

-- Written in small letters, and only after somebody has followed a link that was sent there.
CREATE TABLE person_email (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    address TEXT NOT NULL UNIQUE,
    verified_at BIGINT NOT NULL
);

CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    provider TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_person ON identity (person_id);

-- Somebody whom a provider knows and we do not: an administrator decides.
CREATE TABLE identity_request (
    id UUID PRIMARY KEY,
    provider TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    number TEXT,
    -- no-number, not-verified, unknown-number or several-people
    reason TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    refused_at BIGINT,
    UNIQUE (issuer, subject)
);

-- Somebody is on the way to a provider and back.
CREATE TABLE sign_in_flow (
    state_hash BYTEA PRIMARY KEY,
    browser_hash BYTEA NOT NULL,
    provider TEXT NOT NULL,
    next TEXT,
    expires_at BIGINT NOT NULL
);

-- The first factor was right; the code of the authenticator is still to come.
CREATE TABLE sign_in_step (
    token_hash BYTEA PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    provider TEXT,
    issuer TEXT,
    subject TEXT,
    provider_session TEXT,
    id_token TEXT,
    next TEXT,
    expires_at BIGINT NOT NULL
);

CREATE TABLE account_token (
    token_hash BYTEA PRIMARY KEY,
    -- invitation or reset
    purpose TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX account_token_person ON account_token (person_id);

-- What is to be sent. The text is made when it is sent, and with it the token in its link: none waits in here.
CREATE TABLE mail (
    id UUID PRIMARY KEY,
    -- invitation, reset or changed
    kind TEXT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    sent_at BIGINT,
    given_up_at BIGINT,
    problem TEXT
);
CREATE INDEX mail_waiting ON mail (next_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX mail_person ON mail (person_id);

-- The secret of an authenticator. Confirmed once a code of it was right; a code is good for one use.
CREATE TABLE second_factor (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    secret BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    person_id UUID NOT NULL REFERENCES person (id),
    code_hash BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person_id, code_hash)
);

-- A browser in which somebody has signed in before: attacks from elsewhere do not slow it down.
CREATE TABLE known_device (
    token_hash BYTEA PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    seen_at BIGINT NOT NULL
);
CREATE INDEX known_device_person ON known_device (person_id);

-- Messages of providers that were acted on: none counts twice.
CREATE TABLE provider_message (
    issuer TEXT NOT NULL,
    message_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, message_id)
);
