-- The line, told more exactly: a number counts once somebody has it, a visitor may file several dossiers, and a
-- ticket that is sent on to another group keeps the minutes it was already served.
CREATE TABLE ticket_new (
    id              INTEGER PRIMARY KEY,
    day             TEXT    NOT NULL,               -- Vietnamese
    label           TEXT    NOT NULL,               -- A001: as printed; stays when the ticket changes its group
    service         TEXT    NOT NULL,               -- the group it waits in now: one letter
    priority        TEXT    NOT NULL DEFAULT '',    -- elderly, disabled, pregnant, merit, infant; '' = none
    state           TEXT    NOT NULL CHECK (state IN ('waiting', 'called', 'served', 'skipped', 'cancelled')),
    pending         INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1)),   -- being printed: nobody has it yet
    arrived_at      INTEGER NOT NULL,
    called_at       INTEGER,
    heard_at        INTEGER,                        -- called out last, here or at an earlier desk
    ended_at        INTEGER,
    served_before   INTEGER NOT NULL DEFAULT 0,     -- seconds at desks that sent it on
    desk            TEXT    NOT NULL DEFAULT '',
    calls           INTEGER NOT NULL DEFAULT 0,     -- how often it was called out
    turn            INTEGER NOT NULL DEFAULT 0,     -- the how manieth the rule chose that day; 0 = not chosen yet
    UNIQUE (day, label)
) STRICT;
INSERT INTO ticket_new (id, day, label, service, priority, state, arrived_at, called_at, heard_at, ended_at, desk, calls, turn)
SELECT id, day, label, service, priority, state, arrived_at, called_at, called_at, ended_at, desk, calls,
       CASE WHEN called_at IS NULL THEN 0
            ELSE row_number() OVER (PARTITION BY day ORDER BY called_at IS NULL, called_at, id) END
  FROM ticket;

-- What the visitor with a ticket filed. One dossier comes with one visit.
CREATE TABLE ticket_dossier (
    dossier_id      INTEGER PRIMARY KEY REFERENCES dossier (id),
    ticket_id       INTEGER NOT NULL REFERENCES ticket_new (id)
) STRICT;
INSERT INTO ticket_dossier (dossier_id, ticket_id)
SELECT dossier_id, min(id) FROM ticket WHERE dossier_id IS NOT NULL GROUP BY dossier_id;
CREATE INDEX ticket_dossier_ticket ON ticket_dossier (ticket_id);

DROP TABLE ticket;
ALTER TABLE ticket_new RENAME TO ticket;
CREATE INDEX ticket_line ON ticket (day, state, service);
-- One desk serves one person.
CREATE UNIQUE INDEX ticket_at_desk ON ticket (day, desk) WHERE state = 'called';
