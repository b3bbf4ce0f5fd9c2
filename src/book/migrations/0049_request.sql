-- What a clerk asks of a supervisor: a step only she may take, with all that the step needs, decided once.
CREATE TABLE request (
    id              INTEGER PRIMARY KEY,
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    kind            TEXT    NOT NULL CHECK (kind IN ('supplement', 'apology', 'undo', 'take_back')),
    reason          TEXT    NOT NULL CHECK (reason <> ''),
    details         TEXT    NOT NULL,               -- JSON: what the step needs besides its reason
    dossier_version INTEGER NOT NULL,               -- as it stood when it was asked
    asked_by        INTEGER NOT NULL REFERENCES staff (id),
    asked_at        INTEGER NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
    decided_by      INTEGER REFERENCES staff (id) CHECK (decided_by IS NULL OR decided_by <> asked_by),
    decided_at      INTEGER,
    answer          TEXT    NOT NULL DEFAULT '' CHECK (state <> 'declined' OR answer <> '')
) STRICT;
-- The same step is asked for once at a time.
CREATE UNIQUE INDEX request_open ON request (dossier_id, kind) WHERE state = 'open';
