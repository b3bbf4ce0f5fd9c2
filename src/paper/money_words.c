/* money_words.c - see money_words.h. Spoken the southern and central way: "lẻ", "nghìn". */
#include "paper/money_words.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

static const char *const digits[] = { "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám",
    "chín" };

static void word(struct buf *out, const char *text)
{
    if (out->len > 0)
        buf_putc(out, ' ');
    buf_puts(out, text);
}

/* The last digit sounds otherwise behind a ten: mười lăm, hai mươi mốt. */
static const char *unit_word(int tens, int unit)
{
    if (unit == 5 && tens > 0)
        return "lăm";
    return unit == 1 && tens > 1 ? "mốt" : digits[unit];
}

/* 0..999; `full`: behind a higher group the hundreds are spoken even when they are zero. */
static void group_words(struct buf *out, int number, bool full)
{
    int hundreds = number / 100, tens = number / 10 % 10, unit = number % 10;
    if (hundreds > 0 || full) {
        word(out, digits[hundreds]);
        word(out, "trăm");
    }
    if (tens == 1)
        word(out, "mười");
    else if (tens > 1) {
        word(out, digits[tens]);
        word(out, "mươi");
    } else if (unit > 0 && (hundreds > 0 || full))
        word(out, "lẻ");
    if (unit > 0)
        word(out, unit_word(tens, unit));
}

/* Groups of three below a thousand million: triệu, nghìn, and the rest. */
static void below_ty(struct buf *out, int64_t number, bool full)
{
    static const struct {
        int64_t size;
        const char *name;
    } groups[] = { { 1000000, "triệu" }, { 1000, "nghìn" }, { 1, "" } };
    for (int i = 0; i < 3; i++) {
        int group = (int)(number / groups[i].size % 1000);
        if (group == 0)
            continue;
        group_words(out, group, full || number / groups[i].size >= 1000);
        if (groups[i].name[0])
            word(out, groups[i].name);
    }
}

static void capital(char *text)
{
    static const struct {
        const char *small, *large;
    } first[] = { { "k", "K" }, { "m", "M" }, { "h", "H" }, { "b", "B" }, { "n", "N" }, { "s", "S" },
        { "t", "T" }, { "c", "C" }, { "â", "Â" } };
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
        if (strncmp(text, first[i].small, strlen(first[i].small)) == 0) {
            memcpy(text, first[i].large, strlen(first[i].large));
            return;
        }
}

void money_words(struct buf *out, int64_t dong)
{
    AUTO_BUF text = buf_limit(400);
    uint64_t sum = dong < 0 ? -(uint64_t)dong : (uint64_t)dong;
    int64_t high = (int64_t)(sum / 1000000000), low = (int64_t)(sum % 1000000000);
    if (dong < 0)
        word(&text, "âm");
    if (sum == 0)
        word(&text, digits[0]);
    if (high > 0) {
        below_ty(&text, high, false);
        word(&text, "tỷ");
    }
    below_ty(&text, low, high > 0);
    word(&text, "đồng");
    if (text.len > 0 && !text.failed)
        capital(text.data);
    buf_puts(out, buf_text(&text));
}
