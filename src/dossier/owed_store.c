/* owed_store.c - see owed.h. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "catalog/procedure.h"
#include "dossier/opened.h"
#include "dossier/owed.h"

#define OWED_DAYS_MAX 366

/* --- noting --- */

static enum rc check_component(
    char **name, struct opened *o, const char *component, struct err *e)
{
    struct procedure p;
    enum rc rc = procedure_load_id(&p, o->of->db, &o->arena, o->d.procedure_id, e);
    const struct procedure_component *known = rc ? NULL : procedure_component(&p, component);
    if (!rc && !known)
        return err_set(e, RC_NOT_FOUND, "no_such_component", N_("%.100s has no paper called \"%.60s\""), p.name, component);
    for (size_t i = 0; !rc && i < o->d.components_count; i++) {
        const struct dossier_component *c = &o->d.components[i];
        if (strcmp(c->id, component) == 0 && (c->originals + c->certified + c->copies || *c->replaced_by))
            return err_set(e, RC_REFUSED, "owed_present", N_("\"%.100s\" is in the dossier already"), known->name);
    }
    if (!rc && !(*name = arena_strdup(&o->arena, known->name)))
        rc = err_no_memory(e);
    return rc;
}

static enum rc check_day(const struct office *of, struct day due, struct err *e)
{
    int ahead = due.y ? day_number(due) - day_number(day_of(clock_now(of->clock))) : 0;
    if (ahead >= 1 && ahead <= OWED_DAYS_MAX)
        return RC_OK;
    err_set(e, RC_REFUSED, "owed_day", N_("The paper is to be brought on a later day, within a year"));
    err_field(e, "by");
    return RC_REFUSED;
}

static enum rc insert_row(struct opened *o, const char *component, const char *name, struct day due, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(o->of->db,
        "INSERT INTO owed (dossier_id, component_id, name, due_day, noted_at, noted_by)"
        " VALUES (:dossier, :component, :name, :due, :now, :by)"
        " ON CONFLICT (dossier_id, component_id) DO UPDATE SET due_day = :due, noted_at = :now, noted_by = :by,"
        "    settled_at = NULL, waived = '' WHERE settled_at IS NOT NULL");
    stmt_bind_int(q, ":dossier", o->d.id);
    stmt_bind_text(q, ":component", component);
    stmt_bind_text(q, ":name", name);
    stmt_bind_text(q, ":due", iso_day(day, due));
    stmt_bind_int(q, ":now", clock_now(o->of->clock));
    stmt_bind_int(q, ":by", o->of->staff_id);
    enum rc rc = stmt_run(q, e);
    if (!rc && !db_changes(o->of->db))
        rc = err_set(e, RC_REFUSED, "owed_already", N_("\"%.100s\" is noted as owed already"), name);
    return rc;
}

static enum rc finish(struct opened *o, const char *action, const char *component, const char *name, const char *due,
    struct err *e)
{
    struct step_answer answer = { 0 };
    struct js *facts = js_object();
    js_put_text(facts, "id", component);
    js_put_text(facts, "name", name);
    js_put_text(facts, "due", due);
    js_put(o->more, "owed", facts);
    return opened_finish(&answer, o, &(struct facts_event){ .action = action }, e);
}

enum rc owed_note(const struct office *of, const char *code, const char *component, struct day due, struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    char *name = NULL, day[ISO_DAY_SIZE];
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc && !state_row(o.d.state)->open)
        rc = opened_closed(&o, e);
    if (!rc)
        rc = check_component(&name, &o, component, e);
    if (!rc)
        rc = check_day(of, due, e);
    if (!rc)
        rc = insert_row(&o, component, name, due, e);
    return rc ? rc : finish(&o, "paper_owed", component, name, iso_day(day, due), e);
}

/* --- settling --- */

static enum rc settle(char **name, struct opened *o, const char *component, const char *waived, struct err *e)
{
    struct stmt *q = stmt_of(o->of->db,
        "UPDATE owed SET settled_at = :now, waived = :waived"
        " WHERE dossier_id = :dossier AND component_id = :component AND settled_at IS NULL RETURNING name");
    stmt_bind_int(q, ":now", clock_now(o->of->clock));
    stmt_bind_text(q, ":waived", waived);
    stmt_bind_int(q, ":dossier", o->d.id);
    stmt_bind_text(q, ":component", component);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "not_owed", N_("Dossier %.60s owes no paper \"%.60s\""), o->d.code, component);
    if (rc)
        return rc;
    *name = stmt_copy(q, 0, &o->arena);
    stmt_done(q);
    return RC_OK;
}

