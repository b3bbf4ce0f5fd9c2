/* text.c - any bytes at all against the text border, the keys and the typing engine.
 *
 *   clang -fsanitize=fuzzer,address,undefined ... tests/fuzz/text.c build/lib/base.a    hunts by itself
 *   cc -DFUZZ_REPLAY ... && ./a.out FILE...                                              plays a corpus again
 *
 * tests/base/text_fuzz.c runs the same over a fixed row of pseudo-random texts.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/legacy.h"
#include "base/telex.h"
#include "base/text.h"
#include "base/viet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_printable(const char *text, size_t len)
{
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t code = 0;
        n = utf8_decode(&code, text + i, len - i);
        assert(n > 0);
        assert(code == TEXT_LOST || text_code_flaw(code, false) == TEXT_FINE);
    }
}

/* What was accepted once is accepted again, unchanged. */
static void check_border(const char *text, size_t len)
{
    AUTO_BUF once = buf_limit(1 << 20), twice = buf_limit(1 << 20);
    struct err e = { 0 };
    if (text_accept(&once, text, len, &text_note_limits, "note", &e)) {
        assert(e.code && e.message[0] && once.len == 0);
        return;
    }
    assert(once.len <= text_note_limits.bytes);
    assert(text_xml_ok(buf_text(&once), once.len));
    assert(text_accept(&twice, buf_text(&once), once.len, &text_note_limits, "note", &e) == RC_OK);
    assert(once.len == twice.len && memcmp(buf_text(&once), buf_text(&twice), once.len) == 0);
}

static void check_out(const char *text, size_t len)
{
    AUTO_BUF safe = buf_limit(1 << 20), again = buf_limit(1 << 20);
    assert(text_safe(&safe, text, len) == RC_OK);
    check_printable(buf_text(&safe), safe.len);
    assert(text_safe(&again, buf_text(&safe), safe.len) == RC_OK);
    assert(strcmp(buf_text(&safe), buf_text(&again)) == 0);
}

static void check_measures(const char *text, size_t len)
{
    size_t at = 0, before = 0;
    int sum = 0;
    for (size_t n; at < len; before = at, at += n) {
        n = text_grapheme_next(text + at, len - at);
        assert(n > 0 && n <= len - at);
        sum += text_grapheme_width(text + at, n);
    }
    assert(at == len);
    if (len)
        assert(text_grapheme_before(text, len) == before);
    assert(text_width(text, len) == sum);
    int used;
    size_t cut = text_cut(text, len, 10, &used);
    assert(cut <= len && used <= 10);
}

static void check_keys(const char *text, size_t len)
{
    static enum rc (*const keys[])(
        struct buf *, const char *, size_t) = { viet_sort_key, viet_name_sort_key };
    for (int i = 0; i < 2; i++) {
        AUTO_BUF key = buf_limit(1 << 20);
        assert(keys[i](&key, text, len) == RC_OK);
        for (size_t j = 0; j < key.len; j++)
            assert(key.data[j] >= ' ' && key.data[j] <= '~');
    }
    AUTO_BUF once = buf_limit(1 << 20), twice = buf_limit(1 << 20), capital = buf_limit(1 << 20);
    assert(viet_search_key(&once, text, len) == RC_OK);
    assert(viet_search_key(&twice, buf_text(&once), once.len) == RC_OK);
    assert(once.len == twice.len && memcmp(buf_text(&once), buf_text(&twice), once.len) == 0);
    assert(viet_capitalise(&capital, text, len) == RC_OK);
}

static void check_typing(const char *text, size_t len)
{
    for (int way = 0; way < 4; way++) {
        struct telex t = { .style = { way & 1 ? TELEX_TELEX : TELEX_VNI, way & 2, false } };
        char word[TELEX_TEXT_MAX];
        telex_reset(&t);
        for (size_t i = 0, n; i < len; i += n ? n : 1) {
            uint32_t code = TEXT_LOST;
            n = utf8_decode(&code, text + i, len - i);
            telex_key(&t, code);
            size_t bytes = telex_text(&t, word);
            assert(bytes < TELEX_TEXT_MAX && utf8_bad_byte(word, bytes) == 0);
            if (i % 7 == 6)
                telex_backspace(&t);
        }
        while (telex_backspace(&t))
            continue;
        assert(t.count == 0);
    }
}

static void check_legacy(const char *text, size_t len)
{
    AUTO_BUF out = buf_limit(1 << 20), repaired = buf_limit(1 << 20);
    assert(legacy_convert(&out, legacy_detect(text, len), text, len) == RC_OK);
    if (legacy_unmojibake(&repaired, text, len))
        assert(utf8_bad_byte(buf_text(&repaired), repaired.len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 4096)
        return 0;
    /* a block of exactly this size, so that a read past the end is seen */
    char *text = malloc(size ? size : 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    check_border(text, size);
    check_out(text, size);
    check_measures(text, size);
    check_keys(text, size);
    check_typing(text, size);
    check_legacy(text, size);
    free(text);
    return 0;
}

#ifdef FUZZ_REPLAY
int main(int argc, char **argv)
{
    static uint8_t bytes[4096];
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        if (!f)
            return 2;
        LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, sizeof bytes, f));
        fclose(f);
    }
    printf("%d files\n", argc - 1);
    return 0;
}
#endif
