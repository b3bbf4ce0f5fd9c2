/* viet.h - Vietnamese letters: taken apart and put together, folded for search, ordered, capitalised.
 *
 * All functions take UTF-8 that came through the text border, NFC or not, and append to `out`. Broken bytes
 * become U+FFFD. None looks at the locale. Keys are printable ASCII without NUL: plain TEXT in the book,
 * compared bytewise.
 */
#ifndef BASE_VIET_H
#define BASE_VIET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum viet_shape { VIET_PLAIN, VIET_HAT, VIET_BREVE, VIET_HORN, VIET_BAR }; /* o ô ă ơ đ */
enum viet_tone {
    VIET_NGANG,
    VIET_HUYEN,
    VIET_HOI,
    VIET_NGA,
    VIET_SAC,
    VIET_NANG,
    VIET_TONES
}; /* in dictionary order */

/* One letter of a-z with what is written on it. */
struct viet_letter {
    char base; /* 'a'..'z' */
    enum viet_shape shape;
    enum viet_tone tone;
    bool upper;
};

/* False for what is neither a-z nor a Vietnamese letter. */
bool viet_letter_split(struct viet_letter *ret, uint32_t code);

/* 0 when there is no such letter in one code point ('b' with a tone, 'i' with a hat). */
uint32_t viet_letter_join(struct viet_letter letter);

bool viet_is_vowel(struct viet_letter letter); /* a e i o u y, whatever is on it */
uint32_t viet_lower(uint32_t code);            /* any alphabet */
uint32_t viet_upper(uint32_t code);
bool viet_is_letter(uint32_t code); /* any alphabet */

/* For comparing and searching: small letters, marks dropped, đ as d, ’ as '. One letter in, one letter out,
 * so hòa and hoà, Đắk and Đăk, NFC and NFD meet. */
enum rc viet_fold(struct buf *out, const char *text, size_t len);

/* viet_fold with blanks at the ends dropped and runs of blanks as one: the key under which people are found.
 */
enum rc viet_search_key(struct buf *out, const char *text, size_t len);

/* Dictionary order (TCVN): letters a ă â b c d đ e ê ..., then tones over the whole text, then small before
 * capital. hòa and hoà differ in nothing. Blanks, then signs, then digits, then letters, then other
 * alphabets. */
enum rc viet_sort_key(struct buf *out, const char *text, size_t len);

/* The same for people, as a Vietnamese list is ordered: the given name (the last word) with its tone, then
 * the rest. */
enum rc viet_name_sort_key(struct buf *out, const char *name, size_t len);

/* The last word of a name: bytes at *given, its length returned; 0 when there is none. */
size_t viet_given_name(const char **given, const char *name, size_t len);

/* A name as written on papers: every word with one capital (after blank, hyphen and apostrophe: H'Linh),
 * single blanks, none at the ends. */
enum rc viet_capitalise(struct buf *out, const char *name, size_t len);

#endif
