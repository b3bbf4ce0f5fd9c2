/* legacy.h - text of old fonts and of scanners that read UTF-8 as cp1252, turned back into Vietnamese.
 *
 * Old lists come in TCVN3 (.VnTime) or VNI for Windows and look like "X· §¨k T«" or "Xaõ Ñaêk Toâ". Which one
 * it is is guessed by trying all and counting how many words become syllables; the guess is a proposal that a
 * person sees before and after, never a silent change. Input is UTF-8 of those glyphs; soft hyphens are
 * letters here (TCVN3 ư), so this stands before the text border, not behind it.
 */
#ifndef BASE_LEGACY_H
#define BASE_LEGACY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum legacy_kind {
    LEGACY_NONE, /* Unicode, or nothing but ASCII */
    LEGACY_TCVN3,
    LEGACY_VNI,
    LEGACY_UNSURE, /* marks that fit no encoding better than another */
};

enum legacy_kind legacy_detect(const char *text, size_t len);

/* Appends `text` read as `kind`; NONE and UNSURE copy it. TCVN3 has no capitals with a tone: they come out
 * small. */
enum rc legacy_convert(struct buf *out, enum legacy_kind kind, const char *text, size_t len);

/* True when `text` is UTF-8 that was read as cp1252 ("Nguyá»…n") and nothing else makes sense of it; appends
 * what it was. False leaves `out` alone: then a person must look. */
bool legacy_unmojibake(struct buf *out, const char *text, size_t len);

#endif
