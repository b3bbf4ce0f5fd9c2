/* intake_document.c - see intake_document.h. */
#include "dossier/intake_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/book.h"
#include "catalog/answers.h"
#include "catalog/form.h"
#include "dossier/message.h"
#include "dossier/money.h"
#include "dossier/pieces.h"
#include "dossier/reuse.h"
#include "people/idcard.h"

static const char *const known_keys[] = {
    "procedure", "variant", "channel", "applicant", "card", "submitter", "answers", "components", "result_by", "note",
    "draft", "confirmed", "portal_code", "portal_ticks", "sources", "second", "tell_by",
};

/* What a person and a paper may hold; `dossier show` prints a paper's name and mode, too. */
static const char *const person_keys[] = {
    "kind", "id_number", "old_id", "name", "birth_date", "sex", "ethnic", "address", "hamlet", "phone", "email",
    "vneid_verified", NULL,
};
static const char *const component_keys[] = {
    "id", "name", "mode", "originals", "certified", "copies", "files", "replaced_by", "source", NULL,
};

static void check_keys(struct problems *p, const struct js *document)
{
    for (size_t i = 0; i < js_len(document); i++) {
        const char *key = js_key_at(document, i);
        bool known = false;
        for (size_t k = 0; k < sizeof known_keys / sizeof *known_keys && !known; k++)
            known = strcmp(known_keys[k], key) == 0;
        if (!known)
            problem_refuse(p, key, "unknown_key", N_("An intake document has no part called \"%.60s\""), key);
    }
    const struct js *draft = js_get(document, "draft");
    if (draft && !js_is_null(draft) && !js_is_bool(draft))
        problem_refuse(p, "draft", "wrong_type", N_("Yes or no (true, false) is expected here"));
}

/* A key nobody reads is said, so that "fone" does not lose a telephone number in silence. */
static void warn_of_unread(struct problems *p, const struct js *node, const char *field, const char *const *keys)
{
    for (size_t i = 0; js_is_object(node) && i < js_len(node); i++) {
        const char *key = js_key_at(node, i);
        bool known = false;
        for (size_t k = 0; keys[k] && !known; k++)
            known = strcmp(keys[k], key) == 0;
        if (!known)
            problem_warn(p, field, "unknown_key", N_("\"%.60s\" is not read here; look at how it is written"), key);
    }
}

/* A word of a list; NULL when absent or null. Another type is refused, not taken for absent. */
static const char *word_of(struct problems *p, const struct js *node, const char *key, const char *field)
{
    const struct js *value = js_get(node, key);
    if (value && !js_is_null(value) && !js_is_text(value))
        problem_refuse(p, field, "not_text", N_("%s must be a text"), key);
    return js_get_text(node, key);
}

/* One text of the document through the border; "" when it is not there or wrong (then a problem tells it). */
static const char *accept(struct intake_document *d, struct problems *p, const struct js *node, const char *field,
    const struct text_limits *limits)
{
    if (!node || js_is_null(node))
        return "";
    const char *text = js_text(node);
    if (!text) {
        problem_refuse(p, field, "not_text", N_("%s must be a text"), field);
        return "";
    }
    struct err e = { 0 };
    AUTO_BUF out = buf_limit(1 << 20);
    if (text_accept(&out, text, strlen(text), limits, field, &e)) {
        problem_refuse(p, field, e.code, "%s", e.message);
        return "";
    }
    return arena_strdup(&d->arena, buf_text(&out));
}

/* --- procedure, variant, channel --- */

static enum rc read_procedure(struct intake_document *d, const struct office *of, const struct js *document, struct err *e)
{
    const char *code = js_get_text(document, "procedure");
    if (!code || !*code) {
        err_set(e, RC_REFUSED, "procedure_missing", N_("The document does not say which procedure is asked for"));
        err_field(e, "procedure");
        return RC_REFUSED;
    }
    enum rc rc = procedure_load(&d->procedure, of->db, &d->arena, code, day_of(d->received_at), e);
    if (rc)
        err_field(e, "procedure");
    if (!rc && strcmp(d->procedure.served, "here")) {
        err_set(e, RC_REFUSED, "served_elsewhere", N_("%.100s is not filed at the commune: %.200s"), d->procedure.name,
            d->procedure.place);
        err_field(e, "procedure");
        return RC_REFUSED;
    }
    return rc;
}

/* Filed on the portal by hand: its code there, and the boxes that were ticked off on the way. */
static void read_portal(struct intake_document *d, struct problems *p, const struct js *document)
{
    const struct js *code = js_get(document, "portal_code"), *ticks = js_get(document, "portal_ticks");
    struct err e = { 0 };
    if (code && !js_is_null(code) && portal_code_read(d->portal_code, js_text(code) ? js_text(code) : "", &e))
        problem_refuse(p, "portal_code", e.code, "%s", e.message);
    if (d->portal_code[0] && d->channel != CHANNEL_ONLINE)
        problem_refuse(p, "channel", "portal_channel", N_("What was filed on the portal comes by the channel online"));
    if (ticks && !js_is_array(ticks) && !js_is_null(ticks))
        problem_refuse(p, "portal_ticks", "not_array", N_("The boxes ticked off must be given as a list"));
    d->portal_ticks = ticks;
}

