-- The book of one commune: who works here, who came, what they filed, what happened, what waits to be sent.
-- Times are UTC seconds (INTEGER), days are ISO text, money is whole dong.

CREATE TABLE book (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    book_id         TEXT    NOT NULL,               -- random, so that two books are never confused
    unit_code       TEXT    NOT NULL,               -- H48.25: the head of every dossier code
    unit_name       TEXT    NOT NULL,
    province        TEXT    NOT NULL DEFAULT '',
    practice        INTEGER NOT NULL DEFAULT 0 CHECK (practice IN (0, 1)),
    created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name            TEXT    PRIMARY KEY,
    value           TEXT    NOT NULL,
    changed_at      INTEGER NOT NULL,
    changed_by      TEXT    NOT NULL
) STRICT;

-- Small tables of facts that come with the program and may be replaced by an import (holidays.csv ...).
CREATE TABLE fact_file (
    name            TEXT    PRIMARY KEY,
    version         TEXT    NOT NULL,
    content         TEXT    NOT NULL,
    imported_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
    id              INTEGER PRIMARY KEY,
    login           TEXT    NOT NULL UNIQUE,
    unix_user       TEXT    UNIQUE,                 -- peer authentication for verbs
    name            TEXT    NOT NULL,
    title           TEXT    NOT NULL DEFAULT '',
    role            INTEGER NOT NULL,               -- enum role
    password        TEXT,                           -- Argon2id string with its parameters
    pin             TEXT,
    locked          INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    failures        INTEGER NOT NULL DEFAULT 0,
    blocked_until   INTEGER NOT NULL DEFAULT 0,
    last_seen_at    INTEGER,
    last_desk       TEXT,
    created_at      INTEGER NOT NULL
) STRICT;

-- A citizen, a business, a household business, an agency or another organisation.
CREATE TABLE person (
    id              INTEGER PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('citizen', 'business', 'household_business', 'agency', 'organisation')),
    id_number       TEXT,                           -- 12-digit personal number, or the tax code of a business
    old_id          TEXT,                           -- CMND of 9 digits, history only
    name            TEXT    NOT NULL,
    name_folded     TEXT    NOT NULL,
    name_key        BLOB    NOT NULL,               -- Vietnamese sort key, given name first
    birth_date      TEXT,                           -- 1985-08-15, or 1985 when only the year is known
    sex             TEXT    CHECK (sex IN ('male', 'female')),
    ethnic          TEXT,
    address         TEXT    NOT NULL DEFAULT '',
    hamlet          TEXT    NOT NULL DEFAULT '',
    phone           TEXT,
    email           TEXT,
    vneid_level     INTEGER NOT NULL DEFAULT 0,
    source          TEXT    NOT NULL DEFAULT '',    -- QR card, typed, register ...
    merged_into     INTEGER REFERENCES person (id),
    erased_at       INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
-- A household business carries the personal number of its owner (since 2025-07-01), so the kind belongs to the key.
CREATE UNIQUE INDEX person_id_number ON person (id_number, kind) WHERE id_number IS NOT NULL AND merged_into IS NULL;
CREATE INDEX person_folded ON person (name_folded, birth_date);
CREATE INDEX person_old_id ON person (old_id) WHERE old_id IS NOT NULL;
CREATE INDEX person_phone ON person (phone) WHERE phone IS NOT NULL;

