/* find_alias.c - names people use ("sổ đỏ", "giấy chứng minh"), from the one-piece rows of the assistant's
 * tables. */
#include <stdlib.h>
#include <string.h>

#include "catalog/assistant_private.h"
#include "catalog/find_private.h"

static bool is_name(const struct cue *cue)
{
    return cue->kind == CUE_PROCEDURES && cue->count == 1;
}

static int by_first_word(const void *a, const void *b)
{
    const struct alias *x = a, *y = b;
    if (x->first_word != y->first_word)
        return x->first_word < y->first_word ? -1 : 1;
    return x->phrase - y->phrase;
}

/* A name's words stand for the first three procedures it leads to. */
static enum rc add_words(struct finder *f, const struct alias *alias)
{
    static const int weights[] = { 60, 50, 42 };
    const struct cue *cue = &CUES(f->assistant)[alias->cue];
    const char *text = PHRASES(f->assistant)[alias->phrase].text;
    struct words words;
    words_cut(&words, text, strlen(text));
    enum rc rc = RC_OK;
    for (int t = 0; !rc && t < cue->targets_count && t < 3; t++)
        rc = find_index_add(&f->index, &words, cue->targets[t], weights[t]);
    return rc;
}

enum rc finder_add_aliases(struct finder *f)
{
    const struct assistant *as = f->assistant;
    f->aliases = calloc(as->phrases.count + 1, sizeof *f->aliases);
    if (!f->aliases)
        return RC_NO_MEMORY;
    enum rc rc = RC_OK;
    for (size_t i = 0; i < as->cues.count; i++) {
        const struct cue *cue = &CUES(as)[i];
        const struct piece *piece = &PIECES(as)[cue->first];
        for (int k = 0; !rc && is_name(cue) && k < piece->count; k++) {
            struct alias *alias = &f->aliases[f->aliases_count++];
            int phrase = piece->first + k;
            *alias = (struct alias){ IDS(as)[PHRASES(as)[phrase].first], phrase, (int)i };
            rc = add_words(f, alias);
        }
    }
    qsort(f->aliases, f->aliases_count, sizeof *f->aliases, by_first_word);
    return rc;
}

/* The worst of the words typed; 0 when one of them is not the name's. `first` is known already. */
static int name_quality(
    const struct assistant *as, const struct phrase *p, const struct words *words, int first)
{
    int quality = p->count < words->count ? 0 : first;
    for (int w = 1; w < words->count && quality; w++) {
        const struct word *known = &KNOWN(as)[IDS(as)[p->first + w]].word;
        int is = typed_quality(&words->list[w], known, w == words->count - 1, words->marked);
        quality = is < 75 ? 0 : is < quality ? is : quality;
    }
    return quality;
}

static void raise_targets(const struct cue *cue, int sum, int words, struct score *scores)
{
    for (int t = 0; t < cue->targets_count; t++) {
        struct score *score = &scores[cue->targets[t]];
        int is = sum * (10 - t) / 10;
        if (is <= score->sum)
            continue;
        score->sum = is;
        score->words = words;
    }
}

void aliases_said(const struct finder *f, const struct words *words, struct score *scores)
{
    const struct assistant *as = f->assistant;
    int first = 0, known = -1;
    for (size_t i = 0; words->count && i < f->aliases_count; i++) {
        const struct alias *alias = &f->aliases[i];
        const struct phrase *p = &PHRASES(as)[alias->phrase];
        if (alias->first_word != known) {
            known = alias->first_word;
            first = typed_quality(&words->list[0], &KNOWN(as)[known].word, words->count == 1, words->marked);
        }
        int quality = first < 75 ? 0 : name_quality(as, p, words, first);
        int whole = p->count == words->count ? 100 : 75;
        if (quality)
            raise_targets(&CUES(as)[alias->cue], words->count * quality * whole, words->count, scores);
    }
}
