/* changes_store.c - the facts of a dossier at one of its versions. See changes.h. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "book/db.h"
#include "dossier/changes.h"

enum rc changes_facts(struct changes_source *ret, struct db *db, int64_t dossier_id, int version, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT payload, staff_name, at FROM event"
        " WHERE dossier_id = :dossier AND json_extract(payload, '$.version') IS NOT NULL"
        "   AND (:version = 0 OR json_extract(payload, '$.version') <= :version)"
        " ORDER BY seq DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_int(q, ":version", version);
    enum rc rc = stmt_one(q, e);
    *ret = (struct changes_source){ 0 };
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    const char *text = stmt_text(q, 0);
    rc = js_parse(&ret->facts, text, strlen(text), e);
    snprintf(ret->by, sizeof ret->by, "%s", stmt_text(q, 1));
    utf8_mend(ret->by);
    ret->at = stmt_int(q, 2);
    stmt_done(q);
    return rc;
}
