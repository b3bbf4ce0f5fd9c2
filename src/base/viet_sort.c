/* viet_sort.c - dictionary order as printable keys: letters, then tones, then capitals.
 *
 * A level is a run of characters above ' '; levels are joined by ' ', which is below all of them, so that a
 * shorter level comes first and plain byte comparison gives the order.
 */
#include <string.h>

#include "base/text.h"
#include "base/viet.h"

/* The alphabet by rank: what a letter weighs is its place here. f j w z stand where dictionaries put them. */
static const struct {
    char base;
    enum viet_shape shape;
} alphabet[] = {
    { 'a', VIET_PLAIN },
    { 'a', VIET_BREVE },
    { 'a', VIET_HAT },
    { 'b', VIET_PLAIN },
    { 'c', VIET_PLAIN },
    { 'd', VIET_PLAIN },
    { 'd', VIET_BAR },
    { 'e', VIET_PLAIN },
    { 'e', VIET_HAT },
    { 'f', VIET_PLAIN },
    { 'g', VIET_PLAIN },
    { 'h', VIET_PLAIN },
    { 'i', VIET_PLAIN },
    { 'j', VIET_PLAIN },
    { 'k', VIET_PLAIN },
    { 'l', VIET_PLAIN },
    { 'm', VIET_PLAIN },
    { 'n', VIET_PLAIN },
    { 'o', VIET_PLAIN },
    { 'o', VIET_HAT },
    { 'o', VIET_HORN },
    { 'p', VIET_PLAIN },
    { 'q', VIET_PLAIN },
    { 'r', VIET_PLAIN },
    { 's', VIET_PLAIN },
    { 't', VIET_PLAIN },
    { 'u', VIET_PLAIN },
    { 'u', VIET_HORN },
    { 'v', VIET_PLAIN },
    { 'w', VIET_PLAIN },
    { 'x', VIET_PLAIN },
    { 'y', VIET_PLAIN },
    { 'z', VIET_PLAIN },
};
static const char signs[] =
    " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"; /* before digits, in the order of common tables */

#define SIGN_FIRST   '!'                                  /* 33 signs: '!' .. 'A' */
#define DIGIT_FIRST  (SIGN_FIRST + (int)sizeof signs - 1) /* 'B' .. 'K' */
#define LETTER_FIRST (DIGIT_FIRST + 10)                   /* 'L' .. 'l' */
#define OTHER        '~'
#define OTHER_MARK   '6' /* an accent that is no Vietnamese tone */

_Static_assert(
    LETTER_FIRST + (int)(sizeof alphabet / sizeof *alphabet) < OTHER, "weights are printable ASCII");

struct levels {
    struct buf letters, tones, capitals;
    size_t capitals_kept; /* length up to the last capital; small letters behind it weigh nothing */
};

static void release(struct levels *l)
{
    buf_release(&l->letters);
    buf_release(&l->tones);
    buf_release(&l->capitals);
}
#define AUTO_LEVELS __attribute__((cleanup(release))) struct levels

static struct levels levels_for(size_t len)
{
    size_t max = 8 * len + 64;
    return (struct levels){ buf_limit(max), buf_limit(max), buf_limit(max), 0 };
}

/* First letter of each base in `alphabet`; shapes follow it. */
static int letter_weight(struct viet_letter letter)
{
    static const uint8_t first[26] = {
        0,
        3,
        4,
        5,
        7,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        21,
        22,
        23,
        24,
        25,
        26,
        28,
        29,
        30,
        31,
        32,
    };
    int at = first[letter.base - 'a'];
    while (alphabet[at].shape != letter.shape)
        at++;
    return LETTER_FIRST + at;
}

static void add_letter(struct levels *l, struct viet_letter letter)
{
    buf_putc(&l->letters, (char)letter_weight(letter));
    buf_putc(&l->capitals, letter.upper ? '1' : '0');
    if (letter.upper)
        l->capitals_kept = l->capitals.len;
    if (letter.tone)
        buf_putc(&l->tones, (char)('0' + (int)letter.tone));
}

