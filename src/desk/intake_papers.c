/* intake_papers.c - step 3: as little paper as the law allows, and for each line how it is satisfied.
 *
 * What a database stands for is never asked for on paper; the form is filled in at the next step. A paper
 * that is owed keeps the dossier a draft: it is received when the paper is there.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "desk/frame.h"
#include "desk/guide.h"
#include "desk/help.h"
#include "desk/intake_desk.h"
#include "desk/widget_dialog.h"
#include "dossier/attachment.h"
#include "dossier/reuse.h"

#define SHEETS_MAX 999

static struct intake_paper *here(struct intake *in)
{
    struct intake_papers *p = &in->papers;
    return p->count ? &p->list[p->at] : NULL;
}

/* --- which papers --- */

static void first_word(char out[24], const char *words)
{
    snprintf(out, 24, "%.*s", (int)strcspn(words, " "), words);
}

/* The card on the counter and the commune's own look-up; what others keep (health, land) the clerk must see
 * first. */
static bool asked_here(const char *database)
{
    return strcmp(database, "dan_cu") == 0 || strcmp(database, "cu_tru") == 0;
}

/* What the law already answers: data instead of paper, the form of step 4. */
static void propose(struct intake_paper *p)
{
    const struct procedure_component *c = p->component;
    p->sheets[0] = c->originals;
    p->sheets[2] = c->copies;
    p->how = p->need == COMPONENT_MAYBE ? PAPER_NOT_NEEDED : PAPER_OPEN;
    if (!*c->replaced_by || p->need == COMPONENT_MAYBE)
        return;
    first_word(p->data, c->replaced_by);
    p->how = strcmp(p->data, "eform") == 0 ? PAPER_FORM : asked_here(p->data) ? PAPER_DATA : PAPER_OPEN;
}

static void drop_files(struct intake_paper *p)
{
    for (int i = 0; i < p->files_count; i++)
        free(p->files[i]);
    p->files_count = 0;
}

static void load_paper(struct intake *in, struct intake_paper *p, const struct js *node)
{
    const char *data = js_get_text(node, "replaced_by");
    const struct js *files = js_get(node, "files");
    p->sheets[0] = (int)js_get_int(node, "originals", 0);
    p->sheets[1] = (int)js_get_int(node, "certified", 0);
    p->sheets[2] = (int)js_get_int(node, "copies", 0);
    p->how = data ? (strcmp(data, "eform") == 0 ? PAPER_FORM : PAPER_DATA) : PAPER_GIVEN;
    snprintf(p->data, sizeof p->data, "%s", data ? data : "");
    if (data && strcmp(data, REUSE_DATABASE) == 0 && !known_paper(in, p->component))
        p->how = PAPER_OPEN; /* no longer at hand: it is asked for */
    for (size_t i = 0; i < js_len(files) && p->files_count < PAPER_FILES; i++)
        if (js_text(js_at(files, i)) && (p->files[p->files_count] = strdup(js_text(js_at(files, i)))))
            p->files_count++;
}

static void load_saved(struct intake *in)
{
    const struct js *list = js_get(in->saved, "components");
    for (size_t k = 0; js_is_array(list) && k < js_len(list); k++) {
        const char *id = js_get_text(js_at(list, k), "id");
        for (int i = 0; id && i < in->papers.count; i++)
            if (strcmp(in->papers.list[i].component->id, id) == 0)
                load_paper(in, &in->papers.list[i], js_at(list, k));
    }
}

static void add_papers(struct intake *in, enum component_need need)
{
    struct intake_papers *p = &in->papers;
    struct procedure_case which = intake_case(in);
    for (size_t i = 0; i < in->procedure.components_count && p->count < PAPERS_MAX; i++) {
        const struct procedure_component *c = &in->procedure.components[i];
        if (procedure_needs(&in->procedure, c, &which) != need)
            continue;
        p->list[p->count] = (struct intake_paper){ .component = c, .need = need };
        propose(&p->list[p->count++]);
    }
}

static void keep_answers(struct intake_papers *old, struct intake_papers *new)
{
    for (int i = 0; i < old->count; i++)
        for (int k = 0; k < new->count; k++)
            if (old->list[i].component == new->list[k].component) {
                enum component_need need = new->list[k].need;
                new->list[k] = old->list[i];
                new->list[k].need = need;
                old->list[i].files_count = 0; /* they moved */
            }
}

void papers_prepare(struct intake *in)
{
    struct intake_papers old = in->papers, *p = &in->papers;
    p->count = p->at = p->top = 0;
    add_papers(in, COMPONENT_NEEDED);
    add_papers(in, COMPONENT_MAYBE);
    if (old.count)
        keep_answers(&old, p);
    else
        load_saved(in);
    for (int i = 0; i < old.count; i++)
        drop_files(&old.list[i]);
    for (int i = p->count - 1; i >= 0; i--)
        if (p->list[i].how == PAPER_OPEN)
            p->at = i;
}

int papers_with(const struct intake *in, enum paper_how how)
{
    int n = 0;
    for (int i = 0; i < in->papers.count; i++)
        n += in->papers.list[i].how == how;
    return n;
}

int papers_open(const struct intake *in)
{
    return papers_with(in, PAPER_OPEN) + papers_with(in, PAPER_OWED);
}

/* --- acts --- */

static void changed(struct intake *in)
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
    struct intake_paper *p = here(in);
    if (!p) {
        intake_next(in);
        return;
    }
    if (p->how == PAPER_OPEN) {
        p->how = PAPER_GIVEN;
        if (!p->sheets[0] && !p->sheets[1] && !p->sheets[2])
            p->sheets[0] = 1;
        changed(in);
    }
    next_line(in);
}

