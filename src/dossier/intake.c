/* intake.c - see intake.h.
 *
 * Order of things: check all, seal the files (durable, but named by nobody yet), then one transaction for the rest.
 * A crash between the two leaves at most a sealed file without a row; never a row without its file.
 */
#include "dossier/intake.h"

#include <string.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "book/tx.h"
#include "catalog/form.h"
#include "dossier/attachment.h"
#include "dossier/draft.h"
#include "dossier/duty.h"
#include "dossier/facts.h"
#include "dossier/intake_document.h"
#include "dossier/linked.h"
#include "dossier/message.h"
#include "dossier/office_calendar.h"
#include "dossier/reuse.h"
#include "people/permission.h"

#define AUTO_DOCUMENT __attribute__((cleanup(intake_document_release))) struct intake_document

/* --- the promise --- */

static enum rc compute_due(struct intake_answer *answer, const struct office *of, const struct intake_document *d,
    struct err *e)
{
    const struct calendar *calendar;
    enum rc rc = office_calendar_shared(&calendar, of, e);
    if (!rc)
        rc = linked_deadline(&answer->deadline, of, &d->procedure, channel_slug(d->channel), d->received_at, calendar, e);
    if (rc)
        return rc;
    answer->due_at = answer->deadline.due;
    if (!answer->due_at)
        problem_warn(&answer->problems, "due_at", "no_limit", N_("The catalogue has no time limit for this procedure; tell the citizen when to ask"));
    return RC_OK;
}

/* The points it would earn as it stands; a refused document, too, so that the clerk sees them while mending it. */
static void judge(struct intake_answer *answer, const struct intake_document *d)
{
    struct index_facts facts;
    if (!d->procedure.code)
        return;
    index_facts_of_document(&facts, d, answer->due_at);
    index766_judge(&answer->index, &facts);
    answer->indexed = true;
}

/* A number at which messages failed before is asked for again, while the citizen stands here. */
static enum rc warn_of_phone(struct problems *p, const struct office *of, const struct citizen *c, struct err *e)
{
    struct citizen known;
    bool bad = false;
    enum rc rc = *c->id_number ? citizen_by_number(&known, of->db, c->id_number, e) : RC_NOT_FOUND;
    if (!rc)
        rc = message_phone_bad(&bad, of, known.id, c->phone, e);
    if (rc == RC_NOT_FOUND) {
        err_clear(e);
        return RC_OK;
    }
    if (!rc && bad)
        problem_warn(p, "applicant.phone", "phone_wrong",
            N_("Nobody was reached at %s before; ask for the telephone number again"), known.phone);
    return rc;
}

/* The clock of an old machine falls back when its battery dies: numbers and promises would start from a wrong day.
 * Minutes are only told; more than a day needs a supervisor's word (PROMISES 3.6). */
#define CLOCK_BACK_TOLD 300

static enum rc warn_of_clock(struct intake_answer *answer, const struct office *of, struct err *e)
{
    char newest[MOMENT_TEXT_SIZE];
    int64_t at;
    enum rc rc = dossier_newest_received(&at, of->db, e);
    if (!rc && answer->received_at < at - CLOCK_BACK_TOLD)
        problem_warn(&answer->problems, "received_at", "clock_back",
            N_("The newest dossier was received %s: the clock of this machine is behind"), moment_text(newest, at));
    return rc;
}

static enum rc check_clock(const struct office *of, const struct dossier *row, const struct js *document, struct err *e)
{
    char newest[MOMENT_TEXT_SIZE], now[MOMENT_TEXT_SIZE];
    int64_t at;
    enum rc rc = dossier_newest_received(&at, of->db, e);
    if (rc || row->received_at >= at - DAY_SECONDS)
        return rc;
    if (intake_confirmed(document, "clock_back") && permission_has(of->role, ACTION_DOSSIER_REVIEW))
        return RC_OK;
    err_set(e, RC_REFUSED, "clock_back", N_("This machine says %s, but the newest dossier was received %s"),
        moment_text(now, row->received_at), moment_text(newest, at));
    err_hint(e, N_("Set date and time right; if they are, a supervisor confirms it: --confirm clock_back"));
    err_field(e, "received_at");
    return RC_REFUSED;
}

