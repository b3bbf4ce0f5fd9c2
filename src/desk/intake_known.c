/* intake_known.c - what the desk knows already: marks of sources, and papers of earlier dossiers.
 *
 * On the screen a source is a mark of two letters; in the document that is received it is the word of
 * dossier/provenance.h. A draft keeps the marks.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "desk/intake_desk.h"
#include "dossier/provenance.h"
#include "dossier/reuse.h"

/* --- sources --- */

static const struct {
    const char *mark;
    enum source source;
} marks[] = {
    { "QR", SOURCE_CARD },
    { "HS", SOURCE_DOSSIER },
    { "DC", SOURCE_REGISTER },
    { "CG", SOURCE_PORTAL },
};
#define MARKS (sizeof marks / sizeof *marks)

/* A mark that is none of these (=, the form's own default) says that nobody was asked. */
static enum source source_of_mark(const char *mark)
{
    for (size_t i = 0; i < MARKS; i++)
        if (strcmp(marks[i].mark, mark) == 0)
            return marks[i].source;
    return SOURCE_NONE;
}

const char *known_mark(const char *kept)
{
    enum source source;
    if (!source_parse(&source, kept))
        return kept ? kept : ""; /* a mark already */
    for (size_t i = 0; i < MARKS; i++)
        if (marks[i].source == source)
            return marks[i].mark;
    return "";
}

static void put_source(struct js *sources, const char *field, const char *mark)
{
    enum source source = source_of_mark(mark);
    if (*mark)
        js_put_text(sources, field, source == SOURCE_NONE ? "none" : source_slug(source));
}

static void put_person(struct js *sources, const struct intake *in, int first, const char *who)
{
    static const char *const fields[WHO_ROWS] = { "id_number", "name", "birth_date", "sex", "address", NULL,
        "phone" };
    const struct cells *cs = &in->who.cells;
    char field[64];
    for (int i = 0; i < WHO_ROWS && first + i < cs->count; i++) {
        snprintf(field, sizeof field, "%s.%s", who, fields[i] ? fields[i] : "");
        if (fields[i])
            put_source(sources, field, cs->rows[first + i].source);
    }
}

void known_put_sources(const struct intake *in, struct js *document)
{
    struct js *sources = js_object();
    const struct cells *cs = &in->form.cells;
    put_person(sources, in, 0, "applicant");
    if (in->who.other_submits)
        put_person(sources, in, WHO_ROWS, "submitter");
    for (int i = 0; i < cs->count; i++)
        if (!strchr(cs->cells[i].id, '[') && cs->cells[i].value &&
            *cs->cells[i].value) /* rows count as one answer */
            put_source(sources, cs->cells[i].id, cs->rows[i].source);
    if (js_len(sources))
        js_put(document, "sources", sources);
    else
        js_free(sources);
}

/* --- papers --- */

enum rc known_papers(struct intake *in, struct err *e)
{
    struct intake_papers *p = &in->papers;
    arena_release(&p->reuse_memory);
    p->reuse = NULL;
    p->reuse_count = 0;
    return in->procedure.code ? reuse_find(&p->reuse, &p->reuse_count, in->of, who_number(in), &in->procedure,
                                    &p->reuse_memory, e)
                              : RC_OK;
}

const struct reuse *known_paper(const struct intake *in, const struct procedure_component *c)
{
    for (size_t i = 0; i < in->papers.reuse_count; i++)
        if (in->papers.reuse[i].component == c)
            return &in->papers.reuse[i];
    return NULL;
}
