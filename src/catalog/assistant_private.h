/* assistant_private.h - what the assistant's tables look like in memory. Nobody outside assistant*.c includes
 * it. */
#ifndef CATALOG_ASSISTANT_PRIVATE_H
#define CATALOG_ASSISTANT_PRIVATE_H

#include "base/arena.h"
#include "catalog/assistant.h"
#include "catalog/words.h"

#define CUE_TARGETS      6
#define VOCABULARY_SLOTS 16384

/* A growing list; freed with the assistant. */
struct pile {
    void *data;
    size_t count, capacity;
};

/* A known word: how it is written, and in how many procedures it stands. */
struct known {
    struct word word;
    int documents, sayings;
    float weight;      /* rare words weigh more: among the procedures' names */
    float said_weight; /* the same among the sentences of data/phrasings.csv */
};

struct phrase {
    int first, count; /* in ids */
    const char *text;
};

struct piece {
    int first, count; /* in phrases: any of them */
};

enum cue_kind { CUE_PROCEDURES, CUE_ELSEWHERE, CUE_SCAM, CUE_EVENT, CUE_QUALIFIER };

/* One row of a table: all pieces must be said. */
struct cue {
    enum cue_kind kind;
    int first, count;         /* in pieces */
    int targets[CUE_TARGETS]; /* procedure, place or event positions, best first */
    int targets_count;
    int weight;
};

/* A word of a procedure's names, or of what people say when they mean it, a place or a fraud. */
struct term {
    int meaning, id; /* procedures, then places, then the fraud */
    bool short_name;
    int times;      /* sentences it stands in */
    float strength; /* 0..1: how much it belongs to what is said there */
};

struct place {
    const char *id, *text;
};

struct event {
    const char *title;
    const char *codes;
};

/* A sentence people say, and what they mean by it. */
struct saying {
    enum cue_kind kind;
    int target;       /* procedure or place; unused for a fraud */
    int first, count; /* in ids */
    float size;
    const char *text;
};

/* What tells procedures of one subject apart: "abroad", "again", "ended". Whose words are said speaks for
 * those that have it and against their plain brothers; what nobody said speaks against those that have it. */
struct qualifier {
    const char *with, *without; /* codes */
};

struct dialect {
    struct word from;
    const char *to;
};

struct assistant {
    struct arena arena;
    const struct procedure *procedures;
    size_t procedures_count;
    struct pile known, ids, phrases, pieces, cues, terms, places, events, dialects, sayings, qualifiers;
    int slots[VOCABULARY_SLOTS]; /* 1 + position in known; 0 = free */
    float *name_weight;          /* per procedure: sum over the words of its short name */
    const char *advice;          /* what to do about a scam, with source and date */
};

#define KNOWN(as)      ((struct known *)(as)->known.data)
#define IDS(as)        ((int *)(as)->ids.data)
#define PHRASES(as)    ((struct phrase *)(as)->phrases.data)
#define PIECES(as)     ((struct piece *)(as)->pieces.data)
#define CUES(as)       ((struct cue *)(as)->cues.data)
#define TERMS(as)      ((struct term *)(as)->terms.data)
#define PLACES(as)     ((struct place *)(as)->places.data)
#define EVENTS(as)     ((struct event *)(as)->events.data)
#define DIALECTS(as)   ((struct dialect *)(as)->dialects.data)
#define SAYINGS(as)    ((struct saying *)(as)->sayings.data)
#define QUALIFIERS(as) ((struct qualifier *)(as)->qualifiers.data)

#define TOKENS_MAX  120
#define MATCHES_MAX 512
#define PLACES_MAX  64

/* A row of the tables that the question meets. */
struct match {
    const struct cue *cue;
    float score;
    const char *text; /* the longest phrase met */
    unsigned char at[TOKENS_MAX / 8 + 1];
};

struct asked {
    const struct assistant *as;
    struct words words;
    int count;              /* words looked at */
    unsigned char *quality; /* count x known */
    bool exact[TOKENS_MAX]; /* written just as a known word: hardly meant to be another one */
    float *met;             /* per known word, for likeness */
    short *met_at;
    struct match matches[MATCHES_MAX];
    int matches_count;
};

static inline int asked_quality(const struct asked *q, int token, int id)
{
    return q->quality[(size_t)token * q->as->known.count + (size_t)id];
}

static inline bool asked_used(const unsigned char *at, int token)
{
    return at[token / 8] >> (token % 8) & 1;
}

/* Fills quality, then the matches, best first. */
void asked_match(struct asked *q);

/* Where the words of a place, and of a fraud, stand among the meanings. */
static inline size_t place_meaning(const struct assistant *as, size_t place)
{
    return as->procedures_count + place;
}

static inline size_t scam_meaning(const struct assistant *as)
{
    return as->procedures_count + as->places.count;
}

#define LIKINGS 3

/* The sentences of one meaning that are most like the question. */
struct liking {
    float is[LIKINGS];
    const struct saying *of[LIKINGS];
};

struct likeness {
    struct liking *procedures; /* as many as there are */
    struct liking places[PLACES_MAX], scam;
};

void likeness_weigh(struct assistant *as);
/* `answered` (may be NULL): words already explained count less. */
void likeness_compare(struct likeness *ret, const struct asked *q, const unsigned char *answered);
float liking_total(const struct liking *l);

/* What speaks for one target. Matches come best first; a later one adds only for words that no earlier one
 * explained. `like`: how like the question is to sentences that mean it. */
struct tally {
    float best, rest, name, like, cover;
    float times; /* by the qualifiers; 0 = none of them concerns it */
    const char *why;
    unsigned char at[TOKENS_MAX / 8 + 1];
};

/* Sums of word weights into met: [2m] of the short name of meaning m met, [2m+1] of the question met in what
 * is said for it. Returns the weight of the whole question. */
float tally_names(const struct asked *q, float *met);
float tally_name(const struct asked *q, const float *met, int procedure, float question_weight);
float tally_cover(const float *met, size_t meaning, float question_weight);
/* Every row of `kind` that was met, to its targets. `answered` (may be NULL): words already explained. */
void tally_all(const struct asked *q, enum cue_kind kind, const unsigned char *answered, struct tally *sums);
void tally_qualify(const struct asked *q, struct tally *sums);
void tally_qualify_places(const struct asked *q, struct tally *places);
void tally_codes(const struct assistant *as, const char *question, struct tally *sums);
float tally_total(const struct tally *t);

/* Cuts into words and says village words and short forms the common way. */
void assistant_cut(struct words *ret, const struct assistant *as, const char *text, size_t len);

/* --- reading the tables (assistant_tables.c) --- */

/* Room for one more element; NULL when memory ends. */
void *assistant_pile_add(struct pile *p, size_t size);
/* Position of the word in `known`, added when new; -1 when memory ends or the table is full. */
int assistant_intern(struct assistant *as, const struct word *w);
struct csv;
MUST enum rc assistant_read_table(struct csv *csv, const char *share_dir, const char *name, struct err *e);
/* Positions by code and by id; -1 = not in force here, no such place. */
int assistant_procedure(const struct assistant *as, const char *code, size_t len);
int assistant_place(const struct assistant *as, const char *id);

MUST enum rc assistant_load_dialect(struct assistant *as, const char *share_dir, struct err *e);

/* --- what is said (assistant_said.c) --- */
MUST enum rc assistant_load_sayings(struct assistant *as, const char *share_dir, struct err *e);
MUST enum rc assistant_load_names(struct assistant *as, struct err *e);

MUST enum rc assistant_load(struct assistant *as, const char *share_dir, struct err *e);

#endif