static enum rc examine(struct intake_answer *answer, struct intake_document *d, const struct office *of,
    const struct js *document, struct err *e)
{
    enum rc rc = intake_document_read(d, &answer->problems, of, document, e);
    judge(answer, d);
    if (rc)
        return rc;
    answer->received_at = d->received_at;
    answer->fee = d->fee;
    snprintf(answer->fee_note, sizeof answer->fee_note, "%s", d->procedure.fee_note);
    rc = warn_of_phone(&answer->problems, of, &d->applicant, e);
    if (!rc)
        rc = warn_of_clock(answer, of, e);
    if (!rc)
        rc = compute_due(answer, of, d, e);
    if (!rc)
        judge(answer, d);
    return rc;
}

/* --- the rows --- */

static enum rc json_column(char **ret, struct arena *a, struct js *node, struct err *e)
{
    AUTO_JS root = node;
    AUTO_STRING text = NULL;
    enum rc rc = js_write(&text, root, JS_LINE, e);
    if (rc)
        return rc;
    *ret = arena_strdup(a, text);
    return *ret ? RC_OK : err_no_memory(e);
}

static enum rc fill_dossier(struct dossier *ret, const struct office *of, struct intake_document *d,
    const struct intake_answer *answer, struct err *e)
{
    struct arena *a = &d->arena;
    struct dossier row = {
        .procedure_id = d->procedure.id, .procedure_code = arena_strdup(a, d->procedure.code),
        .variant = arena_strdup(a, d->variant), .channel = arena_strdup(a, channel_slug(d->channel)),
        .state = STATE_RECEIVED, .form_version = d->form->version,
        .summary = arena_printf(a, "%s - %s", d->procedure.name, d->applicant.name), .note = arena_strdup(a, d->note),
        .result_by = arena_strdup(a, d->result_by), .fee = d->fee, .fee_note = arena_strdup(a, d->procedure.fee_note),
        .submitted_at = d->received_at, .received_at = d->received_at, .due_at = answer->due_at,
        .holder_id = of->staff_id, .received_by = of->staff_id, .desk = arena_strdup(a, of->desk),
        .components = d->components, .components_count = d->components_count, .submitter = arena_strdup(a, ""),
        .external_code = arena_strdup(a, d->portal_code),
    };
    enum rc rc = json_column(&row.applicant, a, citizen_json(&d->applicant), e);
    if (!rc && d->has_submitter)
        rc = json_column(&row.submitter, a, citizen_json(&d->submitter), e);
    if (!rc)
        rc = json_column(&row.answers, a, d->answers ? js_copy(d->answers) : js_object(), e);
    if (!rc)
        rc = json_column(&row.due_why, a, deadline_reasons_json(&answer->deadline), e);
    *ret = row;
    return rc ? rc : arena_failed(a) ? err_no_memory(e) : RC_OK;
}

/* Same person, same procedure, same day: mostly a second click. It needs a word from the clerk. */
static enum rc check_same_day(const struct office *of, const struct dossier *row, const struct js *document,
    struct intake_answer *answer, struct err *e)
{
    char earlier[DOSSIER_CODE_SIZE];
    enum rc rc = dossier_same_day(earlier, of->db, row->applicant_id, row->procedure_code, day_of(row->received_at), e);
    if (rc || !earlier[0])
        return rc;
    if (intake_confirmed(document, "same_day")) {
        problem_warn(&answer->problems, "applicant", "same_day", N_("This person filed the same procedure today already: %s"), earlier);
        return RC_OK;
    }
    err_set(e, RC_REFUSED, "same_day", N_("This person filed the same procedure today already: %s"), earlier);
    err_hint(e, N_("If a second dossier is really meant, confirm it: --confirm same_day"));
    err_field(e, "applicant");
    return RC_REFUSED;
}

/* One code of the portal is one dossier. */
static enum rc check_portal_code(const struct office *of, const struct dossier *row, struct err *e)
{
    char holder[DOSSIER_CODE_SIZE] = "";
    enum rc rc = *row->external_code ? portal_code_holder(holder, of->db, row->external_code, e) : RC_OK;
    if (rc || !*holder)
        return rc;
    err_set(e, RC_REFUSED, "portal_code_taken", N_("%.60s has the portal's code %.60s already"), holder,
        row->external_code);
    err_hint(e, N_("Look at both on the portal; one of them was typed wrongly"));
    err_field(e, "portal_code");
    return RC_REFUSED;
}

