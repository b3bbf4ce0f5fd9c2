/* amend.c - see amend.h. */
#include "dossier/amend.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "catalog/answers.h"
#include "catalog/form.h"
#include "dossier/changes.h"
#include "dossier/opened.h"
#include "people/citizen.h"

#define ANSWERS "answers."

/* The dossier as JSON, before and after: only what may be amended. */
struct amendment {
    struct opened *o;
    struct amend_answer *answer;
    struct js *now, *wanted;
    bool answers; /* an answer is among the changes */
};

bool amend_answers_open(enum state state)
{
    return state == STATE_NEW || state == STATE_RECEIVED || state == STATE_PROCESSING || state == STATE_SUPPLEMENT;
}

void amend_answer_release(struct amend_answer *answer)
{
    js_free(answer->changes);
    answer->changes = NULL;
}

static enum rc put_stored(struct js *object, const char *key, const char *text, struct err *e)
{
    struct js *node = NULL;
    enum rc rc = *text ? js_parse(&node, text, strlen(text), e) : RC_OK;
    if (!rc && node)
        js_put(object, key, node);
    return rc;
}

static enum rc as_it_is(struct js **ret, const struct dossier *d, struct err *e)
{
    AUTO_JS now = js_object();
    enum rc rc = put_stored(now, "applicant", d->applicant, e);
    if (!rc)
        rc = put_stored(now, "submitter", d->submitter, e);
    if (!rc)
        rc = put_stored(now, "answers", *d->answers ? d->answers : "{}", e);
    js_put_text(now, "result_by", d->result_by);
    if (rc)
        return rc;
    *ret = now;
    now = NULL;
    return RC_OK;
}

/* --- one value --- */

static enum rc no_field(const char *path, struct err *e)
{
    err_set(e, RC_REFUSED, "amend_field", N_("\"%.80s\" cannot be amended"), path);
    err_hint(e, N_("Phone, e-mail, address, way of the result and answers can"));
    err_field(e, "%.90s", path);
    return RC_REFUSED;
}

/* Phones as they are kept, other texts through the border. */
static enum rc clean_text(struct buf *out, struct amendment *am, const char *path, const char *text, struct err *e)
{
    if (!strstr(path, ".phone") || !*text)
        return text_accept(out, text, strlen(text), &text_line_limits, path, e);
    char phone[PHONE_SIZE] = "";
    int refused = am->answer->problems.refusals;
    phone_normalise(phone, &am->answer->problems, path, text);
    if (am->answer->problems.refusals > refused)
        return problems_verdict(&am->answer->problems, e);
    return buf_puts(out, phone);
}

static enum rc set_contact(struct amendment *am, const char *whose, const char *key, const struct js *value,
    struct err *e)
{
    char path[100];
    AUTO_BUF clean = buf_limit(4096);
    snprintf(path, sizeof path, "%s.%.60s", whose, key);
    const char *text = js_text(value);
    bool known = strcmp(key, "phone") == 0 || strcmp(key, "email") == 0 || strcmp(key, "address") == 0;
    if (!known || !text || !js_is_object(js_get(am->wanted, whose)))
        return no_field(path, e);
    enum rc rc = clean_text(&clean, am, path, text, e);
    if (rc)
        return rc;
    struct js *person = js_copy(js_get(am->wanted, whose));
    js_put_text(person, key, clean.len ? buf_text(&clean) : NULL);
    js_put(am->wanted, whose, person);
    return RC_OK;
}

static enum rc set_person(struct amendment *am, const char *whose, const struct js *person, struct err *e)
{
    enum rc rc = js_is_object(person) ? RC_OK : no_field(whose, e);
    for (size_t i = 0; i < js_len(person) && !rc; i++) {
        const char *key = js_key_at(person, i);
        rc = set_contact(am, whose, key, js_get(person, key), e);
    }
    return rc;
}

static enum rc set_result_by(struct amendment *am, const struct js *value, struct err *e)
{
    const char *way = js_text(value);
    if (!way || (strcmp(way, "counter") && strcmp(way, "post") && strcmp(way, "online")))
        return err_set(e, RC_REFUSED, "result_by", N_("The result is handed over by counter, post or online"));
    js_put_text(am->wanted, "result_by", way);
    return RC_OK;
}

