/* problem.h - everything that is wrong with one input, told at once.
 *
 * A check adds what it finds and goes on; the person at the counter sees the whole list, not one line a try.
 * A refusal must be mended before anything is filed; a warning may be taken note of and passed.
 * Zeroed is an empty list. The list holds PROBLEMS_MAX; what comes after is only counted.
 */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include <stdbool.h>

#include "base/err.h"

#define PROBLEMS_MAX 64

struct js;

enum severity { SEVERITY_WARN, SEVERITY_REFUSE };

struct problem {
    enum severity severity;
    const char *code;  /* "id_number_length": static, never translated */
    char field[96];    /* "applicant.id_number", or "" when it concerns the whole */
    char message[256]; /* translated: what is wrong and what would be right */
};

struct problems {
    struct problem list[PROBLEMS_MAX];
    int count;    /* entries of `list` in use */
    int dropped;  /* found beyond PROBLEMS_MAX */
    int refusals; /* all refusals, dropped ones included */
};

/* `field` and `code` as above; `format` is an English msgid, translated here, and must be a literal. */
void problem_warn(struct problems *p, const char *field, const char *code, const char *format, ...)
    PRINTF_LIKE(4, 5);
void problem_refuse(struct problems *p, const char *field, const char *code, const char *format, ...)
    PRINTF_LIKE(4, 5);

bool problems_have(const struct problems *p, const char *code);

/* RC_OK when nothing is refused; otherwise RC_REFUSED and `e` says the first refusal and how many more there
 * are. */
MUST enum rc problems_verdict(const struct problems *p, struct err *e);

/* [{"severity":"refuse|warn","code","field","message"}] for --json; NULL when out of memory. */
struct js *problems_json(const struct problems *p);

#endif
