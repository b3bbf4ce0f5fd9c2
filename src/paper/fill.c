/* fill.c - finds the places of a line, looks the facts up, writes them as people read them. */
#include "paper/fill.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/yaml.h"
#include "paper/money_words.h"
#include "paper/page.h"

#define PLACE_MAX 128
#define PATHS_MAX 4
#define DOTS      "…………………………" /* room to write by hand */

/* --- places --- */

struct place {
    char text[PLACE_MAX]; /* holds the strings below */
    char *paths[PATHS_MAX];
    int path_count;
    const char *format; /* "" = as it is */
    bool optional;
};

/* Splits what stands between the braces. False when it cannot be a place. */
static bool place_parse(struct place *place, const char *inside, size_t len)
{
    *place = (struct place){ .format = "" };
    if (len == 0 || len >= PLACE_MAX)
        return false;
    memcpy(place->text, inside, len);
    char *bar = strchr(place->text, '|');
    if (bar) {
        *bar = '\0';
        char *format = bar + 1;
        size_t end = strlen(format);
        place->optional = end > 0 && format[end - 1] == '?';
        if (place->optional)
            format[end - 1] = '\0';
        place->format = format;
    }
    char *rest = place->text;
    while (rest && place->path_count < PATHS_MAX) {
        place->paths[place->path_count++] = rest;
        rest = strchr(rest, ',');
        if (rest)
            *rest++ = '\0';
    }
    return !rest && place->paths[0][0];
}

static const struct js *walk(const struct js *from, const char *path)
{
    while (from) {
        const char *dot = strchr(path, '.');
        if (!dot)
            return js_get(from, path);
        char key[PLACE_MAX];
        size_t len = (size_t)(dot - path);
        if (len >= sizeof key)
            return NULL;
        memcpy(key, path, len);
        key[len] = '\0';
        from = js_get(from, key);
        path = dot + 1;
    }
    return NULL;
}

static const struct js *find(const char *path, const struct fill *fill)
{
    if (strncmp(path, "print.", 6) == 0)
        return walk(fill->print, path + 6);
    if (fill->row && js_is_text(fill->row) && strcmp(path, "text") == 0)
        return fill->row;
    const struct js *own = fill->row ? walk(fill->row, path) : NULL;
    return own ? own : walk(fill->facts, path);
}

static bool there(const struct js *node)
{
    if (js_is_text(node))
        return js_text(node)[0] != '\0';
    if (js_is_int(node))
        return js_int(node, 0) != 0;
    if (js_is_array(node) || js_is_object(node))
        return js_len(node) > 0;
    return js_true(node);
}

bool fill_has(const char *path, const struct fill *fill)
{
    return there(find(path, fill));
}

const struct js *fill_list(const char *path, const struct fill *fill)
{
    const struct js *list = find(path, fill);
    return js_is_array(list) ? list : NULL;
}

/* --- formats --- */

struct moment {
    struct day day;
    int second;
    bool has_time;
};

static bool moment_parse(struct moment *ret, const char *text)
{
    int64_t utc;
    struct day day;
    if (iso_time_parse(&utc, text))
        *ret = (struct moment){ day_of(utc), second_of_day(utc), true };
    else if (iso_day_parse(&day, text))
        *ret = (struct moment){ day, 0, false };
    else
        return false;
    return true;
}

static void put_plain_text(struct buf *out, const char *text)
{
    buf_puts(out, text);
}

static void put_date(struct buf *out, const char *text)
{
    struct moment m;
    if (!moment_parse(&m, text)) {
        put_plain_text(out, text); /* a bare year of birth stays a year */
        return;
    }
    buf_addf(out, "%02d/%02d/%04d", m.day.d, m.day.m, m.day.y);
}

static void put_long_date(struct buf *out, const char *text)
{
    struct moment m;
    if (moment_parse(&m, text))
        buf_addf(out, "ngày %02d tháng %02d năm %04d", m.day.d, m.day.m, m.day.y);
}

static void put_time(struct buf *out, const char *text)
{
    struct moment m;
    if (!moment_parse(&m, text))
        return;
    if (m.has_time)
        buf_addf(out, "%02d giờ %02d phút, ", m.second / 3600, m.second / 60 % 60);
    put_long_date(out, text);
}

static void put_clock(struct buf *out, const char *text)
{
    struct moment m;
    if (moment_parse(&m, text))
        buf_addf(out, "%02d:%02d", m.second / 3600, m.second / 60 % 60);
}

/* A weekday always stands beside a promised date: people remember Friday, not the 27th. */
static void put_weekday(struct buf *out, const char *text)
{
    static const char *const names[] = { "Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu",
        "thứ Bảy" };
    struct moment m;
    if (moment_parse(&m, text))
        buf_puts(out, names[day_weekday(m.day)]);
}

static void put_upper(struct buf *out, const char *text)
{
    AUTO_STRING upper = page_upper(text);
    buf_puts(out, upper ? upper : text);
}

static void put_money(struct buf *out, int64_t dong)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)(dong < 0 ? -dong : dong));
    if (dong < 0)
        buf_putc(out, '-');
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf_putc(out, '.');
        buf_putc(out, digits[i]);
    }
    buf_puts(out, " đồng");
}

static void put_number(struct buf *out, int64_t number)
{
    buf_addf(out, "%lld", (long long)number);
}

