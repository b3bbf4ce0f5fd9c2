/* find_private.h - the finder's memory; shared by find*.c only. */
#ifndef CATALOG_FIND_PRIVATE_H
#define CATALOG_FIND_PRIVATE_H

#include "base/arena.h"
#include "catalog/assistant.h"
#include "catalog/find.h"
#include "catalog/words.h"

/* A word stands in a procedure; weight 100 = in its short name. */
struct posting {
    int word, procedure, weight;
};

struct index_word {
    struct word word;
    size_t first, count; /* of its postings */
};

struct find_index {
    struct index_word *words;
    size_t words_count, words_capacity;
    int *slots; /* 1 + position in words; 0 = free */
    size_t slots_count;
    struct posting *postings; /* by word, once settled */
    size_t count, capacity;
};

/* RC_NO_MEMORY is the only trouble. After the last text: settle, once. */
MUST enum rc find_index_add(struct find_index *x, const struct words *words, int procedure, int weight);
void find_index_settle(struct find_index *x);
void find_index_release(struct find_index *x);

/* A name people use, leading straight to the targets of its row. Positions in the assistant's tables. */
struct alias {
    int first_word, phrase, cue;
};

#define INITIALS_SIZE 16

struct initials {
    int count;
    char letters[INITIALS_SIZE];
};

struct finder {
    struct arena arena;
    const struct office *of;
    struct day day;
    struct procedure *procedures;
    size_t procedures_count;
    struct assistant *assistant; /* for what people call things */
    struct find_index index;
    struct initials *initials; /* of the short names */
    struct alias *aliases;     /* by their first word */
    size_t aliases_count;
};

/* Aliases into the index, and the list that aliases_said looks through. */
MUST enum rc finder_add_aliases(struct finder *f);
MUST enum rc finder_build(struct finder *f, struct err *e);
MUST enum rc finder_add_text(struct finder *f, const char *text, int procedure, int weight);

/* What is known of one procedure while a query is looked at. */
struct score {
    int procedure, words, sum;
};

/* 0..100 for a word as typed so far against a known one. */
int typed_quality(const struct word *typed, const struct word *known, bool last, bool marked);
/* "sổ đỏ", "giấy chứng minh": a name typed from its beginning on raises its procedures. */
void aliases_said(const struct finder *f, const struct words *words, struct score *scores);

#endif
