-- Fees that the province council sets and the catalogue has not: what this unit takes for one piece, from which day, and
-- the resolution it stands in. A new resolution is a new row; the old one stays for the dossiers of its time.
CREATE TABLE council_fee (
    procedure_code  TEXT    NOT NULL,
    from_day        TEXT    NOT NULL,
    price           INTEGER NOT NULL CHECK (price >= 0),
    basis           TEXT    NOT NULL CHECK (basis <> ''),
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL,
    PRIMARY KEY (procedure_code, from_day)
) STRICT, WITHOUT ROWID;
