/* certify_store.c - the certification books' rows. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/counter.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "dossier/certify.h"
#include "dossier/dossier.h"
#include "dossier/money.h"
#include "dossier/step.h"
#include "people/permission.h"

/* --- checking --- */

static enum rc accept_text(
    const char **text, const char *field, const struct text_limits *limits, bool needed, struct arena *a, struct err *e)
{
    AUTO_BUF clean = buf_limit(8192);
    const char *raw = *text ? *text : "";
    enum rc rc = text_accept(&clean, raw, strlen(raw), limits, field, e);
    if (rc)
        return rc;
    if (needed && !raw[strspn(raw, " ")]) {
        err_set(e, RC_REFUSED, field, N_("Applicant, document and signer must be filled in"));
        err_field(e, "%s", field);
        return RC_REFUSED;
    }
    return (*text = arena_strdup(a, buf_text(&clean))) ? RC_OK : err_no_memory(e);
}

static enum rc check_entry(struct certification *c, int64_t count, struct arena *a, struct err *e)
{
    enum rc rc = accept_text(&c->applicant, "applicant", &text_name_limits, true, a, e);
    if (!rc)
        rc = accept_text(&c->id_number, "id_number", &text_name_limits, false, a, e);
    if (!rc)
        rc = accept_text(&c->document, "document", &text_line_limits, true, a, e);
    if (!rc)
        rc = accept_text(&c->signer, "signer", &text_name_limits, true, a, e);
    if (rc)
        return rc;
    if (c->pages < 1 || c->pages > CERTIFY_PIECES_MAX)
        return err_set(e, RC_REFUSED, "pages", N_("Pages are 1 to %d"), CERTIFY_PIECES_MAX);
    if (c->copies < 1 || c->copies > CERTIFY_PIECES_MAX)
        return err_set(e, RC_REFUSED, "copies", N_("Copies are 1 to %d"), CERTIFY_PIECES_MAX);
    if (count < 1 || count > CERTIFY_BATCH_MAX)
        return err_set(e, RC_REFUSED, "count", N_("Entries at once are 1 to %d"), CERTIFY_BATCH_MAX);
    return RC_OK;
}

/* The catalogue's fee; a kind that counts cases asks once however many pages there are. */
static enum rc fee_of(struct certification *c, const struct office *of, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct procedure p;
    struct money_fee fee = { 0 };
    enum rc rc = procedure_load(&p, of->db, &a, certify_kind_row(c->kind)->procedure, c->day, e);
    const struct money_request request = { .pieces = c->kind == CERTIFY_COPY ? c->pages : 1,
        .copies = c->kind == CERTIFY_COPY ? c->copies : 1 };
    if (!rc)
        rc = money_fee(&fee, &p, CHANNEL_DIRECT, &request, e);
    if (!rc)
        c->fee = fee.amount;
    return rc;
}

static enum rc dossier_id_of(int64_t *ret, const struct office *of, const char *code, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    *ret = 0;
    if (!code || !*code)
        return RC_OK;
    enum rc rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        *ret = d.id;
    return rc;
}

/* --- writing --- */

/* Takes `count` numbers at once; *ret is the first. */
static enum rc take_numbers(int64_t *ret, struct db *db, const struct certification *c, int64_t count, struct err *e)
{
    char name[40], year[8];
    snprintf(name, sizeof name, "certify:%s", certify_kind_row(c->kind)->slug);
    snprintf(year, sizeof year, "%04d", c->year);
    return counter_next(ret, db, name, year, count, e);
}

static enum rc write_entry(const struct office *of, const struct certification *c, int64_t number, int64_t dossier_id,
    struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO certification (kind, year, number, day, applicant, id_number, document, signer, pages, copies, fee,"
        "    dossier_id, at, staff_id, desk)"
        " VALUES (:kind, :year, :number, :day, :applicant, :id_number, :document, :signer, :pages, :copies, :fee,"
        "    :dossier, :at, :staff, :desk)");
    stmt_bind_text(q, ":kind", certify_kind_row(c->kind)->slug);
    stmt_bind_int(q, ":year", c->year);
    stmt_bind_int(q, ":number", number);
    stmt_bind_text(q, ":day", iso_day(day, c->day));
    stmt_bind_text(q, ":applicant", c->applicant);
    stmt_bind_text(q, ":id_number", c->id_number);
    stmt_bind_text(q, ":document", c->document);
    stmt_bind_text(q, ":signer", c->signer);
    stmt_bind_int(q, ":pages", c->pages);
    stmt_bind_int(q, ":copies", c->copies);
    stmt_bind_int(q, ":fee", c->fee);
    if (dossier_id)
        stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    stmt_bind_text(q, ":desk", of->desk);
    return stmt_run(q, e);
}

