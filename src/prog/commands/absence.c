/* absence.c - `motcua absence`: who is away, and who takes new work meanwhile. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/duty.h"
#include "people/absence.h"
#include "people/permission.h"
#include "prog/dossier_steps.h"
#include "prog/verb.h"

static const struct option_row options[] = {
    { "until", N_("DAY"), N_("The last day away") },
    { "deputy", N_("LOGIN"), N_("Who takes new dossiers meanwhile") },
    { 0 },
};

static const struct example_row examples[] = {
    { "absence set huong --until 2026-02-27 --deputy lan", N_("new dossiers for huong go to lan") },
    { "absence end huong", N_("back again: what lan still holds for her comes back") },
    { 0 },
};

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct absence *rows;
    size_t count;
    char day[ISO_DAY_SIZE];
    enum rc rc = absence_list(&rows, &count, of, &a, e);
    if (rc)
        return rc;
    struct js *all = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        if (!all) {
            printf("%-16s %s  -> %s\n", rows[i].staff.login, iso_day(day, rows[i].until), rows[i].deputy.login);
            continue;
        }
        struct js *row = js_object();
        js_put_text(row, "login", rows[i].staff.login);
        js_put_text(row, "until", iso_day(day, rows[i].until));
        js_put_text(row, "deputy", rows[i].deputy.login);
        js_add(all, row);
    }
    return all ? print_json(all, e) : RC_OK;
}

static enum rc set(struct office *of, const struct args *args, struct err *e)
{
    struct day until = { 0 };
    const char *deputy = arg_value(args, "deputy");
    enum rc rc = arg_day(&until, args, "until", e);
    if (!rc && (!until.y || !deputy))
        rc = err_set(e, RC_USAGE, "usage", N_("Give --until DAY and --deputy LOGIN"));
    int moved = 0;
    if (!rc)
        rc = duty_leave(&moved, of, args->words[1], until, deputy, e);
    if (!rc)
        fprintf(stderr, _("%d dossiers went to the deputy\n"), moved);
    return rc ? rc : list(of, args, e);
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    if (strcmp(what, "list") == 0 && args->count == 1)
        return list(of, args, e);
    if (strcmp(what, "set") == 0 && args->count == 2)
        return set(of, args, e);
    if (strcmp(what, "end") != 0 || args->count != 2)
        return verb_usage(args, e);
    int moved = 0;
    rc = duty_return(&moved, of, args->words[1], e);
    if (!rc)
        fprintf(stderr, _("%d dossiers came back\n"), moved);
    return rc ? rc : list(of, args, e);
}

const struct verb verb_absence = {
    .name = "absence", .summary = N_("who is away, and who takes new work meanwhile"),
    .usage = "list | set LOGIN --until DAY --deputy LOGIN | end LOGIN",
    .description = N_("What the person holds goes to the deputy and comes back with `end`, unless somebody took it over."),
    .needs = NEEDS_BOOK, .options = options, .examples = examples, .run = run, .prints_data = true,
};
