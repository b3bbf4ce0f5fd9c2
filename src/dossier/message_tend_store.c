/* message_tend_store.c - looking after messages that nobody touches; see message_tend in message.h. */
#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/db.h"
#include "book/settings.h"
#include "book/tx.h"
#include "dossier/dossier.h"
#include "dossier/facts.h"
#include "dossier/message.h"
#include "dossier/message_private.h"

#define ROWS_MAX  500 /* a run; what is left comes with the next */
#define LATE_DAYS 7   /* an older promise was spoken about long ago */
#define SEEN_DAYS 3   /* who has not read it by then reads it when they come */
#define SEEN_WAIT 1800

struct stale {
    int64_t event_seq;
    const char *target;
};

static enum rc read_stale(struct stale *rows, size_t *count, const struct office *of, int64_t before,
    struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "SELECT event_seq, target FROM delivery"
                                     " WHERE message = 1 AND state IN ('waiting', 'unknown') AND created_at "
                                     "< :before ORDER BY event_seq LIMIT 500");
    stmt_bind_int(q, ":before", before);
    for (*count = 0; *count < ROWS_MAX;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        rows[(*count)++] = (struct stale){ stmt_int(q, 0), stmt_copy(q, 1, a) };
    }
    stmt_done(q);
    return RC_OK;
}

static enum rc give_up(const struct office *of, const struct stale *row, struct err *e)
{
    const char *words = _("The gateway did not take it in time");
    struct stmt *q = stmt_of(of->db, "UPDATE delivery SET state = 'refused', answer = :words"
                                     " WHERE event_seq = :seq AND target = :target");
    stmt_bind_text(q, ":words", words);
    stmt_bind_int(q, ":seq", row->event_seq);
    stmt_bind_text(q, ":target", row->target);
    enum rc rc = stmt_run(q, e);
    return rc ? rc : message_fall(of, row->event_seq, row->target, false, words, e);
}

static enum rc tend_stale(int *moved, const struct office *of, int64_t now, struct err *e)
{
    AUTO_ARENA a = { 0 };
    size_t count = 0;
    struct stale *rows = arena_array(&a, ROWS_MAX, sizeof *rows);
    int64_t patience = setting_int(of->db, "message.patience_hours") * 3600;
    enum rc rc = rows ? read_stale(rows, &count, of, now - patience, &a, e) : err_no_memory(e);
    if (!rc && arena_failed(&a))
        rc = err_no_memory(e);
    for (size_t i = 0; i < count && !rc; i++)
        rc = give_up(of, &rows[i], e);
    *moved += (int)count;
    return rc;
}

/* --- what time alone brings --- */

static enum rc read_codes(const char **codes, size_t *count, struct stmt *q, struct arena *a, struct err *e)
{
    for (*count = 0; *count < ROWS_MAX;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        codes[(*count)++] = stmt_copy(q, 0, a);
    }
    stmt_done(q);
    return RC_OK;
}

static struct stmt *unclaimed(const struct office *of, int64_t now)
{
    int64_t days = setting_int(of->db, "message.unclaimed_days");
    struct stmt *q = stmt_of(of->db,
        "SELECT code FROM dossier d"
        " WHERE state = 9 AND result_by = 'counter' AND finished_at BETWEEN :oldest AND :before"
        "   AND NOT EXISTS (SELECT 1 FROM event WHERE dossier_id = d.id AND action = 'reminded' AND at > "
        ":before)"
        " ORDER BY finished_at LIMIT 500");
    stmt_bind_int(q, ":oldest", now - INT64_C(366) * DAY_SECONDS);
    stmt_bind_int(q, ":before", now - days * DAY_SECONDS);
    return q;
}

static struct stmt *overdue(const struct office *of, int64_t now)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT code FROM dossier d WHERE state IN (2, 4) AND due_at BETWEEN :oldest AND :now"
        "   AND NOT EXISTS (SELECT 1 FROM event WHERE dossier_id = d.id AND action = 'late_told')"
        " ORDER BY due_at LIMIT 500");
    stmt_bind_int(q, ":oldest", now - (int64_t)LATE_DAYS * DAY_SECONDS);
    stmt_bind_int(q, ":now", now);
    return q;
}

static enum rc note_each(
    int *drafted, const struct office *of, struct stmt *q, const char *action, struct err *e)
{
    AUTO_ARENA a = { 0 };
    size_t count = 0;
    const char **codes = arena_array(&a, ROWS_MAX, sizeof *codes);
    enum rc rc = codes ? read_codes(codes, &count, q, &a, e) : err_no_memory(e);
    if (!rc && arena_failed(&a))
        rc = err_no_memory(e);
    for (size_t i = 0; i < count && !rc; i++) {
        AUTO_ARENA own = { 0 };
        struct dossier d = { 0 };
        rc = dossier_load(&d, of->db, &own, codes[i], e);
        if (!rc)
            rc = facts_append(NULL, of, &d, &(struct facts_event){ .action = action, .before = d.state }, e);
    }
    *drafted += (int)count;
    return rc;
}

enum rc message_tend(int *ret, const struct office *of, struct err *e)
{
    int moved = 0;
    int64_t now = clock_now(of->clock);
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = tend_stale(&moved, of, now, e);
    if (!rc)
        rc = note_each(&moved, of, unclaimed(of, now), "reminded", e);
    if (!rc)
        rc = note_each(&moved, of, overdue(of, now), "late_told", e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc && ret)
        *ret = moved;
    return rc;
}

/* --- was it read? --- */

enum rc message_unseen(int64_t *seqs, size_t *count, size_t max, const struct office *of, struct err *e)
{
    int64_t now = clock_now(of->clock);
    struct stmt *q = stmt_of(of->db,
        "SELECT event_seq FROM message WHERE state = 'told' AND rung = 'zalo' AND seen_at IS NULL"
        "   AND ended_at > :since AND asked_at <= :before ORDER BY asked_at, id LIMIT :max");
    stmt_bind_int(q, ":since", now - (int64_t)SEEN_DAYS * DAY_SECONDS);
    stmt_bind_int(q, ":before", now - SEEN_WAIT);
    stmt_bind_int(q, ":max", (int64_t)max);
    for (*count = 0; *count < max;) {
        bool more = false;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        seqs[(*count)++] = stmt_int(q, 0);
    }
    stmt_done(q);
    return RC_OK;
}

enum rc message_asked(const struct office *of, int64_t event_seq, bool seen, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "UPDATE message SET asked_at = :now WHERE event_seq = :seq");
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":seq", event_seq);
    rc = stmt_run(q, e);
    if (!rc && seen)
        rc = message_mark_seen(of, event_seq, e);
    return rc ? rc : tx_commit(&tx, e);
}
