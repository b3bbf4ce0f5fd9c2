/* print_state_store.c - see print_state.h. */
#include "dossier/print_state.h"

#include <stdio.h>

#include "base/text.h"
#include "book/db.h"

enum rc print_state(struct print_state *ret, struct db *db, int64_t dossier_id, const char *kind, struct err *e)
{
    struct print_state found = { 0 };
    struct stmt *q = stmt_of(db, "SELECT state, issue, at, reason FROM paper"
                                 " WHERE dossier_id = :dossier AND kind = :kind ORDER BY issue DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":kind", kind);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_OK) {
        snprintf(found.state, sizeof found.state, "%s", stmt_text(q, 0));
        found.issue = (int)stmt_int(q, 1);
        found.at = stmt_int(q, 2);
        snprintf(found.reason, sizeof found.reason, "%s", stmt_text(q, 3));
        utf8_mend(found.reason);
        stmt_done(q);
    }
    if (rc && rc != RC_NOT_FOUND)
        return rc;
    *ret = found;
    return RC_OK;
}
