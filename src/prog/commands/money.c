/* money.c - `motcua money`: what a dossier owes, receipts, refunds, the drawer, the payment QR. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/money.h"
#include "people/permission.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "pieces", N_("N"), N_("lines: pages, persons or cases that are paid for") },
    { "copies", N_("N"), N_("lines: so many of each") },
    { "fee", N_("DONG"), N_("lines: the council's fee of one piece, where the catalogue has none") },
    { "basis", N_("TEXT"), N_("lines: the resolution that fee stands in") },
    { "exempt", N_("PERCENT"), N_("lines: exemption; needs --reason and --proof; 0 takes it back") },
    { "proof", N_("TEXT"), N_("lines: the paper that proves the exemption: kind, number, day") },
    { "reason", N_("TEXT"), N_("Why: of an exemption, a refund, a difference in the drawer") },
    { "amount", N_("DONG"), N_("pay, refund: whole dong; all that is open when not given") },
    { "method", N_("HOW"), N_("pay, refund: cash (default) or transfer") },
    { "reference", N_("TEXT"), N_("pay: the bank's number of the transfer") },
    { "book", N_("BOOK"), N_("pay, refund: another receipt book than the usual one") },
    { "count", N_("DONG"), N_("drawer: what was counted; closes this desk's drawer for the day") },
    { "notes", N_("LIST"), N_("drawer: counted by notes, as 500000x2,20000x5; closes it like --count") },
    { "all", NULL, N_("drawer: every desk of the day") },
    { "channel", N_("CHANNEL"), N_("council: only for direct, online or post") },
    { "day", N_("DAY"), N_("list, drawer: another day") },
    { 0 },
};

static const struct example_row examples[] = {
    { "money lines H48.25-260105-0001 --pieces 5 --copies 3", N_("three copies of five pages, line by line") },
    { "money pay H48.25-260105-0001 --method transfer --reference FT26005123", N_("paid into the account") },
    { "money drawer --count 45000", N_("the drawer at the end of the day") },
    { "money drawer --notes 20000x2,5000x1", N_("the same, counted by notes") },
    { "money council 1.001193 --fee 8000 --basis \"NQ 12/2025/NQ-HDND\"", N_("a fee that the province council set") },
    { 0 },
};

static enum rc money_option(int64_t *ret, bool *given, const struct args *args, const char *name, struct err *e)
{
    const char *text = arg_value(args, name);
    *given = text != NULL;
    return text ? money_parse(ret, text, e) : RC_OK;
}

/* --- lines --- */

static struct js *account_json(const struct money_account *m, const char *code)
{
    struct js *json = js_object(), *lines = js_array();
    js_put_text(json, "code", code);
    for (int i = 0; i < m->fee.count; i++) {
        struct js *line = js_object();
        js_put_text(line, "text", m->fee.lines[i].text);
        js_put_int(line, "amount", m->fee.lines[i].amount);
        js_add(lines, line);
    }
    js_put(json, "lines", lines);
    js_put_int(json, "gross", m->fee.gross);
    js_put_int(json, "amount", m->fee.amount);
    js_put_int(json, "paid", m->paid);
    js_put_int(json, "refunded", m->refunded);
    js_put_int(json, "open", m->open);
    return json;
}

static enum rc print_account(const struct money_account *m, const struct args *args, struct err *e)
{
    char text[MONEY_TEXT_SIZE];
    if (args->json)
        return print_json(account_json(m, args->words[1]), e);
    for (int i = 0; i < m->fee.count; i++)
        printf("%14s  %s\n", money_text(text, m->fee.lines[i].amount), m->fee.lines[i].text);
    printf("%14s  %s\n", money_text(text, m->fee.amount), _("to pay"));
    printf("%14s  %s\n", money_text(text, m->open), _("still open"));
    return RC_OK;
}

