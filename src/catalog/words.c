/* words.c - see words.h. */
#include "catalog/words.h"

#include <string.h>

#include "base/text.h"
#include "base/viet.h"

static bool is_vowel(char c)
{
    return c && strchr("aeiouy", c);
}

static void put(char *out, size_t *n, char c)
{
    if (*n + 1 < WORD_SIZE)
        out[(*n)++] = c;
    out[*n] = '\0';
}

/* What a word sounds like where s and x, ch and tr, n and ng, t and c, d and gi are one. */
static void sound_of(char *out, const char *w)
{
    static const struct {
        const char *from, *to;
    } onsets[] = {
        { "ngh", "ng" },
        { "gh", "g" },
        { "tr", "ch" },
        { "gi", "d" },
        { "qu", "q" },
        { "ph", "f" },
        { "k", "c" },
        { "x", "s" },
    };
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
        size_t len = strlen(onsets[i].from);
        if (strncmp(w, onsets[i].from, len) != 0 || (strcmp(onsets[i].from, "gi") == 0 && !is_vowel(w[2])) ||
            (strcmp(onsets[i].from, "k") == 0 && w[1] == 'h'))
            continue;
        for (const char *c = onsets[i].to; *c; c++)
            put(out, &n, *c);
        w += len;
        break;
    }
    for (; *w; w++) {
        char c = *w == 'y' ? 'i' : *w;
        if (c == 'e' && n && out[n - 1] == 'i' && n > 1 && out[0] == 'q')
            out[--n] = '\0';
        put(out, &n, c);
    }
    if (n > 2 && (strcmp(out + n - 2, "nh") == 0 || strcmp(out + n - 2, "ch") == 0))
        out[--n] = '\0';
    else if (n > 2 && out[n - 1] == 'g' && out[n - 2] == 'n')
        out[--n] = '\0';
    if (n > 1 && out[n - 1] == 't')
        out[n - 1] = 'c';
}

/* Drops what Telex or VNI keys left behind: tone keys and hats after the first vowel, doubled letters. */
static void plain_of(char *out, const char *w)
{
    size_t n = 0;
    bool vowel = false;
    out[0] = '\0';
    for (size_t i = 0; w[i]; i++) {
        char c = w[i];
        if (!vowel && c == 'w') {
            put(out, &n, 'u');
            vowel = true;
            continue;
        }
        if (!vowel && c == 'd' && n == 1 && out[0] == 'd')
            continue;
        if (vowel && strchr("sfrxjwdz0123456789", c))
            continue;
        if (vowel && n && out[n - 1] == c && strchr("aeo", c))
            continue;
        if (!vowel && c >= '0' && c <= '9' && n == 1 && out[0] == 'd')
            continue;
        vowel = vowel || is_vowel(c);
        put(out, &n, c);
    }
    if (strcmp(out, w) == 0 || !vowel)
        out[0] = '\0';
}

static uint64_t letters_of(const char *w)
{
    uint64_t set = 0;
    for (; *w; w++) {
        if (*w >= 'a' && *w <= 'z')
            set |= UINT64_C(1) << (*w - 'a');
        else if (*w >= '0' && *w <= '9')
            set |= UINT64_C(1) << (26 + *w - '0');
    }
    return set;
}

struct cutter {
    struct words *words;
    struct word *now; /* NULL between words */
    size_t folded, shape;
    int sentence, clause;
};

static void end_word(struct cutter *c)
{
    struct word *w = c->now;
    c->now = NULL;
    if (!w)
        return;
    /* ký and kí are one word */
    size_t n = strlen(w->folded);
    if (n > 1 && w->folded[n - 1] == 'y' && !is_vowel(w->folded[n - 2])) {
        w->folded[n - 1] = 'i';
        w->shape[strlen(w->shape) - 1] = 'i';
    }
    sound_of(w->sound, w->folded);
    if (!w->marked && !w->number)
        plain_of(w->plain, w->folded);
    w->letters = letters_of(w->folded);
    w->sounds = letters_of(w->sound);
    c->words->count++;
}

static struct word *begin_word(struct cutter *c)
{
    if (c->words->count == WORDS_MAX)
        return NULL;
    struct word *w = &c->words->list[c->words->count];
    memset(w, 0, sizeof *w);
    w->tone = '0';
    w->number = true;
    w->sentence = c->sentence;
    w->clause = c->clause;
    c->folded = c->shape = 0;
    return w;
}

