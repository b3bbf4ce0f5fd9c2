/* golden.h - pictures of screens as text files: tests/screens/NAME.txt. MOTCUA_GOLDEN=update rewrites them.
 */
#ifndef TESTS_DESK_GOLDEN_H
#define TESTS_DESK_GOLDEN_H

struct canvas;

/* Fails with the first row that differs. */
void assert_picture(const struct canvas *c, const char *name);

/* Pictures are taken in Vietnamese; go back by i18n_init("en", "/nowhere"). Skips when the words were not built. */
void speak_vietnamese(void);

#endif
