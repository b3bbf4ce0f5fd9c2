/* catalogue_compare.c - what differs between two versions of a procedure, in sentences a chairman can read.
 * Pure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "catalog/catalogue.h"
#include "catalog/procedure_words.h"

struct comparison {
    struct changes *changes;
    const char *code;
    char from[16]; /* "01/12/2026" */
    bool failed;
};

static void add(struct comparison *c, enum change_kind kind, const char *what, const char *sentence)
{
    struct changes *all = c->changes;
    if (all->count == all->capacity) {
        size_t capacity = all->capacity ? 2 * all->capacity : 32;
        struct change *larger = arena_array(all->arena, capacity, sizeof *larger);
        if (!larger) {
            c->failed = true;
            return;
        }
        if (all->count)
            memcpy(larger, all->list, all->count * sizeof *larger);
        all->list = larger;
        all->capacity = capacity;
    }
    all->list[all->count++] = (struct change){ kind, arena_strdup(all->arena, c->code), what, sentence };
}

/* "0", not "free": a change of a fee is read as numbers. */
static const char *plain_fee(char out[FEE_TEXT_SIZE], const struct procedure_channel *c)
{
    return c->fee_known ? money_text(out, c->fee) : fee_text(out, c);
}

static void compare_channel(
    struct comparison *c, const struct procedure *old, const struct procedure *new, enum channel channel)
{
    const struct procedure_channel *a = &old->channels[channel], *b = &new->channels[channel];
    struct arena *arena = c->changes->arena;
    char was[LIMIT_TEXT_SIZE], is[LIMIT_TEXT_SIZE], fee_was[FEE_TEXT_SIZE], fee_is[FEE_TEXT_SIZE];
    if (a->offered != b->offered || a->limit.value != b->limit.value ||
        strcmp(a->limit.unit, b->limit.unit) != 0)
        add(c, CHANGE_EDITED, "limit",
            arena_printf(arena, _("time limit of %s (%s) from %s to %s from %s"), c->code,
                channel_words(channel), limit_text(was, a), limit_text(is, b), c->from));
    if (a->fee_known != b->fee_known || a->fee != b->fee)
        add(c, CHANGE_EDITED, "fee",
            arena_printf(arena, _("fee of %s (%s) from %s to %s from %s"), c->code, channel_words(channel),
                plain_fee(fee_was, a), plain_fee(fee_is, b), c->from));
}

static void compare_texts(struct comparison *c, const struct procedure *old, const struct procedure *new)
{
    const struct {
        const char *what, *label, *was, *is;
    } rows[] = {
        { "name", N_("name"), old->name, new->name },
        { "short_name", N_("short name"), old->short_name, new->short_name },
        { "field", N_("field"), old->field, new->field },
        { "field_code", N_("field code"), old->field_code, new->field_code },
        { "agency", N_("ministry"), old->agency, new->agency },
        { "level", N_("level"), old->level, new->level },
        { "decision", N_("decision"), old->decision, new->decision },
        { "served", N_("where it is served"), old->served, new->served },
        { "place", N_("place"), old->place, new->place },
        { "limit_confidence", N_("certainty of the limit"), old->limit_confidence, new->limit_confidence },
        { "fee_per", N_("what a fee is counted by"), old->fee_rule.per, new->fee_rule.per },
        { "fee_note", N_("note on the fee"), old->fee_note, new->fee_note },
        { "result", N_("result"), old->result, new->result },
        { "result_code", N_("result code"), old->result_code, new->result_code },
        { "confidence", N_("certainty"), old->confidence, new->confidence },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].was, rows[i].is) != 0)
            add(c, CHANGE_EDITED, rows[i].what,
                arena_printf(c->changes->arena, _("%s of %s from \"%s\" to \"%s\" from %s"), _(rows[i].label),
                    c->code, rows[i].was, rows[i].is, c->from));
    }
}

static void compare_fee_rule(struct comparison *c, const struct procedure *old, const struct procedure *new)
{
    const struct procedure_fee_rule *a = &old->fee_rule, *b = &new->fee_rule;
    if (a->next_from != b->next_from || a->next != b->next || a->cap != b->cap ||
        old->council != new->council)
        add(c, CHANGE_EDITED, "fee_rule",
            arena_printf(
                c->changes->arena, _("the way the fee of %s is counted changes from %s"), c->code, c->from));
}

