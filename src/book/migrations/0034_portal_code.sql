-- A dossier that was filed on the national portal by hand: its code there, and how far the copying got.

-- One code of the portal is one dossier here: the same code typed for two of them is a slip of the hand.
CREATE UNIQUE INDEX dossier_external ON dossier (external_code) WHERE external_code IS NOT NULL;

-- A box of the portal's form that was filled in over there and ticked off.
CREATE TABLE portal_tick (
    dossier_id      INTEGER NOT NULL REFERENCES dossier (id),
    box             TEXT    NOT NULL,               -- "answer.child_name": see catalog/portal_form.h
    at              INTEGER NOT NULL,
    staff_id        INTEGER NOT NULL,
    PRIMARY KEY (dossier_id, box)
) STRICT, WITHOUT ROWID;
