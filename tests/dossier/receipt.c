/* receipt.c - the QR payload: what it says, and that no altered character passes. */
#include "dossier/receipt.h"

#include <string.h>

#include "base/date.h"
#include "book/seal.h"
#include "check.h"

static struct seal_keys *keys_of(const char *name)
{
    struct err e = { 0 };
    struct seal_keys *keys = NULL;
    assert_ok(seal_keys_create(test_path(name), &e), &e);
    assert_ok(seal_keys_load(&keys, test_path(name), &e), &e);
    return keys;
}

static const uint8_t *find(void *context, const char *key_id)
{
    const struct seal_keys *keys = context;
    return strcmp(seal_public_id(keys), key_id) == 0 ? seal_public_key(keys) : NULL;
}

static int64_t morning(void)
{
    return utc_of((struct day){ 2026, 1, 5 }, 8 * 3600 + 10 * 60 + 42);
}

static void make(char out[RECEIPT_MAX + 1], const struct seal_keys *keys)
{
    struct err e = { 0 };
    assert_ok(receipt_encode(out, "H48.25-260105-0001", morning(), "1.001193", keys, &e), &e);
}

TEST(receipt_encode__says__version_code_minute_procedure_and_key_and_no_person)
{
    struct seal_keys *keys = keys_of("says");
    char payload[RECEIPT_MAX + 1], expected[80];
    make(payload, keys);
    snprintf(
        expected, sizeof expected, "MC1|H48.25-260105-0001|202601050110Z|1.001193|%s|", seal_public_id(keys));
    assert_memory_equal(payload, expected, strlen(expected));
    assert_int_equal(strlen(payload), strlen(expected) + 86);
    seal_keys_free(keys);
}

TEST(receipt_encode__gives__the_same_bytes_for_a_reprint)
{
    struct seal_keys *keys = keys_of("same");
    char one[RECEIPT_MAX + 1], two[RECEIPT_MAX + 1];
    make(one, keys);
    make(two, keys);
    assert_string_equal(one, two);
    seal_keys_free(keys);
}

TEST(receipt_encode__refuses__values_that_could_not_be_read_back)
{
    struct seal_keys *keys = keys_of("values");
    struct err e = { 0 };
    char out[RECEIPT_MAX + 1];
    assert_int_equal(receipt_encode(out, "H48|25", morning(), "1.001193", keys, &e), RC_REFUSED);
    assert_string_equal(e.code, "receipt_values");
    assert_int_equal(receipt_encode(out, "", morning(), "1.001193", keys, &e), RC_REFUSED);
    assert_int_equal(receipt_encode(out, "H48.25-260105-0001", morning(), "thủ tục", keys, &e), RC_REFUSED);
    seal_keys_free(keys);
}

TEST(receipt_verify__knows__its_own)
{
    struct seal_keys *keys = keys_of("own");
    struct receipt receipt;
    char payload[RECEIPT_MAX + 1];
    make(payload, keys);
    assert_int_equal(receipt_verify(&receipt, payload, strlen(payload), find, keys), RECEIPT_GENUINE);
    assert_string_equal(receipt.code, "H48.25-260105-0001");
    assert_string_equal(receipt.procedure, "1.001193");
    assert_int_equal(receipt.at, morning() - 42);
    seal_keys_free(keys);
}

TEST(receipt_verify__finds__every_altered_character)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.|Z ";
    struct seal_keys *keys = keys_of("altered");
    struct receipt receipt;
    char payload[RECEIPT_MAX + 1];
    make(payload, keys);
    for (size_t i = 0; payload[i]; i++) {
        char kept = payload[i];
        for (const char *c = letters; *c; c++) {
            payload[i] = *c;
            if (*c != kept)
                assert_int_not_equal(
                    receipt_verify(&receipt, payload, strlen(payload), find, keys), RECEIPT_GENUINE);
        }
        payload[i] = kept;
    }
    assert_int_equal(receipt_verify(&receipt, payload, strlen(payload), find, keys), RECEIPT_GENUINE);
    seal_keys_free(keys);
}

TEST(receipt_verify__finds__every_missing_and_every_added_character)
{
    struct seal_keys *keys = keys_of("cut");
    struct receipt receipt;
    char payload[RECEIPT_MAX + 1], other[RECEIPT_MAX + 2];
    make(payload, keys);
    size_t len = strlen(payload);
    for (size_t i = 0; i < len; i++) {
        memcpy(other, payload, i);
        memcpy(other + i, payload + i + 1, len - i);
        assert_int_not_equal(receipt_verify(&receipt, other, len - 1, find, keys), RECEIPT_GENUINE);
        memcpy(other, payload, i);
        other[i] = '0';
        memcpy(other + i + 1, payload + i, len - i + 1);
        assert_int_not_equal(receipt_verify(&receipt, other, len + 1, find, keys), RECEIPT_GENUINE);
    }
    seal_keys_free(keys);
}

TEST(receipt_verify__tells__an_altered_number_from_a_foreign_key)
{
    struct seal_keys *ours = keys_of("ours"), *theirs = keys_of("theirs");
    struct receipt receipt;
    char payload[RECEIPT_MAX + 1];
    make(payload, ours);
    assert_int_equal(receipt_verify(&receipt, payload, strlen(payload), find, theirs), RECEIPT_UNKNOWN_KEY);
    assert_string_equal(receipt.code, "H48.25-260105-0001");
    strstr(payload, "-0001")[4] = '2';
    assert_int_equal(receipt_verify(&receipt, payload, strlen(payload), find, ours), RECEIPT_ALTERED);
    seal_keys_free(ours);
    seal_keys_free(theirs);
}

TEST(receipt_verify__names__a_later_version)
{
    struct receipt receipt;
    assert_int_equal(receipt_verify(&receipt, "MC2|anything at all", 19, find, NULL), RECEIPT_FUTURE);
    assert_int_equal(receipt_verify(&receipt, "MC12|x", 6, find, NULL), RECEIPT_FUTURE);
    assert_string_equal(receipt_verdict_slug(RECEIPT_FUTURE), "future_version");
}

/* R04 of the promises: nothing of this is opened, followed or echoed. */
TEST(receipt_verify__refuses__what_is_no_receipt)
{
    static char long_one[3073];
    static const char *const others[] = { "", "MC1", "MC1|", "MC1|||||", "https://dichvucong.gov.vn/?mahs=1",
        "{\"a\":1}", "MC1|H48.25-260105-0001|202613050110Z|1.001193|1a2b3c4d|AA", "\033[2J",
        "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3|10052021" };
    struct receipt receipt;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(receipt_verify(&receipt, others[i], strlen(others[i]), find, NULL), RECEIPT_NOT_ONE);
    memset(long_one, 'A', sizeof long_one - 1);
    memcpy(long_one, "MC1|", 4);
    assert_int_equal(receipt_verify(&receipt, long_one, strlen(long_one), find, NULL), RECEIPT_NOT_ONE);
}

TEST(receipt_verify__refuses__a_nul_inside)
{
    struct seal_keys *keys = keys_of("nul");
    struct receipt receipt;
    char payload[RECEIPT_MAX + 1];
    make(payload, keys);
    size_t len = strlen(payload);
    payload[10] = '\0';
    assert_int_equal(receipt_verify(&receipt, payload, len, find, keys), RECEIPT_NOT_ONE);
    seal_keys_free(keys);
}
