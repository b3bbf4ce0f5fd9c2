/* golden.h - pictures of screens as text files: tests/screens/NAME.txt. MOTCUA_GOLDEN=update rewrites them.
 */
#ifndef TESTS_DESK_GOLDEN_H
#define TESTS_DESK_GOLDEN_H

#include <stdbool.h>

struct canvas;
struct theme;

/* Fails with the first row that differs. */
void assert_picture(const struct canvas *c, const char *name);

/* Tells whether it is the same, with the place of the cursor and, for themes without colours, a second block with a letter for how
 * each cell is lit: b bold, u underlined, r reversed, R reversed and bold. */
bool picture_same_lit(const struct canvas *c, const struct theme *theme, const char *name);

/* Pictures are taken in Vietnamese; go back by i18n_init("en", "/nowhere"). Skips when the words were not built. */
void pictures_in_vietnamese(void);

#endif
