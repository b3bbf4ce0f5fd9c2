/* keys.h - keys as people name them, and tables of what they do.
 *
 * A key is one number: a code point, a control letter (1..31), or a named key above Unicode. The table of a
 * screen is the only place where a key is tied to an act: footer, help page and manual are printed from it,
 * so they agree.
 */
#ifndef DESK_KEYS_H
#define DESK_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct canvas;
struct screen;

#define K_NAMED          0x200000u
#define K_F(n)           (K_NAMED + (n)) /* 1..12 */
#define K_CTRL(c)        ((uint32_t)(c)&0x1Fu)
#define K_CTRL_BACKSLASH 0x1Cu

enum {
    K_NONE = 0,
    K_TAB = 9,
    K_ENTER = 13, /* main and keypad */
    K_ESC = 27,
    K_SPACE = 32,
    K_BACKSPACE = 127,
    K_UP = K_NAMED + 32,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
    K_INSERT,
    K_DELETE,
    K_BACK_TAB,
    K_CTRL_HOME,
    K_CTRL_END,
    K_SHIFT_F1,
    K_PASTE_BEGIN,
    K_PASTE_END,
    K_RESIZE,
    K_HANGUP, /* the terminal is gone or the program is told to end */
};

/* A mouse report is a key as well, with its place inside: so it keeps its turn among the keys. */
enum mouse_act { MOUSE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };
#define K_MOUSE                0x1000000u
#define K_MOUSE_AT(act, x, y)  (K_MOUSE + ((uint32_t)(act) << 20) + ((uint32_t)(y) << 10) + (uint32_t)(x))
#define K_MOUSE_X(code)        ((int)((code)&0x3FFu))
#define K_MOUSE_Y(code)        ((int)((code) >> 10 & 0x3FFu))
#define K_MOUSE_ACT(code)      ((enum mouse_act)((code) >> 20 & 3u))

struct key {
    uint32_t code;
    int64_t at_ms; /* when it was read, monotonic; tells a scanner's burst from fingers */
};

static inline bool key_is_text(uint32_t code)
{
    return code >= 32 && code != K_BACKSPACE && code < K_NAMED;
}

/* "F10", "Ctrl-D", "Enter", "a". The buffer is the caller's. */
#define KEY_NAME_SIZE 16
const char *key_label(char out[KEY_NAME_SIZE], uint32_t code);

/* The reverse; K_NONE when the name is not known. Letter case matters only for single letters. */
uint32_t key_by_name(const char *name);

/* Ctrl-letters that stand for an F-key because terminals steal F1, F10 and F11 (Ctrl-S = F10, Ctrl-P = F9
 * ...); K_NONE when the key is nobody's twin. Esc followed by a digit is decoded by the terminal: Esc 1..9 0
 * = F1..F10. */
uint32_t key_twin(uint32_t code);
uint32_t key_twin_of(uint32_t function_key); /* the Ctrl-letter of an F-key, or K_NONE */

/* One act of a screen. Rows stand in the order of the footer, most used first. */
struct key_row {
    uint32_t key;
    const char *id;                            /* "intake.file": for the manual and for tests */
    const char *label;                         /* N_("File"): in the footer; NULL = only on the help page */
    const char *help;                          /* N_("File the dossier and print the receipt") */
    bool (*when)(const struct screen *screen); /* NULL = always */
    void (*act)(struct screen *screen);        /* NULL = on_event does it */
};

/* The row for a key that may act now, twins included; NULL when there is none. */
const struct key_row *key_row_find(const struct key_row *rows, const struct screen *screen, uint32_t code);

/* Draws the footer on row y. The row of Esc goes to the right end with `back` behind it when there is one
 * ("Về 3"). Rows that do not fit are left out from the right; Esc always fits. Returns how many rows were
 * left out. */
int footer_draw(
    struct canvas *c, int y, const struct key_row *rows, const struct screen *screen, const char *back);

/* What does the same as a key: "Ctrl-S  Esc 0"; "" when nothing does. */
#define KEY_NAMES_SIZE 40
const char *key_twins(char out[KEY_NAMES_SIZE], uint32_t code);

/* The name to show for a key: its own, or a twin's when it is one that never comes (bit n of `missing` = Fn). */
const char *key_shown(char out[KEY_NAME_SIZE], uint32_t code, unsigned missing);

/* A sentence with every F1 .. F12 in it replaced by key_shown(): for hints and messages, where the words are ours. What
 * people typed is never passed through it. `out` and `text` may not overlap; cut text ends at a whole letter. */
const char *key_words(char *out, size_t size, const char *text, unsigned missing)
    __attribute__((format_arg(3))); /* a format keeps its conversions */

/* All names of a row: "F10  Ctrl-S"; without those that never come. */
const char *key_row_names(char out[KEY_NAMES_SIZE], const struct key_row *row, unsigned missing);

#endif
