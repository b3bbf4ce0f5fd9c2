/* permission.c - see permission.h. */
#include "people/permission.h"

#include <string.h>

#include "base/i18n.h"

static const struct {
    const char *slug, *name;
} roles[STAFF_ROLES] = {
    [ROLE_NONE] = { "none", N_("nobody") },
    [ROLE_OFFICER] = { "officer", N_("officer") },
    [ROLE_SUPERVISOR] = { "supervisor", N_("supervisor") },
    [ROLE_CHAIRMAN] = { "chairman", N_("chairman") },
    [ROLE_RECORDS] = { "records", N_("records keeper") },
    [ROLE_ADMINISTRATOR] = { "administrator", N_("administrator") },
    [ROLE_AUDITOR] = { "auditor", N_("auditor") },
    [ROLE_FOUNDER] = { "administrator", N_("administrator at the counter") },
};

#define O (1 << ROLE_OFFICER)
#define S (1 << ROLE_SUPERVISOR)
#define C (1 << ROLE_CHAIRMAN)
#define R (1 << ROLE_RECORDS)
#define A (1 << ROLE_ADMINISTRATOR)
#define U (1 << ROLE_AUDITOR)

static const int allowed[ACTIONS] = {
    [ACTION_INTAKE] = O | S,
    [ACTION_DOSSIER_VIEW] = O | S | R | U,
    [ACTION_DOSSIER_WORK] = O | S,
    [ACTION_DOSSIER_REVIEW] = S,
    [ACTION_DOSSIER_VOID] = S,
    [ACTION_DOSSIER_ARCHIVE] = S | R,
    [ACTION_PRINT] = O | S | R,
    [ACTION_PERSON_VIEW] = O | S | R | U,
    [ACTION_PERSON_EDIT] = O | S,
    [ACTION_PERSON_MERGE] = S,
    [ACTION_PERSON_ERASE] = S,
    [ACTION_COMMUNITY] = O | S,
    [ACTION_REPORT] = O | S | C | R | U,
    [ACTION_REPORT_NAMES] = O | S | R,
    [ACTION_OUTBOX_VIEW] = O | S | A | U,
    [ACTION_OUTBOX_RELEASE] = S,
    [ACTION_SYNC] = O | S | A,
    [ACTION_CATALOG_CHANGE] = S | A,
    [ACTION_CALENDAR_CHANGE] = S | A,
    [ACTION_SETTINGS] = A,
    [ACTION_STAFF] = A,
    [ACTION_BACKUP] = S | A,
    [ACTION_RESTORE] = A,
    [ACTION_JOURNAL_VERIFY] = S | C | A | U,
    [ACTION_JOURNAL_SHOW] = S | U,
    [ACTION_ACT_FOR_OTHERS] = A,
};

bool permission_has(int role, enum action action)
{
    int mask = role == ROLE_FOUNDER ? O | S | A : 1 << (role > ROLE_NONE && role < STAFF_ROLES ? role : ROLE_NONE);
    return action >= 0 && action < ACTIONS && (allowed[action] & mask);
}

static enum staff_role first_allowed(enum action action)
{
    for (int role = ROLE_OFFICER; role < ROLE_FOUNDER; role++)
        if (permission_has(role, action))
            return (enum staff_role)role;
    return ROLE_NONE;
}

enum rc permission_check(int role, enum action action, struct err *e)
{
    if (permission_has(role, action))
        return RC_OK;
    if (role == ROLE_NONE)
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Nobody is signed in here; sign in first"));
    err_set(
        e, RC_REFUSED, "no_permission", N_("This is work of the role: %s"), role_name(first_allowed(action)));
    err_hint(e, N_("Ask somebody with that role; nothing was changed"));
    return RC_REFUSED;
}

static int known(int role)
{
    return role >= 0 && role < STAFF_ROLES ? role : ROLE_NONE;
}

const char *role_slug(int role)
{
    return roles[known(role)].slug;
}

const char *role_name(int role)
{
    return _(roles[known(role)].name);
}

bool role_parse(enum staff_role *ret, const char *slug)
{
    for (int role = ROLE_OFFICER; role < ROLE_FOUNDER; role++)
        if (strcmp(roles[role].slug, slug) == 0) {
            *ret = (enum staff_role)role;
            return true;
        }
    return false;
}
