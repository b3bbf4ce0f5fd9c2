/* telex.c - typing Vietnamese. data/telex.csv and data/vni.csv: what is typed, what must stand there. */
#include "base/telex.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/syllable.h"
#include "base/text.h"
#include "check.h"

static const struct telex_style vni = { .method = TELEX_VNI };

static const char *typed(struct telex_style style, const char *keys)
{
    static char results[4][1024];
    static int turn;
    AUTO_BUF out = buf_limit(sizeof results[0] - 1);
    assert_int_equal(telex_line(&out, style, keys, strlen(keys)), RC_OK);
    char *result = results[turn++ % 4];
    snprintf(result, sizeof results[0], "%s", buf_text(&out));
    return result;
}

static void read_table(struct csv *ret, const char *name)
{
    struct err e = { 0 };
    char path[512];
    snprintf(path, sizeof path, "%s/tests/base/data/%s", test_root(), name);
    assert_ok(csv_read(ret, path, 1 << 20, &e), &e);
    assert_true(ret->count > 2);
}

static int wrong(const char *keys, const char *expected, const char *got)
{
    if (strcmp(expected, got) == 0)
        return 0;
    print_error("\"%s\" gave \"%s\" where \"%s\" was meant\n", keys, got, expected);
    return 1;
}

TEST(telex_line__composes__every_line_of_the_table)
{
    AUTO_CSV table = { 0 };
    read_table(&table, "telex.csv");
    int failed = 0;
    for (size_t i = 1; i < table.count; i++) {
        char **cells = table.rows[i].cells;
        struct telex_style style = { .method = TELEX_TELEX, .new_style = strcmp(cells[1], "new") == 0 };
        failed += wrong(cells[0], cells[2], typed(style, cells[0]));
    }
    assert_int_equal(failed, 0);
}

TEST(telex_line__composes_vni__every_line_of_the_table)
{
    AUTO_CSV table = { 0 };
    read_table(&table, "vni.csv");
    int failed = 0;
    for (size_t i = 1; i < table.count; i++)
        failed += wrong(table.rows[i].cells[0], table.rows[i].cells[1], typed(vni, table.rows[i].cells[0]));
    assert_int_equal(failed, 0);
}

/* --- the editor's way: the word before the cursor, one key at a time --- */

static const char *after(struct telex *t, const char *keys)
{
    static char text[TELEX_TEXT_MAX];
    for (const char *k = keys; *k; k++)
        assert_true(telex_key(t, (uint32_t)*k));
    telex_text(t, text);
    return text;
}

TEST(telex_key__shows__the_word_after_every_key)
{
    static const char *const steps[] = { "d", "đ", "đu", "đuo", "đuơ", "đươn", "đương", "đường" };
    struct telex t = { .style = { .method = TELEX_TELEX } };
    for (int i = 0; i < 8; i++)
        assert_string_equal(after(&t, (char[]){ "dduowngf"[i], '\0' }), steps[i]);
}

TEST(telex_load__takes__a_word_that_stands_there_and_marks_it)
{
    struct telex t = { .style = { .method = TELEX_TELEX } };
    telex_load(&t, "Nguyen", 6);
    assert_string_equal(after(&t, "ex"), "Nguyễn");
    telex_load(&t, "toán", strlen("toán"));
    assert_string_equal(after(&t, "f"), "toàn");
    telex_load(&t, "toán", strlen("toán"));
    assert_string_equal(after(&t, "s"), "toans");
    telex_load(&t, "dương", strlen("dương"));
    assert_string_equal(after(&t, "df"), "đường");
}

TEST(telex_load__leaves__a_word_with_two_tones_and_foreign_letters_as_they_are)
{
    struct telex t = { .style = { .method = TELEX_TELEX } };
    telex_load(&t, "hòá", strlen("hòá"));
    assert_string_equal(after(&t, "sf"), "hòásf");
    telex_load(&t, "a\xD0\x90", 3);
    assert_string_equal(after(&t, "s"), "a\xD0\x90s");
}

TEST(telex_backspace__takes__one_letter_with_its_marks)
{
    char text[TELEX_TEXT_MAX];
    struct telex t = { .style = { .method = TELEX_TELEX } };
    after(&t, "nguyeenx");
    assert_true(telex_backspace(&t));
    assert_true(telex_backspace(&t));
    telex_text(&t, text);
    assert_string_equal(text, "nguy");
    assert_string_equal(after(&t, "s"), "ngúy");
    telex_reset(&t);
    assert_false(telex_backspace(&t));
}

