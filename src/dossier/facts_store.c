/* facts_store.c - finding the frozen facts of a dossier in the journal. */
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "dossier/facts.h"

enum rc facts_load(struct js **ret, int64_t *seq, const struct office *of, int64_t dossier_id, const char *action,
    struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT seq, payload FROM event WHERE dossier_id = :dossier AND payload IS NOT NULL"
        "   AND (:action IS NULL OR action = :action) ORDER BY seq DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":action", action);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_facts", N_("The book holds no facts of this step of the dossier"));
    if (rc)
        return rc;
    const char *text = stmt_text(q, 1);
    if (seq)
        *seq = stmt_int(q, 0);
    rc = js_parse(ret, text, strlen(text), e);
    stmt_done(q);
    return rc;
}
