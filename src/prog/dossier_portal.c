/* dossier_portal.c - see dossier_portal.h. */
#include "prog/dossier_portal.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/portal_code.h"
#include "dossier/portal_fill.h"
#include "people/permission.h"
#include "prog/verb.h"

static struct js *line_json(const struct portal_line *line, bool ticked)
{
    struct js *node = js_object();
    js_put_text(node, "box", line->id);
    js_put_text(node, "section", line->section);
    js_put_text(node, "label", line->label);
    js_put_text(node, "value", *line->value ? line->value : NULL);
    js_put_text(node, "answer", *line->answer ? line->answer : NULL);
    js_put_bool(node, "optional", line->optional);
    js_put_bool(node, "ticked", ticked);
    return node;
}

static enum rc print_form_json(const struct portal_fill *f, struct err *e)
{
    struct js *json = js_object(), *boxes = js_array();
    js_put_text(json, "code", f->d.code);
    js_put_text(json, "portal_code", *f->d.external_code ? f->d.external_code : NULL);
    js_put_text(json, "title", f->portal->title);
    js_put_bool(json, "to_confirm", f->portal->to_confirm);
    for (size_t i = 0; i < f->count; i++)
        js_add(boxes, line_json(&f->lines[i], portal_ticked(f->ticks, f->lines[i].id)));
    js_put(json, "boxes", boxes);
    return print_json(json, e);
}

static enum rc show_form(struct office *of, const struct args *args, struct err *e)
{
    AUTO_PORTAL_FILL f = { 0 };
    struct err mistake = { 0 };
    enum rc rc = portal_fill_load(&f, of, args->words[1], &mistake, e);
    if (rc)
        return rc;
    if (mistake.code)
        fprintf(stderr, "motcua: %s\n", mistake.message);
    if (args->json)
        return print_form_json(&f, e);
    printf("%s\n", f.portal->title);
    if (f.portal->to_confirm)
        printf("%s\n", _("? Order and names of the boxes are still to be confirmed with the portal."));
    for (size_t i = 0; i < f.count; i++) {
        const struct portal_line *line = &f.lines[i];
        if (!i || strcmp(line->section, f.lines[i - 1].section) != 0)
            printf("\n%s\n", line->section);
        printf("%s %s: %s\n", portal_ticked(f.ticks, line->id) ? "✓" : " ", line->label, line->value);
    }
    return RC_OK;
}

static enum rc tick_box(struct office *of, const struct args *args, struct err *e)
{
    AUTO_PORTAL_FILL f = { 0 };
    const char *box = args->words[2];
    bool there = false;
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = portal_fill_load(&f, of, args->words[1], NULL, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < f.count; i++)
        there |= strcmp(f.lines[i].id, box) == 0;
    if (!there) {
        err_set(e, RC_NOT_FOUND, "no_such_box", N_("The portal's form of this dossier has no box \"%.100s\""),
            box);
        err_hint(e, N_("The names stand in: motcua dossier portal-form CODE --json"));
        return RC_NOT_FOUND;
    }
    bool on = !portal_ticked(f.ticks, box);
    rc = portal_tick_set(of, f.d.id, box, on, e);
    if (rc)
        return rc;
    if (!args->json) {
        printf("%s %s\n", on ? "✓" : " ", box);
        return RC_OK;
    }
    struct js *json = js_object();
    js_put_text(json, "code", f.d.code);
    js_put_text(json, "box", box);
    js_put_bool(json, "ticked", on);
    return print_json(json, e);
}

enum rc dossier_portal(bool *known, struct office *of, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    bool form = strcmp(what, "portal-form") == 0, tick = strcmp(what, "portal-tick") == 0;
    *known = form || tick;
    if (!*known)
        return RC_OK;
    if (args->count != (form ? 2 : 3))
        return verb_usage(args, e);
    return form ? show_form(of, args, e) : tick_box(of, args, e);
}
