/* dossier_view.h - what the screen of one dossier holds; read in screens/dossier.c, drawn in dossier_draw.c.
 */
#ifndef DESK_DOSSIER_VIEW_H
#define DESK_DOSSIER_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "catalog/procedure.h"
#include "desk/worker.h"
#include "dossier/axes.h"
#include "dossier/dossier.h"

struct canvas;
struct journal_event;
struct js;
struct owed;
struct request;
struct screen;

struct dossier_view {
    char code[DOSSIER_CODE_SIZE];
    struct arena arena; /* of what is shown; fresh after each step */
    struct dossier d;
    struct procedure procedure;
    const char *name;
    struct axes axes;
    struct owed *owed; /* papers still to come */
    size_t owed_count;
    struct request *requests; /* waiting for a supervisor */
    size_t requests_count;
    const char *told; /* what became of the last message to the citizen; "" = none */
    struct journal_event *events;
    size_t count;
    struct js *why;
    int at, top; /* of the timeline; the newest at first */
    int paper, paper_top;
    bool in_papers; /* the arrows walk the papers, not the timeline */
    bool explaining;
    struct worker printing;
};

/* The whole body: what happened (or why this day), papers, where it stands, what can be done. */
void dossier_draw(const struct screen *s, struct canvas *c);

#endif
