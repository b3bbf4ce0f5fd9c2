/* sender.c - see sender.h. */
#include "targets/sender.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/journal.h"
#include "book/settings.h"
#include "book/tx.h"
#include "outbox/delivery.h"
#include "targets/target.h"

/* So many attempts in a row without one success: the line is taken to be down, whatever it says. */
#define FRUITLESS_MAX 48

struct flight {
    struct attempt attempt;
    struct arena arena;
    bool used;
};

struct pump {
    const struct office *of;
    const struct sender_options *options;
    const struct target *target;
    void *link;
    struct sender_run *run;
    char owner[64];
    struct flight flights[SENDER_IN_FLIGHT];
    int flying, fruitless;
    bool answered;
    bool landed; /* an attempt ended since the last claim: its dossier's next event may be due */
};

enum rc sender_lock(int *fd, const struct office *of, struct err *e)
{
    char path[PATH_MAX];
    book_path(path, of->book, "sync.lock");
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0)
        return err_errno(e, errno, path);
    if (flock(lock, LOCK_EX | LOCK_NB)) {
        close(lock);
        return err_set(
            e, RC_AGAIN, "sender_busy", N_("Another motcua-sync is sending for this book already"));
    }
    *fd = lock;
    return RC_OK;
}

static uint32_t dice(const struct pump *pump)
{
    uint32_t n = 0;
    if (!pump->options->random_fixed && getrandom(&n, sizeof n, 0) != (ssize_t)sizeof n)
        n = 0;
    return n;
}

static bool stopped(const struct pump *pump)
{
    return pump->options->stop && *pump->options->stop;
}

