/* widget_pick.h - the list of values (F4): opens under the field, never over it; typing filters without
 * marks, digits 1-9 pick what is shown, Esc keeps the old value.
 */
#ifndef DESK_WIDGET_PICK_H
#define DESK_WIDGET_PICK_H

#include "base/rc.h"

struct screen;

struct pick_item {
    const char *id;   /* what is stored */
    const char *text; /* what is read and searched */
    const char *note; /* muted, behind it; NULL = none */
};

struct pick {
    const char *title;
    const struct pick_item *items; /* borrowed until the list is closed */
    int count;
    int x, y;          /* where the field's value begins */
    const char *hint;  /* one line below the list; NULL = none */
    const char *typed; /* filter to begin with; NULL = none */

    /* After the list is closed; not called for Esc. */
    void (*chosen)(struct screen *asker, void *context, const struct pick_item *item);
    void *context;
};

enum rc pick_ask(struct screen *asker, const struct pick *pick);

#endif
