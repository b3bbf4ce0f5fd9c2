-- Work between people, and a result that was found wrong.

-- Who is away until the end of a day, and who takes what would come to them. One row a person; over = no row counts.
CREATE TABLE absence (
    staff_id        INTEGER PRIMARY KEY REFERENCES staff (id),
    deputy_id       INTEGER NOT NULL REFERENCES staff (id) CHECK (deputy_id <> staff_id),
    until_day       TEXT    NOT NULL                -- the last day away, Vietnamese
) STRICT;

-- A result that a supervisor took back stays in the book and stops being the result.
ALTER TABLE attachment ADD COLUMN voided_at INTEGER;

-- The facts of the result that stands: what a register of results asks for. One row a dossier.
CREATE TABLE result (
    dossier_id      INTEGER PRIMARY KEY REFERENCES dossier (id),
    number          TEXT    NOT NULL,               -- 12/GKS
    issued_on       TEXT    NOT NULL,               -- 2026-01-05
    valid_until     TEXT                            -- NULL = no end
) STRICT;
