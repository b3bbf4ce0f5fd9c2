/* ticket_give.h - giving a number out at the desk: group, priority, paper; and what becomes of one that
 * nobody got.
 *
 * A number counts once it is printed or read out. With a printer of numbers (setting printer.thermal) the
 * ticket is pending while it prints; when the printer is off, the desk asks: read it out, print it again, or
 * cancel it. A power cut in between leaves it pending and the desk asks at the next look at the line.
 */
#ifndef DESK_TICKET_GIVE_H
#define DESK_TICKET_GIVE_H

#include "desk/waiting.h"
#include "desk/widget_pick.h"

struct screen;

#define PRIORITY_LINES 6

/* Lives in the screen's state: the lists borrow from it. */
struct giving {
    struct pick_item groups[TICKET_GROUPS];
    struct pick_item why[PRIORITY_LINES];
    char letters[TICKET_GROUPS][2];
    char names[TICKET_GROUPS][TICKET_NAME_SIZE + 8];
    char service;                     /* of the number that is being taken */
    char label[TICKET_LABEL_SIZE];    /* that is asked about or sent on */
    char printing[TICKET_LABEL_SIZE]; /* asked about once its print has ended without handing it out */
    int64_t asked;                    /* newest pending ticket this screen has asked about */
};

/* Asks for the group (when there are several) and for priority, then gives the number out. */
void giving_ask(struct screen *s, struct giving *g);

/* Prints a number, again or for the first time. */
void giving_print(struct screen *s, struct giving *g, const char *label);

/* "Read it out, print it again, or cancel it?" */
void giving_settle(struct screen *s, struct giving *g, const char *label);

/* Asks about the first pending ticket of this desk that is not being printed and was not asked about yet. */
void giving_look(struct screen *s, struct giving *g, const struct waiting *w);

/* Asks for the group the ticket goes on to. */
void giving_send_on(struct screen *s, struct giving *g, const char *label);

#endif
