/* widget_dialog.h - the question before a legal or irreversible act, and nothing else: all the rest is undone
 * by Ctrl-Z.
 *
 * It states the consequence. Enter and Esc take the safe side, F10 acts; Tab goes to the other button, where
 * Enter acts as well. With `lines` it offers numbered ways instead (a full disk): digits or Enter choose, Esc
 * leaves.
 */
#ifndef DESK_WIDGET_DIALOG_H
#define DESK_WIDGET_DIALOG_H

#include <stdbool.h>

#include "base/rc.h"

struct desk;
struct screen;

#define DIALOG_LINES 5

struct dialog {
    const char *title;               /* all texts translated; copied */
    const char *text;                /* the consequence; lines end with \n */
    const char *safe;                /* label of the safe button; NULL = "Look again" */
    const char *act;                 /* label behind "F10"; NULL = no act, only the safe button */
    const char *lines[DIALOG_LINES]; /* numbered ways; then there are no buttons */
    bool alarm;                      /* an error box */

    void (*acted)(struct screen *asker, void *context);
    void (*safe_chosen)(struct screen *asker, void *context);           /* may be NULL */
    void (*line_chosen)(struct screen *asker, void *context, int line); /* 0.. */
    void *context;                                                      /* must live as long as the asker */
};

/* Lies over `asker`; its answer comes after the dialog is closed. */
enum rc dialog_ask(struct screen *asker, const struct dialog *dialog);

#endif
