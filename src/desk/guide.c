/* guide.c - see guide.h. */
#include "desk/guide.h"

#include "base/i18n.h"
#include "base/office.h"
#include "catalog/guidance.h"
#include "catalog/procedure.h"

const char *guide_say(
    const struct office *of, const struct procedure *procedure, enum guide_at at, struct arena *a)
{
    static const enum guidance_step steps[] = { [GUIDE_MATTER] = STEP_WHAT, [GUIDE_PAPERS] = STEP_PAPERS };
    struct guidance g;
    enum rc rc = guidance_for(
        &g, of->share_dir, i18n_language(), procedure->code, procedure->field, steps[at], a, NULL);
    return rc ? "" : g.say;
}
