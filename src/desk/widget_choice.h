/* widget_choice.h - "1 direct  2 online  3 post": digits choose, arrows move; and a bar with a real count. */
#ifndef DESK_WIDGET_CHOICE_H
#define DESK_WIDGET_CHOICE_H

#include <stdbool.h>
#include <stdint.h>

struct canvas;

struct choice {
    const char *const *labels; /* translated, `count` of them, at most 9 */
    int count;
    int at; /* -1 = undecided */
};

/* True when the key was the choice's: a digit of a label, left, right. */
bool choice_key(struct choice *ch, uint32_t code);

/* One line; the chosen label has the pointer before it. Returns the column after it. While it has the focus a click
 * on a label presses its digit. */
int choice_draw(const struct choice *ch, struct canvas *c, int x, int y, bool focused);

/* "████░░░░  4/11": never a percentage without its denominator. */
void progress_draw(struct canvas *c, int x, int y, int width, int64_t done, int64_t total);

#endif
