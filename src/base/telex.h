/* telex.h - typing Vietnamese: one key at a time into the current word, Telex or VNI.
 *
 * The engine holds the keys of the word under the cursor and composes them anew after each key, so that a
 * mark may be typed right behind its letter or at the end of the word (free marking), a second tone replaces
 * the first, and the same key again undoes the mark and writes the letter (aaa -> aa). The case of a letter
 * is that of its first key. What is no Vietnamese syllable (YBlưi, H'Linh, Đăk) is composed the same way; a
 * word with a digit in it is a code and stays as typed.
 *
 * An editor: telex_load the letters before the cursor (or telex_reset), then for each key telex_key; while it
 * says true, show telex_text in place of the word. False ends the word: insert the key as it is.
 */
#ifndef BASE_TELEX_H
#define BASE_TELEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/viet.h"

enum telex_method { TELEX_OFF, TELEX_TELEX, TELEX_VNI };

struct telex_style {
    enum telex_method method;
    bool new_style; /* hoà, thuỷ instead of hòa, thủy */
    bool plain_w;   /* w alone stays w; otherwise it is ư where no vowel was typed yet (Telex) */
};

#define TELEX_KEYS_MAX 48
#define TELEX_TEXT_MAX (TELEX_KEYS_MAX * 4 + 1)

enum telex_fate { TELEX_AUTO, TELEX_LITERAL, TELEX_DROPPED, TELEX_UNDO };

/* Zeroed: off, no word. Set `style`, leave the rest to the functions. */
struct telex {
    struct telex_style style;
    size_t count; /* keys of this word */
    struct {
        uint32_t code;
        enum telex_fate fate;
    } keys[TELEX_KEYS_MAX];
    size_t length; /* letters composed from them */
    struct telex_letter {
        struct viet_letter letter;
        uint32_t other; /* a digit or a letter of another alphabet, else 0 */
        int from;       /* the key that wrote it */
        int made_by;    /* the key that gave the shape; -1 = came with it */
        bool bare;      /* ư from a w alone */
    } letters[TELEX_KEYS_MAX];
    enum viet_tone tone;
    int tone_key;     /* the key that gave the tone, -1 = none */
    unsigned escaped; /* keys whose mark was undone in this word: they are letters now */
};

/* Ends the word. */
void telex_reset(struct telex *t);

/* Takes the word before the cursor as it stands, so that marks can be added to it. Too long or with two
 * tones: it is kept but not touched. */
void telex_load(struct telex *t, const char *word, size_t len);

/* True when `key` (a code point) now belongs to the word. False: not a letter or digit, too long, or switched
 * off; the word is ended then and the key is the editor's. */
bool telex_key(struct telex *t, uint32_t key);

/* Takes the last letter away. False when there was none. */
bool telex_backspace(struct telex *t);

/* The word as it reads now; returns its bytes. */
size_t telex_text(const struct telex *t, char out[TELEX_TEXT_MAX]);

/* A whole line of keys as on the command line. */
enum rc telex_line(struct buf *out, struct telex_style style, const char *keys, size_t len);

#endif
