/* state.h - the ten states of a dossier (national codes 1..10) and the moves between them.
 *
 * The codes are those of every public system; which moves are allowed is our reading of practice. Both are tables.
 */
#ifndef DOSSIER_STATE_H
#define DOSSIER_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum state {
    STATE_NONE,          /* not in the book yet */
    STATE_NEW,           /* Mới đăng ký */
    STATE_RECEIVED,      /* Được tiếp nhận */
    STATE_NOT_ACCEPTED,  /* Không được tiếp nhận */
    STATE_PROCESSING,    /* Đang xử lý */
    STATE_SUPPLEMENT,    /* Yêu cầu bổ sung giấy tờ */
    STATE_PAYMENT,       /* Yêu cầu thực hiện nghĩa vụ tài chính */
    STATE_WITHDRAWN,     /* Công dân yêu cầu rút */
    STATE_STOPPED,       /* Dừng xử lý */
    STATE_FINISHED,      /* Đã xử lý xong */
    STATE_RETURNED,      /* Đã trả kết quả */
    STATES,
};

/* What the promise's clock does in a state. */
enum state_clock { CLOCK_NOT_STARTED, CLOCK_RUNS, CLOCK_PAUSED, CLOCK_STOPPED };

struct state_row {
    const char *slug;          /* "received" */
    const char *name;          /* N_(...): as staff read it */
    enum state_clock clock;
    bool open;                 /* somebody still has to do something */
};

const struct state_row *state_row(enum state state);   /* STATE_NEW..STATE_RETURNED */
MUST bool state_parse(enum state *ret, const char *slug);

/* What a move asks for besides being possible. Bits. */
enum {
    MOVE_REASON = 1,       /* a reason in words */
    MOVE_ITEMS = 2,        /* the list of papers to bring (supplement) */
    MOVE_SUPERVISOR = 4,   /* only a supervisor */
    MOVE_COLLECTOR = 8,    /* who takes the result */
};

struct move_row {
    enum state from, to;
    int needs;             /* MOVE_* bits */
    const char *paper;     /* the paper this move issues: "receipt", "supplement" ..., or NULL */
    const char *verb;      /* N_("forward to the officer") */
};

extern const struct move_row move_table[];   /* ends with { 0 } */

/* The row for from -> to, NULL when that is not possible. */
const struct move_row *move_find(enum state from, enum state to);

/* RC_REFUSED with what *is* possible from here when the move is not; *ret is the row otherwise. */
MUST enum rc move_check(const struct move_row **ret, enum state from, enum state to, struct err *e);

#endif
