-- Telling the citizen: one row a message, written with the event it tells of; what the channels did with it.

-- Deliveries that carry a message to a citizen: they keep no dossier's other deliveries waiting, and what a gateway
-- refuses goes on down the ladder instead of waiting for a person in the outbox.
ALTER TABLE delivery ADD COLUMN message INTEGER NOT NULL DEFAULT 0 CHECK (message IN (0, 1));

CREATE TABLE message (
    id              INTEGER PRIMARY KEY,
    event_seq       INTEGER NOT NULL UNIQUE REFERENCES event (seq),
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    person_id       INTEGER NOT NULL REFERENCES person (id),    -- who is told: the applicant, or who brought it
    kind            TEXT    NOT NULL CHECK (kind IN
                    ('received', 'supplement', 'ready', 'apology', 'late', 'moved', 'unclaimed')),
    phone           TEXT    NOT NULL,               -- as it was then; '' = none
    text            TEXT    NOT NULL,               -- with marks, for Zalo and for paper
    sms             TEXT    NOT NULL,               -- as the SMS gateway gets it
    parts           INTEGER NOT NULL CHECK (parts > 0),     -- short messages that are paid for
    say             TEXT    NOT NULL,               -- what to say on the telephone
    lists           INTEGER NOT NULL CHECK (lists IN (0, 1)),   -- goes on to the call list when no gateway takes it
    rung            TEXT    NOT NULL CHECK (rung IN ('zalo', 'sms', 'call', 'hamlet')),    -- where it stands now
    state           TEXT    NOT NULL CHECK (state IN ('open', 'told', 'unreached', 'dropped')),
    answer          TEXT    NOT NULL DEFAULT '',    -- why it stands there, in words
    created_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    seen_at         INTEGER,                        -- the gateway says that it was read
    asked_at        INTEGER NOT NULL DEFAULT 0      -- when the gateway was last asked for that
) STRICT;
CREATE INDEX message_dossier ON message (dossier_id, id);
CREATE INDEX message_open ON message (rung, created_at) WHERE state = 'open';

-- What became of a call, and of a list that was handed to the head of a hamlet.
CREATE TABLE message_call (
    id              INTEGER PRIMARY KEY,
    message_id      INTEGER NOT NULL REFERENCES message (id),
    result          TEXT    NOT NULL CHECK (result IN ('reached', 'not_reached', 'wrong_number', 'handed', 'not_found')),
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL
) STRICT;
CREATE INDEX message_call_message ON message_call (message_id);

-- How a person wants to be told, and the number that proved wrong: asked again at the next visit.
CREATE TABLE contact (
    person_id       INTEGER PRIMARY KEY REFERENCES person (id),
    wish            TEXT    NOT NULL DEFAULT 'any' CHECK (wish IN ('any', 'no_zalo', 'call', 'nothing')),
    bad_phone       TEXT    NOT NULL DEFAULT '',
    changed_at      INTEGER NOT NULL
) STRICT;