static void digit(struct intake *in, int value)
{
    struct intake_papers *ps = &in->papers;
    struct intake_paper *p = here(in);
    int *n = &p->sheets[ps->column];
    int now = ps->fresh ? value : *n * 10 + value;
    if (now > SHEETS_MAX) {
        desk_refuse(in->screen->desk);
        return;
    }
    *n = now;
    ps->fresh = false;
    p->how = PAPER_GIVEN;
    changed(in);
}

/* A paper of an earlier dossier is offered, never taken by itself: the birth paper may be another child's.
 * Pressed again, the database stands for it. */
static bool use_data(struct intake *in)
{
    struct intake_paper *p = here(in);
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
    first_word(p->data, p->component->replaced_by);
    p->how = strcmp(p->data, "eform") == 0 ? PAPER_FORM : PAPER_DATA;
    return true;
}

static bool not_needed(struct intake *in)
{
    struct intake_paper *p = here(in);
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
    here(in)->how = PAPER_OWED;
    desk_say(in->screen->desk, ROLE_WARN,
        N_("Owed: the dossier stays a draft until the citizen brings this paper."));
    return true;
}

static void ask_file(struct intake *in)
{
    in->papers.naming = true;
    in->papers.path.kind = EDITOR_CODE;
    in->papers.path.max = 400;
    editor_reset(&in->papers.path);
    desk_say(
        in->screen->desk, ROLE_BASE, N_("Type the path of the file; PDF, JPEG, PNG or TIFF, at most 20 MB."));
}

/* The same look the book will take, so that it is told while the citizen still stands there. */
static bool file_fits(struct intake *in, const char *path)
{
    unsigned char head[16];
    struct err e = { 0 };
    struct stat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool regular = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ssize_t n = regular ? read(fd, head, sizeof head) : -1;
    if (fd >= 0)
        close(fd);
    const char *kind = n > 0 ? attachment_kind(head, (size_t)n) : NULL;
    if (!kind)
        desk_say(in->screen->desk, ROLE_WARN, N_("No file of a known kind is there: %s"), path);
    else if (attachment_name_fits(path, kind, &e))
        desk_say_error(in->screen->desk, &e);
    else
        return true;
    return false;
}

static void add_file(struct intake *in)
{
    struct intake_paper *p = here(in);
    AUTO_STRING path = editor_text(&in->papers.path);
    in->papers.naming = false;
    if (!path || !*path)
        return;
    if (!file_fits(in, path)) {
        in->papers.naming = true; /* what was typed stays, to be mended */
        return;
    }
    if (p->files_count == PAPER_FILES) {
        desk_say(in->screen->desk, ROLE_WARN, N_("At most %d files go with one paper here."), PAPER_FILES);
        return;
    }
    p->files[p->files_count++] = strdup(path);
    if (p->how != PAPER_DATA && p->how != PAPER_FORM)
        p->how = PAPER_GIVEN;
    changed(in);
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
        ask_file(in);
        return EVENT_USED;
    default:
        desk_refuse(in->screen->desk);
        return EVENT_USED;
    }
    if (!did) {
        desk_refuse(in->screen->desk);
        return EVENT_USED;
    }
    changed(in);
    if (in->papers.at + 1 < in->papers.count)
        go_to(in, in->papers.at + 1);
    return EVENT_USED;
}

/* --- keys --- */

static enum used path_key(struct intake *in, uint32_t code)
{
    if (code == K_ESC)
        in->papers.naming = false;
    else if (code == K_ENTER)
        add_file(in);
    else if (editor_key(&in->papers.path, code, TYPING_OFF) == EDIT_REFUSED)
        desk_refuse(in->screen->desk);
    return EVENT_USED;
}

static void explain(struct intake *in)
{
    static const char *const why[] = { N_("Always asked for."), N_("Only in the case it names."),
        N_("Only when somebody else files."), N_("Only when filed on line."),
        N_("Only at the counter or by post."), N_("Only when the database does not have it.") };
    const struct intake_paper *p = here(in);
    char data[160];
    if (!p)
        return;
    snprintf(data, sizeof data, "%s", *p->component->replaced_by ? p->component->replaced_by : "");
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
        return path_key(in, code);
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

/* --- document --- */

static void put_paper(const struct intake *in, struct js *list, const struct intake_paper *p)
{
    struct js *node = js_object(), *files = js_array();
    bool data = p->how == PAPER_DATA || p->how == PAPER_FORM;
    const struct reuse *earlier =
        strcmp(p->data, REUSE_DATABASE) == 0 ? known_paper(in, p->component) : NULL;
    js_put_text(node, "id", p->component->id);
    js_put_int(node, "originals", data ? 0 : p->sheets[0]);
    js_put_int(node, "certified", data ? 0 : p->sheets[1]);
    js_put_int(node, "copies", data ? 0 : p->sheets[2]);
    js_put_text(node, "replaced_by", data ? p->data : NULL);
    if (data && earlier)
        js_put_text(node, "source", earlier->dossier);
    for (int i = 0; i < p->files_count; i++)
        js_add_text(files, p->files[i]);
    js_put(node, "files", files);
    js_add(list, node);
}

static void put(struct intake *in, struct js *document)
{
    if (!in->papers.count)
        return;
    struct js *list = js_array();
    for (int i = 0; i < in->papers.count; i++) {
        const struct intake_paper *p = &in->papers.list[i];
        if (p->how == PAPER_GIVEN || p->how == PAPER_DATA || p->how == PAPER_FORM)
            put_paper(in, list, p);
    }
    js_put(document, "components", list);
}

static void release(struct intake *in)
{
    for (int i = 0; i < in->papers.count; i++)
        drop_files(&in->papers.list[i]);
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
    .put = put,
    .release = release,
};
