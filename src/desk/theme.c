/* theme.c - see theme.h. Colours and ratios are those of the design's role table. */
#include "desk/theme.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "desk/canvas.h"

#define BOLD      LOOK_BOLD
#define UNDERLINE LOOK_UNDERLINE
#define REVERSE   LOOK_REVERSE
#define OWN       -1

static const char *const role_names[ROLES] = {
    "base",
    "muted",
    "title",
    "rule",
    "bar",
    "key",
    "field",
    "focus",
    "select",
    "data",
    "say",
    "ok",
    "warn",
    "error",
    "alarm",
    "busy",
    "practice",
    "practice-bar",
    "meter",
    "qr",
};

static const struct theme dark = {
    "dark",
    {
        { 252, 234, 0 },
        { 246, 234, 0 },
        { 255, 234, BOLD },
        { 240, 234, 0 },
        { 255, 236, 0 },
        { 117, 236, 0 },
        { 252, 234, UNDERLINE },
        { 234, 222, 0 },
        { 255, 238, 0 },
        { 152, 234, 0 },
        { 223, 234, 0 },
        { 114, 234, 0 },
        { 221, 234, 0 },
        { 210, 234, 0 },
        { 255, 124, BOLD },
        { 117, 234, 0 },
        { 176, 234, 0 },
        { 230, 52, 0 },
        { 109, 234, 0 },
        { 16, 231, 0 },
    },
    GLYPHS_FULL,
};

static const struct theme light = {
    "light",
    {
        { 235, 255, 0 },
        { 240, 255, 0 },
        { 235, 255, BOLD },
        { 250, 255, 0 },
        { 255, 238, 0 },
        { 222, 238, 0 },
        { 235, 255, UNDERLINE },
        { 255, 24, 0 },
        { 235, 252, 0 },
        { 23, 255, 0 },
        { 90, 255, 0 },
        { 22, 255, 0 },
        { 94, 255, 0 },
        { 124, 255, 0 },
        { 255, 124, BOLD },
        { 24, 255, 0 },
        { 90, 255, 0 },
        { 230, 52, 0 },
        { 24, 255, 0 },
        { 16, 231, 0 },
    },
    GLYPHS_FULL,
};

/* Blue and red never carry text on black: too dark on the panels of old terminals. */
static const struct theme eight = {
    "eight",
    {
        { 7, 0, 0 },
        { 7, 0, 0 },
        { 7, 0, BOLD },
        { 7, 0, 0 },
        { 0, 7, 0 },
        { 4, 7, 0 }, /* bold black is grey on many a panel */
        { 7, 0, UNDERLINE },
        { 0, 6, 0 },
        { 7, 0, BOLD },
        { 6, 0, 0 },
        { 7, 0, BOLD },
        { 2, 0, 0 },
        { 3, 0, BOLD },
        { 7, 1, BOLD },
        { 7, 1, BOLD },
        { 6, 0, 0 },
        { 7, 5, BOLD },
        { 7, 5, BOLD },
        { 6, 0, 0 },
        { 0, 7, 0 },
    },
    GLYPHS_FULL,
};

static const struct theme mono = {
    "mono",
    {
        { OWN, OWN, 0 },
        { OWN, OWN, 0 },
        { OWN, OWN, BOLD },
        { OWN, OWN, 0 },
        { OWN, OWN, REVERSE },
        { OWN, OWN, REVERSE | BOLD },
        { OWN, OWN, UNDERLINE },
        { OWN, OWN, REVERSE },
        { OWN, OWN, BOLD },
        { OWN, OWN, 0 },
        { OWN, OWN, 0 },
        { OWN, OWN, 0 },
        { OWN, OWN, BOLD },
        { OWN, OWN, REVERSE },
        { OWN, OWN, REVERSE },
        { OWN, OWN, 0 },
        { OWN, OWN, 0 },
        { OWN, OWN, REVERSE },
        { OWN, OWN, 0 },
        { OWN, OWN, REVERSE },
    },
    GLYPHS_FULL,
};

static const struct theme *const builtin[] = { &dark, &light, &eight, &mono };

const char *theme_role_name(enum role role)
{
    return role < ROLES ? role_names[role] : "";
}

static enum rc theme_read(struct theme *ret, const char *path, struct err *e)
{
    AUTO_BUF text = buf_limit(64 << 10);
    enum rc rc = fs_read(&text, path, 64 << 10, e);
    if (rc)
        return rc;
    struct theme t = dark;
    snprintf(t.name, sizeof t.name, "%s", "file");
    rc = theme_parse(&t, buf_text(&text), path, e);
    if (!rc)
        *ret = t;
    return rc;
}

enum rc theme_pick(struct theme *ret, const char *name, int colours, bool no_color, struct err *e)
{
    if (!name && no_color)
        name = "mono";
    if (!name)
        name = colours >= 256 ? "dark" : colours >= 8 ? "eight" : "mono";
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
        if (strcmp(builtin[i]->name, name) == 0) {
            *ret = *builtin[i];
            return RC_OK;
        }
    if (strchr(name, '/') || strstr(name, ".theme"))
        return theme_read(ret, name, e);
    return err_set(
        e, RC_USAGE, "theme_unknown", "There is no theme \"%s\". Choose dark, light, eight or mono.", name);
}

