/* find.c - `motcua find`: people, dossiers and procedures by whatever is known of them. */
#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/find.h"
#include "desk/help_find.h"
#include "prog/verb.h"

static struct js *row_of(const struct found *is, bool json)
{
    struct js *o = js_object();
    js_put_text(o, "kind", found_kind_slug(is->kind));
    js_put_text(o, "id", is->id);
    js_put_text(o, "title", is->title);
    js_put_text(o, "detail", is->detail);
    if (!json)
        printf("%-9s %-20s %s  %s\n", found_kind_slug(is->kind), is->id, is->title, is->detail);
    return o;
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    if (args->count == 0)
        return verb_usage(args, e);
    AUTO_BUF text = buf_limit(4000);
    for (int i = 0; i < args->count; i++)
        buf_addf(&text, "%s%s", i ? " " : "", args->words[i]);
    AUTO_ARENA a = { 0 };
    AUTO_FINDER f = NULL;
    struct found *list;
    size_t count;
    enum rc rc = finder_open(&f, office, day_of(clock_now(office->clock)), e);
    if (!rc)
        rc = finder_find(&list, &count, f, buf_text(&text), 10, &a, e);
    if (rc)
        return rc;

    struct found help[HELP_FOUND_MAX];
    size_t helps = help_find(help, HELP_FOUND_MAX, buf_text(&text), &a);
    struct js *out = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(out, row_of(&list[i], args->json));
    for (size_t i = 0; i < helps; i++)
        js_add(out, row_of(&help[i], args->json));
    if (args->json)
        return print_json(out, e);
    js_free(out);
    if (!count && !helps)
        fprintf(stderr, "%s\n", _("Nothing found. Try without marks, or a year of birth."));
    return RC_OK;
}

static const struct example_row examples[] = {
    { "find nguyen van hai 1983", N_("people of that name born in 1983, and their dossiers") },
    { "find \"sổ đỏ\"", N_("procedures by the name people use") },
    { "find 1.001193", N_("a procedure by its code") },
    { "find \"báo cáo\"", N_("what the desk can do, by its name (kind \"help\")") },
    { 0 },
};

const struct verb verb_find = {
    .name = "find",
    .summary = N_("Find people, dossiers and procedures"),
    .usage = "TEXT",
    .description = N_("Any order of words, with or without marks, beginnings of words, initials, old names, "
                      "codes; one slip "
                      "of the finger in a syllable is forgiven. ID numbers are shown masked. Verbs and keys "
                      "of the desk stand "
                      "last, as help, when their names are typed."),
    .needs = NEEDS_BOOK,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
