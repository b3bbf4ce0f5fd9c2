-- What may be asked. One row is one version of one procedure: it never changes after a dossier was received under it.
-- A limit is a number and a unit slug; a channel without a unit is not offered; unit '?' = limit not known.
-- A fee is whole dong; NULL = not known.

CREATE TABLE procedure (
    id              INTEGER PRIMARY KEY,
    code            TEXT    NOT NULL,               -- 1.001193
    version         INTEGER NOT NULL CHECK (version > 0),
    effective_from  TEXT    NOT NULL,               -- first day this version counts
    withdrawn_on    TEXT,                           -- from this day no new dossier; still readable
    name            TEXT    NOT NULL,
    short_name      TEXT    NOT NULL,
    name_folded     TEXT    NOT NULL,
    field           TEXT    NOT NULL,
    field_code      TEXT    NOT NULL,               -- '' = to confirm
    agency          TEXT    NOT NULL,               -- G15: the ministry that published it
    level           TEXT    NOT NULL,
    decision        TEXT    NOT NULL,
    served          TEXT    NOT NULL CHECK (served IN ('here', 'portal', 'elsewhere')),
    place           TEXT    NOT NULL,
    direct_limit    INTEGER NOT NULL,
    direct_unit     TEXT    NOT NULL,
    direct_fee      INTEGER,
    online_limit    INTEGER NOT NULL,
    online_unit     TEXT    NOT NULL,
    online_fee      INTEGER,
    post_limit      INTEGER NOT NULL,
    post_unit       TEXT    NOT NULL,
    post_fee        INTEGER,
    limit_confidence TEXT   NOT NULL,
    fee_per         TEXT    NOT NULL,               -- page, copy, case, person or ''
    fee_next_from   INTEGER NOT NULL,               -- from this piece on ... (0 = never)
    fee_next        INTEGER NOT NULL,               -- ... this much
    fee_cap         INTEGER NOT NULL,               -- 0 = none
    council         INTEGER NOT NULL CHECK (council IN (0, 1)),
    fee_note        TEXT    NOT NULL,
    result          TEXT    NOT NULL,
    result_code     TEXT    NOT NULL,
    confidence      TEXT    NOT NULL,
    imported_at     INTEGER NOT NULL,
    UNIQUE (code, version)
) STRICT;

CREATE TABLE procedure_component (
    procedure_id    INTEGER NOT NULL REFERENCES procedure (id),
    seq             INTEGER NOT NULL,
    id              TEXT    NOT NULL,               -- giay-chung-sinh: unique and stable within a procedure
    name            TEXT    NOT NULL,
    case_note       TEXT    NOT NULL,               -- for whom, as the procedure says it
    variants        TEXT    NOT NULL,               -- ids with blanks between; '' = every case
    needed_when     TEXT    NOT NULL CHECK (needed_when IN ('', 'case', 'submitter', 'online', 'counter', 'no_data')),
    mode            TEXT    NOT NULL CHECK (mode IN ('submit', 'present')),
    originals       INTEGER NOT NULL CHECK (originals >= 0),
    copies          INTEGER NOT NULL CHECK (copies >= 0),
    form            TEXT    NOT NULL,
    replaced_by     TEXT    NOT NULL,               -- databases with blanks between
    PRIMARY KEY (procedure_id, seq),
    UNIQUE (procedure_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE procedure_variant (
    procedure_id    INTEGER NOT NULL REFERENCES procedure (id),
    seq             INTEGER NOT NULL,
    id              TEXT    NOT NULL,
    question        TEXT    NOT NULL,
    answer          TEXT    NOT NULL,
    PRIMARY KEY (procedure_id, seq),
    UNIQUE (procedure_id, id)
) STRICT, WITHOUT ROWID;
