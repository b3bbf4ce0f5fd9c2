/* finding_view.h - what the screen "find" holds, shared with its picture. */
#ifndef DESK_FINDING_VIEW_H
#define DESK_FINDING_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "desk/command.h"
#include "desk/editor.h"

#define FIND_ROWS_MAX 60

enum row_kind { ROW_PERSON, ROW_DOSSIER, ROW_PROCEDURE, ROW_ACT, ROW_HELP, ROW_KINDS };

enum act { ACT_RECEIVE_CHOSEN, ACT_RECEIVE_NEW, ACT_COMMAND };

struct row {
    enum row_kind kind;
    enum act act;
    const char *id, *title, *detail;
};

/* The state of the screen. */
struct find {
    struct arena memory; /* of the present results */
    struct editor query;
    struct row rows[FIND_ROWS_MAX];
    int count;
    int at;     /* -1 = the query has the cursor */
    int person; /* the row of the person that "receive for" means; -1 = none */
    bool near;  /* the people only bear names like the one typed */
    struct command command;
    int64_t revealed_until_ms;
    int64_t revealed_id;
};

struct canvas;
struct screen;

void finding_draw(const struct screen *s, struct canvas *c);

#endif
