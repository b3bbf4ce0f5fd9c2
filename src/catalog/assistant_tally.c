/* assistant_tally.c - what speaks for each procedure or place: rows met, its own name, words that cover the
 * question, what tells brothers apart, and codes typed as numbers. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "catalog/assistant_private.h"

#define LATER_PART 0.35f
/* A question that is word for word a known sentence gets as much as from a row of the tables. */
#define LIKE_POINTS  220.0f
#define COVER_POINTS 120.0f
/* What a qualifier does to a procedure that has it, said or not, and to its plain brother when it was said.
 */
#define SAID       1.25f
#define NOT_SAID   0.80f
#define SAID_OTHER 0.75f
#define DEMANDS    0.5f /* a place that only wants a paper */

/* How much of the procedure's own name was said, 0..1, and how much of the question it explains. */
float tally_name(const struct asked *q, const float *met, int procedure, float question_weight)
{
    if (q->as->name_weight[procedure] <= 0 || question_weight <= 0)
        return 0;
    float of_name = met[2 * procedure] / q->as->name_weight[procedure];
    float of_question = met[2 * procedure + 1] / question_weight;
    return 70.0f * of_name * of_name * (0.4f + 0.6f * of_question);
}

/* How much of the question the words of one meaning explain together. */
float tally_cover(const float *met, size_t meaning, float question_weight)
{
    float part = question_weight > 0 ? met[2 * meaning + 1] / question_weight : 0;
    return COVER_POINTS * part * part;
}

/* Sums of word weights: [2m] of the short name met, [2m+1] of the question met in what is said. */
float tally_names(const struct asked *q, float *met)
{
    float all = 0;
    for (int t = 0; t < q->count; t++) {
        float heaviest = 0;
        for (size_t i = 0; i < q->as->known.count; i++) {
            if (asked_quality(q, t, (int)i) >= 82 && KNOWN(q->as)[i].weight > heaviest)
                heaviest = KNOWN(q->as)[i].weight;
        }
        all += heaviest > 0 ? heaviest : 5.0f;
    }
    for (size_t i = 0; i < q->as->terms.count; i++) {
        const struct term *term = &TERMS(q->as)[i];
        int best = 0;
        for (int t = 0; t < q->count; t++) {
            int is = asked_quality(q, t, term->id);
            best = is > best && (is >= 82 || !q->exact[t]) ? is : best;
        }
        if (best < 68)
            continue;
        float weight = KNOWN(q->as)[term->id].weight * (float)best / 100.0f;
        if (term->short_name)
            met[2 * term->meaning] += weight;
        met[2 * term->meaning + 1] += weight * term->strength;
    }
    return all;
}

/* The part of a match that is not yet explained by what was already answered. */
static float fresh_part(const struct match *m, const unsigned char *answered, int count)
{
    int all = 0, old = 0;
    for (int t = 0; t < count; t++) {
        all += asked_used(m->at, t);
        old += asked_used(m->at, t) && asked_used(answered, t);
    }
    return all ? 1.0f - 0.5f * (float)old / (float)all : 1.0f;
}

static const float by_position[CUE_TARGETS] = { 1.0f, 0.84f, 0.72f, 0.62f, 0.54f, 0.5f };

static void tally_add(struct tally *t, float score, const struct match *m, int count)
{
    int all = 0, new = 0;
    for (int i = 0; i < count; i++) {
        all += asked_used(m->at, i);
        new += asked_used(m->at, i) && !asked_used(t->at, i);
    }
    if (!t->why) {
        t->best = score;
        t->why = m->text;
    } else if (all) {
        t->rest += score * (0.15f + 0.85f * (float)new / (float)all);
    }
    for (size_t i = 0; i < sizeof t->at; i++)
        t->at[i] |= m->at[i];
}

float tally_total(const struct tally *t)
{
    float more = LATER_PART * (t->rest + (t->best < t->name ? t->best : t->name));
    float best = t->best > t->name ? t->best : t->name;
    return (best + (more > best ? best : more) + LIKE_POINTS * t->like + t->cover) *
           (t->times > 0 ? t->times : 1.0f);
}

