/* journal.c - see journal.h.
 *
 * Acknowledging anything before tx_commit has returned would break the first promise: an event exists only with
 * the rows it tells of, and both only after the commit.
 */
#include "book/journal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/seal.h"
#include "book/settings.h"

#define DOMAIN         "motcua-journal-1"
#define SALT_SIZE      16
#define CLOCK_BACK_MAX 300 /* seconds; more is marked on the event (PROMISES 3.6) */

/* --- the chain --- */

struct link {
    int64_t seq, at, mono_ms, staff_id, dossier_id;
    int64_t clock_back;
    const char *staff_name, *desk, *action, *object_kind, *object;
    uint8_t payload_digest[SEAL_HASH_SIZE], prev[SEAL_HASH_SIZE];
};

/* Lengths before contents, not separators between them: no two lists of fields hash the same bytes. */
static void add_bytes(struct seal_hasher *h, const void *bytes, size_t len)
{
    uint8_t prefix[8];
    for (int i = 0; i < 8; i++)
        prefix[i] = (uint8_t)((uint64_t)len >> (8 * i));
    seal_hash_add(h, prefix, sizeof prefix);
    seal_hash_add(h, bytes, len);
}

static void add_int(struct seal_hasher *h, int64_t value)
{
    char text[24];
    add_bytes(h, text, (size_t)snprintf(text, sizeof text, "%lld", (long long)value));
}

static void add_text(struct seal_hasher *h, const char *text)
{
    add_bytes(h, text, strlen(text));
}

static void link_hash(uint8_t out[SEAL_HASH_SIZE], const struct link *l)
{
    struct seal_hasher h;
    seal_hash_begin(&h);
    add_text(&h, DOMAIN);
    const int64_t numbers[] = { l->seq, l->at, l->mono_ms, l->clock_back, l->staff_id, l->dossier_id };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_int(&h, numbers[i]);
    const char *const texts[] = { l->staff_name, l->desk, l->action, l->object_kind, l->object };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(&h, texts[i]);
    add_bytes(&h, l->payload_digest, sizeof l->payload_digest);
    add_bytes(&h, l->prev, sizeof l->prev);
    seal_hash_end(&h, out);
}

static void payload_hash(uint8_t out[SEAL_HASH_SIZE], const void *salt, size_t salt_len, const char *payload)
{
    struct seal_hasher h;
    seal_hash_begin(&h);
    add_bytes(&h, salt, salt_len);
    add_text(&h, payload);
    seal_hash_end(&h, out);
}

/* --- appending --- */

static enum rc newest(struct link *l, uint8_t hash[SEAL_HASH_SIZE], struct db *db, struct err *e)
{
    struct stmt *q = stmt_of(db, "SELECT seq, at, hash FROM event ORDER BY seq DESC LIMIT 1");
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND) {
        l->seq = l->at = 0;
        memset(hash, 0, SEAL_HASH_SIZE);
        return RC_OK;
    }
    if (rc)
        return rc;
    size_t len;
    const void *bytes = stmt_blob(q, 2, &len);
    l->seq = stmt_int(q, 0);
    l->at = stmt_int(q, 1);
    if (len == SEAL_HASH_SIZE)
        memcpy(hash, bytes, SEAL_HASH_SIZE);
    stmt_done(q);
    return RC_OK;
}

static enum rc insert(struct db *db, const struct link *l, const char *payload, const uint8_t *salt,
    const uint8_t *hash, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "INSERT INTO event (seq, at, mono_ms, clock_back, staff_id, staff_name, desk, action, object_kind, object,"
        "                   dossier_id, payload, salt, payload_digest, prev, hash)"
        " VALUES (:seq, :at, :mono_ms, :clock_back, :staff_id, :staff_name, :desk, :action, :object_kind, :object,"
        "         :dossier_id, :payload, :salt, :payload_digest, :prev, :hash)");
    stmt_bind_int(q, ":seq", l->seq);
    stmt_bind_int(q, ":at", l->at);
    stmt_bind_int(q, ":mono_ms", l->mono_ms);
    stmt_bind_int(q, ":clock_back", l->clock_back);
    stmt_bind_int(q, ":staff_id", l->staff_id);
    stmt_bind_text(q, ":staff_name", l->staff_name);
    stmt_bind_text(q, ":desk", l->desk);
    stmt_bind_text(q, ":action", l->action);
    stmt_bind_text(q, ":object_kind", l->object_kind);
    stmt_bind_text(q, ":object", l->object);
    if (l->dossier_id)
        stmt_bind_int(q, ":dossier_id", l->dossier_id);
    stmt_bind_text(q, ":payload", payload);
    stmt_bind_blob(q, ":salt", salt, SALT_SIZE);
    stmt_bind_blob(q, ":payload_digest", l->payload_digest, SEAL_HASH_SIZE);
    stmt_bind_blob(q, ":prev", l->prev, SEAL_HASH_SIZE);
    stmt_bind_blob(q, ":hash", hash, SEAL_HASH_SIZE);
    return stmt_run(q, e);
}

