/* drawer_store.c - a day's payments and the drawer's count; see money.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "dossier/money.h"
#include "dossier/step.h"
#include "people/permission.h"

const int32_t drawer_note_values[DRAWER_NOTES] = { 500000, 200000, 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500 };

int64_t drawer_sum(const int notes[DRAWER_NOTES])
{
    int64_t sum = 0;
    for (int i = 0; i < DRAWER_NOTES; i++)
        sum += (int64_t)notes[i] * drawer_note_values[i];
    return sum;
}

static const char *notes_text(char *out, size_t size, const int notes[DRAWER_NOTES])
{
    size_t n = 0;
    *out = '\0';
    for (int i = 0; i < DRAWER_NOTES && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%d", i ? " " : "", notes[i]);
    return out;
}

static bool notes_read(int notes[DRAWER_NOTES], const char *text)
{
    char *end = NULL;
    for (int i = 0; i < DRAWER_NOTES; i++, text = end) {
        notes[i] = (int)strtol(text, &end, 10);
        if (end == text)
            return false;
    }
    return true;
}

static enum rc read_sums(struct drawer *ret, const struct office *of, const char *desk, const char *day, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT coalesce(sum(amount) FILTER (WHERE method = 'cash' AND kind = 'pay'), 0),"
        "       coalesce(sum(amount) FILTER (WHERE method = 'cash' AND kind = 'refund'), 0),"
        "       coalesce(sum(CASE kind WHEN 'pay' THEN amount ELSE -amount END) FILTER (WHERE method = 'transfer'), 0)"
        "  FROM payment WHERE day = :day AND desk = :desk");
    stmt_bind_text(q, ":day", day);
    stmt_bind_text(q, ":desk", desk);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    ret->cash_in = stmt_int(q, 0);
    ret->cash_out = stmt_int(q, 1);
    ret->transfers = stmt_int(q, 2);
    ret->expected = ret->cash_in - ret->cash_out;
    stmt_done(q);
    return RC_OK;
}

static void take_count(struct drawer *ret, struct stmt *q)
{
    ret->closed = true;
    ret->counted = stmt_int(q, 0);
    snprintf(ret->explanation, sizeof ret->explanation, "%s", stmt_text(q, 1));
    ret->by_notes = notes_read(ret->notes, stmt_text(q, 2));
    snprintf(ret->who, sizeof ret->who, "%s", stmt_text(q, 3));
    ret->at = stmt_int(q, 4);
    utf8_mend(ret->explanation);
    utf8_mend(ret->who);
}

static enum rc read_count(struct drawer *ret, const struct office *of, const char *desk, const char *day, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT r.counted, r.explanation, r.notes, ifnull(s.name, ''), r.at FROM drawer r"
        "  LEFT JOIN staff s ON s.id = r.staff_id WHERE r.desk = :desk AND r.day = :day");
    stmt_bind_text(q, ":day", day);
    stmt_bind_text(q, ":desk", desk);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    take_count(ret, q);
    stmt_done(q);
    return RC_OK;
}

static enum rc load_desk(
    struct drawer *ret, const struct office *of, const char *desk, struct day day, struct err *e)
{
    char text[ISO_DAY_SIZE];
    struct drawer drawer = { 0 };
    snprintf(drawer.desk, sizeof drawer.desk, "%s", desk);
    utf8_mend(drawer.desk);
    iso_day(text, day);
    enum rc rc = read_sums(&drawer, of, desk, text, e);
    if (!rc)
        rc = read_count(&drawer, of, desk, text, e);
    if (!rc)
        *ret = drawer;
    return rc;
}

enum rc drawer_load(struct drawer *ret, const struct office *of, struct day day, struct err *e)
{
    return load_desk(ret, of, of->desk ? of->desk : "", day, e);
}

#define DESKS_MAX 200

enum rc drawer_list(struct drawer **ret, size_t *count, const struct office *of, struct day day, struct arena *a,
    struct err *e)
{
    char text[ISO_DAY_SIZE];
    size_t n = 0;
    const char **desks = arena_array(a, DESKS_MAX, sizeof *desks);
    if (!desks)
        return err_no_memory(e);
    struct stmt *q = stmt_of(of->db, "SELECT desk FROM payment WHERE day = :day UNION"
                                     " SELECT desk FROM drawer WHERE day = :day ORDER BY desk LIMIT 200");
    stmt_bind_text(q, ":day", iso_day(text, day));
    enum rc rc = RC_OK;
    for (bool row = true; n < DESKS_MAX && !(rc = stmt_next(q, &row, e)) && row;)
        desks[n++] = stmt_copy(q, 0, a);
    stmt_done(q);
    struct drawer *list = arena_array(a, n + 1, sizeof *list);
    if (!rc && (!list || arena_failed(a)))
        rc = err_no_memory(e);
    for (size_t i = 0; i < n && !rc; i++)
        rc = load_desk(&list[i], of, desks[i], day, e);
    if (rc)
        return rc;
    *ret = list;
    *count = n;
    return RC_OK;
}

static enum rc write_count(const struct office *of, const struct drawer *d, const char *day, const char *why, struct err *e)
{
    char notes[DRAWER_NOTES * 6];
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO drawer (desk, day, expected, counted, explanation, at, staff_id, notes)"
        " VALUES (:desk, :day, :expected, :counted, :why, :at, :staff, :notes)");
    stmt_bind_text(q, ":notes", d->by_notes ? notes_text(notes, sizeof notes, d->notes) : "");
    stmt_bind_text(q, ":desk", of->desk);
    stmt_bind_text(q, ":day", day);
    stmt_bind_int(q, ":expected", d->expected);
    stmt_bind_int(q, ":counted", d->counted);
    stmt_bind_text(q, ":why", why);
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    enum rc rc = stmt_run(q, e);
    if (rc)
        return rc;
    AUTO_JS payload = js_object();
    js_put_text(payload, "day", day);
    js_put_int(payload, "expected", d->expected);
    js_put_int(payload, "counted", d->counted);
    js_put_text(payload, "explanation", *why ? why : NULL);
    js_put_text(payload, "notes", d->by_notes ? notes : NULL);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){
            .action = "drawer_counted", .object_kind = "drawer", .object = of->desk, .payload = payload },
        e);
}

static enum rc check_count(struct drawer *d, int64_t counted, const char *why, struct err *e)
{
    char a[MONEY_TEXT_SIZE], b[MONEY_TEXT_SIZE];
    if (d->closed)
        return err_set(e, RC_REFUSED, "drawer_closed", N_("The drawer of this desk was counted today already"));
    if (counted < 0 || counted > MONEY_MAX)
        return err_set(e, RC_REFUSED, "money_negative", N_("A sum of money is never below zero: %.40s"), "");
    if (counted != d->expected && !*why) {
        err_set(e, RC_REFUSED, "explanation_missing", N_("Counted %s, expected %s: explain the difference"),
            money_text(a, counted), money_text(b, d->expected));
        err_hint(e, N_("Add it with --reason"));
        return RC_REFUSED;
    }
    d->counted = counted;
    d->closed = true;
    return RC_OK;
}

static void keep_notes(struct drawer *d, const int *notes)
{
    d->by_notes = notes != NULL;
    if (notes)
        memcpy(d->notes, notes, sizeof d->notes);
}

/* `notes` NULL: only the sum is told. */
static enum rc count(struct drawer *ret, const struct office *of, int64_t counted, const int *notes,
    const char *explanation, struct err *e)
{
    AUTO_ARENA a = { 0 };
    char text[ISO_DAY_SIZE], *why = NULL;
    struct day today = day_of(clock_now(of->clock));
    struct drawer drawer;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = step_reason(&why, explanation, false, &a, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = drawer_load(&drawer, of, today, e);
    if (!rc)
        rc = check_count(&drawer, counted, why, e);
    if (!rc) {
        keep_notes(&drawer, notes);
        rc = write_count(of, &drawer, iso_day(text, today), why, e);
    }
    if (!rc)
        rc = drawer_load(&drawer, of, today, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = drawer;
    return rc;
}

enum rc drawer_count(struct drawer *ret, const struct office *of, int64_t counted, const char *explanation, struct err *e)
{
    return count(ret, of, counted, NULL, explanation, e);
}

enum rc drawer_count_notes(struct drawer *ret, const struct office *of, const int notes[DRAWER_NOTES],
    const char *explanation, struct err *e)
{
    for (int i = 0; i < DRAWER_NOTES; i++)
        if (notes[i] < 0 || notes[i] > DRAWER_NOTES_MAX)
            return err_set(e, RC_REFUSED, "notes", N_("Of one kind of note there are 0 to %d"), DRAWER_NOTES_MAX);
    return count(ret, of, drawer_sum(notes), notes, explanation, e);
}

static void read_payment(struct money_payment *p, struct stmt *q)
{
    *p = (struct money_payment){ .year = (int)stmt_int(q, 1), .number = stmt_int(q, 2),
        .refund = strcmp(stmt_text(q, 3), "refund") == 0, .transfer = strcmp(stmt_text(q, 4), "transfer") == 0,
        .amount = stmt_int(q, 5), .at = stmt_int(q, 6) };
    snprintf(p->book, sizeof p->book, "%s", stmt_text(q, 0));
    snprintf(p->dossier, sizeof p->dossier, "%s", stmt_text(q, 7));
    snprintf(p->desk, sizeof p->desk, "%s", stmt_text(q, 8));
    snprintf(p->reference, sizeof p->reference, "%s", stmt_text(q, 9));
    snprintf(p->reason, sizeof p->reason, "%s", stmt_text(q, 10));
    utf8_mend(p->desk);
    utf8_mend(p->reference);
    utf8_mend(p->reason);
}

static enum rc count_payments(size_t *ret, struct db *db, const char *day, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT count(*) FROM payment WHERE day = :day");
    stmt_bind_text(q, ":day", day);
    return stmt_count(ret, q, e);
}

enum rc money_list(struct money_payment **ret, size_t *count, const struct office *of, struct day day,
    struct arena *a, struct err *e)
{
    char text[ISO_DAY_SIZE];
    size_t room = 0, n = 0;
    enum rc rc = count_payments(&room, of->db, iso_day(text, day), e);
    struct money_payment *list = rc ? NULL : arena_array(a, room + 1, sizeof *list);
    if (rc || !list)
        return rc ? rc : err_no_memory(e);
    struct stmt *q = stmt_of(of->db,
        "SELECT p.book, p.year, p.number, p.kind, p.method, p.amount, p.at, d.code, p.desk, p.reference, p.reason"
        "  FROM payment p JOIN dossier d ON d.id = p.dossier_id WHERE p.day = :day ORDER BY p.at, p.id");
    stmt_bind_text(q, ":day", text);
    for (bool row = true; row && n < room;) {
        rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            read_payment(&list[n++], q);
    }
    stmt_done(q);
    *ret = list;
    *count = n;
    return RC_OK;
}
