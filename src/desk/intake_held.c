/* intake_held.c - how much work a lock keeps: a number, never a name. See intake_start.h. */
#include <string.h>

#include "desk/intake_desk.h"
#include "desk/intake_start.h"
#include "dossier/draft.h"

/* The intake that is open on this desk; NULL = none. */
static const struct intake *open_intake(const struct screen *s)
{
    for (; s; s = s->below)
        if (strcmp(s->class->name, "intake") == 0)
            return s->state;
    return NULL;
}

int intake_held(const struct screen *s, int *step)
{
    AUTO_ARENA a = { 0 };
    struct draft *drafts;
    size_t count = 0;
    const struct intake *in = open_intake(s);
    if (draft_list(&drafts, &count, s->desk->office, &a, NULL))
        count = 0;
    *step = count ? drafts[0].step : 0;
    if (in && (in->draft_id || in->typed))
        *step = (int)in->step;
    return (int)count + (in && !in->draft_id && in->typed);
}
