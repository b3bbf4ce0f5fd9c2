/* prints_store.c - see prints.h. */
#include "dossier/prints.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"

enum rc print_unsure_next(
    struct print_unsure *ret, struct db *db, int64_t after, int64_t before, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT paper.id, paper.at, paper.kind, dossier.code"
                    "  FROM paper JOIN dossier ON dossier.id = paper.dossier_id"
                    " WHERE paper.state IN ('queued', 'sent') AND paper.id > :after AND paper.at < :before"
                    " ORDER BY paper.id LIMIT 1");
    stmt_bind_int(q, ":after", after);
    stmt_bind_int(q, ":before", before);
    enum rc rc = stmt_one(q, e);
    *ret = (struct print_unsure){ 0 };
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    ret->id = stmt_int(q, 0);
    ret->at = stmt_int(q, 1);
    snprintf(ret->kind, sizeof ret->kind, "%s", stmt_text(q, 2));
    snprintf(ret->code, sizeof ret->code, "%s", stmt_text(q, 3));
    stmt_done(q);
    return RC_OK;
}

const char *print_kind_words(const char *kind)
{
    static const struct {
        const char *kind, *words;
    } table[] = { { "receipt", N_("the receipt") }, { "supplement", N_("the request for papers") },
        { "refusal", N_("the refusal") }, { "apology", N_("the letter of apology") },
        { "stop", N_("the notice that it is stopped") }, { "control", N_("the control slip") },
        { "result", N_("the receipt of the result") }, { "payment", N_("the payment slip") },
        { "cash_receipt", N_("the fee receipt") } };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strcmp(table[i].kind, kind) == 0)
            return _(table[i].words);
    return kind;
}

/* --- what became of a print --- */

/* Stands in the timeline by the dossier's code, but without its id: events with the id carry its facts. */
static enum rc journal_print(const struct office *of, const char *action, const char *code, const char *kind,
    int number, const char *reason, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "paper", kind);
    js_put_int(payload, "issue", number);
    if (reason)
        js_put_text(payload, "reason", reason);
    const struct journal_entry entry = {
        .action = action, .object_kind = "dossier", .object = code, .payload = payload
    };
    return journal_append(NULL, NULL, of, &entry, e);
}

/* What a row says of itself. */
struct print_row {
    char kind[32], code[64], state[16];
    int number, reprint;
};

static enum rc read_row(struct print_row *ret, struct db *db, int64_t id, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT kind, code, issue, paper.state,\n"
                    "       (SELECT COUNT(*) FROM paper AS old\n"
                    "         WHERE old.dossier_id = paper.dossier_id AND old.kind = paper.kind AND "
                    "old.issue < paper.issue\n"
                    "           AND old.event_seq = paper.event_seq AND old.state IN ('sent', 'confirmed'))\n"
                    "  FROM paper JOIN dossier ON dossier.id = paper.dossier_id\n"
                    " WHERE paper.id = :id");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "print_unknown", N_("There is no print %lld in this book."), (long long)id);
    if (rc)
        return rc;
    snprintf(ret->kind, sizeof ret->kind, "%s", stmt_text(q, 0));
    snprintf(ret->code, sizeof ret->code, "%s", stmt_text(q, 1));
    snprintf(ret->state, sizeof ret->state, "%s", stmt_text(q, 3));
    ret->number = (int)stmt_int(q, 2);
    ret->reprint = (int)stmt_int(q, 4);
    stmt_done(q);
    return RC_OK;
}

/* What may become of a print: a paper that was taken back, or that failed, is not confirmed afterwards. */
static bool may_become(const char *from, const char *to)
{
    static const struct {
        const char *from, *to;
    } steps[] = { { "queued", "sent" }, { "queued", "confirmed" }, { "queued", "failed" },
        { "sent", "confirmed" }, { "sent", "failed" }, { "sent", "void" }, { "confirmed", "void" } };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (strcmp(steps[i].from, from) == 0 && strcmp(steps[i].to, to) == 0)
            return true;
    return false;
}

static enum rc write_state(struct db *db, int64_t id, const char *state, const char *reason, struct err *e)
{
    struct stmt *q = stmt_of(db, "UPDATE paper SET state = :state, reason = :reason WHERE id = :id");
    stmt_bind_text(q, ":state", state);
    stmt_bind_text(q, ":reason", reason ? reason : "");
    stmt_bind_int(q, ":id", id);
    return stmt_run(q, e);
}

enum rc print_step(const struct office *of, int64_t id, const char *state, const char *reason, struct err *e)
{
    struct print_row row = { 0 };
    enum rc rc = read_row(&row, of->db, id, e);
    if (!rc && !may_become(row.state, state))
        rc = err_set(e, RC_CONFLICT, "print_over", N_("Print %lld is %s already; it cannot become %s."),
            (long long)id, _(row.state), _(state));
    if (!rc)
        rc = write_state(of->db, id, state, reason, e);
    if (!rc && strcmp(state, "confirmed") == 0)
        rc =
            journal_print(of, row.reprint ? "reprinted" : "printed", row.code, row.kind, row.number, NULL, e);
    if (!rc && strcmp(state, "void") == 0)
        rc = journal_print(of, "paper_voided", row.code, row.kind, row.number, reason, e);
    return rc;
}

enum rc print_set_state(
    const struct office *of, int64_t id, const char *state, const char *reason, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = print_step(of, id, state, reason, e);
    return rc ? rc : tx_commit(&tx, e);
}
