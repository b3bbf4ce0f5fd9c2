/* rules.c - see rules.h: what the neutral facts must carry, how codes and moments are written, and the words
 * for staff. */
#include "outbox/rules.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "outbox/rules_private.h"

void misfits_add(struct misfits *p, enum misfit_kind kind, const char *field, ...)
{
    if (p->count < MISFITS_MAX) {
        struct misfit *row = &p->rows[p->count];
        row->kind = kind;
        va_list ap;
        va_start(ap, field);
        vsnprintf(row->field, sizeof row->field, field, ap);
        va_end(ap);
        utf8_mend(row->field);
    }
    p->count++;
}

bool rules_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isdigit((unsigned char)text[i]))
            return false;
    return true;
}

static int number(const char *text, size_t count)
{
    int n = 0;
    for (size_t i = 0; i < count; i++)
        n = n * 10 + (text[i] - '0');
    return n;
}

bool rules_time(int64_t *ret, const char *text)
{
    if (strlen(text) != 14 || !rules_digits(text, 14))
        return false;
    struct day day = { number(text, 4), number(text + 4, 2), number(text + 6, 2) };
    int hour = number(text + 8, 2), minute = number(text + 10, 2), second = number(text + 12, 2);
    if (!day_valid(day) || hour > 23 || minute > 59 || second > 59)
        return false;
    *ret = utc_of(day, hour * 3600 + minute * 60 + second);
    return true;
}

bool rules_dossier_code(const char *text)
{
    size_t unit = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");
    if (!unit || text[unit] != '-')
        return false;
    const char *day = text + unit + 1;
    size_t day_len = strspn(day, "0123456789");
    if ((day_len != 6 && day_len != 8) || day[day_len] != '-')
        return false;
    const char *serial = day + day_len + 1;
    size_t serial_len = strspn(serial, "0123456789");
    return serial_len >= 4 && serial_len <= 7 && !serial[serial_len];
}

bool rules_procedure_code(const char *text)
{
    if (strlen(text) < 8 || !rules_digits(text, 1) || text[1] != '.' || !rules_digits(text + 2, 6))
        return false;
    const char *tail = text + 8;
    return !*tail ||
           (*tail == '.' && tail[1] && !tail[strspn(tail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.")]);
}

size_t rules_length(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

bool rules_filled(const struct js *object, const char *key)
{
    const char *text = js_get_text(object, key);
    return text && *text;
}

/* --- the neutral facts --- */

/* Texts that must be there, and how staff call them. `of` is the object above, "" for the root. */
static const struct fact_rule {
    const char *of, *key, *label;
} fact_rules[] = {
    { "", "code", N_("the dossier code") },
    { "procedure", "code", N_("the procedure's code") },
    { "procedure", "name", N_("the procedure's name") },
    { "procedure", "field", N_("the name of the procedure's field") },
    { "unit", "name", N_("the unit's name") },
    { "applicant", "kind", N_("what kind of applicant it is") },
    { "applicant", "name", N_("the applicant's name") },
    { "applicant", "id_number", N_("the applicant's ID number (12 or 9 digits)") },
    { "", "summary", N_("the dossier's subject") },
    { "", "channel", N_("how the dossier was handed in") },
    { "", "received_at", N_("when the dossier was received") },
    { "actor", "name", N_("who did this step") },
};

/* Moments that a state cannot do without, by its number. */
static const struct {
    int state;
    const char *key, *label;
} fact_moments[] = {
    { 3, "refused_at", N_("when the dossier was refused") },
    { 9, "finished_at", N_("when the work was finished") },
    { 10, "finished_at", N_("when the work was finished") },
    { 10, "returned_at", N_("when the result was handed over") },
};

static void need_text(struct misfits *p, const struct js *facts, const char *of, const char *key)
{
    const struct js *object = *of ? js_get(facts, of) : facts;
    if (!rules_filled(object, key))
        misfits_add(p, MISFIT_MISSING, "%s%s%s", of, *of ? "." : "", key);
}

static void check_moment(struct misfits *p, const struct js *facts, const char *key)
{
    int64_t moment;
    const char *text = js_get_text(facts, key);
    if (text && *text && !iso_time_parse(&moment, text))
        misfits_add(p, MISFIT_FORMAT, "%s", key);
}

void rules_check_facts(struct misfits *ret, const struct js *facts)
{
    *ret = (struct misfits){ 0 };
    for (size_t i = 0; i < sizeof fact_rules / sizeof *fact_rules; i++)
        need_text(ret, facts, fact_rules[i].of, fact_rules[i].key);
    int64_t state = js_get_int(facts, "state_code", 0);
    if (state < 1 || state > 10)
        misfits_add(ret, MISFIT_VALUE, "state_code");
    for (size_t i = 0; i < sizeof fact_moments / sizeof *fact_moments; i++)
        if (fact_moments[i].state == state)
            need_text(ret, facts, "", fact_moments[i].key);

    const char *code = js_get_text(facts, "code"),
               *procedure = js_get_text(js_get(facts, "procedure"), "code");
    if (code && *code && !rules_dossier_code(code))
        misfits_add(ret, MISFIT_FORMAT, "code");
    if (procedure && *procedure && !rules_procedure_code(procedure))
        misfits_add(ret, MISFIT_FORMAT, "procedure.code");
    const char *id = js_get_text(js_get(facts, "applicant"), "id_number");
    size_t id_len = id ? strlen(id) : 0;
    if (id_len && ((id_len != 12 && id_len != 9) || !rules_digits(id, id_len)))
        misfits_add(ret, MISFIT_FORMAT, "applicant.id_number"); /* the portal has no code for other papers */
    const char *summary = js_get_text(facts, "summary"), *actor = js_get_text(js_get(facts, "actor"), "name");
    if (summary && rules_length(summary) > 1000)
        misfits_add(ret, MISFIT_LENGTH, "summary");
    if (actor && rules_length(actor) > 50)
        misfits_add(ret, MISFIT_LENGTH, "actor.name");
    static const char *const moments[] = { "at", "submitted_at", "received_at", "due_at", "finished_at",
        "returned_at", "refused_at" };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        check_moment(ret, facts, moments[i]);
}

static const char *label_of(const char *field)
{
    char name[96];
    for (size_t i = 0; i < sizeof fact_rules / sizeof *fact_rules; i++) {
        const struct fact_rule *rule = &fact_rules[i];
        snprintf(name, sizeof name, "%s%s%s", rule->of, *rule->of ? "." : "", rule->key);
        if (!strcmp(name, field))
            return _(rule->label);
    }
    for (size_t i = 0; i < sizeof fact_moments / sizeof *fact_moments; i++)
        if (!strcmp(fact_moments[i].key, field))
            return _(fact_moments[i].label);
    return field;
}

const char *rules_words(char *out, size_t size, const struct misfit *misfit)
{
    static const char *const formats[] = {
        [MISFIT_MISSING] = N_("The portal needs this and the dossier does not have it: %s"),
        [MISFIT_TYPE] = N_("The portal expects another kind of value for: %s"),
        [MISFIT_FORMAT] = N_("The portal cannot read this as it is written: %s"),
        [MISFIT_LENGTH] = N_("This is longer than the portal keeps: %s"),
        [MISFIT_VALUE] = N_("The portal has no such value for: %s"),
        [MISFIT_UNKNOWN] = N_("The portal does not know this field: %s"),
        [MISFIT_CONFLICT] = N_("This contradicts another date of the dossier: %s"),
    };
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(out, size, _(formats[misfit->kind]), label_of(misfit->field));
#pragma GCC diagnostic pop
    return out;
}
