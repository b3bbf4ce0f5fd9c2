/* catalog.c - `motcua catalog`: what may be asked; checked, compared and taken in as a whole. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "catalog/catalogue.h"
#include "catalog/law.h"
#include "catalog/procedure_words.h"
#include "prog/catalogue_source.h"
#include "prog/verb.h"

static struct day today(const struct office *office)
{
    return day_of(clock_now(office->clock));
}

/* --- list --- */

static enum rc list_services(const struct office *office, const struct args *args, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = services_read(&csv, office->share_dir, e);
    if (rc)
        return rc;
    static const char *const names[] = { "no", "owner", "name", "codes", "served", "place", "confidence" };
    struct js *all = js_array();
    for (size_t i = 1; i < csv.count; i++) {
        struct js *o = js_object();
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            js_put_text(o, names[k], csv_cell(&csv, i, csv_column(&csv, names[k])));
        js_add(all, o);
        if (!args->json)
            printf("%2s  %-9s %s  %s\n", csv_cell(&csv, i, 0), csv_cell(&csv, i, csv_column(&csv, "served")),
                csv_cell(&csv, i, csv_column(&csv, "name")), csv_cell(&csv, i, csv_column(&csv, "place")));
    }
    if (args->json)
        return print_json(all, e);
    js_free(all);
    return RC_OK;
}

static enum rc list(const struct office *office, const struct args *args, struct err *e)
{
    if (arg_given(args, "essential"))
        return list_services(office, args, e);
    AUTO_ARENA a = { 0 };
    struct procedure *all;
    size_t count;
    enum rc rc = procedure_list(&all, &count, office->db, &a, today(office), e);
    if (rc)
        return rc;
    const char *field = arg_value(args, "field");
    struct js *out = js_array();
    for (size_t i = 0; i < count; i++) {
        if (field && !strstr(all[i].field, field))
            continue;
        struct js *o = js_object();
        js_put_text(o, "code", all[i].code);
        js_put_text(o, "name", all[i].name);
        js_put_text(o, "field", all[i].field);
        js_put_text(o, "level", all[i].level);
        js_add(out, o);
        if (!args->json)
            printf("%-10s %s\n", all[i].code, all[i].short_name);
    }
    if (args->json)
        return print_json(out, e);
    js_free(out);
    return RC_OK;
}

/* --- show --- */

static void print_procedure(const struct procedure *p, const struct laws *laws)
{
    AUTO_BUF limits = buf_limit(2000);
    AUTO_BUF fees = buf_limit(4000);
    AUTO_BUF basis = buf_limit(4000);
    limits_say(&limits, p);
    fees_say(&fees, p);
    if (*p->decision)
        buf_puts(&basis, p->decision);
    laws_say(&basis, laws, p->field);
    printf("%s  %s\n", p->code, p->name);
    printf("%s: %s (%s %d)\n", _("Field"), p->field, _("version"), p->version);
    printf("%s: %s%s\n", _("Time"), buf_text(&limits), procedure_to_confirm(p) ? _(" (to confirm)") : "");
    printf("%s: %s\n", _("Fee"), buf_text(&fees));
    printf("%s: %s\n", _("Basis"), buf_text(&basis));
    printf("%s: %s %s\n", _("Result"), p->result, p->result_code);
    for (size_t i = 0; i < p->variants_count; i++)
        printf("  ? %-40s %s\n", p->variants[i].id, p->variants[i].answer);
    for (size_t i = 0; i < p->components_count; i++) {
        const struct procedure_component *c = &p->components[i];
        printf("  %c %s  [%s]%s%s%s\n", c->when == WHEN_ALWAYS ? '*' : '-', c->name, c->id,
            c->present_only ? _(" (only shown)") : "", *c->replaced_by ? _("; data: ") : "", c->replaced_by);
    }
    if (*p->withdrawn_on)
        printf(_("Withdrawn on %s\n"), p->withdrawn_on);
}