/* What is not said anew stays as it was counted last. */
static enum rc read_request(
    struct money_request *r, const struct office *of, const struct args *args, struct arena *a, struct err *e)
{
    enum rc rc = money_request_kept(r, of, args->words[1], a, e);
    if (!rc)
        rc = arg_number(&r->pieces, args, "pieces", 1, MONEY_PIECES_MAX, e);
    if (!rc)
        rc = arg_number(&r->copies, args, "copies", 1, MONEY_PIECES_MAX, e);
    if (!rc)
        rc = arg_number(&r->percent_off, args, "exempt", 0, 100, e);
    if (!rc)
        rc = money_option(&r->price, &r->has_price, args, "fee", e);
    if (arg_given(args, "basis"))
        r->basis = arg_value(args, "basis");
    if (arg_given(args, "exempt")) {
        r->reason = arg_value(args, "reason");
        r->proof = arg_value(args, "proof");
    }
    return rc;
}

static enum rc lines(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct money_request request;
    struct money_account account;
    bool change = arg_given(args, "pieces") || arg_given(args, "copies") || arg_given(args, "exempt") ||
                  arg_given(args, "fee");
    enum rc rc = change ? read_request(&request, of, args, &a, e) : RC_OK;
    if (!rc)
        rc = change ? money_charge(&account, of, args->words[1], &request, e)
                    : money_account(&account, of, args->words[1], e);
    return rc ? rc : print_account(&account, args, e);
}

/* --- pay, refund --- */

static struct js *payment_json(const struct money_payment *p)
{
    char at[ISO_TIME_SIZE];
    struct js *json = js_object();
    js_put_text(json, "code", p->dossier);
    js_put_text(json, "book", p->book);
    js_put_int(json, "year", p->year);
    js_put_int(json, "number", p->number);
    js_put_text(json, "kind", p->refund ? "refund" : "pay");
    js_put_text(json, "method", p->transfer ? "transfer" : "cash");
    js_put_int(json, "amount", p->amount);
    js_put_text(json, "reference", *p->reference ? p->reference : NULL);
    js_put_text(json, "reason", *p->reason ? p->reason : NULL);
    js_put_text(json, "at", iso_time(at, p->at));
    js_put_text(json, "desk", p->desk);
    return json;
}

static void print_payment(const struct money_payment *p)
{
    char text[MONEY_TEXT_SIZE];
    printf("%s/%d %06lld  %s  %s%14s  %s\n", p->book, p->year, (long long)p->number,
        p->transfer ? "transfer" : "cash    ", p->refund ? "-" : " ", money_text(text, p->amount), p->dossier);
}

