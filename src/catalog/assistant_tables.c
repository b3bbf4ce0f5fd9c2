/* assistant_tables.c - reads the tables people edit and makes them quick to match. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/i18n.h"
#include "base/yaml.h"
#include "catalog/assistant_private.h"

#define TABLE_MAX ((size_t)4 << 20)

/* --- rows --- */

static enum rc add_phrase(struct assistant *as, const char *text, size_t len)
{
    struct words words;
    assistant_cut(&words, as, text, len);
    if (!words.count)
        return RC_OK;
    struct phrase *p = assistant_pile_add(&as->phrases, sizeof *p);
    if (!p)
        return RC_NO_MEMORY;
    p->first = (int)as->ids.count;
    p->text = arena_strndup(&as->arena, text, len);
    for (int i = 0; i < words.count; i++) {
        int known = assistant_intern(as, &words.list[i]), *id = assistant_pile_add(&as->ids, sizeof *id);
        if (known < 0 || !id)
            return RC_NO_MEMORY;
        *id = known;
        p->count++;
    }
    return RC_OK;
}

struct groups {
    struct csv csv;
    int name, words;
};

static const char *group_words(const struct groups *g, const char *name, size_t len)
{
    for (size_t i = 1; i < g->csv.count; i++) {
        const char *is = csv_cell(&g->csv, i, g->name);
        if (strlen(is) == len && strncmp(is, name, len) == 0)
            return csv_cell(&g->csv, i, g->words);
    }
    return NULL;
}

/* "a b|c|@group": each alternative a phrase. *unknown gets the first group that is not there. */
static enum rc add_alternatives(
    struct assistant *as, const struct groups *g, const char *text, size_t len, const char **unknown)
{
    enum rc rc = RC_OK;
    for (const char *at = text, *end = text + len; !rc && at < end;) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        size_t n = bar ? (size_t)(bar - at) : (size_t)(end - at);
        const char *group = *at == '@' ? group_words(g, at + 1, n - 1) : NULL;
        if (group)
            rc = add_alternatives(as, g, group, strlen(group), unknown);
        else if (*at == '@')
            *unknown = at;
        else
            rc = add_phrase(as, at, n);
        at += n + 1;
    }
    return rc;
}

/* Adds a cue without targets; RC_REFUSED names the place of an unknown group. */
static enum rc add_cue(struct assistant *as, const struct groups *g, const char *text, enum cue_kind kind,
    int weight, const char *file, int line, struct err *e)
{
    struct cue *cue = assistant_pile_add(&as->cues, sizeof *cue);
    if (!cue)
        return err_no_memory(e);
    cue->kind = kind;
    cue->weight = weight;
    cue->first = (int)as->pieces.count;
    for (const char *at = text; *at;) {
        const char *plus = strstr(at, " + ");
        size_t len = plus ? (size_t)(plus - at) : strlen(at);
        struct piece *piece = assistant_pile_add(&as->pieces, sizeof *piece);
        const char *unknown = NULL;
        if (!piece)
            return err_no_memory(e);
        piece->first = (int)as->phrases.count;
        if (add_alternatives(as, g, at, len, &unknown))
            return err_no_memory(e);
        if (unknown)
            return err_set(e, RC_REFUSED, "words_group", N_("%s:%d: there is no group of words %.40s"), file,
                line, unknown);
        piece = &PIECES(as)[as->pieces.count - 1];
        piece->count = (int)as->phrases.count - piece->first;
        CUES(as)[as->cues.count - 1].count++;
        at += len + (plus ? 3 : 0);
    }
    return RC_OK;
}

int assistant_procedure(const struct assistant *as, const char *code, size_t len)
{
    for (size_t i = 0; i < as->procedures_count; i++) {
        if (strlen(as->procedures[i].code) == len && strncmp(as->procedures[i].code, code, len) == 0)
            return (int)i;
    }
    return -1;
}

