/* work_forward.h - several dossiers forwarded at once, and their papers on one hand-over list a receiver.
 *
 * Begun by choosing a colleague (or nobody: each stays with its holder); each line is one step of its own; when the last
 * one is done the papers that lie here go on the lists. A line that is refused is told and is not on a list.
 */
#ifndef DESK_WORK_FORWARD_H
#define DESK_WORK_FORWARD_H

#include <stdbool.h>

#include "dossier/dossier.h"
#include "dossier/handover.h"
#include "people/staff.h"

struct desk;

struct forward {
    bool chosen;
    char to[STAFF_LOGIN_SIZE]; /* "" = each to its own holder */
    char codes[HANDOVER_LINES_MAX][DOSSIER_CODE_SIZE];
    size_t count;
};

/* Whether it makes sense to ask to whom: somebody else works here. */
bool forward_has_colleagues(const struct desk *d);

void forward_begin(struct forward *f, const char *login);

/* One step to "in work". False when it was refused: the message line says why. */
bool forward_line(struct forward *f, struct desk *d, const struct dossier_row *row);

/* The lists, and one sentence about them. */
void forward_finish(struct forward *f, struct desk *d);

#endif
