/* motcua-paper.c - draws and prints; carries pango, cairo and cups so that the desk need not. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/office.h"
#include "base/yaml.h"
#include "book/book.h"
#include "book/settings.h"
#include "dossier/prints.h"
#include "paper/issue.h"
#include "paper/layout.h"
#include "paper/paper_store.h"
#include "paper/qr.h"
#include "paper/source.h"
#include "people/permission.h"
#include "prog/paper_verb.h"

/* Collected for translation; shown through _(state). */
__attribute__((unused)) static const char *const state_words[] = { N_("queued"), N_("sent"), N_("confirmed"),
    N_("failed"), N_("void") };

/* --- giving a paper out --- */

static enum rc answer(const struct args *args, const struct issue_order *order,
    const struct issue_result *result, struct err *e)
{
    if (!args->json) {
        if (order->file)
            printf("%s\n", order->file);
        else
            printf("%s %s: %s\n", order->kind, order->code, _(result->state));
        return RC_OK;
    }
    struct js *document = js_object();
    js_put_text(document, "paper", order->kind);
    js_put_text(document, "code", order->code);
    js_put_int(document, "issue", result->number);
    js_put_int(document, "reprint", result->reprint);
    js_put_text(document, "state", result->state);
    js_put_text(document, "file", order->file);
    if (result->job)
        js_put_int(document, "job", result->job);
    return print_json(document, e);
}

/* "BL1/2026/17" -> a free name in the current directory: cash_receipt-BL1-2026-17.pdf, then ...-2.pdf. */
static enum rc free_name(char out[200], const struct issue_order *order, struct err *e)
{
    char base[160];
    snprintf(base, sizeof base, "%.40s-%.100s", order->kind, order->code);
    for (char *c = base; *c; c++)
        if (*c == '/')
            *c = '-';
    snprintf(out, 200, "%s.pdf", base);
    for (int i = 2; fs_exists(out) && i < 1000; i++)
        snprintf(out, 200, "%s-%d.pdf", base, i);
    return fs_exists(out) ? err_set(e, RC_REFUSED, "paper_where",
                                N_("Say where it goes: -o FILE.pdf, --print or "
                                   "--thermal DEVICE."))
                          : RC_OK;
}

/* Nothing said: the office's printer when one is set (a ticket: the roll), else a file here. */
static enum rc usual_way(struct issue_order *order, char name[200], struct office *of, struct err *e)
{
    AUTO_ARENA a = { 0 };
    const char *roll = setting_text(of->db, "printer.thermal", &a),
               *queue = setting_text(of->db, "printer.name", &a);
    if (strcmp(order->kind, "ticket") == 0 && roll && roll[0])
        order->thermal = "";
    else if (queue && queue[0])
        order->printer = "";
    else {
        enum rc rc = free_name(name, order, e);
        if (rc)
            return rc;
        order->file = name;
    }
    return RC_OK;
}

/* --issue N: an old print, as a file. */
static enum rc look_again(
    struct office *of, const struct args *args, struct issue_order *order, struct err *e)
{
    char name[200];
    int64_t number = 0;
    enum rc rc = arg_number(&number, args, "issue", 1, 100000, e);
    if (!rc && !order->file) {
        rc = free_name(name, order, e);
        order->file = name;
    }
    if (!rc)
        rc = issue_past(of, order->kind, order->code, (int)number, order->file, e);
    if (rc)
        return rc;
    struct issue_result result = { .number = (int)number, .state = "confirmed" };
    return answer(args, order, &result, e);
}

/* --all DAY: the day's papers in one file. */
static enum rc give_day(struct office *of, const struct args *args, const char *day, struct err *e)
{
    char name[200];
    int count = 0;
    struct issue_order order = { .kind = args->words[0], .code = day, .file = arg_value(args, "output") };
    enum rc rc = args->count == 1 ? RC_OK : verb_usage(args, e);
    if (!rc && !order.file) {
        rc = free_name(name, &order, e);
        order.file = name;
    }
    if (!rc)
        rc = issue_day(&count, of, order.kind, day, order.file, e);
    if (rc)
        return rc;
    if (!args->json) {
        printf(_("%s: %d papers\n"), order.file, count);
        return RC_OK;
    }
    struct js *document = js_object();
    js_put_text(document, "paper", order.kind);
    js_put_text(document, "day", day);
    js_put_int(document, "count", count);
    js_put_text(document, "file", order.file);
    return print_json(document, e);
}

