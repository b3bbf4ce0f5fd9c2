/* mouse.c - see mouse.h. */
#include "desk/mouse.h"

#include "desk/desk.h"
#include "desk/term/terminal.h"

const struct place *place_at(const struct places *p, int x, int y)
{
    for (int i = p ? p->count - 1 : -1; i >= 0; i--) {
        const struct place *place = &p->list[i];
        if (x >= place->x && x < place->x + place->w && y >= place->y && y < place->y + place->h)
            return place;
    }
    return NULL;
}

/* Compared without looking at what they point to: one of them may be gone. */
static bool same_place(const struct place *a, const struct place *b)
{
    return a->key == b->key && a->object == b->object && a->index == b->index && a->take == b->take;
}

static void click(struct desk *d, const struct place *place, int x, int y)
{
    if (place->key) {
        desk_key(d, place->key);
        return;
    }
    if (place->take)
        place->take(place->object, place->index);
    desk_event(d, &(struct event){ .kind = EVENT_CLICK, .x = x, .y = y, .object = place->object });
}

void mouse_key(struct desk *d, uint32_t code)
{
    static const struct place nowhere = { 0 };
    int x = K_MOUSE_X(code), y = K_MOUSE_Y(code);
    const struct place *seen = place_at(&d->places, x, y);
    struct place before = seen ? *seen : nowhere;
    desk_paint(d); /* keys that came before may have changed what lies there */
    const struct place *place = place_at(&d->places, x, y);
    struct place now = place ? *place : nowhere;
    if (!same_place(&before, &now)) {
        desk_refuse(d); /* meant for what is no longer there */
        return;
    }
    if (K_MOUSE_ACT(code) == MOUSE_CLICK)
        click(d, &now, x, y);
    else if (now.roll)
        now.roll(now.object, K_MOUSE_ACT(code) == MOUSE_WHEEL_UP ? -ROLL_LINES : ROLL_LINES);
}

void mouse_use(struct desk *d, bool on)
{
    if (d->terminal->mouse)
        d->terminal->mouse(d->terminal, on);
}