static void read_choices(struct intake_document *d, struct problems *p, const struct js *document)
{
    const char *channel = word_of(p, document, "channel", "channel");
    bool offered = true;
    d->channel = CHANNEL_DIRECT;
    if (channel && !channel_parse(&d->channel, channel))
        problem_refuse(p, "channel", "channel", N_("The channel is direct, online or post, not \"%.40s\""), channel);
    (void)procedure_limit_for(&d->procedure, d->channel, &offered);
    if (!offered)
        problem_warn(p, "channel", "channel_not_offered", N_("The catalogue does not offer this channel for %.100s"),
            d->procedure.name);
    d->variant = accept(d, p, js_get(document, "variant"), "variant", &text_line_limits);
    if (*d->variant && !procedure_variant(&d->procedure, d->variant))
        problem_refuse(p, "variant", "no_such_variant", N_("%.100s has no case \"%.40s\""), d->procedure.name, d->variant);
    read_portal(d, p, document);
    const char *result_by = word_of(p, document, "result_by", "result_by");
    d->result_by = arena_strdup(&d->arena, result_by ? result_by : "counter");
    if (strcmp(d->result_by, "counter") && strcmp(d->result_by, "post") && strcmp(d->result_by, "online"))
        problem_refuse(p, "result_by", "result_by", N_("The result is handed over by counter, post or online"));
    d->note = accept(d, p, js_get(document, "note"), "note", &text_note_limits);
    enum message_wish wish;
    const char *tell_by = word_of(p, document, "tell_by", "tell_by");
    if (tell_by && !message_wish_parse(&wish, tell_by))
        problem_refuse(p, "tell_by", "tell_by", N_("A wish is one of: any, no_zalo, call, nothing"));
    else if (tell_by)
        d->tell_by = message_wish_slug(wish);
}

/* --- people --- */

/* What the card says, and from the document only what a card cannot say. */
static enum rc read_card(struct intake_document *d, struct problems *p, const char *payload, const struct js *besides,
    struct day today, struct err *e)
{
    struct idcard card;
    struct err trouble = { 0 };
    enum rc rc = idcard_parse(&card, p, payload, strlen(payload), today, &trouble);
    if (rc == RC_REFUSED) {
        problem_refuse(p, "card", trouble.code, "%s", trouble.message);
        return RC_OK;
    }
    if (rc)
        return err_no_memory(e);
    citizen_from_card(&d->applicant, &card);
    const char *phone = js_get_text(besides, "phone");
    if (phone)
        phone_normalise(d->applicant.phone, p, "applicant.phone", phone);
    if (js_get_true(besides, "vneid_verified"))
        d->applicant.vneid_level = 2;
    citizen_check(&d->applicant, p, "applicant", today, ID_CARD);
    return RC_OK;
}

static enum rc read_people(struct intake_document *d, struct problems *p, const struct js *document, struct err *e)
{
    struct day today = day_of(d->received_at);
    const char *card = word_of(p, document, "card", "card");
    const struct js *applicant = js_get(document, "applicant"), *submitter = js_get(document, "submitter");
    enum rc rc = RC_OK;
    warn_of_unread(p, applicant, "applicant", person_keys);
    warn_of_unread(p, submitter, "submitter", person_keys);
    if (card)
        rc = read_card(d, p, card, applicant, today, e);
    else if (js_is_object(applicant))
        rc = citizen_from_json(&d->applicant, p, applicant, "applicant", today, e);
    else
        problem_refuse(p, "applicant", "applicant_missing",
            N_("The applicant is missing: scan the card or type the number and name"));
    d->has_submitter = js_is_object(submitter);
    if (!rc && d->has_submitter)
        rc = citizen_from_json(&d->submitter, p, submitter, "submitter", today, e);
    else if (submitter && !d->has_submitter && !js_is_null(submitter))
        problem_refuse(p, "submitter", "not_object", N_("The submitter must be given like the applicant, or be null"));
    return rc;
}

/* --- the checklist --- */

static int count_of(struct problems *p, const struct js *node, const char *key, const char *field, int fallback)
{
    const struct js *value = js_get(node, key);
    if (!value)
        return fallback;
    int64_t n = js_int(value, -1);
    if (n < 0 || n > 999)
        problem_refuse(p, field, "component_count", N_("The number of sheets must be between 0 and 999"));
    return n < 0 || n > 999 ? 0 : (int)n;
}

