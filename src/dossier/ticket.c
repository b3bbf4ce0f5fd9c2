/* ticket.c - see ticket.h. The rule of the line, without any book. */
#include "dossier/ticket.h"

#include <string.h>

static const char *const states[TICKET_STATES] = { [TICKET_WAITING] = "waiting", [TICKET_CALLED] = "called",
    [TICKET_SERVED] = "served", [TICKET_SKIPPED] = "skipped", [TICKET_CANCELLED] = "cancelled" };

const char *const ticket_priorities[] = { "elderly", "disabled", "pregnant", "infant", "merit", NULL };

const char *ticket_state_slug(enum ticket_state state)
{
    return states[state];
}

bool ticket_priority_known(const char *slug)
{
    for (size_t i = 0; ticket_priorities[i]; i++)
        if (strcmp(slug, ticket_priorities[i]) == 0)
            return true;
    return false;
}

/* --- who is next --- */

/* The smaller number when two came in the same second. */
static bool came_before(const struct ticket *a, const struct ticket *b)
{
    return a->arrived_at < b->arrived_at || (a->arrived_at == b->arrived_at && a->id < b->id);
}

/* The one who came first in one of the two lines; `placed` (NULL = nobody) are out of it already. */
static int first_of(const struct ticket *list, const int *placed, size_t count, bool priority)
{
    int best = -1;
    for (size_t i = 0; i < count; i++) {
        if (list[i].state != TICKET_WAITING || list[i].pending || (placed && placed[i]))
            continue;
        if ((list[i].priority[0] != '\0') == priority && (best < 0 || came_before(&list[i], &list[best])))
            best = (int)i;
    }
    return best;
}

static int next_of(const struct ticket *list, const int *placed, size_t count, int run, int limit)
{
    int priority = first_of(list, placed, count, true), other = first_of(list, placed, count, false);
    if (priority < 0 || (other >= 0 && run >= limit))
        return other;
    return priority;
}

int ticket_next(const struct ticket *waiting, size_t count, int run, int limit)
{
    return next_of(waiting, NULL, count, run, limit);
}

void ticket_places(int *places, const struct ticket *list, size_t count, int run, int limit)
{
    memset(places, 0, count * sizeof *places);
    for (int place = 1, next; (next = next_of(list, places, count, run, limit)) >= 0; place++) {
        places[next] = place;
        run = list[next].priority[0] ? run + 1 : 0;
    }
}

/* --- how long --- */

int64_t ticket_waited(const struct ticket *t, int64_t now)
{
    int64_t until = t->called_at ? t->called_at : t->ended_at ? t->ended_at : now;
    int64_t waited = until - t->arrived_at - t->served_before;
    return waited > 0 ? waited : 0; /* a clock that was set back took nobody's time away */
}

struct ticket_times ticket_times(const struct ticket *list, size_t count)
{
    struct ticket_times t = { 0 };
    int64_t wait = 0, serve = 0;
    for (size_t i = 0; i < count; i++) {
        t.waiting += list[i].state == TICKET_WAITING && !list[i].pending;
        t.skipped += list[i].state == TICKET_SKIPPED;
        if (list[i].state != TICKET_SERVED)
            continue;
        int64_t waited = ticket_waited(&list[i], 0);
        t.served++;
        wait += waited;
        serve += list[i].ended_at - list[i].called_at + list[i].served_before;
        t.wait_max = waited > t.wait_max ? waited : t.wait_max;
    }
    t.wait_mean = t.served ? wait / t.served : 0;
    t.serve_mean = t.served ? serve / t.served : 0;
    return t;
}

int64_t ticket_expected(int place, const struct ticket_pace *pace)
{
    if (!pace->serve || place < 1)
        return -1;
    int desks = pace->desks > 0 ? pace->desks : 1;
    return pace->serve * (2 * place - 1) / (2 * desks); /* those at the desks are half done */
}
