/* page.h - what citizens see: the receipt's look-up page (the waiting room is board.h). Pure HTML, no scripts, nothing
 * from elsewhere.
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

/* --- what every page is made of --- */

void page_begin(struct buf *out, const char *title, const char *unit, const char *extra); /* extra: more for the head */
void page_title(struct buf *out, const char *title, const char *unit);
void page_text(struct buf *out, const char *text); /* between tags or in quotes */
MUST enum rc page_end(struct buf *out);

extern const char page_style[]; /* /style.css */

#endif