static enum rc give_one(struct office *of, const struct args *args, struct issue_order *order, struct err *e)
{
    char name[200];
    struct issue_result result = { 0 };
    int ways = (order->file != NULL) + (order->printer != NULL) + (order->thermal != NULL);
    if (ways > 1)
        return err_set(
            e, RC_USAGE, "paper_where", N_("Say where it goes: -o FILE.pdf, --print or --thermal DEVICE."));
    enum rc rc = ways ? RC_OK : usual_way(order, name, of, e);
    if (!rc)
        rc = issue_paper(&result, of, order, e);
    return rc ? rc : answer(args, order, &result, e);
}

static enum rc give_out(struct office *of, const struct args *args, struct err *e)
{
    struct issue_order order = { .kind = args->words[0],
        .code = args->count > 1 ? args->words[1] : NULL,
        .file = arg_value(args, "output"),
        .printer = arg_value(args, "print"),
        .thermal = arg_value(args, "thermal") };
    if (arg_given(args, "all"))
        return give_day(of, args, arg_value(args, "all"), e);
    /* "--print HP" and "--print=HP" are the same wish. */
    if (args->count == 3 && order.printer && !order.printer[0])
        order.printer = args->words[2];
    else if (args->count != 2)
        return verb_usage(args, e);
    return arg_given(args, "issue") ? look_again(of, args, &order, e) : give_one(of, args, &order, e);
}

/* --- what became of prints --- */

static enum rc take_back(struct office *of, const struct args *args, struct err *e)
{
    if (args->count != 3)
        return verb_usage(args, e);
    return paper_void(of, args->words[1], args->words[2], arg_value(args, "reason"), e);
}

static struct js *open_row(const struct paper_open *row)
{
    char at[ISO_TIME_SIZE];
    struct js *line = js_object();
    js_put_int(line, "id", row->id);
    js_put_text(line, "code", row->code);
    js_put_text(line, "paper", row->kind);
    js_put_int(line, "issue", row->number);
    js_put_text(line, "state", row->state);
    js_put_text(line, "printer", row->printer);
    js_put_text(line, "reason", row->reason);
    if (row->job)
        js_put_int(line, "job", row->job);
    js_put_text(line, "at", iso_time(at, row->at));
    return line;
}

static enum rc list_open(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct paper_open *rows = NULL;
    size_t count = 0;
    struct err silent = { 0 };
    if (issue_settle(of, &silent)) /* the list is worth having without the print service's word */
        fprintf(stderr, "%s\n", silent.message);
    enum rc rc = paper_list_open(&rows, &count, of->db, &a, e);
    if (rc)
        return rc;
    struct js *list = js_array();
    for (size_t i = 0; i < count; i++) {
        if (args->json)
            js_add(list, open_row(&rows[i]));
        else
            printf("%lld  %s  %s %d  %s  %s\n", (long long)rows[i].id, rows[i].code, rows[i].kind,
                rows[i].number, _(rows[i].state), rows[i].reason);
    }
    if (args->json)
        return print_json(list, e);
    js_free(list);
    return RC_OK;
}

static enum rc print_id(int64_t *ret, const struct args *args, struct err *e)
{
    char *end = NULL;
    long long id = args->count == 2 ? strtoll(args->words[1], &end, 10) : 0;
    if (id <= 0 || *end)
        return verb_usage(args, e);
    *ret = id;
    return RC_OK;
}

static enum rc confirm(struct office *of, const struct args *args, struct err *e)
{
    int64_t id = 0;
    enum rc rc = print_id(&id, args, e);
    if (!rc)
        rc = permission_check(of->role, ACTION_PRINT, e);
    return rc ? rc : print_set_state(of, id, "confirmed", "", e);
}

/* A person says that it did not come out: its number is taken again by the next print. */
static enum rc lost(struct office *of, const struct args *args, struct err *e)
{
    int64_t id = 0;
    const char *reason = arg_value(args, "reason");
    enum rc rc = print_id(&id, args, e);
    if (!rc)
        rc = permission_check(of->role, ACTION_PRINT, e);
    return rc ? rc : print_set_state(of, id, "failed", reason ? reason : _("it did not come out"), e);
}

/* --- layouts --- */

