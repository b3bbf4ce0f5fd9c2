/* person.c - `motcua person`: shows, joins and erases persons. Looking is noted in the journal. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "people/citizen.h"
#include "people/permission.h"
#include "prog/verb.h"

static struct js *with_id(const struct citizen *c)
{
    struct js *all = js_object(), *facts = citizen_json(c);
    js_put_int(all, "id", c->id);
    for (size_t i = 0; i < js_len(facts); i++) {
        const char *key = js_key_at(facts, i);
        js_put(all, key, js_copy(js_get(facts, key)));
    }
    js_free(facts);
    if (c->erased_at)
        js_put_bool(all, "erased", true);
    return all;
}

static enum rc print_person(const struct citizen *c, const struct citizen *alike, size_t count,
    const struct args *args, struct err *e)
{
    if (args->json) {
        struct js *all = with_id(c), *others = js_array();
        for (size_t i = 0; i < count; i++)
            js_add(others, with_id(&alike[i]));
        js_put(all, "look_alikes", others);
        return print_json(all, e);
    }
    printf("%lld  %s\n", (long long)c->id, c->erased_at ? _("(erased)") : c->name);
    const char *const lines[] = { c->id_number, c->birth_date, c->address, c->phone, c->email };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (*lines[i])
            printf("    %s\n", lines[i]);
    for (size_t i = 0; i < count; i++)
        printf(
            _("  looks alike: %lld  %s  %s\n"), (long long)alike[i].id, alike[i].name, alike[i].birth_date);
    return RC_OK;
}

static enum rc show(const struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA arena = { 0 };
    struct citizen c, *alike = NULL;
    size_t count = 0;
    enum rc rc = permission_check(of->role, ACTION_PERSON_VIEW, e);
    if (!rc)
        rc = citizen_find(&c, of->db, args->words[1], e);
    if (!rc && !c.erased_at)
        rc = citizen_look_alikes(&alike, &count, of->db, &c, &arena, e);
    if (!rc)
        rc = citizen_viewed(of, &c, "person show", e);
    return rc ? rc : print_person(&c, alike, count, args, e);
}

static enum rc merge(const struct office *of, const struct args *args, struct err *e)
{
    struct citizen stays, gone;
    enum rc rc = permission_check(of->role, ACTION_PERSON_MERGE, e);
    if (!rc)
        rc = citizen_find(&stays, of->db, args->words[1], e);
    if (!rc)
        rc = citizen_find(&gone, of->db, args->words[2], e);
    if (!rc)
        rc = citizen_merge(of, stays.id, gone.id, e);
    if (!rc)
        rc = citizen_load(&stays, of->db, stays.id, e);
    return rc ? rc : print_person(&stays, NULL, 0, args, e);
}

static enum rc erase(const struct office *of, const struct args *args, struct err *e)
{
    struct citizen c;
    enum rc rc = permission_check(of->role, ACTION_PERSON_ERASE, e);
    if (!rc)
        rc = citizen_find(&c, of->db, args->words[1], e);
    if (!rc)
        rc = citizen_erase(of, c.id, arg_value(args, "reason"), e);
    if (!rc)
        rc = citizen_load(&c, of->db, c.id, e);
    return rc ? rc : print_person(&c, NULL, 0, args, e);
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    if (args->count == 2 && strcmp(what, "show") == 0)
        return show(office, args, e);
    if (args->count == 3 && strcmp(what, "merge") == 0)
        return merge(office, args, e);
    if (args->count == 2 && strcmp(what, "erase") == 0)
        return erase(office, args, e);
    return verb_usage(args, e);
}

static const struct option_row options[] = {
    { "reason", N_("TEXT"), N_("Why the person is erased; kept in the journal") },
    { 0 },
};

static const struct example_row examples[] = {
    { "person show 062185001234", N_("shows a person by number, with those who look alike") },
    { "person merge 17 23", N_("23 is the same person as 17: 17 stays") },
    { "person erase 17 --reason \"...\"", N_("removes the personal facts; the journal's chain stays whole") },
    { 0 },
};

const struct verb verb_person = {
    .name = "person",
    .summary = N_("Shows, joins or erases persons"),
    .usage = "show ID | merge ID OTHER | erase ID --reason TEXT",
    .description =
        N_("ID is the book's own number or the 12-digit one. Looking at a person is noted in the journal."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
