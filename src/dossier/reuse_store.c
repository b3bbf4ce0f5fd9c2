/* reuse_store.c - see reuse.h. */
#include "dossier/reuse.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/viet.h"
#include "book/db.h"

#define LINES_MAX 300 /* papers with a scan that one person left within the time */

static bool may_be_reused(const struct procedure_component *c)
{
    return !c->present_only && !*c->form && !component_replaced_by(c, "eform");
}

static bool same_name(const char *a, const char *b)
{
    AUTO_BUF x = buf_limit(8000), y = buf_limit(8000);
    return strcmp(a, b) == 0 || (!viet_search_key(&x, a, strlen(a)) && !viet_search_key(&y, b, strlen(b)) &&
                                    strcmp(buf_text(&x), buf_text(&y)) == 0);
}

static int64_t oldest(const struct office *of)
{
    return clock_now(of->clock) - (int64_t)REUSE_DAYS * 86400;
}

/* The paper of `p` that row stands for, not found yet; NULL when it stands for none. */
static const struct procedure_component *fits(
    const struct procedure *p, const struct reuse *list, size_t count, const char *id, const char *name)
{
    const struct procedure_component *c = procedure_component(p, id);
    if (!c || !may_be_reused(c) || !same_name(c->name, name))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (list[i].component == c)
            return NULL; /* a newer one was found */
    return c;
}

/* By the order of the checklist; the list is short. */
static void sort(struct reuse *list, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k && list[k].component < list[k - 1].component; k--) {
            struct reuse moved = list[k];
            list[k] = list[k - 1];
            list[k - 1] = moved;
        }
}

enum rc reuse_find(struct reuse **ret, size_t *count, const struct office *of, const char *id_number,
    const struct procedure *p, struct arena *a, struct err *e)
{
    *count = 0;
    *ret = arena_array(a, p->components_count + 1, sizeof **ret);
    if (!*ret)
        return err_no_memory(e);
    struct stmt *q = stmt_of(of->db,
        "SELECT d.code, c.id, c.name, d.received_at, count(*)"
        "  FROM person AS p JOIN dossier AS d ON d.applicant_id = p.id"
        "  JOIN attachment AS f ON f.dossier_id = d.id AND f.result = 0 AND f.voided_at IS NULL"
        "  JOIN component AS c ON c.dossier_id = d.id AND c.id = f.component_id"
        " WHERE p.id_number = :number AND :number <> '' AND d.received_at >= :oldest AND d.state NOT IN (3, "
        "7)"
        " GROUP BY d.id, c.id ORDER BY d.received_at DESC, d.id DESC LIMIT :limit");
    stmt_bind_text(q, ":number", id_number);
    stmt_bind_int(q, ":oldest", oldest(of));
    stmt_bind_int(q, ":limit", LINES_MAX);
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row) {
        const struct procedure_component *c = fits(p, *ret, *count, stmt_text(q, 1), stmt_text(q, 2));
        if (c)
            (*ret)[(*count)++] = (struct reuse){ c, stmt_copy(q, 0, a), stmt_int(q, 3), (int)stmt_int(q, 4) };
    }
    sort(*ret, *count);
    return !rc && arena_failed(a) ? err_no_memory(e) : rc;
}

static enum rc not_at_hand(const struct procedure_component *c, const char *code, struct err *e)
{
    err_set(e, RC_NOT_FOUND, "reuse_not_found",
        N_("The dossier %.40s holds no scan of \"%.100s\" of this person"), code, c->name);
    err_hint(e, N_("Ask for the paper, or name the dossier it was handed in with"));
    return RC_NOT_FOUND;
}

enum rc reuse_files(struct dossier_file **ret, size_t *count, const struct office *of, const char *id_number,
    const struct procedure_component *c, const char *code, struct arena *a, struct err *e)
{
    *count = 0;
    *ret = arena_array(a, 50, sizeof **ret);
    if (!*ret)
        return err_no_memory(e);
    struct stmt *q = stmt_of(of->db,
        "SELECT f.name, f.kind, f.size, f.digest, f.sealed_name, k.name"
        "  FROM dossier AS d JOIN person AS p ON p.id = d.applicant_id"
        "  JOIN attachment AS f ON f.dossier_id = d.id AND f.result = 0 AND f.voided_at IS NULL"
        "  JOIN component AS k ON k.dossier_id = d.id AND k.id = f.component_id"
        " WHERE d.code = :code AND p.id_number = :number AND f.component_id = :component"
        "   AND d.received_at >= :oldest AND d.state NOT IN (3, 7)"
        " ORDER BY f.id LIMIT 50");
    stmt_bind_text(q, ":code", code);
    stmt_bind_text(q, ":number", id_number);
    stmt_bind_text(q, ":component", c->id);
    stmt_bind_int(q, ":oldest", oldest(of));
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row)
        if (may_be_reused(c) && same_name(c->name, stmt_text(q, 5)))
            (*ret)[(*count)++] = (struct dossier_file){
                .name = stmt_copy(q, 0, a),
                .kind = stmt_copy(q, 1, a),
                .size = stmt_int(q, 2),
                .digest = stmt_copy(q, 3, a),
                .sealed_name = stmt_copy(q, 4, a),
                .component_id = arena_strdup(a, c->id),
            };
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    return rc ? rc : *count ? RC_OK : not_at_hand(c, code, e);
}

enum rc component_sources_insert(
    struct db *db, const struct dossier *d, const char *const *sources, struct err *e)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < d->components_count && !rc; i++) {
        const struct dossier_component *c = &d->components[i];
        if (!*c->replaced_by || strcmp(c->replaced_by, "eform") == 0)
            continue;
        struct stmt *q =
            stmt_of(db, "INSERT INTO component_source (dossier_id, component_id, source, looked_up_at)"
                        " VALUES (:dossier, :component, :source, :at)");
        stmt_bind_int(q, ":dossier", d->id);
        stmt_bind_text(q, ":component", c->id);
        stmt_bind_text(q, ":source", sources[i] ? sources[i] : "");
        stmt_bind_int(q, ":at", d->received_at);
        rc = stmt_run(q, e);
    }
    return rc;
}
