/* citizen_change_store.c - two rows that are one person, and persons who want to be forgotten. See citizen.h.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "people/citizen_private.h"
#include "people/permission.h"

#define FILES_MAX 10000 /* scans of one person; the query has the same limit */

static enum rc run_with(struct db *db, const char *sql, int64_t id, int64_t other, struct err *e)
{
    struct stmt *q = stmt_of(db, sql);
    stmt_bind_int(q, ":id", id);
    if (other)
        stmt_bind_int(q, ":other", other);
    return stmt_run(q, e);
}

static enum rc check_mergeable(const struct citizen *stays, const struct citizen *gone, struct err *e)
{
    if (stays->id == gone->id)
        return err_set(e, RC_REFUSED, "merge_same", N_("These are one and the same row already"));
    if (stays->kind != gone->kind)
        return err_set(e, RC_REFUSED, "merge_kinds", N_("One is a person, the other a business: they stay apart"));
    if (stays->erased_at || gone->erased_at)
        return err_set(
            e, RC_REFUSED, "merge_erased", N_("One of the two was erased; nothing can be joined to it"));
    if (stays->id_number[0] && gone->id_number[0] && strcmp(stays->id_number, gone->id_number) != 0)
        return err_set(e, RC_REFUSED, "merge_numbers",
            N_("They have different personal numbers, so they are two people"));
    return RC_OK;
}

/* The pointer comes first: the number may then stand at the other row. The dossiers' frozen facts stay as
 * filed. */
static enum rc join(const struct office *of, struct citizen *stays, const struct citizen *gone, struct err *e)
{
    struct citizen whole = *gone;
    citizen_take_over(&whole, stays);
    whole.id = stays->id;
    enum rc rc =
        run_with(of->db, "UPDATE person SET merged_into = :other WHERE id = :id", gone->id, stays->id, e);
    if (!rc)
        rc = citizen_update(of, &whole, e);
    if (!rc)
        rc = run_with(of->db, "UPDATE dossier SET applicant_id = :other WHERE applicant_id = :id", gone->id,
            stays->id, e);
    if (!rc)
        rc = run_with(of->db, "UPDATE dossier SET submitter_id = :other WHERE submitter_id = :id", gone->id,
            stays->id, e);
    if (!rc)
        rc = run_with(of->db, "UPDATE message SET person_id = :other WHERE person_id = :id", gone->id, stays->id, e);
    return rc;
}

enum rc citizen_merge(const struct office *of, int64_t stays, int64_t gone, struct err *e)
{
    struct citizen a, b;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_PERSON_MERGE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = citizen_load(&a, of->db, stays, e);
    if (!rc)
        rc = citizen_load(&b, of->db, gone, e);
    if (!rc)
        rc = check_mergeable(&a, &b, e);
    if (!rc)
        rc = join(of, &a, &b, e);
    if (rc)
        return rc;
    AUTO_JS payload = js_object();
    js_put_int(payload, "merged", b.id);
    rc = citizen_note(of, "person_merged", a.id, payload, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* --- erasing --- */

static enum rc check_no_open_dossier(struct db *db, int64_t id, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT code FROM dossier WHERE (applicant_id = :id OR submitter_id = :id) "
                                 "AND state NOT IN (3, 7, 8, 10) "
                                 "LIMIT 1");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, NULL);
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    if (!rc) {
        rc = err_set(
            e, RC_REFUSED, "erase_open", N_("The dossier %s of this person is still open"), stmt_text(q, 0));
        err_hint(e, N_("Finish or stop it first"));
    }
    stmt_done(q);
    return rc;
}

/* What still waits to be sent is frozen facts of this person: it goes out or is refused before they vanish.
 */
static enum rc check_nothing_waits(struct db *db, int64_t id, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT count(*) FROM delivery v JOIN dossier d ON d.id = v.dossier_id "
        " WHERE (d.applicant_id = :id OR d.submitter_id = :id) AND v.state NOT IN ('done', 'refused')");
    stmt_bind_int(q, ":id", id);
    int64_t waiting = 0;
    enum rc rc = stmt_number(&waiting, q, e);
    if (waiting) {
        rc = err_set(e, RC_REFUSED, "erase_sending",
            N_("%d messages about this person are not delivered yet"), (int)waiting);
        err_hint(e, N_("Let them go out first: motcua sync --once"));
    }
    return rc;
}

/* Sealed files of nobody else: the rows go in the transaction, the files after its commit. */
static enum rc take_files(
    char ***ret, size_t *count, struct db *db, int64_t id, struct arena *a, struct err *e)
{
    char **names = arena_array(a, FILES_MAX, sizeof *names);
    if (!names)
        return err_no_memory(e);
    struct stmt *q = stmt_of(db,
        "SELECT DISTINCT sealed_name FROM attachment WHERE dossier_id IN "
        "       (SELECT id FROM dossier WHERE applicant_id = :id OR submitter_id = :id)"
        "   AND sealed_name NOT IN (SELECT sealed_name FROM attachment WHERE dossier_id NOT IN "
        "       (SELECT id FROM dossier WHERE applicant_id = :id OR submitter_id = :id)) LIMIT 10000");
    stmt_bind_int(q, ":id", id);
    size_t n = 0;
    enum rc rc;
    for (bool row = true; !(rc = stmt_next(q, &row, e)) && row && n < FILES_MAX;)
        names[n++] = stmt_copy(q, 0, a);
    stmt_done(q);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (!rc)
        rc = run_with(db,
            "DELETE FROM attachment WHERE dossier_id IN "
            "(SELECT id FROM dossier WHERE applicant_id = :id OR submitter_id = :id)",
            id, 0, e);
    *ret = names;
    *count = n;
    return rc;
}