static enum rc write_delivery(struct db *db, int64_t seq, int64_t dossier_id, const char *target, int64_t now,
    struct err *e)
{
    struct stmt *q = stmt_of(db,
        "INSERT INTO delivery (event_seq, dossier_id, target, state, not_before, created_at)"
        " VALUES (:event_seq, :dossier_id, :target, 'waiting', 0, :now)");
    stmt_bind_int(q, ":event_seq", seq);
    stmt_bind_int(q, ":dossier_id", dossier_id);
    stmt_bind_text(q, ":target", target);
    stmt_bind_int(q, ":now", now);
    return stmt_run(q, e);
}

/* One delivery for each word of the setting outbox.targets. */
static enum rc write_deliveries(int *count, struct db *db, const struct link *l, struct err *e)
{
    AUTO_ARENA a = { 0 };
    const char *targets = setting_text(db, "outbox.targets", &a);
    if (!targets)
        return err_no_memory(e);
    *count = 0;
    for (const char *p = targets; *p;) {
        size_t len = strcspn(p, " ,");
        if (len) {
            const char *name = arena_strndup(&a, p, len);
            enum rc rc = name ? write_delivery(db, l->seq, l->dossier_id, name, l->at, e) : err_no_memory(e);
            if (rc)
                return rc;
            ++*count;
        }
        p += len + strspn(p + len, " ,");
    }
    return RC_OK;
}

enum rc journal_append(int64_t *seq, int *deliveries, const struct office *of, const struct journal_entry *entry,
    struct err *e)
{
    assert(db_in_transaction(of->db));
    struct link l = {
        .at = 0, .mono_ms = clock_mono_ms(of->clock), .staff_id = of->staff_id, .dossier_id = entry->dossier_id,
        .staff_name = of->staff_name ? of->staff_name : "", .desk = of->desk ? of->desk : "",
        .action = entry->action, .object_kind = entry->object_kind, .object = entry->object,
    };
    enum rc rc = newest(&l, l.prev, of->db, e);
    if (rc)
        return rc;
    int64_t now = clock_now(of->clock);
    l.clock_back = now < l.at - CLOCK_BACK_MAX;
    l.at = now;
    l.seq++;

    AUTO_STRING payload = NULL;
    AUTO_JS empty = entry->payload ? NULL : js_object();
    rc = js_write(&payload, entry->payload ? entry->payload : empty, JS_LINE, e);
    if (rc)
        return rc;
    uint8_t salt[SALT_SIZE], hash[SEAL_HASH_SIZE];
    seal_random(salt, sizeof salt);
    payload_hash(l.payload_digest, salt, sizeof salt, payload);
    link_hash(hash, &l);
    rc = insert(of->db, &l, payload, salt, hash, e);
    int count = 0;
    if (!rc && entry->deliver)
        rc = write_deliveries(&count, of->db, &l, e);
    if (rc)
        return rc;
    if (seq)
        *seq = l.seq;
    if (deliveries)
        *deliveries = count;
    return RC_OK;
}

/* --- reading --- */

enum rc journal_head(struct journal_head *ret, struct db *db, struct err *e)
{
    struct link l = { 0 };
    uint8_t hash[SEAL_HASH_SIZE];
    enum rc rc = newest(&l, hash, db, e);
    if (rc)
        return rc;
    *ret = (struct journal_head){ .seq = l.seq, .at = l.at };
    seal_hex(ret->hash, hash, sizeof hash);
    return RC_OK;
}

