/* certify.c - `motcua certify`: the certification books. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/certify.h"
#include "dossier/money.h"
#include "people/permission.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "kind", N_("KIND"), N_("copy (default), signature or transaction") },
    { "applicant", N_("NAME"), N_("add: who asks for it") },
    { "id", N_("NUMBER"), N_("add: the ID number") },
    { "document", N_("TEXT"), N_("add: what is certified") },
    { "signer", N_("NAME"), N_("add: who signs it") },
    { "pages", N_("N"), N_("add: pages of one copy") },
    { "copies", N_("N"), N_("add: so many of each") },
    { "count", N_("N"), N_("add: so many entries of the same kind at once, numbers in a row") },
    { "dossier", N_("CODE"), N_("add: the dossier it belongs to") },
    { "year", N_("YEAR"), N_("void: of another year") },
    { "reason", N_("TEXT"), N_("void: why") },
    { "day", N_("DAY"), N_("list: another day") },
    { 0 },
};

static const struct example_row examples[] = {
    { "certify add --applicant \"Nguyễn Thị Thử\" --document \"Bằng tốt nghiệp\" --signer \"Trần Văn Mẫu\" --pages 2 --copies 5",
        N_("five certified copies of two pages") },
    { "certify list --day 2026-01-05", N_("the book of one day with its sums") },
    { 0 },
};

static enum rc kind_of(enum certify_kind *ret, const struct args *args, struct err *e)
{
    const char *kind = arg_value(args, "kind");
    *ret = CERTIFY_COPY;
    if (!kind || certify_kind_parse(ret, kind))
        return RC_OK;
    return err_set(e, RC_USAGE, "usage", N_("--kind takes copy, signature or transaction"));
}

static struct js *entry_json(const struct certification *c)
{
    char text[CERTIFY_TEXT_SIZE], day[ISO_DAY_SIZE];
    struct js *json = js_object();
    js_put_text(json, "kind", certify_kind_row(c->kind)->slug);
    js_put_int(json, "number", c->number);
    js_put_int(json, "year", c->year);
    js_put_text(json, "text", certify_text(text, c->kind, c->year, c->number));
    js_put_text(json, "day", iso_day(day, c->day));
    js_put_text(json, "applicant", c->applicant);
    js_put_text(json, "document", c->document);
    js_put_text(json, "signer", c->signer);
    js_put_int(json, "pages", c->pages);
    js_put_int(json, "copies", c->copies);
    js_put_int(json, "fee", c->fee);
    js_put_text(json, "dossier", c->dossier && *c->dossier ? c->dossier : NULL);
    js_put_text(json, "void_reason", c->void_reason && *c->void_reason ? c->void_reason : NULL);
    return json;
}

static enum rc add(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    int64_t count = 1;
    char text[CERTIFY_TEXT_SIZE], last[CERTIFY_TEXT_SIZE], money[MONEY_TEXT_SIZE];
    struct certification c = { .pages = 1, .copies = 1, .applicant = arg_value(args, "applicant"),
        .id_number = arg_value(args, "id"), .document = arg_value(args, "document"),
        .signer = arg_value(args, "signer"), .dossier = arg_value(args, "dossier") };
    enum rc rc = kind_of(&c.kind, args, e);
    if (!rc)
        rc = arg_number(&c.pages, args, "pages", 1, CERTIFY_PIECES_MAX, e);
    if (!rc)
        rc = arg_number(&c.copies, args, "copies", 1, CERTIFY_PIECES_MAX, e);
    if (!rc)
        rc = arg_number(&count, args, "count", 1, CERTIFY_BATCH_MAX, e);
    if (!rc)
        rc = certify_add(&c, count, of, &a, e);
    if (rc)
        return rc;
    if (args->json) {
        struct js *json = entry_json(&c);
        js_put_int(json, "count", count);
        js_put_int(json, "last", c.number + count - 1);
        js_put_int(json, "fee_total", c.fee * count);
        return print_json(json, e);
    }
    printf("%s .. %s  %s\n", certify_text(text, c.kind, c.year, c.number),
        certify_text(last, c.kind, c.year, c.number + count - 1), money_text(money, c.fee * count));
    return RC_OK;
}

static struct js *sums_json(const struct certification *rows, size_t count)
{
    struct js *all = js_object();
    for (int kind = 0; kind < CERTIFY_KINDS; kind++) {
        struct certify_sum sum = certify_sum(rows, count, (enum certify_kind)kind);
        struct js *one = js_object();
        js_put_int(one, "entries", sum.entries);
        js_put_int(one, "copies", sum.copies);
        js_put_int(one, "pages", sum.pages);
        js_put_int(one, "fee", sum.fee);
        js_put(all, certify_kind_row((enum certify_kind)kind)->slug, one);
    }
    return all;
}

static void print_entries(const struct certification *rows, size_t count)
{
    char text[CERTIFY_TEXT_SIZE], money[MONEY_TEXT_SIZE];
    for (size_t i = 0; i < count; i++)
        printf("%-22s %4lld x %-3lld %12s  %s  %s%s\n", certify_text(text, rows[i].kind, rows[i].year, rows[i].number),
            (long long)rows[i].copies, (long long)rows[i].pages, money_text(money, rows[i].fee), rows[i].applicant,
            rows[i].document, *rows[i].void_reason ? _("  (void)") : "");
    for (int kind = 0; kind < CERTIFY_KINDS; kind++) {
        struct certify_sum sum = certify_sum(rows, count, (enum certify_kind)kind);
        if (sum.entries)
            printf("%s: %lld, %lld x, %s\n", _(certify_kind_row((enum certify_kind)kind)->name), (long long)sum.entries,
                (long long)sum.copies, money_text(money, sum.fee));
    }
}

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct certification *rows;
    size_t count;
    struct day day = day_of(clock_now(of->clock));
    enum rc rc = arg_day(&day, args, "day", e);
    if (!rc)
        rc = certify_list(&rows, &count, of, day, &a, e);
    if (rc)
        return rc;
    if (!args->json) {
        print_entries(rows, count);
        return RC_OK;
    }
    struct js *all = js_object(), *entries = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(entries, entry_json(&rows[i]));
    js_put(all, "entries", entries);
    js_put(all, "sums", sums_json(rows, count));
    return print_json(all, e);
}

static enum rc void_entry(struct office *of, const struct args *args, struct err *e)
{
    enum certify_kind kind;
    int64_t number = 0, year = day_of(clock_now(of->clock)).y;
    char rest, text[CERTIFY_TEXT_SIZE];
    long long typed = 0;
    enum rc rc = kind_of(&kind, args, e);
    if (!rc)
        rc = arg_number(&year, args, "year", 2000, 2199, e);
    if (!rc && (sscanf(args->words[1], "%9lld%c", &typed, &rest) != 1 || typed < 1))
        rc = verb_usage(args, e);
    number = typed;
    if (!rc)
        rc = certify_void(of, kind, (int)year, number, arg_value(args, "reason"), e);
    if (!rc && !args->json)
        printf(_("%s is void; its number stays\n"), certify_text(text, kind, (int)year, number));
    if (rc || !args->json)
        return rc;
    struct js *json = js_object();
    js_put_text(json, "void", certify_text(text, kind, (int)year, number));
    return print_json(json, e);
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    if (strcmp(what, "add") == 0 && args->count == 1)
        return add(of, args, e);
    if (strcmp(what, "list") == 0 && args->count == 1)
        return list(of, args, e);
    if (strcmp(what, "void") == 0 && args->count == 2)
        return void_entry(of, args, e);
    return verb_usage(args, e);
}

const struct verb verb_certify = {
    .name = "certify", .summary = N_("the certification books: numbers per book and year"),
    .usage = "add --applicant NAME --document TEXT --signer NAME [OPTIONS] | list [--day DAY] | void NUMBER --reason TEXT",
    .description = N_("Each kind has a book of its own a year; a wrong entry is voided and keeps its number."),
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
