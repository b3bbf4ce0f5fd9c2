/* keyboard.h - which function keys of a terminal never reach a desk, as the key test found.
 *
 * Bit n of `missing` stands for Fn. Kept per desk and terminal name (TERM): the footer then shows the keys
 * that do the same.
 */
#ifndef BOOK_KEYBOARD_H
#define BOOK_KEYBOARD_H

#include <stdbool.h>

#include "base/err.h"

struct office;

/* What was found; *tested is false (and *missing 0) when nobody tested this terminal at this desk yet. */
MUST enum rc keyboard_load(
    unsigned *missing, bool *tested, const struct office *of, const char *terminal, struct err *e);

MUST enum rc keyboard_keep(const struct office *of, const char *terminal, unsigned missing, struct err *e);

#endif