static int role_by_name(const char *name)
{
    for (int i = 0; i < ROLES; i++)
        if (strcmp(role_names[i], name) == 0)
            return i;
    return -1;
}

static bool colour_parse(int16_t *ret, const char *word)
{
    char *end;
    long n = strtol(word, &end, 10);
    if (strcmp(word, "-") == 0)
        *ret = OWN;
    else if (*end || end == word || n < 0 || n > 255)
        return false;
    else
        *ret = (int16_t)n;
    return true;
}

static bool attribute_parse(struct look *look, const char *word)
{
    static const char *const names[] = { "bold", "underline", "reverse" };
    for (unsigned i = 0; i < 3; i++)
        if (strcmp(word, names[i]) == 0) {
            look->attributes |= (uint8_t)(1u << i);
            return true;
        }
    return false;
}

static bool line_parse(struct theme *t, char *line)
{
    char *words[6] = { 0 }, *save = NULL;
    int n = 0;
    for (char *w = strtok_r(line, " \t\r", &save); w && n < 6; w = strtok_r(NULL, " \t\r", &save))
        words[n++] = w;
    if (n == 0)
        return true;
    int role = role_by_name(words[0]);
    struct look look = { 0 };
    if (role < 0 || n < 3 || !colour_parse(&look.fg, words[1]) || !colour_parse(&look.bg, words[2]))
        return false;
    for (int i = 3; i < n; i++)
        if (!attribute_parse(&look, words[i]))
            return false;
    t->looks[role] = look;
    return true;
}

enum rc theme_parse(struct theme *t, const char *text, const char *name, struct err *e)
{
    for (int number = 1; *text; number++) {
        size_t n = strcspn(text, "\n");
        char line[256];
        snprintf(line, sizeof line, "%.*s", (int)(n < sizeof line ? n : sizeof line - 1), text);
        line[strcspn(line, "#")] = '\0';
        if (!line_parse(t, line))
            return err_set(
                e, RC_REFUSED, "theme_line", "%s, line %d is not a role with two colours.", name, number);
        text += n + (text[n] == '\n');
    }
    return RC_OK;
}

static double channel(int value)
{
    double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static void palette(int colour, int rgb[3])
{
    static const int first[16] = { 0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd,
        0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff };
    static const int steps[6] = { 0, 95, 135, 175, 215, 255 };
    if (colour >= 232)
        rgb[0] = rgb[1] = rgb[2] = 8 + 10 * (colour - 232);
    else if (colour >= 16)
        for (int i = 2, n = colour - 16; i >= 0; i--, n /= 6)
            rgb[i] = steps[n % 6];
    else
        for (int i = 0; i < 3; i++)
            rgb[i] = first[colour] >> (16 - 8 * i) & 0xFF;
}

static double luminance(int colour)
{
    int rgb[3];
    palette(colour, rgb);
    return 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
}

int theme_contrast(const struct theme *t, enum role role)
{
    const struct look *look = &t->looks[role];
    if (look->fg < 0 || look->bg < 0)
        return 0;
    /* where there are eight colours, bold is the brighter half of sixteen */
    bool bright = look->fg < 8 && look->attributes & LOOK_BOLD;
    double a = luminance(bright ? look->fg + 8 : look->fg), b = luminance(look->bg);
    return (int)(10 * ((a > b ? a : b) + 0.05) / ((a > b ? b : a) + 0.05));
}

/* One column for one column, so that an ASCII picture has the same geometry. */
static const char *const ascii[][2] = {
    { "●", "*" },
    { "◐", "~" },
    { "○", "o" },
    { "◌", "." },
    { "▌", ">" },
    { "✓", "v" },
    { "·", "." },
    { "◆", "=" },
    { "↻", "R" },
    { "█", "#" },
    { "▓", "=" },
    { "░", "-" },
    { "▁", "1" },
    { "▂", "2" },
    { "▃", "3" },
    { "▄", "4" },
    { "▅", "5" },
    { "▆", "6" },
    { "▇", "7" },
    { "↑", "^" },
    { "↓", "v" },
    { "◄", "<" },
    { "►", ">" },
    { "▲", "^" },
    { "▼", "v" },
    { "▬", "=" },
    { "─", "-" },
    { "│", "|" },
    { "┌", "+" },
    { "┐", "+" },
    { "└", "+" },
    { "┘", "+" },
    { "├", "+" },
    { "┤", "+" },
    { "┬", "+" },
    { "┴", "+" },
    { "┼", "+" },
    { "═", "=" },
    { "║", "|" },
    { "╔", "+" },
    { "╗", "+" },
    { "╚", "+" },
    { "╝", "+" },
    { "╟", "+" },
    { "╢", "+" },
    { "…", "." },
    { "×", "x" },
    { "•", "*" },
    { "–", "-" },
    { "▀", "^" },
    { "→", ">" },
    { "←", "<" },
};

void theme_fall_back(const struct theme *t, struct canvas *c)
{
    if (t->glyphs != GLYPHS_ASCII)
        return;
    for (int i = 0; i < c->w * c->h; i++)
        for (size_t k = 0; (unsigned char)c->cells[i].text[0] >= 0xC2 && k < sizeof ascii / sizeof *ascii;
             k++)
            if (strcmp(c->cells[i].text, ascii[k][0]) == 0)
                snprintf(c->cells[i].text, sizeof c->cells[i].text, "%s", ascii[k][1]);
}
