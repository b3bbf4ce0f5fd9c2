/* editor.c - see editor.h. */
#include "desk/editor.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "base/viet.h"
#include "desk/canvas.h"
#include "desk/keys.h"

static int limit(const struct editor *ed)
{
    return ed->max > 0 && ed->max < EDITOR_MAX ? ed->max : ed->max ? EDITOR_MAX : 255;
}

void editor_release(struct editor *ed)
{
    if (!ed)
        return;
    free(ed->text);
    *ed = (struct editor){ .kind = ed->kind, .max = ed->max };
}

static void end_word(struct editor *ed)
{
    telex_reset(&ed->telex);
}

void editor_reset(struct editor *ed)
{
    ed->len = ed->cursor = ed->scroll = 0;
    end_word(ed);
}

bool editor_empty(const struct editor *ed)
{
    return ed->len == 0;
}

static bool reserve(struct editor *ed, int more)
{
    if (ed->len + more <= ed->cap)
        return true;
    int cap = ed->cap ? ed->cap : 32;
    while (cap < ed->len + more)
        cap *= 2;
    uint32_t *text = realloc(ed->text, (size_t)cap * sizeof *text);
    if (!text)
        return false;
    ed->text = text;
    ed->cap = cap;
    return true;
}

/* Replaces `gone` code points at `at` by `n` others; the cursor ends behind them. */
static bool splice(struct editor *ed, int at, int gone, const uint32_t *put, int n)
{
    if (ed->len - gone + n > limit(ed) || !reserve(ed, n))
        return false;
    memmove(ed->text + at + n, ed->text + at + gone, (size_t)(ed->len - at - gone) * sizeof *ed->text);
    if (n)
        memcpy(ed->text + at, put, (size_t)n * sizeof *put);
    ed->len += n - gone;
    ed->cursor = at + n;
    return true;
}

static int grapheme_before(const struct editor *ed, int at)
{
    do {
        at--;
    } while (at > 0 && glyph_combines(ed->text[at]));
    return at < 0 ? 0 : at;
}

static int grapheme_after(const struct editor *ed, int at)
{
    if (at >= ed->len)
        return ed->len;
    do {
        at++;
    } while (at < ed->len && glyph_combines(ed->text[at]));
    return at;
}

static bool allowed(const struct editor *ed, uint32_t code)
{
    switch (ed->kind) {
    case EDITOR_DIGITS:
        return code >= '0' && code <= '9';
    case EDITOR_DATE:
        return (code >= '0' && code <= '9') || (code < 128 && strchr("/-+.hH", (int)code));
    default:
        return !glyph_unsafe(code);
    }
}

/* A mark joins the letter before it: "e" + U+0302 + U+0301 is one letter, as precomposed text has it. */
static enum edit add_mark(struct editor *ed, uint32_t mark)
{
    if (ed->cursor == 0)
        return EDIT_REFUSED;
    int from = grapheme_before(ed, ed->cursor);
    uint32_t joined[8];
    int n = ed->cursor - from;
    if (n + 1 > 4)
        return EDIT_REFUSED;
    memcpy(joined, ed->text + from, (size_t)n * sizeof *joined);
    joined[n++] = mark;
    n = glyph_nfc(joined, n);
    return splice(ed, from, ed->cursor - from, joined, n) ? EDIT_CHANGED : EDIT_REFUSED;
}

static enum edit insert(struct editor *ed, uint32_t code)
{
    if (!allowed(ed, code))
        return EDIT_REFUSED;
    if (glyph_combines(code))
        return add_mark(ed, code);
    int gone = ed->overwrite ? grapheme_after(ed, ed->cursor) - ed->cursor : 0;
    return splice(ed, ed->cursor, gone, &code, 1) ? EDIT_CHANGED : EDIT_REFUSED;
}

/* --- typing Vietnamese --- */

