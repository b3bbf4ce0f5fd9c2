/* move_take.h - what the box of a step holds, and what is done with it; the box itself is move_ask.c. */
#ifndef DESK_MOVE_TAKE_H
#define DESK_MOVE_TAKE_H

#include <stdbool.h>

#include "base/err.h"
#include "desk/editor.h"
#include "desk/widget_choice.h"
#include "dossier/dossier.h"

struct desk;

#define MOVE_ITEMS_MAX 3

enum move_line {
    MOVE_WHY,
    MOVE_ITEM,
    MOVE_DUE = MOVE_ITEM + MOVE_ITEMS_MAX,
    MOVE_RESULT,
    MOVE_WAY, /* who takes the result: a choice, no editor */
    MOVE_NAME,
    MOVE_NUMBER,
    MOVE_AUTHORITY,
    MOVE_TRACKING,
    MOVE_SIGNED,
    MOVE_UNTIL,
    MOVE_LINES
};

enum move_act { MOVE_ACT_STEP, MOVE_ACT_APOLOGY, MOVE_ACT_UNDO };
enum move_way { WAY_SELF, WAY_DELEGATE, WAY_POST, WAY_ONLINE };

struct move_box {
    char code[DOSSIER_CODE_SIZE];
    enum move_act act;
    enum state from, to;
    int needs; /* MOVE_* bits of state.h */
    int version;
    const char *verb, *consequence; /* msgids */
    struct choice way;
    struct editor lines[MOVE_LINES];
    int at;
    bool may_ask; /* the last try needs a supervisor: n sends the request */
};

/* The kinds of the lines and what stands in them at first. */
MUST enum rc move_fill(struct move_box *box, struct err *e);
bool move_line_shown(const struct move_box *box, int line);

/* Takes the step and says so. */
MUST enum rc move_take(struct desk *d, const struct move_box *box, struct err *e);

/* Whether this refusal is one that a supervisor could lift. */
bool move_needs_supervisor(const struct move_box *box, const struct err *e);
MUST enum rc move_send_request(struct desk *d, const struct move_box *box, struct err *e);

/* Says who changed what since the box was opened, and takes that as seen. */
void move_say_changes(struct desk *d, struct move_box *box);

#endif
