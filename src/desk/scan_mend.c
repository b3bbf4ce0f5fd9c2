/* scan_mend.c - see scan_mend.h. */
#include "desk/scan_mend.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/legacy.h"
#include "base/syllable.h"
#include "base/telex.h"
#include "base/text.h"
#include "base/viet.h"
#include "desk/glyph.h"

#define PAYLOAD_MAX 8192
#define WORD_MAX    32
#define EATEN_MAX   2 /* keys taken from one word; more are never unambiguous */

static bool ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* C1 codes stay for now: they are letters of a payload that was read as cp1252. */
static void without_controls(struct buf *out, const char *payload)
{
    for (const char *s = payload; *s; s++)
        if ((unsigned char)*s >= 0x20 && *s != 0x7F)
            buf_putc(out, *s);
}

/* What the border refuses goes; true when a letter was lost on the way: a U+FFFD, or half of a code page
 * mix-up. */
static bool without_unsafe(struct buf *out, const char *text)
{
    bool lost = false;
    uint32_t code;
    for (int n; (n = glyph_decode(&code, text)); text += n) {
        bool sign = code == 0xA0 || code == 0xB0 || code == 0xB2 || code == 0xB7;
        lost = lost || code == TEXT_LOST || (code >= 0x80 && code < 0xC0 && !sign);
        if (!glyph_unsafe(code) && code != TEXT_LOST)
            buf_add(out, text, (size_t)n);
    }
    return lost;
}

/* --- a card that came as keys of a typing program --- */

static bool is_syllable(const char *word, size_t len)
{
    struct viet_letter letters[WORD_MAX];
    size_t count = 0;
    for (size_t i = 0, n; i < len; i += n, count++) {
        uint32_t code;
        n = utf8_decode(&code, word + i, len - i);
        if (!n || count == WORD_MAX || !viet_letter_split(&letters[count], code))
            return false;
    }
    return syllable_onset_known(letters, count) && syllable_rime_known(letters, count);
}

/* Composes the words of `text`; false when a word that changes is no syllable then. *changed counts them. */
static bool compose_words(struct buf *out, struct telex_style style, const char *text, int *changed)
{
    for (size_t n; *text; text += n) {
        AUTO_BUF word = buf_limit(PAYLOAD_MAX);
        for (n = 0; isalnum((unsigned char)text[n]); n++)
            ;
        bool has_letters = n > 0;
        n += !n;
        if (has_letters && telex_line(&word, style, text, n))
            return false;
        bool same = !has_letters || (word.len == n && memcmp(buf_text(&word), text, n) == 0);
        if (!same && !is_syllable(buf_text(&word), word.len))
            return false;
        *changed += !same;
        buf_add(out, same ? text : buf_text(&word), same ? n : word.len);
    }
    return out->failed == RC_OK;
}

/* Only ASCII and at least two words that become syllables, the sex among them or not, and none that breaks.
 */
static bool card_from_keys(struct buf *out, const char *payload)
{
    static const enum telex_method methods[] = { TELEX_TELEX, TELEX_VNI };
    for (int i = 0; i < 2 && ascii(payload, strlen(payload)); i++) {
        AUTO_BUF card = buf_limit(PAYLOAD_MAX);
        int changed = 0;
        if (compose_words(&card, (struct telex_style){ .method = methods[i] }, payload, &changed) &&
            changed >= 2)
            return buf_add(out, buf_text(&card), card.len) == RC_OK;
    }
    return false;
}

/* --- ASCII that a typing program composed --- */

struct eaten {
    char letters[WORD_MAX + EATEN_MAX + 1]; /* without marks */
    int count;
    struct {
        char key;
        int after; /* the key came behind this many letters, or later */
    } keys[EATEN_MAX];
    int keys_count;
};

static bool add_key(struct eaten *e, char key)
{
    if (key && e->keys_count == EATEN_MAX)
        return false;
    if (key) {
        e->keys[e->keys_count].key = key;
        e->keys[e->keys_count++].after = e->count;
    }
    return true;
}

static bool take_apart(struct eaten *e, const char *word, size_t len)
{
    static const char tones[VIET_TONES] = { 0, 'F', 'R', 'X', 'S', 'J' };
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code;
        struct viet_letter l;
        n = utf8_decode(&code, word + i, len - i);
        if (!n || e->count == WORD_MAX || !viet_letter_split(&l, code))
            return false;
        char base = (char)toupper((unsigned char)l.base);
        e->letters[e->count++] = base;
        char shape = l.shape == VIET_PLAIN ? '\0' : l.shape == VIET_HAT || l.shape == VIET_BAR ? base : 'W';
        if (!add_key(e, shape) || !add_key(e, tones[l.tone]))
            return false;
    }
    return true;
}

