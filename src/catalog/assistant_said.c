/* assistant_said.c - what people say (data/phrasings.csv) and what the procedures are called: read, and
 * weighed by how much each word belongs to one meaning. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "catalog/assistant_private.h"

/* --- what people say --- */

static enum rc add_saying(struct assistant *as, const char *text, enum cue_kind kind, int target)
{
    struct words words;
    assistant_cut(&words, as, text, strlen(text));
    struct saying *s = words.count ? assistant_pile_add(&as->sayings, sizeof *s) : NULL;
    if (!words.count)
        return RC_OK;
    if (!s)
        return RC_NO_MEMORY;
    *s = (struct saying){ kind, target, (int)as->ids.count, 0, 0, arena_strdup(&as->arena, text) };
    for (int i = 0; i < words.count; i++) {
        int known = assistant_intern(as, &words.list[i]), *id = assistant_pile_add(&as->ids, sizeof *id);
        if (known < 0 || !id)
            return RC_NO_MEMORY;
        *id = known;
        s->count++;
        bool twice = false;
        for (int k = 0; k < i; k++)
            twice = twice || IDS(as)[s->first + k] == known;
        KNOWN(as)[known].sayings += !twice;
    }
    return RC_OK;
}

/* A code, "@" and a place, or "@scam". Codes that are not in force here are passed over. */
enum rc assistant_load_sayings(struct assistant *as, const char *share_dir, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = assistant_read_table(&csv, share_dir, "phrasings.csv", e);
    int says = csv_column(&csv, "says"), target = csv_column(&csv, "target");
    for (size_t i = 1; !rc && i < csv.count; i++) {
        const char *means = csv_cell(&csv, i, target);
        bool fraud = strcmp(means, "@scam") == 0;
        int position = fraud           ? 0
                       : *means == '@' ? assistant_place(as, means + 1)
                                       : assistant_procedure(as, means, strlen(means));
        if (position < 0 && *means == '@')
            return err_set(e, RC_REFUSED, "words_place", N_("%s:%d: there is no place called %s"),
                "phrasings.csv", csv.rows[i].line, means + 1);
        enum cue_kind kind = fraud ? CUE_SCAM : *means == '@' ? CUE_ELSEWHERE : CUE_PROCEDURES;
        if (position >= 0 && add_saying(as, csv_cell(&csv, i, says), kind, position))
            return err_no_memory(e);
    }
    return rc;
}

/* --- the procedures' own names --- */

static enum rc add_term(struct assistant *as, size_t meaning, int id, bool short_name)
{
    for (size_t k = as->terms.count; k-- > 0 && TERMS(as)[k].meaning == (int)meaning;) {
        if (TERMS(as)[k].id == id) {
            TERMS(as)[k].times++;
            return RC_OK;
        }
    }
    struct term *t = assistant_pile_add(&as->terms, sizeof *t);
    if (!t)
        return RC_NO_MEMORY;
    *t = (struct term){ (int)meaning, id, short_name, 1, 0 };
    KNOWN(as)[id].documents++;
    return RC_OK;
}

static enum rc add_terms(struct assistant *as, size_t meaning, const char *text, bool short_name)
{
    struct words words;
    assistant_cut(&words, as, text, strlen(text));
    for (int i = 0; i < words.count; i++) {
        int id = assistant_intern(as, &words.list[i]);
        if (id < 0 || add_term(as, meaning, id, short_name))
            return RC_NO_MEMORY;
    }
    return RC_OK;
}

/* The sentences of each meaning, chained: thousands of procedures times thousands of sentences is too much to
 * look through. */
struct chains {
    int *first; /* by meaning; -1 = nothing is said for it */
    int *next;  /* by sentence */
};

static enum rc chain_sayings(struct chains *ret, const struct assistant *as)
{
    size_t meanings = scam_meaning(as) + 1;
    ret->first = malloc(meanings * sizeof *ret->first);
    ret->next = malloc((as->sayings.count + 1) * sizeof *ret->next);
    if (!ret->first || !ret->next)
        return RC_NO_MEMORY;
    for (size_t i = 0; i < meanings; i++)
        ret->first[i] = -1;
    for (size_t i = as->sayings.count; i-- > 0;) {
        const struct saying *s = &SAYINGS(as)[i];
        size_t meaning = s->kind == CUE_SCAM        ? scam_meaning(as)
                         : s->kind == CUE_ELSEWHERE ? place_meaning(as, (size_t)s->target)
                                                    : (size_t)s->target;
        ret->next[i] = ret->first[meaning];
        ret->first[meaning] = (int)i;
    }
    return RC_OK;
}

/* The words of everything people say for it: several sentences together cover what none does alone. A word
 * said once among a hundred sentences belongs to them less than one said once among five. */
static enum rc add_said_terms(
    struct assistant *as, const struct chains *chains, size_t meaning, size_t first_term)
{
    int sentences = 0;
    for (int i = chains->first[meaning]; i >= 0; i = chains->next[i]) {
        const struct saying *s = &SAYINGS(as)[i];
        sentences++;
        for (int k = 0; k < s->count; k++) {
            if (add_term(as, meaning, IDS(as)[s->first + k], false))
                return RC_NO_MEMORY;
        }
    }
    for (size_t i = first_term; i < as->terms.count; i++) {
        struct term *t = &TERMS(as)[i];
        t->strength = (float)t->times / ((float)t->times + 0.05f * (float)sentences);
    }
    return RC_OK;
}

static enum rc name_terms(struct assistant *as, const struct chains *chains, size_t i)
{
    const struct procedure *p = &as->procedures[i];
    size_t first = as->terms.count;
    if (add_terms(as, i, p->short_name, true) || add_terms(as, i, p->name, false) ||
        add_terms(as, i, p->field, false) || add_said_terms(as, chains, i, first))
        return RC_NO_MEMORY;
    return add_saying(as, p->short_name, CUE_PROCEDURES, (int)i);
}

static enum rc all_terms(struct assistant *as, const struct chains *chains)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < as->procedures_count && !rc; i++)
        rc = name_terms(as, chains, i);
    for (size_t i = 0; i < as->places.count && !rc; i++)
        rc = add_said_terms(as, chains, place_meaning(as, i), as->terms.count);
    return rc ? rc : add_said_terms(as, chains, scam_meaning(as), as->terms.count);
}

enum rc assistant_load_names(struct assistant *as, struct err *e)
{
    struct chains chains = { 0 };
    enum rc rc = chain_sayings(&chains, as);
    if (!rc)
        rc = all_terms(as, &chains);
    free(chains.first);
    free(chains.next);
    if (rc)
        return err_no_memory(e);
    for (size_t i = 0; i < as->known.count; i++) {
        struct known *k = &KNOWN(as)[i];
        k->weight = logf(1.0f + (float)(as->procedures_count + 1) / (float)(k->documents + 1));
    }
    as->name_weight = arena_array(&as->arena, as->procedures_count + 1, sizeof *as->name_weight);
    if (!as->name_weight)
        return err_no_memory(e);
    for (size_t i = 0; i < as->terms.count; i++) {
        const struct term *t = &TERMS(as)[i];
        if (t->short_name)
            as->name_weight[t->meaning] += KNOWN(as)[t->id].weight;
    }
    return RC_OK;
}