/* Codes that are not in force here are passed over: another commune's catalogue may be smaller. */
static void target_procedures(struct assistant *as, const char *codes)
{
    struct cue *cue = &CUES(as)[as->cues.count - 1];
    for (const char *at = codes; *at && cue->targets_count < CUE_TARGETS;) {
        size_t len = strcspn(at, " ");
        int position = assistant_procedure(as, at, len);
        if (position >= 0)
            cue->targets[cue->targets_count++] = position;
        at += len;
        at += *at == ' ';
    }
}

enum rc assistant_read_table(struct csv *csv, const char *share_dir, const char *name, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/%s", share_dir, name);
    return csv_read(csv, path, TABLE_MAX, e);
}

static enum rc load_synonyms(
    struct assistant *as, const struct groups *g, const char *share_dir, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = assistant_read_table(&csv, share_dir, "synonyms.csv", e);
    int words = csv_column(&csv, "words"), codes = csv_column(&csv, "codes"),
        weight = csv_column(&csv, "weight");
    for (size_t i = 1; !rc && i < csv.count; i++) {
        rc = add_cue(as, g, csv_cell(&csv, i, words), CUE_PROCEDURES,
            (int)strtol(csv_cell(&csv, i, weight), NULL, 10), "synonyms.csv", csv.rows[i].line, e);
        if (!rc)
            target_procedures(as, csv_cell(&csv, i, codes));
    }
    return rc;
}

static enum rc load_places(struct assistant *as, const char *share_dir, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = assistant_read_table(&csv, share_dir, "elsewhere.csv", e);
    int id = csv_column(&csv, "id"), text = csv_column(&csv, "place");
    for (size_t i = 1; !rc && i < csv.count; i++) {
        if (as->places.count == PLACES_MAX)
            return err_set(e, RC_REFUSED, "places_many", N_("elsewhere.csv: at most %d places"), PLACES_MAX);
        struct place *p = assistant_pile_add(&as->places, sizeof *p);
        if (!p)
            return err_no_memory(e);
        p->id = arena_strdup(&as->arena, csv_cell(&csv, i, id));
        p->text = arena_strdup(&as->arena, csv_cell(&csv, i, text));
    }
    return rc;
}

int assistant_place(const struct assistant *as, const char *id)
{
    for (size_t i = 0; i < as->places.count; i++) {
        if (strcmp(PLACES(as)[i].id, id) == 0)
            return (int)i;
    }
    return -1;
}

static enum rc load_elsewhere(
    struct assistant *as, const struct groups *g, const char *share_dir, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = load_places(as, share_dir, e);
    if (!rc)
        rc = assistant_read_table(&csv, share_dir, "elsewhere_words.csv", e);
    int words = csv_column(&csv, "words"), place = csv_column(&csv, "place"),
        weight = csv_column(&csv, "weight");
    for (size_t i = 1; !rc && i < csv.count; i++) {
        int position = assistant_place(as, csv_cell(&csv, i, place));
        if (position < 0)
            return err_set(e, RC_REFUSED, "words_place", N_("%s:%d: there is no place called %s"),
                "elsewhere_words.csv", csv.rows[i].line, csv_cell(&csv, i, place));
        rc = add_cue(as, g, csv_cell(&csv, i, words), CUE_ELSEWHERE,
            (int)strtol(csv_cell(&csv, i, weight), NULL, 10), "elsewhere_words.csv", csv.rows[i].line, e);
        if (!rc) {
            struct cue *cue = &CUES(as)[as->cues.count - 1];
            cue->targets[cue->targets_count++] = position;
        }
    }
    return rc;
}

