/* calendar.c - `motcua calendar`: due dates with their reasons, the lunar day, and a new calendar. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/lunar.h"
#include "base/office.h"
#include "base/problem.h"
#include "book/tx.h"
#include "catalog/catalogue.h"
#include "catalog/procedure.h"
#include "dossier/deadline.h"
#include "dossier/office_calendar.h"
#include "dossier/promise.h"
#include "prog/verb.h"

/* The book's own tables, or without a book those that came with the program. */
static enum rc calendar_in_force(struct calendar *ret, const struct office *of, struct err *e)
{
    if (of->db)
        return office_calendar(ret, of, e);
    char dir[PATH_MAX];
    snprintf(dir, sizeof dir, "%s/data", of->share_dir);
    return calendar_read(ret, dir, e);
}

/* --- due --- */

struct question {
    struct limit limit;
    const char *field;
    enum channel channel;
    int64_t received;
};

/* The catalogue beside the program, when there is no book. */
static enum rc procedure_from_files(
    struct procedure *ret, struct catalogue *c, const struct office *of, const char *code, struct err *e)
{
    char dir[PATH_MAX];
    struct problems problems = { 0 };
    snprintf(dir, sizeof dir, "%s/data/catalogue", of->share_dir);
    enum rc rc = catalogue_read(c, dir, &problems, e);
    const struct procedure *p = rc ? NULL : catalogue_find(c, code);
    if (!rc && !p)
        return err_set(e, RC_NOT_FOUND, "no_such_procedure", N_("The catalogue has no procedure %s"), code);
    if (p)
        *ret = *p;
    return rc;
}

static enum rc ask_catalogue(struct question *q, struct catalogue *c, struct arena *a,
    const struct office *of, const struct args *args, const char *code, struct err *e)
{
    struct procedure p;
    const char *variant = arg_value(args, "variant");
    enum rc rc = of->db ? procedure_load(&p, of->db, a, code, day_of(q->received), e)
                        : procedure_from_files(&p, c, of, code, e);
    if (rc)
        return rc;
    if (variant && !procedure_variant(&p, variant))
        return err_set(
            e, RC_NOT_FOUND, "no_such_variant", N_("The procedure %s has no case \"%s\""), code, variant);
    struct procedure_limit stated = procedure_limit_for(&p, q->channel, NULL);
    q->limit.value = stated.value;
    q->field = p.field;
    return limit_unit_parse(&q->limit.unit, stated.unit, e);
}

static enum rc ask_options(struct question *q, const struct args *args, struct err *e)
{
    const char *unit = arg_value(args, "unit");
    int64_t value = 0;
    enum rc rc = limit_unit_parse(&q->limit.unit, unit ? unit : "working_day", e);
    if (!rc)
        rc = arg_number(&value, args, "limit", 1, LIMIT_VALUE_MAX, e);
    if (!rc && !value && q->limit.unit != LIMIT_SAME_DAY)
        rc = err_set(e, RC_USAGE, "usage", N_("Give --procedure CODE, or --limit N with --unit"));
    q->limit.value = (int)value;
    return rc;
}

static enum rc read_question(struct question *q, struct catalogue *c, struct arena *a,
    const struct office *of, const struct args *args, struct err *e)
{
    const char *channel = arg_value(args, "channel"), *received = arg_value(args, "received");
    const char *procedure = arg_value(args, "procedure");
    *q = (struct question){ .received = clock_now(of->clock), .channel = CHANNEL_DIRECT };
    if (channel && !channel_parse(&q->channel, channel))
        return err_set(e, RC_REFUSED, "channel", N_("The channel must be direct, online or post"));
    if (received && !iso_time_parse(&q->received, received))
        return err_set(e, RC_REFUSED, "received", N_("The time must look like 2026-02-13T16:45:00+07:00"));
    if (procedure && (arg_given(args, "limit") || arg_given(args, "unit")))
        return err_set(e, RC_USAGE, "usage", N_("Give --procedure CODE, or --limit N with --unit"));
    enum rc rc = procedure ? ask_catalogue(q, c, a, of, args, procedure, e) : ask_options(q, args, e);
    if (!rc && arg_given(args, "field"))
        q->field = arg_value(args, "field");
    return rc;
}

