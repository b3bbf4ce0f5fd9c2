/* tickets_view.h - the state of the screen "tickets" and its picture. */
#ifndef DESK_TICKETS_VIEW_H
#define DESK_TICKETS_VIEW_H

#include "desk/editor.h"
#include "desk/ticket_give.h"
#include "desk/waiting.h"
#include "desk/widget_list.h"

enum ticket_chip { TICKETS_ALL, TICKETS_WAITING, TICKETS_CALLED, TICKETS_ABSENT, TICKETS_OVER, TICKET_CHIPS };

struct tickets {
    struct arena arena; /* of what was read */
    struct waiting line;
    int *shown; /* numbers of the rows that the chip and the words let through, in the order of the screen */
    int counts[TICKET_CHIPS];
    enum ticket_chip chip;
    struct editor words;
    bool filtering;
    struct list list;
    bool running; /* marks are being played */
    int run_row;
    int64_t read_ms;
    struct giving giving;
};

const struct ticket *tickets_row(const struct tickets *st, int i);
void tickets_picture(struct tickets *st, struct canvas *c);

#endif
