/* keys.c - see keys.h. */
#include "desk/keys.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/text.h"
#include "desk/canvas.h"
#include "desk/desk.h"
#include "desk/mouse.h"

static const struct {
    uint32_t code;
    const char *name;
} names[] = {
    { K_TAB, "Tab" },
    { K_ENTER, "Enter" },
    { K_ESC, "Esc" },
    { K_SPACE, "Space" },
    { K_BACKSPACE, "Backspace" },
    { K_UP, "Up" },
    { K_DOWN, "Down" },
    { K_LEFT, "Left" },
    { K_RIGHT, "Right" },
    { K_HOME, "Home" },
    { K_END, "End" },
    { K_PAGE_UP, "PageUp" },
    { K_PAGE_DOWN, "PageDown" },
    { K_INSERT, "Insert" },
    { K_DELETE, "Delete" },
    { K_BACK_TAB, "Shift-Tab" },
    { K_CTRL_HOME, "Ctrl-Home" },
    { K_CTRL_END, "Ctrl-End" },
    { K_SHIFT_F1, "Shift-F1" },
    { K_PASTE_BEGIN, "PasteBegin" },
    { K_PASTE_END, "PasteEnd" },
    { K_RESIZE, "Resize" },
    { K_HANGUP, "Hangup" },
    { K_CTRL_BACKSLASH, "Ctrl-\\" },
};

const char *key_label(char out[KEY_NAME_SIZE], uint32_t code)
{
    out[0] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == code) {
            snprintf(out, KEY_NAME_SIZE, "%s", names[i].name);
            return out;
        }
    if (code > K_F(0) && code <= K_F(12))
        snprintf(out, KEY_NAME_SIZE, "F%u", code - K_F(0));
    else if (code && code < 32)
        snprintf(out, KEY_NAME_SIZE, "Ctrl-%c", (char)('@' + code));
    else if (key_is_text(code))
        glyph_encode(out, code);
    return out;
}

static uint32_t function_by_name(const char *name)
{
    unsigned n = 0;
    char tail;
    if ((name[0] == 'F' || name[0] == 'f') && sscanf(name + 1, "%2u%c", &n, &tail) == 1 && n >= 1 && n <= 12)
        return K_F(n);
    return K_NONE;
}

uint32_t key_by_name(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(names[i].name, name) == 0)
            return names[i].code;
    if (strncasecmp(name, "Ctrl-", 5) == 0 && isalpha((unsigned char)name[5]) && !name[6])
        return K_CTRL(name[5]);
    if (function_by_name(name))
        return function_by_name(name);
    uint32_t code;
    int length = glyph_decode(&code, name);
    return length && !name[length] && key_is_text(code) ? code : K_NONE;
}

/* Ctrl-letters free of other meaning on the desk; mnemonic in Vietnamese and English where one was left. */
static const struct {
    uint32_t twin, key;
} twins[] = {
    { K_CTRL('F'), K_F(3) },
    { K_CTRL('O'), K_F(4) },
    { K_CTRL('R'), K_F(5) },
    { K_CTRL('W'), K_F(6) },
    { K_CTRL('E'), K_F(8) },
    { K_CTRL('P'), K_F(9) },
    { K_CTRL('S'), K_F(10) },
};

uint32_t key_twin(uint32_t code)
{
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (twins[i].twin == code)
            return twins[i].key;
    return code == K_F(12) ? (uint32_t)K_ESC : (uint32_t)K_NONE;
}

uint32_t key_twin_of(uint32_t function_key)
{
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (twins[i].key == function_key)
            return twins[i].twin;
    return K_NONE;
}

static const struct key_row *find(const struct key_row *rows, const struct screen *screen, uint32_t code)
{
    for (; rows && rows->key; rows++)
        if (rows->key == code && (!rows->when || rows->when(screen)))
            return rows;
    return NULL;
}

const struct key_row *key_row_find(const struct key_row *rows, const struct screen *screen, uint32_t code)
{
    const struct key_row *row = find(rows, screen, code);
    uint32_t twin = key_twin(code);
    return row || !twin ? row : find(rows, screen, twin);
}

/* As printed on the keyboard in front of the clerk. */
static const char *shown_name(char out[KEY_NAME_SIZE], uint32_t code)
{
    static const char *const arrows[] = { "↑", "↓", "←", "→" };
    if (code >= K_UP && code <= K_RIGHT)
        return arrows[code - K_UP];
    return code == K_SPACE ? _("Space") : key_label(out, code);
}

const char *key_twins(char out[KEY_NAMES_SIZE], uint32_t code)
{
    char name[KEY_NAME_SIZE];
    uint32_t control = key_twin_of(code);
    out[0] = '\0';
    if (control)
        snprintf(out, KEY_NAMES_SIZE, "%s", key_label(name, control));
    if (code >= K_F(1) && code <= K_F(10))
        snprintf(out + strlen(out), KEY_NAMES_SIZE - strlen(out), "%sEsc %d", *out ? "  " : "",
            (int)(code - K_F(0)) % 10);
    else if (code == K_F(12))
        snprintf(out, KEY_NAMES_SIZE, "Esc");
    return out;
}

