-- What a citizen still owes, results that were wrong, and promises that a late holiday moved.

-- A paper that was not there at reception and is to be brought by a day (nợ giấy).
CREATE TABLE owed (
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    component_id    TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    due_day         TEXT    NOT NULL,
    noted_at        INTEGER NOT NULL,
    noted_by        INTEGER NOT NULL,
    settled_at      INTEGER,                        -- brought, or let go with a reason
    waived          TEXT    NOT NULL DEFAULT '',    -- why it need not come any more
    PRIMARY KEY (dossier_id, component_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX owed_open ON owed (due_day) WHERE settled_at IS NULL;

-- The facts of a result that was taken back: it stays on file and is no longer the result.
CREATE TABLE result_voided (
    id              INTEGER PRIMARY KEY,
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    number          TEXT    NOT NULL,
    issued_on       TEXT    NOT NULL,
    valid_until     TEXT,
    voided_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX result_voided_dossier ON result_voided (dossier_id);

-- Open dossiers whose day a new calendar moved, until their citizens are told. One row a dossier: the newest counts.
CREATE TABLE promise_moved (
    dossier_id      INTEGER PRIMARY KEY REFERENCES dossier (id),
    due_at          INTEGER NOT NULL,               -- as promised on paper
    due_by_new      INTEGER NOT NULL,
    drafted_at      INTEGER                         -- the notice was drafted
) STRICT;
