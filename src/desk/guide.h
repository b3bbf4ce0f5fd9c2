/* guide.h - the sentence that may be read out at the counter, from the folder guidance/.
 *
 * Its own file because catalog/guidance.h and the intake name their steps alike.
 */
#ifndef DESK_GUIDE_H
#define DESK_GUIDE_H

struct arena;
struct office;
struct procedure;

enum guide_at { GUIDE_MATTER, GUIDE_PAPERS };

/* "" when nobody wrote one in the language of the desk, or its file cannot be read: the desk then says its
 * own. */
const char *guide_say(
    const struct office *of, const struct procedure *procedure, enum guide_at at, struct arena *a);

#endif
