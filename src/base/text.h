/* text.h - the text border: the only way in and out for text that others wrote.
 *
 * In: text_accept takes valid UTF-8 only, refuses every code that is not seen or that changes what is seen
 * (controls, bidi, zero width, tags, private use), tells the position, and hands back NFC. What it accepted
 * once it accepts again unchanged. Out: text_safe for terminals and logs, text_xml_ok before a workbook.
 * Also the measures an editor needs: graphemes and columns.
 *
 * Lengths are bytes; positions in messages are 1-based code points (bytes for broken UTF-8). Nothing here
 * needs a NUL at the end of `text`; nothing here looks at the locale.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* --- UTF-8 --- */
#define UTF8_MAX  4
#define TEXT_LOST 0xFFFDu /* U+FFFD: stands where something could not be shown */

/* Decodes one code point; returns its bytes, or 0 when it is wrong or cut short (overlong, surrogate, >
 * U+10FFFF). */
size_t utf8_decode(uint32_t *code, const char *text, size_t len);

/* Bytes that a sequence beginning with `first` has (1..4), 0 when none begins so: for readers of split input.
 */
size_t utf8_expected(unsigned char first);

/* Writes 1..4 bytes without NUL; a number that is no code point becomes U+FFFD. */
size_t utf8_encode(char out[UTF8_MAX], uint32_t code);
enum rc utf8_add(struct buf *out, uint32_t code);

/* Code points; a broken byte counts as one. */
size_t utf8_count(const char *text, size_t len);

/* 0 when all is valid, else the 1-based position of the first wrong byte. */
size_t utf8_bad_byte(const char *text, size_t len);

/* Takes out every byte that belongs to no whole code point: what a fixed buffer or "%.60s" cut off a letter. */
void utf8_mend(char *text);

/* --- in --- */
struct text_limits {
    size_t points; /* code points after NFC, 0 = no limit of this kind */
    size_t bytes;  /* bytes after NFC, 0 = 1 MiB */
    bool newline;  /* notes: '\n' may stand; CR LF becomes '\n' */
};

extern const struct text_limits text_name_limits; /* a person, a place: 100 letters */
extern const struct text_limits text_line_limits; /* one line of anything: 500 letters */
extern const struct text_limits text_note_limits; /* several lines: 5,000 letters */

enum text_flaw {
    TEXT_FINE,
    TEXT_BROKEN, /* not UTF-8 */
    TEXT_NUL,
    TEXT_CONTROL,  /* C0, DEL, C1; the newline where none may stand */
    TEXT_LINE_END, /* U+2028, U+2029 */
    TEXT_BIDI,
    TEXT_INVISIBLE, /* zero width, soft hyphen, fillers, variation selectors */
    TEXT_TAG,       /* U+E0000..U+E0FFF */
    TEXT_NONCHARACTER,
    TEXT_PRIVATE,
    TEXT_DAMAGED, /* U+FFFD: another program lost a letter here */
    TEXT_MARKS,   /* more than three marks on one letter, or a mark on none */
};

struct text_fault {
    enum text_flaw flaw;
    size_t position; /* 1-based: code point, or byte for TEXT_BROKEN */
    uint32_t code;
};

/* What is wrong with one code point; TEXT_FINE for letters, marks, digits, signs, blanks. */
enum text_flaw text_code_flaw(uint32_t code, bool newline);

/* The first fault of a text; false when there is none. */
bool text_find_fault(struct text_fault *ret, const char *text, size_t len, bool newline);

/* Appends `text` to `out` as NFC with every kind of blank as U+0020. `field` ("applicant.name", may be NULL)
 * goes into the error. RC_REFUSED with codes text_utf8, text_control, ... or text_too_long. `out` is as
 * before then. */
MUST enum rc text_accept(struct buf *out, const char *text, size_t len, const struct text_limits *limits,
    const char *field, struct err *e);

/* NFC alone, for text that came through the border. Broken bytes become U+FFFD. */
enum rc text_nfc(struct buf *out, const char *text, size_t len);

/* A warning, never a refusal: Latin letters beside look-alikes of another alphabet (Cyrillic "А" in a name).
 * Returns the 1-based position of the first foreign letter, 0 when all is of one kind. */
size_t text_mixed_scripts(const char *text, size_t len);

/* --- out --- */
/* For a terminal: what the border refuses becomes U+FFFD, a newline or TAB a blank. The result is one line.
 */
enum rc text_safe(struct buf *out, const char *text, size_t len);

/* Valid UTF-8 of characters that XML 1.0 allows: one that is not makes a whole workbook unreadable. */
bool text_xml_ok(const char *text, size_t len);

/* --- measures --- */
/* Bytes of the first grapheme (letter with its marks); 0 at the end. A broken byte is one of its own. */
size_t text_grapheme_next(const char *text, size_t len);

/* Where the grapheme before byte `at` begins; 0 at the start. */
size_t text_grapheme_before(const char *text, size_t at);

/* Terminal columns. */
int text_grapheme_width(const char *grapheme, size_t len);
int text_width(const char *text, size_t len);

/* Bytes of the longest beginning that fits into `columns`, no grapheme split; *used (may be NULL) = its
 * columns. */
size_t text_cut(const char *text, size_t len, int columns, int *used);

#endif
