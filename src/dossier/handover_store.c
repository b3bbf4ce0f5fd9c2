/* handover_store.c - the SQL of hand-over lists. See handover.h. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/db.h"
#include "book/tx.h"
#include "dossier/dossier.h"
#include "dossier/facts.h"
#include "dossier/handover.h"
#include "dossier/step.h"
#include "people/absence.h"
#include "people/permission.h"
#include "people/staff.h"

/* --- giving --- */

static enum rc check_give(const struct office *of, const struct staff *to, size_t count, struct err *e)
{
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc && !count)
        rc = err_set(e, RC_REFUSED, "no_lines", N_("A hand-over list needs at least one dossier"));
    if (!rc && count > HANDOVER_LINES_MAX)
        rc = err_set(e, RC_REFUSED, "handover_many", N_("At most %d dossiers go on one list"), HANDOVER_LINES_MAX);
    if (!rc && to->id == of->staff_id)
        rc = err_set(e, RC_REFUSED, "handover_self", N_("Giver and receiver are the same person; name a colleague"));
    return rc;
}

/* Only who has the papers can give them. */
static enum rc check_papers(const struct office *of, const struct dossier *d, struct err *e)
{
    struct papers p;
    if (!state_row(d->state)->open)
        return err_set(e, RC_REFUSED, "closed", N_("Dossier %.60s is closed (%s); nothing more is done with it"), d->code,
            _(state_row(d->state)->name));
    enum rc rc = papers_find(&p, of, d, e);
    if (rc)
        return rc;
    if (p.at == PAPERS_NONE)
        return err_set(e, RC_REFUSED, "no_papers", N_("%.60s has nothing on paper that could be given"), d->code);
    if (p.at == PAPERS_ON_WAY)
        return err_set(e, RC_REFUSED, "papers_on_way", N_("The papers of %.60s are on the way from %.60s to %.60s"),
            d->code, p.with, p.to);
    if (p.at == PAPERS_STAFF && p.staff_id != of->staff_id) {
        err_set(e, RC_REFUSED, "papers_elsewhere", N_("The papers of %.60s are with %.60s"), d->code, p.with);
        err_hint(e, N_("Only who has the papers can give them"));
        return RC_REFUSED;
    }
    return RC_OK;
}

static enum rc insert_list(int64_t *id, const struct office *of, int64_t receiver, const char *note, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO handover (day, number, giver_id, receiver_id, desk, note, given_at)"
        " VALUES (:day, 1 + (SELECT coalesce(max(number), 0) FROM handover WHERE day = :day),"
        "         :giver, :receiver, :desk, :note, :now)");
    stmt_bind_text(q, ":day", iso_day(day, day_of(clock_now(of->clock))));
    stmt_bind_int(q, ":giver", of->staff_id);
    stmt_bind_int(q, ":receiver", receiver);
    stmt_bind_text(q, ":desk", of->desk);
    stmt_bind_text(q, ":note", note);
    stmt_bind_int(q, ":now", clock_now(of->clock));
    enum rc rc = stmt_run(q, e);
    *id = rc ? 0 : db_last_id(of->db);
    return rc;
}

static void count_papers(struct handover_line *line, const struct dossier *d)
{
    for (size_t i = 0; i < d->components_count; i++) {
        if (d->components[i].present_only)
            continue; /* shown and given back at the counter */
        line->originals += d->components[i].originals;
        line->certified += d->components[i].certified;
        line->copies += d->components[i].copies;
    }
}

static enum rc insert_line(
    const struct office *of, int64_t id, const struct dossier *d, const struct handover_line *line, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO handover_line (handover_id, dossier_id, originals, certified, copies, state)"
        " VALUES (:id, :dossier, :originals, :certified, :copies, 'given')");
    stmt_bind_int(q, ":id", id);
    stmt_bind_int(q, ":dossier", d->id);
    stmt_bind_int(q, ":originals", line->originals);
    stmt_bind_int(q, ":certified", line->certified);
    stmt_bind_int(q, ":copies", line->copies);
    enum rc rc = stmt_run(q, e);
    return rc != RC_CONFLICT ? rc
                             : err_set(e, RC_REFUSED, "line_twice", N_("%.60s stands on the list twice"), d->code);
}

