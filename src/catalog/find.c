/* find.c - procedures in memory: words with the procedures they stand in, looked up by beginning, sound and
 * slip. */
#include "catalog/find.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/office.h"
#include "catalog/assistant_private.h"
#include "catalog/find_private.h"
#include "catalog/procedure_words.h"

static const char *const kind_slugs[] = { "person", "dossier", "procedure" };

const char *found_kind_slug(enum found_kind kind)
{
    return kind_slugs[kind];
}

/* --- building --- */

static int by_word(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->word.folded, y->word.folded);
    if (!order)
        order = strcmp(x->word.shape, y->word.shape);
    if (!order)
        order = x->word.tone - y->word.tone;
    return order ? order : x->procedure - y->procedure;
}

static enum rc add_entry(struct finder *f, const struct word *w, int procedure, int weight)
{
    if (f->count == f->capacity) {
        size_t capacity = f->capacity ? 2 * f->capacity : 4096;
        struct entry *larger = realloc(f->entries, capacity * sizeof *larger);
        if (!larger)
            return RC_NO_MEMORY;
        f->entries = larger;
        f->capacity = capacity;
    }
    f->entries[f->count++] = (struct entry){ *w, procedure, weight, 0 };
    return RC_OK;
}

enum rc finder_add_text(struct finder *f, const char *text, int procedure, int weight)
{
    struct words words;
    words_cut(&words, text, strlen(text));
    enum rc rc = RC_OK;
    for (int i = 0; !rc && i < words.count; i++)
        rc = add_entry(f, &words.list[i], procedure, weight);
    return rc;
}

/* The first letters of a name: "Đăng ký khai sinh" -> "dkks". */
static void initials_of(char out[16], const char *name)
{
    struct words words;
    words_cut(&words, name, strlen(name));
    int n = 0;
    for (int i = 0; i < words.count && n < 15; i++)
        out[n++] = words.list[i].folded[0];
    out[n] = '\0';
}

/* What people say for a procedure: the phrases of one-piece rows, to their first three procedures. */
static enum rc add_aliases(struct finder *f)
{
    const struct assistant *as = f->assistant;
    static const int weights[] = { 60, 50, 42 };
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < as->cues.count; i++) {
        const struct cue *cue = &CUES(as)[i];
        if (cue->kind != CUE_PROCEDURES || cue->count != 1)
            continue;
        const struct piece *piece = &PIECES(as)[cue->first];
        for (int k = 0; !rc && k < piece->count; k++) {
            for (int t = 0; !rc && t < cue->targets_count && t < 3; t++)
                rc = finder_add_text(f, PHRASES(as)[piece->first + k].text, cue->targets[t], weights[t]);
        }
    }
    return rc;
}

/* Thousands of procedures share a few hundred words: a query looks at each word once, and at its procedures
 * only when the word answers. */
static void mark_words(struct finder *f)
{
    size_t first = 0;
    for (size_t i = 1; i <= f->count; i++) {
        const struct word *x = &f->entries[first].word, *y = i < f->count ? &f->entries[i].word : NULL;
        if (y && strcmp(x->shape, y->shape) == 0 && x->tone == y->tone)
            continue;
        f->entries[first].next = i;
        first = i;
    }
}

/* Of equal words in one procedure the weightiest stays. */
static void settle(struct finder *f)
{
    if (!f->count)
        return;
    qsort(f->entries, f->count, sizeof *f->entries, by_word);
    size_t to = 0;
    for (size_t i = 1; i < f->count; i++) {
        if (by_word(&f->entries[to], &f->entries[i]) != 0)
            f->entries[++to] = f->entries[i];
        else if (f->entries[i].weight > f->entries[to].weight)
            f->entries[to].weight = f->entries[i].weight;
    }
    f->count = to + 1;
    mark_words(f);
}

enum rc finder_build(struct finder *f, struct err *e)
{
    f->initials = calloc(f->procedures_count + 1, sizeof *f->initials);
    if (!f->initials)
        return err_no_memory(e);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < f->procedures_count; i++) {
        const struct procedure *p = &f->procedures[i];
        initials_of(f->initials[i], p->short_name);
        rc = finder_add_text(f, p->short_name, (int)i, 100);
        if (!rc)
            rc = finder_add_text(f, p->name, (int)i, 80);
    }
    if (!rc)
        rc = add_aliases(f);
    if (rc)
        return err_no_memory(e);
    settle(f);
    return RC_OK;
}