static enum rc pay(struct office *of, const struct args *args, bool refund, struct err *e)
{
    struct money_taking taking = { .reference = arg_value(args, "reference"), .book = arg_value(args, "book") };
    struct money_payment payment;
    bool given;
    const char *method = arg_value(args, "method");
    taking.transfer = method && strcmp(method, "transfer") == 0;
    if (method && !taking.transfer && strcmp(method, "cash"))
        return err_set(e, RC_USAGE, "usage", N_("--method takes cash or transfer"));
    enum rc rc = money_option(&taking.amount, &given, args, "amount", e);
    if (!rc && given && !taking.amount)
        rc = err_set(e, RC_REFUSED, "amount", N_("There is no amount to be paid"));
    if (!rc)
        rc = refund ? money_refund(&payment, of, args->words[1], &taking, arg_value(args, "reason"), e)
                    : money_pay(&payment, of, args->words[1], &taking, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(payment_json(&payment), e);
    print_payment(&payment);
    return RC_OK;
}

/* --- drawer, list, qr --- */

/* "500000x2,20000x5" */
static enum rc read_notes(int notes[DRAWER_NOTES], const char *text, struct err *e)
{
    for (const char *p = text; *p;) {
        int value = 0, times = 0, len = 0, at = 0;
        if (sscanf(p, "%6dx%4d%n", &value, &times, &len) != 2 || times < 0 || (p[len] && p[len] != ','))
            return err_set(e, RC_REFUSED, "notes", N_("Write notes as 500000x2,20000x5, not %.60s"), p);
        while (at < DRAWER_NOTES && drawer_note_values[at] != value)
            at++;
        if (at == DRAWER_NOTES)
            return err_set(e, RC_REFUSED, "notes", N_("There is no note of %d dong"), value);
        notes[at] += times;
        p += len + (p[len] == ',');
    }
    return RC_OK;
}

static struct js *notes_json(const struct drawer *d)
{
    if (!d->by_notes)
        return NULL;
    char name[16];
    struct js *json = js_object();
    for (int i = 0; i < DRAWER_NOTES; i++)
        if (d->notes[i]) {
            snprintf(name, sizeof name, "%d", drawer_note_values[i]);
            js_put_int(json, name, d->notes[i]);
        }
    return json;
}

static struct js *drawer_json(const struct drawer *d)
{
    char at[ISO_TIME_SIZE];
    struct js *json = js_object();
    js_put_text(json, "desk", d->desk);
    js_put_int(json, "cash_in", d->cash_in);
    js_put_int(json, "cash_out", d->cash_out);
    js_put_int(json, "transfers", d->transfers);
    js_put_int(json, "expected", d->expected);
    js_put_bool(json, "closed", d->closed);
    if (d->closed) {
        js_put_int(json, "counted", d->counted);
        js_put_int(json, "difference", d->counted - d->expected);
        js_put(json, "notes", notes_json(d));
        js_put_text(json, "counted_by", d->who);
        js_put_text(json, "counted_at", iso_time(at, d->at));
    }
    js_put_text(json, "explanation", *d->explanation ? d->explanation : NULL);
    return json;
}

static void print_drawer(const struct drawer *d)
{
    char text[MONEY_TEXT_SIZE];
    printf("%s\n", d->desk);
    printf("%14s  %s\n", money_text(text, d->expected), _("cash that should be in the drawer"));
    printf("%14s  %s\n", money_text(text, d->transfers), _("by transfer"));
    if (d->closed)
        printf("%14s  %s  %s  %s\n", money_text(text, d->counted), _("counted"), d->who, d->explanation);
}

static enum rc all_drawers(struct office *of, const struct args *args, struct day day, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct drawer *rows;
    size_t count;
    enum rc rc = drawer_list(&rows, &count, of, day, &a, e);
    if (rc)
        return rc;
    struct js *all = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++)
        if (all)
            js_add(all, drawer_json(&rows[i]));
        else
            print_drawer(&rows[i]);
    return all ? print_json(all, e) : RC_OK;
}

/* Shows the drawer, or counts it by --count or --notes. */
static enum rc look_or_count(struct drawer *d, struct office *of, const struct args *args, struct day day, struct err *e)
{
    int64_t counted = 0;
    int notes[DRAWER_NOTES] = { 0 };
    bool count;
    const char *list = arg_value(args, "notes"), *why = arg_value(args, "reason");
    enum rc rc = money_option(&counted, &count, args, "count", e);
    if (!rc && count && list)
        return err_set(e, RC_USAGE, "usage", N_("Either --count or --notes"));
    if (!rc && list)
        rc = read_notes(notes, list, e);
    if (rc)
        return rc;
    return list    ? drawer_count_notes(d, of, notes, why, e)
           : count ? drawer_count(d, of, counted, why, e)
                   : drawer_load(d, of, day, e);
}

static enum rc drawer(struct office *of, const struct args *args, struct err *e)
{
    struct drawer d;
    struct day day = day_of(clock_now(of->clock));
    enum rc rc = arg_day(&day, args, "day", e);
    if (!rc && arg_given(args, "all"))
        return all_drawers(of, args, day, e);
    if (!rc)
        rc = look_or_count(&d, of, args, day, e);
    if (rc)
        return rc;
    if (args->json)
        return print_json(drawer_json(&d), e);
    print_drawer(&d);
    return RC_OK;
}

