/* intake_papers.c - step 3: as little paper as the law allows, and for each line how it is satisfied.
 *
 * What a database stands for is never asked for on paper; the form is filled in at the next step. A paper
 * that is owed keeps the dossier a draft: it is received when the paper is there.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "desk/frame.h"
#include "desk/guide.h"
#include "desk/help.h"
#include "desk/intake_papers.h"
#include "dossier/reuse.h"

#define SHEETS_MAX 999

struct intake_paper *papers_here(struct intake *in)
{
    struct intake_papers *p = &in->papers;
    return p->count ? &p->list[p->at] : NULL;
}

/* --- acts --- */

void papers_changed(struct intake *in)
{
    in->typed = true;
    intake_save(in);
}

static void go_to(struct intake *in, int at)
{
    struct intake_papers *p = &in->papers;
    p->at = at < 0 ? 0 : at >= p->count ? p->count - 1 : at;
    p->column = 0;
    p->fresh = true;
}

static void next_line(struct intake *in)
{
    struct intake_papers *p = &in->papers;
    for (int i = p->at + 1; i < p->count; i++)
        if (p->list[i].how == PAPER_OPEN) {
            go_to(in, i);
            return;
        }
    if (papers_with(in, PAPER_OPEN))
        desk_say(in->screen->desk, ROLE_WARN, N_("%d papers still need an answer. F8 goes to the next one."),
            papers_with(in, PAPER_OPEN));
    else
        intake_next(in);
}

/* Enter: the paper is here as the line says. */
static void accept(struct intake *in)
{
    struct intake_paper *p = papers_here(in);
    if (!p) {
        intake_next(in);
        return;
    }
    if (p->how == PAPER_OPEN) {
        p->how = PAPER_GIVEN;
        if (!p->sheets[0] && !p->sheets[1] && !p->sheets[2])
            p->sheets[0] = 1;
        papers_changed(in);
    }
    next_line(in);
}

static void digit(struct intake *in, int value)
{
    struct intake_papers *ps = &in->papers;
    struct intake_paper *p = papers_here(in);
    int *n = &p->sheets[ps->column];
    int now = ps->fresh ? value : *n * 10 + value;
    if (now > SHEETS_MAX) {
        desk_refuse(in->screen->desk);
        return;
    }
    *n = now;
    ps->fresh = false;
    p->how = PAPER_GIVEN;
    papers_changed(in);
}

/* A paper of an earlier dossier is offered, never taken by itself: the birth paper may be another child's.
 * Pressed again, the database stands for it. */
static bool use_data(struct intake *in)
{
    struct intake_paper *p = papers_here(in);
    if (known_paper(in, p->component) && (p->how != PAPER_DATA || strcmp(p->data, REUSE_DATABASE))) {
        snprintf(p->data, sizeof p->data, "%s", REUSE_DATABASE);
        p->how = PAPER_DATA;
        return true;
    }
    if (!*p->component->replaced_by) {
        desk_say(
            in->screen->desk, ROLE_WARN, N_("No database stands for this paper. Ask for the paper itself."));
        return false;
    }
    papers_first_word(p->data, p->component->replaced_by);
    p->how = strcmp(p->data, "eform") == 0 ? PAPER_FORM : PAPER_DATA;
    return true;
}

static bool not_needed(struct intake *in)
{
    struct intake_paper *p = papers_here(in);
    if (p->need == COMPONENT_NEEDED) {
        desk_say(in->screen->desk, ROLE_WARN,
            N_("This paper is required; the reason stands in F1. When it is missing, press n: owed."));
        return false;
    }
    p->how = PAPER_NOT_NEEDED;
    return true;
}

static bool owe(struct intake *in)
{
    papers_here(in)->how = PAPER_OWED;
    desk_say(in->screen->desk, ROLE_WARN,
        N_("Owed: the dossier stays a draft until the citizen brings this paper."));
    return true;
}

static enum used letter(struct intake *in, uint32_t code)
{
    bool did = false;
    switch (code) {
    case 'd':
        did = use_data(in);
        break;
    case 'm':
        did = not_needed(in);
        break;
    case 'n':
        did = owe(in);
        break;
    case 'q':
        papers_ask_file(in);
        return EVENT_USED;
    default:
        desk_refuse(in->screen->desk);
        return EVENT_USED;
    }
    if (!did) {
        desk_refuse(in->screen->desk);
        return EVENT_USED;
    }
    papers_changed(in);
    if (in->papers.at + 1 < in->papers.count)
        go_to(in, in->papers.at + 1);
    return EVENT_USED;
}

/* --- keys --- */

