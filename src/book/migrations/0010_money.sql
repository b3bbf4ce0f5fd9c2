-- Money of a dossier: what it owes and why, what came in and went back, and the drawer at the end of a day.
-- Whole dong everywhere. Nothing is deleted: a refund is a row of its own.

CREATE TABLE charge (
    dossier_id      INTEGER PRIMARY KEY REFERENCES dossier (id),
    pieces          INTEGER NOT NULL CHECK (pieces > 0),            -- pages, persons, cases: what the procedure counts
    copies          INTEGER NOT NULL CHECK (copies > 0),
    price           INTEGER CHECK (price >= 0),                     -- of one piece when the council sets it; else NULL
    basis           TEXT    NOT NULL DEFAULT '',                    -- the resolution that price stands in
    gross           INTEGER NOT NULL CHECK (gross >= 0),
    percent_off     INTEGER NOT NULL DEFAULT 0 CHECK (percent_off BETWEEN 0 AND 100),
    exempt_reason   TEXT    NOT NULL DEFAULT '',
    exempt_proof    TEXT    NOT NULL DEFAULT '' CHECK (percent_off = 0 OR exempt_proof <> ''),
    amount          INTEGER NOT NULL CHECK (amount BETWEEN 0 AND gross)
) STRICT;

CREATE TABLE payment (
    id              INTEGER PRIMARY KEY,
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    book            TEXT    NOT NULL,                               -- the receipt book (quyển biên lai)
    year            INTEGER NOT NULL,
    number          INTEGER NOT NULL CHECK (number > 0),            -- 1.. in that book and year, without gaps
    kind            TEXT    NOT NULL CHECK (kind IN ('pay', 'refund')),
    method          TEXT    NOT NULL CHECK (method IN ('cash', 'transfer')),
    amount          INTEGER NOT NULL CHECK (amount > 0),
    reference       TEXT    NOT NULL DEFAULT '',                    -- the bank's number of a transfer
    reason          TEXT    NOT NULL DEFAULT '' CHECK (kind = 'pay' OR reason <> ''),
    at              INTEGER NOT NULL,
    day             TEXT    NOT NULL,                               -- Vietnamese
    desk            TEXT    NOT NULL,
    staff_id        INTEGER NOT NULL,
    UNIQUE (book, year, number)
) STRICT;
CREATE INDEX payment_dossier ON payment (dossier_id);
CREATE INDEX payment_day ON payment (day, desk);

-- One count a desk and day; after it no more cash moves through that desk on that day.
CREATE TABLE drawer (
    desk            TEXT    NOT NULL,
    day             TEXT    NOT NULL,
    expected        INTEGER NOT NULL,
    counted         INTEGER NOT NULL CHECK (counted >= 0),
    explanation     TEXT    NOT NULL DEFAULT '' CHECK (counted = expected OR explanation <> ''),
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL,
    PRIMARY KEY (desk, day)
) STRICT, WITHOUT ROWID;
