/* ask.c - `motcua ask`: a citizen's question, answered from the catalogue. */
#include <stdio.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
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

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    if (args->count == 0)
        return verb_usage(args, e);
    AUTO_BUF question = buf_limit(2 * QUESTION_MAX);
    for (int i = 0; i < args->count; i++) {
        if (buf_addf(&question, "%s%s", i ? " " : "", args->words[i]))
            return err_set(
                e, RC_REFUSED, "question_long", N_("The question is longer than %d letters."), QUESTION_MAX);
    }
    AUTO_JS answer = NULL;
    enum rc rc = assistant_ask(&answer, office, buf_text(&question), e);
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
    { 0 },
};

static const struct example_row examples[] = {
    { "ask \"Mới sinh con thì làm giấy gì?\"", N_("which procedure, which papers, how long, how much") },
    { "ask --json mat the can cuoc", N_("the same without marks, as JSON") },
    { 0 },
};

const struct verb verb_ask = {
    .name = "ask",
    .summary = N_("Answer a citizen's question from the catalogue"),
    .usage = "[--rephrase] QUESTION",
    .description = N_("Works off line and the same way every time. Says when no procedure fits and where to "
                      "go, and warns of "
                      "fraud. Every answer names the procedure, its papers, fee, time and law."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
