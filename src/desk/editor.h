/* editor.h - one line of text being typed.
 *
 * The text is UTF-32 in NFC; the cursor stands between graphemes. Input methods outside the program rewrite
 * what they sent with backspaces and the syllable anew: each key is applied by itself, in order, so a burst
 * leaves the text right however it was split. A combining mark joins the letter before it. Nothing is ever
 * cut silently: what does not fit or is not allowed is refused and the caller beeps.
 */
#ifndef DESK_EDITOR_H
#define DESK_EDITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"
#include "base/telex.h"
#include "desk/theme.h"

struct canvas;
struct err;

/* Shown as [E] [T] [V]. TYPING_NEW_TONES may be added: hoà, thuỷ instead of hòa, thủy. */
enum typing { TYPING_OFF, TYPING_TELEX, TYPING_VNI, TYPING_NEW_TONES = 4 };
#define TYPING_METHOD(typing) ((unsigned)(typing)&3u)

enum editor_kind {
    EDITOR_TEXT,
    EDITOR_DIGITS, /* digits only; blanks and dots are left out when pasted */
    EDITOR_DATE,   /* digits, / - + and h: the date shorthand */
    EDITOR_SECRET, /* shown as dots, never composed */
    EDITOR_CODE,   /* letters and digits as typed: never composed */
};

struct editor {
    enum editor_kind kind;
    int max; /* code points; 0 = 255 */
    uint32_t *text;
    int len, cap;
    int cursor; /* code points before the cursor */
    int scroll; /* first code point shown */
    bool overwrite;
    struct telex telex; /* the word being composed; no keys = none */
    int word;           /* where that word begins */
};

enum edit { EDIT_UNUSED, EDIT_DONE, EDIT_CHANGED, EDIT_REFUSED }; /* unused: not an editing key */

#define EDITOR_MAX 4000

void editor_release(struct editor *ed);
void editor_reset(struct editor *ed); /* empty, cursor at 0; keeps kind and max */

/* Replaces the whole text (UTF-8), cursor at the end. RC_REFUSED when it is longer than max. */
MUST enum rc editor_set(struct editor *ed, const char *text, struct err *e);

/* The text as UTF-8; yours to free. NULL when out of memory. */
char *editor_text(const struct editor *ed);
bool editor_empty(const struct editor *ed);

/* One key. `typing` is the desk's mode. Arrows, Home, End, Backspace, Delete, Insert, Ctrl-U (clear) and text
 * are taken; everything else is EDIT_UNUSED. */
enum edit editor_key(struct editor *ed, uint32_t code, enum typing typing);

/* Pasted text: one line of it; line ends and tabs become blanks. EDIT_REFUSED when it had to be cut: the rest
 * of it is not inserted, what fitted is. */
enum edit editor_paste(struct editor *ed, const char *text);

/* Draws in `width` columns; when focused, places the cursor. _box draws brackets as the first and last of
 * them. */
void editor_draw(struct editor *ed, struct canvas *c, int x, int y, int width, bool focused);
void editor_draw_box(struct editor *ed, struct canvas *c, int x, int y, int width, bool focused);

#endif
