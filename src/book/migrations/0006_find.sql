-- Finding people as their name is typed: each word by its beginning, in any order, with or without marks.
-- Columns: the name as written (exact marks rank first) and folded. Kept by triggers, so no writer can forget it.

CREATE VIRTUAL TABLE person_search USING fts5(
    name, name_folded,
    content = 'person', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 0",
    prefix = '1 2 3'
);
INSERT INTO person_search (rowid, name, name_folded)
    SELECT id, name, name_folded FROM person;

CREATE TRIGGER person_search_insert AFTER INSERT ON person
BEGIN
    INSERT INTO person_search (rowid, name, name_folded) VALUES (NEW.id, NEW.name, NEW.name_folded);
END;
CREATE TRIGGER person_search_delete AFTER DELETE ON person
BEGIN
    INSERT INTO person_search (person_search, rowid, name, name_folded)
    VALUES ('delete', OLD.id, OLD.name, OLD.name_folded);
END;
CREATE TRIGGER person_search_update AFTER UPDATE OF name, name_folded ON person
BEGIN
    INSERT INTO person_search (person_search, rowid, name, name_folded)
    VALUES ('delete', OLD.id, OLD.name, OLD.name_folded);
    INSERT INTO person_search (rowid, name, name_folded) VALUES (NEW.id, NEW.name, NEW.name_folded);
END;
