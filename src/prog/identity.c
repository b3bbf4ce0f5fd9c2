/* identity.c - see identity.h. */
#include "prog/identity.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/book.h"
#include "people/permission.h"
#include "people/staff.h"

const char *identity_unix_user(char *out, size_t size)
{
    const struct passwd *pw = getpwuid(geteuid());
    if (pw)
        snprintf(out, size, "%s", pw->pw_name);
    else
        snprintf(out, size, "uid-%u", (unsigned)geteuid());
    return out;
}

const char *identity_desk(char *out, size_t size)
{
    const char *desk = getenv("MOTCUA_DESK");
    char host[64] = "";
    if (!desk || !*desk || strlen(desk) >= size)
        gethostname(host, sizeof host - 1);
    snprintf(out, size, "%s", desk && *desk && strlen(desk) < size ? desk : host[0] ? host : "quay-1");
    for (char *p = out; *p; p++) /* goes into the journal and onto screens: plain signs only */
        if ((unsigned char)*p < 0x21 || *p == 0x7f)
            *p = '-';
    return out;
}

static enum rc take_account(struct office *of, const struct staff *staff, struct arena *a, struct err *e)
{
    if (staff->locked) {
        err_set(e, RC_REFUSED, "account_locked", N_("The account %s is locked"), staff->login);
        err_hint(e, N_("An administrator can open it: motcua staff lock --off %s"), staff->login);
        return RC_REFUSED;
    }
    of->staff_id = staff->id;
    of->staff_name = arena_strdup(a, staff->name);
    of->staff_title = arena_strdup(a, staff->title);
    of->role = staff->role;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

enum rc identity_sign_in(struct office *of, const char *as, struct arena *a, struct err *e)
{
    char user[64];
    struct staff staff;
    enum rc rc = staff_by_unix_user(&staff, of->db, identity_unix_user(user, sizeof user), e);
    if (rc == RC_NOT_FOUND) {
        err_set(e, RC_REFUSED, "unknown_user", N_("The Unix user %s has no staff account in this book"), user);
        err_hint(e, N_("An administrator can add one: motcua staff add LOGIN --unix %s"), user);
        return RC_REFUSED;
    }
    if (!rc)
        rc = take_account(of, &staff, a, e);
    if (rc || !as)
        return rc;
    if (!of->book->practice)
        rc = permission_check(of->role, ACTION_ACT_FOR_OTHERS, e);
    if (!rc)
        rc = staff_by_login(&staff, of->db, as, e);
    return rc ? rc : take_account(of, &staff, a, e);
}
