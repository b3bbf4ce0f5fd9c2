/* session_catalogue.c - see session_catalogue.h. */
#include "targets/session_catalogue.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "catalog/catalogue.h"
#include "targets/session_answer.h"
#include "targets/session_link.h"

static enum rc record_of(const struct js **ret, const struct reading *r, const char *code, struct err *e)
{
    const struct js *record = js_at(js_get(r->body, "result"), 0);
    if (!js_is_object(record))
        return err_set(e, RC_REFUSED, "portal_unknown_code",
            N_("The portal lists procedure %s but has no record of it; nothing was taken over."), code);
    const char *named = lookup_text(record, "MATTHC");
    if (!named || strcmp(named, code) != 0)
        return err_set(e, RC_REFUSED, "portal_other_code",
            N_("Asked for procedure %s, the portal answered with another one; nothing was taken over."),
            code);
    *ret = record;
    return RC_OK;
}

static enum rc fetch_one(
    struct session_link *link, const char *code, record_sink sink, void *context, struct err *e)
{
    struct reading r;
    const struct js *record = NULL;
    struct js *own = js_object();
    js_put_text(own, "maTTHC", code);
    enum rc rc = session_ask(&r, link, "LayThuTuc", own, e);
    if (!rc)
        rc = record_of(&record, &r, code, e);
    if (!rc)
        rc = sink(context, record, e);
    reading_release(&r);
    return rc;
}

static enum rc fetch_all(size_t *count, struct session_link *link, const struct js *list, record_sink sink,
    void *context, const volatile sig_atomic_t *stop, struct err *e)
{
    if (js_len(list) > CATALOGUE_MAX)
        return err_set(
            e, RC_REFUSED, "portal_many", N_("The portal lists more than %d procedures."), CATALOGUE_MAX);
    enum rc rc = RC_OK;
    for (*count = 0; !rc && *count < js_len(list); *count += !rc) {
        const char *code = lookup_text(js_at(list, *count), "MATTHC");
        if (*stop)
            return err_set(e, RC_AGAIN, "ended", N_("Ended before all procedures were asked for."));
        if (!code || !procedure_code_valid(code))
            return err_set(e, RC_REFUSED, "portal_code",
                N_("Line %zu of the portal's list has no procedure code; nothing was taken over."),
                *count + 1);
        rc = fetch_one(link, code, sink, context, e);
    }
    return rc;
}

enum rc session_catalogue_fetch(size_t *count, const struct office *of, int seconds, record_sink sink,
    void *context, const volatile sig_atomic_t *stop, struct err *e)
{
    struct session_link *link = NULL;
    struct reading r = { 0 };
    *count = 0;
    enum rc rc = session_link_open(&link, of, seconds, e);
    if (!rc)
        rc = session_ask(&r, link, "LayDanhSachTTHC", js_object(), e);
    if (!rc)
        rc = fetch_all(count, link, js_get(r.body, "result"), sink, context, stop, e);
    reading_release(&r);
    session_link_close(link);
    return rc;
}