/* The new answers over the old ones, checked as at reception. */
static enum rc set_answers(struct amendment *am, const struct js *answers, struct err *e)
{
    AUTO_FORM form = NULL;
    AUTO_JS canonical = NULL;
    struct js *filled = NULL;
    const struct dossier *d = &am->o->d;
    if (!js_is_object(answers))
        return no_field("answers", e);
    AUTO_JS merged = js_copy(js_get(am->wanted, "answers"));
    filled = merged;
    for (size_t i = 0; i < js_len(answers); i++)
        js_put(filled, js_key_at(answers, i), js_copy(js_get(answers, js_key_at(answers, i))));
    enum rc rc = form_load(&form, am->o->of->share_dir, d->procedure_code, e);
    if (!rc)
        rc = answers_check(&canonical, &am->answer->problems, form, filled,
            day_of(d->received_at ? d->received_at : clock_now(am->o->of->clock)), e);
    if (!rc)
        js_put(am->wanted, "answers", js_copy(canonical));
    return rc;
}

static enum rc read_document(struct amendment *am, const struct js *document, struct err *e)
{
    enum rc rc = js_is_object(document) ? RC_OK : no_field("", e);
    for (size_t i = 0; i < js_len(document) && !rc; i++) {
        const char *key = js_key_at(document, i);
        const struct js *value = js_get(document, key);
        if (strcmp(key, "applicant") == 0 || strcmp(key, "submitter") == 0)
            rc = set_person(am, key, value, e);
        else if (strcmp(key, "answers") == 0)
            rc = set_answers(am, value, e);
        else if (strcmp(key, "result_by") == 0)
            rc = set_result_by(am, value, e);
        else
            rc = no_field(key, e);
    }
    return rc;
}

/* --- what changes --- */

static enum rc add_change(struct amendment *am, struct js *list, const char *path, struct err *e)
{
    AUTO_STRING before = changes_value(am->now, path);
    AUTO_STRING yours = changes_value(am->wanted, path);
    if (!before || !yours)
        return err_no_memory(e);
    if (strcmp(before, yours) == 0)
        return RC_OK;
    struct js *row = js_object();
    js_put_text(row, "field", path);
    js_put_text(row, "before", before);
    js_put_text(row, "now", yours);
    js_add(list, row);
    am->answers |= strncmp(path, ANSWERS, strlen(ANSWERS)) == 0;
    return RC_OK;
}

static enum rc list_changes(struct amendment *am, struct js *list, struct err *e)
{
    static const char *const paths[] = { "result_by", "applicant.phone", "applicant.email", "applicant.address",
        "submitter.phone", "submitter.email", "submitter.address" };
    const struct js *sides[] = { js_get(am->now, "answers"), js_get(am->wanted, "answers") };
    char path[200];
    enum rc rc = RC_OK;
    for (size_t i = 0; i < sizeof paths / sizeof *paths && !rc; i++)
        rc = add_change(am, list, paths[i], e);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < js_len(sides[side]) && !rc; i++) {
            const char *key = js_key_at(sides[side], i);
            snprintf(path, sizeof path, ANSWERS "%.150s", key);
            if (!side || !js_get(sides[0], key))
                rc = add_change(am, list, path, e);
        }
    return rc;
}

/* Which of the changes somebody else made differently since `version`: each with its three values. */
static enum rc find_conflict(struct amendment *am, const struct js *changes, int version, struct err *e)
{
    struct changes_source seen = { 0 };
    const struct opened *o = am->o;
    if (!version || version == o->d.version)
        return RC_OK;
    enum rc rc = changes_facts(&seen, o->of->db, o->d.id, version, e);
    AUTO_JS base = seen.facts;
    AUTO_JS conflict = js_array();
    for (size_t i = 0; i < js_len(changes) && !rc; i++) {
        const char *path = js_get_text(js_at(changes, i), "field");
        AUTO_STRING before = changes_value(base, path);
        const char *now = js_get_text(js_at(changes, i), "before");
        if (base && before && strcmp(before, now) == 0)
            continue; /* nobody touched it */
        struct js *row = js_object();
        js_put_text(row, "field", path);
        js_put_text(row, "yours", js_get_text(js_at(changes, i), "now"));
        js_put_text(row, "now", now);
        js_put_text(row, "before", base ? before : NULL);
        js_add(conflict, row);
    }
    if (rc || !js_len(conflict))
        return rc;
    am->answer->changes = conflict;
    conflict = NULL;
    return changes_expect(o->of, &o->d, version, e);
}