static enum rc load_scams(struct assistant *as, const struct groups *g, const char *share_dir, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/awareness/scams.yaml", share_dir);
    AUTO_YAML yaml = NULL;
    enum rc rc = yaml_read(&yaml, path, NULL, e);
    if (rc)
        return rc;
    const struct yaml_node *root = yaml_root(yaml), *advice = yaml_get(root, "advice"),
                           *list = yaml_get(root, "patterns");
    AUTO_BUF text = buf_limit(4000);
    for (size_t i = 0; i < yaml_len(advice); i++)
        buf_addf(
            &text, "%s%s", i ? "\n" : "", yaml_text(yaml_at(advice, i)) ? yaml_text(yaml_at(advice, i)) : "");
    const char *source = yaml_get_text(root, "source"), *date = yaml_get_text(root, "date");
    buf_addf(&text, "\n(%s, %s)", source ? source : "", date ? date : "");
    as->advice = arena_strdup(&as->arena, buf_text(&text));
    for (size_t i = 0; !rc && i < yaml_len(list); i++) {
        const struct yaml_node *row = yaml_at(list, i);
        const char *words = yaml_get_text(row, "words"), *weight = yaml_get_text(row, "weight");
        rc = add_cue(as, g, words ? words : "", CUE_SCAM, weight ? (int)strtol(weight, NULL, 10) : 0,
            "scams.yaml", yaml_line(row), e);
    }
    return rc;
}

static enum rc load_events(struct assistant *as, const struct groups *g, const char *share_dir, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/data/life_events.yaml", share_dir);
    AUTO_YAML yaml = NULL;
    enum rc rc = yaml_read(&yaml, path, NULL, e);
    if (rc)
        return rc;
    const struct yaml_node *list = yaml_root(yaml);
    for (size_t i = 0; !rc && i < yaml_len(list); i++) {
        const struct yaml_node *row = yaml_at(list, i);
        const char *words = yaml_get_text(row, "words"), *title = yaml_get_text(row, "title"),
                   *codes = yaml_get_text(row, "procedures");
        struct event *event = assistant_pile_add(&as->events, sizeof *event);
        if (!event)
            return err_no_memory(e);
        *event = (struct event){ arena_strdup(&as->arena, title), arena_strdup(&as->arena, codes) };
        rc = add_cue(as, g, words ? words : "", CUE_EVENT, 10, "life_events.yaml", yaml_line(row), e);
        if (!rc) {
            struct cue *cue = &CUES(as)[as->cues.count - 1];
            cue->targets[cue->targets_count++] = (int)as->events.count - 1;
        }
    }
    return rc;
}

static enum rc load_qualifiers(
    struct assistant *as, const struct groups *g, const char *share_dir, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = assistant_read_table(&csv, share_dir, "qualifiers.csv", e);
    int words = csv_column(&csv, "words"), with = csv_column(&csv, "with"),
        without = csv_column(&csv, "without");
    for (size_t i = 1; !rc && i < csv.count; i++) {
        struct qualifier *q = assistant_pile_add(&as->qualifiers, sizeof *q);
        if (!q)
            return err_no_memory(e);
        q->with = arena_strdup(&as->arena, csv_cell(&csv, i, with));
        q->without = arena_strdup(&as->arena, csv_cell(&csv, i, without));
        rc = add_cue(
            as, g, csv_cell(&csv, i, words), CUE_QUALIFIER, 10, "qualifiers.csv", csv.rows[i].line, e);
        if (!rc) {
            struct cue *cue = &CUES(as)[as->cues.count - 1];
            cue->targets[cue->targets_count++] = (int)as->qualifiers.count - 1;
        }
    }
    return rc;
}

enum rc assistant_load(struct assistant *as, const char *share_dir, struct err *e)
{
    struct groups g = { 0 };
    enum rc rc = assistant_load_dialect(as, share_dir, e);
    if (!rc)
        rc = assistant_read_table(&g.csv, share_dir, "word_groups.csv", e);
    g.name = csv_column(&g.csv, "name");
    g.words = csv_column(&g.csv, "words");
    if (!rc)
        rc = load_synonyms(as, &g, share_dir, e);
    if (!rc)
        rc = load_elsewhere(as, &g, share_dir, e);
    if (!rc)
        rc = load_scams(as, &g, share_dir, e);
    if (!rc)
        rc = load_qualifiers(as, &g, share_dir, e);
    if (!rc)
        rc = load_events(as, &g, share_dir, e);
    csv_release(&g.csv);
    if (!rc)
        rc = assistant_load_sayings(as, share_dir, e);
    if (!rc)
        rc = assistant_load_names(as, e);
    if (!rc)
        likeness_weigh(as);
    return rc ? rc : arena_failed(&as->arena) ? err_no_memory(e) : RC_OK;
}
