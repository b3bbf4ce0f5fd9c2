/* intake_papers_list.c - which papers this case asks for, what stands for them, and the list as a document.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "desk/intake_papers.h"
#include "dossier/reuse.h"

/* --- which papers --- */

void papers_first_word(char out[24], const char *words)
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
    papers_first_word(p->data, c->replaced_by);
    p->how = strcmp(p->data, "eform") == 0 ? PAPER_FORM : asked_here(p->data) ? PAPER_DATA : PAPER_OPEN;
}

void papers_drop_files(struct intake_paper *p)
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
        papers_drop_files(&old.list[i]);
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

void papers_put(struct intake *in, struct js *document)
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
