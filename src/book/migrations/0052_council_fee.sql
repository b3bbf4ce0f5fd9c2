-- Fees that the province council sets: what this unit takes for one piece, over which channel, from which day, and the
-- resolution it stands in. A new resolution is a new row; the old one stays for the dossiers of its time.
CREATE TABLE council_fee (
    procedure_code  TEXT    NOT NULL,
    channel         TEXT    NOT NULL CHECK (channel IN ('', 'direct', 'online', 'post')),   -- '' = each without its own row
    from_day        TEXT    NOT NULL,
    price           INTEGER NOT NULL CHECK (price >= 0),
    basis           TEXT    NOT NULL CHECK (basis <> ''),
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL,
    PRIMARY KEY (procedure_code, channel, from_day)
) STRICT, WITHOUT ROWID;
