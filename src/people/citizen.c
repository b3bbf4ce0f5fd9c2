/* citizen.c - see citizen.h. */
#include "people/citizen.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/problem.h"
#include "base/text.h"
#include "people/idcard.h"

static const char *const kinds[PERSON_KINDS] = { "citizen", "business", "household_business", "agency",
    "organisation" };

const char *person_kind_slug(enum person_kind kind)
{
    return kinds[kind];
}

bool person_kind_parse(enum person_kind *ret, const char *slug)
{
    for (int i = 0; i < PERSON_KINDS; i++)
        if (strcmp(kinds[i], slug) == 0) {
            *ret = (enum person_kind)i;
            return true;
        }
    return false;
}

/* "applicant" and "phone" -> "applicant.phone"; an empty prefix gives the field alone. */
static const char *field_name(char out[96], const char *prefix, const char *field)
{
    snprintf(out, 96, "%s%s%s", prefix, *prefix ? "." : "", field);
    return out;
}

/* --- reading --- */

struct reading {
    struct problems *p;
    const struct js *node;
    const char *prefix;
};

/* One text through the border into a fixed place; what does not pass is a refusal and leaves "". */
static void read_text(const struct reading *r, char *out, size_t size, const char *key)
{
    char field[96];
    const struct js *value = js_get(r->node, key);
    out[0] = '\0';
    if (!value || js_is_null(value))
        return;
    field_name(field, r->prefix, key);
    const char *text = js_text(value);
    if (!text) {
        problem_refuse(r->p, field, "wrong_type", N_("A text is expected here"));
        return;
    }
    AUTO_BUF clean = buf_limit(size - 1);
    struct text_limits limits = { .bytes = size - 1 };
    struct err e = { 0 };
    if (text_accept(&clean, text, strlen(text), &limits, field, &e)) {
        problem_refuse(r->p, field, e.code ? e.code : "text", "%s", e.message);
        return;
    }
    const char *from = buf_text(&clean);
    from += strspn(from, " ");
    size_t n = strlen(from);
    while (n && from[n - 1] == ' ')
        n--;
    memcpy(out, from, n);
    out[n] = '\0';
}

static void read_number(const struct reading *r, struct citizen *c)
{
    char typed[64], field[96];
    read_text(r, typed, sizeof typed, "id_number");
    bool branch = c->kind != PERSON_CITIZEN && strlen(typed) == 14 && typed[10] == '-';
    bool fits = branch ? snprintf(c->id_number, sizeof c->id_number, "%s", typed) > 0
                       : digits_normalise(c->id_number, sizeof c->id_number, typed);
    if (!fits) {
        problem_refuse(r->p, field_name(field, r->prefix, "id_number"), "id_number_length",
            N_("A personal number has 12 digits, these are %zu"), strlen(typed));
        c->id_number[0] = '\0';
    }
}

static void read_phone(const struct reading *r, struct citizen *c)
{
    char typed[64], field[96];
    read_text(r, typed, sizeof typed, "phone");
    if (*typed)
        phone_normalise(c->phone, r->p, field_name(field, r->prefix, "phone"), typed);
}

static void read_choices(const struct reading *r, struct citizen *c)
{
    char typed[64], field[96];
    read_text(r, typed, sizeof typed, "kind");
    if (*typed && !person_kind_parse(&c->kind, typed))
        problem_refuse(r->p, field_name(field, r->prefix, "kind"), "person_kind",
            N_("The kind must be citizen, business, household_business, agency or organisation"));
    read_text(r, typed, sizeof typed, "sex");
    if (*typed && !sex_parse(&c->sex, typed))
        problem_refuse(
            r->p, field_name(field, r->prefix, "sex"), "sex", N_("The sex must be female or male"));
    const struct js *verified = js_get(r->node, "vneid_verified");
    if (verified && !js_is_null(verified) && !js_is_bool(verified))
        problem_refuse(r->p, field_name(field, r->prefix, "vneid_verified"), "wrong_type",
            N_("Yes or no (true, false) is expected here"));
    c->vneid_level = js_true(verified) ? 2 : 0;
}

enum rc citizen_from_json(struct citizen *ret, struct problems *p, const struct js *node, const char *prefix,
    struct day today, struct err *e)
{
    (void)e;
    struct citizen c = { .source = "typed" };
    *ret = c;
    if (!js_is_object(node)) {
        problem_refuse(p, prefix, "person_missing", N_("Who it is for is missing"));
        return RC_OK;
    }
    const struct reading r = { p, node, prefix };
    read_choices(&r, &c);
    read_number(&r, &c);
    read_text(&r, c.name, sizeof c.name, "name");
    read_text(&r, c.birth_date, sizeof c.birth_date, "birth_date");
    read_text(&r, c.old_id, sizeof c.old_id, "old_id");
    read_text(&r, c.ethnic, sizeof c.ethnic, "ethnic");
    read_text(&r, c.address, sizeof c.address, "address");
    read_text(&r, c.hamlet, sizeof c.hamlet, "hamlet");
    read_text(&r, c.email, sizeof c.email, "email");
    read_phone(&r, &c);
    citizen_check(&c, p, prefix, today, ID_TYPED);
    *ret = c;
    return RC_OK;
}

