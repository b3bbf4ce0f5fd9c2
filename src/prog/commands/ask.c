/* ask.c - `motcua ask`: a citizen's question, answered from the catalogue. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/asked.h"
#include "catalog/assistant.h"
#include "catalog/privacy.h"
#include "prog/child.h"
#include "prog/cli.h"
#include "prog/sync_verb.h"
#include "prog/verb.h"

static void print_words(const struct js *answer)
{
    const char *warning = js_get_text(answer, "warning");
    if (warning)
        printf("%s\n", _("! WARNING: this sounds like fraud"));
    const struct js *lines = js_get(answer, "answer");
    for (size_t i = 0; i < js_len(lines); i++)
        printf("%s\n", js_text(js_at(lines, i)));
    const struct js *list = js_get(answer, "procedures");
    for (size_t i = 0; i < js_len(list); i++)
        printf("%zu. %s  %s - %s\n", i + 1, js_get_text(js_at(list, i), "code"),
            js_get_text(js_at(list, i), "name"), js_get_text(js_at(list, i), "why"));
    const char *rephrased = js_get_text(answer, "rephrased");
    if (rephrased)
        printf("\n%s\n%s\n", _("Said more simply (check it against the lines above):"), rephrased);
}

#define REPHRASE_SECONDS_ALL 8 /* the call itself has five */

/* Puts "rephrased" beside the answer. Whatever goes wrong there, the answer stands: only a word on stderr. */
static void add_rephrased(struct js *answer, const char *question)
{
    AUTO_BUF masked = buf_limit(4 * QUESTION_MAX);
    AUTO_BUF text = buf_limit(64 << 10);
    AUTO_JS document = NULL;
    struct err e = { 0 };
    const char *words[] = { "--book", cli_book_dir(), REPHRASE_VERB_NAME, "--json", "--", NULL, NULL };
    enum rc rc = js_len(js_get(answer, "procedures"))
                     ? privacy_mask(&masked, question, NULL, &e)
                     : RC_NOT_FOUND; /* a refusal and a warning stay as they are */
    words[5] = buf_text(&masked);
    if (!rc)
        rc = child_read(&text, "motcua-sync", words, REPHRASE_SECONDS_ALL, &e);
    if (!rc)
        rc = js_parse(&document, buf_text(&text), text.len, &e);
    if (rc && *e.message)
        fprintf(stderr, "%s\n", e.message);
    js_put_text(answer, "rephrased", rc ? NULL : js_get_text(document, "rephrased"));
}

static struct js *report_json(const struct answer_report *r)
{
    char at[ISO_TIME_SIZE];
    struct js *row = js_object();
    js_put_int(row, "id", r->id);
    js_put_text(row, "at", iso_time(at, r->at));
    js_put_text(row, "staff", r->staff);
    js_put_text(row, "question", r->question);
    js_put_text(row, "answered", r->answered);
    js_put_text(row, "said", r->said);
    return row;
}

static enum rc print_reports(const struct office *office, bool json, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct answer_report *list;
    size_t count;
    enum rc rc = answer_report_list(&list, &count, office, &a, e);
    if (rc)
        return rc;
    struct js *rows = json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        char at[ISO_TIME_SIZE];
        if (json)
            js_add(rows, report_json(&list[i]));
        else
            printf("%lld  %.16s  %s\n    ? %s\n    %s -> %s\n", (long long)list[i].id,
                iso_time(at, list[i].at), list[i].staff, list[i].question,
                *list[i].answered ? list[i].answered : "-", list[i].said);
    }
    if (!json && !count)
        printf("%s\n", _("Nobody has reported a wrong answer."));
    return json ? print_json(rows, e) : RC_OK;
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    int64_t close = 0;
    enum rc rc = arg_number(&close, args, "close", 1, INT64_MAX, e);
    if (rc)
        return rc;
    if (close)
        return args->count ? verb_usage(args, e) : answer_report_close(office, close, e);
    if (arg_given(args, "reports"))
        return args->count ? verb_usage(args, e) : print_reports(office, args->json, e);
    if (args->count == 0)
        return verb_usage(args, e);
    AUTO_BUF question = buf_limit(2 * QUESTION_MAX);
    for (int i = 0; i < args->count; i++) {
        if (buf_addf(&question, "%s%s", i ? " " : "", args->words[i]))
            return err_set(
                e, RC_REFUSED, "question_long", N_("The question is longer than %d letters."), QUESTION_MAX);
    }
    AUTO_JS answer = NULL;
    rc = assistant_ask(&answer, office, buf_text(&question), e);
    if (rc)
        return rc;
    if (arg_given(args, "rephrase"))
        add_rephrased(answer, buf_text(&question));
    if (!args->json) {
        print_words(answer);
        return RC_OK;
    }
    struct js *document = answer;
    answer = NULL;
    return print_json(document, e);
}

static const struct option_row options[] = {
    { "rephrase", NULL,
        N_("Also in simpler words, by the service of assistant.url; the question goes there without personal "
           "data") },
    { "reports", NULL, N_("The answers staff reported as wrong, for the supervisor") },
    { "close", N_("NUMBER"), N_("This report has been seen to") },
    { 0 },
};

static const struct example_row examples[] = {
    { "ask \"Mới sinh con thì làm giấy gì?\"", N_("which procedure, which papers, how long, how much") },
    { "ask --json mat the can cuoc", N_("the same without marks, as JSON") },
    { "ask --reports", N_("what staff found wrong in answers") },
    { 0 },
};

const struct verb verb_ask = {
    .name = "ask",
    .summary = N_("Answer a citizen's question from the catalogue"),
    .usage = "[--rephrase] QUESTION | --reports | --close NUMBER",
    .description = N_("Works off line and the same way every time. Says when no procedure fits and where to "
                      "go, and warns of "
                      "fraud. Every answer names the procedure, its papers, fee, time and law."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