static bool never_comes(uint32_t code, unsigned missing)
{
    return code >= K_F(1) && code <= K_F(12) && missing >> (code - K_F(0)) & 1;
}

const char *key_shown(char out[KEY_NAME_SIZE], uint32_t code, unsigned missing)
{
    char others[KEY_NAMES_SIZE];
    if (!never_comes(code, missing) || !*key_twins(others, code))
        return shown_name(out, code);
    snprintf(out, KEY_NAME_SIZE, "%.*s", (int)strcspn(others, " "), others);
    if (strcmp(out, "Esc") == 0)
        snprintf(out, KEY_NAME_SIZE, "%s", others);
    return out;
}

/* The F-key whose name begins at `p`, between two words; its length, 0 when there is none. */
static int function_at(const char *text, const char *p, uint32_t *code)
{
    if (*p != 'F' || !isdigit((unsigned char)p[1]) || (p > text && (isalnum((unsigned char)p[-1]) || p[-1] & 0x80)))
        return 0;
    int n = p[1] - '0', length = 2;
    if (isdigit((unsigned char)p[2]))
        n = n * 10 + p[length++] - '0';
    if (n < 1 || n > 12 || isalnum((unsigned char)p[length]) || p[length] & 0x80)
        return 0;
    *code = K_F((unsigned)n);
    return length;
}

const char *key_words(char *out, size_t size, const char *text, unsigned missing)
{
    size_t n = 0;
    for (const char *p = text; *p && n + KEY_NAME_SIZE < size;) {
        char name[KEY_NAME_SIZE];
        uint32_t code;
        int length = missing ? function_at(text, p, &code) : 0;
        if (length)
            n += (size_t)snprintf(out + n, size - n, "%s", key_shown(name, code, missing));
        else
            out[n++] = *p;
        p += length ? length : 1;
    }
    out[n] = '\0';
    utf8_mend(out);
    return out;
}

const char *key_row_names(char out[KEY_NAMES_SIZE], const struct key_row *row, unsigned missing)
{
    char name[KEY_NAME_SIZE], others[KEY_NAMES_SIZE], control[KEY_NAME_SIZE];
    uint32_t other = key_twin_of(row->key);
    if (never_comes(row->key, missing) && *key_twins(others, row->key))
        snprintf(out, KEY_NAMES_SIZE, "%s", others);
    else if (other)
        snprintf(out, KEY_NAMES_SIZE, "%s  %s", shown_name(name, row->key), key_label(control, other));
    else
        snprintf(out, KEY_NAMES_SIZE, "%s", shown_name(name, row->key));
    return out;
}

static int entry_columns(const struct key_row *row, unsigned missing)
{
    char name[KEY_NAME_SIZE];
    return text_columns(key_shown(name, row->key, missing)) + 1 + text_columns(_(row->label));
}

static int entry_draw(
    struct canvas *c, int x, int y, const struct key_row *row, const char *label, unsigned missing)
{
    char name[KEY_NAME_SIZE];
    int from = x;
    x = canvas_print(c, x, y, ROLE_KEY, key_shown(name, row->key, missing));
    x = canvas_print(c, x + 1, y, ROLE_BAR, label);
    /* the row tells the keys of two screens apart that stand at one place */
    canvas_place(
        c, &(struct place){
               .x = from, .y = y, .w = x - from, .h = 1, .object = (void *)(uintptr_t)row, .key = row->key });
    return x;
}

/* Esc and where it leads end one column before the edge. Returns the column it begins in. */
static int draw_back(struct canvas *c, int y, const struct key_row *esc, const char *back)
{
    if (!esc || (!back && !esc->label))
        return c->w;
    const char *label = back ? back : _(esc->label);
    char name[KEY_NAME_SIZE];
    int x = c->w - 1 - text_columns(label) - 1 - text_columns(key_label(name, K_ESC));
    entry_draw(c, x, y, esc, label, 0);
    return x;
}

int footer_draw(
    struct canvas *c, int y, const struct key_row *rows, const struct screen *screen, const char *back)
{
    canvas_fill(c, 0, y, c->w, 1, ROLE_BAR, " ");
    int end = draw_back(c, y, find(rows, screen, K_ESC), back);
    unsigned missing = screen && screen->desk ? screen->desk->missing_keys : 0;
    int x = 1, left_out = 0;
    for (; rows && rows->key; rows++) {
        if (rows->key == K_ESC || !rows->label || (rows->when && !rows->when(screen)))
            continue;
        if (x + entry_columns(rows, missing) >= end)
            left_out++;
        else
            x = entry_draw(c, x, y, rows, _(rows->label), missing) + 2;
    }
    return left_out;
}
