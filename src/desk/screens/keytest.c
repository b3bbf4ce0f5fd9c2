/* keytest.c - which keys reach the desk on this keyboard and terminal; Enter keeps the answer, and the footer
 * then shows the keys that do the same as those that do not come. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/office.h"
#include "book/keyboard.h"
#include "desk/desk.h"
#include "desk/term/terminal.h"

#define FUNCTIONS 12
#define TESTED    16
#define COLUMN    8 /* keys under each other */

struct keytest {
    bool seen[TESTED];
    char last[KEY_NAME_SIZE];
    bool asked; /* the next Enter keeps an answer with keys that did not come */
};

static const uint32_t tested[TESTED] = {
    K_F(1),
    K_F(2),
    K_F(3),
    K_F(4),
    K_F(5),
    K_F(6),
    K_F(7),
    K_F(8),
    K_F(9),
    K_F(10),
    K_F(11),
    K_F(12),
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
};

static unsigned missing_of(const struct keytest *k)
{
    unsigned missing = 0;
    for (unsigned n = 1; n <= FUNCTIONS; n++)
        missing |= k->seen[n - 1] ? 0 : 1u << n;
    return missing;
}

/* "F1 F10 F11". */
static void names_of(char *out, size_t size, unsigned missing)
{
    out[0] = '\0';
    for (unsigned n = 1; n <= FUNCTIONS; n++)
        if (missing >> n & 1)
            snprintf(out + strlen(out), size - strlen(out), "%sF%u", out[0] ? " " : "", n);
}

static void keep(struct screen *s)
{
    struct desk *d = s->desk;
    struct err e = { 0 };
    unsigned missing = missing_of(s->state);
    bool book = d->office && d->office->db && d->terminal->name;
    if (book && keyboard_keep(d->office, d->terminal->name, missing, &e)) {
        desk_say_error(d, &e);
        return;
    }
    d->missing_keys = missing;
    d->keys_untested = false;
    screen_close(s);
    desk_say(d, ROLE_OK,
        missing ? N_("Kept. The bottom row now shows the keys that do the same.")
                : N_("Kept: all F-keys reach the desk."));
}

static void enter(struct screen *s)
{
    struct keytest *k = s->state;
    char names[FUNCTIONS * 4 + 1];
    unsigned missing = missing_of(k);
    if (!missing || k->asked) {
        keep(s);
        return;
    }
    k->asked = true;
    names_of(names, sizeof names, missing);
    desk_say(s->desk, ROLE_WARN, N_("Not come: %s. Enter once more keeps that."), names);
}

static void leave(struct screen *s)
{
    screen_close(s);
}

static const struct key_row keys[] = {
    { K_ENTER, "keytest.keep", N_("Keep"), N_("Keep what was found for this desk and terminal"), NULL,
        enter },
    { K_ESC, "keytest.back", N_("Back"), N_("Leave the key test"), NULL, leave },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct keytest *k = s->state;
    if (event->kind != EVENT_KEY || event->key == K_ESC || event->key == K_ENTER)
        return EVENT_UNUSED;
    key_label(k->last, event->key);
    k->asked = false;
    for (int i = 0; i < TESTED; i++)
        k->seen[i] = k->seen[i] || tested[i] == event->key;
    return EVENT_USED;
}

static void draw_key(const struct keytest *k, struct canvas *c, int i)
{
    char name[KEY_NAME_SIZE], twins[KEY_NAMES_SIZE];
    int x = 2 + i / COLUMN * 38, y = ROW_BODY + 3 + i % COLUMN;
    canvas_print(c, x, y, k->seen[i] ? ROLE_OK : ROLE_MUTED, k->seen[i] ? "✓" : "·");
    canvas_print(c, x + 2, y, ROLE_BASE, key_label(name, tested[i]));
    canvas_print(c, x + 12, y, ROLE_MUTED, key_twins(twins, tested[i]));
}

static void draw(const struct screen *s, struct canvas *c)
{
    const struct keytest *k = s->state;
    frame_place(c, _("Key test"), s->desk->terminal->name);
    canvas_put(c, 1, ROW_BODY, c->w - 2, ROLE_BASE,
        _("Press each key once. What stays without a mark is taken by the terminal."));
    canvas_put(c, 1, ROW_BODY + 1, c->w - 2, ROLE_MUTED, _("Beside it stand the keys that do the same."));
    for (int i = 0; i < TESTED; i++)
        draw_key(k, c, i);
    int y = ROW_BODY + 3 + COLUMN + 1, x = canvas_print(c, 2, y, ROLE_MUTED, _("Last key: "));
    canvas_printf(c, x, y, ROLE_FOCUS, "[ %s ]", k->last[0] ? k->last : "…");
    canvas_cursor(c, x + 2, y);
    frame_hint(c, _("Vietnamese: Đ ô ế ữ ỵ - all five must look right on this screen."));
}

const struct screen_class screen_keytest = {
    .name = "keytest",
    .title = N_("Key test"),
    .keys = keys,
    .state_size = sizeof(struct keytest),
    .on_event = on_event,
    .draw = draw,
};
