/* focus.h - the cursor law, looked at after every picture: the hardware cursor stands on the focus.
 *
 * The focus is a cell of role focus (field, button) or the cell behind the pointer (a line of a list or of a
 * text to read). With a box on top it is inside that box.
 */
#ifndef TESTS_DESK_FOCUS_H
#define TESTS_DESK_FOCUS_H

struct desk;
struct term_memory;

/* From here on each picture of `t` is looked at; the test fails with the screen's name and the place. */
void focus_watch(struct term_memory *t, const struct desk *d);

#endif
