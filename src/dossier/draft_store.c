/* draft_store.c - see draft.h. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/db.h"
#include "book/tx.h"
#include "dossier/draft.h"

#define DRAFT_LIST_MAX 200

static void bind_document(struct stmt *q, const struct office *of, const struct draft *draft)
{
    stmt_bind_text(q, ":person", draft->person_key ? draft->person_key : "");
    stmt_bind_text(q, ":procedure", draft->procedure_code ? draft->procedure_code : "");
    stmt_bind_text(q, ":title", draft->title ? draft->title : "");
    stmt_bind_int(q, ":step", draft->step ? draft->step : 1);
    stmt_bind_text(q, ":document", draft->document);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
}

static enum rc insert(const struct office *of, struct draft *draft, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO draft (staff_id, desk, person_key, procedure_code, title, step, document, created_at, updated_at)"
        " VALUES (:staff, :desk, :person, :procedure, :title, :step, :document, :now, :now)");
    bind_document(q, of, draft);
    stmt_bind_text(q, ":desk", of->desk);
    enum rc rc = stmt_run(q, e);
    if (!rc)
        draft->id = db_last_id(of->db);
    return rc;
}

static enum rc no_such_draft(struct err *e)
{
    return err_set(e, RC_NOT_FOUND, "no_such_draft", N_("There is no such draft of yours"));
}

static enum rc update(const struct office *of, const struct draft *draft, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "UPDATE draft SET person_key = :person, procedure_code = :procedure, title = :title, step = :step,"
        "    document = :document, updated_at = :now"
        " WHERE id = :id AND staff_id = :staff");
    bind_document(q, of, draft);
    stmt_bind_int(q, ":id", draft->id);
    enum rc rc = stmt_run(q, e);
    return rc ? rc : db_changes(of->db) ? RC_OK : no_such_draft(e);
}

enum rc draft_save(const struct office *of, struct draft *draft, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = draft->id ? update(of, draft, e) : insert(of, draft, e);
    return rc ? rc : tx_commit(&tx, e);
}

#define DRAFT_COLUMNS "id, person_key, procedure_code, title, step, document, updated_at"

static void read_draft(struct draft *d, struct stmt *q, struct arena *a)
{
    *d = (struct draft){
        .id = stmt_int(q, 0), .person_key = stmt_copy(q, 1, a), .procedure_code = stmt_copy(q, 2, a),
        .title = stmt_copy(q, 3, a), .step = (int)stmt_int(q, 4), .document = stmt_copy(q, 5, a),
        .updated_at = stmt_int(q, 6),
    };
}

enum rc draft_load(struct draft *ret, const struct office *of, int64_t id, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "SELECT " DRAFT_COLUMNS " FROM draft WHERE id = :id AND staff_id = :staff");
    stmt_bind_int(q, ":id", id);
    stmt_bind_int(q, ":staff", of->staff_id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? no_such_draft(e) : rc;
    read_draft(ret, q, a);
    stmt_done(q);
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

enum rc draft_list(struct draft **ret, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    struct draft *drafts = arena_array(a, DRAFT_LIST_MAX, sizeof *drafts);
    if (!drafts)
        return err_no_memory(e);
    struct stmt *q = stmt_of(of->db,
        "SELECT " DRAFT_COLUMNS " FROM draft WHERE staff_id = :staff ORDER BY updated_at DESC, id DESC LIMIT :limit");
    stmt_bind_int(q, ":staff", of->staff_id);
    stmt_bind_int(q, ":limit", DRAFT_LIST_MAX);
    size_t n = 0;
    for (bool row = true; row;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            read_draft(&drafts[n++], q, a);
    }
    *ret = drafts;
    *count = n;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

enum rc draft_find(struct draft *ret, const struct office *of, const char *person_key, const char *procedure_code,
    struct arena *a, struct err *e)
{
    *ret = (struct draft){ 0 };
    struct stmt *q = stmt_of(of->db,
        "SELECT " DRAFT_COLUMNS " FROM draft"
        " WHERE staff_id = :staff AND person_key = :person AND procedure_code = :procedure"
        " ORDER BY updated_at DESC LIMIT 1");
    stmt_bind_int(q, ":staff", of->staff_id);
    stmt_bind_text(q, ":person", person_key);
    stmt_bind_text(q, ":procedure", procedure_code);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    read_draft(ret, q, a);
    stmt_done(q);
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

enum rc draft_delete(const struct office *of, int64_t id, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    struct stmt *q = stmt_of(of->db, "DELETE FROM draft WHERE id = :id AND staff_id = :staff");
    stmt_bind_int(q, ":id", id);
    stmt_bind_int(q, ":staff", of->staff_id);
    if (!rc)
        rc = stmt_run(q, e);
    if (!rc && !db_changes(of->db))
        rc = no_such_draft(e);
    return rc ? rc : tx_commit(&tx, e);
}
