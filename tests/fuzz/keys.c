/* keys.c - any row of keys, pauses, pastes and scans into a desk with fields of every kind.
 *
 * A byte is a key as a terminal sends it (UTF-8); 0xFF and a byte name a key (arrows, F-keys ...), 0xFE lets
 * time pass, 0xFD and 0xFC begin and end a paste, 0xFB reads the rest of the line as a scanner does,
 * 0xFA and three bytes are a mouse report (act, column, row). After each step: the cursor is inside, no cell holds what a terminal would obey, and every field holds only what
 * its kind allows and what the text border accepts.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/text.h"
#include "desk/desk.h"
#include "desk/feed.h"
#include "desk/form_view.h"
#include "desk/scan_wedge.h"
#include "desk/term/term_memory.h"
#include "desk/typing.h"
#include "desk/widget_pick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FIELDS 6
#define AHEAD  8 /* keys typed before a picture: painting after each is slow and hides type-ahead */

static int64_t ms;

static int64_t now(void *context)
{
    (void)context;
    return 1795402320;
}

static int64_t mono(void *context)
{
    (void)context;
    return ms;
}

/* --- a form with every kind of field --- */

struct form {
    struct form_row rows[FIELDS];
    struct form_view view;
};

static const char *recall(void *owner, const struct form_row *row)
{
    (void)owner;
    return row->kind == EDITOR_DIGITS ? "062185001234"
           : row->kind == EDITOR_DATE ? "15/08/1985"
                                      : "Nguyễn Thị Hoa";
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    (void)e;
    static const struct form_row rows[FIELDS] = {
        { .id = "name", .label = "Họ, chữ đệm, tên", .section = "A", .kind = EDITOR_TEXT, .max = 40 },
        { .id = "number", .label = "Số định danh", .kind = EDITOR_DIGITS, .max = 12, .fixed = 12 },
        { .id = "date", .label = "Ngày sinh", .kind = EDITOR_DATE, .max = 10, .width = 12 },
        { .id = "code", .label = "Mã", .section = "B", .kind = EDITOR_CODE, .max = 20 },
        { .id = "secret", .label = "Mật khẩu", .kind = EDITOR_SECRET, .max = 20 },
        { .id = "note", .label = "Ghi chú", .kind = EDITOR_TEXT },
    };
    struct form *f = s->state;
    memcpy(f->rows, rows, sizeof rows);
    form_view_init(&f->view, f->rows, FIELDS, &(struct form_hooks){ .recall = recall }, f);
    return RC_OK;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct form *f = s->state;
    enum form_did did = FORM_UNUSED;
    if (event->kind == EVENT_KEY)
        did = form_view_key(&f->view, s->desk, event->key);
    else if (event->kind == EVENT_PASTE)
        did = form_view_paste(&f->view, event->text);
    else if (event->kind == EVENT_TICK || event->kind == EVENT_HANGUP)
        form_view_save(&f->view);
    return did == FORM_USED ? EVENT_USED : EVENT_UNUSED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct form *f = s->state;
    form_view_draw(&f->view, c, 0, ROW_BODY, c->w - 1, 10, true);
    form_view_draw_faults(&f->view, c, 1, ROW_BODY + 11, c->w - 2, 3);
}

static void close_(struct screen *s)
{
    form_view_release(&((struct form *)s->state)->view);
}

static const struct key_row keys[] = { { K_ESC, "form.end", "End", "End", NULL, NULL }, { 0 } };

static const struct screen_class form_class = {
    .name = "form",
    .title = "Form",
    .keys = keys,
    .state_size = sizeof(struct form),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};

/* --- what must always hold --- */

static void check_canvas(const struct canvas *c)
{
    assert(c->cursor_x >= 0 && c->cursor_x < c->w && c->cursor_y >= 0 && c->cursor_y < c->h);
    for (int i = 0; i < c->w * c->h; i++) {
        uint32_t code;
        const char *text = c->cells[i].text;
        for (int n; (n = glyph_decode(&code, text)); text += n)
            assert(code >= 32 && !glyph_unsafe(code));
    }
}

