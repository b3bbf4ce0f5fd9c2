/* telex_marks.c - what a mark key does to the word: tones, hats, horns, bars, and how each is undone. */
#include <string.h>

#include "base/syllable.h"
#include "base/telex_parts.h"

static const struct {
    char telex, vni;
    enum viet_tone tone;
} tone_keys[] = {
    { 's', '1', VIET_SAC },
    { 'f', '2', VIET_HUYEN },
    { 'r', '3', VIET_HOI },
    { 'x', '4', VIET_NGA },
    { 'j', '5', VIET_NANG },
    { 'z', '0', VIET_NGANG },
};

/* Shape keys: the letters they go on. On 'a' a horn is a breve. */
static const struct {
    char key;
    const char *bases;
    enum viet_shape shape;
} shape_keys[][8] = {
    [TELEX_TELEX] = { { 'a', "a", VIET_HAT }, { 'e', "e", VIET_HAT }, { 'o', "o", VIET_HAT },
        { 'w', "uoa", VIET_HORN }, { 'd', "d", VIET_BAR } },
    [TELEX_VNI] = { { '6', "aeo", VIET_HAT }, { '7', "uo", VIET_HORN }, { '8', "a", VIET_BREVE },
        { '9', "d", VIET_BAR } },
};

static bool is_bare(const struct telex *t, int key)
{
    for (size_t i = 0; i < t->length; i++)
        if (t->letters[i].bare && t->letters[i].made_by == key)
            return true;
    return false;
}

/* The mark goes, and the key that repeats it is written. In a word that is foreign anyway the first key was a
 * letter, too (banana). */
static enum telex_outcome undo(struct telex *t, int first, int key)
{
    struct viet_letter word[TELEX_KEYS_MAX] = { { 0 } };
    size_t len = telex_word(t, word);
    bool foreign = first != key - 1 && !syllable_rime_possible(word, len);
    t->keys[first].fate = foreign ? TELEX_LITERAL : TELEX_DROPPED;
    /* ww says "this w is a letter", not that none below will be a mark: WWown is Wơn */
    t->keys[key].fate = is_bare(t, first) ? TELEX_LITERAL : TELEX_UNDO;
    return TELEX_AGAIN;
}

/* --- tones --- */

static enum telex_outcome undo_tone(struct telex *t, int key)
{
    struct viet_letter letter;
    uint32_t code = t->keys[t->tone_key].code;
    if (viet_letter_split(&letter, code) && letter.tone) { /* it came with a letter of a loaded word */
        letter.tone = VIET_NGANG;
        t->keys[t->tone_key].code = viet_letter_join(letter);
        t->keys[key].fate = TELEX_UNDO;
        return TELEX_AGAIN;
    }
    return undo(t, t->tone_key, key);
}

static enum telex_outcome set_tone(struct telex *t, int key, enum viet_tone tone)
{
    struct viet_letter word[TELEX_KEYS_MAX] = { { 0 } };
    size_t len = telex_word(t, word);
    bool vni = t->style.method == TELEX_VNI;
    if (syllable_tone_place(word, len, false) < 0)
        return TELEX_NOT_A_MARK;
    if (tone == VIET_NGANG && t->tone == VIET_NGANG)
        return TELEX_NOT_A_MARK;
    if (vni && !telex_has_small(t) && !syllable_rime_possible(word, len))
        return TELEX_NOT_A_MARK; /* ID1, UBND2 */
    if (!vni && tone == VIET_HOI && !syllable_onset_known(word, len))
        return TELEX_NOT_A_MARK; /* Ksor, Khmer: names like these end in r, and have other tones (Bnướch) or
                                    none */
    if (tone && t->tone == tone)
        return undo_tone(t, key);
    if (vni && len == 1 && tone && t->tone && t->tone_key == key - 1)
        return telex_as_typed(t); /* E12... is a passport, not a change of mind */
    t->tone = tone;
    t->tone_key = tone ? key : -1;
    return TELEX_MARKED;
}

