/* index766_store.c - the facts the index looks at, as the book has them; see index766.h. */
#include "dossier/index766.h"

#include <string.h>

#include "base/i18n.h"
#include "book/db.h"
#include "dossier/state.h"

/* A dossier's reception may have several targets: one that has it is enough. "waiting" covers the states
 * between. */
#define FACTS                                                                                                \
    "SELECT d.received_at, d.due_at, COALESCE(d.finished_at, d.returned_at, d.refused_at),"                  \
    "       d.finished_at IS NOT NULL AND d.state IN (9, 10), d.supplements, d.channel = 'online',"          \
    "       d.result_by = 'online', p.result <> '',"                                                         \
    "       COALESCE((SELECT MAX(CASE y.state WHEN 'done' THEN 4 WHEN 'refused' THEN 3 WHEN 'held' THEN 2 "  \
    "ELSE 1 END)"                                                                                            \
    "                   FROM delivery AS y JOIN event AS v ON v.seq = y.event_seq"                           \
    "                  WHERE y.dossier_id = d.id AND v.action = 'received' AND y.message = 0), 0),"          \
    "       (SELECT COUNT(*) FROM attachment AS a WHERE a.dossier_id = d.id AND a.result = 0),"              \
    "       (SELECT COUNT(*) FROM attachment AS a WHERE a.dossier_id = d.id AND a.result = 1 AND "           \
    "a.voided_at IS NULL),"                                                                                  \
    "       (SELECT COUNT(*) FROM component AS c WHERE c.dossier_id = d.id AND c.replaced_by IS NOT NULL"    \
    "           AND c.replaced_by NOT IN ('', 'eform')),"                                                    \
    "       EXISTS (SELECT 1 FROM json_each(p.parts, '$.papers') AS c"                                       \
    "           WHERE COALESCE(c.value ->> 'replaced_by', '') NOT IN ('', 'eform')),"                        \
    "       EXISTS (SELECT 1 FROM component AS c WHERE c.dossier_id = d.id AND c.replaced_by = 'dan_cu'),"   \
    "       COALESCE(d.applicant ->> 'vneid_verified', 0) = 1"                                               \
    "  FROM dossier AS d JOIN procedure AS p ON p.id = d.procedure_id"

static const enum index_sending sendings[] = { SENDING_NOWHERE, SENDING_WAITS, SENDING_HELD, SENDING_REFUSED,
    SENDING_DONE };

static void read_facts(struct index_facts *f, struct stmt *q, int64_t now)
{
    int c = 0;
    *f = (struct index_facts){ .now = now };
    f->received_at = stmt_int(q, c++);
    f->due_at = stmt_int(q, c++);
    f->closed_at = stmt_int(q, c++);
    f->finished = stmt_int(q, c++) != 0;
    f->supplements = (int)stmt_int(q, c++);
    f->online = stmt_int(q, c++) != 0;
    f->result_online = stmt_int(q, c++) != 0;
    f->result_due = stmt_int(q, c++) != 0;
    f->sending = sendings[stmt_int(q, c++)];
    f->paper_files = (int)stmt_int(q, c++);
    f->result_files = (int)stmt_int(q, c++);
    f->reused = (int)stmt_int(q, c++);
    f->replaceable = stmt_int(q, c++) != 0;
    f->population = stmt_int(q, c++) != 0;
    f->vneid = stmt_int(q, c++) != 0;
}

static enum rc index_facts_load(
    struct index_facts *ret, struct db *db, int64_t dossier_id, int64_t now, struct err *e)
{
    struct stmt *q = stmt_of(db, FACTS " WHERE d.id = :id");
    stmt_bind_int(q, ":id", dossier_id);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_such_dossier", N_("This dossier is not in the book"));
    if (rc)
        return rc;
    read_facts(ret, q, now);
    stmt_done(q);
    return RC_OK;
}

enum rc index766_load(struct index766 *ret, struct db *db, int64_t dossier_id, int64_t now, struct err *e)
{
    struct index_facts facts;
    enum rc rc = index_facts_load(&facts, db, dossier_id, now, e);
    if (!rc)
        index766_judge(ret, &facts);
    return rc;
}

enum rc index_facts_walk(struct db *db, struct day from, struct day to, int64_t now, index_facts_each *each,
    void *context, struct err *e)
{
    char first[ISO_DAY_SIZE], last[ISO_DAY_SIZE];
    struct stmt *q =
        stmt_of(db, FACTS " WHERE d.received_at IS NOT NULL AND d.received_day BETWEEN :from AND :to");
    stmt_bind_text(q, ":from", iso_day(first, from));
    stmt_bind_text(q, ":to", iso_day(last, to));
    for (bool more = true;;) {
        struct index_facts facts;
        enum rc rc = stmt_next(q, &more, e);
        if (rc || !more)
            return rc;
        read_facts(&facts, q, now);
        each(context, &facts);
    }
}