static void read_files(struct intake_document *d, struct problems *p, const struct js *node, const char *field)
{
    const struct js *files = js_get(node, "files");
    if (files && !js_is_array(files) && !js_is_null(files))
        problem_refuse(p, field, "not_array", N_("The files of a paper must be given as a list"));
    for (size_t i = 0; i < js_len(files); i++) {
        const char *path = js_text(js_at(files, i));
        if (!path || !*path)
            problem_refuse(p, field, "file_name", N_("A file is named by its path"));
        else if (d->files_count == INTAKE_FILES_MAX)
            problem_refuse(p, field, "files_many", N_("At most %d files go with one dossier"), INTAKE_FILES_MAX);
        else
            d->files[d->files_count++] = (struct intake_file){ d->components_count, arena_strdup(&d->arena, path) };
    }
}

/* A scan of an earlier dossier stands for the paper: its sealed files are named once more. */
static void read_reused(struct intake_document *d, struct problems *p, const struct office *of, const struct js *node,
    const struct procedure_component *known, const char *field)
{
    const char *source = js_get_text(node, "source");
    struct dossier_file *files = NULL;
    size_t count = 0;
    struct err trouble = { 0 };
    if (!source || !*source) {
        problem_refuse(p, field, "reuse_source", N_("\"%.100s\": say of which dossier the scan is used again"), known->name);
        return;
    }
    if (reuse_files(&files, &count, of, d->applicant.id_number, known, source, &d->arena, &trouble)) {
        problem_refuse(p, field, trouble.code, "%s", trouble.message);
        return;
    }
    d->sources[d->components_count] = arena_strdup(&d->arena, source);
    for (size_t i = 0; i < count && d->reused_count < INTAKE_FILES_MAX; i++)
        d->reused[d->reused_count++] = files[i];
}

static void read_component(struct intake_document *d, struct problems *p, const struct office *of, const struct js *node,
    const char *field)
{
    const char *id = js_get_text(node, "id");
    const struct procedure_component *known = id ? procedure_component(&d->procedure, id) : NULL;
    if (!known) {
        problem_refuse(p, field, "no_such_component", N_("%.100s has no paper called \"%.60s\""), d->procedure.name,
            id ? id : "");
        return;
    }
    for (size_t i = 0; i < d->components_count; i++)
        if (strcmp(d->components[i].id, id) == 0) {
            problem_refuse(p, field, "component_twice", N_("The paper \"%.80s\" stands in the checklist twice"), known->name);
            return;
        }
    struct dossier_component *c = &d->components[d->components_count];
    *c = (struct dossier_component){
        .id = arena_strdup(&d->arena, id), .name = arena_strdup(&d->arena, known->name),
        .present_only = known->present_only, .originals = count_of(p, node, "originals", field, known->originals),
        .certified = count_of(p, node, "certified", field, 0), .copies = count_of(p, node, "copies", field, 0),
        .replaced_by = arena_strdup(&d->arena, word_of(p, node, "replaced_by", field)),
    };
    if (strcmp(c->replaced_by, REUSE_DATABASE) == 0)
        read_reused(d, p, of, node, known, field);
    else if (*c->replaced_by && !component_replaced_by(known, c->replaced_by))
        problem_refuse(p, field, "not_replaceable", N_("\"%.80s\" cannot be replaced by data of \"%.40s\""), known->name,
            c->replaced_by);
    read_files(d, p, node, field);
    warn_of_unread(p, node, field, component_keys);
    d->components_count++;
}

/* What the procedure asks for and the document does not have: said, not refused; the clerk knows the case. */
static void warn_of_missing(struct intake_document *d, struct problems *p)
{
    const struct procedure_case which = { *d->variant ? d->variant : NULL, d->channel, d->has_submitter };
    for (size_t i = 0; i < d->procedure.components_count; i++) {
        const struct procedure_component *c = &d->procedure.components[i];
        bool here = procedure_needs(&d->procedure, c, &which) != COMPONENT_NEEDED;
        for (size_t k = 0; k < d->components_count && !here; k++)
            here = strcmp(d->components[k].id, c->id) == 0;
        if (!here)
            problem_warn(p, "components", "component_missing", N_("Not in the checklist yet: %.150s"), c->name);
    }
}

static void read_components(struct intake_document *d, struct problems *p, const struct office *of,
    const struct js *document)
{
    const struct js *list = js_get(document, "components");
    if (list && !js_is_array(list) && !js_is_null(list))
        problem_refuse(p, "components", "not_array", N_("The papers must be given as a list"));
    for (size_t i = 0; js_is_array(list) && i < js_len(list); i++) {
        char field[48];
        snprintf(field, sizeof field, "components[%zu]", i);
        if (d->components_count == INTAKE_COMPONENTS_MAX) {
            problem_refuse(p, field, "components_many", N_("At most %d papers go with one dossier"), INTAKE_COMPONENTS_MAX);
            return;
        }
        read_component(d, p, of, js_at(list, i), field);
    }
    warn_of_missing(d, p);
}

