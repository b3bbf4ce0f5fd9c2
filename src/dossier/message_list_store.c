/* message_list_store.c - messages as people see them, and what people did with them; see message.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/settings.h"
#include "book/tx.h"
#include "dossier/message.h"
#include "dossier/message_private.h"
#include "people/permission.h"

#define LIST_MAX  5000
#define CALLS_MAX 3 /* calls in vain before the head of the hamlet is asked */

/* --- lists --- */

static void read_message(struct message *m, struct stmt *q, struct arena *a)
{
    *m = (struct message){ .id = stmt_int(q, 0),
        .event_seq = stmt_int(q, 1),
        .person_id = stmt_int(q, 2),
        .kind = message_kind_of(stmt_text(q, 3)),
        .rung = message_rung_of(stmt_text(q, 4)),
        .state = message_state_of(stmt_text(q, 5)),
        .code = stmt_copy(q, 6, a),
        .name = stmt_copy(q, 7, a),
        .address = stmt_copy(q, 8, a),
        .hamlet = stmt_copy(q, 9, a),
        .phone = stmt_copy(q, 10, a),
        .text = stmt_copy(q, 11, a),
        .sms = stmt_copy(q, 12, a),
        .say = stmt_copy(q, 13, a),
        .answer = stmt_copy(q, 14, a),
        .parts = (int)stmt_int(q, 15),
        .created_at = stmt_int(q, 16),
        .ended_at = stmt_int(q, 17),
        .seen_at = stmt_int(q, 18),
        .tries = (int)stmt_int(q, 19),
        .calls = (int)stmt_int(q, 20) };
}

static enum rc count_messages(size_t *ret, struct db *db, struct err *e)
{
    return stmt_count(ret, stmt_of(db, "SELECT min(count(*), 5000) FROM message"), e);
}

/* The answer of a gateway that still tries stands at its delivery; afterwards it is the message's own. */
static struct stmt *select_messages(struct db *db, const struct message_filter *f)
{
    struct stmt *q = stmt_of(db,
        "SELECT m.id, m.event_seq, m.person_id, m.kind, m.rung, m.state, d.code, p.name, p.address, p.hamlet,"
        "       m.phone, m.text, m.sms, m.say,"
        "       CASE m.answer WHEN '' THEN ifnull((SELECT v.answer FROM delivery v WHERE v.event_seq = "
        "m.event_seq"
        "            AND v.target = m.rung), '') ELSE m.answer END,"
        "       m.parts, m.created_at, ifnull(m.ended_at, 0), ifnull(m.seen_at, 0),"
        "       ifnull((SELECT sum(v.attempts) FROM delivery v WHERE v.event_seq = m.event_seq AND v.message "
        "= 1), 0),"
        "       (SELECT count(*) FROM message_call c WHERE c.message_id = m.id AND c.result = 'not_reached')"
        "  FROM message m JOIN dossier d ON d.id = m.dossier_id JOIN person p ON p.id = m.person_id"
        " WHERE (:code = '' OR d.code = :code) AND (:rung = '' OR m.rung = :rung)"
        "   AND (:state = '' OR m.state = :state) AND (:id = 0 OR m.id = :id)"
        "   AND (:before = 0 OR m.created_at < :before)"
        " ORDER BY m.id LIMIT 5000");
    stmt_bind_text(q, ":code", f->code ? f->code : "");
    stmt_bind_text(q, ":rung", f->rung ? message_rung_slug(f->rung) : "");
    stmt_bind_text(q, ":state", f->state ? message_state_slug(f->state) : "");
    stmt_bind_int(q, ":id", f->id);
    stmt_bind_int(q, ":before", f->before);
    return q;
}

/* Who lives in no hamlet that the book knows stands in the one the address begins with. */
static void find_hamlet(struct message *m, struct arena *a)
{
    AUTO_BUF hamlet = buf_limit(400);
    if (!*m->hamlet && message_hamlet(&hamlet, m->address) == RC_OK)
        m->hamlet = arena_strdup(a, buf_text(&hamlet));
}