static enum rc print_due(const struct deadline *d, const struct args *args, struct err *e)
{
    char due[ISO_TIME_SIZE];
    if (args->json) {
        struct js *all = js_object();
        js_put_text(all, "due_at", d->due ? iso_time(due, d->due) : NULL);
        js_put(all, "why", deadline_reasons_json(d));
        return print_json(all, e);
    }
    if (d->due)
        printf("%s\n", iso_time(due, d->due));
    for (int i = 0; i < d->count; i++)
        printf("  %s\n", d->reasons[i]);
    return RC_OK;
}

static enum rc due(const struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA arena = { 0 };
    AUTO_CATALOGUE catalogue = { 0 };
    AUTO_CALENDAR calendar = { 0 };
    struct question q;
    struct deadline d;
    enum rc rc = read_question(&q, &catalogue, &arena, of, args, e);
    if (!rc)
        rc = calendar_in_force(&calendar, of, e);
    if (!rc)
        rc = deadline_compute(&d, q.limit, q.field, channel_slug(q.channel), q.received, &calendar, e);
    return rc ? rc : print_due(&d, args, e);
}

/* --- lunar --- */

static enum rc lunar(const struct args *args, struct err *e)
{
    struct day day;
    if (!iso_day_parse(&day, args->words[1]))
        return err_set(e, RC_REFUSED, "day", N_("The day must look like 2026-02-17, years 1900 to 2199"));
    struct lunar l = lunar_of(day);
    char year[CAN_CHI_SIZE];
    lunar_year_name(year, l.y);
    if (!args->json) {
        printf(l.leap ? _("%d/%d (leap month) %s\n") : _("%d/%d %s\n"), l.d, l.m, year);
        return RC_OK;
    }
    struct js *all = js_object();
    js_put_int(all, "day", l.d);
    js_put_int(all, "month", l.m);
    js_put_int(all, "year", l.y);
    js_put_bool(all, "leap", l.leap);
    js_put_text(all, "name", year);
    return print_json(all, e);
}

/* --- import --- */

/* Which of the two tables a file is: hours have a column "weekday". */
static enum rc kind_of(const char **name, const struct buf *text, const char *path, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = csv_parse(&csv, buf_text(text), text->len, path, e);
    *name = !rc && csv_column(&csv, "weekday") >= 0 ? "working_hours.csv" : "holidays.csv";
    return rc;
}

static enum rc new_calendar(struct calendar *ret, const char **name, struct buf *text,
    const struct office *of, const char *path, struct err *e)
{
    AUTO_BUF other = buf_limit(CALENDAR_FILE_MAX);
    enum rc rc = fs_read(text, path, CALENDAR_FILE_MAX, e);
    if (!rc)
        rc = kind_of(name, text, path, e);
    bool hours = !rc && strcmp(*name, "working_hours.csv") == 0;
    if (!rc)
        rc = office_calendar_table(&other, of, hours ? "holidays.csv" : "working_hours.csv", e);
    if (rc)
        return rc;
    const struct buf *h = hours ? &other : text, *w = hours ? text : &other;
    return calendar_parse(ret, buf_text(h), h->len, buf_text(w), w->len, e);
}

static enum rc print_moves(const struct promise_move *moves, size_t count, const struct calendar *new,
    bool kept, const struct args *args, struct err *e)
{
    char from[MOMENT_TEXT_SIZE], to[MOMENT_TEXT_SIZE], a[ISO_TIME_SIZE], b[ISO_TIME_SIZE];
    struct js *rows = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        const struct promise_move *m = &moves[i];
        if (!rows) {
            printf("%s  %s  %s -> %s\n", m->code, m->name, moment_text(from, m->due),
                moment_text(to, m->due_by_new_calendar));
            continue;
        }
        struct js *row = js_object();
        js_put_text(row, "code", m->code);
        js_put_text(row, "name", m->name);
        js_put_text(row, "phone", m->phone);
        js_put_text(row, "due_at", iso_time(a, m->due));
        js_put_text(row, "due_by_new_calendar", iso_time(b, m->due_by_new_calendar));
        js_add(rows, row);
    }
    if (!rows) {
        fprintf(stderr,
            kept ? _("The calendar of %s is in force; promises that move: %zu\n")
                 : _("The calendar of %s was only looked at; promises that would move: %zu\n"),
            new->version, count);
        return RC_OK;
    }
    struct js *all = js_object();
    js_put_text(all, "version", new->version);
    js_put_bool(all, "kept", kept);
    js_put(all, "moves", rows);
    return print_json(all, e);
}