static enum rc check_changes(struct amendment *am, const struct js *changes, const struct amend_request *request,
    struct err *e)
{
    const struct dossier *d = &am->o->d;
    if (!js_len(changes))
        return err_set(e, RC_REFUSED, "nothing_changed", N_("Everything stands there already; nothing was changed"));
    if (am->answers && !amend_answers_open(d->state)) {
        err_set(e, RC_REFUSED, "amend_frozen", N_("Answers are no longer changed: the dossier is \"%s\""),
            _(state_row(d->state)->name));
        err_hint(e, N_("Phone, e-mail, address and way of the result still can"));
        return RC_REFUSED;
    }
    enum rc rc = opened_reason(am->o, request->reason, am->answers, e);
    return rc ? rc : find_conflict(am, changes, request->version, e);
}

/* --- writing --- */

static enum rc column(char **ret, struct arena *a, const struct js *node, struct err *e)
{
    AUTO_STRING text = NULL;
    enum rc rc = js_is_object(node) ? js_write(&text, node, JS_LINE, e) : RC_OK;
    if (!rc && !(*ret = arena_strdup(a, text)))
        rc = err_no_memory(e);
    return rc;
}

/* The person's own row learns the new phone and address, so that the next visit begins with them. */
static enum rc tell_person(const struct office *of, int64_t id, const struct js *person, struct err *e)
{
    struct citizen c;
    const char *phone = js_get_text(person, "phone"), *email = js_get_text(person, "email"),
               *address = js_get_text(person, "address");
    enum rc rc = id && person ? citizen_load(&c, of->db, id, e) : RC_NOT_FOUND;
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    snprintf(c.phone, sizeof c.phone, "%s", phone ? phone : "");
    snprintf(c.email, sizeof c.email, "%s", email ? email : "");
    snprintf(c.address, sizeof c.address, "%s", address ? address : "");
    return citizen_upsert(of, &c, e);
}

static enum rc write_it(struct amendment *am, struct err *e)
{
    struct dossier *d = &am->o->d;
    struct arena *a = &am->o->arena;
    enum rc rc = column(&d->applicant, a, js_get(am->wanted, "applicant"), e);
    if (!rc)
        rc = column(&d->submitter, a, js_get(am->wanted, "submitter"), e);
    if (!rc)
        rc = column(&d->answers, a, js_get(am->wanted, "answers"), e);
    d->result_by = arena_strdup(a, js_get_text(am->wanted, "result_by"));
    if (!rc)
        rc = d->result_by ? amend_write(am->o->of->db, d, e) : err_no_memory(e);
    if (!rc)
        rc = tell_person(am->o->of, d->applicant_id, js_get(am->wanted, "applicant"), e);
    return rc ? rc : tell_person(am->o->of, d->submitter_id, js_get(am->wanted, "submitter"), e);
}

static enum rc amend(struct opened *o, struct amend_answer *answer, const struct amend_request *request, struct err *e)
{
    AUTO_JS now = NULL;
    enum rc rc = state_row(o->d.state)->open ? as_it_is(&now, &o->d, e) : opened_closed(o, e);
    AUTO_JS wanted = rc ? NULL : js_copy(now);
    AUTO_JS changes = js_array();
    struct amendment am = { .o = o, .answer = answer, .now = now, .wanted = wanted };
    if (!rc)
        rc = read_document(&am, request->document, e);
    if (!rc)
        rc = list_changes(&am, changes, e);
    if (!rc)
        rc = check_changes(&am, changes, request, e);
    if (!rc)
        rc = write_it(&am, e);
    if (rc)
        return rc;
    js_put(o->more, "changes", js_copy(changes));
    answer->changes = changes;
    changes = NULL;
    return RC_OK;
}

enum rc dossier_amend(struct amend_answer *ret, const struct office *of, const char *code,
    const struct amend_request *request, struct err *e)
{
    AUTO_OPENED o = opened_for(of);
    *ret = (struct amend_answer){ 0 };
    enum rc rc = opened_begin(&o, ACTION_DOSSIER_WORK, code, e);
    if (!rc)
        rc = amend(&o, ret, request, e);
    if (!rc)
        rc = opened_finish(&ret->step, &o, &(struct facts_event){ .action = "amended", .deliver = true }, e);
    ret->version = o.d.version;
    return rc;
}
