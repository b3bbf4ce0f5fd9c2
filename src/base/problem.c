/* problem.c - see problem.h. */
#include "base/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"

__attribute__((format(printf, 5, 0))) static void add(struct problems *p, enum severity severity,
    const char *field, const char *code, const char *format, va_list ap)
{
    p->refusals += severity == SEVERITY_REFUSE;
    if (p->count == PROBLEMS_MAX) {
        p->dropped++;
        return;
    }
    struct problem *new = &p->list[p->count++];
    *new = (struct problem){ .severity = severity, .code = code };
    snprintf(new->field, sizeof new->field, "%s", field ? field : "");
    vsnprintf(new->message, sizeof new->message, format, ap);
    utf8_mend(new->field); /* a cut letter would make the whole JSON document impossible */
    utf8_mend(new->message);
}

void problem_warn(struct problems *p, const char *field, const char *code, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add(p, SEVERITY_WARN, field, code, gettext(format), ap);
    va_end(ap);
}

void problem_refuse(struct problems *p, const char *field, const char *code, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add(p, SEVERITY_REFUSE, field, code, gettext(format), ap);
    va_end(ap);
}

bool problems_have(const struct problems *p, const char *code)
{
    for (int i = 0; i < p->count; i++)
        if (strcmp(p->list[i].code, code) == 0)
            return true;
    return false;
}

static const struct problem *first_refusal(const struct problems *p)
{
    for (int i = 0; i < p->count; i++)
        if (p->list[i].severity == SEVERITY_REFUSE)
            return &p->list[i];
    return NULL;
}

enum rc problems_verdict(const struct problems *p, struct err *e)
{
    if (!p->refusals)
        return RC_OK;
    const struct problem *first = first_refusal(p);
    if (!first)
        return err_set(e, RC_REFUSED, "too_many_problems",
            N_("There are more than %d remarks; begin with these"), PROBLEMS_MAX);
    err_set(e, RC_REFUSED, first->code, "%s", first->message);
    err_field(e, "%s", first->field);
    if (p->refusals > 1)
        err_hint(e, N_("%d more places need mending, too"), p->refusals - 1);
    return RC_REFUSED;
}

struct js *problems_json(const struct problems *p)
{
    struct js *all = js_array();
    for (int i = 0; i < p->count; i++) {
        const struct problem *one = &p->list[i];
        struct js *row = js_object();
        js_put_text(row, "severity", one->severity == SEVERITY_REFUSE ? "refuse" : "warn");
        js_put_text(row, "code", one->code);
        js_put_text(row, "field", one->field);
        js_put_text(row, "message", one->message);
        js_add(all, row);
    }
    return all;
}