static enum rc show(const struct office *office, const struct args *args, struct err *e)
{
    if (args->count != 2)
        return verb_usage(args, e);
    AUTO_ARENA a = { 0 };
    AUTO_LAWS laws = { 0 };
    struct procedure p;
    enum rc rc = procedure_load_newest(&p, office->db, &a, args->words[1], e);
    if (!rc)
        rc = laws_read(&laws, office->share_dir, e);
    if (rc)
        return rc;
    if (!args->json) {
        print_procedure(&p, &laws);
        return RC_OK;
    }
    AUTO_BUF basis = buf_limit(4000);
    laws_say(&basis, &laws, p.field);
    struct js *o = procedure_json(&p);
    js_put_text(o, "legal_basis", buf_text(&basis));
    return print_json(o, e);
}

/* --- check, diff, import --- */

static void print_problems(const struct problems *problems)
{
    for (int i = 0; i < problems->count; i++)
        fprintf(stderr, "%s\n", problems->list[i].message);
    if (problems->dropped)
        fprintf(stderr, _("and %d more\n"), problems->dropped);
}

/* The file named on the command line, or the folder that came with the program. */
static enum rc read_catalogue(struct catalogue *c, const struct office *office, const struct args *args,
    struct problems *problems, struct err *e)
{
    AUTO_BUF path = buf_limit(4096);
    if (args->count > 1)
        buf_puts(&path, args->words[1]);
    else
        buf_addf(&path, "%s/data/catalogue", office->share_dir);
    enum rc rc = catalogue_source_file(c, buf_text(&path), problems, e);
    if (!args->json)
        print_problems(problems);
    return rc;
}

/* A field of the same name earlier in the list has been told. */
static bool told_before(const struct catalogue *c, size_t end)
{
    for (size_t i = 0; i < end; i++)
        if (!*c->procedures[i].field_code && strcmp(c->procedures[i].field, c->procedures[end].field) == 0)
            return true;
    return false;
}

/* The portal wants MaLinhVuc with each dossier; without it a dossier waits in the outbox. A fact to be filled
 * in, not a fault of the file. */
static void tell_fields_without_code(const struct catalogue *c)
{
    bool head = false;
    for (size_t i = 0; i < c->count; i++) {
        size_t without = 0;
        if (*c->procedures[i].field_code || told_before(c, i))
            continue;
        for (size_t k = i; k < c->count; k++)
            without += !*c->procedures[k].field_code && strcmp(c->procedures[k].field, c->procedures[i].field) == 0;
        if (!head)
            printf("%s\n", _("Fields whose code (MaLinhVuc) is not known yet:"));
        head = true;
        printf(_("  %s: %zu procedures, the first %s\n"), c->procedures[i].field, without, c->procedures[i].code);
    }
}

static enum rc check(const struct office *office, const struct args *args, struct err *e)
{
    AUTO_CATALOGUE c = { 0 };
    struct problems problems = { 0 };
    enum rc rc = read_catalogue(&c, office, args, &problems, e);
    if (!rc && !args->json) {
        tell_fields_without_code(&c);
        fprintf(stderr, _("%zu procedures, nothing wrong.\n"), c.count);
    }
    if (!rc && args->json)
        return print_json(problems_json(&problems), e);
    return rc;
}

static struct js *report_json(const struct import_report *r)
{
    static const char *const kinds[] = { "added", "withdrawn", "changed" };
    struct js *o = js_object(), *changes = js_array();
    js_put_int(o, "added", (int64_t)r->added);
    js_put_int(o, "changed", (int64_t)r->changed);
    js_put_int(o, "withdrawn", (int64_t)r->withdrawn);
    js_put_int(o, "same", (int64_t)r->same);
    for (size_t i = 0; i < r->changes.count; i++) {
        struct js *one = js_object();
        js_put_text(one, "code", r->changes.list[i].code);
        js_put_text(one, "kind", kinds[r->changes.list[i].kind]);
        js_put_text(one, "what", r->changes.list[i].what);
        js_put_text(one, "sentence", r->changes.list[i].sentence);
        js_add(changes, one);
    }
    js_put(o, "changes", changes);
    return o;
}

static enum rc tell_report(const struct import_report *report, const struct args *args, struct err *e)
{
    if (args->json)
        return print_json(report_json(report), e);
    for (size_t i = 0; i < report->changes.count; i++)
        printf("%s\n", report->changes.list[i].sentence);
    fprintf(stderr, _("%zu new, %zu changed, %zu withdrawn, %zu the same.\n"), report->added, report->changed,
        report->withdrawn, report->same);
    return RC_OK;
}

