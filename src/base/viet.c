/* viet.c - letters, fold and capitals. The order of names and words is in viet_sort.c. */
#include "base/viet.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

/* clang-format off */
/* Every letter with all its tones, in the order of enum viet_tone. */
#define LETTERS(ROW)                                         \
    ROW(0,  u'a', u'à', u'ả', u'ã', u'á', u'ạ')              \
    ROW(1,  u'ă', u'ằ', u'ẳ', u'ẵ', u'ắ', u'ặ')              \
    ROW(2,  u'â', u'ầ', u'ẩ', u'ẫ', u'ấ', u'ậ')              \
    ROW(3,  u'e', u'è', u'ẻ', u'ẽ', u'é', u'ẹ')              \
    ROW(4,  u'ê', u'ề', u'ể', u'ễ', u'ế', u'ệ')              \
    ROW(5,  u'i', u'ì', u'ỉ', u'ĩ', u'í', u'ị')              \
    ROW(6,  u'o', u'ò', u'ỏ', u'õ', u'ó', u'ọ')              \
    ROW(7,  u'ô', u'ồ', u'ổ', u'ỗ', u'ố', u'ộ')              \
    ROW(8,  u'ơ', u'ờ', u'ở', u'ỡ', u'ớ', u'ợ')              \
    ROW(9,  u'u', u'ù', u'ủ', u'ũ', u'ú', u'ụ')              \
    ROW(10, u'ư', u'ừ', u'ử', u'ữ', u'ứ', u'ự')              \
    ROW(11, u'y', u'ỳ', u'ỷ', u'ỹ', u'ý', u'ỵ')
#define CAPITALS(ROW)                                        \
    ROW(0,  u'A', u'À', u'Ả', u'Ã', u'Á', u'Ạ')              \
    ROW(1,  u'Ă', u'Ằ', u'Ẳ', u'Ẵ', u'Ắ', u'Ặ')              \
    ROW(2,  u'Â', u'Ầ', u'Ẩ', u'Ẫ', u'Ấ', u'Ậ')              \
    ROW(3,  u'E', u'È', u'Ẻ', u'Ẽ', u'É', u'Ẹ')              \
    ROW(4,  u'Ê', u'Ề', u'Ể', u'Ễ', u'Ế', u'Ệ')              \
    ROW(5,  u'I', u'Ì', u'Ỉ', u'Ĩ', u'Í', u'Ị')              \
    ROW(6,  u'O', u'Ò', u'Ỏ', u'Õ', u'Ó', u'Ọ')              \
    ROW(7,  u'Ô', u'Ồ', u'Ổ', u'Ỗ', u'Ố', u'Ộ')              \
    ROW(8,  u'Ơ', u'Ờ', u'Ở', u'Ỡ', u'Ớ', u'Ợ')              \
    ROW(9,  u'U', u'Ù', u'Ủ', u'Ũ', u'Ú', u'Ụ')              \
    ROW(10, u'Ư', u'Ừ', u'Ử', u'Ữ', u'Ứ', u'Ự')              \
    ROW(11, u'Y', u'Ỳ', u'Ỷ', u'Ỹ', u'Ý', u'Ỵ')
/* clang-format on */

#define VOWELS 12
#define LAST   u'ỹ'

static const struct {
    char base;
    enum viet_shape shape;
} vowels[VOWELS] = {
    { 'a', VIET_PLAIN },
    { 'a', VIET_BREVE },
    { 'a', VIET_HAT },
    { 'e', VIET_PLAIN },
    { 'e', VIET_HAT },
    { 'i', VIET_PLAIN },
    { 'o', VIET_PLAIN },
    { 'o', VIET_HAT },
    { 'o', VIET_HORN },
    { 'u', VIET_PLAIN },
    { 'u', VIET_HORN },
    { 'y', VIET_PLAIN },
};

#define CODES(row, ...) { __VA_ARGS__ },
static const uint16_t codes[2][VOWELS][VIET_TONES] = { { LETTERS(CODES) }, { CAPITALS(CODES) } };

/* The way back: 1 + vowel * 6 + tone, with 0x80 for capitals; 0 = no vowel of ours. */
#define SLOT(row, a, b, c, d, e, f)                                                                          \
    [a] = 1 + (row)*6, [b] = 2 + (row)*6, [c] = 3 + (row)*6, [d] = 4 + (row)*6, [e] = 5 + (row)*6,           \
    [f] = 6 + (row)*6,
#define CAPITAL_SLOT(row, a, b, c, d, e, f)                                                                  \
    [a] = 0x81 + (row)*6, [b] = 0x82 + (row)*6, [c] = 0x83 + (row)*6, [d] = 0x84 + (row)*6,                  \
    [e] = 0x85 + (row)*6, [f] = 0x86 + (row)*6,
static const uint8_t slots[LAST + 1] = { LETTERS(SLOT) CAPITALS(CAPITAL_SLOT) };

