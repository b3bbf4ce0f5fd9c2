/* assistant_match.c - which rows of the tables a question meets, and how well. */
#include <stdlib.h>
#include <string.h>

#include "catalog/assistant_private.h"

/* A slip of the finger is hardly believed of a word that is itself a known one: only beside well-met
 * neighbours. */
static void fill_quality(struct asked *q)
{
    size_t n = q->as->known.count;
    for (int t = 0; t < q->count; t++) {
        unsigned char *row = q->quality + (size_t)t * n;
        bool known = false;
        for (size_t i = 0; i < n; i++) {
            row[i] = (unsigned char)word_quality(&q->words.list[t], &KNOWN(q->as)[i].word, q->words.marked);
            known = known || row[i] >= 82;
            q->exact[t] = q->exact[t] || row[i] == 100;
        }
        for (size_t i = 0; known && i < n; i++) {
            if (row[i] == 68)
                row[i] = 54;
        }
    }
}

/* From `token` on, with at most one word between two of the phrase. 0 = not met. */
static int phrase_from(
    const struct asked *q, const struct phrase *p, int token, const unsigned char *taken, int *end)
{
    int sum = 0, at = token, worst = 100;
    for (int i = 0; i < p->count; i++) {
        int id = IDS(q->as)[p->first + i], best = 0, step = 0;
        for (int gap = 0; gap <= (i ? 1 : 0) && at + gap < q->count; gap++) {
            int is = asked_used(taken, at + gap) ? 0 : asked_quality(q, at + gap, id) - 12 * gap;
            if (is > best) {
                best = is;
                step = gap;
            }
        }
        if (best < 50)
            return 0;
        worst = best < worst ? best : worst;
        sum += best;
        at += step + 1;
    }
    *end = at;
    int mean = sum / p->count;
    return mean >= (p->count == 1 ? 82 : 78) ? mean : 0;
}

struct found_piece {
    int quality, start, end;
    const struct phrase *phrase;
};

/* The best phrase of a piece that is met: longer and better ones first. */
static struct found_piece find_piece(
    const struct asked *q, const struct piece *piece, const unsigned char *taken)
{
    struct found_piece best = { 0 };
    int best_value = 0;
    for (int i = 0; i < piece->count; i++) {
        const struct phrase *p = &PHRASES(q->as)[piece->first + i];
        for (int t = 0; t + p->count <= q->count; t++) {
            int end = 0, is = phrase_from(q, p, t, taken, &end);
            int value = is * 4 + p->count;
            if (is && value > best_value) {
                best_value = value;
                best = (struct found_piece){ is, t, end, p };
            }
        }
    }
    return best;
}

static void try_cue(struct asked *q, const struct cue *cue)
{
    struct match m = { .cue = cue };
    int sum = 0, last_end = -1, far = 0;
    for (int i = 0; i < cue->count; i++) {
        struct found_piece f = find_piece(q, &PIECES(q->as)[cue->first + i], m.at);
        if (!f.quality)
            return;
        sum += f.quality;
        for (int t = f.start; t < f.end; t++)
            m.at[t / 8] |= (unsigned char)(1u << (t % 8));
        int away = last_end < 0 ? 0 : f.start > last_end ? f.start - last_end : last_end - f.end;
        far = away > far ? away : far;
        last_end = f.end;
        if (!m.text || strlen(f.phrase->text) > strlen(m.text))
            m.text = f.phrase->text;
    }
    if (!cue->count || q->matches_count == MATCHES_MAX)
        return;
    float met = (float)sum / (float)cue->count / 100.0f;
    m.score = (float)cue->weight * 10.0f * met * met * (far > 12 ? 0.75f : 1.0f);
    q->matches[q->matches_count++] = m;
}

static int best_match_first(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->cue < y->cue ? -1 : x->cue > y->cue;
}

void asked_match(struct asked *q)
{
    fill_quality(q);
    for (size_t i = 0; i < q->as->cues.count; i++)
        try_cue(q, &CUES(q->as)[i]);
    qsort(q->matches, (size_t)q->matches_count, sizeof *q->matches, best_match_first);
}
