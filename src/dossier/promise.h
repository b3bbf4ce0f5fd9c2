/* promise.h - what a new calendar does to the promises already given.
 *
 * A promise on paper is never changed behind the citizen's back: an import tells which open dossiers would be
 * due on another day, and a person decides (apology with a new date, or the result earlier).
 */
#ifndef DOSSIER_PROMISE_H
#define DOSSIER_PROMISE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct calendar;
struct office;

struct promise_move {
    const char *code;
    const char *name;  /* the applicant, as filed */
    const char *phone; /* "" when not known */
    int64_t due, due_by_new_calendar;
};

/* Open dossiers whose due date differs between the two calendars, by due date. */
MUST enum rc promise_moves(struct promise_move **ret, size_t *count, const struct office *of,
    const struct calendar *old, const struct calendar *new, struct arena *a, struct err *e);

/* Drafts a notice to each of those citizens: event "promise_moved" with {"message":{"channel","to","text"}}, nothing
 * sent and no date changed. Who left no phone stands on the list for the head of the hamlet ("hamlet_list"). */
MUST enum rc promise_draft_notices(
    const struct office *of, const struct promise_move *moves, size_t count, struct err *e);

/* Remembers who is to be told; promise_untold lists those still open and not told, with the day of the new calendar.
 * Drafting a notice settles one. */
MUST enum rc promise_keep_moves(
    const struct office *of, const struct promise_move *moves, size_t count, struct err *e);
MUST enum rc promise_untold(
    struct promise_move **ret, size_t *count, const struct office *of, struct arena *a, struct err *e);

/* Keeps a calendar table in the book ("holidays.csv" or "working_hours.csv"), with a journal event. The text
 * must have been read by calendar_parse before. Needs ACTION_CALENDAR_CHANGE. */
MUST enum rc calendar_install(const struct office *of, const char *name, const char *version,
    const char *text, size_t moved, struct err *e);

#endif
