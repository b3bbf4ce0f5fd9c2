/* desk_name.c - see desk_name.h. */
#include "book/desk_name.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/text.h"
#include "book/db.h"
#include "book/tx.h"

#define NAMES_MAX 50

void desk_name_of(char out[DESK_NAME_SIZE], struct db *db, const char *machine)
{
    struct stmt *q = stmt_of(db, "SELECT name FROM desk_name WHERE machine = :machine");
    stmt_bind_text(q, ":machine", machine);
    snprintf(out, DESK_NAME_SIZE, "%s", machine);
    utf8_mend(out);
    if (stmt_one(q, NULL))
        return;
    snprintf(out, DESK_NAME_SIZE, "%s", stmt_text(q, 0));
    stmt_done(q);
}

static enum rc clean(char out[DESK_NAME_SIZE], const char *typed, struct err *e)
{
    typed += strspn(typed, " ");
    size_t n = strlen(typed);
    while (n && typed[n - 1] == ' ')
        n--;
    if (!n || n > DESK_NAME_MAX)
        return err_set(
            e, RC_REFUSED, "desk_name", N_("A desk is called by 1 to about 20 letters, such as quay-2"));
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)typed[i];
        if (c < 0x20 || c == 0x7f)
            return err_set(
                e, RC_REFUSED, "desk_name", N_("A desk is called by 1 to about 20 letters, such as quay-2"));
        out[i] = c == ' ' ? '-' : typed[i];
    }
    out[n] = '\0';
    return RC_OK;
}

static enum rc write_name(struct db *db, const char *machine, const char *name, struct err *e)
{
    bool own = strcmp(machine, name) == 0;
    struct stmt *q = own ? stmt_of(db, "DELETE FROM desk_name WHERE machine = :machine")
                         : stmt_of(db, "INSERT INTO desk_name (machine, name) VALUES (:machine, :name)"
                                       " ON CONFLICT (machine) DO UPDATE SET name = :name");
    stmt_bind_text(q, ":machine", machine);
    if (!own)
        stmt_bind_text(q, ":name", name);
    return stmt_run(q, e);
}

enum rc desk_name_keep(
    char out[DESK_NAME_SIZE], struct db *db, const char *machine, const char *typed, struct err *e)
{
    char name[DESK_NAME_SIZE];
    AUTO_TX tx = tx_for(db);
    enum rc rc = clean(name, typed, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = write_name(db, machine, name, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        memcpy(out, name, sizeof name);
    return rc;
}

enum rc desk_name_list(const char ***ret, size_t *count, struct db *db, struct arena *a, struct err *e)
{
    const char **names = arena_array(a, NAMES_MAX, sizeof *names);
    if (!names)
        return err_no_memory(e);
    struct stmt *q =
        stmt_of(db, "SELECT name FROM desk_name UNION SELECT desk FROM keyboard UNION SELECT desk FROM ticket"
                    " UNION SELECT desk FROM draft"
                    " ORDER BY 1");
    size_t n = 0;
    for (bool row = true; row && n < NAMES_MAX;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        const char *name = row ? stmt_text(q, 0) : "";
        if (*name && strlen(name) <= DESK_NAME_MAX)
            names[n++] = stmt_copy(q, 0, a);
    }
    stmt_done(q);
    *ret = names;
    *count = n;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}
