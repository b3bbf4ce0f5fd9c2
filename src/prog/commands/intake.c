/* intake.c - `motcua intake`: receives a dossier from a JSON document, by the same rules as the desk. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/facts.h"
#include "dossier/intake.h"
#include "outbox/rules.h"
#include "prog/index_words.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "file,f", N_("FILE"), N_("the intake document; - reads standard input") },
    { "confirm", N_("WORD"), N_("confirm a warning that stops, for example same_day") },
    { 0 },
};

static const struct example_row examples[] = {
    { "intake --file visit.json", N_("receives the dossier and prints its code and due date") },
    { "intake --file - --json < visit.json", N_("the same from standard input, answer as JSON") },
    { 0 },
};

static enum rc read_document(struct js **ret, const struct args *args, struct err *e)
{
    const char *path = arg_value(args, "file");
    if (!path && args->count == 1)
        path = args->words[0];
    if (!path || args->count > 1)
        return verb_usage(args, e);
    AUTO_BUF text = buf_limit(JS_SIZE_MAX + 1);
    enum rc rc = strcmp(path, "-") == 0 ? fs_read_fd(&text, STDIN_FILENO, _("standard input"), JS_SIZE_MAX, e)
                                        : fs_read(&text, path, JS_SIZE_MAX, e);
    return rc ? rc : js_parse(ret, buf_text(&text), text.len, e);
}

static void add_confirmation(struct js *document, const char *word)
{
    const struct js *given = js_get(document, "confirmed");
    struct js *list = js_is_array(given) ? js_copy(given) : js_array();
    js_add_text(list, word);
    js_put(document, "confirmed", list);
}

/* What stops, and what is odd, line by line; gaps of the paper form are only counted. */
static void print_problems(FILE *out, const struct problems *problems)
{
    int gaps = 0;
    for (int i = 0; i < problems->count; i++) {
        if (strcmp(problems->list[i].code, "answer_wanted") == 0) {
            gaps++;
            continue;
        }
        fprintf(out, "  %s %s%s%s\n", problems->list[i].severity == SEVERITY_REFUSE ? "!" : "?", problems->list[i].field,
            problems->list[i].field[0] ? ": " : "", problems->list[i].message);
    }
    if (gaps)
        fprintf(out, _("  ? %d boxes of the paper form are still empty\n"), gaps);
    if (problems->dropped)
        fprintf(out, _("  and %d more\n"), problems->dropped);
}

static void print_answer(const struct intake_answer *answer)
{
    char when[MOMENT_TEXT_SIZE];
    if (answer->draft_id) {
        printf(_("Kept as draft %lld\n"), (long long)answer->draft_id);
        return;
    }
    printf("%s\n", answer->code);
    printf(_("Received  %s\n"), moment_text(when, answer->received_at));
    if (answer->due_at)
        printf(_("Due       %s\n"), moment_text(when, answer->due_at));
    for (int i = 0; i < answer->deadline.count; i++)
        printf("  - %s\n", answer->deadline.reasons[i]);
    printf(_("Fee       %lld dong\n"), (long long)answer->fee);
    AUTO_JS points = index766_json(&answer->index);
    print_index(points);
}

/* What the portal would miss is told now, while the citizen still stands there; the delivery is parked otherwise. */
static void warn_of_portal(struct intake_answer *answer, const struct office *of)
{
    AUTO_JS facts = NULL;
    struct misfits misfits = { 0 };
    if (answer->draft_id || facts_load(&facts, NULL, of, answer->dossier_id, "received", NULL))
        return;
    rules_check_facts(&misfits, facts);
    for (size_t i = 0; i < misfits.count && i < MISFITS_MAX; i++) {
        char words[256];
        problem_warn(&answer->problems, misfits.rows[i].field, "portal_field", "%s",
            rules_words(words, sizeof words, &misfits.rows[i]));
    }
}

/* INTERFACE's error object, and beside it everything that is wrong and the draft that keeps what was typed. */
static enum rc print_refusal(const struct intake_answer *answer, const struct err *why, struct err *e)
{
    struct js *json = js_object(), *inner = js_object();
    js_put_text(inner, "code", why->code ? why->code : "refused");
    js_put_text(inner, "message", why->message);
    js_put_text(inner, "field", why->field[0] ? why->field : NULL);
    js_put_text(inner, "hint", why->hint[0] ? why->hint : NULL);
    js_put(json, "error", inner);
    js_put(json, "problems", problems_json(&answer->problems));
    if (answer->draft_id)
        js_put_int(json, "draft", answer->draft_id);
    return print_json(json, e);
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    AUTO_JS document = NULL;
    enum rc rc = read_document(&document, args, e);
    if (rc)
        return rc;
    if (js_is_object(document) && arg_given(args, "confirm"))
        add_confirmation(document, arg_value(args, "confirm"));
    struct intake_answer answer;
    rc = intake_receive(&answer, of, document, e);
    if (rc == RC_OK)
        warn_of_portal(&answer, of);
    if (rc == RC_OK && args->json)
        return print_json(intake_answer_json(&answer), e);
    if (rc == RC_OK)
        print_answer(&answer);
    if (rc && args->json) {
        enum rc printed = print_refusal(&answer, e, NULL);
        e->printed = printed == RC_OK;
        return rc;
    }
    print_problems(stderr, &answer.problems);
    if (rc && answer.draft_id)
        fprintf(stderr, _("  What was typed is kept as draft %lld\n"), (long long)answer.draft_id);
    return rc;
}

const struct verb verb_intake = {
    .name = "intake", .summary = N_("receive a dossier"), .usage = "--file FILE.json | -",
    .description = N_("Reads one intake document, checks it as the desk does, and receives the dossier in one "
                      "transaction: number, checklist, files, journal and deliveries. A refused document is kept as a draft."),
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
