/* message_store.c - a message's birth and its way down the ladder, in the book; see message.h. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/settings.h"
#include "dossier/dossier.h"
#include "dossier/message.h"
#include "dossier/message_private.h"
#include "dossier/message_text.h"

/* --- who, and over which channels --- */

struct addressee {
    int64_t person_id;
    const char *phone; /* "" = none */
};

/* The applicant; when only the one who brought it left a number, that one. */
static struct addressee addressee_of(const struct dossier *d, const struct js *facts)
{
    const char *own = js_get_text(js_get(facts, "applicant"), "phone");
    const char *other = js_get_text(js_get(facts, "submitter"), "phone");
    if ((!own || !*own) && other && *other && d->submitter_id)
        return (struct addressee){ d->submitter_id, other };
    return (struct addressee){ d->applicant_id, own ? own : "" };
}

static enum rc channel_set(bool *ret, struct db *db, const char *setting, struct err *e)
{
    AUTO_ARENA a = { 0 };
    const char *url = setting_text(db, setting, &a);
    *ret = url && *url;
    return url ? RC_OK : err_no_memory(e);
}

enum rc message_means_of(struct message_means *ret, const struct office *of, int64_t person_id,
    const char *phone, bool lists, struct err *e)
{
    struct message_means m = { .phone = *phone, .mobile = phone_is_mobile(phone), .lists = lists };
    bool bad = false;
    enum rc rc = channel_set(&m.zalo, of->db, "zalo.url", e);
    if (!rc)
        rc = channel_set(&m.sms, of->db, "sms.url", e);
    if (!rc)
        rc = message_wish_of(&m.wish, of, person_id, e);
    if (!rc && *phone)
        rc = message_phone_bad(&bad, of, person_id, phone, e);
    m.phone = m.phone && !bad;
    if (!rc)
        *ret = m;
    return rc;
}

/* --- drafting --- */

static enum message_kind kind_of(const char *action, enum state state)
{
    static const struct {
        const char *action;
        enum state state; /* STATE_NONE = any */
        enum message_kind kind;
    } rows[] = {
        { "received", STATE_RECEIVED, MESSAGE_RECEIVED },
        { "moved", STATE_SUPPLEMENT, MESSAGE_SUPPLEMENT },
        { "moved", STATE_FINISHED, MESSAGE_READY },
        { "apology", STATE_NONE, MESSAGE_APOLOGY },
        { "promise_moved", STATE_NONE, MESSAGE_MOVED },
        { "late_told", STATE_NONE, MESSAGE_LATE },
        { "reminded", STATE_NONE, MESSAGE_UNCLAIMED },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].action, action) == 0 && (!rows[i].state || rows[i].state == state))
            return rows[i].kind;
    return 0;
}

static const char *words_key(enum message_kind kind, const struct dossier *d)
{
    if (kind == MESSAGE_READY && strcmp(d->result_by, "post") == 0)
        return "ready-post";
    if (kind == MESSAGE_READY && strcmp(d->result_by, "online") == 0)
        return "ready-online";
    return message_kind_slug(kind);
}

static const char *moment_of(const struct js *facts, const char *key, struct arena *a)
{
    char text[MESSAGE_MOMENT_SIZE];
    int64_t at = 0;
    const char *iso = js_get_text(facts, key);
    return iso && iso_time_parse(&at, iso) ? arena_strdup(a, message_moment(text, at)) : "";
}

static const char *day_text(const struct js *facts, const char *key, struct arena *a)
{
    struct day day;
    const char *iso = js_get_text(facts, key);
    return iso && iso_day_parse(&day, iso) ? arena_printf(a, "%02d/%02d/%04d", day.d, day.m, day.y) : "";
}

static enum rc compose(struct message_words *ret, const struct office *of, enum message_kind kind,
    const struct dossier *d, const struct js *facts, struct arena *a, struct err *e)
{
    AUTO_BUF initials = buf_limit(200);
    const char *name = js_get_text(js_get(facts, "applicant"), "name");
    const char *form = setting_text(of->db, "sms.form", a);
    if (message_initials(&initials, name ? name : "") == RC_NO_MEMORY)
        return err_no_memory(e);
    const struct message_blanks blanks = { .unit = of->book->unit_name,
        .code = d->code,
        .initials = initials.len ? buf_text(&initials) : "-",
        .due = moment_of(facts, kind == MESSAGE_MOVED ? "due_by_new_calendar" : "due_at", a),
        .by = day_text(facts, "items_due", a),
        .was = moment_of(facts, "due_before", a),
        .phone = setting_text(of->db, "receipt.phone", a) };
    if (arena_failed(a))
        return err_no_memory(e);
    return message_words(ret, of->share_dir, words_key(kind, d), &blanks, strcmp(form, "marks") == 0, a, e);
}