/* The decree on papers asks for a zero before numbers below ten and months 1, 2, so that nobody adds a digit.
 */
static void put_two_digits(struct buf *out, int64_t number)
{
    buf_addf(out, "%02lld", (long long)number);
}

/* The number of a receipt book, as printed in such books. */
static void put_six_digits(struct buf *out, int64_t number)
{
    buf_addf(out, "%06lld", (long long)number);
}

static const struct {
    const char *name;
    void (*text)(struct buf *out, const char *text);
    void (*number)(struct buf *out, int64_t number);
} formats[] = {
    { "", put_plain_text, put_number },
    { "date", put_date, NULL },
    { "long", put_long_date, NULL },
    { "time", put_time, NULL },
    { "clock", put_clock, NULL },
    { "weekday", put_weekday, NULL },
    { "upper", put_upper, NULL },
    { "money", NULL, put_money },
    { "in_words", NULL, money_words },
    { "six", NULL, put_six_digits },
    { "two", NULL, put_two_digits },
};

static void put_value(struct buf *out, const struct js *value, const char *format, const struct fill *fill)
{
    if (strncmp(format, "words.", 6) == 0) {
        const char *word =
            yaml_get_text(yaml_get(fill->words, format + 6), js_text(value) ? js_text(value) : "");
        buf_puts(out, word ? word : js_text(value) ? js_text(value) : "");
        return;
    }
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, format) != 0)
            continue;
        if (js_is_int(value) && formats[i].number)
            formats[i].number(out, js_int(value, 0));
        else if (js_is_text(value) && formats[i].text)
            formats[i].text(out, js_text(value));
    }
}

/* --- a line --- */

static void put_place(struct buf *out, const struct place *place, const struct fill *fill, bool markup)
{
    AUTO_BUF value = buf_limit(64 * 1024);
    if (fill->row && strcmp(place->paths[0], "row.number") == 0)
        put_number(&value, (int64_t)fill->row_number);
    for (int i = 0; i < place->path_count && value.len == 0; i++) {
        const struct js *node = find(place->paths[i], fill);
        /* A number stands even when it is 0 (0 đồng); a missing one does not. */
        if (js_is_int(node) ? !(place->optional && !there(node)) : there(node))
            put_value(&value, node, place->format, fill);
    }
    if (value.failed)
        out->failed = value.failed;
    else if (value.len > 0 && markup)
        page_escape(out, buf_text(&value));
    else if (value.len > 0)
        buf_puts(out, buf_text(&value));
    else if (!place->optional && markup)
        buf_puts(out, DOTS);
}

static enum rc fill_any(struct buf *out, const char *line, const struct fill *fill, bool markup)
{
    for (const char *c = line; *c;) {
        const char *close = *c == '{' ? strchr(c, '}') : NULL;
        struct place place;
        if (close && place_parse(&place, c + 1, (size_t)(close - c - 1))) {
            put_place(out, &place, fill, markup);
            c = close + 1;
        } else {
            size_t run = 1 + strcspn(c + 1, "{");
            buf_add(out, c, run);
            c += run;
        }
    }
    return out->failed;
}

enum rc fill_line(struct buf *out, const char *line, const struct fill *fill)
{
    return fill_any(out, line, fill, true);
}

enum rc fill_plain(struct buf *out, const char *line, const struct fill *fill)
{
    return fill_any(out, line, fill, false);
}

/* --- checking --- */

static bool format_known(const char *format, const struct yaml_node *words)
{
    if (strncmp(format, "words.", 6) == 0)
        return yaml_is_map(yaml_get(words, format + 6));
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i].name, format) == 0)
            return true;
    return false;
}

static enum rc check_place(
    const struct place *place, const char *over, const struct yaml_node *words, struct err *e)
{
    for (int i = 0; i < place->path_count; i++)
        if (!fill_known(place->paths[i], over))
            return err_set(e, RC_REFUSED, "paper_path", N_("a dossier has no fact \"%s\""), place->paths[i]);
    if (!format_known(place->format, words))
        return err_set(e, RC_REFUSED, "paper_format", N_("there is no format \"%s\""), place->format);
    return RC_OK;
}

static size_t characters(const char *from, const char *to)
{
    size_t n = 0;
    for (; from < to; from++)
        n += ((unsigned char)*from & 0xc0) != 0x80;
    return n;
}

enum rc fill_check(
    size_t *at, const char *line, const char *over, const struct yaml_node *words, struct err *e)
{
    *at = 0;
    for (const char *c = strpbrk(line, "{}"); c; c = strpbrk(c, "{}")) {
        const char *close = *c == '{' ? strchr(c, '}') : NULL;
        struct place place;
        *at = characters(line, c);
        if (!close || !place_parse(&place, c + 1, (size_t)(close - c - 1)))
            return err_set(
                e, RC_REFUSED, "paper_brace", N_("this brace has no partner, or nothing stands inside"));
        enum rc rc = check_place(&place, over, words, e);
        if (rc)
            return rc;
        c = close + 1;
    }
    *at = 0;
    if (!page_markup_valid(line))
        return err_set(e, RC_REFUSED, "paper_markup",
            N_("a <b> or <i> is not closed, or a & stands bare (write &amp;)"));
    return RC_OK;
}