static int by_hamlet(const void *left, const void *right)
{
    const struct message *a = left, *b = right;
    int order = strcmp(a->hamlet, b->hamlet);
    return order ? order : a->id < b->id ? -1 : a->id > b->id;
}

enum rc message_list(struct message **ret, size_t *count, const struct office *of,
    const struct message_filter *filter, struct arena *a, struct err *e)
{
    size_t room = 0, n = 0;
    enum rc rc = count_messages(&room, of->db, e);
    struct message *list = rc ? NULL : arena_array(a, room + 1, sizeof *list);
    if (rc || !list)
        return rc ? rc : err_no_memory(e);
    struct stmt *q = select_messages(of->db, filter);
    for (bool row = true; row && n < room;) {
        rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row) {
            read_message(&list[n], q, a);
            find_hamlet(&list[n++], a);
        }
    }
    stmt_done(q);
    if (arena_failed(a))
        return err_no_memory(e);
    if (filter->rung == RUNG_HAMLET)
        qsort(list, n, sizeof *list, by_hamlet);
    *ret = list;
    *count = n;
    return RC_OK;
}

static enum rc load_one(
    struct message *ret, const struct office *of, int64_t id, struct arena *a, struct err *e)
{
    struct message *list;
    size_t count = 0;
    enum rc rc = id < 1 ? RC_OK : message_list(&list, &count, of, &(struct message_filter){ .id = id }, a, e);
    if (!rc && !count)
        return err_set(e, RC_NOT_FOUND, "no_such_message", N_("There is no message with the number %lld"),
            (long long)id);
    if (!rc)
        *ret = list[0];
    return rc;
}

/* --- calls --- */

static enum rc check_call(const struct message *m, enum call_result result, struct err *e)
{
    bool hamlet = result == CALL_HANDED || result == CALL_NOT_FOUND;
    if (m->state != MESSAGE_OPEN)
        return err_set(e, RC_REFUSED, "message_closed", N_("This message is done with: %s"),
            message_state_name(m->state));
    if (hamlet ? m->rung == RUNG_HAMLET : m->rung == RUNG_CALL || m->rung == RUNG_HAMLET)
        return RC_OK;
    err_set(e, RC_REFUSED, "not_on_list", N_("This message does not stand on that list; it stands at: %s"),
        message_rung_name(m->rung));
    err_hint(e, N_("motcua message calls shows who is to be called"));
    return RC_REFUSED;
}

static enum rc write_call(const struct office *of, int64_t id, enum call_result result, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "INSERT INTO message_call (message_id, result, at, staff_id) VALUES "
                                     "(:message, :result, :at, :staff)");
    stmt_bind_int(q, ":message", id);
    stmt_bind_text(q, ":result", call_result_slug(result));
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    return stmt_run(q, e);
}

/* Where the message stands after the call. */
static void after_call(struct message *m, enum call_result result)
{
    m->calls += result == CALL_NOT_REACHED;
    if (result == CALL_REACHED || result == CALL_HANDED)
        m->state = MESSAGE_TOLD;
    else if (result == CALL_NOT_FOUND)
        m->state = MESSAGE_UNREACHED;
    else if (result == CALL_WRONG_NUMBER || m->calls >= CALLS_MAX)
        m->rung = RUNG_HAMLET;
}

static enum rc keep_call(const struct office *of, struct message *m, enum call_result result, struct err *e)
{
    enum rc rc = check_call(m, result, e);
    if (!rc)
        rc = write_call(of, m->id, result, e);
    if (!rc && result == CALL_WRONG_NUMBER && *m->phone)
        rc = message_remember_bad(of, m->person_id, m->phone, e);
    if (rc)
        return rc;
    after_call(m, result);
    m->answer = call_result_name(result);
    m->ended_at = m->state == MESSAGE_OPEN ? 0 : clock_now(of->clock);
    rc = message_settle(of, m->id, m->state, m->rung, m->answer, e);
    return rc ? rc : message_note(of, m->code, "called", m->answer, e);
}

