/* procedure.c - the rules of one procedure: which limit, which fee, which papers. Pure. */
#include "catalog/procedure.h"

#include <ctype.h>
#include <string.h>

#include "base/json.h"

static const char *const channel_slugs[CHANNELS] = { "direct", "online", "post" };

bool channel_parse(enum channel *ret, const char *slug)
{
    for (int i = 0; i < CHANNELS; i++) {
        if (slug && strcmp(slug, channel_slugs[i]) == 0) {
            *ret = (enum channel)i;
            return true;
        }
    }
    return false;
}

const char *channel_slug(enum channel channel)
{
    return channel < CHANNELS ? channel_slugs[channel] : "direct";
}

static const char *const when_slugs[] = {
    [WHEN_ALWAYS] = "",
    [WHEN_CASE] = "case",
    [WHEN_SUBMITTER] = "submitter",
    [WHEN_ONLINE] = "online",
    [WHEN_COUNTER] = "counter",
    [WHEN_NO_DATA] = "no_data",
};

const char *component_when_slug(enum component_when when)
{
    return when_slugs[when];
}

bool component_when_parse(enum component_when *ret, const char *slug)
{
    for (size_t i = 0; i < sizeof when_slugs / sizeof *when_slugs; i++) {
        if (strcmp(slug, when_slugs[i]) == 0) {
            *ret = (enum component_when)i;
            return true;
        }
    }
    return false;
}

bool procedure_code_valid(const char *code)
{
    size_t len = strlen(code);
    if (len < 3 || len >= PROCEDURE_CODE_SIZE || !isalnum((unsigned char)*code))
        return false;
    for (const char *c = code; *c; c++) {
        if (!isascii((unsigned char)*c) || (!isalnum((unsigned char)*c) && !strchr(".-_", *c)))
            return false;
    }
    return true;
}

struct procedure_limit procedure_limit_for(const struct procedure *p, enum channel channel, bool *offered)
{
    const struct procedure_channel *asked = &p->channels[channel];
    if (offered)
        *offered = asked->offered;
    if (asked->offered)
        return asked->limit;

    for (int i = 0; i < CHANNELS; i++) {
        if (p->channels[i].offered)
            return p->channels[i].limit;
    }
    return (struct procedure_limit){ 0, "" };
}

bool procedure_fee_for(int64_t *ret, const struct procedure *p, enum channel channel, int pieces)
{
    const struct procedure_channel *c = &p->channels[channel];
    for (int i = 0; i < CHANNELS && !c->offered; i++) {
        if (p->channels[i].offered)
            c = &p->channels[i];
    }
    if (!c->fee_known)
        return false;

    const struct procedure_fee_rule *rule = &p->fee_rule;
    int64_t count = pieces > 0 ? pieces : 1;
    int64_t dear = rule->next_from > 0 && count >= rule->next_from ? rule->next_from - 1 : count;
    int64_t fee = dear * c->fee + (count - dear) * rule->next;
    *ret = rule->cap > 0 && fee > rule->cap ? rule->cap : fee;
    return true;
}

bool procedure_to_confirm(const struct procedure *p)
{
    return *p->limit_confidence == 'C' || *p->confidence == 'C' || strcmp(p->confidence, "B-") == 0 ||
           strcmp(p->limit_confidence, "B-") == 0;
}

const struct procedure_component *procedure_component(const struct procedure *p, const char *id)
{
    for (size_t i = 0; i < p->components_count; i++) {
        if (strcmp(p->components[i].id, id) == 0)
            return &p->components[i];
    }
    return NULL;
}

const struct procedure_variant *procedure_variant(const struct procedure *p, const char *id)
{
    for (size_t i = 0; i < p->variants_count; i++) {
        if (strcmp(p->variants[i].id, id) == 0)
            return &p->variants[i];
    }
    return NULL;
}

/* Whether `word` is one of the words of `list`. */
static bool has_word(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; len && (at = strstr(at, word)); at += len) {
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    }
    return false;
}

bool component_replaced_by(const struct procedure_component *c, const char *name)
{
    return has_word(c->replaced_by, name);
}