/* An answer to another request is an event for the supervisor (N08). */
static enum rc report_old_answer(const struct pump *pump, const struct delivery *d, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_int(payload, "delivery", d->id);
    js_put_text(payload, "target", d->target);
    const struct journal_entry entry = {
        .action = "old_answer", .object_kind = "delivery", .object = d->dossier, .payload = payload
    };
    AUTO_TX tx = tx_for(pump->of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = journal_append(NULL, NULL, pump->of, &entry, e);
    return rc ? rc : tx_commit(&tx, e);
}

static void count_end(struct pump *pump, const struct attempt *at)
{
    struct sender_run *run = pump->run;
    switch (at->result.event) {
    case DELIVERY_ACK:
    case DELIVERY_FOUND:
        run->sent++;
        break;
    case DELIVERY_REFUSE:
        run->refused++;
        break;
    case DELIVERY_LOST:
        run->unknown++;
        break;
    default:
        run->put_off++;
        break;
    }
    bool fruit = at->result.event == DELIVERY_ACK || at->result.event == DELIVERY_REFUSE;
    pump->answered = pump->answered || fruit;
    pump->fruitless = fruit ? 0 : pump->fruitless + 1;
    if (at->line_down || pump->fruitless >= FRUITLESS_MAX) {
        run->line_down = true;
        snprintf(run->words, sizeof run->words, "%s", at->result.answer);
    }
}

/* The outcome and what it changes: one transaction. */
static enum rc finish(struct pump *pump, struct attempt *at, int64_t now, struct err *e)
{
    int64_t soonest = now + delivery_backoff(at->delivery->attempts, dice(pump));
    if (at->result.not_before < soonest)
        at->result.not_before = soonest;
    AUTO_TX tx = tx_for(pump->of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = delivery_finish(pump->of->db, at->delivery->id, pump->owner, &at->result, now, e);
    if (!rc && pump->target->settle)
        rc = pump->target->settle(pump->link, at, e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc land(struct pump *pump, struct flight *flight, struct err *e)
{
    struct attempt *at = &flight->attempt;
    int64_t now = clock_now(pump->of->clock);
    enum rc rc = finish(pump, at, now, e);
    if (rc == RC_CONFLICT)
        rc = RC_OK; /* the lease had run out and another took over: its word counts */
    if (!rc && at->old_answer)
        rc = report_old_answer(pump, at->delivery, e);
    count_end(pump, at);
    js_free(at->facts);
    arena_release(&flight->arena);
    *flight = (struct flight){ 0 };
    pump->flying--;
    pump->landed = true;
    return rc;
}

/* Drives one conversation until it has something to ask or has ended. */
static enum rc advance(
    struct pump *pump, struct flight *flight, const struct http_answer *answer, struct err *e)
{
    struct attempt *at = &flight->attempt;
    at->now = clock_now(pump->of->clock);
    enum step step = pump->target->step(pump->link, at, answer);
    while (step == STEP_TAKEN) {
        enum rc rc =
            delivery_mark_taken(pump->of->db, at->delivery->id, pump->owner, at->result.remote_id, e);
        if (rc && rc != RC_CONFLICT)
            return rc;
        step = pump->target->step(pump->link, at, NULL);
    }
    if (step == STEP_END)
        return land(pump, flight, e);
    return http_send(pump->target->http(pump->link), &at->request, flight, e);
}

static struct flight *free_flight(struct pump *pump)
{
    for (size_t i = 0; i < SENDER_IN_FLIGHT; i++)
        if (!pump->flights[i].used)
            return &pump->flights[i];
    return NULL;
}

/* The texts of a claimed row, moved into the arena of its own flight. */
static struct delivery *keep(struct arena *a, const struct delivery *d)
{
    struct delivery *ret = arena_alloc(a, sizeof *ret);
    if (!ret)
        return NULL;
    *ret = *d;
    ret->target = arena_strdup(a, d->target);
    ret->remote_id = arena_strdup(a, d->remote_id);
    ret->dossier = arena_strdup(a, d->dossier);
    ret->event = arena_strdup(a, d->event);
    ret->answer = ret->field = ret->applicant = ret->facts = "";
    return ret;
}

static enum rc take_off(struct pump *pump, const struct delivery *d, struct err *e)
{
    struct flight *flight = free_flight(pump);
    flight->used = true;
    pump->flying++;
    flight->attempt = (struct attempt){ .delivery = keep(&flight->arena, d), .arena = &flight->arena };
    if (arena_failed(&flight->arena))
        return err_no_memory(e);
    if (*d->facts && js_parse(&flight->attempt.facts, d->facts, strlen(d->facts), e))
        flight->attempt.facts = NULL;
    return advance(pump, flight, NULL, e);
}

/* Claims as many as there is room for, once half of the room is free: a claim waits in the writers' queue. */
static enum rc fill(struct pump *pump, size_t *claimed, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct delivery *rows = NULL;
    int limit = pump->options->in_flight ? pump->options->in_flight : SENDER_IN_FLIGHT;
    *claimed = 0;
    if (pump->run->line_down || stopped(pump) || pump->flying > limit / 2 || !pump->landed)
        return RC_OK;
    pump->landed = false;
    enum rc rc = delivery_claim(&rows, claimed, pump->of->db, pump->target->name, pump->owner,
        clock_now(pump->of->clock), (size_t)(limit - pump->flying), &a, e);
    for (size_t i = 0; !rc && i < *claimed; i++)
        rc = take_off(pump, &rows[i], e);
    return rc;
}

static enum rc fly(struct pump *pump, struct err *e)
{
    enum rc rc = RC_OK;
    size_t claimed = 0;
    pump->landed = true;
    while (!rc) {
        rc = fill(pump, &claimed, e);
        if (rc || (!pump->flying && claimed))
            continue; /* a target without a network ends its attempts at once */
        if (!pump->flying)
            break;
        struct http_answer answer = { 0 };
        void *tag = NULL;
        rc = http_wait(&answer, &tag, pump->target->http(pump->link), 500, e);
        if (!rc && tag)
            rc = advance(pump, tag, &answer, e);
        http_answer_release(&answer);
    }
    return rc;
}

static void drop_flights(struct pump *pump)
{
    for (size_t i = 0; i < SENDER_IN_FLIGHT; i++)
        if (pump->flights[i].used) {
            js_free(pump->flights[i].attempt.facts);
            arena_release(&pump->flights[i].arena);
        }
}

static enum rc pump_all(struct pump *pump, struct err *e)
{
    struct db *db = pump->of->db;
    enum rc rc = delivery_free_leases(db, pump->target->name, e);
    if (!rc && pump->options->now)
        rc = delivery_make_due(db, pump->target->name, e);
    if (!rc)
        rc = fly(pump, e);
    if (!rc && pump->target->after && !pump->run->line_down && !stopped(pump))
        rc = pump->target->after(pump->link, e);
    bool tried = pump->answered || pump->run->line_down || pump->fruitless;
    if (!rc && tried)
        rc = delivery_note_line(db, pump->target->name, clock_now(pump->of->clock),
            pump->answered      ? ""
            : *pump->run->words ? pump->run->words
                                : _("No answer that could be trusted"),
            e);
    drop_flights(pump);
    return rc;
}

enum rc sender_run(struct sender_run *ret, const struct office *of, const char *target,
    const struct sender_options *options, struct err *e)
{
    *ret = (struct sender_run){ .target = target };
    AUTO_ARENA a = { 0 };
    struct pump pump = { .of = of, .options = options, .run = ret };
    snprintf(pump.owner, sizeof pump.owner, "sync-%ld", (long)getpid());
    pump.target = target_find(target, setting_text(of->db, "portal.profile", &a));
    if (!pump.target) {
        snprintf(ret->words, sizeof ret->words, _("This motcua has no target called %s"), target);
        return RC_OK;
    }
    struct err trouble = { 0 };
    enum rc rc = pump.target->open(&pump.link, of, options->seconds, &trouble);
    if (rc == RC_NOT_FOUND) {
        snprintf(ret->words, sizeof ret->words, "%s", trouble.message);
        return RC_OK;
    }
    ret->connected = true;
    if (rc) {
        if (e)
            *e = trouble;
        return rc;
    }
    rc = pump_all(&pump, e);
    pump.target->close(pump.link);
    return rc;
}
