/* procedure_words.c - see procedure_words.h. */
#include "catalog/procedure_words.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

const char *money_text(char out[MONEY_TEXT_SIZE], int64_t sum)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)sum), to = 0;
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0 && digits[i - 1] != '-')
            out[to++] = '.';
        out[to++] = digits[i];
    }
    out[to] = '\0';
    return out;
}

/* "working days", "hours" ... */
static const char *limit_unit_words(const char *unit)
{
    static const char *const words[][2] = {
        { "working_day", N_("working days") },
        { "day", N_("days") },
        { "hour", N_("hours") },
        { "month", N_("months") },
        { "same_day_15h", N_("day (the same day when filed before 15:00)") },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i][0], unit) == 0)
            return _(words[i][1]);
    }
    return unit;
}

const char *channel_words(enum channel channel)
{
    static const char *const words[CHANNELS] = { N_("at the counter"), N_("online"), N_("by post") };
    return _(words[channel]);
}

const char *limit_text(char out[LIMIT_TEXT_SIZE], const struct procedure_channel *c)
{
    if (!c->offered)
        snprintf(out, LIMIT_TEXT_SIZE, "%s", _("not offered"));
    else if (!*c->limit.unit)
        snprintf(out, LIMIT_TEXT_SIZE, "%s", _("not known"));
    else
        snprintf(out, LIMIT_TEXT_SIZE, "%d %s", c->limit.value, limit_unit_words(c->limit.unit));
    return out;
}

const char *fee_text(char out[FEE_TEXT_SIZE], const struct procedure_channel *c)
{
    char sum[MONEY_TEXT_SIZE];
    if (c->fee_known && c->fee == 0)
        snprintf(out, FEE_TEXT_SIZE, "%s", _("free"));
    else if (c->fee_known)
        snprintf(out, FEE_TEXT_SIZE, "%s đ", money_text(sum, c->fee));
    else
        snprintf(out, FEE_TEXT_SIZE, "%s", _("not known"));
    return out;
}

static bool same_limits(const struct procedure *p, const struct procedure_channel *first)
{
    for (int i = 0; i < CHANNELS; i++) {
        const struct procedure_channel *c = &p->channels[i];
        if (c->offered &&
            (c->limit.value != first->limit.value || strcmp(c->limit.unit, first->limit.unit) != 0))
            return false;
    }
    return true;
}

static bool same_fees(const struct procedure *p, const struct procedure_channel *first)
{
    for (int i = 0; i < CHANNELS; i++) {
        const struct procedure_channel *c = &p->channels[i];
        if (c->offered && (c->fee_known != first->fee_known || c->fee != first->fee))
            return false;
    }
    return true;
}

static const struct procedure_channel *first_offered(const struct procedure *p)
{
    for (int i = 0; i < CHANNELS; i++) {
        if (p->channels[i].offered)
            return &p->channels[i];
    }
    return &p->channels[0];
}

enum rc limits_say(struct buf *out, const struct procedure *p)
{
    char words[LIMIT_TEXT_SIZE];
    const struct procedure_channel *first = first_offered(p);
    if (same_limits(p, first))
        return buf_puts(out, limit_text(words, first));
    const char *between = "";
    for (int i = 0; i < CHANNELS; i++) {
        if (!p->channels[i].offered)
            continue;
        buf_addf(out, "%s%s %s", between, channel_words((enum channel)i), limit_text(words, &p->channels[i]));
        between = "; ";
    }
    return out->failed;
}

enum rc fees_say(struct buf *out, const struct procedure *p)
{
    char words[FEE_TEXT_SIZE];
    const struct procedure_channel *first = first_offered(p);
    const char *between = "";
    bool same = same_fees(p, first);
    if (same)
        buf_puts(out, fee_text(words, first));
    for (int i = 0; i < CHANNELS && !same; i++) {
        if (!p->channels[i].offered)
            continue;
        buf_addf(out, "%s%s %s", between, channel_words((enum channel)i), fee_text(words, &p->channels[i]));
        between = "; ";
    }
    if (*p->fee_note)
        buf_addf(out, " (%s)", p->fee_note);
    return out->failed;
}

enum rc papers_say(struct buf *out, const struct procedure *p, int max)
{
    int said = 0, more = 0;
    struct procedure_case plain = { NULL, CHANNEL_DIRECT, false };
    for (size_t i = 0; i < p->components_count; i++) {
        const struct procedure_component *c = &p->components[i];
        if (procedure_needs(p, c, &plain) != COMPONENT_NEEDED)
            continue;
        if (said == max) {
            more++;
            continue;
        }
        buf_addf(out, "%s%s%s", said ? "; " : "", c->name, c->present_only ? _(" (only shown)") : "");
        said++;
    }
    if (more)
        buf_addf(out, _("; and %d more"), more);
    return out->failed;
}
