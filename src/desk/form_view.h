/* form_view.h - many fields under each other, worked by keyboard: a view over rows that somebody else gives
 * meaning.
 *
 * Enter accepts and goes on, Tab and Down likewise, Shift-Tab and Up back, Ctrl-Home/End to the first and
 * last, Ctrl-G to a field by number or name, F8/F7 to the next/previous fault, Space in an empty field
 * recalls, = copies, Ctrl-D takes what data offers, F4 lists, F1 helps, Ctrl-Z undoes over all fields (50
 * steps).
 *
 * A field is checked when it is left; a fault never holds the cursor. Each field is saved when left, and
 * within a second of the last key, so that a lost terminal costs nothing and a lost machine at most the field
 * being typed.
 */
#ifndef DESK_FORM_VIEW_H
#define DESK_FORM_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/editor.h"

struct canvas;
struct desk;
struct form_view;

enum form_mark { MARK_NONE, MARK_FINE, MARK_LOOK, MARK_MUST }; /* blank ✓ ? ! */

#define FORM_UNDO_STEPS 50
#define FORM_SOURCE     6

/* The first part is the caller's, the second the view's; zero the second. */
struct form_row {
    const char *id;
    const char *label;
    const char *section; /* a heading before this row; NULL = none */
    enum editor_kind kind;
    int max;        /* code points, 0 = 255 */
    int width;      /* columns of the value, 0 = all there is */
    int fixed;      /* goes on by itself after so many code points (ID number 12); 0 = never */
    bool list;      /* F4 opens a list of values */
    bool list_only; /* letters open the list, too: nothing is typed freely */
    bool locked;    /* shown, passed over */
    bool hidden;    /* not asked now: neither shown nor counted; keeps its number and its value */

    struct editor editor;
    enum form_mark mark;
    char source[FORM_SOURCE]; /* "QR", "DC": where the value came from; "" = typed */
    char fault[160];          /* what to do about it; "" = nothing */
    bool changed;             /* since it was saved */
    char *entered;            /* the value when the cursor came in */
    char entered_source[FORM_SOURCE];
};

/* What the owner of the rows answers. Every hook may be NULL. `owner` is the pointer given to form_view_init.
 */
struct form_hooks {
    /* The field is left: put it into its written form (editor_set), set mark and fault. */
    void (*check)(void *owner, struct form_row *row);
    /* Keep the value: a draft on disk. Called when a changed field is left, and on a pause. */
    void (*save)(void *owner, struct form_row *row);
    /* Values to take; NULL = there is none. The text is copied at once. */
    const char *(*recall)(void *owner, const struct form_row *row);
    const char *(*offered)(void *owner, const struct form_row *row, const char **source);
    const char *(*copy)(void *owner, const struct form_row *row);
    /* Opens the list of values under (x, y); `typed` filters it. Its answer comes back by form_view_set. */
    void (*list)(void *owner, struct form_row *row, int x, int y, const char *typed);
    void (*help)(void *owner, struct form_row *row, int y);
    void (*moved)(void *owner, struct form_row *row); /* the cursor came in: the spoken line changes */
};

struct form_undo {
    int row;
    char *text;
    char source[FORM_SOURCE];
};

struct form_view {
    struct form_row *rows; /* borrowed */
    int count;
    int at;
    int top; /* first display line shown */
    struct form_hooks hooks;
    void *owner;
    struct form_undo undo[FORM_UNDO_STEPS];
    int undo_count;
    bool jumping; /* Ctrl-G was pressed: the small field asks where to */
    struct editor jump;
    bool advanced;           /* the cursor went on by itself: an Enter struck from habit is not for the next field */
    bool fresh;              /* nothing struck since the cursor came in: a digit replaces what stands there */
    int value_x, value_y; /* where the focused value was drawn: for lists and help */
    int64_t pause_from;   /* set by keys, looked at by ticks */
};

/* Begins at the first empty row that is not locked, else at the first. */
void form_view_init(
    struct form_view *v, struct form_row *rows, int count, const struct form_hooks *hooks, void *owner);
void form_view_release(struct form_view *v); /* frees the rows' editors, too; saves nothing */

enum form_did {
    FORM_UNUSED,
    FORM_USED,
    FORM_REFUSED, /* beep */
    FORM_END,     /* Enter on the last field: go to the review, never to a legal act */
};
enum form_did form_view_key(struct form_view *v, struct desk *d, uint32_t code);
enum form_did form_view_paste(struct form_view *v, const char *text);

/* Saves what was typed and not yet saved: on EVENT_TICK, EVENT_HANGUP and before the screen closes. */
void form_view_save(struct form_view *v);

/* Sets a value by program (data, list, card); an undo step; checks and saves. Never moves the cursor. */
void form_view_set(struct form_view *v, int row, const char *text, const char *source);
int form_view_find(const struct form_view *v, const char *id); /* -1 = no such row */
struct form_row *form_view_row(struct form_view *v); /* the row with the cursor; NULL when there is none */

int form_view_faults(const struct form_view *v, enum form_mark least); /* rows marked so or worse */
bool form_view_next_fault(struct form_view *v, int step); /* 1 = F8, -1 = F7; false when there is none */
void form_view_go(struct form_view *v, int row);

/* The rows from (x, y): number, label, value, F4, mark, source. x is the pointer's column. */
void form_view_draw(struct form_view *v, struct canvas *c, int x, int y, int width, int rows, bool focused);

/* The faults as "! 14 label  what to do", the ones after the cursor first. */
void form_view_draw_faults(const struct form_view *v, struct canvas *c, int x, int y, int width, int rows);

#endif
