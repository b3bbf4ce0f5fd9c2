/* intake_start.h - what the screen "intake" is opened with. Every part may be missing: NULL, 0.
 *
 * desk_push_named(d, "intake", &(struct intake_start){ .payload = text }); all texts are copied. NULL as the
 * argument begins with nothing known.
 */
#ifndef DESK_INTAKE_START_H
#define DESK_INTAKE_START_H

#include <stdint.h>

struct intake_start {
    const char *payload;   /* the QR text of an ID card that was just read */
    int64_t person_id;     /* somebody the book knows */
    const char *procedure; /* code: the question "what" is answered already */
    int64_t draft_id;      /* goes on with this draft; the rest is not looked at */
};

struct screen;

/* What was begun and is not filed: the drafts of this person and what is typed on the screens below `s`. *step is where
 * it stands when it is one. */
int intake_held(const struct screen *s, int *step);

#endif
