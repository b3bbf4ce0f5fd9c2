/* desk.h - the loop: one terminal, a stack of screens, one message line; and what a screen is.
 *
 * A screen is a file src/desk/screens/NAME.c that defines `const struct screen_class screen_NAME` (a dash in
 * NAME becomes _). on_event changes the screen's state and says what should happen; draw only reads state and
 * writes cells. The desk draws header, message line and footer around it; the footer comes from the key
 * table.
 *
 * Order of a key: on_event first, so that a field, a list or a half-typed jump keeps what is its own (Esc
 * too); then the key table (rows with an `act`); then on_event again with the F-key it is a twin of; then F1
 * and Ctrl-K. What nobody takes is refused with a beep. All keys that are waiting are played before anything
 * is painted, so keys typed ahead reach the screen they were meant for.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "desk/canvas.h"
#include "desk/editor.h"
#include "desk/frame.h"
#include "desk/keys.h"
#include "desk/mouse.h"
#include "desk/theme.h"

struct clock;
struct desk;
struct office;
struct scan_tty;
struct scan_wedge;
struct screen;
struct terminal;

enum event_kind {
    EVENT_KEY,
    EVENT_PASTE, /* text: what was pasted, never more than PASTE_MAX bytes */
    EVENT_SCAN,  /* text: a scanner's payload, control characters taken out */
    EVENT_TICK,  /* about once a second while nothing happens */
    EVENT_BACK,  /* the screen above was closed; this one is on top again */
    EVENT_RESIZE,
    EVENT_CLICK,  /* the focus went to `object` at (x, y) by the mouse; a screen of several panes follows it */
    EVENT_HANGUP, /* the terminal is gone: save the draft now; nothing can be shown any more */
};

struct event {
    enum event_kind kind;
    uint32_t key;
    const char *text; /* borrowed for the call */
    int x, y;
    const void *object;
};

#define PASTE_MAX 8192
#define SCAN_MAX  2048

enum used { EVENT_UNUSED, EVENT_USED };

struct screen_class {
    const char *name;           /* "intake": as in the file name */
    const char *title;          /* N_("Intake") */
    const struct key_row *keys; /* ends with { 0 } */
    size_t state_size; /* bytes of zeroed state that desk_push allocates; screen->state points to it */
    bool popup;        /* lies over the screen below, which stays visible */
    bool bare;         /* no header, message or footer around it: lock */

    enum rc (*open)(struct screen *s, const void *argument, struct err *e); /* NULL = nothing to do */
    enum used (*on_event)(struct screen *s, const struct event *event);     /* NULL = takes nothing */
    void (*draw)(const struct screen *s, struct canvas *c);
    void (*close)(struct screen *s); /* frees what state holds besides `arena`; NULL = nothing */

    /* The label behind Esc in the footer, translated: "Về 3". NULL = label of the Esc row. */
    const char *(*back)(const struct screen *s);
};

struct screen {
    const struct screen_class *class;
    struct desk *desk;
    struct screen *below;
    void *state;
    struct arena arena; /* given back when the screen closes */
    bool closing;
};

/* The tour, looking over the learner's shoulder. */
struct coach {
    bool (*key)(
        void *context, struct desk *d, uint32_t code); /* before each key; true = it was for the coach */
    void (*look)(void *context, struct desk *d, struct canvas *c); /* at each picture; may write over it */
    void *context;
};

struct desk {
    struct terminal *terminal;
    struct office *office;
    const struct clock *clock;
    struct theme theme;
    struct screen *top;
    struct screen *closed; /* freed after the outermost event */
    int nested;            /* events being handled */
    struct canvas canvas;
    struct places places; /* of the picture shown */

    enum role message_role; /* OK, WARN, ERROR, BUSY put their mark before the text */
    char message[256];
    bool said;  /* since the last key: a message of before does not follow to another screen */
    bool blink; /* a key was refused: the message row is reversed until the next key */

    /* The changing cells of the header; called before each paint. NULL = only the clock. */
    void (*header)(struct desk *d, struct header *ret);
    void *header_context;
    bool practice;