static enum rc add_delivery(
    const struct office *of, int64_t seq, int64_t dossier_id, enum message_rung rung, struct err *e)
{
    int64_t now = clock_now(of->clock);
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO delivery (event_seq, dossier_id, target, state, not_before, created_at, message)"
        " VALUES (:seq, :dossier, :target, 'waiting', :not_before, :now, 1)");
    stmt_bind_int(q, ":seq", seq);
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":target", message_rung_slug(rung));
    stmt_bind_int(q, ":not_before", message_quiet_end(of, now));
    stmt_bind_int(q, ":now", now);
    return stmt_run(q, e);
}

static enum rc insert(const struct office *of, const struct dossier *d, const struct addressee *to,
    enum message_kind kind, const struct message_words *words, enum message_rung rung, int64_t seq,
    struct err *e)
{
    struct stmt *q = stmt_of(of->db, "INSERT INTO message (event_seq, dossier_id, person_id, kind, phone, "
                                     "text, sms, parts, say, lists, rung, state,"
                                     "                     created_at)"
                                     " VALUES (:seq, :dossier, :person, :kind, :phone, :text, :sms, :parts, "
                                     ":say, :lists, :rung, 'open', :now)");
    stmt_bind_int(q, ":seq", seq);
    stmt_bind_int(q, ":dossier", d->id);
    stmt_bind_int(q, ":person", to->person_id);
    stmt_bind_text(q, ":kind", message_kind_slug(kind));
    stmt_bind_text(q, ":phone", to->phone);
    stmt_bind_text(q, ":text", words->text);
    stmt_bind_text(q, ":sms", words->sms);
    stmt_bind_int(q, ":parts", words->parts);
    stmt_bind_text(q, ":say", words->say);
    stmt_bind_int(q, ":lists", words->lists);
    stmt_bind_text(q, ":rung", message_rung_slug(rung));
    stmt_bind_int(q, ":now", clock_now(of->clock));
    enum rc rc = stmt_run(q, e);
    if (!rc && (rung == RUNG_ZALO || rung == RUNG_SMS))
        rc = add_delivery(of, seq, d->id, rung, e);
    return rc;
}

static enum rc draft(const struct office *of, const struct dossier *d, enum message_kind kind,
    const struct js *facts, int64_t seq, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct message_words words;
    struct message_means means;
    struct err trouble = { 0 };
    const struct addressee to = addressee_of(d, facts);
    if (!of->share_dir || !of->book || !to.person_id)
        return RC_OK;
    enum rc rc = compose(&words, of, kind, d, facts, &a, &trouble);
    if (rc == RC_REFUSED || rc == RC_NOT_FOUND)
        return RC_OK; /* the counter goes on; `message check` tells it */
    if (rc) {
        if (e)
            *e = trouble;
        return rc;
    }
    rc = message_means_of(&means, of, to.person_id, to.phone, words.lists, e);
    /* A text did not bring them here: this time somebody calls. */
    enum message_rung rung =
        rc ? RUNG_NONE : message_next_rung(kind == MESSAGE_UNCLAIMED ? RUNG_SMS : RUNG_NONE, &means);
    return rc || !rung ? rc : insert(of, d, &to, kind, &words, rung, seq, e);
}

/* --- overtaken --- */

static enum rc drop_deliveries(const struct office *of, int64_t dossier_id, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "UPDATE delivery SET state = 'refused', answer = :words"
        " WHERE message = 1 AND dossier_id = :dossier AND state IN ('waiting', 'unknown', 'held')");
    stmt_bind_text(q, ":words", _("Overtaken: the dossier went on before it was sent"));
    stmt_bind_int(q, ":dossier", dossier_id);
    return stmt_run(q, e);
}

static enum rc drop_open(const struct office *of, int64_t dossier_id, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "UPDATE message SET state = 'dropped', ended_at = :now WHERE dossier_id "
                                     "= :dossier AND state = 'open'");
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_run(q, e);
    return rc || !db_changes(of->db) ? rc : drop_deliveries(of, dossier_id, e);
}

enum rc message_on_event(const struct office *of, const struct dossier *d, const char *action,
    const struct js *facts, int64_t seq, struct err *e)
{
    enum message_kind kind = kind_of(action, d->state);
    bool on = kind || strcmp(action, "moved") == 0 || strcmp(action, "undone") == 0;
    enum rc rc = on ? drop_open(of, d->id, e) : RC_OK;
    return rc || !kind ? rc : draft(of, d, kind, facts, seq, e);
}

/* --- what a gateway said --- */

struct row {
    int64_t id, dossier_id, person_id;
    enum message_rung rung;
    bool open, lists;
    char phone[32], code[DOSSIER_CODE_SIZE];
};

static enum rc load_row(struct row *ret, struct db *db, int64_t event_seq, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT m.id, m.dossier_id, m.person_id, m.rung, m.state = 'open', m.lists, m.phone, d.code"
        "  FROM message m JOIN dossier d ON d.id = m.dossier_id WHERE m.event_seq = :seq");
    stmt_bind_int(q, ":seq", event_seq);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (struct row){ .id = stmt_int(q, 0),
        .dossier_id = stmt_int(q, 1),
        .person_id = stmt_int(q, 2),
        .rung = message_rung_of(stmt_text(q, 3)),
        .open = stmt_int(q, 4),
        .lists = stmt_int(q, 5) };
    snprintf(ret->phone, sizeof ret->phone, "%s", stmt_text(q, 6));
    snprintf(ret->code, sizeof ret->code, "%s", stmt_text(q, 7));
    stmt_done(q);
    return RC_OK;
}

