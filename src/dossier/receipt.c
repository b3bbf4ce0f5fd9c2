/* receipt.c - see receipt.h. */
#include "dossier/receipt.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "book/seal.h"

#define CODE_LETTERS      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
#define PROCEDURE_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"
#define HEX_LETTERS       "0123456789abcdef"
#define MINUTE_SIZE       13 /* 202601050110Z */
#define SIGNATURE_SIZE    86 /* 64 bytes in base64url, unpadded */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const char *receipt_verdict_slug(enum receipt_verdict verdict)
{
    static const char *const slugs[] = {
        [RECEIPT_GENUINE] = "genuine",
        [RECEIPT_ALTERED] = "altered",
        [RECEIPT_UNKNOWN_KEY] = "unknown_key",
        [RECEIPT_FUTURE] = "future_version",
        [RECEIPT_NOT_ONE] = "not_a_receipt",
    };
    return slugs[verdict];
}

/* --- base64url of exactly 64 bytes --- */

static void write_signature(char out[SIGNATURE_SIZE + 1], const uint8_t bytes[64])
{
    uint32_t bits = 0;
    int held = 0, n = 0;
    for (int i = 0; i < 64; i++) {
        bits = bits << 8 | bytes[i];
        for (held += 8; held >= 6; held -= 6)
            out[n++] = alphabet[bits >> (held - 6) & 63];
    }
    out[n++] = alphabet[bits << (6 - held) & 63];
    out[n] = '\0';
}

/* False for a foreign letter, and when the four spare bits of the last letter are not zero: only one spelling
 * of a signature is accepted. */
static bool read_signature(uint8_t bytes[64], const char *text)
{
    uint32_t bits = 0;
    int held = 0, n = 0;
    for (int i = 0; i < SIGNATURE_SIZE; i++) {
        const char *at = memchr(alphabet, text[i], 64);
        if (!at)
            return false;
        bits = bits << 6 | (uint32_t)(at - alphabet);
        held += 6;
        if (held >= 8 && n < 64) {
            held -= 8;
            bytes[n++] = (uint8_t)(bits >> held);
        }
    }
    return (bits & ((1u << held) - 1)) == 0;
}

/* --- writing --- */

static bool plain(const char *text, const char *letters, size_t max)
{
    size_t len = strlen(text);
    return len > 0 && len <= max && strspn(text, letters) == len;
}

/* A UTC minute through the Vietnamese calendar of base/date.h: seven hours back. */
static bool write_minute(char out[MINUTE_SIZE + 1], int64_t at)
{
    struct day day = day_of(at - VIETNAM_OFFSET);
    int second = second_of_day(at - VIETNAM_OFFSET);
    if (day.y < 2000 || day.y > 2199)
        return false;
    snprintf(out, MINUTE_SIZE + 1, "%04d%02d%02d%02d%02dZ", day.y % 10000, day.m % 100, day.d % 100,
        second / 3600 % 100, second / 60 % 60);
    return true;
}

enum rc receipt_encode(char out[RECEIPT_MAX + 1], const char *code, int64_t at, const char *procedure,
    const struct seal_keys *keys, struct err *e)
{
    char minute[MINUTE_SIZE + 1], signature[SIGNATURE_SIZE + 1];
    uint8_t bytes[SEAL_SIGN_SIZE];
    if (!plain(code, CODE_LETTERS, 40) || !plain(procedure, PROCEDURE_LETTERS, 40) ||
        !write_minute(minute, at)) {
        err_set(e, RC_REFUSED, "receipt_values", N_("A receipt cannot be made for \"%.40s\"."), code);
        err_cause(e, "code, procedure or time outside what a receipt can hold");
        return RC_REFUSED;
    }
    int len =
        snprintf(out, RECEIPT_MAX + 1, "MC1|%s|%s|%s|%s", code, minute, procedure, seal_public_id(keys));
    seal_sign(bytes, keys, out, (size_t)len);
    write_signature(signature, bytes);
    snprintf(out + len, (size_t)(RECEIPT_MAX + 1 - len), "|%s", signature);
    return RC_OK;
}

