/* delivery.h - what waits to be sent, and to whom.
 *
 * A delivery exists once the transaction that wrote its event is committed (journal_append writes it). From
 * then on it is sent at least once; the dossier's code lets the other side recognise a repeat, and a look-up
 * before every repeat makes the effect exactly once. Deliveries of one dossier go in the order of their
 * events; dossiers never wait for each other. There is no limit on tries: what cannot be sent now is tried
 * again within the hour, what will never be taken is put aside for a person with the reason.
 *
 * Messages to citizens are deliveries, too (column message): a refused one keeps nothing waiting and waits for
 * nobody here, because it goes on down its own ladder (dossier/message.h).
 */
#ifndef OUTBOX_DELIVERY_H
#define OUTBOX_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;
struct js;
struct office;

/* States start at 1; 0 = no such state. The names are those of the interface: waiting, sending ... */
enum delivery_state {
    DELIVERY_WAITING = 1, /* not sent yet, or surely not taken */
    DELIVERY_SENDING,     /* a sender holds the lease */
    DELIVERY_UNKNOWN,     /* sent, no answer that could be trusted: ask before sending again */
    DELIVERY_DONE,        /* the far side has it */
    DELIVERY_HELD,        /* a person keeps it back */
    DELIVERY_REFUSED,     /* the far side will never take it as it is; needs a person */
    DELIVERY_STATES,
};

enum delivery_event {
    DELIVERY_CLAIM,   /* a sender takes the lease */
    DELIVERY_ACK,     /* taken, and the far side showed that it has it */
    DELIVERY_RETRY,   /* surely not taken: busy, line down */
    DELIVERY_LOST,    /* no answer, or one that proves nothing */
    DELIVERY_FOUND,   /* a look-up found it there */
    DELIVERY_ABSENT,  /* a look-up showed that it is not there */
    DELIVERY_REFUSE,  /* a permanent no */
    DELIVERY_HOLD,    /* a person keeps it back */
    DELIVERY_RELEASE, /* a person lets it go again */
    DELIVERY_NOW,     /* a person wants it tried now */
    DELIVERY_EXPIRE,  /* the lease ran out: its sender died, perhaps after sending */
    DELIVERY_EVENTS,
};

/* The state after `event`; 0 when that is not possible in this state. */
enum delivery_state delivery_next(enum delivery_state state, enum delivery_event event);

const char *delivery_state_name(enum delivery_state state); /* "waiting" */
enum delivery_state delivery_state_of(const char *name);    /* 0 = no such state */

#define DELIVERY_LEASE    120 /* seconds: nothing shows "sending" for longer */
#define DELIVERY_WAIT_MIN 60  /* seconds before the second try */
#define DELIVERY_WAIT_MAX 3600

/* Seconds to wait after try number `attempts` (1..): doubles from a minute to an hour, minus up to a quarter
 * by `random`, so that a hundred communes do not come back at the same second. */
int delivery_backoff(int attempts, uint32_t random);

/* --- the store --- */

/* One row. Texts live in the arena given to the call. */
struct delivery {
    int64_t id, event_seq, dossier_id;
    const char *target;
    enum delivery_state state;
    int attempts;
    int64_t next_at; /* UTC seconds */
    int64_t created_at, done_at;
    const char *answer;    /* the far side's last word, in words for staff */
    const char *field;     /* which field a refusal concerns, or "" */
    const char *remote_id; /* the far side's name for it; set as soon as the dossier itself was taken */
    const char *dossier;   /* its code */
    const char *applicant;
    const char *event; /* "received" */
    const char *facts; /* frozen JSON; "" when lawfully erased. Only from claim and show. */
    /* Only from claim: */
    bool first;  /* no earlier delivery of the dossier was done at this target */
    bool unsure; /* an earlier try may have arrived */
};

/* Takes the lease of up to `max` due rows, at most one a dossier, oldest first. A row is due when its time
 * has come, or its sender died, and every earlier row of its dossier is done. `owner` names the sender. */
MUST enum rc delivery_claim(struct delivery **ret, size_t *count, struct db *db, const char *target,
    const char *owner, int64_t now, size_t max, struct arena *a, struct err *e);

/* For the holder of the book's one sender lock: leases still standing belong to senders that died. */
MUST enum rc delivery_free_leases(struct db *db, const char *target, struct err *e);

/* Lets everything that waits for a later try be due now. */
MUST enum rc delivery_make_due(struct db *db, const char *target, struct err *e);

/* How an attempt ended. */
struct delivery_result {
    enum delivery_event event; /* ACK, RETRY, LOST, FOUND, ABSENT or REFUSE */
    const char *answer;        /* words, or "" */
    const char *field;         /* or "" */
    const char *remote_id;     /* or "" = leave as it is */
    int64_t not_before;        /* RETRY, LOST, ABSENT */
};

/* Ends the lease that `owner` holds. RC_CONFLICT when another sender took it over meanwhile. */
MUST enum rc delivery_finish(struct db *db, int64_t id, const char *owner,
    const struct delivery_result *result, int64_t now, struct err *e);

/* Remembers, before the next call of the same attempt, that the dossier itself was taken. */
MUST enum rc delivery_mark_taken(
    struct db *db, int64_t id, const char *owner, const char *remote_id, struct err *e);

struct delivery_filter {
    enum delivery_state state; /* 0 = every one but done */
    bool with_done;
    const char *target; /* NULL = all but the messages to citizens ("zalo", "sms"), which go on by themselves */
    int64_t dossier_id; /* 0 = all */
    size_t limit;       /* 0 = 1000 */
};

/* Those that need a person first, then by event. */
MUST enum rc delivery_list(struct delivery **ret, size_t *count, struct db *db,
    const struct delivery_filter *filter, struct arena *a, struct err *e);

/* One row with its facts; RC_NOT_FOUND in words. */
MUST enum rc delivery_show(struct delivery *ret, struct db *db, int64_t id, struct arena *a, struct err *e);

/* What a person does with a row; journalled. RC_REFUSED in words when the state does not allow it. */
MUST enum rc delivery_hold(const struct office *of, int64_t id, struct err *e);
MUST enum rc delivery_release(const struct office *of, int64_t id, struct err *e);
MUST enum rc delivery_retry(const struct office *of, int64_t id, struct err *e);

/* For the header and the outbox screen. */
struct delivery_counts {
    int64_t by_state[DELIVERY_STATES];
    int64_t oldest_at;   /* creation of the oldest that is not done; 0 = none */
    int64_t done_today;  /* since the Vietnamese midnight before `now` */
    int64_t answered_at; /* the last trustworthy answer of a target; 0 = never */
    int64_t tried_at;
    char trouble[200]; /* what stood in the way at the last try, or "" */
};

/* `target` NULL counts all but the messages to citizens. */
MUST enum rc delivery_count(
    struct delivery_counts *ret, struct db *db, const char *target, int64_t now, struct err *e);

/* What the line to `target` did: `trouble` NULL or "" = it answered. */
MUST enum rc delivery_note_line(
    struct db *db, const char *target, int64_t now, const char *trouble, struct err *e);

/* The interface's shape: id, target, dossier, event, state, attempts, next_at, answer (and more). */
struct js *delivery_to_json(const struct delivery *d);

#endif
