/* intake_days.h - the promise drawn day by day, so that it can be said and defended. */
#ifndef DESK_INTAKE_DAYS_H
#define DESK_INTAKE_DAYS_H

#include <stdbool.h>
#include <stdint.h>

struct canvas;
struct deadline;
struct intake;
struct procedure;

/* When the result is there if it were received at `at` through the channel chosen; false without a limit. */
bool promise_of(struct deadline *ret, struct intake *in, const struct procedure *p, int64_t at);

/* Title, a column for each day from reception to the due day, the reasons; in at most `rows` rows from y. */
void days_draw(struct intake *in, struct canvas *c, int y, int rows);

#endif
