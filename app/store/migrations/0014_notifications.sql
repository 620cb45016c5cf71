-- What people are told: in the app, and by e-mail at once or once a day.

CREATE TABLE notification (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    -- The id, number or code of what it is about; the kind says of what.
    about TEXT NOT NULL,
    -- Ids and figures for its words, as JSON. The words are made in the language of whoever reads.
    detail TEXT NOT NULL,
    -- Who did it, or whom it is about.
    from_id UUID,
    at BIGINT NOT NULL,
    -- It stands in the list; else it waits for a letter alone.
    shown BOOLEAN NOT NULL,
    read_at BIGINT,
    -- now, daily or never, as the person had chosen then.
    wants TEXT NOT NULL,
    -- The letter that it went into.
    mail_id UUID
);
CREATE INDEX notification_person ON notification (person_id, at);
CREATE INDEX notification_unread ON notification (person_id) WHERE read_at IS NULL;
CREATE INDEX notification_waiting ON notification (at) WHERE mail_id IS NULL AND wants = 'daily' AND read_at IS NULL;
CREATE INDEX notification_mail ON notification (mail_id);

-- How many of a person are shown and unread. Every page asks: it is one row, changed by whatever changes the number.
CREATE TABLE inbox (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    unread BIGINT NOT NULL
);

-- What somebody has chosen; no row is as usual.
CREATE TABLE notification_choice (
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    app BOOLEAN NOT NULL,
    mail TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
);

-- At most one letter a day and person.
CREATE TABLE notification_digest (
    person_id UUID NOT NULL REFERENCES person (id),
    day BIGINT NOT NULL,
    mail_id UUID NOT NULL,
    PRIMARY KEY (person_id, day)
);
