/* errand.c - see errand.h. */
#include "desk/errand.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "desk/session.h"

static bool empty(const struct errand *errand)
{
    return !errand->ended;
}

bool errand_keep(struct session *s, struct worker *worker, const char *about,
    void (*ended)(struct desk *, const struct errand *))
{
    for (int i = 0; s && i < ERRANDS; i++) {
        struct errand *errand = &s->errands[i];
        if (!empty(errand))
            continue;
        *errand = (struct errand){ .worker = *worker, .ended = ended };
        snprintf(errand->about, sizeof errand->about, "%s", about);
        *worker = (struct worker){ .out = -1, .err = -1 };
        s->desk->hurry_ms = ERRAND_LOOK;
        return true;
    }
    return false;
}

static bool open_still(const struct desk *d, const struct screen *asker)
{
    for (const struct screen *screen = d->top; screen; screen = screen->below)
        if (screen == asker)
            return true;
    return false;
}

void errands_poll(struct session *s)
{
    if (s->child.pid && !s->locked_at && s->staff.id && !open_still(s->desk, s->child.asker))
        session_say_child(s); /* who asked has gone: whichever screen is there tells it */
    for (int i = 0; i < ERRANDS; i++) {
        struct errand *errand = &s->errands[i];
        if (empty(errand) || s->locked_at || !s->staff.id)
            continue;
        worker_poll(&errand->worker, 0);
        if (errand->worker.pid) {
            s->desk->hurry_ms = ERRAND_LOOK;
            continue;
        }
        struct errand done = *errand;
        *errand = (struct errand){ 0 }; /* its place is free before anything follows from it */
        done.ended(s->desk, &done);
        worker_release(&done.worker);
    }
}

bool errand_about(const struct session *s, const char *about)
{
    for (int i = 0; s && i < ERRANDS; i++)
        if (!empty(&s->errands[i]) && strcmp(s->errands[i].about, about) == 0)
            return true;
    return false;
}

void errands_release(struct session *s)
{
    for (int i = 0; i < ERRANDS; i++)
        if (!empty(&s->errands[i])) {
            worker_release(&s->errands[i].worker);
            s->errands[i] = (struct errand){ 0 };
        }
}
