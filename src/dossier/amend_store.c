/* amend_store.c - the columns an amendment changes. See amend.h. */
#include "book/db.h"
#include "dossier/amend.h"

enum rc amend_write(struct db *db, const struct dossier *d, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "UPDATE dossier SET applicant = :applicant, submitter = nullif(:submitter, ''), answers = :answers,"
        "    result_by = :result_by"
        " WHERE id = :id AND version = :version");
    stmt_bind_text(q, ":applicant", d->applicant);
    stmt_bind_text(q, ":submitter", d->submitter);
    stmt_bind_text(q, ":answers", d->answers);
    stmt_bind_text(q, ":result_by", d->result_by);
    stmt_bind_int(q, ":id", d->id);
    stmt_bind_int(q, ":version", d->version);
    return stmt_run(q, e);
}