static void add_sign(struct levels *l, uint32_t code)
{
    const char *sign = code && code < 0x80 ? strchr(signs, (int)code) : NULL;
    if (sign) {
        buf_putc(&l->letters, (char)(SIGN_FIRST + (int)(sign - signs)));
    } else if (code >= '0' && code <= '9') {
        buf_putc(&l->letters, (char)(DIGIT_FIRST + (int)code - '0'));
    } else {
        buf_putc(&l->letters, OTHER);
        for (int shift = 18; shift >= 0; shift -= 6)
            buf_putc(&l->letters, (char)('0' + (int)(code >> shift & 0x3F)));
    }
}

/* A Latin letter with a foreign accent sorts as its base letter, the accent as one more tone. */
static void add_rare(struct levels *l, uint32_t code)
{
    char bytes[UTF8_MAX];
    AUTO_BUF folded = buf_limit(96);
    if (viet_fold(&folded, bytes, utf8_encode(bytes, code)))
        return;
    struct viet_letter letter;
    uint32_t part;
    for (size_t i = 0, n; i < folded.len; i += n) {
        n = utf8_decode(&part, folded.data + i, folded.len - i);
        if (viet_letter_split(&letter, part))
            add_letter(l, letter);
        else
            add_sign(l, part);
    }
    buf_putc(&l->tones, OTHER_MARK);
}

/* A word without a tone weighs '0', so that the tones of both texts are compared word by word. */
static void end_word(struct levels *l, size_t *tones_before)
{
    if (l->tones.len == *tones_before)
        buf_putc(&l->tones, '0');
    *tones_before = l->tones.len;
}

static void weigh(struct levels *l, const char *text, size_t len)
{
    size_t tones_before = l->tones.len;
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = utf8_decode(&code, text + i, len - i);
        struct viet_letter letter;
        if (viet_letter_split(&letter, code)) {
            add_letter(l, letter);
        } else if (code < 0x80) {
            add_sign(l, code);
            if (code == ' ' || code == '-')
                end_word(l, &tones_before);
        } else {
            add_rare(l, code);
        }
    }
    end_word(l, &tones_before);
}

static enum rc join(struct buf *out, const struct levels *l)
{
    if (l->letters.failed || l->tones.failed || l->capitals.failed)
        return out->failed = RC_NO_MEMORY;
    buf_add(out, buf_text(&l->letters), l->letters.len);
    buf_putc(out, ' ');
    return buf_add(out, buf_text(&l->tones), l->tones.len);
}

/* NFD and cp1258 text must weigh what NFC weighs; ASCII and NFC cost nothing extra but a walk. */
static bool needs_nfc(const char *text, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++)
        if ((unsigned char)text[i] == 0xCC || (unsigned char)text[i] == 0xCD)
            return true;
    return false;
}

enum rc viet_sort_key(struct buf *out, const char *text, size_t len)
{
    AUTO_BUF nfc = buf_limit(4 * len + 64);
    if (needs_nfc(text, len)) {
        if (text_nfc(&nfc, text, len))
            return out->failed = nfc.failed;
        text = buf_text(&nfc);
        len = nfc.len;
    }
    AUTO_LEVELS l = levels_for(len);
    weigh(&l, text, len);
    if (join(out, &l))
        return out->failed;
    buf_putc(out, ' ');
    return buf_add(out, buf_text(&l.capitals), l.capitals_kept);
}

size_t viet_given_name(const char **given, const char *name, size_t len)
{
    while (len && name[len - 1] == ' ')
        len--;
    size_t from = len;
    while (from && name[from - 1] != ' ')
        from--;
    *given = name + from;
    return len - from;
}

enum rc viet_name_sort_key(struct buf *out, const char *name, size_t len)
{
    AUTO_BUF nfc = buf_limit(4 * len + 64);
    if (needs_nfc(name, len)) {
        if (text_nfc(&nfc, name, len))
            return out->failed = nfc.failed;
        name = buf_text(&nfc);
        len = nfc.len;
    }
    const char *given;
    size_t given_len = viet_given_name(&given, name, len);
    size_t rest = (size_t)(given - name);
    while (rest && name[rest - 1] == ' ')
        rest--;
    AUTO_LEVELS first = levels_for(given_len), second = levels_for(rest);
    weigh(&first, given, given_len);
    weigh(&second, name, rest);
    if (join(out, &first) || buf_putc(out, ' ') || join(out, &second))
        return out->failed;
    buf_putc(out, ' ');
    buf_add(out, buf_text(&first.capitals), first.capitals.len);
    return buf_add(out, buf_text(&second.capitals), second.capitals_kept);
}
