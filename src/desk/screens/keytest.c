/* keytest.c - which keys reach the desk on this keyboard and terminal, and the twins of those that do not. */
#include <string.h>

#include "base/i18n.h"
#include "desk/desk.h"

#define TESTED 14

struct keytest {
    bool seen[TESTED];
    char last[KEY_NAME_SIZE];
    uint32_t last_code;
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
};

static void leave(struct screen *s)
{
    screen_close(s);
}

static const struct key_row keys[] = {
    { K_ESC, "keytest.back", N_("Back"), N_("Leave the key test"), NULL, leave },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct keytest *k = s->state;
    if (event->kind != EVENT_KEY || event->key == K_ESC)
        return EVENT_UNUSED;
    key_label(k->last, event->key);
    k->last_code = event->key;
    for (int i = 0; i < TESTED; i++)
        k->seen[i] = k->seen[i] || tested[i] == event->key;
    return EVENT_USED;
}

static void draw_key(const struct keytest *k, struct canvas *c, int i)
{
    char name[KEY_NAME_SIZE], twin[KEY_NAME_SIZE] = "";
    int x = 2 + i / 7 * 38, y = ROW_BODY + 3 + i % 7;
    uint32_t other = key_twin_of(tested[i]);
    canvas_print(c, x, y, k->seen[i] ? ROLE_OK : ROLE_MUTED, k->seen[i] ? "✓" : "·");
    canvas_print(c, x + 2, y, ROLE_BASE, key_label(name, tested[i]));
    if (tested[i] >= K_F(1) && tested[i] <= K_F(10))
        canvas_printf(c, x + 8, y, ROLE_MUTED, "Esc %d  %s", (int)(tested[i] - K_F(0)) % 10,
            other ? key_label(twin, other) : "");
}

static void draw(const struct screen *s, struct canvas *c)
{
    const struct keytest *k = s->state;
    frame_place(c, _("Key test"), NULL);
    canvas_put(c, 1, ROW_BODY, c->w - 2, ROLE_BASE,
        _("Press each key once. What stays without a mark is taken by the terminal."));
    canvas_put(c, 1, ROW_BODY + 1, c->w - 2, ROLE_MUTED, _("Beside it stand the keys that do the same."));
    for (int i = 0; i < TESTED; i++)
        draw_key(k, c, i);
    int x = canvas_print(c, 2, ROW_BODY + 12, ROLE_MUTED, _("Last key: "));
    canvas_printf(c, x, ROW_BODY + 12, ROLE_FOCUS, "[ %s ]", k->last[0] ? k->last : "…");
    canvas_cursor(c, x + 2, ROW_BODY + 12);
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
