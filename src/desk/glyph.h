/* glyph.h - letters as a reader sees them: code points, graphemes, columns.
 *
 * A grapheme here is a base code point and what combines with it. The desk never sends to a terminal what
 * could steer it: glyph_unsafe() names the code points that are shown as a mark instead (controls, C1, bidi
 * and zero-width marks, private use, non-characters).
 */
#ifndef DESK_GLYPH_H
#define DESK_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GLYPH_BYTES 18 /* a base and up to three marks in UTF-8, with the NUL */

/* Decodes one code point; returns the bytes used (1.. ) or 0 at the end. Broken bytes give U+FFFD, one byte
 * each. */
int glyph_decode(uint32_t *ret, const char *text);

/* Writes one code point; returns the bytes written (1..4). */
int glyph_encode(char out[5], uint32_t code);

bool glyph_unsafe(uint32_t code);
bool glyph_combines(uint32_t code); /* joins the letter before it */
int glyph_columns(uint32_t code);   /* 0, 1 or 2 */

/* The next grapheme of `text` into `out`; *columns is 1 or 2. Returns bytes used, 0 at the end. Unsafe code
 * points come out as "?" with *unsafe set; marks beyond the third are left out. */
int glyph_next(char out[GLYPH_BYTES], int *columns, bool *unsafe, const char *text);

/* Composes n code points in place (NFC); returns how many are left. */
int glyph_nfc(uint32_t *codes, int n);

/* Columns that a text takes on screen. */
int text_columns(const char *text);

#endif
