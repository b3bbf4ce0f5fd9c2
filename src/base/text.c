/* text.c - what may come in, and what goes out. The measures are in text_measure.c, UTF-8 in utf8.c. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/i18n.h"

#define MARKS_MAX     3
#define BYTES_DEFAULT ((size_t)1 << 20)

const struct text_limits text_name_limits = { .points = 100, .bytes = 400 };
const struct text_limits text_line_limits = { .points = 500, .bytes = 2000 };
const struct text_limits text_note_limits = { .points = 5000, .bytes = 20000, .newline = true };

/* Ranges in rising order; what is not listed is fine. */
static const struct {
    uint32_t first, last;
    enum text_flaw flaw;
} ranges[] = {
    { 0x0000, 0x0000, TEXT_NUL },
    { 0x0001, 0x001F, TEXT_CONTROL },
    { 0x007F, 0x009F, TEXT_CONTROL },
    { 0x00AD, 0x00AD, TEXT_INVISIBLE },
    { 0x034F, 0x034F, TEXT_INVISIBLE },
    { 0x061C, 0x061C, TEXT_BIDI },
    { 0x115F, 0x1160, TEXT_INVISIBLE },
    { 0x17B4, 0x17B5, TEXT_INVISIBLE },
    { 0x180B, 0x180F, TEXT_INVISIBLE },
    { 0x200B, 0x200D, TEXT_INVISIBLE },
    { 0x200E, 0x200F, TEXT_BIDI },
    { 0x2028, 0x2029, TEXT_LINE_END },
    { 0x202A, 0x202E, TEXT_BIDI },
    { 0x2060, 0x2064, TEXT_INVISIBLE },
    { 0x2065, 0x2069, TEXT_BIDI },
    { 0x206A, 0x206F, TEXT_INVISIBLE },
    { 0x3164, 0x3164, TEXT_INVISIBLE },
    { 0xD800, 0xDFFF, TEXT_BROKEN },
    { 0xE000, 0xF8FF, TEXT_PRIVATE },
    { 0xFDD0, 0xFDEF, TEXT_NONCHARACTER },
    { 0xFE00, 0xFE0F, TEXT_INVISIBLE },
    { 0xFEFF, 0xFEFF, TEXT_INVISIBLE },
    { 0xFFA0, 0xFFA0, TEXT_INVISIBLE },
    { 0xFFF0, 0xFFFB, TEXT_INVISIBLE },
    { 0xFFFD, 0xFFFD, TEXT_DAMAGED },
    { 0x1BCA0, 0x1BCA3, TEXT_INVISIBLE },
    { 0x1D173, 0x1D17A, TEXT_INVISIBLE },
    { 0xE0000, 0xE0FFF, TEXT_TAG },
    { 0xF0000, 0x10FFFD, TEXT_PRIVATE },
};

enum text_flaw text_code_flaw(uint32_t code, bool newline)
{
    if (code >= 0x20 && code < 0x7F)
        return TEXT_FINE;
    if (code == '\n')
        return newline ? TEXT_FINE : TEXT_CONTROL;
    if (code > 0x10FFFF)
        return TEXT_BROKEN;
    if ((code & 0xFFFE) == 0xFFFE)
        return TEXT_NONCHARACTER;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && code >= ranges[i].first; i++)
        if (code <= ranges[i].last)
            return ranges[i].flaw;
    return TEXT_FINE;
}

static bool is_mark(uint32_t code)
{
    if (code < 0x300)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
           category == UTF8PROC_CATEGORY_ME;
}

/* The letters written with one code in Vietnamese, and everything before the combining marks: already NFC. */
static bool is_plain_nfc(uint32_t code)
{
    return code < 0x300 || (code >= 0x1EA0 && code <= 0x1EF9);
}

static bool is_blank(uint32_t code)
{
    return code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
           code == 0x3000;
}

/* What a walk over a text learns. Marks are counted from the last letter; a line begins without one. */
struct walk {
    struct text_fault fault;
    bool plain; /* nothing to normalise, nothing to replace */
};