enum rc message_note(
    const struct office *of, const char *code, const char *action, const char *reason, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "reason", reason && *reason ? reason : NULL);
    /* Named by its code alone: the facts of a dossier are only those of its own steps. */
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){
            .action = action, .object_kind = "dossier", .object = code, .payload = payload },
        e);
}

enum rc message_settle(const struct office *of, int64_t id, enum message_state state, enum message_rung rung,
    const char *answer, struct err *e)
{
    bool ended = state != MESSAGE_OPEN;
    struct stmt *q = stmt_of(of->db, "UPDATE message SET state = :state, rung = :rung, answer = :answer,"
                                     "       ended_at = CASE :ended WHEN 1 THEN :now END WHERE id = :id");
    stmt_bind_text(q, ":state", message_state_slug(state));
    stmt_bind_text(q, ":rung", message_rung_slug(rung));
    stmt_bind_text(q, ":answer", answer ? answer : "");
    stmt_bind_int(q, ":ended", ended);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":id", id);
    return stmt_run(q, e);
}

enum rc message_mark_seen(const struct office *of, int64_t event_seq, struct err *e)
{
    struct row row;
    enum rc rc = load_row(&row, of->db, event_seq, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db, "UPDATE message SET seen_at = :now WHERE id = :id");
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":id", row.id);
    rc = stmt_run(q, e);
    return rc ? rc : message_note(of, row.code, "seen_zalo", NULL, e);
}

enum rc message_told(const struct office *of, int64_t event_seq, const char *target, bool seen, struct err *e)
{
    struct row row;
    enum rc rc = load_row(&row, of->db, event_seq, e);
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    enum message_rung rung = message_rung_of(target);
    if (!rc)
        rc = message_settle(of, row.id, MESSAGE_TOLD, rung ? rung : row.rung, "", e);
    if (!rc)
        rc = message_note(of, row.code, rung == RUNG_ZALO ? "told_zalo" : "told_sms", NULL, e);
    return rc || !seen ? rc : message_mark_seen(of, event_seq, e);
}

enum rc message_remember_bad(const struct office *of, int64_t person_id, const char *phone, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO contact (person_id, bad_phone, changed_at) VALUES (:person, :phone, :now)"
        " ON CONFLICT (person_id) DO UPDATE SET bad_phone = :phone, changed_at = :now");
    stmt_bind_int(q, ":person", person_id);
    stmt_bind_text(q, ":phone", phone);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    return stmt_run(q, e);
}

/* One rung down; the ladder's end is an end, too. */
static enum rc step_down(const struct office *of, const struct row *row, enum message_rung from, int64_t seq,
    const char *words, struct err *e)
{
    struct message_means means;
    enum rc rc = message_means_of(&means, of, row->person_id, row->phone, row->lists, e);
    if (rc)
        return rc;
    enum message_rung next = message_next_rung(from, &means);
    rc = message_settle(of, row->id, next ? MESSAGE_OPEN : MESSAGE_UNREACHED, next ? next : from, words, e);
    if (!rc && next == RUNG_SMS)
        rc = add_delivery(of, seq, row->dossier_id, next, e);
    return rc ? rc : message_note(of, row->code, "message_failed", words, e);
}

enum rc message_fall(const struct office *of, int64_t event_seq, const char *target, bool wrong_number,
    const char *words, struct err *e)
{
    struct row row;
    enum message_rung from = message_rung_of(target);
    enum rc rc = load_row(&row, of->db, event_seq, e);
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    if (!rc && wrong_number)
        rc = message_remember_bad(of, row.person_id, row.phone, e);
    /* An old answer, or a try that a person asked for after the message had gone on, moves nothing. */
    return rc || !row.open || row.rung != from ? rc : step_down(of, &row, from, event_seq, words, e);
}

/* --- sending --- */

int64_t message_quiet_end(const struct office *of, int64_t at)
{
    return message_after_quiet(
        at, (int)setting_int(of->db, "message.quiet_from"), (int)setting_int(of->db, "message.quiet_to"));
}

enum rc message_to_send(
    struct message_wire *ret, const struct office *of, int64_t event_seq, struct arena *a, struct err *e)
{
    struct stmt *q =
        stmt_of(of->db, "SELECT phone, text, sms FROM message WHERE event_seq = :seq AND state = 'open'");
    stmt_bind_int(q, ":seq", event_seq);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    *ret = (struct message_wire){
        .phone = stmt_copy(q, 0, a), .text = stmt_copy(q, 1, a), .sms = stmt_copy(q, 2, a)
    };
    stmt_done(q);
    int64_t now = clock_now(of->clock);
    ret->quiet_until = message_quiet_end(of, now);
    ret->quiet = ret->quiet_until > now;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}