/* A file that cannot be removed is found by `doctor` as one that no row names. */
static void remove_files(const struct office *of, char **names, size_t count)
{
    char dir[PATH_MAX], path[PATH_MAX + 80];
    if (!of->book)
        return;
    book_path(dir, of->book, "files");
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        unlink(path);
    }
}

/* The journal keeps its chain; only the facts go. */
static enum rc erase_events(struct db *db, int64_t id, struct err *e)
{
    char object[24];
    snprintf(object, sizeof object, "%lld", (long long)id);
    enum rc rc = journal_erase(db, "person", object, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(db,
        "UPDATE event SET payload = NULL, salt = NULL WHERE payload IS NOT NULL AND dossier_id IN "
        "(SELECT id FROM dossier WHERE applicant_id = :id OR submitter_id = :id)");
    stmt_bind_int(q, ":id", id);
    rc = stmt_run(q, e);
    if (!rc) /* what a clerk wrote to a supervisor about the person */
        rc = run_with(db,
            "UPDATE request SET reason = '-', details = '{}', answer = CASE answer WHEN '' THEN '' ELSE '-' END"
            " WHERE dossier_id IN (SELECT id FROM dossier WHERE applicant_id = :id OR submitter_id = :id)",
            id, 0, e);
    if (!rc)
        rc = run_with(db,
            "UPDATE handover_line SET reason = CASE reason WHEN '' THEN '' ELSE '-' END WHERE dossier_id IN"
            " (SELECT id FROM dossier WHERE applicant_id = :id OR submitter_id = :id)",
            id, 0, e);
    return rc;
}

static enum rc erase_rows(struct db *db, const struct citizen *c, int64_t now, struct err *e)
{
    struct stmt *drafts = stmt_of(db, "DELETE FROM draft WHERE person_key = :number");
    stmt_bind_text(drafts, ":number", *c->id_number ? c->id_number : "-");
    enum rc rc = stmt_run(drafts, e);
    if (!rc)
        rc = run_with(db,
            "UPDATE dossier SET applicant = '{\"erased\":true}', submitter = NULL, answers = '{}', summary = "
            "'',"
            " note = '' WHERE applicant_id = :id OR submitter_id = :id",
            c->id, 0, e);
    if (!rc)
        rc = run_with(db,
            "UPDATE message SET phone = '', text = '', sms = '', say = '' WHERE person_id = :id OR dossier_id IN"
            " (SELECT id FROM dossier WHERE applicant_id = :id OR submitter_id = :id)",
            c->id, 0, e);
    if (!rc)
        rc = run_with(db, "DELETE FROM contact WHERE person_id = :id", c->id, 0, e);
    if (rc)
        return rc;
    /* Rows that were merged into this one hold the same facts. */
    struct stmt *q = stmt_of(db,
        "UPDATE person SET id_number = NULL, old_id = NULL, name = '-', name_folded = '', name_key = x'',"
        " birth_date = NULL, sex = NULL, ethnic = NULL, address = '', hamlet = '', phone = NULL, email = "
        "NULL,"
        " vneid_level = 0, source = '', erased_at = :now, updated_at = :now WHERE id = :id OR merged_into = "
        ":id");
    stmt_bind_int(q, ":now", now);
    stmt_bind_int(q, ":id", c->id);
    return stmt_run(q, e);
}

enum rc citizen_erase(const struct office *of, int64_t id, const char *reason, struct err *e)
{
    struct citizen c;
    AUTO_ARENA arena = { 0 };
    char **files = NULL;
    size_t file_count = 0;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_PERSON_ERASE, e);
    if (!rc && (!reason || !*reason))
        return err_set(e, RC_REFUSED, "erase_reason", N_("Erasing needs a reason"));
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = citizen_load(&c, of->db, id, e);
    if (!rc && c.erased_at)
        return err_set(e, RC_REFUSED, "erased_already", N_("This person was erased before"));
    if (!rc)
        rc = check_no_open_dossier(of->db, c.id, e);
    if (!rc)
        rc = check_nothing_waits(of->db, c.id, e);
    if (!rc)
        rc = take_files(&files, &file_count, of->db, c.id, &arena, e);
    if (!rc)
        rc = erase_events(of->db, c.id, e);
    if (!rc)
        rc = erase_rows(of->db, &c, clock_now(of->clock), e);
    if (rc)
        return rc;
    AUTO_JS payload = js_object();
    js_put_text(payload, "reason", reason);
    rc = citizen_note(of, "person_erased", c.id, payload, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        remove_files(of, files, file_count);
    return rc;
}
