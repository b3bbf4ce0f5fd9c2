/* motcua-paper.c - draws and prints; carries pango, cairo and cups so that the desk need not. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/yaml.h"
#include "paper/issue.h"
#include "paper/layout.h"
#include "paper/paper_store.h"
#include "paper/qr.h"
#include "prog/paper_verb.h"

/* Collected for translation; shown through _(state). */
__attribute__((unused)) static const char *const state_words[] = { N_("queued"), N_("sent"), N_("confirmed"),
    N_("failed") };

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

static enum rc give_out(struct office *of, const struct args *args, struct err *e)
{
    struct issue_order order = { .kind = args->words[0],
        .code = args->count > 1 ? args->words[1] : NULL,
        .file = arg_value(args, "output"),
        .printer = arg_value(args, "print"),
        .thermal = arg_value(args, "thermal") };
    struct issue_result result = { 0 };
    int ways = (order.file != NULL) + (order.printer != NULL) + (order.thermal != NULL);
    /* "--print HP" and "--print=HP" are the same wish. */
    if (args->count == 3 && order.printer && !order.printer[0])
        order.printer = args->words[2];
    else if (args->count != 2)
        return verb_usage(args, e);
    if (ways != 1)
        return err_set(
            e, RC_USAGE, "paper_where", N_("Say where it goes: -o FILE.pdf, --print or --thermal DEVICE."));
    enum rc rc = issue_paper(&result, of, &order, e);
    return rc ? rc : answer(args, &order, &result, e);
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
    js_put_text(line, "at", iso_time(at, row->at));
    return line;
}

static enum rc list_open(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct paper_open *rows = NULL;
    size_t count = 0;
    enum rc rc = paper_list_open(&rows, &count, of->db, &a, e);
    if (rc)
        return rc;
    struct js *list = js_array();
    for (size_t i = 0; i < count; i++) {
        if (args->json)
            js_add(list, open_row(&rows[i]));
        else
            printf("%lld  %s  %s %d  %s\n", (long long)rows[i].id, rows[i].code, rows[i].kind, rows[i].number,
                _(rows[i].state));
    }
    if (args->json)
        return print_json(list, e);
    js_free(list);
    return RC_OK;
}

static enum rc confirm(struct office *of, const struct args *args, struct err *e)
{
    char *end;
    if (args->count != 2)
        return verb_usage(args, e);
    long long id = strtoll(args->words[1], &end, 10);
    if (id <= 0 || *end)
        return verb_usage(args, e);
    return paper_set_state(of, id, "confirmed", "", e);
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

/* `paper qr CODE` draws the receipt's square, `paper qr TEXT` any other text, `paper qr =TEXT` whatever it is,
 * `paper qr -` what stands on standard input: values of people do not belong into the list of running programs. */
static enum rc show_qr(struct office *of, const struct args *args, struct err *e)
{
    char payload[401];
    AUTO_QR qr = { 0 };
    AUTO_BUF lines = buf_limit(64 * 1024), input = buf_limit(QR_TEXT_MAX + 1);
    if (args->count != 2)
        return verb_usage(args, e);
    const char *text = args->words[1];
    enum rc rc = RC_OK;
    if (strcmp(text, "-") == 0) {
        rc = fs_read_fd(&input, STDIN_FILENO, _("standard input"), QR_TEXT_MAX, e);
        text = buf_text(&input);
    } else if (*text == '=')
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
    { "book", give_out },
    { "void", take_back },
    { "open", list_open },
    { "confirm", confirm },
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
