/* scan_wedge.c - see scan_wedge.h. */
#include "desk/scan_wedge.h"

#include <ctype.h>
#include <string.h>

#include "desk/glyph.h"
#include "desk/keys.h"

#define STX 2

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool is_upper(uint32_t code)
{
    return code >= 'A' && code <= 'Z';
}

/* Could these keys be the beginning of a payload? Once a card's first bar or a paper's date came, anything
 * may follow. */
static bool card_begins(const uint32_t *k, int n)
{
    for (int i = 0; i < n; i++) {
        if (k[i] == '|')
            return i == 12 || i == 9;
        if (!is_digit(k[i]) || i >= 12)
            return false;
    }
    return true;
}

static bool zone_begins(const uint32_t *k, int n)
{
    static const char head[] = "IDVNM";
    for (int i = 0; i < n && head[i]; i++)
        if (k[i] != (uint32_t)head[i])
            return false;
    return true;
}

/* "H48.25-260105-0001...": a letter, digits and dots, a dash, a date. */
static bool paper_begins(const uint32_t *k, int n)
{
    if (!is_upper(k[0]))
        return false;
    int i = 1;
    while (i < n && i < 12 && (is_digit(k[i]) || (i > 1 && k[i] == '.')))
        i++;
    if (i < n && (i < 2 || k[i] != '-'))
        return false;
    for (int d = 1; i + d < n && d <= 6; d++)
        if (!is_digit(k[i + d]))
            return false;
    return true;
}

/* "MC1|H48.25-...": the square of a receipt. */
static bool receipt_begins(const uint32_t *k, int n)
{
    static const char head[] = "MC";
    for (int i = 0; i < n && head[i]; i++)
        if (k[i] != (uint32_t)head[i])
            return false;
    return (n < 3 || is_digit(k[2])) && (n < 4 || k[3] == '|');
}

/* Control characters among the keys say nothing about the shape. */
static int without_controls(uint32_t out[WEDGE_KEYS], const struct scan_wedge *w)
{
    int n = 0;
    for (int i = 0; i < w->count; i++)
        if (w->held[i] >= 32)
            out[n++] = w->held[i];
    return n;
}

/* A scanner told to send STX first says itself that it is one, whatever it read. */
static bool starts_with_stx(const struct scan_wedge *w)
{
    return w->held[0] == STX;
}

static bool may_become_scan(const struct scan_wedge *w)
{
    uint32_t k[WEDGE_KEYS];
    int n = without_controls(k, w);
    return starts_with_stx(w) || card_begins(k, n) || zone_begins(k, n) || paper_begins(k, n) ||
           receipt_begins(k, n);
}

/* The back of a card comes in three lines of 30. */
static bool zone_goes_on(const struct scan_wedge *w)
{
    uint32_t k[WEDGE_KEYS];
    int n = without_controls(k, w);
    return n >= 30 && n < 90 && zone_begins(k, n);
}

static bool ends_burst(const struct scan_wedge *w, uint32_t code)
{
    return code == K_TAB || ((code == K_ENTER || code == '\n') && !zone_goes_on(w));
}

static bool whole_payload(const struct scan_wedge *w, bool (*is_scan)(const char *))
{
    char text[WEDGE_KEYS * 3];
    scan_wedge_text(w, text, sizeof text);
    return (starts_with_stx(w) && text[0]) || is_scan(text);
}

/* STX before a payload, group separators in it: kept with the rest, so that they are played when it was
 * typing. */
static bool stray_control(const struct scan_wedge *w, uint32_t code)
{
    return code < 32 && (w->count > 5 || (w->count == 0 && code == STX));
}

enum wedge scan_wedge_key(struct scan_wedge *w, uint32_t code, int64_t at_ms, bool (*is_scan)(const char *))
{
    if (w->count && at_ms - w->last_ms > WEDGE_GAP_MS)
        return scan_wedge_quiet(w, is_scan) == WEDGE_SCAN ? WEDGE_SCAN : WEDGE_FLUSH;
    if (w->count && ends_burst(w, code))
        return whole_payload(w, is_scan) ? WEDGE_SCAN : WEDGE_FLUSH;
    if (!key_is_text(code) && !stray_control(w, code))
        return w->count ? WEDGE_FLUSH : WEDGE_PASS;
    if (w->count == WEDGE_KEYS)
        return WEDGE_FLUSH;
    w->held[w->count++] = code;
    if (!may_become_scan(w))
        return --w->count ? WEDGE_FLUSH : WEDGE_PASS;
    w->last_ms = at_ms;
    return WEDGE_HOLD;
}

enum wedge scan_wedge_quiet(struct scan_wedge *w, bool (*is_scan)(const char *))
{
    if (!w->count)
        return WEDGE_PASS;
    return w->count > 5 && whole_payload(w, is_scan) ? WEDGE_SCAN : WEDGE_FLUSH;
}

void scan_wedge_text(const struct scan_wedge *w, char *out, int size)
{
    char letter[5];
    int used = 0;
    for (int i = 0; i < w->count; i++) {
        int n = glyph_encode(letter, w->held[i]);
        if (w->held[i] < 32 || used + n >= size)
            continue;
        memcpy(out + used, letter, (size_t)n);
        used += n;
    }
    out[used] = '\0';
}

static bool card_shape(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    int bars = 0;
    for (const char *s = text; *s; s++)
        bars += *s == '|';
    return (digits == 12 || digits == 9) && text[digits] == '|' && bars >= 5;
}

static bool paper_shape(const char *text)
{
    if (!isupper((unsigned char)text[0]))
        return false;
    size_t unit = 1 + strspn(text + 1, "0123456789.");
    if (unit < 2 || text[unit] != '-' || strspn(text + unit + 1, "0123456789") != 6)
        return false;
    return text[unit + 7] == '-' && strspn(text + unit + 8, "0123456789") >= 4;
}

bool scan_shape(const char *text)
{
    bool zone = strncmp(text, "IDVNM", 5) == 0 && strlen(text) >= 30 && strchr(text, '<');
    bool receipt =
        strncmp(text, "MC", 2) == 0 && isdigit((unsigned char)text[2]) && text[3] == '|' && strlen(text) > 20;
    return card_shape(text) || paper_shape(text) || zone || receipt;
}
