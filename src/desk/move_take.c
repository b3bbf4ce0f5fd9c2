/* move_take.c - see move_take.h. */
#include "desk/move_take.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/tx.h"
#include "catalog/field.h"
#include "desk/desk.h"
#include "dossier/changes.h"
#include "dossier/deadline.h"
#include "dossier/move.h"
#include "dossier/request.h"
#include "dossier/step.h"

/* --- the lines --- */

static const char *const *way_labels(void)
{
    static const char *labels[4];
    labels[WAY_SELF] = _("applicant");
    labels[WAY_DELEGATE] = _("delegate");
    labels[WAY_POST] = _("post");
    labels[WAY_ONLINE] = _("on line");
    return labels;
}

enum rc move_fill(struct move_box *box, struct err *e)
{
    box->way = (struct choice){ way_labels(), 4, WAY_SELF };
    box->lines[MOVE_DUE].kind = box->lines[MOVE_UNTIL].kind = EDITOR_DATE;
    box->lines[MOVE_RESULT].kind = box->lines[MOVE_TRACKING].kind = EDITOR_CODE;
    box->lines[MOVE_NUMBER].kind = EDITOR_DIGITS;
    return box->to == STATE_RETURNED ? editor_set(&box->lines[MOVE_SIGNED], _("the appointment slip"), e) : RC_OK;
}

bool move_line_shown(const struct move_box *box, int line)
{
    bool handing = box->act == MOVE_ACT_STEP && box->to == STATE_RETURNED;
    if (line >= MOVE_ITEM && line < MOVE_ITEM + MOVE_ITEMS_MAX)
        return box->needs & MOVE_ITEMS;
    switch (line) {
    case MOVE_WHY:
        return box->needs & MOVE_REASON;
    case MOVE_DUE:
        return box->act == MOVE_ACT_STEP && box->to == STATE_SUPPLEMENT;
    case MOVE_RESULT:
        return box->act == MOVE_ACT_STEP && box->to == STATE_FINISHED;
    case MOVE_WAY:
        return handing;
    case MOVE_NAME:
    case MOVE_AUTHORITY:
        return handing && box->way.at == WAY_DELEGATE;
    case MOVE_NUMBER:
        return handing && (box->way.at == WAY_SELF || box->way.at == WAY_DELEGATE);
    case MOVE_TRACKING:
        return handing && box->way.at == WAY_POST;
    case MOVE_SIGNED:
        return handing && box->way.at != WAY_ONLINE;
    case MOVE_UNTIL:
        return box->act == MOVE_ACT_APOLOGY;
    default:
        return false;
    }
}

/* --- what was typed --- */

static struct js *items_of(const struct move_box *box)
{
    struct js *items = js_array();
    for (int i = 0; i < MOVE_ITEMS_MAX; i++) {
        AUTO_STRING name = editor_text(&box->lines[MOVE_ITEM + i]);
        if (!name || !*name)
            continue;
        struct js *item = js_object();
        js_put_text(item, "name", name);
        js_put_int(item, "originals", 1);
        js_add(items, item);
    }
    return items;
}

static void put_line(struct js *who, const char *key, const struct move_box *box, int line)
{
    AUTO_STRING text = editor_text(&box->lines[line]);
    if (text && *text && move_line_shown(box, line))
        js_put_text(who, key, text);
}

static struct js *collector_of(const struct move_box *box)
{
    static const char *const relations[] = { "self", "delegate", "post", "online" };
    if (box->to != STATE_RETURNED)
        return NULL;
    struct js *who = js_object();
    js_put_text(who, "relation", relations[box->way.at < 0 ? 0 : box->way.at]);
    put_line(who, "name", box, MOVE_NAME);
    put_line(who, "id_number", box, MOVE_NUMBER);
    put_line(who, "authority", box, MOVE_AUTHORITY);
    put_line(who, "tracking", box, MOVE_TRACKING);
    put_line(who, "signed", box, MOVE_SIGNED);
    return who;
}

/* The facts of a result tell who took it by name: the applicant's when she came herself. */
static void name_applicant(struct js *who, const struct desk *d, const struct move_box *box)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS applicant = NULL;
    struct dossier dossier;
    const char *relation = js_get_text(who, "relation");
    if (!relation || strcmp(relation, "self") || dossier_load(&dossier, d->office->db, &a, box->code, NULL) ||
        js_parse(&applicant, dossier.applicant, strlen(dossier.applicant), NULL))
        return;
    js_put_text(who, "name", js_get_text(applicant, "name"));
}

/* As dates are typed everywhere at the desk: 15012026, 15/1, +10. Nothing typed: no day is named. */
static enum rc day_typed(struct day *ret, const struct desk *d, const struct editor *line, struct err *e)
{
    static const struct field_rule any;
    AUTO_BUF iso = buf_limit(64);
    AUTO_STRING typed = editor_text(line);
    *ret = (struct day){ 0 };
    enum rc rc =
        field_parse(&iso, field_type_find("date"), typed ? typed : "", &any, day_of(clock_now(d->clock)), e);
    if (!rc && *buf_text(&iso) && !iso_day_parse(ret, buf_text(&iso)))
        rc = err_set(e, RC_REFUSED, "day", N_("Day, month and year are needed, like 15/01/2026."));
    return rc;
}

/* --- taking it --- */

