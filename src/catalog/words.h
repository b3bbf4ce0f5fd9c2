/* words.h - how citizens write: without marks, with Telex left in, as it sounds in their village, with a slip
 * of the finger.
 *
 * A text is cut into words; each carries several shapes so that two words can be compared with a quality from
 * 0 (no relation) to 100 (the same with all its marks). Vietnamese has a few thousand syllables, so tolerance
 * is given per syllable and never across them.
 */
#ifndef CATALOG_WORDS_H
#define CATALOG_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_SIZE 24
#define WORDS_MAX 400

struct word {
    char folded[WORD_SIZE]; /* "chung": small, no marks */
    char shape[WORD_SIZE];  /* letters with hats and horns as digits, without the tone: "ch7ng" */
    char sound[WORD_SIZE];  /* as it sounds: tr as ch, x as s, final t as c, n as ng ... */
    char plain[WORD_SIZE];  /* folded without Telex or VNI left-overs; "" when there are none */
    char tone;              /* '0'..'5' */
    bool marked;            /* anything beyond a-z stood on it */
    bool number;            /* digits only */
    int sentence;           /* 0.. : which part of the text between . ; ? ! : it stands in */
    int clause;             /* the same, commas divide too */
    uint64_t letters;       /* a bit for each letter and digit of folded: most words differ in many */
    uint64_t sounds;        /* the same of sound */
};

struct words {
    struct word list[WORDS_MAX];
    int count;
    bool marked; /* the text was written with marks */
};

/* Cuts `text` (any bytes; what is no letter or digit divides). Words beyond WORDS_MAX are left out. */
void words_cut(struct words *ret, const char *text, size_t len);

/* 0..100. `asked` comes from a person (of a text with or without marks), `known` from our tables. */
int word_quality(const struct word *asked, const struct word *known, bool text_marked);

#endif
