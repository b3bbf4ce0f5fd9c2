/* procedure_store.c - procedures in the book: read by code and day or by id, written once. All of its SQL. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/viet.h"
#include "book/db.h"
#include "catalog/procedure.h"
#include "catalog/procedure_parts.h"

/* The order of the columns is the order in which read_row takes them. */
#define COLUMNS                                                                                              \
    "id, version, code, name, short_name, field, field_code, agency, level, decision, served, place,"        \
    " direct_limit, direct_unit, direct_fee, online_limit, online_unit, online_fee,"                         \
    " post_limit, post_unit, post_fee, limit_confidence, fee_per, fee_next_from, fee_next, fee_cap,"         \
    " council, fee_note, result, result_code, confidence, effective_from, withdrawn_on"

#define FIRST_CHANNEL_COLUMN 12
#define AFTER_CHANNELS       21
#define AFTER_ALL            33 /* parts, or the count of a list */
#define PARTS_COLUMN         AFTER_ALL

static void read_channel(struct procedure_channel *ret, struct stmt *q, int column, struct arena *a)
{
    const char *unit = stmt_text(q, column + 1);
    ret->offered = *unit != '\0';
    bool known = ret->offered && strcmp(unit, "?") != 0;
    ret->limit.value = known ? (int)stmt_int(q, column) : 0;
    ret->limit.unit = known ? arena_strdup(a, unit) : "";
    ret->fee_known = ret->offered && !stmt_is_null(q, column + 2);
    ret->fee = ret->fee_known ? stmt_int(q, column + 2) : 0;
}

static void read_row(struct procedure *p, struct stmt *q, struct arena *a)
{
    memset(p, 0, sizeof *p);
    p->id = stmt_int(q, 0);
    p->version = (int)stmt_int(q, 1);
    const char **const texts[] = { &p->code, &p->name, &p->short_name, &p->field, &p->field_code, &p->agency,
        &p->level, &p->decision, &p->served, &p->place };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = stmt_copy(q, 2 + (int)i, a);
    for (int i = 0; i < CHANNELS; i++)
        read_channel(&p->channels[i], q, FIRST_CHANNEL_COLUMN + 3 * i, a);

    int c = AFTER_CHANNELS;
    p->limit_confidence = stmt_copy(q, c++, a);
    p->fee_rule.per = stmt_copy(q, c++, a);
    p->fee_rule.next_from = (int)stmt_int(q, c++);
    p->fee_rule.next = stmt_int(q, c++);
    p->fee_rule.cap = stmt_int(q, c++);
    p->council = stmt_int(q, c++) != 0;
    p->fee_note = stmt_copy(q, c++, a);
    p->result = stmt_copy(q, c++, a);
    p->result_code = stmt_copy(q, c++, a);
    p->confidence = stmt_copy(q, c++, a);
    p->effective_from = stmt_copy(q, c++, a);
    p->withdrawn_on = stmt_copy(q, c++, a);
}

/* Runs `q` for one row and fills everything; `code` is for the message. */
static enum rc load_one(
    struct procedure *ret, struct stmt *q, struct db *db, struct arena *a, const char *code, struct err *e)
{
    enum rc rc = stmt_one(q, NULL);
    if (rc == RC_NOT_FOUND) {
        err_set(e, rc, "procedure_unknown", N_("There is no procedure %s in the catalogue."), code);
        err_hint(e, N_("Look it up by its name: motcua find TEXT."));
        err_field(e, "procedure");
        return rc;
    }
    if (rc)
        return db_trouble(db, e, "read a procedure");

    struct procedure p;
    read_row(&p, q, a);
    rc = procedure_parts_read(&p, stmt_text(q, PARTS_COLUMN), a, e);
    stmt_done(q);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (!rc)
        *ret = p;
    return rc;
}

enum rc procedure_load(
    struct procedure *ret, struct db *db, struct arena *a, const char *code, struct day day, struct err *e)
{
    char today[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(db, "SELECT " COLUMNS ", parts FROM procedure"
                                 " WHERE code = :code AND effective_from <= :day"
                                 " ORDER BY version DESC"
                                 " LIMIT 1");
    stmt_bind_text(q, ":code", code);
    stmt_bind_text(q, ":day", iso_day(today, day));
    struct procedure p;
    enum rc rc = load_one(&p, q, db, a, code, e);
    if (rc)
        return rc;

    if (*p.withdrawn_on && strcmp(p.withdrawn_on, today) <= 0) {
        err_set(e, RC_NOT_FOUND, "procedure_withdrawn", N_("Procedure %s was withdrawn on %s."), code,
            p.withdrawn_on);
        err_hint(e, N_("Choose the procedure that replaced it: motcua find TEXT."));
        err_field(e, "procedure");
        return RC_NOT_FOUND;
    }
    *ret = p;
    return RC_OK;
}

enum rc procedure_load_id(struct procedure *ret, struct db *db, struct arena *a, int64_t id, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT " COLUMNS ", parts FROM procedure WHERE id = :id");
    stmt_bind_int(q, ":id", id);
    char number[24];
    snprintf(number, sizeof number, "#%lld", (long long)id);
    return load_one(ret, q, db, a, number, e);
}

enum rc procedure_load_newest(
    struct procedure *ret, struct db *db, struct arena *a, const char *code, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT " COLUMNS ", parts FROM procedure"
                                 " WHERE code = :code"
                                 " ORDER BY version DESC"
                                 " LIMIT 1");
    stmt_bind_text(q, ":code", code);
    return load_one(ret, q, db, a, code, e);
}