/* The letters right before the cursor become the word, so that a mark can be added to what stands there. */
static void begin_word(struct editor *ed)
{
    char text[TELEX_TEXT_MAX + UTF8_MAX];
    size_t n = 0;
    ed->word = ed->cursor;
    while (ed->word > 0 && ed->cursor - ed->word < TELEX_KEYS_MAX - 1 &&
           (viet_is_letter(ed->text[ed->word - 1]) || glyph_combines(ed->text[ed->word - 1])))
        ed->word--;
    for (int i = ed->word; i < ed->cursor; i++)
        n += utf8_encode(text + n, ed->text[i]);
    telex_load(&ed->telex, text, n);
}

static enum edit show_word(struct editor *ed)
{
    char text[TELEX_TEXT_MAX];
    uint32_t codes[TELEX_KEYS_MAX * 2];
    size_t len = telex_text(&ed->telex, text);
    int n = 0;
    for (size_t at = 0, used; at < len && n < TELEX_KEYS_MAX * 2; at += used)
        if (!(used = utf8_decode(&codes[n++], text + at, len - at)))
            return EDIT_REFUSED;
    return splice(ed, ed->word, ed->cursor - ed->word, codes, n) ? EDIT_CHANGED : EDIT_REFUSED;
}

/* A letter that came composed, by an input method outside, is left alone: only plain keys compose here. */
static enum edit compose(struct editor *ed, uint32_t code, enum typing typing)
{
    static const enum telex_method methods[] = { TELEX_OFF, TELEX_TELEX, TELEX_VNI };
    ed->telex.style.method = methods[TYPING_METHOD(typing)];
    ed->telex.style.new_style = typing & TYPING_NEW_TONES;
    if (ed->telex.count == 0 || ed->telex.length == 0)
        begin_word(ed);
    if (!telex_key(&ed->telex, code))
        return insert(ed, code);
    enum edit edit = show_word(ed);
    if (edit == EDIT_REFUSED)
        end_word(ed);
    return edit;
}

static enum edit type_letter(struct editor *ed, uint32_t code, enum typing typing)
{
    bool composes =
        TYPING_METHOD(typing) != TYPING_OFF && ed->kind == EDITOR_TEXT && !ed->overwrite && code < 128;
    if (composes)
        return compose(ed, code, typing);
    end_word(ed);
    return insert(ed, code);
}

static enum edit erase(struct editor *ed, int from, int to)
{
    end_word(ed);
    if (from == to)
        return EDIT_DONE; /* nothing to take away is no mistake: input methods send one backspace too many */
    splice(ed, from, to - from, NULL, 0);
    return EDIT_CHANGED;
}

static enum edit move(struct editor *ed, int to)
{
    end_word(ed);
    ed->cursor = to;
    return EDIT_DONE;
}

enum edit editor_key(struct editor *ed, uint32_t code, enum typing typing)
{
    switch (code) {
    case K_LEFT:
        return move(ed, grapheme_before(ed, ed->cursor));
    case K_RIGHT:
        return move(ed, grapheme_after(ed, ed->cursor));
    case K_HOME:
    case K_CTRL('A'):
        return move(ed, 0);
    case K_END:
        return move(ed, ed->len);
    case K_BACKSPACE:
    case K_CTRL('H'):
        return erase(ed, grapheme_before(ed, ed->cursor), ed->cursor);
    case K_DELETE:
        return erase(ed, ed->cursor, grapheme_after(ed, ed->cursor));
    case K_CTRL('U'):
        return erase(ed, 0, ed->len);
    case K_INSERT:
        ed->overwrite = !ed->overwrite;
        return EDIT_DONE;
    default:
        return key_is_text(code) ? type_letter(ed, code, typing) : EDIT_UNUSED;
    }
}

