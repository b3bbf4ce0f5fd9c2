/* rephrase_link.h - asks the service of assistant.url to say an answer more simply. One short call, no repeat. */
#ifndef TARGETS_REPHRASE_LINK_H
#define TARGETS_REPHRASE_LINK_H

#include "base/err.h"

struct js;
struct office;

#define REPHRASE_SECONDS 5

/* `question` without personal data, `answer` as assistant_ask gave it. *ret: text that rephrase_accept believes;
 * free it. RC_NOT_FOUND when no service is set, RC_AGAIN when it did not answer in time, RC_REFUSED when its
 * answer is none or was dropped. */
MUST enum rc rephrase_fetch(
    char **ret, const struct office *of, const char *question, const struct js *answer, struct err *e);

#endif
