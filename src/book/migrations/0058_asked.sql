-- What is asked at the counter, without the person: for the five asked most, and what staff found wrong in an answer.
CREATE TABLE asked (
    day             TEXT    NOT NULL,               -- Vietnamese
    folded          TEXT    NOT NULL,               -- one question, however it was typed
    question        TEXT    NOT NULL,               -- as first typed that day, names and numbers taken out
    procedure_code  TEXT    NOT NULL DEFAULT '',    -- the first answer; '' = none fitted
    times           INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (day, folded)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_report (
    id              INTEGER PRIMARY KEY,
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL REFERENCES staff (id),
    question        TEXT    NOT NULL,               -- without the person
    answered        TEXT    NOT NULL,               -- codes, or ''
    said            TEXT    NOT NULL,               -- what would be right
    closed_at       INTEGER                         -- when the supervisor had seen to it
) STRICT;
CREATE INDEX answer_report_open ON answer_report (at) WHERE closed_at IS NULL;
