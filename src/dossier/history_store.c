/* history_store.c - see history.h. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "book/db.h"
#include "dossier/history.h"

#define LOOKED_AT 60 /* dossiers of one person */

/* Only plain ids become a path: anything else would be read as one by SQLite. */
static bool path_of(char out[160], const char *id)
{
    if (strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]") != strlen(id) ||
        !*id)
        return false;
    return snprintf(out, 160, "$.%s", id) < 160;
}

static struct stmt *query(struct db *db, const char *id_number, const char *answer, const char *fact)
{
    struct stmt *q = stmt_of(db,
        "SELECT d.code, d.received_at, COALESCE(s.name, ''),"
        "       COALESCE(json_extract(d.answers, :answer), json_extract(d.applicant, :fact)) AS value"
        "  FROM dossier AS d JOIN person AS p ON p.id = d.applicant_id LEFT JOIN staff AS s ON s.id = "
        "d.received_by"
        " WHERE p.id_number = :number AND d.received_at IS NOT NULL AND value IS NOT NULL AND value <> ''"
        " ORDER BY d.received_at DESC, d.id DESC LIMIT :limit");
    stmt_bind_text(q, ":number", id_number);
    stmt_bind_text(q, ":answer", answer);
    stmt_bind_text(q, ":fact", fact);
    stmt_bind_int(q, ":limit", LOOKED_AT);
    return q;
}

enum rc answer_history_list(struct answer_history **ret, size_t *count, struct db *db, const char *id_number,
    const char *answer, const char *fact, size_t max, struct arena *a, struct err *e)
{
    char answer_path[160], fact_path[160] = "$.\"\"";
    size_t n = 0;
    *count = 0;
    struct answer_history *list = arena_array(a, max + 1, sizeof *list);
    if (!list)
        return err_no_memory(e);
    *ret = list;
    if (!*id_number || !path_of(answer_path, answer))
        return RC_OK;
    if (*fact && !path_of(fact_path, fact))
        return RC_OK;
    struct stmt *q = query(db, id_number, answer_path, fact_path);
    for (bool more = true;;) {
        enum rc rc = stmt_next(q, &more, e);
        if (rc)
            return rc;
        if (!more)
            break;
        bool same = n && strcmp(list[n - 1].value, stmt_text(q, 3)) == 0;
        if (!same && n == max) {
            stmt_done(q);
            break;
        }
        n += !same;
        list[n - 1] = (struct answer_history){ .code = stmt_copy(q, 0, a),
            .at = stmt_int(q, 1),
            .staff = stmt_copy(q, 2, a),
            .value = stmt_copy(q, 3, a) };
    }
    *count = n;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}