static enum rc note_event(const struct office *of, const struct dossier *d, const char *action,
    const struct handover *h, const struct handover_line *line, struct err *e)
{
    AUTO_JS more = js_object();
    struct js *facts = js_object();
    char day[ISO_DAY_SIZE];
    js_put_int(facts, "id", h->id);
    js_put_text(facts, "day", iso_day(day, h->day));
    js_put_int(facts, "number", h->number);
    js_put_text(facts, "giver", h->giver);
    js_put_text(facts, "receiver", h->receiver);
    js_put_int(facts, "originals", line->originals);
    js_put_int(facts, "certified", line->certified);
    js_put_int(facts, "copies", line->copies);
    js_put_text(facts, "reason", line->reason && *line->reason ? line->reason : NULL);
    js_put(more, "handover", facts);
    return facts_append(
        NULL, of, d, &(struct facts_event){ .action = action, .before = d->state, .more = more }, e);
}

static enum rc give_one(const struct office *of, const struct handover *h, const char *code, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    struct handover_line line = { 0 };
    enum rc rc = dossier_load(&d, of->db, &a, code, e);
    if (rc)
        return rc;
    count_papers(&line, &d);
    rc = insert_line(of, h->id, &d, &line, e); /* twice is told as such, not as "on the way" */
    if (!rc)
        rc = note_event(of, &d, "papers_given", h, &line, e);
    return rc;
}

static enum rc check_all(const struct office *of, const char *const *codes, size_t count, struct err *e)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < count && !rc; i++) {
        AUTO_ARENA a = { 0 };
        struct dossier d;
        rc = dossier_load(&d, of->db, &a, codes[i], e);
        if (!rc)
            rc = check_papers(of, &d, e);
    }
    return rc;
}

enum rc handover_give(int64_t *id, const struct office *of, const char *receiver, const char *const *codes,
    size_t count, const char *note, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct staff to = { 0 };
    struct handover h = { 0 };
    char *clean = NULL;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = absence_route(&to, of, receiver, e);
    if (!rc)
        rc = check_give(of, &to, count, e);
    if (!rc)
        rc = step_reason(&clean, note, false, &a, e);
    if (!rc)
        rc = check_all(of, codes, count, e);
    if (!rc)
        rc = insert_list(&h.id, of, to.id, clean, e);
    if (!rc)
        rc = handover_load(&h, of, h.id, &a, e);
    for (size_t i = 0; i < count && !rc; i++)
        rc = give_one(of, &h, codes[i], e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        *id = h.id;
    return rc;
}

/* --- receiving --- */

static bool is_missing(const struct handover_line *line, const char *const *missing, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(missing[i], line->code) == 0)
            return true;
    return false;
}

static enum rc check_receive(const struct office *of, const struct handover *h, const char *const *missing,
    size_t count, struct err *e)
{
    if (h->received_at)
        return err_set(e, RC_REFUSED, "handover_done", N_("This list was confirmed already"));
    if (h->receiver_id != of->staff_id) {
        err_set(e, RC_REFUSED, "not_receiver", N_("The papers are for %.80s; only that person confirms them"), h->receiver);
        return RC_REFUSED;
    }
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (int64_t k = 0; k < h->lines_count && !found; k++)
            found = strcmp(h->lines[k].code, missing[i]) == 0;
        if (!found)
            return err_set(e, RC_REFUSED, "not_on_list", N_("%.60s is not on this list"), missing[i]);
    }
    return RC_OK;
}

static enum rc settle_line(const struct office *of, const struct handover *h, struct handover_line *line,
    struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier d;
    enum rc rc = dossier_load(&d, of->db, &a, line->code, e);
    if (rc)
        return rc;
    struct stmt *q = stmt_of(of->db,
        "UPDATE handover_line SET state = :state, reason = :reason WHERE handover_id = :id AND dossier_id = :dossier");
    stmt_bind_text(q, ":state", handover_state_slug(line->state));
    stmt_bind_text(q, ":reason", line->reason);
    stmt_bind_int(q, ":id", h->id);
    stmt_bind_int(q, ":dossier", d.id);
    rc = stmt_run(q, e);
    const char *action = line->state == HANDOVER_MISSING ? "papers_missing" : "papers_received";
    return rc ? rc : note_event(of, &d, action, h, line, e);
}