static bool same_component(const struct procedure_component *a, const struct procedure_component *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->case_note, b->case_note) == 0 &&
           strcmp(a->variants, b->variants) == 0 && a->when == b->when &&
           a->present_only == b->present_only && a->originals == b->originals && a->copies == b->copies &&
           strcmp(a->form, b->form) == 0 && strcmp(a->replaced_by, b->replaced_by) == 0;
}

static void compare_components(struct comparison *c, const struct procedure *old, const struct procedure *new)
{
    struct arena *a = c->changes->arena;
    for (size_t i = 0; i < new->components_count; i++) {
        const struct procedure_component *is = &new->components[i], *was = procedure_component(old, is->id);
        if (!was)
            add(c, CHANGE_EDITED, "component",
                arena_printf(a, _("%s asks for one paper more from %s: %s"), c->code, c->from, is->name));
        else if (!same_component(was, is))
            add(c, CHANGE_EDITED, "component",
                arena_printf(
                    a, _("%s asks for this paper in another way from %s: %s"), c->code, c->from, is->name));
    }
    for (size_t i = 0; i < old->components_count; i++) {
        if (!procedure_component(new, old->components[i].id))
            add(c, CHANGE_EDITED, "component",
                arena_printf(a, _("%s no longer asks for this paper from %s: %s"), c->code, c->from,
                    old->components[i].name));
    }
}

static void compare_variants(struct comparison *c, const struct procedure *old, const struct procedure *new)
{
    bool same = old->variants_count == new->variants_count;
    for (size_t i = 0; same && i < new->variants_count; i++) {
        const struct procedure_variant *a = &old->variants[i], *b = &new->variants[i];
        same = strcmp(a->id, b->id) == 0 && strcmp(a->question, b->question) == 0 &&
               strcmp(a->answer, b->answer) == 0;
    }
    if (!same)
        add(c, CHANGE_EDITED, "variant",
            arena_printf(c->changes->arena, _("the cases of %s change from %s"), c->code, c->from));
}

enum rc procedure_compare(struct changes *changes, const struct procedure *old, const struct procedure *new,
    struct day from, struct err *e)
{
    struct comparison c = { .changes = changes, .code = new ? new->code : old->code };
    snprintf(c.from, sizeof c.from, "%02u/%02u/%04u", (unsigned)from.d % 100, (unsigned)from.m % 100,
        (unsigned)from.y % 10000);
    if (!old)
        add(&c, CHANGE_ADDED, "",
            arena_printf(changes->arena, _("new from %s: %s %s"), c.from, new->code, new->short_name));
    else if (!new)
        add(&c, CHANGE_WITHDRAWN, "",
            arena_printf(changes->arena, _("withdrawn from %s: %s %s"), c.from, old->code, old->short_name));
    if (old && new) {
        for (int i = 0; i < CHANNELS; i++)
            compare_channel(&c, old, new, (enum channel)i);
        compare_fee_rule(&c, old, new);
        compare_texts(&c, old, new);
        compare_components(&c, old, new);
        compare_variants(&c, old, new);
    }
    return c.failed || arena_failed(changes->arena) ? err_no_memory(e) : RC_OK;
}

static void keep_channel(struct procedure_channel *c, const struct procedure_channel *old)
{
    if (!c->offered)
        c->offered = old->offered;
    if (!*c->limit.unit)
        c->limit = old->limit;
    if (!c->fee_known) {
        c->fee_known = old->fee_known;
        c->fee = old->fee;
    }
}

void procedure_keep_unsaid(struct procedure *p, const struct procedure *old)
{
    if (p->short_name == p->name) /* the reader's stand-in, not said */
        p->short_name = old->short_name;
    const char **const texts[] = { &p->name, &p->short_name, &p->field, &p->field_code, &p->agency, &p->level,
        &p->decision, &p->place, &p->limit_confidence, &p->fee_note, &p->result, &p->result_code,
        &p->confidence };
    const char *const was[] = { old->name, old->short_name, old->field, old->field_code, old->agency,
        old->level, old->decision, old->place, old->limit_confidence, old->fee_note, old->result,
        old->result_code, old->confidence };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!**texts[i])
            *texts[i] = was[i];
    }
    for (int i = 0; i < CHANNELS; i++)
        keep_channel(&p->channels[i], &old->channels[i]);
    if (!*p->fee_rule.per && p->channels[CHANNEL_DIRECT].fee > 0)
        p->fee_rule = old->fee_rule; /* a fee that became nothing has no dearer and cheaper pages */
    p->council = p->council || old->council;
    if (!p->components_count && !p->variants_count) {
        p->components = old->components;
        p->components_count = old->components_count;
        p->variants = old->variants;
        p->variants_count = old->variants_count;
    }
}
