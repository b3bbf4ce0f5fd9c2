/* legacy.c - see legacy.h. */
#include "base/legacy.h"

#include <string.h>
#include <uchar.h>

#include "base/legacy_tables.h"
#include "base/syllable.h"
#include "base/text.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* The letter for a glyph in a table of (glyph, letter) pairs; 0 when it is not there. */
static uint32_t find(const char16_t *pairs, uint32_t glyph)
{
    for (; *pairs; pairs += 2)
        if (pairs[0] == glyph)
            return pairs[1];
    return 0;
}

static uint32_t find_pair(uint32_t vowel, uint32_t mark)
{
    for (size_t i = 0; i < COUNT(vni_pairs); i++)
        if (vni_pairs[i].vowel == vowel)
            return find(vni_pairs[i].marks, mark);
    return 0;
}

static void convert_vni(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST, next = 0, letter;
        n = utf8_decode(&code, text + i, len - i);
        size_t more = utf8_decode(&next, text + i + n, len - i - n);
        if (more && (letter = find_pair(code, next)) != 0) {
            utf8_add(out, letter);
            n += more;
        } else {
            letter = find(vni_singles, code);
            utf8_add(out, letter ? letter : code);
        }
    }
}

static void convert_tcvn3(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = utf8_decode(&code, text + i, len - i);
        uint32_t letter = find(tcvn3, code);
        utf8_add(out, letter ? letter : code);
    }
}

enum rc legacy_convert(struct buf *out, enum legacy_kind kind, const char *text, size_t len)
{
    if (kind == LEGACY_TCVN3)
        convert_tcvn3(out, text, len);
    else if (kind == LEGACY_VNI)
        convert_vni(out, text, len);
    else
        buf_add(out, text, len);
    return out->failed;
}

/* --- which one --- */

/* Letters that only Unicode text has: written with one of them, a text needs no conversion. */
static bool is_surely_unicode(const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = 0;
        n = utf8_decode(&code, text + i, len - i);
        struct viet_letter letter;
        if (code > 0xFF && viet_letter_split(&letter, code))
            return true;
    }
    return false;
}

#define WORD_MAX 16

struct count {
    struct viet_letter word[WORD_MAX];
    size_t len;
    bool marked;  /* the word had something beyond ASCII */
    bool foreign; /* ... that is no Vietnamese letter, or two tones */
    int good, bad;
};

/* A syllable as people write it: one tone, on its place. Names of the highlands (Blưi) have none. */
static bool is_word(const struct count *c)
{
    int toned = -1;
    for (size_t i = 0; i < c->len; i++) {
        if (toned >= 0 && c->word[i].tone)
            return false;
        toned = c->word[i].tone ? (int)i : toned;
    }
    if (c->foreign || !syllable_rime_known(c->word, c->len))
        return false;
    return toned < 0 || (syllable_onset_known(c->word, c->len) &&
                            (toned == syllable_tone_place(c->word, c->len, false) ||
                                toned == syllable_tone_place(c->word, c->len, true)));
}

static void end_word(struct count *c)
{
    if (c->marked && is_word(c))
        c->good++;
    else if (c->marked)
        c->bad++;
    c->len = 0;
    c->marked = c->foreign = false;
}

static void add_to_word(struct count *c, uint32_t code)
{
    struct viet_letter letter;
    c->marked = c->marked || code > 0x7F;
    if (viet_letter_split(&letter, code) && c->len < WORD_MAX)
        c->word[c->len++] = letter;
    else if (code > 0x7F)
        c->foreign = true;
    else
        end_word(c);
}

/* Words with marks that are syllables, less those that are none, when the text is read as `kind`. */
static int score(enum legacy_kind kind, const char *text, size_t len)
{
    AUTO_BUF read = buf_limit(4 * len + 16);
    struct count c = { .len = 0 };
    if (legacy_convert(&read, kind, text, len))
        return -1;
    for (size_t i = 0, n; i < read.len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = utf8_decode(&code, read.data + i, read.len - i);
        add_to_word(&c, code);
    }
    end_word(&c);
    return c.good - c.bad;
}

enum legacy_kind legacy_detect(const char *text, size_t len)
{
    bool ascii = true;
    for (size_t i = 0; i < len; i++)
        ascii = ascii && (unsigned char)text[i] < 0x80;
    if (ascii || is_surely_unicode(text, len))
        return LEGACY_NONE;
    int as_is = score(LEGACY_NONE, text, len);
    int as_tcvn3 = score(LEGACY_TCVN3, text, len);
    int as_vni = score(LEGACY_VNI, text, len);
    if (as_is > 0 && as_is >= as_tcvn3 && as_is >= as_vni)
        return LEGACY_NONE;
    if (as_tcvn3 > 0 && as_tcvn3 > as_vni && as_tcvn3 > as_is)
        return LEGACY_TCVN3;
    if (as_vni > 0 && as_vni > as_tcvn3 && as_vni > as_is)
        return LEGACY_VNI;
    return LEGACY_UNSURE;
}

/* --- UTF-8 read as cp1252 --- */

/* What cp1252 shows for the bytes 0x80..0x9F; a hole stays the C1 control of that number. */
static const char16_t cp1252_high[32] = {
    0x20AC,
    0x81,
    0x201A,
    0x0192,
    0x201E,
    0x2026,
    0x2020,
    0x2021,
    0x02C6,
    0x2030,
    0x0160,
    0x2039,
    0x0152,
    0x8D,
    0x017D,
    0x8F,
    0x90,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2013,
    0x2014,
    0x02DC,
    0x2122,
    0x0161,
    0x203A,
    0x0153,
    0x9D,
    0x017E,
    0x0178,
};

static int cp1252_byte(uint32_t code)
{
    for (size_t i = 0; i < COUNT(cp1252_high); i++)
        if (cp1252_high[i] == code)
            return 0x80 + (int)i;
    return code <= 0xFF ? (int)code : -1;
}

static bool to_bytes(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        n = utf8_decode(&code, text + i, len - i);
        int byte = n ? cp1252_byte(code) : -1;
        if (byte < 0 || buf_putc(out, (char)byte))
            return false;
    }
    return true;
}

/* Vietnamese letters, their marks and the signs of a letter: what a card or a form holds. */
static bool reads_as_vietnamese(const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        struct viet_letter letter;
        n = utf8_decode(&code, text + i, len - i);
        if (!n)
            return false;
        bool mark = code >= 0x300 && code <= 0x323;
        bool sign = code == 0xA0 || code == 0xB0 || code == 0xB2 || (code >= 0x2010 && code <= 0x2026);
        if (code >= 0x80 && !mark && !sign && !viet_letter_split(&letter, code))
            return false;
    }
    return true;
}

bool legacy_unmojibake(struct buf *out, const char *text, size_t len)
{
    AUTO_BUF bytes = buf_limit(len);
    bool ascii = true;
    for (size_t i = 0; i < len; i++)
        ascii = ascii && (unsigned char)text[i] < 0x80;
    if (ascii || is_surely_unicode(text, len) || !to_bytes(&bytes, text, len))
        return false;
    if (!reads_as_vietnamese(buf_text(&bytes), bytes.len))
        return false;
    return buf_add(out, buf_text(&bytes), bytes.len) == RC_OK;
}