static enum rc take(const struct office *office, const struct args *args, bool dry_run, struct err *e)
{
    if (args->count != 2)
        return verb_usage(args, e);
    struct import_options options = { .from = today(office),
        .whole = arg_given(args, "whole"),
        .dry_run = dry_run || arg_given(args, "dry-run") };
    const char *from = arg_value(args, "from");
    if (from && !iso_day_parse(&options.from, from))
        return err_set(e, RC_USAGE, "day", N_("\"%s\" is not a day like 2026-12-01."), from);
    AUTO_CATALOGUE c = { 0 };
    AUTO_ARENA a = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    enum rc rc = read_catalogue(&c, office, args, &problems, e);
    if (!rc)
        rc = catalogue_import(&report, office, &c, &options, e);
    return rc ? rc : tell_report(&report, args, e);
}

/* --- update --- */

/* What the portal no longer lists stays in force unless --whole says otherwise: a list cut short on its way
 * must not close the counter. */
static enum rc tell_missing(const struct office *office, const struct catalogue *c, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct procedure *list;
    size_t count, missing = 0;
    enum rc rc = procedure_list(&list, &count, office->db, &a, today(office), e);
    for (size_t i = 0; !rc && i < count; i++)
        missing += !catalogue_find(c, list[i].code);
    if (missing)
        fprintf(stderr,
            _("%zu procedures in force here are not on the portal's list; --whole withdraws them.\n"),
            missing);
    return rc;
}

static enum rc update(const struct office *office, const struct args *args, struct err *e)
{
    const char *from = arg_value(args, "from");
    if (args->count != 1 || !from || strcmp(from, "portal") != 0)
        return verb_usage(args, e);
    const struct import_options options = {
        .from = today(office), .whole = arg_given(args, "whole"), .dry_run = arg_given(args, "dry-run")
    };
    AUTO_CATALOGUE c = { 0 };
    AUTO_ARENA a = { 0 };
    struct problems problems = { 0 };
    struct import_report report = { .changes.arena = &a };
    enum rc rc = catalogue_source_portal(&c, &problems, e);
    if (!args->json)
        print_problems(&problems);
    if (!rc)
        rc = catalogue_import(&report, office, &c, &options, e);
    if (!rc && !options.whole && !args->json)
        rc = tell_missing(office, &c, e);
    return rc ? rc : tell_report(&report, args, e);
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    if (strcmp(what, "list") == 0)
        return list(office, args, e);
    if (strcmp(what, "show") == 0)
        return show(office, args, e);
    if (strcmp(what, "check") == 0)
        return check(office, args, e);
    if (strcmp(what, "diff") == 0)
        return take(office, args, true, e);
    if (strcmp(what, "import") == 0)
        return take(office, args, false, e);
    if (strcmp(what, "update") == 0)
        return update(office, args, e);
    return verb_usage(args, e);
}

static const struct option_row options[] = {
    { "field", N_("TEXT"), N_("only procedures of this field") },
    { "essential", NULL, N_("the 25 essential services and where each is done") },
    { "from", N_("DAY"), N_("the day from which the new versions count (today); for update: portal") },
    { "whole", NULL, N_("the file is the whole catalogue: what it does not name is withdrawn") },
    { "dry-run", NULL, N_("only tell what would change") },
    { 0 },
};

static const struct example_row examples[] = {
    { "catalog list --field \"Hộ tịch\"", N_("the procedures of one field") },
    { "catalog show 1.001193", N_("time, fee, papers and law of one procedure") },
    { "catalog diff new.csv --from 2026-12-01", N_("what a file would change, without changing it") },
    { "catalog import new.yaml", N_("take a file in: all of it or nothing") },
    { "catalog update --from portal --dry-run", N_("what the portal's records would change") },
    { 0 },
};

const struct verb verb_catalog = {
    .name = "catalog",
    .summary = N_("The procedures that may be asked for"),
    .usage = "list | show CODE | check [FILE] | diff FILE | import FILE | update --from portal",
    .description = N_("FILE is a folder of tables, a table (.csv, .xlsx), a YAML file, or the portal's "
                      "records (.json). Dossiers "
                      "already received keep the version they were received under."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
