/* assistant.c - what a question most likely means: every row of the tables that is said adds to what it
 * points at.
 *
 * A row counts by its weight and by how well its words were met; a procedure counts its best row fully and
 * further rows in part, so that three ways of saying one thing do not outweigh one clear word. After the best
 * procedure is taken, its words count half for the rest: a question with three wishes gets three answers.
 */
#include "catalog/assistant.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "catalog/assistant_private.h"

#define FOUND_LEAST                                                                                          \
    40 /* below this (a row of weight 10 met fully is 100) nothing was said that points anywhere */
#define SCAM_LEAST 60
/* A fraud must speak louder than a procedure of ours; a warning too many about what is not ours does no harm.
 */
#define SCAM_OVER      0.75f
#define SCAM_OVER_AWAY 0.45f
#define AWAY_OVER      1.1f
#define AWAY_ALIKE     1.3f
#define LATER_PART     0.35f
/* A question that is word for word a known sentence gets as much as from a row of the tables. */
#define LIKE_POINTS  220.0f
#define COVER_POINTS 120.0f
#define EVENT_LEAST  70
/* What a qualifier does to a procedure that has it, said or not, and to its plain brother when it was said.
 */
#define SAID       1.25f
#define NOT_SAID   0.80f
#define SAID_OTHER 0.75f
#define DEMANDS    0.5f /* a place that only wants a paper */
/* Who names one procedure this much more clearly than the event wants that one, not the list. */
#define EVENT_YIELDS 2.6f

/* How much of the procedure's own name was said, 0..1, and how much of the question it explains. */
static float name_score(const struct asked *q, const float *met, int procedure, float question_weight)
{
    if (q->as->name_weight[procedure] <= 0 || question_weight <= 0)
        return 0;
    float of_name = met[2 * procedure] / q->as->name_weight[procedure];
    float of_question = met[2 * procedure + 1] / question_weight;
    return 70.0f * of_name * of_name * (0.4f + 0.6f * of_question);
}

/* How much of the question the words of one meaning explain together. */
static float cover_score(const float *met, size_t meaning, float question_weight)
{
    float part = question_weight > 0 ? met[2 * meaning + 1] / question_weight : 0;
    return COVER_POINTS * part * part;
}

/* Sums of word weights: [2m] of the short name met, [2m+1] of the question met in what is said. */
static float name_sums(const struct asked *q, float *met)
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

/* What speaks for one target. Matches come best first; a later one adds only for words that no earlier one
 * explained. `like`: how like the question is to sentences that mean it. */
struct tally {
    float best, rest, name, like, cover;
    float times; /* by the qualifiers; 0 = none of them concerns it */
    const char *why;
    unsigned char at[TOKENS_MAX / 8 + 1];
};

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

static float tally_total(const struct tally *t)
{
    float more = LATER_PART * (t->rest + (t->best < t->name ? t->best : t->name));
    float best = t->best > t->name ? t->best : t->name;
    return (best + (more > best ? best : more) + LIKE_POINTS * t->like + t->cover) *
           (t->times > 0 ? t->times : 1.0f);
}

static void tally_all(
    const struct asked *q, enum cue_kind kind, const unsigned char *answered, struct tally *sums)
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

static void qualify_all(const struct asked *q, struct tally *sums)
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
static void qualify_places(const struct asked *q, struct tally *places)
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

static void codes_in(const struct assistant *as, const char *question, struct tally *sums)
{
    for (const char *s = question; *s; s++) {
        int p = s == question || !isdigit((unsigned char)s[-1]) ? code_at(as, s) : -1;
        if (p >= 0)
            sums[p] = (struct tally){ .name = 400, .times = 1 };
    }
}

/* --- the verdict --- */

static int best_of(const struct tally *sums, size_t count, const bool *out)
{
    int best = -1;
    for (size_t i = 0; i < count; i++) {
        if ((!out || !out[i]) && (best < 0 || tally_total(&sums[i]) > tally_total(&sums[best])))
            best = (int)i;
    }
    return best;
}

static void mark_answered(const struct asked *q, int procedure, unsigned char *answered)
{
    for (int i = 0; i < q->matches_count; i++) {
        const struct match *m = &q->matches[i];
        bool ours = false;
        for (int k = 0; m->cue->kind == CUE_PROCEDURES && k < m->cue->targets_count; k++)
            ours = ours || m->cue->targets[k] == procedure;
        for (size_t b = 0; ours && b < sizeof m->at; b++)
            answered[b] |= m->at[b];
    }
}