/* --- council fees --- */

static enum rc council_list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct council_fee *rows;
    size_t count;
    char text[MONEY_TEXT_SIZE], day[ISO_DAY_SIZE];
    enum rc rc = council_fee_list(&rows, &count, of, &a, e);
    if (rc)
        return rc;
    struct js *all = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        if (!all) {
            printf("%-12s %-6s %s %14s  %s\n", rows[i].procedure, rows[i].channel, iso_day(day, rows[i].from), money_text(text, rows[i].price),
                rows[i].basis);
            continue;
        }
        struct js *row = js_object();
        js_put_text(row, "procedure", rows[i].procedure);
        js_put_text(row, "channel", *rows[i].channel ? rows[i].channel : NULL);
        js_put_text(row, "from", iso_day(day, rows[i].from));
        js_put_int(row, "fee", rows[i].price);
        js_put_text(row, "basis", rows[i].basis);
        js_add(all, row);
    }
    return all ? print_json(all, e) : RC_OK;
}

static enum rc council(struct office *of, const struct args *args, struct err *e)
{
    struct council_fee fee = { .procedure = args->words[1], .basis = arg_value(args, "basis"),
        .channel = arg_value(args, "channel"), .from = day_of(clock_now(of->clock)) };
    bool given;
    enum rc rc = arg_day(&fee.from, args, "day", e);
    if (!rc)
        rc = money_option(&fee.price, &given, args, "fee", e);
    if (!rc && !given)
        return verb_usage(args, e);
    if (!rc)
        rc = council_fee_set(of, &fee, e);
    return rc ? rc : council_list(of, args, e);
}

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct money_payment *rows;
    size_t count;
    struct day day = day_of(clock_now(of->clock));
    enum rc rc = arg_day(&day, args, "day", e);
    if (!rc)
        rc = money_list(&rows, &count, of, day, &a, e);
    if (rc)
        return rc;
    struct js *all = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        if (all)
            js_add(all, payment_json(&rows[i]));
        else
            print_payment(&rows[i]);
    }
    return all ? print_json(all, e) : RC_OK;
}

static enum rc qr(struct office *of, const struct args *args, struct err *e)
{
    char payload[256];
    enum rc rc = money_qr(payload, sizeof payload, of, args->words[1], e);
    if (rc)
        return rc;
    if (!args->json) {
        printf("%s\n", payload);
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_text(json, "code", args->words[1]);
    js_put_text(json, "payload", payload);
    return print_json(json, e);
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    if (strcmp(what, "lines") == 0 && args->count == 2)
        return lines(of, args, e);
    if (strcmp(what, "pay") == 0 && args->count == 2)
        return pay(of, args, false, e);
    if (strcmp(what, "refund") == 0 && args->count == 2)
        return pay(of, args, true, e);
    if (strcmp(what, "qr") == 0 && args->count == 2)
        return qr(of, args, e);
    if (strcmp(what, "drawer") == 0 && args->count == 1)
        return drawer(of, args, e);
    if (strcmp(what, "list") == 0 && args->count == 1)
        return list(of, args, e);
    if (strcmp(what, "council") == 0 && args->count <= 2)
        return args->count == 2 ? council(of, args, e) : council_list(of, args, e);
    return verb_usage(args, e);
}

const struct verb verb_money = {
    .name = "money", .summary = N_("fees line by line, receipts, refunds, the drawer"),
    .usage = "lines CODE [OPTIONS] | pay CODE [--amount DONG] | refund CODE --reason TEXT | qr CODE | drawer [--count DONG] | "
             "list [--day DAY] | council [PROCEDURE --fee DONG --basis TEXT --day DAY --channel C]",
    .description = N_("Whole dong only. Receipt numbers run per book and year without gaps; after the drawer was counted "
                      "no cash moves at this desk until the next day."),
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