static enum rc check_file(const char *path, struct err *e)
{
    AUTO_LAYOUT layout = NULL;
    AUTO_BUF text = buf_limit(YAML_SIZE_MAX);
    enum rc rc = fs_read(&text, path, YAML_SIZE_MAX, e);
    return rc ? rc : layout_parse(&layout, buf_text(&text), text.len, path, e);
}

/* Tells about every file, not only the first wrong one. */
static enum rc check(struct office *of, const struct args *args, struct err *e)
{
    (void)of;
    enum rc worst = RC_OK;
    if (args->count < 2)
        return verb_usage(args, e);
    for (int i = 1; i < args->count; i++) {
        struct err one = { 0 };
        enum rc rc = check_file(args->words[i], &one);
        if (!rc)
            continue;
        if (worst)
            fprintf(stderr, "%s\n", e->message);
        worst = rc;
        *e = one;
    }
    return worst;
}

/* The layout in force, as text: to read, to change, to check. */
static enum rc show_layout(struct office *of, const struct args *args, struct err *e)
{
    char shown[160];
    AUTO_BUF text = buf_limit(YAML_SIZE_MAX);
    const struct layout_place place = { of->book->dir, of->share_dir };
    if (args->count != 2)
        return verb_usage(args, e);
    enum rc rc = layout_text(&text, shown, place, args->words[1], e);
    if (!rc)
        fputs(buf_text(&text), stdout);
    return rc;
}

static enum rc sample(struct office *of, const struct args *args, struct err *e)
{
    AUTO_BUF text = buf_limit(JS_SIZE_MAX);
    AUTO_JS facts = NULL;
    const char *file = arg_value(args, "output");
    if (args->count != 3 || !file)
        return verb_usage(args, e);
    enum rc rc = fs_read(&text, args->words[2], JS_SIZE_MAX, e);
    if (!rc)
        rc = js_parse(&facts, buf_text(&text), text.len, e);
    return rc ? rc : issue_sample(of, args->words[1], facts, file, e);
}

/* --- the square on the terminal --- */

static enum rc payload_of(char out[401], struct office *of, const char *code, struct err *e)
{
    struct paper_source source = { 0 };
    enum rc rc = paper_source(&source, of->db, "receipt", code, e);
    if (!rc)
        rc = issue_payload(out, of, source.facts, e);
    js_free(source.facts);
    return rc;
}

/* `paper qr CODE` draws the receipt's square, `paper qr TEXT` any other text, `paper qr =TEXT` whatever it
 * is. */
static enum rc show_qr(struct office *of, const struct args *args, struct err *e)
{
    char payload[401];
    AUTO_QR qr = { 0 };
    AUTO_BUF lines = buf_limit(64 * 1024);
    if (args->count != 2)
        return verb_usage(args, e);
    const char *text = args->words[1];
    enum rc rc = RC_OK;
    if (*text == '=')
        text++; /* as it stands: a code alone is a small square that every desk knows */
    else if (!strpbrk(text, "|:/ ")) {
        rc = payload_of(payload, of, text, e);
        text = payload;
    }
    if (!rc)
        rc = qr_make(&qr, text, e);
    if (!rc)
        rc = qr_half_blocks(&lines, &qr, 4);
    if (!rc)
        fputs(buf_text(&lines), stdout);
    return rc;
}

static const struct {
    const char *word;
    enum rc (*run)(struct office *, const struct args *, struct err *);
} words[] = {
    { "receipt", give_out },
    { "supplement", give_out },
    { "refusal", give_out },
    { "apology", give_out },
    { "stop", give_out },
    { "control", give_out },
    { "result", give_out },
    { "payment", give_out },
    { "cash_receipt", give_out },
    { "book", give_out },
    { "handover", give_out },
    { "ticket", give_out },
    { "layout", show_layout },
    { "void", take_back },
    { "open", list_open },
    { "confirm", confirm },
    { "lost", lost },
    { "check", check },
    { "sample", sample },
    { "qr", show_qr },
};

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    for (size_t i = 0; args->count > 0 && i < sizeof words / sizeof words[0]; i++)
        if (strcmp(args->words[0], words[i].word) == 0)
            return words[i].run(office, args, e);
    return verb_usage(args, e);
}

static const struct verb verb = { PAPER_VERB, .run = run };

int main(int argc, char **argv)
{
    return verb_main(&verb, argc, argv);
}
