-- Papers that change hands inside the house: a list with a giver, counted lines, and a receiver who confirms each.
-- Where the papers of a dossier are is its newest line; without one they lie where the dossier was received.
CREATE TABLE handover (
    id              INTEGER PRIMARY KEY,
    day             TEXT    NOT NULL,               -- Vietnamese
    number          INTEGER NOT NULL CHECK (number > 0),           -- 1.. on that day
    giver_id        INTEGER NOT NULL REFERENCES staff (id),
    receiver_id     INTEGER NOT NULL REFERENCES staff (id) CHECK (receiver_id <> giver_id),
    desk            TEXT    NOT NULL,
    note            TEXT    NOT NULL DEFAULT '',
    given_at        INTEGER NOT NULL,
    received_at     INTEGER,                        -- NULL = on the way
    UNIQUE (day, number)
) STRICT;
CREATE INDEX handover_open ON handover (receiver_id) WHERE received_at IS NULL;

CREATE TABLE handover_line (
    handover_id     INTEGER NOT NULL REFERENCES handover (id),
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    originals       INTEGER NOT NULL CHECK (originals >= 0),       -- as counted when it was given
    certified       INTEGER NOT NULL CHECK (certified >= 0),
    copies          INTEGER NOT NULL CHECK (copies >= 0),
    state           TEXT    NOT NULL CHECK (state IN ('given', 'received', 'missing')),
    reason          TEXT    NOT NULL DEFAULT '' CHECK (state <> 'missing' OR reason <> ''),
    PRIMARY KEY (handover_id, dossier_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_line_dossier ON handover_line (dossier_id, handover_id);
