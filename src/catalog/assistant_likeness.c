/* assistant_likeness.c - how like a question is to what people of this commune say when they mean something.
 *
 * data/phrasings.csv holds everyday sentences, each with what is meant: a procedure, a place elsewhere or a
 * fraud. A question is compared with every one of them: words in common, rare ones counting more, neighbours
 * in the same order counting once more, divided by how much either side says beside it. So a new way of
 * asking is recognised by its nearest relatives, and a question about cooking is nearest to nothing of ours.
 * A long story is also compared clause by clause.
 */
#include <math.h>
#include <string.h>

#include "catalog/assistant_private.h"

#define PAIR_PART 0.5f
/* A word that nobody ever said here counts as a rather rare one. */
#define STRANGE_WEIGHT 3.5f
/* A clause alone knows less than the whole question. */
#define CLAUSE_PART 0.85f
#define EXPLAINED   0.45f
/* A word written right that only sounds like another. */
#define OTHER_WORD 0.4f

/* --- made once, when the tables are read --- */

static float weight_of(const struct assistant *as, int id)
{
    return KNOWN(as)[id].said_weight;
}

void likeness_weigh(struct assistant *as)
{
    float all = (float)as->sayings.count + 1;
    for (size_t i = 0; i < as->known.count; i++) {
        struct known *k = &KNOWN(as)[i];
        k->said_weight = logf(1.0f + all / (float)(2 * k->sayings + 1));
    }
    for (size_t i = 0; i < as->sayings.count; i++) {
        struct saying *s = &SAYINGS(as)[i];
        const int *ids = IDS(as) + s->first;
        s->size = 0;
        for (int k = 0; k < s->count; k++) {
            float w = weight_of(as, ids[k]);
            s->size += w * w + (k ? PAIR_PART * w * weight_of(as, ids[k - 1]) : 0);
        }
    }
}

/* --- one question, or one clause of it --- */

struct part {
    int from, to; /* words of the question */
    float size;
};

/* How well the word is met in the part, 0..1, and where. */
static void meet(const struct asked *q, const struct part *part, const unsigned char *answered)
{
    size_t n = q->as->known.count;
    for (size_t i = 0; i < n; i++) {
        q->met[i] = 0;
        q->met_at[i] = -1;
    }
    for (int t = part->from; t < part->to; t++) {
        const unsigned char *row = q->quality + (size_t)t * n;
        float keeps = answered && (answered[t / 8] >> (t % 8) & 1) ? EXPLAINED : 1.0f;
        for (size_t i = 0; i < n; i++) {
            if (row[i] < 66)
                continue;
            float is = (float)row[i] / 100.0f;
            is = is * is * keeps * (q->exact[t] && row[i] < 82 ? OTHER_WORD : 1.0f);
            if (is > q->met[i]) {
                q->met[i] = is;
                q->met_at[i] = (short)t;
            }
        }
    }
}

/* What a word of the question weighs: as the commonest of the words it may be. */
static float token_weight(const struct asked *q, int t)
{
    const unsigned char *row = q->quality + (size_t)t * q->as->known.count;
    int best = 59;
    float weight = STRANGE_WEIGHT;
    for (size_t i = 0; i < q->as->known.count; i++) {
        const struct known *k = &KNOWN(q->as)[i];
        if (!k->sayings || row[i] < best || (row[i] == best && k->said_weight > weight))
            continue;
        best = row[i];
        weight = k->said_weight;
    }
    return weight;
}

static float part_size(const struct asked *q, int from, int to)
{
    float size = 0, before = 0;
    for (int t = from; t < to; t++) {
        float w = token_weight(q, t);
        size += w * w + PAIR_PART * w * before;
        before = w;
    }
    return size;
}

static float alike(const struct asked *q, const struct part *part, const struct saying *s)
{
    const int *ids = IDS(q->as) + s->first;
    float hit = 0;
    for (int k = 0; k < s->count; k++) {
        float met = q->met[ids[k]], w = weight_of(q->as, ids[k]);
        if (met <= 0)
            continue;
        hit += met * w * w;
        int step = k ? q->met_at[ids[k]] - q->met_at[ids[k - 1]] : 0;
        if (k && q->met[ids[k - 1]] > 0 && (step == 1 || step == 2))
            hit += PAIR_PART * met * w * weight_of(q->as, ids[k - 1]) * (step == 1 ? 1.0f : 0.6f);
    }
    return hit / (powf(s->size, 0.55f) * powf(part->size + 1.0f, 0.45f));
}

static struct liking *liking_of(struct likeness *l, const struct saying *s)
{
    if (s->kind == CUE_SCAM)
        return &l->scam;
    return s->kind == CUE_ELSEWHERE ? &l->places[s->target] : &l->procedures[s->target];
}

/* The best three sentences of each meaning are kept. */
static void note(struct liking *of, float is, const struct saying *s)
{
    for (int i = 0; i < LIKINGS; i++) {
        if (of->of[i] == s) {
            of->is[i] = is > of->is[i] ? is : of->is[i];
            return;
        }
        if (is > of->is[i]) {
            for (int k = LIKINGS - 1; k > i; k--) {
                of->is[k] = of->is[k - 1];
                of->of[k] = of->of[k - 1];
            }
            of->is[i] = is;
            of->of[i] = s;
            return;
        }
    }
}

static void compare_part(struct likeness *ret, const struct asked *q, const struct part *part, float counts,
    const unsigned char *answered)
{
    meet(q, part, answered);
    for (size_t i = 0; i < q->as->sayings.count; i++) {
        const struct saying *s = &SAYINGS(q->as)[i];
        float is = counts * alike(q, part, s);
        if (is > 0.05f)
            note(liking_of(ret, s), is, s);
    }
}

void likeness_compare(struct likeness *ret, const struct asked *q, const unsigned char *answered)
{
    memset(ret->procedures, 0, q->as->procedures_count * sizeof *ret->procedures);
    memset(ret->places, 0, sizeof ret->places);
    memset(&ret->scam, 0, sizeof ret->scam);
    struct part whole = { 0, q->count, part_size(q, 0, q->count) };
    compare_part(ret, q, &whole, 1.0f, answered);
    for (int from = 0, to; from < q->count; from = to) {
        for (to = from + 1; to < q->count && q->words.list[to].clause == q->words.list[from].clause;)
            to++;
        if (to - from < 2 || to - from == q->count)
            continue;
        struct part clause = { from, to, part_size(q, from, to) };
        compare_part(ret, q, &clause, CLAUSE_PART, answered);
    }
}

float liking_total(const struct liking *l)
{
    float sum = l->is[0] + 0.4f * l->is[1] + 0.3f * l->is[2];
    return 0.7f * sum * sum;
}