/* --- the form --- */

/* What the province council set for this unit where it may, else the catalogue's fee. */
static enum rc find_fee(struct intake_document *d, const struct office *of, struct err *e)
{
    struct council_fee council;
    struct money_fee fee;
    const struct procedure *p = &d->procedure;
    d->fee_known = pieces_fee(&d->fee, p, d->channel, d->answers);
    if (d->fee_known && !p->council)
        return RC_OK;
    enum rc rc = council_fee_load(&council, of->db, p->code, d->channel, day_of(d->received_at), &d->arena, e);
    if (rc)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    const struct money_request request = { .pieces = pieces_count(p, d->answers), .copies = 1, .has_price = true,
        .price = council.price, .basis = council.basis };
    if (request.pieces > MONEY_PIECES_MAX)
        return RC_OK; /* counted at the till, line by line */
    rc = money_fee(&fee, p, d->channel, &request, e);
    d->fee_known = !rc;
    d->fee = rc ? 0 : fee.amount;
    return rc;
}

/* Never ask twice: what the card and the book already say fills the form where it is empty. */
static struct js *known_facts(const struct intake_document *d, const struct office *of)
{
    struct js *known = js_object(), *unit = js_object();
    js_put(known, "applicant", citizen_json(&d->applicant));
    if (d->has_submitter)
        js_put(known, "submitter", citizen_json(&d->submitter));
    js_put_text(unit, "code", of->book->unit_code);
    js_put_text(unit, "name", of->book->unit_name);
    js_put(known, "unit", unit);
    return known;
}

static enum rc read_answers(struct intake_document *d, struct problems *p, const struct office *of,
    const struct js *document, struct err *e)
{
    enum rc rc = form_shared(&d->form, of, d->procedure.code, e);
    if (rc)
        return rc;
    const struct js *answers = js_get(document, "answers");
    if (answers && !js_is_object(answers) && !js_is_null(answers)) {
        problem_refuse(p, "answers", "not_object", N_("The answers must be given as an object"));
        return RC_OK;
    }
    AUTO_JS filled = js_is_object(answers) ? js_copy(answers) : js_object();
    AUTO_JS known = known_facts(d, of);
    answers_propose(filled, d->form, known, day_of(d->received_at));
    rc = answers_check(&d->answers, p, d->form, filled, day_of(d->received_at), e);
    if (rc && rc != RC_REFUSED)
        return rc;
    const struct js *second = js_get(document, "second");
    if (second && !js_is_object(second) && !js_is_null(second))
        problem_refuse(p, "second", "not_object", N_("The answers must be given as an object"));
    else if (second && !js_is_null(second))
        rc = answers_second(p, d->form, d->answers, second, day_of(d->received_at), e);
    if (rc && rc != RC_REFUSED)
        return rc;
    return provenance_read(&d->provenance, p, document, d->answers, d->form, e); /* refusals stand in the problems */
}

bool intake_confirmed(const struct js *document, const char *word)
{
    const struct js *list = js_get(document, "confirmed");
    for (size_t i = 0; js_is_array(list) && i < js_len(list); i++) {
        const char *text = js_text(js_at(list, i));
        if (text && strcmp(text, word) == 0)
            return true;
    }
    return false;
}

enum rc intake_document_read(struct intake_document *d, struct problems *problems, const struct office *of,
    const struct js *document, struct err *e)
{
    *d = (struct intake_document){ .received_at = clock_now(of->clock) };
    if (!js_is_object(document))
        return err_set(e, RC_REFUSED, "not_object", N_("An intake document is one JSON object"));
    enum rc rc = read_procedure(d, of, document, e);
    if (rc)
        return rc;
    check_keys(problems, document);
    read_choices(d, problems, document);
    rc = read_people(d, problems, document, e);
    read_components(d, problems, of, document);
    if (!rc)
        rc = read_answers(d, problems, of, document, e);
    if (rc)
        return rc;
    rc = find_fee(d, of, e);
    if (rc)
        return rc;
    if (!d->fee_known) {
        d->fee = 0;
        problem_warn(problems, "fee", "fee_unknown", N_("The fee is set by the province council and is not in the catalogue yet"));
    }
    if (procedure_to_confirm(&d->procedure))
        problem_warn(problems, "procedure", "to_confirm", N_("Some figures of this procedure are still to be confirmed"));
    if (arena_failed(&d->arena))
        return err_no_memory(e);
    return problems_verdict(problems, e);
}

void intake_document_release(struct intake_document *d)
{
    js_free(d->answers);
    provenance_release(&d->provenance);
    arena_release(&d->arena);
    *d = (struct intake_document){ 0 };
}