static bool walk(struct walk *w, const char *text, size_t len, bool newline)
{
    size_t position = 0;
    int marks = MARKS_MAX; /* no letter yet: the next mark is one too many */
    w->plain = true;
    for (size_t i = 0; i < len;) {
        uint32_t code;
        size_t n = utf8_decode(&code, text + i, len - i);
        position++;
        if (n == 0)
            w->fault = (struct text_fault){ TEXT_BROKEN, i + 1, (unsigned char)text[i] };
        else if (newline && code == '\r' && i + 1 < len && text[i + 1] == '\n')
            w->plain = false;
        else
            w->fault = (struct text_fault){ text_code_flaw(code, newline), position, code };
        if (w->fault.flaw)
            return false;
        marks = is_mark(code) ? marks + 1 : code == '\n' ? MARKS_MAX : 0;
        if (marks > MARKS_MAX) {
            w->fault = (struct text_fault){ TEXT_MARKS, position, code };
            return false;
        }
        if (!is_plain_nfc(code) || code == 0xA0)
            w->plain = false;
        i += n;
    }
    return true;
}

bool text_find_fault(struct text_fault *ret, const char *text, size_t len, bool newline)
{
    struct walk w = { 0 };
    if (walk(&w, text, len, newline))
        return false;
    *ret = w.fault;
    return true;
}

static const struct {
    const char *code;
    const char *message; /* position, then the code point */
} flaw_words[] = {
    [TEXT_BROKEN] = { "text_utf8",
        N_("Byte %zu (%02X) is not UTF-8; save or copy the text again as Unicode") },
    [TEXT_NUL] = { "text_nul", N_("Character %zu is a NUL (U+%04X); delete it") },
    [TEXT_CONTROL] = { "text_control", N_("Character %zu is a control code (U+%04X); delete it") },
    [TEXT_LINE_END] = { "text_control", N_("Character %zu is a line separator (U+%04X); delete it") },
    [TEXT_BIDI] = { "text_bidi", N_("Character %zu turns the direction of writing (U+%04X); delete it") },
    [TEXT_INVISIBLE] = { "text_invisible", N_("Character %zu cannot be seen (U+%04X); delete it") },
    [TEXT_TAG] = { "text_tag", N_("Character %zu is a hidden tag (U+%04X); delete it") },
    [TEXT_NONCHARACTER] = { "text_noncharacter",
        N_("Character %zu does not exist in Unicode (U+%04X); delete it") },
    [TEXT_PRIVATE] = { "text_private",
        N_("Character %zu belongs to a private font (U+%04X); type the letter again") },
    [TEXT_DAMAGED] = { "text_damaged", N_("A letter was lost at character %zu (U+%04X); type it again") },
    [TEXT_MARKS] = { "text_marks",
        N_("Character %zu is one mark too many on its letter (U+%04X); delete it") },
};

static enum rc refuse(const struct text_fault *fault, const char *field, struct err *e)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    err_set(e, RC_REFUSED, flaw_words[fault->flaw].code, flaw_words[fault->flaw].message, fault->position,
        fault->code);
#pragma GCC diagnostic pop
    if (field)
        err_field(e, "%s", field);
    return RC_REFUSED;
}

static enum rc too_long(size_t points, size_t max, const char *field, struct err *e)
{
    err_set(
        e, RC_REFUSED, "text_too_long", N_("The text has %zu letters; at most %zu fit here"), points, max);
    if (field)
        err_field(e, "%s", field);
    return RC_REFUSED;
}

enum rc text_nfc(struct buf *out, const char *text, size_t len)
{
    AUTO_BUF whole = buf_limit(out->max);
    bool plain = true;
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = (unsigned char)text[i] < 0x80 ? (code = (unsigned char)text[i], 1)
                                          : utf8_decode(&code, text + i, len - i);
        plain = plain && n && is_plain_nfc(code);
        utf8_add(&whole, n ? code : TEXT_LOST);
    }
    if (plain || whole.failed)
        return whole.failed ? (out->failed = whole.failed) : buf_add(out, text, len);
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)buf_text(&whole), (utf8proc_ssize_t)whole.len,
        &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    enum rc rc = n < 0 ? (out->failed = RC_NO_MEMORY) : buf_add(out, nfc, (size_t)n);
    free(nfc);
    return rc;
}

