/* text_fuzz.c - the checks of tests/fuzz/text.c over known troublemakers and a fixed row of pseudo-random
 * texts. */
#include "fuzz/text.c"

#include "base/fs.h"
#include "check.h"

#define ROUNDS 100000

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

/* Letters, marks, controls, bidi, tags, halves of sequences: random bytes alone would seldom be UTF-8. */
static const char *const pieces[] = {
    "a",
    "e",
    "o",
    "u",
    "w",
    "d",
    "s",
    "f",
    "z",
    "Đ",
    "ư",
    "Ế",
    "1",
    "7",
    "9",
    " ",
    "'",
    "=",
    "\"",
    "\n",
    "\r",
    "\t",
    "\xCC\x81",
    "\xCC\x82",
    "\xCD\x81",
    "\xCD\x84",
    "\xE2\x80\xAE",
    "\xE2\x80\x8B",
    "\xC2\xAD",
    "\x1B[",
    "\x7F",
    "\xC2\x9B",
    "\xF3\xA0\x80\x81",
    "\xEF\xBF\xBE",
    "\xEE\x80\x80",
    "\xED\xA0\x80",
    "\xC0\xAF",
    "\xF4\x90\x80\x80",
    "\xE1\xBB",
    "\xFF",
    "\xE6\xBC\xA2",
    "\xF0\x9F\x98\x80",
    "\xF0\x9F\x87\xBB",
    "\xD0\x90",
    "\xE1\x84\x80",
    "\xE1\x85\xA1",
    "\xC2\xB7",
    "\xC2\xA7",
    "\xC3\xB5",
    "\xE0\xA5\x98",
    "\xC2\xA0",
    "\xE2\x80\xA8",
    "\xEF\xB7\xBA",
    "\xC3\x9F",
};

static size_t random_text(uint8_t *out, uint64_t *state)
{
    size_t len = 0;
    int parts = (int)(next_random(state) % 24);
    while (parts-- > 0) {
        uint64_t r = next_random(state);
        const char *piece = pieces[r / 16 % (sizeof pieces / sizeof *pieces)];
        if (r % 16 == 0) {
            out[len++] = (uint8_t)(r >> 32);
        } else {
            memcpy(out + len, piece, strlen(piece));
            len += strlen(piece);
        }
    }
    return len;
}

TEST(text_border__holds__for_a_hundred_thousand_random_texts)
{
    uint64_t seed = 0x9E3779B97F4A7C15u;
    uint8_t bytes[256];
    for (int i = 0; i < ROUNDS; i++)
        assert_int_equal(LLVMFuzzerTestOneInput(bytes, random_text(bytes, &seed)), 0);
}

TEST(text_border__holds__for_every_code_point)
{
    for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x11000 ? 1 : 61) {
        char text[2 + UTF8_MAX] = "a";
        size_t n = 1 + utf8_encode(text + 1, code);
        check_border(text, n);
        check_out(text, n);
        check_keys(text, n);
    }
}

/* The tables of the other tests hold the words that people type; their bytes are a corpus for nothing. */
TEST(text_border__holds__for_every_line_of_the_tables)
{
    static const char *const names[] = { "telex.csv", "vni.csv", "legacy.csv", "nfc.csv", "sort_words.csv",
        "sort_people.csv", "capitalise.csv" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        AUTO_BUF text = buf_limit(1 << 20);
        struct err e = { 0 };
        char path[512];
        snprintf(path, sizeof path, "%s/tests/base/data/%s", test_root(), names[i]);
        assert_ok(fs_read(&text, path, 1 << 20, &e), &e);
        for (char *line = text.data, *end; (end = strchr(line, '\n')) != NULL; line = end + 1)
            LLVMFuzzerTestOneInput((const uint8_t *)line, (size_t)(end - line));
    }
}
