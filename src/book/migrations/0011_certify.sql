-- The certification books (sổ chứng thực): one a kind and year, numbers without gaps. A wrong entry is voided, not removed.
CREATE TABLE certification (
    id              INTEGER PRIMARY KEY,
    kind            TEXT    NOT NULL CHECK (kind IN ('copy', 'signature', 'transaction')),
    year            INTEGER NOT NULL,
    number          INTEGER NOT NULL CHECK (number > 0),
    day             TEXT    NOT NULL,               -- Vietnamese
    applicant       TEXT    NOT NULL,
    id_number       TEXT    NOT NULL,
    document        TEXT    NOT NULL,               -- what was certified
    signer          TEXT    NOT NULL,
    pages           INTEGER NOT NULL CHECK (pages > 0),     -- of one copy
    copies          INTEGER NOT NULL CHECK (copies > 0),
    fee             INTEGER NOT NULL CHECK (fee >= 0),      -- dong
    dossier_id      INTEGER REFERENCES dossier (id),
    void_reason     TEXT,
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL,
    desk            TEXT    NOT NULL,
    UNIQUE (kind, year, number)
) STRICT;
CREATE INDEX certification_day ON certification (day, kind, number);