enum rc procedure_list(
    struct procedure **ret, size_t *count, struct db *db, struct arena *a, struct day day, struct err *e)
{
    char today[ISO_DAY_SIZE];
    /* Of each code the newest version that counts on that day, unless withdrawn by then. */
    struct stmt *q = stmt_of(db, "SELECT " COLUMNS ", count(*) OVER ()"
                                 "  FROM procedure AS p"
                                 " WHERE effective_from <= :day"
                                 "   AND (withdrawn_on IS NULL OR withdrawn_on > :day)"
                                 "   AND version = (SELECT max(version) FROM procedure"
                                 "                   WHERE code = p.code AND effective_from <= :day)"
                                 " ORDER BY code");
    stmt_bind_text(q, ":day", iso_day(today, day));
    struct procedure *list = NULL;
    size_t n = 0;
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row) {
        if (!list)
            list = arena_array(a, (size_t)stmt_int(q, AFTER_ALL), sizeof *list);
        if (!list) {
            stmt_done(q);
            return err_no_memory(e);
        }
        read_row(&list[n++], q, a);
    }
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (rc)
        return rc;
    *ret = list;
    *count = n;
    return RC_OK;
}

/* --- writing --- */

static void bind_channel(struct stmt *q, const struct procedure_channel *c, const char *const names[3])
{
    stmt_bind_int(q, names[0], c->limit.value);
    stmt_bind_text(q, names[1], !c->offered ? "" : *c->limit.unit ? c->limit.unit : "?");
    if (c->fee_known)
        stmt_bind_int(q, names[2], c->fee);
    else
        stmt_bind_null(q, names[2]);
}

static void bind_texts(struct stmt *q, const struct procedure *p)
{
    const char *const texts[][2] = {
        { ":code", p->code },
        { ":from", p->effective_from },
        { ":name", p->name },
        { ":field", p->field },
        { ":field_code", p->field_code },
        { ":agency", p->agency },
        { ":level", p->level },
        { ":decision", p->decision },
        { ":served", p->served },
        { ":place", p->place },
        { ":limit_confidence", p->limit_confidence },
        { ":fee_per", p->fee_rule.per },
        { ":fee_note", p->fee_note },
        { ":result", p->result },
        { ":result_code", p->result_code },
        { ":confidence", p->confidence },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        stmt_bind_text(q, texts[i][0], texts[i][1]);
    stmt_bind_text(q, ":short_name", *p->short_name ? p->short_name : p->name);
    stmt_bind_text(q, ":withdrawn", *p->withdrawn_on ? p->withdrawn_on : NULL);
}

enum rc procedure_insert(struct db *db, struct procedure *p, int64_t now, struct err *e)
{
    AUTO_BUF folded = buf_limit(4000);
    AUTO_BUF parts = buf_limit(PARTS_SIZE_MAX);
    AUTO_BUF forms = buf_limit(PARTS_SIZE_MAX);
    procedure_parts_write(&parts, p);
    procedure_forms_write(&forms, p);
    if (viet_search_key(&folded, p->name, strlen(p->name)) || parts.failed || forms.failed)
        return err_no_memory(e);

    struct stmt *q = stmt_of(db,
        "INSERT INTO procedure (code, version, effective_from, withdrawn_on, name, short_name, name_folded,"
        "  field, field_code, agency, level, decision, served, place, direct_limit, direct_unit, direct_fee,"
        "  online_limit, online_unit, online_fee, post_limit, post_unit, post_fee, limit_confidence, fee_per,"
        "  fee_next_from, fee_next, fee_cap, council, fee_note, result, result_code, confidence, imported_at,"
        "  parts, forms)"
        " VALUES (:code, :version, :from, :withdrawn, :name, :short_name, :folded, :field, :field_code,"
        "  :agency, :level, :decision, :served, :place, :direct_limit, :direct_unit, :direct_fee,"
        "  :online_limit, :online_unit, :online_fee, :post_limit, :post_unit, :post_fee, :limit_confidence,"
        "  :fee_per, :next_from, :next, :cap, :council, :fee_note, :result, :result_code, :confidence, :now,"
        "  :parts, :forms)");
    bind_texts(q, p);
    stmt_bind_text(q, ":folded", buf_text(&folded));
    bind_channel(
        q, &p->channels[CHANNEL_DIRECT], (const char *[]){ ":direct_limit", ":direct_unit", ":direct_fee" });
    bind_channel(
        q, &p->channels[CHANNEL_ONLINE], (const char *[]){ ":online_limit", ":online_unit", ":online_fee" });
    bind_channel(q, &p->channels[CHANNEL_POST], (const char *[]){ ":post_limit", ":post_unit", ":post_fee" });
    stmt_bind_int(q, ":next_from", p->fee_rule.next_from);
    stmt_bind_int(q, ":next", p->fee_rule.next);
    stmt_bind_int(q, ":cap", p->fee_rule.cap);
    stmt_bind_int(q, ":council", p->council);
    stmt_bind_int(q, ":now", now);
    stmt_bind_text(q, ":parts", buf_text(&parts));
    stmt_bind_text(q, ":forms", buf_text(&forms));
    stmt_bind_int(q, ":version", p->version);
    enum rc rc = stmt_run(q, e);
    if (!rc)
        p->id = db_last_id(db);
    return rc;
}

enum rc procedure_withdraw(struct db *db, const char *code, const char *day, struct err *e)
{
    /* The rows stay: open dossiers and old papers still need their words. */
    struct stmt *q = stmt_of(db, "UPDATE procedure SET withdrawn_on = :day"
                                 " WHERE code = :code AND withdrawn_on IS NULL");
    stmt_bind_text(q, ":day", day);
    stmt_bind_text(q, ":code", code);
    return stmt_run(q, e);
}
