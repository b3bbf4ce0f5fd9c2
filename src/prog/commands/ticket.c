/* ticket.c - `motcua ticket`: the waiting line. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "dossier/ticket_simulate.h"
#include "dossier/ticket_words.h"
#include "people/permission.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "group", N_("LETTERS"), N_("take, transfer: the service group (A); call: several, as AB") },
    { "priority", N_("WHY"), N_("take: elderly, disabled, pregnant, infant or merit") },
    { "pending", NULL, N_("take: nobody has the number yet; it is not called before \"ticket hand\"") },
    { "day", N_("DAY"), N_("list: another day") },
    { "people", N_("N"), N_("simulate: how many come (80)") },
    { "share", N_("PERCENT"), N_("simulate: how many of them with priority (20)") },
    { "desks", N_("N"), N_("simulate: desks that serve (2)") },
    { "minutes", N_("N"), N_("simulate: minutes a visit takes (8)") },
    { "seed", N_("N"), N_("simulate: another day of the same kind (1)") },
    { 0 },
};

static const struct example_row examples[] = {
    { "ticket take --group A --priority elderly", N_("a number that is called earlier, by the rule on the wall") },
    { "ticket call", N_("the next one comes to this desk") },
    { "ticket undo", N_("that call was a mistake: the person waits again in the old place") },
    { "ticket link H48.25-260105-0001", N_("the person at this desk filed that dossier") },
    { "ticket simulate --people 120 --share 30 --desks 3", N_("who waits how long under which rule, before one is changed") },
    { 0 },
};

/* --- one ticket --- */

static struct js *ticket_json(const struct ticket *t)
{
    char at[ISO_TIME_SIZE];
    char service[2] = { t->service, '\0' };
    struct js *json = js_object();
    js_put_text(json, "label", t->label);
    js_put_text(json, "group", service);
    js_put_text(json, "priority", *t->priority ? t->priority : NULL);
    js_put_text(json, "state", ticket_state_slug(t->state));
    js_put_bool(json, "pending", t->pending);
    js_put_text(json, "arrived_at", iso_time(at, t->arrived_at));
    js_put_text(json, "called_at", t->called_at ? iso_time(at, t->called_at) : NULL);
    js_put_text(json, "ended_at", t->ended_at ? iso_time(at, t->ended_at) : NULL);
    js_put_text(json, "desk", *t->desk ? t->desk : NULL);
    js_put_int(json, "calls", t->calls);
    js_put_text(json, "dossier", *t->dossier ? t->dossier : NULL);
    js_put_int(json, "dossiers", t->dossiers);
    return json;
}

static void print_ticket(const struct ticket *t)
{
    printf("%-6s %c  %-9s %-10s %s%s%s\n", t->label, t->service, t->pending ? "pending" : ticket_state_slug(t->state),
        t->priority, t->desk, *t->dossier ? "  " : "", t->dossier);
}

/* --- the list --- */

struct line {
    struct ticket *rows;
    size_t count;
    int *places;
    struct ticket_pace pace;
    struct ticket_setup setup;
};

static enum rc read_line(struct line *ret, const struct office *of, struct day day, struct arena *a, struct err *e)
{
    int run = 0;
    struct line line = { 0 };
    ticket_setup(&line.setup, of);
    enum rc rc = ticket_list(&line.rows, &line.count, of, day, a, e);
    if (!rc)
        rc = ticket_run(&run, of, NULL, line.setup.limit, e);
    if (!rc)
        rc = ticket_pace(&line.pace, of, e);
    line.places = rc ? NULL : arena_array(a, line.count + 1, sizeof *line.places);
    if (!rc && !line.places)
        rc = err_no_memory(e);
    if (rc)
        return rc;
    ticket_places(line.places, line.rows, line.count, run, line.setup.limit);
    *ret = line;
    return RC_OK;
}