/* The paper's line of the checklist, made when reception had none. */
static enum rc write_line(struct opened *o, const char *component, const char *name, int originals, int copies,
    struct err *e)
{
    struct stmt *q = stmt_of(o->of->db,
        "INSERT INTO component (dossier_id, id, name, mode, originals, copies, seq)"
        " VALUES (:dossier, :id, :name, 'submit', :originals, :copies,"
        "         1 + (SELECT coalesce(max(seq), 0) FROM component WHERE dossier_id = :dossier))"
        " ON CONFLICT (dossier_id, id) DO UPDATE SET originals = :originals, copies = :copies");
    stmt_bind_int(q, ":dossier", o->d.id);
    stmt_bind_text(q, ":id", component);
    stmt_bind_text(q, ":name", name);
    stmt_bind_int(q, ":originals", originals);
    stmt_bind_int(q, ":copies", copies);
    return stmt_run(q, e);
}

enum rc owed_brought(const struct office *of, const char *code, const char *component, int originals, int copies,
    struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    char *name = NULL;
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc && (originals < 0 || copies < 0 || originals + copies < 1 || originals > 999 || copies > 999))
        rc = err_set(e, RC_REFUSED, "owed_sheets", N_("Say how many sheets came: 1 to 999"));
    if (!rc)
        rc = settle(&name, &o, component, "", e);
    if (!rc)
        rc = write_line(&o, component, name, originals, copies, e);
    if (!rc)
        rc = dossier_load(&o.d, of->db, &o.arena, code, e); /* the facts carry the new line */
    return rc ? rc : finish(&o, "paper_brought", component, name, NULL, e);
}

enum rc owed_waive(const struct office *of, const char *code, const char *component, const char *reason,
    struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    char *name = NULL;
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_REVIEW, code, e);
    if (!rc)
        rc = opened_reason(&o, reason, true, e);
    if (!rc)
        rc = settle(&name, &o, component, o.reason, e);
    return rc ? rc : finish(&o, "paper_waived", component, name, NULL, e);
}

/* --- reading --- */

#define OWED_MAX 1000

enum rc owed_list(struct owed **ret, size_t *count, const struct office *of, const char *code, struct arena *a,
    struct err *e)
{
    size_t n = 0;
    struct day today = day_of(clock_now(of->clock));
    struct owed *list = arena_array(a, OWED_MAX, sizeof *list);
    struct stmt *q = stmt_of(of->db,
        "SELECT d.code, ifnull(json_extract(d.applicant, '$.name'), ''),"
        "       ifnull(json_extract(d.applicant, '$.phone'), ''), o.component_id, o.name, o.due_day"
        "  FROM owed o JOIN dossier d ON d.id = o.dossier_id"
        " WHERE o.settled_at IS NULL AND d.state IN (1, 2, 4, 5, 6, 9) AND (:code IS NULL OR d.code = :code)"
        " ORDER BY o.due_day, d.id, o.component_id LIMIT 1000");
    stmt_bind_text(q, ":code", code);
    for (bool row = true; list && n < OWED_MAX;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        struct owed one = { .code = stmt_copy(q, 0, a), .applicant = stmt_copy(q, 1, a), .phone = stmt_copy(q, 2, a),
            .component = stmt_copy(q, 3, a), .name = stmt_copy(q, 4, a) };
        one.late = iso_day_parse(&one.due, stmt_text(q, 5)) && day_compare(one.due, today) < 0;
        list[n++] = one;
    }
    stmt_done(q);
    if (!list || arena_failed(a))
        return err_no_memory(e);
    *ret = list;
    *count = n;
    return RC_OK;
}

struct js *owed_json(const struct owed *owed)
{
    char day[ISO_DAY_SIZE];
    struct js *row = js_object();
    js_put_text(row, "code", owed->code);
    js_put_text(row, "applicant", owed->applicant);
    js_put_text(row, "phone", *owed->phone ? owed->phone : NULL);
    js_put_text(row, "component", owed->component);
    js_put_text(row, "name", owed->name);
    js_put_text(row, "due", iso_day(day, owed->due));
    js_put_bool(row, "late", owed->late);
    return row;
}

enum rc owed_check(const struct office *of, const struct dossier *d, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct owed *list;
    size_t count;
    enum rc rc = owed_list(&list, &count, of, d->code, &a, e);
    if (rc || !count || permission_has(of->role, ACTION_DOSSIER_REVIEW))
        return rc;
    err_set(e, RC_REFUSED, "papers_owed", N_("A paper is still owed: %.100s"), list[0].name);
    err_hint(e, N_("Note it as brought; only a supervisor hands the result over without it"));
    return RC_REFUSED;
}