/* CR LF as LF, every blank as U+0020. */
static void plain_blanks(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        n = utf8_decode(&code, text + i, len - i);
        if (code != '\r')
            utf8_add(out, is_blank(code) ? ' ' : code);
    }
}

enum rc text_accept(struct buf *out, const char *text, size_t len, const struct text_limits *limits,
    const char *field, struct err *e)
{
    size_t max = limits->bytes ? limits->bytes : BYTES_DEFAULT;
    /* NFC never makes fewer than a third of the bytes of what people type; what is far over is not even
     * walked. */
    if (len > 8 * max + 64)
        return too_long(utf8_count(text, len), limits->points ? limits->points : max, field, e);
    struct walk w = { 0 };
    if (!walk(&w, text, len, limits->newline))
        return refuse(&w.fault, field, e);

    AUTO_BUF blanked = buf_limit(len), nfc = buf_limit(4 * len + 16);
    if (!w.plain) {
        plain_blanks(&blanked, text, len);
        if (blanked.failed || text_nfc(&nfc, buf_text(&blanked), blanked.len))
            return err_no_memory(e);
        text = buf_text(&nfc);
        len = nfc.len;
        if (!walk(&w, text, len, limits->newline)) /* a few codes fall apart into several marks */
            return refuse(&w.fault, field, e);
    }
    size_t points = utf8_count(text, len);
    if (limits->points && points > limits->points)
        return too_long(points, limits->points, field, e);
    if (len > max)
        return too_long(points, max / 4, field, e);
    enum rc rc = buf_add(out, text, len);
    if (rc == RC_NO_MEMORY)
        return err_no_memory(e);
    return rc ? too_long(points, out->max, field, e) : RC_OK;
}

/* Alphabets whose letters are taken for Latin ones by the eye. */
static bool is_look_alike(uint32_t code)
{
    return (code >= 0x370 && code <= 0x3FF && code != 0x37E && code != 0x387) ||
           (code >= 0x400 && code <= 0x52F) || (code >= 0x531 && code <= 0x587) ||
           (code >= 0x13A0 && code <= 0x13FD) || (code >= 0x1C80 && code <= 0x1C8F) ||
           (code >= 0x1F00 && code <= 0x1FFF) || (code >= 0xA640 && code <= 0xA69F) ||
           (code >= 0xFF21 && code <= 0xFF5A) || (code >= 0x1D400 && code <= 0x1D7FF);
}

static bool is_latin(uint32_t code)
{
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || (code >= 0xC0 && code <= 0x24F) ||
           (code >= 0x1E00 && code <= 0x1EFF);
}

size_t text_mixed_scripts(const char *text, size_t len)
{
    size_t position = 0, foreign = 0;
    bool latin = false;
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = 0;
        n = utf8_decode(&code, text + i, len - i);
        position++;
        latin = latin || is_latin(code);
        if (!foreign && is_look_alike(code))
            foreign = position;
    }
    return latin ? foreign : 0;
}

/* What stands on the screen for one code point of a foreign text. */
static uint32_t shown(uint32_t code)
{
    if (code == '\n' || code == '\t' || is_blank(code))
        return ' ';
    return text_code_flaw(code, false) ? TEXT_LOST : code;
}

enum rc text_safe(struct buf *out, const char *text, size_t len)
{
    int marks = MARKS_MAX; /* nothing may be put on top of a sign for a lost letter, nor of nothing */
    for (size_t i = 0, n; i < len && !out->failed; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = utf8_decode(&code, text + i, len - i);
        code = shown(code);
        if (!is_mark(code)) {
            marks = code == TEXT_LOST ? MARKS_MAX : 0;
        } else if (++marks > MARKS_MAX) {
            if (marks > MARKS_MAX + 1)
                continue; /* one sign stands for the whole pile */
            code = TEXT_LOST;
        }
        utf8_add(out, code);
    }
    return out->failed;
}

bool text_xml_ok(const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        n = utf8_decode(&code, text + i, len - i);
        if (!n || (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0xFFFE ||
            code == 0xFFFF)
            return false;
    }
    return true;
}
