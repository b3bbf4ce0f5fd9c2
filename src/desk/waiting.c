/* waiting.c - see waiting.h. */
#include "desk/waiting.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"

bool waiting_mine(const struct waiting *w, char service)
{
    return !w->setup.mine[0] || strchr(w->setup.mine, service);
}

/* --- places --- */

/* Each of the two lines, this desk's groups and the others, goes by the rule for itself. */
static enum rc place(struct waiting *w, const struct office *of, bool mine, struct arena *a, struct err *e)
{
    struct ticket *line = arena_array(a, w->count + 1, sizeof *line);
    int *places = arena_array(a, w->count + 1, sizeof *places), run = 0;
    if (!line || !places)
        return err_no_memory(e);
    enum rc rc = ticket_run(&run, of, mine ? w->setup.mine : NULL, w->setup.limit, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < w->count; i++) {
        line[i] = w->list[i];
        if (waiting_mine(w, line[i].service) != mine)
            line[i].state = TICKET_SERVED; /* stands in the other line */
    }
    ticket_places(places, line, w->count, run, w->setup.limit);
    for (size_t i = 0; i < w->count; i++) {
        w->places[i] += places[i];
        if (mine && places[i] == 1)
            w->next = (int)i;
    }
    return RC_OK;
}

static void count(struct waiting *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct ticket *t = &w->list[i];
        if (t->state != TICKET_WAITING || t->pending)
            continue;
        int64_t waited = ticket_waited(t, w->now);
        w->waits++;
        w->longest = waited > w->longest ? waited : w->longest;
    }
}

/* --- the order on the screen --- */

enum rank { RANK_PENDING, RANK_HERE, RANK_MINE, RANK_OTHERS, RANK_AT_DESKS, RANK_ABSENT, RANK_OVER };

static enum rank rank_of(const struct waiting *w, size_t i)
{
    const struct ticket *t = &w->list[i];
    switch (t->state) {
    case TICKET_WAITING:
        return t->pending ? RANK_PENDING : waiting_mine(w, t->service) ? RANK_MINE : RANK_OTHERS;
    case TICKET_CALLED:
        return t->id == w->here.id ? RANK_HERE : RANK_AT_DESKS;
    case TICKET_SKIPPED:
        return RANK_ABSENT;
    default:
        return RANK_OVER;
    }
}

/* Within a rank by place, then by arrival; what is over with the newest first. */
static bool stands_before(const struct waiting *w, int a, int b)
{
    enum rank x = rank_of(w, (size_t)a), y = rank_of(w, (size_t)b);
    if (x != y)
        return x < y;
    if (w->places[a] != w->places[b])
        return w->places[a] < w->places[b];
    return x == RANK_OVER ? w->list[a].ended_at > w->list[b].ended_at : a < b;
}

static void sort(struct waiting *w)
{
    for (int i = 0; i < (int)w->count; i++) {
        int at = i;
        for (; at > 0 && stands_before(w, i, w->order[at - 1]); at--)
            w->order[at] = w->order[at - 1];
        w->order[at] = i;
    }
}

enum rc waiting_load(struct waiting *ret, const struct office *of, struct arena *a, struct err *e)
{
    struct waiting w = { .next = -1, .now = clock_now(of->clock) };
    ticket_setup(&w.setup, of);
    enum rc rc = ticket_list(&w.list, &w.count, of, day_of(w.now), a, e);
    if (!rc)
        rc = ticket_here(&w.here, of, e);
    if (!rc)
        rc = ticket_pace(&w.pace, of, e);
    w.places = rc ? NULL : arena_array(a, w.count + 1, sizeof *w.places);
    w.order = rc ? NULL : arena_array(a, w.count + 1, sizeof *w.order);
    if (!rc && (!w.places || !w.order))
        rc = err_no_memory(e);
    if (!rc)
        rc = place(&w, of, true, a, e);
    if (!rc && w.setup.mine[0])
        rc = place(&w, of, false, a, e);
    if (rc)
        return rc;
    count(&w);
    sort(&w);
    *ret = w;
    return RC_OK;
}

/* --- words --- */

const char *waiting_at(char out[WAITING_AT_SIZE], const struct waiting *w, int row)
{
    int64_t seconds = ticket_expected(w->places[row], &w->pace);
    out[0] = '\0';
    if (seconds < 0)
        return out;
    int second = second_of_day(w->now + seconds);
    snprintf(out, WAITING_AT_SIZE, "~ %02d:%02d", second / 3600, second / 60 % 60);
    return out;
}

const char *waiting_age(char out[WAITING_AGE_SIZE], int64_t seconds)
{
    if (seconds < 60)
        snprintf(out, WAITING_AGE_SIZE, "%s", _("<1 min"));
    else
        snprintf(out, WAITING_AGE_SIZE, _("%d min"), (int)(seconds / 60));
    return out;
}

/* --- calling --- */

enum rc waiting_call(struct desk *d, struct ticket *ret)
{
    struct ticket_setup setup;
    struct err e = { 0 };
    ticket_setup(&setup, d->office);
    enum rc rc = ticket_call(ret, d->office, setup.mine, &e);
    if (rc == RC_NOT_FOUND)
        desk_say(d, ROLE_WARN, N_("Nobody waits in this line. F4 gives out a number."));
    else if (rc)
        desk_say_error(d, &e);
    else
        desk_say(d, ROLE_OK, N_("%s is called to this desk."), ret->label);
    return rc;
}

enum rc waiting_put_back(struct desk *d)
{
    struct err e = { 0 };
    struct ticket t;
    enum rc rc = ticket_put_back(&t, d->office, &e);
    if (rc)
        desk_say_error(d, &e);
    else
        desk_say(d, ROLE_OK, N_("The call was taken back: %s waits again in its old place."), t.label);
    return rc;
}
