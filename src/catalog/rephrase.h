/* rephrase.h - what a rephrasing service is asked, and what of its answer is believed.
 *
 * The service (setting assistant.url, off by default) gets the question without personal data and the lines the
 * assistant found in the catalogue, nothing else. Its text is shown beside those lines, never instead of them,
 * and only when it cites them ([1001193] is no citation; [1.001193] or [1] is) and brings no number, day, fee,
 * code or address that was not given to it. A text that breaks one of these rules is dropped whole.
 */
#ifndef CATALOG_REPHRASE_H
#define CATALOG_REPHRASE_H

#include "base/err.h"

struct js;

#define REPHRASED_MAX 3000 /* bytes */

/* The body of a chat call, OpenAI's wire shape. `answer` is what assistant_ask gave. */
MUST enum rc rephrase_request(
    struct js **ret, const char *model, const char *question, const struct js *answer, struct err *e);

/* Whether `said` may be shown beside `answer`. RC_REFUSED says in `e` which rule it broke. */
MUST enum rc rephrase_accept(const char *said, const struct js *answer, struct err *e);

#endif
