/* changes.c - see changes.h. */
#include "dossier/changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/dossier.h"
#include "people/staff.h"

static void source_release(struct changes_source *s)
{
    js_free(s->facts);
}
#define AUTO_SOURCE __attribute__((cleanup(source_release))) struct changes_source

enum rc changes_expect(const struct office *of, const struct dossier *d, int version, struct err *e)
{
    AUTO_SOURCE now = { 0 };
    if (!version || version == d->version)
        return RC_OK;
    enum rc rc = changes_facts(&now, of->db, d->id, 0, e);
    if (rc)
        return rc;
    err_clear(e);
    err_set(e, RC_REFUSED, "changed_meanwhile", N_("%.60s was changed meanwhile by %.80s; nothing was written over"),
        d->code, now.by[0] ? now.by : "?");
    err_hint(e, N_("Look at it again, then decide"));
    return RC_REFUSED;
}

char *changes_value(const struct js *facts, const char *path)
{
    const char *dot = strchr(path, '.');
    char head[64];
    if (dot) {
        snprintf(head, sizeof head, "%.*s", (int)(dot - path), path);
        facts = js_get(facts, head);
        path = dot + 1;
    }
    const struct js *node = js_get(facts, path);
    const char *text = js_text(node);
    char *out = NULL;
    if (text)
        return strdup(text);
    if (!node || js_is_null(node))
        return strdup("");
    return js_write(&out, node, JS_LINE, NULL) ? NULL : out;
}

/* --- field by field --- */

struct comparison {
    const struct js *before, *now;
    struct js *fields;
};

static bool compare(struct comparison *c, const char *path)
{
    AUTO_STRING before = changes_value(c->before, path);
    AUTO_STRING now = changes_value(c->now, path);
    if (!before || !now)
        return false;
    if (strcmp(before, now) == 0)
        return true;
    struct js *row = js_object();
    js_put_text(row, "field", path);
    js_put_text(row, "before", before);
    js_put_text(row, "now", now);
    js_add(c->fields, row);
    return true;
}

static bool compare_answers(struct comparison *c, const struct js *one, const struct js *unless)
{
    bool ok = true;
    char path[200];
    for (size_t i = 0; i < js_len(one) && ok; i++) {
        const char *key = js_key_at(one, i);
        snprintf(path, sizeof path, "answers.%.150s", key);
        if (!js_get(unless, key))
            ok = compare(c, path);
    }
    return ok;
}

static bool compare_all(struct comparison *c)
{
    static const char *const paths[] = { "state", "holder", "due_at", "result_by", "note", "applicant.phone",
        "applicant.email", "applicant.address", "submitter.phone", "submitter.email", "submitter.address" };
    bool ok = true;
    for (size_t i = 0; i < sizeof paths / sizeof *paths && ok; i++)
        ok = compare(c, paths[i]);
    const struct js *before = js_get(c->before, "answers"), *now = js_get(c->now, "answers");
    return ok && compare_answers(c, before, NULL) && compare_answers(c, now, before);
}

/* The facts know the holder by number; people read a name. */
static void name_holder(struct js *facts, const struct office *of)
{
    struct staff staff = { 0 };
    int64_t id = js_get_int(facts, "holder_id", 0);
    if (id && staff_by_id(&staff, of->db, id, NULL) == RC_OK)
        js_put_text(facts, "holder", staff.name);
}

enum rc changes_since(struct js **ret, const struct office *of, const char *code, int version, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_SOURCE before = { 0 }, now = { 0 };
    struct dossier d;
    char at[ISO_TIME_SIZE];
    enum rc rc = dossier_load(&d, of->db, &a, code, e);
    if (!rc)
        rc = changes_facts(&before, of->db, d.id, version, e);
    if (!rc)
        rc = changes_facts(&now, of->db, d.id, 0, e);
    if (rc)
        return rc;
    AUTO_JS all = js_object();
    struct js *fields = js_array();
    js_put_int(all, "version", d.version);
    js_put_text(all, "by", now.by);
    js_put_text(all, "at", iso_time(at, now.at));
    js_put(all, "fields", fields);
    struct comparison c = { before.facts, now.facts, fields };
    if (before.facts && now.facts) {
        name_holder(before.facts, of);
        name_holder(now.facts, of);
        if (!compare_all(&c))
            return err_no_memory(e);
    }
    *ret = all;
    all = NULL;
    return RC_OK;
}
