/* paper_store.c - numbers and states of printed papers. */
#include "paper/paper_store.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "dossier/prints.h"
#include "paper/source.h"
#include "people/permission.h"

/* --- prints --- */

struct history {
    int last;      /* highest number given */
    int reprint;   /* prints of the same facts that count */
    int64_t again; /* row of a failed or never sent try, 0 = none */
    int again_number;
};

static enum rc read_history(
    struct history *ret, struct db *db, const struct paper_source *source, const char *kind, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT id, issue, state, event_seq FROM paper\n"
                                 " WHERE dossier_id = :dossier AND kind = :kind\n"
                                 " ORDER BY issue");
    bool row;
    enum rc rc;
    stmt_bind_int(q, ":dossier", source->dossier_id);
    stmt_bind_text(q, ":kind", kind);
    while (!(rc = stmt_next(q, &row, e)) && row) {
        const char *state = stmt_text(q, 2);
        bool out = strcmp(state, "sent") == 0 || strcmp(state, "confirmed") == 0;
        ret->last = (int)stmt_int(q, 1);
        ret->again = strcmp(state, "failed") == 0 || strcmp(state, "queued") == 0 ? stmt_int(q, 0) : 0;
        ret->again_number = ret->last;
        if (out && stmt_int(q, 3) == source->event_seq)
            ret->reprint++;
    }
    return rc;
}

static enum rc insert_issue(struct paper_issue *issue, const struct office *of,
    const struct paper_source *source, const char *kind, const char *printer, struct err *e)
{
    struct stmt *q =
        issue->id
            ? stmt_of(of->db, "UPDATE paper SET event_seq = :event, state = 'queued', printer = :printer, "
                              "reason = '', job = NULL,\n"
                              "       at = :at, staff_id = :staff\n"
                              " WHERE dossier_id = :dossier AND kind = :kind AND issue = :issue")
            : stmt_of(of->db,
                  "INSERT INTO paper (dossier_id, event_seq, kind, issue, state, printer, at, staff_id)\n"
                  "VALUES (:dossier, :event, :kind, :issue, 'queued', :printer, :at, :staff)");
    stmt_bind_int(q, ":dossier", source->dossier_id);
    stmt_bind_int(q, ":event", source->event_seq);
    stmt_bind_text(q, ":kind", kind);
    stmt_bind_int(q, ":issue", issue->number);
    stmt_bind_text(q, ":printer", printer);
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    enum rc rc = stmt_run(q, e);
    if (!rc && !issue->id)
        issue->id = db_last_id(of->db);
    return rc;
}

static enum rc begin_step(struct paper_issue *ret, const struct office *of, const struct paper_source *source,
    const char *kind, const char *printer, struct err *e)
{
    struct history history = { 0 };
    struct paper_issue issue = { 0 };
    enum rc rc = read_history(&history, of->db, source, kind, e);
    if (rc)
        return rc;
    issue.id = history.again;
    issue.number = history.again ? history.again_number : history.last + 1;
    issue.reprint = history.reprint;
    rc = insert_issue(&issue, of, source, kind, printer, e);
    if (!rc)
        *ret = issue;
    return rc;
}