enum rc message_called(struct message *ret, const struct office *of, int64_t id, enum call_result result,
    struct arena *a, struct err *e)
{
    struct message m;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = load_one(&m, of, id, a, e);
    if (!rc)
        rc = keep_call(of, &m, result, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *ret = m;
    return rc;
}

/* --- how a person is reached --- */

static enum rc write_wish(const struct office *of, int64_t person_id, enum message_wish wish, struct err *e)
{
    char object[24];
    struct stmt *q =
        stmt_of(of->db, "INSERT INTO contact (person_id, wish, changed_at) VALUES (:person, :wish, :now)"
                        " ON CONFLICT (person_id) DO UPDATE SET wish = :wish, changed_at = :now");
    stmt_bind_int(q, ":person", person_id);
    stmt_bind_text(q, ":wish", message_wish_slug(wish));
    stmt_bind_int(q, ":now", clock_now(of->clock));
    enum rc rc = stmt_run(q, e);
    if (rc)
        return rc;
    AUTO_JS payload = js_object();
    js_put_text(payload, "wish", message_wish_slug(wish));
    snprintf(object, sizeof object, "%lld", (long long)person_id);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){
            .action = "contact_wish", .object_kind = "person", .object = object, .payload = payload },
        e);
}

enum rc message_set_wish(const struct office *of, int64_t person_id, enum message_wish wish, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = write_wish(of, person_id, wish, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc message_wish_of(enum message_wish *ret, const struct office *of, int64_t person_id, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "SELECT wish FROM contact WHERE person_id = :person");
    stmt_bind_int(q, ":person", person_id);
    enum rc rc = stmt_one(q, e);
    *ret = WISH_ANY;
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    if (!message_wish_parse(ret, stmt_text(q, 0)))
        rc = err_set(e, RC_STORAGE, "damaged", N_("The book is damaged"));
    stmt_done(q);
    return rc;
}

enum rc message_phone_bad(
    bool *ret, const struct office *of, int64_t person_id, const char *phone, struct err *e)
{
    struct stmt *q =
        stmt_of(of->db, "SELECT count(*) FROM contact c JOIN person p ON p.id = c.person_id"
                        " WHERE c.person_id = :person AND c.bad_phone <> ''"
                        "   AND c.bad_phone = CASE :phone WHEN '' THEN ifnull(p.phone, '') ELSE :phone END");
    stmt_bind_int(q, ":person", person_id);
    stmt_bind_text(q, ":phone", phone);
    size_t count;
    enum rc rc = stmt_count(&count, q, e);
    if (!rc)
        *ret = count > 0;
    return rc;
}

/* --- what it costs --- */

enum rc message_cost(struct message_cost *ret, const struct office *of, const struct day *from,
    const struct day *to, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "SELECT count(*), coalesce(sum(m.parts), 0) FROM message m"
                                     "  JOIN delivery v ON v.event_seq = m.event_seq AND v.target = 'sms'"
                                     " WHERE v.state = 'done' AND v.done_at >= :from AND v.done_at < :until");
    stmt_bind_int(q, ":from", utc_of(*from, 0));
    stmt_bind_int(q, ":until", utc_of(day_add(*to, 1), 0));
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (struct message_cost){ .messages = stmt_int(q, 0), .parts = stmt_int(q, 1) };
    stmt_done(q);
    ret->dong = ret->parts * setting_int(of->db, "sms.price");
    return RC_OK;
}

/* --- for programs --- */

struct js *message_to_json(const struct message *m)
{
    struct js *row = js_object();
    js_put_int(row, "id", m->id);
    js_put_text(row, "dossier", m->code);
    js_put_text(row, "kind", message_kind_slug(m->kind));
    js_put_text(row, "state", message_state_slug(m->state));
    js_put_text(row, "channel", message_rung_slug(m->rung));
    js_put_text(row, "phone", *m->phone ? m->phone : NULL);
    js_put_text(row, "text", m->text);
    js_put_text(row, "say", m->say);
    js_put_int(row, "parts", m->parts);
    js_put_int(row, "tries", m->tries);
    js_put_int(row, "calls", m->calls);
    js_put_text(row, "answer", *m->answer ? m->answer : NULL);
    js_put_time(row, "created_at", m->created_at);
    js_put_time(row, "ended_at", m->ended_at);
    js_put_time(row, "seen_at", m->seen_at);
    return row;
}