void finder_close(struct finder *f)
{
    if (!f)
        return;
    assistant_close(f->assistant);
    free(f->entries);
    free(f->initials);
    arena_release(&f->arena);
    free(f);
}

void finder_auto_close(struct finder **f)
{
    finder_close(*f);
}

/* --- asking --- */

/* 0..100 for a word as typed so far against a known one. */
static int typed_quality(const struct word *typed, const struct word *known, bool last, bool marked)
{
    int whole = word_quality(typed, known, marked);
    size_t n = strlen(typed->folded);
    bool begins = strncmp(typed->folded, known->folded, n) == 0;
    if (whole || !begins)
        return whole;
    bool shape = !marked || !typed->marked || strncmp(typed->shape, known->shape, strlen(typed->shape)) == 0;
    return (last ? 80 : 66) - (shape ? 0 : 20);
}

struct score {
    int procedure, words, sum;
};

/* Adds the best of each procedure for one typed word. */
static void look_up(const struct finder *f, const struct word *typed, bool last, bool marked, int *best)
{
    bool known = false;
    for (size_t i = 0, end; i < f->count; i = end) {
        end = f->entries[i].next;
        int quality = typed_quality(typed, &f->entries[i].word, last, marked);
        known = known || quality > 75;
        for (size_t k = i; quality && k < end; k++) {
            const struct entry *x = &f->entries[k];
            if (quality * x->weight > best[x->procedure])
                best[x->procedure] = quality * x->weight;
        }
    }
    for (size_t i = 0; known && i < f->procedures_count; i++) {
        if (best[i] > 0 && best[i] <= 68 * 60)
            best[i] = best[i] / 3; /* slips count little when the word itself is known */
    }
}

static int better(const void *a, const void *b)
{
    const struct score *x = a, *y = b;
    if (x->words != y->words)
        return y->words - x->words;
    return x->sum != y->sum ? (y->sum > x->sum ? 1 : -1) : x->procedure - y->procedure;
}

/* A code with or without its dot: prefix of the procedure's digits. */
static bool code_begins(const char *code, const char *digits)
{
    for (; *digits; digits++, code++) {
        while (*code == '.' && *digits != '.')
            code++;
        if (*code != *digits)
            return false;
    }
    return true;
}

static bool digits_only(char out[20], const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        if (isdigit((unsigned char)*text) && n < 19)
            out[n++] = *text;
        else if (!strchr(". ,", *text))
            return false;
    }
    out[n] = '\0';
    return n >= 2;
}

static void put(
    struct found *list, size_t *count, const struct finder *f, int procedure, int score, struct arena *a)
{
    const struct procedure *p = &f->procedures[procedure];
    AUTO_BUF detail = buf_limit(2000);
    limits_say(&detail, p);
    buf_addf(&detail, ", %s", p->field);
    list[(*count)++] = (struct found){ FOUND_PROCEDURE, arena_strdup(a, p->code),
        arena_strdup(a, p->short_name), arena_strdup(a, buf_text(&detail)), score };
}

/* "sổ đỏ", "giấy chứng minh": a name people use, typed from its beginning on, leads straight to its
 * procedures. */
static void aliases_said(const struct finder *f, const struct words *words, struct score *scores)
{
    const struct assistant *as = f->assistant;
    for (size_t i = 0; i < as->cues.count; i++) {
        const struct cue *cue = &CUES(as)[i];
        const struct piece *piece = &PIECES(as)[cue->first];
        if (cue->kind != CUE_PROCEDURES || cue->count != 1)
            continue;
        for (int k = 0; k < piece->count; k++) {
            const struct phrase *p = &PHRASES(as)[piece->first + k];
            int quality = p->count < words->count ? 0 : 100;
            for (int w = 0; w < words->count && quality; w++) {
                const struct word *known = &KNOWN(as)[IDS(as)[p->first + w]].word;
                int is = typed_quality(&words->list[w], known, w == words->count - 1, words->marked);
                quality = is < 75 ? 0 : is < quality ? is : quality;
            }
            for (int t = 0; quality && t < cue->targets_count; t++) {
                struct score *score = &scores[cue->targets[t]];
                int whole = p->count == words->count ? 100 : 75;
                int sum = words->count * quality * whole * (10 - t) / 10;
                if (sum > score->sum) {
                    score->sum = sum;
                    score->words = words->count;
                }
            }
        }
    }
}

