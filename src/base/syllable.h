/* syllable.h - what a Vietnamese syllable is made of: onset, vowels, coda; where its tone is written.
 *
 * Words are rows of struct viet_letter. Tones in them are ignored here: a word has one tone, and the typing
 * engine keeps it apart. Anything may be asked about, also names of the highlands that are no Vietnamese
 * syllables.
 */
#ifndef BASE_SYLLABLE_H
#define BASE_SYLLABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/viet.h"

/* Letters [vowels, coda) are the last run of vowels; "qu" and "gi" before a vowel belong to the onset. */
struct syllable {
    size_t vowels; /* first of the vowels; equals `coda` when the word has none */
    size_t coda;   /* first letter behind the vowels */
    bool gi;       /* the onset ends with "gi" */
};

struct syllable syllable_split(const struct viet_letter *word, size_t len);

/* The letters before the vowels begin a syllable of the language; "Bl" does not. */
bool syllable_onset_known(const struct viet_letter *word, size_t len);

/* Vowels and coda are a rime of the language, or begin one ("uâ" waits for its n). An empty one is not. */
bool syllable_rime_known(const struct viet_letter *word, size_t len);

/* The same with hats, horns and breves left out: "duong" may become đương. */
bool syllable_rime_possible(const struct viet_letter *word, size_t len);

/* Index of the letter that carries the tone, -1 when there is no vowel. Old style hòa, thủy; new style hoà,
 * thuỷ. */
int syllable_tone_place(const struct viet_letter *word, size_t len, bool new_style);

/* The parts of the language, NULL-ended: syllables are onset x rime where spelling allows. */
extern const char *const syllable_onsets[];
extern const char *const syllable_rimes[];

#endif
