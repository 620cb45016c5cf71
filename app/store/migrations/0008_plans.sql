-- Plans: which courses who is to complete until when.

CREATE TABLE plan (
    id UUID PRIMARY KEY,
    -- The learning path that the courses come from, if they come from one.
    path_id TEXT,
    -- self, people, unit, gap or best: how the people were chosen
    aim TEXT NOT NULL,
    unit_id UUID,
    competency_id TEXT,
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL
);
CREATE INDEX plan_created ON plan (created_at, id);

CREATE TABLE plan_course (
    plan_id UUID NOT NULL REFERENCES plan (id),
    course_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (plan_id, course_id)
);

-- Each person has a due date, an answer and an end of their own.
CREATE TABLE plan_person (
    plan_id UUID NOT NULL REFERENCES plan (id),
    person_id UUID NOT NULL REFERENCES person (id),
    assigned_at BIGINT NOT NULL,
    -- The first moment at which it is too late.
    due_at BIGINT NOT NULL,
    -- accepted or discuss
    answer TEXT,
    answered_at BIGINT,
    exempt_at BIGINT,
    exempt_by UUID,
    exempt_reason TEXT,
    withdrawn_at BIGINT,
    withdrawn_by UUID,
    PRIMARY KEY (plan_id, person_id)
);
CREATE INDEX plan_person_person ON plan_person (person_id);
CREATE INDEX plan_person_due ON plan_person (due_at) WHERE exempt_at IS NULL AND withdrawn_at IS NULL;

-- What a person and those who lead them write to each other about it.
CREATE TABLE plan_note (
    id UUID PRIMARY KEY,
    plan_id UUID NOT NULL REFERENCES plan (id),
    person_id UUID NOT NULL REFERENCES person (id),
    author_id UUID NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX plan_note_plan ON plan_note (plan_id, person_id);

-- Each reminder once; with another due date it is another reminder.
CREATE TABLE plan_reminder (
    plan_id UUID NOT NULL REFERENCES plan (id),
    person_id UUID NOT NULL REFERENCES person (id),
    -- assigned, before-DAYS or overdue
    kind TEXT NOT NULL,
    -- 0 for assigned
    due_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    -- It was done already: nobody is told.
    quiet BOOLEAN NOT NULL,
    -- The letter that it went into.
    mail_id UUID,
    PRIMARY KEY (plan_id, person_id, kind, due_at)
);
CREATE INDEX plan_reminder_waiting ON plan_reminder (made_at) WHERE mail_id IS NULL;
CREATE INDEX plan_reminder_mail ON plan_reminder (mail_id);

-- At most one letter a day and person.
CREATE TABLE plan_mail (
    person_id UUID NOT NULL REFERENCES person (id),
    day BIGINT NOT NULL,
    mail_id UUID NOT NULL,
    PRIMARY KEY (person_id, day)
);

-- In which language somebody reads, whether they want letters, and the key of the links that end them.
CREATE TABLE plan_setting (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    lang TEXT NOT NULL,
    mail BOOLEAN NOT NULL,
    secret BYTEA NOT NULL
);