    enum typing typing; /* see typing.h */
    bool typing_auto;   /* ends with the first letter that comes composed */
    bool sound;         /* Ctrl-B */
    int beeps_left;     /* still to come ... */
    int64_t beep_at_ms; /* ... from then on */
    unsigned missing_keys; /* bit n: Fn never comes from this terminal (keyboard.h) */
    bool keys_untested;    /* nobody made the key test here yet */
    bool quit;
    bool hung_up;

    bool linear; /* line by line: Enter ends every line, so no field goes on by itself */
    struct terminal *resting;  /* the one with the picture, while its window is too small (linear.h) */
    const struct coach *coach; /* NULL = none */

    const char *lock; /* name of the screen pushed when idle, NULL = never */
    int64_t lock_after_ms;
    int hurry_ms; /* a child is about to answer: look again after so long, once; 0 = no hurry */
    int64_t last_key_ms;
    int64_t last_paint_ms;

    /* Says whether a fast burst or a paste is a card, a receipt ...; NULL = scan_shape() of scan_wedge.h. */
    bool (*is_scan)(const char *text);
    /* A card that should not be here: practice. NULL = none is. */
    bool (*is_strange)(const struct desk *d, const char *text);
    /* Takes what the top screen had no use for: opens the person, the dossier ... NULL = a message says so.
     */
    enum used (*on_scan)(struct desk *d, const char *text);
    struct scan_wedge *wedge;
    struct scan_tty *scanner; /* a scanner on a line of its own; NULL = none. The desk closes and frees it */
    char *paste;              /* while a bracketed paste comes in */
    size_t paste_len;
    bool paste_cut;
    long paints;
};

/* Takes the terminal over; desk_close closes it. `office` may be NULL in tests; `clock` must not. */
MUST enum rc desk_open(struct desk *d, struct terminal *terminal, struct office *office,
    const struct clock *clock, struct err *e);
void desk_close(struct desk *d);

/* A screen of src/desk/screens by name; NULL when there is none. */
const struct screen_class *screen_find(const char *name);

/* Opens a screen above the present one. On failure the message line says why and nothing is pushed. */
enum rc desk_push(struct desk *d, const struct screen_class *class, const void *argument);
enum rc desk_push_named(struct desk *d, const char *name, const void *argument);

/* Closes a screen and everything above it. The one below gets EVENT_BACK. The desk ends with its last screen.
 */
void screen_close(struct screen *s);

/* Closes `s` and opens another in its place. */
enum rc screen_replace(struct screen *s, const char *name, const void *argument);

/* Closes every screen above the lowest: F12 held, sign-out. */
void desk_home(struct desk *d);

/* The message line (row H-1): one line, no wrapping. `format` is an English msgid, translated here. */
void desk_say(struct desk *d, enum role role, const char *format, ...) PRINTF_LIKE(3, 4);
void desk_say_error(struct desk *d, const struct err *e);
void desk_refuse(struct desk *d); /* a key that means nothing here: one beep, one blink */
void desk_lock(struct desk *d);   /* Ctrl-L and after idle: pushes `lock`, clears the terminal */

/* Sounds, unless Ctrl-B turned them off: one for what was accepted, two when a person is needed (the second
 * a moment later, so that both are heard). A refused key has its own, brief one. */
void desk_beep(struct desk *d, int times);

/* Plays one key; used by the loop, by scripts and by tests. */
void desk_key(struct desk *d, uint32_t code);
void desk_event(struct desk *d, const struct event *event); /* to the top screen */

/* The lowest screen that is seen: boxes lie over it. */
const struct screen *screen_shown(const struct screen *s);

/* What cannot be seen must not be acted on. */
bool desk_too_small(const struct desk *d);

/* Paints when something may have changed: draws the canvas and hands it to the terminal. */
void desk_paint(struct desk *d);

/* Plays everything that waits (at most one time-out), then paints. False when the desk should end. */
bool desk_step(struct desk *d, int timeout_ms);

/* Until the last screen closes or the terminal hangs up. */
void desk_run(struct desk *d);

#endif
