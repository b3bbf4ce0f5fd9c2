/* ticket_simulate.h - a day of the line played with another rule, before anybody has to stand in it. Pure.
 *
 * The same seed brings the same people at the same minutes with the same work, so that two rules are compared on one
 * day. Nothing is written; nobody real is in it.
 */
#ifndef DOSSIER_TICKET_SIMULATE_H
#define DOSSIER_TICKET_SIMULATE_H

#include "dossier/ticket.h"

#define SIMULATED_PEOPLE 999

/* By arrival alone, whatever the ticket says; priority always first; anything between is the limit of ticket.h. */
#define RULE_ARRIVAL  0
#define RULE_PRIORITY 1000

struct simulated_day {
    int people;        /* 1..SIMULATED_PEOPLE */
    int priority;      /* percent of them */
    int desks;         /* 1.. */
    int serve_minutes; /* on average; each takes half to one and a half of it */
    int open_minutes;  /* during which people come, more of them in the first half */
    unsigned seed;
};

struct simulated_line {
    int people;
    int64_t wait_mean, wait_max; /* seconds */
};

struct simulated_outcome {
    struct simulated_line priority, others;
    int64_t last_end; /* seconds after opening when the last one left */
};

MUST enum rc ticket_simulate(
    struct simulated_outcome *ret, const struct simulated_day *day, int rule, struct err *e);

#endif