/* --- shapes --- */

struct request {
    int key;
    const char *bases;
    enum viet_shape shape;
    struct viet_letter word[TELEX_KEYS_MAX];
    size_t len;
    struct syllable parts;
};

static enum viet_shape shape_on(const struct request *r, char base)
{
    return r->shape == VIET_HORN && base == 'a' ? VIET_BREVE : r->shape;
}

static bool lacks(const struct request *r, size_t at)
{
    return strchr(r->bases, r->word[at].base) && r->word[at].shape != shape_on(r, r->word[at].base);
}

static enum telex_outcome keep(struct telex *t, const struct request *r)
{
    for (size_t i = 0; i < r->len; i++)
        if (t->letters[i].letter.shape != r->word[i].shape) {
            t->letters[i].letter.shape = r->word[i].shape;
            t->letters[i].made_by = r->key;
        }
    return TELEX_MARKED;
}

static void put_shape(struct request *r, size_t at)
{
    r->word[at].shape = shape_on(r, r->word[at].base);
    /* ươ turned into uô: the horn of u goes with that of o */
    if (r->shape == VIET_HAT && r->word[at].base == 'o' && at && r->word[at - 1].shape == VIET_HORN)
        r->word[at - 1].shape = VIET_PLAIN;
}

/* One key makes uo into ươ; at the end of the word into uơ (thuở), which a following letter turns into ươ. */
static bool horn_pair(struct request *r)
{
    if (r->shape != VIET_HORN || r->parts.coda - r->parts.vowels < 2)
        return false;
    for (size_t i = r->parts.vowels; i + 1 < r->parts.coda; i++) {
        if (r->word[i].base != 'u' || r->word[i + 1].base != 'o' || !lacks(r, i + 1))
            continue;
        r->word[i + 1].shape = VIET_HORN;
        if (i + 2 < r->len)
            r->word[i].shape = VIET_HORN;
        return true;
    }
    return false;
}

/* Free marking is for syllables. In a longer word the second a of "banana" is a letter, no late hat. */
static bool too_far(const struct telex *t, const struct request *r, size_t at)
{
    if (t->style.method != TELEX_TELEX || at + 1 == r->len)
        return false;
    for (size_t i = 0; i < r->parts.vowels; i++)
        if (viet_is_vowel(r->word[i]) &&
            !(r->parts.vowels == i + 1 && i && strchr("qg", r->word[i - 1].base)))
            return true;
    return false;
}

/* The vowel, nearest to the end, on which the mark makes a rime of the language. */
static bool known_place(const struct telex *t, struct request *r)
{
    struct viet_letter before[TELEX_KEYS_MAX];
    memcpy(before, r->word, r->len * sizeof *before);
    if (horn_pair(r) && syllable_rime_known(r->word, r->len))
        return true;
    memcpy(r->word, before, r->len * sizeof *before);
    for (size_t i = r->parts.coda; i-- > r->parts.vowels;) {
        if (!lacks(r, i) || too_far(t, r, i))
            continue;
        put_shape(r, i);
        if (syllable_rime_known(r->word, r->len))
            return true;
        memcpy(r->word, before, r->len * sizeof *before);
    }
    return false;
}

/* In a name that is no syllable: Telex doubles go on the letter just typed, the rest on the nearest that can.
 */
static bool any_place(const struct telex *t, struct request *r)
{
    bool only_last = t->style.method == TELEX_TELEX && r->shape == VIET_HAT;
    if (t->style.method == TELEX_VNI && !telex_has_small(t) && r->parts.coda < r->len)
        return false;
    for (size_t i = r->parts.coda; i-- > r->parts.vowels;) {
        if (only_last && i + 1 < r->len)
            return false;
        if (lacks(r, i)) {
            put_shape(r, i);
            return true;
        }
    }
    return false;
}