/* --- reading --- */

struct piece {
    const char *text;
    size_t len;
};

/* Splits at bars; false unless there are exactly `count` pieces. */
static bool split(struct piece *pieces, size_t count, const char *text, size_t len)
{
    const char *end = text + len;
    for (size_t i = 0; i < count; i++) {
        const char *bar = memchr(text, '|', (size_t)(end - text));
        if (!bar != (i + 1 == count))
            return false;
        pieces[i] = (struct piece){ text, (size_t)((bar ? bar : end) - text) };
        text = bar ? bar + 1 : end;
    }
    return true;
}

static bool take(char *out, size_t max, const struct piece *piece, const char *letters)
{
    if (piece->len == 0 || piece->len > max)
        return false;
    memcpy(out, piece->text, piece->len);
    out[piece->len] = '\0';
    return strlen(out) == piece->len && strspn(out, letters) == piece->len;
}

static int digits(const char *text, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        n = n * 10 + (text[i] - '0');
    return n;
}

static bool read_minute(int64_t *ret, const struct piece *piece)
{
    char text[MINUTE_SIZE + 1];
    if (piece->len != MINUTE_SIZE || !take(text, MINUTE_SIZE, piece, "0123456789Z") ||
        strspn(text, "0123456789") != MINUTE_SIZE - 1)
        return false;
    struct day day = { digits(text, 4), digits(text + 4, 2), digits(text + 6, 2) };
    int hour = digits(text + 8, 2), minute = digits(text + 10, 2);
    if (!day_valid(day) || hour > 23 || minute > 59)
        return false;
    *ret = utc_of(day, hour * 3600 + minute * 60) + VIETNAM_OFFSET;
    return true;
}

/* "MC" and a number other than 1: written by a program newer than this one. */
static bool from_the_future(const char *payload, size_t len)
{
    size_t n = 2;
    if (len < 4 || memcmp(payload, "MC", 2) != 0)
        return false;
    while (n < len && n < 6 && payload[n] >= '0' && payload[n] <= '9')
        n++;
    return n > 2 && n < len && payload[n] == '|' && !(n == 3 && payload[2] == '1');
}

/* Splits a payload without looking at the signature: GENUINE here means only "well formed". */
static enum receipt_verdict receipt_parse(struct receipt *ret, const char *payload, size_t len)
{
    struct receipt receipt = { 0 };
    struct piece piece[6];
    if (len > RECEIPT_MAX)
        return RECEIPT_NOT_ONE;
    if (from_the_future(payload, len))
        return RECEIPT_FUTURE;
    if (!split(piece, 6, payload, len) || piece[0].len != 3 || memcmp(piece[0].text, "MC1", 3) != 0)
        return RECEIPT_NOT_ONE;
    if (!take(receipt.code, 40, &piece[1], CODE_LETTERS) || !read_minute(&receipt.at, &piece[2]) ||
        !take(receipt.procedure, 40, &piece[3], PROCEDURE_LETTERS) ||
        !take(receipt.key_id, 8, &piece[4], HEX_LETTERS) || strlen(receipt.key_id) != 8 ||
        piece[5].len != SIGNATURE_SIZE || !read_signature(receipt.signature, piece[5].text))
        return RECEIPT_NOT_ONE;
    receipt.signed_len = (size_t)(piece[5].text - 1 - payload);
    *ret = receipt;
    return RECEIPT_GENUINE;
}

enum receipt_verdict receipt_verify(
    struct receipt *ret, const char *payload, size_t len, receipt_key_fn key, void *context)
{
    *ret = (struct receipt){ 0 };
    enum receipt_verdict verdict = receipt_parse(ret, payload, len);
    if (verdict != RECEIPT_GENUINE)
        return verdict;
    const uint8_t *public_key = key(context, ret->key_id);
    if (!public_key)
        return RECEIPT_UNKNOWN_KEY;
    return seal_verify(public_key, ret->signature, payload, ret->signed_len) ? RECEIPT_ALTERED
                                                                             : RECEIPT_GENUINE;
}
