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
    int documents;
    float weight; /* rare words weigh more */
};

struct phrase {
    int first, count; /* in ids */
    const char *text;
};

struct piece {
    int first, count; /* in phrases: any of them */
};

enum cue_kind { CUE_PROCEDURES, CUE_ELSEWHERE, CUE_SCAM, CUE_EVENT };

/* One row of a table: all pieces must be said. */
struct cue {
    enum cue_kind kind;
    int first, count;         /* in pieces */
    int targets[CUE_TARGETS]; /* procedure, place or event positions, best first */
    int targets_count;
    int weight;
};

/* A word of a procedure's own names. */
struct term {
    int procedure, id;
    bool short_name;
};

struct place {
    const char *id, *text;
};

struct event {
    const char *title;
    const char *codes;
};

struct dialect {
    struct word from;
    const char *to;
};

struct assistant {
    struct arena arena;
    const struct procedure *procedures;
    size_t procedures_count;
    struct pile known, ids, phrases, pieces, cues, terms, places, events, dialects;
    int slots[VOCABULARY_SLOTS]; /* 1 + position in known; 0 = free */
    float *name_weight;          /* per procedure: sum over the words of its short name */
    const char *advice;          /* what to do about a scam, with source and date */
};

#define KNOWN(as)    ((struct known *)(as)->known.data)
#define IDS(as)      ((int *)(as)->ids.data)
#define PHRASES(as)  ((struct phrase *)(as)->phrases.data)
#define PIECES(as)   ((struct piece *)(as)->pieces.data)
#define CUES(as)     ((struct cue *)(as)->cues.data)
#define TERMS(as)    ((struct term *)(as)->terms.data)
#define PLACES(as)   ((struct place *)(as)->places.data)
#define EVENTS(as)   ((struct event *)(as)->events.data)
#define DIALECTS(as) ((struct dialect *)(as)->dialects.data)

/* Cuts into words and says village words and short forms the common way. */
void assistant_cut(struct words *ret, const struct assistant *as, const char *text, size_t len);

MUST enum rc assistant_load(struct assistant *as, const char *share_dir, struct err *e);

#endif
