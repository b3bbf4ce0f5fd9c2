/* page.h - what citizens see: the receipt's look-up page and the waiting-room board. Pure HTML, no scripts, nothing from
 * elsewhere.
 *
 * A receipt tells its state only to who holds it: the signed text of its QR is asked for, not the code, because codes
 * can be counted through. Shown are the code, the state, days and initials; no name, no number, no procedure.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "dossier/state.h"

struct ticket;

/* "Nguyễn Thị Hoa" as "N.T.H."; "" for "". */
#define INITIALS_SIZE 64
const char *initials(char out[INITIALS_SIZE], const char *name);

struct look_up {
    const char *code;
    enum state state;     /* STATE_NONE: genuine, but not in this book any more */
    const char *initials;
    int64_t received_at, due_at; /* 0 = none */
    bool late, voided;
};

/* An empty form; `message` (NULL = none) above it. */
MUST enum rc page_form(struct buf *out, const char *unit, const char *message);
MUST enum rc page_found(struct buf *out, const char *unit, const struct look_up *found);

/* The last called first, with desks; how many wait a group; the rule of the line. Reloads itself. */
MUST enum rc page_board(struct buf *out, const char *unit, const struct ticket *tickets, size_t count, int64_t now);

extern const char page_style[]; /* /style.css */

#endif
