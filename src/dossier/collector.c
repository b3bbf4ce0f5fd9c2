/* collector.c - see collector.h. */
#include "dossier/collector.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "dossier/dossier.h"

static bool has(const struct js *collector, const char *key)
{
    const char *text = js_get_text(collector, key);
    return text && text[strspn(text, " \t")];
}

static enum rc check_name(const struct js *collector, struct err *e)
{
    if (has(collector, "name"))
        return RC_OK;
    err_set(e, RC_REFUSED, "collector_name", N_("The one who takes the result must be named"));
    err_field(e, "collector.name");
    return RC_REFUSED;
}

static bool is_number_of(const char *stored, const char *number)
{
    AUTO_JS person = NULL;
    if (!*stored || js_parse(&person, stored, strlen(stored), NULL))
        return false;
    const char *theirs = js_get_text(person, "id_number");
    return theirs && strcmp(theirs, number) == 0;
}

/* The applicant's own number, or that of who handed the dossier in. */
static bool is_theirs(const struct js *collector, const struct dossier *d)
{
    const char *number = js_get_text(collector, "id_number");
    return has(collector, "id_number") && (is_number_of(d->applicant, number) || is_number_of(d->submitter, number));
}

static enum rc check_self(const struct js *collector, const struct dossier *d, struct err *e)
{
    if (!has(collector, "id_number") || is_theirs(collector, d))
        return RC_OK;
    err_set(e, RC_REFUSED, "collector_not_applicant",
        N_("This number is neither the applicant's nor the submitter's"));
    err_hint(e, N_("Somebody else needs a written authority"));
    err_field(e, "collector.id_number");
    return RC_REFUSED;
}

static enum rc check_delegate(const struct js *collector, const struct dossier *d, struct err *e)
{
    (void)d;
    enum rc rc = check_name(collector, e);
    if (rc || has(collector, "authority"))
        return rc;
    err_set(e, RC_REFUSED, "no_authority", N_("Somebody else takes the result: the written authority is missing"));
    err_hint(e, N_("Ask for the power of attorney and note its number and day"));
    err_field(e, "collector.authority");
    return RC_REFUSED;
}

static enum rc check_post(const struct js *collector, const struct dossier *d, struct err *e)
{
    (void)d;
    if (has(collector, "tracking"))
        return RC_OK;
    err_set(e, RC_REFUSED, "no_tracking", N_("A result sent by post needs the tracking number of the parcel"));
    err_field(e, "collector.tracking");
    return RC_REFUSED;
}

static enum rc check_online(const struct js *collector, const struct dossier *d, struct err *e)
{
    (void)collector;
    for (size_t i = 0; i < d->files_count; i++)
        if (d->files[i].result && !d->files[i].voided)
            return RC_OK;
    err_set(e, RC_REFUSED, "no_electronic_result", N_("There is no signed file to send; note the result with its file first"));
    err_field(e, "collector.relation");
    return RC_REFUSED;
}

static const struct {
    const char *relation;
    enum rc (*check)(const struct js *collector, const struct dossier *d, struct err *e);
} ways[] = { { "self", check_self }, { "delegate", check_delegate }, { "post", check_post },
    { "online", check_online } };

/* Every text goes through the border: it is printed and sent. */
static enum rc check_texts(const struct js *collector, struct err *e)
{
    for (size_t i = 0; i < js_len(collector); i++) {
        const char *key = js_key_at(collector, i), *text = js_text(js_get(collector, key));
        struct text_fault fault;
        if (!text && js_is_null(js_get(collector, key)))
            continue;
        if (text && strlen(text) <= 1000 && !text_find_fault(&fault, text, strlen(text), false))
            continue;
        err_set(e, RC_REFUSED, "collector_text", N_("This part of who takes the result cannot be read: %.40s"), key);
        err_field(e, "collector.%.60s", key);
        return RC_REFUSED;
    }
    return RC_OK;
}

enum rc collector_check(const struct js *collector, const struct dossier *d, struct err *e)
{
    if (!collector)
        return RC_OK;
    enum rc rc = check_texts(collector, e);
    if (rc)
        return rc;
    const char *relation = js_get_text(collector, "relation");
    if (relation)
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
            if (strcmp(ways[i].relation, relation) == 0)
                return ways[i].check(collector, d, e);
    if (is_theirs(collector, d))
        return check_name(collector, e); /* the number says who it is */
    return check_delegate(collector, d, e); /* "con", "vợ": somebody else, by whatever word */
}
