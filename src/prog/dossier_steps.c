/* dossier_steps.c - see dossier_steps.h. */
#include "prog/dossier_steps.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/tx.h"
#include "dossier/changes.h"
#include "dossier/deadline.h"
#include "dossier/step.h"
#include "prog/dossier_work.h"
#include "prog/verb.h"

enum rc arg_day(struct day *ret, const struct args *args, const char *name, struct err *e)
{
    const char *text = arg_value(args, name);
    if (!text || iso_day_parse(ret, text))
        return RC_OK;
    return err_set(e, RC_USAGE, "usage", N_("--%s takes a day like 2026-02-17"), name);
}

static enum rc answer_json(const struct step_answer *answer, const char *code, struct err *e)
{
    char at[ISO_TIME_SIZE];
    struct js *json = js_object();
    js_put_text(json, "code", code);
    js_put_text(json, "state", state_row(answer->state)->slug);
    js_put_text(json, "due_at", answer->due_at ? iso_time(at, answer->due_at) : NULL);
    js_put_text(json, "paper", answer->paper);
    js_put_text(json, "holder", *answer->holder ? answer->holder : NULL);
    js_put_int(json, "deliveries", answer->deliveries);
    return print_json(json, e);
}

static enum rc apologise(struct step_answer *ret, struct office *of, const struct args *args, struct err *e)
{
    struct day until = { 0 };
    enum rc rc = arg_day(&until, args, "until", e);
    if (!rc && !until.y)
        rc = err_set(e, RC_USAGE, "usage", N_("Give the new date with --until DAY"));
    return rc ? rc : dossier_apologise(ret, of, args->words[1], until, arg_value(args, "reason"), e);
}

static enum rc result(struct step_answer *ret, struct office *of, const struct args *args, struct err *e)
{
    struct result_facts facts = { .number = arg_value(args, "number"), .path = arg_value(args, "result") };
    enum rc rc = arg_day(&facts.issued_on, args, "date", e);
    if (!rc)
        rc = arg_day(&facts.valid_until, args, "until", e);
    if (!rc && (!facts.number || !facts.issued_on.y))
        rc = err_set(e, RC_USAGE, "usage", N_("Give the result's --number and --date"));
    return rc ? rc : dossier_set_result(ret, of, args->words[1], &facts, e);
}

static enum rc assign(struct step_answer *ret, struct office *of, const struct args *args, struct err *e)
{
    return dossier_assign(ret, of, args->words[1], args->words[2], arg_value(args, "reason"), e);
}

static enum rc note(struct step_answer *ret, struct office *of, const struct args *args, struct err *e)
{
    return dossier_add_note(ret, of, args->words[1], args->words[2], e);
}

static enum rc undo(struct step_answer *ret, struct office *of, const struct args *args, struct err *e)
{
    return dossier_undo(ret, of, args->words[1], arg_value(args, "reason"), e);
}

typedef enum rc run_step(struct step_answer *ret, struct office *of, const struct args *args, struct err *e);

/* Only when the dossier is as it was seen: looked at and changed in one transaction. */
static enum rc run_seen(struct step_answer *ret, struct office *of, const struct args *args, run_step *run,
    int version, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    AUTO_TX tx = tx_for(of->db);
    if (!version)
        return run(ret, of, args, e);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, args->words[1], e);
    if (!rc)
        rc = changes_expect(of, &d, version, e);
    if (!rc)
        rc = run(ret, of, args, e);
    return rc ? rc : tx_commit(&tx, e);
}

static const struct {
    const char *name;
    int words;
    run_step *run;
} steps[] = {
    { "apologise", 2, apologise }, { "assign", 3, assign }, { "note", 3, note }, { "undo", 2, undo },
    { "result", 2, result },
};

enum rc dossier_step(bool *known, struct office *of, const struct args *args, struct err *e)
{
    struct step_answer answer = { 0 };
    size_t i = 0, count = sizeof steps / sizeof *steps;
    while (i < count && (!args->count || strcmp(steps[i].name, args->words[0])))
        i++;
    *known = i < count;
    if (i == count)
        return RC_OK;
    if (args->count != steps[i].words)
        return verb_usage(args, e);
    int64_t version = 0;
    enum rc rc = arg_number(&version, args, "version", 1, INT32_MAX, e);
    if (!rc)
        rc = run_seen(&answer, of, args, steps[i].run, (int)version, e);
    if (rc && e->code && strcmp(e->code, "changed_meanwhile") == 0)
        return dossier_conflict(of, args->words[1], (int)version, NULL, args->json, e);
    if (rc)
        return rc;
    if (args->json)
        return answer_json(&answer, args->words[1], e);
    char when[MOMENT_TEXT_SIZE];
    printf(_("%s is now: %s\n"), args->words[1], _(state_row(answer.state)->name));
    if (answer.due_at)
        printf(_("Due       %s\n"), moment_text(when, answer.due_at));
    if (answer.paper)
        printf(_("Print its paper with: motcua paper %s %s\n"), answer.paper, args->words[1]);
    return RC_OK;
}
