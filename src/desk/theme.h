/* theme.h - roles and what they look like. Code names roles, never colours; meaning is carried by a glyph or
 * word first, colour repeats it.
 *
 * A theme is a small text file, one role a line: `role foreground background attribute...`, colours 0..255 or
 * "-" (the terminal's own), attributes bold, underline, reverse; `#` begins a comment.
 */
#ifndef DESK_THEME_H
#define DESK_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

struct canvas;
struct err;

enum role {
    ROLE_BASE,   /* text, values */
    ROLE_MUTED,  /* labels, units, ages, placeholders */
    ROLE_TITLE,  /* pane titles, text on the place rule */
    ROLE_RULE,   /* lines, gutters, empty meters: never text */
    ROLE_BAR,    /* header and footer */
    ROLE_KEY,    /* key names in a bar */
    ROLE_FIELD,  /* an editable value at rest */
    ROLE_FOCUS,  /* the field with the cursor, the focused button */
    ROLE_SELECT, /* the current line of a list */
    ROLE_DATA,   /* provenance marks, reused papers */
    ROLE_SAY,    /* the spoken line */
    ROLE_OK,
    ROLE_WARN,
    ROLE_ERROR,
    ROLE_ALARM, /* title of an error box; unsafe characters */
    ROLE_BUSY,
    ROLE_PRACTICE, /* the practice frame */
    ROLE_PRACTICE_BAR,
    ROLE_METER, /* the full part of a bar */
    ROLE_QR,
    ROLES
};

#define LOOK_BOLD      1u
#define LOOK_UNDERLINE 2u
#define LOOK_REVERSE   4u

struct look {
    int16_t fg, bg; /* -1 = the terminal's own */
    uint8_t attributes;
};

enum glyph_set { GLYPHS_FULL, GLYPHS_ASCII };

struct theme {
    char name[32];
    struct look looks[ROLES];
    enum glyph_set glyphs;
};

/* Built-in themes: "dark", "light" (256 colours), "eight", "mono". NULL picks by the colours the terminal has
 * and by NO_COLOR. A name with "/" or ".theme" is read as a file; roles it leaves out come from "dark". */
MUST enum rc theme_pick(struct theme *ret, const char *name, int colours, bool no_color, struct err *e);
MUST enum rc theme_parse(struct theme *t, const char *text, const char *name, struct err *e);

const char *theme_role_name(enum role role);

/* WCAG contrast of a role in the xterm palette, times 10; 0 when a colour is the terminal's own. */
int theme_contrast(const struct theme *t, enum role role);

/* Replaces glyphs outside the terminal's set; does nothing for GLYPHS_FULL. Every replacement is one column.
 */
void theme_fall_back(const struct theme *t, struct canvas *c);

#endif