/* Words, best scores and totals of one query. */
static size_t rank(const struct finder *f, const struct words *words, struct score *scores)
{
    size_t n = f->procedures_count, found = 0;
    int *best = calloc(n + 1, sizeof *best);
    if (!best)
        return 0;
    for (size_t i = 0; i < n; i++)
        scores[i] = (struct score){ (int)i, 0, 0 };
    for (int w = 0; w < words->count && w < 12; w++) {
        memset(best, 0, n * sizeof *best);
        look_up(f, &words->list[w], w == words->count - 1, words->marked, best);
        for (size_t i = 0; i < n; i++) {
            scores[i].words += best[i] > 0;
            scores[i].sum += best[i];
        }
    }
    if (words->count == 1) {
        const char *typed = words->list[0].folded;
        for (size_t i = 0; i < n && strlen(typed) > 1; i++) {
            if (strncmp(f->initials[i], typed, strlen(typed)) == 0 && scores[i].sum < 7000) {
                scores[i].words = 1;
                scores[i].sum = 7000 + (strcmp(f->initials[i], typed) == 0) * 1500;
            }
        }
    }
    free(best);
    aliases_said(f, words, scores);
    for (size_t i = 0; i < n; i++) {
        if (scores[i].words * 3 < words->count * 2)
            continue;
        /* Of equal ones that name comes first of which more was typed. */
        int length = (int)strlen(f->initials[i]);
        scores[i].sum += 1500 * (scores[i].words < length ? scores[i].words : length) / (length ? length : 1);
        scores[found++] = scores[i];
    }
    qsort(scores, found, sizeof *scores, better);
    return found;
}

size_t finder_procedures(
    struct found *list, size_t max, const struct finder *f, const char *text, struct arena *a)
{
    size_t count = 0;
    char digits[20];
    if (digits_only(digits, text)) {
        for (size_t i = 0; i < f->procedures_count && count < max; i++) {
            const char *dot = strchr(f->procedures[i].code, '.');
            if (code_begins(f->procedures[i].code, digits) || (dot && code_begins(dot + 1, digits)))
                put(list, &count, f, (int)i, 1000, a);
        }
        return count;
    }
    struct words words;
    words_cut(&words, text, strnlen(text, FIND_TEXT_MAX));
    struct score *scores = words.count ? malloc((f->procedures_count + 1) * sizeof *scores) : NULL;
    if (!scores)
        return 0;
    size_t found = rank(f, &words, scores);
    for (size_t i = 0; i < found && count < max; i++)
        put(list, &count, f, scores[i].procedure, scores[i].sum / (words.count * 10), a);
    free(scores);
    return count;
}

enum rc finder_find(struct found **ret, size_t *count, const struct finder *f, const char *text, size_t each,
    struct arena *a, struct err *e)
{
    if (each > FIND_EACH_MAX)
        each = FIND_EACH_MAX;
    char query[FIND_TEXT_MAX + 1];
    snprintf(query, sizeof query, "%s", text);
    struct found *list = arena_array(a, 3 * each + 1, sizeof *list);
    if (!list)
        return err_no_memory(e);
    size_t n = 0, m = 0;
    enum rc rc = find_people(list, &n, each, f->of->db, query, a, e);
    if (!rc)
        rc = find_dossiers(list + n, &m, each, f->of->db, query, f->day, a, e);
    if (rc)
        return rc;
    n += m;
    n += finder_procedures(list + n, each, f, query, a);
    if (arena_failed(a))
        return err_no_memory(e);
    *ret = list;
    *count = n;
    return RC_OK;
}
