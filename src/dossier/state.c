/* state.c - see state.h. */
#include "dossier/state.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"

static const struct state_row states[STATES] = {
    [STATE_NEW] = { "new", N_("newly registered"), CLOCK_NOT_STARTED, true },
    [STATE_RECEIVED] = { "received", N_("received"), CLOCK_RUNS, true },
    [STATE_NOT_ACCEPTED] = { "not_accepted", N_("not accepted"), CLOCK_STOPPED, false },
    [STATE_PROCESSING] = { "processing", N_("in work"), CLOCK_RUNS, true },
    [STATE_SUPPLEMENT] = { "supplement", N_("papers asked for"), CLOCK_PAUSED, true },
    [STATE_PAYMENT] = { "payment", N_("payment asked for"), CLOCK_PAUSED, true },
    [STATE_WITHDRAWN] = { "withdrawn", N_("withdrawn by the citizen"), CLOCK_STOPPED, false },
    [STATE_STOPPED] = { "stopped", N_("stopped"), CLOCK_STOPPED, false },
    [STATE_FINISHED] = { "finished", N_("finished, result here"), CLOCK_STOPPED, true },
    [STATE_RETURNED] = { "returned", N_("result handed over"), CLOCK_STOPPED, false },
};

const struct move_row move_table[] = {
    { STATE_NONE, STATE_NEW, 0, NULL, N_("file it on line") },
    { STATE_NONE, STATE_RECEIVED, 0, "receipt", N_("receive it") },
    { STATE_NONE, STATE_NOT_ACCEPTED, MOVE_REASON, "refusal", N_("refuse it at the desk") },
    { STATE_NEW, STATE_RECEIVED, 0, "receipt", N_("receive it") },
    { STATE_NEW, STATE_NOT_ACCEPTED, MOVE_REASON, "refusal", N_("refuse it") },
    { STATE_NEW, STATE_SUPPLEMENT, MOVE_REASON | MOVE_ITEMS, "supplement", N_("ask for papers before receiving it") },
    { STATE_NEW, STATE_WITHDRAWN, MOVE_REASON, NULL, N_("let the citizen withdraw it") },
    { STATE_RECEIVED, STATE_PROCESSING, 0, "control", N_("forward it to the officer") },
    { STATE_RECEIVED, STATE_SUPPLEMENT, MOVE_REASON | MOVE_ITEMS, "supplement", N_("ask for missing papers") },
    { STATE_RECEIVED, STATE_WITHDRAWN, MOVE_REASON, NULL, N_("let the citizen withdraw it") },
    { STATE_RECEIVED, STATE_FINISHED, 0, NULL, N_("finish it at once (same-day procedure)") },
    { STATE_PROCESSING, STATE_SUPPLEMENT, MOVE_REASON | MOVE_ITEMS, "supplement", N_("ask for missing papers") },
    { STATE_PROCESSING, STATE_PAYMENT, MOVE_REASON, NULL, N_("ask for payment") },
    { STATE_PROCESSING, STATE_WITHDRAWN, MOVE_REASON, NULL, N_("let the citizen withdraw it") },
    { STATE_PROCESSING, STATE_STOPPED, MOVE_REASON, "stop", N_("stop it") },
    { STATE_PROCESSING, STATE_FINISHED, 0, NULL, N_("finish it: the result is signed") },
    { STATE_SUPPLEMENT, STATE_PROCESSING, 0, NULL, N_("go on: the citizen brought the papers") },
    { STATE_SUPPLEMENT, STATE_RECEIVED, 0, "receipt", N_("receive it: the papers are complete") },
    { STATE_SUPPLEMENT, STATE_WITHDRAWN, MOVE_REASON, NULL, N_("let the citizen withdraw it") },
    { STATE_SUPPLEMENT, STATE_STOPPED, MOVE_REASON, "stop", N_("stop it: the papers did not come in time") },
    { STATE_PAYMENT, STATE_PROCESSING, 0, NULL, N_("go on: it was paid") },
    { STATE_PAYMENT, STATE_WITHDRAWN, MOVE_REASON, NULL, N_("let the citizen withdraw it") },
    { STATE_PAYMENT, STATE_STOPPED, MOVE_REASON, "stop", N_("stop it: it was not paid") },
    { STATE_WITHDRAWN, STATE_STOPPED, MOVE_REASON, "stop", N_("confirm the withdrawal and give the papers back") },
    { STATE_WITHDRAWN, STATE_PROCESSING, MOVE_REASON, NULL, N_("take the withdrawal back") },
    { STATE_FINISHED, STATE_RETURNED, 0, NULL, N_("hand the result over") },
    { STATE_FINISHED, STATE_PROCESSING, MOVE_REASON | MOVE_SUPERVISOR, NULL, N_("take it back: the result is wrong") },
    { STATE_STOPPED, STATE_RETURNED, 0, NULL, N_("hand the notice of stopping over") },
    { 0 },
};

const struct state_row *state_row(enum state state)
{
    return &states[state];
}

bool state_parse(enum state *ret, const char *slug)
{
    for (enum state s = STATE_NEW; s < STATES; s++)
        if (strcmp(states[s].slug, slug) == 0) {
            *ret = s;
            return true;
        }
    return false;
}

const struct move_row *move_find(enum state from, enum state to)
{
    for (const struct move_row *row = move_table; row->verb; row++)
        if (row->from == from && row->to == to)
            return row;
    return NULL;
}

/* "processing, supplement, withdrawn": the slugs that may be typed from here. */
static void possible_from(struct buf *out, enum state from)
{
    for (const struct move_row *row = move_table; row->verb; row++)
        if (row->from == from)
            buf_addf(out, "%s%s (%s)", out->len ? ", " : "", states[row->to].slug, _(row->verb));
}

enum rc move_check(const struct move_row **ret, enum state from, enum state to, struct err *e)
{
    const struct move_row *row = move_find(from, to);
    if (row) {
        *ret = row;
        return RC_OK;
    }
    AUTO_BUF possible = buf_limit(2000);
    possible_from(&possible, from);
    err_set(e, RC_REFUSED, "move_not_possible", N_("A dossier that is \"%s\" cannot become \"%s\""), _(states[from].name),
        _(states[to].name));
    if (possible.len)
        err_hint(e, N_("Possible from here: %s"), buf_text(&possible));
    else
        err_hint(e, N_("This dossier is closed; nothing more can be done with it"));
    return RC_REFUSED;
}
