/* guidance.h - what a newcomer at the counter says, looks at and watches out for: per procedure and step.
 *
 * guidance/LANG/CODE.yaml first; what it leaves open comes from the field and then the step in
 * guidance/LANG/general.yaml. A language nobody has verified has no folder: then every text is "" and the
 * desk shows nothing rather than a guess.
 */
#ifndef CATALOG_GUIDANCE_H
#define CATALOG_GUIDANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum guidance_step { STEP_WHO, STEP_WHAT, STEP_PAPERS, STEP_FORM, STEP_FEE, STEP_RETURN, GUIDANCE_STEPS };

struct guidance {
    const char *say;       /* one or two sentences to read out */
    const char *look;      /* what to look at */
    const char *wrong;     /* what goes wrong most */
    const char *elsewhere; /* when to send the citizen to another procedure or place */
    bool own;              /* at least one text is the procedure's own */
};

/* `field` as in the catalogue, may be "". Texts belong to `a`; all "" when there is nothing. A broken file is
 * RC_REFUSED with its place. */
MUST enum rc guidance_for(struct guidance *ret, const char *share_dir, const char *lang, const char *code,
    const char *field, enum guidance_step step, struct arena *a, struct err *e);

/* Before starting: level of VNeID, a telephone in one's own name, an account. */
struct readiness {
    const char *id, *ask, *if_not, *needed_for; /* needed_for: "online", "money" */
};
#define READINESS_MAX 12
MUST enum rc readiness_checks(struct readiness list[READINESS_MAX], size_t *count, const char *share_dir,
    const char *lang, struct arena *a, struct err *e);

/* Whether it matters here: "online" for what can be filed on line, "money" for what ends with money paid out. */
struct procedure;
bool readiness_needed(const struct readiness *check, const struct procedure *p);

#endif
