/* line_ask.h - a box with one line to type: a note, a path, a reason.
 *
 * F10 does it. Enter does it as well unless the act is `legal`: that one is never done by the key that goes
 * on everywhere. A refusal is told and the box stays with what was typed.
 */
#ifndef DESK_LINE_ASK_H
#define DESK_LINE_ASK_H

#include "base/err.h"
#include "desk/editor.h"

struct screen;

#define LINE_ASK_TEXT 1000 /* letters that may be typed */

struct line_ask {
    const char *title, *label; /* translated; copied */
    const char *consequence;   /* one line above the field; NULL = nothing to say */
    const char *typed;         /* stands in the field at first; NULL = empty */
    enum editor_kind kind;
    bool legal;
    /* `text` is never empty. RC_OK closes the box; the asker then gets EVENT_BACK. */
    enum rc (*take)(struct screen *asker, const char *text, struct err *e);
};

enum rc line_ask(struct screen *asker, const struct line_ask *ask);

#endif
