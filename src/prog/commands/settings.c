/* settings.c - `motcua settings`: what this commune has set. */
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/settings.h"
#include "people/permission.h"
#include "prog/verb.h"

static const struct example_row examples[] = {
    { "settings list", N_("all settings with their values") },
    { "settings set portal.url http://127.0.0.1:8080", N_("names the portal's adapter") },
    { 0 },
};

static enum rc list(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct js *array = js_array();
    for (const struct setting_row *row = settings_table; row->name; row++) {
        const char *value = setting_text(of->db, row->name, &a);
        if (!args->json) {
            printf("%-22s %-24s %s\n", row->name, value && *value ? value : "-", _(row->help));
            continue;
        }
        struct js *node = js_object();
        js_put_text(node, "name", row->name);
        js_put_text(node, "value", value);
        js_put_text(node, "default", row->fallback);
        js_put_text(node, "help", _(row->help));
        js_add(array, node);
    }
    if (args->json)
        return print_json(array, e);
    js_free(array);
    return RC_OK;
}

static enum rc get(struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA a = { 0 };
    const char *name = args->words[1];
    if (!setting_find(name))
        return err_set(e, RC_NOT_FOUND, "no_such_setting", N_("There is no setting called %s"), name);
    const char *value = setting_text(of->db, name, &a);
    if (!value)
        return err_no_memory(e);
    if (!args->json) {
        puts(value);
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_text(json, "name", name);
    js_put_text(json, "value", value);
    return print_json(json, e);
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    if (strcmp(what, "list") == 0 && args->count == 1)
        return list(of, args, e);
    if (strcmp(what, "get") == 0 && args->count == 2)
        return get(of, args, e);
    if (strcmp(what, "set") || args->count != 3)
        return verb_usage(args, e);
    enum rc rc = permission_check(of->role, ACTION_SETTINGS, e);
    return rc ? rc : setting_set(of, args->words[1], args->words[2], e);
}

const struct verb verb_settings = {
    .name = "settings", .summary = N_("show and change settings"), .usage = "list | get NAME | set NAME VALUE",
    .needs = NEEDS_BOOK, .examples = examples, .run = run, .prints_data = true,
};
