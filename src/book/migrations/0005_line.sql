-- The truth of the line: when a target last answered, and what stood in the way since. One row a target.
CREATE TABLE line (
    target          TEXT    PRIMARY KEY,
    answered_at     INTEGER NOT NULL DEFAULT 0,     -- the last answer that could be trusted
    tried_at        INTEGER NOT NULL DEFAULT 0,
    trouble         TEXT    NOT NULL DEFAULT ''     -- in words; empty when the last try was answered
) STRICT;

-- A sender takes the oldest open rows first and stops at the sixteenth, however many wait.
CREATE INDEX delivery_order ON delivery (target, event_seq) WHERE state IN ('waiting', 'unknown');
