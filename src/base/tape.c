/* tape.c - see tape.h. */
#include "base/tape.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"

struct scan {
    struct tape *t;
    const char *text, *at, *end;
    struct err *e;
};

static void place_of(int *line, int *column, const struct scan *s, const char *at)
{
    *line = *column = 1;
    for (const char *p = s->text; p < at; p++) {
        *column = *p == '\n' ? 1 : *column + ((*p & 0xC0) != 0x80);
        *line += *p == '\n';
    }
}

static enum rc refuse_at(const struct scan *s, const char *at)
{
    int line, column;
    place_of(&line, &column, s, at);
    return err_set(s->e, RC_REFUSED, "json_syntax", N_("The JSON document is damaged at line %d, column %d"),
        line, column);
}

static enum rc refuse_twice(const struct scan *s, const char *at)
{
    int line, column;
    place_of(&line, &column, s, at);
    return err_set(s->e, RC_REFUSED, "json_duplicate",
        N_("The JSON document has a key twice at line %d, column %d"), line, column);
}

static enum rc add_node(struct scan *s, enum tape_kind kind, const char *start, size_t len)
{
    struct tape *t = s->t;
    if (t->count == t->capacity) {
        size_t capacity = t->capacity ? 2 * t->capacity : 256;
        struct tape_node *larger = realloc(t->nodes, capacity * sizeof *larger);
        if (!larger)
            return err_no_memory(s->e);
        t->nodes = larger;
        t->capacity = capacity;
    }
    struct tape_node *node = &t->nodes[t->count++];
    *node = (struct tape_node){ (uint32_t)(start - s->text), (uint32_t)len, (uint32_t)t->count, kind, false };
    return RC_OK;
}

/* --- texts --- */

