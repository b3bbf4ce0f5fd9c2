/* find_private.h - the finder's memory; shared by find.c and find_store.c only. */
#ifndef CATALOG_FIND_PRIVATE_H
#define CATALOG_FIND_PRIVATE_H

#include "base/arena.h"
#include "catalog/assistant.h"
#include "catalog/find.h"
#include "catalog/words.h"

/* A word of a procedure; weight 100 = of its short name. */
struct entry {
    struct word word;
    int procedure, weight;
    size_t next; /* of the first entry of a word: where the next word begins; 0 in the others */
};

struct finder {
    struct arena arena;
    const struct office *of;
    struct day day;
    struct procedure *procedures;
    size_t procedures_count;
    struct assistant *assistant; /* for what people call things */
    struct entry *entries;       /* by word */
    size_t count, capacity;
    char (*initials)[16];
};

MUST enum rc finder_build(struct finder *f, struct err *e);
MUST enum rc finder_add_text(struct finder *f, const char *text, int procedure, int weight);

#endif