static struct js *row_json(const struct line *line, size_t i, int64_t now)
{
    char at[ISO_TIME_SIZE];
    const struct ticket *t = &line->rows[i];
    struct js *json = ticket_json(t);
    int64_t expected = ticket_expected(line->places[i], &line->pace);
    js_put_int(json, "waited_seconds", ticket_waited(t, now));
    if (line->places[i])
        js_put_int(json, "place", line->places[i]);
    if (expected >= 0)
        js_put_text(json, "expected_at", iso_time(at, now + expected));
    return json;
}

static struct js *line_json(const struct line *line, const struct ticket_times *times, int64_t now)
{
    char rule[TICKET_RULE_SIZE];
    struct js *all = js_object(), *array = js_array();
    for (size_t i = 0; i < line->count; i++)
        js_add(array, row_json(line, i, now));
    js_put(all, "tickets", array);
    js_put_int(all, "waiting", times->waiting);
    js_put_int(all, "served", times->served);
    js_put_int(all, "skipped", times->skipped);
    js_put_int(all, "wait_mean_seconds", times->wait_mean);
    js_put_int(all, "wait_max_seconds", times->wait_max);
    js_put_int(all, "serve_mean_seconds", times->serve_mean);
    js_put_text(all, "rule", ticket_rule_words(rule, line->setup.limit));
    return all;
}

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct line line;
    int64_t now = clock_now(of->clock);
    struct day day = day_of(now);
    enum rc rc = arg_day(&day, args, "day", e);
    if (!rc)
        rc = read_line(&line, of, day, &a, e);
    if (rc)
        return rc;
    struct ticket_times times = ticket_times(line.rows, line.count);
    if (args->json)
        return print_json(line_json(&line, &times, now), e);
    for (size_t i = 0; i < line.count; i++)
        print_ticket(&line.rows[i]);
    printf(_("%d waiting, %d served; waited %lld minutes on average, at most %lld; served in %lld\n"), times.waiting,
        times.served, (long long)times.wait_mean / 60, (long long)times.wait_max / 60,
        (long long)times.serve_mean / 60);
    return RC_OK;
}

/* --- a day that never was --- */

static struct js *half_json(const struct simulated_line *line)
{
    struct js *json = js_object();
    js_put_int(json, "people", line->people);
    js_put_int(json, "wait_mean_seconds", line->wait_mean);
    js_put_int(json, "wait_max_seconds", line->wait_max);
    return json;
}

static void print_outcome(const char *name, const struct simulated_outcome *o)
{
    int pad = 24 - text_width(name, strlen(name));
    printf("%s%*s %6lld %6lld          %6lld %6lld       %02d:%02d\n", name, pad > 0 ? pad : 0, "",
        (long long)o->priority.wait_mean / 60, (long long)o->priority.wait_max / 60,
        (long long)o->others.wait_mean / 60, (long long)o->others.wait_max / 60, (int)(o->last_end / 3600),
        (int)(o->last_end / 60 % 60));
}

static enum rc read_day(struct simulated_day *day, const struct args *args, struct err *e)
{
    int64_t people = 80, share = 20, desks = 2, minutes = 8, seed = 1;
    enum rc rc = arg_number(&people, args, "people", 1, SIMULATED_PEOPLE, e);
    if (!rc)
        rc = arg_number(&share, args, "share", 0, 100, e);
    if (!rc)
        rc = arg_number(&desks, args, "desks", 1, 20, e);
    if (!rc)
        rc = arg_number(&minutes, args, "minutes", 1, 120, e);
    if (!rc)
        rc = arg_number(&seed, args, "seed", 0, 1000000, e);
    *day = (struct simulated_day){ .people = (int)people, .priority = (int)share, .desks = (int)desks,
        .serve_minutes = (int)minutes, .open_minutes = 480, .seed = (unsigned)seed };
    return rc;
}