struct work {
    struct asked asked;
    struct tally *base, *sums; /* per procedure: names and codes only; and with cues */
    struct likeness like;
    float *met, all; /* words of each meaning met; weight of the whole question */
    bool *out;
};

/* The words that were met; without them the nearest sentence people say. */
static const char *why_text(
    const struct tally *t, const struct liking *like, const struct procedure *is, struct arena *a)
{
    if (!t->why && like->of[0] && like->is[0] > 0.2f)
        return arena_printf(a, _("people say for it: %s"), like->of[0]->text);
    return arena_printf(a, _("the question says: %s"), t->why ? t->why : is->short_name);
}

static void take(struct reply *ret, const struct work *w, int p, float score, struct arena *a)
{
    const struct procedure *is = &w->asked.as->procedures[p];
    ret->list[ret->count++] = (struct suggestion){
        .code = arena_strdup(a, is->code),
        .name = arena_strdup(a, is->name),
        .why = why_text(&w->sums[p], &w->like.procedures[p], is, a),
        .score = (int)score,
    };
    w->out[p] = true;
}

static void suggest(struct reply *ret, struct work *w, struct arena *a)
{
    const struct asked *q = &w->asked;
    size_t n = q->as->procedures_count;
    unsigned char answered[TOKENS_MAX / 8 + 1] = { 0 };
    float top = 0;
    while (ret->count < SUGGESTIONS_MAX) {
        memcpy(w->sums, w->base, n * sizeof *w->sums);
        tally_all(q, CUE_PROCEDURES, answered, w->sums);
        if (ret->count)
            likeness_compare(&w->like, q, answered);
        for (size_t i = 0; i < n; i++)
            w->sums[i].like = liking_total(&w->like.procedures[i]);
        int p = best_of(w->sums, n, w->out);
        float score = p < 0 ? 0 : tally_total(&w->sums[p]);
        if (score < (ret->count ? 0.30f * top : (float)FOUND_LEAST) || score < 18)
            return;
        top = ret->count ? top : score;
        take(ret, w, p, score, a);
        mark_answered(q, p, answered);
    }
}

/* Life events give their list in the order in which things are best done. */
static void put_event(struct reply *ret, const struct work *w, struct arena *a)
{
    const struct assistant *as = w->asked.as;
    struct tally sums[16] = { 0 };
    if (as->events.count == 0 || as->events.count > 16)
        return;
    tally_all(&w->asked, CUE_EVENT, NULL, sums);
    int e = best_of(sums, as->events.count, NULL);
    float score = e < 0 ? 0 : tally_total(&sums[e]);
    if (score < EVENT_LEAST || (ret->count && (float)ret->list[0].score > EVENT_YIELDS * score))
        return;
    ret->event = arena_strdup(a, EVENTS(as)[e].title);
    ret->count = 0;
    for (const char *at = EVENTS(as)[e].codes; *at && ret->count < SUGGESTIONS_MAX;) {
        size_t len = strcspn(at, " ");
        for (size_t i = 0; i < as->procedures_count; i++) {
            if (strlen(as->procedures[i].code) == len && strncmp(as->procedures[i].code, at, len) == 0)
                take(ret, w, (int)i, 100, a);
        }
        at += len;
        at += *at == ' ';
    }
}

/* What speaks against us: another office, or a fraud. */
struct against {
    int place;
    bool named; /* a row of the tables named the place; otherwise it is only like what is asked there */
    float away, fraud;
};

static struct against weigh_against(const struct work *w)
{
    const struct assistant *as = w->asked.as;
    struct tally scam = { 0 }, places[PLACES_MAX] = { 0 };
    tally_all(&w->asked, CUE_SCAM, NULL, &scam);
    tally_all(&w->asked, CUE_ELSEWHERE, NULL, places);
    qualify_places(&w->asked, places);
    scam.like = liking_total(&w->like.scam);
    scam.cover = cover_score(w->met, scam_meaning(as), w->all);
    for (size_t i = 0; i < as->places.count; i++) {
        places[i].like = liking_total(&w->like.places[i]);
        places[i].cover = cover_score(w->met, place_meaning(as, i), w->all);
        /* "can", "the" and "to" are Vietnamese syllables, too */
        if (w->asked.words.marked && strcmp(PLACES(as)[i].id, "english") == 0)
            places[i] = (struct tally){ 0 };
    }
    int place = best_of(places, as->places.count, NULL);
    return (struct against){ place, place >= 0 && places[place].why,
        place < 0 ? 0 : tally_total(&places[place]), tally_total(&scam) };
}

