/* assistant.c - what a question most likely means: every row of the tables that is said adds to what it
 * points at.
 *
 * A row counts by its weight and by how well its words were met; a procedure counts its best row fully and
 * further rows in part, so that three ways of saying one thing do not outweigh one clear word. After the best
 * procedure is taken, its words count half for the rest: a question with three wishes gets three answers.
 */
#include "catalog/assistant.h"

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
#define EVENT_LEAST    70
/* Who names one procedure this much more clearly than the event wants that one, not the list. */
#define EVENT_YIELDS 2.6f

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
    tally_qualify_places(&w->asked, places);
    scam.like = liking_total(&w->like.scam);
    scam.cover = tally_cover(w->met, scam_meaning(as), w->all);
    for (size_t i = 0; i < as->places.count; i++) {
        places[i].like = liking_total(&w->like.places[i]);
        places[i].cover = tally_cover(w->met, place_meaning(as, i), w->all);
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
    w->all = tally_names(&w->asked, w->met);
    for (size_t i = 0; i < as->procedures_count; i++) {
        w->base[i].name = tally_name(&w->asked, w->met, (int)i, w->all);
        w->base[i].cover = tally_cover(w->met, i, w->all);
    }
    tally_qualify(&w->asked, w->base);
    tally_codes(as, question, w->base);
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
