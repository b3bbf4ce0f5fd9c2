/* duty.c - `motcua duty`: who gets new dossiers of a procedure or a field. */
#include "dossier/duty.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "people/permission.h"
#include "prog/verb.h"

static const struct option_row options[] = { { 0 } };

static const struct example_row examples[] = {
    { "duty set \"Đăng ký, quản lý cư trú\" huong", N_("new dossiers of this field go to huong") },
    { "duty set 1.004222 lan", N_("one procedure of it goes to somebody else") },
    { 0 },
};

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct duty *rows;
    size_t count;
    enum rc rc = duty_list(&rows, &count, of, &a, e);
    if (rc)
        return rc;
    struct js *all = args->json ? js_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        if (!all) {
            printf("%-16s %s\n", rows[i].staff.login, rows[i].what);
            continue;
        }
        struct js *row = js_object();
        js_put_text(row, "what", rows[i].what);
        js_put_text(row, "login", rows[i].staff.login);
        js_put_text(row, "name", rows[i].staff.name);
        js_add(all, row);
    }
    return all ? print_json(all, e) : RC_OK;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VIEW, e);
    if (rc)
        return rc;
    if (strcmp(what, "set") == 0 && args->count == 3)
        rc = duty_set(of, args->words[1], args->words[2], e);
    else if (strcmp(what, "end") == 0 && args->count == 2)
        rc = duty_end(of, args->words[1], e);
    else if (strcmp(what, "list") != 0 || args->count != 1)
        return verb_usage(args, e);
    return rc ? rc : list(of, args, e);
}

const struct verb verb_duty = {
    .name = "duty",
    .summary = N_("who gets new dossiers of a procedure or a field"),
    .usage = "list | set CODE|FIELD LOGIN | end CODE|FIELD",
    .description = N_("At reception a dossier goes to the usual holder, or to the deputy of who is away. Where nobody "
                      "is named it stays with the one who received it."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
