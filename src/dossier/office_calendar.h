/* office_calendar.h - the calendar in force: the commune's imported one, or the one that came with the program. */
#ifndef DOSSIER_OFFICE_CALENDAR_H
#define DOSSIER_OFFICE_CALENDAR_H

#include "base/err.h"

struct calendar;
struct office;

/* From the book's fact_file rows "holidays.csv" and "working_hours.csv", each falling back to SHARE/data/. */
MUST enum rc office_calendar(struct calendar *ret, const struct office *of, struct err *e);

/* The same calendar read once while the book is open, and again when a table has changed. Borrowed. */
MUST enum rc office_calendar_shared(const struct calendar **ret, const struct office *of, struct err *e);

struct buf;

/* One of the two tables as text, from the same places. */
MUST enum rc office_calendar_table(struct buf *out, const struct office *of, const char *name, struct err *e);

#endif