static enum rc close_list(const struct office *of, int64_t id, struct err *e)
{
    struct stmt *q =
        stmt_of(of->db, "UPDATE handover SET received_at = :now WHERE id = :id AND received_at IS NULL");
    stmt_bind_int(q, ":now", clock_now(of->clock));
    stmt_bind_int(q, ":id", id);
    return stmt_run(q, e);
}

enum rc handover_receive(const struct office *of, int64_t id, const char *const *missing, size_t missing_count,
    const char *reason, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct handover h;
    char *clean = NULL;
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_DOSSIER_WORK, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = handover_load(&h, of, id, &a, e);
    if (!rc)
        rc = check_receive(of, &h, missing, missing_count, e);
    if (!rc)
        rc = step_reason(&clean, reason, missing_count > 0, &a, e);
    for (int64_t i = 0; !rc && i < h.lines_count; i++) {
        bool gone = is_missing(&h.lines[i], missing, missing_count);
        h.lines[i].state = gone ? HANDOVER_MISSING : HANDOVER_RECEIVED;
        h.lines[i].reason = gone ? clean : "";
        rc = settle_line(of, &h, &h.lines[i], e);
    }
    if (!rc)
        rc = close_list(of, id, e);
    return rc ? rc : tx_commit(&tx, e);
}

/* --- reading --- */

#define HANDOVER_COLUMNS                                                                                     \
    "h.id, h.number, h.day, g.name, r.name, h.giver_id, h.receiver_id, h.desk, h.note, h.given_at,"          \
    " h.received_at, (SELECT count(*) FROM handover_line l WHERE l.handover_id = h.id)"                      \
    " FROM handover h JOIN staff g ON g.id = h.giver_id JOIN staff r ON r.id = h.receiver_id"

static void read_list(struct handover *h, struct stmt *q, struct arena *a)
{
    *h = (struct handover){ .id = stmt_int(q, 0), .number = stmt_int(q, 1), .giver = stmt_copy(q, 3, a),
        .receiver = stmt_copy(q, 4, a), .giver_id = stmt_int(q, 5), .receiver_id = stmt_int(q, 6),
        .desk = stmt_copy(q, 7, a), .note = stmt_copy(q, 8, a), .given_at = stmt_int(q, 9),
        .received_at = stmt_int(q, 10), .lines_count = stmt_int(q, 11) };
    if (!iso_day_parse(&h->day, stmt_text(q, 2)))
        h->day = (struct day){ 0 };
}

static enum handover_state state_of(const char *slug)
{
    return strcmp(slug, "received") == 0  ? HANDOVER_RECEIVED
           : strcmp(slug, "missing") == 0 ? HANDOVER_MISSING
                                          : HANDOVER_GIVEN;
}

static enum rc read_lines(struct handover *h, struct db *db, struct arena *a, struct err *e)
{
    int64_t n = 0;
    struct stmt *q = stmt_of(db,
        "SELECT d.code, t.short_name, ifnull(json_extract(d.applicant, '$.name'), ''), l.originals, l.certified,"
        "       l.copies, l.state, l.reason"
        "  FROM handover_line l JOIN dossier d ON d.id = l.dossier_id JOIN procedure t ON t.id = d.procedure_id"
        " WHERE l.handover_id = :id ORDER BY d.code");
    stmt_bind_int(q, ":id", h->id);
    h->lines = arena_array(a, (size_t)h->lines_count + 1, sizeof *h->lines);
    for (bool row = true; h->lines;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc || !row)
            return rc;
        if (n < h->lines_count)
            h->lines[n++] = (struct handover_line){ stmt_copy(q, 0, a), stmt_copy(q, 1, a), stmt_copy(q, 2, a),
                stmt_int(q, 3), stmt_int(q, 4), stmt_int(q, 5), state_of(stmt_text(q, 6)), stmt_copy(q, 7, a) };
    }
    return err_no_memory(e);
}