enum component_need procedure_needs(
    const struct procedure *p, const struct procedure_component *c, const struct procedure_case *which)
{
    bool open_variant = *c->variants && !which->variant && p->variants_count > 0;
    if (*c->variants && which->variant && !has_word(c->variants, which->variant))
        return COMPONENT_NOT_NEEDED;

    switch (c->when) {
    case WHEN_SUBMITTER:
        return which->other_submits ? COMPONENT_NEEDED : COMPONENT_NOT_NEEDED;
    case WHEN_ONLINE:
        return which->channel == CHANNEL_ONLINE ? COMPONENT_NEEDED : COMPONENT_NOT_NEEDED;
    case WHEN_COUNTER:
        return which->channel != CHANNEL_ONLINE ? COMPONENT_NEEDED : COMPONENT_NOT_NEEDED;
    case WHEN_CASE:
    case WHEN_NO_DATA:
        return COMPONENT_MAYBE;
    case WHEN_ALWAYS:
        break;
    }
    return open_variant ? COMPONENT_MAYBE : COMPONENT_NEEDED;
}

/* --- as JSON --- */

static void put_words(struct js *object, const char *key, const char *words)
{
    struct js *list = js_array();
    char word[64];
    size_t n = 0;
    for (const char *c = words;; c++) {
        if (*c && *c != ' ' && n + 1 < sizeof word) {
            word[n++] = *c;
            continue;
        }
        word[n] = '\0';
        if (n)
            js_add_text(list, word);
        n = 0;
        if (!*c)
            break;
    }
    js_put(object, key, list);
}

static struct js *channel_json(const struct procedure_channel *c)
{
    struct js *o = js_object();
    if (*c->limit.unit) {
        js_put_int(o, "limit", c->limit.value);
        js_put_text(o, "unit", c->limit.unit);
    } else {
        js_put_null(o, "limit");
        js_put_null(o, "unit");
    }
    if (c->fee_known)
        js_put_int(o, "fee", c->fee);
    else
        js_put_null(o, "fee");
    return o;
}

static struct js *component_json(const struct procedure_component *c)
{
    struct js *o = js_object();
    js_put_text(o, "id", c->id);
    js_put_text(o, "name", c->name);
    js_put_text(o, "case", c->case_note);
    put_words(o, "variants", c->variants);
    js_put_text(o, "when", component_when_slug(c->when));
    js_put_bool(o, "conditional", c->when != WHEN_ALWAYS);
    js_put_text(o, "mode", c->present_only ? "present" : "submit");
    js_put_int(o, "originals", c->originals);
    js_put_int(o, "copies", c->copies);
    js_put_text(o, "form", c->form);
    put_words(o, "replaced_by", c->replaced_by);
    return o;
}

static void put_parts(struct js *o, const struct procedure *p)
{
    struct js *variants = js_array();
    for (size_t i = 0; i < p->variants_count; i++) {
        struct js *v = js_object();
        js_put_text(v, "id", p->variants[i].id);
        js_put_text(v, "question", p->variants[i].question);
        js_put_text(v, "answer", p->variants[i].answer);
        js_add(variants, v);
    }
    js_put(o, "variants", variants);

    struct js *components = js_array();
    for (size_t i = 0; i < p->components_count; i++)
        js_add(components, component_json(&p->components[i]));
    js_put(o, "components", components);
}

static void put_fee(struct js *o, const struct procedure *p)
{
    struct js *rule = js_object();
    js_put_text(rule, "per", p->fee_rule.per);
    js_put_int(rule, "next_from", p->fee_rule.next_from);
    js_put_int(rule, "next", p->fee_rule.next);
    js_put_int(rule, "cap", p->fee_rule.cap);
    js_put(o, "fee_rule", rule);
    js_put_bool(o, "council", p->council);
    js_put_text(o, "fee_note", p->fee_note);
}

struct js *procedure_json(const struct procedure *p)
{
    struct js *o = js_object();
    const char *const texts[][2] = {
        { "code", p->code },
        { "name", p->name },
        { "short_name", p->short_name },
        { "field", p->field },
        { "field_code", p->field_code },
        { "agency", p->agency },
        { "level", p->level },
        { "decision", p->decision },
        { "served", p->served },
        { "place", p->place },
        { "result", p->result },
        { "result_code", p->result_code },
        { "confidence", p->confidence },
        { "limit_confidence", p->limit_confidence },
        { "effective_from", p->effective_from },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        js_put_text(o, texts[i][0], texts[i][1]);
    js_put_text(o, "withdrawn_on", *p->withdrawn_on ? p->withdrawn_on : NULL);
    js_put_int(o, "version", p->version);
    js_put_bool(o, "to_confirm", procedure_to_confirm(p));

    struct js *channels = js_object();
    for (int i = 0; i < CHANNELS; i++) {
        if (p->channels[i].offered)
            js_put(channels, channel_slugs[i], channel_json(&p->channels[i]));
    }
    js_put(o, "channels", channels);
    put_fee(o, p);
    put_parts(o, p);
    return o;
}
