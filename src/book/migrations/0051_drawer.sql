-- How a drawer was counted: how many of each note, dearest first, "2 0 1 ..."; '' = only the sum was told.
ALTER TABLE drawer ADD COLUMN notes TEXT NOT NULL DEFAULT '';