/* "population data, health data": what the catalogue names by short words. */
static void database_words(char *out, size_t size, const char *slugs)
{
    size_t n = 0;
    out[0] = '\0';
    while (*slugs && n < size) {
        char slug[24];
        papers_first_word(slug, slugs);
        n += (size_t)snprintf(out + n, size - n, "%s%s", n ? ", " : "", papers_database(slug));
        slugs += strcspn(slugs, " ");
        slugs += strspn(slugs, " ");
    }
    utf8_mend(out);
}

static void explain(struct intake *in)
{
    static const char *const why[] = { N_("Always asked for."), N_("Only in the case it names."),
        N_("Only when somebody else files."), N_("Only when filed on line."),
        N_("Only at the counter or by post."), N_("Only when the database does not have it.") };
    const struct intake_paper *p = papers_here(in);
    char data[160];
    if (!p)
        return;
    database_words(data, sizeof data, p->component->replaced_by);
    enum rc rc =
        help_ask(in->screen, &(struct field_help){ .title = p->component->name,
                                 .what = gettext(why[p->component->when]),
                                 .type_in = _("Enter: it is here. d data, m not needed, n owed, q file"),
                                 .example = p->component->case_note,
                                 .source = data,
                                 .law = in->procedure.decision,
                                 .y = ROW_BODY + 2 + in->papers.at - in->papers.top });
    (void)rc;
}

static bool next_open(struct intake *in, int step)
{
    struct intake_papers *p = &in->papers;
    for (int k = 1; k <= p->count; k++) {
        int i = ((p->at + step * k) % p->count + p->count) % p->count;
        if (p->list[i].how == PAPER_OPEN || p->list[i].how == PAPER_OWED) {
            go_to(in, i);
            return true;
        }
    }
    desk_say(in->screen->desk, ROLE_OK, N_("Every paper has its answer."));
    return false;
}

static enum used move(struct intake *in, uint32_t code)
{
    struct intake_papers *p = &in->papers;
    switch (code) {
    case K_UP:
    case K_BACK_TAB:
        go_to(in, p->at - 1);
        return EVENT_USED;
    case K_DOWN:
        go_to(in, p->at + 1);
        return EVENT_USED;
    case K_HOME:
    case K_CTRL_HOME:
        go_to(in, 0);
        return EVENT_USED;
    case K_END:
    case K_CTRL_END:
        go_to(in, p->count - 1);
        return EVENT_USED;
    case K_LEFT:
    case K_RIGHT:
    case K_TAB:
        p->column = (p->column + (code == K_LEFT ? 2 : 1)) % 3;
        p->fresh = true;
        return EVENT_USED;
    case K_F(7):
    case K_F(8):
        next_open(in, code == K_F(8) ? 1 : -1);
        return EVENT_USED;
    default:
        return EVENT_UNUSED;
    }
}

static enum used key(struct intake *in, uint32_t code)
{
    if (in->papers.naming)
        return papers_path_key(in, code);
    if (code == K_ENTER) {
        accept(in);
        return EVENT_USED;
    }
    if (!in->papers.count)
        return EVENT_UNUSED;
    if (code == K_F(1)) {
        explain(in);
        return EVENT_USED;
    }
    if (code >= '0' && code <= '9') {
        digit(in, (int)(code - '0'));
        return EVENT_USED;
    }
    return key_is_text(code) ? letter(in, code) : move(in, code);
}

static void paste(struct intake *in, const char *text)
{
    if (!in->papers.naming || editor_paste(&in->papers.path, text) == EDIT_REFUSED)
        desk_refuse(in->screen->desk);
}

static bool done(struct intake *in)
{
    int open = papers_with(in, PAPER_OPEN);
    if (!open)
        return true;
    next_open(in, 1);
    desk_say(in->screen->desk, ROLE_WARN,
        N_("%d papers have no answer yet. Enter: it is here; d: data; n: the citizen still owes it."), open);
    return false;
}

static enum rc enter(struct intake *in, struct err *e)
{
    enum rc rc = known_papers(in, e);
    if (rc)
        return rc;
    papers_prepare(in);
    in->papers.fresh = true;
    in->papers.spoken = guide_say(in->of, &in->procedure, GUIDE_PAPERS, &in->procedure_arena);
    return RC_OK;
}

static void release(struct intake *in)
{
    for (int i = 0; i < in->papers.count; i++)
        papers_drop_files(&in->papers.list[i]);
    editor_release(&in->papers.path);
    arena_release(&in->papers.reuse_memory);
    in->papers.reuse_count = 0;
    in->papers.count = 0;
}

const struct intake_step_row intake_papers_step = {
    .label = N_("Papers"),
    .enter = enter,
    .key = key,
    .paste = paste,
    .draw = papers_picture,
    .say = papers_spoken,
    .done = done,
    .put = papers_put,
    .release = release,
};
