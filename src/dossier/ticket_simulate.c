/* ticket_simulate.c - see ticket_simulate.h. */
#include "dossier/ticket_simulate.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

#define DESKS_MAX 50

struct play {
    struct ticket *people;
    int64_t *arrives, *work; /* seconds after opening; seconds of work */
    bool *privileged;
    int64_t free_at[DESKS_MAX];
};

static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 8) % below;
}

/* Two of three come in the first half of the day. */
static int64_t arrival(unsigned *seed, int open_minutes)
{
    unsigned half = (unsigned)open_minutes * 30u, which = draw(seed, 3);
    return draw(seed, half ? half : 1) + (which == 2 ? half : 0);
}

static enum rc prepare(struct play *p, const struct simulated_day *day, int rule, struct arena *a, struct err *e)
{
    size_t n = (size_t)day->people;
    unsigned seed = day->seed;
    p->people = arena_array(a, n, sizeof *p->people);
    p->arrives = arena_array(a, n, sizeof *p->arrives);
    p->work = arena_array(a, n, sizeof *p->work);
    p->privileged = arena_array(a, n, sizeof *p->privileged);
    if (arena_failed(a))
        return err_no_memory(e);
    for (size_t i = 0; i < n; i++) {
        p->arrives[i] = arrival(&seed, day->open_minutes);
        p->work[i] = day->serve_minutes * 30 + draw(&seed, (unsigned)day->serve_minutes * 60u);
        p->privileged[i] = (int)draw(&seed, 100) < day->priority;
        p->people[i] = (struct ticket){ .id = (int64_t)i + 1, .arrived_at = p->arrives[i], .state = TICKET_SKIPPED };
        if (p->privileged[i] && rule != RULE_ARRIVAL)
            snprintf(p->people[i].priority, sizeof p->people[i].priority, "elderly");
    }
    return RC_OK;
}

static int first_free(const struct play *p, int desks)
{
    int best = 0;
    for (int i = 1; i < desks; i++)
        if (p->free_at[i] < p->free_at[best])
            best = i;
    return best;
}

/* Who has come by `now` stands in the line; returns when the next of the others comes, or -1. */
static int64_t let_in(struct play *p, int people, int64_t now)
{
    int64_t next = -1;
    for (int i = 0; i < people; i++) {
        if (p->people[i].state != TICKET_SKIPPED)
            continue;
        if (p->arrives[i] <= now)
            p->people[i].state = TICKET_WAITING;
        else if (next < 0 || p->arrives[i] < next)
            next = p->arrives[i];
    }
    return next;
}

static void count(struct simulated_line *line, int64_t waited)
{
    line->people++;
    line->wait_mean += waited; /* the sum until the end */
    line->wait_max = waited > line->wait_max ? waited : line->wait_max;
}

static void finish(struct simulated_line *line)
{
    line->wait_mean = line->people ? line->wait_mean / line->people : 0;
}

static void run_day(struct simulated_outcome *ret, struct play *p, const struct simulated_day *day, int rule)
{
    int run = 0;
    for (int left = day->people; left > 0;) {
        int desk = first_free(p, day->desks);
        int64_t now = p->free_at[desk], next = let_in(p, day->people, now);
        int who = ticket_next(p->people, (size_t)day->people, run, rule);
        if (who < 0) {
            p->free_at[desk] = next; /* the desk waits for the door */
            continue;
        }
        run = p->people[who].priority[0] ? run + 1 : 0;
        p->people[who].state = TICKET_SERVED;
        count(p->privileged[who] ? &ret->priority : &ret->others, now - p->arrives[who]);
        p->free_at[desk] = now + p->work[who];
        ret->last_end = p->free_at[desk] > ret->last_end ? p->free_at[desk] : ret->last_end;
        left--;
    }
    finish(&ret->priority);
    finish(&ret->others);
}

enum rc ticket_simulate(struct simulated_outcome *ret, const struct simulated_day *day, int rule, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct play play = { 0 };
    *ret = (struct simulated_outcome){ 0 };
    enum rc rc = prepare(&play, day, rule, &a, e);
    if (!rc)
        run_day(ret, &play, day, rule);
    return rc;
}
