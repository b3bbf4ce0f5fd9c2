/* procedure_parts.c - see procedure_parts.h. Pure. */
#include "catalog/procedure_parts.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/tape.h"

/* --- writing --- */

static void put_key(struct buf *out, const char *key)
{
    bool first = out->len && out->data[out->len - 1] == '{';
    buf_puts(out, first ? "\"" : ",\"");
    buf_puts(out, key);
    buf_puts(out, "\":");
}

static void put_text(struct buf *out, const char *key, const char *text)
{
    if (!*text)
        return;
    put_key(out, key);
    tape_quote(out, text);
}

static void put_number(struct buf *out, const char *key, int number)
{
    if (!number)
        return;
    put_key(out, key);
    buf_addf(out, "%d", number);
}

static void put_paper(struct buf *out, const struct procedure_component *c)
{
    buf_putc(out, '{');
    put_text(out, "id", c->id);
    put_text(out, "name", c->name);
    put_text(out, "case", c->case_note);
    put_text(out, "variants", c->variants);
    put_text(out, "when", component_when_slug(c->when));
    put_text(out, "mode", c->present_only ? "present" : "");
    put_number(out, "originals", c->originals);
    put_number(out, "copies", c->copies);
    put_text(out, "form", c->form);
    put_text(out, "replaced_by", c->replaced_by);
    buf_putc(out, '}');
}

void procedure_parts_write(struct buf *out, const struct procedure *p)
{
    buf_puts(out, "{\"papers\":[");
    for (size_t i = 0; i < p->components_count; i++) {
        if (i)
            buf_putc(out, ',');
        put_paper(out, &p->components[i]);
    }
    buf_puts(out, "],\"cases\":[");
    for (size_t i = 0; i < p->variants_count; i++) {
        buf_puts(out, i ? ",{" : "{");
        put_text(out, "id", p->variants[i].id);
        put_text(out, "question", p->variants[i].question);
        put_text(out, "answer", p->variants[i].answer);
        buf_putc(out, '}');
    }
    buf_puts(out, "]}");
}

void procedure_forms_write(struct buf *out, const struct procedure *p)
{
    for (size_t i = 0; i < p->components_count; i++) {
        const char *form = p->components[i].form;
        bool before = !*form;
        for (size_t k = 0; k < i && !before; k++)
            before = strcmp(p->components[k].form, form) == 0;
        if (!before)
            buf_addf(out, "%s%s", out->len ? "\n" : "", form);
    }
}

/* --- reading --- */

static void read_paper(
    struct procedure_component *c, const struct tape *t, const struct tape_node *node, struct arena *a)
{
    const struct {
        const char *key;
        const char **value;
    } texts[] = { { "id", &c->id }, { "name", &c->name }, { "case", &c->case_note },
        { "variants", &c->variants }, { "form", &c->form }, { "replaced_by", &c->replaced_by } };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].value = tape_copy(t, tape_get(t, node, texts[i].key), a);
    if (!component_when_parse(&c->when, tape_copy(t, tape_get(t, node, "when"), a)))
        c->when = WHEN_CASE; /* the clerk asks, rather than nobody */
    c->present_only = strcmp(tape_copy(t, tape_get(t, node, "mode"), a), "present") == 0;
    c->originals = (int)tape_int(t, tape_get(t, node, "originals"), 0);
    c->copies = (int)tape_int(t, tape_get(t, node, "copies"), 0);
}

static enum rc damaged(const char *code, struct err *e)
{
    return err_set(e, RC_STORAGE, "procedure_damaged",
        N_("The papers of procedure %s cannot be read from the book; restore the last backup"), code);
}

enum rc procedure_parts_read(struct procedure *p, const char *text, struct arena *a, struct err *e)
{
    AUTO_TAPE t = { 0 };
    enum rc rc = tape_parse(&t, text, strlen(text), e);
    if (rc)
        return rc == RC_NO_MEMORY ? rc : damaged(p->code, e);
    const struct tape_node *papers = tape_get(&t, tape_root(&t), "papers");
    const struct tape_node *cases = tape_get(&t, tape_root(&t), "cases");
    size_t n = tape_len(papers), m = tape_len(cases);
    p->components = n ? arena_array(a, n, sizeof *p->components) : NULL;
    p->variants = m ? arena_array(a, m, sizeof *p->variants) : NULL;
    if ((n && !p->components) || (m && !p->variants))
        return err_no_memory(e);
    for (const struct tape_node *c = tape_first(&t, papers); c; c = tape_next(&t, papers, c))
        read_paper(&p->components[p->components_count++], &t, c, a);
    for (const struct tape_node *c = tape_first(&t, cases); c; c = tape_next(&t, cases, c))
        p->variants[p->variants_count++] =
            (struct procedure_variant){ tape_copy(&t, tape_get(&t, c, "id"), a),
                tape_copy(&t, tape_get(&t, c, "question"), a), tape_copy(&t, tape_get(&t, c, "answer"), a) };
    return RC_OK;
}