/* Tries key `k` at every place it may have come; `found` gets the readings that compose to `word`. */
static int readings(
    const struct eaten *e, int k, const char *typed, const char *word, size_t len, struct buf *found)
{
    int typed_len = (int)strlen(typed), count = 0;
    if (k == e->keys_count) {
        AUTO_BUF again = buf_limit(PAYLOAD_MAX);
        bool same = telex_line(&again, (struct telex_style){ .method = TELEX_TELEX }, typed,
                        (size_t)typed_len) == RC_OK &&
                    again.len == len && memcmp(buf_text(&again), word, len) == 0;
        if (!same || (found->len && strcmp(buf_text(found), typed) == 0))
            return 0;
        buf_clear(found);
        buf_puts(found, typed);
        return 1;
    }
    for (int at = e->keys[k].after; at <= typed_len && count < 2; at++) {
        char next[WORD_MAX + EATEN_MAX + 1];
        snprintf(next, sizeof next, "%.*s%c%s", at, typed, e->keys[k].key, typed + at);
        count += readings(e, k + 1, next, word, len, found);
    }
    return count;
}

/* The keys of one word as they were, when only one row of keys gives it. */
static bool restore_word(struct buf *out, const char *word, size_t len)
{
    struct eaten e = { .count = 0 };
    AUTO_BUF found = buf_limit(PAYLOAD_MAX);
    if (!take_apart(&e, word, len) || readings(&e, 0, e.letters, word, len, &found) != 1)
        return false;
    return buf_add(out, buf_text(&found), found.len) == RC_OK;
}

static bool in_word(const char *text)
{
    return isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80;
}

static bool restore_keys(struct buf *out, const char *text)
{
    for (size_t n; *text; text += n) {
        for (n = 0; text[n] && in_word(text + n); n++)
            ;
        bool composed = n && !ascii(text, n);
        n += !n;
        if (composed && !restore_word(out, text, n))
            return false;
        if (!composed)
            buf_add(out, text, n);
    }
    return true;
}

/* "MC1|CODE|...": what names the dossier. */
static void only_code(struct buf *text)
{
    AUTO_BUF code = buf_limit(PAYLOAD_MAX);
    const char *from = strchr(buf_text(text), '|');
    size_t n = from ? strcspn(from + 1, "|") : 0;
    if (!n || !ascii(from + 1, n))
        return;
    buf_add(&code, from + 1, n);
    buf_clear(text);
    buf_puts(text, buf_text(&code));
}

/* --- all of it --- */

static enum scan_state mend_ascii(struct buf *text)
{
    AUTO_BUF whole = buf_limit(PAYLOAD_MAX);
    bool receipt = strncmp(buf_text(text), "MC", 2) == 0;
    if (ascii(buf_text(text), text->len))
        return SCAN_CLEAN;
    if (receipt)
        only_code(text);
    else if (restore_keys(&whole, buf_text(text))) {
        buf_clear(text);
        buf_puts(text, buf_text(&whole));
        return SCAN_MENDED;
    }
    return SCAN_DAMAGED;
}

static enum scan_state mend_card(struct buf *text, bool lost)
{
    AUTO_BUF card = buf_limit(PAYLOAD_MAX);
    if (lost)
        return SCAN_DAMAGED;
    if (!card_from_keys(&card, buf_text(text)))
        return SCAN_CLEAN;
    buf_clear(text);
    buf_puts(text, buf_text(&card));
    return SCAN_MENDED;
}

enum scan_state scan_mend(struct buf *out, const char *payload)
{
    AUTO_BUF raw = buf_limit(PAYLOAD_MAX), bytes = buf_limit(PAYLOAD_MAX), text = buf_limit(PAYLOAD_MAX);
    without_controls(&raw, payload);
    bool mojibake = legacy_unmojibake(&bytes, buf_text(&raw), raw.len);
    bool lost = without_unsafe(&text, buf_text(mojibake ? &bytes : &raw));
    const char *head = buf_text(&text);
    bool card = isdigit((unsigned char)*head) && strchr(head, '|');
    bool ours = strncmp(head, "MC", 2) == 0 || strncmp(head, "IDVNM", 5) == 0;
    enum scan_state state = card   ? mend_card(&text, lost)
                            : ours ? mend_ascii(&text)
                            : lost ? SCAN_DAMAGED
                                   : SCAN_CLEAN;
    if (state == SCAN_CLEAN && mojibake)
        state = SCAN_MENDED;
    buf_puts(out, buf_text(&text));
    return state;
}
