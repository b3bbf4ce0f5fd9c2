/* ticket.c - see ticket.h. The rule of the line, without any book. */
#include "dossier/ticket.h"

#include <string.h>

static const char *const states[TICKET_STATES] = { [TICKET_WAITING] = "waiting", [TICKET_CALLED] = "called",
    [TICKET_SERVED] = "served", [TICKET_SKIPPED] = "skipped", [TICKET_CANCELLED] = "cancelled" };

const char *ticket_state_slug(enum ticket_state state)
{
    return states[state];
}

bool ticket_priority_known(const char *slug)
{
    static const char *const known[] = { "elderly", "disabled", "pregnant", "infant", "merit" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(slug, known[i]) == 0)
            return true;
    return false;
}

/* The one who came first in one of the two lines; the smaller number when they came in the same second. */
static int first_of(const struct ticket *list, size_t count, bool priority)
{
    int best = -1;
    for (size_t i = 0; i < count; i++) {
        if (list[i].state != TICKET_WAITING || (list[i].priority[0] != '\0') != priority)
            continue;
        if (best < 0 || list[i].arrived_at < list[best].arrived_at ||
            (list[i].arrived_at == list[best].arrived_at && list[i].id < list[best].id))
            best = (int)i;
    }
    return best;
}

int ticket_next(const struct ticket *waiting, size_t count, int run)
{
    int priority = first_of(waiting, count, true), other = first_of(waiting, count, false);
    if (priority < 0 || (other >= 0 && run >= TICKET_PRIORITY_RUN))
        return other;
    return priority;
}

struct ticket_times ticket_times(const struct ticket *list, size_t count)
{
    struct ticket_times t = { 0 };
    int64_t wait = 0, serve = 0;
    for (size_t i = 0; i < count; i++) {
        t.waiting += list[i].state == TICKET_WAITING;
        t.skipped += list[i].state == TICKET_SKIPPED;
        if (list[i].state != TICKET_SERVED)
            continue;
        int64_t waited = list[i].called_at - list[i].arrived_at;
        t.served++;
        wait += waited;
        serve += list[i].ended_at - list[i].called_at;
        t.wait_max = waited > t.wait_max ? waited : t.wait_max;
    }
    t.wait_mean = t.served ? wait / t.served : 0;
    t.serve_mean = t.served ? serve / t.served : 0;
    return t;
}