static int mark_in_place(const struct telex *t, const struct request *r)
{
    for (size_t i = r->parts.coda; i-- > r->parts.vowels;)
        if (strchr(r->bases, r->word[i].base) && !lacks(r, i) && t->letters[i].made_by >= 0)
            return t->letters[i].made_by;
    return -1;
}

/* ư from a w where a syllable has no vowel yet: tw -> tư. */
static enum telex_outcome bare_w(struct telex *t, const struct request *r)
{
    bool has_vowel = r->parts.vowels < r->parts.coda, after_w = r->len && r->word[r->len - 1].base == 'w';
    if (t->style.plain_w || t->style.method != TELEX_TELEX || has_vowel || after_w)
        return TELEX_NOT_A_MARK;
    telex_append(t, t->keys[r->key].code == 'W' ? u'Ư' : u'ư', r->key);
    t->letters[t->length - 1].made_by = r->key;
    t->letters[t->length - 1].bare = true;
    return TELEX_MARKED;
}

static enum telex_outcome shape_vowel(struct telex *t, struct request *r)
{
    int first;
    if (known_place(t, r))
        return keep(t, r);
    if ((first = mark_in_place(t, r)) >= 0)
        return undo(t, first, r->key);
    if (any_place(t, r))
        return keep(t, r);
    return r->shape == VIET_HORN ? bare_w(t, r) : TELEX_NOT_A_MARK;
}

/* The d a bar may go on: the one just typed, or the onset of a syllable; in VNI any d of a name. -1 = none.
 */
static int plain_d(const struct telex *t, const struct request *r)
{
    bool vni = t->style.method == TELEX_VNI, small = telex_has_small(t);
    bool no_vowel = r->parts.vowels == r->parts.coda; /* QĐ, NĐ */
    int last = (int)r->len - 1;
    for (int i = last; i >= 0; i--) {
        if (!lacks(r, (size_t)i))
            continue;
        if (vni && (small || no_vowel || (size_t)i < r->parts.vowels || i == 0))
            return i;
        if (!vni &&
            (i == last || (i == 0 && r->parts.vowels == 1 && syllable_rime_possible(r->word, r->len))))
            return i;
    }
    return -1;
}

static enum telex_outcome shape_d(struct telex *t, struct request *r)
{
    int at = plain_d(t, r);
    if (at >= 0) {
        r->word[at].shape = VIET_BAR;
        return keep(t, r);
    }
    for (size_t i = r->len; i-- > 0;)
        if (r->word[i].shape == VIET_BAR && t->letters[i].made_by >= 0)
            return undo(t, t->letters[i].made_by, r->key);
    return TELEX_NOT_A_MARK;
}

static enum telex_outcome set_shape(struct telex *t, int key, const char *bases, enum viet_shape shape)
{
    struct request r = { .key = key, .bases = bases, .shape = shape };
    r.len = telex_word(t, r.word);
    r.parts = syllable_split(r.word, r.len);
    return shape == VIET_BAR ? shape_d(t, &r) : shape_vowel(t, &r);
}

enum telex_outcome telex_mark(struct telex *t, int key)
{
    uint32_t code = t->keys[key].code;
    bool vni = t->style.method == TELEX_VNI;
    if (code >= 0x80 || (t->escaped & telex_class(code)))
        return TELEX_NOT_A_MARK;
    char small = (char)viet_lower(code);
    for (size_t i = 0; i < sizeof tone_keys / sizeof *tone_keys; i++)
        if (small == (vni ? tone_keys[i].vni : tone_keys[i].telex))
            return set_tone(t, key, tone_keys[i].tone);
    for (size_t i = 0; shape_keys[t->style.method][i].key; i++)
        if (small == shape_keys[t->style.method][i].key)
            return set_shape(
                t, key, shape_keys[t->style.method][i].bases, shape_keys[t->style.method][i].shape);
    return TELEX_NOT_A_MARK;
}
