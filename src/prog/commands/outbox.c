/* outbox.c - `motcua outbox`: what waits to be sent, why, and what a person may do about it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "outbox/delivery.h"
#include "prog/verb.h"

static const char *state_words(enum delivery_state state)
{
    static const char *const words[DELIVERY_STATES] = {
        [DELIVERY_WAITING] = N_("waiting"),
        [DELIVERY_SENDING] = N_("being sent"),
        [DELIVERY_UNKNOWN] = N_("sent, no answer seen"),
        [DELIVERY_DONE] = N_("received"),
        [DELIVERY_HELD] = N_("held back"),
        [DELIVERY_REFUSED] = N_("NEEDS A PERSON"),
    };
    return _(words[state]);
}

static enum rc print_row(const struct delivery *d)
{
    char next[ISO_TIME_SIZE] = "";
    bool waits = d->state == DELIVERY_WAITING || d->state == DELIVERY_UNKNOWN;
    if (waits && d->next_at)
        iso_time(next, d->next_at);
    printf("%6lld  %-10s %-22s %-10s %-24s %d  %s  %s\n", (long long)d->id, d->target, d->dossier, d->event,
        state_words(d->state), d->attempts, next, d->answer);
    return RC_OK;
}

static enum rc read_filter(struct delivery_filter *filter, const struct args *args, struct err *e)
{
    const char *state = arg_value(args, "state");
    *filter = (struct delivery_filter){ .with_done = true, .target = arg_value(args, "target") };
    if (!state || !strcmp(state, "all"))
        return RC_OK;
    if (!strcmp(state, "open")) {
        filter->with_done = false;
        return RC_OK;
    }
    filter->state = delivery_state_of(state);
    return filter->state
               ? RC_OK
               : err_set(e, RC_USAGE, "state",
                     N_("There is no delivery state %s (waiting, sending, unknown, done, held, refused)"),
                     state);
}

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct delivery_filter filter;
    struct delivery *rows = NULL;
    size_t count = 0;
    int64_t limit = 0;
    enum rc rc = read_filter(&filter, args, e);
    if (!rc)
        rc = arg_number(&limit, args, "limit", 1, 1000000, e);
    filter.limit = (size_t)limit;
    if (!rc)
        rc = delivery_list(&rows, &count, of->db, &filter, &a, e);
    if (rc)
        return rc;
    if (!args->json) {
        for (size_t i = 0; !rc && i < count; i++)
            rc = print_row(&rows[i]);
        return rc;
    }
    struct js *out = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(out, delivery_to_json(&rows[i]));
    return print_json(out, e);
}

static enum rc read_id(int64_t *ret, const struct args *args, struct err *e)
{
    if (args->count != 2)
        return verb_usage(args, e);
    char *end;
    errno = 0;
    long long id = strtoll(args->words[1], &end, 10);
    if (errno || *end || end == args->words[1] || id < 1)
        return err_set(e, RC_USAGE, "delivery_id", N_("%s is not the number of a delivery"), args->words[1]);
    *ret = id;
    return RC_OK;
}

static enum rc print_one(struct office *of, const struct args *args, int64_t id, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct delivery d;
    enum rc rc = delivery_show(&d, of->db, id, &a, e);
    if (rc)
        return rc;
    if (!args->json)
        return print_row(&d);
    struct js *out = delivery_to_json(&d);
    struct js *facts = NULL;
    if (*d.facts && !js_parse(&facts, d.facts, strlen(d.facts), NULL))
        js_put(out, "facts", facts);
    return print_json(out, e);
}

static enum rc show(struct office *of, const struct args *args, struct err *e)
{
    int64_t id;
    enum rc rc = read_id(&id, args, e);
    return rc ? rc : print_one(of, args, id, e);
}

/* What a person does with one delivery; afterwards it is shown as it now stands. */
static const struct {
    const char *word;
    enum rc (*act)(const struct office *of, int64_t id, struct err *e);
} steps[] = {
    { "hold", delivery_hold },
    { "release", delivery_release },
    { "retry", delivery_retry },
};

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *word = args->count ? args->words[0] : "list";
    if (!strcmp(word, "list") && args->count <= 1)
        return list(of, args, e);
    if (!strcmp(word, "show"))
        return show(of, args, e);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (strcmp(word, steps[i].word))
            continue;
        int64_t id;
        enum rc rc = read_id(&id, args, e);
        if (!rc)
            rc = steps[i].act(of, id, e);
        return rc ? rc : print_one(of, args, id, e);
    }
    return verb_usage(args, e);
}

static const struct option_row options[] = {
    { "state", N_("STATE"),
        N_("Only these: waiting, sending, unknown, done, held, refused, open, all (default)") },
    { "target", N_("NAME"), N_("Only this target") },
    { "limit", N_("N"), N_("At most so many (default 1000)") },
    { 0 },
};

static const struct example_row examples[] = {
    { "outbox list --state open", N_("what has not been received yet") },
    { "outbox show 12 --json", N_("one delivery with the facts that will be sent") },
    { "outbox retry 12", N_("tries it at the next run, after a person has settled what was refused") },
    { 0 },
};

const struct verb verb_outbox = {
    .name = "outbox",
    .summary = N_("Shows what waits to be sent, and holds or releases it"),
    .usage = "list [--state S] | show ID | hold ID | release ID | retry ID",
    .description = N_("Every step of a dossier becomes one delivery to each target. Those that need a person "
                      "stand first."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
