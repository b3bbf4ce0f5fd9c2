/* provenance.c - see provenance.h. Pure. */
#include "dossier/provenance.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/problem.h"
#include "catalog/form.h"

static const char *const slugs[SOURCES] = { "none", "typed", "card", "dossier", "register", "portal" };

const char *source_slug(enum source source)
{
    return source == SOURCE_NONE ? "" : slugs[source];
}

bool source_parse(enum source *ret, const char *slug)
{
    for (int i = 0; slug && i < SOURCES; i++)
        if (strcmp(slugs[i], slug) == 0) {
            *ret = (enum source)i;
            return true;
        }
    return false;
}

/* What is asked of a person before any form. */
static const char *const person_fields[] = { "id_number", "name", "birth_date", "sex", "address", "phone",
    "email", "vneid_verified", NULL };
static const char *const card_fields[] = { "id_number", "name", "birth_date", "sex", "address", NULL };

static bool listed(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static const char *behind(const char *text, const char *prefix)
{
    size_t len = strlen(prefix);
    return strncmp(text, prefix, len) == 0 ? text + len : NULL;
}

/* The part of a person that "applicant.name" names; NULL when it names none. */
static const char *person_part(const char *field)
{
    const char *part = behind(field, "applicant.");
    part = part ? part : behind(field, "submitter.");
    return part && listed(person_fields, part) ? part : NULL;
}

static void check_said(struct problems *problems, const struct js *said, const struct form *form)
{
    for (size_t i = 0; i < js_len(said); i++) {
        const char *field = js_key_at(said, i), *slug = js_get_text(said, field);
        enum source source;
        char place[96];
        snprintf(place, sizeof place, "sources.%.80s", field);
        if (!source_parse(&source, slug))
            problem_refuse(problems, place, "source",
                N_("%.60s: a source is typed, card, dossier, register, portal or none"), field);
        else if (!person_part(field) && form_field_index(form, field) < 0)
            problem_refuse(problems, place, "source_field", N_("The form has no field \"%.80s\""), field);
    }
}

struct reading {
    struct provenance *p;
    const struct js *document, *said;
};

static void count(struct reading *r, const char *field, enum source source)
{
    if (source == SOURCE_TYPED)
        r->p->typed++;
    if (source <= SOURCE_TYPED || source >= SOURCES)
        return;
    r->p->saved++;
    js_put_text(r->p->sources, field, slugs[source]);
}

/* Where a person's field came from. */
static enum source of_person(const struct reading *r, const char *field)
{
    enum source source;
    const char *part = behind(field, "applicant.");
    if (source_parse(&source, js_get_text(r->said, field)))
        return source;
    return part && js_get_text(r->document, "card") && listed(card_fields, part) ? SOURCE_CARD : SOURCE_TYPED;
}

static void read_person(struct reading *r, const char *who)
{
    const struct js *person = js_get(r->document, who);
    bool card = strcmp(who, "applicant") == 0 && js_get_text(r->document, "card");
    char field[64];
    for (int i = 0; person_fields[i]; i++) {
        const char *text = js_get_text(person, person_fields[i]);
        bool there = (text && *text) || (card && listed(card_fields, person_fields[i]));
        snprintf(field, sizeof field, "%s.%s", who, person_fields[i]);
        if (there)
            count(r, field, of_person(r, field));
    }
}

/* What the form took by itself: from a person it has that person's source, otherwise nobody was asked. */
static enum source of_default(const struct reading *r, const struct form_field *f)
{
    enum source source = person_part(f->default_from) ? of_person(r, f->default_from) : SOURCE_NONE;
    return source == SOURCE_TYPED ? SOURCE_NONE : source;
}

static void read_answers(struct reading *r, const struct js *answers, const struct form *form)
{
    const struct js *given = js_get(r->document, "answers");
    for (size_t i = 0; i < form->fields_count; i++) {
        const struct form_field *f = &form->fields[i];
        enum source source;
        if (!js_get(answers, f->id))
            continue;
        if (!source_parse(&source, js_get_text(r->said, f->id)))
            source = js_get(given, f->id) ? SOURCE_TYPED : of_default(r, f);
        count(r, f->id, source);
    }
}

enum rc provenance_read(struct provenance *ret, struct problems *problems, const struct js *document,
    const struct js *answers, const struct form *form, struct err *e)
{
    const struct js *said = js_get(document, "sources");
    struct provenance p = { .sources = js_object() };
    if (!p.sources)
        return err_no_memory(e);
    if (said && !js_is_object(said) && !js_is_null(said))
        problem_refuse(problems, "sources", "not_object", N_("The sources must be given as an object"));
    struct reading r = { &p, document, said };
    check_said(problems, said, form);
    read_person(&r, "applicant");
    read_person(&r, "submitter");
    read_answers(&r, answers, form);
    *ret = p;
    return RC_OK;
}

void provenance_release(struct provenance *p)
{
    js_free(p->sources);
    *p = (struct provenance){ 0 };
}
