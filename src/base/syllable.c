/* syllable.c - see syllable.h. */
#include "base/syllable.h"

#include <string.h>

#include "base/text.h"

/* clang-format off */
const char *const syllable_onsets[] = {
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x", NULL,
};

const char *const syllable_rimes[] = {
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay",
    "ăc", "ăm", "ăn", "ăng", "ăp", "ăt",
    "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây",
    "e", "ec", "em", "en", "eng", "eo", "ep", "et",
    "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu",
    "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu",
    "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu",
    "o", "oc", "oi", "om", "on", "ong", "op", "ot", "ooc", "oong",
    "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay",
    "oăc", "oăm", "oăn", "oăng", "oăt", "oe", "oen", "oeo", "oet",
    "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt",
    "ơ", "ơi", "ơm", "ơn", "ơp", "ơt",
    "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut",
    "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uơ",
    "uôc", "uôi", "uôm", "uôn", "uông", "uôt",
    "uy", "uya", "uych", "uyên", "uyêt", "uyn", "uynh", "uyt", "uyu",
    "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu",
    "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
    "y", "ych", "yêm", "yên", "yêng", "yêt", "yêu", "yn", "ynh", "yt",
    NULL,
};

/* Rimes of the highlands, for names of places and people: Đăk, Đắk, Krông Búk, Kon Plông, Y Dơk. */
static const char *const highland_rimes[] = {
    "ak", "ăk", "âk", "ek", "êk", "ik", "ok", "ôk", "ơk", "uk", "ưk", "ôông", "al", "ăl", "el", "êl", "il", "ol",
    "ôl", "ơl", "ul", "ưl", "ar", "ăr", "er", "êr", "ir", "or", "ôr", "ơr", "ur", "ưr", "êng", "êc", "ơng", "ơc", NULL,
};
/* clang-format on */

struct syllable syllable_split(const struct viet_letter *word, size_t len)
{
    size_t coda = len;
    while (coda && !viet_is_vowel(word[coda - 1]))
        coda--;
    size_t vowels = coda;
    while (vowels && viet_is_vowel(word[vowels - 1]))
        vowels--;
    struct syllable s = { vowels, coda, false };
    bool more = coda - vowels > 1;
    char before = vowels ? word[vowels - 1].base : '\0';
    if (more && before == 'q' && word[vowels].base == 'u' && word[vowels].shape == VIET_PLAIN) {
        s.vowels++;
    } else if (more && before == 'g' && word[vowels].base == 'i') {
        s.vowels++;
        s.gi = true;
    }
    return s;
}

#define RIME_MAX 48

/* Letters as text without tones; false when there are none or more than any onset or rime has. */
static bool plain_text(char out[RIME_MAX], const struct viet_letter *letters, size_t len)
{
    size_t at = 0;
    if (len > 8)
        return false;
    for (size_t i = 0; i < len; i++) {
        struct viet_letter plain = letters[i];
        plain.tone = VIET_NGANG;
        plain.upper = false;
        at += utf8_encode(out + at, viet_letter_join(plain));
    }
    out[at] = '\0';
    return at > 0;
}

static bool begins_one(const char *const *rimes, const char *text)
{
    size_t len = strlen(text);
    for (; *rimes; rimes++)
        if (**rimes == *text && strncmp(*rimes, text, len) == 0)
            return true;
    return false;
}

static bool known(const struct viet_letter *letters, size_t len)
{
    char text[RIME_MAX];
    return plain_text(text, letters, len) &&
           (begins_one(syllable_rimes, text) || begins_one(highland_rimes, text));
}

bool syllable_rime_known(const struct viet_letter *word, size_t len)
{
    struct syllable s = syllable_split(word, len);
    if (s.vowels == s.coda)
        return false;
    if (known(word + s.vowels, len - s.vowels))
        return true;
    return s.gi && known(word + s.vowels - 1, len - s.vowels + 1); /* giêng is g + iêng */
}

bool syllable_onset_known(const struct viet_letter *word, size_t len)
{
    char text[RIME_MAX] = "";
    struct syllable s = syllable_split(word, len);
    if (s.vowels && !plain_text(text, word, s.vowels))
        return false;
    for (const char *const *onset = syllable_onsets; *onset; onset++)
        if (strcmp(*onset, text) == 0)
            return true;
    return false;
}

static bool begins_with_bases(const char *rime, const struct viet_letter *letters, size_t len)
{
    size_t left = strlen(rime);
    for (size_t i = 0, n; i < len; i++, rime += n, left -= n) {
        uint32_t code;
        struct viet_letter letter;
        n = utf8_decode(&code, rime, left);
        if (!n || !viet_letter_split(&letter, code) || letter.base != letters[i].base)
            return false;
    }
    return true;
}

bool syllable_rime_possible(const struct viet_letter *word, size_t len)
{
    struct syllable s = syllable_split(word, len);
    size_t from = s.gi ? s.vowels - 1 : s.vowels;
    if (s.vowels == s.coda)
        return false;
    if (syllable_rime_known(word, len))
        return true;
    for (; from <= s.vowels; from++)
        for (const char *const *rime = syllable_rimes; *rime; rime++)
            if (begins_with_bases(*rime, word + from, len - from))
                return true;
    return false;
}

/* Two open vowels: the first carries the tone in these; in oa oe uy it depends on the style; else the second
 * does. */
static bool first_carries(char first, char second, bool new_style)
{
    static const char pairs[][3] = { "ai", "ao", "au", "ay", "eo", "eu", "ia", "iu", "oi", "ua", "ui" };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == first && pairs[i][1] == second)
            return true;
    bool glide = (first == 'o' && (second == 'a' || second == 'e')) || (first == 'u' && second == 'y');
    return glide && !new_style;
}

int syllable_tone_place(const struct viet_letter *word, size_t len, bool new_style)
{
    struct syllable s = syllable_split(word, len);
    size_t count = s.coda - s.vowels;
    if (count == 0)
        return -1;
    for (size_t i = s.coda; i-- > s.vowels;)
        if (word[i].shape != VIET_PLAIN)
            return (int)i;
    if (count == 1)
        return (int)s.vowels;
    if (s.coda < len)
        return (int)s.coda - 1;
    if (count == 2)
        return (int)s.vowels + !first_carries(word[s.vowels].base, word[s.vowels + 1].base, new_style);
    return (int)s.vowels + 1; /* khuỷu, ngoài, khuya */
}
