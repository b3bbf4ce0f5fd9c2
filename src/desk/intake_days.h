/* intake_days.h - the promise drawn day by day, so that it can be said and defended. */
#ifndef DESK_INTAKE_DAYS_H
#define DESK_INTAKE_DAYS_H

struct canvas;
struct intake;

/* Title, a column for each day from reception to the due day, the reasons; in at most `rows` rows from y. */
void days_draw(struct intake *in, struct canvas *c, int y, int rows);

#endif
