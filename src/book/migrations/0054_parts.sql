-- A version of a procedure is opened by reading one row: its papers and cases stand in it, as JSON.
-- {"papers":[{"id","name","case","variants","when","mode","originals","copies","form","replaced_by"}],
--  "cases":[{"id","question","answer"}]}; a key that is not there is empty, 0, or mode "submit".
-- forms = the codes of its papers' forms, one a line: the finder knows procedures by them.

ALTER TABLE procedure ADD COLUMN parts TEXT NOT NULL DEFAULT '{}';
ALTER TABLE procedure ADD COLUMN forms TEXT NOT NULL DEFAULT '';

UPDATE procedure SET
    parts = json_object(
        'papers', (SELECT json_group_array(json_object('id', id, 'name', name, 'case', case_note,
                              'variants', variants, 'when', needed_when, 'mode', mode,
                              'originals', originals, 'copies', copies, 'form', form,
                              'replaced_by', replaced_by))
                     FROM (SELECT * FROM procedure_component WHERE procedure_id = procedure.id
                            ORDER BY seq)),
        'cases', (SELECT json_group_array(json_object('id', id, 'question', question, 'answer', answer))
                    FROM (SELECT * FROM procedure_variant WHERE procedure_id = procedure.id
                           ORDER BY seq))),
    forms = coalesce((SELECT group_concat(form, char(10))
                        FROM (SELECT DISTINCT form FROM procedure_component
                               WHERE procedure_id = procedure.id AND form <> '')), '');

DROP TABLE procedure_component;
DROP TABLE procedure_variant;