enum edit editor_paste(struct editor *ed, const char *text)
{
    uint32_t code;
    enum edit result = EDIT_DONE;
    end_word(ed);
    for (int length; (length = glyph_decode(&code, text)); text += length) {
        if (code == '\n' && !text[length])
            break; /* the line end that came with the line */
        if (code == '\n' || code == '\t' || code == '\r' || code == 0xA0)
            code = ' ';
        bool separator = code == ' ' || code == '.' || code == '-';
        if (ed->kind == EDITOR_DIGITS && separator)
            continue;
        enum edit one = insert(ed, code);
        if (one == EDIT_REFUSED && ed->len >= limit(ed))
            return EDIT_REFUSED;
        if (one == EDIT_REFUSED)
            result = EDIT_REFUSED;
        else if (result == EDIT_DONE)
            result = EDIT_CHANGED;
    }
    return result;
}

enum rc editor_set(struct editor *ed, const char *text, struct err *e)
{
    struct editor fresh = { .kind = EDITOR_TEXT, .max = limit(ed) };
    enum edit result = editor_paste(&fresh, text);
    if (result == EDIT_REFUSED && fresh.len >= limit(ed)) {
        editor_release(&fresh);
        return err_set(e, RC_REFUSED, "text_too_long", "Longer than %d letters.", limit(ed));
    }
    free(ed->text);
    ed->text = fresh.text;
    ed->len = ed->cursor = fresh.len;
    ed->cap = fresh.cap;
    ed->scroll = 0;
    end_word(ed);
    return RC_OK;
}

char *editor_text(const struct editor *ed)
{
    struct buf text = buf_limit((size_t)EDITOR_MAX * 4);
    char letter[5];
    for (int i = 0; i < ed->len; i++)
        buf_add(&text, letter, (size_t)glyph_encode(letter, ed->text[i]));
    return buf_take(&text);
}

/* --- picture --- */

static int columns_between(const struct editor *ed, int from, int to)
{
    int sum = 0;
    for (int i = from; i < to; i++)
        sum += ed->kind == EDITOR_SECRET ? 1 : glyph_columns(ed->text[i]);
    return sum;
}

/* The cursor stays inside, with a little of the text before it in sight. */
static void keep_in_sight(struct editor *ed, int width)
{
    if (ed->cursor < ed->scroll)
        ed->scroll = ed->cursor;
    if (columns_between(ed, 0, ed->len) < width)
        ed->scroll = 0;
    while (columns_between(ed, ed->scroll, ed->cursor) >= width)
        ed->scroll = grapheme_after(ed, ed->scroll);
}

void editor_draw(struct editor *ed, struct canvas *c, int x, int y, int width, bool focused)
{
    if (width < 1)
        return;
    keep_in_sight(ed, width);
    struct buf shown = buf_limit((size_t)EDITOR_MAX * 4);
    char letter[5];
    for (int i = ed->scroll; i < ed->len && ed->kind != EDITOR_SECRET; i++)
        buf_add(&shown, letter, (size_t)glyph_encode(letter, ed->text[i]));
    for (int i = ed->scroll; i < ed->len && ed->kind == EDITOR_SECRET; i++)
        buf_puts(&shown, "•");
    /* What is being typed has the base look: a key then costs one byte on the line; the brackets show the
     * focus. */
    enum role role = focused ? ROLE_BASE : ROLE_FIELD;
    canvas_fill(c, x, y, width, 1, role, " ");
    canvas_put(c, x, y, width, role, buf_text(&shown));
    buf_release(&shown);
    if (!focused)
        return;
    canvas_cursor(c, x + columns_between(ed, ed->scroll, ed->cursor), y);
    c->cursor_line = ed->overwrite;
    c->cursor_secret = ed->kind == EDITOR_SECRET;
}

void editor_draw_box(struct editor *ed, struct canvas *c, int x, int y, int width, bool focused)
{
    canvas_print(c, x, y, focused ? ROLE_FOCUS : ROLE_MUTED, "[");
    canvas_print(c, x + width - 1, y, focused ? ROLE_FOCUS : ROLE_MUTED, "]");
    editor_draw(ed, c, x + 1, y, width - 2, focused);
}
