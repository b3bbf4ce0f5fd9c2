/* shadow.c - see shadow.h. Its picture is shadow_draw.c. */
#include "desk/shadow.h"

#include <string.h>

#include "base/json.h"
#include "catalog/form.h"
#include "dossier/portal_fill.h"

enum rc shadow_open(struct shadow *sh, const char *share_dir, const struct form *form, struct err *e)
{
    *sh = (struct shadow){ .ticks = js_array() };
    enum rc rc = portal_form_load(&sh->portal, share_dir, form, e);
    if (rc != RC_REFUSED)
        return rc;
    enum rc own = portal_form_own(&sh->portal, form, NULL); /* the words in `e` are about the file */
    return own ? own : rc;
}

enum rc shadow_fill(struct shadow *sh, const struct form *form, const struct js *answers,
    const struct js *known, struct day today, struct err *e)
{
    struct arena fresh = { 0 };
    struct portal_line *lines;
    size_t count;
    enum rc rc = portal_lines(&lines, &count, sh->portal, form, answers, known, today, &fresh, e);
    if (rc) {
        arena_release(&fresh);
        return rc;
    }
    const char *here = sh->count ? sh->lines[sh->at].id : "";
    sh->at = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(lines[i].id, here) == 0)
            sh->at = (int)i;
    arena_release(&sh->arena);
    sh->arena = fresh;
    sh->lines = lines;
    sh->count = count;
    return RC_OK;
}

void shadow_release(struct shadow *sh)
{
    portal_form_free(sh->portal);
    js_free(sh->ticks);
    arena_release(&sh->arena);
    *sh = (struct shadow){ 0 };
}

/* The lines go over whole; their arena with them. */
void shadow_take(struct shadow *sh, struct portal_fill *fill)
{
    shadow_release(sh);
    *sh = (struct shadow){ .arena = fill->arena,
        .portal = fill->portal,
        .lines = fill->lines,
        .count = fill->count,
        .ticks = fill->ticks };
    fill->arena = (struct arena){ 0 };
    fill->portal = NULL;
    fill->lines = NULL;
    fill->ticks = NULL;
    fill->count = 0;
}

int shadow_find(const struct shadow *sh, const char *answer)
{
    for (size_t i = 0; i < sh->count && *answer; i++)
        if (strcmp(sh->lines[i].answer, answer) == 0)
            return (int)i;
    return -1;
}

/* --- ticks --- */

bool shadow_ticked(const struct shadow *sh, size_t line)
{
    return portal_ticked(sh->ticks, sh->lines[line].id);
}

void shadow_tick(struct shadow *sh, size_t line, bool on)
{
    struct js *ticks = js_array();
    for (size_t i = 0; i < js_len(sh->ticks); i++)
        if (strcmp(js_text(js_at(sh->ticks, i)), sh->lines[line].id) != 0)
            js_add_text(ticks, js_text(js_at(sh->ticks, i)));
    if (on)
        js_add_text(ticks, sh->lines[line].id);
    js_free(sh->ticks);
    sh->ticks = ticks;
}

int shadow_done(const struct shadow *sh)
{
    int n = 0;
    for (size_t i = 0; i < sh->count; i++)
        n += shadow_ticked(sh, i);
    return n;
}

int shadow_next(const struct shadow *sh, int from, int step)
{
    int count = (int)sh->count;
    for (int k = 1; k <= count; k++) {
        int i = ((from + step * k) % count + count) % count;
        if (!shadow_ticked(sh, (size_t)i))
            return i;
    }
    return -1;
}
