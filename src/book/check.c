/* check.c - see check.h. */
#include "book/check.h"

#include <string.h>

#include "base/i18n.h"
#include "book/db.h"

static enum rc damaged(struct err *e, const char *why)
{
    err_set(e, RC_STORAGE, "damaged", N_("The book is damaged"));
    err_cause(e, "%s", why);
    return RC_STORAGE;
}

enum rc book_check_integrity(struct db *db, struct err *e)
{
    struct stmt *q = stmt_of(db, "PRAGMA integrity_check(1)");
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? damaged(e, "integrity_check says nothing") : rc;
    bool sound = strcmp(stmt_text(q, 0), "ok") == 0;
    if (!sound)
        rc = damaged(e, stmt_text(q, 0));
    stmt_done(q);
    if (rc)
        return rc;
    q = stmt_of(db, "PRAGMA foreign_key_check");
    rc = stmt_one(q, e);
    if (rc == RC_OK) {
        rc = damaged(e, "a row points to nothing");
        stmt_done(q);
        return rc;
    }
    if (rc != RC_NOT_FOUND)
        return rc;
    q = stmt_of(db, "SELECT count(*) FROM book");
    rc = stmt_one(q, e);
    if (rc)
        return rc;
    bool there = stmt_int(q, 0) == 1;
    stmt_done(q);
    return there ? RC_OK : damaged(e, "the book's own row is missing");
}