static void take_letter(struct cutter *c, struct viet_letter letter)
{
    static const char shapes[] = {
        [VIET_PLAIN] = 0, [VIET_HAT] = '6', [VIET_BREVE] = '8', [VIET_HORN] = '7', [VIET_BAR] = '9'
    };
    struct word *w = c->now;
    put(w->folded, &c->folded, letter.base);
    put(w->shape, &c->shape, letter.base);
    if (shapes[letter.shape])
        put(w->shape, &c->shape, shapes[letter.shape]);
    if (letter.tone)
        w->tone = (char)('0' + letter.tone);
    w->marked = w->marked || letter.tone || letter.shape;
    w->number = false;
}

static void take_code(struct cutter *c, uint32_t code)
{
    struct viet_letter letter;
    bool digit = code >= '0' && code <= '9', is_letter = viet_letter_split(&letter, code);
    if (!digit && !is_letter) {
        end_word(c);
        bool stop = code == '.' || code == ';' || code == '?' || code == '!' || code == ':' || code == '\n';
        c->sentence += stop;
        c->clause += stop || code == ',';
        return;
    }
    if (!c->now)
        c->now = begin_word(c);
    if (!c->now)
        return;
    if (is_letter) {
        take_letter(c, letter);
    } else {
        put(c->now->folded, &c->folded, (char)code);
        put(c->now->shape, &c->shape, (char)code);
    }
}

void words_cut(struct words *ret, const char *text, size_t len)
{
    ret->count = 0;
    ret->marked = false;
    AUTO_BUF nfc = buf_limit(1 << 20);
    if (text_nfc(&nfc, text, len))
        return;
    struct cutter c = { .words = ret };
    const char *t = buf_text(&nfc);
    for (size_t at = 0, step; at < nfc.len; at += step) {
        uint32_t code;
        step = utf8_decode(&code, t + at, nfc.len - at);
        if (step == 0) {
            step = 1;
            code = ' ';
        }
        take_code(&c, code);
    }
    end_word(&c);

    int marked = 0;
    for (int i = 0; i < ret->count; i++)
        marked += ret->list[i].marked;
    ret->marked = marked * 4 >= ret->count && marked > 0;
}

/* One letter more, less, other, or two neighbours swapped. */
static bool word_one_slip(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n < m) {
        const char *t = a;
        a = b;
        b = t;
        size_t l = n;
        n = m;
        m = l;
    }
    if (n - m > 1)
        return false;
    size_t i = 0;
    while (i < m && a[i] == b[i])
        i++;
    if (n > m)
        return strcmp(a + i + 1, b + i) == 0;
    if (i == m)
        return true;
    if (strcmp(a + i + 1, b + i + 1) == 0)
        return true;
    return a[i] == b[i + 1] && a[i + 1] == b[i] && strcmp(a + i + 2, b + i + 2) == 0;
}

/* Both have the letters of each other; what about the marks? */
static int same_letters(const struct word *asked, const struct word *known, bool text_marked)
{
    bool shape = strcmp(asked->shape, known->shape) == 0, tone = asked->tone == known->tone;
    if (shape && tone)
        return 100;
    if (!text_marked)
        return 95;
    if (!asked->marked)
        return 82;
    bool hook_or_tilde = (asked->tone == '0' + VIET_HOI && known->tone == '0' + VIET_NGA) ||
                         (asked->tone == '0' + VIET_NGA && known->tone == '0' + VIET_HOI);
    if (shape && hook_or_tilde)
        return 92;
    return shape ? 65 : tone ? 70 : 60;
}

/* One slip adds, drops or changes one letter: of two sets at most two letters are in one only. */
static bool may_be_a_slip(const struct word *a, const struct word *b)
{
    uint64_t others = a->letters ^ b->letters;
    others &= others - 1;
    return !(others & (others - 1));
}

int word_quality(const struct word *asked, const struct word *known, bool text_marked)
{
    if (asked->letters == known->letters && strcmp(asked->folded, known->folded) == 0)
        return same_letters(asked, known, text_marked);
    if (asked->number || known->number)
        return 0;
    if (*asked->plain && strcmp(asked->plain, known->folded) == 0)
        return 90;
    bool sounds = asked->sounds == known->sounds, slip = may_be_a_slip(asked, known);
    if (!sounds && !slip)
        return 0;
    size_t n = strlen(asked->folded), m = strlen(known->folded);
    if (sounds && n > 2 && m > 2 && strcmp(asked->sound, known->sound) == 0)
        return !text_marked || asked->tone == known->tone ? 75 : 62;
    bool first = asked->folded[0] == known->folded[0];
    if (slip && n > 2 && m > 2 && (n > 3 || first) && word_one_slip(asked->folded, known->folded))
        return 68;
    return 0;
}
