/* provenance_store.c - sources of answers in the book. */
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "book/db.h"
#include "dossier/provenance.h"

enum rc provenance_insert(struct db *db, int64_t dossier_id, const struct provenance *p, struct err *e)
{
    AUTO_STRING text = NULL;
    enum rc rc = js_write(&text, p->sources, JS_LINE, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(db, "INSERT INTO provenance (dossier_id, sources, saved, typed)"
                                 " VALUES (:dossier, :sources, :saved, :typed)");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":sources", text);
    stmt_bind_int(q, ":saved", p->saved);
    stmt_bind_int(q, ":typed", p->typed);
    return stmt_run(q, e);
}

/* {"giay-chung-sinh":{"source":"H48.25-251201-0003","looked_up_at":"..."}} */
static enum rc put_looked_up(struct js *json, struct db *db, int64_t dossier_id, struct err *e)
{
    struct js *papers = js_object();
    js_put(json, "looked_up", papers);
    struct stmt *q = stmt_of(db, "SELECT component_id, source, looked_up_at FROM component_source"
                                 " WHERE dossier_id = :dossier ORDER BY component_id");
    stmt_bind_int(q, ":dossier", dossier_id);
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row) {
        char at[ISO_TIME_SIZE];
        struct js *one = js_object();
        js_put_text(one, "source", *stmt_text(q, 1) ? stmt_text(q, 1) : NULL);
        js_put_text(one, "looked_up_at", iso_time(at, stmt_int(q, 2)));
        js_put(papers, stmt_text(q, 0), one);
    }
    return rc;
}

enum rc provenance_json(struct js **ret, struct db *db, int64_t dossier_id, struct err *e)
{
    /* A form filled here is no data of somebody else: eform saves no paper. */
    struct stmt *q = stmt_of(db,
        "SELECT (SELECT count(*) FROM component AS c"
        "         WHERE c.dossier_id = d.id AND c.replaced_by IS NOT NULL AND c.replaced_by <> 'eform'),"
        "       coalesce(p.saved, 0), coalesce(p.typed, 0), coalesce(p.sources, '{}')"
        "  FROM dossier AS d LEFT JOIN provenance AS p ON p.dossier_id = d.id"
        " WHERE d.id = :dossier");
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    AUTO_JS json = js_object();
    struct js *saved = js_object(), *sources = NULL;
    js_put_int(saved, "papers", stmt_int(q, 0));
    js_put_int(saved, "fields", stmt_int(q, 1));
    js_put_int(saved, "typed", stmt_int(q, 2));
    js_put(json, "saved", saved);
    rc = js_parse(&sources, stmt_text(q, 3), strlen(stmt_text(q, 3)), e);
    stmt_done(q);
    if (rc)
        return rc;
    js_put(json, "sources", sources);
    rc = put_looked_up(json, db, dossier_id, e);
    if (rc)
        return rc;
    *ret = json;
    json = NULL;
    return RC_OK;
}