static enum rc note(const struct office *of, const char *action, const struct certification *c, int64_t count,
    const char *reason, struct err *e)
{
    char text[CERTIFY_TEXT_SIZE];
    AUTO_JS payload = js_object();
    js_put_text(payload, "kind", certify_kind_row(c->kind)->slug);
    js_put_int(payload, "year", c->year);
    js_put_int(payload, "number", c->number);
    js_put_int(payload, "count", count);
    js_put_text(payload, "reason", reason);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){ .action = action, .object_kind = "certification",
            .object = certify_text(text, c->kind, c->year, c->number), .payload = payload },
        e);
}

enum rc certify_add(struct certification *entry, int64_t count, const struct office *of, struct arena *a, struct err *e)
{
    struct certification c = *entry;
    int64_t dossier_id = 0;
    c.day = day_of(clock_now(of->clock));
    c.year = c.day.y;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = check_entry(&c, count, a, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_id_of(&dossier_id, of, c.dossier, e);
    if (!rc)
        rc = fee_of(&c, of, e);
    if (!rc)
        rc = take_numbers(&c.number, of->db, &c, count, e);
    for (int64_t i = 0; i < count && !rc; i++)
        rc = write_entry(of, &c, c.number + i, dossier_id, e);
    if (!rc)
        rc = note(of, "certified", &c, count, NULL, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *entry = c;
    return rc;
}

static enum rc set_void(const struct office *of, const struct certification *c, const char *reason, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "UPDATE certification SET void_reason = :reason"
        " WHERE kind = :kind AND year = :year AND number = :number AND void_reason IS NULL");
    stmt_bind_text(q, ":reason", reason);
    stmt_bind_text(q, ":kind", certify_kind_row(c->kind)->slug);
    stmt_bind_int(q, ":year", c->year);
    stmt_bind_int(q, ":number", c->number);
    return stmt_run(q, e);
}

/* Nothing was voided: because there is no such entry, or because it is void already? */
static enum rc why_not(const struct office *of, const struct certification *c, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT 1 FROM certification WHERE kind = :kind AND year = :year AND number = :number");
    stmt_bind_text(q, ":kind", certify_kind_row(c->kind)->slug);
    stmt_bind_int(q, ":year", c->year);
    stmt_bind_int(q, ":number", c->number);
    enum rc rc = stmt_one(q, e);
    stmt_done(q);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_such_entry", N_("The certification book has no such number"));
    return rc ? rc : err_set(e, RC_REFUSED, "void_already", N_("This entry is void already"));
}

enum rc certify_void(const struct office *of, enum certify_kind kind, int year, int64_t number, const char *reason,
    struct err *e)
{
    AUTO_ARENA a = { 0 };
    char *clean = NULL;
    const struct certification c = { .kind = kind, .year = year, .number = number };
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VOID, e);
    if (!rc)
        rc = step_reason(&clean, reason, true, &a, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = set_void(of, &c, clean, e);
    if (!rc && db_changes(of->db) == 0)
        rc = why_not(of, &c, e);
    if (!rc)
        rc = note(of, "certification_voided", &c, 1, clean, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* --- reading --- */

static void read_entry(struct certification *c, struct stmt *q, struct day day, struct arena *a)
{
    *c = (struct certification){ .year = (int)stmt_int(q, 1), .number = stmt_int(q, 2), .day = day,
        .applicant = stmt_copy(q, 3, a), .id_number = stmt_copy(q, 4, a), .document = stmt_copy(q, 5, a),
        .signer = stmt_copy(q, 6, a), .pages = stmt_int(q, 7), .copies = stmt_int(q, 8), .fee = stmt_int(q, 9),
        .dossier = stmt_copy(q, 10, a), .void_reason = stmt_copy(q, 11, a) };
    if (!certify_kind_parse(&c->kind, stmt_text(q, 0)))
        c->kind = CERTIFY_COPY;
}

static enum rc count_day(size_t *ret, struct db *db, const char *day, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT count(*) FROM certification WHERE day = :day");
    stmt_bind_text(q, ":day", day);
    return stmt_count(ret, q, e);
}

enum rc certify_list(struct certification **ret, size_t *count, const struct office *of, struct day day,
    struct arena *a, struct err *e)
{
    char text[ISO_DAY_SIZE];
    size_t room = 0, n = 0;
    enum rc rc = count_day(&room, of->db, iso_day(text, day), e);
    struct certification *list = rc ? NULL : arena_array(a, room + 1, sizeof *list);
    if (rc || !list)
        return rc ? rc : err_no_memory(e);
    struct stmt *q = stmt_of(of->db,
        "SELECT c.kind, c.year, c.number, c.applicant, c.id_number, c.document, c.signer, c.pages, c.copies, c.fee,"
        "       d.code, c.void_reason"
        "  FROM certification c LEFT JOIN dossier d ON d.id = c.dossier_id"
        " WHERE c.day = :day ORDER BY c.kind, c.number");
    stmt_bind_text(q, ":day", text);
    for (bool row = true; row && n < room;) {
        rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            read_entry(&list[n++], q, day, a);
    }
    stmt_done(q);
    *ret = list;
    *count = n;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}
