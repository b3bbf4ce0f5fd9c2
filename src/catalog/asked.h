/* asked.h - what citizens ask, kept without the citizen; and what staff report as answered wrong.
 *
 * Questions pass privacy_mask before they are kept. One row a day and question, however it was typed; rows
 * older than ASKED_DAYS go. Reports wait for the supervisor until closed.
 */
#ifndef CATALOG_ASKED_H
#define CATALOG_ASKED_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct office;

#define ASKED_DAYS 90
#define ASKED_MOST 5

struct asked_most {
    const char *question, *procedure; /* procedure: code, "" when none fitted */
    int64_t times;
};

/* Counts `question` (already without the person), answered first with `procedure` ("" = none). */
MUST enum rc asked_count(const struct office *of, const char *question, const char *procedure, struct err *e);

/* The questions asked most in the last seven days; scams and greetings (no procedure) are left out. */
MUST enum rc asked_week(struct asked_most list[ASKED_MOST], size_t *count, const struct office *of,
    struct arena *a, struct err *e);

struct answer_report {
    int64_t id, at;
    const char *staff, *question, *answered, *said;
};

#define ANSWER_REPORTS_MAX 200

/* Tells the supervisor. `said`: what would be right, at most 500 bytes; never empty. Notes it in the journal.
 */
MUST enum rc answer_report_add(
    const struct office *of, const char *question, const char *answered, const char *said, struct err *e);
/* Open ones, oldest first. */
MUST enum rc answer_report_list(
    struct answer_report **ret, size_t *count, const struct office *of, struct arena *a, struct err *e);
/* RC_NOT_FOUND when there is no open report of that number. */
MUST enum rc answer_report_close(const struct office *of, int64_t id, struct err *e);

#endif
