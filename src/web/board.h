/* board.h - the waiting room: which numbers were called to which desk, who is next, and by which rule.
 *
 * The last called stay, with those who did not come, so that nobody who looked away loses a turn. Numbers, groups and
 * desks only; nothing about a person. Below them the fraud warning of the day, with who warned and since when. Reloads itself every few seconds; no scripts.
 */
#ifndef WEB_BOARD_H
#define WEB_BOARD_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct awareness;
struct ticket;
struct ticket_setup;

struct board {
    const char *unit;
    const struct ticket *tickets; /* of the day */
    const int *places;            /* beside them: the how manieth call, 0 = does not wait */
    size_t count;
    const struct ticket_setup *setup;
    int64_t now;
    const struct awareness *warning; /* of the day; NULL = none */
};

MUST enum rc board_page(struct buf *out, const struct board *board);

#endif
