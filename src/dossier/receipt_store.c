/* receipt_store.c - the keys receipts were signed with, and what became of a receipt. */
#include "dossier/receipt.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/json.h"
#include "book/db.h"
#include "book/seal.h"

struct key_search {
    struct db *db;
    enum rc rc;
    uint8_t key[SEAL_PUBLIC_SIZE];
};

static const uint8_t *find_key(void *context, const char *key_id)
{
    struct key_search *search = context;
    size_t len;
    struct stmt *q = stmt_of(search->db, "SELECT public_key FROM receipt_key WHERE id = :id");
    stmt_bind_text(q, ":id", key_id);
    enum rc rc = stmt_one(q, NULL);
    if (rc) {
        search->rc = rc == RC_NOT_FOUND ? RC_OK : rc;
        return NULL;
    }
    const void *key = stmt_blob(q, 0, &len);
    bool whole = len == sizeof search->key;
    if (whole)
        memcpy(search->key, key, len);
    stmt_done(q);
    return whole ? search->key : NULL;
}

static enum rc state_of(int *ret, struct db *db, const char *code, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT state FROM dossier WHERE code = :code");
    stmt_bind_text(q, ":code", code);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    *ret = (int)stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}

/* A paper shows the facts of its event: the same minute and procedure make the same square. */
static bool same_paper(const char *payload, const struct receipt *receipt)
{
    AUTO_JS facts = NULL;
    int64_t at;
    if (js_parse(&facts, payload, strlen(payload), NULL))
        return false;
    const char *procedure = js_get_text(js_get(facts, "procedure"), "code");
    const char *received = js_get_text(facts, "received_at");
    return procedure && strcmp(procedure, receipt->procedure) == 0 && received &&
           iso_time_parse(&at, received) && at - at % 60 == receipt->at;
}

/* Void when this paper was taken back and not given out again since with the same facts. */
static enum rc look_for_void(struct receipt_answer *ret, struct db *db, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT paper.state, paper.reason, COALESCE(event.payload, '')\n"
                                 "  FROM paper JOIN event ON event.seq = paper.event_seq\n"
                                 "  JOIN dossier ON dossier.id = paper.dossier_id\n"
                                 " WHERE dossier.code = :code AND paper.kind = 'receipt'\n"
                                 "   AND paper.state IN ('void', 'sent', 'confirmed')\n"
                                 " ORDER BY paper.issue");
    bool row;
    enum rc rc;
    stmt_bind_text(q, ":code", ret->receipt.code);
    while (!(rc = stmt_next(q, &row, e)) && row) {
        if (!same_paper(stmt_text(q, 2), &ret->receipt))
            continue;
        ret->voided = strcmp(stmt_text(q, 0), "void") == 0;
        ret->void_reason = stmt_copy(q, 1, a);
    }
    return rc;
}

enum rc receipt_look_up(struct receipt_answer *ret, struct db *db, const char *payload, size_t len,
    struct arena *a, struct err *e)
{
    struct receipt_answer answer = { .void_reason = "" };
    struct key_search search = { .db = db };
    answer.verdict = receipt_verify(&answer.receipt, payload, len, find_key, &search);
    enum rc rc = search.rc ? db_trouble(db, e, "reading the keys of receipts") : RC_OK;
    if (!rc && answer.verdict == RECEIPT_GENUINE)
        rc = state_of(&answer.state, db, answer.receipt.code, e);
    if (!rc && answer.verdict == RECEIPT_GENUINE)
        rc = look_for_void(&answer, db, a, e);
    if (!rc)
        *ret = answer;
    return rc;
}