TEST(telex_key__ends_the_word__at_what_is_no_letter_and_when_switched_off)
{
    struct telex t = { .style = { .method = TELEX_TELEX } };
    after(&t, "aa");
    assert_false(telex_key(&t, ' '));
    assert_int_equal(t.count, 0);
    assert_string_equal(after(&t, "a"), "a");
    assert_false(telex_key(&t, 0x301));
    t.style.method = TELEX_OFF;
    assert_false(telex_key(&t, 'a'));
}

TEST(telex_key__takes__letters_that_an_input_method_composed_already)
{
    struct telex t = { .style = { .method = TELEX_TELEX } };
    char text[TELEX_TEXT_MAX];
    static const uint32_t keys[] = { u'đ', u'ư', u'ờ', 'n', 'g' };
    for (int i = 0; i < 5; i++)
        assert_true(telex_key(&t, keys[i]));
    telex_text(&t, text);
    assert_string_equal(text, "đường");
}

TEST(telex_key__gives_up__a_word_longer_than_any)
{
    struct telex t = { .style = { .method = TELEX_TELEX } };
    for (int i = 0; i < TELEX_KEYS_MAX; i++)
        assert_true(telex_key(&t, 'b'));
    assert_false(telex_key(&t, 'b'));
    char keys[201];
    memset(keys, 'b', 200);
    keys[200] = '\0';
    assert_string_equal(typed((struct telex_style){ .method = TELEX_TELEX }, keys), keys);
}

TEST(telex_line__keeps__w_when_it_shall_be_a_letter)
{
    struct telex_style style = { TELEX_TELEX, false, true };
    assert_string_equal(typed(style, "w tw uw"), "w tw ư");
}

/* --- every syllable of the language, typed in several orders of the keys --- */

enum order { IN_PLACE, TONE_LAST, SHAPES_LAST, TONE_BEFORE_SHAPES, BAR_LAST, ORDERS };

struct typist {
    bool vni;
    enum order order;
    char now[64], late[64]; /* keys typed as the letters come; shape keys kept for the end */
    char tone;              /* its key, 0 = none */
};

static void push(char *keys, char key)
{
    size_t n = strlen(keys);
    keys[n] = key;
    keys[n + 1] = '\0';
}

static char shape_key(const struct typist *t, struct viet_letter l)
{
    static const char vni_keys[] = { 0, '6', '8', '7', '9' };
    if (t->vni)
        return vni_keys[l.shape];
    return l.shape == VIET_PLAIN ? 0 : l.shape == VIET_HAT || l.shape == VIET_BAR ? l.base : 'w';
}

/* ươ wants one mark key when marks come late, and one for each letter in place. */
static bool typed_with_the_next(const struct viet_letter *letters, size_t i, size_t len)
{
    return letters[i].base == 'u' && letters[i].shape == VIET_HORN && i + 1 < len &&
           letters[i + 1].base == 'o';
}

static void type_letter(struct typist *t, const struct viet_letter *letters, size_t i, size_t len, bool toned)
{
    struct viet_letter l = letters[i];
    bool late = t->order == SHAPES_LAST || t->order == TONE_BEFORE_SHAPES;
    if (t->order == BAR_LAST)
        late = l.shape == VIET_BAR;
    push(t->now, l.base);
    bool doubled = !t->vni && l.base == 'o' && l.shape == VIET_PLAIN && i && letters[i - 1].base == 'o';
    if (doubled)
        push(t->now, 'o'); /* oong is typed ooong */
    if (shape_key(t, l) && !(late && typed_with_the_next(letters, i, len)))
        push(late ? t->late : t->now, shape_key(t, l));
    if (toned && t->tone && t->order == IN_PLACE) {
        push(t->now, t->tone);
        t->tone = 0;
    }
}

static void finish(struct typist *t)
{
    char tone[2] = { t->tone, '\0' };
    snprintf(t->now + strlen(t->now), sizeof t->now - strlen(t->now), "%s%s%s",
        t->order == TONE_BEFORE_SHAPES ? tone : "", t->late, t->order == TONE_BEFORE_SHAPES ? "" : tone);
}

