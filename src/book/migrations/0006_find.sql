-- Finding people as their name is typed: each word by its beginning, in any order, with or without marks.
-- Columns: the name as written (exact marks rank first) and folded. The index is brought up to date by the next look-up
-- from the list of changed people, which triggers keep: no writer can forget it. (The triggers do not touch the index
-- itself: with trusted_schema off they may not.)

CREATE VIRTUAL TABLE person_search USING fts5(
    name, name_folded,
    content = 'person', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 0",
    prefix = '1 2 3'
);

-- What the index still holds of a person: NULL = nothing.
CREATE TABLE person_changed (
    id              INTEGER PRIMARY KEY,
    old_name        TEXT,
    old_folded      TEXT
) STRICT;
INSERT INTO person_changed (id) SELECT id FROM person;

CREATE TRIGGER person_changed_insert AFTER INSERT ON person
BEGIN
    INSERT OR IGNORE INTO person_changed (id) VALUES (NEW.id);
END;
CREATE TRIGGER person_changed_delete AFTER DELETE ON person
BEGIN
    INSERT OR IGNORE INTO person_changed (id, old_name, old_folded) VALUES (OLD.id, OLD.name, OLD.name_folded);
END;
CREATE TRIGGER person_changed_update AFTER UPDATE OF name, name_folded ON person
WHEN OLD.name <> NEW.name OR OLD.name_folded <> NEW.name_folded
BEGIN
    INSERT OR IGNORE INTO person_changed (id, old_name, old_folded) VALUES (OLD.id, OLD.name, OLD.name_folded);
END;
