/* term_memory.c - see term_memory.h. */
#include "desk/term/term_memory.h"

#include <stdlib.h>

#include "base/err.h"
#include "desk/keys.h"

static struct term_memory *self(struct terminal *t)
{
    return (struct term_memory *)t;
}

static void size(struct terminal *t, int *w, int *h)
{
    *w = self(t)->w;
    *h = self(t)->h;
}

static int colours(struct terminal *t)
{
    (void)t;
    return 256;
}

static void draw(struct terminal *t, const struct canvas *c, const struct theme *theme)
{
    struct term_memory *m = self(t);
    int first, last, changed = 0;
    m->theme = *theme;
    if ((m->shown.w != c->w || m->shown.h != c->h) && canvas_resize(&m->shown, c->w, c->h, NULL))
        return;
    for (int y = 0; y < c->h; y++)
        if (canvas_row_diff(&m->shown, c, y, &first, &last))
            changed += last - first + 1;
    canvas_copy(&m->shown, c);
    m->cells += changed;
    m->paints += changed > 0;
    if (m->drawn)
        m->drawn(m, m->drawn_context);
}

static enum key_read read_key(struct terminal *t, struct key *ret, int timeout_ms)
{
    struct term_memory *m = self(t);
    if (m->next ==
        m->count) /* nobody types here later: what is fed is all there is; only a scanner is waited for */
        return t->watch_fd && terminal_wait(t, -1, timeout_ms) ? KEY_READ_WATCH : KEY_READ_NONE;
    ret->code = m->keys[m->next++];
    return KEY_READ_ONE;
}

static void nothing(struct terminal *t)
{
    (void)t;
}

static void wipe(struct terminal *t)
{
    canvas_clear(&self(t)->shown);
}

static void beep(struct terminal *t, bool brief)
{
    self(t)->beeps++;
    self(t)->briefs += brief;
}

static void close_(struct terminal *t)
{
    canvas_release(&self(t)->shown);
    free(self(t)->keys);
    free(t);
}

enum rc term_memory_open(struct term_memory **ret, int w, int h, struct err *e)
{
    struct term_memory *m = calloc(1, sizeof *m);
    if (!m)
        return err_no_memory(e);
    m->terminal = (struct terminal){ .size = size, .colours = colours, .draw = draw, .read = read_key, .suspend = nothing, .restore = nothing, .wipe = wipe, .beep = beep, .close = close_ };
    m->w = w;
    m->h = h;
    enum rc rc = canvas_resize(&m->shown, w, h, e);
    if (rc)
        free(m);
    else
        *ret = m;
    return rc;
}

enum rc term_memory_feed(struct term_memory *m, uint32_t key, struct err *e)
{
    if (m->next == m->count)
        m->next = m->count = 0;
    uint32_t *keys = realloc(m->keys, (m->count + 1) * sizeof *keys);
    if (!keys)
        return err_no_memory(e);
    m->keys = keys;
    m->keys[m->count++] = key;
    return RC_OK;
}

void term_memory_resize(struct term_memory *m, int w, int h)
{
    m->w = w;
    m->h = h;
    if (term_memory_feed(m, K_RESIZE, NULL))
        m->next = m->count; /* out of memory: the next event shows the new size all the same */
}
