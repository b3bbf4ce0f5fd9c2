/* portal_code.c - see portal_code.h. */
#include "dossier/portal_code.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/tx.h"
#include "dossier/facts.h"
#include "dossier/step.h"
#include "people/permission.h"

/* --- the shape --- */

/* Upper case without blanks; false when it is too long or holds what no code has. */
static bool tidy(char out[PORTAL_CODE_SIZE], const char *typed)
{
    size_t n = 0;
    for (const char *p = typed; *p; p++) {
        if (isspace((unsigned char)*p))
            continue;
        bool fits = isdigit((unsigned char)*p) || isalpha((unsigned char)*p) || *p == '.' || *p == '-';
        if (!fits || n + 1 == PORTAL_CODE_SIZE)
            return false;
        out[n++] = (char)toupper((unsigned char)*p);
    }
    out[n] = '\0';
    return true;
}

static bool digits(const char **p, size_t least, size_t most)
{
    size_t n = strspn(*p, "0123456789");
    *p += n;
    return n >= least && n <= most;
}

static bool take(const char **p, char c)
{
    return **p == c && (*p)++;
}

/* "H48": the province, or a ministry behind a G. */
static bool head(const char **p)
{
    return (take(p, 'H') || take(p, 'G')) && digits(p, 2, 2);
}

/* 000.00.53.H48 as before 2025, H56.14.3 as now. */
static bool unit(const char **p)
{
    if (isdigit((unsigned char)**p))
        return digits(p, 3, 3) && take(p, '.') && digits(p, 2, 2) && take(p, '.') && digits(p, 2, 2) &&
               take(p, '.') && head(p);
    if (!head(p))
        return false;
    while (take(p, '.'))
        if (!digits(p, 1, 6))
            return false;
    return true;
}

static bool shaped(const char *code)
{
    const char *p = code;
    if (!unit(&p) || !take(&p, '-'))
        return false;
    size_t day = strspn(p, "0123456789");
    return (day == 6 || day == 8) && digits(&p, 6, 8) && take(&p, '-') && digits(&p, 4, 7) && !*p;
}

enum rc portal_code_read(char ret[PORTAL_CODE_SIZE], const char *typed, struct err *e)
{
    char code[PORTAL_CODE_SIZE];
    if (tidy(code, typed) && shaped(code)) {
        memcpy(ret, code, sizeof code);
        return RC_OK;
    }
    err_set(e, RC_REFUSED, "portal_code", N_("\"%.40s\" does not look like a code of the portal."), typed);
    err_hint(e, N_("Like H48.25-260105-0001"));
    err_field(e, "portal_code");
    return RC_REFUSED;
}

/* --- the step --- */

static enum rc check(const struct dossier *d, const struct office *of, const char *portal_code,
    const char *reason, struct err *e)
{
    char holder[DOSSIER_CODE_SIZE];
    if (!state_row(d->state)->open)
        return err_set(e, RC_REFUSED, "closed",
            N_("Dossier %.60s is closed (%s); nothing more is done with it"), d->code,
            _(state_row(d->state)->name));
    enum rc rc = portal_code_holder(holder, of->db, portal_code, e);
    if (!rc && *holder && strcmp(holder, d->code) != 0) {
        err_set(e, RC_REFUSED, "portal_code_taken", N_("%.60s has the portal's code %.60s already"), holder,
            portal_code);
        err_hint(e, N_("Look at both on the portal; one of them was typed wrongly"));
        return RC_REFUSED;
    }
    if (!rc && *d->external_code && !reason[strspn(reason, " \t\n")]) {
        err_set(e, RC_REFUSED, "portal_code_known", N_("The portal's code of this dossier is %.60s already"),
            d->external_code);
        err_hint(e, N_("To put another in its place, give the reason with --reason"));
        return RC_REFUSED;
    }
    return rc;
}

static enum rc record(struct step_answer *answer, const struct office *of, struct dossier *d,
    const char *portal_code, const char *reason, struct err *e)
{
    AUTO_JS more = js_object();
    js_put_text(more, "channel_before", d->channel);
    if (*d->external_code)
        js_put_text(more, "portal_code_before", d->external_code);
    enum rc rc = portal_code_keep(of->db, d->id, d->version, portal_code, e);
    if (rc)
        return rc;
    char channel[] = "online", code[PORTAL_CODE_SIZE];
    snprintf(code, sizeof code, "%s", portal_code);
    d->channel = channel;
    d->external_code = code;
    const struct facts_event event = { .action = "portal_coded",
        .before = d->state,
        .reason = *reason ? reason : NULL,
        .more = more,
        .deliver = true }; /* the portal counts the channel it is told */
    return facts_append(&answer->deliveries, of, d, &event, e);
}

enum rc dossier_set_portal_code(struct step_answer *ret, const struct office *of, const char *code,
    const char *typed, const char *reason, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d = { 0 };
    struct step_answer answer = { 0 };
    char portal_code[PORTAL_CODE_SIZE], *why = NULL;
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = portal_code_read(portal_code, typed, e);
    if (!rc)
        rc = step_reason(&why, reason, false, &a, e);
    if (rc)
        return rc;
    AUTO_TX tx = tx_for(of->db);
    rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&d, of->db, &a, code, e);
    if (rc)
        return rc;
    bool again = strcmp(d.external_code, portal_code) == 0;
    answer.state = d.state;
    answer.due_at = d.due_at;
    memcpy(answer.portal_code, portal_code, sizeof portal_code);
    if (!again)
        rc = check(&d, of, portal_code, why, e);
    if (!rc && !again)
        rc = record(&answer, of, &d, portal_code, why, e);
    if (!rc && !again)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = answer;
    return rc;
}