/* Calendar, list of who is to be told, and drafts: one transaction. */
static enum rc install(const struct office *of, const char *name, const struct calendar *new, const struct buf *text,
    const struct promise_move *moves, size_t count, bool draft, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = calendar_install(of, name, new->version, buf_text(text), count, e);
    if (!rc)
        rc = promise_keep_moves(of, moves, count, e);
    if (!rc && draft)
        rc = promise_draft_notices(of, moves, count, e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc import(const struct office *of, const struct args *args, struct err *e)
{
    if (!of->db)
        return err_set(e, RC_NOT_FOUND, "no_book", N_("There is no book here; make one with: motcua init"));
    AUTO_ARENA arena = { 0 };
    AUTO_CALENDAR old = { 0 }, new = { 0 };
    AUTO_BUF text = buf_limit(CALENDAR_FILE_MAX);
    struct promise_move *moves = NULL;
    size_t count = 0;
    const char *name = "";
    bool keep = !arg_given(args, "dry-run");
    enum rc rc = calendar_in_force(&old, of, e);
    if (!rc)
        rc = new_calendar(&new, &name, &text, of, args->words[1], e);
    if (!rc)
        rc = promise_moves(&moves, &count, of, &old, &new, &arena, e);
    if (!rc && keep)
        rc = install(of, name, &new, &text, moves, count, arg_given(args, "draft-notices"), e);
    return rc ? rc : print_moves(moves, count, &new, keep, args, e);
}

/* Promises that a calendar moved and whose citizens were not told yet; with --draft-notices they are drafted now. */
static enum rc moved(const struct office *of, const struct args *args, struct err *e)
{
    if (!of->db)
        return err_set(e, RC_NOT_FOUND, "no_book", N_("There is no book here; make one with: motcua init"));
    AUTO_ARENA arena = { 0 };
    AUTO_CALENDAR calendar = { 0 };
    struct promise_move *moves = NULL;
    size_t count = 0;
    enum rc rc = calendar_in_force(&calendar, of, e);
    if (!rc)
        rc = promise_untold(&moves, &count, of, &arena, e);
    if (!rc && arg_given(args, "draft-notices"))
        rc = promise_draft_notices(of, moves, count, e);
    return rc ? rc : print_moves(moves, count, &calendar, true, args, e);
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    if (args->count == 1 && strcmp(what, "due") == 0)
        return due(office, args, e);
    if (args->count == 2 && strcmp(what, "lunar") == 0)
        return lunar(args, e);
    if (args->count == 2 && strcmp(what, "import") == 0)
        return import(office, args, e);
    if (args->count == 1 && strcmp(what, "moved") == 0)
        return moved(office, args, e);
    return verb_usage(args, e);
}

static const struct option_row options[] = {
    { "procedure", N_("CODE"), N_("The procedure whose time limit counts") },
    { "variant", N_("CASE"), N_("Its case, when it has several") },
    { "channel", N_("CHANNEL"), N_("direct (default), online or post") },
    { "received", N_("TIME"), N_("When it was received, as 2026-02-13T16:45:00+07:00; now when not given") },
    { "limit", N_("N"), N_("A time limit of your own instead of a procedure's") },
    { "unit", N_("UNIT"), N_("Its unit: working_day (default), day, hour, month or same_day_15h") },
    { "field", N_("FIELD"), N_("The field whose opening hours hold") },
    { "dry-run", NULL, N_("Only tell which promises would move") },
    { "draft-notices", NULL, N_("Draft a notice to each citizen whose promise moves") },
    { 0 },
};

static const struct example_row examples[] = {
    { "calendar due --procedure 1.004222 --received 2026-02-13T16:45:00+07:00",
        N_("a date over Tết, with each reason") },
    { "calendar due --limit 5 --unit day", N_("five days from now, without a procedure") },
    { "calendar lunar 2026-02-17", N_("the lunar day") },
    { "calendar import holidays.csv --dry-run", N_("which open promises a new holiday would move") },
    { "calendar moved --draft-notices", N_("drafts the notices that are still to be told") },
    { 0 },
};

const struct verb verb_calendar = {
    .name = "calendar",
    .summary = N_("Computes due dates and keeps the calendar"),
    .usage = "due --procedure CODE [--received TIME] | lunar DAY | import FILE [--dry-run] [--draft-notices] | moved [--draft-notices]",
    .description =
        N_("A new calendar never changes a promise on paper: import tells which open dossiers would be "
           "due on another day."),
    .needs = USES_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