/* Four hexadecimal digits; -1 when they are not. */
static long hex4(const char *at, const char *end)
{
    long code = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9'                 ? c - '0'
                    : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                         : -1;
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* What stands behind a backslash at `at`: its code, and in *used its bytes. 0 when it is no escape, a NUL, or
 * half a pair. */
static uint32_t escape_at(size_t *used, const char *at, const char *end)
{
    static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const char *simple = at < end && *at ? strchr(letters, *at) : NULL;
    *used = 1;
    if (simple)
        return (unsigned char)means[simple - letters];
    if (at == end || *at != 'u')
        return 0;
    long code = hex4(at + 1, end);
    *used = 5;
    if (code >= 0xD800 && code <= 0xDBFF) {
        long low = end - at >= 11 && at[5] == '\\' && at[6] == 'u' ? hex4(at + 7, end) : -1;
        *used = 11;
        return low >= 0xDC00 && low <= 0xDFFF
                   ? 0x10000u + ((uint32_t)(code - 0xD800) << 10) + (uint32_t)(low - 0xDC00)
                   : 0;
    }
    return code <= 0 || (code >= 0xDC00 && code <= 0xDFFF) ? 0 : (uint32_t)code;
}

/* Bytes of the letter at `p`, 0 when it is not UTF-8. The usual Vietnamese ones are seen at a glance. */
static size_t letter_len(const char *p, const char *end)
{
    const unsigned char *s = (const unsigned char *)p;
    uint32_t code;
    if (s[0] >= 0xC2 && s[0] <= 0xDF && end - p > 1 && (s[1] & 0xC0) == 0x80)
        return 2;
    if (s[0] == 0xE1 && end - p > 2 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80)
        return 3;
    return utf8_decode(&code, p, (size_t)(end - p));
}

/* s->at stands behind the opening quote; afterwards behind the closing one. */
static enum rc scan_text(struct scan *s)
{
    const char *p = s->at;
    bool escaped = false;
    while (p < s->end && *p != '"') {
        size_t n = 1;
        if (*p == '\\') {
            escaped = true;
            if (!escape_at(&n, p + 1, s->end))
                return refuse_at(s, p);
            n++;
        } else if ((unsigned char)*p < 0x20) {
            return refuse_at(s, p);
        } else if ((unsigned char)*p >= 0x80 && !(n = letter_len(p, s->end))) {
            return err_set(s->e, RC_REFUSED, "json_utf8",
                N_("Byte %zu of the JSON document is not valid UTF-8"), (size_t)(p - s->text) + 1);
        }
        p += n;
    }
    if (p >= s->end)
        return refuse_at(s, s->end);
    enum rc rc = add_node(s, TAPE_TEXT, s->at, (size_t)(p - s->at));
    if (!rc)
        s->t->nodes[s->t->count - 1].escaped = escaped;
    s->at = p + 1;
    return rc;
}

/* --- numbers and words --- */

static const char *digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

static enum rc scan_number(struct scan *s)
{
    const char *p = s->at + (*s->at == '-'), *from = p;
    p = digits(p, s->end);
    bool good = p > from && (*from != '0' || p == from + 1);
    if (good && p < s->end && *p == '.') {
        from = ++p;
        p = digits(p, s->end);
        good = p > from;
    }
    if (good && p < s->end && (*p | 32) == 'e') {
        p++;
        p += p < s->end && (*p == '+' || *p == '-');
        from = p;
        p = digits(p, s->end);
        good = p > from;
    }
    enum rc rc = good ? add_node(s, TAPE_NUMBER, s->at, (size_t)(p - s->at)) : refuse_at(s, p);
    s->at = p;
    return rc;
}

static enum rc scan_word(struct scan *s)
{
    static const struct {
        const char *word;
        size_t len;
        enum tape_kind kind;
    } words[] = { { "null", 4, TAPE_NULL }, { "false", 5, TAPE_FALSE }, { "true", 4, TAPE_TRUE } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((size_t)(s->end - s->at) >= words[i].len && memcmp(s->at, words[i].word, words[i].len) == 0) {
            enum rc rc = add_node(s, words[i].kind, s->at, words[i].len);
            s->at += words[i].len;
            return rc;
        }
    return refuse_at(s, s->at);
}

/* --- lists and objects --- */

static char blank_then(struct scan *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\r' || *s->at == '\t'))
        s->at++;
    return s->at < s->end ? *s->at : '\0';
}

static bool same_text(const struct tape *t, const struct tape_node *a, const char *text, size_t len)
{
    return a->len == len && memcmp(t->text + a->start, text, len) == 0;
}

/* The key just read, against those before it in the object. */
static enum rc check_key(const struct scan *s, size_t object)
{
    const struct tape *t = s->t;
    const struct tape_node *key = &t->nodes[t->count - 1];
    size_t n = 0;
    for (const struct tape_node *k = &t->nodes[object + 1]; k < key; k = &t->nodes[k[1].next], n++)
        if (same_text(t, k, t->text + key->start, key->len))
            return refuse_twice(s, t->text + key->start);
    return n < TAPE_KEYS_MAX ? RC_OK : refuse_at(s, s->at);
}

static enum rc scan_key(struct scan *s, size_t object)
{
    if (blank_then(s) != '"')
        return refuse_at(s, s->at);
    s->at++;
    enum rc rc = scan_text(s);
    if (!rc)
        rc = check_key(s, object);
    if (!rc && blank_then(s) != ':')
        return refuse_at(s, s->at);
    s->at++;
    return rc;
}

static enum rc scan_value(struct scan *s, int depth);

/* A list or an object: s->at stands on its bracket. */
static enum rc scan_block(struct scan *s, int depth)
{
    bool object = *s->at == '{';
    char closing = object ? '}' : ']', c;
    size_t block = s->t->count, entries = 0;
    enum rc rc = depth < TAPE_DEPTH_MAX ? add_node(s, object ? TAPE_OBJECT : TAPE_LIST, s->at, 0)
                                        : refuse_at(s, s->at);
    if (rc)
        return rc;
    s->at++;
    if (blank_then(s) == closing) {
        s->at++;
        return RC_OK;
    }
    do {
        rc = object ? scan_key(s, block) : RC_OK;
        if (!rc)
            rc = scan_value(s, depth + 1);
        if (rc)
            return rc;
        entries++;
        c = blank_then(s);
        if (c != ',' && c != closing)
            return refuse_at(s, s->at);
        s->at++;
    } while (c != closing);
    s->t->nodes[block].len = (uint32_t)entries;
    s->t->nodes[block].next = (uint32_t)s->t->count;
    return RC_OK;
}

static enum rc scan_value(struct scan *s, int depth)
{
    char c = blank_then(s);
    if (c == '"') {
        s->at++;
        return scan_text(s);
    }
    if (c == '{' || c == '[')
        return scan_block(s, depth);
    return c == '-' || (c >= '0' && c <= '9') ? scan_number(s) : scan_word(s);
}

enum rc tape_parse(struct tape *t, const char *text, size_t len, struct err *e)
{
    if (len > TAPE_SIZE_MAX)
        return err_set(e, RC_REFUSED, "json_too_large",
            N_("The JSON document has %zu bytes; at most %zu are read"), len, TAPE_SIZE_MAX);
    struct scan s = { t, text, text, text + len, e };
    t->text = text;
    t->count = 0;
    enum rc rc = scan_value(&s, 0);
    if (!rc) {
        blank_then(&s);
        rc = s.at == s.end ? RC_OK : refuse_at(&s, s.at);
    }
    if (rc)
        t->count = 0;
    return rc;
}

void tape_release(struct tape *t)
{
    if (!t)
        return;
    free(t->nodes);
    *t = (struct tape){ 0 };
}

/* --- looking --- */

const struct tape_node *tape_root(const struct tape *t)
{
    return t->count ? t->nodes : NULL;
}

bool tape_is(const struct tape_node *node, enum tape_kind kind)
{
    return node && node->kind == kind;
}

size_t tape_len(const struct tape_node *node)
{
    return tape_is(node, TAPE_LIST) || tape_is(node, TAPE_OBJECT) ? node->len : 0;
}

const struct tape_node *tape_get(const struct tape *t, const struct tape_node *object, const char *key)
{
    size_t len = strlen(key);
    if (!tape_is(object, TAPE_OBJECT))
        return NULL;
    const struct tape_node *end = t->nodes + object->next;
    for (const struct tape_node *k = object + 1; k < end; k = t->nodes + k[1].next)
        if (!k->escaped && same_text(t, k, key, len))
            return k + 1;
    return NULL;
}

const struct tape_node *tape_first(const struct tape *t, const struct tape_node *list)
{
    (void)t;
    return tape_is(list, TAPE_LIST) && list->len ? list + 1 : NULL;
}

const struct tape_node *tape_next(
    const struct tape *t, const struct tape_node *list, const struct tape_node *value)
{
    return value->next < list->next ? t->nodes + value->next : NULL;
}

/* An escape never becomes longer than it was written. */
static size_t unescape(char *out, const char *text, size_t len)
{
    char *to = out;
    for (size_t i = 0, n; i < len; i += n) {
        n = 1;
        if (text[i] != '\\') {
            *to++ = text[i];
            continue;
        }
        uint32_t code = escape_at(&n, text + i + 1, text + len);
        n++;
        to += utf8_encode(to, code);
    }
    return (size_t)(to - out);
}

const char *tape_copy(const struct tape *t, const struct tape_node *node, struct arena *a)
{
    if (!tape_is(node, TAPE_TEXT) && !tape_is(node, TAPE_NUMBER))
        return "";
    char *copy = arena_strndup(a, t->text + node->start, node->len);
    if (copy && node->escaped)
        copy[unescape(copy, t->text + node->start, node->len)] = '\0';
    return copy ? copy : "";
}

int64_t tape_int(const struct tape *t, const struct tape_node *node, int64_t fallback)
{
    if (!tape_is(node, TAPE_NUMBER))
        return fallback;
    const char *p = t->text + node->start, *end = p + node->len;
    bool minus = *p == '-';
    int64_t n = 0;
    for (p += minus; p < end; p++)
        if (*p < '0' || *p > '9' || __builtin_mul_overflow(n, 10, &n) ||
            __builtin_sub_overflow(n, *p - '0', &n))
            return fallback;
    return minus ? n : n == INT64_MIN ? fallback : -n;
}

enum rc tape_quote(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    for (const char *from = text;; text++) {
        if (*text && *text != '"' && *text != '\\' && (unsigned char)*text >= 0x20)
            continue;
        buf_add(out, from, (size_t)(text - from));
        if (!*text)
            break;
        if ((unsigned char)*text < 0x20)
            buf_addf(out, "\\u%04x", *text);
        else
            buf_addf(out, "\\%c", *text);
        from = text + 1;
    }
    return buf_putc(out, '"');
}
