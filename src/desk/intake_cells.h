/* intake_cells.h - fields of a form type under each other: a form_view whose rows know their field type.
 *
 * Used twice by the guided intake: for the person at the counter (a form built in) and for the procedure's
 * form. A cell's value is canonical ("2026-01-05", "female"); what could not be read is kept as typed, so
 * that a draft loses nothing. What is shown is the field type's own spelling of it.
 */
#ifndef DESK_INTAKE_CELLS_H
#define DESK_INTAKE_CELLS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/form.h"
#include "desk/form_view.h"
#include "desk/widget_pick.h"

struct js;
struct screen;

struct cell_field {
    const struct form_field *field;
    const char *id;      /* "child_name", or "documents[0].name" for a field of rows */
    const char *heading; /* of its section; NULL = as the row before */
    char *value;         /* canonical, or as typed when `bad`; NULL or "" = empty */
    bool bad;
};

struct cells {
    struct form_view view;
    struct form_row *rows;
    struct cell_field *cells;
    int count, room;
    struct day today;
    struct screen *screen;
    struct pick_item *items; /* of the list that is open */
    bool quiet;              /* filled by program: nothing is counted or told */

    /* After a value changed or was checked; may set marks and hide rows. NULL = nothing. */
    void (*changed)(void *owner);
    void (*save)(void *owner, int row);
    const char *(*recall)(void *owner, int row);
    const char *(*copy)(void *owner, int row);
    const char *(*offered)(void *owner, int row, const char **source);
    void *owner;
};

/* Room for at most `room` rows. Texts handed to cells_add live as long as the cells. */
MUST enum rc cells_open(struct cells *cs, struct screen *screen, int room, struct day today, struct err *e);
void cells_add(struct cells *cs, const struct form_field *field, const char *id, const char *heading);
void cells_begin(struct cells *cs); /* after the last cells_add: the cursor goes to the first empty row */
void cells_close(struct cells *cs);

/* By program: a canonical value and where it came from. Not an undo step, does not move the cursor. */
void cells_put(struct cells *cs, int row, const char *value, const char *source);
const char *cells_value(const struct cells *cs, const char *id); /* "" when empty or not there */
int cells_find(const struct cells *cs, const char *id);          /* -1 = none */
void cells_mark(struct cells *cs, int row, enum form_mark mark, const char *fault);
void cells_recheck(struct cells *cs);       /* marks by value, then `changed` */
void cells_show_headings(struct cells *cs); /* after hiding rows: headings stand before the first shown row */

enum used_by { CELLS_UNUSED, CELLS_USED, CELLS_END };
/* Refused keys beep here. CELLS_END: Enter on the last field. */
enum used_by cells_key(struct cells *cs, unsigned code);
void cells_paste(struct cells *cs, const char *text);

/* What the citizen is asked for the field with the cursor; "" when the form says nothing. */
const char *cells_say(const struct cells *cs);

int cells_filled(
    const struct cells *cs, bool with_source); /* shown fields with a value: known before, or typed */

#endif