static enum rc take_move(struct desk *d, const struct move_box *box, const char *reason, struct err *e)
{
    struct move_answer answer;
    AUTO_STRING result = editor_text(&box->lines[MOVE_RESULT]);
    AUTO_JS items = box->needs & MOVE_ITEMS ? items_of(box) : NULL;
    AUTO_JS collector = collector_of(box);
    struct day by;
    enum rc rc = day_typed(&by, d, &box->lines[MOVE_DUE], e);
    if (rc)
        return rc;
    name_applicant(collector, d, box);
    const struct move_request request = { .to = box->to,
        .items_due = by,
        .reason = reason,
        .items = items,
        .result_path = result && *result ? result : NULL,
        .collector = collector,
        .version = box->version };
    rc = dossier_move(&answer, d->office, box->code, &request, e);
    if (!rc)
        desk_say(d, ROLE_OK, N_("%s is now: %s."), box->code, gettext(state_row(box->to)->name));
    return rc;
}

static enum rc take_apology(struct desk *d, const struct move_box *box, const char *reason, struct err *e)
{
    struct step_answer answer;
    struct day until;
    char when[MOMENT_TEXT_SIZE];
    enum rc rc = day_typed(&until, d, &box->lines[MOVE_UNTIL], e);
    if (!rc && !until.y)
        rc = err_set(e, RC_REFUSED, "day", N_("Day, month and year are needed, like 15/01/2026."));
    if (!rc)
        rc = dossier_apologise(&answer, d->office, box->code, until, reason, e);
    if (!rc)
        desk_say(d, ROLE_OK, N_("The new day is %s. Print the letter of apology."), moment_text(when, answer.due_at));
    return rc;
}

static enum rc take_undo(struct desk *d, const struct move_box *box, const char *reason, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct dossier dossier;
    struct step_answer answer;
    AUTO_TX tx = tx_for(d->office->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = dossier_load(&dossier, d->office->db, &a, box->code, e);
    if (!rc)
        rc = changes_expect(d->office, &dossier, box->version, e);
    if (!rc)
        rc = dossier_undo(&answer, d->office, box->code, reason, e);
    if (!rc)
        rc = tx_commit(&tx, e);
    if (!rc)
        desk_say(d, ROLE_OK, N_("%s is now: %s."), box->code, gettext(state_row(answer.state)->name));
    return rc;
}

enum rc move_take(struct desk *d, const struct move_box *box, struct err *e)
{
    AUTO_STRING typed = editor_text(&box->lines[MOVE_WHY]);
    const char *reason = typed && *typed ? typed : NULL;
    return box->act == MOVE_ACT_APOLOGY ? take_apology(d, box, reason, e)
           : box->act == MOVE_ACT_UNDO  ? take_undo(d, box, reason, e)
                                        : take_move(d, box, reason, e);
}

/* --- sending it to a supervisor --- */

static bool kind_of(enum request_kind *ret, const struct move_box *box)
{
    if (box->act == MOVE_ACT_APOLOGY)
        *ret = REQUEST_APOLOGY;
    else if (box->act == MOVE_ACT_UNDO)
        *ret = REQUEST_UNDO;
    else if (box->to == STATE_SUPPLEMENT)
        *ret = REQUEST_SUPPLEMENT;
    else if (box->from == STATE_FINISHED && box->to == STATE_PROCESSING)
        *ret = REQUEST_TAKE_BACK;
    else
        return false;
    return true;
}

bool move_needs_supervisor(const struct move_box *box, const struct err *e)
{
    enum request_kind kind;
    return e->code && (strcmp(e->code, "no_permission") == 0 || strcmp(e->code, "second_supplement") == 0) &&
           kind_of(&kind, box);
}

enum rc move_send_request(struct desk *d, const struct move_box *box, struct err *e)
{
    int64_t id = 0;
    AUTO_STRING reason = editor_text(&box->lines[MOVE_WHY]);
    AUTO_JS items = box->needs & MOVE_ITEMS ? items_of(box) : NULL;
    struct request_ask ask = { .reason = reason, .items = items };
    bool apology = box->act == MOVE_ACT_APOLOGY;
    if (!kind_of(&ask.kind, box))
        return err_set(e, RC_REFUSED, "no_permission", N_("This step cannot be asked for"));
    enum rc rc = day_typed(&ask.day, d, &box->lines[apology ? MOVE_UNTIL : MOVE_DUE], e);
    if (!rc)
        rc = request_send(&id, d->office, box->code, &ask, e);
    if (!rc)
        desk_say(d, ROLE_OK, N_("The request went to the supervisor with the dossier; nothing else was changed."));
    return rc;
}

/* --- two who work on it --- */

void move_say_changes(struct desk *d, struct move_box *box)
{
    AUTO_JS since = NULL;
    char field[60] = "";
    if (changes_since(&since, d->office, box->code, box->version, NULL))
        return;
    const struct js *fields = js_get(since, "fields");
    const char *first = js_get_text(js_at(fields, 0), "field"), *by = js_get_text(since, "by");
    if (first)
        snprintf(field, sizeof field, "%s", first);
    utf8_mend(field);
    desk_say(d, ROLE_WARN, N_("%.30s changed it meanwhile (%.30s). F10 once more if it still holds."), by ? by : "?",
        *field ? field : "-");
    box->version = (int)js_get_int(since, "version", 0);
}
