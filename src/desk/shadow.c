/* shadow.c - see shadow.h. Its picture is shadow_draw.c. */
#include "desk/shadow.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "catalog/form.h"

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

/* Choices of ours in the portal's words. */
static const char *result_words(const char *result_by)
{
    static const struct {
        const char *slug, *words;
    } names[] = { { "counter", "Nhận trực tiếp" }, { "online", "Nhận bản điện tử" },
        { "post", "Qua bưu chính công ích" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].slug, result_by) == 0)
            return names[i].words;
    return "";
}

struct js *shadow_known(const struct office *of, const struct js *applicant, const struct js *submitter,
    const char *variant_answer, const char *result_by)
{
    struct js *known = js_object(), *unit = js_object();
    bool other = js_is_object(submitter);
    js_put_text(unit, "code", of->book->unit_code);
    js_put_text(unit, "name", of->book->unit_name);
    js_put_text(unit, "province", of->book->province);
    js_put(known, "unit", unit);
    js_put(known, "applicant", js_copy(applicant));
    if (other)
        js_put(known, "submitter", js_copy(submitter));
    js_put(known, "filer", js_copy(other ? submitter : applicant));
    js_put_text(known, "case", variant_answer);
    js_put_text(known, "result_by", result_words(result_by));
    return known;
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
    for (size_t i = 0; i < js_len(sh->ticks); i++)
        if (strcmp(js_text(js_at(sh->ticks, i)), sh->lines[line].id) == 0)
            return true;
    return false;
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
