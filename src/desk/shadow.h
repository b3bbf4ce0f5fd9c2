/* shadow.h - the portal's form beside ours: which box comes next, what goes into it, which boxes are done.
 *
 * The clerk fills in the portal's own page in a browser; here the values stand in its order. Nothing is sent
 * from here and nothing is guessed: a box without a value is the citizen's to fill in.
 */
#ifndef DESK_SHADOW_H
#define DESK_SHADOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "catalog/portal_form.h"

struct canvas;
struct form;
struct intake;
struct js;
struct portal_fill;

struct shadow {
    struct arena arena; /* of the lines */
    struct portal_form *portal;
    struct portal_line *lines;
    size_t count;
    struct js *ticks; /* names of boxes */
    int at, top;
};

/* The portal's form for ours. A file that is wrong is refused and our own order taken instead: `e` says so.
 */
MUST enum rc shadow_open(struct shadow *sh, const char *share_dir, const struct form *form, struct err *e);

/* The values as they now are; the pointer stays on its box. */
MUST enum rc shadow_fill(struct shadow *sh, const struct form *form, const struct js *answers,
    const struct js *known, struct day today, struct err *e);
void shadow_release(struct shadow *sh);

/* A dossier's boxes, loaded already; takes over what it needs. What `fill` still holds is texts of the
 * dossier. */
void shadow_take(struct shadow *sh, struct portal_fill *fill);

/* The box that takes this answer of ours; -1 = none. */
int shadow_find(const struct shadow *sh, const char *answer);

bool shadow_ticked(const struct shadow *sh, size_t line);
void shadow_tick(struct shadow *sh, size_t line, bool on);
int shadow_done(const struct shadow *sh);
/* The next box without a tick after `from`, going round; -1 = all are done. */
int shadow_next(const struct shadow *sh, int from, int step);

/* Sections and boxes; `number_of` gives our field's number to an answer id (0 = none), may be NULL. */
typedef int shadow_number(const void *context, const char *answer);
void shadow_draw_list(struct shadow *sh, struct canvas *c, int x, int y, int w, int rows, bool focused);
void shadow_draw_links(const struct shadow *sh, struct canvas *c, int x, int y, int w, int rows, int at,
    shadow_number *number_of, const void *context);

/* What the screen "shadow" is opened with: a running intake, or the code of a dossier. */
struct shadow_start {
    struct intake *intake; /* stays open below */
    const char *code;      /* copied */
};

#endif