enum rc handover_load(struct handover *ret, const struct office *of, int64_t id, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "SELECT " HANDOVER_COLUMNS " WHERE h.id = :id");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_such_handover", N_("There is no hand-over list %lld"), (long long)id);
    if (rc)
        return rc;
    struct handover h;
    read_list(&h, q, a);
    stmt_done(q);
    rc = read_lines(&h, of->db, a, e);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (!rc)
        *ret = h;
    return rc;
}

#define LISTS_MAX 500

enum rc handover_list(struct handover **ret, size_t *count, const struct office *of,
    const struct handover_filter *filter, struct arena *a, struct err *e)
{
    char day[ISO_DAY_SIZE];
    size_t n = 0;
    struct handover *list = arena_array(a, LISTS_MAX, sizeof *list);
    struct stmt *q = stmt_of(of->db,
        "SELECT " HANDOVER_COLUMNS
        " WHERE (:open = 0 OR h.received_at IS NULL) AND (:receiver = 0 OR h.receiver_id = :receiver)"
        "   AND (:giver = 0 OR h.giver_id = :giver) AND (:day IS NULL OR h.day = :day)"
        " ORDER BY h.id DESC LIMIT 500");
    stmt_bind_int(q, ":open", filter->on_way);
    stmt_bind_int(q, ":receiver", filter->receiver_id);
    stmt_bind_int(q, ":giver", filter->giver_id);
    stmt_bind_text(q, ":day", filter->day.y ? iso_day(day, filter->day) : NULL);
    for (bool row = true; list && n < LISTS_MAX;) {
        enum rc rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (!row)
            break;
        read_list(&list[n++], q, a);
    }
    stmt_done(q);
    if (!list || arena_failed(a))
        return err_no_memory(e);
    *ret = list;
    *count = n;
    return RC_OK;
}

/* --- where they are --- */

/* The newest line that counts: a missing one leaves the papers where they were before. */
static enum rc newest_line(struct papers *p, const struct office *of, int64_t dossier_id, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "SELECT l.state, h.giver_id, g.name, h.receiver_id, r.name, ifnull(h.received_at, h.given_at), h.id"
        "  FROM handover_line l JOIN handover h ON h.id = l.handover_id"
        "  JOIN staff g ON g.id = h.giver_id JOIN staff r ON r.id = h.receiver_id"
        " WHERE l.dossier_id = :dossier AND l.state <> 'missing' ORDER BY h.id DESC LIMIT 1");
    stmt_bind_int(q, ":dossier", dossier_id);
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    bool given = strcmp(stmt_text(q, 0), "given") == 0;
    p->at = given ? PAPERS_ON_WAY : PAPERS_STAFF;
    p->staff_id = stmt_int(q, given ? 1 : 3);
    snprintf(p->with, sizeof p->with, "%s", stmt_text(q, given ? 2 : 4));
    snprintf(p->to, sizeof p->to, "%s", given ? stmt_text(q, 4) : "");
    utf8_mend(p->with);
    utf8_mend(p->to);
    p->since = stmt_int(q, 5);
    p->handover = stmt_int(q, 6);
    stmt_done(q);
    return RC_OK;
}

enum rc papers_find(struct papers *ret, const struct office *of, const struct dossier *d, struct err *e)
{
    struct papers p = { 0 };
    struct handover_line counted = { 0 };
    count_papers(&counted, d);
    enum rc rc = newest_line(&p, of, d->id, e);
    if (rc)
        return rc;
    if (!p.handover && counted.originals + counted.certified + counted.copies) {
        p.at = PAPERS_DESK;
        snprintf(p.with, sizeof p.with, "%s", d->desk);
    }
    if (p.at != PAPERS_NONE && !state_row(d->state)->open) {
        p.at = PAPERS_BACK; /* closed: what was not kept went back to the citizen with the last paper */
        p.staff_id = 0;
    }
    *ret = p;
    return RC_OK;
}
