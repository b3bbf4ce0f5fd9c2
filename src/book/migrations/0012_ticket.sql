-- The day's line. A ticket holds nothing about a person: a label, when, and which desk.
CREATE TABLE ticket (
    id              INTEGER PRIMARY KEY,
    day             TEXT    NOT NULL,               -- Vietnamese
    label           TEXT    NOT NULL,               -- A001: as printed; stays when the ticket changes its group
    service         TEXT    NOT NULL,               -- the group it waits in now: one letter
    priority        TEXT    NOT NULL DEFAULT '',    -- elderly, disabled, pregnant, merit, infant; '' = none
    state           TEXT    NOT NULL CHECK (state IN ('waiting', 'called', 'served', 'skipped', 'cancelled')),
    arrived_at      INTEGER NOT NULL,
    called_at       INTEGER,
    ended_at        INTEGER,
    desk            TEXT    NOT NULL DEFAULT '',
    calls           INTEGER NOT NULL DEFAULT 0,     -- how often it was called out
    dossier_id      INTEGER REFERENCES dossier (id),
    UNIQUE (day, label)
) STRICT;
CREATE INDEX ticket_line ON ticket (day, state, service);
-- One desk serves one person.
CREATE UNIQUE INDEX ticket_at_desk ON ticket (day, desk) WHERE state = 'called';
