/* message.h - telling the citizen: what to say at which step, over which channel, and what became of it.
 *
 * A message is written in the transaction of the event it tells of (facts_append calls message_on_event), so
 * none is lost and none tells of what never happened. It then goes down a ladder: Zalo, SMS gateway, a
 * colleague who calls, the head of the hamlet with a list on paper. A rung that is not set up, that the
 * citizen does not want or that said a permanent no is passed over. The first two rungs are deliveries of the
 * outbox (targets "zalo" and "sms") with its states, leases and waiting times; what became of the others a
 * person notes.
 *
 * A message tells whoever holds the telephone as little as possible: initials, code, date and place; never a
 * name, a number of a card, an address or what the matter is.
 */
#ifndef DOSSIER_MESSAGE_H
#define DOSSIER_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct arena;
struct dossier;
struct js;
struct office;

/* All enums start at 1 so that zeroed means "none". */
enum message_kind {
    MESSAGE_RECEIVED = 1,
    MESSAGE_SUPPLEMENT,
    MESSAGE_READY,
    MESSAGE_APOLOGY,
    MESSAGE_LATE,  /* the promised time has passed and nobody wrote an apology in time */
    MESSAGE_MOVED, /* a holiday announced late moves the day */
    MESSAGE_UNCLAIMED,
    MESSAGE_KINDS,
};

enum message_rung { RUNG_NONE, RUNG_ZALO, RUNG_SMS, RUNG_CALL, RUNG_HAMLET, MESSAGE_RUNGS };

enum message_state {
    MESSAGE_OPEN = 1,  /* on its way, or on a list */
    MESSAGE_TOLD,      /* taken by a gateway, said on the telephone, or handed to the head of the hamlet */
    MESSAGE_UNREACHED, /* the ladder ended */
    MESSAGE_DROPPED,   /* overtaken: the dossier went on before anybody was told */
    MESSAGE_STATES,
};

enum message_wish { WISH_ANY, WISH_NO_ZALO, WISH_CALL, WISH_NOTHING, MESSAGE_WISHES };

enum call_result {
    CALL_REACHED = 1,
    CALL_NOT_REACHED,
    CALL_WRONG_NUMBER,
    CALL_HANDED,
    CALL_NOT_FOUND,
    CALL_RESULTS
};

const char *message_kind_slug(enum message_kind kind); /* "ready" */
const char *message_rung_slug(enum message_rung rung); /* "zalo": also the target's name in the outbox */
const char *message_state_slug(enum message_state state);
const char *message_wish_slug(enum message_wish wish);
const char *call_result_slug(enum call_result result);
const char *message_kind_name(enum message_kind kind); /* translated */
const char *message_rung_name(enum message_rung rung);
const char *message_state_name(enum message_state state);
const char *call_result_name(enum call_result result);
enum message_kind message_kind_of(const char *slug); /* 0 = no such */
enum message_rung message_rung_of(const char *slug);
enum message_state message_state_of(const char *slug);
enum call_result call_result_of(const char *slug);
bool message_wish_parse(enum message_wish *ret, const char *slug);

/* --- the ladder (pure) --- */

/* What is possible for one person now. */
struct message_means {
    bool phone;     /* a number is known and nobody said that it is wrong */
    bool mobile;    /* it can take messages */
    bool zalo, sms; /* the gateway is set up */
    bool lists;     /* the kind is worth a call */
    enum message_wish wish;
};

/* The first rung below `after` that can be used; RUNG_NONE when the ladder ends. */
enum message_rung message_next_rung(enum message_rung after, const struct message_means *means);

/* "0912345678" is a mobile number, "02603123456" a telephone on a wall. */
bool phone_is_mobile(const char *phone);

/* --- letters (pure) --- */

/* "N.T.H." of "Nguyễn Thị Hoa". */
enum rc message_initials(struct buf *out, const char *name);

/* The hamlet an address begins with ("Thôn 3, Xã Đăk Tô" gives "Thôn 3"); "" when it begins with none. */
enum rc message_hamlet(struct buf *out, const char *address);

/* Without marks, in the letters every telephone shows (GSM 03.38); what has no likeness there becomes "?". */
enum rc message_plain(struct buf *out, const char *text);

/* How many short messages `text` is paid as: 160 letters of GSM 03.38 (brackets, braces and the euro count
 * twice) or 70 of UCS-2, and 153 or 67 a part when there are several. 0 for "". */
