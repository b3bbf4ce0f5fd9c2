/* ask.c - `motcua ask`: a citizen's question, answered from the catalogue. */
#include <stdio.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/assistant.h"
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
    if (!args->json) {
        print_words(answer);
        return RC_OK;
    }
    struct js *document = answer;
    answer = NULL;
    return print_json(document, e);
}

static const struct example_row examples[] = {
    { "ask \"Mới sinh con thì làm giấy gì?\"", N_("which procedure, which papers, how long, how much") },
    { "ask --json mat the can cuoc", N_("the same without marks, as JSON") },
    { 0 },
};

const struct verb verb_ask = {
    .name = "ask",
    .summary = N_("Answer a citizen's question from the catalogue"),
    .usage = "QUESTION",
    .description = N_("Works off line and the same way every time. Says when no procedure fits and where to "
                      "go, and warns of "
                      "fraud. Every answer names the procedure, its papers, fee, time and law."),
    .needs = NEEDS_BOOK,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