void tally_all(const struct asked *q, enum cue_kind kind, const unsigned char *answered, struct tally *sums)
{
    for (int i = 0; i < q->matches_count; i++) {
        const struct match *m = &q->matches[i];
        if (m->cue->kind != kind)
            continue;
        /* One word without marks says little: "thue" may be thuê or thuế. */
        bool vague = kind == CUE_ELSEWHERE && !q->words.marked && q->count > 2 && !strchr(m->text, ' ');
        float fresh = vague ? 0.6f : answered ? fresh_part(m, answered, q->count) : 1.0f;
        int targets = kind == CUE_SCAM ? 1 : m->cue->targets_count;
        for (int k = 0; k < targets; k++)
            tally_add(&sums[kind == CUE_SCAM ? 0 : m->cue->targets[k]], m->score * fresh * by_position[k], m,
                q->count);
    }
}

/* --- what tells brothers apart --- */

static void qualify(const struct assistant *as, const char *codes, float times, struct tally *sums)
{
    for (size_t i = 0; i < as->procedures_count; i++) {
        if (strstr(codes, as->procedures[i].code))
            sums[i].times = (sums[i].times > 0 ? sums[i].times : 1.0f) * times;
    }
}

static bool qualifier_said(const struct asked *q, size_t qualifier)
{
    for (int m = 0; m < q->matches_count; m++) {
        if (q->matches[m].cue->kind == CUE_QUALIFIER && q->matches[m].cue->targets[0] == (int)qualifier)
            return true;
    }
    return false;
}

void tally_qualify(const struct asked *q, struct tally *sums)
{
    for (size_t i = 0; i < q->as->qualifiers.count; i++) {
        const struct qualifier *is = &QUALIFIERS(q->as)[i];
        bool said = qualifier_said(q, i);
        qualify(q->as, is->with, said ? SAID : NOT_SAID, sums);
        if (said)
            qualify(q->as, is->without, SAID_OTHER, sums);
    }
}

/* "The power company wants a paper from me" is no matter of the power company: such a place stands as
 * "@power" behind the words. */
void tally_qualify_places(const struct asked *q, struct tally *places)
{
    for (size_t i = 0; i < q->as->qualifiers.count; i++) {
        const char *without = QUALIFIERS(q->as)[i].without;
        if (!strchr(without, '@') || !qualifier_said(q, i))
            continue;
        for (size_t k = 0; k < q->as->places.count; k++) {
            char key[40];
            snprintf(key, sizeof key, "@%s", PLACES(q->as)[k].id);
            if (strstr(without, key))
                places[k].times = DEMANDS;
        }
    }
}

/* --- codes typed as numbers --- */

/* "1.001193", "1001193", "1 001193", "1,001193": the position of the procedure, or -1. */
static int code_at(const struct assistant *as, const char *s)
{
    char code[PROCEDURE_CODE_SIZE];
    size_t n = 0;
    const char *c = s;
    if (!isdigit((unsigned char)*c))
        return -1;
    code[n++] = *c++;
    code[n++] = '.';
    if (*c == '.' || *c == ',' || *c == ' ')
        c++;
    for (int i = 0; i < 6; i++, c++) {
        if (!isdigit((unsigned char)*c))
            return -1;
        code[n++] = *c;
    }
    code[n] = '\0';
    if (isdigit((unsigned char)*c))
        return -1;
    for (size_t i = 0; i < as->procedures_count; i++) {
        if (strcmp(as->procedures[i].code, code) == 0)
            return (int)i;
    }
    return -1;
}

void tally_codes(const struct assistant *as, const char *question, struct tally *sums)
{
    for (const char *s = question; *s; s++) {
        int p = s == question || !isdigit((unsigned char)s[-1]) ? code_at(as, s) : -1;
        if (p >= 0)
            sums[p] = (struct tally){ .name = 400, .times = 1 };
    }
}
