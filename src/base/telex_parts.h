/* telex_parts.h - between telex.c (keys and words) and telex_marks.c (what a mark key does); nobody else's.
 */
#ifndef BASE_TELEX_PARTS_H
#define BASE_TELEX_PARTS_H

#include "base/telex.h"

/* What became of a key that asks for a mark. */
enum telex_outcome {
    TELEX_NOT_A_MARK, /* write it as a letter */
    TELEX_MARKED,
    TELEX_AGAIN, /* the fate of a key changed: compose the word anew */
};

enum telex_outcome telex_mark(struct telex *t, int key);

/* The letters alone, for the questions of syllable.h. */
size_t telex_word(const struct telex *t, struct viet_letter word[TELEX_KEYS_MAX]);

void telex_append(struct telex *t, uint32_t code, int key);

/* The bit in `escaped` of a Telex key; 0 for other keys. */
unsigned telex_class(uint32_t code);

/* Whether the word holds a small letter: a code like UBND2 does not. */
bool telex_has_small(const struct telex *t);

/* A code, not a word: all keys stand as typed. */
enum telex_outcome telex_as_typed(struct telex *t);

#endif