static const char *rule_name(char out[40], int rule, bool now)
{
    if (rule == RULE_ARRIVAL || rule == RULE_PRIORITY)
        return rule == RULE_ARRIVAL ? _("by arrival alone") : _("priority always first");
    snprintf(out, 40, now ? _("%d, then another (now)") : _("%d, then another"), rule);
    return out;
}

static struct js *outcome_json(int rule, bool now, const struct simulated_outcome *o)
{
    struct js *row = js_object();
    js_put_text(row, "rule", rule == RULE_ARRIVAL ? "arrival" : rule == RULE_PRIORITY ? "priority" : "run");
    js_put_int(row, "run", rule == RULE_PRIORITY ? 0 : rule);
    js_put_bool(row, "now", now);
    js_put(row, "priority", half_json(&o->priority));
    js_put(row, "others", half_json(&o->others));
    js_put_int(row, "last_end_seconds", o->last_end);
    return row;
}

/* The rule in force between its neighbours and the two extremes. */
static enum rc simulate(struct office *of, const struct args *args, struct err *e)
{
    struct ticket_setup setup;
    struct simulated_day day;
    struct simulated_outcome o[4];
    char name[40];
    ticket_setup(&setup, of);
    const int rules[] = { RULE_ARRIVAL, setup.limit, setup.limit == 1 ? 2 : 1, RULE_PRIORITY };
    enum rc rc = read_day(&day, args, e);
    for (int i = 0; i < 4 && !rc; i++)
        rc = ticket_simulate(&o[i], &day, rules[i], e);
    if (rc)
        return rc;
    if (!args->json) {
        printf("%s", _("minutes waited            priority: mean most   others: mean most   last one leaves after\n"));
        for (int i = 0; i < 4; i++)
            print_outcome(rule_name(name, rules[i], i == 1), &o[i]);
        return RC_OK;
    }
    struct js *all = js_array();
    for (int i = 0; i < 4; i++)
        js_add(all, outcome_json(rules[i], i == 1, &o[i]));
    return print_json(all, e);
}

/* --- steps --- */

static enum rc step(struct ticket *t, bool *known, struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->words[0], *group = arg_value(args, "group"), *word = args->count > 1 ? args->words[1] : NULL;
    char service = group && strlen(group) == 1 ? *group : '\0';
    *known = true;
    if (strcmp(what, "take") == 0 && !word)
        return (arg_given(args, "pending") ? ticket_take_pending : ticket_take)(
            t, of, group ? service : 'A', arg_value(args, "priority"), e);
    if (strcmp(what, "hand") == 0 && word)
        return ticket_hand(t, of, word, e);
    if (strcmp(what, "call") == 0 && !word)
        return ticket_call(t, of, group, e);
    if (strcmp(what, "recall") == 0)
        return ticket_recall(t, of, word, e);
    if (strcmp(what, "undo") == 0 && !word)
        return ticket_put_back(t, of, e);
    if (strcmp(what, "skip") == 0 && !word)
        return ticket_skip(t, of, e);
    if (strcmp(what, "done") == 0 && !word)
        return ticket_done(t, of, e);
    if (strcmp(what, "transfer") == 0 && word)
        return ticket_transfer(t, of, word, service, e);
    if (strcmp(what, "cancel") == 0 && word)
        return ticket_cancel(t, of, word, e);
    if (strcmp(what, "link") == 0 && word)
        return ticket_link(t, of, NULL, word, e);
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
    if (strcmp(args->words[0], "simulate") == 0 && args->count == 1)
        return simulate(of, args, e);
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
    .usage = "take [--group A] [--priority WHY] [--pending] | hand LABEL | call [--group AB] | recall [LABEL] | undo | skip | "
             "done | transfer LABEL --group B | cancel LABEL | link CODE | list [--day DAY] | simulate",
    .description = N_("Who came first is called first; priority goes ahead, but after a few priority tickets in a row one "
                      "of the others is called (setting ticket.priority_run). A transferred ticket keeps its number and "
                      "its time of arrival. A number that nobody has yet (--pending) is never called."),
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
