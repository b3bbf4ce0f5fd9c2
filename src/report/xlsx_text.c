/* xlsx_text.c - see xlsx_text.h. */
#include "report/xlsx_text.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

static size_t units_of(uint32_t code)
{
    return code > 0xFFFF ? 2 : 1;
}

size_t xlsx_units(const char *text, size_t len)
{
    size_t units = 0;
    for (size_t i = 0; i < len;) {
        uint32_t code = TEXT_LOST;
        size_t n = utf8_decode(&code, text + i, len - i);
        i += n ? n : 1;
        units += units_of(code);
    }
    return units;
}

/* "_x0041_": Excel's own way to write a character that XML cannot hold. */
static bool is_escape(const char *text, size_t len)
{
    if (len < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
        return false;
    for (int i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)text[i]))
            return false;
    return true;
}

/* Bytes of the longest beginning that has at most `units` units and splits no letter. */
static size_t cut(const char *text, size_t len, size_t units)
{
    size_t at = 0, used = 0;
    while (at < len) {
        size_t n = text_grapheme_next(text + at, len - at);
        size_t more = xlsx_units(text + at, n);
        if (used + more > units)
            break;
        used += more;
        at += n;
    }
    return at;
}

static enum rc add_escaped(struct buf *out, const char *text, size_t len)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < len && !rc; i++)
        rc = is_escape(text + i, len - i) ? buf_puts(out, "_x005F_") : buf_putc(out, text[i]);
    return rc;
}

/* Most text is fine as it stands; the rest is rare and may be slow. */
static bool plain(const char *text, size_t len)
{
    return len <= XLSX_CELL_MAX && text_xml_ok(text, len) && !memmem(text, len, "_x", 2);
}

enum rc xlsx_cell_text(struct buf *out, const char *text, size_t len)
{
    if (plain(text, len))
        return buf_add(out, text, len);
    AUTO_BUF safe = buf_limit(0);
    AUTO_BUF whole = buf_limit(0);
    enum rc rc = text_xml_ok(text, len) ? buf_add(&safe, text, len) : text_safe(&safe, text, len);
    if (!rc)
        rc = add_escaped(&whole, buf_text(&safe), safe.len);
    if (rc)
        return rc;
    if (xlsx_units(buf_text(&whole), whole.len) <= XLSX_CELL_MAX)
        return buf_add(out, buf_text(&whole), whole.len);
    size_t room = XLSX_CELL_MAX - xlsx_units(XLSX_CUT_NOTE, strlen(XLSX_CUT_NOTE));
    rc = buf_add(out, buf_text(&whole), cut(buf_text(&whole), whole.len, room));
    return rc ? rc : buf_puts(out, XLSX_CUT_NOTE);
}

/* The allowed letters of `wish`, blanks and apostrophes at the ends dropped. */
static enum rc clean_name(struct buf *out, const char *wish)
{
    AUTO_BUF safe = buf_limit(4096);
    enum rc rc = text_safe(&safe, wish, strnlen(wish, 1000));
    const char *from = buf_text(&safe), *end = from + safe.len;
    while (from < end && (*from == ' ' || *from == '\''))
        from++;
    while (end > from && (end[-1] == ' ' || end[-1] == '\''))
        end--;
    for (; from < end && !rc; from++)
        rc = buf_putc(out, strchr("[]:*?/\\", *from) ? '-' : *from);
    return rc;
}

void xlsx_sheet_name(char out[XLSX_NAME_SIZE], const char *wish, int number)
{
    char tail[16] = "";
    AUTO_BUF name = buf_limit(4096);
    if (clean_name(&name, wish) || !name.len || strcasecmp(buf_text(&name), "History") == 0) {
        buf_clear(&name);
        if (buf_puts(&name, "Trang"))
            name.len = 0;
    }
    if (number > 1)
        snprintf(tail, sizeof tail, " (%d)", number);
    size_t len = cut(buf_text(&name), name.len, XLSX_SHEET_NAME - strlen(tail));
    while (len && strchr(" '", buf_text(&name)[len - 1]))
        len--;
    snprintf(out, XLSX_NAME_SIZE, "%.*s%s", (int)len, buf_text(&name), tail);
}

enum rc xlsx_page_text(struct buf *out, const char *text)
{
    AUTO_BUF safe = buf_limit(4096);
    enum rc rc = text_safe(&safe, text, strnlen(text, 2000));
    size_t len = cut(buf_text(&safe), safe.len, 110); /* three parts share 255 */
    for (size_t i = 0; i < len && !rc; i++)
        rc = buf_puts(out, (char[3]){ buf_text(&safe)[i], buf_text(&safe)[i] == '&' ? '&' : '\0', '\0' });
    return rc;
}