int message_parts(const char *text);

/* --- quiet hours (pure) --- */

/* The first moment from `at` on that is not within [from, to) o'clock, Vietnamese time; to < from spans
 * midnight, from == to means that no hour is quiet. */
int64_t message_after_quiet(int64_t at, int from, int to);

/* --- in the book (message_store.c) --- */

/* What the event `seq` of the dossier means for its messages, within the open transaction: what is overtaken
 * is dropped, what is to be told is drafted. `facts` are those of the event. Words that cannot be read are no
 * reason to stop the counter: then nothing is drafted, and `message check` tells why. */
MUST enum rc message_on_event(const struct office *of, const struct dossier *d, const char *action,
    const struct js *facts, int64_t seq, struct err *e);

/* What a gateway (target "zalo" or "sms") did with the message of that event, within the open transaction. */
MUST enum rc message_told(
    const struct office *of, int64_t event_seq, const char *target, bool seen, struct err *e);
MUST enum rc message_fall(const struct office *of, int64_t event_seq, const char *target, bool wrong_number,
    const char *words, struct err *e);

/* What the gateway is to send. RC_NOT_FOUND when the event has no message that is still open. */
struct message_wire {
    const char *phone, *text, *sms;
    bool quiet; /* nobody is disturbed now */
    int64_t quiet_until;
};
MUST enum rc message_to_send(
    struct message_wire *ret, const struct office *of, int64_t event_seq, struct arena *a, struct err *e);

/* Zalo messages of the last days that nobody read yet and that were not asked about for half an hour: at most `max`
 * event numbers. What the gateway said about one: a transaction of its own. */
MUST enum rc message_unseen(int64_t *seqs, size_t *count, size_t max, const struct office *of, struct err *e);
MUST enum rc message_asked(const struct office *of, int64_t event_seq, bool seen, struct err *e);

/* Looks after what nobody touches: what a gateway did not take within message.patience_hours goes down a
 * rung; results that lie for message.unclaimed_days are told again; who was promised a day that has passed is
 * told so. How many messages were moved or drafted: *ret (may be NULL). One transaction. */
MUST enum rc message_tend(int *ret, const struct office *of, struct err *e);

/* --- what people look at and do (message_list_store.c) --- */

struct message {
    int64_t id, event_seq, person_id;
    enum message_kind kind;
    enum message_rung rung;
    enum message_state state;
    const char *code, *name, *address, *hamlet; /* hamlet "" = not known */
    const char *phone, *text, *sms, *say, *answer;
    int parts, tries; /* tries of the gateways */
    int calls;        /* calls that did not reach anybody */
    int64_t created_at, ended_at, seen_at;
};

struct message_filter {
    const char *code;         /* of a dossier; NULL = all */
    enum message_rung rung;   /* 0 = all */
    enum message_state state; /* 0 = all */
    int64_t id;               /* 0 = all */
    int64_t before;           /* drafted before this moment; 0 = all */
};

/* By hamlet for RUNG_HAMLET, else oldest first; at most 5,000. */
MUST enum rc message_list(struct message **ret, size_t *count, const struct office *of,
    const struct message_filter *filter, struct arena *a, struct err *e);

/* What came of a call or of the head of the hamlet. A wrong number is remembered and asked for at the next
 * visit; the third call in vain hands on to the head of the hamlet. RC_REFUSED: message_closed, not_on_list.
 */
MUST enum rc message_called(struct message *ret, const struct office *of, int64_t id, enum call_result result,
    struct arena *a, struct err *e);

/* How this person wants to be told. */
MUST enum rc message_set_wish(
    const struct office *of, int64_t person_id, enum message_wish wish, struct err *e);
MUST enum rc message_wish_of(
    enum message_wish *ret, const struct office *of, int64_t person_id, struct err *e);

/* Whether messages to this person failed at this very number ("" = whatever stands in the book): ask for it
 * again. */
MUST enum rc message_phone_bad(
    bool *ret, const struct office *of, int64_t person_id, const char *phone, struct err *e);

/* Short messages that a gateway took from day to day, and what they cost by the setting sms.price. */
struct message_cost {
    int64_t messages, parts, dong;
};
struct day;
MUST enum rc message_cost(struct message_cost *ret, const struct office *of, const struct day *from,
    const struct day *to, struct err *e);

struct js *message_to_json(const struct message *m);

#endif
