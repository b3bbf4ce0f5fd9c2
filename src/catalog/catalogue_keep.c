/* catalogue_keep.c - what a record of the portal leaves unsaid about papers and cases is kept from the
 * version in force. Pure. */
#include <string.h>

#include "base/buf.h"
#include "catalog/catalogue.h"

struct keeping {
    struct procedure *p;
    const struct procedure *old;
    struct arena *arena;
    const char *ids[VARIANTS_MAX]; /* by position in p->variants: the id it had before */
};

static bool id_of_old(const struct keeping *k, const char *id)
{
    return procedure_variant(k->old, id) != NULL;
}

/* The same case is the one with the same words; a new one gets an id that none has had. */
static void name_variants(struct keeping *k)
{
    int next = 1;
    for (size_t i = 0; i < k->p->variants_count; i++) {
        struct procedure_variant *v = &k->p->variants[i];
        const struct procedure_variant *was = NULL;
        for (size_t n = 0; !was && n < k->old->variants_count; n++)
            was = strcmp(k->old->variants[n].answer, v->answer) == 0 ? &k->old->variants[n] : NULL;
        k->ids[i] = v->id;
        const char *id = was ? was->id : arena_printf(k->arena, "truong-hop-%d", next++);
        while (!was && id && id_of_old(k, id))
            id = arena_printf(k->arena, "truong-hop-%d", next++);
        v->id = id ? id : v->id;
        v->question = was ? was->question : v->question;
    }
}

/* A list of ids as the record numbered them, in the ids that name_variants gave. */
static const char *renamed(const struct keeping *k, const char *list)
{
    AUTO_BUF out = buf_limit(8000);
    for (size_t i = 0; *list && i < k->p->variants_count; i++) {
        size_t len = strlen(k->ids[i]);
        for (const char *at = strstr(list, k->ids[i]); at; at = strstr(at + 1, k->ids[i])) {
            bool whole = (at == list || at[-1] == ' ') && (at[len] == ' ' || !at[len]);
            if (whole)
                buf_addf(&out, "%s%s", out.len ? " " : "", k->p->variants[i].id);
        }
    }
    return arena_strdup(k->arena, buf_text(&out));
}

/* Whether two lists hold the same ids, in whatever order. */
static bool same_ids(const char *a, const char *b)
{
    if (strlen(a) != strlen(b))
        return false;
    for (const char *at = a; *at;) {
        size_t len = strcspn(at, " ");
        bool there = false;
        for (const char *in = b; *in && !there; in += strcspn(in, " "), in += *in == ' ')
            there = strcspn(in, " ") == len && strncmp(in, at, len) == 0;
        if (!there)
            return false;
        at += len;
        at += *at == ' ';
    }
    return true;
}

/* The paper of the same name that no other line has taken; one of the same cases first. */
static const struct procedure_component *was_paper(
    const struct keeping *k, const struct procedure_component *c, const bool *taken)
{
    const struct procedure_component *other = NULL;
    for (size_t i = 0; i < k->old->components_count; i++) {
        const struct procedure_component *was = &k->old->components[i];
        if (taken[i] || strcmp(was->name, c->name) != 0)
            continue;
        if (same_ids(was->variants, c->variants))
            return was;
        other = other ? other : was;
    }
    return other;
}

static void keep_paper(struct procedure_component *c, const struct procedure_component *was)
{
    c->id = was->id;
    c->case_note = was->case_note;
    c->when = was->when;
    c->present_only = was->present_only;
    c->form = *c->form ? c->form : was->form;
    c->replaced_by = *was->replaced_by ? was->replaced_by : c->replaced_by;
    if (same_ids(was->variants, c->variants))
        c->variants = was->variants;
}

static bool id_before(const struct procedure *p, size_t end, const char *id)
{
    for (size_t i = 0; i < end; i++) {
        if (strcmp(p->components[i].id, id) == 0)
            return true;
    }
    return false;
}

/* A kept id may be the one a new paper was given: the later line moves aside. */
static void part_ids(struct keeping *k)
{
    for (size_t i = 1; i < k->p->components_count; i++) {
        const char *id = k->p->components[i].id;
        for (int n = 2; id && id_before(k->p, i, id); n++)
            id = arena_printf(k->arena, "%s-%d", k->p->components[i].id, n);
        k->p->components[i].id = id ? id : "";
    }
}

enum rc procedure_keep_papers(
    struct procedure *p, const struct procedure *old, struct arena *a, struct err *e)
{
    struct keeping k = { p, old, a, { NULL } };
    bool taken[COMPONENTS_MAX] = { false };
    p->served = old->served;
    if (p->components == old->components)
        return RC_OK; /* the record said nothing of papers */
    name_variants(&k);
    for (size_t i = 0; i < p->components_count; i++) {
        struct procedure_component *c = &p->components[i];
        c->variants = renamed(&k, c->variants);
        const struct procedure_component *was = was_paper(&k, c, taken);
        if (!was)
            continue;
        keep_paper(c, was);
        taken[was - old->components] = true;
    }
    part_ids(&k);
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}
