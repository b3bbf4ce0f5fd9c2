/* telex.c - keys and words; see telex.h. What a mark key does is in telex_marks.c.
 *
 * After every key the word is composed anew from all its keys. Second thoughts (an undo, a w that was a
 * letter after all) change the fate of a key and composing begins again; a fate never goes back to
 * TELEX_AUTO, so this ends.
 */
#include "base/telex.h"

#include <string.h>

#include "base/syllable.h"
#include "base/telex_parts.h"
#include "base/text.h"

#define NO_LETTER '.' /* base of what is not a-z: no vowel, no onset */

void telex_reset(struct telex *t)
{
    t->count = t->length = 0;
    t->tone = VIET_NGANG;
    t->tone_key = -1;
    t->escaped = 0;
}

size_t telex_word(const struct telex *t, struct viet_letter word[TELEX_KEYS_MAX])
{
    for (size_t i = 0; i < t->length; i++)
        word[i] = t->letters[i].letter;
    return t->length;
}

unsigned telex_class(uint32_t code)
{
    uint32_t small = viet_lower(code);
    if (small < 0x80 && strchr("sfrxj", (int)small))
        return 1;
    const char *at = small && small < 0x80 ? strchr("aeowd", (int)small) : NULL;
    return at ? 2u << (at - "aeowd") : 0;
}

bool telex_has_small(const struct telex *t)
{
    for (size_t i = 0; i < t->length; i++)
        if (!t->letters[i].other && !t->letters[i].letter.upper)
            return true;
    return false;
}

enum telex_outcome telex_as_typed(struct telex *t)
{
    for (size_t i = 0; i < t->count; i++)
        t->keys[i].fate = TELEX_LITERAL;
    return TELEX_AGAIN;
}

/* A word has one tone: a letter with a second one is kept as it is, and the word is left alone from then on.
 */
void telex_append(struct telex *t, uint32_t code, int key)
{
    struct telex_letter *new = &t->letters[t->length++];
    *new = (struct telex_letter){ .from = key, .made_by = -1 };
    bool ours = viet_letter_split(&new->letter, code);
    if (!ours || (new->letter.tone && t->tone)) {
        new->letter = (struct viet_letter){ .base = NO_LETTER };
        new->other = code;
        return;
    }
    if (new->letter.tone) {
        t->tone = new->letter.tone;
        t->tone_key = key;
        new->letter.tone = VIET_NGANG;
    }
}

static bool is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

/* Digits and foreign letters make a word a code. */
static bool is_code(const struct telex *t)
{
    for (size_t i = 0; i < t->length; i++)
        if (t->letters[i].other)
            return true;
    return false;
}

static bool any_mark(const struct telex *t)
{
    if (t->tone_key >= 0)
        return true;
    for (size_t i = 0; i < t->length; i++)
        if (t->letters[i].made_by >= 0)
            return true;
    return false;
}

/* uơ before a letter is ươ: huow + ng. */
static void close_horns(struct telex *t)
{
    size_t n = t->length;
    if (n < 3 || !strchr("ncmtpiu", t->letters[n - 1].letter.base))
        return;
    struct viet_letter word[TELEX_KEYS_MAX] = { { 0 } };
    telex_word(t, word);
    struct telex_letter *u = &t->letters[n - 3], *o = &t->letters[n - 2];
    bool pair = u->letter.base == 'u' && u->letter.shape == VIET_PLAIN && o->letter.base == 'o' &&
                o->letter.shape == VIET_HORN && syllable_split(word, n - 1).vowels <= n - 3;
    if (pair) {
        u->letter.shape = VIET_HORN;
        u->made_by = o->made_by;
    }
}

/* The tone key just before was the onset of a new syllable: KonRay, Konray. */
static bool tone_was_letter(const struct telex *t, int key)
{
    if (t->style.method != TELEX_TELEX || key == 0 || t->tone_key != key - 1 || t->keys[key - 1].code >= 0x80)
        return false;
    size_t n = t->length;
    struct viet_letter last = t->letters[n - 1].letter;
    uint32_t tone_key = t->keys[key - 1].code;
    if (viet_lower(tone_key) != tone_key && !last.upper)
        return true;
    return n >= 2 && viet_is_vowel(last) && !viet_is_vowel(t->letters[n - 2].letter);
}

