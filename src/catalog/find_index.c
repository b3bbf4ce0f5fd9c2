/* find_index.c - the words of all procedures, each once, with the procedures they stand in.
 *
 * Thousands of procedures share a few thousand words: a letter typed is compared with each word once, and the
 * short rows behind it are read only when the word answers.
 */
#include <stdlib.h>
#include <string.h>

#include "catalog/find_private.h"

static size_t hash_of(const struct word *w)
{
    size_t h = 1469598103u;
    for (const char *c = w->shape; *c; c++)
        h = (h ^ (unsigned char)*c) * 16777619u;
    return (h ^ (unsigned char)w->tone) * 16777619u;
}

/* "so6" typed by hand and "sô" share a shape, not their letters. */
static bool same(const struct word *a, const struct word *b)
{
    return a->tone == b->tone && strcmp(a->shape, b->shape) == 0 && strcmp(a->folded, b->folded) == 0;
}

/* The slot of the word, or the free one where it belongs. */
static size_t slot_of(const struct find_index *x, const struct word *w)
{
    size_t slot = hash_of(w) & (x->slots_count - 1);
    while (x->slots[slot] && !same(&x->words[x->slots[slot] - 1].word, w))
        slot = (slot + 1) & (x->slots_count - 1);
    return slot;
}

/* Twice the room for words; at most half of the slots are ever taken. */
static enum rc grow_words(struct find_index *x)
{
    size_t capacity = x->words_capacity ? 2 * x->words_capacity : 1024;
    struct index_word *words = realloc(x->words, capacity * sizeof *words);
    if (!words)
        return RC_NO_MEMORY;
    x->words = words;
    int *slots = calloc(2 * capacity, sizeof *slots);
    if (!slots)
        return RC_NO_MEMORY;
    free(x->slots);
    x->slots = slots;
    x->slots_count = 2 * capacity;
    x->words_capacity = capacity;
    for (size_t i = 0; i < x->words_count; i++)
        slots[slot_of(x, &words[i].word)] = (int)i + 1;
    return RC_OK;
}

static enum rc intern(int *ret, struct find_index *x, const struct word *w)
{
    if (x->words_count == x->words_capacity && grow_words(x))
        return RC_NO_MEMORY;
    size_t slot = slot_of(x, w);
    if (!x->slots[slot]) {
        x->words[x->words_count++] = (struct index_word){ .word = *w };
        x->slots[slot] = (int)x->words_count;
    }
    *ret = x->slots[slot] - 1;
    return RC_OK;
}

enum rc find_index_add(struct find_index *x, const struct words *words, int procedure, int weight)
{
    for (int i = 0; i < words->count; i++) {
        if (x->count == x->capacity) {
            size_t capacity = x->capacity ? 2 * x->capacity : 4096;
            struct posting *larger = realloc(x->postings, capacity * sizeof *larger);
            if (!larger)
                return RC_NO_MEMORY;
            x->postings = larger;
            x->capacity = capacity;
        }
        struct posting *p = &x->postings[x->count];
        if (intern(&p->word, x, &words->list[i]))
            return RC_NO_MEMORY;
        p->procedure = procedure;
        p->weight = weight;
        x->count++;
    }
    return RC_OK;
}

static int by_word(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return x->procedure != y->procedure ? x->procedure - y->procedure : y->weight - x->weight;
}

void find_index_settle(struct find_index *x)
{
    if (!x->count)
        return;
    qsort(x->postings, x->count, sizeof *x->postings, by_word);
    size_t to = 0;
    for (size_t i = 0; i < x->count; i++) {
        struct posting p = x->postings[i];
        const struct posting *last = &x->postings[to ? to - 1 : 0];
        if (to && last->word == p.word && last->procedure == p.procedure)
            continue; /* of equal words in one procedure the weightiest stays */
        struct index_word *w = &x->words[p.word];
        if (!w->count++)
            w->first = to;
        x->postings[to++] = p;
    }
    x->count = to;
}

void find_index_release(struct find_index *x)
{
    free(x->words);
    free(x->slots);
    free(x->postings);
    *x = (struct find_index){ 0 };
}
