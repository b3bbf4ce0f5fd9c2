/* find.c - procedures in memory: words with the procedures they stand in, looked up by beginning, sound and
 * slip. */
#include "catalog/find.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/office.h"
#include "catalog/find_private.h"
#include "catalog/procedure_words.h"

static const char *const kind_slugs[] = { "person", "dossier", "procedure", "help" };

const char *found_kind_slug(enum found_kind kind)
{
    return kind_slugs[kind];
}

/* --- building --- */

enum rc finder_add_text(struct finder *f, const char *text, int procedure, int weight)
{
    struct words words;
    words_cut(&words, text, strlen(text));
    return find_index_add(&f->index, &words, procedure, weight);
}

/* The first letters of a name: "Đăng ký khai sinh" -> "dkks". */
static struct initials initials_of(const struct words *name)
{
    struct initials ret = { 0 };
    for (; ret.count < name->count && ret.count + 1 < INITIALS_SIZE; ret.count++)
        ret.letters[ret.count] = name->list[ret.count].folded[0];
    return ret;
}

static enum rc add_names(struct finder *f, size_t i)
{
    const struct procedure *p = &f->procedures[i];
    struct words words;
    words_cut(&words, p->short_name, strlen(p->short_name));
    f->initials[i] = initials_of(&words);
    enum rc rc = find_index_add(&f->index, &words, (int)i, 100);
    bool other = strcmp(p->name, p->short_name) != 0;
    return rc || !other ? rc : finder_add_text(f, p->name, (int)i, 80);
}

enum rc finder_build(struct finder *f, struct err *e)
{
    f->initials = calloc(f->procedures_count + 1, sizeof *f->initials);
    if (!f->initials)
        return err_no_memory(e);
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < f->procedures_count; i++)
        rc = add_names(f, i);
    if (!rc)
        rc = finder_add_aliases(f);
    if (rc)
        return err_no_memory(e);
    find_index_settle(&f->index);
    return RC_OK;
}

void finder_close(struct finder *f)
{
    if (!f)
        return;
    assistant_close(f->assistant);
    find_index_release(&f->index);
    free(f->initials);
    free(f->aliases);
    arena_release(&f->arena);
    free(f);
}

void finder_auto_close(struct finder **f)
{
    finder_close(*f);
}

/* --- asking --- */

int typed_quality(const struct word *typed, const struct word *known, bool last, bool marked)
{
    int whole = word_quality(typed, known, marked);
    if (whole || typed->letters & ~known->letters)
        return whole;
    if (strncmp(typed->folded, known->folded, strlen(typed->folded)) != 0)
        return 0;
    bool shape = !marked || !typed->marked || strncmp(typed->shape, known->shape, strlen(typed->shape)) == 0;
    return (last ? 80 : 66) - (shape ? 0 : 20);
}

/* The best of each procedure for one typed word into `best`, all zero before. Whether a word answered well.
 */
static bool look_up(const struct finder *f, const struct word *typed, bool last, bool marked, int *best)
{
    bool known = false;
    for (size_t i = 0; i < f->index.words_count; i++) {
        const struct index_word *is = &f->index.words[i];
        int quality = typed_quality(typed, &is->word, last, marked);
        known = known || (quality > 75 && is->count);
        for (size_t k = 0; quality && k < is->count; k++) {
            const struct posting *p = &f->index.postings[is->first + k];
            if (quality * p->weight > best[p->procedure])
                best[p->procedure] = quality * p->weight;
        }
    }
    return known;
}

/* Adds one typed word to the scores. Slips count little when the word itself is known. */
static void add_word(const struct finder *f, int *best, bool known, struct score *scores)
{
    for (size_t i = 0; i < f->procedures_count; i++) {
        int is = known && best[i] <= 68 * 60 ? best[i] / 3 : best[i];
        scores[i].words += is > 0;
        scores[i].sum += is;
        best[i] = 0;
    }
}

static bool better(const struct score *x, const struct score *y)
{
    if (x->words != y->words)
        return x->words > y->words;
    return x->sum != y->sum ? x->sum > y->sum : x->procedure < y->procedure;
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

/* "dkks": one word that begins the first letters of a name. */
static void initials_said(const struct finder *f, const struct words *words, struct score *scores)
{
    const char *typed = words->list[0].folded;
    int n = (int)strlen(typed);
    if (words->count != 1 || n < 2)
        return;
    for (size_t i = 0; i < f->procedures_count; i++) {
        const struct initials *is = &f->initials[i];
        if (is->count < n || scores[i].sum >= 7000 || memcmp(is->letters, typed, (size_t)n) != 0)
            continue;
        scores[i].words = 1;
        scores[i].sum = 7000 + (is->count == n) * 1500;
    }
}

/* Nobody reads further than the first screen: only the best `max` are kept in order, into best[]. */
static size_t pick_best(
    struct score *best, size_t max, const struct finder *f, const struct words *words, struct score *scores)
{
    size_t found = 0;
    for (size_t i = 0; max && i < f->procedures_count; i++) {
        struct score is = scores[i];
        if (is.words * 3 < words->count * 2)
            continue;
        /* Of equal ones that name comes first of which more was typed. */
        int length = f->initials[i].count;
        is.sum += 1500 * (is.words < length ? is.words : length) / (length ? length : 1);
        if (found == max && !better(&is, &best[max - 1]))
            continue;
        size_t at = found < max ? found++ : max - 1;
        for (; at > 0 && better(&is, &best[at - 1]); at--)
            best[at] = best[at - 1];
        best[at] = is;
    }
    return found;
}

#define WORDS_ASKED 12

/* Words, best scores and totals of one query. */
static size_t rank(struct score *best, size_t max, const struct finder *f, const struct words *words)
{
    size_t n = f->procedures_count;
    struct score *scores = malloc((n + 1) * sizeof *scores);
    int *met = calloc(n + 1, sizeof *met);
    size_t found = 0;
    if (scores && met) {
        for (size_t i = 0; i < n; i++)
            scores[i] = (struct score){ (int)i, 0, 0 };
        for (int w = 0; w < words->count && w < WORDS_ASKED; w++) {
            bool known = look_up(f, &words->list[w], w == words->count - 1, words->marked, met);
            add_word(f, met, known, scores);
        }
        initials_said(f, words, scores);
        aliases_said(f, words, scores);
        found = pick_best(best, max, f, words, scores);
    }
    free(met);
    free(scores);
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
    struct score best[FIND_EACH_MAX];
    size_t found = words.count ? rank(best, max < FIND_EACH_MAX ? max : FIND_EACH_MAX, f, &words) : 0;
    for (size_t i = 0; i < found; i++)
        put(list, &count, f, best[i].procedure, best[i].sum / (words.count * 10), a);
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