static enum rc save_people(const struct office *of, struct intake_document *d, struct dossier *row, struct err *e)
{
    enum rc rc = citizen_upsert(of, &d->applicant, e);
    if (!rc && d->has_submitter)
        rc = citizen_upsert(of, &d->submitter, e);
    row->applicant_id = d->applicant.id;
    row->submitter_id = d->has_submitter ? d->submitter.id : 0;
    enum message_wish wish = WISH_ANY;
    if (!rc && d->tell_by && message_wish_parse(&wish, d->tell_by))
        rc = message_set_wish(of, d->applicant.id, wish, e);
    return rc;
}

/* The usual holder of this procedure or field, the deputy of who is away; nobody named: who receives it. */
static enum rc give_to_holder(const struct office *of, const struct intake_document *d, struct dossier *row,
    struct js *more, struct err *e)
{
    struct staff holder;
    char usual[STAFF_LOGIN_SIZE] = "";
    enum rc rc = duty_route(&holder, usual, of, &d->procedure, e);
    if (rc || !holder.id)
        return rc;
    row->holder_id = holder.id;
    js_put_text(more, "receiver", holder.name);
    js_put_text(more, "deputy_of", *usual ? usual : NULL);
    return RC_OK;
}

static enum rc number_it(const struct office *of, struct dossier *row, struct arena *a, struct err *e)
{
    int64_t serial;
    char code[DOSSIER_CODE_SIZE];
    struct day day = day_of(row->received_at);
    enum rc rc = dossier_next_serial(&serial, of->db, of->book->unit_code, day, e);
    if (!rc)
        rc = dossier_code(code, of->book->unit_code, day, serial, e);
    if (!rc && !(row->code = arena_strdup(a, code)))
        rc = err_no_memory(e);
    return rc;
}

static enum rc write_files(const struct office *of, struct dossier *row, struct err *e)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < row->files_count && !rc; i++)
        rc = dossier_file_insert(of->db, row->id, &row->files[i], row->received_at, of->staff_id, e);
    return rc;
}

/* One transaction = number + people + dossier + files + journal + deliveries. Nothing is acknowledged before it. */
static enum rc file_it(const struct office *of, struct intake_document *d, struct dossier *row, const struct js *document,
    struct intake_answer *answer, struct err *e)
{
    AUTO_JS more = js_object();
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = save_people(of, d, row, e);
    if (!rc)
        rc = give_to_holder(of, d, row, more, e);
    if (!rc)
        rc = check_same_day(of, row, document, answer, e);
    if (!rc)
        rc = check_clock(of, row, document, e);
    if (!rc)
        rc = check_portal_code(of, row, e);
    if (!rc)
        rc = number_it(of, row, &d->arena, e);
    if (!rc)
        rc = dossier_insert(of->db, row, e);
    if (!rc)
        rc = portal_tick_all(of, row->id, d->portal_ticks, e);
    if (!rc)
        rc = write_files(of, row, e);
    if (!rc)
        rc = component_sources_insert(of->db, row, d->sources, e);
    if (!rc)
        rc = provenance_insert(of->db, row->id, &d->provenance, e);
    if (!rc)
        rc = facts_append(&answer->deliveries, of, row,
            &(struct facts_event){ .action = "received", .more = more, .deliver = true }, e);
    return rc ? rc : tx_commit(&tx, e);
}

static enum rc seal_files(const struct office *of, struct intake_document *d, struct dossier *row, struct err *e)
{
    row->files = arena_array(&d->arena, d->files_count + d->reused_count + 1, sizeof *row->files);
    if (!row->files)
        return err_no_memory(e);
    for (size_t i = 0; i < d->files_count; i++) {
        enum rc rc = attachment_seal(&row->files[i], of, d->components[d->files[i].component].id, d->files[i].path,
            &d->arena, e);
        if (rc)
            return rc;
        row->files_count++;
    }
    for (size_t i = 0; i < d->reused_count; i++)
        row->files[row->files_count++] = d->reused[i];
    return RC_OK;
}

/* --- drafts --- */

static const char *person_key(const struct js *document)
{
    const char *number = js_get_text(js_get(document, "applicant"), "id_number");
    const char *card = js_get_text(document, "card");
    return number ? number : card ? card : "";
}