-- The next serial of a unit on a day; taken in the transaction that writes the dossier, so numbers have no gaps.
CREATE TABLE counter (
    name            TEXT    NOT NULL,               -- dossier:H48.25, ticket:Q1 ...
    day             TEXT    NOT NULL,
    last            INTEGER NOT NULL,
    PRIMARY KEY (name, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier (
    id              INTEGER PRIMARY KEY,
    code            TEXT    NOT NULL UNIQUE,        -- H48.25-260105-0001
    procedure_id    INTEGER NOT NULL REFERENCES procedure (id),   -- the version it was received under
    procedure_code  TEXT    NOT NULL,
    variant         TEXT,
    channel         TEXT    NOT NULL CHECK (channel IN ('direct', 'online', 'post')),
    state           INTEGER NOT NULL CHECK (state BETWEEN 1 AND 10),
    applicant_id    INTEGER NOT NULL REFERENCES person (id),
    submitter_id    INTEGER REFERENCES person (id),
    applicant       TEXT    NOT NULL,   -- as they were on that day
    submitter       TEXT   ,
    answers         TEXT    NOT NULL,
    form_version    INTEGER NOT NULL DEFAULT 0,
    summary         TEXT    NOT NULL DEFAULT '',
    note            TEXT    NOT NULL DEFAULT '',
    result_by       TEXT    NOT NULL CHECK (result_by IN ('counter', 'post', 'online')),
    fee             INTEGER NOT NULL DEFAULT 0 CHECK (fee >= 0),
    fee_note        TEXT    NOT NULL DEFAULT '',
    submitted_at    INTEGER NOT NULL,
    received_at     INTEGER,
    received_day    TEXT,                           -- Vietnamese day, for lists and reports
    due_at          INTEGER,
    due_day         TEXT,
    due_why         TEXT    NOT NULL DEFAULT '[]',
    finished_at     INTEGER,                        -- state 9: this time decides on time or late
    returned_at     INTEGER,
    refused_at      INTEGER,
    paused_at       INTEGER,                        -- waiting for the citizen or for payment since
    paused_seconds  INTEGER NOT NULL DEFAULT 0,
    supplements     INTEGER NOT NULL DEFAULT 0,
    holder_id       INTEGER REFERENCES staff (id),
    received_by     INTEGER REFERENCES staff (id),
    desk            TEXT    NOT NULL DEFAULT '',
    external_code   TEXT,                           -- the portal's own code, when it has one
    version         INTEGER NOT NULL DEFAULT 1      -- counts changes: two who edit one dossier find out
) STRICT;
CREATE INDEX dossier_state_due ON dossier (state, due_at);
CREATE INDEX dossier_received ON dossier (received_day, procedure_code);
CREATE INDEX dossier_finished ON dossier (finished_at, due_at) WHERE finished_at IS NOT NULL;
CREATE INDEX dossier_applicant ON dossier (applicant_id, procedure_code, received_day);
CREATE INDEX dossier_holder ON dossier (holder_id, state, due_at);

-- One line of the checklist as it stood at reception.
CREATE TABLE component (
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    id              TEXT    NOT NULL,               -- giay-chung-sinh
    name            TEXT    NOT NULL,
    mode            TEXT    NOT NULL CHECK (mode IN ('submit', 'present')),
    originals       INTEGER NOT NULL DEFAULT 0 CHECK (originals >= 0),
    certified       INTEGER NOT NULL DEFAULT 0 CHECK (certified >= 0),
    copies          INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),
    replaced_by     TEXT,                           -- the database that stands for the paper
    seq             INTEGER NOT NULL,
    PRIMARY KEY (dossier_id, id)
) STRICT, WITHOUT ROWID;

-- A sealed file: durable in files/ before its row exists.
CREATE TABLE attachment (
    id              INTEGER PRIMARY KEY,
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    component_id    TEXT    NOT NULL,
    name            TEXT    NOT NULL,               -- as the clerk named it, base name only
    kind            TEXT    NOT NULL,               -- pdf, jpeg, png, tiff: by magic, not by name
    size            INTEGER NOT NULL,
    digest          TEXT    NOT NULL,               -- BLAKE2b-256 of the content, hexadecimal
    sealed_name     TEXT    NOT NULL,               -- in files/: keyed hash of the content
    added_at        INTEGER NOT NULL,
    added_by        INTEGER REFERENCES staff (id),
    result          INTEGER NOT NULL DEFAULT 0 CHECK (result IN (0, 1))
) STRICT;
CREATE INDEX attachment_dossier ON attachment (dossier_id, component_id);
CREATE INDEX attachment_digest ON attachment (digest);

-- Typed but not filed. Keyed to person and desk, so nobody finds another's work.
CREATE TABLE draft (
    id              INTEGER PRIMARY KEY,
    staff_id        INTEGER NOT NULL,
    desk            TEXT    NOT NULL,
    person_key      TEXT    NOT NULL DEFAULT '',    -- ID number of the applicant when known
    procedure_code  TEXT    NOT NULL DEFAULT '',
    title           TEXT    NOT NULL DEFAULT '',
    step            INTEGER NOT NULL DEFAULT 1,
    document        TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_owner ON draft (staff_id, desk, updated_at);
CREATE INDEX draft_person ON draft (person_key, procedure_code);

-- The journal: audit log, timeline and source of every delivery in one. Append only.
CREATE TABLE event (
    seq             INTEGER PRIMARY KEY,            -- 1.. without gaps
    at              INTEGER NOT NULL,
    mono_ms         INTEGER NOT NULL,
    clock_back      INTEGER NOT NULL DEFAULT 0 CHECK (clock_back IN (0, 1)),
    staff_id        INTEGER NOT NULL,               -- 0 = the program itself
    staff_name      TEXT    NOT NULL,
    desk            TEXT    NOT NULL,
    action          TEXT    NOT NULL,               -- received, moved, printed ...
    object_kind     TEXT    NOT NULL,               -- dossier, person, staff, setting, book ...
    object          TEXT    NOT NULL,               -- its code
    dossier_id      INTEGER,
    payload         TEXT,                           -- frozen facts (JSON); NULL after a lawful erasure
    salt            BLOB,                           -- NULL with the payload
    payload_digest  BLOB    NOT NULL,               -- H(salt, payload): this is what the chain holds
    prev            BLOB    NOT NULL,
    hash            BLOB    NOT NULL
) STRICT;
CREATE INDEX event_object ON event (object_kind, object, seq);
CREATE INDEX event_dossier ON event (dossier_id, seq) WHERE dossier_id IS NOT NULL;

CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'the journal is append only');
END;
CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq IS NOT OLD.seq OR NEW.hash IS NOT OLD.hash
  OR NEW.prev IS NOT OLD.prev OR NEW.payload_digest IS NOT OLD.payload_digest OR NEW.at IS NOT OLD.at
  OR NEW.action IS NOT OLD.action OR NEW.object IS NOT OLD.object OR NEW.staff_id IS NOT OLD.staff_id
BEGIN
    SELECT RAISE(ABORT, 'the journal is append only');
END;

-- What waits to be sent: one row an event and target, written with the event.
CREATE TABLE delivery (
    id              INTEGER PRIMARY KEY,
    event_seq       INTEGER NOT NULL REFERENCES event (seq),
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    target          TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'unknown', 'done', 'held', 'refused')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    not_before      INTEGER NOT NULL DEFAULT 0,
    lease_until     INTEGER NOT NULL DEFAULT 0,
    lease_owner     TEXT    NOT NULL DEFAULT '',
    answer          TEXT    NOT NULL DEFAULT '',    -- the far side's last word, in words
    field           TEXT    NOT NULL DEFAULT '',    -- which field a refusal concerns
    remote_id       TEXT    NOT NULL DEFAULT '',
    created_at      INTEGER NOT NULL,
    done_at         INTEGER,
    UNIQUE (event_seq, target)
) STRICT;
CREATE INDEX delivery_due ON delivery (target, state, not_before) WHERE state <> 'done';
CREATE INDEX delivery_dossier ON delivery (dossier_id, target, event_seq);

-- Each printed paper: issued only when the printer said so.
CREATE TABLE paper (
    id              INTEGER PRIMARY KEY,
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    event_seq       INTEGER NOT NULL REFERENCES event (seq),     -- the facts it was drawn from
    kind            TEXT    NOT NULL,                            -- receipt, supplement ...
    issue           INTEGER NOT NULL,                            -- 1 = first print; 2.. = Bản in lại lần n-1
    state           TEXT    NOT NULL CHECK (state IN ('queued', 'sent', 'confirmed', 'failed', 'void')),
    printer         TEXT    NOT NULL DEFAULT '',
    reason          TEXT    NOT NULL DEFAULT '',
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL,
    UNIQUE (dossier_id, kind, issue)
) STRICT;

-- Public halves of the keys receipts were signed with; retired keys still verify.
CREATE TABLE receipt_key (
    id              TEXT    PRIMARY KEY,            -- first 8 hexadecimal digits of its hash
    public_key      BLOB    NOT NULL,
    created_at      INTEGER NOT NULL,
    retired_at      INTEGER
) STRICT;
