/* rephrase.c - see rephrase.h. Pure. */
#include "catalog/rephrase.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "base/viet.h"

static const char orders[] =
    "Bạn giúp cán bộ một cửa cấp xã nói lại câu trả lời cho dân bằng tiếng Việt giản dị, lễ phép, tối đa 120 "
    "từ. "
    "Chỉ dùng những gì có trong CĂN CỨ. Không thêm số tiền, số ngày, giấy tờ, địa chỉ nào khác. "
    "Sau mỗi ý ghi mã thủ tục trong ngoặc vuông, thí dụ [1.001193].";

static void add_message(struct js *messages, const char *role, const char *text)
{
    struct js *one = js_object();
    js_put_text(one, "role", role);
    js_put_text(one, "content", text);
    js_add(messages, one);
}

static enum rc given_text(struct buf *out, const struct js *answer)
{
    const struct js *lines = js_get(answer, "answer");
    for (size_t i = 0; i < js_len(lines); i++)
        buf_addf(out, "%s\n", js_text(js_at(lines, i)));
    return out->failed;
}

enum rc rephrase_request(
    struct js **ret, const char *model, const char *question, const struct js *answer, struct err *e)
{
    AUTO_JS body = js_object();
    AUTO_BUF text = buf_limit(32 << 10);
    buf_addf(&text, "CÂU HỎI: %s\n\nCĂN CỨ:\n", question);
    if (given_text(&text, answer) == RC_REFUSED)
        return err_set(e, RC_REFUSED, "rephrase_long", N_("The answer is too long to be rephrased."));
    struct js *messages = js_array();
    add_message(messages, "system", orders);
    add_message(messages, "user", buf_text(&text));
    js_put_text(body, "model", model && *model ? model : "default");
    js_put(body, "messages", messages);
    js_put_int(body, "max_tokens", 600);
    js_put_int(body, "temperature", 0);
    js_put_bool(body, "stream", false);
    *ret = body;
    body = NULL;
    return text.failed ? err_no_memory(e) : RC_OK;
}

/* --- what may be believed --- */

static enum rc dropped(struct err *e, const char *what)
{
    return err_set(e, RC_REFUSED, "rephrase_dropped",
        N_("The rephrased answer was dropped: it says something the catalogue does not (%.40s)."), what);
}

/* The digits of a number in text, grouping dots left out: "150.000" as 150000. Bytes taken. */
static size_t number_at(char digits[32], const char *at)
{
    size_t n = 0, i = 0;
    while (isdigit((unsigned char)at[i]) ||
           ((at[i] == '.' || at[i] == ',') && i && isdigit((unsigned char)at[i - 1]) &&
               isdigit((unsigned char)at[i + 1]))) {
        if (isdigit((unsigned char)at[i]) && n + 1 < 32)
            digits[n++] = at[i];
        i++;
    }
    digits[n] = '\0';
    return i;
}

static bool number_given(const char *given, const char *digits)
{
    for (const char *at = given; *at;) {
        char is[32];
        size_t n = number_at(is, at);
        if (n && strcmp(is, digits) == 0)
            return true;
        at += n ? n : 1;
    }
    return false;
}

/* "[2]": the number of a procedure of the answer. Bytes taken, 0 = no such citation. */
static size_t counted_citation(const char *at, size_t procedures)
{
    char *end;
    long n = *at == '[' && isdigit((unsigned char)at[1]) ? strtol(at + 1, &end, 10) : 0;
    return n >= 1 && (size_t)n <= procedures && *end == ']' ? (size_t)(end - at) + 1 : 0;
}

/* "[1.001193]" of a procedure of the answer. */
static size_t code_citation(const char *at, const struct js *procedures)
{
    for (size_t i = 0; *at == '[' && i < js_len(procedures); i++) {
        const char *code = js_get_text(js_at(procedures, i), "code");
        size_t len = code ? strlen(code) : 0;
        if (len && strncmp(at + 1, code, len) == 0 && at[1 + len] == ']')
            return len + 2;
    }
    return 0;
}

static enum rc check_numbers(const char *said, const char *given, const struct js *procedures, struct err *e)
{
    int cited = 0;
    for (const char *at = said; *at;) {
        char digits[32];
        size_t n = code_citation(at, procedures);
        n = n ? n : counted_citation(at, js_len(procedures));
        cited += n > 0;
        if (!n && (n = number_at(digits, at)) && !number_given(given, digits))
            return dropped(e, digits);
        at += n ? n : 1;
    }
    return cited ? RC_OK
                 : err_set(e, RC_REFUSED, "rephrase_dropped",
                       N_("The rephrased answer was dropped: it does not say where it has it from."));
}

/* Numbers in words before a unit ("mười ngày"), and promises that cost money when they are wrong. Folded. */
static enum rc check_words(const char *said, const char *given, struct err *e)
{
    static const char *const claims[] = { "mien phi", "mien le phi", "khong mat tien", "khong ton tien",
        "http", "www", "chuyen khoan", "so tai khoan", "otp", "mat khau", "zalo", "goi so",
        "ngay lap tuc co" };
    static const char *const counts[] = { "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin",
        "muoi", "tram", "nghin", "ngan", "trieu", "chuc", "vai", "nua" };
    static const char *const units[] = { "ngay", "gio", "tuan", "thang", "nam", "dong", "nghin", "ngan",
        "trieu", "tram", "ban", "to" };
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        if (strstr(said, claims[i]) && !strstr(given, claims[i]))
            return dropped(e, claims[i]);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
            char pair[24];
            snprintf(pair, sizeof pair, " %s %s ", counts[i], units[k]);
            if (strstr(said, pair) && !strstr(given, pair))
                return dropped(e, pair);
        }
    return RC_OK;
}

/* Small letters without marks, every sign a blank, so that words stand between blanks. */
static enum rc words_of(struct buf *out, const char *text)
{
    AUTO_BUF folded = buf_limit(64 << 10);
    enum rc rc = viet_fold(&folded, text, strlen(text));
    buf_putc(out, ' ');
    for (const char *c = buf_text(&folded); !rc && *c; c++)
        rc = buf_putc(out, isalnum((unsigned char)*c) || (unsigned char)*c >= 0x80 ? *c : ' ');
    return rc ? rc : buf_putc(out, ' ');
}

enum rc rephrase_accept(const char *said, const struct js *answer, struct err *e)
{
    size_t len = strnlen(said, REPHRASED_MAX + 1);
    if (len == 0 || len > REPHRASED_MAX || utf8_bad_byte(said, len))
        return dropped(e, len ? _("its length or its letters") : _("nothing"));
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)said[i] < ' ' && said[i] != '\n')
            return dropped(e, _("its length or its letters"));
    AUTO_BUF given = buf_limit(64 << 10);
    AUTO_BUF said_words = buf_limit(64 << 10);
    AUTO_BUF given_words = buf_limit(64 << 10);
    if (given_text(&given, answer) || words_of(&said_words, said) || words_of(&given_words, buf_text(&given)))
        return err_no_memory(e);
    enum rc rc = check_numbers(said, buf_text(&given), js_get(answer, "procedures"), e);
    return rc ? rc : check_words(buf_text(&said_words), buf_text(&given_words), e);
}
