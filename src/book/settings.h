/* settings.h - what a commune may set, one row each: name, type, default, limits, help.
 *
 * Values live in the book; a machine may override them in /etc/motcua/motcua.yaml (printer, scanner, portal address).
 * Secrets are never values: a setting names a file of mode 0400.
 */
#ifndef BOOK_SETTINGS_H
#define BOOK_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct db;
struct office;

enum setting_type { SETTING_TEXT, SETTING_INT, SETTING_BOOL, SETTING_CHOICE, SETTING_PATH, SETTING_SECRET_FILE };

struct setting_row {
    const char *name;
    enum setting_type type;
    const char *fallback;     /* the default, as text */
    int64_t min, max;         /* SETTING_INT */
    const char *choices;      /* SETTING_CHOICE: "session token" */
    const char *help;         /* N_("...") */
};

extern const struct setting_row settings_table[];   /* ends with { 0 } */

const struct setting_row *setting_find(const char *name);   /* NULL = no such setting */

/* The value in force: machine file, then book, then default. Never NULL unless memory ends. */
const char *setting_text(struct db *db, const char *name, struct arena *a);
int64_t setting_int(struct db *db, const char *name);
bool setting_true(struct db *db, const char *name);

/* Checks and stores, with a journal event, in its own transaction. */
MUST enum rc setting_set(const struct office *of, const char *name, const char *value, struct err *e);

/* One line of the machine's own file (/etc/motcua/motcua.yaml), read by the program at its start. */
MUST enum rc settings_add_machine(const char *name, const char *value, struct err *e);

#endif