/* A mark typed far from its letter, or a w taken for ư, that led to no syllable: the key of it, or -1. */
static int mark_was_letter(const struct telex *t)
{
    struct viet_letter word[TELEX_KEYS_MAX] = { { 0 } };
    size_t n = telex_word(t, word);
    struct syllable parts = syllable_split(word, n);
    bool waits = n >= 2 && word[n - 1].base == 'o' && word[n - 2].shape == VIET_HORN; /* wow -> ươ */
    if (t->style.method != TELEX_TELEX || waits)
        return -1;
    for (size_t i = 0; i < n; i++) {
        const struct telex_letter *l = &t->letters[i];
        if (!l->bare && (l->made_by < 0 || l->made_by == l->from + 1))
            continue;
        bool bar = l->letter.shape == VIET_BAR;
        if (bar ? parts.vowels == 1 && !syllable_rime_possible(word, n)
                : i >= parts.vowels && !syllable_rime_known(word, n))
            return l->made_by;
    }
    return -1;
}

static enum telex_outcome after_letter(struct telex *t, int key)
{
    if (t->letters[t->length - 1].other)
        return TELEX_MARKED;
    close_horns(t);
    if (tone_was_letter(t, key)) {
        t->keys[key - 1].fate = TELEX_LITERAL;
        return TELEX_AGAIN;
    }
    int was = mark_was_letter(t);
    if (was >= 0) {
        t->keys[was].fate = TELEX_LITERAL;
        return TELEX_AGAIN;
    }
    return TELEX_MARKED;
}

static enum telex_outcome compose_key(struct telex *t, int key)
{
    enum telex_fate fate = t->keys[key].fate;
    uint32_t code = t->keys[key].code;
    if (fate == TELEX_DROPPED)
        return TELEX_MARKED;
    if (fate == TELEX_AUTO && !is_code(t)) {
        enum telex_outcome outcome = telex_mark(t, key);
        if (outcome != TELEX_NOT_A_MARK)
            return outcome;
        if (t->style.method == TELEX_VNI && is_digit(code) && any_mark(t))
            return telex_as_typed(t); /* a digit that marks nothing: the ones before were no marks either */
    }
    telex_append(t, code, key);
    if (fate == TELEX_UNDO)
        t->escaped |= telex_class(code);
    return fate == TELEX_AUTO ? after_letter(t, key) : TELEX_MARKED;
}

static void compose(struct telex *t)
{
    for (bool again = true; again;) {
        size_t count = t->count;
        telex_reset(t);
        t->count = count;
        again = false;
        for (size_t i = 0; i < count && !again; i++)
            again = compose_key(t, (int)i) == TELEX_AGAIN;
    }
}

static bool belongs(uint32_t code)
{
    return is_digit(code) || viet_is_letter(code);
}

bool telex_key(struct telex *t, uint32_t key)
{
    if (t->style.method == TELEX_OFF || !belongs(key) || t->count == TELEX_KEYS_MAX) {
        telex_reset(t);
        return false;
    }
    t->keys[t->count].code = key;
    t->keys[t->count++].fate = TELEX_AUTO;
    compose(t);
    return true;
}

void telex_load(struct telex *t, const char *word, size_t len)
{
    telex_reset(t);
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        n = utf8_decode(&code, word + i, len - i);
        if (!n || !belongs(code) || t->count == TELEX_KEYS_MAX) {
            telex_reset(t);
            return;
        }
        t->keys[t->count].code = code;
        t->keys[t->count++].fate = TELEX_LITERAL;
    }
    compose(t);
}

bool telex_backspace(struct telex *t)
{
    char text[TELEX_TEXT_MAX];
    size_t len = telex_text(t, text);
    if (len == 0)
        return false;
    telex_load(t, text, text_grapheme_before(text, len));
    return true;
}

size_t telex_text(const struct telex *t, char out[TELEX_TEXT_MAX])
{
    struct viet_letter word[TELEX_KEYS_MAX] = { { 0 } };
    size_t n = telex_word(t, word), at = 0;
    int place = t->tone ? syllable_tone_place(word, n, t->style.new_style) : -1;
    for (size_t i = 0; i < n; i++) {
        if ((int)i == place)
            word[i].tone = t->tone;
        at += utf8_encode(out + at, t->letters[i].other ? t->letters[i].other : viet_letter_join(word[i]));
    }
    out[at] = '\0';
    return at;
}

static void flush(struct telex *t, struct buf *out)
{
    char text[TELEX_TEXT_MAX];
    buf_add(out, text, telex_text(t, text));
    telex_reset(t);
}

enum rc telex_line(struct buf *out, struct telex_style style, const char *keys, size_t len)
{
    struct telex t = { .style = style };
    telex_reset(&t);
    for (size_t i = 0, n; i < len; i += n ? n : 1) {
        uint32_t code = TEXT_LOST;
        n = utf8_decode(&code, keys + i, len - i);
        if (!belongs(code) || t.count == TELEX_KEYS_MAX)
            flush(&t, out);
        if (!telex_key(&t, code))
            utf8_add(out, code);
    }
    flush(&t, out);
    return out->failed;
}
