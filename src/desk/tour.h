/* tour.h - the first morning: lessons on the real screens with a practice book, a sentence a step.
 *
 * A lesson is a file data/tour/N-name.yaml:
 *   title: ...            best: 19           (fewest keys; `tour --check` compares)
 *   card: "0620...|..."   (what Ctrl-T scans, as the learner has no invented card in her hand)
 *   steps:
 *     - say: what to do now, one line of at most 64 columns
 *       keys: the model, a key script (script.h)
 *       at: the screen that is then on top        (either or both)
 *       shows: a text that then stands there
 * A step is done as soon as the picture says so, by whatever keys. Keys and seconds are counted from the
 * first key on; nobody else sees them.
 */
#ifndef DESK_TOUR_H
#define DESK_TOUR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "desk/desk.h"

struct term_memory;
struct yaml;

#define TOUR_STEPS_MAX 40

struct tour_step {
    const char *say, *keys, *at, *shows;
};

struct tour_lesson {
    struct yaml *document; /* owns the texts */
    const char *title, *card;
    int best;
    struct tour_step steps[TOUR_STEPS_MAX];
    int count;
};

/* RC_REFUSED with file and line when something is missing. */
MUST enum rc tour_read(struct tour_lesson *ret, const char *path, struct err *e);
void tour_release(struct tour_lesson *lesson);

/* Looks over the learner's shoulder. */
struct tour {
    const struct tour_lesson *lesson;
    int at; /* step; == lesson->count when all are done */
    int keys;
    int64_t began_ms, ended_ms;      /* monotonic; 0 = not yet */
    int record_keys, record_seconds; /* the learner's own best so far; 0 = none */
    struct coach coach;
};

/* The desk must already have its session; `tour` must outlive it. */
void tour_begin(struct tour *tour, struct desk *d, const struct tour_lesson *lesson);
bool tour_done(const struct tour *tour);
int tour_seconds(const struct tour *tour);

/* Plays the model keys of every step; RC_REFUSED with the step that is not reached or the count that differs.
 */
MUST enum rc tour_check(
    struct tour *tour, struct desk *d, struct term_memory *t, const char *name, struct err *e);

#endif