bool viet_letter_split(struct viet_letter *ret, uint32_t code)
{
    if (code > LAST)
        return false;
    uint8_t slot = slots[code];
    if (slot) {
        unsigned at = (slot & 0x7Fu) - 1;
        *ret = (struct viet_letter){ vowels[at / 6].base, vowels[at / 6].shape, (enum viet_tone)(at % 6),
            slot >> 7 };
        return true;
    }
    if (code == u'đ' || code == u'Đ') {
        *ret = (struct viet_letter){ 'd', VIET_BAR, VIET_NGANG, code == u'Đ' };
        return true;
    }
    bool upper = code >= 'A' && code <= 'Z';
    if (!upper && !(code >= 'a' && code <= 'z'))
        return false;
    *ret = (struct viet_letter){ (char)(code | 0x20), VIET_PLAIN, VIET_NGANG, upper };
    return true;
}

uint32_t viet_letter_join(struct viet_letter letter)
{
    for (int i = 0; i < VOWELS; i++)
        if (vowels[i].base == letter.base && vowels[i].shape == letter.shape)
            return codes[letter.upper][i][letter.tone];
    if (letter.tone || letter.base < 'a' || letter.base > 'z')
        return 0;
    if (letter.base == 'd' && letter.shape == VIET_BAR)
        return letter.upper ? u'Đ' : u'đ';
    return letter.shape ? 0 : (uint32_t)(letter.upper ? letter.base - 32 : letter.base);
}

bool viet_is_vowel(struct viet_letter letter)
{
    return letter.base == 'a' || letter.base == 'e' || letter.base == 'i' || letter.base == 'o' ||
           letter.base == 'u' || letter.base == 'y';
}

uint32_t viet_lower(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

uint32_t viet_upper(uint32_t code)
{
    if (code < 0x80)
        return code >= 'a' && code <= 'z' ? code - 32 : code;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

bool viet_is_letter(uint32_t code)
{
    if (code < 0x80)
        return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* One sign for those that look alike: H’Linh is found as H'Linh. 0 = a sign of its own. */
static char plain_sign(uint32_t code)
{
    if (code == 0x2018 || code == 0x2019 || code == 0x02BC || code == 0x02B9 || code == 0x00B4 || code == '`')
        return '\'';
    if (code == 0x2010 || code == 0x2011 || code == 0x2013)
        return '-';
    return code == 0xA0 || code == 0x3000 ? ' ' : '\0';
}

/* What is neither ASCII nor Vietnamese: marks of Unicode dropped, the rest small. May be several letters (ß).
 */
static enum rc fold_rare(struct buf *out, uint32_t code)
{
    if (plain_sign(code))
        return buf_putc(out, plain_sign(code));
    utf8proc_int32_t parts[24];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 24,
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    if (n < 0 || n > 24)
        return utf8_add(out, code);
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        uint32_t part = parts[i] == u'đ' ? 'd' : (uint32_t)parts[i];
        utf8_add(out, plain_sign(part) ? (uint32_t)plain_sign(part) : part);
    }
    return out->failed;
}

/* Letters on their way out: handed over by the hundred. */
struct folding {
    struct buf *out;
    size_t len;
    char bytes[128];
};

static void hand_over(struct folding *f)
{
    buf_add(f->out, f->bytes, f->len);
    f->len = 0;
}

static void fold_add(struct folding *f, char letter)
{
    if (f->len == sizeof f->bytes)
        hand_over(f);
    f->bytes[f->len++] = letter;
}

enum rc viet_fold(struct buf *out, const char *text, size_t len)
{
    struct folding f = { .out = out };
    for (size_t i = 0, n; i < len && !out->failed; i += n ? n : 1) {
        uint32_t code = (unsigned char)text[i];
        struct viet_letter letter;
        n = code < 0x80 ? 1 : utf8_decode(&code, text + i, len - i);
        if (n && viet_letter_split(&letter, code)) {
            fold_add(&f, letter.base);
        } else if (n && code < 0x80 && code != '`') {
            fold_add(&f, (char)code);
        } else {
            hand_over(&f);
            if (n)
                fold_rare(out, code);
            else
                utf8_add(out, TEXT_LOST);
        }
    }
    hand_over(&f);
    return out->failed;
}

enum rc viet_search_key(struct buf *out, const char *text, size_t len)
{
    AUTO_BUF folded = buf_limit(4 * len + 64);
    if (viet_fold(&folded, text, len))
        return out->failed = folded.failed;
    size_t to = 0;
    bool wanted = false;
    for (size_t i = 0; i < folded.len; i++) {
        char c = folded.data[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            wanted = to > 0;
            continue;
        }
        if (wanted)
            folded.data[to++] = ' ';
        wanted = false;
        folded.data[to++] = c;
    }
    return buf_add(out, folded.data, to);
}

enum rc viet_capitalise(struct buf *out, const char *name, size_t len)
{
    bool first = true, blank = false, any = false;
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = utf8_decode(&code, name + i, len - i);
        if (code == ' ' || code == '\t' || code == 0xA0) {
            blank = any;
            continue;
        }
        if (blank)
            buf_putc(out, ' ');
        first = first || blank;
        utf8_add(out, first ? viet_upper(code) : viet_lower(code));
        blank = false;
        any = true;
        first = code == '-' || code == '\'' || code == 0x2019 || code == '.' || code == '(';
    }
    return out->failed;
}
