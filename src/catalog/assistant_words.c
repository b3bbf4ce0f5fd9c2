/* assistant_words.c - the assistant's vocabulary, and how a text is cut into it: village words and short
 * forms are said the common way (data/dialect.csv). */
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "catalog/assistant_private.h"

void *assistant_pile_add(struct pile *p, size_t size)
{
    if (p->count == p->capacity) {
        size_t capacity = p->capacity ? 2 * p->capacity : 256;
        void *larger = realloc(p->data, capacity * size);
        if (!larger)
            return NULL;
        p->data = larger;
        p->capacity = capacity;
    }
    void *new = (char *)p->data + size * p->count++;
    memset(new, 0, size);
    return new;
}

static unsigned hash_word(const struct word *w)
{
    unsigned h = 2166136261u;
    for (const char *c = w->shape; *c; c++)
        h = (h ^ (unsigned char)*c) * 16777619u;
    return (h ^ (unsigned char)w->tone) * 16777619u;
}

int assistant_intern(struct assistant *as, const struct word *w)
{
    unsigned slot = hash_word(w) % VOCABULARY_SLOTS;
    while (as->slots[slot]) {
        const struct word *is = &KNOWN(as)[as->slots[slot] - 1].word;
        if (is->tone == w->tone && strcmp(is->shape, w->shape) == 0)
            return as->slots[slot] - 1;
        slot = (slot + 1) % VOCABULARY_SLOTS;
    }
    if (as->known.count >= VOCABULARY_SLOTS / 2)
        return -1;
    struct known *new = assistant_pile_add(&as->known, sizeof *new);
    if (!new)
        return -1;
    new->word = *w;
    as->slots[slot] = (int)as->known.count;
    return (int)as->known.count - 1;
}

static bool has_vowel(const char *w)
{
    return strpbrk(w, "aeiouy") != NULL;
}

/* In a text without marks only forms that cannot be a syllable are said otherwise: "ba" may be bà. */
static const char *said_otherwise(const struct assistant *as, const struct word *w, bool marked)
{
    for (size_t i = 0; i < as->dialects.count; i++) {
        const struct dialect *d = &DIALECTS(as)[i];
        if (d->from.folded[0] != w->folded[0])
            continue;
        if (d->from.tone == w->tone && strcmp(d->from.shape, w->shape) == 0 &&
            (marked || !has_vowel(w->folded) || strcmp(w->folded, "ko") == 0))
            return d->to;
        if (!marked && !has_vowel(w->folded) && strcmp(d->from.folded, w->folded) == 0)
            return d->to;
    }
    return NULL;
}

void assistant_cut(struct words *ret, const struct assistant *as, const char *text, size_t len)
{
    struct words raw;
    words_cut(&raw, text, len);
    ret->count = 0; /* the rest is long and need not be blank */
    ret->marked = raw.marked;
    for (int i = 0; i < raw.count && ret->count < WORDS_MAX; i++) {
        const char *to = said_otherwise(as, &raw.list[i], raw.marked || raw.count < 3);
        struct words other;
        other.count = 0;
        if (to)
            words_cut(&other, to, strlen(to));
        else
            ret->list[ret->count++] = raw.list[i];
        for (int k = 0; k < other.count && ret->count < WORDS_MAX; k++) {
            other.list[k].sentence = raw.list[i].sentence;
            other.list[k].clause = raw.list[i].clause;
            ret->list[ret->count++] = other.list[k];
        }
    }
}

enum rc assistant_load_dialect(struct assistant *as, const char *share_dir, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = assistant_read_table(&csv, share_dir, "dialect.csv", e);
    int from = csv_column(&csv, "from"), to = csv_column(&csv, "to");
    for (size_t i = 1; !rc && i < csv.count; i++) {
        struct words words;
        const char *text = csv_cell(&csv, i, from);
        words_cut(&words, text, strlen(text));
        struct dialect *d = words.count == 1 ? assistant_pile_add(&as->dialects, sizeof *d) : NULL;
        if (words.count == 1 && !d)
            return err_no_memory(e);
        if (d)
            *d = (struct dialect){ words.list[0], arena_strdup(&as->arena, csv_cell(&csv, i, to)) };
    }
    return rc;
}