/* The row under `q` against what should be there. NULL when it is right, else what is wrong. */
static const char *check_row(struct stmt *q, int64_t expected_seq, uint8_t prev[SEAL_HASH_SIZE], bool *erased)
{
    size_t len[5];
    const void *digest = stmt_blob(q, 13, &len[0]), *row_prev = stmt_blob(q, 14, &len[1]);
    const void *row_hash = stmt_blob(q, 15, &len[2]);
    if (stmt_int(q, 0) != expected_seq)
        return N_("a number is missing before it");
    if (len[0] != SEAL_HASH_SIZE || len[1] != SEAL_HASH_SIZE || len[2] != SEAL_HASH_SIZE)
        return N_("a digest has the wrong length");
    if (memcmp(row_prev, prev, SEAL_HASH_SIZE))
        return N_("it does not follow the event before it");
    struct link l = {
        .seq = stmt_int(q, 0), .at = stmt_int(q, 1), .mono_ms = stmt_int(q, 2), .clock_back = stmt_int(q, 3),
        .staff_id = stmt_int(q, 4), .staff_name = stmt_text(q, 5), .desk = stmt_text(q, 6), .action = stmt_text(q, 7),
        .object_kind = stmt_text(q, 8), .object = stmt_text(q, 9), .dossier_id = stmt_int(q, 10),
    };
    memcpy(l.payload_digest, digest, SEAL_HASH_SIZE);
    memcpy(l.prev, row_prev, SEAL_HASH_SIZE);
    uint8_t hash[SEAL_HASH_SIZE];
    link_hash(hash, &l);
    if (memcmp(hash, row_hash, SEAL_HASH_SIZE))
        return N_("a field of it was changed");
    *erased = stmt_is_null(q, 11);
    if (!*erased) {
        const void *salt = stmt_blob(q, 12, &len[3]);
        payload_hash(hash, salt, len[3], stmt_text(q, 11));
        if (memcmp(hash, digest, SEAL_HASH_SIZE))
            return N_("its facts were changed");
    }
    memcpy(prev, row_hash, SEAL_HASH_SIZE);
    return NULL;
}

static const char all_columns[] =
    "SELECT seq, at, mono_ms, clock_back, staff_id, staff_name, desk, action, object_kind, object, dossier_id,"
    "       payload, salt, payload_digest, prev, hash"
    "  FROM event ORDER BY seq";

enum rc journal_verify(struct journal_report *ret, struct db *db, const char *expected_head, struct err *e)
{
    struct journal_report r = { .head_differs = expected_head != NULL };
    uint8_t prev[SEAL_HASH_SIZE] = { 0 };
    char hex[SEAL_HEX_SIZE];
    struct stmt *q = stmt_of(db, all_columns);
    bool row = true;
    while (row && !r.first_bad) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        bool erased = false;
        const char *why = check_row(q, r.checked + 1, prev, &erased);
        if (why) {
            r.first_bad = stmt_int(q, 0);
            r.why = why;
        }
        r.checked++;
        r.erased += erased;
        if (expected_head && strcmp(seal_hex(hex, prev, sizeof prev), expected_head) == 0)
            r.head_differs = false;
    }
    stmt_done(q);
    enum rc rc = journal_head(&r.head, db, e);
    if (!rc)
        *ret = r;
    return rc;
}

static void read_event(struct journal_event *ev, struct stmt *q, struct arena *a)
{
    *ev = (struct journal_event){
        .seq = stmt_int(q, 0), .at = stmt_int(q, 1), .clock_back = stmt_int(q, 2) != 0, .staff_id = stmt_int(q, 3),
        .staff_name = stmt_copy(q, 4, a), .desk = stmt_copy(q, 5, a), .action = stmt_copy(q, 6, a),
        .object_kind = stmt_copy(q, 7, a), .object = stmt_copy(q, 8, a), .dossier_id = stmt_int(q, 9),
        .payload = stmt_copy(q, 10, a),
    };
}

enum rc journal_list(struct journal_event **ret, size_t *count, struct db *db, const char *object_kind,
    const char *object, int64_t after_seq, size_t limit, struct arena *a, struct err *e)
{
    struct journal_event *events = arena_array(a, limit, sizeof *events);
    if (!events)
        return err_no_memory(e);
    struct stmt *q = object ? stmt_of(db,
        "SELECT seq, at, clock_back, staff_id, staff_name, desk, action, object_kind, object, dossier_id, payload"
        "  FROM event WHERE object_kind = :kind AND object = :object AND seq > :after ORDER BY seq LIMIT :limit")
                            : stmt_of(db,
        "SELECT seq, at, clock_back, staff_id, staff_name, desk, action, object_kind, object, dossier_id, payload"
        "  FROM event WHERE seq > :after ORDER BY seq LIMIT :limit");
    if (object) {
        stmt_bind_text(q, ":kind", object_kind);
        stmt_bind_text(q, ":object", object);
    }
    stmt_bind_int(q, ":after", after_seq);
    stmt_bind_int(q, ":limit", (int64_t)limit);
    size_t n = 0;
    for (bool row = true; row;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            read_event(&events[n++], q, a);
    }
    if (arena_failed(a))
        return err_no_memory(e);
    *ret = events;
    *count = n;
    return RC_OK;
}

enum rc journal_erase(struct db *db, const char *object_kind, const char *object, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "UPDATE event SET payload = NULL, salt = NULL WHERE object_kind = :kind AND object = :object");
    stmt_bind_text(q, ":kind", object_kind);
    stmt_bind_text(q, ":object", object);
    return stmt_run(q, e);
}