/* Keeps what was typed; the one draft of this person and procedure is written over, so none pile up. */
static enum rc keep_draft(struct intake_answer *answer, const struct office *of, const struct js *document, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct draft draft = { 0 };
    char key[40];
    const char *code = js_get_text(document, "procedure");
    snprintf(key, sizeof key, "%.*s", (int)strcspn(person_key(document), "|"), person_key(document));
    enum rc rc = draft_find(&draft, of, key, code ? code : "", &a, e);
    AUTO_STRING text = NULL;
    if (!rc)
        rc = js_write(&text, document, JS_LINE, e);
    if (rc)
        return rc;
    const char *name = js_get_text(js_get(document, "applicant"), "name");
    draft.person_key = key;
    draft.procedure_code = arena_strdup(&a, code);
    draft.title = arena_printf(&a, "%s %.100s", code ? code : "", name ? name : "");
    draft.document = text;
    rc = arena_failed(&a) ? err_no_memory(e) : draft_save(of, &draft, e);
    if (!rc)
        answer->draft_id = draft.id;
    return rc;
}

/* The draft of a document that is now filed is done with. */
static void drop_draft(const struct office *of, const struct js *document)
{
    AUTO_ARENA a = { 0 };
    struct draft draft;
    char key[40];
    const char *code = js_get_text(document, "procedure");
    snprintf(key, sizeof key, "%.*s", (int)strcspn(person_key(document), "|"), person_key(document));
    if (draft_find(&draft, of, key, code ? code : "", &a, NULL) == RC_OK && draft.id) {
        enum rc ignored = draft_delete(of, draft.id, NULL); /* an old draft is only an offer */
        (void)ignored;
    }
}

/* --- what others call --- */

static enum rc receive(struct intake_answer *answer, const struct office *of, const struct js *document, struct err *e)
{
    AUTO_DOCUMENT d = { 0 };
    struct dossier row = { 0 };
    enum rc rc = permission_check(of->role, ACTION_INTAKE, e);
    if (!rc)
        rc = examine(answer, &d, of, document, e);
    if (!rc)
        rc = fill_dossier(&row, of, &d, answer, e);
    if (!rc)
        rc = seal_files(of, &d, &row, e);
    if (!rc)
        rc = file_it(of, &d, &row, document, answer, e);
    if (rc)
        return rc;
    snprintf(answer->code, sizeof answer->code, "%s", row.code);
    answer->dossier_id = row.id;
    /* as the book now has it; a failure to read it again takes nothing back */
    enum rc judged = index766_load(&answer->index, of->db, row.id, answer->received_at, NULL);
    (void)judged;
    return RC_OK;
}

enum rc intake_receive(struct intake_answer *ret, const struct office *of, const struct js *document, struct err *e)
{
    *ret = (struct intake_answer){ 0 };
    if (js_get_true(document, "draft"))
        return keep_draft(ret, of, document, e);
    enum rc rc = receive(ret, of, document, e);
    if (rc == RC_OK)
        drop_draft(of, document);
    else if (js_is_object(document)) {
        enum rc kept = keep_draft(ret, of, document, NULL); /* the refusal is what must be told */
        (void)kept;
    }
    return rc;
}

enum rc intake_review(struct intake_answer *ret, const struct office *of, const struct js *document, struct err *e)
{
    AUTO_DOCUMENT d = { 0 };
    *ret = (struct intake_answer){ 0 };
    return examine(ret, &d, of, document, e);
}

static struct js *warnings_json(const struct problems *problems)
{
    struct js *list = js_array();
    for (int i = 0; i < problems->count; i++) {
        struct js *node = js_object();
        js_put_text(node, "code", problems->list[i].code);
        js_put_text(node, "message", problems->list[i].message);
        js_put_text(node, "field", problems->list[i].field);
        js_add(list, node);
    }
    return list;
}

struct js *intake_answer_json(const struct intake_answer *answer)
{
    char text[ISO_TIME_SIZE];
    struct js *json = js_object();
    if (answer->draft_id) {
        js_put_text(json, "state", "draft");
        js_put_int(json, "draft", answer->draft_id);
        js_put(json, "warnings", warnings_json(&answer->problems));
        return json;
    }
    js_put_text(json, "code", answer->code);
    js_put_text(json, "state", "received");
    js_put_text(json, "received_at", iso_time(text, answer->received_at));
    js_put_text(json, "due_at", answer->due_at ? iso_time(text, answer->due_at) : NULL);
    js_put(json, "due_why", deadline_reasons_json(&answer->deadline));
    js_put_int(json, "fee", answer->fee);
    js_put_text(json, "fee_note", answer->fee_note[0] ? answer->fee_note : NULL);
    js_put(json, "warnings", warnings_json(&answer->problems));
    js_put(json, "index766", index766_json(&answer->index));
    js_put_int(json, "deliveries", answer->deliveries);
    return json;
}
