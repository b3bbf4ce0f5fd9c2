/* session_answer.h - what an answer of the session profile proves, and what it does not. Pure.
 *
 * An answer is believed only when the transfer ended well, the status is 200, the type is JSON, the whole
 * document has the expected shape, and our request's id and the dossier's code are the ones echoed, where
 * they are echoed. Anything else leaves the matter unknown, and the portal is asked again.
 */
#ifndef TARGETS_SESSION_ANSWER_H
#define TARGETS_SESSION_ANSWER_H

#include <stdbool.h>

#include "base/err.h"

struct http_answer;
struct js;

enum verdict {
    VERDICT_DONE,      /* it did what was asked */
    VERDICT_EXISTS,    /* a create of what it knows already: update instead */
    VERDICT_MISSING,   /* it does not know the dossier: create it first */
    VERDICT_SESSION,   /* the session has ended */
    VERDICT_BUSY,      /* surely not done; later it may work */
    VERDICT_LINE,      /* nobody can be served now: no connection, no right, a wrong address */
    VERDICT_UNKNOWN,   /* proves nothing */
    VERDICT_PERMANENT, /* it will never take this as it is */
};

struct reading {
    enum verdict verdict;
    char words[200];  /* for staff, translated; the portal's own message where it gave one */
    char field[64];   /* the portal's field a refusal concerns, or "" */
    bool old_answer;  /* the answer belongs to another request: worth a notice to the supervisor */
    bool certificate; /* this machine's clock or the certificate is wrong */
    struct js *body;  /* the parsed answer when verdict is DONE; free with reading_release */
};

enum answer_kind { ANSWER_LOGIN, ANSWER_LOOKUP, ANSWER_WRITE };

/* Weighs an answer to the request with that id. */
void session_read(
    struct reading *ret, const struct http_answer *answer, const char *request_id, enum answer_kind kind);
void reading_release(struct reading *reading);

/* The row of a look-up in any spelling of its keys; NULL when it is not there or shows nothing. */
const char *lookup_text(const struct js *row, const char *key);

#endif