void citizen_from_card(struct citizen *ret, const struct idcard *card)
{
    struct citizen c = { .kind = PERSON_CITIZEN, .sex = card->sex, .source = "card" };
    snprintf(c.id_number, sizeof c.id_number, "%s", card->id_number);
    snprintf(c.old_id, sizeof c.old_id, "%s", card->old_id);
    snprintf(c.name, sizeof c.name, "%s", card->name);
    snprintf(c.address, sizeof c.address, "%s", card->address);
    if (card->birth.y)
        iso_day(c.birth_date, card->birth);
    *ret = c;
}

/* --- checking --- */

static void check_birth_date(const struct citizen *c, struct problems *p, const char *field, struct day today)
{
    struct day birth;
    if (!c->birth_date[0])
        return;
    if (!birth_date_parse(&birth, c->birth_date)) {
        problem_refuse(p, field, "birth_date",
            N_("The birth date \"%s\" is no day; write 1985-08-15, or 1985 when only the year is known"),
            c->birth_date);
        return;
    }
    struct day first = { birth.y, birth.m ? birth.m : 1, birth.d ? birth.d : 1 };
    if (day_compare(first, today) > 0)
        problem_refuse(
            p, field, "birth_date_future", N_("The birth date %s has not come yet"), c->birth_date);
    else if (today.y - birth.y > 115)
        problem_warn(
            p, field, "birth_date_old", N_("Born in %d: older than anybody known; look again"), birth.y);
}

/* Whether this field was refused already: a name with a forbidden sign is not missing as well. */
static bool told(const struct problems *p, const char *field)
{
    for (int i = 0; i < p->count; i++)
        if (p->list[i].severity == SEVERITY_REFUSE && strcmp(p->list[i].field, field) == 0)
            return true;
    return false;
}

static void check_name(const struct citizen *c, struct problems *p, const char *field)
{
    if (!c->name[0] && told(p, field))
        return;
    if (!c->name[0])
        problem_refuse(p, field, "name_missing", N_("The name is missing"));
    else if (c->kind == PERSON_CITIZEN && strpbrk(c->name, "0123456789"))
        problem_refuse(p, field, "name_digits", N_("There is a digit in the name"));
    else if (c->kind == PERSON_CITIZEN && text_mixed_scripts(c->name, strlen(c->name)))
        problem_warn(
            p, field, "name_mixed", N_("One letter of the name comes from another alphabet; type it again"));
}

static bool email_plausible(const char *email)
{
    const char *at = strchr(email, '@');
    return at && at != email && !strchr(at + 1, '@') && strchr(at + 1, '.') && !strchr(email, ' ') &&
           at[1] != '.' && email[strlen(email) - 1] != '.';
}

void citizen_check(
    const struct citizen *c, struct problems *p, const char *prefix, struct day today, enum id_source source)
{
    char field[96];
    check_name(c, p, field_name(field, prefix, "name"));
    check_birth_date(c, p, field_name(field, prefix, "birth_date"), today);
    field_name(field, prefix, "id_number");
    if (c->id_number[0] && c->kind == PERSON_CITIZEN)
        id_number_check(p, field, c->id_number, c->birth_date, c->sex, today, source);
    else if (c->id_number[0] && c->kind != PERSON_AGENCY)
        tax_code_check(p, field, c->id_number);
    if (c->old_id[0] && !old_id_valid(c->old_id) && strlen(c->old_id) != 12)
        problem_warn(p, field_name(field, prefix, "old_id"), "old_id_odd", N_("An old CMND has 9 digits"));
    if (c->email[0] && !email_plausible(c->email))
        problem_refuse(
            p, field_name(field, prefix, "email"), "email", N_("An e-mail address looks like ten@vidu.vn"));
}

/* --- writing --- */

static void put(struct js *object, const char *key, const char *text)
{
    js_put_text(object, key, *text ? text : NULL);
}

struct js *citizen_json(const struct citizen *c)
{
    struct js *all = js_object();
    js_put_text(all, "kind", person_kind_slug(c->kind));
    put(all, "id_number", c->id_number);
    if (c->old_id[0])
        put(all, "old_id", c->old_id);
    js_put_text(all, "name", c->name);
    put(all, "birth_date", c->birth_date);
    put(all, "sex", sex_slug(c->sex));
    if (c->ethnic[0])
        put(all, "ethnic", c->ethnic);
    js_put_text(all, "address", c->address);
    if (c->hamlet[0])
        put(all, "hamlet", c->hamlet);
    put(all, "phone", c->phone);
    put(all, "email", c->email);
    js_put_bool(all, "vneid_verified", c->vneid_level >= 2);
    return all;
}
