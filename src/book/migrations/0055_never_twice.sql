-- Never ask twice: where each answer of a dossier came from, and what stood for a paper.

-- One row a dossier. sources = {"child_name":"register","applicant.name":"card"}: field names and slugs only;
-- what was typed is not in it. saved and typed count fields, so that a month is a sum.
CREATE TABLE provenance (
    dossier_id      INTEGER PRIMARY KEY REFERENCES dossier (id),
    sources         TEXT    NOT NULL,
    saved           INTEGER NOT NULL CHECK (saved >= 0),
    typed           INTEGER NOT NULL CHECK (typed >= 0)
) STRICT;

-- A checklist line for which data stood: where it was found ('' = the database itself), and when it was looked up.
CREATE TABLE component_source (
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    component_id    TEXT    NOT NULL,
    source          TEXT    NOT NULL,               -- H48.25-251201-0003: the dossier whose paper is used again
    looked_up_at    INTEGER NOT NULL,
    PRIMARY KEY (dossier_id, component_id)
) STRICT, WITHOUT ROWID;