enum rc paper_begin_all(struct paper_issue *ret, const struct office *of, const struct paper_source *sources,
    size_t count, const char *kind, const char *printer, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    for (size_t i = 0; !rc && i < count; i++)
        rc = begin_step(&ret[i], of, &sources[i], kind, printer, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc paper_begin(struct paper_issue *ret, const struct office *of, const struct paper_source *source,
    const char *kind, const char *printer, struct err *e)
{
    struct paper_issue issue = { 0 };
    enum rc rc = paper_begin_all(&issue, of, source, 1, kind, printer, e);
    if (!rc)
        *ret = issue;
    return rc;
}

enum rc paper_set_all(const struct office *of, const struct paper_issue *issues, size_t count,
    const char *state, const char *reason, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    for (size_t i = 0; !rc && i < count; i++)
        rc = print_step(of, issues[i].id, state, reason, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc paper_keep_job(const struct office *of, int64_t id, const char *queue, int job, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "UPDATE paper SET printer = :queue, job = :job WHERE id = :id");
    stmt_bind_text(q, ":queue", queue);
    stmt_bind_int(q, ":job", job);
    stmt_bind_int(q, ":id", id);
    rc = stmt_run(q, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* --- taking back, looking again --- */

/* The newest print that counts; of one event only when `event_seq` is not 0. */
static enum rc newest_valid(int64_t *id, struct db *db, const char *kind, const struct paper_source *source,
    const char *code, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT id FROM paper\n"
                    " WHERE dossier_id = :dossier AND kind = :kind AND state IN ('sent', 'confirmed')\n"
                    "   AND (:event = 0 OR event_seq = :event)\n"
                    " ORDER BY issue DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", source->dossier_id);
    stmt_bind_text(q, ":kind", kind);
    stmt_bind_int(q, ":event", source->event_seq);
    enum rc rc = stmt_number(id, q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(
            e, rc, "paper_none", N_("No paper of this kind was given out for dossier %.60s."), code);
    return rc;
}

/* "BL1/2026/17" is one receipt for money; a code is the dossier, whatever its papers tell of. */
static enum rc subject_of(
    struct paper_source *ret, struct db *db, const char *kind, const char *subject, struct err *e)
{
    if (!strchr(subject, '/'))
        return source_dossier(&ret->dossier_id, db, subject, e);
    enum rc rc = paper_source(ret, db, kind, subject, e);
    js_free(ret->facts);
    ret->facts = NULL;
    return rc;
}

static enum rc void_step(
    const struct office *of, const char *kind, const char *subject, const char *reason, struct err *e)
{
    struct paper_source source = { 0 };
    int64_t id = 0;
    enum rc rc = subject_of(&source, of->db, kind, subject, e);
    if (!rc)
        rc = newest_valid(&id, of->db, kind, &source, subject, e);
    return rc ? rc : print_step(of, id, "void", reason, e);
}

enum rc paper_void(
    const struct office *of, const char *kind, const char *code, const char *reason, struct err *e)
{
    if (!reason || !reason[0])
        return err_set(e, RC_REFUSED, "reason_missing", N_("A paper is only voided with a reason."));
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_VOID, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = void_step(of, kind, code, reason, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc paper_past(
    struct paper_past *ret, struct db *db, const char *kind, const char *code, int number, struct err *e)
{
    struct paper_source source = { 0 };
    enum rc rc = subject_of(&source, db, kind, code, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(db, "SELECT event_seq, state, reason, at FROM paper\n"
                                 " WHERE dossier_id = :dossier AND kind = :kind AND issue = :issue\n"
                                 "   AND state IN ('sent', 'confirmed', 'void')");
    stmt_bind_int(q, ":dossier", source.dossier_id);
    stmt_bind_text(q, ":kind", kind);
    stmt_bind_int(q, ":issue", number);
    rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(
            e, rc, "paper_none", N_("No paper of this kind was given out for dossier %.60s."), code);
    if (rc)
        return rc;
    *ret = (struct paper_past){
        .event_seq = stmt_int(q, 0), .is_void = strcmp(stmt_text(q, 1), "void") == 0, .at = stmt_int(q, 3)
    };
    snprintf(ret->reason, sizeof ret->reason, "%s", stmt_text(q, 2));
    utf8_mend(ret->reason);
    stmt_done(q);
    return RC_OK;
}

enum rc paper_list_open(struct paper_open **ret, size_t *count, struct db *db, struct arena *a, struct err *e)
{
    enum { OPEN_MAX = 200 };
    struct stmt *q = stmt_of(db, "SELECT paper.id, paper.at, issue, code, kind, paper.state, printer, job,\n"
                                 "       paper.reason\n"
                                 "  FROM paper JOIN dossier ON dossier.id = paper.dossier_id\n"
                                 " WHERE paper.state IN ('queued', 'sent', 'failed')\n"
                                 " ORDER BY paper.id DESC LIMIT 200");
    struct paper_open *rows = arena_array(a, OPEN_MAX, sizeof *rows);
    size_t n = 0;
    bool row;
    enum rc rc;
    if (!rows)
        return err_no_memory(e);
    while (!(rc = stmt_next(q, &row, e)) && row && n < OPEN_MAX)
        rows[n++] = (struct paper_open){ stmt_int(q, 0), stmt_int(q, 1), (int)stmt_int(q, 2),
            (int)stmt_int(q, 7), stmt_copy(q, 3, a), stmt_copy(q, 4, a), stmt_copy(q, 5, a),
            stmt_copy(q, 6, a), stmt_copy(q, 8, a) };
    if (rc)
        return rc;
    *ret = rows, *count = n;
    return RC_OK;
}

/* --- papers that belong to no single dossier --- */

enum rc paper_loose_printed(const struct office *of, const char *kind, const char *subject, struct err *e)
{
    char object[120];
    AUTO_TX tx = tx_for(of->db);
    snprintf(object, sizeof object, "%.30s %.80s", kind, subject);
    const struct journal_entry entry = { .action = "printed", .object_kind = "paper", .object = object };
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = journal_append(NULL, NULL, of, &entry, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc paper_received_on(
    char ***ret, size_t *count, struct db *db, const char *day, struct arena *a, struct err *e)
{
    enum { DAY_MAX = 5000 };
    struct stmt *q =
        stmt_of(db, "SELECT code FROM dossier WHERE received_day = :day ORDER BY received_at, id\n"
                    " LIMIT 5000");
    char **codes = arena_array(a, DAY_MAX, sizeof *codes);
    size_t n = 0;
    bool row;
    enum rc rc;
    if (!codes)
        return err_no_memory(e);
    stmt_bind_text(q, ":day", day);
    while (!(rc = stmt_next(q, &row, e)) && row && n < DAY_MAX)
        codes[n++] = stmt_copy(q, 0, a);
    if (rc)
        return rc;
    *ret = codes, *count = n;
    return RC_OK;
}
