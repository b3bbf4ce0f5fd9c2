/* help.h - what F1 says about the field under the cursor. A screen hands it over; nothing here knows forms.
 */
#ifndef DESK_HELP_H
#define DESK_HELP_H

#include "base/rc.h"
#include "desk/keys.h"

struct screen;

/* Empty or NULL parts are left out; when all are, the box says the type and that nothing is written yet. */
struct field_help {
    const char *title;   /* "14  Cư trú từ ngày" */
    const char *what;    /* what belongs here */
    const char *type_in; /* "15122019 · 122019 · h" */
    const char *example;
    const char *source; /* where it can be taken from */
    const char *law;    /* the clause */
    const char *say;    /* the sentence for the citizen */
    int y;              /* the field's row: the box never covers it */
};

/* Opens the box under or above the field; F1 once more shows all keys, Esc closes. All texts are copied. */
enum rc help_ask(struct screen *asker, const struct field_help *help);

/* What holds on every screen; the desk itself or the editor acts. Ends with { 0 }. */
extern const struct key_row help_everywhere[];

#endif
