/* ticket.c - `motcua ticket`: the waiting line. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/ticket.h"
#include "people/permission.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "group", N_("LETTERS"), N_("take, transfer: the service group (A); call: several, as AB") },
    { "priority", N_("WHY"), N_("take: elderly, disabled, pregnant, infant or merit") },
    { "day", N_("DAY"), N_("list: another day") },
    { 0 },
};

static const struct example_row examples[] = {
    { "ticket take --group A --priority elderly", N_("a number that is called earlier, by the rule on the wall") },
    { "ticket call", N_("the next one comes to this desk") },
    { "ticket link H48.25-260105-0001", N_("the person at this desk filed that dossier") },
    { 0 },
};

static struct js *ticket_json(const struct ticket *t)
{
    char at[ISO_TIME_SIZE];
    char service[2] = { t->service, '\0' };
    struct js *json = js_object();
    js_put_text(json, "label", t->label);
    js_put_text(json, "group", service);
    js_put_text(json, "priority", *t->priority ? t->priority : NULL);
    js_put_text(json, "state", ticket_state_slug(t->state));
    js_put_text(json, "arrived_at", iso_time(at, t->arrived_at));
    js_put_text(json, "called_at", t->called_at ? iso_time(at, t->called_at) : NULL);
    js_put_text(json, "ended_at", t->ended_at ? iso_time(at, t->ended_at) : NULL);
    js_put_text(json, "desk", *t->desk ? t->desk : NULL);
    js_put_int(json, "calls", t->calls);
    js_put_text(json, "dossier", *t->dossier ? t->dossier : NULL);
    return json;
}

static void print_ticket(const struct ticket *t)
{
    printf("%-6s %c  %-9s %-10s %s%s%s\n", t->label, t->service, ticket_state_slug(t->state), t->priority, t->desk,
        *t->dossier ? "  " : "", t->dossier);
}

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct ticket *rows;
    size_t count;
    struct day day = day_of(clock_now(of->clock));
    enum rc rc = arg_day(&day, args, "day", e);
    if (!rc)
        rc = ticket_list(&rows, &count, of, day, &a, e);
    if (rc)
        return rc;
    struct ticket_times times = ticket_times(rows, count);
    if (!args->json) {
        for (size_t i = 0; i < count; i++)
            print_ticket(&rows[i]);
        printf(_("%d waiting, %d served; waited %lld minutes on average, at most %lld; served in %lld\n"), times.waiting,
            times.served, (long long)times.wait_mean / 60, (long long)times.wait_max / 60,
            (long long)times.serve_mean / 60);
        return RC_OK;
    }
    struct js *all = js_object(), *array = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(array, ticket_json(&rows[i]));
    js_put(all, "tickets", array);
    js_put_int(all, "waiting", times.waiting);
    js_put_int(all, "served", times.served);
    js_put_int(all, "skipped", times.skipped);
    js_put_int(all, "wait_mean_seconds", times.wait_mean);
    js_put_int(all, "wait_max_seconds", times.wait_max);
    js_put_int(all, "serve_mean_seconds", times.serve_mean);
    return print_json(all, e);
}

static enum rc step(struct ticket *t, bool *known, struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->words[0], *group = arg_value(args, "group"), *word = args->count > 1 ? args->words[1] : NULL;
    char service = group && strlen(group) == 1 ? *group : '\0';
    *known = true;
    if (strcmp(what, "take") == 0 && !word)
        return ticket_take(t, of, group ? service : 'A', arg_value(args, "priority"), e);
    if (strcmp(what, "call") == 0 && !word)
        return ticket_call(t, of, group, e);
    if (strcmp(what, "recall") == 0)
        return ticket_recall(t, of, word, e);
    if (strcmp(what, "skip") == 0 && !word)
        return ticket_skip(t, of, e);
    if (strcmp(what, "done") == 0 && !word)
        return ticket_done(t, of, e);
    if (strcmp(what, "transfer") == 0 && word)
        return ticket_transfer(t, of, word, service, e);
    if (strcmp(what, "cancel") == 0 && word)
        return ticket_cancel(t, of, word, e);
    if (strcmp(what, "link") == 0 && word)
        return ticket_link(t, of, word, e);
    *known = false;
    return RC_OK;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    struct ticket t = { 0 };
    bool known;
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    if (args->count < 1 || args->count > 2)
        return verb_usage(args, e);
    if (strcmp(args->words[0], "list") == 0 && args->count == 1)
        return list(of, args, e);
    rc = step(&t, &known, of, args, e);
    if (!rc && !known)
        return verb_usage(args, e);
    if (rc || args->json)
        return rc ? rc : print_json(ticket_json(&t), e);
    print_ticket(&t);
    return RC_OK;
}

const struct verb verb_ticket = {
    .name = "ticket", .summary = N_("the waiting line: numbers, who is next, waiting times"),
    .usage = "take [--group A] [--priority WHY] | call [--group AB] | recall [LABEL] | skip | done | "
             "transfer LABEL --group B | cancel LABEL | link CODE | list [--day DAY]",
    .description = N_("Who came first is called first; priority goes ahead, but after two priority tickets in a row one "
                      "of the others is called. A transferred ticket keeps its number and its time of arrival."),
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
