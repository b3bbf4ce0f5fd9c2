-- Who gets new work, and what a deputy holds for somebody who is away.

-- The usual holder of new dossiers: by procedure code, or by the catalogue's name of a field. The code goes first.
CREATE TABLE duty (
    what            TEXT    PRIMARY KEY,
    staff_id        INTEGER NOT NULL REFERENCES staff (id)
) STRICT, WITHOUT ROWID;

-- A dossier that went to the deputy because its holder left: it comes back unless somebody took it over meanwhile.
CREATE TABLE stand_in (
    dossier_id      INTEGER PRIMARY KEY REFERENCES dossier (id),
    staff_id        INTEGER NOT NULL REFERENCES staff (id),        -- whose it is
    deputy_id       INTEGER NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX stand_in_staff ON stand_in (staff_id);