static size_t letters_of(struct viet_letter *letters, const char *text)
{
    size_t count = 0;
    for (size_t i = 0, n; text[i]; i += n, count++) {
        uint32_t code = 0;
        n = utf8_decode(&code, text + i, strlen(text + i));
        assert_true(viet_letter_split(&letters[count], code));
    }
    return count;
}

static int check_order(
    const char *onset, const char *rime, int place, enum viet_tone tone, struct typist t, bool new_style)
{
    static const char telex_tones[] = { 0, 'f', 'r', 'x', 's', 'j' },
                      vni_tones[] = { 0, '2', '3', '4', '1', '5' };
    struct viet_letter letters[16];
    char expected[64] = "", whole[32];
    snprintf(whole, sizeof whole, "%s%s", onset, rime);
    size_t first = utf8_count(onset, strlen(onset)), len = letters_of(letters, whole), at = 0;
    t.tone = t.vni ? vni_tones[tone] : telex_tones[tone];
    for (size_t i = 0; i < len; i++) {
        bool toned = i == first + (size_t)place;
        type_letter(&t, letters, i, len, toned);
        struct viet_letter l = letters[i];
        l.tone = toned ? tone : VIET_NGANG;
        at += utf8_encode(expected + at, viet_letter_join(l));
    }
    finish(&t);
    struct telex_style style = { t.vni ? TELEX_VNI : TELEX_TELEX, new_style, false };
    return wrong(t.now, expected, typed(style, t.now));
}

/* Spelling: k gh ngh before e ê i y, c g ng elsewhere; gi and qu swallow their vowel. */
static bool spelled_so(const char *onset, const char *rime)
{
    bool front = rime[0] == 'e' || rime[0] == 'i' || rime[0] == 'y' || strncmp(rime, "ê", 2) == 0;
    bool wants_front = strcmp(onset, "k") == 0 || strcmp(onset, "gh") == 0 || strcmp(onset, "ngh") == 0;
    bool never_front = strcmp(onset, "c") == 0 || strcmp(onset, "ng") == 0;
    if ((wants_front && !front) || (never_front && front))
        return false;
    if (strcmp(onset, "g") == 0)
        return !front || (rime[0] == 'i' && strcmp(rime, "ia") != 0 && strcmp(rime, "iu") != 0);
    if (strcmp(onset, "gi") == 0)
        return rime[0] != 'i' && rime[0] != 'y';
    if (strcmp(onset, "qu") == 0)
        return rime[0] != 'o' && rime[0] != 'u' && rime[0] != 'i' && strncmp(rime, "ư", 2) != 0 &&
               strncmp(rime, "ô", 2) != 0;
    return true;
}

static bool ends_in_a_stop(const char *rime)
{
    size_t n = strlen(rime);
    return strchr("cpt", rime[n - 1]) || (n > 1 && strcmp(rime + n - 2, "ch") == 0);
}

static int check_syllable(const char *onset, const struct csv_row *rime, int *count)
{
    int failed = 0;
    for (int tone = VIET_NGANG; tone < VIET_TONES; tone++) {
        if (ends_in_a_stop(rime->cells[0]) && tone != VIET_SAC && tone != VIET_NANG)
            continue;
        for (int way = 0; way < ORDERS * 4; way++) {
            struct typist t = { .vni = way & 1, .order = (enum order)(way / 4) };
            bool new_style = way & 2;
            int place = rime->cells[1 + new_style][0] - '0';
            failed += check_order(onset, rime->cells[0], place, (enum viet_tone)tone, t, new_style);
            ++*count;
        }
    }
    return failed;
}

TEST(telex_line__types__every_syllable_in_every_order_of_keys)
{
    AUTO_CSV rimes = { 0 };
    read_table(&rimes, "rimes.csv");
    int failed = 0, count = 0;
    for (const char *const *onset = syllable_onsets; *onset; onset++)
        for (size_t i = 1; i < rimes.count && failed < 40; i++)
            if (spelled_so(*onset, rimes.rows[i].cells[0]))
                failed += check_syllable(*onset, &rimes.rows[i], &count);
    assert_int_equal(failed, 0);
    assert_true(count > 200000);
}