static void judge(struct reply *ret, const struct work *w, const struct against *than, struct arena *a)
{
    const struct assistant *as = w->asked.as;
    float top = ret->count ? (float)ret->list[0].score : 0;
    if (than->fraud >= SCAM_LEAST && top < 400 && than->fraud >= SCAM_OVER * top &&
        than->fraud >= SCAM_OVER_AWAY * than->away) {
        ret->verdict = VERDICT_SCAM;
        ret->advice = arena_strdup(a, as->advice);
    } else if (than->away > (than->named ? AWAY_OVER : AWAY_ALIKE) * top || ret->count == 0 ||
               top < FOUND_LEAST) {
        ret->verdict = VERDICT_NONE;
        ret->place = than->away >= 30 ? arena_strdup(a, PLACES(as)[than->place].text) : "";
    }
    if (ret->verdict != VERDICT_FOUND)
        ret->count = 0;
}

static enum rc accept_question(const char *question, struct err *e)
{
    size_t len = strnlen(question, QUESTION_MAX + 1);
    if (len > QUESTION_MAX)
        return err_set(
            e, RC_REFUSED, "question_long", N_("The question is longer than %d letters."), QUESTION_MAX);
    if (utf8_bad_byte(question, len))
        return err_set(e, RC_REFUSED, "question_utf8", N_("The question is not text: byte %zu is broken."),
            utf8_bad_byte(question, len));
    return RC_OK;
}

static enum rc work_prepare(struct work *w, const struct assistant *as, const char *question, struct arena *a)
{
    struct asked *q = &w->asked;
    q->as = as;
    assistant_cut(&q->words, as, question, strlen(question));
    q->count = q->words.count < TOKENS_MAX ? q->words.count : TOKENS_MAX;
    q->quality = arena_array(a, (size_t)q->count * as->known.count + 1, 1);
    w->base = arena_array(a, as->procedures_count + 1, sizeof *w->base);
    w->sums = arena_array(a, as->procedures_count + 1, sizeof *w->sums);
    w->met = arena_array(a, 2 * scam_meaning(as) + 2, sizeof *w->met);
    w->out = arena_array(a, as->procedures_count + 1, sizeof *w->out);
    w->like.procedures = arena_array(a, as->procedures_count + 1, sizeof *w->like.procedures);
    q->met = arena_array(a, as->known.count + 1, sizeof *q->met);
    q->met_at = arena_array(a, as->known.count + 1, sizeof *q->met_at);
    return arena_failed(a) ? RC_NO_MEMORY : RC_OK;
}

enum rc assistant_reply(
    struct reply *ret, const struct assistant *as, const char *question, struct arena *a, struct err *e)
{
    enum rc rc = accept_question(question, e);
    if (rc)
        return rc;
    struct work *w = arena_alloc(a, sizeof *w);
    if (!w || work_prepare(w, as, question, a))
        return err_no_memory(e);
    if (w->asked.words.count == 0)
        return err_set(e, RC_REFUSED, "question_empty", N_("There is no word in the question."));

    asked_match(&w->asked);
    w->all = name_sums(&w->asked, w->met);
    for (size_t i = 0; i < as->procedures_count; i++) {
        w->base[i].name = name_score(&w->asked, w->met, (int)i, w->all);
        w->base[i].cover = cover_score(w->met, i, w->all);
    }
    qualify_all(&w->asked, w->base);
    codes_in(as, question, w->base);
    likeness_compare(&w->like, &w->asked, NULL);

    struct reply reply = { .place = "", .advice = "", .event = "" };
    const struct against than = weigh_against(w);
    suggest(&reply, w, a);
    put_event(&reply, w, a);
    judge(&reply, w, &than, a);
    *ret = reply;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

enum rc assistant_open(struct assistant **ret, const char *share_dir, const struct procedure *procedures,
    size_t count, struct err *e)
{
    struct assistant *as = calloc(1, sizeof *as);
    if (!as)
        return err_no_memory(e);
    as->procedures = procedures;
    as->procedures_count = count;
    enum rc rc = assistant_load(as, share_dir, e);
    if (rc) {
        assistant_close(as);
        return rc;
    }
    *ret = as;
    return RC_OK;
}

void assistant_close(struct assistant *as)
{
    if (!as)
        return;
    struct pile *piles[] = { &as->known, &as->ids, &as->phrases, &as->pieces, &as->cues, &as->terms,
        &as->places, &as->events, &as->dialects, &as->sayings, &as->qualifiers };
    for (size_t i = 0; i < sizeof piles / sizeof *piles; i++)
        free(piles[i]->data);
    arena_release(&as->arena);
    free(as);
}

void assistant_auto_close(struct assistant **as)
{
    assistant_close(*as);
}
