/* motcua-report.c - counts and writes workbooks; carries libxlsxwriter so that the desk need not.
 *
 * It starts itself a second time: the child writes the file, this process looks at it, gives it its name and
 * notes it in the journal.
 */
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/office.h"
#include "book/journal.h"
#include "book/tx.h"
#include "prog/report_verb.h"
#include "report/export.h"
#include "report/report.h"

static enum rc list_reports(const struct args *args, struct err *e)
{
    static const char *const spans[] = { "day", "week", "month", "quarter" };
    struct js *list = js_array();
    if (args->count != 1) {
        js_free(list);
        return verb_usage(args, e);
    }
    for (const struct report *const *r = report_table; *r; r++) {
        struct js *one = js_object();
        js_put_text(one, "name", (*r)->name);
        js_put_text(one, "title", _((*r)->title));
        js_put_text(one, "period", spans[(*r)->span]);
        js_put_bool(one, "needs_names", (*r)->needs_names);
        js_add(list, one);
        if (!args->json)
            printf("%-10s %s\n", (*r)->name, _((*r)->title));
    }
    if (args->json)
        return print_json(list, e);
    js_free(list);
    return RC_OK;
}

/* *ret is left alone when the option was not given. */
static enum rc day_option(struct day *ret, const struct args *args, const char *name, struct err *e)
{
    const char *text = arg_value(args, name);
    if (!text || iso_day_parse(ret, text))
        return RC_OK;
    err_set(e, RC_USAGE, "usage", N_("The option --%s takes a day like 2026-01-05"), name);
    err_field(e, "%s", name);
    return RC_USAGE;
}

static enum rc read_period(
    struct report_order *order, const struct office *of, const struct args *args, struct err *e)
{
    bool from = arg_given(args, "from"), to = arg_given(args, "to");
    struct day day = day_of(clock_now(of->clock));
    if (from != to || (from && arg_given(args, "date")))
        return err_set(e, RC_USAGE, "usage", N_("Give either --date, or both --from and --to"));
    enum rc rc = day_option(&day, args, "date", e);
    if (rc)
        return rc;
    report_default_period(&order->from, &order->to, order->report->span, day);
    rc = day_option(&order->from, args, "from", e);
    return rc ? rc : day_option(&order->to, args, "to", e);
}

static enum rc read_order(
    struct report_order *ret, const struct office *of, const struct args *args, struct err *e)
{
    struct report_order order = { .names = arg_given(args, "names") };
    if (args->count != 1)
        return verb_usage(args, e);
    enum rc rc = report_find(&order.report, args->words[0], e);
    if (!rc && !arg_value(args, "output"))
        rc = err_set(e, RC_USAGE, "usage", N_("Say which file to write: -o FILE.xlsx"));
    if (!rc)
        rc = read_period(&order, of, args, e);
    if (!rc)
        rc = report_allowed(of, &order, e);
    *ret = order;
    return rc;
}

/* Who took which persons' data out of the book is part of the journal. */
static enum rc note_export(
    const struct office *of, const struct report_order *order, const struct js *answer, struct err *e)
{
    AUTO_JS facts = js_object();
    js_put_text(facts, "from", js_get_text(answer, "from"));
    js_put_text(facts, "to", js_get_text(answer, "to"));
    js_put_int(facts, "rows", js_get_int(answer, "rows", 0));
    js_put_bool(facts, "names", order->names || order->report->needs_names);
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = journal_append(NULL, NULL, of,
            &(struct journal_entry){ .action = "exported",
                .object_kind = "report",
                .object = order->report->name,
                .payload = facts },
            e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc tell(const struct args *args, const char *file, struct js *answer, struct err *e)
{
    js_put_text(answer, "file", file);
    if (args->json)
        return print_json(answer, e);
    js_free(answer);
    printf("%s\n", file);
    return RC_OK;
}

static enum rc write_as_child(
    struct office *of, const struct report_order *order, const char *target, struct err *e)
{
    struct js *answer = NULL;
    struct err trouble = { 0 };
    enum rc rc = report_write(&answer, of, order, target, &trouble);
    rc = export_say(rc, answer, &trouble, e);
    if (rc && !e->code)
        *e = trouble;
    e->printed = true; /* the waiting process tells it */
    return rc;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    struct report_order order;
    if (args->count >= 1 && strcmp(args->words[0], "list") == 0)
        return list_reports(args, e);
    enum rc rc = read_order(&order, of, args, e);
    if (rc)
        return rc;
    if (export_target())
        return write_as_child(of, &order, export_target(), e);
    char **argv = NULL;
    struct js *answer = NULL;
    const char *file = arg_value(args, "output");
    rc = export_argv(&argv, e);
    if (!rc)
        rc = export_run(&answer, file, argv, e);
    export_argv_free(argv);
    if (!rc && (rc = note_export(of, &order, answer, e)))
        js_free(answer);
    return rc ? rc : tell(args, file, answer, e);
}

static const struct verb verb = { REPORT_VERB, .run = run };

int main(int argc, char **argv)
{
    return verb_main(&verb, argc, argv);
}