static void check_field(const struct form_row *row)
{
    const struct editor *ed = &row->editor;
    AUTO_STRING text = editor_text(ed);
    AUTO_BUF accepted = buf_limit(1 << 16);
    assert(ed->cursor >= 0 && ed->cursor <= ed->len && ed->len <= (ed->max ? ed->max : 255));
    if (!text)
        return;
    assert(row->kind != EDITOR_DIGITS || strspn(text, "0123456789") == strlen(text));
    assert(row->kind != EDITOR_DATE || strspn(text, "0123456789/-+.hH") == strlen(text));
    struct err e = { 0 };
    assert(text_accept(&accepted, text, strlen(text), &text_note_limits, NULL, &e) == RC_OK);
    assert(strcmp(buf_text(&accepted), text) == 0); /* already in its written form */
}

static void check_desk(const struct desk *d)
{
    const struct screen *s = d->top;
    check_canvas(&d->canvas);
    while (s && s->class != &form_class)
        s = s->below;
    for (int i = 0; s && i < FIELDS; i++)
        check_field(&((struct form *)s->state)->rows[i]);
}

/* --- bytes to keys --- */

static uint32_t named_key(uint8_t byte)
{
    static const uint32_t named[] = { K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN,
        K_INSERT, K_DELETE, K_BACK_TAB, K_CTRL_HOME, K_CTRL_END, K_SHIFT_F1, K_RESIZE, K_BACKSPACE };
    size_t count = sizeof named / sizeof *named;
    return byte % 32 < count ? named[byte % 32] : K_F(1u + (byte % 32 - count) % 12);
}

/* Anywhere a report can name, also beside the picture; most fall on it. */
static uint32_t mouse_code(const uint8_t *data)
{
    uint32_t act = data[0] % 3u, far = data[0] & 0x80u ? 4u : 1u;
    return K_MOUSE_AT(act, data[1] % 96u * far, data[2] % 32u * far);
}

static size_t step(struct desk *d, struct term_memory *t, const uint8_t *data, size_t size)
{
    uint32_t code = data[0];
    size_t used = 1;
    if (data[0] == 0xFF && size > 1) {
        code = named_key(data[used++]);
    } else if (data[0] == 0xFA && size > 3) {
        code = mouse_code(data + 1);
        used = 4;
    } else if (data[0] == 0xFE) {
        ms += 40;
        desk_step(d, 0);
        return 1;
    } else if (data[0] == 0xFD || data[0] == 0xFC) {
        code = data[0] == 0xFD ? K_PASTE_BEGIN : K_PASTE_END;
    } else if (data[0] == 0xFB) {
        char payload[300] = "";
        for (size_t n = 0; used < size && data[used] != '\n' && n + 1 < sizeof payload; used++, n++)
            payload[n] = (char)data[used];
        feed_scan(d, payload);
        return used;
    } else if (data[0] >= 0x80) {
        size_t n = utf8_decode(&code, (const char *)data, size);
        used = n ? n : 1;
        code = n ? code : (uint32_t)K_NONE;
    }
    if (code != K_NONE && term_memory_feed(t, code, NULL) == RC_OK && t->count - t->next >= AHEAD)
        desk_step(d, 0);
    ms += 1;
    return used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct clock clock = { now, mono, NULL };
    static const char *const methods[] = { "auto", "telex", "vni", "off" };
    struct desk d;
    struct term_memory *t;
    if (size < 1 || size > 512 || term_memory_open(&t, 80, 24, NULL))
        return 0;
    ms = 1000000;
    if (desk_open(&d, &t->terminal, NULL, &clock, NULL) || desk_push(&d, &form_class, NULL))
        abort();
    typing_begin(&d, methods[data[0] & 3], data[0] & 4 ? "new" : "old");
    desk_paint(&d);
    long paints = 0;
    for (size_t at = 1; at < size && !d.quit;) {
        at += step(&d, t, data + at, size - at);
        if (at >= size)
            desk_step(&d, 0);
        if (d.paints != paints)
            check_desk(&d);
        paints = d.paints;
    }
    desk_close(&d);
    return 0;
}
