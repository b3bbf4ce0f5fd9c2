-- 0030 keyboard: which function keys never reach a desk, as its key test found: terminals keep F1, F10 or F11
-- for themselves, and each desk may sit at another one. No event is written: it is a fact about a machine.
CREATE TABLE keyboard (
    desk      TEXT    NOT NULL,
    terminal  TEXT    NOT NULL,   -- as TERM names it
    missing   INTEGER NOT NULL CHECK (missing BETWEEN 0 AND 8190),  -- bit n is set when Fn does not come
    tested_at INTEGER NOT NULL,
    PRIMARY KEY (desk, terminal)
) STRICT;
