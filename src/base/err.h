/* err.h - what went wrong, in words for staff and in words for developers.
 *
 * A `struct err` is owned by the caller, handed down last and may be NULL. It carries a stable code for
 * programs, a translated sentence for the person at the counter (what happened, what to do), the field it
 * concerns, and the technical cause for the log. Libraries fill it; only desk/ and prog/ show it.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/rc.h"

struct err {
    enum rc rc;
    const char *code;   /* "id_number_length": static, never translated; NULL when nothing went wrong */
    char message[512];  /* the sentence for staff */
    char hint[256];     /* what to do next, or "" */
    char field[96];     /* "applicant.id_number", or "" */
    char cause[256];    /* lower case, English, for the log, or "" */
    bool printed;       /* the program has told it already, in a fuller form */
};

/* Fills `e` (when there is one) and returns `rc`, so that "return err_set(...)" reads well.
 * `format` is an English msgid; it is translated here and must be a literal (xgettext collects it). */
enum rc err_set(struct err *e, enum rc rc, const char *code, const char *format, ...) PRINTF_LIKE(4, 5);

/* Add to what err_set said; each keeps the first value given. The hint is a msgid, too. */
void err_hint(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);
void err_field(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);
void err_cause(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

enum rc err_no_memory(struct err *e);

/* Trouble with a file: picks RC_STORAGE, RC_NOT_FOUND or RC_REFUSED by `error_number` and names the path. */
enum rc err_errno(struct err *e, int error_number, const char *path);

void err_clear(struct err *e);

#endif
